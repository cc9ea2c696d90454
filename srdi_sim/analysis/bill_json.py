"""A bill as the JSON objects that commands print."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.levels import Levels


def cost_json(told: Bill | Levels) -> dict[str, Any]:
    """Return the object `cost` of a bill, or of a bill at a confidence."""
    bill = told.bill if isinstance(told, Levels) else told
    years, arrears = told.by_year, bill.arrears
    return {
        "total_fen": told.cost().as_dict(),
        "tail_fen": told.cost(paid="later").as_dict(),
        "unpaid_fen": told.cost(paid="never").as_dict(),
        "due_later_fen": told.cost(due="after").as_dict(),
        "by_year": [
            {
                "key": int(year),
                **{side: plain(years[side].loc[year]) for side in ("due", "paid")},
                "arrears": plain(arrears.loc[year]),
            }
            for year in years.index
        ],
        "by_clause": _table_json(told, "clause"),
        "by_payer": _table_json(told, "payer"),
        "by_basis": _table_json(told, "basis"),
        "memo": _table_json(told, "payer", kind="memo"),
        "contingent": _table_json(told, "payer", kind="contingent"),
        "asset": _table_json(told, "event", kind="asset"),
        "unpriced": [asdict(each) for each in bill.unpriced],
    }


def plain(row: pd.Series[Any]) -> dict[str, int]:
    """Return the figures of a row by name."""
    return {str(name): int(amount) for name, amount in row.items()}


def _table_json(
    told: Bill | Levels, column: str, kind: str = "expenditure"
) -> list[dict[str, Any]]:
    due = told.by(column, kind=kind)
    paid = told.by(column, kind=kind, paid="within").reindex(due.index, fill_value=0)
    return [
        {"key": str(key), "due": plain(due.loc[key]), "paid": plain(paid.loc[key])}
        for key in due.index
    ]
