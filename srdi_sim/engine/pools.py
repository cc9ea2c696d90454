"""Divide a finite pool among ranked claims, group by group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import loop

_DIGITS = 4
_BITS = np.uint64(11)  # of a digit
_DIGIT = np.uint64(0x7FF)
_OF_STANDING = np.uint64(37)  # bits; the group has those above
_ONE = np.uint64(1)


@loop
def ranked(group, standing):  # type: ignore[no-untyped-def]
    """Return the rows ordered by group, and within a group from the highest standing down.

    An equal standing goes to the row named first. `standing` must be finite and not negative: its
    bits then rise with it. Rows are sorted by the four digits of a short key, the last digit first
    (a radix sort), and those that the key does not tell apart by comparing them.
    """
    bits = standing.view(np.uint64)
    least = most = bits[0] if bits.size else _ONE
    for i in range(bits.size):
        least, most = min(least, bits[i]), max(most, bits[i])
    shift = np.uint64(0)
    while (most - least) >> shift >= _ONE << _OF_STANDING:
        shift += _ONE
    key = np.empty_like(bits)
    begins = np.zeros((_DIGITS, int(_DIGIT) + 2), np.int64)
    for i in range(bits.size):
        key[i] = (np.uint64(group[i]) << _OF_STANDING) | ((most - bits[i]) >> shift)
        for digit in range(_DIGITS):
            begins[digit, ((key[i] >> _BITS * np.uint64(digit)) & _DIGIT) + _ONE] += 1
    order, other = np.arange(bits.size), np.empty(bits.size, np.int64)
    for digit in range(_DIGITS):
        begin = np.cumsum(begins[digit])
        for i in order:
            value = (key[i] >> _BITS * np.uint64(digit)) & _DIGIT
            other[begin[value]] = i
            begin[value] += 1
        order, other = other, order
    for place in range(1, bits.size):
        i, at = order[place], place
        while at > 0 and key[order[at - 1]] == key[i] and standing[order[at - 1]] < standing[i]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = i
    return order


@loop
def divide(group, standing, claim, supply):  # type: ignore[no-untyped-def]
    """Return how much of each claim is met when every group serves its best-ranked claims first.

    Parameters
    ----------
    group : int8 column
        Whose pool a claim draws on (the banner).
    standing, claim : float64 columns
        Rank value (higher is served first) and amount asked for.
    supply : float64, one per group
        What each group has to give. Nothing is created: each group hands out at most its supply.

    Returns
    -------
    float64 column: the amount given; the first claim that does not fit is met in part.
    """
    given = np.empty_like(claim)
    home, running, before = -1, 0.0, 0.0
    for i in ranked(group, standing):
        if group[i] != home:
            home, before = group[i], running  # what earlier groups asked for
        running += claim[i]
        ahead = running - claim[i] - before  # asked for by better-placed firms of the group
        given[i] = min(max(supply[home] - ahead, 0.0), claim[i])
    return given


def best(standing: NDArray[np.float64], places: int) -> NDArray[np.int64]:
    """Return the rows of the `places` highest standings, in no order."""
    if places >= standing.size:
        return np.arange(standing.size)
    if places <= 0:
        return np.zeros(0, dtype=np.int64)
    return np.argpartition(standing, standing.size - places)[standing.size - places :]


@loop
def best_in_group(group, standing, places, groups):  # type: ignore[no-untyped-def]
    """Return the rows of the `places` highest standings of each of so many groups."""
    found, kept = np.empty(group.size, np.int64), 0
    ahead = np.zeros(groups, np.int64)
    for i in ranked(group, standing):
        # Written in any case and kept if it is among them: cheaper than a branch.
        found[kept] = i
        kept += ahead[group[i]] < places
        ahead[group[i]] += 1
    return found[:kept]
