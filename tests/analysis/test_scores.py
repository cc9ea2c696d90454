"""Scores against their closed forms, and naive forecasts against what they must say."""

import numpy as np
import pytest
from scipy import special, stats

from srdi_sim.analysis.fitting.naive import (
    at_national_rate,
    constant_transitions,
    last_value,
    linear_trend,
    of_one_count,
)
from srdi_sim.analysis.fitting.scores import LEVELS, Rank, Spread, brier, evenly
from srdi_sim.policy.tiers import TIERS, Tier

PARTS = (np.arange(20_001) + 0.5) / 20_001
NORMAL = evenly(special.ndtri(PARTS))


def rng():
    return np.random.default_rng(1)


@pytest.mark.parametrize("seen", [-3.0, 0.0, 0.7, 2.5])
def test_the_score_of_a_normal_forecast_is_its_closed_form(seen):
    density = np.exp(-0.5 * seen**2) / np.sqrt(2.0 * np.pi)
    exact = seen * (2.0 * special.ndtr(seen) - 1.0) + 2.0 * density - 1.0 / np.sqrt(np.pi)
    assert NORMAL.score(seen) == pytest.approx(exact, abs=1e-3)
    scaled = Spread(10.0 + 5.0 * NORMAL.values, NORMAL.weights)
    assert scaled.score(10.0 + 5.0 * seen) == pytest.approx(5.0 * exact, abs=5e-3)


def test_the_score_of_one_number_is_its_distance():
    assert evenly(np.array([4.0])).score(7.0) == 3.0
    assert evenly(np.array([7.0, 7.0])).score(7.0) == 0.0


def test_weights_count_as_repetitions_do():
    weighed = Spread(np.array([5.0, 1.0, 2.0]), np.array([0.5, 0.25, 0.25]))
    repeated = evenly(np.array([1.0, 2.0, 5.0, 5.0]))
    for seen in (0.0, 1.5, 5.0):
        assert weighed.score(seen) == pytest.approx(repeated.score(seen))
        assert weighed.rank(seen) == repeated.rank(seen)


def test_the_true_forecast_has_the_least_expected_score():
    came = stats.norm(1.0, 2.0).rvs(2_000, random_state=1)

    def mean(centre, spread):
        forecast = Spread(centre + spread * NORMAL.values[::20], np.full(1001, 1 / 1001))
        return np.mean([forecast.score(each) for each in came])

    true = mean(1.0, 2.0)
    assert all(true < mean(*other) for other in ((0.0, 2.0), (1.0, 1.0), (1.0, 4.0)))


def test_the_ranks_of_what_a_true_forecast_foretells_are_even():
    came = rng().normal(size=2_000)
    ranks = [NORMAL.rank(each) for each in came]
    counts = np.histogram([rank.middle for rank in ranks], np.linspace(0, 1, 11))[0]
    assert stats.chisquare(counts).pvalue > 0.001
    for level in LEVELS:
        band = 3.3 * np.sqrt(level * (1 - level) / came.size)
        assert np.mean([rank.inside(level) for rank in ranks]) == pytest.approx(level, abs=band)


def test_the_ranks_of_whole_numbers_are_even_when_ties_are_spread():
    numbers = rng().poisson(1.3, size=(2, 3_000)).astype(float)
    forecast = evenly(numbers[0])
    ranks = [forecast.rank(each) for each in numbers[1]]
    spread = [rank.at(u) for rank, u in zip(ranks, rng().uniform(size=3_000), strict=True)]
    assert stats.chisquare(np.histogram(spread, np.linspace(0, 1, 11))[0]).pvalue > 0.001
    for level in LEVELS:
        assert np.mean([rank.inside(level) for rank in ranks]) == pytest.approx(level, abs=0.03)


def test_a_rank_is_as_much_inside_as_it_overlaps():
    assert Rank(0.0, 0.2).inside(0.8) == pytest.approx(0.5)
    assert Rank(0.5, 0.5).inside(0.5) == 1.0
    assert Rank(0.99, 0.99).inside(0.95) == 0.0
    assert Rank(0.2, 0.6).middle == pytest.approx(0.4)


def test_a_chance_is_scored_by_its_square_distance():
    assert brier(0.8, True) == pytest.approx(0.04)
    assert brier(0.8, False) == pytest.approx(0.64)


def test_one_count_foretells_a_gamma_poisson_number():
    found = of_one_count(4.0, rng())
    assert found.mean() == pytest.approx(4.5, abs=0.4)
    assert found.var() == pytest.approx(9.0, rel=0.2)  # the mean twice over: rate and number


def test_the_last_value_is_as_uncertain_as_past_steps_and_more_so_further_on():
    history = 100.0 + np.cumsum(np.tile([5.0, -5.0], 10))
    near, far = (last_value(history, ahead, rng()) for ahead in (1, 4))
    assert np.median(near) == history[-1]
    assert near.std() == pytest.approx(5.0 * np.sqrt(19 / 17), rel=0.1)
    assert far.std() == pytest.approx(2.0 * near.std(), rel=0.1)


def test_a_straight_history_has_a_sure_trend_and_a_noisy_one_its_least_squares_interval():
    straight = 10.0 + 3.0 * np.arange(5)
    assert set(linear_trend(straight, 2, rng())) == {28.0}
    noise = rng().normal(0.0, 4.0, 12)
    noisy = 200.0 + 6.0 * np.arange(12) + noise
    found = linear_trend(noisy, 3, rng())
    line = stats.linregress(np.arange(12), noisy)
    assert np.median(found) == pytest.approx(line.intercept + 14 * line.slope, abs=1.0)
    rest = noisy - line.intercept - line.slope * np.arange(12)
    leverage = 1 + 1 / 12 + (14 - 5.5) ** 2 / np.sum((np.arange(12) - 5.5) ** 2)
    exact = np.sqrt(rest @ rest / 10 * leverage) * stats.t(10).std()
    assert found.std() == pytest.approx(exact, rel=0.1)


def test_constant_transitions_find_the_chances_that_made_the_history():
    years, stays, up, entry = 60, 0.8, 0.1, 400.0
    stocks, flows = np.zeros((years, len(TIERS))), np.zeros((years, len(TIERS)))
    for year in range(1, years):
        before = stocks[year - 1]
        flows[year, Tier.INNOVATIVE] = entry
        flows[year, Tier.REGIONAL] = round(up * before[Tier.INNOVATIVE])
        stocks[year] = np.round(stays * before) + flows[year]
    stock, flow = constant_transitions(stocks, flows, 1, rng())
    for tier, rate in ((Tier.INNOVATIVE, entry), (Tier.REGIONAL, up * stocks[-1, 0])):
        assert flow[:, tier].mean() == pytest.approx(rate, rel=0.03)
        exact = stays * stocks[-1, tier] + rate
        assert stock[:, tier].mean() == pytest.approx(exact, rel=0.02)
    assert flow[:, Tier.CHAMPION].mean() < 0.1
    later, _ = constant_transitions(stocks, flows, 3, rng())
    assert later.std(axis=0)[0] > stock.std(axis=0)[0]


def test_the_national_rate_grows_with_stock_and_years():
    at_once = at_national_rate(40.0, (0.02, 0.03), (0.1, 0.3), 0.0, rng())
    later = at_national_rate(40.0, (0.02, 0.03), (0.1, 0.3), 5.0, rng())
    assert at_once.mean() == pytest.approx(40.5 * 0.025, rel=0.15)
    assert later.mean() == pytest.approx(
        40.5 * 0.025 * np.mean(np.linspace(1.1, 1.3) ** 5), rel=0.15
    )
