"""Intervals by resampling whole blocks: what shares its luck or its inputs stays together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from srdi_sim.analysis.sensitivity.noise import Array

RESAMPLES = 1000
_ENDS = (2.5, 97.5)


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """One index of every input (or pair of inputs), with its 95 % interval.

    NaN where one cannot be told; a floor has no interval.
    """

    value: Array
    low95: Array
    high95: Array

    @property
    def has_intervals(self) -> bool:
        """Whether there is an interval anywhere."""
        return bool(np.isfinite(self.low95).any())

    @property
    def half_width(self) -> Array:
        """Half of the interval."""
        half: Array = (self.high95 - self.low95) / 2.0
        return half


def resampled(blocks: int, rng: np.random.Generator | None, times: int = RESAMPLES) -> Array:
    """Return how often each block stands in the sample (once) and in each resample of it.

    The shape is (1 + times, blocks). Without a generator there is the sample alone.
    """
    once = np.ones((1, blocks))
    if rng is None:
        return once
    return np.vstack([once, rng.multinomial(blocks, np.full(blocks, 1.0 / blocks), size=times)])


def between(found: Array) -> Estimates:
    """Return estimates (the first row) with intervals that hold 95 % of their resamples."""
    if len(found) == 1:
        return without_interval(found[0])
    low, high = np.percentile(found[1:], _ENDS, axis=0)
    return Estimates(found[0], low, high)


def without_interval(value: Array) -> Estimates:
    """Return estimates of which no interval is told."""
    nothing = np.full(np.shape(value), np.nan)
    return Estimates(value, nothing, nothing)


def untold(shape: tuple[int, ...]) -> Estimates:
    """Return estimates that cannot be told."""
    return without_interval(np.full(shape, np.nan))
