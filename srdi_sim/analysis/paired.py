"""Differences between two ensembles that share their luck, replication by replication.

Examples
--------
>>> gain = difference(np.array([3, 5, 4]), np.array([4, 6, 6]))
>>> round(gain.mean, 3), round(gain.low95, 3), round(gain.high95, 3)
(1.333, -0.101, 2.768)
>>> difference(np.array([3, 5, 4]), np.array([3, 5, 4])).as_dict()["high95"]
0.0
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import special

from srdi_sim.analysis.statistics import Z95

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Difference:
    """How far one outcome of a scenario is from that of the base.

    Attributes
    ----------
    base, other : float
        Means over replications; for a chance, the chance.
    mean, low95, high95 : float
        Mean of `other` less `base` in the same replication, with its 95 % interval.
    sd_common : float
        Standard deviation of that difference.
    sd_independent : float
        What it would be if the two scenarios did not share their luck.
    """

    base: float
    other: float
    mean: float
    low95: float
    high95: float
    sd_common: float
    sd_independent: float

    @property
    def is_measurable(self) -> bool:
        """Whether the 95 % interval excludes 0."""
        return self.low95 > 0.0 or self.high95 < 0.0

    def as_dict(self) -> dict[str, float]:
        """Return the figures by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two means over the same replications, with Fieller's 95 % interval."""

    value: float
    low95: float
    high95: float


def difference(base: NDArray[Any], other: NDArray[Any]) -> Difference:
    """Return the difference of two columns of counts or sums: Student's interval, paired."""
    apart = np.asarray(other - base, dtype=np.float64)  # whole fen are subtracted exactly
    mean, half = float(apart.mean()), _t95(apart.size) * _sd(apart) / math.sqrt(apart.size)
    return _told(base, other, apart, mean - half, mean + half)


def difference_of_chances(
    base: NDArray[np.bool_], other: NDArray[np.bool_], *, alike: bool
) -> Difference:
    """Return the difference of two chances: of happening in `other`, less that in `base`.

    The interval is Wald's with one replication added to each kind of discordance (Bonett and Price
    2012): none that went from no to yes, and none back, does not prove that none ever would.

    Parameters
    ----------
    alike : bool
        Whether what the answers rest on is the same in every replication; the interval of a
        difference that cannot be is 0 to 0.
    """
    apart = other.astype(np.float64) - base
    if alike:
        return _told(base, other, apart, 0.0, 0.0)
    n = base.size + 2
    gained = (int((other & ~base).sum()) + 1) / n
    lost = (int((base & ~other).sum()) + 1) / n
    centre = gained - lost
    half = Z95 * math.sqrt((gained + lost - centre**2) / n)
    return _told(base, other, apart, max(-1.0, centre - half), min(1.0, centre + half))


def differences(
    base: Mapping[Key, NDArray[Any]], other: Mapping[Key, NDArray[Any]]
) -> dict[Key, Difference]:
    """Return the difference of every column; one that is absent from a side is 0 there."""
    columns = {**base, **other}
    return {
        key: difference(base.get(key, np.zeros_like(column)), other.get(key, np.zeros_like(column)))
        for key, column in columns.items()
    }


def ratio(above: NDArray[Any], below: NDArray[Any]) -> Ratio | None:
    """Return the ratio of the means of two columns; None if that of `below` may well be 0.

    Fieller's set of ratios that the replications do not contradict is an interval exactly where
    Student's 95 % interval of the mean of `below` excludes 0.
    """
    x, y = np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)
    mean_x, mean_y = float(x.mean()), float(y.mean())
    from_x, from_y = x - mean_x, y - mean_y
    scale = _t95(x.size) ** 2 / (x.size * (x.size - 1))
    # The roots r of a r² - 2 b r + c = 0, where mean_x - r mean_y is t standard errors from 0.
    a = mean_y**2 - scale * float(from_y @ from_y)
    b = mean_x * mean_y - scale * float(from_x @ from_y)
    c = mean_x**2 - scale * float(from_x @ from_x)
    if a <= 0.0:
        return None
    half = math.sqrt(max(b * b - a * c, 0.0))
    return Ratio(mean_x / mean_y, (b - half) / a, (b + half) / a)


def _told(
    base: NDArray[Any], other: NDArray[Any], apart: NDArray[np.float64], low: float, high: float
) -> Difference:
    before, after = base.astype(np.float64), other.astype(np.float64)
    return Difference(
        base=float(before.mean()),
        other=float(after.mean()),
        mean=float(apart.mean()),
        low95=low,
        high95=high,
        sd_common=_sd(apart),
        sd_independent=math.hypot(_sd(before), _sd(after)),
    )


def _sd(column: NDArray[np.float64]) -> float:
    return float(column.std(ddof=1))


def _t95(size: int) -> float:
    """Return the 97.5 % point of Student's distribution for the mean of `size` values."""
    return float(special.stdtrit(size - 1, 0.975))
