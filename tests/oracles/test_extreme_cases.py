"""Extreme worlds whose answer needs no computer.

Every case says who holds the title on 31 December of each year, how many firms are left, and what
the awards come to in 万元. Unless a case says otherwise there are ten firms from 2022 to 2025, one
rung with an award of 100 万元, and titles for ever.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from srdi_sim.policy.rulesets import Bands, Condition, Item
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.population.firms import Firms
from srdi_sim.scenario.scenario import Scenario
from worlds import (
    FOR_EVER,
    WAN,
    Step,
    award,
    entitle,
    holder_of,
    lives,
    some_firms,
    spent,
    world,
)

INNOVATIVE, MUNICIPAL, REGIONAL, GIANT, CHAMPION = Tier


@dataclass(frozen=True)
class Case:
    what: str
    scenario: Scenario
    holders: list[int]  # on 31 December, year by year
    left: int  # firms alive at the end
    wan: float  # all awards due, 万元
    tier: Tier = REGIONAL


def ten(**columns: Any) -> Firms:
    return some_firms(10, **columns)


def regional(
    firms: Firms | None = None,
    take_up: float = 1.0,
    more: dict[str, Any] | None = None,
    **step: Any,
) -> Scenario:
    """Return the world of one regional rung."""
    given = {"awards": (award(REGIONAL, 100),), "take_up_regional": take_up, **(more or {})}
    return world(ten() if firms is None else firms, Step(REGIONAL, **step), **given)


def against_rivals(strength: float) -> Scenario:
    """Return five places a year for ten firms and fifty rivals."""
    return world(
        ten(),
        Step(GIANT, places=True, rivals=True),
        awards=(award(GIANT, 150),),
        take_up_little_giant=1.0,
        little_giant_places=5,
        little_giant_rivals=50,
        little_giant_strength=strength,
    )


def municipal(titles_after: str) -> Scenario:
    return world(
        ten(),
        Step(MUNICIPAL, validity=24),
        awards=(award(MUNICIPAL, 20),),
        reading={"municipal_rung_until": 2022, "municipal_titles_after": titles_after},
        take_up_municipal=1.0,
    )


LADDER = (
    Step(INNOVATIVE),
    Step(REGIONAL, holder_of(INNOVATIVE)),
    Step(GIANT, holder_of(REGIONAL)),
)
CLIMB = world(
    ten(),
    *LADDER,
    awards=(award(INNOVATIVE, 10), award(REGIONAL, 100), award(GIANT, 150)),
    take_up_innovative=1.0,
    take_up_regional=1.0,
    take_up_little_giant=1.0,
)
NEWCOMERS = ten(enters=[2022] * 4 + [2024] * 6, alive=[True] * 4 + [False] * 6)
SCORED = (Item("quality", "all", (Bands("quality", (1.0,), (100.0,)),)),)
LARGE = ten(sme=[False] * 3 + [True] * 7)

CASES = (
    Case("nobody ever applies", regional(take_up=0.0), [0, 0, 0, 0], 10, 0),
    Case("everybody applies at once", regional(), [10, 10, 10, 10], 10, 1000),
    Case("no firms", regional(some_firms(0)), [0, 0, 0, 0], 0, 0),
    Case("one firm", regional(some_firms(1)), [1, 1, 1, 1], 1, 100),
    Case("one year", regional(more={"until": 2022}), [10], 10, 1000),
    Case(
        "a hundred years of renewals",
        regional(validity=36, more={"until": 2121}),
        [10] * 100,
        10,
        1000,
    ),
    Case("an award of nothing", regional(more={"awards": (award(REGIONAL, 0),)}), [10] * 4, 10, 0),
    Case(
        "an award of 10^12 yuan",
        regional(more={"awards": (award(REGIONAL, 1e8),)}),
        [10] * 4,
        10,
        1e9,
    ),
    Case("no places", regional(places=True), [0] * 4, 10, 0),
    Case(
        "three places a year for ten equal firms",
        regional(places=True, more={"regional_places": 3}),
        [3, 6, 9, 10],
        10,
        1000,
    ),
    Case(
        "only whole places count",
        regional(places=True, more={"regional_places": 2.9}),
        [2, 4, 6, 8],
        10,
        800,
    ),
    Case(
        "more places than firms",
        regional(places=True, more={"regional_places": 1e9}),
        [10] * 4,
        10,
        1000,
    ),
    Case("rivals who are always better", against_rivals(-1e6), [0] * 4, 10, 0, GIANT),
    Case("rivals who are always worse", against_rivals(1e6), [5, 10, 10, 10], 10, 1500, GIANT),
    Case("every firm closes", regional(more={"exit_by_age": (1.0,)}), [0] * 4, 0, 0),
    Case(
        "every firm closes at the age of 14",
        regional(more={"exit_by_age": (*[0.0] * 14, 1.0)}),
        [10, 10, 0, 0],
        0,
        1000,
    ),
    Case("six firms come two years later", regional(NEWCOMERS), [4, 4, 10, 10], 10, 1000),
    Case(
        "a title of the last month of the horizon, paid after it",
        regional(first_batch=2025, more={"month_regional": 12, "paid_next_year": 1}),
        [0, 0, 0, 10],
        10,
        1000,
    ),
    Case("the first batch comes after the horizon", regional(first_batch=2026), [0] * 4, 10, 0),
    Case(
        "the run begins on the last day of a year, the batches in the next",
        regional(first_batch=2023, more={"start": dt.date(2022, 12, 31)}),
        [0, 10, 10, 10],
        10,
        1000,
    ),
    Case("the top after exactly three years", CLIMB, [0, 0, 10, 10], 10, 2600, GIANT),
    Case(
        "the municipal rung ends, its titles stay", municipal("stay"), [10] * 4, 10, 200, MUNICIPAL
    ),
    Case(
        "the municipal rung ends, its titles lapse",
        municipal("lapse"),
        [10, 10, 0, 0],
        10,
        200,
        MUNICIPAL,
    ),
    Case(
        "nobody is renewed, everybody returns a year later, once is paid",
        regional(validity=12, more={"renewal_regional": 0.0}),
        [10, 0, 10, 0],
        10,
        1000,
    ),
    Case(
        "the same, and every return is paid",
        regional(
            validity=12,
            more={"renewal_regional": 0.0, "reading": {"second_award": "after_lapse"}},
        ),
        [10, 0, 10, 0],
        10,
        2000,
    ),
    Case("a mark nobody reaches", regional(items=SCORED, pass_mark=60.0), [0] * 4, 10, 0),
    Case(
        "a mark everybody reaches",
        regional(ten(quality=1.0), items=SCORED, pass_mark=60.0, more={"panel_sd": 0.01}),
        [10] * 4,
        10,
        1000,
    ),
    Case("large firms are barred from a rung for SMEs", regional(LARGE), [7] * 4, 10, 700),
    Case(
        "large firms may be champions without any other title",
        world(
            LARGE,
            Step(CHAMPION, (Condition("manufacturer", 1.0),)),
            awards=(award(CHAMPION, 200),),
            take_up_champion=1.0,
        ),
        [10] * 4,
        10,
        2000,
        CHAMPION,
    ),
    Case(
        "titles of before the policy, paid (R5)",
        regional(
            entitle(ten(), REGIONAL, slice(0, 4), month_index(2021, 9), FOR_EVER),
            take_up=0.0,
            more={
                "awards": (award(REGIONAL, 100, dt.date(2022, 7, 12), applies_to="new_and_stock"),),
                "stock_paid": 1,
            },
        ),
        [4] * 4,
        10,
        400,
    ),
    Case(
        "titles of before the policy, not paid (R5)",
        regional(
            entitle(ten(), REGIONAL, slice(0, 4), month_index(2021, 9), FOR_EVER),
            take_up=0.0,
            more={
                "awards": (award(REGIONAL, 100, dt.date(2022, 7, 12), applies_to="new_and_stock"),),
                "stock_paid": 0,
            },
        ),
        [4] * 4,
        10,
        0,
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_an_extreme_world_has_the_answer_found_by_hand(case: Case) -> None:
    found = []
    for year, life in lives(case.scenario):
        held = life.firms.holds(case.tier, month_index(year, 12))
        found.append(int((held & life.firms.alive).sum()))
    assert found == case.holders
    assert int(life.firms.alive.sum()) == case.left
    assert spent(life.ledger) == case.wan * WAN


def test_a_zero_award_still_has_its_row() -> None:
    *_, (_, life) = lives(regional(more={"awards": (award(REGIONAL, 0),)}))
    assert np.unique(life.ledger["firm_id"]).tolist() == list(range(1, 11))
    assert life.ledger["amount_fen"].sum() == 0


def test_what_is_due_in_the_last_year_may_be_paid_after_the_horizon() -> None:
    scenario = regional(first_batch=2025, more={"month_regional": 12, "paid_next_year": 1})
    *_, (_, life) = lives(scenario)
    awards = life.ledger["amount_fen"] > 0
    assert set(life.ledger["year_due"][awards]) == {2025}
    assert set(life.ledger["year_paid"][awards]) == {2026}
