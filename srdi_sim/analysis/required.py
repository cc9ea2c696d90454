"""The required budget: the cheapest mix of levers that reaches the wanted chance, or why none does.

What is searched and how: :mod:`srdi_sim.analysis.money_levers`, :mod:`.frontier`, :mod:`.answers`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from srdi_sim.analysis.answers import FRESH, Answer, Mix, answers, confirmations, least_samples
from srdi_sim.analysis.binding import Binding
from srdi_sim.analysis.evaluation import Evaluations, Study, evaluate
from srdi_sim.analysis.forecast import outlook_of
from srdi_sim.analysis.frontier import Seen, Setting
from srdi_sim.analysis.goals import Goal, goals_of
from srdi_sim.analysis.inputs import Input, varied
from srdi_sim.analysis.money_levers import Held, levers_of, moves_firms, price_of
from srdi_sim.analysis.outcomes import outcome_names
from srdi_sim.analysis.statistics import Chance
from srdi_sim.ensemble.archive import Archive, opened
from srdi_sim.ensemble.crew import Crew, crew_of
from srdi_sim.ensemble.experiment import Trial, found_of
from srdi_sim.ensemble.manifest import scenario_sha256, value_sha256
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario, Target

COST = "cost:total"
REPLICATIONS = 200  # of every setting in the search
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


@dataclass(frozen=True, slots=True, eq=False)
class Required:
    """What money is needed for some goals, each with its answer.

    Attributes
    ----------
    levers : tuple of Input
        What was set; `held` is what stays as the scenario has it.
    own : Mix
        The scenario as it is, under the luck of the confirmations.
    obstacles : dict of goal to tuple of Obstacle
        Of the goals that are not confirmed to be attainable, the least chance first; by as many
        replications as a setting has in the search, of fresh luck.
    replications, confirmed : int
        Of every setting in the search, and in its confirmation.
    settings, failed : int
        Settings that the search saw; replications that failed, over all.
    """

    scenario: Scenario
    confidence: Fraction
    seed: int
    levers: tuple[Input, ...]
    held: tuple[Held, ...]
    goals: tuple[Goal, ...]
    answers: tuple[Answer, ...]
    own: Mix
    obstacles: dict[str, tuple[Obstacle, ...]]
    replications: int
    confirmed: int
    settings: int
    failed: tuple[tuple[int, str], ...]
    seconds: float

    @property
    def main(self) -> Goal:
        """The joint goal, else the last."""
        return next((goal for goal in self.goals if len(goal.targets) > 1), self.goals[-1])

    def answer(self, goal: Goal) -> Answer:
        """Return what a goal needs."""
        return self.answers[self.goals.index(goal)]

    @property
    def free(self) -> tuple[str, ...]:
        """The levers that were set though their help is in no sum."""
        return tuple(each.name for each in self.levers if price_of(each.name, self.scenario))


def required(
    scenario: Scenario,
    *,
    goals: Sequence[Goal] | None = None,
    confidence: Fraction = Fraction(4, 5),
    levers: Sequence[str] = (),
    replications: int = REPLICATIONS,
    samples: int | None = None,
    seed: int = 1,
    archive: Path | str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
) -> Required:
    """Return what money some goals need, or why no money suffices.

    The money of a setting is what is due within the period by city and banners, at the quantile of
    the confidence: an appropriation that suffices with it.

    Parameters
    ----------
    goals : sequence of Goal, optional
        Each target of the scenario and all of them together if left out.
    confidence : Fraction
        The chance that each goal is to have, and that the money is to suffice.
    levers : sequence of str
        What may be set within the ranges of the scenario, whatever it costs; if none is named, what
        has a price and moves firms.
    replications : int
        Of every setting in the search; a confirmation has four times as many, of other numbers.
    samples : int, optional
        How many settings the search sees.
    archive : path, optional
        A folder where settings are kept and found again: also by a search for other goals.
    workers, cluster, progress, note
        As :func:`srdi_sim.ensemble.crew.crew_of` takes them, and ``simulate``.

    Raises
    ------
    SrdiError
        There is no goal, a lever is unknown, the scenario has no ranges, or fails as it is.
    """
    began = time.perf_counter()
    chosen = goals_of(scenario) if goals is None else tuple(goals)
    if not chosen:
        raise SrdiError("required.no_goal", {"name": scenario.name})
    priced, held = levers_of(scenario, levers)
    if not priced:
        raise SrdiError("required.no_levers", {"name": scenario.name})
    wanted = float(confidence)
    with (
        nullcontext() if archive is None else opened(archive) as kept,
        crew_of(workers, cluster=cluster, note=note) as crew,
    ):
        world = _World(scenario, chosen, priced, seed, replications, crew, kept, progress)
        if not levers:
            idle = world.idle()
            held = (*held, *(Held(each.name, "only_money") for each in idle))
            world.levers = tuple(each for each in priced if each not in idle)
        count = samples or samples_of(len(world.levers))
        world.expect(count)
        found, own, settings = answers(
            world.levers,
            world.look,
            [goal.name for goal in chosen],
            wanted=wanted,
            percent=100 * confidence,
            replications=replications,
            samples=count,
            seed=seed,
        )
        obstacles = {
            goal.name: world.obstacles(goal, answer.highest, wanted)
            for goal, answer in zip(chosen, found, strict=True)
            if answer.verdict != "attainable"
        }
        world.done()
    return Required(
        scenario,
        confidence,
        seed,
        world.levers,
        held,
        chosen,
        tuple(found),
        own,
        obstacles,
        replications,
        FRESH * replications,
        settings,
        tuple(sorted(set(world.failed))),
        time.perf_counter() - began,
    )


def runs_expected(levers: int, goals: int, replications: int, samples: int | None = None) -> int:
    """Return how many replications a search takes, at most."""
    search = max(samples or samples_of(levers), least_samples(levers, goals))
    return replications * (search + FRESH * confirmations(goals))


def samples_of(levers: int) -> int:
    """Return how many settings a search of so many levers sees, if nobody says."""
    return _SAMPLES + _FOR_EACH_LEVER * levers


@dataclass
class _World:
    """The model as a search sees it."""

    scenario: Scenario
    goals: tuple[Goal, ...]
    levers: tuple[Input, ...]
    seed: int
    replications: int
    crew: Crew
    archive: Archive | None
    progress: Progress | None
    failed: list[tuple[int, str]] = field(default_factory=list)
    _done: int = 0
    _total: int = 0

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
        return Seen(money, surplus)

    def obstacles(self, goal: Goal, mix: Mix, wanted: float) -> tuple[Obstacle, ...]:
        """Return what stands in the way at a setting, the target with the least chance first."""
        numbers = tuple(range(self.replications, 2 * self.replications))
        inputs = self.levers if mix.setting else ()
        scenario = varied(self.scenario, inputs, mix.setting)
        named = {each.name: value for each, value in zip(inputs, mix.setting, strict=True)}
        key = value_sha256(("measures", scenario_sha256(self.scenario), self.seed, named, numbers))
        trial = Trial(key, lambda: scenario, self.seed, numbers)
        (found,) = found_of([trial], _measures, self.crew, archive=self.archive)
        if not found.finished.size:
            return ()
        outlook = outlook_of(scenario, self.seed, found.columns["measures"])
        missed = [
            _obstacle(target, outlook.chance(target), outlook.binds(target))
            for target in goal.targets
            if len(goal.targets) == 1 or outlook.chance(target).value < wanted
        ]
        return tuple(sorted(missed, key=lambda each: each.chance.value))

    def expect(self, samples: int) -> None:
        """Reckon how many replications there will be, at most."""
        self._total = self._done + runs_expected(
            len(self.levers), len(self.goals), self.replications, samples
        )

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
