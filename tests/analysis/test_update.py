"""An update against brute force: the replications that publish the new figures, counted."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy import stats

from srdi_sim.analysis.fitting.update import log_likelihood, update
from srdi_sim.analysis.observed import foretold
from srdi_sim.distributions import Uniform
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import Tier
from srdi_sim.scenario.posterior_files import read_posterior, write_posterior
from srdi_sim.scenario.scenario import Observation, Target
from worlds import WAN, Step, award, some_firms, world

N = 400
OUTCOME = "firms:regional:2024"


def figure(year, value, name="", tier=Tier.REGIONAL, **more):
    """Return a published number of recognitions in one year."""
    told = (name or f"flow_{year}", "flow", (tier,), None, year, float(value))
    return Observation(*told, more.pop("sd", 0.0), True, "a test", "low", **more)


@cache
def small():
    """Return a world of eight firms that apply with a chance which nobody knows."""
    scenario = world(
        some_firms(8),
        Step(Tier.REGIONAL),
        awards=(award(Tier.REGIONAL, 20),),
        targets=(Target(Tier.REGIONAL, 2024, 5, "a test"),),
        until=2024,
        take_up_regional=Uniform(0.1, 0.6),
    )
    entries = tuple(
        replace(each, role="fitted") if each.name == "take_up_regional" else each
        for each in scenario.uncertainties.entries
    )
    return replace(scenario, uncertainties=replace(scenario.uncertainties, entries=entries))


@cache
def lived():
    """Return the replications of the small world, to be counted."""
    return simulate(small(), replications=N, seed=1)


def flows(year, runs=None):
    """Return how many titles each replication gives in a year."""
    return foretold(runs or lived(), figure(year, 0))


def came(found, name=OUTCOME):
    """Return one outcome of each replication."""
    return found.came[:, found.outcomes.index(name)]


def test_a_figure_without_error_leaves_exactly_the_replications_that_publish_it():
    found = update(small(), [figure(2022, 3)], replications=N)
    fits = flows(2022) == 3
    assert fits.sum() >= 50
    assert found.weights == pytest.approx(fits / fits.sum())
    assert found.effective == pytest.approx(fits.sum())
    held = flows(2022) + flows(2023) + flows(2024)
    assert np.array_equal(came(found), held)
    for count in range(9):
        exact = (held[fits] == count).mean()
        assert found.weights @ (came(found) == count) == pytest.approx(exact, abs=1e-12)
    row = found.table().set_index("name").loc["chance:regional:2024"]
    assert row["before_mean"] == pytest.approx((held > 5).mean())
    assert row["after_mean"] == pytest.approx((held[fits] > 5).mean())
    exact_se = np.sqrt((held[fits] > 5).var() / fits.sum())
    assert row["after_se"] == pytest.approx(exact_se)


def test_a_figure_with_an_error_weighs_by_its_density():
    found = update(small(), [figure(2022, 2, sd=0.8), figure(2023, 1, sd=1.5)], replications=N)
    exact = stats.norm.pdf(2, flows(2022), 0.8) * stats.norm.pdf(1, flows(2023), 1.5)
    assert found.weights == pytest.approx(exact / exact.sum())
    assert found.effective == pytest.approx(exact.sum() ** 2 / (exact**2).sum())


def test_a_bound_leaves_what_holds_and_of_several_meanings_the_mean_counts():
    (term,) = update(small(), [figure(2022, 3, bound="at_most")], replications=N).terms
    assert np.array_equal(np.exp(log_likelihood(lived(), term)), flows(2022) <= 3)
    uncertain = replace(term, observations=(figure(2022, 3, sd=2.0, bound="at_least"),))
    chance = stats.norm.sf(3, flows(2022), 2.0)
    assert np.exp(log_likelihood(lived(), uncertain)) == pytest.approx(chance)
    meanings = (figure(2022, 2, either="flow"), figure(2023, 2, either="flow"))
    either = replace(term, observations=meanings)
    mean = 0.5 * (flows(2022) == 2) + 0.5 * (flows(2023) == 2)
    assert np.exp(log_likelihood(lived(), either)) == pytest.approx(mean)


def test_rounded_money_leaves_what_rounds_to_it():
    paid = Observation(
        *("paid", "paid", (), None, 2024, 100.0 * WAN, 0.0, True, "a test", "low"),
        clauses=("二(三)",),
        payers=("city",),
        since=2022,
        rounding=40.0 * WAN,
    )
    found = update(small(), [paid], replications=N)
    fen = foretold(lived(), paid)
    fits = abs(fen - 100 * WAN) <= 20 * WAN
    assert set(fen[fits] // WAN) == {80, 100, 120}
    assert found.weights == pytest.approx(fits / fits.sum())


def test_a_figure_that_says_nothing_changes_nothing():
    found = update(small(), [figure(2022, 0, bound="at_least")], replications=N, draws=N)
    assert found.weights == pytest.approx(np.full(N, 1 / N))
    table = found.table()
    for end in ("low80", "median", "high80", "mean", "se"):
        assert table[f"after_{end}"].to_numpy() == pytest.approx(table[f"before_{end}"].to_numpy())
    assert sorted(found.posterior.numbers[:, 0].tolist()) == list(range(N))


def test_draws_are_in_proportion_to_their_weight_to_within_one():
    found = update(small(), [figure(2022, 3, sd=1.0)], replications=N, draws=900)
    times = np.bincount(found.posterior.numbers[:, 0], minlength=N)
    assert np.abs(times - 900 * found.weights).max() <= 1.0 + 1e-9


def test_simulated_again_the_new_posterior_has_the_past_of_its_replications_bit_for_bit():
    found = update(small(), [figure(2023, 2)], replications=N, draws=40)
    assert found.posterior.until == 2023
    runs = simulate(small().with_posterior(found.posterior), replications=40, seed=9)
    rows = found.posterior.rows(9, runs.replications)
    before = found.posterior.numbers[rows, 0]
    assert np.array_equal(runs.counts[:, :2], lived().counts[before, :2])
    assert np.array_equal(runs.measures[:, :2], lived().measures[before, :2])
    assert (flows(2023, runs) == 2).all()
    assert not np.array_equal(runs.counts[:, 2], lived().counts[before, 2])


def test_two_updates_of_one_past_have_the_weights_of_one_with_both_figures():
    first, second = figure(2022, 2), figure(2022, 1, sd=0.7, name="another source")
    once = update(small(), [first, second], replications=N)
    fits = int((flows(2022) == 2).sum())
    halfway = update(small(), [first], replications=N, draws=fits).posterior
    assert len(set(halfway.numbers[:, 0].tolist())) == fits
    twice = update(small().with_posterior(halfway), [second], replications=fits, seed=5)
    rows = halfway.rows(5, twice.numbers)
    of_past = np.bincount(halfway.numbers[rows, 0], twice.weights, minlength=N)
    assert of_past == pytest.approx(once.weights)


def test_two_updates_year_by_year_foretell_what_one_with_both_figures_does():
    first, second = figure(2022, 1, sd=0.7), figure(2023, 1, sd=0.7)
    once = update(small(), [first, second], replications=N)
    halfway = update(small(), [first], replications=N).posterior
    twice = update(small().with_posterior(halfway), [second], replications=N, seed=5)
    mean = once.weights @ came(once)
    spread = np.sqrt(once.weights @ (came(once) - mean) ** 2)
    error = spread * np.sqrt(1.0 / once.effective + 1.0 / twice.effective)
    assert twice.weights @ came(twice) == pytest.approx(mean, abs=4.0 * error)
    assert abs(came(once).mean() - mean) > 4.0 * error  # the figures do say something


def test_a_figure_of_years_that_the_past_holds_weighs_draws_alone():
    believed = update(small(), [figure(2023, 2, sd=2.0)], replications=N, draws=200).posterior
    scenario = small().with_posterior(believed)
    found = update(scenario, [figure(2022, 2, sd=1.0)], replications=N, seed=3)
    rows = believed.rows(3, found.numbers)
    exact = stats.norm.pdf(2, flows(2022)[believed.numbers[rows, 0]], 1.0)
    assert found.weights == pytest.approx(exact / exact.sum())
    of_draws = np.bincount(rows, found.weights)
    assert found.effective == pytest.approx(1 / (of_draws**2).sum())
    assert found.posterior.stretches == believed.stretches


def test_replications_that_share_a_draw_stay_apart_by_their_later_luck():
    believed = update(small(), [figure(2022, 2)], replications=N, draws=100).posterior
    found = update(small().with_posterior(believed), [figure(2023, 2)], replications=N, seed=3)
    assert [each.until for each in found.posterior.stretches] == [2022, 2023]
    apart = {tuple(pair) for pair in found.posterior.numbers.tolist()}
    fits = int((found.weights > 0).sum())
    assert len({own for _, own in apart}) == fits > 100
    runs = simulate(small().with_posterior(found.posterior), replications=100, seed=4)
    assert (flows(2022, runs) == 2).all()
    assert (flows(2023, runs) == 2).all()


def test_the_new_posterior_outlives_its_file(tmp_path):
    found = update(small(), [figure(2022, 3)], replications=N)
    write_posterior(tmp_path / "new.parquet", found.posterior, {})
    assert read_posterior(tmp_path / "new.parquet") == found.posterior


def test_an_updated_posterior_stands_on_what_the_old_one_stood_on():
    scenario = replace(small(), resolved={"uncertainties": {"name": "its priors"}})
    first = update(scenario, [figure(2022, 3)], replications=N).posterior
    assert (first.priors, first.population) == ("its priors", small().population.name)
    believed = scenario.with_posterior(replace(first, population="another city"))
    second = update(believed, [figure(2023, 2)], replications=N, seed=3).posterior
    assert (second.priors, second.population) == ("its priors", "another city")


def test_a_figure_that_the_scenario_names_already_is_told_under_a_posterior():
    known = figure(2022, 3)
    scenario = small().with_observations([known])
    assert update(scenario, [known], replications=N).repeated == ()
    believed = update(scenario, [known], replications=N).posterior
    found = update(scenario.with_posterior(believed), [known], replications=N)
    assert found.repeated == ("flow_2022",)


@pytest.mark.parametrize(
    ("figures", "key"),
    [
        ([figure(2022, 9)], "update.none_fits"),
        ([figure(2022, 6)], "update.too_few"),
        ([figure(2031, 1)], "fit.no_terms"),
    ],
)
def test_figures_that_tell_nothing_are_refused(figures, key):
    with pytest.raises(SrdiError) as refused:
        update(small(), figures, replications=N)
    assert refused.value.key == key


def test_a_scenario_of_which_nothing_can_be_fitted_is_refused():
    fixed = small().with_uncertainties({"take_up_regional": 0.3})
    with pytest.raises(SrdiError, match="nothing_fitted"):
        update(fixed, [figure(2022, 2)], replications=N)
