"""The outcomes of an ensemble by their names: one number for each replication.

The names are those of the whole program: ``firms:TIER:YEAR``, ``chance:TIER:YEAR``, ``chance:all``,
``cost:total``, ``cost:clause:二(三)``, ``cost:payer:city``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.entries import CITY_PURSES
from srdi_sim.analysis.forecast import Outlook, forecast
from srdi_sim.engine.ledger import BASES, PAYERS
from srdi_sim.engine.tally import COUNTS, MEASURES
from srdi_sim.ensemble.runs import Runs
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import STOCK_CODES, TIER_CODES
from srdi_sim.scenario.places import suggest
from srdi_sim.scenario.scenario import Scenario, Target

Place = Literal["banner", "sector"]
Count = Literal["stock", "holders", "recognised", "renewed", "lapsed", "left"]
Outcomes = dict[str, NDArray[Any]]
COST = "cost:total"
APART = ("memo", "contingent", "asset")  # kinds of money that are in no total


def firms(outlook: Outlook, targets: Sequence[Target]) -> dict[str, NDArray[np.int64]]:
    """Return the firms at every tier in the targets' years and the last."""
    return {
        f"firms:{code}:{year}": outlook.count(code, year)
        for year in years_of(targets, outlook.scenario)
        for code in TIER_CODES
    }


def years_of(targets: Sequence[Target], scenario: Scenario) -> list[int]:
    """Return the years that outcomes are told of: those of the targets and the last."""
    return sorted({*(target.year for target in targets), scenario.until})


def money(runs: Runs) -> dict[str, NDArray[np.int64]]:
    """Return what is due within the period: the total, its parts, and what is in no total."""
    bill = budget(runs)
    parts = {name: bill.amounts(name) for name in ("clause", "payer")}
    sums = {COST: parts["payer"].to_numpy().sum(axis=0)}
    for name, frame in parts.items():
        sums |= {f"cost:{name}:{key}": row.to_numpy() for key, row in frame.iterrows()}
    for kind in APART:
        frame = bill.amounts("payer", kind=kind)
        sums |= {f"cost:{kind}:{key}": row.to_numpy() for key, row in frame.iterrows()}
    return sums


def money_in_full(runs: Runs) -> dict[str, NDArray[np.int64]]:
    """Return `money` with the total by what prices it, by year due and paid, and what is later."""
    bill, years = budget(runs), runs.scenario.years
    sums = money(runs)
    for head, column, keys in (
        ("basis", "basis", BASES),
        ("due", "year_due", years),
        ("paid", "year_paid", years),
    ):
        frame = bill.amounts(column).reindex(list(keys), fill_value=0)
        sums |= {f"cost:{head}:{key}": row.to_numpy() for key, row in frame.iterrows()}
    return {**sums, "cost:tail": bill.amounts("kind", paid="later").to_numpy().sum(axis=0)}


def firms_by(
    runs: Runs, place: Place, what: Count, year: int | None = None
) -> dict[tuple[str, str], NDArray[np.int64]]:
    """Return one of the counts by place and tier, in the last year if none is given."""
    people = runs.scenario.population
    names, other = {"banner": (people.banners, 3), "sector": (people.sectors, 2)}[place]
    counts = runs.counts[:, _at(runs.scenario, year), ..., COUNTS.index(what)]
    cells = counts.sum(axis=other, dtype=np.int64)
    return {
        (name, code): cells[:, STOCK_CODES.index(code), number]
        for number, name in enumerate(names)
        for code in TIER_CODES
    }


def city_wide(runs: Runs, year: int | None = None) -> dict[tuple[str, int], NDArray[np.float64]]:
    """Return the measures that are of no tier, in one year or in all."""
    years = runs.scenario.years if year is None else (year,)
    return {
        (name, each): runs.measures[:, _at(runs.scenario, each), column]
        for column, (name, tier) in enumerate(MEASURES)
        if not tier
        for each in years
    }


