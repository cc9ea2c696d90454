"""Which of several choices are beaten: Pareto dominance for goals to be made large or small.

Examples
--------
>>> cost_and_chance = np.array([[1.0, 0.2], [2.0, 0.9], [3.0, 0.8]])
>>> on_front(cost_and_chance, (-1, 1)).tolist()
[True, True, False]
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def dominates(one: Sequence[float], other: Sequence[float], signs: Sequence[int]) -> bool:
    """Return whether one choice is nowhere worse than another, and somewhere better.

    Parameters
    ----------
    one, other : values of the goals; NaN, which nobody knows, neither beats nor is beaten
    signs : 1 for a goal to be made large, -1 for one to be made small
    """
    gains = [sign * (here - there) for sign, here, there in zip(signs, one, other, strict=True)]
    return all(gain >= 0.0 for gain in gains) and any(gain > 0.0 for gain in gains)


def on_front(values: NDArray[np.float64], signs: Sequence[int]) -> NDArray[np.bool_]:
    """Return which rows no other row dominates; a row with a NaN is not among them.

    Equal rows stay all.
    """
    large = values * np.asarray(signs, dtype=np.float64)
    front: NDArray[np.bool_] = np.asarray(~np.isnan(values).any(axis=1))
    for number in np.flatnonzero(front):
        row = large[number]
        front[number] = not ((large >= row).all(axis=1) & (large > row).any(axis=1)).any()
    return front


def first_dominating(values: NDArray[np.float64], row: int, signs: Sequence[int]) -> int | None:
    """Return the first row on the front that dominates a row, None if there is none."""
    for other in np.flatnonzero(on_front(values, signs)):
        if dominates(values[other].tolist(), values[row].tolist(), signs):
            return int(other)
    return None
