"""What several phases share: the first month lived, lots, and numbers that a policy may name."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import loop
from srdi_sim.engine.city import City
from srdi_sim.engine.pools import best
from srdi_sim.luck import Event, Luck
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import NEVER, Tier, month_index
from srdi_sim.population.firms import Firms


def first_month(terms: Terms) -> int:
    """Return the running number of the first month lived in this year."""
    return month_index(terms.year, terms.start.month)


@loop
def those(values, which):  # type: ignore[no-untyped-def]
    """Return the values where `which` is true, as ``values[which]`` does, in half the time."""
    chosen, kept = np.empty_like(values), 0
    for i in range(values.size):
        # Written in any case and kept if it is one of them: cheaper than a branch.
        chosen[kept] = values[i]
        kept += which[i]
    return chosen[:kept]


@loop
def dated_within(months, alive, first, last):  # type: ignore[no-untyped-def]
    """Return the living whose month is from the first to the last."""
    rows, kept = np.empty(alive.size, np.int64), 0
    for i in range(alive.size):
        rows[kept] = i
        kept += alive[i] & (first <= months[i]) & (months[i] <= last)
    return rows[:kept]


def number(named: int | None, assumed: float) -> int:
    """Return the number that the policy names, or the assumed one where it names none."""
    return int(assumed) if named is None else named


def plain(named: float | None, assumed: float) -> float:
    """Return the value that the policy names, or the assumed one where it names none."""
    return assumed if named is None else named


def by_lot(
    rows: NDArray[np.int64], places: float, luck: Luck, event: Event, part: int = 0
) -> NDArray[np.int64]:
    """Return those of `rows` who get one of the places, by lot."""
    if places < 1.0:
        return rows[:0]
    if places >= rows.size:
        return rows
    lot = luck.draw(event, part, rows)
    return rows[best(-lot, int(places))]


def on_the_list(city: City) -> NDArray[np.bool_]:
    """Return who is on the list of names that banks and services share: in a pool, or titled."""
    return (city.firms.pool > 0) | city.titled


def only_key_sectors(terms: Terms) -> bool:
    """Return whether the city's own help is for key sectors alone: R19, while 二(二) names any."""
    asked = terms.reading.key_sectors == "eligibility"
    return asked and terms.levers.attraction.strength > 0.0 and any(terms.key_sectors)


def in_key_sector(city: City, terms: Terms, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return who of these rows works in a key sector of clause 二(二)."""
    return np.array(terms.key_sectors, dtype=bool)[city.firms.sector[rows]]


def give_title(
    firms: Firms, tier: Tier, rows: NDArray[np.int64], since: int, validity: int
) -> None:
    """Enter a title from the month `since`."""
    firms.since[tier, rows] = since
    firms.until[tier, rows] = since + validity
    first = firms.first[tier, rows]
    firms.first[tier, rows] = np.where(first == NEVER, since, first)
