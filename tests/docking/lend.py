"""Phase 4, lend, from docs/odd/05-year.md."""

from __future__ import annotations

from docking.city import City, Firm
from docking.files import WAN, fen
from docking.habits import Habits
from docking.ladder import LITTLE_GIANT
from docking.terms import Terms


def lend(city: City, terms: Terms, habits: Habits) -> None:
    _loans(city, terms, habits)
    _stakes(city, terms, habits)
    _listings(city, terms, habits)


def wan_of(terms: Terms, lever: str, key: str, habit: float) -> float:
    """Return in 万元 what the policy names; else nothing, or the habit, by R16."""
    named = terms.named(lever, key)
    if named is not None:
        return fen(named) / WAN
    return 0.0 if terms.reading["amounts_not_given"] == "zero" else habit


def loss_part(terms: Terms, habits: Habits) -> float:
    """Return the fund's part of a loss."""
    shares = terms.named("credit", "loss_shares") or {}
    part = shares.get("fund")
    return habits["fund_loss_share"] if part is None else part


def _loans(city: City, terms: Terms, habits: Habits) -> None:
    strength, record = terms.strength["credit"], city.record
    asking = [
        firm for firm in city.alive
        if city.happens("BORROW", firm.id, habits["loan_demand"] * terms.share)
    ]  # fmt: skip
    tailored = habits["tailored_loan"] * strength
    amount = {
        f.id: f.revenue * habits["loan_to_revenue"] * (1.0 + tailored if f.on_list else 1.0)
        for f in asking
    }
    if strength > 0 and city.fund_capital is None:
        capital = wan_of(terms, "credit", "fund", habits["guarantee_fund_wan"])
        city.fund_capital = city.fund_left = record.capital = capital
    record.recovered = city.fund_recovering
    city.fund_left += city.fund_recovering
    leverage = terms.value("credit", "leverage", habits["guarantee_leverage"])
    book = record.limit = city.fund_left * leverage * strength
    backed = set()
    for firm in sorted((f for f in asking if f.on_list), key=lambda f: (city.u("QUEUE", f), f.row)):
        city.note("book", firm.id, amount[firm.id], book)
        if amount[firm.id] <= book:
            backed.add(firm.id)
            book -= amount[firm.id]
    for firm in city.firms:
        firm.loan, firm.guaranteed = 0.0, False
    failing: list[Firm] = []
    for firm in asking:
        chance = habits["loan_approval"]
        if firm.on_list:
            chance += habits["whitelist_lift"] * strength
        if firm.id in backed:
            chance += habits["guarantee_lift"]
        if city.happens("APPROVE", firm.id, min(max(chance, 0.0), 1.0)):
            firm.loan, firm.guaranteed = amount[firm.id], firm.id in backed
            if firm.guaranteed:
                record.guaranteed_amount += firm.loan
                if city.happens("DEFAULT", firm.id, habits["default_rate"] * terms.share):
                    failing.append(firm)
    part = loss_part(terms, habits)
    record.exposed = min(city.fund_left, record.guaranteed_amount * part)
    left = city.fund_left
    for firm in sorted(failing, key=lambda f: f.id):
        borne = min(firm.loan * part, max(left, 0.0))
        record.claims.append((firm, borne))
        record.unmet += firm.loan * part - borne
        left -= borne
    city.fund_recovering = habits["fund_recovery"] * sum(borne for _, borne in record.claims)
    city.fund_left = left


def _stakes(city: City, terms: Terms, habits: Habits) -> None:
    n = terms.count("funds", "stakes", habits["fund_stakes"]) * terms.strength["funds"]
    if n < 1:
        return
    chance = habits["fund_demand"] * terms.share
    looking = [
        firm for firm in city.alive
        if firm.sme and not firm.stake and city.happens("SEEK_EQUITY", firm.id, chance)
    ]  # fmt: skip

    def worth(firm: Firm) -> float:
        value = city.u("STAKE", firm) + min(max(firm.growth, 0.0), 1.0)
        return value * (habits["fund_priority"] if firm.held_high else 1.0)

    size = wan_of(terms, "funds", "stake", habits["fund_stake_wan"])
    for firm in sorted(looking, key=lambda f: (-worth(f), f.row))[: int(n)]:
        firm.stake = True
        firm.equity += size
        city.record.stakes.append(firm)


def _listings(city: City, terms: Terms, habits: Habits) -> None:
    chance = habits["listing_rate"] * terms.strength["funds"]
    for firm in city.alive:
        if not firm.listed and (firm.stake or firm.valid[LITTLE_GIANT]):
            firm.listed = city.happens("LIST", firm.id, chance)
