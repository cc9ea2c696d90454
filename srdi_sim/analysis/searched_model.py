"""The model as a search for money sees it: settings in, their money and surplus out."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from srdi_sim.analysis.answers import AGAIN, least_samples, looks_expected
from srdi_sim.analysis.binding import Binding
from srdi_sim.analysis.evaluation import Evaluations, Study, evaluate
from srdi_sim.analysis.forecast import outlook_of
from srdi_sim.analysis.frontier import Seen, Setting
from srdi_sim.analysis.goals import Goal
from srdi_sim.analysis.inputs import Input, varied
from srdi_sim.analysis.mixes import Mix
from srdi_sim.analysis.money_levers import moves_firms
from srdi_sim.analysis.outcomes import COST, outcome_names
from srdi_sim.analysis.statistics import Chance
from srdi_sim.ensemble.archive import Archive
from srdi_sim.ensemble.crew import Crew
from srdi_sim.ensemble.experiment import Trial, found_of
from srdi_sim.ensemble.manifest import scenario_sha256, value_sha256
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.ensemble.workers import Note
from srdi_sim.scenario.scenario import Scenario, Target

_SAMPLES, _FOR_EACH_LEVER = 60, 10  # settings of a search


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A target whose chance is below the wanted one even where it is highest, and what binds it.

    Attributes
    ----------
    gate, at : str
        What binds most often where the target is missed, even if most replications meet it; see
        :class:`srdi_sim.analysis.binding.Binding`. ``none`` if all do.
    share : float
        The gate's share of the replications that miss.
    """

    target: Target
    chance: Chance
    gate: str
    at: str
    share: float


@dataclass
class SearchedModel:
    """The model as a search sees it."""

    scenario: Scenario
    goals: tuple[Goal, ...]
    levers: tuple[Input, ...]
    seed: int
    replications: int
    crew: Crew
    archive: Archive | None
    progress: Progress | None
    note: Note | None = None
    failed: list[tuple[int, str]] = field(default_factory=list)
    _done: int = 0
    _total: int = 0
    _began: float = field(default_factory=time.perf_counter)

    def idle(self) -> tuple[Input, ...]:
        """Return the levers that move not one firm between their ends."""
        few = max(1, self.replications // 4)
        self._total = 2 * few * len(self.levers)
        idle = []
        for lever in self.levers:
            ends = [(lever.at(0.0),), (lever.at(1.0),)]
            if not moves_firms(self._evaluated((lever,), ends, range(few))):
                idle.append(lever)
        return tuple(idle)

    def look(self, settings: Sequence[Setting], numbers: range) -> Seen:
        """Return what was seen of settings; the empty one is the scenario as it is."""
        own = [n for n, each in enumerate(settings) if not each]
        others = [n for n, each in enumerate(settings) if each]
        money = np.full((len(settings), len(numbers)), np.nan)
        surplus = {goal.name: money.copy() for goal in self.goals}
        for levers, rows in (((), own), (self.levers, others)):
            if rows:
                found = self._evaluated(levers, [settings[n] for n in rows], numbers)
                money[rows] = found.values[COST]
                for goal in self.goals:
                    surplus[goal.name][rows] = self._surplus(goal, found)
        self._tell_how_long()
        return Seen(money, surplus)

    def obstacles(self, goal: Goal, mix: Mix, wanted: float) -> tuple[Obstacle, ...]:
        """Return what stands in the way at a setting, the target with the least chance first."""
        begin = (1 + AGAIN) * self.replications
        numbers = tuple(range(begin, begin + self.replications))
        inputs = self.levers if mix.setting else ()
        scenario = varied(self.scenario, inputs, mix.setting)
        named = {each.name: value for each, value in zip(inputs, mix.setting, strict=True)}
        key = value_sha256(("measures", scenario_sha256(self.scenario), self.seed, named, numbers))
        trial = Trial(key, lambda: scenario, self.seed, numbers)
        (found,) = found_of([trial], _measures, self.crew, archive=self.archive)
        self.failed += found.failed
        if not found.finished.size:
            return ()
        outlook = outlook_of(scenario, self.seed, found.columns["measures"])
        every = [
            _obstacle(target, outlook.chance(target), outlook.binds(target))
            for target in goal.targets
        ]
        every.sort(key=lambda each: each.chance.value)
        missed = [each for each in every if each.chance.value < wanted]
        return tuple(missed or every[:1])

    def expect(self, samples: int) -> None:
        """Reckon how many replications there will be, at most."""
        levers, goals = len(self.levers), len(self.goals)
        search = max(samples, least_samples(levers, goals))
        self._total = self._done + self.replications * (search + looks_expected(goals))

    def _tell_how_long(self) -> None:
        """Tell once how long the rest may take at the pace so far, unless that is soon."""
        left, pace = self._total - self._done, (time.perf_counter() - self._began) / self._done
        minutes = math.ceil(left * pace / 60.0)
        if self.note is not None and minutes > 1:
            self.note("searching", runs=left, minutes=minutes)
        self.note = None

    def done(self) -> None:
        """Tell that there is nothing more to do."""
        if self.progress:
            self.progress(self._total, self._total)

    def _evaluated(
        self, levers: tuple[Input, ...], settings: Sequence[Setting], numbers: range
    ) -> Evaluations:
        study = Study(self.scenario, levers, _outcomes(self.scenario), len(numbers), self.seed)

        def tell(done: int, _: int) -> None:
            if self.progress:
                self.progress(min(self._done + done, self._total), self._total)

        found = evaluate(
            study,
            settings,
            self.crew,
            archive=self.archive,
            first=numbers.start,
            progress=tell,
        )
        self._done += len(settings) * len(numbers)
        self.failed += [(replication, message) for _, replication, message in found.failed]
        return found

    def _surplus(self, goal: Goal, found: Evaluations) -> Any:
        """Return by how much the target is exceeded that is worst off, in parts of its number."""
        parts = []
        for target in goal.targets:
            needed = target.needed(self.scenario.reading.exceed)
            counts = found.values[f"firms:{target.tier.code}:{target.year}"]
            parts.append((counts - needed) / max(needed, 1))
        return np.min(parts, axis=0)


def _obstacle(target: Target, chance: Chance, binding: Binding) -> Obstacle:
    """Return what binds a target where it is missed, though it may be met more often than not."""
    if not binding.missed:
        return Obstacle(target, chance, "none", "", 0.0)
    if binding.gate != "none":
        return Obstacle(target, chance, binding.gate, binding.at, binding.share)
    gate, share = max(binding.shares, key=lambda each: each[1])
    at = binding.conditions[0][0] if gate == "not_eligible" and binding.conditions else ""
    return Obstacle(target, chance, gate, at, share)


def _outcomes(scenario: Scenario) -> tuple[str, ...]:
    """Return what is kept of a setting: enough for any goal, so that another finds it there."""
    return (*(name for name in outcome_names(scenario) if name.startswith("firms:")), COST)


def _measures(runs: Runs) -> dict[str, Any]:
    return {"measures": runs.measures}


def samples_of(levers: int) -> int:
    """Return how many settings a search of so many levers sees, if nobody says."""
    return _SAMPLES + _FOR_EACH_LEVER * levers
