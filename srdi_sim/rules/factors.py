"""Land, water, energy and emission quota, clause 二(十)."""

from __future__ import annotations

from srdi_sim.compiled import rule


@rule
def standing(output_per_mu: float, favoured: bool, weight: float, lot: float) -> float:
    """Return a firm's rank value when its banner divides factors.

    standing = output_per_mu weight (if titled) (1 + 1e-6 lot)

    "以亩产论英雄", with priority for titled firms. A weight of 1 is no priority. The lot, from 0 to
    1, decides between equals only.
    """
    value = output_per_mu * weight if favoured else output_per_mu
    return value * (1.0 + 1e-6 * lot)
