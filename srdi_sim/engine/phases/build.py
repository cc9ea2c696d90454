"""The sixth phase: R&D and its bodies, IP, quality and standards, upgrades, people and markets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.city import City
from srdi_sim.engine.phases.common import by_lot, number, on_the_list
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import Tier

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
    firms.rd_before[:] = firms.rd
    firms.rd_intensity[firms.alive] *= 1.0 + habits.rd_drift * share
    reach = np.where(firms.manufacturer, habits.rd_share_industry, habits.rd_share_services)
    active: NDArray[np.bool_] = firms.alive & (firms.rd_rank < reach)
    firms.rd[:] = rules.real_rd(
        firms.revenue,
        firms.rd_intensity,
        active,
        firms.body,
        firms.loan > 0.0,
        habits.body_rd,
        habits.credit_rd,
        firms.received * habits.award_rd,
    )
    granted = rules.new_ip(luck.draw(Event.INVENT), firms.rd, habits.ip_rate, share)
    firms.class1_ip += granted * firms.alive
    # A certificate lasts three years and is renewed like a first one.
    qualified = active & (firms.class1_ip >= 1.0) & (firms.high_tech_until < terms.year)
    certified = qualified & (luck.draw(Event.CERTIFY) < habits.certificate_rate * share)
    firms.high_tech_until[certified] = terms.year + 2
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
    firms = city.firms
    chance = rules.chance_of_advance(
        habits.body_rate,
        habits.body_support,
        terms.levers.research_bodies.strength,
        terms.share_of_year,
    )
    rises = active & (firms.body < _BODY_LEVELS) & (luck.draw(Event.ADVANCE_BODY) < chance)
    firms.body += rises
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
    firms, strength = city.firms, terms.levers.quality.strength
    share = terms.share_of_year
    chance = rules.chance_of_advance(habits.quality_rate, habits.quality_support, strength, share)
    firms.quality += firms.alive & (luck.draw(Event.IMPROVE_QUALITY) < chance)
    win = rules.chance_of_advance(
        habits.quality_award_rate, habits.quality_support, strength, share
    )
    able = np.flatnonzero(firms.alive & (firms.quality >= 2.0) & ~firms.quality_award)
    winners = able[luck.draw(Event.QUALITY_AWARD, rows=able) < win]
    firms.quality_award[winners] = True
    firms.quality[winners] += 1.0
    write = rules.chance_of_advance(habits.standard_rate, habits.quality_support, strength, share)
    able = np.flatnonzero(active & (firms.body >= 1.0))
    writers = able[luck.draw(Event.STANDARD, rows=able) < write]
    firms.standards[writers] += 1.0
    firms.quality[writers] += 1.0
    city.record.standards = (
        writers,
        rules.kind_of_standard(
            luck.draw(Event.STANDARD, 1, writers),
            habits.standard_international,
            habits.standard_industry,
        ),
        luck.draw(Event.STANDARD, 2, writers) < habits.standard_led,
    )


def _upgrade(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Go digital and smart by a level, and green once: less water, energy, emissions (二(七))."""
    firms, strength = city.firms, terms.levers.upgrades.strength
    advance, share = rules.chance_of_advance, terms.share_of_year
    more_digital = advance(habits.digital_rate, habits.digital_support, strength, share)
    goes_digital = firms.alive & (luck.draw(Event.DIGITISE) < more_digital)
    firms.digital[:] = np.minimum(firms.digital + goes_digital, 4.0)
    firms.core_it |= goes_digital
    more_green = advance(habits.green_rate, habits.green_support, strength, share)
    firms.green |= firms.alive & (luck.draw(Event.GREEN) < more_green)


def _train_people(city: City, terms: Terms, habits: Habits, luck: Luck) -> None:
    """Sign contracts for directed training and win talent projects (二(十一)).

    Contracts are few and go by lot among titled and pool firms without one; the banner of the firm
    pays the trainees a stipend by the month for as long as they are at school. Holders of regional
    and national titles may win a project of the city's talent policy, which adds R&D staff.
    """
    firms, lever = city.firms, terms.levers.talent
    ended = firms.trainees_until < terms.year
    firms.trainees[ended | ~firms.alive] = 0.0
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
