"""Phases 1 and 2, close and found, from docs/odd/05-year.md."""

from __future__ import annotations

from collections import Counter

from docking.city import City, Firm
from docking.habits import Habits
from docking.ladder import LITTLE_GIANT, REGIONAL, TIERS
from docking.terms import Terms


def close(city: City, terms: Terms, habits: Habits) -> None:
    by_age = habits.exit_by_age
    for firm in list(city.alive):
        age = min(max(terms.year - firm.founded, 0), len(by_age) - 1)
        chance = by_age[age]
        if firm.above_scale:
            chance = min(chance, habits["cap_exit_above_scale"])
        if any(firm.valid):
            chance = min(chance, habits["cap_exit_titled"])
        if firm.visited:
            chance *= 1.0 - habits["visit_rescue"]
        closes = city.happens("CLOSE", firm.id, chance * terms.share)
        moves = not closes and city.happens(
            "MOVE_AWAY", firm.id, habits["move_out_rate"] * terms.share
        )
        if closes or moves:
            _leave(city, firm, terms, moves)
    for firm in city.firms:
        firm.titled = any(firm.valid)


def _leave(city: City, firm: Firm, terms: Terms, moves: bool) -> None:
    firm.alive = False
    city.record.closed.append(firm)
    if moves:
        city.record.moved.append(firm)
    for tier in range(len(TIERS)):
        if firm.valid[tier]:
            city.record.add("left", tier, firm)
        firm.until[tier] = min(firm.until[tier], terms.first)
        if firm.first[tier] >= terms.first:
            firm.first[tier] = 0
        firm.valid[tier] = False


def found(city: City, terms: Terms, habits: Habits) -> None:
    coming = [firm for firm in city.firms if firm.enters == terms.year]
    if terms.year > city.people["start"]:
        for firm in coming:
            if not firm.candidate:
                firm.alive = True
                city.record.entered.append(firm)
    if terms.strength["attraction"] > 0 and habits["attraction_rate"] > 0:
        _attract(city, terms, habits, [firm for firm in coming if firm.candidate])
    if habits["park_pull"] > 0 and terms.strength["parks"] > 0:
        _move_into_parks(city, terms, habits)


def key_sectors(city: City, terms: Terms) -> set[int]:
    return {city.sectors.index(name) for name in terms.named("attraction", "sectors") or []}


def _attract(city: City, terms: Terms, habits: Habits, candidates: list[Firm]) -> None:
    key = key_sectors(city, terms)
    pull = habits["park_pull"] if terms.strength["parks"] > 0 else 0.0
    titles = city.titles_in_parks()
    rate = habits["attraction_rate"] * (terms.strength["attraction"] * terms.share)
    for firm in candidates:
        if key and firm.sector not in key:
            continue
        strong = pull > 0 and titles[firm.park] >= terms.named("parks", "threshold")
        chance = min(rate * (1.0 + pull if strong else 1.0), 1.0)
        if city.happens("ARRIVE", firm.id, chance):
            firm.alive, firm.arrived = True, terms.first
            city.record.entered.append(firm)
            city.record.attracted += 1
            if city.happens("ARRIVE_TITLED", firm.id, habits["attracted_titled"], 0):
                _bring(city, firm, REGIONAL, terms)
                if city.happens("ARRIVE_TITLED", firm.id, habits["attracted_giants"], 1):
                    _bring(city, firm, LITTLE_GIANT, terms)


def _bring(city: City, firm: Firm, tier: int, terms: Terms) -> None:
    validity = terms.validity(tier)
    firm.give(tier, terms.first - validity // 3, validity)
    firm.valid[tier] = firm.titled = True
    city.record.add("arrived", tier, firm)


def _move_into_parks(city: City, terms: Terms, habits: Habits) -> None:
    titles, leading = city.titles_in_parks(), {}
    for banner in range(len(city.banners)):
        parks = range(banner * city.parks_per_banner, (banner + 1) * city.parks_per_banner)
        best = max(parks, key=lambda park: titles[park])  # the first of equals
        if titles[best] > 0:
            leading[banner] = best
    for firm in city.alive:
        if firm.titled and firm.park < 0 and firm.banner in leading:
            chance = habits["park_pull"] * terms.share
            if city.happens("MOVE_TO_PARK", firm.id, chance):
                firm.park = leading[firm.banner]


def count_by_banner_and_sector(city: City, titled: bool) -> Counter[tuple[int, int]]:
    return Counter((f.banner, f.sector) for f in city.alive if f.titled or not titled)
