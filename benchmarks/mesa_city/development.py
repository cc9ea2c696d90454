"""The part of the sixth phase in which firms compete or meet: trainees, talent, fairs, partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesa_city.cultivation import number

if TYPE_CHECKING:
    from mesa_city.city import City

CONTRACT_YEARS = 3
SERVES_A_LEADER = 1.0


def train_people(city: City) -> None:
    """Sign contracts for directed training, by lot; win talent projects (二(十一))."""
    habits, lever, uniform = city.habits, city.levers.talent, city.uniform
    for firm in city.firms:
        if firm.trainees and firm.trainees_until < city.year:
            firm.trainees = 0.0
    if lever.strength <= 0.0:
        return
    each = max(1.0, habits.trainees_per_firm // 1.0)
    places = number(lever.places, habits.trainee_places) * lever.strength
    free = [firm for firm in city.on_list if not firm.trainees]
    for firm in city.by_lot(free, places // each):
        firm.trainees = each
        firm.trainees_until = city.year + CONTRACT_YEARS - 1
    chance = habits.talent_rate * lever.strength
    for firm in city.on_list:
        if firm.favoured and uniform() < chance:
            firm.rd_staff_share = min(firm.rd_staff_share + habits.talent_staff, 1.0)


def find_markets(city: City) -> None:
    """Go to fairs, open new markets there, become partners of large firms (二(十二))."""
    habits, strength, uniform = city.habits, city.levers.markets.strength, city.uniform
    smes = [firm for firm in city.on_list if firm.sme] if strength > 0.0 else []
    share = strength * city.share_of_year
    at_fair = [firm for firm in smes if uniform() < habits.fair_rate * share]
    city.serve("at_fair", at_fair)
    city.serve("new_market", [f for f in at_fair if uniform() < habits.new_market_rate])
    if habits.partner_rate > 0.0:
        led = {(firm.banner, firm.sector) for firm in city.firms if not firm.sme}
        for firm in smes:
            free = not firm.partner and (firm.banner, firm.sector) in led
            if free and uniform() < habits.partner_rate * share:
                firm.partner = True
                firm.key_field = max(firm.key_field, SERVES_A_LEADER)
