"""Distributions as values: what a prior, a band or a marginal says, and its quantile at u.

Every distribution is a frozen record with one method, ``at(u)``: the inverse CDF, which takes a
number or a column of uniforms on (0, 1). Nothing here holds a generator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from scipy import special


class Distribution(Protocol):
    """Anything with a quantile function."""

    def at(self, u: Any) -> Any:
        """Return the quantile at `u`."""
        ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """A known number; its quantile is the same everywhere."""

    value: float

    def at(self, u: Any) -> Any:
        """Return the number, in the shape of `u`."""
        return np.full_like(u, self.value, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Uniform:
    """Any number between `low` and `high`, equally likely."""

    low: float
    high: float

    def at(self, u: Any) -> Any:
        """Return low + u (high - low)."""
        return self.low + (self.high - self.low) * u


@dataclass(frozen=True, slots=True)
class Triangular:
    """A number between `low` and `high` with its peak at `mode`."""

    low: float
    mode: float
    high: float

    def at(self, u: Any) -> Any:
        """Return the triangular quantile."""
        width, left = self.high - self.low, self.mode - self.low
        rising = self.low + np.sqrt(u * width * left)
        falling = self.high - np.sqrt((1.0 - u) * width * (self.high - self.mode))
        return np.where(u * width < left, rising, falling)


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal number, cut (not clipped) to low..high."""

    mean: float
    sd: float
    low: float = -np.inf
    high: float = np.inf

    def at(self, u: Any) -> Any:
        """Return the quantile of the cut normal."""
        below = special.ndtr((self.low - self.mean) / self.sd)
        above = special.ndtr((self.high - self.mean) / self.sd)
        z = special.ndtri(below + (above - below) * u)
        return np.clip(self.mean + self.sd * z, self.low, self.high)


@dataclass(frozen=True, slots=True)
class LogNormal:
    """A positive number whose logarithm is normal, cut to low..high; `median` is before the cut."""

    median: float
    sigma: float
    low: float = 0.0
    high: float = np.inf

    def at(self, u: Any) -> Any:
        """Return the quantile of the cut lognormal."""
        log_low = -np.inf if self.low <= 0.0 else np.log(self.low / self.median)
        below = special.ndtr(log_low / self.sigma)
        above = special.ndtr(np.log(self.high / self.median) / self.sigma)
        z = special.ndtri(below + (above - below) * u)
        return np.clip(self.median * np.exp(self.sigma * z), self.low, self.high)


@dataclass(frozen=True, slots=True)
class Beta:
    """A share with a mean and a weight (a + b), stretched to low..high; `mean` is on that scale."""

    mean: float
    weight: float
    low: float = 0.0
    high: float = 1.0

    def at(self, u: Any) -> Any:
        """Return the beta quantile on low..high."""
        m = (self.mean - self.low) / (self.high - self.low)
        share = special.betaincinv(m * self.weight, (1.0 - m) * self.weight, u)
        return self.low + (self.high - self.low) * share


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `low` to `high`, both included, equally likely."""

    low: int
    high: int

    def at(self, u: Any) -> Any:
        """Return the whole-number quantile, as a float."""
        return np.floor(self.low + (self.high - self.low + 1) * np.asarray(u, dtype=np.float64))


@dataclass(frozen=True, slots=True)
class Chance:
    """1 with chance `p`, otherwise 0. A higher chance keeps every 1: u < p."""

    p: float

    def at(self, u: Any) -> Any:
        """Return 1.0 where u < p."""
        return np.where(np.asarray(u) < self.p, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some numbers, each with its chance; the chances add to 1."""

    values: tuple[float, ...]
    chances: tuple[float, ...]

    def at(self, u: Any) -> Any:
        """Return the value in whose slice of (0, 1) `u` falls."""
        edges = np.cumsum(self.chances)
        slot = np.searchsorted(edges, u, side="right")
        return np.asarray(self.values)[np.minimum(slot, len(self.values) - 1)]


@dataclass(frozen=True, slots=True)
class PoissonPlus:
    """`add` plus a Poisson count of mean `mean`, at most `most`."""

    mean: float
    add: int
    most: int

    def at(self, u: Any) -> Any:
        """Return the count, as a float."""
        counts = np.arange(self.most - self.add + 1)
        edges = special.pdtr(counts, self.mean)
        slot = np.searchsorted(edges, u, side="left")
        return self.add + np.minimum(slot, self.most - self.add).astype(np.float64)
