"""What reaches most for least: a search that asks what was seen so far where to look next.

A setting is seen replication by replication, under the same luck as every other: its money, and the
surplus of each goal, which is 0 or more where the goal is met. From what was seen, thin plates
(radial basis functions) stand in for all that was not: for the money that suffices with the
confidence, and for the surplus that is attained with a chance. That surplus is 0 or more exactly
where the goal is met with that chance, but it is smooth, and tells a near miss from a far one. The
cheapest setting by the stand-ins is seen next, for one goal and chance after the other, and what is
seen of it serves them all. After Regis and Shoemaker (2007, INFORMS Journal on Computing 19) and,
for what must be reached, Regis (2011, Computers & Operations Research 38).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RBFInterpolator
from scipy.stats import qmc

from srdi_sim.analysis.dominance import on_front
from srdi_sim.analysis.inputs import Input, Value
from srdi_sim.analysis.statistics import Chance, rank

Setting = tuple[Value, ...]  # a value for every input; empty for the scenario as it is
Column = NDArray[np.float64]

_SMOOTHING = 1e-3  # of a stand-in: what is seen has noise
_ROUNDS, _CANDIDATES = 10, 200  # of looking for the cheapest by the stand-ins, ever closer
_WIDEST, _NARROWING = 0.3, 0.75  # of the whole range: how far a candidate lies off


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What came of some settings, in every replication; NaN where it failed.

    Attributes
    ----------
    money : float64 (settings, replications)
        In fen.
    surplus : dict of goal to float64 (settings, replications)
        0 or more where the goal is met.
    """

    money: Column
    surplus: dict[str, Column]

    def row(self, number: int) -> Seen:
        """Return what was seen of one setting."""
        rows = slice(number, number + 1)
        return Seen(self.money[rows], {goal: each[rows] for goal, each in self.surplus.items()})

    def chance(self, goal: str, row: int = 0) -> Chance:
        """Return the chance of a goal at one setting."""
        surplus = self.surplus[goal][row]
        return Chance(int((surplus >= 0.0).sum()), int((~np.isnan(surplus)).sum()))


Look = Callable[[Sequence[Setting], range], Seen]  # settings at the replications of these numbers


