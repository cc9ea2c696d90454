"""How much of a forecast's spread comes from what was not fitted to any figure.

Over the replications of one forecast an outcome differs because uncertainties were drawn
differently, and by chance. Some uncertainties were fitted to published figures; all others still
have their priors. The share of either group in the variance is the part that a linear regression
on its uncertainties explains, adjusted for how many there are. Where a posterior makes the two
groups depend on each other, either is given the mean of what it explains alone and of what it adds
to the other (Lindeman, Merenda and Gold 1980; of two groups it is the Shapley effect, Owen 2014).
What is left is chance, and what is not linear: a share is rather too small than too large.
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
    largest : str
        The uncertainty not fitted that alone explains most.
    largest_share : float
        What it explains.
    """

    fitted: float
    not_fitted: float
    low95: float
    high95: float
    largest: str
    largest_share: float

    @property
    def rest(self) -> float:
        """The share of chance, and of what is not linear."""
        return 1.0 - self.fitted - self.not_fitted


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
    drawn = _drawn_once(scenario)
    names, found = tuple(drawn), [None] * len(outcomes)
    varying = [n for n, each in enumerate(outcomes) if np.ptp(each) > 0]
    if not names:
        return list(found), len(replications), 0
    u = scenario.settled_uncertainties().uniforms(names, seed, replications)
    _, draw = np.unique(u[:, 0], return_inverse=True)  # a posterior is drawn from again and again
    draws, fewest = int(draw.max()) + 1, max(FEWEST, FOR_EACH * len(names))
    if draws < fewest or not varying:
        return list(found), draws, fewest
    posterior = scenario.uncertainties.posterior
    fitted = np.array([posterior is not None and name in posterior.names for name in names])
    scores = np.stack([_score(prior, u[:, n]) for n, prior in enumerate(drawn.values())], axis=1)
    columns = np.stack([np.asarray(outcomes[n], np.float64) for n in varying], axis=1)
    told = dict(
        zip(varying, _told(_Regression(scores, columns, draw % _PARTS), fitted, names), strict=True)
    )
    return [told.get(n) for n in range(len(outcomes))], draws, fewest


def _told(
    regression: _Regression, fitted: NDArray[np.bool_], names: Sequence[str]
) -> Iterator[Width]:
    """Return the width of each outcome of a regression."""
    whole = regression.explained(fitted)
    without = np.stack([regression.explained(fitted, left_out=part) for part in range(_PARTS)])
    half = special.stdtrit(_PARTS - 1, 0.975) * np.sqrt((_PARTS - 1) * without[:, 1].var(axis=0))
    ends = np.clip([whole[1] - half, whole[1] + half], 0.0, 1.0)
    alone = np.where(fitted[:, None], -1.0, regression.alone())
    for n, best in enumerate(alone.argmax(axis=0)):
        (learned, other), (low, high) = whole[:, n].tolist(), ends[:, n].tolist()
        yield Width(learned, other, low, high, names[best], float(alone[best, n]))


def _drawn_once(scenario: Scenario) -> dict[str, Distribution]:
    """Return the uncertainties that are not known and not drawn afresh every year."""
    return {
        each.name: each.entry(scenario.start.year)
        for each in scenario.settled_uncertainties().entries
        if not (each.yearly or each.is_fixed)
    }


def _score(prior: Distribution, u: Columns) -> Columns:
    """Return what a regression takes of an uncertainty: a few values themselves, else a score."""
    if isinstance(prior, Chance | Choice):
        return np.asarray(prior.at(u), dtype=np.float64)
    return np.asarray(special.ndtri(np.clip(u, 1e-9, 1.0 - 1e-9)), dtype=np.float64)


class _Regression:
    """Sums of squares and products, so that parts of the rows can be left out.

    Parameters
    ----------
    predictors : float64 (rows, predictors)
    outcomes : float64 (rows, outcomes)
    part : int64 (rows)
        Of `_PARTS`, the one to which each row belongs.
    """

    def __init__(self, predictors: Columns, outcomes: Columns, part: NDArray[np.int64]) -> None:
        centred = [columns - columns.mean(axis=0) for columns in (predictors, outcomes)]
        lines = np.concatenate([np.ones((len(part), 1)), *centred], axis=1)
        parts = [lines[part == each] for each in range(_PARTS)]
        self._sums = np.stack([each.T @ each for each in parts])
        self._count = predictors.shape[1]

    def explained(self, fitted: NDArray[np.bool_], left_out: int | None = None) -> Columns:
        """Return the shares of the fitted and of all others: (2, outcomes)."""
        squares, rows = self._squares(left_out)
        alone, others = (self._adjusted(squares, rows, which) for which in (fitted, ~fitted))
        both = self._adjusted(squares, rows, np.ones_like(fitted))
        return np.stack([both + alone - others, both + others - alone]) / 2.0

    def alone(self) -> Columns:
        """Return the squared correlation of each predictor with each outcome."""
        squares, _ = self._squares(None)
        k = self._count
        own = np.diag(squares)
        whole = np.outer(own[:k], own[k:])
        crossed = squares[:k, k:] ** 2
        return np.divide(crossed, whole, out=np.zeros_like(crossed), where=whole > 0.0)

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
