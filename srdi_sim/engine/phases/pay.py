"""The eleventh phase: what has happened becomes what is owed, by whom and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from srdi_sim.engine.city import City
from srdi_sim.engine.ledger import Books
from srdi_sim.engine.phases.awards import claw_back, note_other_purses, pay_awards
from srdi_sim.engine.phases.money import Till
from srdi_sim.luck import Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms
from srdi_sim.units import WAN, fen_from_wan

_BODY_LEVELS = ((2.0, "municipal"), (3.0, "provincial"), (4.0, "national"))
_STANDARDS = ("international", "national", "industry")  # by rules.refinement.kind_of_standard


def pay(city: City, terms: Terms, habits: Habits, books: Books, luck: Luck) -> None:
    """Enter the year's obligations in the books, clause by clause, and pay what is to be paid.

    A lever that is off owes nothing and has no line; an amount of zero still has its line.
    """
    till = Till(city, terms, habits, books)
    pay_awards(till)
    note_other_purses(till, luck)
    claw_back(till)
    _pay_bodies(till)
    _pay_standards(till)
    _pay_parks(till)
    _note_fund(till)
    _note_stakes(till)
    _pay_power(till)
    _pay_stipends(till)
    _pay_fairs(till)
    _pay_class(till)
    _pay_platforms(till)
    _settle(till)


def _pay_bodies(till: Till) -> None:
    """Clause 二(四): once for an R&D body of a level, where the policy names an amount."""
    lever, rows = till.terms.levers.research_bodies, till.city.record.bodies
    for level, name in _BODY_LEVELS:
        amount = getattr(lever, name)
        if amount is not None and lever.strength > 0.0:
            reached = rows[till.city.firms.body[rows] == level]
            till.owe_firms(lever, "body_award", reached, amount)


def _pay_standards(till: Till) -> None:
    """Clause 二(五): for each standard, by its kind, led or joined."""
    lever, habits = till.terms.levers.quality, till.habits
    rows, kinds, led = till.city.record.standards
    if lever.strength == 0.0 or rows.size == 0:
        return
    joined = habits.standard_joined_part if lever.joined_part is None else lever.joined_part
    for number, kind in enumerate(_STANDARDS):
        amount, basis = till.price(getattr(lever, kind), getattr(habits, f"standard_{kind}_wan"))
        till.owe_firms(
            lever, "standard_subsidy", rows[(kinds == number) & led], amount, basis=basis
        )
        basis = basis if lever.joined_part is not None else "assumption"
        part = rows[(kinds == number) & ~led]
        till.owe_firms(lever, "standard_subsidy", part, round(amount * joined), basis=basis)


def _pay_parks(till: Till) -> None:
    """Clause 二(六): once for each park with enough regional titles; what counts is R13."""
    city, reading, lever = till.city, till.terms.reading, till.terms.levers.parks
    if not lever.in_force_on(till.last_day):  # on which the titles are counted
        return
    holders = city.count_holders(till.terms)
    need = lever.threshold + (reading.park_number == "more_than")
    winning = (holders >= need) & ~city.park_awarded & city.may_win(till.terms)
    city.park_awarded |= winning
    banners = city.banner_of_park[winning]
    till.owe(lever, "park_award", np.full(banners.size, lever.award, np.int64), banner=banners)
    if reading.park_below == "clawed_back":
        failing = (holders < need) & city.park_awarded & ~city.park_clawed_back
        city.park_clawed_back |= failing
        banners = city.banner_of_park[failing]
        till.owe(lever, "clawback", np.full(banners.size, -lever.award, np.int64), banner=banners)


def _note_fund(till: Till) -> None:
    """Clause 二(八): the fund's capital is an asset; its losses and recoveries are contingent."""
    lever, record = till.terms.levers.credit, till.city.record
    if record.fund_filled is not None:
        basis = "assumption" if lever.fund is None else "text"
        capital = fen_from_wan(record.fund_filled)
        till.owe_once(lever, "fund_capital", capital, kind="asset", basis=basis)
    contingent: dict[str, Any] = {
        "payer": "guarantee_fund",
        "kind": "contingent",
        "basis": "assumption",
    }
    rows, borne = record.claims
    if rows.size:
        till.owe_firms(lever, "guarantee_claim", rows, fen_from_wan(borne), **contingent)
    if back := fen_from_wan(record.recovered):
        till.owe_once(lever, "guarantee_recovery", -back, **contingent)