def _at(scenario: Scenario, year: int | None) -> int:
    """Return the place of a year, the last if none is given."""
    if year is not None and year not in scenario.years:
        raise ValueError(f"{year} is outside the period {scenario.start.year} to {scenario.until}")
    return len(scenario.years) - 1 if year is None else scenario.years.index(year)


def outcomes_of(runs: Runs, names: Sequence[str]) -> Outcomes:
    """Return some outcomes by name, one number for each replication; a chance is whether it is met.

    Money of a clause or payer without a line is 0.
    """
    outlook = forecast(runs)
    sums = money(runs) if any(name.startswith("cost:") for name in names) else {}
    nothing = np.zeros(runs.replications.size, dtype=np.int64)
    found: Outcomes = {}
    for name in names:
        head, *rest = name.split(":")
        if head == "cost":
            found[name] = sums.get(name, nothing)
        elif head == "firms":
            found[name] = outlook.count(rest[0], int(rest[1]))
        else:
            found[name] = _met(outlook, rest)
    return found


def _met(outlook: Outlook, of: Sequence[str]) -> NDArray[np.bool_]:
    """Return which replications meet the target of a tier and year, or all targets."""
    met = np.ones(outlook.replications, dtype=bool)
    for target in outlook.scenario.targets:
        if list(of) in (["all"], [target.tier.code, str(target.year)]):
            met &= outlook.met(target)
    return met


def outcome_names(scenario: Scenario) -> tuple[str, ...]:
    """Return the names of all outcomes of a scenario."""
    targets = [f"{target.tier.code}:{target.year}" for target in scenario.targets]
    return (
        *(f"firms:{code}:{year}" for year in scenario.years for code in TIER_CODES),
        *(f"chance:{each}" for each in targets),
        *(("chance:all",) if targets else ()),
        COST,
        *(f"cost:clause:{clause}" for clause in scenario.clauses),
        *(f"cost:payer:{payer}" for payer in CITY_PURSES),
        *(f"cost:{kind}:{payer}" for kind in APART for payer in PAYERS),
    )


def names_in_full(scenario: Scenario) -> tuple[str, ...]:
    """Return the names of all that `firms`, targets and `money_in_full` can tell of a scenario."""
    targets = [f"{target.tier.code}:{target.year}" for target in scenario.targets]
    years = years_of(scenario.targets, scenario)
    return (
        *(f"firms:{code}:{year}" for year in years for code in TIER_CODES),
        *(f"chance:{each}" for each in targets),
        "chance:all",
        COST,
        *(f"cost:clause:{clause}" for clause in scenario.clauses),
        *(f"cost:payer:{payer}" for payer in PAYERS),
        *(f"cost:{kind}:{payer}" for kind in APART for payer in PAYERS),
        *(f"cost:basis:{basis}" for basis in BASES),
        *(f"cost:{head}:{year}" for head in ("due", "paid") for year in scenario.years),
        "cost:tail",
    )


def refuse_unknown(names: Sequence[str], scenario: Scenario) -> None:
    """Refuse an outcome that a scenario does not have, and name the nearest."""
    known = outcome_names(scenario)
    for name in names:
        if name not in known:
            values = {"given": name, "suggestion": suggest(name, known)}
            raise SrdiError("outcome.unknown", values)


def firms_at(tier: str, year: int) -> str:
    """Return the name of the outcome: firms that count toward a tier at the end of a year."""
    return f"firms:{tier}:{year}"


def chance_of(tier: str | None = None, year: int | None = None) -> str:
    """Return the name of the outcome: the chance of one target, or of all if none is named."""
    return "chance:all" if tier is None else f"chance:{tier}:{year}"


def cost(*, clause: str | None = None, payer: str | None = None) -> str:
    """Return the name of the outcome: the cost in all, of one clause, or of one payer."""
    if clause is not None:
        return f"cost:clause:{clause}"
    return COST if payer is None else f"cost:payer:{payer}"
