"""The Mesa agents that the engine is measured against do the engine's work.

Where chance decides nothing both must agree to the fen, line by line and gate by gate; where it
decides, on average. So the yardstick leaves no clause out, and is a second opinion on each.
"""

from __future__ import annotations

import datetime as dt
import math
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from srdi_sim.distributions import Fixed
from srdi_sim.engine.tally import CITY_WIDE, GATES, LACKS, MEASURES, measures_of
from srdi_sim.policy.tiers import TIERS, Tier
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.scenario.uncertainties import Uncertainties
from worlds import WAN, Life, entries, lives, ordos

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="a source archive has no benchmarks")

SEED = 1
SURE = 1e9  # a chance that is certain in any part of a year; places for everybody
Measures = dict[tuple[str, str], float]
Lines = Counter[tuple[Any, ...]]  # rows, or fen, by all that a row of the ledger says


@pytest.fixture(scope="module")
def agents() -> Iterator[Agents]:
    """The agents, imported as the benchmarks import them."""
    before = set(sys.modules)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield Agents(__import__("mesa_city"), __import__("scaling"))
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in ("mesa_city", "scaling"):
            del sys.modules[name]


@dataclass(frozen=True)
class Agents:
    """The package of the agents, and the module that makes the worlds of the benchmarks."""

    city: ModuleType
    scaling: ModuleType

    def lives(self, scenario: Scenario, number: int = 0, kind: str = "City") -> Iterator[Any]:
        """Yield the agents' city after each of its years."""
        numbers = np.array([number])
        [habits] = scenario.settled_uncertainties().draw(SEED, numbers, scenario.years)
        firms = self.scaling.start_firms(scenario, habits[0], number)
        city = getattr(self.city, kind)(scenario, habits, firms, seed=number)
        for _ in scenario.years:
            city.step()
            yield city
        city.remove_all_agents()


# What both show at the end of a year.


def count(condition: Callable[[Any], Any]) -> Callable[[Any], float]:
    return lambda city: sum(bool(condition(firm)) for firm in city.firms)


def anybody(firm: Any) -> bool:
    return True


def total(of: Callable[[Any], Any], who: Callable[[Any], Any] = anybody) -> Callable[[Any], float]:
    return lambda city: sum(of(firm) for firm in city.firms if who(firm))


def mean(of: Callable[[Any], Any], who: Callable[[Any], Any] = anybody) -> Callable[[Any], float]:
    def over(city: Any) -> float:
        values = [of(firm) for firm in city.firms if who(firm)]
        return statistics.fmean(values) if values else 0.0

    return over


CITY: Mapping[str, Callable[[Any], float]] = {
    "firms": lambda city: len(city.agents),
    "smes": count(lambda firm: firm.sme),
    "above_scale_industry": count(lambda firm: firm.above_scale and firm.manufacturer),
    "loans": count(lambda firm: firm.loan > 0.0),
    "factor_unmet": lambda city: city.factor_unmet[0],
    "pool": count(lambda firm: firm.pool == 2),
    "trained": count(lambda firm: firm.trained),
    "attracted": lambda city: city.record["attracted", None],
    "moved_away": lambda city: len(city.moved_away),
    "pool_entered": lambda city: city.record["pool_entered", None],
    "pool_left": lambda city: city.record["pool_left", None],
    "visited": count(lambda firm: firm.visited),
    "served": count(lambda firm: firm.platform),
    "in_accelerators": count(lambda firm: firm.accelerator),
    "accelerators": lambda city: sum(city.accelerators),
    "parks_awarded": lambda city: len(city.park_awarded),
    "guaranteed": count(lambda firm: firm.guaranteed),
    "loans_untitled": count(lambda firm: firm.loan > 0.0 and not firm.titled),
    "loan_amount": total(lambda firm: firm.loan),
    "fund_left": lambda city: city.fund_left,
    "claims_unmet": lambda city: city.claims_unmet,
    "stakes": lambda city: len(city.stakes),
    "stakes_untitled": lambda city: sum(not firm.titled for firm in city.stakes),
    "listed": count(lambda firm: firm.listed),
    "factor_met_titled": mean(lambda firm: firm.factor_met, lambda firm: firm.titled),
    "factor_met_untitled": mean(lambda firm: firm.factor_met, lambda firm: not firm.titled),
    "bodies": count(lambda firm: firm.body >= 1.0),
    "bodies_provincial": count(lambda firm: firm.body >= 3.0),
    "ip": total(lambda firm: firm.class1_ip),
    "rd": total(lambda firm: firm.rd),
    "quality_items": total(lambda firm: firm.quality),
    "quality_awards": count(lambda firm: firm.quality_award),
    "standards": lambda city: len(city.standards),
    "digital": mean(lambda firm: firm.digital),
    "green": count(lambda firm: firm.green),
    "trainees": total(lambda firm: firm.trainees),
    "rd_staff_share": mean(lambda firm: firm.rd_staff_share, lambda firm: firm.titled),
    "at_fairs": count(lambda firm: firm.at_fair),
    "new_markets": count(lambda firm: firm.new_market),
    "partners": count(lambda firm: firm.partner),
    "platforms": lambda city: sum(body.serving for body in city.bodies),
    "effort": lambda city: statistics.fmean(city.effort),
    "revenue_titled": total(lambda firm: firm.revenue, lambda firm: firm.titled),
    "arrears": lambda city: city.years_of_arrears,
    "guaranteed_amount": total(lambda firm: firm.loan, lambda firm: firm.guaranteed),
    "guarantee_limit": lambda city: city.guarantee_limit,
    "fund_exposed": lambda city: city.fund_exposed,
}


