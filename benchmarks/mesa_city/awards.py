"""Clause 二(三): one-off awards for titles, who pays them, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from mesa_city.books import Entry
from srdi_sim.policy.policy import Award, OtherAward
from srdi_sim.policy.tiers import TIERS, Tier
from srdi_sim.units import split

if TYPE_CHECKING:
    from mesa_city.city import City
    from mesa_city.firm import Firm

SPREAD_YEARS = 3
HALF_YEAR = 6  # months

shares_of = lru_cache(maxsize=4096)(split)  # award amounts are few: each is split once


def years_late(city: City, month: int) -> int:
    """Return the years after its due year in which a due of `month` is to be paid (R12)."""
    if city.terms.reading.payment_year == "half_year":
        return (month + HALF_YEAR) // 12 - month // 12
    return int(city.habits.paid_next_year)


def pay_awards(city: City) -> None:
    """Enter one award for each title, already held (R5), brought along (R9) or newly recognised.

    Tiers rise; where only the highest award of the year is paid, the highest comes first.
    """
    highest = city.terms.reading.stacking == "highest_only"
    for award in sorted(
        city.terms.awards,
        key=lambda a: (-a.amount, -a.tier, a.since) if highest else (0, a.tier, a.since),
    ):
        began, ended = award.months
        opened = max(began, city.first_month)
        for firm in already_held(city, award, opened):
            owe_award(city, award, firm, opened, "already_recognised")
        if award.applies_to == "new_and_stock":
            for firm in city.arrived[award.tier]:
                brought = firm.since[award.tier] < firm.arrived
                if brought and began <= firm.arrived <= ended:
                    owe_award(city, award, firm, firm.arrived, "already_recognised")
        for firm in city.recognised[award.tier]:
            month = firm.since[award.tier]
            if began <= month <= ended:
                owe_award(city, award, firm, month, "recognised")


def already_held(city: City, award: Award, began: int) -> Iterator[Firm]:
    """Yield the firms that held the title before the month in which the award begins."""
    reading, tier = city.terms.reading, award.tier
    both = award.applies_to == "new_and_stock" or (
        tier is Tier.CHAMPION and reading.champion_award == "also_existing"
    )
    if award.continues or not both or award.since.year != city.year:
        return
    for firm in city.holders:
        if 0 < firm.since[tier] < began < firm.until[tier]:
            lasts = reading.stock_schedule != "while_valid" or firm.holds(tier, city.december)
            if lasts and not firm.paid[tier] and not firm.arrived:
                yield firm


def owe_award(city: City, award: Award, firm: Firm, month: int, event: str) -> None:
    """Enter an award; that of a title already held follows its schedule (R5)."""
    amount = amount_of(city, award, firm, month, event)
    if city.terms.reading.stacking == "highest_only":
        if firm in city.rewarded:
            amount = 0
        elif amount > 0:
            city.rewarded.add(firm)
    firm.paid[award.tier] += amount
    schedule = city.terms.reading.stock_schedule
    if event == "recognised" or firm.arrived or schedule == "first_budget":
        enter(city, award.tier, award.clause, event, firm, amount, month)
    elif schedule == "while_valid":
        enter(city, award.tier, award.clause, event, firm, amount, city.december)
    else:
        for year, part in enumerate(parts_of(amount, SPREAD_YEARS)):
            enter(city, award.tier, award.clause, event, firm, part, month + 12 * year)


def parts_of(amount: int, years: int) -> list[int]:
    """Return an amount in equal parts; what is left over is in the first."""
    part = amount // years
    return [amount - (years - 1) * part] + [part] * (years - 1)


def amount_of(city: City, award: Award, firm: Firm, month: int, event: str) -> int:
    """Return what the firm earns under the reading (R5 to R11)."""
    habits, terms, reading, tier = city.habits, city.terms, city.terms.reading, award.tier
    amount, held = award.amount, event == "already_recognised"
    if held:
        if firm.arrived:
            amount *= reading.titles_moved_in == "count_and_award"
        elif award.applies_to == "new_and_stock":
            amount *= int(habits.stock_paid)
        if tier is Tier.REGIONAL and reading.stock_little_giant_regional_award == "not_paid":
            amount *= not firm.holds(Tier.LITTLE_GIANT, month)
    elif reading.second_award == "none" and firm.first[tier] != firm.since[tier]:
        amount = 0
    if tier is Tier.INNOVATIVE:
        form = city.form_of(tier)
        if form is not None and form.rung.recognised_by != "city":
            amount *= int(habits.province_innovative_paid)
    if reading.other_purses_deducted == "yes":
        others = (o for o in terms.other_purses if o.tier is tier and o.share == 1)
        amount = max(amount - sum(o.amount for o in others if has_earned(firm, o)), 0)
    if reading.stacking == "top_up":
        amount = max(amount - sum(firm.paid), 0)
    return amount


def enter(
    city: City, tier: Tier, clause: str, event: str, firm: Firm, amount: int, month: int
) -> None:
    """Enter an amount, split between the city and the firm's banner (R11), paid by R12."""
    if city.terms.reading.award_payer == "banners_outside_districts":
        of_city = amount if city.terms.districts[firm.banner] else 0
    else:
        of_city, _ = shares_of(amount, city.habits.city_share)
    paid = month // 12 + years_late(city, month)
    to = {"tier": tier, "banner": firm.banner, "firm": firm}
    for payer, part in (("city", of_city), ("banner", amount - of_city)):
        city.books.entries.append(Entry(month, paid, clause, event, payer, part, **to))


def note_other_purses(city: City) -> None:
    """Note the region's and the centre's awards, in equal parts over their years: memo lines."""
    for award in city.terms.other_purses:
        parts = parts_of(award.amount, award.years)
        for firm in city.recognised[award.tier]:
            earns = has_earned(firm, award)
            if not earns or (award.share < 1.0 and city.uniform() >= award.share):
                continue
            to = {"kind": "memo", "tier": award.tier, "banner": firm.banner, "firm": firm}
            for year, part in enumerate(parts):
                due = firm.since[award.tier] + 12 * year
                city.books.entries.append(
                    Entry(due, due // 12, award.clause, "recognised", award.payer, part, **to)
                )


def has_earned(firm: Firm, award: OtherAward) -> bool:
    """Return whether a title earns another purse's award: a first title, given here, in time."""
    month = firm.since[award.tier]
    began, ended = award.months
    return firm.first[award.tier] == month >= firm.arrived and began <= month <= ended


def claw_back(city: City) -> None:
    """Take back the awards of revoked titles (R20) and of firms that moved away (R9)."""
    reading = city.terms.reading
    for tier in TIERS:
        lost = city.revoked[tier] if reading.revoked_award == "clawed_back" else []
        gone = city.moved_away if reading.award_on_leaving == "clawed_back" else []
        for firm in lost + gone:
            if firm.paid[tier] > 0:
                amount, firm.paid[tier] = -firm.paid[tier], 0
                enter(city, tier, clause_of(city, tier), "clawback", firm, amount, city.december)


def clause_of(city: City, tier: Tier) -> str:
    """Return the clause of the award that a title of `tier` earns now, or earned last."""
    awards = (a for a in city.levers.awards if a.tier is tier and a.months[0] <= city.december)
    return max(awards, key=attrgetter("since")).clause
