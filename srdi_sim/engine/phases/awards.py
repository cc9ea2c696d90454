"""Clause 二(三): one-off awards for titles, who pays them, and what comes back."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.phases.common import first_month
from srdi_sim.engine.phases.money import Till
from srdi_sim.luck import Event, Luck
from srdi_sim.policy.policy import Award, OtherAward
from srdi_sim.policy.tiers import TIERS, Tier
from srdi_sim.population.firms import Firms
from srdi_sim.units import split_column

_SPREAD_YEARS = 3


def pay_awards(till: Till) -> None:
    """Enter one award for each title, already held (R5), brought along (R9) or newly recognised.

    Tiers rise, so that what a lower title earned is known when a higher one is topped up (R6);
    where only the highest award of the year is paid, the highest comes first.
    """
    firms, record, terms = till.city.firms, till.city.record, till.terms
    had = np.zeros(len(firms), dtype=bool)  # an award this year
    for award in sorted(terms.awards, key=_by_size if _only_highest(till) else _by_tier):
        if award.since.year == terms.year:
            # What is dated before the first day that is lived is held already.
            opened = max(award.months[0], first_month(terms))
            stock = _already_held(till, award, opened)
            _owe(till, award, stock, opened, "already_recognised", had)
        if award.applies_to == "new_and_stock":
            came = record.arrived[award.tier]
            came = came[firms.since[award.tier, came] < firms.arrived[came]]  # not a converted one
            _owe_dated(till, award, came, firms.arrived, "already_recognised", had)
        recognised = record.recognised[award.tier]
        _owe_dated(till, award, recognised, firms.since[award.tier], "recognised", had)


def _owe_dated(
    till: Till,
    award: Award,
    rows: NDArray[np.int64],
    dates: NDArray[Any],
    event: str,
    had: NDArray[np.bool_],
) -> None:
    """Enter an award for those of these firms that are dated in one of the award's months."""
    if rows.size == 0:
        return
    began, ended = award.months
    months = dates[rows]
    due = (months >= began) & (months <= ended)
    _owe(till, award, rows[due], months[due], event, had)


def _by_tier(award: Award) -> tuple[int, Any]:
    return award.tier, award.since


def _by_size(award: Award) -> tuple[int, int, Any]:
    return -award.amount, -award.tier, award.since


def _only_highest(till: Till) -> bool:
    return till.terms.reading.stacking == "highest_only"


def _already_held(till: Till, award: Award, opened: int) -> NDArray[np.int64]:
    """Return the firms that held the title before the month in which the award opens."""
    both = award.applies_to == "new_and_stock" or (
        award.tier is Tier.CHAMPION and till.terms.reading.champion_award == "also_existing"
    )
    if award.continues or not both:
        return np.zeros(0, dtype=np.int64)
    firms = till.city.firms
    held = firms.holds(award.tier, opened) & (firms.since[award.tier] < opened)
    held &= firms.alive & (firms.paid[award.tier] == 0) & (firms.arrived == 0)
    if till.terms.reading.stock_schedule == "while_valid":
        held &= firms.holds(award.tier, till.december)
    return np.flatnonzero(held)


def _owe(
    till: Till,
    award: Award,
    rows: NDArray[np.int64],
    month: Any,
    event: str,
    had: NDArray[np.bool_],
) -> None:
    """Enter an award for each of these firms; the title already held follows its schedule (R5)."""
    if rows.size == 0:
        return
    firms = till.city.firms
    amount = _amount(till, award, rows, month, event)
    if _only_highest(till):
        amount[had[rows]] = 0
        had[rows[amount > 0]] = True
    firms.paid[award.tier, rows] += amount
    parts = [(amount, month)]
    if event == "already_recognised" and not firms.arrived[rows].any():
        match till.terms.reading.stock_schedule:
            case "spread":
                in_parts = enumerate(_parts(amount, _SPREAD_YEARS))
                parts = [(part, month + 12 * n) for n, part in in_parts]
            case "while_valid":
                parts = [(amount, till.december)]
    for part, due in parts:
        _enter(till, award.tier, award.clause, event, rows, part, due)


def _parts(amount: Any, years: int) -> list[Any]:
    """Return an amount, or a column of them, in equal parts; what is left over is in the first."""
    part = amount // years
    return [amount - (years - 1) * part] + [part] * (years - 1)


