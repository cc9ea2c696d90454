"""A bill as the JSON objects that commands print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Protocol

import pandas as pd

from srdi_sim.analysis.budget import Bill


class Money(Protocol):
    """Whatever tells the bill: the bill itself, or the bill at a confidence."""

    @property
    def by_year(self) -> pd.DataFrame: ...
    def by(self, *columns: str, kind: str = ..., due: Any = ..., paid: Any = ...) -> pd.DataFrame: ...
    def cost(self, **which: Any) -> Any: ...


def cost_json(bill: Bill, money: Money | None = None) -> dict[str, Any]:
    """Return the object `cost`, its figures those of the bill or of what tells it otherwise."""
    told = bill if money is None else money
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


def plain(row: Mapping[Any, Any]) -> dict[str, int]:
    """Return the figures of a row by name."""
    return {str(name): int(amount) for name, amount in row.items()}


def _table_json(money: Money, column: str, kind: str = "expenditure") -> list[dict[str, Any]]:
    due = money.by(column, kind=kind)
    paid = money.by(column, kind=kind, paid="within").reindex(due.index, fill_value=0)
    return [
        {"key": str(key), "due": plain(due.loc[key]), "paid": plain(paid.loc[key])}
        for key in due.index
    ]
