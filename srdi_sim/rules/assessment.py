"""How a panel judges."""

from __future__ import annotations

import math

from srdi_sim.compiled import rule
from srdi_sim.luck import logit

# SD of the standard logistic distribution: pi / sqrt(3).
LOGISTIC_SD = math.pi / math.sqrt(3.0)


@rule
def panel_draw(u_persistent: float, u_year: float, persistence: float, sd: float) -> float:
    """Return what a panel adds to a firm's points.

    draw = sd (sqrt(persistence) a + sqrt(1 - persistence) b)

    a = logit(u_persistent) / (pi / sqrt(3)) stays with firm and tier, b, of the year, is the same
    of u_year: logistic draws scaled to SD 1.
    """
    a = logit(u_persistent) / LOGISTIC_SD
    b = logit(u_year) / LOGISTIC_SD
    return sd * (math.sqrt(persistence) * a + math.sqrt(1.0 - persistence) * b)


@rule
def merit(points_above_mark: float, panel: float, sd: float, strength: float) -> float:
    """Return the value by which firms that pass are ranked for places, in SD of the panel draw.

    merit = strength + (points_above_mark + panel) / max(sd, 1e-9)

    Without a panel draw (sd 0) the points alone rank.
    """
    return strength + (points_above_mark + panel) / max(sd, 1e-9)