SUMS = (
    "equity",
    "key_field",
    "standards",
    "growth",
    "factor_met",
    "received",
    "rd_staff_share",
    "margin",
)


def measures_of_agents(city: Any) -> Measures:
    """Return what the agents show, by the names of the engine's measures."""
    shown: Measures = {(g, t.code): float(city.record[g, t]) for g in GATES for t in TIERS}
    for form in city.forms:
        for variable, fell in form.lacks().items():
            shown[LACKS + variable, form.tier.code] = float(fell)
    shown |= {(name, ""): float(show(city)) for name, show in CITY.items()}
    firms = city.firms
    shown |= {("sum", name): float(sum(getattr(f, name) for f in firms)) for name in SUMS}
    return shown | {
        ("mean", "log revenue"): statistics.fmean(math.log(firm.revenue) for firm in firms),
        ("sum", "certified"): float(sum(firm.high_tech for firm in firms)),
        ("sum", "pool, key sectors"): float(sum(f.pool > 0 for f in firms if is_key(city, f))),
    }


def is_key(city: Any, firm: Any) -> bool:
    return bool(city.terms.key_sectors[firm.sector])


def measures_of_engine(scenario: Scenario, year: int, life: Life) -> Measures:
    """Return those of the engine's measures that the agents show as well."""
    values = measures_of(life.city, scenario.terms(year)).tolist()
    shown = {
        (name, code): value
        for (name, code), value in zip(MEASURES, values, strict=True)
        if name in GATES or name in CITY or (name.startswith(LACKS) and value)
    }
    everyone, terms = life.city.firms, scenario.terms(year)
    firms = everyone.take(everyone.alive)
    shown |= {("sum", name): float(getattr(firms, name).sum()) for name in SUMS}
    key = np.array(terms.key_sectors)[firms.sector]
    return shown | {
        ("mean", "log revenue"): float(np.log(firms.revenue).mean()),
        ("sum", "certified"): float((firms.high_tech_until >= year).sum()),
        ("sum", "pool, key sectors"): float((key & (firms.pool > 0)).sum()),
    }


def lines_of_agents(city: Any) -> tuple[Lines, Lines]:
    """Return the rows of the agents' books and the fen in them."""
    rows: Lines = Counter()
    fen: Lines = Counter()
    for entry in city.books.entries:
        line = (
            entry.month // 12,
            entry.month % 12 + 1,
            _paid(entry.year_paid, city.case.until),
            entry.clause,
            entry.event,
            "" if entry.tier < 0 else Tier(entry.tier).code,
            entry.banner,
            -1 if entry.firm is None else entry.firm.id,
            entry.payer,
            entry.kind,
            entry.basis,
        )
        rows[line] += 1
        fen[line] += entry.amount_fen
    return rows, fen


