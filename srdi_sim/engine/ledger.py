"""The books: one row for every obligation, in int64 fen. The only source of money figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

PAYERS = ("city", "banner", "region", "centre", "guarantee_fund", "investment_fund", "enterprise")
KINDS = ("expenditure", "memo", "asset", "contingent")
BASES = ("text", "assumption")
EVENTS = (
    "recognised",
    "already_recognised",
    "park_award",
    "platform_year",
    "training_year",
    "guarantee_claim",
)
NO_FIRM = -1
NO_TIER = -1
NO_BANNER = -1
UNPAID = -1

# The columns of a ledger as they are held in memory; labels are indexes into the tuples above.
COLUMNS: dict[str, Any] = {
    "year_due": np.int16,
    "month_due": np.int8,
    "year_paid": np.int16,
    "clause": np.int16,
    "event": np.int8,
    "tier": np.int8,
    "banner": np.int8,
    "firm_id": np.int64,
    "payer": np.int8,
    "kind": np.int8,
    "basis": np.int8,
    "amount_fen": np.int64,
}


@dataclass(slots=True)
class Books:
    """The ledger of one replication while it is written, entry by entry.

    `clauses` numbers the clause ids; it is the same for all replications of a scenario.
    """

    clauses: tuple[str, ...]
    _entries: list[tuple[int, tuple[int, ...], tuple[Any, ...]]] = field(default_factory=list)
    _totals: dict[str, int] = field(default_factory=dict)

    def enter(
        self,
        amount_fen: NDArray[np.int64],
        *,
        month: Any,
        clause: str,
        event: str,
        payer: str,
        kind: str = "expenditure",
        basis: str = "text",
        tier: int = NO_TIER,
        banner: Any = NO_BANNER,
        firm_id: Any = NO_FIRM,
        years_late: int = 0,
    ) -> None:
        """Enter one obligation per amount.

        Parameters
        ----------
        amount_fen : int64 column, not negative; zeros are kept, so that a reader sees the title
            that earned nothing.
        month : running month in which it falls due (a column or one number).
        years_late : years after the due year in which it is paid.
        """
        if amount_fen.dtype != np.int64:
            raise TypeError("amounts are int64 fen")
        if amount_fen.size == 0:
            return
        same_in_all = (
            self.clauses.index(clause),
            EVENTS.index(event),
            tier,
            PAYERS.index(payer),
            KINDS.index(kind),
            BASES.index(basis),
        )
        each = (month, years_late, banner, firm_id, amount_fen)
        self._entries.append((amount_fen.size, same_in_all, each))
        if kind != "memo":
            self._totals[event] = self._totals.get(event, 0) + int(amount_fen.sum())

    def close(self) -> dict[str, NDArray[Any]]:
        """Return all rows as columns, in the order in which they were entered."""
        sizes = [size for size, _, _ in self._entries]
        labels = np.array([same for _, same, _ in self._entries], dtype=np.int16).reshape(-1, 6)
        clause, event, tier, payer, kind, basis = np.repeat(labels, sizes, axis=0).T
        month, years_late, banner, firm_id, amount_fen = np.empty((5, sum(sizes)), dtype=np.int64)
        at = 0
        for size, _, each in self._entries:
            rows = slice(at, at + size)
            month[rows], years_late[rows], banner[rows], firm_id[rows], amount_fen[rows] = each
            at += size
        columns = {
            "year_due": month // 12,
            "month_due": month % 12 + 1,
            "year_paid": month // 12 + years_late,
            "clause": clause,
            "event": event,
            "tier": tier,
            "banner": banner,
            "firm_id": firm_id,
            "payer": payer,
            "kind": kind,
            "basis": basis,
            "amount_fen": amount_fen,
        }
        return {name: columns[name].astype(dtype) for name, dtype in COLUMNS.items()}

    def total(self, event: str) -> int:
        """Return the fen entered so far for one event, all payers but memo lines left out."""
        return self._totals.get(event, 0)
