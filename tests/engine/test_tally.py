"""Counts and standings of many random firms, against their definitions firm by firm."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from srdi_sim.engine.city import City
from srdi_sim.engine.tally import (
    COUNTS,
    MEASURES,
    STANDINGS,
    counts_of,
    measures_of,
    month_stock,
)
from srdi_sim.policy.tiers import LADDER, NEVER, STOCK_CODES, TIERS, Tier, month_index
from worlds import Step, some_firms, world

BANNERS, SECTORS, N = 3, 4, 400
YEAR = 2022
DECEMBER = month_index(YEAR, 12)
FLOWS = ("recognised", "renewed", "lapsed", "left")


def a_city() -> City:
    """Return a city whose firms hold, held or never held each title, by chance."""
    random = np.random.default_rng(11)
    firms = some_firms(
        N,
        banner=random.integers(0, BANNERS, N),
        sector=random.integers(0, SECTORS, N),
        alive=random.random(N) < 0.8,
    )
    for tier in TIERS:
        dated = DECEMBER - random.integers(-6, 80, N)
        firms.since[tier] = np.where(random.random(N) < 0.4, dated, NEVER)
        firms.until[tier] = np.where(firms.since[tier] == NEVER, 0, firms.since[tier] + 36)
        firms.first[tier] = firms.since[tier] * (random.random(N) < 0.9)
    city = City.of(firms, YEAR, YEAR, month_index(YEAR, 1), BANNERS, 1, np.ones((SECTORS, 3)))
    city.valid = firms.valid(DECEMBER)
    for flow in FLOWS:
        for tier in TIERS:
            getattr(city.record, flow)[tier] = random.permutation(N)[: random.integers(0, 30)]
    return city


def terms_of(reading: str = "yes") -> Any:
    return world(
        some_firms(1), Step(Tier.INNOVATIVE), reading={"early_titles_count_as_innovative": reading}
    ).terms(YEAR)


def test_counts_are_those_of_the_firms_one_by_one() -> None:
    city = a_city()
    firms = city.firms
    expected: Counter[tuple[int, ...]] = Counter()
    for i in range(N):
        held = [tier + 1 for tier in TIERS if city.valid[tier, i]]
        cell = (firms.banner[i], firms.sector[i])
        for tier in held:
            expected[(tier, *cell, COUNTS.index("holders"))] += 1
        if firms.alive[i]:
            expected[(max(held, default=0), *cell, COUNTS.index("stock"))] += 1
            if not held:
                expected[(0, *cell, COUNTS.index("holders"))] += 1
    for flow in FLOWS:
        for tier in TIERS:
            for i in getattr(city.record, flow)[tier]:
                expected[(tier + 1, firms.banner[i], firms.sector[i], COUNTS.index(flow))] += 1
    counts = counts_of(city, terms_of(), BANNERS, SECTORS)
    assert counts.shape == (len(STOCK_CODES), BANNERS, SECTORS, len(COUNTS))
    assert {place: counts[place] for place in zip(*counts.nonzero(), strict=True)} == expected


@pytest.mark.parametrize("reading", ["yes", "no"])
def test_standings_are_those_of_the_firms_one_by_one(reading: str) -> None:
    city, terms = a_city(), terms_of(reading)
    rung = terms.rung(Tier.INNOVATIVE).rung
    began = month_index(rung.since.year, rung.since.month)
    expected: Counter[tuple[str, str]] = Counter()
    for i in range(N):
        first = city.firms.first[:, i]
        early = any(month != NEVER and month < began for month in first[: len(LADDER)])
        barred = reading == "no" and early and first[Tier.INNOVATIVE] == NEVER
        ever = [month != NEVER and month <= DECEMBER for month in first]
        for when, held in (("valid", city.valid[:, i]), ("ever", ever)):
            rungs = [tier for tier in LADDER if held[tier]]
            for tier in LADDER[: max(rungs, default=-1) + 1]:
                if not (tier is Tier.INNOVATIVE and barred):
                    expected[(f"at_least_{when}", tier.code)] += 1
            if rungs and not held[Tier.CHAMPION]:
                expected[(f"exactly_{when}", max(rungs).code)] += 1
            if held[Tier.CHAMPION]:
                expected[(f"at_least_{when}", "champion")] += 1
                expected[(f"exactly_{when}", "champion")] += 1
    found = dict(zip(MEASURES, measures_of(city, terms).tolist(), strict=True))
    assert {key: n for key, n in found.items() if key[0] in STANDINGS and n} == expected


def test_the_stock_of_a_month_is_that_of_the_firms_one_by_one() -> None:
    city = a_city()
    for month in range(DECEMBER - 60, DECEMBER + 1, 7):
        valid = city.firms.valid(month)
        highest = [max((t + 1 for t in TIERS if valid[t, i]), default=0) for i in range(N)]
        expected = np.bincount(np.array(highest)[city.firms.alive], minlength=len(STOCK_CODES))
        assert month_stock(city, month).tolist() == expected.tolist()
