"""The sixth phase: R&D and its bodies, IP, quality and standards, upgrades, people and markets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import loop
from srdi_sim.engine.city import City
from srdi_sim.engine.phases.common import by_lot, number, on_the_list
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck, address, draw
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import Tier
from srdi_sim.rules.innovation import new_ip, real_rd

_INVENT, _CERTIFY = address(Event.INVENT), address(Event.CERTIFY)
_IMPROVE, _WIN = address(Event.IMPROVE_QUALITY), address(Event.QUALITY_AWARD)
_WRITE = address(Event.STANDARD)
_DIGITISE, _GREEN = address(Event.DIGITISE), address(Event.GREEN)
_CONTRACT_YEARS = 3  # a trainee's years at school
_SERVES_A_LEADER = 1.0  # of `key_field`, see policy.rulesets.VARIABLES
_BODY_LEVELS = 4.0


def build(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Firms do R&D, gain IP, improve quality, upgrade, train people and find markets."""
    active = _do_research(city, terms, habits, rules, luck)
    _raise_bodies(city, active, terms, habits, rules, luck)
    _improve_quality(city, active, terms, habits, rules, luck)
    _upgrade(city, terms, habits, rules, luck)
    _train_people(city, terms, habits, luck)
    _find_markets(city, terms, habits, rules, luck)


def _do_research(
    city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck
) -> NDArray[np.bool_]:
    """Spend on R&D, be granted IP and certificates; return who does R&D."""
    firms, share = city.firms, terms.share_of_year
    active: NDArray[np.bool_] = _research.with_rules(rules)(
        (firms.rd, firms.rd_before, firms.rd_intensity, firms.class1_ip, firms.high_tech_until),
        (firms.alive, firms.manufacturer, firms.rd_rank, firms.revenue, firms.body, firms.loan),
        firms.received,
        (habits.rd_share_services, habits.rd_share_industry, 1.0 + habits.rd_drift * share),
        (habits.body_rd, habits.credit_rd, habits.award_rd),
        (habits.ip_rate, habits.certificate_rate * share),
        share,
        terms.year,
        luck.keys,
    )
    return active


@loop
def _research(  # type: ignore[no-untyped-def]
    changed, firms, received, habits, effects, rates, share, year, keys
):
    rd, rd_before, intensity, class1_ip, high_tech_until = changed
    alive, manufacturer, rank, revenue, body, loan = firms
    reach_services, reach_industry, drift = habits
    body_effect, credit_effect, award_effect = effects
    ip_rate, certificate_rate = rates
    active = np.zeros(keys.size, np.bool_)
    for i in range(keys.size):
        rd_before[i] = rd[i]
        intensity[i] *= drift if alive[i] else 1.0
        active[i] = alive[i] and rank[i] < (reach_industry if manufacturer[i] else reach_services)
        from_awards = received[i] * award_effect
        rd[i] = real_rd(
            revenue[i], intensity[i], active[i], body[i], loan[i] > 0.0, body_effect,
            credit_effect, from_awards,
        )  # fmt: skip
        if alive[i]:
            class1_ip[i] += new_ip(draw(keys[i], _INVENT), rd[i], ip_rate, share)
        # A certificate lasts three years and is renewed like a first one.
        qualified = active[i] and class1_ip[i] >= 1.0 and high_tech_until[i] < year
        if qualified and draw(keys[i], _CERTIFY) < certificate_rate:
            high_tech_until[i] = year + 2
    return active


def _raise_bodies(
    city: City,
    active: NDArray[np.bool_],
    terms: Terms,
    habits: Habits,
    rules: Rules,
    luck: Luck,
) -> None:
    """Let firms with R&D raise their R&D body by a level: lower, municipal … national (二(四))."""
    chance = rules.chance_of_advance(
        habits.body_rate,
        habits.body_support,
        terms.levers.research_bodies.strength,
        terms.share_of_year,
    )
    rises = active & (luck.draw(Event.ADVANCE_BODY) < chance)
    rises &= city.firms.body < _BODY_LEVELS
    city.firms.body += rises
    city.record.bodies = np.flatnonzero(rises)


def _improve_quality(
    city: City,
    active: NDArray[np.bool_],
    terms: Terms,
    habits: Habits,
    rules: Rules,
    luck: Luck,
) -> None:
    """Add quality items, win quality awards, lead or join standards (二(五)).

    A firm with an R&D body may take part in a standard, which is a quality item, as is an award.
    """
    firms = city.firms
    rates = (habits.quality_rate, habits.quality_award_rate, habits.standard_rate)
    strength, share = terms.levers.quality.strength, terms.share_of_year
    writers = _refine(
        (firms.quality, firms.quality_award, firms.standards),
        (firms.alive, active, firms.body),
        tuple(
            rules.chance_of_advance(rate, habits.quality_support, strength, share) for rate in rates
        ),
        luck.keys,
    )
    city.record.standards = (
        writers,
        rules.kind_of_standard(
            luck.draw(Event.STANDARD, 1, writers),
            habits.standard_international,
            habits.standard_industry,
        ),
        luck.draw(Event.STANDARD, 2, writers) < habits.standard_led,
    )


