"""The fourth phase: loans, guarantees and the fund behind them; stakes and listings."""

from __future__ import annotations

from heapq import nlargest
from operator import attrgetter
from typing import TYPE_CHECKING

from mesa_city.cultivation import number
from srdi_sim.policy.tiers import Tier
from srdi_sim.units import WAN

if TYPE_CHECKING:
    from mesa_city.city import City
    from mesa_city.firm import Firm


def lend(city: City) -> None:
    """Firms ask for loans; the fund backs the listed ones until its book is full."""
    habits, lever, uniform = city.habits, city.levers.credit, city.uniform
    demand = habits.loan_demand * city.share_of_year
    default = habits.default_rate * city.share_of_year
    listed = []
    for firm in city.firms:
        firm.loan = 0.0
        firm.guaranteed = False
        if uniform() < demand:
            if firm.pool or firm.titled:
                listed.append(firm)
            elif uniform() < firm.chance_of_approval(False, False):
                firm.loan = firm.loan_wanted(False)
    fill_fund(city)
    leverage = habits.guarantee_leverage if lever.leverage is None else lever.leverage
    book = city.fund_left * leverage * lever.strength
    city.guarantee_limit = book
    city.random.shuffle(listed)
    failing = []
    for firm in listed:
        amount = firm.loan_wanted(True)
        guaranteed = amount <= book
        book -= amount * guaranteed
        if uniform() < firm.chance_of_approval(True, guaranteed):
            firm.loan = amount
            firm.guaranteed = guaranteed
            if guaranteed and uniform() < default:
                failing.append(firm)
    draw_on_fund(city, failing)


def fill_fund(city: City) -> None:
    """Put the capital into the fund when the clause begins; add what last year's losses brought."""
    lever = city.levers.credit
    if lever.strength > 0.0 and city.fund_capital is None:
        city.fund_capital = city.habits.guarantee_fund_wan
        if lever.fund is not None:
            city.fund_capital = lever.fund / WAN
        elif city.terms.reading.amounts_not_given == "zero":
            city.fund_capital = 0.0
        city.fund_left = city.fund_filled = city.fund_capital
    city.recovered = city.fund_recovering
    city.fund_left += city.fund_recovering


def draw_on_fund(city: City, failing: list[Firm]) -> None:
    """Let the fund bear its part of the losses, as far as it goes, in the order of the ids."""
    habits, share = city.habits, city.levers.credit.fund_share
    share = habits.fund_loss_share if share is None else share
    backed = sum(firm.loan for firm in city.firms if firm.guaranteed)
    city.fund_exposed = min(city.fund_left, share * backed)
    total = 0.0
    for firm in sorted(failing, key=attrgetter("id")):
        lost = firm.loan * share
        borne = min(lost, city.fund_left)
        city.fund_left -= borne
        city.claims_unmet += lost - borne
        city.claims.append((firm, borne))
        total += borne
    city.fund_recovering = habits.fund_recovery * total


def take_stakes(city: City) -> None:
    """Let the guidance funds take their stakes (二(九)): few, and titled firms first."""
    habits, lever, uniform = city.habits, city.levers.funds, city.uniform
    stakes = int(number(lever.stakes, habits.fund_stakes) * lever.strength)
    if stakes < 1:
        return
    demand = habits.fund_demand * city.share_of_year
    looking = [f for f in city.firms if f.sme and not f.stake and uniform() < demand]
    for firm in looking:
        firm.standing = firm.worth_a_stake(uniform())
    wan = habits.fund_stake_wan if lever.stake is None else lever.stake / WAN
    if lever.stake is None and city.terms.reading.amounts_not_given == "zero":
        wan = 0.0
    city.stakes = nlargest(stakes, looking, key=attrgetter("standing"))
    for firm in city.stakes:
        firm.stake = True
        firm.equity += wan


def list_on_exchange(city: City) -> None:
    """Let firms with a stake, or a national title, go to the exchange (二(九))."""
    chance = city.habits.listing_rate * city.levers.funds.strength
    if chance <= 0.0:
        return
    month, uniform = city.first_month - 1, city.uniform
    for firm in city.firms:
        ready = firm.stake or (firm.favoured and firm.holds(Tier.LITTLE_GIANT, month))
        if ready and not firm.listed and uniform() < chance:
            firm.listed = True
