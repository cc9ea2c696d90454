"""A simulator of firms that climb the ladder of specialised, refined, distinctive, novel titles.

Given a policy, a population of firms and a legal reading, it forecasts how many firms stand at each
tier, the chance of each target, and what each clause costs, who pays and when.

The public names below are looked up when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "load_scenario": "srdi_sim.scenario.loading",
    "Scenario": "srdi_sim.scenario.scenario",
    "simulate": "srdi_sim.ensemble.simulate",
    "run": "srdi_sim.ensemble.runner",
    "resume": "srdi_sim.ensemble.runner",
    "open_run": "srdi_sim.ensemble.store",
    "forecast": "srdi_sim.analysis.forecast",
    "budget": "srdi_sim.analysis.budget",
    "Levels": "srdi_sim.analysis.levels",
    "if_stock_is_paid": "srdi_sim.analysis.stock",
    "calibrate": "srdi_sim.analysis.fitting.calibration",
    "backtest": "srdi_sim.analysis.fitting.backtest",
    "required": "srdi_sim.analysis.required",
    "compare": "srdi_sim.analysis.comparison",
    "readings": "srdi_sim.analysis.readings",
    "optimise": "srdi_sim.analysis.optimisation",
    "sensitivity": "srdi_sim.analysis.sensitivity.drivers",
    "variance_split": "srdi_sim.analysis.sensitivity.split",
    "update": "srdi_sim.analysis.fitting.update",
    "firms_at": "srdi_sim.analysis.outcomes",
    "chance_of": "srdi_sim.analysis.outcomes",
    "cost": "srdi_sim.analysis.outcomes",
    "LadderModel": "srdi_sim.explore",
    "rule": "srdi_sim.compiled",
    "SrdiError": "srdi_sim.errors",
    "ScenarioError": "srdi_sim.errors",
}
# Modules that are public as they stand.
_MODULES = {"data": "srdi_sim.data", "figures": "srdi_sim.report.gallery"}

__all__ = [*_HOMES, *_MODULES, "__version__"]


def __getattr__(name: str) -> Any:
    """Import the home of a public name when it is first asked for."""
    if name in _MODULES:
        return import_module(_MODULES[name])
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
