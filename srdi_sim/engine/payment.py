"""The eleventh phase: what has happened becomes what is owed, and by whom."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.city import City
from srdi_sim.engine.ledger import Books
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.policy import Award
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import TIERS, Tier, month_index
from srdi_sim.units import fen_from_wan, split_column


def pay(
    city: City,
    terms: Terms,
    habits: Habits,
    books: Books,
    claims: tuple[NDArray[np.int64], NDArray[np.float64]],
) -> None:
    """Enter the year's obligations in the books, clause by clause."""
    _pay_awards(city, terms, habits, books)
    _note_other_purses(city, terms, books)
    _pay_parks(city, terms, habits, books)
    _pay_services(terms, habits, books)
    _note_guarantee_claims(city, terms, books, claims)


def _pay_awards(city: City, terms: Terms, habits: Habits, books: Books) -> None:
    """Clause 二(三): one award for each title, newly recognised or (R5) already held.

    Tiers rise, so that what a lower title earned is known when a higher one is topped up (R6).
    """
    firms = city.firms
    for award in sorted(terms.awards, key=lambda award: (award.tier, award.since)):
        began, ended = award.months
        rows = city.record.recognised[award.tier]
        months = firms.since[award.tier, rows]
        new = (months >= began) & (months <= ended)
        _owe(city, terms, habits, books, award, rows[new], months[new], "recognised")
        if award.since.year == terms.year:
            stock = _already_held(city, award, began, terms)
            _owe(city, terms, habits, books, award, stock, began, "already_recognised")


def _already_held(city: City, award: Award, began: int, terms: Terms) -> NDArray[np.int64]:
    """Return the firms that held the title before the month in which the award begins."""
    both = award.applies_to == "new_and_stock" or (
        award.tier is Tier.CHAMPION and terms.reading.champion_award == "also_existing"
    )
    if award.continues or not both:
        return np.zeros(0, dtype=np.int64)
    firms = city.firms
    held = firms.holds(award.tier, began) & (firms.since[award.tier] < began)
    return np.flatnonzero(firms.alive & held & (firms.paid[award.tier] == 0))


def _owe(
    city: City,
    terms: Terms,
    habits: Habits,
    books: Books,
    award: Award,
    rows: NDArray[np.int64],
    month: Any,
    event: str,
) -> None:
    """Enter an award for each of these firms, split between city and banner (R6, R10, R11, R12)."""
    if rows.size == 0:
        return
    firms, tier = city.firms, award.tier
    amount = np.full(rows.size, award.amount, dtype=np.int64)
    if event == "already_recognised":
        if award.applies_to == "new_and_stock":
            amount *= int(habits.stock_paid)
    elif terms.reading.second_award == "none":
        amount[firms.first[tier, rows] != firms.since[tier, rows]] = 0
    rung = terms.rung(tier)
    if tier is Tier.INNOVATIVE and rung is not None and rung.rung.recognised_by != "city":
        amount *= int(habits.province_innovative_paid)
    if terms.reading.stacking == "top_up":
        amount = np.maximum(amount - firms.paid[:, rows].sum(axis=0), 0)
    elif terms.reading.stacking == "highest_only":
        december = month_index(terms.year, 12)
        for higher in TIERS[tier + 1 :]:  # of titles paid in one year, only the highest
            new = np.isin(rows, city.record.recognised[higher])
            held = firms.holds(higher, december, rows) & (event == "already_recognised")
            amount[new | held] = 0
    firms.paid[tier, rows] += amount
    for payer, part in zip(
        ("city", "banner"), split_column(amount, habits.city_share), strict=True
    ):
        books.enter(
            part,
            month=month,
            clause=award.clause,
            event=event,
            payer=payer,
            tier=tier,
            banner=firms.banner[rows],
            firm_id=firms.id[rows],
            years_late=int(habits.paid_next_year),
        )


def _note_other_purses(city: City, terms: Terms, books: Books) -> None:
    """Note the region's and the centre's awards: memo lines, never part of the city's total."""
    firms = city.firms
    for award in terms.other_purses:
        began, ended = award.months
        rows = city.record.recognised[award.tier]
        months = firms.since[award.tier, rows]
        earns = (firms.first[award.tier, rows] == months) & (months >= began) & (months <= ended)
        books.enter(
            np.full(int(earns.sum()), award.amount, dtype=np.int64),
            month=months[earns],
            clause=award.clause,
            event="recognised",
            payer=award.payer,
            kind="memo",
            tier=award.tier,
            banner=firms.banner[rows[earns]],
            firm_id=firms.id[rows[earns]],
        )


def _pay_parks(city: City, terms: Terms, habits: Habits, books: Books) -> None:
    """Clause 二(六): once for each park that holds enough firms with a regional title."""
    if not terms.parks:
        return
    firms = city.firms
    december = month_index(terms.year, 12)
    parks = city.park_awarded.size
    inside = firms.alive & (firms.park >= 0)
    inside &= firms.holds(Tier.REGIONAL, december) | firms.holds(Tier.LITTLE_GIANT, december)
    holders = np.bincount(firms.park[inside], minlength=parks)
    winning = np.flatnonzero((holders >= terms.park_threshold) & ~city.park_awarded)
    city.park_awarded[winning] = True
    books.enter(
        np.full(winning.size, terms.park_award, dtype=np.int64),
        month=december,
        clause=terms.clauses["parks"],
        event="park_award",
        payer="city",
        banner=winning // (parks // city.effort.size),
        years_late=int(habits.paid_next_year),
    )


def _pay_services(terms: Terms, habits: Habits, books: Books) -> None:
    """Enter clauses 二(十三) and 二(十四): the yearly class, the yearly award to platforms.

    A line is priced by the text only if every factor of it is.
    """
    december = month_index(terms.year, 12)
    bodies, seat = terms.platforms_count, terms.training_cost
    count = int(habits.platforms_count) if bodies is None else bodies
    platforms = round(count * terms.platform_amount * terms.platforms)
    basis = "assumption" if bodies is None else "text"
    _enter_one(
        books, terms.clauses["platforms"], "platform_year", december, platforms, basis, habits
    )
    cost = fen_from_wan(habits.training_cost_wan) if seat is None else seat
    training = round(terms.training_seats * cost * terms.training)
    basis = "assumption" if seat is None else "text"
    _enter_one(books, terms.clauses["training"], "training_year", december, training, basis, habits)


def _enter_one(
    books: Books, clause: str, event: str, month: int, amount: int, basis: str, habits: Habits
) -> None:
    books.enter(
        np.array([amount], dtype=np.int64),
        month=month,
        clause=clause,
        event=event,
        payer="city",
        basis=basis,
        years_late=int(habits.paid_next_year),
    )


def _note_guarantee_claims(
    city: City, terms: Terms, books: Books, claims: tuple[NDArray[np.int64], NDArray[np.float64]]
) -> None:
    """Clause 二(八): losses of the guarantee fund are contingent, never added to spending."""
    rows, lost = claims
    amounts: Any = np.rint(lost * 1e6).astype(np.int64)
    books.enter(
        amounts,
        month=month_index(terms.year, 12),
        clause=terms.clauses["credit"],
        event="guarantee_claim",
        payer="guarantee_fund",
        kind="contingent",
        basis="assumption",
        banner=city.firms.banner[rows],
        firm_id=city.firms.id[rows],
    )
