"""Which firms close."""

from __future__ import annotations

from srdi_sim.compiled import rule


@rule
def chance_of_closing(
    by_age: float,
    above_scale: bool,
    titled: bool,
    visited: bool,
    cap_above_scale: float,
    cap_titled: float,
    rescue: float,
    share_of_year: float,
) -> float:
    """Return the chance that a firm closes in the part of the year that is lived.

    chance = min(by_age, cap_above_scale (if above scale), cap_titled (if titled))
        (1 - rescue, if visited) share_of_year

    Parameters
    ----------
    by_age : yearly hazard of all firms of this age (SAIC 2013: 1.6 % in year 1, 9.5 % in year 3).
    cap_above_scale, cap_titled : highest yearly hazard of such firms; the age profile is of all
        firms, and larger ones close less often (He and Yang 2016).
    rescue : share of the hazard that a visit of the service team removes, clause 三(二).
    """
    hazard = by_age
    hazard = min(hazard, cap_above_scale) if above_scale else hazard
    hazard = min(hazard, cap_titled) if titled else hazard
    hazard = hazard * (1.0 - rescue) if visited else hazard
    return hazard * share_of_year
