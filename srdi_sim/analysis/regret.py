"""Minimax regret: which plan is least regretted, whichever reading holds and whatever is true.

A state of the world is a reading of the text and one value for everything that nobody knows; both
are the same for all plans, and so is the luck. In each state a plan's regret in a goal is how far
it stays behind the best of the plans there (Savage 1951). Nobody gives states a chance: a plan is
judged by its worst one.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from srdi_sim.analysis.evaluation import Study, evaluate
from srdi_sim.analysis.inputs import Input, inputs_of
from srdi_sim.analysis.named_readings import COMBINATIONS, OWN, Named, named_readings
from srdi_sim.analysis.optimisation import Optimisation
from srdi_sim.analysis.outcomes import COST
from srdi_sim.analysis.paired import Difference
from srdi_sim.analysis.plans import Plan, change, sign
from srdi_sim.analysis.statistics import attained
from srdi_sim.ensemble.archive import opened
from srdi_sim.ensemble.crew import crew_of
from srdi_sim.ensemble.simulate import Progress
from srdi_sim.ensemble.task import Failure
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario

MOST_PLANS = 6  # of the front, evenly by cost
_BY_LUCK = 0.05  # chance that any uncertainty is named by luck alone
_ORDERS = 2000


@dataclass(frozen=True, slots=True)
class State:
    """A state of the world: a reading, and the number of a draw of everything that is unknown."""

    reading: Named
    draw: int


@dataclass(frozen=True, slots=True)
class Worst:
    """The state in which a plan is most regretted.

    Attributes
    ----------
    best : str
        The plan that is best there.
    behind : Difference
        How far that one is ahead, with its interval: a gain of a goal to be made large, money that
        need not be spent. State and best plan were picked by these same numbers, and the largest
        of many noisy estimates is biased upwards: so is the interval, which is of this one pair.
    """

    state: State
    best: str
    behind: Difference


@dataclass(frozen=True, slots=True)
class Driver:
    """An uncertainty that goes with the regret of a plan: Spearman's correlation over draws."""

    name: str
    correlation: float


