"""Re-review after three years."""

from __future__ import annotations

from srdi_sim.compiled import rule


@rule
def is_renewed(u: float, meets_conditions: bool, renewal: float) -> bool:
    """Return whether a title that ends this year is renewed.

    renewed = meets_conditions and u < renewal

    A firm must still meet the hard conditions within tolerance, and pass an administrative review
    whose chance is the published (or prior) rate: little giants 57, 62, 83, 87 % by review year.
    """
    return meets_conditions and u < renewal
