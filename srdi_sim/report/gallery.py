"""Every picture under one name: this is `srdi.figures`."""

from __future__ import annotations

from srdi_sim.report.backtest_figures import foretold_and_seen
from srdi_sim.report.budget_figures import budget_years, payers
from srdi_sim.report.calibration_figures import believed, predictive
from srdi_sim.report.figures import award_bill, chances, curve, differences, fan
from srdi_sim.report.optimisation_figures import front, regret_map
from srdi_sim.report.required_figures import money_curve
from srdi_sim.report.sensitivity_figures import convergence, heat_map, split, tornado

__all__ = [
    "award_bill",
    "believed",
    "budget_years",
    "chances",
    "convergence",
    "curve",
    "differences",
    "fan",
    "foretold_and_seen",
    "front",
    "heat_map",
    "money_curve",
    "payers",
    "predictive",
    "regret_map",
    "split",
    "tornado",
]