def lines_of_engine(scenario: Scenario, life: Life) -> tuple[Lines, Lines]:
    """Return the rows of the engine's books and the fen in them."""
    rows: Lines = Counter()
    fen: Lines = Counter()
    clauses = scenario.clauses
    named = ("event", "tier", "banner", "firm_id", "payer", "kind", "basis")
    for entry in entries(life.ledger):
        paid = _paid(entry["year_paid"], scenario.until)
        due = (entry["year_due"], entry["month_due"])
        line = (*due, paid, clauses[entry["clause"]], *(entry[name] for name in named))
        rows[line] += 1
        fen[line] += entry["amount_fen"]
    return rows, fen


def _paid(year: int, until: int) -> int:
    """Return the year of payment, or the year after the last one lived: then or never."""
    return year if 0 <= year <= until else until + 1


def test_every_measure_of_the_city_is_compared() -> None:
    assert set(CITY) == set(CITY_WIDE)


# Worlds.


def with_policy(scenario: Scenario, levers: Mapping[str, Mapping[str, Any]]) -> Scenario:
    """Return the scenario with some fields of some levers changed."""
    policy = scenario.policy
    changed: dict[str, Any] = {
        name: replace(policy.levers[name], **changes) for name, changes in levers.items()
    }
    return replace(scenario, policy=replace(policy, **changed))


def with_habits(scenario: Scenario, habits: Mapping[str, Any]) -> Scenario:
    """Return the scenario with some habits known: a number, or one from each of some years on."""

    def known(name: str) -> tuple[tuple[int, Fixed], ...]:
        value = habits[name]
        dated = value if isinstance(value, Mapping) else {0: value}
        return tuple((year, Fixed(float(number))) for year, number in dated.items())

    found = scenario.uncertainties
    changed = tuple(
        replace(entry, dated=known(entry.name), yearly=False) if entry.name in habits else entry
        for entry in found.entries
    )
    return replace(scenario, uncertainties=Uncertainties(changed, found.tables))


