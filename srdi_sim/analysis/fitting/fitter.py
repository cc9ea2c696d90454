"""A table made ready for any figures: the one way from published figures to nearest simulations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

from srdi_sim.analysis.fitting.nearest import Near, Neighbours, roots_of
from srdi_sim.analysis.fitting.table import Table

SHARE_NEAR = 0.08  # of the table: the rank tests hold from 3 to 8 %, more gives more draws
FEWEST_ROWS = 500  # of a table: fewer tell nothing about seventeen slopes
Columns = NDArray[np.float64]


class Fitter:
    """A table of which the posterior given any figures can be asked, again and again.

    Parameters
    ----------
    table : Table
    targets : float64 (rows, targets), optional
        What is asked, on scales where it is nearly normal; :func:`targets_of` if not given.
    """

    def __init__(self, table: Table, targets: Columns | None = None) -> None:
        keeps = np.ones(table.numbers.size, dtype=np.bool_)
        for n, term in enumerate(table.terms):
            keeps &= term.holds(table.seen[:, n])
        self._exact = [n for n, term in enumerate(table.terms) if not term.is_bound]
        self.rows = np.flatnonzero(keeps)  # those of the table in which every bound holds
        asked = targets_of(table) if targets is None else targets
        self._neighbours = Neighbours(table.seen[self.rows][:, self._exact], asked[self.rows])

    def near(self, figures: Sequence[float] | Columns, without: int | None = None) -> Near:
        """Return the simulations nearest to some figures, one for each term of the table.

        Parameters
        ----------
        without : int, optional
            A row of the table, one of `rows`, that must not be used: the figures are its own.
        """
        count = max(round(SHARE_NEAR * self.rows.size), FEWEST_ROWS // 2)
        left_out = None if without is None else int(np.searchsorted(self.rows, without))
        exact = np.array([figures[n] for n in self._exact])
        near = self._neighbours.near(exact, count, left_out)
        return Near(self.rows[near.rows], near.weights, near.moved)


def fitted_to(table: Table, figures: Sequence[float]) -> Near:
    """Return the simulations of a table nearest to some figures, one for each of its terms."""
    return Fitter(table).near(figures)


def targets_of(table: Table) -> Columns:
    """Return what a fit is asked for: normal scores of the fitted, and roots of what came."""
    scores = special.ndtri(table.quantiles[:, : table.fitted])
    return np.concatenate([scores, roots_of(table.came)], axis=1)
