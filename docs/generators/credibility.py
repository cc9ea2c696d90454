"""What the long checks of `make credibility` found, as tables: read from ``docs/credibility``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generators.markdown import number, table
from srdi_sim.report.unknowns import uncertainty_told
from srdi_sim.report.wording import tier_told
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.units import WAN

_FOLDER = Path(__file__).parents[1] / "credibility"
_TOLD = 5  # of the inputs with the largest effects


def screening(scenario: Scenario) -> str:
    """Return what was not fitted and moves each outcome most, by elementary effects."""
    found = json.loads((_FOLDER / "screening.json").read_text("utf-8"))
    rows = []
    for outcome, effects in found["effects"].items():
        what, tier, *year = outcome.split(":")
        is_money = what == "cost"
        period = f"{scenario.years[0]} to {scenario.until}"
        name = f"cost {period}, 万元" if is_money else f"{tier_told(tier, 'en')} {year[0]}, firms"
        told = [_effect(each, WAN if is_money else 1) for each in effects if each["low95"] > 0.0]
        rows.append([name, *(told + ["–"] * _TOLD)[:_TOLD]])
    head = ["effect over the whole prior", *(str(n + 1) for n in range(_TOLD))]
    how = (
        f"{len(found['uncertainties'])} uncertainties, {found['trajectories']} trajectories, "
        f"{found['replications']} replications of each point, {found['runs']:,} runs; "
        f"{found['date']}, commit {found['commit']}."
    )
    return f"{table(head, rows)}\n\n{how}"


def _effect(found: dict[str, Any], unit: int) -> str:
    ends = (number(found[key] / unit) for key in ("rms", "low95", "high95"))
    value, low, high = ends
    return f"{uncertainty_told(found['name'], 'en')} {value} ({low}–{high})"