# Amounts and numbers that the text leaves out, so that every clause has its line.
NAMED: Mapping[str, Mapping[str, Any]] = {
    "research_bodies": {"municipal": 10 * WAN, "provincial": 20 * WAN, "national": 30 * WAN},
    "quality": {"industry": 5 * WAN},
    "parks": {"threshold": 3},
    "credit": {"fund": 500 * WAN},
    "factors": {"power_discount": 0.1},
    "talent": {"months": 9, "stipend": 50_000, "since": dt.date(2022, 10, 1)},
    "training": {"seats": 5_000},
}
CODES = tuple(tier.code for tier in TIERS)
# Chance decides nothing that is seen: it is certain or impossible, places are for all or for none,
# batches are judged in years that are lived whole, and only points rank. What changes from one
# year to another shows that its state is kept.
NO_LUCK: Mapping[str, Any] = {
    "cap_exit_above_scale": 0,
    "cap_exit_titled": 0,
    "attraction_rate": {0: SURE, 2025: 0},
    "attracted_titled": 1,
    "attracted_giants": {0: 1, 2024: 0},
    "pool_city_places": SURE,
    "pool_banner_places": 0,
    "visits_firms": SURE,
    "platform_firms": SURE,
    "platforms_count": 5,
    "platform_two_titles": 1,
    "platform_serving": {0: 1, 2024: 0, 2025: 1},
    "platform_renewal": 1,
    "accelerators_opened": 1.5,
    "accelerator_places": SURE,
    "loan_demand": SURE,
    "loan_approval": 1,
    "guarantee_leverage": SURE,
    "default_rate": {0: 0, 2024: 1},
    "fund_recovery": 0.3,
    "fund_stakes": {0: 0, 2024: SURE},
    "fund_demand": SURE,
    "listing_rate": {0: 0, 2023: SURE},
    "ip_rate": 0,
    "certificate_rate": {0: 0, 2023: SURE, 2024: 0},
    "body_rate": {0: SURE, 2024: 0},
    "quality_rate": {0: 0, 2024: SURE},
    "quality_award_rate": {0: 0, 2025: SURE},
    "standard_rate": {0: 0, 2023: SURE},
    "standard_led": {0: 1, 2024: 0, 2026: 1},
    "standard_international": 0,
    "standard_industry": {0: 1, 2025: 0},
    "digital_rate": {0: 0, 2024: SURE},
    "green_rate": {0: 0, 2024: SURE},
    "trainee_places": {0: SURE, 2024: 0},
    "talent_rate": SURE,
    "fair_rate": {0: SURE, 2025: 0},
    "new_market_rate": {0: 1, 2024: 0},
    "partner_rate": {0: 0, 2024: SURE},
    "relabel_chance": 0,  # whoever reports just enough is at the mercy of the last bit
    "number_chasing": SURE,
    "growth_sd_titled": 0,
    "growth_sd_other": 0,
    "panel_sd": 0,
    "innovative_places": {0: 0, 2024: SURE},  # or municipal titles would have one beside them
    "regional_places": SURE,
    "little_giant_places": 3,
    "little_giant_rivals": 0,
    "champion_places": 9,
    "champion_rivals": 0,
    **{f"take_up_{code}": 1.0 - 1e-13 for code in CODES},
    "new_rung_known": 1,
    "new_rung_years": 3,
    **{f"renewal_{code}": 1 for code in CODES},
    "renewal_regional": 0,
    "renewal_innovative": 0,
    "month_innovative": {0: 5, 2023: 9},
    "month_municipal": {0: 5, 2023: 6},
    "month_regional": {0: 5, 2023: 10},
    "month_little_giant": {0: 5, 2023: 8},
    "month_champion": {0: 5, 2023: 11},
    "missed_update": {0: 0, 2025: SURE, 2026: 0},
    "revocation_rate": {0: 0, 2027: SURE},
    "stock_paid": 1,
    "province_innovative_paid": 1,
    "paid_next_year": 0,
}
# Every effect, one unlike the other, so that none can stand in for another.
EFFECTS: Mapping[str, float] = {
    "pool_tenure": 0.3,
    "key_sector_preference": 0.3,
    "tailored_loan": 0.15,
    "credit_growth": 0.031,
    "credit_rd": 0.057,
    "equity_growth": 0.041,
    "listing_growth": 0.023,
    "factor_growth": 0.11,
    "factor_supply_growth": 0.02,
    "factor_tightness": 0.9,
    "water_tightness": 0.7,
    "energy_tightness": 0.8,
    "emission_tightness": 0.75,
    "green_saving": 0.13,
    "green_growth": 0.017,
    "digital_growth": 0.013,
    "talent_growth": 0.019,
    "talent_staff": 0.01,
    "market_growth": 0.027,
    "partner_growth": 0.021,
    "accelerator_growth": 0.037,
    "park_spillover": 0.043,
    "award_rd": 0.5,
    "appraisal_response": 0.4,
    "late_discount": 0.3,
}
SINCE_2024 = dt.date(2024, 1, 1)


@dataclass(frozen=True)
class Case:
    """What a world is changed by, beside what all of them are."""

    reading: Mapping[str, Any] = field(default_factory=dict)
    habits: Mapping[str, Any] = field(default_factory=dict)
    levers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    kind: str = "City"
    validity: int = 0  # months of a title, if not those of the ladder
    start: dt.date = dt.date(2022, 7, 12)


