"""Plans: what could be decided instead of a scenario's policy, and what each comes to."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_uppercase

import numpy as np
from numpy.typing import NDArray
from scipy import special

from srdi_sim.analysis.dominance import first_dominating
from srdi_sim.analysis.inputs import Input, Value, varied
from srdi_sim.analysis.outcomes import COST
from srdi_sim.analysis.paired import Difference, difference, difference_of_chances
from srdi_sim.analysis.statistics import Chance, attained, attained_interval
from srdi_sim.policy.policy import Policy
from srdi_sim.policy.settings import setting
from srdi_sim.scenario.scenario import Scenario

AS_IS = "as_is"  # the name of the plan that changes nothing
Columns = Mapping[str, NDArray[np.float64]]


def sign(outcome: str) -> int:
    """Return -1 for a goal to be made small, 1 for one to be made large."""
    return -1 if outcome.startswith("cost:") else 1


@dataclass(frozen=True, slots=True)
class Plan:
    """Something that could be decided.

    Attributes
    ----------
    name : str
        `AS_IS`, a letter, or the name of the scenario whose policy it is.
    levers, values : tuple
        What is set, and to what. Questions of the reading count as levers here: whoever writes the
        detailed rules answers them.
    policy : Policy or None
        The whole policy of another scenario.
    """

    name: str
    levers: tuple[Input, ...] = ()
    values: tuple[Value, ...] = ()
    policy: Policy | None = None

    def of(self, scenario: Scenario) -> Scenario:
        """Return a scenario under this plan; its own reading and uncertainties stay."""
        if self.policy is not None:
            edits = (*scenario.edits, f"policy of {self.name}")
            return replace(scenario, policy=self.policy, edits=edits)
        return varied(scenario, self.levers, self.values)

    def value(self, lever: Input, scenario: Scenario) -> Value:
        """Return what the plan has for a lever; None where its policy names no number."""
        if lever in self.levers:
            return self.values[self.levers.index(lever)]
        return own_value(lever, self.of(scenario))


def own_value(lever: Input, scenario: Scenario) -> Value:
    """Return what a scenario itself has for a lever; None where its policy names no number."""
    if lever.of == "reading":
        return getattr(scenario.reading, lever.name)
    return setting(scenario.policy, lever.name)


@dataclass(frozen=True, slots=True)
class Estimate:
    """The mean of an outcome with its 95 % interval: Wilson's of a chance, Student's of others."""

    mean: float
    low95: float
    high95: float


def estimated(outcome: str, values: NDArray[np.float64]) -> Estimate:
    """Return the estimate of an outcome from its values in at least two replications."""
    if outcome.startswith("chance:"):
        chance = Chance(round(values.sum()), values.size)
        return Estimate(chance.value, chance.low95, chance.high95)
    mean = float(values.mean())
    spread = float(values.std(ddof=1)) / math.sqrt(values.size)
    half = float(special.stdtrit(values.size - 1, 0.975)) * spread
    return Estimate(mean, mean - half, mean + half)


def change(outcome: str, base: NDArray[np.float64], other: NDArray[np.float64]) -> Difference:
    """Return how far an outcome of a plan is from that of another, replication by replication."""
    if outcome.startswith("chance:"):
        return difference_of_chances(base > 0.0, other > 0.0, alike=False)
    return difference(base, other)


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """What a plan comes to, by replications that the search has not seen.

    Attributes
    ----------
    estimates : dict of outcome to Estimate
        Of the cost and of every goal.
    cost_p50, cost_p80 : int
        Quantiles of the cost, in fen.
    cost_p80_ends : (int, int)
        Between which the true P80 lies, 95 %.
    beside : dict of outcome to float
        Means of money that is in no total: assets and contingent liabilities.
    against : dict of outcome to Difference
        To the scenario as it is, replication by replication; empty for itself.
    over_budget : bool
        Whether P80 of the cost exceeds the budget.
    dominated_by : str or None
        The name of a plan that is better.
    """

    plan: Plan
    estimates: dict[str, Estimate]
    cost_p50: int
    cost_p80: int
    cost_p80_ends: tuple[int, int]
    beside: dict[str, float] = field(default_factory=dict)
    against: dict[str, Difference] = field(default_factory=dict)
    over_budget: bool = False
    dominated_by: str | None = None

    @property
    def on_front(self) -> bool:
        """Whether the plan can be paid and none is better."""
        return not self.over_budget and self.dominated_by is None


def point_of(
    plan: Plan,
    outcomes: Sequence[str],
    beside: Sequence[str],
    columns: Columns,
    as_is: Columns | None = None,
) -> Point:
    """Return what a plan comes to, from its outcomes and those of the scenario as it is."""
    finished = ~np.isnan(columns[COST])
    against: dict[str, Difference] = {}
    if as_is is not None:
        both = finished & ~np.isnan(as_is[COST])
        against = {name: change(name, as_is[name][both], columns[name][both]) for name in outcomes}
    cost = columns[COST][finished]
    ends = attained_interval(cost, 80)
    return Point(
        plan,
        {name: estimated(name, columns[name][finished]) for name in outcomes},
        int(attained(cost, 50)),
        int(attained(cost, 80)),
        (int(ends[0]), int(ends[1])),
        {name: float(columns[name][finished].mean()) for name in beside},
        against,
    )


def verdicts(
    points: Sequence[Point],
    goals: Sequence[str],
    budget: int | None,
    front: Collection[tuple[Value, ...]],
) -> tuple[Point, ...]:
    """Return points with their verdicts, those without a name by rising cost, each with a letter.

    Those that were not on the `front` of the search are left out, unless they are on the one here.
    """
    named = [point for point in points if point.plan.name]
    found = [point for point in points if not point.plan.name]
    every = [*named, *sorted(found, key=lambda point: point.estimates[COST].mean)]
    signs = [sign(goal) for goal in goals]
    values = np.array([[point.estimates[goal].mean for goal in goals] for point in every])
    over = np.array([budget is not None and point.cost_p80 > budget for point in every])
    payable = np.where(over[:, np.newaxis], np.nan, values)
    beaten = [first_dominating(payable, row, signs) for row in range(len(every))]
    given = {point.plan.name for point in named}
    letters = (letter for letter in ascii_uppercase if letter not in given)
    names = {
        row: point.plan.name or next(letters)
        for row, point in enumerate(every)
        if point.plan.name or point.plan.values in front or (beaten[row] is None and not over[row])
    }
    return tuple(
        replace(
            every[row],
            plan=replace(every[row].plan, name=name),
            over_budget=bool(over[row]),
            dominated_by=None if (by := beaten[row]) is None else names[by],
        )
        for row, name in names.items()
    )
