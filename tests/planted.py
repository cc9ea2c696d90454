"""Runs whose numbers are planted: what analysis and report must find again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from srdi_sim.engine.ledger import BASES, COLUMNS, EVENTS, KINDS, PAYERS
from srdi_sim.engine.tally import MEASURES
from srdi_sim.ensemble.runs import Runs
from srdi_sim.policy.policy import Credit, Lever, Training
from srdi_sim.policy.tiers import STOCK_CODES, TIERS, Tier
from srdi_sim.scenario.scenario import Scenario, Target
from worlds import Step, award, register, some_firms, world

PROMISES = tuple(
    Target(tier, 2025, number, "一(二)")
    for tier, number in zip(TIERS, (300, 200, 50, 15, 3), strict=True)
)


def scenario(**more: Any) -> Scenario:
    """Return a scenario with the five targets, two banners and every rung."""
    begun = dt.date(2022, 7, 12)
    levers = {
        "training": Training("二(十三)", begun, seats=50),
        "credit": Credit("二(八)", begun),
        "quality": Lever("二(五)", begun),
    }
    settings: dict[str, Any] = {
        "awards": tuple(award(tier, 10.0, begun) for tier in TIERS),
        "levers": levers,
        "start": begun,
        "targets": PROMISES,
        **more,
    }
    name = settings.pop("name", "a test")
    observations = settings.pop("observations", ())
    people = register(some_firms(1), banners=2)
    made = world(people, *(Step(tier) for tier in TIERS), **settings)
    return replace(made, name=name, observations=observations, sha256="0f" * 32)


def runs(
    of: Scenario,
    replications: int,
    measures: Mapping[tuple[str, Tier], Any] | None = None,
    ledger: Sequence[Mapping[str, Any]] = (),
    watched: Mapping[tuple[int, Tier], Any] | None = None,
    failed: tuple[tuple[int, str], ...] = (),
    city_wide: Mapping[str, Any] | None = None,
) -> Runs:
    """Return runs that hold these numbers and zeros elsewhere.

    Parameters
    ----------
    measures : what is spread over (replications, years), for each measure and tier
    ledger : entries, see :func:`entry`
    watched : one number for each replication, for each running month and highest tier
    city_wide : the same as `measures`, of no tier
    """
    people = of.population
    table = np.zeros((replications, len(of.years), len(MEASURES)))
    for (name, tier), values in (measures or {}).items():
        table[:, :, MEASURES.index((name, tier.code))] = values
    for name, values in (city_wide or {}).items():
        table[:, :, MEASURES.index((name, ""))] = values
    seen = np.zeros((replications, len(of.watch), len(STOCK_CODES)), dtype=np.int32)
    for (month, tier), values in (watched or {}).items():
        seen[:, of.watch.index(month), tier + 1] = values
    shape = (replications, len(of.years), len(STOCK_CODES), len(people.banners), 1, 6)
    return Runs(
        scenario=of,
        seed=7,
        replications=np.arange(replications),
        counts=np.zeros(shape, dtype=np.int32),
        measures=table,
        watched=seen,
        ledger=_columns(of, ledger),
        firm_years=4000,
        seconds=1.0,
        failed=failed,
    )


def entry(replication: int, fen: int, year: int = 2023, **more: Any) -> dict[str, Any]:
    """Return an entry of the ledger in words: by default an innovative award of the city."""
    return {
        "replication": replication,
        "amount_fen": fen,
        "year_due": year,
        "month_due": 9,
        "year_paid": year,
        "clause": "二(三)",
        "event": "recognised",
        "tier": int(Tier.INNOVATIVE),
        "banner": 0,
        "firm_id": 11,
        "payer": "city",
        "kind": "expenditure",
        "basis": "text",
        **more,
    }


def per_replication(values: Sequence[float], years: int = 4) -> Any:
    """Return one number a replication, the same in every year."""
    return np.repeat(np.asarray(values, dtype=float)[:, np.newaxis], years, axis=1)


def _columns(of: Scenario, entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    codes: dict[str, Any] = {
        "clause": of.clauses,
        "event": EVENTS,
        "payer": PAYERS,
        "kind": KINDS,
        "basis": BASES,
    }
    entries = sorted(entries, key=lambda entry: entry["replication"])
    columns: dict[str, Any] = {}
    for name, kind in {"replication": np.int64, **COLUMNS}.items():
        values = [entry[name] for entry in entries]
        if name in codes:
            values = [codes[name].index(value) for value in values]
        columns[name] = np.array(values, dtype=kind)
    return columns
