"""What a forecast was worth, once it is known what came: its score, its rank, its intervals.

A forecast is a weighted sample. Its score is the continuous ranked probability score (Matheson and
Winkler 1976; Gneiting and Raftery 2007): the expected distance to what came, less half of the
expected distance of the forecast to itself. It has the unit of the figure, it is 0 where the
forecast was certain and right, and only one's true belief makes it least. Where no more than a
bound is known, the chance that was given to it is scored (Brier 1950).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.statistics import weighted

LEVELS = (0.5, 0.8, 0.9, 0.95)
Columns = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rank:
    """Where what came stands in its forecast: the chance of less, and that of no more.

    The two differ where numbers are whole: then the rank is even between them.
    """

    below: float
    up_to: float

    @property
    def middle(self) -> float:
        """The middle of the rank, from 0 to 1 (mid-PIT)."""
        return 0.5 * (self.below + self.up_to)

    def at(self, u: float) -> float:
        """Return the rank of which the share `u` is below (randomised PIT)."""
        return self.below + u * (self.up_to - self.below)

    def inside(self, level: float) -> float:
        """Return how much of the rank is in the central interval of a level: 0 or 1 if exact.

        Over many forecasts the mean is the level itself, for whole numbers too; the share of whole
        intervals that hold what came would be more.
        """
        low, high = 0.5 - 0.5 * level, 0.5 + 0.5 * level
        if self.up_to == self.below:
            return float(low <= self.below <= high)
        common = min(high, self.up_to) - max(low, self.below)
        return max(common, 0.0) / (self.up_to - self.below)


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """What a forecast says of one figure: numbers with weights that add up to 1."""

    values: Columns
    weights: Columns

    def quantiles(self, at: Sequence[float]) -> Columns:
        """Return quantiles: the least number with at least that weight up to it."""
        return weighted(self.values, self.weights, at)

    def score(self, seen: float) -> float:
        """Return the continuous ranked probability score, in the unit of the figure."""
        order = np.argsort(self.values)
        values, weights = self.values[order], self.weights[order]
        # Half of the mean distance of two draws, by the ranks of each (of weights: their middle).
        inner = float((weights * values) @ (2.0 * np.cumsum(weights) - weights - 1.0))
        return float(weights @ np.abs(values - seen)) - inner

    def rank(self, seen: float) -> Rank:
        """Return where what came stands."""
        return Rank(self.chance(self.values < seen), self.chance(self.values <= seen))

    def chance(self, where: NDArray[np.bool_]) -> float:
        """Return the weight of some of the numbers; no more than 1, however they add up."""
        return min(float(self.weights @ where), 1.0)


def evenly(values: Columns) -> Spread:
    """Return the spread of numbers that weigh the same."""
    return Spread(np.asarray(values, dtype=np.float64), np.full(values.size, 1.0 / values.size))


def brier(chance: float, came: bool) -> float:
    """Return the score of a chance: the square of how far it was from what came, 0 or 1."""
    return (chance - float(came)) ** 2