def without_luck(agents: Agents, case: Case) -> Scenario:
    """Return a small Ordos, to the end of 2027, in which chance decides nothing."""
    scenario = agents.scaling.scaled(replace(ordos(), start=case.start, until=2027), 0.15)
    scenario = with_policy(scenario.with_reading(**case.reading), {**NAMED, **case.levers})
    scenario = with_habits(scenario, {**NO_LUCK, **EFFECTS, **case.habits})
    if case.validity:
        rungs = (replace(r, validity_months=case.validity) for r in scenario.ladder.rungs)
        scenario = replace(scenario, ladder=replace(scenario.ladder, rungs=tuple(rungs)))
    found = replace(scenario.uncertainties, tables=(("exit_by_age", (0.0,)),))
    policy = scenario.policy
    awards = [replace(a, since=SINCE_2024) if a.tier is Tier.CHAMPION else a for a in policy.awards]
    regional = next(award for award in awards if award.tier is Tier.REGIONAL)
    awards[awards.index(regional)] = replace(regional, until=dt.date(2024, 12, 31))
    awards.append(replace(regional, since=dt.date(2025, 1, 1), amount=80 * WAN))
    purses = tuple(replace(award, share=1.0) for award in policy.other_purses)
    policy = replace(policy, awards=tuple(awards), other_purses=purses)
    return replace(scenario, uncertainties=found, policy=policy)


# A fen of these may go either way, since e to the x is not the same to the last bit.
ROUNDED = ("power_discount", "guarantee_claim", "guarantee_recovery")
ALL_YEARS = {"since": dt.date(2022, 7, 12), "strength": 1.0}
CASES = {
    "as proposed": Case(),
    "by rules": Case(habits={"relabel_chance": 1, "relabel_reach": 0.3}, kind="CityByRules"),
    "spread": Case(
        {
            "stock_schedule": "spread",
            "stock_little_giant_regional_award": "not_paid",
            "payment_year": "half_year",
            "award_payer": "banners_outside_districts",
            "municipal_titles_after": "lapse",
            "park_number": "more_than",
            "park_kind": "parks_and_accelerators",
            "platform_payment": "per_title",
            "training_for": "any",
            "second_award": "after_lapse",
        }
    ),
    "while valid": Case(
        {
            "stock_schedule": "while_valid",
            "payment_year": "next_year",
            "municipal_titles_after": "convert",
            "park_counts": "regional_only",
            "park_below": "clawed_back",
            "platform_service": "not_asked",
            "first_year_services": "whole",
            "titles_moved_in": "count_only",
            "revoked_award": "clawed_back",
            "training_repeats": "yes",
        },
        {"stock_paid": 0},
    ),
    "topped up": Case(
        {
            "stacking": "top_up",
            "champion_award": "also_existing",
            "champion_kind": "firm_or_product",
            "other_purses_deducted": "yes",
            "first_year_services": "none",
            "key_sectors": "eligibility",
            "training_for": "titled",
            "award_on_leaving": "clawed_back",
        },
        {"move_out_rate": {0: 0, 2027: SURE}, "platform_two_titles": 0},
    ),
    "unpriced": Case(
        {
            "amounts_not_given": "zero",
            "stacking": "highest_only",
            "policy_after_2025": "ends",
            "regional_needs_innovative": "yes",
            "municipal_rung_until": 2022,
        },
        {"province_innovative_paid": 0, "attracted_titled": 0},
        {"credit": {}, "attraction": {"sectors": ("new_materials", "fine_chemicals")}},
    ),
    "late": Case(
        {"payment_year": "next_year", "platform_payment": "per_title"},
        # Which of the dues of one month waits is a matter of the order of the firms.
        {"attraction_rate": 0, "platform_two_titles": 0},
        {"appropriation": {"cap": 5_000 * WAN, **ALL_YEARS}, "training": {"seats": 50}},
    ),
    # Titles that are reviewed every year; an update is missed, all is lost and won again.
    "yearly": Case(
        habits={
            **{f"renewal_{code}": 1 for code in CODES},
            "missed_update": {0: 0, 2024: SURE, 2025: 0},
            "revocation_rate": 0,
        },
        validity=12,
    ),
    # Nobody knows of a new rung for two years, then all do.
    "unknown": Case(habits={"new_rung_known": 0, "new_rung_years": 2}),
    # Two years after the population, whose entrants since then are there.
    "later": Case(start=dt.date(2024, 1, 1)),
    # Only who looks at a park with titles comes, and titled firms move there.
    "pulled": Case(
        habits={"attraction_rate": 1e-9, "park_pull": 1e12},
        levers={"parks": {"threshold": 2}, "attraction": {"sectors": ()}},
    ),
    # Nobody applies but for one kind of help.
    **{
        f"only {service}": Case(
            habits={**{f"take_up_{code}": 1e-13 for code in CODES}, f"{service}_help": 60.0},
            levers={"training": {"seats": 5_000, "since": dt.date(2023, 1, 1)}},
        )
        for service in ("pool", "visit", "training", "platform", "accelerator", "publicity")
    },
}


