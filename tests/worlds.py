"""Small worlds for tests, as Python values: firms, rungs and habits that say only what matters.

Everything that is not named is neutral: every effect is 0, every lever is off, nobody closes,
nothing grows, no place is limited and no award is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.distributions import Distribution, Fixed
from srdi_sim.engine.batch import start_city
from srdi_sim.engine.city import City, Record
from srdi_sim.engine.ledger import BASES, EVENTS, KINDS, PAYERS, Books
from srdi_sim.engine.rules import Rules
from srdi_sim.engine.year import live_one_year
from srdi_sim.luck import Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.policy import (
    Accelerators,
    Appropriation,
    Attraction,
    Award,
    Credit,
    Factors,
    Funds,
    Lever,
    Markets,
    OtherAward,
    Parks,
    Platforms,
    Policy,
    Pool,
    Quality,
    ResearchBodies,
    Talent,
    Training,
    Visits,
)
from srdi_sim.policy.reading import Reading
from srdi_sim.policy.rulesets import AllOf, AnyOf, Condition, Item, Ladder, RuleSet, Rung
from srdi_sim.policy.rulesets import Test as Tree
from srdi_sim.policy.tiers import TIERS, Tier
from srdi_sim.population.firms import Firms
from srdi_sim.population.register import Register
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.scenario.scenario import Scenario, Target
from srdi_sim.scenario.uncertainties import Uncertainties, Uncertainty

WAN = 1_000_000  # fen
LONG_AGO = dt.date(2000, 1, 1)
FOR_EVER = 1200  # months
RULES = Rules()

_NEUTRAL_BUT_ZERO: dict[str, float] = {
    "cap_exit_above_scale": 1.0,
    "cap_exit_titled": 1.0,
    "entry_scale": 1.0,
    "register_scale": 1.0,
    "factor_tightness": 1.0,
    "factor_priority": 1.0,
    "water_tightness": 1.0,
    "energy_tightness": 1.0,
    "emission_tightness": 1.0,
    "fund_priority": 1.0,
    "new_rung_known": 1.0,
    "new_rung_years": 1.0,
    "platform_serving": 1.0,
    "platform_renewal": 1.0,
    "rd_share_industry": 1.0,
    "rd_share_services": 1.0,
    "panel_sd": 1.0,
    "review_tolerance": 1.0,
    "city_share": 1.0,
    "province_innovative_paid": 1.0,
    **{f"month_{tier.code}": 9.0 for tier in TIERS},
    **{f"renewal_{tier.code}": 1.0 for tier in TIERS},
}


@cache
def ordos() -> Scenario:
    """Return the shipped scenario on its priors, where more can happen, read once."""
    return replace(load_scenario("ordos-2022").with_posterior(None), edits=())


def uncertainties(
    exit_by_age: tuple[float, ...] = (0.0,),
    **known: float | Distribution | Mapping[int, float | Distribution],
) -> Uncertainties:
    """Return every uncertainty of the model, fixed where it is neutral unless it is named here.

    A mapping is dated: from each year on, that number or distribution.
    """
    entries = []
    for name in Habits.names():
        if name == "exit_by_age":
            continue
        given = known.pop(name, _NEUTRAL_BUT_ZERO.get(name, 0.0))
        dated = given if isinstance(given, Mapping) else {0: given}
        entries.append(
            Uncertainty(
                name,
                tuple((year, _distribution(value)) for year, value in dated.items()),
                yearly=False,
                role="fixed",
                unit="",
                source="a test",
                confidence="high",
            )
        )
    assert not known, f"no such uncertainty: {', '.join(known)}"
    return Uncertainties(tuple(entries), (("exit_by_age", exit_by_age),))


def _distribution(value: float | Distribution) -> Distribution:
    return Fixed(float(value)) if isinstance(value, (int, float)) else value


def neutral_habits(**known: Any) -> Habits:
    """Return one draw of the uncertainties, neutral but for those named."""
    table = tuple(known.pop("exit_by_age", (0.0,)))
    return uncertainties(table, **known).draw(1, np.array([0]), range(2022, 2023))[0][0]


def no_policy() -> Policy:
    """Return a policy whose every lever is off."""

    def off(kind: Callable[..., Any], clause: str) -> Any:
        return kind(clause, LONG_AGO, strength=0.0)

    return Policy(
        awards=(),
        other_purses=(),
        pool=off(Pool, "二(一)"),
        attraction=off(Attraction, "二(二)"),
        research_bodies=off(ResearchBodies, "二(四)"),
        quality=off(Quality, "二(五)"),
        parks=off(Parks, "二(六)"),
        accelerators=off(Accelerators, "二(六)"),
        upgrades=off(Lever, "二(七)"),
        credit=off(Credit, "二(八)"),
        funds=off(Funds, "二(九)"),
        factors=off(Factors, "二(十)"),
        talent=off(Talent, "二(十一)"),
        markets=off(Markets, "二(十二)"),
        training=off(Training, "二(十三)"),
        platforms=off(Platforms, "二(十四)"),
        appraisal=off(Lever, "三(一)"),
        visits=off(Visits, "三(二)"),
        publicity=off(Lever, "三(三)"),
        appropriation=off(Appropriation, "budget"),
    )


def award(tier: Tier, wan: float, since: dt.date = LONG_AGO, **more: Any) -> Award:
    """Return an award of clause 二(三), in 万元."""
    return Award(tier, round(wan * WAN), since, "二(三)", **more)


def other_award(tier: Tier, wan: float, since: dt.date = LONG_AGO, **more: Any) -> OtherAward:
    """Return an award of the region, in 万元."""
    return OtherAward(tier, round(wan * WAN), since, "region", "region", **more)


def some_firms(n: int, **columns: Any) -> Firms:
    """Return `n` plain industrial SMEs, there from the start, with these columns changed."""
    firms = Firms.empty(n)
    plain: dict[str, Any] = {
        "id": np.arange(1, n + 1),
        "founded": 2010,
        "niche_since": 2010,
        "park": -1,
        "sme": True,
        "manufacturer": True,
        "alive": True,
        "revenue": 1000.0,
        "revenue_before": 1000.0,
        "employees": 50.0,
        "main_share": 1.0,
        "output_per_mu": 100.0,
        "digital": 1.0,
    }
    for name, value in {**plain, **columns}.items():
        getattr(firms, name)[...] = value
    return firms


def entitle(firms: Firms, tier: Tier, rows: Any, since: int, validity: int = 36) -> Firms:
    """Give these rows a title from the running month `since`, in place."""
    firms.since[tier, rows] = since
    firms.until[tier, rows] = since + validity
    firms.first[tier, rows] = since
    return firms


def register(firms: Firms, start: int = 2022, banners: int = 1, **more: Any) -> Register:
    """Return a register of these firms."""
    return Register(
        name="a test",
        start=start,
        banners=tuple(f"banner {n}" for n in range(banners)),
        sectors=more.get("sectors", ("any",)),
        parks_per_banner=more.get("parks_per_banner", 0),
        firms=firms,
    )


@dataclass(frozen=True)
class Step:
    """One rung of a test ladder together with its only rule set."""

    tier: Tier
    conditions: tuple[Tree, ...] = (Condition("is_sme", 1.0),)
    routes: tuple[Tree, ...] = ()
    items: tuple[Item, ...] = ()
    pass_mark: float | None = None
    block_marks: tuple[tuple[str, float], ...] = ()
    places: bool = False
    rivals: bool = False
    validity: int = FOR_EVER
    recognised_by: str = "region"
    first_batch: int = 0
    last_batch: int | None = None
    since: dt.date = LONG_AGO
    waived: tuple[str, ...] = ()

    @property
    def rung(self) -> Rung:
        """The rung, whose uncertainties are those of its tier."""
        code = self.tier.code
        return Rung(
            tier=self.tier,
            recognised_by=self.recognised_by,
            since=self.since,
            first_batch=self.first_batch,
            last_batch=self.last_batch,
            validity_months=self.validity,
            month=f"month_{code}",
            places=f"{code}_places" if self.places else "",
            rivals=f"{code}_rivals" if self.rivals else "",
            strength=f"{code}_strength" if self.rivals else "",
            take_up=f"take_up_{code}",
            renewal=f"renewal_{code}",
        )

    @property
    def rules(self) -> RuleSet:
        """The rule set, in force for ever."""
        return RuleSet(
            name=f"test {self.tier.code}",
            tier=self.tier,
            since=LONG_AGO,
            until=None,
            conditions=AllOf(self.conditions),
            routes=AnyOf(self.routes),
            items=self.items,
            pass_mark=self.pass_mark,
            pass_habit=None,
            block_marks=self.block_marks,
            waived_at_review=self.waived,
        )


def holder_of(tier: Tier) -> tuple[Tree, ...]:
    """Return the conditions of a rung that only holders of `tier` may climb."""
    return (Condition("is_sme", 1.0), Condition(f"holds_{tier.code}", 1.0))


def ladder(*steps: Step) -> Ladder:
    """Return the ladder of these steps."""
    return Ladder("a test", tuple(s.rung for s in steps), tuple(s.rules for s in steps))


def world(
    population: Firms | Register,
    *steps: Step,
    awards: tuple[Award, ...] = (),
    other_purses: tuple[OtherAward, ...] = (),
    levers: Mapping[str, Lever] | None = None,
    reading: Mapping[str, Any] | None = None,
    start: dt.date = dt.date(2022, 1, 1),
    until: int = 2025,
    targets: tuple[Target, ...] = (),
    watch: tuple[int, ...] = (),
    **habits: Any,
) -> Scenario:
    """Return a scenario in which only what is named here happens."""
    people = population if isinstance(population, Register) else register(population, start.year)
    policy = replace(no_policy(), awards=awards, other_purses=other_purses, **(levers or {}))
    return Scenario(
        name="a test",
        why="",
        start=start,
        until=until,
        reading=Reading(**{"municipal_rung_until": 9999, **(reading or {})}),
        policy=policy,
        ladder=ladder(*steps),
        population=people,
        uncertainties=uncertainties(**habits),
        targets=targets,
        watch=watch,
    )


@dataclass
class Life:
    """A city that lives year by year, with its books and the records of the years lived."""

    city: City
    books: Books
    records: dict[int, Record] = field(default_factory=dict)

    @property
    def firms(self) -> Firms:
        """All firms as they are now, those included that are still to come."""
        return self.city.everyone

    @property
    def ledger(self) -> dict[str, NDArray[Any]]:
        """The books so far."""
        return self.books.close()

    def ids(self, gate: str, tier: Tier, year: int) -> list[int]:
        """Return the ids of the firms that went through a gate of this tier in this year."""
        rows = getattr(self.records[year], gate)[tier]
        return sorted(self.firms.id[rows].tolist())


def lives(
    scenario: Scenario, seed: int = 1, replication: int = 0, rules: Rules = RULES
) -> Iterator[tuple[int, Life]]:
    """Yield the city after each of its years."""
    drawn = scenario.settled_uncertainties().draw(seed, np.array([replication]), scenario.years)[0]
    life = Life(start_city(scenario, drawn[0], seed, replication), Books(scenario.clauses))
    luck = Luck(seed, replication)
    for habits, year in zip(drawn, scenario.years, strict=True):
        live_one_year(life.city, scenario.terms(year), habits, rules, luck, life.books)
        life.records[year] = life.city.record
        yield year, life


def whole_life(
    scenario: Scenario, seed: int = 1, replication: int = 0, rules: Rules = RULES
) -> Life:
    """Return the city after its last year."""
    *_, (_, life) = lives(scenario, seed, replication, rules)
    return life


def entries(ledger: Mapping[str, NDArray[Any]], **wanted: Any) -> list[dict[str, Any]]:
    """Return the rows of a ledger in words, those with the `wanted` labels only."""
    labels = {"event": EVENTS, "payer": PAYERS, "kind": KINDS, "basis": BASES}
    rows = []
    for values in zip(*(column.tolist() for column in ledger.values()), strict=True):
        row = dict(zip(ledger, values, strict=True))
        for name, words in labels.items():
            row[name] = words[row[name]]
        row["tier"] = "" if row["tier"] < 0 else TIERS[row["tier"]].code
        if all(row[name] == value for name, value in wanted.items()):
            rows.append(row)
    return rows


def spent(ledger: Mapping[str, NDArray[Any]], event: str = "", payer: str = "") -> int:
    """Return the fen of expenditure in a ledger, of one event or payer if named."""
    rows = ledger["kind"] == KINDS.index("expenditure")
    if event:
        rows = rows & (ledger["event"] == EVENTS.index(event))
    if payer:
        rows = rows & (ledger["payer"] == PAYERS.index(payer))
    return int(ledger["amount_fen"][rows].sum())


def differences(one: Firms, other: Firms) -> list[str]:
    """Return the names of the columns in which two populations differ in any bit."""
    return [
        column.name
        for column in fields(Firms)
        if getattr(one, column.name).tobytes() != getattr(other, column.name).tobytes()
    ]
