"""The engine and the second program on the same uniforms, and where they differ.

Only this module runs the engine, by its public door; the second program never sees it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docking.program import COLUMNS, Told, tell
from srdi_sim import LadderModel, forecast, load_scenario, simulate
from srdi_sim.ensemble.tables import Layout

Columns = dict[str, list[Any]]

TOLERANCE = 1e-9
_LEDGER = [
    "year_due",
    "month_due",
    "year_paid",
    "clause",
    "event",
    "tier",
    "banner",
    "firm_id",
    "payer",
    "kind",
    "basis",
    "amount_fen",
]
_OF_THE_DEAD = ("since", "until", "first", "paid")  # titles and awards of firms that are gone
# Small differences of larger numbers, which are within 1e-9 of those: of shares near 1, and of a
# fund of some hundred 万元.
_DIFFERENCES = ("margin", "factor_met", "growth", "growth_before", "drift", "power_saved")
_OF_THE_FUND = ("fund_left", "claims_unmet", "fund_exposed", "guarantee_limit")
_FLOWS = ("stock", "holders", "recognised", "renewed", "lapsed", "left")


@dataclass(frozen=True, slots=True)
class Docked:
    """How a scenario came out: what differs, and the decisions at their thresholds."""

    name: str
    differences: tuple[str, ...]
    near: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Whether something differs that no decision at its threshold explains."""
        return bool(self.differences) and not self.near


def dock(path: Path, seed: int, replication: int) -> Docked:
    """Compare the two on one replication of a scenario's file."""
    told = tell(path, seed, replication)
    found = list(_differences(engine_tells(path, seed, replication), told))
    return Docked(path.stem, tuple(found), tuple(told.near))


def engine_tells(path: Path, seed: int, replication: int) -> Told:
    """Return what the engine's tables say, in the words of the second program."""
    scenario = load_scenario(path, project=path.parent)
    runs = simulate(scenario, replications=[replication], seed=seed)
    tables: dict[str, Any] = Layout(scenario).tables(runs)
    told = Told()
    for row in tables["counts"].to_pylist():
        for what in _FLOWS:
            if row[what]:
                cell = (row["year"], what, row["tier"], row["banner"], row["sector"])
                told.counts[cell] = row[what]
    for row in tables["measures"].to_pylist():
        tier, month = row["tier"], row["month"]
        if month is None:
            told.measures[row["year"], row["measure"], tier] = row["value"]
        elif row["value"]:
            told.watched[12 * row["year"] + month - 1, tier] = round(row["value"])
    outlook = forecast(runs)
    for target in scenario.targets:
        number = int(outlook.count(target.tier.code, target.year)[0])
        is_met = bool(target.met(number, scenario.reading.exceed))
        told.targets[target.tier.code, target.year] = number, is_met
    ledger: Counter[tuple[Any, ...]] = Counter()
    for row in tables["ledger"].to_pylist():
        row["year_paid"] = -1 if row["year_paid"] is None else row["year_paid"]
        ledger[tuple(row[name] for name in _LEDGER)] += 1
    told.ledger = ledger
    model = LadderModel(scenario, seed=seed, replication=replication, collect=False)
    while model.running:
        model.step()
        columns = {name: getattr(model.firms, name) for name in COLUMNS}
        told.firms[model.year] = {
            name: (column.T if column.ndim > 1 else column).tolist()
            for name, column in columns.items()
        }
    return told


def _differences(engine: Told, program: Told) -> Iterator[str]:
    for year, columns in engine.firms.items():
        yield from _differing_firms(year, columns, program.firms[year])
    for what in ("counts", "watched"):
        ours = Counter(getattr(program, what))
        theirs = Counter(getattr(engine, what))
        for key in sorted(k for k in ours | theirs if ours[k] != theirs[k]):
            yield f"{what} {key}: engine {theirs[key]}, program {ours[key]}"
    for target in sorted(engine.targets.keys() | program.targets.keys()):
        theirs, ours = engine.targets.get(target), program.targets.get(target)
        if theirs != ours:
            yield f"target {target}: engine {theirs}, program {ours}"
    for name in sorted(program.measures.keys() - engine.measures.keys()):
        yield f"measure {name}: not one of the engine's"
    for name, value in sorted(engine.measures.items()):
        if name not in program.measures and not name[1].startswith("lacks:"):
            yield f"measure {name}: not one of the program's"
            continue
        ours = program.measures.get(name, 0.0)
        if not close(value, ours, float(name[1] in _OF_THE_FUND)):
            yield f"measure {name}: engine {value!r}, program {ours!r}"
    for row in sorted((engine.ledger - program.ledger).elements()):
        yield f"row of the engine alone: {row}"
    for row in sorted((program.ledger - engine.ledger).elements()):
        yield f"row of the program alone: {row}"


def _differing_firms(year: int, engine: Columns, program: Columns) -> Iterator[str]:
    if engine["id"] != program["id"]:
        yield f"firms {year}: other firms, or in another order"
        return
    for name in COLUMNS:
        scale = float(name in _DIFFERENCES)
        for row, theirs in enumerate(engine[name]):
            ours = program[name][row]
            if not (engine["alive"][row] or name in _OF_THE_DEAD):
                continue
            same = ours == theirs if isinstance(theirs, list) else close(theirs, ours, scale)
            if not same:
                who = engine["id"][row]
                yield f"firms {year} {name} of {who}: engine {theirs!r}, program {ours!r}"


def close(a: float, b: float, scale: float = 0.0) -> bool:
    """Whether two numbers agree: whole ones exactly, reals within 1e-9 of their value.

    A small difference of larger numbers agrees within 1e-9 of those, which are about `scale`.
    """
    if float(a).is_integer() and float(b).is_integer():
        return a == b
    return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=TOLERANCE * scale)
