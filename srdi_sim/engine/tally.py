"""Count a city at the end of a year: stocks and flows, gates, and what targets ask for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import loop
from srdi_sim.engine.city import City
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import NEVER, STOCK_CODES, TIERS, Tier, month_index

COUNTS = ("stock", "holders", "recognised", "renewed", "lapsed", "left")
GATES = ("eligible", "applied", "passed", "recognised", "by_route", "renewed", "lapsed", "left")
# For targets: firms at this rung or above it, or at this rung as their highest; valid on
# 31 December, or ever recognised.
STANDINGS = ("at_least_valid", "exactly_valid", "at_least_ever", "exactly_ever")
_INNOVATIVE, _CHAMPION = int(Tier.INNOVATIVE), int(Tier.CHAMPION)
CITY_WIDE = ("firms", "smes", "above_scale_industry", "loans", "factor_unmet", "pool", "trained")

MEASURES: tuple[tuple[str, str], ...] = (
    *((gate, tier.code) for gate in GATES for tier in TIERS),
    *((standing, tier.code) for standing in STANDINGS for tier in TIERS),
    *((name, "") for name in CITY_WIDE),
)


def counts_of(city: City, terms: Terms, banners: int, sectors: int) -> NDArray[np.int32]:
    """Return counts of (tier from none up, banner, sector, :data:`COUNTS`)."""
    firms, record = city.firms, city.record
    counts = np.zeros((len(STOCK_CODES), banners, sectors, len(COUNTS)), dtype=np.int32)
    flows = (record.recognised, record.renewed, record.lapsed, record.left)
    _count(
        counts,
        firms.banner,
        firms.sector,
        firms.alive,
        tuple(city.valid),
        tuple(map(tuple, flows)),
    )
    return counts


@loop
def _count(counts, banner, sector, alive, valid, flows):  # type: ignore[no-untyped-def]
    """Count stock and holders of every cell, and the rows that went through each gate."""
    for i in range(alive.size):
        highest = 0
        for tier in range(len(valid)):
            if valid[tier][i]:
                counts[tier + 1, banner[i], sector[i], 1] += 1
                highest = tier + 1
        if alive[i]:
            counts[highest, banner[i], sector[i], 0] += 1
    counts[0, :, :, 1] = counts[0, :, :, 0]
    for flow in range(len(flows)):
        for tier in range(len(valid)):
            for i in flows[flow][tier]:
                counts[tier + 1, banner[i], sector[i], flow + 2] += 1


def measures_of(city: City, terms: Terms) -> NDArray[np.float64]:
    """Return the year's measures, in the order of :data:`MEASURES`."""
    firms, record = city.firms, city.record
    december = month_index(terms.year, 12)
    gates = [rows.size for gate in GATES for rows in getattr(record, gate)]
    standings = np.zeros((len(STANDINGS), len(TIERS)), dtype=np.int64)
    began = _bars_earlier_titles(terms)
    _stand(standings, tuple(city.valid), tuple(firms.first), december, began)
    alive = firms.alive
    unmet = city.factor_claimed.sum() - city.factor_given.sum()
    city_wide = [
        np.count_nonzero(alive),
        np.count_nonzero(alive & firms.sme),
        np.count_nonzero(alive & firms.above_scale & firms.manufacturer),
        np.count_nonzero(alive & (firms.loan > 0.0)),
        unmet,
        np.count_nonzero(alive & (firms.pool == 2)),
        np.count_nonzero(alive & firms.trained),
    ]
    return np.array([*gates, *standings.ravel().tolist(), *city_wide], dtype=np.float64)


def _bars_earlier_titles(terms: Terms) -> int:
    """Return the month before which a first title does not count toward the innovative tier.

    A reading: a firm whose first title is older than the innovative rung, and that never took it,
    does not stand on it by a higher title. 0 bars nobody.
    """
    rung = terms.rung(Tier.INNOVATIVE)
    if rung is None or terms.reading.early_titles_count_as_innovative == "yes":
        return 0
    return month_index(rung.rung.since.year, rung.rung.since.month)


@loop
def _stand(standings, valid, first, december, began):  # type: ignore[no-untyped-def]
    """Count firms by their standing, in the order of :data:`STANDINGS`.

    The champion is a side rung: it counts by itself and lifts nobody over a lower rung.
    """
    for i in range(valid[0].size):
        is_early = False
        for tier in range(len(first)):
            is_early |= first[tier][i] != NEVER and first[tier][i] < began
        barred = is_early and first[0][i] == NEVER
        has_valid, had_any = False, False
        for tier in range(len(first) - 1, -1, -1):
            held = valid[tier][i]
            ever = first[tier][i] != NEVER and first[tier][i] <= december
            if tier == _CHAMPION:
                at_valid, at_ever = held, ever
            else:
                held, ever = held and not has_valid, ever and not had_any
                has_valid, had_any = has_valid or held, had_any or ever
                at_valid, at_ever = has_valid, had_any
            counts = tier != _INNOVATIVE or not barred
            standings[0, tier] += at_valid and counts
            standings[1, tier] += held
            standings[2, tier] += at_ever and counts
            standings[3, tier] += ever


def month_stock(city: City, month: int) -> NDArray[np.int64]:
    """Return firms by highest valid title, from none up, in a month that has been lived."""
    firms = city.firms
    stock = np.zeros(len(STOCK_CODES), dtype=np.int64)
    _stock(stock, firms.alive, tuple(firms.since), tuple(firms.until), month)
    return stock


@loop
def _stock(stock, alive, since, until, month):  # type: ignore[no-untyped-def]
    """Count the living by their highest title that is valid in the month."""
    for i in range(alive.size):
        highest = 0
        for tier in range(len(since)):
            if since[tier][i] <= month and until[tier][i] > month:
                highest = tier + 1
        stock[highest] += alive[i]
