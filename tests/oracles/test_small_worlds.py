"""Twenty small worlds with places, enumerated in fractions, against many replications.

Every world has at most three firms and three years. Each firm lives in a banner of its own, so that
a batch's counts tell the firms apart. Compared are: the whole histories (chi-square, no impossible
one may occur), the chance that each firm is ever recognised, and the money spent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from fractions import Fraction as F
from functools import cache
from itertools import combinations_with_replacement

import numpy as np
import pytest
from numpy.typing import NDArray

from evidence import ALPHA, Z, p_of_counts, p_of_histories, p_of_mean
from oracles.exact import FOR_EVER, SmallRung, SmallWorld, Story, histories
from srdi_sim.engine.batch import Batch, simulate_batch
from srdi_sim.engine.tally import COUNTS
from srdi_sim.policy.rulesets import Condition, Item, PerUnit
from srdi_sim.policy.tiers import Tier
from srdi_sim.scenario.scenario import Scenario
from worlds import RULES, WAN, Step, award, register, some_firms, world

INNOVATIVE, MUNICIPAL, REGIONAL, GIANT, CHAMPION = range(5)
REPLICATIONS = 250
FIRST_YEAR = 2022

WORLDS = (
    SmallWorld("one firm, one place", 1, 3, (SmallRung(REGIONAL, F(1, 2), places=1, award=100),)),
    SmallWorld("two firms, one place", 2, 2, (SmallRung(REGIONAL, F(1, 2), places=1, award=100),)),
    SmallWorld(
        "three firms, one place", 3, 3, (SmallRung(REGIONAL, F(3, 4), places=1, award=100),)
    ),
    SmallWorld(
        "three firms, two places", 3, 2, (SmallRung(REGIONAL, F(2, 3), places=2, award=100),)
    ),
    SmallWorld("places for all", 3, 2, (SmallRung(REGIONAL, F(1, 3), places=3, award=7),)),
    SmallWorld("no place at all", 3, 2, (SmallRung(REGIONAL, F(1, 2), places=0, award=100),)),
    SmallWorld("everyone always applies", 3, 2, (SmallRung(REGIONAL, F(1), places=1, award=100),)),
    SmallWorld(
        "a rank that stays", 3, 2, (SmallRung(GIANT, F(1, 2), places=1, order="steady", award=150),)
    ),
    SmallWorld(
        "the firm with most points first",
        3,
        3,
        (SmallRung(REGIONAL, F(1, 2), places=1, order="points", award=100),),
    ),
    SmallWorld(
        "one rival for one place", 2, 3, (SmallRung(GIANT, F(1, 2), places=1, rivals=1, award=150),)
    ),
    SmallWorld(
        "rivals on two rungs",
        2,
        2,
        (
            SmallRung(GIANT, F(3, 4), places=2, rivals=3, award=150),
            SmallRung(CHAMPION, F(3, 4), places=1, rivals=1, award=200),
        ),
    ),
    SmallWorld(
        "firms close, and their places go on",
        3,
        2,
        (SmallRung(REGIONAL, F(2, 3), places=1, award=100),),
        hazard=F(1, 5),
    ),
    SmallWorld(
        "two rungs, the lower one of a year and kept by the upper one",
        2,
        3,
        (
            SmallRung(REGIONAL, F(1, 2), places=1, term=1, renewal=F(1, 2), award=100),
            SmallRung(GIANT, F(1, 2), needs=REGIONAL, award=150),
        ),
    ),
    SmallWorld(
        "two rungs, the upper one short",
        3,
        2,
        (
            SmallRung(REGIONAL, F(2, 3), award=100),
            SmallRung(GIANT, F(3, 4), needs=REGIONAL, places=1, award=150),
        ),
    ),
    SmallWorld(
        "three rungs, each with one place",
        2,
        3,
        (
            SmallRung(INNOVATIVE, F(3, 4), places=1, award=10),
            SmallRung(REGIONAL, F(2, 3), needs=INNOVATIVE, places=1, award=100),
            SmallRung(GIANT, F(1, 2), needs=REGIONAL, places=1, award=150),
        ),
    ),
    SmallWorld(
        "two rungs at once, no order between them",
        2,
        2,
        (
            SmallRung(INNOVATIVE, F(1, 2), places=1, award=10),
            SmallRung(REGIONAL, F(1, 3), places=1, award=100),
        ),
    ),
    SmallWorld(
        "the champion is a side rung",
        2,
        2,
        (
            SmallRung(REGIONAL, F(1, 2), places=1, award=100),
            SmallRung(CHAMPION, F(1, 4), places=1, award=200),
        ),
    ),
    SmallWorld(
        "titles of one year, reviewed",
        2,
        3,
        (SmallRung(REGIONAL, F(1, 2), places=1, term=1, renewal=F(3, 5), award=100),),
    ),
    SmallWorld(
        "titles of one year that end at once, awarded again",
        1,
        3,
        (SmallRung(REGIONAL, F(2, 3), places=1, term=1, renewal=F(0), award=100),),
        second_award=True,
    ),
    SmallWorld(
        "closing, review and rivals together",
        2,
        3,
        (SmallRung(GIANT, F(2, 3), places=1, rivals=1, term=2, renewal=F(1, 2), award=150),),
        hazard=F(1, 10),
    ),
)


def as_scenario(small: SmallWorld) -> Scenario:
    """Return the same world as the engine takes it."""
    firms = some_firms(small.firms, banner=np.arange(small.firms))
    firms.quality[:] = small.firms - np.arange(small.firms)
    habits: dict[str, float | tuple[float, ...]] = {"exit_by_age": (float(small.hazard),)}
    steps = []
    for rung in small.rungs:
        tier = Tier(rung.tier)
        needs = () if rung.needs is None else (Condition(f"holds_{Tier(rung.needs).code}", 1.0),)
        points = Item("quality", "all", (PerUnit("quality", 1.0, 1000.0, 1e9),))
        by_points = rung.order == "points"
        steps.append(
            Step(
                tier,
                conditions=(Condition("is_sme", 1.0), *needs),
                items=(points,) if by_points else (),
                pass_mark=0.0 if by_points else None,
                places=rung.places is not None,
                rivals=rung.rivals > 0,
                validity=12 * rung.term,
            )
        )
        habits[f"take_up_{tier.code}"] = float(rung.take_up)
        habits[f"{tier.code}_places"] = float(rung.places or 0)
        habits[f"renewal_{tier.code}"] = float(rung.renewal)
        if rung.rivals:
            habits[f"{tier.code}_rivals"] = float(rung.rivals)
        habits["panel_persistence"] = float(rung.order == "steady")
    return world(
        register(firms, banners=small.firms),
        *steps,
        awards=tuple(award(Tier(rung.tier), rung.award) for rung in small.rungs),
        reading={"second_award": "after_lapse" if small.second_award else "none"},
        until=FIRST_YEAR + small.years - 1,
        **habits,
    )


def stories(small: SmallWorld, batch: Batch) -> list[Story]:
    """Return what a batch says happened, in the words of `oracles.exact`."""
    flows = {name: COUNTS.index(name) for name in ("recognised", "renewed", "lapsed")}
    here = batch.counts[..., COUNTS.index("stock")].sum(axis=(2, 4))
    told = []
    for replication in range(batch.replications.size):
        lines = []
        for year in range(small.years):
            line = []
            for firm in range(small.firms):
                cell = batch.counts[replication, year, :, firm, 0]
                gates = [
                    next((gate for gate, at in flows.items() if cell[rung.tier + 1, at]), "-")
                    for rung in small.rungs
                ]
                there = "here" if here[replication, year, firm] else "gone"
                line.append(" ".join([*gates, there]))
            lines.append(tuple(line))
        told.append(tuple(lines))
    return told


def test_there_are_twenty_worlds_of_at_most_three_firms_and_three_years() -> None:
    assert len(WORLDS) == len({small.name for small in WORLDS}) == 20
    assert max(small.firms for small in WORLDS) == max(small.years for small in WORLDS) == 3
    assert all(any(rung.places is not None for rung in small.rungs) for small in WORLDS)


@cache
def lived(small: SmallWorld) -> Batch:
    """Return the replications of a world."""
    return simulate_batch(as_scenario(small), 20, range(REPLICATIONS), RULES)


def chances_of_stories(small: SmallWorld) -> dict[Story, Fraction]:
    chances: dict[Story, Fraction] = defaultdict(Fraction)
    for (story, _), chance in histories(small).items():
        chances[story] += chance
    return chances


def recognitions(story: Story) -> int:
    """Return how many titles were given in a story."""
    return sum(line.count("recognised") for year in story for line in year)


@pytest.mark.parametrize("small", WORLDS, ids=lambda small: small.name)
def test_histories_have_the_chances_of_the_enumeration(small: SmallWorld) -> None:
    told = stories(small, lived(small))
    chances = chances_of_stories(small)
    assert p_of_histories(Counter(told), chances) > ALPHA


@pytest.mark.parametrize("small", WORLDS, ids=lambda small: small.name)
def test_events_come_alone_and_in_pairs_with_the_chances_of_the_enumeration(
    small: SmallWorld,
) -> None:
    """For any two events (a firm's gate in a year, or its presence): both, either and neither."""
    chances = chances_of_stories(small)
    weight = np.array([float(chance) for chance in chances.values()])
    expected, observed = (
        happened(small, list(chances)),
        happened(small, stories(small, lived(small))),
    )
    both = expected.T @ (weight[:, None] * expected)
    found = observed.T @ observed
    for one, other in combinations_with_replacement(range(both.shape[0]), 2):
        p_value = p_of_counts(
            four(found, found.diagonal(), REPLICATIONS, one, other),
            np.maximum(four(both, both.diagonal(), 1.0, one, other), 0.0).round(15),
        )
        assert p_value > ALPHA, (one, other)


def happened(small: SmallWorld, told: list[Story]) -> NDArray[np.float64]:
    """Return, for every story, which of all possible events happened in it."""
    words = [[word for year in story for line in year for word in line.split()] for story in told]
    gates = np.array(words).reshape(len(told), -1)
    return np.concatenate(
        [gates == word for word in ("recognised", "lapsed", "here")], axis=1
    ).astype(np.float64)


def four(
    both: NDArray[np.float64], single: NDArray[np.float64], whole: float, one: int, other: int
) -> NDArray[np.float64]:
    """Return how often two events come together, each without the other, and neither."""
    together = both[one, other]
    first, second = single[one] - together, single[other] - together
    return np.array([together, first, second, whole - together - first - second])


@pytest.mark.parametrize("small", WORLDS, ids=lambda small: small.name)
def test_the_money_is_that_of_the_enumeration_on_every_path_and_on_average(
    small: SmallWorld,
) -> None:
    exact = histories(small)
    ledger = lived(small).ledger
    total = np.zeros(REPLICATIONS, dtype=np.int64)
    np.add.at(total, ledger["replication"], ledger["amount_fen"])
    on_path: dict[Story, set[int]] = defaultdict(set)
    for story, wan in exact:
        on_path[story].add(wan * WAN)
    for story, fen in zip(stories(small, lived(small)), total.tolist(), strict=True):
        assert fen in on_path[story]
    mean, variance = moments(by_money(exact))
    paid = int(total.sum()) / WAN
    assert p_of_mean(paid, REPLICATIONS * mean, REPLICATIONS * variance) > ALPHA


def by_money(exact: dict[tuple[Story, int], Fraction]) -> dict[int, Fraction]:
    chances: dict[int, Fraction] = defaultdict(Fraction)
    for (_, wan), chance in exact.items():
        chances[wan] += chance
    return chances


def moments(chances: dict[int, Fraction]) -> tuple[float, float]:
    """Return mean and variance of a number with these chances."""
    mean = sum((value * chance for value, chance in chances.items()), Fraction(0))
    square = sum((value**2 * chance for value, chance in chances.items()), Fraction(0))
    return float(mean), float(square - mean**2)


def test_all_worlds_together_give_as_many_titles_as_the_enumeration() -> None:
    """Twenty worlds pooled: an error of 2 % in the titles of all of them would be seen."""
    found, expected, variance = 0, 0.0, 0.0
    for small in WORLDS:
        chances: dict[int, Fraction] = defaultdict(Fraction)
        for story, chance in chances_of_stories(small).items():
            chances[recognitions(story)] += chance
        mean, spread = moments(chances)
        found += sum(map(recognitions, stories(small, lived(small))))
        expected += REPLICATIONS * mean
        variance += REPLICATIONS * spread
    assert p_of_mean(found, expected, variance) > ALPHA
    assert Z * np.sqrt(variance) < 0.025 * expected


def test_the_enumeration_gives_the_chances_that_a_person_works_out() -> None:
    """Two firms, one place, take-up 1/2: 1/4 alone, and half of the 1/4 that both apply."""
    one_year = SmallWorld("by hand", 2, 1, (SmallRung(REGIONAL, F(1, 2), places=1, award=100),))
    exact = histories(one_year)
    won = sum(chance for (story, _), chance in exact.items() if "recognised" in story[0][0])
    assert won == F(1, 4) + F(1, 2) * F(1, 4) == F(3, 8)
    assert sum(chance * wan for (_, wan), chance in exact.items()) == 75
    assert FOR_EVER > 3
