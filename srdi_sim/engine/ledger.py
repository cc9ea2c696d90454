"""The books: one row for every obligation, in int64 fen. The only source of money figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.policy.entries import BASES, EVENTS, KINDS, PAYERS

__all__ = ["BASES", "COLUMNS", "EVENTS", "KINDS", "PAYERS", "UNPAID", "Books"]

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
    _entries: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
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
        month = np.asarray(month)
        year = month // 12
        entry = {
            "year_due": year,
            "month_due": month % 12 + 1,
            "year_paid": year + years_late,
            "clause": self.clauses.index(clause),
            "event": EVENTS.index(event),
            "tier": tier,
            "banner": banner,
            "firm_id": firm_id,
            "payer": PAYERS.index(payer),
            "kind": KINDS.index(kind),
            "basis": BASES.index(basis),
            "amount_fen": amount_fen,
        }
        self._entries.append((amount_fen.size, entry))
        if kind != "memo":
            self._totals[event] = self._totals.get(event, 0) + int(amount_fen.sum())

    def close(self) -> dict[str, NDArray[Any]]:
        """Return all rows as columns, in the order in which they were entered."""
        total = sum(size for size, _ in self._entries)
        columns = {name: np.empty(total, dtype) for name, dtype in COLUMNS.items()}
        at = 0
        for size, entry in self._entries:
            for name, column in columns.items():
                column[at : at + size] = entry[name]
            at += size
        return columns

    def total(self, event: str) -> int:
        """Return the fen entered so far for one event, all payers but memo lines left out."""
        return self._totals.get(event, 0)
