"""Phases 5 to 7, allot, build and grow, from docs/odd/05-year.md."""

from __future__ import annotations

import math

from docking.city import FACTORS, City, Firm
from docking.cultivate import short_key
from docking.habits import Habits
from docking.luck import laplace, poisson
from docking.terms import Terms


def allot(city: City, terms: Terms, habits: Habits) -> None:
    strength = terms.strength["factors"]
    priority = terms.value("factors", "priority_weight", habits["factor_priority"])
    weight = 1.0 + (priority - 1.0) * strength
    sectors = list(city.people["sectors"].values())
    firms = list(city.alive)
    claims: dict[str, dict[int, float]] = {}
    for factor in FACTORS:
        claims[factor] = {
            f.id: f.revenue / f.output_per_mu
            if factor == "land"
            else sectors[f.sector].get(factor, 1.0)
            * f.revenue
            * (1.0 - habits["green_saving"] * f.green)
            for f in firms
        }
    value = {
        f.id: f.output_per_mu
        * (weight if f.titled else 1.0)
        * (1.0 + 1e-6 * city.u("FACTOR_LOT", f))
        for f in firms
    }
    met = {f.id: 1.0 for f in firms}
    city.land_unmet = 0.0
    rise = (1.0 + habits["factor_supply_growth"]) ** (terms.year - city.first_year)
    for factor in FACTORS:
        sums = [0.0 for _ in city.banners]
        for firm in firms:
            sums[firm.banner] += claims[factor][firm.id]
        if terms.year == city.first_year:
            city.factor_base[factor] = list(sums)
        tightness = habits["factor_tightness" if factor == "land" else f"{factor}_tightness"]
        ahead = [0.0 for _ in city.banners]
        for firm in sorted(firms, key=lambda f: (-short_key(value[f.id]), f.row)):
            claim = claims[factor][firm.id]
            supply = tightness * rise * city.factor_base[factor][firm.banner]
            given = max(0.0, min(claim, supply - ahead[firm.banner]))
            ahead[firm.banner] += claim
            if claim > 0:
                met[firm.id] = min(met[firm.id], given / claim)
            if factor == "land":
                city.land_unmet += claim - given
    for firm in firms:
        firm.factor_met = met[firm.id]
    discount = terms.named("factors", "power_discount")
    if discount is not None:
        for firm in firms:
            saved = habits["power_bill"] * discount * strength if firm.titled else 0.0
            firm.margin += saved - firm.power_saved
            firm.power_saved = saved


def build(city: City, terms: Terms, habits: Habits) -> None:
    for firm in city.alive:
        _research(city, firm, terms, habits)
        _quality(city, firm, terms, habits)
        _upgrades(city, firm, terms, habits)
    _people(city, terms, habits)
    _markets(city, terms, habits)


def active(firm: Firm, habits: Habits) -> bool:
    reach = habits["rd_share_industry" if firm.manufacturer else "rd_share_services"]
    return firm.rd_rank < reach


def _advance(rate: float, support: float, strength: float, share: float) -> float:
    return min(rate * (1.0 + support * strength) * share, 1.0)


def _research(city: City, firm: Firm, terms: Terms, habits: Habits) -> None:
    s = terms.share
    firm.rd_before = firm.rd
    firm.rd_intensity *= 1.0 + habits["rd_drift"] * s
    does = active(firm, habits)
    firm.rd = 0.0
    if does:
        firm.rd = (
            firm.revenue
            * firm.rd_intensity
            * (1.0 + habits["body_rd"] * firm.body)
            * (1.0 + habits["credit_rd"] if firm.loan > 0 else 1.0)
            + firm.received * habits["award_rd"]
        )
    mean = s * min(habits["ip_rate"] * firm.rd / 100, 2.0)
    if mean > 0:
        firm.class1_ip += poisson(city.u("INVENT", firm), mean)
    may = does and firm.class1_ip >= 1 and firm.high_tech_until < terms.year
    if may and city.happens("CERTIFY", firm.id, habits["certificate_rate"] * s):
        firm.high_tech_until = terms.year + 2
    strength = terms.strength["research_bodies"]
    chance = _advance(habits["body_rate"], habits["body_support"], strength, s)
    if does and firm.body < 4 and city.happens("ADVANCE_BODY", firm.id, chance):
        firm.body += 1
        city.record.bodies.append(firm)


