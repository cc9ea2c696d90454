"""The eighth phase: eligible firms decide whether to apply, rung by rung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.city import City
from srdi_sim.engine.dossier import Dossier, meets, points, who_meets
from srdi_sim.engine.phases.common import first_month, in_key_sector, only_key_sectors
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.rulesets import RuleSet
from srdi_sim.policy.terms import RungTerms, Terms
from srdi_sim.policy.tiers import LADDER, Tier, month_index


@dataclass(frozen=True, slots=True)
class Applications:
    """Those who apply to one rung in one year, with what the panel needs."""

    rung: RungTerms
    month: int
    rows: NDArray[np.int64]
    above_mark: NDArray[np.float64]
    by_route: NDArray[np.bool_]


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
    free = _may_apply(city, tier, terms)
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
    meets_all, city.record.lacking[tier] = who_meets(rung.conditions, everyone, free)
    if meets_all.size == 0:
        return Applications(rung, month, meets_all, np.zeros(0), np.zeros(0, dtype=bool))
    form = everyone.of(meets_all)
    by_route = meets(rung.rules.routes, form)
    above_mark = np.zeros(len(form))
    if rung.blocks:
        # A route makes the mark idle, and what points there are still rank the firm for a place.
        above_mark = points(rung.blocks, form, habits) - _mark(rung.rules, habits)
        above_mark = np.where(by_route, np.maximum(above_mark, 0.0), above_mark)
    ready = by_route | (above_mark >= 0.0)
    rows = meets_all[ready]
    city.record.eligible[tier] = rows
    city.record.below_mark[tier] = meets_all[~ready]
    chance, in_time = _chances(rung, month, rows, city, terms, habits, rules)
    u = luck.draw(Event.APPLY, tier, rows)
    willing = u < chance * terms.share_of_year
    city.record.deterred[tier] = rows[~willing & (u < in_time * terms.share_of_year)]
    applies = ready.copy()
    applies[ready] = willing
    applies[~ready] = _sent_unready(tier, meets_all[~ready], city, terms, habits, rules, luck)
    city.record.sent[tier] = meets_all[applies & ~ready]
    city.record.applied[tier] = meets_all[applies]
    return Applications(rung, month, meets_all[applies], above_mark[applies], by_route[applies])


def _chances(
    rung: RungTerms,
    month: int,
    rows: NDArray[np.int64],
    city: City,
    terms: Terms,
    habits: Habits,
    rules: Rules,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the chances that these eligible firms apply, and what they would be if paid in time.

    Awards that reach firms late are worth less to them: see `worth_of_late_award`.
    """
    own, others = terms.awards_seen(rung.tier, month)
    reference = getattr(habits, f"reference_awards_{rung.tier.code}")
    take_up = getattr(habits, rung.rung.take_up)
    help_ = _help(city, rows, terms, habits, rules)

    def chance(worth: float) -> NDArray[np.float64]:
        pull = rules.pull_of_awards(worth + others, reference, habits.award_response)
        return rules.chance_of_applying(take_up, pull, help_)

    in_time = chance(own)
    late = rules.worth_of_late_award(own, city.years_of_arrears, habits.late_discount)
    return (in_time if late == own else chance(late)), in_time


def _sent_unready(
    tier: Tier,
    rows: NDArray[np.int64],
    city: City,
    terms: Terms,
    habits: Habits,
    rules: Rules,
    luck: Luck,
) -> NDArray[np.bool_]:
    """Return whom a banner that chases numbers sends to apply below the mark (三(一))."""
    if habits.number_chasing <= 0.0:
        return np.zeros(rows.size, dtype=bool)
    effort = city.effort[city.firms.banner[rows]]
    chance = rules.chance_of_being_sent(effort, habits.number_chasing)
    sent: NDArray[np.bool_] = luck.draw(Event.CHASE, tier, rows) < chance * terms.share_of_year
    return sent


def _may_apply(city: City, tier: Tier, terms: Terms) -> NDArray[np.bool_]:
    """Return who is alive and has held neither this title nor a higher rung this year.

    A title that ends this year is reviewed this year, so its holder does not apply anew.
    """
    firms, first = city.firms, first_month(terms)
    free = firms.alive.copy()
    for held in (tier,) if tier is Tier.CHAMPION else LADDER[tier:]:
        free &= firms.until[held] < first
    if tier is Tier.MUNICIPAL and only_key_sectors(terms):
        free[free] = in_key_sector(city, terms, np.flatnonzero(free))  # the city's own title (R19)
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
        firms.accelerator[rows],
        city.effort[firms.banner[rows]],
        habits.pool_help,
        habits.visit_help,
        habits.training_help,
        habits.platform_help,
        habits.accelerator_help,
        habits.effort_help,
        habits.publicity_help * terms.levers.publicity.strength + _peer_help(city, rows, habits),
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
