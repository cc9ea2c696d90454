"""Firm by firm under common luck: more support never takes a title away, a hazard never gives life.

A thousand pairs of random worlds that differ in one number. Where theory gives no sign (places,
pools, crowding out, terms that end) nothing is asserted: here titles last, no pool is shared and a
rung asks for the one below it.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest

from srdi_sim.policy.rulesets import Item, PerUnit
from srdi_sim.policy.tiers import NEVER, Tier
from srdi_sim.population.firms import Firms
from srdi_sim.scenario.scenario import Scenario
from worlds import Step, award, holder_of, lives, some_firms, world

CHAIN = (Tier.INNOVATIVE, Tier.REGIONAL, Tier.LITTLE_GIANT)
PAIRS_OF_A_KIND = 200
Pair = tuple[Scenario, Scenario]  # with less support, with more


def drawn(random: Random) -> dict[str, Any]:
    """Return the habits and awards of a random world."""
    return {
        "awards": tuple(award(tier, random.choice((0, 10, 100, 300))) for tier in CHAIN),
        "award_response": random.uniform(0.0, 2.0),
        "publicity_help": random.uniform(0.0, 1.0),
        "panel_sd": random.uniform(0.5, 5.0),
        "panel_persistence": random.uniform(0.0, 1.0),
        "exit_by_age": (random.uniform(0.0, 0.1),),
        **{f"reference_awards_{tier.code}": random.choice((0, 100)) for tier in CHAIN},
        **{f"take_up_{tier.code}": random.uniform(0.02, 0.9) for tier in CHAIN},
    }


def firms_of(random: Random) -> Firms:
    n = random.randint(1, 30)
    return some_firms(
        n,
        id=np.array(random.sample(range(1, 10**9), n)),
        quality=[random.randint(0, 6) for _ in range(n)],
        growth=[random.uniform(-0.2, 0.3) for _ in range(n)],
    )


def steps(mark_of_regional: float = 50.0, **regional: Any) -> tuple[Step, ...]:
    """Return a chain of three rungs, the middle one scored."""
    scored = (Item("quality", "all", (PerUnit("quality", 1.0, 20.0, 100.0),)),)
    return (
        Step(Tier.INNOVATIVE),
        Step(
            Tier.REGIONAL,
            holder_of(Tier.INNOVATIVE),
            items=scored,
            pass_mark=mark_of_regional,
            **regional,
        ),
        Step(Tier.LITTLE_GIANT, holder_of(Tier.REGIONAL)),
    )


def a_higher_award(random: Random) -> Pair:
    firms, habits, ladder = firms_of(random), drawn(random), steps()
    raised = list(habits["awards"])
    which = random.randrange(len(raised))
    raised[which] = award(CHAIN[which], random.choice((400, 500, 1000)))
    return (
        world(firms, *ladder, until=2024, **habits),
        world(firms, *ladder, until=2024, **{**habits, "awards": tuple(raised)}),
    )


def a_higher_take_up(random: Random) -> Pair:
    firms, habits, ladder = firms_of(random), drawn(random), steps()
    name = f"take_up_{random.choice(CHAIN).code}"
    more = {**habits, name: random.uniform(habits[name], 0.95)}
    return world(firms, *ladder, until=2024, **habits), world(firms, *ladder, until=2024, **more)


def a_lower_pass_mark(random: Random) -> Pair:
    firms, habits = firms_of(random), drawn(random)
    mark = random.uniform(10.0, 110.0)
    lower = random.uniform(0.0, mark)
    return (
        world(firms, *steps(mark), until=2024, **habits),
        world(firms, *steps(lower), until=2024, **habits),
    )


def no_limit_on_places(random: Random) -> Pair:
    firms, habits = firms_of(random), drawn(random)
    habits["regional_places"] = random.randint(0, 4)
    return (
        world(firms, *steps(places=True), until=2024, **habits),
        world(firms, *steps(), until=2024, **habits),
    )


@pytest.mark.parametrize(
    "support", [a_higher_award, a_higher_take_up, a_lower_pass_mark, no_limit_on_places]
)
def test_more_support_makes_no_firm_later_at_any_rung(support: Callable[[Random], Pair]) -> None:
    earlier = 0
    for number in range(PAIRS_OF_A_KIND):
        less, more = support(Random(f"{support.__name__} {number}"))
        for (_, one), (_, other) in zip(lives(less, number), lives(more, number), strict=True):
            before, after = one.firms.first, other.firms.first
            titled = before != NEVER
            assert (after[titled] != NEVER).all(), number
            assert (after[titled] <= before[titled]).all(), number
            assert one.firms.alive.tobytes() == other.firms.alive.tobytes()
        earlier += int((before != after).sum())
    assert earlier > PAIRS_OF_A_KIND // 4  # the pairs do differ


def test_a_higher_hazard_leaves_a_subset_alive_and_moves_no_survivor() -> None:
    closed = 0
    for number in range(PAIRS_OF_A_KIND):
        random = Random(f"hazard {number}")
        firms, habits, ladder = firms_of(random), drawn(random), steps()
        worse = {**habits, "exit_by_age": (random.uniform(habits["exit_by_age"][0], 0.5),)}
        safe = world(firms, *ladder, until=2024, **habits)
        harsh = world(firms, *ladder, until=2024, **worse)
        for (_, one), (_, other) in zip(lives(safe, number), lives(harsh, number), strict=True):
            survivors = other.firms.alive
            assert (one.firms.alive | ~survivors).all(), number
            here, there = one.firms.first[:, survivors], other.firms.first[:, survivors]
            assert (here == there).all(), number
            titled = other.firms.first != NEVER
            assert (one.firms.first[titled] == other.firms.first[titled]).all(), number
        closed += int((one.firms.alive & ~survivors).sum())
    assert closed > PAIRS_OF_A_KIND // 4
