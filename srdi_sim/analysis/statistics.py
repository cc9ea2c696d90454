"""Quantiles that are attained, and chances with their intervals.

Examples
--------
>>> int(attained([3, 1, 2, 10], 80))
10
>>> chance = Chance(8, 10)
>>> chance.value, round(chance.low95, 3), round(chance.high95, 3)
(0.8, 0.49, 0.943)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

DRAWS = 1_000  # of a distribution that is told by a sample: a posterior, a forecast without a model
Z95 = 1.959963984540054  # 97.5 % point of the standard normal distribution


def attained(values: Any, percent: int | Fraction, axis: int = -1) -> Any:
    """Return the smallest value that at least `percent` of all values do not exceed.

    This is the inverse of the empirical distribution (nearest rank): always one of the values, so
    that a P80 of sums of fen is a sum of fen and a median of counts is a count.
    """
    ordered = np.sort(values, axis=axis)
    return np.take(ordered, rank(percent, ordered.shape[axis]), axis=axis)


def rank(percent: int | Fraction, size: int) -> int:
    """Return where, in `size` ordered values, the `percent` quantile stands."""
    # Exact numbers only: 0.07 * 100 is more than 7 in binary.
    return max(0, int(-(-percent * size // 100)) - 1)


def attained_interval(values: Any, percent: int | Fraction) -> tuple[Any, Any]:
    """Return two of the values between which the true quantile lies with 95 % or more.

    How many of the values lie below the true quantile is binomial, whatever their distribution;
    with few values the interval ends at the smallest or the largest, and may be too short.
    """
    ordered = np.sort(values)
    size, share = ordered.size, float(percent) / 100.0
    low, high = (math.ceil(special.bdtrik(p, size, share)) for p in (0.025, 0.975))
    return ordered[max(low - 1, 0)], ordered[min(high, size - 1)]


def weighted(
    values: NDArray[np.float64], weights: NDArray[np.float64], quantiles: Sequence[float]
) -> NDArray[np.float64]:
    """Return quantiles of weighted numbers: the least with at least that weight up to it."""
    order = np.argsort(values, kind="stable")
    cumulated = np.cumsum(weights[order])
    places = np.searchsorted(cumulated, np.asarray(quantiles) * cumulated[-1])
    return np.asarray(values[order][np.minimum(places, values.size - 1)], dtype=np.float64)


def has_whole_interval(size: int, percent: int | Fraction) -> bool:
    """Return whether so many values have one at either side of the quantile, in 97.5 % each.

    Examples
    --------
    >>> has_whole_interval(16, 80), has_whole_interval(17, 80)
    (False, True)
    """
    share = float(percent) / 100.0
    return bool(max(share, 1.0 - share) ** size <= 0.025)


def mean_fen(sums: NDArray[np.int64], axis: int = -1) -> Any:
    """Return the mean of sums of fen to the nearest fen, halves up."""
    n = sums.shape[axis]
    whole, rest = np.divmod(sums.sum(axis=axis), n)
    return whole + (2 * rest >= n)


@dataclass(frozen=True, slots=True)
class Chance:
    """How often something happened in `of` replications; the interval is Wilson's, 95 %."""

    times: int
    of: int

    @property
    def value(self) -> float:
        """The share of replications."""
        return self.times / self.of

    @property
    def low95(self) -> float:
        """The lower end of Wilson's 95 % interval."""
        # At 0 of n and n of n one end is exact, and arithmetic would miss it by a rounding error.
        return 0.0 if self.times == 0 else self._centre() - self._half_width()

    @property
    def high95(self) -> float:
        """The upper end of Wilson's 95 % interval."""
        return 1.0 if self.times == self.of else self._centre() + self._half_width()

    def _centre(self) -> float:
        return (self.value + Z95**2 / (2 * self.of)) / (1 + Z95**2 / self.of)

    def _half_width(self) -> float:
        spread = self.value * (1 - self.value) / self.of + (Z95 / (2 * self.of)) ** 2
        return Z95 * math.sqrt(spread) / (1 + Z95**2 / self.of)
