"""Grouping many rows by a few columns of small numbers, such as those of a ledger."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_MOST_SPAN = 1 << 20


def groups_of(columns: list[NDArray[Any]]) -> tuple[NDArray[np.int64], list[tuple[int, ...]]]:
    """Return the group of each row, and the values of each group's columns in rising order."""
    group = np.zeros(columns[0].size, dtype=np.int64)
    labels: list[tuple[int, ...]] = [()]
    for column in columns:
        values, code = _numbered(column)
        pairs, group = _numbered(group * values.size + code)
        labels = [(*labels[pair // values.size], int(values[pair % values.size])) for pair in pairs]
    return group, labels


def _numbered(column: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct values in rising order, and which of them each row has."""
    column = column.astype(np.int64)
    low = int(column.min(initial=0))
    span = int(column.max(initial=0)) - low + 1
    if span > _MOST_SPAN:
        return np.unique(column, return_inverse=True)
    # Codes and years are few and close together: a table is ten times faster than sorting.
    there = np.bincount(column - low, minlength=span) > 0
    number = np.cumsum(there) - 1
    return np.flatnonzero(there) + low, number[column - low]


def index_of(columns: tuple[str, ...], labels: list[tuple[Any, ...]]) -> pd.Index[Any]:
    """Return the index of a table: the labels of its groups, by the names of the columns."""
    if len(columns) > 1:
        return pd.MultiIndex.from_tuples(labels, names=columns)
    index: pd.Index[Any] = pd.Index([label for (label,) in labels], name=columns[0])
    return index
