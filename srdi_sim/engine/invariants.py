"""What must be conserved in every year of every run: firms, titles, places, pools and money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from srdi_sim.engine.city import City, Record
from srdi_sim.engine.ledger import Books
from srdi_sim.errors import SrdiError
from srdi_sim.policy.entries import AWARD_EVENTS
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import TIERS, Tier


class ConservationError(SrdiError):
    """Something was made or lost that must be conserved; the run stops by name."""


@dataclass(frozen=True, slots=True)
class Before:
    """What there was when the year began."""

    alive: int
    holders: tuple[int, ...]
    paid: int
    owed: int

    @classmethod
    def of(cls, city: City, books: Books) -> Before:
        """Count firms, titles and money at the start of the year."""
        return cls(
            int(np.count_nonzero(city.firms.alive)),
            _holders(city),
            int(city.firms.paid.sum()),
            _award_money(books),
        )


def check(before: Before, city: City, terms: Terms, habits: Habits, books: Books) -> None:
    """Raise ConservationError if the year made or lost anything."""
    firms, record = city.firms, city.record
    expected = before.alive + record.entered.size - record.closed.size
    _same("firms", int(np.count_nonzero(firms.alive)), expected)
    after = _holders(city)
    for tier in TIERS:
        gained = record.recognised[tier].size + record.arrived[tier].size
        lost = record.lapsed[tier].size + record.left[tier].size
        _same(f"titles:{tier.code}", after[tier], before.holders[tier] + gained - lost)
        rung = terms.rung(tier)
        if rung is not None and rung.open and rung.rung.places:
            _within_places(getattr(habits, rung.rung.places), record, tier, terms.year)
    if city.fund_left < -1e-9:
        raise ConservationError("conservation.fund", {"year": terms.year})
    if np.any(city.factor_given > city.factor_supply * (1.0 + 1e-9)):
        raise ConservationError("conservation.factors", {"year": terms.year})
    paid = int(firms.paid.sum()) - before.paid
    _same("money", _award_money(books) - before.owed, paid)


def _within_places(places: float, record: Record, tier: Tier, year: int) -> None:
    """Raise if more applicants were recognised than there were places."""
    judged = np.intersect1d(record.recognised[tier], record.applied[tier], assume_unique=True)
    if judged.size > max(0.0, np.floor(places)):
        raise ConservationError(
            "conservation.places", {"tier": tier.code, "year": year, "found": judged.size}
        )


def _award_money(books: Books) -> int:
    """Return the awards entered less those that firms gave back; parks' are another clause's."""
    return sum(books.total(event) for event in AWARD_EVENTS) + books.award_refunds


def _holders(city: City) -> tuple[int, ...]:
    return tuple(int(np.count_nonzero(held)) for held in city.valid)


def _same(what: str, found: int, expected: int) -> None:
    if found != expected:
        raise ConservationError(f"conservation.{what}", {"found": found, "expected": expected})
