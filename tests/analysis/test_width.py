"""How much of the spread was not fitted: planted shares are found, and intervals cover."""

import numpy as np
import pytest
from scipy import special

from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.forecast import forecast
from srdi_sim.analysis.width import shares, widths
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.scenario.posterior import Posterior, Stretch

FITTED = ("take_up_innovative", "take_up_regional")
OTHERS = ("entry_scale", "take_up_champion")
DRAWS = 2000


@pytest.fixture(scope="module")
def ordos():
    return load_scenario("ordos-2022")


def fitted_to(scenario, quantiles):
    """Return the scenario under a posterior with these quantiles, and no past to speak of."""
    numbers = np.arange(len(quantiles))[:, None]
    posterior = Posterior("planted", (Stretch(2021, 1),), numbers, FITTED, quantiles)
    return scenario.with_posterior(posterior)


def normal_scores(scenario, replications, seed=1):
    names = (*FITTED, *OTHERS)
    return special.ndtri(scenario.settled_uncertainties().uniforms(names, seed, replications)).T


def width_of(scenario, outcome, seed=1):
    (found,), *_ = shares(scenario, seed, np.arange(outcome.size), [outcome])
    return found


def test_planted_shares_are_found_and_their_intervals_cover(ordos):
    replications, covered, times = np.arange(DRAWS), 0, 40
    for time in range(times):
        rng = np.random.default_rng(time)
        scenario = fitted_to(ordos, rng.uniform(size=(DRAWS, 2)))
        one, _, other, _ = normal_scores(scenario, replications, seed=time)
        found = width_of(scenario, 2.0 * one + other + rng.normal(size=DRAWS), seed=time)
        assert found.fitted == pytest.approx(4 / 6, abs=0.06)
        assert found.not_fitted == pytest.approx(1 / 6, abs=0.06)
        assert found.rest == pytest.approx(1 / 6, abs=0.04)
        assert found.largest == OTHERS[0]
        assert found.largest_share == pytest.approx(1 / 6, abs=0.06)
        assert found.low95 <= found.not_fitted <= found.high95 < found.low95 + 0.12
        covered += found.low95 <= 1 / 6 <= found.high95
    assert covered >= 35  # of 40 intervals of 95 %; fewer by chance once in 500 times


def test_what_two_groups_tell_together_is_shared_evenly(ordos):
    """With correlation r the LMG share of b in a + b is its own part and half of all that is both.

    Var(a + b) = 2 + 2r: alone either tells (1 + r) / 2, on top of the other (1 - r) / 2.
    """
    replications, r = np.arange(DRAWS), 0.8
    rng = np.random.default_rng(5)
    plain = fitted_to(ordos, rng.uniform(size=(DRAWS, 2)))
    *_, other, _ = normal_scores(plain, replications)
    linked = special.ndtr(r * other + np.sqrt(1 - r**2) * rng.normal(size=DRAWS))
    rows = plain.uncertainties.posterior.rows(1, replications)
    quantiles = rng.uniform(size=(DRAWS, 2))
    quantiles[rows, 0] = linked
    scenario = fitted_to(ordos, quantiles)
    one, _, other, _ = normal_scores(scenario, replications)
    assert np.corrcoef(one, other)[0, 1] == pytest.approx(r, abs=0.03)
    found = width_of(scenario, one + other)
    assert found.fitted == pytest.approx(0.5, abs=0.02)
    assert found.not_fitted == pytest.approx(0.5, abs=0.02)


def test_chance_alone_is_not_taken_for_what_is_not_known(ordos):
    scenario = fitted_to(ordos, np.random.default_rng(6).uniform(size=(DRAWS, 2)))
    found = [
        width_of(scenario, np.random.default_rng(time).normal(size=DRAWS)) for time in range(40)
    ]
    assert np.mean([each.not_fitted for each in found]) < 0.02  # none is below 0
    assert all(each.low95 <= each.not_fitted <= each.high95 < 0.12 for each in found)
    assert sum(each.low95 == 0.0 for each in found) >= 35


def test_without_a_posterior_nothing_was_fitted(ordos):
    scenario = ordos.with_posterior(None)
    one, *_ = normal_scores(scenario, np.arange(DRAWS))
    found = width_of(scenario, one)
    assert (found.fitted, found.largest) == (0.0, FITTED[0])
    assert found.not_fitted == pytest.approx(1.0)


def test_yes_and_no_are_taken_as_they_are(ordos):
    """A score of their quantile would tell less than all of what they settle."""
    drawn = ordos.settled_uncertainties().values("stock_paid", 1, np.arange(DRAWS), 2022)
    assert set(drawn) == {0.0, 1.0}
    found = width_of(ordos, drawn)
    assert (found.largest, found.largest_share) == ("stock_paid", pytest.approx(1.0))
    assert found.not_fitted == pytest.approx(1.0, abs=0.03)  # a posterior links it to the fitted


def test_what_a_draw_does_by_its_past_does_not_pass_for_what_is_not_known(ordos):
    """Four lives of a draw share its past: half of the variance here, and no uncertainty's."""
    shares_of, draws = [], 1000
    for time in range(20):
        rng = np.random.default_rng(time)
        scenario = fitted_to(ordos, rng.uniform(size=(draws, 2)))
        rows = scenario.uncertainties.posterior.rows(time, np.arange(4 * draws))
        outcome = rng.normal(size=draws)[rows] + rng.normal(size=4 * draws)
        shares_of.append(width_of(scenario, outcome, seed=time))
    assert np.mean([each.not_fitted for each in shares_of]) < 0.025
    assert sum(each.low95 == 0.0 for each in shares_of) >= 17


def test_where_all_was_fitted_nothing_is_named(ordos):
    scenario = ordos.with_posterior(None)
    names = [each.name for each in scenario.settled_uncertainties().entries if each.is_drawn_once]
    rng = np.random.default_rng(8)
    quantiles = rng.uniform(size=(DRAWS, len(names)))
    numbers = np.arange(DRAWS)[:, None]
    posterior = Posterior("all", (Stretch(2021, 1),), numbers, tuple(names), quantiles)
    whole = scenario.with_posterior(posterior)
    one, *_ = normal_scores(whole, np.arange(DRAWS))
    found = width_of(whole, one)
    assert (found.largest, found.largest_share, found.not_fitted) == (None, 0.0, 0.0)
    assert found.fitted == pytest.approx(1.0)


def test_draws_that_come_again_do_not_count_twice(ordos):
    few = fitted_to(ordos, np.random.default_rng(7).uniform(size=(100, 2)))
    found, draws, fewest = shares(few, 1, np.arange(DRAWS), [np.arange(DRAWS)])
    assert (found, draws) == ([None], 100)
    assert fewest > 300


def test_a_forecast_of_few_replications_tells_that_they_are_too_few(ordos):
    runs = simulate(ordos, replications=20, seed=1)
    found = widths(forecast(runs), budget(runs))
    assert not found.are_told
    assert (found.targets, found.cost, found.draws) == ({}, None, 20)


def test_what_never_varies_has_no_width(ordos):
    assert width_of(ordos, np.full(DRAWS, 3)) is None
