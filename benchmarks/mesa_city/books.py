"""The books: one entry for every obligation, as in `srdi_sim.engine.ledger`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mesa_city.firm import Firm

WAITING = -2  # due to be paid, and no appropriation left for it yet
AWARD_EVENTS = ("recognised", "already_recognised")


@dataclass(slots=True)
class Entry:
    """One obligation: due in a running month, to be paid in a year."""

    month: int
    year_paid: int
    clause: str
    event: str
    payer: str
    amount_fen: int
    kind: str = "expenditure"
    basis: str = "text"
    tier: int = -1
    banner: int = -1
    firm: Firm | None = None


@dataclass(slots=True)
class Books:
    """All entries; `arrears` is what waited for the next appropriation, fen."""

    entries: list[Entry] = field(default_factory=list)
    arrears: int = 0

    def settle(self, year: int, cap: int | None) -> None:
        """Pay what the city is to pay in `year`, oldest dues first, until `cap` fen are used up."""
        if cap is None and not self.arrears:
            return
        queue = [
            entry
            for entry in self.entries
            if entry.year_paid in (year, WAITING)
            and entry.payer == "city"
            and entry.kind == "expenditure"
            and entry.amount_fen > 0
        ]
        queue.sort(key=lambda entry: (entry.month, entry.firm.unique_id if entry.firm else -1))
        spent = self.arrears = 0
        for entry in queue:
            spent += entry.amount_fen
            if cap is None or spent <= cap:
                entry.year_paid = year
            else:
                entry.year_paid = WAITING
                self.arrears += entry.amount_fen

    def awards_paid(self, year: int) -> list[tuple[Firm, int]]:
        """Return the firms and the fen of all awards, of any purse, paid in `year`."""
        return [
            (entry.firm, entry.amount_fen)
            for entry in self.entries
            if entry.year_paid == year and entry.event in AWARD_EVENTS and entry.firm is not None
        ]