def differences_without_luck(agents: Agents, case: Case) -> list[Any]:
    """Return every measure of a year and every line of the books in which the two differ."""
    scenario = without_luck(agents, case)
    found: list[Any] = []
    both = zip(lives(scenario, SEED), agents.lives(scenario, kind=case.kind), strict=True)
    for (year, life), city in both:
        engine, other = measures_of_engine(scenario, year, life), measures_of_agents(city)
        for name in engine.keys() | other.keys():
            pair = engine.get(name, 0.0), other.get(name, 0.0)
            if not math.isclose(*pair, rel_tol=1e-9, abs_tol=1e-9):
                found.append((year, *name, *pair))
    (rows, fen), (other_rows, other_fen) = lines_of_engine(scenario, life), lines_of_agents(city)
    for line in rows.keys() | other_rows.keys():
        off = abs(fen[line] - other_fen[line])
        if rows[line] != other_rows[line] or off > (line[4] in ROUNDED):
            found.append((*line, (rows[line], fen[line]), (other_rows[line], other_fen[line])))
    return sorted(found, key=str)


@pytest.mark.parametrize("name", CASES)
def test_without_luck_the_agents_agree_with_the_engine_to_the_fen(
    agents: Agents, name: str
) -> None:
    assert differences_without_luck(agents, CASES[name]) == []


@pytest.mark.parametrize(
    ("module", "step", "case"),
    [
        ("city", "take_stakes", "as proposed"),
        ("city", "allot", "as proposed"),
        ("city", "find_markets", "as proposed"),
        ("finance", "fill_fund", "unpriced"),
        ("payment", "claw_back", "topped up"),
        ("payment", "note_other_purses", "spread"),
        ("payment", "settle", "late"),
    ],
)
def test_a_step_that_the_agents_leave_out_is_seen(
    agents: Agents, monkeypatch: pytest.MonkeyPatch, module: str, step: str, case: str
) -> None:
    monkeypatch.setattr(getattr(agents.city, module), step, lambda city: None)
    assert differences_without_luck(agents, CASES[case])


# Where chance decides.

REPLICATIONS = 24
LUCK: Mapping[str, Any] = {
    **EFFECTS,
    "cap_exit_above_scale": 1.0,
    "move_out_rate": 0.05,
    "park_pull": 0.5,
    "visit_rescue": 1.0,
    "key_sector_preference": 1.0,
    "attraction_rate": 0.6,
    "attracted_titled": 0.5,
    "attracted_giants": 0.5,
    "pool_city_places": 60,
    "pool_banner_places": 8,
    "visits_firms": 60,
    "platform_firms": 8,
    "platforms_count": 6,
    "platform_two_titles": 0.4,
    "platform_renewal": 0.5,
    "accelerators_opened": 3,
    "accelerator_places": 5,
    "pool_help": 0.8,
    "visit_help": 0.6,
    "training_help": 0.6,
    "platform_help": 0.6,
    "accelerator_help": 0.6,
    "publicity_help": 0.4,
    "peer_help": 3.0,
    "effort_help": 0.5,
    "number_chasing": 0.4,
    "new_rung_known": 0.3,
    "new_rung_years": 3,
    "award_response": 0.6,
    "relabel_chance": 0.9,
    "relabel_reach": 0.5,
    "loan_approval": 0.3,
    "whitelist_lift": 0.2,
    "guarantee_lift": 0.5,
    "guarantee_leverage": 5,
    "default_rate": 0.3,
    "fund_stakes": 12,
    "fund_demand": 0.2,
    "fund_priority": 2.0,
    "listing_rate": 0.3,
    "factor_priority": 3.0,
    "quality_award_rate": 0.1,
    "standard_rate": 0.2,
    "standard_led": 0.4,
    "standard_international": 0.2,
    "standard_industry": 0.4,
    "green_rate": 0.1,
    "trainee_places": 60,
    "trainees_per_firm": 3,
    "talent_rate": 0.3,
    "fair_rate": 0.4,
    "new_market_rate": 0.4,
    "partner_rate": 0.3,
    "missed_update": 0.15,
    "revocation_rate": 0.05,
    "stock_paid": 1,
    "province_innovative_paid": 1,
}
CHANCES = {
    "as proposed": Case({"revoked_award": "clawed_back", "award_on_leaving": "clawed_back"}),
    "other readings": Case(
        {
            "key_sectors": "eligibility",
            "municipal_titles_after": "convert",
            "platform_service": "not_asked",
            "platform_payment": "per_title",
            "stacking": "top_up",
            "training_for": "titled",
            "second_award": "after_lapse",
            "park_kind": "parks_and_accelerators",
        },
        {
            # Panels see the same firm with the same eyes every year, and see little else.
            "panel_persistence": 1,
            "panel_sd": 1_000,
            "take_up_regional": 0.9,
            "regional_places": SURE,
            "pool_city_places": 300,
            "visits_firms": SURE,
        },
        {"appropriation": {"cap": 300 * WAN, **ALL_YEARS}, "pool": {"strength": 0.5}},
    ),
}