def _note_stakes(till: Till) -> None:
    """Clause 二(九): a stake is an asset of the guidance fund, not spending."""
    lever = till.terms.levers.funds
    amount, basis = till.price(lever.stake, till.habits.fund_stake_wan)
    rows = till.city.record.stakes
    till.owe_firms(
        lever, "fund_stake", rows, amount, payer="investment_fund", kind="asset", basis=basis
    )


def _pay_power(till: Till) -> None:
    """Clause 二(十): a discount on the power bill of titled firms, if the policy names one."""
    lever, city = till.terms.levers.factors, till.city
    if not lever.power_discount or lever.strength == 0.0:
        return
    rows = np.flatnonzero(city.firms.alive & city.titled)
    bills = city.firms.revenue[rows] * till.habits.power_bill * till.terms.share_of_year
    amounts = fen_from_wan(bills * lever.power_discount * lever.strength)
    till.owe_firms(lever, "power_discount", rows, amounts, basis="assumption")


def _pay_stipends(till: Till) -> None:
    """Clause 二(十一): a monthly stipend for each trainee, from the banner of the firm."""
    lever, firms = till.terms.levers.talent, till.city.firms
    if lever.strength == 0.0:
        return
    rows = np.flatnonzero(firms.alive & (firms.trainees > 0.0))
    amount, basis = till.price(lever.stipend, till.habits.stipend_wan)
    months = till.habits.stipend_months if lever.months is None else lever.months
    months *= lever.share_of(till.terms.start, dt.date(till.terms.year, 12, 31))
    paid = firms.trainees[rows].astype(np.int64) * int(months * till.terms.share_of_year)
    if lever.months is None or lever.places is None:
        basis = "assumption"
    till.owe_firms(lever, "stipend", rows, paid * amount, payer="banner", basis=basis)


def _pay_fairs(till: Till) -> None:
    """Clause 二(十二): a subsidy for each firm that goes to a fair."""
    lever = till.terms.levers.markets
    if lever.strength > 0.0:
        rows = np.flatnonzero(till.city.firms.at_fair)
        amount, basis = till.price(lever.subsidy, till.habits.fair_subsidy_wan)
        till.owe_firms(lever, "fair_subsidy", rows, amount, basis=basis)


def _pay_class(till: Till) -> None:
    """Clause 二(十三): the seats of the yearly class, used or not."""
    lever = till.terms.levers.training
    if lever.strength > 0.0:
        amount, basis = till.price(lever.cost_per_seat, till.habits.training_cost_wan)
        cost = round(lever.seats * amount * lever.strength)
        till.owe_once(lever, "training_year", cost, basis=basis)


def _pay_platforms(till: Till) -> None:
    """Clause 二(十四): each platform and base a year; for which, and for what title, is R14."""
    lever, bodies, reading = till.terms.levers.platforms, till.city.bodies, till.terms.reading
    if lever.strength == 0.0:
        return
    paid = bodies.serving if reading.platform_service == "asked" else bodies.valid
    titles = np.ones(paid.size, dtype=np.int64)
    if reading.platform_payment == "per_title":
        titles += bodies.two_titles
    basis = "text" if lever.count is not None or lever.bodies else "assumption"
    till.owe(
        lever, "platform_year", titles[paid] * round(lever.amount * lever.strength), basis=basis
    )


def _settle(till: Till) -> None:
    """Pay what is to be paid this year, within the appropriation if there is one."""
    lever, books, firms = till.terms.levers.appropriation, till.books, till.city.firms
    cap = round(lever.cap * lever.strength) if lever.strength > 0.0 else None
    goes_on = lever.in_force_on(till.last_day + dt.timedelta(days=1))
    books.settle(till.terms.year, cap, lever.cap if goes_on else None)
    till.city.years_of_arrears = books.arrears / max(lever.cap, 1)
    if till.habits.award_rd != 0.0:
        ids, fen = books.awards_paid(till.terms.year)
        order = np.argsort(firms.id)
        rows = order[np.searchsorted(firms.id, ids, sorter=order)]
        firms.received[:] = np.bincount(rows, fen, len(firms)) / WAN
