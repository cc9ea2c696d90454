"""The fourth phase: loans, guarantees and the fund behind them; stakes and listings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import loop
from srdi_sim.engine.city import City
from srdi_sim.engine.phases.common import number, plain
from srdi_sim.engine.pools import best
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck, address, draw
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import Tier
from srdi_sim.rules.credit import chance_of_approval, loan_of
from srdi_sim.units import WAN

_BORROW, _QUEUE = address(Event.BORROW), address(Event.QUEUE)
_APPROVE, _DEFAULT = address(Event.APPROVE), address(Event.DEFAULT)


def lend(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Banks lend, the fund of 二(八) shares their risk, the funds of 二(九) take stakes."""
    _lend(city, terms, habits, rules, luck)
    _take_stakes(city, terms, habits, rules, luck)
    _list(city, terms, habits, luck)


def _lend(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Firms ask for loans; the fund backs the listed ones, by lot, as long as its book has room.

    The book is what is left of the fund times its leverage: losses of earlier years shrink it, and
    a fund that has run dry backs nobody. A loan that does not fit is passed over; one that the bank
    refuses all the same has taken its room.
    """
    firms, lever = city.firms, terms.levers.credit
    wants, listed, amount, lot = _ask.with_rules(rules)(
        (firms.alive, firms.revenue, firms.pool, city.titled),
        luck.keys,
        habits.loan_demand * terms.share_of_year,
        habits.loan_to_revenue,
        habits.tailored_loan * lever.strength,
    )
    _fill_fund(city, terms, habits)
    leverage = plain(lever.leverage, habits.guarantee_leverage)
    book = city.fund_left * leverage * lever.strength
    asks = np.flatnonzero(listed)
    queue = asks[np.argsort(lot[asks])]
    guaranteed = _backed(amount, queue, book)
    fund, fund_share = city.fund_left, plain(lever.fund_share, habits.fund_loss_share)
    defaults = _grant.with_rules(rules)(
        (firms.loan, firms.guaranteed),
        (wants, listed, amount, guaranteed),
        luck.keys,
        (habits.loan_approval, habits.whitelist_lift * lever.strength, habits.guarantee_lift),
        habits.default_rate * terms.share_of_year,
    )
    backed = float(firms.loan[firms.guaranteed].sum())
    city.record.guarantees = (backed, book, min(fund, backed * fund_share))
    _draw_on_fund(city, wants[defaults], amount[defaults] * fund_share, habits)


@loop
def _ask(firms, keys, demand, loan_to_revenue, tailored):  # type: ignore[no-untyped-def]
    """Return who asks for a loan; whether it is on the list, how much it wants, and its lot."""
    alive, revenue, pool, titled = firms
    wants, kept = np.empty(keys.size, np.int64), 0
    for i in range(keys.size):
        wants[kept] = i
        kept += alive[i] & (draw(keys[i], _BORROW) < demand)
    wants = wants[:kept]
    listed, amount, lot = np.empty(kept, np.bool_), np.empty(kept), np.empty(kept)
    for j in range(kept):
        i = wants[j]
        listed[j] = pool[i] > 0 or titled[i]
        amount[j] = loan_of(revenue[i], loan_to_revenue, listed[j], tailored)
        lot[j] = draw(keys[i], _QUEUE)
    return wants, listed, amount, lot


@loop
def _backed(amount, queue, book):  # type: ignore[no-untyped-def]
    """Return which loans the fund backs: in the order of the queue, each that still fits."""
    backed = np.zeros(amount.size, np.bool_)
    for j in queue:
        if amount[j] <= book:
            backed[j] = True
            book -= amount[j]
    return backed


@loop
def _grant(changed, requests, keys, chances, default_rate):  # type: ignore[no-untyped-def]
    """Enter the year's loans and guarantees; return the places of guaranteed loans that fail."""
    loan, guaranteed = changed
    wants, listed, amount, backed = requests
    unaided, whitelist_lift, guarantee_lift = chances
    failing, kept = np.empty(wants.size, np.int64), 0
    loan[:] = 0.0
    guaranteed[:] = False
    for j in range(wants.size):
        i = wants[j]
        chance = chance_of_approval(unaided, listed[j], backed[j], whitelist_lift, guarantee_lift)
        if draw(keys[i], _APPROVE) < chance:
            loan[i], guaranteed[i] = amount[j], backed[j]
            failing[kept] = j
            kept += backed[j] and draw(keys[i], _DEFAULT) < default_rate
    return failing[:kept]


def _fill_fund(city: City, terms: Terms, habits: Habits) -> None:
    """Put the capital into the fund when the clause begins; add what last year's losses brought."""
    lever = terms.levers.credit
    if lever.strength > 0.0 and city.fund_capital is None:
        city.fund_capital = habits.guarantee_fund_wan
        if lever.fund is not None:
            city.fund_capital = lever.fund / WAN
        elif terms.reading.amounts_not_given == "zero":
            city.fund_capital = 0.0
        city.fund_left = city.record.fund_filled = city.fund_capital
    city.record.recovered = city.fund_recovering
    city.fund_left += city.fund_recovering


def _draw_on_fund(
    city: City, rows: NDArray[np.int64], lost: NDArray[np.float64], habits: Habits
) -> None:
    """Let the fund bear its part of the losses, as far as it goes, in the order of the firms' ids.

    What it does not bear stays with banks and guarantors.
    """
    order = np.argsort(city.firms.id[rows], kind="stable")
    rows, lost = rows[order], lost[order]
    before = np.cumsum(lost) - lost
    borne = np.clip(city.fund_left - before, 0.0, lost)
    city.fund_left -= float(borne.sum())
    city.fund_recovering = habits.fund_recovery * float(borne.sum())
    city.record.claims = (rows, borne)
    city.record.claims_unmet = float((lost - borne).sum())


def _take_stakes(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Let the guidance funds take their stakes (二(九)): few, and titled firms first.

    Among the firms that look for equity the best growth is served first, that of firms with a
    regional or national title times `fund_priority`: the others get fewer.
    """
    firms, lever = city.firms, terms.levers.funds
    stakes = number(lever.stakes, habits.fund_stakes) * lever.strength
    if stakes < 1.0:
        return
    looking = luck.draw(Event.SEEK_EQUITY) < habits.fund_demand * terms.share_of_year
    rows = np.flatnonzero(firms.alive & firms.sme & looking & ~firms.stake)
    favoured = city.valid[Tier.REGIONAL, rows] | city.valid[Tier.LITTLE_GIANT, rows]
    standing = rules.worth_a_stake(
        firms.growth[rows], favoured, habits.fund_priority, luck.draw(Event.STAKE, rows=rows)
    )
    chosen = rows[best(standing, int(stakes))]
    wan = habits.fund_stake_wan if lever.stake is None else lever.stake / WAN
    if lever.stake is None and terms.reading.amounts_not_given == "zero":
        wan = 0.0
    firms.stake[chosen] = True
    firms.equity[chosen] += wan
    city.record.stakes = chosen


def _list(city: City, terms: Terms, habits: Habits, luck: Luck) -> None:
    """Let firms with a stake, or a national title, go to the exchange (二(九))."""
    lever = terms.levers.funds
    chance = habits.listing_rate * lever.strength
    if chance <= 0.0:
        return
    firms = city.firms
    ready = firms.alive & ~firms.listed & (firms.stake | city.valid[Tier.LITTLE_GIANT])
    firms.listed |= ready & (luck.draw(Event.LIST) < chance)
