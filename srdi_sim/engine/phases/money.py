"""The till: what a line costs where the text has no amount, who gets it, when it is paid."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.city import City
from srdi_sim.engine.ledger import Books
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.policy import Lever
from srdi_sim.policy.reading import years_late
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import month_index
from srdi_sim.units import fen_from_wan


@dataclass(frozen=True, slots=True)
class Till:
    """The city's till in one year: everything that `pay` asks, and the books it writes in."""

    city: City
    terms: Terms
    habits: Habits
    books: Books

    @property
    def december(self) -> int:
        """The running month at whose end the year's services fall due."""
        return month_index(self.terms.year, 12)

    @property
    def last_day(self) -> dt.date:
        """The last day of the year."""
        return dt.date(self.terms.year, 12, 31)

    def price(self, named: int | None, assumed_wan: float) -> tuple[int, str]:
        """Return an amount in fen and its basis: the policy's own, or an assumed one (R16).

        Under the other reading of R16 an amount that the text leaves out is zero, and its line
        stays.
        """
        if named is not None:
            return named, "text"
        zero = self.terms.reading.amounts_not_given == "zero"
        return (0 if zero else fen_from_wan(assumed_wan)), "assumption"

    def years_late(self, month: Any) -> Any:
        """Return the years after its due year in which a due of `month` is to be paid (R12)."""
        return years_late(self.terms.reading.payment_year, self.habits.paid_next_year, month)

    def owe(
        self,
        lever: Lever,
        event: str,
        amounts: NDArray[np.int64],
        *,
        payer: str = "city",
        kind: str = "expenditure",
        basis: str = "text",
        **to: Any,
    ) -> None:
        """Enter what a lever owes at the end of the year.

        `to` may name banners and firm ids. What is no expenditure is entered as it happens.
        """
        late = self.years_late(self.december) if kind == "expenditure" else 0
        self.books.enter(
            amounts,
            month=self.december,
            clause=lever.clause,
            event=event,
            payer=payer,
            kind=kind,
            basis=basis,
            years_late=late,
            **to,
        )

    def owe_firms(
        self, lever: Lever, event: str, rows: NDArray[np.int64], amounts: Any, **more: Any
    ) -> None:
        """Enter a sum for each of these firms; one number is the same for all."""
        if rows.size:
            firms = self.city.firms
            alike = np.ndim(amounts) == 0
            of_each = np.full(rows.size, amounts, dtype=np.int64) if alike else amounts
            to: dict[str, Any] = {"banner": firms.banner[rows], "firm_id": firms.id[rows]}
            self.owe(lever, event, of_each, **to, **more)

    def owe_once(self, lever: Lever, event: str, amount: int, **more: Any) -> None:
        """Enter one sum that no firm gets."""
        self.owe(lever, event, np.array([amount], dtype=np.int64), **more)
