"""The front of what money can buy: plans of which none is cheaper and better than another.

A search proposes numbers for the levers, a generation at a time; every plan is simulated with the
same luck and kept in an archive, from which the same search resumes. The plans that remain are
simulated again with luck that the search has not seen, and judged by that alone.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.dominance import on_front
from srdi_sim.analysis.evaluation import Evaluations, Study, evaluate
from srdi_sim.analysis.inputs import Input, inputs_named, inputs_of
from srdi_sim.analysis.outcomes import COST
from srdi_sim.analysis.plans import (
    AS_IS,
    Columns,
    Plan,
    Point,
    own_value,
    point_of,
    sign,
    verdicts,
)
from srdi_sim.analysis.search import Setting, known_settings, search
from srdi_sim.analysis.statistics import attained
from srdi_sim.engine.ledger import PAYERS
from srdi_sim.ensemble.archive import Archive, opened
from srdi_sim.ensemble.crew import Crew, crew_of
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.ensemble.task import Failure
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.units import parse_money

FEWEST = 2  # replications of which a spread can be told
FRESH = 2  # times as many replications for the plans that remain as in the search
MOST_POINTS = 12  # plans of the front that are simulated again; of more, these, even in cost
BESIDE = tuple(f"cost:{kind}:{payer}" for kind in ("asset", "contingent") for payer in PAYERS)


@dataclass(frozen=True, slots=True, eq=False)
class Optimisation:
    """What a search has found.

    Attributes
    ----------
    goals : tuple of str
        The cost, to be made small, then what was asked for, to be made large (other costs: small).
    budget : int or None
        In fen: what P80 of the cost must not exceed.
    points : tuple of Point
        The scenario as it is, other plans that were named, and what was found by rising cost.
    searched : float64 (settings, goals)
        Means of everything that was tried, in order, NaN of what never finished; `within` says
        what keeps the budget.
    replications, fresh : int
        Of every setting that was tried, and of every point.
    on_search_front, simulated_again, late : int
        Plans that none was better than in the search; how many of these were simulated again, and
        how many came in its last quarter: while there are many, more samples will move the front.
    failed : tuple of (replication, message)
        Of all settings and points.
    """

    scenario: Scenario
    levers: tuple[Input, ...]
    goals: tuple[str, ...]
    budget: int | None
    seed: int
    replications: int
    fresh: int
    points: tuple[Point, ...]
    searched: NDArray[np.float64]
    within: NDArray[np.bool_]
    on_search_front: int
    simulated_again: int
    late: int
    failed: tuple[Failure, ...]
    seconds: float

    @property
    def as_is(self) -> Point:
        """The scenario as it is."""
        return self.points[0]

    @property
    def named(self) -> tuple[Point, ...]:
        """The scenario as it is, and the plans that were named."""
        return tuple(point for point in self.points if not point.plan.levers)

    @property
    def front(self) -> tuple[Point, ...]:
        """The plans within the budget that none is better than, by rising cost."""
        front = [point for point in self.points if point.on_front]
        return tuple(sorted(front, key=lambda point: point.estimates[COST].mean))

    @property
    def cheaper_alike(self) -> tuple[Point, ...]:
        """Plans of the front measurably cheaper than as it is, and in no goal measurably apart."""
        return tuple(
            point
            for point in self.front
            if point.against
            and point.against[COST].high95 < 0.0
            and not any(point.against[goal].is_measurable for goal in self.goals[1:])
        )

    @property
    def dropped(self) -> tuple[Point, ...]:
        """What the search had found and fresh luck has not confirmed."""
        return tuple(each for each in self.points if each.plan.levers and not each.on_front)


def optimise(
    scenario: Scenario,
    goals: Sequence[str],
    *,
    budget: int | str | None = None,
    levers: Sequence[str] = (),
    plans: Sequence[Plan] = (),
    samples: int = 200,
    replications: int = 100,
    seed: int = 1,
    archive: Path | str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
    time_limit: float | None = None,
) -> Optimisation:
    """Look for plans that reach much for little: the front of the cost against some goals.

    Parameters
    ----------
    goals : sequence of str
        Outcomes to be made large, such as ``chance:regional:2025`` or ``firms:little_giant:2025``;
        other costs than the total, to be made small. See :mod:`srdi_sim.analysis.outcomes`.
    budget : int or str, optional
        Fen, or money in words: what P80 of the cost may come to.
    levers : sequence of str
        What may be set, within the scenario's ranges; all that have a range if none is named.
        Questions of the reading may be named too.
    plans : sequence of Plan
        Others to hold against what is found.
    samples : int
        Settings to try; more of them continue the same search.
    replications : int
        Of every setting, all with the same luck.
    archive : path, optional
        Folder of what was evaluated: nothing is simulated twice, and a search that was stopped goes
        on.
    workers, cluster, note, time_limit
        See :func:`srdi_sim.ensemble.crew.crew_of`.

    Raises
    ------
    SrdiError
        A name is unknown or no lever, there is none, or optuna is not installed.
    """
    began = time.perf_counter()
    if replications < FEWEST:
        raise SrdiError("optimise.too_few", {"given": replications, "least": FEWEST})
    goals = tuple(dict.fromkeys((COST, *goals)))
    inputs = _levers(scenario, levers)
    limit = parse_money(budget) if isinstance(budget, str) else budget
    study = Study(scenario, inputs, (*goals, *BESIDE), replications, seed)
    with (
        nullcontext() if archive is None else opened(archive) as kept,
        crew_of(workers, cluster=cluster, note=note, time_limit=time_limit) as crew,
    ):
        work = _Work(study, goals, limit, crew, kept, progress, samples * replications)
        tried = search(
            inputs,
            [sign(goal) for goal in goals],
            work.judged,
            samples=samples,
            seed=seed,
            known=known_settings(scenario, inputs),
        )
        values = np.array([each for _, each, _ in tried]).reshape(len(tried), len(goals))
        within = np.array([excess <= 0.0 for *_, excess in tried], dtype=bool)
        front, chosen = _chosen(np.where(within[:, np.newaxis], values, np.nan), goals)
        own = tuple(own_value(each, scenario) for each in inputs)
        found = [Plan("", inputs, tried[row][0]) for row in chosen if tried[row][0] != own]
        points = work.confirmed([Plan(AS_IS), *plans], found)
    return Optimisation(
        scenario,
        inputs,
        goals,
        limit,
        seed,
        replications,
        FRESH * replications,
        verdicts(points, goals, limit, {tried[row][0] for row in front}),
        values,
        within,
        len(front),
        int(np.isin(chosen, front).sum()),
        int((front >= len(tried) - len(tried) // 4).sum()),
        tuple(work.failed),
        time.perf_counter() - began,
    )


@dataclass
class _Work:
    """The simulations of a search: what they are asked for, and how many have failed."""

    study: Study
    goals: tuple[str, ...]
    budget: int | None
    crew: Crew
    archive: Archive | None
    progress: Progress | None
    total: int
    done: int = 0
    failed: list[Failure] = field(default_factory=list)

    def judged(self, settings: Sequence[Setting]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the means of the goals, and by which share of it the budget is exceeded.

        NaN of a setting that never finished: nobody knows whether it keeps the budget.
        """
        found = self._evaluated(self.study, settings)
        means = np.stack([found.means(goal) for goal in self.goals], axis=1)
        excess = np.where(np.isnan(means[:, 0]), np.nan, 0.0)
        if self.budget is not None:
            for row, cost in enumerate(found.values[COST]):
                if (finished := cost[~np.isnan(cost)]).size:
                    excess[row] = float(attained(finished, 80)) / max(self.budget, 1) - 1.0
        return means, excess

    def confirmed(self, named: Sequence[Plan], found: Sequence[Plan]) -> list[Point]:
        """Return what plans come to with luck that the search has not seen."""
        fresh = replace(self.study, replications=FRESH * self.study.replications)
        self.total = self.done + (len(named) + len(found)) * fresh.replications
        columns: list[Columns] = []
        for plan in named:
            study = replace(fresh, scenario=plan.of(fresh.scenario), inputs=())
            columns += _columns(self._evaluated(study, [()], self.study.replications))
        settings = [plan.values for plan in found]
        columns += _columns(self._evaluated(fresh, settings, self.study.replications))
        pairs = [
            pair for pair in zip((*named, *found), columns, strict=True) if _finished(pair[1]) > 1
        ]
        if not pairs or pairs[0][0].name != AS_IS:
            raise SrdiError("optimise.own_fails", {"replications": fresh.replications})
        as_is = pairs[0][1]
        beside = [name for name in BESIDE if any(np.nansum(each[name]) for _, each in pairs)]
        return [
            point_of(plan, self.goals, beside, each, None if each is as_is else as_is)
            for plan, each in pairs
        ]

    def _evaluated(self, study: Study, settings: Sequence[Setting], first: int = 0) -> Evaluations:
        def tell(done: int, _: int) -> None:
            if self.progress:
                self.progress(self.done + done, self.total)

        found = evaluate(
            study, settings, self.crew, archive=self.archive, first=first, progress=tell
        )
        self.done += len(settings) * study.replications
        self.failed += [(replication, message) for _, replication, message in found.failed]
        return found