def _amount(
    till: Till, award: Award, rows: NDArray[np.int64], month: Any, event: str
) -> NDArray[np.int64]:
    """Return what each of these firms earns under the reading (R5 to R11)."""
    firms, terms, habits = till.city.firms, till.terms, till.habits
    tier, reading = award.tier, terms.reading
    amount = np.full(rows.size, award.amount, dtype=np.int64)
    moved_in = firms.arrived[rows] > 0
    if event == "already_recognised":
        if reading.titles_moved_in != "count_and_award":
            amount[moved_in] = 0
        if award.applies_to == "new_and_stock":
            amount[~moved_in] *= int(habits.stock_paid)
        if tier is Tier.REGIONAL and reading.stock_little_giant_regional_award == "not_paid":
            amount[firms.holds(Tier.LITTLE_GIANT, month, rows)] = 0
    elif reading.second_award == "none":
        amount[firms.first[tier, rows] != firms.since[tier, rows]] = 0
    rung = terms.rung(tier)
    if tier is Tier.INNOVATIVE and rung is not None and rung.rung.recognised_by != "city":
        amount *= int(habits.province_innovative_paid)
    if reading.other_purses_deducted == "yes":
        for other in terms.other_purses:
            if other.tier is tier and other.share == 1:
                amount -= other.amount * _earned(firms, other, rows)
        amount = np.maximum(amount, 0)
    if reading.stacking == "top_up":
        amount = np.maximum(amount - firms.paid[:, rows].sum(axis=0), 0)
    return amount


def claw_back(till: Till) -> None:
    """Take back the awards of revoked titles (R20) and of firms that moved away (R9)."""
    firms, record, reading = till.city.firms, till.city.record, till.terms.reading
    for tier in TIERS:
        lost = []
        if reading.revoked_award == "clawed_back":
            lost.append(record.revoked[tier])
        if reading.award_on_leaving == "clawed_back":
            lost.append(record.moved_away)
        rows = np.unique(np.concatenate(lost)) if lost else record.moved_away[:0]
        rows = rows[firms.paid[tier, rows] > 0]
        if rows.size:
            amount = -firms.paid[tier, rows]
            firms.paid[tier, rows] = 0
            _enter(till, tier, _clause_of(till, tier), "clawback", rows, amount, till.december)


def _clause_of(till: Till, tier: Tier) -> str:
    """Return the clause of the award that a title of `tier` earns now, or earned last."""
    begun = [a for a in till.terms.levers.awards if a.tier is tier and a.months[0] <= till.december]
    return max(begun, key=lambda award: award.since).clause


def _enter(
    till: Till,
    tier: Tier,
    clause: str,
    event: str,
    rows: NDArray[np.int64],
    amount: NDArray[np.int64],
    month: Any,
) -> None:
    """Enter these amounts, split between the city and each firm's banner (R11), paid by R12."""
    firms = till.city.firms
    if till.terms.reading.award_payer == "banners_outside_districts":
        of_city = amount * np.array(till.terms.districts, dtype=bool)[firms.banner[rows]]
    else:
        of_city, _ = split_column(abs(amount), till.habits.city_share)
        of_city *= np.sign(amount)
    for payer, part in (("city", of_city), ("banner", amount - of_city)):
        till.books.enter(
            part,
            month=month,
            clause=clause,
            event=event,
            payer=payer,
            tier=tier,
            banner=firms.banner[rows],
            firm_id=firms.id[rows],
            years_late=till.years_late(month),
        )


def note_other_purses(till: Till, luck: Luck) -> None:
    """Note the region's and the centre's awards: memo lines, never part of the city's total.

    Where only a share of the titles earns one, a lot that stays with the firm decides.
    """
    firms = till.city.firms
    lots = dict.fromkeys(TIERS, 0)  # so far at each tier: every purse has a lot of its own
    for award in till.terms.other_purses:
        rows = till.city.record.recognised[award.tier]
        if rows.size:
            rows = rows[_earned(firms, award, rows)]
        if award.share < 1.0:
            part = award.tier + len(TIERS) * lots[award.tier]
            lots[award.tier] += 1
            lot = luck.of(0, firms.id[rows]).draw(Event.OTHER_PURSE, part)
            rows = rows[lot < award.share]
        if rows.size == 0:
            continue
        months = firms.since[award.tier, rows]
        for year, part in enumerate(_parts(award.amount, award.years)):
            till.books.enter(
                np.full(rows.size, part, dtype=np.int64),
                month=months + 12 * year,
                clause=award.clause,
                event="recognised",
                payer=award.payer,
                kind="memo",
                tier=award.tier,
                banner=firms.banner[rows],
                firm_id=firms.id[rows],
            )


def _earned(firms: Firms, award: OtherAward, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whose title earns another purse's award: a first title, given here, in its time.

    A title that was given before the purse began, or that a firm brought along, earns nothing.
    """
    months = firms.since[award.tier, rows]
    began, ended = award.months
    first_here = (firms.first[award.tier, rows] == months) & (months >= firms.arrived[rows])
    earned: NDArray[np.bool_] = first_here & (months >= began) & (months <= ended)
    return earned