def with_luck(agents: Agents, case: Case) -> Scenario:
    """Return a smaller Ordos, 2022 to 2026, in which every clause acts and chance decides."""
    scenario = agents.scaling.scaled(replace(ordos(), until=2026), 0.4)
    purses = tuple(replace(award, share=0.5) for award in scenario.policy.other_purses)
    scenario = replace(scenario, policy=replace(scenario.policy, other_purses=purses))
    few = {"training": {"seats": 20}, "credit": {"fund": 5_000 * WAN}}
    scenario = with_policy(scenario.with_reading(**case.reading), {**NAMED, **few, **case.levers})
    return with_habits(scenario, {**LUCK, **case.habits})


def means(years: list[Measures], lines: tuple[Lines, Lines]) -> Measures:
    """Return each measure's mean over the years, and the rows and fen of each kind of line."""
    found: Measures = defaultdict(float)
    for measures in years:
        for name, value in measures.items():
            found[name] += value / len(years)
    for what, ledger in zip(("rows", "fen"), lines, strict=True):
        for line, value in ledger.items():
            found[what, f"{line[4]} {line[8]} {line[5]}"] += value
    return found


def gaps(agents: Agents, case: Case) -> dict[tuple[str, str], tuple[float, float, float]]:
    """Return of each measure the engine's mean, what the agents have above it, and the SE of that.

    Both live the same worlds: the habits and the firms at the start are the same.
    """
    scenario = with_luck(agents, case)
    pairs = []
    for number in range(REPLICATIONS):
        engine, other = [], []
        housed: list[set[int]] = [set(), set()]
        both = zip(lives(scenario, SEED, number), agents.lives(scenario, number), strict=True)
        for (year, life), city in both:
            engine.append(measures_of_engine(scenario, year, life))
            other.append(measures_of_agents(city))
            rows = life.city.firms.accelerator
            now = [
                set(life.city.firms.id[rows].tolist()),
                {f.id for f in city.firms if f.accelerator},
            ]
            for measures, before, ids in zip((engine[-1], other[-1]), housed, now, strict=True):
                measures["housed again", ""] = float(len(before & ids))
            housed = now
        lines, others = lines_of_engine(scenario, life), lines_of_agents(city)
        pairs.append((means(engine, lines), means(other, others)))
    found = {}
    for name in set().union(*(measures for pair in pairs for measures in pair)):
        values = [engine.get(name, 0.0) for engine, _ in pairs]
        above = [other.get(name, 0.0) - engine.get(name, 0.0) for engine, other in pairs]
        error = statistics.stdev(above) / math.sqrt(len(above))
        found[name] = statistics.fmean(values), statistics.fmean(above), error
    return found


@pytest.mark.parametrize("name", CHANCES)
def test_on_average_the_agents_count_and_pay_what_the_engine_does(
    agents: Agents, name: str
) -> None:
    found = gaps(agents, CHANCES[name])
    assert {
        measure: gap for measure, gap in found.items() if abs(gap[1]) > 4.5 * gap[2] + 1e-9
    } == {}


