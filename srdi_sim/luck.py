"""Luck with an address: a draw is a pure function of (seed, replication, who, year, event).

There is no generator and no state. The same key gives the same number alone, in a batch, in any
order, thread or process; two scenarios that share a key share its luck, so they differ only by
policy. One uniform per event; whatever needs two draws has two events (or two parts of one).

The mixer is the finaliser of splitmix64 (Steele, Lea and Flood 2014, "Fast splittable
pseudorandom number generators"), applied once for each part of the key. The battery that it has
to pass is ``tests/test_luck.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import rule

_MASK = 0xFFFFFFFFFFFFFFFF
_GOLDEN = 0x9E3779B97F4A7C15  # 2^64 / golden ratio, odd
_SILVER = 0xD1B54A32D192ED03  # another odd constant, so that who and event never trade places
_MIX1 = 0xBF58476D1CE4E5B9
_MIX2 = 0x94D049BB133111EB
_PARTS = 16
# 52 bits and a half step: with 53 the highest draw would round to 1.
_TO_UNIT = 2.0**-52
_HALF_STEP = 2.0**-53
_MAGIC = 6755399441055744.0  # 1.5 * 2^52: adding it leaves the nearest integer in the low bits
_MAGIC_BITS = 0x4338000000000000
_LN2 = 0.6931471805599453
_LN2_HIGH = 0.6931471803691238
_LN2_LOW = 1.9082149292705877e-10
_LOG2_E = 1.4426950408889634


class Event(IntEnum):
    """What a draw decides. The numbers are part of every stored result: never renumber."""

    PARAMETER = 1
    SYNTHESIS = 2
    CLOSE = 10
    MOVE_AWAY = 11
    ARRIVE = 12
    ARRIVE_TITLED = 13
    MOVE_TO_PARK = 14
    SERVE = 20
    TRAIN = 21
    ADMIT = 22
    INCUBATE = 23
    PLATFORM = 24
    BORROW = 30
    APPROVE = 31
    QUEUE = 32
    DEFAULT = 33
    SEEK_EQUITY = 34
    STAKE = 35
    LIST = 36
    FACTOR_LOT = 37
    ADVANCE_BODY = 40
    INVENT = 41
    CERTIFY = 42
    IMPROVE_QUALITY = 43
    DIGITISE = 44
    GREEN = 45
    STANDARD = 46
    QUALITY_AWARD = 47
    CONTRACT = 48
    TALENT_PROJECT = 49
    GROW = 50
    FAIR = 51
    NEW_MARKET = 52
    PARTNER = 53
    RELABEL = 60
    APPLY = 61
    CHASE = 62
    PANEL = 70
    PANEL_PERSISTENT = 71
    RIVAL = 72
    BATCH = 73
    REVIEW = 80
    REVOKE = 81
    MISS_UPDATE = 82
    PAY = 90
    OTHER_PURSE = 91


@rule
def mix(x: int) -> int:
    """Return 64 bits that look unrelated to `x` (finaliser of splitmix64)."""
    x = ((x ^ (x >> 30)) * _MIX1) & _MASK
    x = ((x ^ (x >> 27)) * _MIX2) & _MASK
    return x ^ (x >> 31)


@rule
def key_of(base: int, who: int) -> int:
    """Return the key of one firm in one year, from the year's key and the firm's id."""
    return mix((base + who * _GOLDEN) & _MASK)


@rule
def draw(key: int, address: int) -> float:
    """Return the uniform on (0, 1) of one firm-year and one event; never exactly 0 or 1."""
    return (mix((key + address * _SILVER) & _MASK) >> 12) * _TO_UNIT + _HALF_STEP


@rule
def exp(x: float) -> float:
    """Return e to the x from arithmetic alone: relative error below 1e-14, clamped at +-700.

    x = k ln 2 + r with whole k; a Taylor polynomial of degree 11 on |r| <= ln 2 / 2.
    """
    x = min(max(x, -700.0), 700.0)
    shifted = x * _LOG2_E + _MAGIC
    whole = np.float64(shifted).view(np.int64) - _MAGIC_BITS
    k = shifted - _MAGIC
    r = (x - k * _LN2_HIGH) - k * _LN2_LOW
    p = 1.0 / 39916800.0
    p = p * r + 1.0 / 3628800.0
    p = p * r + 1.0 / 362880.0
    p = p * r + 1.0 / 40320.0
    p = p * r + 1.0 / 5040.0
    p = p * r + 1.0 / 720.0
    p = p * r + 1.0 / 120.0
    p = p * r + 1.0 / 24.0
    p = p * r + 1.0 / 6.0
    p = p * r + 0.5
    p = p * r + 1.0
    p = p * r + 1.0
    return p * np.int64((whole + 1023) << 52).view(np.float64)


@rule
def log(x: float) -> float:
    """Return the natural logarithm of a positive normal number; relative error below 1e-14.

    x = 2^k m with m in (sqrt(1/2), sqrt(2)]; ln m = 2 artanh((m - 1) / (m + 1)).
    """
    bits = np.float64(x).view(np.int64)
    m = np.int64((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000).view(np.float64)
    upper = 1.0 if m > 1.4142135623730951 else 0.0
    m = m * (1.0 - 0.5 * upper)
    k = np.int64((bits >> 52) - 1023 + _MAGIC_BITS).view(np.float64) - _MAGIC + upper
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    p = 1.0 / 17.0
    p = p * z + 1.0 / 15.0
    p = p * z + 1.0 / 13.0
    p = p * z + 1.0 / 11.0
    p = p * z + 1.0 / 9.0
    p = p * z + 1.0 / 7.0
    p = p * z + 1.0 / 5.0
    p = p * z + 1.0 / 3.0
    p = p * z + 1.0
    return k * _LN2 + 2.0 * s * p


@rule
def logistic(x: float) -> float:
    """Return 1 / (1 + e^-x)."""
    return 1.0 / (1.0 + exp(-x))


@rule
def logit(p: float) -> float:
    """Return ln(p / (1 - p)), the inverse CDF of the logistic; about -709 at 0 and 691 at 1."""
    return log(p / max(1.0 - p, 1e-300))


@rule
def laplace(u: float, sd: float) -> float:
    """Return the Laplace quantile of mean 0 and standard deviation `sd` at `u` in (0, 1)."""
    away = u - 0.5
    tail = log(1.0 - 2.0 * abs(away)) * sd * 0.7071067811865476
    return -tail if away > 0.0 else tail


@rule
def poisson(u: float, mean: float) -> float:
    """Return the Poisson quantile at `u`, cut at 4 events (means here are well below 1)."""
    p0 = exp(-mean)
    p1 = p0 + p0 * mean
    p2 = p1 + p0 * mean * mean / 2.0
    p3 = p2 + p0 * mean * mean * mean / 6.0
    return (
        (1.0 if u > p0 else 0.0)
        + (1.0 if u > p1 else 0.0)
        + (1.0 if u > p2 else 0.0)
        + (1.0 if u > p3 else 0.0)
    )


@cache
def address(event: int, part: int = 0) -> np.uint64:
    """Return what :func:`draw` asks for besides a firm's key: the event and the part of it.

    `part` (0 to 15) tells apart the same event at several tiers; `SYNTHESIS`, whose numbers up to 9
    are kept free, has more parts, one for each trait.
    """
    return np.uint64(event * _PARTS + part)


@dataclass(frozen=True, slots=True)
class Past:
    """Whose luck a replication has up to the end of a year, because it fits what was seen."""

    seed: int
    replication: int
    until: int


class Luck:
    """The luck of one replication in one year, for a column of firms.

    Parameters
    ----------
    seed, replication, year : int
        The first parts of the address. Year 0 holds what never changes (traits, parameters).
    who : int64 column, optional
        The ids of the firms that :meth:`draw` answers for.
    past : tuple of Past
        Whose luck it is up to the end of a year, the earliest first; its own begins after them.
    """

    __slots__ = ("_base", "_keys", "past", "replication", "seed", "who", "year")

    def __init__(
        self,
        seed: int,
        replication: int,
        year: int = 0,
        who: NDArray[np.int64] | None = None,
        past: tuple[Past, ...] = (),
    ) -> None:
        self.seed, self.replication, self.year, self.who = seed, replication, year, who
        self.past = past
        for each in past:
            if year <= each.until:
                seed, replication = each.seed, each.replication
                break
        root = mix.scalar((mix.scalar(seed & _MASK) + replication * _GOLDEN) & _MASK)
        self._base = np.uint64(mix.scalar((root + year * _SILVER) & _MASK))
        self._keys = None if who is None else self._keys_of(who)

    def _keys_of(self, who: NDArray[np.int64]) -> NDArray[np.uint64]:
        return key_of(self._base, who.view(np.uint64)).view(np.uint64)

    def of(self, year: int, who: NDArray[np.int64]) -> Luck:
        """Return the luck of the same replication in `year`, for these firms."""
        return Luck(self.seed, self.replication, year, who, self.past)

    def draw(self, event: Event, part: int = 0, rows: Any = None) -> NDArray[np.float64]:
        """Return one uniform per firm (or per firm of `rows`) for this part of the event."""
        keys = self.keys if rows is None else self.keys[rows]
        return draw(keys, address(event, part))

    @property
    def keys(self) -> NDArray[np.uint64]:
        """The key of each firm in this year, which :func:`draw` takes one by one in a loop."""
        if self._keys is None:
            raise ValueError("this luck has no firms")
        return self._keys

    def draw_for(self, who: NDArray[np.int64], event: Event, part: int = 0) -> NDArray[np.float64]:
        """Return one uniform per id in `who` that is not a firm of ours: rivals, parameters."""
        return draw(self._keys_of(who), address(event, part))


def uniform(seed: int, replication: int, who: int, year: int, event: int, part: int = 0) -> float:
    """Return the uniform at one address, in plain Python: the definition all else must equal."""
    root = mix.scalar((mix.scalar(seed & _MASK) + replication * _GOLDEN) & _MASK)
    base = mix.scalar((root + year * _SILVER) & _MASK)
    key = key_of.scalar(base, who & _MASK)
    return float(draw.scalar(key, event * _PARTS + part))
