"""The tables of a run folder: what replications left behind, as Arrow tables and back.

Labels are text, whole numbers int64. What has no tier or no banner (a training class, say) has
``none`` in the ledger.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from srdi_sim.engine.batch import Batch
from srdi_sim.engine.ledger import BASES, COLUMNS, EVENTS, KINDS, PAYERS, UNPAID
from srdi_sim.engine.tally import COUNTS, MEASURES
from srdi_sim.ensemble.runs import cells
from srdi_sim.policy.tiers import MONTHS, STOCK_CODES, TIER_CODES
from srdi_sim.scenario.scenario import Scenario

NONE = "none"
WATCHED = "stock_in_month"
_NULLABLE = ("year_paid", "month")

_label = pa.dictionary(pa.int32(), pa.string())
_whole = pa.int64()


def _schema(columns: Mapping[str, pa.DataType]) -> pa.Schema:
    fields = [pa.field(name, kind, nullable=name in _NULLABLE) for name, kind in columns.items()]
    return pa.schema(fields)


SCHEMAS: dict[str, pa.Schema] = {
    "counts": _schema(
        {
            "replication": _whole,
            "year": _whole,
            "tier": _label,
            "banner": _label,
            "sector": _label,
            **dict.fromkeys(COUNTS, _whole),
        }
    ),
    "ledger": _schema(
        {
            "replication": _whole,
            "year_due": _whole,
            "month_due": _whole,
            "year_paid": _whole,
            "clause": _label,
            "event": _label,
            "tier": _label,
            "banner": _label,
            "firm_id": _whole,
            "payer": _label,
            "kind": _label,
            "basis": _label,
            "amount_fen": _whole,
        }
    ),
    "measures": _schema(
        {
            "replication": _whole,
            "year": _whole,
            "month": _whole,
            "measure": _label,
            "tier": _label,
            "value": pa.float64(),
        }
    ),
}


def pandas_note(schema: pa.Schema) -> str:
    """Return what tells pandas to read whole numbers that may be missing as whole numbers."""
    columns = [
        {
            "name": field.name,
            "field_name": field.name,
            "pandas_type": "unicode" if field.type == _label else str(field.type),
            "numpy_type": "object"
            if field.type == _label
            else "Int64"
            if field.nullable
            else str(field.type).replace("double", "float64"),
            "metadata": None,
        }
        for field in schema
    ]
    note = {"index_columns": [], "column_indexes": [], "columns": columns, "pandas_version": "2.2"}
    return json.dumps(note)


class Layout:
    """How the arrays of a scenario's replications and the rows of its tables correspond."""

    def __init__(self, scenario: Scenario) -> None:
        people = scenario.population
        self.years = np.array(scenario.years, dtype=np.int64)
        self.months = np.array(scenario.watch, dtype=np.int64)
        self.cells = cells(scenario)
        self.count_labels = {
            "tier": STOCK_CODES,
            "banner": tuple(people.banners),
            "sector": tuple(people.sectors),
        }
        self.ledger_labels = {
            "clause": scenario.clauses,
            "event": EVENTS,
            "tier": (*TIER_CODES, NONE),  # the last also stands at index -1
            "banner": (*people.banners, NONE),
            "payer": PAYERS,
            "kind": KINDS,
            "basis": BASES,
        }

    @property
    def count_rows(self) -> int:
        """Rows of ``counts`` for one replication."""
        return int(np.prod(self.cells[:-1]))

    @property
    def measure_rows(self) -> int:
        """Rows of ``measures`` for one replication: those of years, then those of months."""
        return len(self.years) * len(MEASURES) + len(self.months) * len(STOCK_CODES)

    def tables(self, batch: Batch) -> dict[str, pa.Table]:
        """Return what the replications of a batch left behind, as rows in a fixed order."""
        return {
            "counts": self._counts(batch),
            "ledger": self._ledger(batch),
            "measures": self._measures(batch),
        }

    def _counts(self, batch: Batch) -> pa.Table:
        n = batch.replications.size
        grid = np.indices(self.cells[:-1]).reshape(4, -1)
        flows = batch.counts.reshape(-1, len(COUNTS)).astype(np.int64)
        return _table(
            "counts",
            {
                "replication": np.repeat(batch.replications, self.count_rows),
                "year": np.tile(self.years[grid[0]], n),
                **{
                    name: _labelled(np.tile(index, n), labels)
                    for (name, labels), index in zip(
                        self.count_labels.items(), grid[1:], strict=True
                    )
                },
                **{name: flows[:, column] for column, name in enumerate(COUNTS)},
            },
        )

    def _ledger(self, batch: Batch) -> pa.Table:
        columns: dict[str, Any] = {}
        for name, column in batch.ledger.items():
            labels = self.ledger_labels.get(name)
            if labels is not None:
                columns[name] = _labelled(np.where(column < 0, len(labels) - 1, column), labels)
            else:
                columns[name] = pa.array(
                    column.astype(np.int64), mask=column == UNPAID if name == "year_paid" else None
                )
        return _table("ledger", columns)

    def _measures(self, batch: Batch) -> pa.Table:
        n = batch.replications.size
        years, tiers = len(self.years), len(STOCK_CODES)
        in_years, in_months = years * len(MEASURES), len(self.months) * tiers
        measures = [*dict.fromkeys(name for name, _ in MEASURES), WATCHED]
        places = [*TIER_CODES, "", NONE]
        measure = [measures.index(name) for name, _ in MEASURES]
        tier = [places.index(code) for _, code in MEASURES]
        watched_tier = [places.index(code) for code in STOCK_CODES]
        years_of_rows = np.r_[
            np.repeat(self.years, len(MEASURES)), np.repeat(self.months // MONTHS, tiers)
        ]
        months_of_rows = np.r_[
            np.zeros(in_years, np.int64), np.repeat(self.months % MONTHS + 1, tiers)
        ]
        measures_of_rows = np.r_[np.tile(measure, years), np.full(in_months, len(measures) - 1)]
        tiers_of_rows = np.r_[np.tile(tier, years), np.tile(watched_tier, len(self.months))]
        values = np.concatenate(
            [batch.measures.reshape(n, in_years), batch.watched.reshape(n, in_months)], axis=1
        )
        months = np.tile(months_of_rows, n)
        return _table(
            "measures",
            {
                "replication": np.repeat(batch.replications, self.measure_rows),
                "year": np.tile(years_of_rows, n),
                "month": pa.array(months, mask=months == 0),
                "measure": _labelled(np.tile(measures_of_rows, n), measures),
                "tier": _labelled(np.tile(tiers_of_rows, n), places),
                "value": values.ravel(),
            },
        )

    def counts_in(self, table: pa.Table) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Return the replications of a ``counts`` table and their counts."""
        replications = table["replication"].to_numpy()[:: self.count_rows]
        flows = np.stack([table[name].to_numpy() for name in COUNTS], axis=1)
        return replications, flows.reshape(-1, *self.cells).astype(np.int32)

    def measures_in(self, table: pa.Table) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        """Return the measures in a ``measures`` table, and what was watched."""
        rows = table["value"].to_numpy().reshape(-1, self.measure_rows)
        n, years, months = len(rows), len(self.years), len(self.months)
        measures = rows[:, : years * len(MEASURES)].reshape(n, years, len(MEASURES))
        watched = rows[:, years * len(MEASURES) :].reshape(n, months, len(STOCK_CODES))
        return measures, watched.astype(np.int32)

    def ledger_in(self, table: pa.Table) -> dict[str, NDArray[Any]]:
        """Return the entries in a ``ledger`` table as they are held in memory."""
        columns: dict[str, NDArray[Any]] = {"replication": table["replication"].to_numpy()}
        for name, dtype in COLUMNS.items():
            column = table[name].unify_dictionaries().combine_chunks()
            labels = self.ledger_labels.get(name)
            if labels is None:
                columns[name] = column.fill_null(UNPAID).to_numpy().astype(dtype)
                continue
            names = column.dictionary.to_pylist()
            numbers = [-1 if label == NONE else labels.index(label) for label in names]
            columns[name] = np.array(numbers, dtype=dtype)[column.indices.to_numpy()]
        return columns


def _labelled(index: NDArray[Any], labels: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32)), pa.array(labels))


def _table(name: str, columns: Mapping[str, Any]) -> pa.Table:
    schema = SCHEMAS[name]
    return pa.table([columns[column] for column in schema.names], schema=schema)