# The agents' own formulas.


def test_the_agents_formulas_are_the_rules_of_the_engine(agents: Agents) -> None:
    scenario = with_luck(agents, Case())
    [habits] = scenario.settled_uncertainties().draw(SEED, np.array([0]), scenario.years)
    firms = agents.scaling.start_firms(scenario, habits[0], 0)
    kinds = (agents.city.City, agents.city.CityByRules)
    plain, by_rules = (kind(scenario, habits, firms, seed=1) for kind in kinds)
    for city in (plain, by_rules):
        city.years_of_arrears = 0.4
        city.begin_year(2022)
        city.strong_parks, city.peers = {0, 1}, defaultdict(lambda: 0.2)
        city.effort = [0.8 + 0.1 * banner for banner in range(len(city.effort))]
        for firm in city.agents:
            firm.titled = firm.holds_any(city.first_month)
            firm.visited, firm.loan, firm.factor_met = firm.id % 2 == 0, firm.id % 3, 0.7
            firm.pool, firm.trained, firm.platform = firm.id % 3, firm.id % 5 == 0, firm.id % 7 == 0
            firm.accelerator, firm.stake, firm.favoured = (firm.id % n == 0 for n in (2, 3, 5))
            firm.received = 3.0 * (firm.id % 4)
    for years in (0, 1, 2, 9):
        known = [city.share_that_knows(years) for city in (plain, by_rules)]
        assert known[0] == pytest.approx(known[1], rel=1e-13)
    for firm, other in zip(plain.agents, by_rules.agents, strict=True):
        assert firm.id == other.id
        for asked in questions_to_firms(plain):
            assert asked(firm) == pytest.approx(asked(other), rel=1e-11, abs=1e-12)
    for asked in QUESTIONS_TO_CITIES:
        assert asked(plain) == asked(by_rules)


def questions_to_firms(city: Any) -> list[Callable[[Any], Any]]:
    """Return what every firm can be asked, with the numbers that go with it."""
    return [
        lambda firm: firm.chance_of_closing(),
        lambda firm: firm.promise(),
        lambda firm: firm.pool_standing(True, False, 1e-7),
        lambda firm: firm.pool_standing(False, True, 0.0),
        lambda firm: firm.loan_wanted(True),
        lambda firm: firm.loan_wanted(False),
        lambda firm: firm.chance_of_approval(True, False),
        lambda firm: firm.chance_of_approval(False, True),
        lambda firm: firm.worth_a_stake(0.3),
        lambda firm: firm.factor_standing(1.3, 0.6),
        lambda firm: firm.real_rd(),
        lambda firm: firm.new_ip(0.97),
        lambda firm: firm.kind_of_standard(0.1),
        lambda firm: firm.kind_of_standard(0.9),
        lambda firm: firm.log_growth(0.8),
        lambda firm: firm.log_growth(0.1),
        lambda firm: firm.grown(0.2),
        lambda firm: firm.growth_rate(-0.1),
        lambda firm: firm.reports(0.0, firm.rd * 1.02),
        lambda firm: firm.help_received(),
        lambda firm: firm.panel_draw(0.3, 0.9),
        lambda firm: firm.merit(4.0, -1.0, 0.2),
        lambda firm: firm.is_renewed(0.5, True, 0.6),
        *(lambda firm, f=form: firm.chance_of_applying(f, f.pull, 0.4) for form in city.forms),
    ]


QUESTIONS_TO_CITIES: tuple[Callable[[Any], Any], ...] = (
    lambda city: city.chance_of_advance(0.1, 0.5, 1.0),
    lambda city: city.chance_of_coming(False),
    lambda city: city.chance_of_coming(True),
    lambda city: city.pull_of_awards(150.0, 100.0),
    lambda city: city.worth_of_late_award(100.0),
    lambda city: city.chance_of_being_sent(1.3),
    lambda city: city.effort_after_appraisal(1.0, 0.4),
    lambda city: [(form.pull, form.pull_in_time) for form in city.forms],
)
