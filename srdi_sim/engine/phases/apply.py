"""The eighth phase: eligible firms decide whether to apply, rung by rung."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import loop
from srdi_sim.engine.city import City
from srdi_sim.engine.dossier import Dossier, meets, points, who_meets
from srdi_sim.engine.phases.common import first_month, only_key_sectors, those
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Event, Luck, address, draw
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.rulesets import RuleSet
from srdi_sim.policy.terms import RungTerms, Terms
from srdi_sim.policy.tiers import LADDER, Tier, month_index
from srdi_sim.rules.application import (
    chance_of_applying,
    chance_of_being_sent,
    help_received,
    reported_rd,
)


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
    free, reported = _fill_in(rung, city, terms, habits, rules, luck)
    everyone = Dossier(firms, slice(None), terms.year, month, reported, first_month(terms))
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
    applies, deterred = _decide(rung, month, meets_all, ready, city, terms, habits, rules, luck)
    record, applied = city.record, those(meets_all, applies)
    record.eligible[tier] = those(meets_all, ready)
    record.below_mark[tier] = those(meets_all, ~ready)
    record.deterred[tier] = those(meets_all, deterred)
    record.sent[tier] = those(meets_all, applies & ~ready)
    record.applied[tier] = applied
    return Applications(rung, month, applied, those(above_mark, applies), those(by_route, applies))


def _fill_in(
    rung: RungTerms, city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return who may apply to a rung, and what R&D each of them reports.

    Those who are alive and have held neither this title nor a higher rung this year: a title that
    ends this year is reviewed this year, so its holder does not apply anew.
    """
    firms, tier = city.firms, rung.tier
    only = np.ones(city.factor_use.shape[1], dtype=bool)
    if tier is Tier.MUNICIPAL and only_key_sectors(terms):  # the city's own title (R19)
        only[:] = terms.key_sectors
    return _report.with_rules(rules)(
        (firms.alive, firms.sector, firms.revenue, firms.rd),
        tuple(firms.until),
        (int(tier), int(max(tier, LADDER[-1])), first_month(terms)),
        only,
        luck.keys,
        address(Event.RELABEL, tier),
        (rung.rd_floor, rung.rd_ratio_floor),
        habits.relabel_chance,
        habits.relabel_reach,
    )


@loop
def _report(firms, until, titles, only, keys, event, floors, chance, reach):  # type: ignore[no-untyped-def]
    alive, sector, revenue, real = firms
    lowest, highest, month = titles
    floor, ratio_floor = floors
    rows, kept, reported = np.empty(keys.size, np.int64), 0, real.copy()
    if floor > 0.0 or ratio_floor > 0.0:
        for i in range(keys.size):
            needed = max(floor, ratio_floor * revenue[i])
            reported[i] = reported_rd(draw(keys[i], event), real[i], needed, chance, reach)
    free = alive.copy()
    for tier in range(lowest, highest + 1):
        for i in range(keys.size):
            free[i] &= until[tier][i] < month
    for i in range(keys.size):
        # Written in any case and kept if it is free: cheaper than a branch.
        rows[kept] = i
        kept += free[i] & only[sector[i]]
    return rows[:kept], reported


def _decide(
    rung: RungTerms,
    month: int,
    rows: NDArray[np.int64],
    ready: NDArray[np.bool_],
    city: City,
    terms: Terms,
    habits: Habits,
    rules: Rules,
    luck: Luck,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which of these firms apply, and which would if awards were paid in time.

    Who is ready and knows of the rung (`share_that_knows`) applies by its own chance; awards that
    reach firms late are worth less to them, see `worth_of_late_award`. Who is below the mark
    applies if a banner that chases numbers sends it (三(一)).
    """
    firms, years_after = city.firms, terms.year - rung.rung.since.year
    own, others = terms.awards_seen(rung.tier, month)
    reference = getattr(habits, f"reference_awards_{rung.tier.code}")
    late = rules.worth_of_late_award(own, city.years_of_arrears, habits.late_discount)
    return _who_applies.with_rules(rules)(
        rows,
        ready,
        (firms.pool, firms.visited, firms.trained, firms.platform, firms.accelerator),
        firms.banner,
        city.effort,
        habits.publicity_help * terms.levers.publicity.strength + _peer_help(city, rows, habits),
        (
            habits.pool_help,
            habits.visit_help,
            habits.training_help,
            habits.platform_help,
            habits.accelerator_help,
            habits.effort_help,
        ),
        getattr(habits, rung.rung.take_up),
        rules.pull_of_awards(late + others, reference, habits.award_response),
        rules.pull_of_awards(own + others, reference, habits.award_response),
        rules.share_that_knows(years_after, habits.new_rung_known, habits.new_rung_years),
        habits.number_chasing,
        terms.share_of_year,
        luck.keys,
        (address(Event.APPLY, rung.tier), address(Event.CHASE, rung.tier)),
    )


@loop
def _who_applies(  # type: ignore[no-untyped-def]
    rows, ready, reached, banner, effort, common, helps, take_up, pull, pull_in_time, known,
    chasing, share, keys, events,
):  # fmt: skip
    pool, visited, trained, served, housed = reached
    apply, chase = events
    applies, deterred = np.zeros(rows.size, np.bool_), np.zeros(rows.size, np.bool_)
    for j in range(rows.size):
        i, effort_here = rows[j], effort[banner[rows[j]]]
        if ready[j]:
            help_ = help_received(
                pool[i], visited[i], trained[i], served[i], housed[i], effort_here, *helps,
                common[j],
            )  # fmt: skip
            u = draw(keys[i], apply)
            applies[j] = u < chance_of_applying(take_up, pull, help_) * known * share
            in_time = u < chance_of_applying(take_up, pull_in_time, help_) * known * share
            deterred[j] = in_time and not applies[j]
        elif chasing > 0.0:
            chance = chance_of_being_sent(effort_here, chasing)
            applies[j] = draw(keys[i], chase) < chance * share
    return applies, deterred


def _mark(rule_set: RuleSet, habits: Habits) -> float:
    if rule_set.pass_habit:
        return float(getattr(habits, rule_set.pass_habit))
    return float(rule_set.pass_mark or 0.0)


def _peer_help(city: City, rows: NDArray[np.int64], habits: Habits) -> NDArray[np.float64]:
    """Return the help of titled peers: `peer_help` times their share in banner and sector."""
    if habits.peer_help == 0.0:
        return np.zeros(rows.size)
    firms = city.firms
    cell = firms.banner.astype(np.int64) * (int(firms.sector.max()) + 1) + firms.sector
    neighbours = np.bincount(cell[firms.alive], minlength=cell.max() + 1)
    titled = np.bincount(cell[firms.alive & city.titled], minlength=cell.max() + 1)
    help_: NDArray[np.float64] = habits.peer_help * (titled / np.maximum(neighbours, 1))[cell[rows]]
    return help_