@dataclass(frozen=True, slots=True, eq=False)
class Regrets:
    """The regret of some plans in some states.

    Attributes
    ----------
    quantiles : float64 (draws, unknowns)
        Where in its prior each unknown is in each draw.
    values : dict of goal to float64 (plans, states, replications)
    over_budget : bool (plans, states)
        Whether P80 of the cost exceeds the budget there; all False if there is none.
    failed : tuple of (replication, message)
        With any plan, they are left out with all.
    left_out : tuple of State
        Those in which fewer than two replications have finished with every plan.
    """

    scenario: Scenario
    plans: tuple[Plan, ...]
    states: tuple[State, ...]
    goals: tuple[str, ...]
    unknowns: tuple[Input, ...]
    quantiles: NDArray[np.float64]
    values: dict[str, NDArray[np.float64]]
    over_budget: NDArray[np.bool_]
    seed: int
    replications: int
    failed: tuple[Failure, ...]
    seconds: float
    left_out: tuple[State, ...] = ()

    @property
    def draws(self) -> int:
        """How many values everything unknown was given."""
        return len(self.quantiles)

    def means(self, goal: str) -> NDArray[np.float64]:
        """Return the mean of a goal: a row for each plan, a column for each state."""
        return np.asarray(np.nanmean(self.values[goal], axis=2))

    def table(self, goal: str) -> NDArray[np.float64]:
        """Return the regret in a goal: a row for each plan, a column for each state."""
        return regret_table(self.means(goal), sign(goal))

    def largest(self, goal: str) -> NDArray[np.float64]:
        """Return the largest regret of each plan."""
        return np.asarray(self.table(goal).max(axis=1))

    def least_regretted(self, goal: str) -> Plan:
        """Return the plan whose largest regret is least; of equal ones the first."""
        return self.plans[int(self.largest(goal).argmin())]

    @property
    def balanced(self) -> Plan:
        """The plan least regretted in all goals at once; see `balanced_row`."""
        return self.plans[balanced_row([self.largest(goal) for goal in self.goals])]

    def worst(self, plan: int, goal: str) -> Worst | None:
        """Return where a plan is most regretted; None if it is best in every state."""
        table = self.table(goal)
        state = int(table[plan].argmax())
        if table[plan, state] == 0.0:
            return None
        best = int(table[:, state].argmin())
        both = [self.values[goal][row, state] for row in (plan, best)]
        kept = ~np.isnan(both).any(axis=0)
        here, there = (each[kept] for each in both)
        ahead = change(goal, here, there) if sign(goal) > 0 else change(goal, there, here)
        return Worst(self.states[state], self.plans[best].name, ahead)

    def by_reading(self, plan: int, goal: str) -> list[tuple[Named, float]]:
        """Return the mean regret of a plan under each reading, the most regretted first."""
        found = []
        for named in dict.fromkeys(state.reading for state in self.states):
            columns = [n for n, state in enumerate(self.states) if state.reading == named]
            found.append((named, float(self.table(goal)[plan, columns].mean())))
        return sorted(found, key=lambda pair: -pair[1])

    def driver(self, plan: int, goal: str) -> Driver | None:
        """Return the uncertainty that goes most with a plan's regret, if it is not by luck.

        By luck is what the strongest correlation of any of the uncertainties is as often as in 5 %
        of the ways to put the draws in another order (Westfall and Young 1993).
        """
        table = self.table(goal)[plan]
        drawn = np.array([state.draw for state in self.states])
        left = np.unique(drawn)  # of the others no state is left
        regret = np.array([table[drawn == number].mean() for number in left])
        if np.ptp(regret) == 0.0:
            return None
        unknowns, regret = _ranks(self.quantiles[left]), _ranks(regret[:, np.newaxis])[:, 0]
        correlations = regret @ unknowns
        strongest = int(np.abs(correlations).argmax())
        others = np.random.default_rng(0).permuted(np.tile(regret, (_ORDERS, 1)), axis=1)
        as_strong = np.abs(others @ unknowns).max(axis=1) >= abs(correlations[strongest]) - 1e-12
        if as_strong.mean() > _BY_LUCK:
            return None
        return Driver(self.unknowns[strongest].name, float(correlations[strongest]))


def regret_table(values: NDArray[np.float64], sign: int) -> NDArray[np.float64]:
    """Return how far each plan (row) stays behind the best one in each state (column).

    Examples
    --------
    >>> regret_table(np.array([[3.0, 1.0], [2.0, 4.0]]), 1).tolist()
    [[0.0, 3.0], [1.0, 0.0]]
    """
    large = sign * values
    return np.asarray(large.max(axis=0) - large)


def balanced_row(largest: Sequence[NDArray[np.float64]]) -> int:
    """Return the plan whose largest regret is least, over goals as well as states.

    Goals have different units: a regret is counted as a share of the largest one that any plan has
    in that goal.
    """
    shares = [each / each.max() if each.max() > 0.0 else each for each in largest]
    return int(np.max(shares, axis=0).argmin())


def shortlist(found: Optimisation) -> tuple[Plan, ...]:
    """Return the plans that are worth holding against each other.

    The scenario as it is, what was named beside it, and the front, of which at most `MOST_PLANS`.
    """
    named = [point.plan for point in found.named]
    front = [point.plan for point in found.front if point.plan.levers]
    if len(front) > MOST_PLANS:
        places = np.linspace(0, len(front) - 1, MOST_PLANS).round().astype(int)
        front = [front[place] for place in places]
    return (*named, *front)


def states_of(scenario: Scenario, draws: int, *, every_reading: bool = False) -> list[State]:
    """Return the states: readings that change a simulation, each with all draws.

    Readings are the scenario's own and the combinations, with `every_reading` also every other
    answer to a single question.
    """
    tried, _ = named_readings(scenario.reading)
    named = [
        each for each in tried if each.is_simulated and (every_reading or each.name in COMBINATIONS)
    ]
    return [State(each, draw) for each in (Named(OWN), *named) for draw in range(draws)]


