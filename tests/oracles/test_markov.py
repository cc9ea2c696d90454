"""A ladder of constant chances against its exact Markov chain: 1,000,000 firms, 10 years.

Every firm climbs on its own, so the counts of a cohort are multinomial with the chances
``start P^t`` and the year of a first title has the chain's hitting-time law. Both are compared by
chi-square with exact variances. A chain that is 1 % wrong in one take-up is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from evidence import ALPHA, p_of_counts, p_of_sum_of_counts
from srdi_sim.policy.tiers import NEVER, TIERS, Tier, month_index, year_of
from worlds import FOR_EVER, Step, holder_of, lives, some_firms, whole_life, world

YEARS = range(2022, 2032)
COHORTS = {2022: 900_000, 2025: 60_000, 2028: 40_000}  # first year in view: firms
TAKE_UP = {
    Tier.INNOVATIVE: 0.20,
    Tier.MUNICIPAL: 0.10,
    Tier.REGIONAL: 0.15,
    Tier.LITTLE_GIANT: 0.10,
    Tier.CHAMPION: 0.05,
}
HAZARD_UNTITLED, HAZARD_TITLED = 0.03, 0.01
GONE = 6  # after no title (0) and the five tiers (1 to 5)
STEPS = (
    Step(Tier.INNOVATIVE),
    Step(Tier.MUNICIPAL, holder_of(Tier.INNOVATIVE)),
    Step(Tier.REGIONAL, holder_of(Tier.INNOVATIVE)),
    Step(Tier.LITTLE_GIANT, holder_of(Tier.REGIONAL)),
    Step(Tier.CHAMPION, holder_of(Tier.LITTLE_GIANT)),
)


def climb(take_up: dict[Tier, float]) -> NDArray[np.float64]:
    """Return the chances of moving between highest titles in a year in which nobody closes."""
    innovative, municipal, regional, giant, champion = (take_up[tier] for tier in TIERS)
    moves = np.zeros((7, 7))
    moves[0, 1] = innovative
    moves[1, 3], moves[1, 2] = regional, municipal * (1.0 - regional)
    moves[2, 3] = regional
    moves[3, 4] = giant
    moves[4, 5] = champion
    moves[np.diag_indices(7)] = 1.0 - moves.sum(axis=1)
    return moves


def closing() -> NDArray[np.float64]:
    """Return the chances of closing, which comes first in a year."""
    hazard = np.array([HAZARD_UNTITLED, *[HAZARD_TITLED] * 5, 0.0])
    moves = np.diag(1.0 - hazard)
    moves[:, GONE] += hazard
    return moves


def laws(take_up: dict[Tier, float], entered: int) -> dict[int, NDArray[np.float64]]:
    """Return the chances of each state on 31 December of each year, for a cohort.

    Firms that come into view during the run do so after the year's closures.
    """
    year_by_year = closing() @ climb(take_up)
    law = np.eye(7)[0]
    by_year = {}
    for year in YEARS:
        if year >= entered:
            law = law @ (climb(take_up) if year == entered > YEARS[0] else year_by_year)
            by_year[year] = law
    return by_year


@dataclass
class Observed:
    counts: dict[int, NDArray[np.int64]]  # state, all cohorts together
    moves: dict[int, NDArray[np.int64]]  # (from, to), of the firms in view a year before
    first_years: dict[Tier, NDArray[np.int64]]  # of the first cohort, 0 for never


@pytest.fixture(scope="module")
def million() -> Observed:
    sizes = list(COHORTS.values())
    firms = some_firms(sum(sizes), enters=np.repeat(list(COHORTS), sizes))
    firms.alive[:] = firms.enters == YEARS[0]
    scenario = world(
        firms,
        *STEPS,
        until=YEARS[-1],
        exit_by_age=(HAZARD_UNTITLED,),
        cap_exit_titled=HAZARD_TITLED,
        **{f"take_up_{tier.code}": chance for tier, chance in TAKE_UP.items()},
    )
    counts, moves = {}, {}
    before = None
    for year, life in lives(scenario, seed=20220712):
        here = life.firms
        valid = np.stack([here.holds(tier, month_index(year, 12)) for tier in TIERS])
        highest = np.max(valid * np.arange(1, 6)[:, None], axis=0)
        state = np.where(here.alive, highest, GONE).astype(np.int8)
        in_view = here.enters <= year
        counts[year] = np.bincount(state[in_view], minlength=7)
        if before is not None:
            known = here.enters < year
            pairs = before[known].astype(np.int64) * 7 + state[known]
            moves[year] = np.bincount(pairs, minlength=49).reshape(7, 7)
        before = state
    first = life.firms.first[:, : sizes[0]]
    return Observed(counts, moves, {tier: year_of(first[tier]) for tier in TIERS})


def p_of_all_counts(million: Observed, take_up: dict[Tier, float]) -> dict[int, float]:
    """Return the p-value of the counts of every year under these take-ups."""
    by_cohort = {entered: laws(take_up, entered) for entered in COHORTS}
    return {
        year: p_of_sum_of_counts(
            million.counts[year],
            [(n, by_cohort[since][year]) for since, n in COHORTS.items() if since <= year],
        )
        for year in YEARS
    }


def test_counts_of_a_million_firms_follow_the_markov_chain_in_every_year(million: Observed) -> None:
    p_values = p_of_all_counts(million, TAKE_UP)
    assert min(p_values.values()) > ALPHA, p_values


def test_moves_of_a_million_firms_have_the_chances_of_the_chain(million: Observed) -> None:
    chances = closing() @ climb(TAKE_UP)
    for year, moves in million.moves.items():
        for state in range(7):
            if moves[state].sum():
                p = p_of_counts(moves[state], chances[state])
                assert p > ALPHA, (year, state, p)


@pytest.mark.parametrize("tier", TIERS)
def test_first_titles_come_when_the_chain_says(million: Observed, tier: Tier) -> None:
    """Make every state at or above the tier absorbing: the gain per year is the hitting time.

    A municipal title can be passed by, so its law needs a chain that remembers it.
    """
    year_by_year = closing() @ climb(TAKE_UP)
    if tier is Tier.MUNICIPAL:
        # The title can come with the regional one in the same year, or after it never again.
        direct = 1.0 - HAZARD_TITLED
        year_by_year[1, 2] = direct * TAKE_UP[tier]
        year_by_year[1, 3] = direct * TAKE_UP[Tier.REGIONAL] * (1.0 - TAKE_UP[tier])
        reached = [2]
    else:
        reached = [state for state in range(1, GONE) if state >= tier + 1]
    year_by_year[reached] = np.eye(7)[reached]
    law, arrived, passage = np.eye(7)[0], 0.0, []
    for _ in YEARS:
        law = law @ year_by_year
        passage.append(law[reached].sum() - arrived)
        arrived = law[reached].sum()
    years = million.first_years[tier]
    observed = [*((years == year).sum() for year in YEARS), (years == 0).sum()]
    assert p_of_counts(observed, [*passage, 1.0 - arrived]) > ALPHA


def test_a_chain_that_is_one_percent_off_is_refused(million: Observed) -> None:
    for tier in (Tier.INNOVATIVE, Tier.REGIONAL):
        wrong = {**TAKE_UP, tier: TAKE_UP[tier] * 1.01}
        assert min(p_of_all_counts(million, wrong).values()) < ALPHA


@pytest.mark.parametrize(
    ("tier", "steps_needed"), [(Tier.INNOVATIVE, 1), (Tier.REGIONAL, 2), (Tier.LITTLE_GIANT, 3)]
)
def test_waiting_times_are_geometric_and_negative_binomial(tier: Tier, steps_needed: int) -> None:
    """With one chance p on every rung the n-th title comes after a negative binomial time."""
    p, n = 0.3, 200_000
    scenario = world(
        some_firms(n),
        Step(Tier.INNOVATIVE),
        Step(Tier.REGIONAL, holder_of(Tier.INNOVATIVE)),
        Step(Tier.LITTLE_GIANT, holder_of(Tier.REGIONAL)),
        until=2029,
        take_up_innovative=p,
        take_up_regional=p,
        take_up_little_giant=p,
    )
    first = whole_life(scenario, seed=steps_needed).firms.first[tier]
    year = np.where(first == NEVER, 0, year_of(first) - 2021)  # 1 for the first year
    observed = np.bincount(year, minlength=9)
    passage = stats.nbinom.pmf(np.arange(1, 9) - steps_needed, steps_needed, p)
    assert p_of_counts(observed, [1.0 - passage.sum(), *passage]) > ALPHA


# States of one rung with terms of three years: the year of the title, the two years after, lapsed.
FREE, FIRST, SECOND, THIRD, LAPSED, CLOSED = range(6)


def test_titles_that_are_renewed_or_lost_follow_the_semi_markov_chain() -> None:
    """Terms of three years as tunnel states: review in the third year, re-entry a year later."""
    take_up, renewal, hazard, n = 0.25, 0.8, 0.02, 300_000
    moves = np.zeros((6, 6))
    moves[FREE, FIRST], moves[FREE, FREE] = take_up, 1.0 - take_up
    moves[FIRST, SECOND] = moves[SECOND, THIRD] = 1.0
    moves[THIRD, FIRST], moves[THIRD, LAPSED] = renewal, 1.0 - renewal
    moves[LAPSED] = moves[FREE]
    moves *= 1.0 - hazard
    moves[:, CLOSED] += hazard
    moves[CLOSED] = np.eye(6)[CLOSED]
    scenario = world(
        some_firms(n),
        Step(Tier.REGIONAL, validity=36),
        until=2033,
        exit_by_age=(hazard,),
        take_up_regional=take_up,
        renewal_regional=renewal,
    )
    law = np.eye(6)[FREE]
    for year, life in lives(scenario, seed=36):
        law = law @ moves
        firms, record = life.firms, life.records[year]
        held = firms.holds(Tier.REGIONAL, month_index(year, 12))
        left = year_of(firms.until[Tier.REGIONAL]) - year  # whole years to the next review
        state = np.where(held, FIRST + 3 - left, FREE)
        state[record.lapsed[Tier.REGIONAL]] = LAPSED
        state[~firms.alive] = CLOSED
        assert p_of_counts(np.bincount(state, minlength=6), law) > ALPHA, year


def test_a_title_valid_for_ever_is_never_reviewed() -> None:
    scenario = world(some_firms(50), Step(Tier.REGIONAL, validity=FOR_EVER), take_up_regional=0.5)
    for year, life in lives(scenario):
        assert not life.ids("renewed", Tier.REGIONAL, year)
        assert not life.ids("lapsed", Tier.REGIONAL, year)
