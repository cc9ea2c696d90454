"""The methods of sensitivity: where each simulates, what it estimates, and what inputs rank by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from srdi_sim.analysis.sensitivity import designs, effects, shifts, variance
from srdi_sim.analysis.sensitivity.bootstrap import Estimates
from srdi_sim.analysis.sensitivity.noise import Array
from srdi_sim.analysis.sensitivity.shifts import Answers

Estimator = Callable[[Array, Array, np.random.Generator | None, Answers], dict[str, Estimates]]


@dataclass(frozen=True, slots=True)
class Method:
    """One method.

    Attributes
    ----------
    name : str
    design : callable
        Of samples, inputs and a seed makes the points, in blocks.
    estimate : callable
        Of points, values, a generator and the inputs' numbers of answers makes the indices; without
        a generator they have no intervals.
    main : str
        The index that inputs rank by.
    samples : int
        The size of the design, if nobody says how large.
    still : str or None
        The index that is exactly 0 where an input never moved the outcome, be it by chance.
    """

    name: str
    design: Callable[[int, int, int], Array]
    estimate: Estimator
    main: str
    samples: int
    still: str | None = None


def _of_numbers(
    estimate: Callable[[Array, Array, np.random.Generator | None], dict[str, Estimates]],
) -> Estimator:
    """Return an estimator to which it is all the same whether an input is a number or an answer."""
    return lambda points, values, rng, answers: estimate(points, values, rng)


def _saltelli_with_pairs(samples: int, inputs: int, seed: int) -> Array:
    return designs.saltelli(samples, inputs, seed, second_order=True)


_SOBOL = Method("sobol", designs.saltelli, _of_numbers(variance.sobol), "total", 512, "total")
SECOND_ORDER = Method(
    "sobol", _saltelli_with_pairs, _of_numbers(variance.sobol), "total", 512, "total"
)
METHODS = MappingProxyType(
    {
        method.name: method
        for method in (
            Method("morris", designs.trajectories, effects.morris, "rms", 50, "mu_star"),
            _SOBOL,
            Method("pawn", designs.sequence, shifts.pawn, "median", 1024),
            Method("delta", designs.sequence, shifts.delta, "delta", 1024),
            Method(
                "shapley", designs.walks, _of_numbers(variance.shapley), "shapley", 1024, "shapley"
            ),
        )
    }
)
