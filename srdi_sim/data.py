"""What ships with the package: scenarios by name, and the published observations.

Examples
--------
>>> "ordos-2022" in scenario_names()
True
>>> [(each.name, each.value) for each in observed("ordos")][0]
('regional_2022_10', 31.0)
"""

from __future__ import annotations

from srdi_sim.scenario.loading import library, observed, scenario_names
from srdi_sim.scenario.scenario import Observation

__all__ = ["Observation", "library", "observed", "scenario_names"]
