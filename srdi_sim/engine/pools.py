"""Divide a finite pool among ranked claims, group by group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import loop

_BITS = 11
_DIGITS = 1 << _BITS
_LOWEST = np.uint64(_DIGITS - 1)


def ranked(group: NDArray[np.int8], standing: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the rows ordered by group, and within a group from the highest standing down.

    One 64-bit key (group above, standing below) is sorted at a time, which is several times faster
    than sorting by two columns. `standing` must be finite and not negative; standings that agree in
    thirteen digits count as equal, and equals stay in the order of their rows.
    """
    falling = np.uint64(0x7FFFFFFFFFFFFFFF) - standing.view(np.uint64)
    return _rising((group.astype(np.uint64) << np.uint64(56)) | (falling >> np.uint64(8)))


@loop
def _rising(key):  # type: ignore[no-untyped-def]
    """Return the rows in the order of their keys, equals as they lie.

    Digit by digit, the lowest first: no guess about a comparison can be wrong, so it takes a third
    of the time that a stable argsort takes.
    """
    order, sorted_ = np.arange(key.size), np.empty(key.size, np.int64)
    place = np.empty(_DIGITS, np.int64)
    for shift in range(0, 64, _BITS):
        place[:] = 0
        for i in range(key.size):
            place[(key[i] >> np.uint64(shift)) & _LOWEST] += 1
        before = 0
        for digit in range(_DIGITS):
            place[digit], before = before, before + place[digit]
        for i in order:
            digit = (key[i] >> np.uint64(shift)) & _LOWEST
            sorted_[place[digit]] = i
            place[digit] += 1
        order, sorted_ = sorted_, order
    return order


def divide(
    group: NDArray[np.int8],
    standing: NDArray[np.float64],
    claims: NDArray[np.float64],
    supplies: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return how much of each claim is met when every group serves its best-ranked claims first.

    Parameters
    ----------
    group : int8 column
        Whose pools a claim draws on (the banner).
    standing : float64 column
        Rank value: higher is served first, whatever is divided.
    claims : float64 (things, firms)
        Amounts asked for of each thing that is divided.
    supplies : float64 (things, groups)
        What each group has to give. Nothing is created: each group hands out at most its supply.

    Returns
    -------
    float64 (things, firms): the amounts given; the first claim that does not fit is met in part.
    """
    return _handed_out(ranked(group, standing), group, claims, supplies)


@loop
def _handed_out(order, group, claims, supplies):  # type: ignore[no-untyped-def]
    given = np.empty_like(claims)
    for thing in range(len(claims)):
        home, ahead = -1, 0.0
        for i in order:
            if group[i] != home:  # anew: a sum over all groups loses the digits of a small one
                home, ahead = group[i], 0.0
            given[thing, i] = min(max(supplies[thing, home] - ahead, 0.0), claims[thing, i])
            ahead += claims[thing, i]  # asked for by better-placed firms
    return given


def best(standing: NDArray[np.float64], places: int) -> NDArray[np.int64]:
    """Return the rows of the `places` highest standings, in no order."""
    if places >= standing.size:
        return np.arange(standing.size)
    if places <= 0:
        return np.zeros(0, dtype=np.int64)
    return np.argpartition(standing, standing.size - places)[standing.size - places :]


def best_in_group(
    group: NDArray[np.int8], standing: NDArray[np.float64], places: int, groups: int
) -> NDArray[np.int64]:
    """Return the rows of the `places` highest standings of each of so many groups."""
    return _first_of_each(ranked(group, standing), group, places, groups)


@loop
def _first_of_each(order, group, places, groups):  # type: ignore[no-untyped-def]
    found, kept = np.empty(group.size, np.int64), 0
    ahead = np.zeros(groups, np.int64)
    for i in order:
        # Written in any case and kept if it is among them: cheaper than a branch.
        found[kept] = i
        kept += ahead[group[i]] < places
        ahead[group[i]] += 1
    return found[:kept]
