"""How much of a forecast's spread comes from what was not fitted to any figure.

Over the replications of one forecast an outcome differs because uncertainties were drawn
differently, and by chance. Some uncertainties were fitted to published figures; all others still
have their priors. The share of either group in the variance is the part that a linear regression
on its uncertainties explains, adjusted for how many there are. Where a posterior makes the two
groups depend on each other, either is given the mean of what it explains alone and of what it adds
to the other (Lindeman, Merenda and Gold 1980; of two groups it is the Shapley effect, Owen 2014).
What is left is chance, what is drawn afresh every year, and what is not linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.forecast import Outlook
from srdi_sim.distributions import Chance, Choice, Distribution
from srdi_sim.scenario.scenario import Scenario, Target

FEWEST, FOR_EACH = 100, 3  # draws, in all and for each uncertainty: fewer say nothing
_PARTS = 20  # of the draws, of which the jackknife leaves out one after the other
_RIDGE = 1e-9
Columns = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Width:
    """Shares of the variance of one outcome.

    Attributes
    ----------
    fitted, not_fitted : float
        By the uncertainties that were fitted to figures, and by those that keep their priors.
    low95, high95 : float
        The 95 % interval of `not_fitted`, by a jackknife.
    largest : str or None
        The uncertainty not fitted that alone explains most, if there is any.
    largest_share : float
        What it explains.
    """

    fitted: float
    not_fitted: float
    low95: float
    high95: float
    largest: str | None
    largest_share: float

    @property
    def rest(self) -> float:
        """The share of chance, of what is drawn every year, and of what is not linear."""
        return max(1.0 - self.fitted - self.not_fitted, 0.0)


@dataclass(frozen=True, slots=True)
class Widths:
    """Where the spread of a forecast comes from.

    Attributes
    ----------
    targets : mapping of Target to Width
        Without those of which every replication has the same number.
    cost : Width or None
        Of what is due within the period.
    draws, fewest : int
        How many draws of the uncertainties there are, and how many it takes to tell anything.
    """

    targets: Mapping[Target, Width]
    cost: Width | None
    draws: int
    fewest: int

    @property
    def are_told(self) -> bool:
        """Whether there are enough draws to tell."""
        return self.draws >= self.fewest


def widths(outlook: Outlook, bill: Bill) -> Widths:
    """Return the shares for every target of a forecast, and for the cost."""
    scenario = outlook.scenario
    columns = {each: outlook.count(each.tier, each.year) for each in scenario.targets}
    found, draws, fewest = shares(
        scenario, bill.seed, bill.replications, [*columns.values(), bill.whole()]
    )
    targets = {
        target: width for target, width in zip(columns, found, strict=False) if width is not None
    }
    return Widths(targets, found[-1], draws, fewest)


def width_json(width: Width | None) -> dict[str, Any] | None:
    """Return a width as JSON has it; null where it cannot be told, or nothing varies."""
    return None if width is None else {**asdict(width), "rest": width.rest}


def shares(
    scenario: Scenario,
    seed: int,
    replications: NDArray[np.int64],
    outcomes: Sequence[NDArray[Any]],
) -> tuple[list[Width | None], int, int]:
    """Return the width of each outcome, of how many draws, and how many it takes.

    Parameters
    ----------
    outcomes : sequence of arrays, one number for each replication
    """
    drawn = {
        each.name: each.entry(scenario.start.year)
        for each in scenario.settled_uncertainties().entries
        if each.is_drawn_once
    }
    names, found = tuple(drawn), [None] * len(outcomes)
    varying = [n for n, each in enumerate(outcomes) if np.ptp(each) > 0]
    first, draw = _draws(scenario, seed, replications)
    fewest = max(FEWEST, FOR_EACH * len(names))
    if first.size < fewest or not (names and varying):
        return list(found), first.size, fewest
    u = scenario.settled_uncertainties().uniforms(names, seed, replications[first])
    scores = np.stack([_score(prior, u[:, n]) for n, prior in enumerate(drawn.values())], axis=1)
    columns = np.stack([np.asarray(outcomes[n], np.float64) for n in varying], axis=1)
    regression = _Regression(scores, columns, draw)
    fitted = np.array([name in scenario.uncertainties.fitted for name in names])
    told = dict(zip(varying, _told(regression, fitted, names), strict=True))
    return [told.get(n) for n in range(len(outcomes))], first.size, fewest


def _draws(
    scenario: Scenario, seed: int, replications: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each draw of the uncertainties is first, and which draw every replication has.

    Of more replications than draws a posterior has, several live the same one.
    """
    posterior = scenario.uncertainties.posterior
    rows = replications if posterior is None else posterior.rows(seed, replications)
    _, first, draw = np.unique(rows, return_index=True, return_inverse=True)
    return first, draw


