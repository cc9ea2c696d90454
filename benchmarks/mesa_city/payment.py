"""The eleventh phase: what has happened becomes what is owed, by whom and when."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from mesa_city.awards import claw_back, note_other_purses, pay_awards, years_late
from mesa_city.books import Entry
from srdi_sim.policy.policy import Lever
from srdi_sim.policy.tiers import Tier
from srdi_sim.units import WAN

if TYPE_CHECKING:
    from mesa_city.city import City
    from mesa_city.firm import Firm

BODY_LEVELS = ((2.0, "municipal"), (3.0, "provincial"), (4.0, "national"))
STANDARDS = ("international", "national", "industry")


def pay(city: City) -> None:
    """Enter the year's obligations in the books, clause by clause, and pay what is to be paid."""
    pay_awards(city)
    note_other_purses(city)
    claw_back(city)
    pay_bodies(city)
    pay_standards(city)
    pay_parks(city)
    note_fund(city)
    note_stakes(city)
    pay_power(city)
    pay_stipends(city)
    pay_fairs(city)
    pay_class(city)
    pay_platforms(city)
    settle(city)


def fen(wan: float) -> int:
    """Return 万元 as whole fen, rounded half up."""
    return math.floor(wan * WAN + 0.5)


def price(city: City, named: int | None, assumed_wan: float) -> tuple[int, str]:
    """Return an amount in fen and its basis: the policy's own, or an assumed one (R16)."""
    if named is not None:
        return named, "text"
    zero = city.terms.reading.amounts_not_given == "zero"
    return (0 if zero else fen(assumed_wan)), "assumption"


def owe(
    city: City,
    lever: Lever,
    event: str,
    amount: int,
    firm: Firm | None = None,
    payer: str = "city",
    kind: str = "expenditure",
    **more: Any,
) -> None:
    """Enter what a lever owes at the end of the year; what is no expenditure, as it happens."""
    late = years_late(city, city.december) if kind == "expenditure" else 0
    if firm is not None:
        more |= {"firm": firm, "banner": firm.banner}
    paid = city.year + late
    entry = Entry(city.december, paid, lever.clause, event, payer, amount, kind=kind, **more)
    city.books.entries.append(entry)


def pay_bodies(city: City) -> None:
    """Clause 二(四): once for an R&D body of a level, where the policy names an amount."""
    lever = city.levers.research_bodies
    for level, name in BODY_LEVELS:
        amount = getattr(lever, name)
        if amount is not None and lever.strength > 0.0:
            for firm in city.raised:
                if firm.body == level:
                    owe(city, lever, "body_award", amount, firm)


def pay_standards(city: City) -> None:
    """Clause 二(五): for each standard, by its kind, led or joined."""
    lever, habits = city.levers.quality, city.habits
    if lever.strength == 0.0:
        return
    part = habits.standard_joined_part if lever.joined_part is None else lever.joined_part
    for firm, kind, led in city.standards:
        name = STANDARDS[kind]
        amount, basis = price(city, getattr(lever, name), getattr(habits, f"standard_{name}_wan"))
        if not led:
            amount = round(amount * part)
            basis = basis if lever.joined_part is not None else "assumption"
        owe(city, lever, "standard_subsidy", amount, firm, basis=basis)


def pay_parks(city: City) -> None:
    """Clause 二(六): once for each park with enough regional titles; what counts is R13."""
    reading, lever, terms = city.terms.reading, city.levers.parks, city.terms
    if not lever.in_force_on(dt.date(city.year, 12, 31)):
        return
    parks = len(terms.parks_named)
    holders = count_holders(city, parks)
    need = lever.threshold + (reading.park_number == "more_than")
    housed = reading.park_kind == "parks_and_accelerators" and not lever.only
    for park in range(parks + len(city.effort)):
        enough = holders[park] >= need
        banner = park // city.parks_per_banner if park < parks else park - parks
        if park in city.park_awarded:
            if enough or park in city.park_clawed_back or reading.park_below == "kept":
                continue
            city.park_clawed_back.add(park)
            owe(city, lever, "clawback", -lever.award, banner=banner)
        elif enough and (terms.parks_named[park] if park < parks else housed):
            city.park_awarded.add(park)
            owe(city, lever, "park_award", lever.award, banner=banner)