def regret(
    scenario: Scenario,
    plans: Sequence[Plan],
    goals: Sequence[str],
    *,
    budget: int | None = None,
    draws: int = 8,
    every_reading: bool = False,
    replications: int = 50,
    first: int = 0,
    seed: int = 1,
    archive: Path | str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
    time_limit: float | None = None,
) -> Regrets:
    """Simulate every plan in every state and return how much each is regretted.

    Parameters
    ----------
    goals : sequence of str
        Outcomes; costs are to be small, all others large.
    budget : int, optional
        Fen that P80 of the cost may come to.
    draws : int
        Values that everything unknown is given, by its prior.
    every_reading : bool
        Whether to try every answer to every question, not only the combinations.
    replications : int
        Of each plan in each state.
    first : int
        Number of the first: those before it are the luck by which the plans were chosen.
    archive, workers, cluster, note, time_limit
        As :func:`srdi_sim.analysis.optimisation.optimise` takes them.

    Raises
    ------
    SrdiError
        In no state two replications have finished with every plan.
    """
    began = time.perf_counter()
    goals = tuple(dict.fromkeys((COST, *goals)))
    unknowns = inputs_of(scenario, of=("uncertainty",))
    # Draw k has what replication k of a run with this seed would draw.
    names = [each.name for each in unknowns]
    quantiles = scenario.uncertainties.quantiles(names, seed, np.arange(draws))
    settings = quantiles.tolist()
    states = states_of(scenario, draws, every_reading=every_reading)
    values = {goal: np.full((len(plans), len(states), replications), np.nan) for goal in goals}
    failed: list[Failure] = []
    share = draws * replications
    total = len(plans) * len(states) * replications
    with (
        nullcontext() if archive is None else opened(archive) as kept,
        crew_of(workers, cluster=cluster, note=note, time_limit=time_limit) as crew,
    ):
        for column, row in product(range(0, len(states), draws), range(len(plans))):
            begun = (column // draws * len(plans) + row) * share
            world = plans[row].of(states[column].reading.of(scenario))
            found = evaluate(
                Study(world, unknowns, goals, replications, seed),
                settings,
                crew,
                archive=kept,
                first=first,
                progress=_part(progress, begun, total),
            )
            failed += [(replication, message) for _, replication, message in found.failed]
            for goal in goals:
                values[goal][row, column : column + draws] = found.values[goal]
    common = ~np.isnan(values[COST]).any(axis=0)  # finished with every plan: the same luck
    told = common.sum(axis=1) > 1
    if not told.any():
        raise SrdiError("optimise.no_state_left", {"states": len(states), "plans": len(plans)})
    shared = {goal: np.where(common, each, np.nan)[:, told] for goal, each in values.items()}
    return Regrets(
        scenario,
        tuple(plans),
        tuple(state for state, is_told in zip(states, told, strict=True) if is_told),
        goals,
        unknowns,
        quantiles,
        shared,
        _over(shared[COST], budget),
        seed,
        replications,
        tuple(failed),
        time.perf_counter() - began,
        tuple(state for state, is_told in zip(states, told, strict=True) if not is_told),
    )


def _ranks(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ranks in every column, of mean 0 and length 1: products are correlations."""
    ranks = stats.rankdata(columns, axis=0)
    ranks -= ranks.mean(axis=0)
    return np.asarray(ranks / np.maximum(np.linalg.norm(ranks, axis=0), 1e-12))


def _over(cost: NDArray[np.float64], budget: int | None) -> NDArray[np.bool_]:
    """Return where P80 of the cost exceeds the budget."""
    over = np.zeros(cost.shape[:2], dtype=bool)
    if budget is not None:
        for place in np.ndindex(over.shape):
            here = cost[place]
            over[place] = attained(here[~np.isnan(here)], 80) > budget
    return over


def _part(progress: Progress | None, begun: int, total: int) -> Progress | None:
    return None if progress is None else lambda done, _: progress(begun + done, total)
