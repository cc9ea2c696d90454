"""A back-test as a record: what `--json` prints, kept so that a later one can stand beside it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from srdi_sim.analysis.fitting.backtest import Backtest, Forecast, Said
from srdi_sim.ensemble.disk import write_whole
from srdi_sim.ensemble.manifest import code_versions, scenario_sha256, value_sha256
from srdi_sim.policy.tiers import MONTHS

_NAME = "backtest-{date}-{key}.json"


def backtest_json(found: Backtest) -> dict[str, Any]:
    """Return a back-test as JSON values: firms, or 万元; ranks from 0 to 1."""
    program = code_versions()["package"]
    return {
        "date": dt.date.today().isoformat(),
        "program": program,
        "scenario": {"name": found.scenario.name, "sha256": scenario_sha256(found.scenario)},
        "seed": found.seed,
        "replications": found.replications,
        "failed": [list(each) for each in found.failed],
        "priors": found.priors,
        "designed_before_the_figures": False,
        "figures": found.figures,
        "forecasts": len(found.forecasts),
        "coverage": {f"{level:g}": share for level, share in found.coverage().items()},
        "against": json.loads(found.against().to_json(orient="records")),
        "vintages": [
            {
                "known": month_told(vintage.known),
                "fitted_to": [term.name for term in vintage.terms],
                "forecasts": [_forecast(each) for each in vintage.forecasts],
            }
            for vintage in found.vintages
        ],
    }


def keep(folder: Path, record: dict[str, Any]) -> tuple[Path, dict[str, Any] | None]:
    """Write a record into a folder; return its path and the newest that was made otherwise.

    A record's name has its date and what it depends on: program, scenario, figures, seed, number.
    """
    key = _key(record)
    there = [
        json.loads(path.read_bytes())
        for path in sorted(folder.glob(_NAME.format(date="*", key="*")))
    ]
    others = [each for each in there if _key(each) != key]
    path = folder / _NAME.format(date=record["date"], key=key)
    write_whole(path, json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1).encode())
    return path, others[-1] if others else None


def month_told(month: int) -> str:
    """Return a running month as 2023-08."""
    year, month = divmod(month, MONTHS)
    return f"{year}-{month + 1:02d}"


def _key(record: dict[str, Any]) -> str:
    """Return eight letters for what a record depends on."""
    figures = [
        [vintage["known"], [(each["name"], each["observed"]) for each in vintage["forecasts"]]]
        for vintage in record["vintages"]
    ]
    parts = [record[name] for name in ("program", "scenario", "seed", "replications")]
    return value_sha256([*parts, figures])[:8]


def _forecast(each: Forecast) -> dict[str, Any]:
    return {
        "name": each.term.name,
        "observed": each.term.value,
        "bound": each.term.observations[0].bound,
        "unit": "万元" if each.term.is_money else "firms",
        **_said(each.model),
        "naive": {name: _said(said) for name, said in each.naive.items()},
        "best_naive": each.best,
        "beats": each.beats,
    }


def _said(said: Said) -> dict[str, Any]:
    told = {
        "median": said.median,
        "low80": said.low80,
        "high80": said.high80,
        "brier" if said.chance is not None else "crps": said.score,
    }
    if said.chance is not None:
        return {**told, "chance": said.chance}
    return {**told, "pit_below": said.rank.below, "pit_up_to": said.rank.up_to}
