"""The twelve phases of a year. A phase is a verb of a few lines over columns.

Every phase takes the city and changes it in place. Behaviour is in the rules, numbers in the terms
(what the policy says) and the habits (what nobody knows), chance in the luck.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.city import City
from srdi_sim.engine.dossier import Dossier, meets, points, who_meets
from srdi_sim.engine.panel import within_places
from srdi_sim.engine.pools import best, best_in_group, divide
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck, logit
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.rulesets import RuleSet
from srdi_sim.policy.terms import RungTerms, Terms
from srdi_sim.policy.tiers import LADDER, NEVER, TIERS, Tier, month_index
from srdi_sim.population.firms import Firms
from srdi_sim.rules.assessment import LOGISTIC_SD

_TIE_BREAK = 1e-6
_RIVALS = 1 << 40  # ids of applicants from elsewhere: no firm of ours has one so high


@dataclass(frozen=True, slots=True)
class Applications:
    """Those who apply to one rung in one year, with what the panel needs."""

    rung: RungTerms
    month: int
    rows: NDArray[np.int64]
    above_mark: NDArray[np.float64]
    by_route: NDArray[np.bool_]


def close(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Close some firms; the titles that they hold end with them."""
    firms = city.firms
    start = first_month(terms)
    oldest = habits.exit_by_age.size - 1
    age = np.minimum(np.maximum(terms.year - firms.founded, 0), oldest)
    chance = rules.chance_of_closing(
        habits.exit_by_age[age],
        firms.above_scale,
        np.logical_or.reduce(city.valid),
        firms.visited,
        habits.cap_exit_above_scale,
        habits.cap_exit_titled,
        habits.visit_rescue,
        terms.share_of_year,
    )
    closing = np.flatnonzero(firms.alive & (luck.draw(Event.CLOSE) < chance))
    firms.alive[closing] = False
    city.record.closed = closing
    for tier in TIERS:
        city.record.left[tier] = closing[city.valid[tier, closing]]
    firms.until[:, closing] = np.minimum(firms.until[:, closing], start)
    # A title that was still to come is never given.
    firms.first[:, closing] *= firms.first[:, closing] < start
    city.valid[:, closing] = False
    city.titled = np.logical_or.reduce(city.valid)


def found(city: City, terms: Terms) -> None:
    """Firms come into view: those founded, and those that cross the scale line.

    Whoever is there at the start was entered with the population.
    """
    firms = city.firms
    if terms.year > city.first_year:
        firms.alive |= firms.enters == terms.year


