"""Bills whose distribution is known: an award, or a guaranteed loss, times a binomial number."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from scipy import stats

from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.guarantees import guarantees
from srdi_sim.analysis.levels import ASKED, Levels
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.policy.policy import Credit
from srdi_sim.policy.tiers import Tier, month_index
from worlds import FOR_EVER, LONG_AGO, WAN, Step, award, entitle, some_firms, world

FIRMS, TAKE_UP, AWARD = 23, 0.45, 10  # 万元
N = 2000
NUMBER = stats.binom(FIRMS, TAKE_UP)
LEVELS = (0.5, 0.8, 0.95)


@cache
def awarded(seed: int) -> Runs:
    """Return runs in which each of some firms earns an award in the only year, or does not."""
    city = world(
        some_firms(FIRMS),
        Step(Tier.INNOVATIVE),
        awards=(award(Tier.INNOVATIVE, AWARD),),
        take_up_innovative=TAKE_UP,
        until=2022,
    )
    return simulate(city, replications=N, seed=seed)


def test_the_levels_are_far_enough_from_a_step_to_be_told_by_so_many_replications() -> None:
    for level in LEVELS:
        step = NUMBER.ppf(level)
        room = min(level - NUMBER.cdf(step - 1), NUMBER.cdf(step) - level)
        assert room > 1.8 * np.sqrt(level * (1.0 - level) / N)


def test_the_quantiles_of_a_bill_are_those_of_the_binomial_law() -> None:
    total = budget(awarded(1)).total
    expected = [int(NUMBER.ppf(level)) * AWARD * WAN for level in LEVELS]
    assert [total.p50, total.p80, total.p95] == expected
    assert total.mean / WAN == pytest.approx(AWARD * NUMBER.mean(), rel=0.02)
    assert total.p80 - total.p50 == Levels(budget(awarded(1)), Fraction(4, 5)).cost().contingency


@pytest.mark.parametrize("share", ["0.6", "0.7", "0.9"])
def test_the_amount_at_any_confidence_is_that_of_the_law_within_its_interval(share: str) -> None:
    cost = Levels(budget(awarded(1)), Fraction(share)).cost()
    exact = int(NUMBER.ppf(float(share))) * AWARD * WAN
    assert cost.low95 <= exact <= cost.high95
    assert cost.low95 <= cost.at_confidence <= cost.high95
    assert cost.high95 - cost.low95 <= 1 * AWARD * WAN


def test_the_p80_covers_four_fifths_of_fresh_runs() -> None:
    p80 = budget(awarded(1)).total.p80
    fresh = budget(awarded(2)).whole()
    assert not np.array_equal(fresh, budget(awarded(1)).whole())
    assert np.mean(fresh <= p80) == pytest.approx(0.80, abs=0.03)


def test_calls_on_the_fund_are_its_part_of_a_binomial_number_of_losses() -> None:
    """Twenty loans of 100 万元, each failing with a chance of 3 in 10; the fund bears 4 tenths."""
    city = world(
        entitle(some_firms(20), Tier.CHAMPION, slice(None), month_index(2020, 1), FOR_EVER),
        Step(Tier.CHAMPION),
        levers={"credit": Credit("二(八)", LONG_AGO, fund=10_000 * WAN, leverage=10.0)},
        loan_demand=1.0,
        loan_approval=1.0,
        loan_to_revenue=0.1,
        fund_loss_share=0.4,
        default_rate=0.3,
        until=2023,
    )
    found = guarantees(simulate(city, replications=800, seed=3), Fraction(9, 10))
    for year, loans in ((2022, 20), (2023, 20), (None, 40)):
        calls, law = found.at(year, "calls") / (40 * WAN), stats.binom(loans, 0.3)
        error = 3.0 * law.std() / np.sqrt(800)
        assert calls["mean"] == pytest.approx(law.mean(), abs=error)
        for figure, level in (("p50", 0.5), ("p80", 0.8), (ASKED, 0.9), ("p95", 0.95)):
            slack = 3.0 * np.sqrt(level * (1.0 - level) / 800)
            assert law.cdf(calls[figure]) >= level - slack
            assert law.cdf(calls[figure] - 1) <= level + slack
    assert found.total.loc["calls", "p95"] < 2 * found.at(2022, "calls")["p95"]
    assert found.at(2023, "exposed")["mean"] == 800 * WAN  # all 2,000 backed, 4 tenths of them
    assert found.capital["p50"] == 10_000 * WAN
