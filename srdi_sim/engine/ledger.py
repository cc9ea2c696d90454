"""The books: one row for every obligation, in int64 fen. The only source of money figures."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.policy.entries import AWARD_EVENTS, BASES, EVENTS, KINDS, PAYERS, REFUNDS

__all__ = ["BASES", "COLUMNS", "EVENTS", "KINDS", "PAYERS", "UNPAID", "Books"]

NO_FIRM = -1
NO_TIER = -1
NO_BANNER = -1
UNPAID = -1
_WAITING = -2  # due to be paid, and no appropriation left for it yet
_MOST_YEARS_LATE = 50  # what is not paid by then is unpaid

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

    `clauses` numbers the clause ids; it is the same for all replications of a scenario. `cap` is
    the appropriation of the year settled last, None where there was none; `arrears` what waited
    for the next one.
    """

    clauses: tuple[str, ...]
    cap: int | None = None
    arrears: int = 0
    award_refunds: int = 0  # fen of awards for titles that came back, not positive
    _settled: int = 0  # the year settled last
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
        years_late: Any = 0,
    ) -> None:
        """Enter one obligation per amount.

        Parameters
        ----------
        amount_fen : int64 column; negative only where money comes back. Zeros are kept, so that a
            reader sees the title that earned nothing.
        month : running month in which it falls due (a column or one number).
        years_late : years after the due year in which it is to be paid (a column or one number).
        """
        if amount_fen.dtype != np.int64:
            raise TypeError("amounts are int64 fen")
        if amount_fen.size == 0:
            return
        if (amount_fen.max() > 0) if event in REFUNDS else (amount_fen.min() < 0):
            raise ValueError(f"{event}: an amount with the wrong sign")
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
        if event == "clawback" and tier != NO_TIER:
            self.award_refunds += int(amount_fen.sum())
        if kind != "memo":
            self._totals[event] = self._totals.get(event, 0) + int(amount_fen.sum())

    def settle(self, year: int, cap: int | None) -> None:
        """Pay what the city is to pay in `year`, oldest dues first, until `cap` fen are used up.

        A row is paid whole; one that does not fit waits for the next year, and so does all that
        fell due after it. Without a cap (None) everything is paid as it was to be.
        """
        queue = self._queue(year) if cap is not None or self.arrears else []
        self.cap, self.arrears, self._settled = cap, 0, year
        if not queue:
            return
        due = np.concatenate([month for _, _, month, _ in queue])
        amount = np.concatenate([amount for *_, amount in queue])
        order = np.argsort(due, kind="stable")
        paid = np.ones(amount.size, dtype=bool)
        if cap is not None:
            paid[order] = np.cumsum(amount[order]) <= cap
        self.arrears = int(amount[~paid].sum())
        at = 0
        for entry, rows, month, _ in queue:
            entry["year_paid"][rows] = np.where(paid[at : at + month.size], year, _WAITING)
            at += month.size

    def _queue(self, year: int) -> list[tuple[dict[str, Any], Any, Any, Any]]:
        """Return the rows of the city that are to be paid in `year` or wait, entry by entry."""
        queue = []
        for size, entry in self._entries:
            if entry["payer"] != PAYERS.index("city"):
                continue
            if entry["kind"] != KINDS.index("expenditure"):
                continue
            planned = entry["year_paid"] = np.array(np.broadcast_to(entry["year_paid"], size))
            wanted = ((planned == year) | (planned == _WAITING)) & (entry["amount_fen"] > 0)
            rows = np.flatnonzero(wanted)
            if rows.size:
                month = np.broadcast_to(entry["year_due"] * 12 + entry["month_due"], size)[rows]
                queue.append((entry, rows, month, entry["amount_fen"][rows]))
        return queue

    def awards_paid(self, year: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the firm ids and the fen of all awards, of any purse, paid in `year`."""
        ids, fen = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        events = [EVENTS.index(event) for event in AWARD_EVENTS]
        for size, entry in self._entries:
            if entry["event"] in events:
                paid = np.broadcast_to(entry["year_paid"], size) == year
                ids.append(np.broadcast_to(entry["firm_id"], size)[paid])
                fen.append(entry["amount_fen"][paid])
        return np.concatenate(ids), np.concatenate(fen)

    def close(self) -> dict[str, NDArray[Any]]:
        """Return all rows as columns, in the order in which they were entered.

        Under an appropriation, what is not paid yet is paid in the years to come, one appropriation
        of the last year's size a year; what it never reaches stays unpaid.
        """
        books = self
        if self.cap is not None:
            books = copy.deepcopy(self)  # whoever looks at the books must not settle them
            books._settle_the_rest(self.cap)
        return books._columns()

    def _columns(self) -> dict[str, NDArray[Any]]:
        total = sum(size for size, _ in self._entries)
        columns = {name: np.empty(total, dtype) for name, dtype in COLUMNS.items()}
        at = 0
        for size, entry in self._entries:
            for name, column in columns.items():
                column[at : at + size] = entry[name]
            at += size
        columns["year_paid"][columns["year_paid"] == _WAITING] = UNPAID
        return columns

    def _settle_the_rest(self, cap: int) -> None:
        for year in range(self._settled + 1, self._settled + _MOST_YEARS_LATE):
            before = self.arrears
            self.settle(year, cap)
            if self.arrears == before and year > self._settled_plans():
                return

    def _settled_plans(self) -> int:
        """Return the last year for which a payment is planned."""
        return max(
            (int(np.max(row["year_paid"])) for _, row in self._entries), default=self._settled
        )

    def total(self, event: str) -> int:
        """Return the fen entered so far for one event, all payers but memo lines left out."""
        return self._totals.get(event, 0)
