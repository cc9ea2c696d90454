"""The fit against worlds whose posterior is known exactly."""

import numpy as np
import pytest
from scipy import special, stats

from srdi_sim.analysis.fitting.nearest import Neighbours, numbers_of, roots_of
from srdi_sim.analysis.fitting.synthetic import SyntheticLikelihood


def linear_world(rows, seed, noise=0.5):
    """Return scores, figures and an outcome of a world that is normal on the scale of roots."""
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(rows, 2))
    mean = 20.0 + scores @ np.array([[1.5, 0.0, 0.8], [0.0, 1.0, 0.8]])
    roots = mean + noise * rng.normal(size=mean.shape)
    return scores, numbers_of(roots), roots


def exact_posterior(figures, noise=0.5):
    """Return mean and covariance of the scores given figures, by the rule of normal worlds."""
    slopes = np.array([[1.5, 0.0, 0.8], [0.0, 1.0, 0.8]]).T
    precision = np.eye(2) + slopes.T @ slopes / noise**2
    covariance = np.linalg.inv(precision)
    return covariance @ slopes.T @ (roots_of(figures) - 20.0) / noise**2, covariance


@pytest.mark.parametrize("at", [(20.0, 20.0, 20.0), (22.0, 19.0, 20.5)])
def test_the_nearest_simulations_have_the_exact_posterior_of_a_normal_world(at):
    scores, seen, _ = linear_world(40_000, 1)
    figures = numbers_of(np.array(at))
    near = Neighbours(seen, scores).near(figures, 2_000)
    mean = near.weights @ near.moved
    spread = np.sqrt(near.weights @ (near.moved - mean) ** 2)
    exact, covariance = exact_posterior(figures)
    assert mean == pytest.approx(exact, abs=0.06)
    assert spread == pytest.approx(np.sqrt(np.diag(covariance)), rel=0.08)


@pytest.mark.parametrize("at", [(20.0, 20.0, 20.0), (21.0, 19.5, 20.5)])
def test_the_synthetic_likelihood_has_the_exact_posterior_of_a_normal_world(at):
    scores, seen, _ = linear_world(40_000, 2)
    figures = numbers_of(np.array(at))
    weights = SyntheticLikelihood(seen, scores).weights(figures)
    mean = weights @ scores
    exact, covariance = exact_posterior(figures)
    assert mean == pytest.approx(exact, abs=0.06)
    spread = np.sqrt(weights @ (scores - mean) ** 2)
    assert spread == pytest.approx(np.sqrt(np.diag(covariance)), rel=0.1)


def test_ranks_of_the_truth_are_even_over_many_worlds():
    scores, seen, roots = linear_world(8_000, 3)
    outcome = roots[:, :1] + 0.3 * np.random.default_rng(4).normal(size=(8_000, 1))
    targets = np.concatenate([scores, outcome], axis=1)
    world = Neighbours(seen, targets)
    ranks = []
    for row in range(400):
        near = world.near(seen[row], 500, without=row)
        assert row not in near.rows
        ranks.append(near.weights @ (near.moved < targets[row]))
    for column in np.array(ranks).T:
        counts = np.histogram(column, np.linspace(0.0, 1.0, 11))[0]
        assert stats.chisquare(counts).pvalue > 0.001


def test_what_the_figures_do_not_depend_on_keeps_its_prior():
    scores, seen, _ = linear_world(20_000, 5)
    idle = np.random.default_rng(6).normal(size=(20_000, 1))
    near = Neighbours(seen, np.concatenate([scores, idle], axis=1)).near(seen[0], 1_500)
    u = special.ndtr(near.moved[:, 2])
    assert near.weights @ u == pytest.approx(0.5, abs=0.05)
    assert np.sqrt(near.weights @ (u - 0.5) ** 2) == pytest.approx(12**-0.5, rel=0.08)


def test_roots_and_numbers_are_each_others_inverse():
    numbers = np.array([0.0, 1.0, 22.0, 1e9])
    assert numbers_of(roots_of(numbers)) == pytest.approx(numbers)
