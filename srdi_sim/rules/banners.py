"""How banners answer to their yearly appraisal, clause 三(一)."""

from __future__ import annotations

from srdi_sim.compiled import rule


@rule
def effort_after_appraisal(
    effort: float, shortfall: float, response: float, weight: float
) -> float:
    """Return next year's effort of a banner: it rises with the share of its target it missed.

    effort' = effort + response weight shortfall, kept within 0 to 3

    A shortfall below 0 (target passed) eases effort. `weight` is the strength of the clause.
    """
    return min(max(effort + response * weight * shortfall, 0.0), 3.0)
