"""The required budget: the cheapest mix of levers that reaches the wanted chance, or why none does.

What is searched and how: :mod:`srdi_sim.analysis.money_levers`, :mod:`.searched_model`,
:mod:`.frontier`, :mod:`.answers`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from srdi_sim.analysis.answers import FRESH, Answer, answers
from srdi_sim.analysis.goals import Goal, goals_of
from srdi_sim.analysis.inputs import Input
from srdi_sim.analysis.mixes import Mix
from srdi_sim.analysis.money_levers import Held, levers_of, price_of
from srdi_sim.analysis.plans import own_value
from srdi_sim.analysis.searched_model import Obstacle, SearchedModel, samples_of
from srdi_sim.ensemble.archive import opened
from srdi_sim.ensemble.crew import crew_of
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario

REPLICATIONS = 200  # of every setting in the search


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
        Of the goals that are not confirmed to be attainable, the least chance first; by the first
        replications of the confirmations, as many as a setting has in the search.
    replications, confirmed : int
        Of every setting in the search, and in its confirmation.
    settings : int
        That the search saw.
    failed : tuple of (replication, message)
        Over all settings, once for each in which it has failed.
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
    time_limit: float | None = None,
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
        Of every setting in the search; a confirmation has three times as many, of other numbers.
    samples : int, optional
        How many settings the search sees.
    archive : path, optional
        A folder where settings are kept and found again: also by a search for other goals.
    workers, cluster, progress, note, time_limit
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
        crew_of(workers, cluster=cluster, note=note, time_limit=time_limit) as crew,
    ):
        world = SearchedModel(
            scenario, chosen, priced, seed, replications, crew, kept, progress, note
        )
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
            own=tuple(own_value(each, scenario) for each in world.levers),
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
        tuple(world.failed),
        time.perf_counter() - began,
    )