def cultivate(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Banners and city fill their pools; visits, training seats and platforms go round.

    The city's pool takes the most promising firms, each banner's pool the best of its own; a firm
    stays only as long as it ranks. Visits, seats and platforms are finite and go by lot among those
    in a pool or with a title.
    """
    firms = city.firms
    firms.pool[:] = 0
    candidates = np.flatnonzero(firms.alive & firms.sme)
    if terms.pool > 0.0:
        promise = rules.promise(
            firms.rd[candidates] / firms.revenue[candidates],
            firms.class1_ip[candidates],
            firms.growth[candidates],
            firms.digital[candidates],
            firms.main_share[candidates],
        )
        # Many firms look equally promising; a lot between them decides, not their order.
        promise += luck.draw(Event.ADMIT, rows=candidates) * _TIE_BREAK
        of_banner = _number(terms.pool_banner_places, habits.pool_banner_places)
        of_city = _number(terms.pool_city_places, habits.pool_city_places)
        banner = firms.banner[candidates]
        firms.pool[candidates[best_in_group(banner, promise, of_banner, city.effort.size)]] = 1
        firms.pool[candidates[best(promise, of_city)]] = 2
    reached = np.flatnonzero(firms.alive & ((firms.pool > 0) | city.titled))
    visits = _number(terms.visits_firms, habits.visits_firms) * terms.visits
    firms.visited[:] = False
    firms.visited[_by_lot(reached, visits, luck, Event.SERVE)] = True
    platforms = _number(terms.platforms_count, habits.platforms_count)
    served = platforms * habits.platform_firms * terms.platforms
    firms.platform[:] = False
    firms.platform[_by_lot(reached, served, luck, Event.SERVE, part=1)] = True
    untrained = reached[~firms.trained[reached]]
    seats = terms.training_seats * terms.training
    firms.trained[_by_lot(untrained, seats, luck, Event.TRAIN)] = True


def lend(
    city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Firms ask for loans; the guarantee fund backs the listed ones until its book is full.

    Returns the firms whose guaranteed loan defaults and what the fund loses, 万元.
    """
    firms = city.firms
    firms.loan[:] = 0.0
    firms.guaranteed[:] = False
    wants = np.flatnonzero(
        firms.alive & (luck.draw(Event.BORROW) < habits.loan_demand * terms.share_of_year)
    )
    amount = rules.loan_of(firms.revenue[wants], habits.loan_to_revenue)
    listed = (firms.pool[wants] > 0) | city.titled[wants]
    fund = terms.guarantee_fund
    capital = habits.guarantee_fund_wan if fund is None else fund / 1_000_000
    leverage = (
        habits.guarantee_leverage if terms.guarantee_leverage is None else terms.guarantee_leverage
    )
    book = capital * leverage * terms.credit
    asks = np.flatnonzero(listed)
    queue = asks[np.argsort(luck.draw(Event.QUEUE, rows=wants[asks]))]
    guaranteed = np.zeros(wants.size, dtype=bool)
    guaranteed[queue] = np.cumsum(amount[queue]) <= book
    chance = rules.chance_of_approval(
        habits.loan_approval,
        listed,
        guaranteed,
        habits.whitelist_lift * terms.credit,
        habits.guarantee_lift,
    )
    lent = luck.draw(Event.APPROVE, rows=wants) < chance
    firms.loan[wants[lent]] = amount[lent]
    firms.guaranteed[wants[lent & guaranteed]] = True
    defaults = lent & guaranteed & (luck.draw(Event.DEFAULT, rows=wants) < habits.default_rate)
    return wants[defaults], amount[defaults] * habits.fund_loss_share


def allot(city: City, terms: Terms, habits: Habits, rules: Rules) -> None:
    """Divide each banner's land, water, energy and emission quota by output per mu.

    Claims are in mu of land, one pool a banner. The supply is a share of the first year's claims
    and grows by itself, so whoever is served first takes from those who come after, and firms that
    enter or grow take from those who are there.
    """
    firms = city.firms
    rows = np.flatnonzero(firms.alive)
    claim = firms.revenue[rows] / firms.output_per_mu[rows]
    banner = firms.banner[rows]
    weight = _plain(terms.factor_priority, habits.factor_priority)
    standing = rules.standing(
        firms.output_per_mu[rows],
        city.titled[rows],
        1.0 + (weight - 1.0) * terms.factors,
    )
    banners = city.effort.size
    city.factor_claimed[:] = np.bincount(banner, claim, banners)
    if terms.year == city.first_year:
        city.factor_base[:] = city.factor_claimed
    grown = (1.0 + habits.factor_supply_growth) ** (terms.year - city.first_year)
    city.factor_supply[:] = habits.factor_tightness * grown * city.factor_base
    given = divide(banner, standing, claim, city.factor_supply)
    city.factor_given[:] = np.bincount(banner, given, banners)
    firms.factor_met[rows] = given / claim


def build(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Firms do R&D, raise R&D bodies, gain IP and certificates, improve quality, go digital."""
    firms = city.firms
    share = terms.share_of_year
    firms.rd_before[:] = firms.rd
    firms.rd_intensity[firms.alive] *= 1.0 + habits.rd_drift * share
    reach = np.where(firms.manufacturer, habits.rd_share_industry, habits.rd_share_services)
    active = firms.alive & (firms.rd_rank < reach)
    firms.rd[:] = rules.real_rd(
        firms.revenue,
        firms.rd_intensity,
        active,
        firms.body,
        firms.loan > 0.0,
        habits.body_rd,
        habits.credit_rd,
    )
    granted = rules.new_ip(luck.draw(Event.INVENT), firms.rd, habits.ip_rate, share)
    firms.class1_ip += granted * firms.alive

    advance = rules.chance_of_advance
    more_body = advance(habits.body_rate, habits.body_support, terms.research_bodies, share)
    rises = active & (luck.draw(Event.ADVANCE_BODY) < more_body)
    firms.body[:] = np.minimum(firms.body + rises, 4.0)
    more_quality = advance(habits.quality_rate, habits.quality_support, terms.quality, share)
    firms.quality += firms.alive & (luck.draw(Event.IMPROVE_QUALITY) < more_quality)
    more_digital = advance(habits.digital_rate, habits.digital_support, terms.upgrades, share)
    goes_digital = firms.alive & (luck.draw(Event.DIGITISE) < more_digital)
    firms.digital[:] = np.minimum(firms.digital + goes_digital, 4.0)
    firms.core_it |= goes_digital

    # A certificate lasts three years and is renewed like a first one.
    qualified = active & (firms.class1_ip >= 1.0) & (firms.high_tech_until < terms.year)
    certified = qualified & (luck.draw(Event.CERTIFY) < habits.certificate_rate * share)
    firms.high_tech_until[certified] = terms.year + 2


def grow(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Revenue moves: the firm's own drift, a Laplace shock, and what credit and factors add."""
    firms = city.firms
    common = (
        habits.growth_mean
        + habits.market_growth * terms.markets
        + habits.equity_growth * terms.funds
        + habits.talent_growth * terms.talent
        + _park_spillover(city, terms, habits)
    )
    change = rules.log_growth(
        luck.draw(Event.GROW),
        common,
        firms.drift,
        city.titled,
        habits.growth_sd_titled,
        habits.growth_sd_other,
        firms.loan > 0.0,
        habits.credit_growth,
        firms.factor_met,
        habits.factor_growth,
        habits.digital_growth * (firms.digital - 1.0) * terms.upgrades,
    )
    alive = firms.alive
    np.copyto(firms.growth_before, firms.growth, where=alive)
    np.copyto(firms.growth, rules.growth_rate(change), where=alive)
    np.copyto(firms.revenue_before, firms.revenue, where=alive)
    revenue = rules.grown(firms.revenue, change, terms.share_of_year)
    np.copyto(firms.revenue, revenue, where=alive)


def _park_spillover(city: City, terms: Terms, habits: Habits) -> Any:
    """Return what firms gain in a park with enough regional titles for the award of 二(六)."""
    if habits.park_spillover == 0.0 or not terms.parks:
        return 0.0
    parks = city.firms.park
    titled = (city.valid[Tier.REGIONAL] | city.valid[Tier.LITTLE_GIANT]) & (parks >= 0)
    holders = np.bincount(parks[titled], minlength=city.park_awarded.size)
    strong = np.append(holders >= terms.park_threshold, [False])  # the last stands for no park
    return habits.park_spillover * strong[parks]


def apply(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> list[Applications]:
    """Eligible firms decide whether to apply, rung by rung."""
    applications = []
    for rung in terms.rungs:
        month = month_index(terms.year, int(getattr(habits, rung.rung.month)))
        # What was judged before the first day of the run is part of its start.
        if rung.open and month >= first_month(terms):
            applications.append(_apply_to(rung, month, city, terms, habits, rules, luck))
    return applications


def _apply_to(
    rung: RungTerms,
    month: int,
    city: City,
    terms: Terms,
    habits: Habits,
    rules: Rules,
    luck: Luck,
) -> Applications:
    """Let the firms apply that meet the conditions and, by their own count, the mark or a route.

    Whoever is eligible decides by a draw of its own; see `chance_of_applying`.
    """
    firms, tier = city.firms, rung.tier
    free = _may_apply(firms, tier, terms)
    reported = firms.rd
    if rung.rd_floor or rung.rd_ratio_floor:
        reported = rules.reported_rd(
            luck.draw(Event.RELABEL, tier),
            firms.rd,
            np.maximum(rung.rd_floor, rung.rd_ratio_floor * firms.revenue),
            habits.relabel_chance,
            habits.relabel_reach,
        )
    everyone = Dossier(firms, slice(None), terms.year, month, reported)
    meets_all = who_meets(rung.conditions, everyone, free)
    if meets_all.size == 0:
        return Applications(rung, month, meets_all, np.zeros(0), np.zeros(0, dtype=bool))
    form = everyone.of(meets_all)
    by_route = meets(rung.rules.routes, form)
    above_mark = np.zeros(len(form))
    if rung.blocks:
        # A route makes the mark idle, and what points there are still rank the firm for a place.
        above_mark = points(rung.blocks, form, habits) - _mark(rung.rules, habits)
        above_mark = np.where(by_route, np.maximum(above_mark, 0.0), above_mark)
    eligible = (by_route | (above_mark >= 0.0)).nonzero()[0]
    rows, by_route, above_mark = meets_all[eligible], by_route[eligible], above_mark[eligible]

    pull = rules.pull_of_awards(
        terms.awards_seen(tier, month),
        getattr(habits, f"reference_awards_{tier.code}"),
        habits.award_response,
    )
    chance = rules.chance_of_applying(
        getattr(habits, rung.rung.take_up), pull, _help(city, rows, terms, habits, rules)
    )
    applies = luck.draw(Event.APPLY, tier, rows) < chance * terms.share_of_year
    city.record.eligible[tier] = rows
    city.record.applied[tier] = rows[applies]
    return Applications(rung, month, rows[applies], above_mark[applies], by_route[applies])


def _may_apply(firms: Firms, tier: Tier, terms: Terms) -> NDArray[np.bool_]:
    """Return who is alive and has held neither this title nor a higher rung this year.

    A title that ends this year is reviewed this year, so its holder does not apply anew.
    """
    first = first_month(terms)
    free = firms.alive.copy()
    for held in (tier,) if tier is Tier.CHAMPION else LADDER[tier:]:
        free &= firms.until[held] < first
    return free


def _mark(rule_set: RuleSet, habits: Habits) -> float:
    if rule_set.pass_habit:
        return float(getattr(habits, rule_set.pass_habit))
    return float(rule_set.pass_mark or 0.0)


def _help(
    city: City, rows: NDArray[np.int64], terms: Terms, habits: Habits, rules: Rules
) -> NDArray[np.float64]:
    firms = city.firms
    return rules.help_received(
        firms.pool[rows],
        firms.visited[rows],
        firms.trained[rows],
        firms.platform[rows],
        city.effort[firms.banner[rows]],
        habits.pool_help,
        habits.visit_help,
        habits.training_help,
        habits.platform_help,
        habits.effort_help,
        habits.publicity_help * terms.publicity + _peer_help(city, rows, habits),
    )


def _peer_help(city: City, rows: NDArray[np.int64], habits: Habits) -> Any:
    """Return the help of titled peers: `peer_help` times their share in banner and sector."""
    if habits.peer_help == 0.0:
        return 0.0
    firms = city.firms
    cell = firms.banner.astype(np.int64) * (int(firms.sector.max()) + 1) + firms.sector
    neighbours = np.bincount(cell[firms.alive], minlength=cell.max() + 1)
    titled = np.bincount(cell[firms.alive & city.titled], minlength=cell.max() + 1)
    return habits.peer_help * (titled / np.maximum(neighbours, 1))[cell[rows]]


def judge(
    city: City, applications: list[Applications], habits: Habits, rules: Rules, luck: Luck
) -> None:
    """Panels judge: points and a draw against the mark, then rank within the places there are."""
    for entered in applications:
        rung, tier = entered.rung.rung, entered.rung.rung.tier
        rows = entered.rows
        if rows.size == 0:
            continue
        steady = luck.of(0, city.firms.id[rows]).draw(Event.PANEL_PERSISTENT, tier)
        panel = rules.panel_draw(
            steady,
            luck.draw(Event.PANEL, tier, rows),
            habits.panel_persistence,
            habits.panel_sd,
        )
        passes = entered.by_route | (entered.above_mark + panel >= 0.0)
        if not entered.rung.blocks:
            passes = np.ones(rows.size, dtype=bool)
        city.record.passed[tier] = rows[passes]
        if rung.places:
            strength = getattr(habits, rung.strength) if rung.strength else 0.0
            merit = rules.merit(
                entered.above_mark[passes], panel[passes], habits.panel_sd, strength
            )
            rivals = _rivals(int(getattr(habits, rung.rivals)), tier, luck) if rung.rivals else None
            chosen = within_places(merit, getattr(habits, rung.places), rivals)
            won = passes.nonzero()[0][chosen]
        else:
            won = passes.nonzero()[0]
        rows = rows[won]
        city.record.by_route[tier] = rows[entered.by_route[won]]
        _recognise(city, tier, rows, entered.month, rung.validity_months)


def _rivals(count: int, tier: Tier, luck: Luck) -> NDArray[np.float64]:
    """Return the merit of applicants from elsewhere: the panel draw of a firm of no advantage."""
    ids = np.arange(_RIVALS, _RIVALS + count)
    return logit(luck.draw_for(ids, Event.RIVAL, tier)) / LOGISTIC_SD


def _recognise(city: City, tier: Tier, rows: NDArray[np.int64], month: int, validity: int) -> None:
    firms = city.firms
    firms.since[tier, rows] = month
    firms.until[tier, rows] = month + validity
    firms.first[tier, rows] = np.where(
        firms.first[tier, rows] == NEVER, month, firms.first[tier, rows]
    )


def review(city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck) -> None:
    """Review the titles that end this year: renewed for another term, or lapsed.

    From the top down: a lower title stays alive, without review, while a higher rung is valid.
    """
    firms = city.firms
    first, last = first_month(terms), month_index(terms.year, 12)
    higher = np.zeros(len(firms), dtype=bool)  # holds a rung above that is valid after this year
    for tier in reversed(TIERS):
        rung, until = terms.rung(tier), firms.until[tier]
        rows = np.flatnonzero((until >= first) & (until <= last) & firms.alive)
        if rows.size:
            renewed = np.zeros(rows.size, dtype=bool)
            if rung is not None:  # otherwise no rule set is in force by which it could be renewed
                renewed = higher[rows] | _is_renewed(rung, rows, city, terms, habits, rules, luck)
                until[rows[renewed]] += rung.rung.validity_months
            city.record.renewed[tier] = rows[renewed]
            city.record.lapsed[tier] = rows[~renewed]
        if tier in LADDER:
            higher |= until > last


def _is_renewed(
    rung: RungTerms,
    rows: NDArray[np.int64],
    city: City,
    terms: Terms,
    habits: Habits,
    rules: Rules,
    luck: Luck,
) -> NDArray[np.bool_]:
    """Return whose title is renewed; a rung that has ended follows the reading (R8)."""
    if rung.tier is Tier.MUNICIPAL and not rung.open:
        return np.full(rows.size, terms.reading.municipal_titles_after == "stay")
    form = Dossier(city.firms, rows, terms.year, month_index(terms.year, 12))
    still = meets(rung.conditions_at_review, form, tolerance=habits.review_tolerance)
    u = luck.draw(Event.REVIEW, rung.tier, rows)
    return rules.is_renewed(u, still, getattr(habits, rung.rung.renewal))


def learn(city: City, terms: Terms, habits: Habits, rules: Rules) -> None:
    """Appraise banners on their share of the city's regional target; they shift their effort.

    A banner's share of the target is its share of the city's SMEs. Without a target there is no
    appraisal.
    """
    if terms.regional_target <= 0.0:
        return
    firms = city.firms
    banners = city.effort.size
    december = month_index(terms.year, 12)
    smes = np.bincount(firms.banner[firms.alive & firms.sme], minlength=banners)
    held = firms.holds(Tier.REGIONAL, december) | firms.holds(Tier.LITTLE_GIANT, december)
    titles = np.bincount(firms.banner[firms.alive & held], minlength=banners)
    target = terms.regional_target * smes / max(1, smes.sum())
    shortfall = 1.0 - titles / np.maximum(target, 1e-9)
    city.effort[:] = rules.effort_after_appraisal(
        city.effort, np.maximum(shortfall, -1.0), habits.appraisal_response, terms.appraisal
    )


def first_month(terms: Terms) -> int:
    """Return the running number of the first month lived in this year."""
    return month_index(terms.year, terms.start.month)


def _by_lot(
    rows: NDArray[np.int64], places: float, luck: Luck, event: Event, part: int = 0
) -> NDArray[np.int64]:
    """Return those of `rows` who get one of the places, by lot."""
    if places < 1.0:
        return rows[:0]
    if places >= rows.size:
        return rows
    lot = luck.draw(event, part, rows)
    return rows[best(-lot, int(places))]


def _number(named: int | None, assumed: float) -> int:
    """Return the number that the policy names, or the assumed one where it names none."""
    return int(assumed) if named is None else named


def _plain(named: float | None, assumed: float) -> float:
    return assumed if named is None else named
