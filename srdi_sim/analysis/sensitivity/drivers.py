"""What drives an outcome: the model at the points of a design, and the indices that they tell."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from srdi_sim.analysis.inputs import KINDS_OF_INPUT, Group, Input, inputs_named, inputs_of
from srdi_sim.analysis.sensitivity.bootstrap import Estimates
from srdi_sim.analysis.sensitivity.emulator import LEAST_Q2, Quality, emulated_method, quality
from srdi_sim.analysis.sensitivity.methods import METHODS, SECOND_ORDER, Method
from srdi_sim.analysis.sensitivity.noise import Array, Spread, spread
from srdi_sim.analysis.sensitivity.sampling import FEWEST_BLOCKS, Failed, Sampler, asking
from srdi_sim.analysis.sensitivity.variance import pairs
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario

MOST_INPUTS = 20  # more of them are screened first
_TRAJECTORIES = 10  # of the screening
_PARTS = (8, 4, 2, 1)  # of the samples, to see whether more of them would change the answer


@dataclass(frozen=True, slots=True, eq=False)
class Screening:
    """All inputs, by their elementary effects; see `effects`.

    Attributes
    ----------
    effects : Estimates
        Root mean square of the effects of each.
    kept : tuple of int
        The places of those that the design varies; the others stay as the scenario has them.
    idle : tuple of int
        The places of those that never moved the outcome.
    """

    trajectories: int
    inputs: tuple[Input, ...]
    effects: Estimates
    kept: tuple[int, ...]
    idle: tuple[int, ...]
    runs: int
    failed: tuple[Failed, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Drivers:
    """What drives an outcome.

    Attributes
    ----------
    method, main : str
        And the index of it that inputs are ranked by.
    samples, replications : int
        The size of the design, and replications of each of its points.
    runs, failed, dropped
        Replications in all; those that failed, and how many points were left out therefore.
    indices : mapping of str to Estimates
        Each index of every input, in their order.
    pairs, second : the pairs of inputs that have an index of second order, and these
    spread : Spread
        The variance of one run: what the inputs explain, and chance.
    convergence : mapping of samples to indices
        Of the first eighth of the design, a quarter, half and all, without what was left out.
    across : mapping of outcome to Estimates
        The main index for the other outcomes that the model told at the same points.
    screening : Screening or None
    quality : Quality or None
        Of the emulator, if the indices are those of one.
    """

    scenario: Scenario
    seed: int
    method: str
    main: str
    outcome: str
    samples: int
    replications: int
    runs: int
    failed: tuple[Failed, ...]
    dropped: int
    inputs: tuple[Input, ...]
    indices: Mapping[str, Estimates]
    pairs: tuple[tuple[int, int], ...]
    second: Estimates | None
    spread: Spread
    convergence: Mapping[int, Mapping[str, Estimates]]
    across: Mapping[str, Estimates]
    screening: Screening | None
    quality: Quality | None
    seconds: float

    @property
    def ranked(self) -> list[int]:
        """The places of the inputs, from the largest main index down."""
        return ranked(self.indices[self.main])

    @property
    def idle(self) -> list[int]:
        """The places of the inputs that never moved the outcome, not even by chance."""
        still = METHODS[self.method].still
        return [] if still is None else unmoved(self.indices[still])

    @property
    def moving(self) -> list[int]:
        """The places of the other inputs, from the largest main index down."""
        idle = set(self.idle)
        return [place for place in self.ranked if place not in idle]

    @property
    def table(self) -> pd.DataFrame:
        """Every index with its 95 % interval; inputs from the largest main index down."""
        columns: dict[str, Array] = {}
        for name, each in self.indices.items():
            columns[name] = each.value
            if each.has_intervals:
                columns |= {f"{name}_low95": each.low95, f"{name}_high95": each.high95}
        names = pd.Index([each.name for each in self.inputs], name="input")
        return pd.DataFrame(columns, names).iloc[self.ranked]


def unmoved(found: Estimates) -> list[int]:
    """Return the places where an index is exactly 0, in every resample too."""
    return [int(place) for place in np.flatnonzero((found.value == 0.0) & (found.high95 == 0.0))]


def ranked(found: Estimates) -> list[int]:
    """Return the places of the inputs, from the largest index down."""
    return [int(place) for place in np.argsort(-np.nan_to_num(found.value), kind="stable")]


def sensitivity(
    scenario: Scenario,
    *,
    outcome: str,
    method: str = "sobol",
    inputs: Sequence[str] | None = None,
    of: Iterable[Group] | None = None,
    samples: int | None = None,
    replications: int = 10,
    seed: int = 1,
    second_order: bool = False,
    emulate: bool = False,
    archive: Path | str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
    time_limit: float | None = None,
) -> Drivers:
    """Find what drives an outcome of a scenario.

    Parameters
    ----------
    outcome : str
        Such as ``firms_at("regional", 2025)``.
    method : {"morris", "sobol", "pawn", "delta", "shapley"}
    inputs : sequence of str, optional
        What is varied.
    of : kinds, optional
        Or everything of these kinds (of all): of more than 20 inputs those are kept whose
        elementary effects are largest.
    samples : int, optional
        The size of the design.
    replications : int
        Of each point of it.
    second_order : bool
        Whether pairs of inputs get an index (of ``sobol`` alone).
    emulate : bool
        Whether the indices are those of an emulator that learns from `samples` points (of
        ``sobol`` and ``shapley``).
    archive : path, optional
        A folder where points are kept and found again.
    workers, cluster, progress, note, time_limit
        As :func:`srdi_sim.ensemble.crew.crew_of` takes them, and ``simulate``.

    Raises
    ------
    SrdiError
        There is no such input, outcome or method; there are too few samples or replications, or
        too many of them failed; the emulator is too far off.
    """
    began = time.perf_counter()
    chosen = method_of(method, second_order=second_order, emulate=emulate)
    varied = _varied(scenario, inputs, of)
    size = samples or chosen.samples
    screening = None
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
        if not inputs and method != "morris" and len(varied) > MOST_INPUTS:
            screening = _screened(sampler, varied, outcome)
            varied = tuple(varied[place] for place in screening.kept)
        design = chosen.design(size, len(varied), seed)
        found = sampler.at(varied, design, after=screening.trajectories if screening else 0)

    answers = answers_of(varied)

    def told(points: Array, values: Array) -> dict[str, Estimates]:
        return chosen.estimate(points, values, np.random.default_rng(seed), answers)

    points, values = found.whole(outcome)
    held_out = _believed(quality(points, values, answers)) if emulate else None
    convergence = {
        blocks: told(points[:blocks], values[:blocks])
        for blocks in _sizes(len(points), emulate=emulate)
    }
    indices = dict(convergence[len(points)])
    second = indices.pop("second", None)
    others = [] if emulate else [name for name in found.values if name != outcome]
    return Drivers(
        scenario,
        seed,
        method,
        chosen.main,
        outcome,
        size,
        replications,
        found.runs + (screening.runs if screening else 0),
        (screening.failed if screening else ()) + found.failed,
        found.dropped,
        varied,
        indices,
        tuple(pairs(len(varied))) if second else (),
        second,
        spread(values),
        convergence,
        {name: told(*found.whole(name))[chosen.main] for name in others},
        screening,
        held_out,
        time.perf_counter() - began,
    )


def method_of(name: str, *, second_order: bool = False, emulate: bool = False) -> Method:
    """Return a method by name, or refuse what it cannot do."""
    if name not in METHODS:
        raise SrdiError("sensitivity.method", {"given": name, "allowed": sorted(METHODS)})
    if second_order and (name != "sobol" or emulate):
        raise SrdiError("sensitivity.second_order")
    if emulate:
        return emulated_method(METHODS[name])
    return SECOND_ORDER if second_order else METHODS[name]


def answers_of(inputs: Sequence[Input]) -> list[int | None]:
    """Return how many answers each input has, None where it is a number."""
    return [len(each.answers) or None for each in inputs]


def _varied(
    scenario: Scenario, names: Sequence[str] | None, of: Iterable[Group] | None
) -> tuple[Input, ...]:
    """Return the inputs of these names, or else all of these kinds."""
    found = inputs_named(scenario, names) if names else inputs_of(scenario, of=of or KINDS_OF_INPUT)
    if not found:
        raise SrdiError("sensitivity.no_inputs")
    return found


def _believed(found: Quality) -> Quality:
    """Refuse an emulator that is too far off."""
    if found.is_poor:
        raise SrdiError("sensitivity.poor_emulator", {**found.as_dict(), "least": LEAST_Q2})
    return found


def _sizes(blocks: int, *, emulate: bool) -> list[int]:
    """Return how many blocks of the design are looked at, to see whether more change the answer."""
    parts = _PARTS[-2:] if emulate else _PARTS  # an emulator of few points tells nothing
    return [blocks // part for part in parts if blocks // part >= FEWEST_BLOCKS]


def _screened(sampler: Sampler, inputs: tuple[Input, ...], outcome: str) -> Screening:
    """Return the elementary effects of many inputs, and which are worth a closer look."""
    morris = METHODS["morris"]
    found = sampler.at(inputs, morris.design(_TRAJECTORIES, len(inputs), sampler.seed))
    rng = np.random.default_rng(sampler.seed)
    indices = morris.estimate(*found.whole(outcome), rng, answers_of(inputs))
    effects, idle = indices[morris.main], unmoved(indices["mu_star"])
    moving = [place for place in ranked(effects) if place not in idle]
    if not moving:
        raise SrdiError("sensitivity.nothing_moves", {"outcome": outcome, "inputs": len(inputs)})
    kept = tuple(sorted(moving[:MOST_INPUTS]))
    return Screening(_TRAJECTORIES, inputs, effects, kept, tuple(idle), found.runs, found.failed)
