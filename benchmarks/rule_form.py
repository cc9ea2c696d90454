"""The form of a rule: nanoseconds an element of four small rules in four forms.

This is what chose how `@rule` runs over a column: a compiled loop around the scalar function, with
exponentials and logarithms built from arithmetic. Run it again before choosing otherwise::

    python benchmarks/rule_form.py
"""

from __future__ import annotations

import math
import time
import types
from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from srdi_sim import luck
from srdi_sim.compiled import Rule

ELEMENTS = 5_000  # a city's column; it stays in the first-level cache
FORMS = ("rule", "ufunc", "libm loop", "numpy")


@numba.njit(error_model="numpy")
def exp_libm(out: Any, x: Any) -> None:
    """Fill `out` with e to the x, by the C library."""
    for i in range(out.size):
        out[i] = math.exp(x[i])


@numba.njit(error_model="numpy")
def logistic_libm(out: Any, x: Any) -> None:
    """Fill `out` with 1 / (1 + e^-x), by the C library."""
    for i in range(out.size):
        out[i] = 1.0 / (1.0 + math.exp(-x[i]))


@numba.njit(error_model="numpy")
def laplace_libm(out: Any, u: Any, sd: float) -> None:
    """Fill `out` with Laplace quantiles, by the C library."""
    for i in range(out.size):
        away = u[i] - 0.5
        tail = math.log(1.0 - 2.0 * abs(away)) * sd * 0.7071067811865476
        out[i] = -tail if away > 0.0 else tail


def exp_numpy(x: Any) -> Any:
    """Return e to the x, by NumPy."""
    return np.exp(x)


def logistic_numpy(x: Any) -> Any:
    """Return 1 / (1 + e^-x), by NumPy."""
    return 1.0 / (1.0 + np.exp(-x))


def laplace_numpy(u: Any, sd: float) -> Any:
    """Return Laplace quantiles, by NumPy."""
    away = u - 0.5
    return -np.sign(away) * np.log(1.0 - 2.0 * np.abs(away)) * (sd * 0.7071067811865476)


def draw_numpy(key: Any, address: Any) -> Any:
    """Return the uniforms of these keys, by NumPy."""
    x = key + np.uint64(int(address) * luck._SILVER & luck._MASK)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(luck._MIX1)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(luck._MIX2)
    x = x ^ (x >> np.uint64(31))
    return (x >> np.uint64(11)) * 2.0**-53 + 2.0**-54


def as_ufunc(rule: Rule, signature: str) -> Callable[..., Any]:
    """Return a rule's own scalar function as a NumPy ufunc."""
    return numba.vectorize([signature])(_twin(rule))


def _twin(rule: Rule) -> types.FunctionType:
    """Return the scalar function with the rules it calls compiled."""
    plain = rule.__wrapped__
    names = {
        name: numba.njit(error_model="numpy")(_twin(value)) if isinstance(value, Rule) else value
        for name, value in plain.__globals__.items()
        if name in plain.__code__.co_names
    }
    return types.FunctionType(plain.__code__, names, plain.__name__)


def filling(loop: Callable[..., None]) -> Callable[..., Any]:
    """Return a function that makes the column which `loop` fills, as a rule does."""

    def fill(*arguments: Any) -> Any:
        out = np.empty(arguments[0].size)
        loop(out, *arguments)
        return out

    return fill


def nanoseconds(form: Callable[..., Any], arguments: tuple[Any, ...], rounds: int = 7) -> float:
    """Return the median time an element, after one call that compiles."""
    form(*arguments)
    calls = 200
    times = []
    for _ in range(rounds):
        began = time.process_time_ns()
        for _ in range(calls):
            form(*arguments)
        times.append((time.process_time_ns() - began) / calls / arguments[0].size)
    return float(np.median(times))


def measure(elements: int = ELEMENTS, rounds: int = 7) -> dict[str, dict[str, float]]:
    """Return nanoseconds an element by rule and form."""
    u = (np.arange(elements) + 0.5) / elements
    x = 8.0 * u - 4.0
    keys = luck.key_of(np.uint64(1), np.arange(elements).view(np.uint64)).view(np.uint64)
    address = np.uint64(17)
    forms: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = {
        "exp": ((x,), (luck.exp, as_ufunc(luck.exp, "f8(f8)"), filling(exp_libm), exp_numpy)),
        "logistic": (
            (x,),
            (
                luck.logistic,
                as_ufunc(luck.logistic, "f8(f8)"),
                filling(logistic_libm),
                logistic_numpy,
            ),
        ),
        "laplace": (
            (u, 0.3),
            (
                luck.laplace,
                as_ufunc(luck.laplace, "f8(f8,f8)"),
                filling(laplace_libm),
                laplace_numpy,
            ),
        ),
        "draw": ((keys, address), (luck.draw, as_ufunc(luck.draw, "f8(u8,u8)"), None, draw_numpy)),
    }
    return {
        name: {
            label: nanoseconds(form, arguments, rounds)
            for label, form in zip(FORMS, candidates, strict=True)
            if form is not None
        }
        for name, (arguments, candidates) in forms.items()
    }


def main() -> None:
    """Print the table."""
    print(f"nanoseconds an element, {ELEMENTS:,} contiguous float64, median of rounds")
    print(f"{'':10}" + "".join(f"{form:>11}" for form in FORMS))
    for name, row in measure().items():
        cells = (f"{row[form]:11.2f}" if form in row else f"{'':>11}" for form in FORMS)
        print(f"{name:10}" + "".join(cells))


if __name__ == "__main__":
    main()
