"""The books: one row for every obligation, in int64 fen. The only source of money figures."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import loop
from srdi_sim.policy.entries import AWARD_EVENTS, BASES, EVENTS, KINDS, PAYERS, REFUNDS

__all__ = ["BASES", "COLUMNS", "EVENTS", "KINDS", "PAYERS", "UNPAID", "Books"]

NO_FIRM = -1
NO_TIER = -1
NO_BANNER = -1
UNPAID = -1
_WAITING = -2  # due to be paid, and no appropriation left for it yet
_MOST_YEARS_LATE = 50  # what is not paid by then is unpaid

# What is the same in all rows of an entry.
_LABELS = ("clause", "event", "tier", "payer", "kind", "basis")
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
class _Entry:
    """Rows that were entered together; what is one number is the same in all of them."""

    same: tuple[int, ...]  # the labels, in the order of _LABELS
    each: tuple[Any, ...]  # month, years late, banner, firm id, amount
    paid: NDArray[np.int64] | None = None  # the year paid, once an appropriation has decided

    @property
    def size(self) -> int:
        return int(self.each[-1].size)

    @property
    def year_paid(self) -> Any:
        """The year in which it is paid, or is to be."""
        month, years_late, *_ = self.each
        return month // 12 + years_late if self.paid is None else self.paid


@dataclass(slots=True)
class Books:
    """The ledger of one replication while it is written, entry by entry.

    `clauses` numbers the clause ids; it is the same for all replications of a scenario. `later`
    is the appropriation of each year after the one settled last, None if there is none; `arrears`
    what waits for it.
    """

    clauses: tuple[str, ...]
    later: int | None = None
    arrears: int = 0
    award_refunds: int = 0  # fen of awards for titles that came back, not positive
    _settled: int = 0  # the year settled last
    _entries: list[_Entry] = field(default_factory=list)
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
        lowest, highest, total = _survey(amount_fen)
        if (highest > 0) if event in REFUNDS else (lowest < 0):
            raise ValueError(f"{event}: an amount with the wrong sign")
        same = (
            self.clauses.index(clause),
            EVENTS.index(event),
            tier,
            PAYERS.index(payer),
            KINDS.index(kind),
            BASES.index(basis),
        )
        self._entries.append(_Entry(same, (month, years_late, banner, firm_id, amount_fen)))
        if event == "clawback" and tier != NO_TIER:
            self.award_refunds += total
        if kind != "memo":
            self._totals[event] = self._totals.get(event, 0) + total

    def settle(self, year: int, cap: int | None, later: int | None = None) -> None:
        """Pay what the city is to pay in `year`, oldest dues first, until `cap` fen are used up.

        A row is paid whole; one that does not fit waits for the next year, and so does all that
        fell due after it (dues of one month in the order of firm ids). Without a cap (None)
        everything is paid as it was to be. `later` is the cap of the years to come.
        """
        queue = self._queue(year) if cap is not None or self.arrears else []
        self.later, self.arrears, self._settled = later, 0, year
        if not queue:
            return
        due = np.concatenate([month for _, _, month, _, _ in queue])
        firm_id = np.concatenate([firm_id for *_, firm_id, _ in queue])
        amount = np.concatenate([amount for *_, amount in queue])
        order = np.lexsort((firm_id, due))
        paid = np.ones(amount.size, dtype=bool)
        if cap is not None:
            paid[order] = np.cumsum(amount[order]) <= cap
        self.arrears = int(amount[~paid].sum())
        at = 0
        for entry, rows, month, _, _ in queue:
            entry.paid[rows] = np.where(paid[at : at + month.size], year, _WAITING)
            at += month.size

    def _queue(self, year: int) -> list[tuple[Any, ...]]:
        """Return the rows of the city that are to be paid in `year` or wait, entry by entry."""
        queue = []
        for entry in self._entries:
            labels = dict(zip(_LABELS, entry.same, strict=True))
            if labels["payer"] != PAYERS.index("city"):
                continue
            if labels["kind"] != KINDS.index("expenditure"):
                continue
            month, _, _, firm_id, amount = entry.each
            entry.paid = np.array(np.broadcast_to(entry.year_paid, entry.size), dtype=np.int64)
            wanted = ((entry.paid == year) | (entry.paid == _WAITING)) & (amount > 0)
            rows = np.flatnonzero(wanted)
            if rows.size:
                due, ids = (np.broadcast_to(x, entry.size)[rows] for x in (month, firm_id))
                queue.append((entry, rows, due, ids, amount[rows]))
        return queue

    def awards_paid(self, year: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the firm ids and the fen of all awards, of any purse, paid in `year`."""
        ids, fen = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        events = [EVENTS.index(event) for event in AWARD_EVENTS]
        for entry in self._entries:
            if entry.same[_LABELS.index("event")] in events:
                *_, firm_id, amount = entry.each
                paid = np.broadcast_to(entry.year_paid, entry.size) == year
                ids.append(np.broadcast_to(firm_id, entry.size)[paid])
                fen.append(amount[paid])
        return np.concatenate(ids), np.concatenate(fen)

    def close(self) -> dict[str, NDArray[Any]]:
        """Return all rows as columns, in the order in which they were entered.

        Under an appropriation, what is not paid yet is paid in the years to come, within that of
        each year if it goes on; what it never reaches stays unpaid.
        """
        books = self
        if self.later is not None or self.arrears:
            books = copy.deepcopy(self)  # whoever looks at the books must not settle them
            books._settle_the_rest(self.later)
        return books._columns()

    def _columns(self) -> dict[str, NDArray[Any]]:
        sizes = [entry.size for entry in self._entries]
        labels = np.array([entry.same for entry in self._entries], np.int64)
        labels = np.repeat(labels.reshape(-1, len(_LABELS)), sizes, axis=0)
        month, late, banner, firm_id, amount = np.empty((5, sum(sizes)), dtype=np.int64)
        at = 0
        for size, entry in zip(sizes, self._entries, strict=True):
            rows = slice(at, at + size)
            month[rows], late[rows], banner[rows], firm_id[rows], amount[rows] = entry.each
            if entry.paid is not None:
                paid = np.where(entry.paid == _WAITING, UNPAID, entry.paid)
                late[rows] = paid - month[rows] // 12
            at += size
        columns = {
            **dict(zip(_LABELS, labels.T, strict=True)),
            "year_due": month // 12,
            "month_due": month % 12 + 1,
            "year_paid": month // 12 + late,
            "banner": banner,
            "firm_id": firm_id,
            "amount_fen": amount,
        }
        return {name: columns[name].astype(dtype) for name, dtype in COLUMNS.items()}

    def _settle_the_rest(self, cap: int | None) -> None:
        for year in range(self._settled + 1, self._settled + _MOST_YEARS_LATE):
            before = self.arrears
            self.settle(year, cap, cap)
            if self.arrears == before and year > self._settled_plans():
                return

    def _settled_plans(self) -> int:
        """Return the last year for which a payment is planned."""
        return max((int(np.max(entry.year_paid)) for entry in self._entries), default=self._settled)

    def total(self, event: str) -> int:
        """Return the fen entered so far for one event, all payers but memo lines left out."""
        return self._totals.get(event, 0)


@loop
def _survey(amounts):  # type: ignore[no-untyped-def]
    """Return the lowest, the highest and the sum of some amounts."""
    lowest, highest, total = amounts[0], amounts[0], 0
    for amount in amounts:
        lowest, highest, total = min(lowest, amount), max(highest, amount), total + amount
    return lowest, highest, total