def _levers(scenario: Scenario, names: Sequence[str]) -> tuple[Input, ...]:
    """Return what may be set."""
    if not names:
        levers = inputs_of(scenario, of=("lever",))
        if not levers:
            raise SrdiError("optimise.no_ranges", {"name": scenario.name})
        return levers
    inputs = inputs_named(scenario, names)
    for each in inputs:
        if each.of == "uncertainty":
            raise SrdiError("optimise.not_decided", {"given": each.name})
    return inputs


def _chosen(
    values: NDArray[np.float64], goals: Sequence[str]
) -> tuple[NDArray[np.int64], list[int]]:
    """Return the rows on the front, and those to be simulated again.

    These are the front and, where it is short, what only the front is better than: the luck of the
    search may have been unkind to it.
    """
    signs = [sign(goal) for goal in goals]
    front = np.flatnonzero(on_front(values, signs))
    rest = values.copy()
    rest[front] = np.nan
    behind = np.flatnonzero(on_front(rest, signs))
    chosen = [
        *_even(front[np.argsort(values[front, 0], kind="stable")], MOST_POINTS),
        *_even(behind[np.argsort(values[behind, 0], kind="stable")], MOST_POINTS - front.size),
    ]
    return front, chosen


def _even(rows: NDArray[np.int64], most: int) -> list[int]:
    """Return at most so many rows, evenly, both ends included."""
    places = np.linspace(0, max(rows.size - 1, 0), max(min(rows.size, most), 0))
    return list(rows[places.round().astype(int)])


def _columns(found: Evaluations) -> list[Columns]:
    return [
        {name: values[row] for name, values in found.values.items()}
        for row in range(len(found.settings))
    ]


def _finished(columns: Columns) -> int:
    return int((~np.isnan(columns[COST])).sum())
