"""The pictures: the forecast of the shipped scenario, in the figures of its report."""

from __future__ import annotations

from pathlib import Path

from srdi_sim.analysis.forecast import forecast
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.report import figures
from srdi_sim.scenario.scenario import Scenario

REPLICATIONS, SEED = 1000, 1
_DPI = 110


def draw(scenario: Scenario, folder: Path) -> None:
    """Draw the forecast of the regional titles and the chance of each target."""
    folder.mkdir(exist_ok=True)
    outlook = forecast(simulate(scenario, replications=REPLICATIONS, seed=SEED))
    drawn = {
        "regional": figures.fan(outlook, "regional", scenario.observations),
        "chances": figures.chances(outlook),
    }
    for name, axes in drawn.items():
        # No software name in the file: the same results give the same bytes.
        path, nameless = folder / f"{name}.png", {"Software": None}
        axes.figure.savefig(path, dpi=_DPI, bbox_inches="tight", metadata=nameless)