def _quality(city: City, firm: Firm, terms: Terms, habits: Habits) -> None:
    def chance(rate: str) -> float:
        strength = terms.strength["quality"]
        return _advance(habits[rate], habits["quality_support"], strength, terms.share)

    if city.happens("IMPROVE_QUALITY", firm.id, chance("quality_rate")):
        firm.quality += 1
    may = firm.quality >= 2 and not firm.quality_award
    if may and city.happens("QUALITY_AWARD", firm.id, chance("quality_award_rate")):
        firm.quality_award = True
        firm.quality += 1
    may = active(firm, habits) and firm.body >= 1
    if may and city.happens("STANDARD", firm.id, chance("standard_rate"), 0):
        firm.standards += 1
        firm.quality += 1
        u = city.u("STANDARD", firm, 1)
        kind = 1
        if u < habits["standard_international"]:
            kind = 0
        elif u >= 1.0 - habits["standard_industry"]:
            kind = 2
        led = city.happens("STANDARD", firm.id, habits["standard_led"], 2)
        city.record.standards.append((firm, kind, led))


def _upgrades(city: City, firm: Firm, terms: Terms, habits: Habits) -> None:
    def chance(what: str) -> float:
        strength = terms.strength["upgrades"]
        return _advance(habits[f"{what}_rate"], habits[f"{what}_support"], strength, terms.share)

    if city.happens("DIGITISE", firm.id, chance("digital")):
        firm.digital = min(firm.digital + 1, 4)
        firm.core_it = True
    if city.happens("GREEN", firm.id, chance("green")):
        firm.green = True


def _people(city: City, terms: Terms, habits: Habits) -> None:
    for firm in city.firms:
        if firm.trainees_until < terms.year:
            firm.trainees = 0
    strength = terms.strength["talent"]
    if strength <= 0:
        return
    each = max(1, math.floor(habits["trainees_per_firm"]))
    n = terms.count("talent", "places", habits["trainee_places"]) * strength
    without = [firm for firm in city.alive if firm.on_list and firm.trainees == 0]
    for firm in city.by_lot(without, math.floor(n / each), "CONTRACT"):
        firm.trainees, firm.trainees_until = each, terms.year + 2
    chance = habits["talent_rate"] * strength
    for firm in city.alive:
        if firm.held_high and city.happens("TALENT_PROJECT", firm.id, chance):
            firm.rd_staff_share = min(firm.rd_staff_share + habits["talent_staff"], 1.0)


def _markets(city: City, terms: Terms, habits: Habits) -> None:
    for firm in city.firms:
        firm.at_fair = firm.new_market = False
    strength = terms.strength["markets"]
    if strength <= 0:
        return
    listed = [firm for firm in city.alive if firm.on_list and firm.sme]
    for firm in listed:
        firm.at_fair = city.happens("FAIR", firm.id, habits["fair_rate"] * strength * terms.share)
        if firm.at_fair:
            firm.new_market = city.happens("NEW_MARKET", firm.id, habits["new_market_rate"])
    beside = {(f.banner, f.sector) for f in city.alive if not f.sme}
    chance = habits["partner_rate"] * strength * terms.share
    for firm in listed:
        may = not firm.partner and (firm.banner, firm.sector) in beside
        if may and city.happens("PARTNER", firm.id, chance):
            firm.partner = True
            firm.key_field = max(firm.key_field, 1)


def grow(city: City, terms: Terms, habits: Habits) -> None:
    titles = city.titles_in_parks()
    upgrades = terms.strength["upgrades"]
    for firm in city.alive:
        added = 0.0
        if terms.strength["parks"] > 0 and titles[firm.park] >= terms.named("parks", "threshold"):
            added += habits["park_spillover"]
        added += (
            habits["digital_growth"] * upgrades * (firm.digital - 1)
            + habits["green_growth"] * upgrades * firm.green
            + habits["equity_growth"] * firm.stake
            + habits["listing_growth"] * firm.listed
            + habits["talent_growth"] * (firm.trainees > 0)
            + habits["market_growth"] * firm.new_market
            + habits["partner_growth"] * firm.partner
            + habits["accelerator_growth"] * firm.accelerator
        )
        sd = habits["growth_sd_titled" if firm.titled else "growth_sd_other"]
        g = (
            habits["growth_mean"]
            + firm.drift
            + laplace(city.u("GROW", firm), sd)
            - habits["factor_growth"] * (1.0 - firm.factor_met)
            + added
            + (habits["credit_growth"] if firm.loan > 0 else 0.0)
        )
        g = min(max(g, -2.0), 2.0)
        firm.growth_before, firm.growth = firm.growth, math.exp(g) - 1.0
        firm.revenue_before = firm.revenue
        firm.revenue *= math.exp(terms.share * g)
