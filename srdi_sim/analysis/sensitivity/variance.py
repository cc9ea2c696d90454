"""Shares of the variance of the mean response: Sobol' indices and Shapley effects.

All are means over blocks of products of different replications, so that chance within the samples
adds nothing to them; see `noise`.

References
----------
Saltelli, Annoni, Azzini, Campolongo, Ratto, Tarantola (2010), Computer Physics Communications 181,
259-270: first order, and of Jansen the total. Goda (2021), Reliability Engineering & System Safety
213, 107702: Shapley effects by random walks.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from srdi_sim.analysis.sensitivity.bootstrap import Estimates, between, resampled, untold
from srdi_sim.analysis.sensitivity.noise import (
    Array,
    block_means,
    block_squares,
    cross,
    mean_of_others,
    variance,
)


def sobol(points: Array, values: Array, rng: np.random.Generator | None) -> dict[str, Estimates]:
    """Return first and total indices of Saltelli's blocks; of pairs too if the blocks have them.

    `second` has an index for each pair of inputs, in the order of `pairs`.
    """
    d = points.shape[2]
    centred = values - mean_of_others(values[:, [0, -1]])
    a, ab, b = centred[:, :1], centred[:, 1 : d + 1], centred[:, -1:]
    first, total = cross(b, ab - a), cross(a - ab, a - ab) / 2.0
    found = _shares(np.hstack([first, total]), values[:, [0, -1]], rng)
    indices = {"first": _part(found, 0, d), "total": _part(found, d, 2 * d)}
    if values.shape[1] == 2 * d + 2:
        ba = centred[:, d + 1 : -1]
        one, other = np.array(pairs(d)).T
        both = cross(ba[:, one], ab[:, other]) - cross(a, b)
        indices["second"] = _shares(both - first[:, one] - first[:, other], values[:, [0, -1]], rng)
    return indices


def pairs(inputs: int) -> list[tuple[int, int]]:
    """Return the pairs of inputs that have an index of second order, in order."""
    return list(combinations(range(inputs), 2))


def shapley(points: Array, values: Array, rng: np.random.Generator | None) -> dict[str, Estimates]:
    """Return the Shapley effects of walks: shares of the variance that add to 1.

    A walk from x to z that switches input i between the points p and q adds
    ``(y(x) - (y(p) + y(q)) / 2) * (y(p) - y(q))`` to the effect of i. Over all steps this is
    ``(y(x) - y(z))**2 / 2`` exactly, whose mean is the variance.
    """
    before, after, start = values[:, :-1], values[:, 1:], values[:, :1]
    steps = cross(start - (before + after) / 2.0, before - after)
    turn = (points == points[:, :1]).sum(axis=1) - 1  # the step at which each input is switched
    effects = np.take_along_axis(steps, turn, axis=1)
    weights = resampled(len(values), rng)
    whole = weights @ effects.sum(axis=1)
    return {"shapley": _ratios(weights @ effects, whole)}


def _shares(products: Array, ends: Array, rng: np.random.Generator | None) -> Estimates:
    """Return mean products in the variance of the mean response, as the blocks' ends tell it."""
    weights = resampled(len(products), rng) / len(products)
    return _ratios(weights @ products, variance(block_squares(ends), block_means(ends), weights))


def _ratios(parts: Array, whole: Array) -> Estimates:
    """Return parts in the whole; the first row is the estimate, the rest are its resamples."""
    if whole[0] <= 0.0:  # nothing is explained beyond chance: there is nothing to share
        return untold(parts.shape[1:])
    told = whole > 0.0
    return between(parts[told] / whole[told, None])


def _part(found: Estimates, begin: int, end: int) -> Estimates:
    part = slice(begin, end)
    return Estimates(found.value[part], found.low95[part], found.high95[part])
