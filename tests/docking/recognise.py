"""Phases 8 to 10 and 12: apply, judge, review, learn, from docs/odd/06-titles.md and 05-year.md."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from docking.city import City, Firm
from docking.cultivate import only_key_sectors
from docking.files import WAN, month
from docking.form import Reader, form_of
from docking.habits import Habits
from docking.ladder import (
    CHAMPION,
    INNOVATIVE,
    LADDER,
    LITTLE_GIANT,
    MUNICIPAL,
    REGIONAL,
    TIERS,
    Rung,
    variables,
)
from docking.luck import RIVAL_ID, logistic, logit
from docking.survive import count_by_banner_and_sector, key_sectors
from docking.terms import Terms

_UNIT_SD = math.pi / math.sqrt(3.0)


@dataclass
class Application:
    firm: Firm
    above: float
    by_route: bool


def apply(city: City, terms: Terms, habits: Habits) -> list[tuple[Rung, int, list[Application]]]:
    """Return for every open rung the month of its batch and who applied."""
    batches = []
    for tier in sorted(terms.rungs):
        rung = terms.rungs[tier]
        batch = month(terms.year, int(habits[rung.habits["month"]]))
        if rung.open and batch >= terms.first:
            batches.append((rung, batch, _applicants(city, terms, habits, rung, batch)))
    return batches


def _applicants(
    city: City, terms: Terms, habits: Habits, rung: Rung, batch: int
) -> list[Application]:
    tier = rung.tier
    own, others = _seen(terms, tier, batch)
    reference, response = habits[f"reference_awards_{TIERS[tier]}"], habits["award_response"]
    late = max(own * (1.0 - habits["late_discount"] * city.years_of_arrears), 0.0)
    take_up = logit(habits[rung.habits["take_up"]])
    pull = response * (late + others - reference) / 100
    pull_in_time = response * (own + others - reference) / 100
    everyone = count_by_banner_and_sector(city, titled=False)
    titled = count_by_banner_and_sector(city, titled=True)
    years_after = terms.year - rung.since // 12
    unknown = max(0.0, 1.0 - years_after / habits["new_rung_years"])
    part = habits["new_rung_known"] ** unknown * terms.share
    mark = habits[rung.pass_habit] if rung.pass_habit else rung.pass_mark
    applications = []
    for firm in [f for f in city.alive if _may(city, terms, f, tier)]:
        reported, relabelled = _reported(city, habits, firm, rung)
        exact = frozenset({"rd", "rd_ratio"} if relabelled else ())
        reader = Reader(city, firm, form_of(firm, terms, batch, reported), exact)
        fallen = next((each for each in rung.conditions if not reader.holds(each)), None)
        if fallen is not None:
            city.record.lacks[next(variables(fallen)), tier] += 1
            continue
        by_route = any([reader.holds(each) for each in rung.routes])
        above = reader.points(rung, habits) - mark if rung.blocks else 0.0
        if by_route:
            above = max(above, 0.0)
        city.note("mark", firm.id, above, 0.0)
        if above >= 0:
            city.record.add("eligible", tier, firm)
            peers = titled[firm.banner, firm.sector] / everyone[firm.banner, firm.sector]
            help_had = _help(city, terms, habits, firm, peers)
            applies, in_time = (
                city.happens("APPLY", firm.id, logistic(take_up + p + help_had) * part, tier)
                for p in (pull, pull_in_time)
            )
            if not applies and in_time:
                city.record.add("deterred", tier, firm)
        else:
            city.record.add("below_mark", tier, firm)
            chance = habits["number_chasing"] * (city.effort[firm.banner] - 1.0)
            chance = min(max(chance, 0.0), 1.0)
            applies = city.happens("CHASE", firm.id, chance * terms.share, tier)
            if applies:
                city.record.add("sent", tier, firm)
        if applies:
            city.record.add("applied", tier, firm)
            applications.append(Application(firm, above, by_route))
    return applications


def _may(city: City, terms: Terms, firm: Firm, tier: int) -> bool:
    higher = (tier,) if tier == CHAMPION else LADDER[tier:]
    if any(firm.until[each] >= terms.first for each in higher):
        return False
    if tier == MUNICIPAL and only_key_sectors(city, terms):
        return firm.sector in key_sectors(city, terms)
    return True


def _seen(terms: Terms, tier: int, batch: int) -> tuple[float, float]:
    """Return the awards that a firm sees, of the city and of others, 万元."""
    own = sum(a.amount / WAN for a in terms.awards if a.tier == tier and a.b <= batch <= a.e)
    others = sum(
        a.amount / WAN * a.share for a in terms.purses if a.tier == tier and a.b <= batch <= a.e
    )
    return own, others


def _reported(city: City, habits: Habits, firm: Firm, rung: Rung) -> tuple[float, bool]:
    needed = max(rung.rd_floor, rung.ratio_floor * firm.revenue)
    reach = needed * (1.0 - habits["relabel_reach"])
    if needed <= 0 or firm.rd <= 0:
        return firm.rd, False
    city.note("relabel", firm.id, firm.rd, needed)
    city.note("relabel", firm.id, firm.rd, reach)
    may = reach <= firm.rd < needed
    if may and city.happens("RELABEL", firm.id, habits["relabel_chance"], rung.tier):
        return needed * (1.0 + 1e-12), True
    return firm.rd, False


def _help(city: City, terms: Terms, habits: Habits, firm: Firm, peers: float) -> float:
    common = habits["publicity_help"] * terms.strength["publicity"] + habits["peer_help"] * peers
    return (
        common
        + habits["effort_help"] * (city.effort[firm.banner] - 1.0)
        + (habits["pool_help"] if firm.pool > 0 else 0.0)
        + (habits["visit_help"] if firm.visited else 0.0)
        + (habits["training_help"] if firm.trained else 0.0)
        + (habits["platform_help"] if firm.platform else 0.0)
        + (habits["accelerator_help"] if firm.accelerator else 0.0)
    )


def judge(
    city: City,
    batches: list[tuple[Rung, int, list[Application]]],
    habits: Habits,
) -> None:
    sd, lasting = habits["panel_sd"], habits["panel_persistence"]
    for rung, batch, applications in batches:
        tier, strength, passing = rung.tier, 0.0, []
        if "strength" in rung.habits:
            strength = habits[rung.habits["strength"]]
        for each in sorted(applications, key=lambda a: a.firm.row):
            a = logit(city.luck.draw(each.firm.id, 0, "PANEL_PERSISTENT", tier)) / _UNIT_SD
            b = logit(city.u("PANEL", each.firm, tier)) / _UNIT_SD
            panel = sd * (math.sqrt(lasting) * a + math.sqrt(1.0 - lasting) * b)
            city.note("panel", each.firm.id, each.above + panel, 0.0)
            if each.by_route or each.above + panel >= 0 or not rung.blocks:
                city.record.add("passed", tier, each.firm)
                merit = strength + (each.above + panel) / max(sd, 1e-9)
                passing.append((-merit, 0, each.firm.row, each))
        for _, _, _, each in _placed(city, rung, habits, passing):
            if each:
                each.firm.give(tier, batch, rung.validity)
                city.record.add("given", tier, each.firm)
                if each.by_route:
                    city.record.add("by_route", tier, each.firm)


def _placed(city: City, rung: Rung, habits: Habits, passing: list) -> list:
    """Return who has a place; rivals among them are None."""
    if "places" not in rung.habits:
        return passing
    places = int(habits[rung.habits["places"]])
    rivals = int(habits[rung.habits["rivals"]]) if "rivals" in rung.habits else 0
    for n in range(rivals):
        u = city.luck.draw(RIVAL_ID + n, city.year, "RIVAL", rung.tier)
        passing.append((-logit(u) / _UNIT_SD, 1, n, None))
    ranked = sorted(passing, key=lambda each: each[:3])
    if 0 < places < len(ranked):
        city.note("place", rung.tier, ranked[places - 1][0], ranked[places][0])
    return ranked[: max(places, 0)]


def review(city: City, terms: Terms, habits: Habits) -> None:
    first, december = terms.first, terms.december
    revoked = _revoke(city, terms, habits)
    higher: set[int] = set()
    for tier in reversed(range(len(TIERS))):
        rung = terms.rungs.get(tier)
        for firm in city.alive:
            ends = first <= firm.until[tier] <= december
            if not ends or (tier, firm.id) in revoked:
                continue
            if (
                rung
                and not firm.unreported
                and _renewed(city, terms, habits, firm, rung, firm.id in higher)
            ):
                firm.until[tier] += rung.validity
                city.record.add("renewed", tier, firm)
                continue
            city.record.add("lapsed", tier, firm)
            if (
                tier == MUNICIPAL
                and rung
                and not rung.open
                and terms.reading["municipal_titles_after"] == "convert"
                and not firm.valid[INNOVATIVE]
                and not firm.holds(INNOVATIVE, december)
            ):
                firm.give(INNOVATIVE, december, terms.validity(INNOVATIVE))
                city.record.add("arrived", INNOVATIVE, firm)
        if tier in LADDER:
            higher |= {firm.id for firm in city.alive if firm.until[tier] > december}
    for firm in city.firms:
        firm.unreported = firm.unreported and any(until > december for until in firm.until)
    _record_recognised(city, terms)


def _revoke(city: City, terms: Terms, habits: Habits) -> set[tuple[int, int]]:
    revoked = set()
    for firm in city.alive:
        held = [t for t in range(len(TIERS)) if firm.valid[t] and firm.until[t] > terms.first]
        for tier in held:
            chance = habits["revocation_rate"] * terms.share
            if city.happens("REVOKE", firm.id, chance, tier):
                firm.until[tier] = terms.first
                revoked.add((tier, firm.id))
                city.record.add("revoked", tier, firm)
                city.record.add("lapsed", tier, firm)
        if held and city.happens("MISS_UPDATE", firm.id, habits["missed_update"] * terms.share):
            firm.unreported = True
    return revoked


def _renewed(
    city: City, terms: Terms, habits: Habits, firm: Firm, rung: Rung, higher: bool
) -> bool:
    if higher:
        return True
    if rung.tier == MUNICIPAL and not rung.open:
        return terms.reading["municipal_titles_after"] == "stay"
    reader = Reader(city, firm, form_of(firm, terms, terms.december, firm.rd))
    tolerance = habits["review_tolerance"]
    return all([reader.holds(each, tolerance) for each in rung.review]) and city.happens(
        "REVIEW", firm.id, habits[rung.habits["renewal"]], rung.tier
    )


def _record_recognised(city: City, terms: Terms) -> None:
    for tier in range(len(TIERS)):
        arrived = {firm.id for firm in city.record.of("arrived")[tier]}
        for firm in city.alive:
            if terms.first <= firm.since[tier] <= terms.december and firm.id not in arrived:
                city.record.add("recognised", tier, firm)


def learn(city: City, terms: Terms, habits: Habits) -> None:
    strength, target = terms.strength["appraisal"], terms.target(city.titles_at_start)
    if target is None or strength == 0:
        city.effort = [1.0 for _ in city.banners]
        return
    smes = Counter(firm.banner for firm in city.alive if firm.sme)
    titles = Counter(
        firm.banner
        for firm in city.alive
        if any(firm.holds(tier, terms.december) for tier in (REGIONAL, LITTLE_GIANT))
    )
    for banner in range(len(city.banners)):
        part = target * smes[banner] / max(1, smes.total())
        shortfall = max(1.0 - titles[banner] / part, -1.0) if part else 0.0
        moved = city.effort[banner] + habits["appraisal_response"] * strength * shortfall
        city.effort[banner] = min(max(moved, 0.0), 3.0)