@loop
def _refine(changed, firms, chances, keys):  # type: ignore[no-untyped-def]
    """Add what is won to quality, awards and standards; return the rows that write a standard."""
    quality, quality_award, standards = changed
    alive, active, body = firms
    improve, win, write = chances
    writers, kept = np.empty(keys.size, np.int64), 0
    for i in range(keys.size):
        if not alive[i]:
            continue
        quality[i] += draw(keys[i], _IMPROVE) < improve
        if quality[i] >= 2.0 and not quality_award[i] and draw(keys[i], _WIN) < win:
            quality_award[i] = True
            quality[i] += 1.0
        if active[i] and body[i] >= 1.0 and draw(keys[i], _WRITE) < write:
            standards[i] += 1.0
            quality[i] += 1.0
            writers[kept] = i
            kept += 1
    return writers[:kept]


def _upgrade(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Go digital and smart by a level, and green once: less water, energy, emissions (二(七))."""
    firms, strength = city.firms, terms.levers.upgrades.strength
    advance, share = rules.chance_of_advance, terms.share_of_year
    _advance(
        (firms.digital, firms.core_it, firms.green),
        firms.alive,
        advance(habits.digital_rate, habits.digital_support, strength, share),
        advance(habits.green_rate, habits.green_support, strength, share),
        luck.keys,
    )


@loop
def _advance(changed, alive, more_digital, more_green, keys):  # type: ignore[no-untyped-def]
    digital, core_it, green = changed
    for i in range(keys.size):
        goes_digital = alive[i] and draw(keys[i], _DIGITISE) < more_digital
        digital[i] = min(digital[i] + goes_digital, 4.0)
        core_it[i] |= goes_digital
        green[i] |= alive[i] and draw(keys[i], _GREEN) < more_green


def _train_people(city: City, terms: Terms, habits: Habits, luck: Luck) -> None:
    """Sign contracts for directed training and win talent projects (二(十一)).

    Contracts are few and go by lot among titled and pool firms without one; the banner of the firm
    pays the trainees a stipend by the month, while the clause is in force. Holders of regional
    and national titles may win a project of the city's talent policy, which adds R&D staff.
    """
    firms, lever = city.firms, terms.levers.talent
    firms.trainees *= firms.alive & (firms.trainees_until >= terms.year)
    if lever.strength <= 0.0:
        return
    each = max(1.0, np.floor(habits.trainees_per_firm))
    places = number(lever.places, habits.trainee_places) * lever.strength
    free = np.flatnonzero(firms.alive & on_the_list(city) & (firms.trainees == 0.0))
    signing = by_lot(free, places // each, luck, Event.CONTRACT)
    firms.trainees[signing] = each
    firms.trainees_until[signing] = terms.year + _CONTRACT_YEARS - 1
    able = firms.alive & (city.valid[Tier.REGIONAL] | city.valid[Tier.LITTLE_GIANT])
    rows = np.flatnonzero(able)
    chance = habits.talent_rate * lever.strength
    won = rows[luck.draw(Event.TALENT_PROJECT, rows=rows) < chance]
    firms.rd_staff_share[won] = np.minimum(firms.rd_staff_share[won] + habits.talent_staff, 1.0)


def _find_markets(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Go to fairs, open new markets there, become partners of large firms (二(十二))."""
    firms, strength = city.firms, terms.levers.markets.strength
    firms.at_fair[:] = False
    firms.new_market[:] = False
    if strength <= 0.0:
        return
    share = strength * terms.share_of_year
    rows = np.flatnonzero(firms.alive & firms.sme & on_the_list(city))
    there = rows[luck.draw(Event.FAIR, rows=rows) < habits.fair_rate * share]
    firms.at_fair[there] = True
    firms.new_market[there] = luck.draw(Event.NEW_MARKET, rows=there) < habits.new_market_rate
    if habits.partner_rate > 0.0:
        free = rows[~firms.partner[rows] & _beside_a_large_firm(city)[rows]]
        joining = free[luck.draw(Event.PARTNER, rows=free) < habits.partner_rate * share]
        firms.partner[joining] = True
        firms.key_field[joining] = np.maximum(firms.key_field[joining], _SERVES_A_LEADER)


def _beside_a_large_firm(city: City) -> NDArray[np.bool_]:
    """Return who has a large firm, not an SME, in its own banner and sector."""
    firms = city.firms
    cell = firms.banner.astype(np.int64) * city.factor_use.shape[1] + firms.sector
    led = np.zeros(int(cell.max()) + 1, dtype=bool)
    led[cell[firms.alive & ~firms.sme]] = True
    return led[cell]