class Search:
    """Settings that were seen, and which should be seen next.

    Parameters
    ----------
    inputs : levers with a range
    percent : Fraction
        The share of replications in which the money is to suffice.
    numbers : range
        The replications at which every setting is seen.
    """

    def __init__(
        self,
        inputs: Sequence[Input],
        look: Look,
        goals: Sequence[str],
        *,
        percent: Fraction,
        numbers: range,
        seed: int,
    ) -> None:
        self.inputs, self.goals = tuple(inputs), tuple(goals)
        self.settings: list[Setting] = []
        self.money: Column = np.zeros(0)
        self._look, self._percent, self._numbers = look, percent, numbers
        self._points: Column = np.zeros((0, len(inputs)))
        self._surplus: dict[str, Column] = {}
        self._random = np.random.default_rng(seed)
        ranges = [each.range for each in inputs if each.range is not None]
        self._ranges = ranges
        self._low = np.array([each.low for each in ranges])
        self._width = np.array([each.high - each.low for each in ranges])
        self._step = np.array([each.step for each in ranges])

    def begin(self) -> None:
        """See the middle, every lever alone at its ends, all at one end, some spread evenly.

        At last, for every goal, each lever at the end that alone was better for it: the most that
        unlimited money buys where levers do not stand in each other's way.
        """
        size = len(self.inputs)
        middle = np.full((1, size), 0.5)
        alone = np.repeat(middle, 2 * size, axis=0)
        alone[np.arange(2 * size), np.arange(2 * size) // 2] = np.tile([0.0, 1.0], size)
        corners = np.array([np.zeros(size), np.ones(size)])
        spread = qmc.Halton(size, seed=self._random).random(2 * size)
        self.see(np.vstack([middle, alone, corners, spread]))
        rows = [self.settings.index(self._setting(point)) for point in alone]
        means = [mean_in_rows(self._surplus[goal][rows]) for goal in self.goals]
        self.see(np.array([each[1::2] > each[::2] for each in means], dtype=np.float64))

    @property
    def can_go_on(self) -> bool:
        """Whether enough settings came to anything for a plane through them."""
        return int((~np.isnan(self.money)).sum()) > len(self.inputs)

    def see(self, points: Column) -> int:
        """See the settings at points of the unit cube that are new; return how many were."""
        return self.see_settings([self._setting(point) for point in points])

    def see_settings(self, settings: Sequence[Setting]) -> int:
        """See the settings that are new; return how many were."""
        new = [each for each in dict.fromkeys(settings) if each not in self.settings]
        if new:
            seen = self._look(new, self._numbers)
            self.settings += new
            self._points = np.vstack([self._points, [self._point(each) for each in new]])
            self.money = np.concatenate([self.money, attained_in_rows(seen.money, self._percent)])
            for goal, surplus in seen.surplus.items():
                before = self._surplus.get(goal, np.zeros((0, surplus.shape[1])))
                self._surplus[goal] = np.vstack([before, surplus])
        return len(new)

    def look_for(self, aims: Sequence[tuple[str, float]]) -> int:
        """See the setting that should be cheapest for each goal and chance; return how many."""
        money = self._stand_in(self.money)
        points = [self._proposed(goal, chance, money) for goal, chance in aims]
        return self.see(np.array(points)) if points else 0

    def cheapest(self, goal: str, chance: float) -> int | None:
        """Return the row of the cheapest setting seen that has a chance; None if none has."""
        rows = np.flatnonzero(self.attained(goal, chance) >= 0.0)
        return int(rows[np.argmin(self.money[rows])]) if rows.size else None

    def best(self, goal: str) -> int:
        """Return the row with the highest chance, of equals that with the largest surplus."""
        means = mean_in_rows(self._surplus[goal])
        return int(np.lexsort((means, self.chances(goal)))[-1])

    def chances(self, goal: str) -> Column:
        """Return the chance of a goal at every setting seen."""
        surplus = self._surplus[goal]
        finished = np.maximum((~np.isnan(surplus)).sum(axis=1), 1)
        return np.asarray((surplus >= 0.0).sum(axis=1) / finished)

    def seen_chance(self, goal: str, row: int) -> Chance:
        """Return the chance of a goal at one setting, with its interval."""
        return Seen(self.money, self._surplus).chance(goal, row)

    def front(self, goal: str) -> list[int]:
        """Return the rows of which none is cheaper and better, by rising money."""
        return front_by_money(self.money, self.chances(goal))

    def attained(self, goal: str, chance: float) -> Column:
        """Return the surplus that every setting seen attains with a chance."""
        surplus, percent = self._surplus[goal], Fraction(round(1000 * chance), 10)
        return np.asarray(-attained_in_rows(-surplus, percent))

    def _proposed(self, goal: str, chance: float, money: Callable[[Column], Column]) -> Column:
        """Return the point that is cheapest by the stand-ins, or comes nearest to the chance."""
        attained = self.attained(goal, chance)
        surplus, begun = self._stand_in(attained), self.cheapest(goal, chance)
        point: Column = self._points[int(np.nanargmax(attained)) if begun is None else begun]
        size = len(self.inputs)
        for turn in range(_ROUNDS):
            off = self._random.normal(0.0, _WIDEST * _NARROWING**turn, (_CANDIDATES, size))
            moved = self._random.random((_CANDIDATES, size)) < max(0.25, 1.5 / size)
            moved[np.arange(_CANDIDATES), self._random.integers(0, size, _CANDIDATES)] = True
            near = [point, *(point + off * moved)]
            if turn == 0:
                near += [*self._random.random((_CANDIDATES, size)), *self._points]
            candidates = self._tidy(np.array(near))
            has = surplus(candidates)
            enough = np.flatnonzero(has >= 0.0)
            costs = money(candidates[enough]) if enough.size else np.zeros(0)
            chosen = int(enough[costs.argmin()] if enough.size else has.argmax())
            point = candidates[chosen]
        return point

    def _stand_in(self, values: Column) -> Callable[[Column], Column]:
        """Return the thin plate through what was seen."""
        known = ~np.isnan(values)
        mean, spread = values[known].mean(), values[known].std() or 1.0
        scaled = (values[known] - mean) / spread
        plate = RBFInterpolator(self._points[known], scaled, smoothing=_SMOOTHING, degree=1)
        return lambda points: np.asarray(plate(points) * spread + mean)

    def _setting(self, point: Column) -> Setting:
        values = self._low + point * self._width
        return tuple(
            each.nearest(float(value)) for each, value in zip(self._ranges, values, strict=True)
        )

    def _point(self, setting: Setting) -> Column:
        return np.asarray((np.array(setting) - self._low) / self._width)

    def _tidy(self, points: Column) -> Column:
        """Return points at which every lever has a number that would be set."""
        values = np.round((self._low + points * self._width) / self._step) * self._step
        return np.asarray(np.clip((values - self._low) / self._width, 0.0, 1.0))


def attained_in_rows(values: Column, percent: Fraction) -> Column:
    """Return of every row what `percent` of it do not exceed; NaN counts for nothing.

    Examples
    --------
    >>> attained_in_rows(np.array([[3.0, 1.0, np.nan, 2.0]]), Fraction(50)).tolist()
    [2.0]
    """
    ordered = np.sort(values, axis=1)
    finished = (~np.isnan(values)).sum(axis=1)
    places = [rank(percent, int(size)) for size in finished]
    return np.asarray(ordered[np.arange(len(ordered)), places])


def mean_in_rows(values: Column) -> Column:
    """Return the mean of every row; NaN counts for nothing, and a row of it is the least of all."""
    known = ~np.isnan(values)
    sums = np.where(known, values, 0.0).sum(axis=1)
    return np.asarray(np.where(known.any(axis=1), sums / np.maximum(known.sum(axis=1), 1), -np.inf))


def front_by_money(money: Column, chances: Column) -> list[int]:
    """Return the rows of which none is cheaper and as likely to do, by rising money.

    Of equal rows the first.

    Examples
    --------
    >>> front_by_money(np.array([3.0, 1.0, 2.0, 1.0]), np.array([0.9, 0.5, 0.4, 0.5]))
    [1, 0]
    """
    values = np.column_stack([money, chances])
    rows = np.flatnonzero(on_front(values, (-1, 1)))
    _, firsts = np.unique(values[rows], axis=0, return_index=True)
    found: list[int] = rows[firsts].tolist()
    return found
