"""Where to simulate: points of the unit cube, in blocks.

Every design has the shape (blocks, samples of a block, inputs), and its first blocks are those of a
smaller design of the same seed, so that a larger one goes on where a smaller one ended.

SALib draws Saltelli's blocks and Morris' trajectories. It is always given its seed; where it tests
``if seed:`` it would forget a seed of 0.
"""

from __future__ import annotations

import numpy as np
from SALib.sample import morris as salib_morris
from SALib.sample import sobol as salib_sobol
from scipy.stats import qmc

from srdi_sim.analysis.sensitivity.noise import Array

LEVELS = 8  # of a Morris trajectory: four pairs of levels half the range apart


def saltelli(samples: int, inputs: int, seed: int, *, second_order: bool = False) -> Array:
    """Return blocks of A, A with each input of B, (B with each input of A,) and B."""
    points = salib_sobol.sample(
        _problem(inputs), _power_of_2(samples), calc_second_order=second_order, seed=seed
    )
    width = (2 * inputs if second_order else inputs) + 2
    found: Array = points.reshape(-1, width, inputs)[:samples]
    return found


def walks(samples: int, inputs: int, seed: int) -> Array:
    """Return walks from one point to another that switch one input at a time, in random order."""
    ends = sequence(samples, 2 * inputs, seed)[:, 0]
    start, end = ends[:, None, :inputs], ends[:, None, inputs:]
    order = np.tile(np.arange(inputs), (samples, 1))
    turn = np.random.default_rng(seed).permuted(order, axis=1)  # when each input is switched
    steps = np.arange(inputs + 1)
    found: Array = np.where(turn[:, None, :] < steps[None, :, None], end, start)
    return found


def trajectories(samples: int, inputs: int, seed: int) -> Array:
    """Return Morris' trajectories: each input moves once, by half of its range.

    Levels are the middles of equal slices, since the quantile of a distribution at 0 or at 1 may be
    infinite.
    """
    points = salib_morris.sample(_problem(inputs), samples, num_levels=LEVELS, seed=seed)
    found: Array = (0.5 + (LEVELS - 1) * points.reshape(samples, inputs + 1, inputs)) / LEVELS
    return found


def sequence(samples: int, inputs: int, seed: int) -> Array:
    """Return points of a scrambled Sobol' sequence, each a block of its own."""
    points = qmc.Sobol(inputs, seed=seed).random(_power_of_2(samples))
    found: Array = points[:samples, None, :]
    return found


def _problem(inputs: int) -> dict[str, object]:
    names = [str(number) for number in range(inputs)]
    return {"num_vars": inputs, "names": names, "bounds": [[0.0, 1.0]] * inputs}


def _power_of_2(samples: int) -> int:
    """Return the size that a Sobol' sequence is balanced at, and scipy does not warn of."""
    return 1 << (samples - 1).bit_length()
