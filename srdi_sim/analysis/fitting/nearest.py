"""What is to be believed given some figures: the simulations nearest to them, moved the rest.

Approximate Bayesian computation with local-linear regression (Beaumont, Zhang and Balding 2002;
with the spread corrected too, Blum and François 2010). Of a table of simulations those are kept
that have published nearly the same figures; what they had and what came of them is moved along a
local regression to where the figures are exactly those seen.

How near is told by what is asked: figures are compared by how far they move the expected value of
what is to be known, in units of what they leave open (semi-automatic summaries, Fearnhead and
Prangle 2012). All is done on scales where it is nearly normal: quantiles of priors as normal
scores, numbers of firms and money as square roots.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Columns = NDArray[np.float64]
_STEADY = 0.375  # Anscombe's: the root of a Poisson number plus 3/8 has a steady spread
_MOST_STRETCH = 2.0  # of the log variance: a spread is corrected by a factor of e at most
_TINY = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """The simulations nearest to some figures.

    Attributes
    ----------
    rows : int64
        Of the table.
    weights : float64
        Adding up to 1, falling to 0 with the distance (Epanechnikov).
    moved : float64 (rows, targets)
        What is asked, moved to the figures.
    """

    rows: NDArray[np.int64]
    weights: Columns
    moved: Columns


class Neighbours:
    """A table made ready for being asked: one regression over all of it.

    Parameters
    ----------
    seen : float64 (rows, terms)
        What each simulation published, not negative.
    targets : float64 (rows, targets)
        What is to be known, on scales where it is nearly normal.
    """

    def __init__(self, seen: Columns, targets: Columns) -> None:
        roots = roots_of(seen)
        self._centre, self._spread = roots.mean(axis=0), np.maximum(roots.std(axis=0), _TINY)
        self.targets = targets
        self._figures = self._standard(seen)
        features = _curved(self._figures)
        slopes, *_ = np.linalg.lstsq(features, targets, rcond=None)
        left_open = np.maximum((targets - features @ slopes).std(axis=0), _TINY)
        self._slopes = slopes / left_open
        self._told = features @ self._slopes

    def near(self, figures: Columns, count: int, without: int | None = None) -> Near:
        """Return the `count` simulations nearest to some figures, moved to them.

        Parameters
        ----------
        figures : float64 (terms)
        without : int, optional
            A row that must not be used, as when its own figures are asked for.
        """
        at = self._standard(figures[None])
        distance = ((self._told - _curved(at) @ self._slopes) ** 2).sum(axis=1)
        if without is not None:
            distance[without] = np.inf
        count = min(count, distance.size - (without is not None))
        rows = np.argpartition(distance, count - 1)[:count]
        weights = 1.0 - distance[rows] / max(distance[rows].max(), _TINY)
        if not weights.any():  # all at the same distance
            weights = np.ones(count)
        moved = _moved(self._figures[rows] - at, self.targets[rows], weights)
        return Near(rows, weights / weights.sum(), moved)

    def _standard(self, seen: Columns) -> Columns:
        standard: Columns = (roots_of(seen) - self._centre) / self._spread
        return standard


def roots_of(numbers: Columns) -> Columns:
    """Return numbers of firms or money on a scale where their spread hardly grows with them."""
    return np.asarray(np.sign(numbers) * np.sqrt(np.abs(numbers) + _STEADY), dtype=np.float64)


def numbers_of(roots: Columns) -> Columns:
    """Return the numbers of which these are the roots; none is below 0."""
    return np.maximum(np.square(np.maximum(roots, 0.0)) - _STEADY, 0.0)


def _curved(standard: Columns) -> Columns:
    """Return the features of the regression over the whole table: a constant, lines, squares."""
    ones = np.ones((standard.shape[0], 1))
    return np.concatenate([ones, standard, standard**2], axis=1)


def _moved(away: Columns, targets: Columns, weights: Columns) -> Columns:
    """Return targets moved along a local regression to where the figures are those seen."""
    lines = np.concatenate([np.ones((away.shape[0], 1)), away], axis=1)
    roots = np.sqrt(weights)[:, None]
    slopes, *_ = np.linalg.lstsq(lines * roots, targets * roots, rcond=None)
    rest = targets - lines @ slopes
    spread, *_ = np.linalg.lstsq(lines * roots, np.log(rest**2 + _TINY) * roots, rcond=None)
    stretch = np.clip(spread[0] - lines @ spread, -_MOST_STRETCH, _MOST_STRETCH)
    # Either regression has as many slopes as figures, and leaves that much less than there is.
    size, taken = weights.sum() ** 2 / (weights**2).sum(), 2 * lines.shape[1]
    stretch += np.log(size / max(size - taken, 1.0))
    return np.asarray(slopes[0] + rest * np.exp(0.5 * stretch), dtype=np.float64)
