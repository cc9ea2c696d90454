"""Amounts of groups in columns of years, one for each replication: what the money sheets show.

Every figure, those of sums included, comes from the sums of each replication: the P80 of a year is
never made from those of its clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.statistics import attained, mean_fen
from srdi_sim.engine.ledger import BASES

Key = Any
# Columns beside those of years.
BEFORE, LATER, NEVER, ALL = "before", "later", "never", "all"
QUANTILES = {"p50": 50, "p80": 80, "p95": 95}
FIGURES = ("mean", *BASES, *QUANTILES, "contingency")


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Sums of fen by row, column and replication; `assumed` is the part priced by assumption."""

    rows: tuple[Key, ...]
    columns: tuple[Key, ...]
    whole: NDArray[np.int64]
    assumed: NDArray[np.int64]

    def figure(self, name: str) -> list[dict[Key, int]]:
        """Return one of :data:`FIGURES`: for every row, and last for their sum, fen by column.

        The column :data:`ALL` is that of all the others together.
        """
        if name in QUANTILES:
            found = attained(_bordered(self.whole), QUANTILES[name])
        elif name == "contingency":
            whole = _bordered(self.whole)
            found = attained(whole, 80) - attained(whole, 50)
        elif name == "text":
            found = mean_fen(_bordered(self.whole)) - mean_fen(_bordered(self.assumed))
        else:
            found = mean_fen(_bordered(self.assumed if name == "assumption" else self.whole))
        columns = (*self.columns, ALL)
        return [dict(zip(columns, cells, strict=True)) for cells in found.tolist()]

    def __getitem__(self, rows: Sequence[Key]) -> Grid:
        """Return the grid of some of the rows, in this order."""
        places = [self.rows.index(row) for row in rows]
        return Grid(tuple(rows), self.columns, self.whole[places], self.assumed[places])


def grid(
    bill: Bill,
    by: Sequence[str],
    when: str,
    columns: Sequence[Key],
    place: Callable[[int], Key] = lambda year: year,
    **which: Any,
) -> Grid:
    """Return amounts by columns of the ledger, in columns of years.

    Parameters
    ----------
    when : ``year_due`` or ``year_paid``
    columns : keys of the columns, in order
    place : the column of a year; what is never paid is in :data:`NEVER`
    which : lines that are meant, see :meth:`srdi_sim.analysis.budget.Bill.by`
    """
    parts = [bill.amounts(*by, when, basis=basis, **which) for basis in (None, "assumption")]
    keys = [[_key(label, place) for label in part.index] for part in parts]
    rows = tuple(dict.fromkeys(row for row, _ in keys[0]))
    sums = []
    for part, labels in zip(parts, keys, strict=True):
        found = np.zeros((len(rows), len(columns), bill.replications.size), np.int64)
        for (row, column), amounts in zip(labels, part.to_numpy(), strict=True):
            found[rows.index(row), columns.index(column)] += amounts
        sums.append(found)
    return Grid(rows, tuple(columns), *sums)


def _key(label: tuple[Any, ...], place: Callable[[int], Key]) -> tuple[Key, Key]:
    """Return the row and the column of a group of the ledger: its year is the last label."""
    *row, year = label
    return row[0] if len(row) == 1 else tuple(row), NEVER if pd.isna(year) else place(int(year))


def _bordered(sums: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return sums with one more row and column: what all rows, and all columns, come to."""
    wider = np.concatenate([sums, sums.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([wider, wider.sum(axis=0, keepdims=True)])
