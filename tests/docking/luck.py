"""Luck, from docs/odd/01-luck.md: the address of a draw and what is made of a uniform."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15
_SILVER = 0xD1B54A32D192ED03

RIVAL_ID = 1 << 40
BODY_ID = 1 << 41

EVENTS = {
    "PARAMETER": 1, "SYNTHESIS": 2,
    "CLOSE": 10, "MOVE_AWAY": 11, "ARRIVE": 12, "ARRIVE_TITLED": 13, "MOVE_TO_PARK": 14,
    "SERVE": 20, "TRAIN": 21, "ADMIT": 22, "INCUBATE": 23, "PLATFORM": 24,
    "BORROW": 30, "APPROVE": 31, "QUEUE": 32, "DEFAULT": 33, "SEEK_EQUITY": 34, "STAKE": 35,
    "LIST": 36, "FACTOR_LOT": 37,
    "ADVANCE_BODY": 40, "INVENT": 41, "CERTIFY": 42, "IMPROVE_QUALITY": 43, "DIGITISE": 44,
    "GREEN": 45, "STANDARD": 46, "QUALITY_AWARD": 47, "CONTRACT": 48, "TALENT_PROJECT": 49,
    "GROW": 50, "FAIR": 51, "NEW_MARKET": 52, "PARTNER": 53,
    "RELABEL": 60, "APPLY": 61, "CHASE": 62,
    "PANEL": 70, "PANEL_PERSISTENT": 71, "RIVAL": 72,
    "REVIEW": 80, "REVOKE": 81, "MISS_UPDATE": 82, "OTHER_PURSE": 91,
}  # fmt: skip


def mix(x: int) -> int:
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


def id_of_uncertainty(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:7], "big")


def root_of(seed: int, replication: int) -> int:
    return mix((mix(seed & _MASK) + replication * _GOLDEN) & _MASK)


class Luck:
    """All draws of one replication; `past` has (until, seed, replication), the earliest first."""

    def __init__(
        self, seed: int, replication: int, past: Sequence[tuple[int, int, int]] = ()
    ) -> None:
        self._own = root_of(seed, replication)
        self._past = [(until, root_of(*whose)) for until, *whose in past]
        self._keys: dict[tuple[int, int], int] = {}

    def _root(self, year: int) -> int:
        return next((root for until, root in self._past if year <= until), self._own)

    def draw(self, who: int, year: int, event: str, part: int = 0) -> float:
        """Return the uniform at an address."""
        key = self._keys.get((who, year))
        if key is None:
            base = mix((self._root(year) + year * _SILVER) & _MASK)
            key = self._keys[who, year] = mix((base + who * _GOLDEN) & _MASK)
        address = 16 * EVENTS[event] + part
        return (mix((key + address * _SILVER) & _MASK) >> 12) * 2.0**-52 + 2.0**-53


def logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-min(max(x, -700.0), 700.0)))


def logit(p: float) -> float:
    odds = p / max(1.0 - p, 1e-300)
    return math.log(odds) if odds > 0.0 else -709.1


def laplace(u: float, sd: float) -> float:
    t = math.log(1.0 - 2.0 * abs(u - 0.5)) * sd / math.sqrt(2.0)
    return -t if u > 0.5 else t


def poisson(u: float, mean: float) -> int:
    """Return how many of the first four sums of the Poisson law lie below u."""
    chance, total, pieces = math.exp(-mean), 0.0, 0
    for k in range(4):
        total += chance
        pieces += total < u
        chance *= mean / (k + 1)
    return pieces
