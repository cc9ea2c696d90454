"""Why an outcome is not known: the reading of the text, the parameters, or chance.

Two groups of inputs are varied: all questions of the reading, each with its answers equally likely,
and all uncertainties, each by its prior. They are drawn and exchanged as two inputs would be for
Sobol' indices. What neither tells is chance: replications of the same reading and parameters, whose
uncertainties that are drawn afresh every year are part of it.

The shares are of the variance of one run, and add to 1: reading alone, parameters alone, what both
do together beyond that, and chance.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from srdi_sim.analysis.inputs import inputs_of
from srdi_sim.analysis.sensitivity.bootstrap import Estimates, between, resampled, untold
from srdi_sim.analysis.sensitivity.designs import sequence
from srdi_sim.analysis.sensitivity.noise import (
    Array,
    block_means,
    block_squares,
    cross,
    mean_of_others,
    spread,
    variance,
)
from srdi_sim.analysis.sensitivity.sampling import Failed, asking
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario

SPLIT = "split"
PARTS = ("reading", "parameters", "together", "chance")
_SAMPLES = 256


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The variance of one run, by where it comes from.

    Attributes
    ----------
    samples, replications : int
        Pairs of readings and parameter draws, and replications of each of the four combinations.
    questions, uncertainties : int
        How many of each are varied.
    shares : mapping of outcome to Estimates
        One share for each of `PARTS`; NaN where an outcome never varies. The one that was asked
        for comes first.
    sd : mapping of outcome to float
        The standard deviation of one run.
    """

    scenario: Scenario
    seed: int
    outcome: str
    samples: int
    replications: int
    runs: int
    failed: tuple[Failed, ...]
    dropped: int
    questions: int
    uncertainties: int
    shares: Mapping[str, Estimates]
    sd: Mapping[str, float]
    seconds: float
    method: str = SPLIT


def variance_split(
    scenario: Scenario,
    *,
    outcome: str,
    samples: int | None = None,
    replications: int = 10,
    seed: int = 1,
    archive: Path | str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
    time_limit: float | None = None,
) -> Split:
    """Split the variance of an outcome into reading, parameters and chance.

    All arguments are as :func:`srdi_sim.analysis.sensitivity.drivers.sensitivity` takes them.
    """
    began = time.perf_counter()
    inputs = inputs_of(scenario, of=("reading", "uncertainty"))
    is_reading = np.array([each.of == "reading" for each in inputs])
    if is_reading.all() or not is_reading.any():
        raise SrdiError("sensitivity.nothing_to_split")
    size = samples or _SAMPLES
    with asking(
        scenario,
        [outcome],
        replications=replications,
        seed=seed,
        archive=archive,
        workers=workers,
        cluster=cluster,
        progress=progress,
        note=note,
        time_limit=time_limit,
    ) as sampler:
        found = sampler.at(inputs, exchanged(size, is_reading, seed))
    names = [outcome, *(name for name in found.values if name != outcome)]
    values = {name: found.whole(name)[1] for name in names}
    return Split(
        scenario,
        seed,
        outcome,
        size,
        replications,
        found.runs,
        found.failed,
        found.dropped,
        int(is_reading.sum()),
        int((~is_reading).sum()),
        {name: shares(each, np.random.default_rng(seed)) for name, each in values.items()},
        {name: standard_deviation(each) for name, each in values.items()},
        time.perf_counter() - began,
    )


def exchanged(samples: int, of_one: Array, seed: int) -> Array:
    """Return blocks of A, A with one group of inputs of B, A with the other group of B, and B."""
    d = of_one.size
    both = sequence(samples, 2 * d, seed)
    a, b = both[..., :d], both[..., d:]
    return np.concatenate([a, np.where(of_one, b, a), np.where(of_one, a, b), b], axis=1)


def shares(values: Array, rng: np.random.Generator) -> Estimates:
    """Return the share of each of `PARTS` in the variance of one run."""
    centred = values - mean_of_others(values[:, [0, -1]])
    a, with_one, with_other, b = (centred[:, place] for place in range(4))
    # Two samples of a block that share a group of inputs, less two that share none.
    one = (cross(b, with_one - a) + cross(a, with_other - b)) / 2.0
    other = (cross(b, with_other - a) + cross(a, with_one - b)) / 2.0
    chance = values.var(axis=-1, ddof=1).mean(axis=1)
    weights = resampled(len(values), rng) / len(values)
    explained = variance(block_squares(values), block_means(values), weights)
    parts = weights @ np.stack([one, other, chance], axis=1)
    whole = explained + parts[:, 2]
    if whole[0] <= 0.0:
        return untold((len(PARTS),))
    together = explained - parts[:, 0] - parts[:, 1]
    columns = np.stack([parts[:, 0], parts[:, 1], together, parts[:, 2]], axis=1)
    varies = whole > 0.0
    return between(columns[varies] / whole[varies, None])


def standard_deviation(values: Array) -> float:
    """Return the standard deviation of one run."""
    told = spread(values)
    return float(np.sqrt(max(told.explained + told.chance, 0.0)))