def count_holders(city: City, parks: int) -> Counter[int]:
    """Return firms with a counted title by park, then by banner those in its accelerators."""
    holders: Counter[int] = Counter()
    alone = city.terms.reading.park_counts == "regional_only"
    for firm in city.holders:
        giant = firm.holds(Tier.LITTLE_GIANT, city.december)
        counts = not alone if giant else firm.holds(Tier.REGIONAL, city.december)
        if counts and firm.park >= 0:
            holders[firm.park] += 1
        elif counts and firm.accelerator:
            holders[parks + firm.banner] += 1
    return holders


def note_fund(city: City) -> None:
    """Clause 二(八): the fund's capital is an asset; its losses and recoveries are contingent."""
    lever = city.levers.credit
    if city.fund_filled is not None:
        basis = "assumption" if lever.fund is None else "text"
        owe(city, lever, "fund_capital", fen(city.fund_filled), kind="asset", basis=basis)
    contingent = {"payer": "guarantee_fund", "kind": "contingent", "basis": "assumption"}
    for firm, borne in city.claims:
        owe(city, lever, "guarantee_claim", fen(borne), firm, **contingent)
    if back := fen(city.recovered):
        owe(city, lever, "guarantee_recovery", -back, **contingent)


def note_stakes(city: City) -> None:
    """Clause 二(九): a stake is an asset of the guidance fund, not spending."""
    lever = city.levers.funds
    amount, basis = price(city, lever.stake, city.habits.fund_stake_wan)
    for firm in city.stakes:
        owe(city, lever, "fund_stake", amount, firm, "investment_fund", "asset", basis=basis)


def pay_power(city: City) -> None:
    """Clause 二(十): a discount on the power bill of titled firms, if the policy names one."""
    lever = city.levers.factors
    if not lever.power_discount or lever.strength == 0.0:
        return
    share = city.habits.power_bill * city.share_of_year * lever.power_discount * lever.strength
    for firm in city.on_list:
        if firm.titled:
            owe(city, lever, "power_discount", fen(firm.revenue * share), firm, basis="assumption")


def pay_stipends(city: City) -> None:
    """Clause 二(十一): a monthly stipend for each trainee, from the banner of the firm."""
    lever, habits = city.levers.talent, city.habits
    if lever.strength == 0.0:
        return
    amount, basis = price(city, lever.stipend, habits.stipend_wan)
    months = habits.stipend_months if lever.months is None else lever.months
    if lever.months is None or lever.places is None:
        basis = "assumption"
    months *= lever.share_of(city.terms.start, dt.date(city.year, 12, 31))
    each = int(months * city.share_of_year) * amount
    for firm in city.firms:
        if firm.trainees > 0.0:
            owe(city, lever, "stipend", int(firm.trainees) * each, firm, "banner", basis=basis)


def pay_fairs(city: City) -> None:
    """Clause 二(十二): a subsidy for each firm that goes to a fair."""
    lever = city.levers.markets
    if lever.strength > 0.0:
        amount, basis = price(city, lever.subsidy, city.habits.fair_subsidy_wan)
        for firm in city.served["at_fair"]:
            owe(city, lever, "fair_subsidy", amount, firm, basis=basis)


def pay_class(city: City) -> None:
    """Clause 二(十三): the seats of the yearly class, used or not."""
    lever = city.levers.training
    if lever.strength > 0.0:
        amount, basis = price(city, lever.cost_per_seat, city.habits.training_cost_wan)
        cost = round(lever.seats * amount * lever.strength)
        owe(city, lever, "training_year", cost, basis=basis)


def pay_platforms(city: City) -> None:
    """Clause 二(十四): each platform and base a year; for which, and for what title, is R14."""
    lever, reading = city.levers.platforms, city.terms.reading
    if lever.strength == 0.0:
        return
    amount = round(lever.amount * lever.strength)
    basis = "text" if lever.count is not None or lever.bodies else "assumption"
    for body in city.bodies:
        if body.serving if reading.platform_service == "asked" else body.valid:
            titles = 1 + (reading.platform_payment == "per_title" and body.two_titles)
            owe(city, lever, "platform_year", titles * amount, basis=basis)


def settle(city: City) -> None:
    """Pay what is to be paid this year, within the appropriation if there is one."""
    lever, books = city.levers.appropriation, city.books
    books.settle(city.year, round(lever.cap * lever.strength) if lever.strength > 0.0 else None)
    city.years_of_arrears = books.arrears / max(lever.cap, 1)
    if city.habits.award_rd != 0.0:
        for firm in city.firms:
            firm.received = 0.0
        for firm, amount in books.awards_paid(city.year):
            firm.received += amount / WAN
