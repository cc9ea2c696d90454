"""Why an outcome is not known: the reading of the text, the parameters, or chance.

Two groups of inputs are varied: all questions of the reading, each with its answers drawn evenly,
and all uncertainties, each by its prior. Of two answers that exclude each other the later question
keeps the scenario's own (:func:`srdi_sim.analysis.inputs.varied`), so that what excludes others is
simulated less often than it is drawn. The groups are drawn and exchanged as two inputs would be for
Sobol' indices. What neither tells is chance: replications of the same reading and parameters, whose
uncertainties that are drawn afresh every year are part of it.

The shares are of the variance of one run, and add to 1: reading alone, parameters alone, what both
do together beyond that, and chance. Where the scenario draws from a posterior, the parameters are
two groups: those that were fitted, each by its own posterior, and all others, by their priors.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

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
FITTED_PARTS = ("reading", "fitted", "not_fitted", "together", "chance")  # under a posterior
_SAMPLES = 256


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The variance of one run, by where it comes from.

    Attributes
    ----------
    samples, replications : int
        Pairs of readings and parameter draws, and replications of each of their combinations.
    questions, uncertainties : int
        How many of each are varied.
    shares : mapping of outcome to Estimates
        One share for each of `parts`; NaN where an outcome never varies. The one that was asked
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
    parts: tuple[str, ...] = PARTS
    method: str = SPLIT

    @property
    def ways(self) -> int:
        """How many combinations of a pair are simulated."""
        return self.runs // (self.samples * self.replications)


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
    posterior = scenario.uncertainties.posterior
    learned = () if posterior is None else posterior.names
    is_other = np.array([each.of != "reading" and each.name not in learned for each in inputs])
    is_split = bool((~is_reading & ~is_other).any() and is_other.any())
    groups = np.where(is_reading, 0, 1) + (is_other if is_split else 0)
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
        found = sampler.at(inputs, exchanged(size, groups, seed))
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
        FITTED_PARTS if is_split else PARTS,
    )


def exchanged(samples: int, groups: NDArray[np.int64], seed: int) -> Array:
    """Return blocks of A, A with one group of inputs of B for each group, the reverse, and B.

    `groups` has the number of the group of each input. Of two groups, A with one of B is the
    reverse of A with the other, and comes once.
    """
    count, d = int(groups.max()) + 1, groups.size
    both = sequence(samples, 2 * d, seed)
    a, b = both[..., :d], both[..., d:]
    there = [np.where(groups == group, b, a) for group in range(count)]
    back = [np.where(groups == group, a, b) for group in range(count)] if count > 2 else []
    return np.concatenate([a, *there, *back, b], axis=1)


def shares(values: Array, rng: np.random.Generator) -> Estimates:
    """Return the share of each group, of all together and of chance in the variance of one run."""
    centred = values - mean_of_others(values[:, [0, -1]])
    a, *exchanges, b = (centred[:, place] for place in range(values.shape[1]))
    half = len(exchanges) // 2
    # With two groups there are as many exchanges, each the reverse of the other.
    pairs = (
        zip(exchanges[:half], exchanges[half:], strict=True)
        if half > 1
        else (exchanges, exchanges[::-1])
    )
    # Two samples of a block that share a group of inputs, less two that share none.
    alone = [(cross(b, there - a) + cross(a, back - b)) / 2.0 for there, back in pairs]
    chance = values.var(axis=-1, ddof=1).mean(axis=1)
    weights = resampled(len(values), rng) / len(values)
    explained = variance(block_squares(values), block_means(values), weights)
    parts = weights @ np.stack([*alone, chance], axis=1)
    whole = explained + parts[:, -1]
    if whole[0] <= 0.0:
        return untold((len(alone) + 2,))
    together = explained - parts[:, :-1].sum(axis=1)
    columns = np.column_stack([parts[:, :-1], together, parts[:, -1]])
    varies = whole > 0.0
    return between(columns[varies] / whole[varies, None])


def standard_deviation(values: Array) -> float:
    """Return the standard deviation of one run."""
    told = spread(values)
    return float(np.sqrt(max(told.explained + told.chance, 0.0)))
