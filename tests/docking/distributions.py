"""Quantiles of priors and marginals, from the last table of docs/odd/01-luck.md."""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import NormalDist
from typing import Any

_NORMAL = NormalDist()


def cdf(x: float) -> float:
    """Return the standard normal distribution function."""
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


def inverse(p: float) -> float:
    """Return its inverse; -inf at 0 and inf at 1."""
    if p <= 0.0:
        return -math.inf
    return math.inf if p >= 1.0 else _NORMAL.inv_cdf(p)


def quantile(distribution: Mapping[str, Any], u: float) -> Any:
    """Return the number (for a choice among names, the name) of a distribution at u."""
    ((kind, given),) = distribution.items()
    return _KINDS[kind](given, u)


def plain(distribution: Mapping[str, Any]) -> bool:
    """Whether it is a normal or lognormal that cuts nothing off in floating point."""
    ((kind, given),) = distribution.items()
    return kind in ("normal", "lognormal") and _cut(kind, given)[1] - _cut(kind, given)[0] == 1.0


def at_standard_score(distribution: Mapping[str, Any], z: float) -> float:
    """Return the number of a `plain` distribution at a standard normal z."""
    ((kind, given),) = distribution.items()
    if kind == "normal":
        return _kept(given["mean"] + given["sd"] * z, given)
    return _kept(given["median"] * math.exp(given["sigma"] * z), given)


def _cut(kind: str, given: Mapping[str, float]) -> tuple[float, float]:
    """Return B and A, the chances below the low and below the high end."""
    low, high = given.get("low"), given.get("high")
    if kind == "normal":
        below = 0.0 if low is None else cdf((low - given["mean"]) / given["sd"])
        above = 1.0 if high is None else cdf((high - given["mean"]) / given["sd"])
    else:
        median, sigma = given["median"], given["sigma"]
        below = 0.0 if not low else cdf(math.log(low / median) / sigma)
        above = 1.0 if high is None else cdf(math.log(high / median) / sigma)
    return below, above


def _kept(x: float, given: Mapping[str, float]) -> float:
    low, high = given.get("low"), given.get("high")
    x = x if low is None else max(x, low)
    return x if high is None else min(x, high)


def _triangular(given: list[float], u: float) -> float:
    low, mode, high = given
    wide = high - low
    if u * wide < mode - low:
        return low + math.sqrt(u * wide * (mode - low))
    return high - math.sqrt((1.0 - u) * wide * (high - mode))


def _normal(given: Mapping[str, float], u: float) -> float:
    below, above = _cut("normal", given)
    return _kept(given["mean"] + given["sd"] * inverse(below + (above - below) * u), given)


def _lognormal(given: Mapping[str, float], u: float) -> float:
    below, above = _cut("lognormal", given)
    z = inverse(below + (above - below) * u)
    return _kept(given["median"] * math.exp(given["sigma"] * z), given)


def _beta(given: Mapping[str, float], u: float) -> float:
    low, high = given.get("low", 0.0), given.get("high", 1.0)
    m = (given["mean"] - low) / (high - low)
    a, b = m * given["weight"], (1.0 - m) * given["weight"]
    return low + (high - low) * _inverse_incomplete_beta(u, a, b)


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function by its continued fraction (Lentz)."""
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _incomplete_beta(1.0 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
        + a * math.log(x) + b * math.log1p(-x)
    )  # fmt: skip
    c, d = 1.0, 1.0 / (1.0 - (a + b) * x / (a + 1.0))
    fraction = d
    for m in range(1, 500):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        step = 1.0
        for term in (even, odd):
            d = 1.0 / (1.0 + term * d)
            c = 1.0 + term / c
            fraction *= (step := c * d)
        if abs(step - 1.0) < 1e-16:
            break
    return front * fraction / a


def _inverse_incomplete_beta(u: float, a: float, b: float) -> float:
    low, high = 0.0, 1.0
    while True:
        middle = 0.5 * (low + high)
        if middle in (low, high) or high - low < 1e-16 * middle:
            return middle
        if _incomplete_beta(middle, a, b) < u:
            low = middle
        else:
            high = middle


def _choice(given: Mapping[str, float], u: float) -> Any:
    running, names = 0.0, iter(given)
    name = next(names)
    while (running := running + given[name]) <= u:
        following = next(names, None)
        if following is None:
            break
        name = following
    try:
        return float(name)
    except ValueError:
        return name


def _poisson_plus(given: Mapping[str, float], u: float) -> float:
    mean, most = given["mean"], given["most"] - given["add"]
    chance = total = math.exp(-mean)
    k = 0
    while total < u and k < most:
        k += 1
        chance *= mean / k
        total += chance
    return given["add"] + k


_KINDS = {
    "fixed": lambda x, u: x,
    "uniform": lambda ends, u: ends[0] + (ends[1] - ends[0]) * u,
    "triangular": _triangular,
    "whole": lambda ends, u: math.floor(ends[0] + (ends[1] - ends[0] + 1) * u),
    "normal": _normal,
    "lognormal": _lognormal,
    "beta": _beta,
    "chance": lambda p, u: float(u < p),
    "choice": _choice,
    "poisson_plus": _poisson_plus,
}
