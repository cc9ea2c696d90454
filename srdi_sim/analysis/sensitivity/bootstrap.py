"""Intervals by resampling whole blocks: what shares its luck or its inputs stays together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.sensitivity.noise import Array

RESAMPLES = 1000
_ENDS = (2.5, 97.5)


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """One index of every input (or pair of inputs), with its 95 % interval.

    NaN where it cannot be told.
    """

    value: Array
    low95: Array
    high95: Array

    @property
    def half_width(self) -> Array:
        """Half of the interval."""
        half: Array = (self.high95 - self.low95) / 2.0
        return half


def resampled(blocks: int, rng: np.random.Generator, times: int = RESAMPLES) -> Array:
    """Return how often each block is drawn in each resample: (times, blocks)."""
    drawn = rng.multinomial(blocks, np.full(blocks, 1.0 / blocks), size=times)
    return drawn.astype(np.float64)


def between(value: Array, redrawn: Array) -> Estimates:
    """Return estimates whose intervals hold 95 % of the redrawn ones; resamples are axis 0."""
    low, high = np.percentile(redrawn, _ENDS, axis=0)
    return Estimates(np.asarray(value, dtype=np.float64), low, high)


def untold(shape: tuple[int, ...]) -> Estimates:
    """Return estimates that cannot be told."""
    nothing = np.full(shape, np.nan)
    return Estimates(nothing, nothing, nothing)


def draws(blocks: int, rng: np.random.Generator, times: int) -> NDArray[np.int64]:
    """Return the numbers of the blocks in each resample, for what no weight can express."""
    return rng.integers(blocks, size=(times, blocks))
