"""How far the distribution of an outcome shifts when an input is known: PAWN and delta.

Both cut the samples into slices of one input (its answers, where it has some) and compare the
outcome in each slice with the outcome in all samples: PAWN by the largest distance between the
distributions (Kolmogorov and Smirnov's), delta by half the area between the densities. The outcome
is the mean over a sample's replications, its error included: neither index can be freed of it.

A slice differs by chance from the whole. So each index has a `floor` beside it: what an input
without any effect stays below in 95 of 100 cases. The interval says how far another sample of the
same size would move the estimate.

References
----------
Pianosi, Wagener (2018), Environmental Modelling & Software 108, 197-207. Borgonovo (2007),
Reliability Engineering & System Safety 92, 771-784; Plischke, Borgonovo, Smith (2013), European
Journal of Operational Research 226, 536-550, for the number of slices and the bias of delta.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.sensitivity.bootstrap import Estimates, resampled, without_interval
from srdi_sim.analysis.sensitivity.noise import Array
from srdi_sim.analysis.statistics import Z95

Answers = Sequence[int | None]  # how many answers each input has, None where it is a number
Slices = NDArray[np.int64]  # the slice that each sample is in
# The index for each row of weights of the samples, one column for each of its summaries.
Index = Callable[[Slices, Array], Array]
_RESAMPLES = 200
_CELLS = 200  # in which densities are compared
_SHUFFLES, _OF_EACH_SHUFFLE = 100, 20


def pawn(
    points: Array, values: Array, rng: np.random.Generator | None, answers: Answers
) -> dict[str, Estimates]:
    """Return the median and the largest distance of an input's slices."""
    outcome = values[:, 0].mean(axis=-1)
    slices = min(10, max(2, outcome.size // 10))
    median, largest = _indices(distances(outcome), points, slices, answers, rng, reduce=False)
    return {"median": median[0], "median_floor": median[1], "maximum": largest[0]}


def delta(
    points: Array, values: Array, rng: np.random.Generator | None, answers: Answers
) -> dict[str, Estimates]:
    """Return Borgonovo's delta, its bias reduced by the bootstrap."""
    outcome = values[:, 0].mean(axis=-1)
    n = outcome.size
    slices = min(48, int(np.ceil(n ** (2.0 / (7.0 + np.tanh((1500.0 - n) / 500.0))))))
    ((found, floor),) = _indices(areas(outcome), points, slices, answers, rng, reduce=True)
    return {"delta": found, "delta_floor": floor}


def _indices(
    index: Index,
    points: Array,
    slices: int,
    answers: Answers,
    rng: np.random.Generator | None,
    *,
    reduce: bool,
) -> list[tuple[Estimates, Estimates]]:
    """Return, for each summary of an index, the estimates of all inputs and their floors."""
    rng = rng or np.random.default_rng(0)
    n, _, d = points.shape
    weights = resampled(n, rng, _RESAMPLES)
    cut = [slices_of(points[:, 0, i], answers[i] or slices, answers[i]) for i in range(d)]
    found = np.array([_estimate(index, each, weights, reduce) for each in cut])  # input, what, …
    shuffled = {
        sizes: _floor(index, sizes, rng, reduce)
        for sizes in {tuple(np.bincount(each).tolist()) for each in cut}
    }
    floors = np.array([shuffled[tuple(np.bincount(each).tolist())] for each in cut])
    told = []
    for value, sd, floor in zip(found[:, 0].T, found[:, 1].T, floors.T, strict=True):
        ends = (np.clip(value + side * Z95 * sd, 0.0, 1.0) for side in (-1.0, 1.0))
        told.append((Estimates(np.clip(value, 0.0, 1.0), *ends), without_interval(floor)))
    return told


def slices_of(u: Array, slices: int, answers: int | None) -> Slices:
    """Return the slice of each sample: its answer, or one of some slices with as many samples."""
    if answers is None:
        rank = u.argsort(kind="stable").argsort(kind="stable")
        return rank * slices // u.size
    # An answer that no sample has is no slice.
    return np.unique(answer_of(u, answers), return_inverse=True)[1].astype(np.int64)


def answer_of(u: Array, answers: int) -> Slices:
    """Return the number of the answer that each u in the unit interval stands for."""
    return np.minimum((u * answers).astype(np.int64), answers - 1)


def _estimate(index: Index, cut: Slices, weights: Array, reduce: bool) -> Array:
    """Return the estimate of an index and its standard error, a column for each summary."""
    found = index(cut, weights)
    plain, redrawn = found[0], found[1:]
    value = 2.0 * plain - redrawn.mean(axis=0) if reduce else plain
    return np.stack([value, redrawn.std(axis=0, ddof=1)])


def _floor(index: Index, sizes: tuple[int, ...], rng: np.random.Generator, reduce: bool) -> Array:
    """Return what the index of an input without effect stays below in 95 of 100 shuffles."""
    cut = np.repeat(np.arange(len(sizes)), sizes)
    weights = resampled(cut.size, rng, _OF_EACH_SHUFFLE)
    chance = [_estimate(index, rng.permutation(cut), weights, reduce)[0] for _ in range(_SHUFFLES)]
    floor: Array = np.percentile(chance, 95.0, axis=0)
    return floor


def distances(outcome: Array) -> Index:
    """Return the index of PAWN: median and maximum of the distances of the slices."""
    places, at = np.unique(outcome, return_inverse=True)

    def index(cut: Slices, weights: Array) -> Array:
        counts = _counts(cut, at, places.size, weights).cumsum(axis=2)
        whole = counts.sum(axis=1, keepdims=True)
        steps = counts / np.maximum(counts[..., -1:], 1.0) - whole / whole[..., -1:]
        apart = np.abs(steps).max(axis=2)
        return np.stack([np.median(apart, axis=1), apart.max(axis=1)], axis=1)

    return index


def areas(outcome: Array) -> Index:
    """Return delta: half the mean area between the density in a slice and the whole density.

    Both are smoothed by the same Gaussian kernel, of Silverman's width for the slice: so a slice in
    which the outcome does not vary is compared as it is, and not left out.
    """
    wide = _width(outcome)
    if wide == 0.0:  # it never varies
        return lambda cut, weights: np.zeros((len(weights), 1))
    cells = np.linspace(outcome.min() - 3.0 * wide, outcome.max() + 3.0 * wide, _CELLS)
    gap = float(cells[1] - cells[0])
    at = np.rint((outcome - cells[0]) / gap).astype(np.int64)

    def index(cut: Slices, weights: Array) -> Array:
        counts = _counts(cut, at, cells.size, weights)
        sizes = counts.sum(axis=2)
        whole = counts.sum(axis=1) / sizes.sum(axis=1, keepdims=True)
        area = np.zeros(len(weights))
        for each in range(sizes.shape[1]):
            apart = counts[:, each] / np.maximum(sizes[:, each, None], 1.0) - whole
            width = max(_width(outcome[cut == each]), gap / 2.0)
            kernel = np.exp(-(((cells[:, None] - cells) / width) ** 2) / 2.0)
            smooth = np.abs(apart @ (kernel / kernel.sum(axis=1, keepdims=True))).sum(axis=1)
            area += sizes[:, each] / sizes.sum(axis=1) * smooth / 2.0
        return area[:, None]

    return index


def _counts(cut: Slices, at: Slices, places: int, weights: Array) -> Array:
    """Return the weight at each place of each slice: (weights, slices, places)."""
    slices = int(cut.max()) + 1
    cells = cut * places + at
    counted = [np.bincount(cells, row, minlength=slices * places) for row in weights]
    found: Array = np.array(counted, dtype=np.float64).reshape(len(weights), slices, places)
    return found


def _width(members: Array) -> float:
    """Return Silverman's width of a kernel."""
    if members.size < 2:
        return 0.0
    return float(members.std(ddof=1)) * math.pow(0.75 * members.size, -0.2)
