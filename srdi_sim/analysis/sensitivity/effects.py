"""Elementary effects (Morris): what moving one input by half its range does to the mean response.

Effects are changes of the outcome over the whole range of a number; of a question, from one answer
to another. `mu_star` is the mean size of an effect as
the samples' means show it, so that chance makes it larger; `rms`, the root of the mean square, and
`sigma` are freed of chance, and inputs are ranked by `rms`. An input without any effect has exactly
0: both ends of a step share their luck.
"""

from __future__ import annotations

import numpy as np

from srdi_sim.analysis.sensitivity.bootstrap import Estimates, between, resampled
from srdi_sim.analysis.sensitivity.noise import Array, cross
from srdi_sim.analysis.sensitivity.shifts import Answers


def morris(
    points: Array, values: Array, rng: np.random.Generator | None, answers: Answers
) -> dict[str, Estimates]:
    """Return mean, mean size, root mean square and spread of the effects of trajectories.

    Where an input has three answers or more there is no up and down, and so no mean.
    """
    effects = _effects(points, values, answers)
    means, squares = effects.mean(axis=-1), cross(effects, effects)
    blocks = len(values)
    weights = resampled(blocks, rng) / blocks
    mu, square = weights @ means, weights @ squares
    # The variance over trajectories of the effects' means, less what chance adds to each square.
    noise = weights @ (means**2 - squares)
    spread = (weights @ means**2 - mu**2) * blocks / max(blocks - 1, 1) - noise
    ordered = np.array([count is None or count <= 2 for count in answers], dtype=bool)
    found = {
        "mu": np.where(ordered, mu, np.nan),
        "mu_star": weights @ np.abs(means),
        "rms": np.sqrt(np.maximum(square, 0.0)),
        "sigma": np.sqrt(np.maximum(spread, 0.0)),
    }
    return {name: between(each) for name, each in found.items()}


def _effects(points: Array, values: Array, answers: Answers) -> Array:
    """Return the effect of each input in each trajectory: (trajectories, inputs, replications)."""
    moves = np.diff(points, axis=1)  # each step moves one input
    step = np.abs(moves).argmax(axis=1)  # the step of each input
    change = np.take_along_axis(np.diff(values, axis=1), step[..., None], axis=1)
    move = np.take_along_axis(moves, step[:, None, :], axis=1)[:, 0]
    # Half of the range of a question is another answer already: there is nothing to scale.
    asked = np.array([count is not None for count in answers], dtype=bool)
    effects: Array = change / np.where(asked, np.sign(move), move)[..., None]
    return effects
