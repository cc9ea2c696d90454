"""Standards, clause 二(五)."""

from __future__ import annotations

from srdi_sim.compiled import rule


@rule
def kind_of_standard(u: float, international: float, industry: float) -> int:
    """Return of which kind a standard is.

    kind = 0 (international) if u < international, 2 (industry) if u >= 1 - industry, else 1
        (national); the first that holds

    `international` and `industry` are the shares of these kinds; the rest are national.
    """
    if u < international:
        return 0
    return 2 if u >= 1.0 - industry else 1