def _told(
    regression: _Regression, fitted: NDArray[np.bool_], names: Sequence[str]
) -> Iterator[Width]:
    """Return the width of each outcome of a regression."""
    whole = regression.explained(fitted)
    without = np.stack([regression.explained(fitted, left_out=part) for part in range(_PARTS)])
    half = special.stdtrit(_PARTS - 1, 0.975) * np.sqrt((_PARTS - 1) * without[:, 1].var(axis=0))
    # By sampling error an adjusted share may be a little below 0.
    ends = np.clip([*whole, whole[1] - half, whole[1] + half], 0.0, 1.0)
    alone = np.where(fitted[:, None], 0.0, regression.alone())
    for n, best in enumerate(alone.argmax(axis=0)):
        largest = None if fitted[best] else names[best]
        learned, other, low, high = map(float, ends[:, n])
        yield Width(learned, other, low, high, largest, float(alone[best, n]))


def _score(prior: Distribution, u: Columns) -> Columns:
    """Return what a regression takes of an uncertainty: a few values themselves, else a score."""
    if isinstance(prior, Chance | Choice):
        return np.asarray(prior.at(u), dtype=np.float64)
    return np.asarray(special.ndtri(np.clip(u, 1e-9, 1.0 - 1e-9)), dtype=np.float64)


class _Regression:
    """Sums of squares and products of draws, so that parts of these can be left out.

    Where a draw is lived several times the regression is one of its means, or its own past would
    count as often as it is lived; what lives of the same draw differ by is chance.

    Parameters
    ----------
    predictors : float64 (draws, predictors)
    outcomes : float64 (replications, outcomes)
    draw : int64 (replications)
        Which draw each has.
    """

    def __init__(self, predictors: Columns, outcomes: Columns, draw: NDArray[np.int64]) -> None:
        means = np.zeros((len(predictors), outcomes.shape[1]))
        np.add.at(means, draw, outcomes)
        means /= np.bincount(draw)[:, None]
        self._between = means.var(axis=0) / outcomes.var(axis=0)
        centred = [columns - columns.mean(axis=0) for columns in (predictors, means)]
        lines = np.concatenate([np.ones((len(means), 1)), *centred], axis=1)
        parts = [lines[part::_PARTS] for part in range(_PARTS)]
        self._sums = np.stack([each.T @ each for each in parts])
        self._count = predictors.shape[1]

    def explained(self, fitted: NDArray[np.bool_], left_out: int | None = None) -> Columns:
        """Return the shares of the fitted and of all others: (2, outcomes)."""
        squares, rows = self._squares(left_out)
        alone, others = (self._adjusted(squares, rows, which) for which in (fitted, ~fitted))
        both = self._adjusted(squares, rows, np.ones_like(fitted))
        halves = np.stack([both + alone - others, both + others - alone]) / 2.0
        return np.asarray(self._between * halves, dtype=np.float64)

    def alone(self) -> Columns:
        """Return the squared correlation of each predictor with each outcome."""
        squares, _ = self._squares(None)
        k = self._count
        own = np.diag(squares)
        whole = np.outer(own[:k], own[k:])
        crossed = squares[:k, k:] ** 2
        shares = np.divide(crossed, whole, out=np.zeros_like(crossed), where=whole > 0.0)
        return np.asarray(shares * self._between, dtype=np.float64)

    def _squares(self, left_out: int | None) -> tuple[Columns, float]:
        """Return the centred sums of squares and products, and of how many rows."""
        sums = self._sums.sum(axis=0)
        if left_out is not None:
            sums = sums - self._sums[left_out]
        rows, total = sums[0, 0], sums[0, 1:]
        return sums[1:, 1:] - np.outer(total, total) / rows, float(rows)

    def _adjusted(self, squares: Columns, rows: float, which: NDArray[np.bool_]) -> Columns:
        """Return the adjusted share that some predictors explain of each outcome."""
        k, chosen = self._count, np.flatnonzero(which)
        within = squares[np.ix_(chosen, chosen)]
        crossed = squares[chosen, k:]
        whole = np.diag(squares)[k:]
        ridge = np.diag(_RIDGE * np.diag(within) + (np.diag(within) <= 0.0))  # one may not vary
        slopes = np.linalg.solve(within + ridge, crossed)
        left = 1.0 - (slopes * crossed).sum(axis=0) / whole
        adjusted: Columns = 1.0 - left * (rows - 1.0) / (rows - 1.0 - chosen.size)
        return adjusted
