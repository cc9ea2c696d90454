"""R&D, R&D bodies, intellectual property and certificates, clauses 二(四) and 二(八)."""

from __future__ import annotations

from srdi_sim.compiled import rule
from srdi_sim.luck import poisson


@rule
def real_rd(
    revenue: float,
    intensity: float,
    active: bool,
    body: float,
    borrowed: bool,
    body_effect: float,
    credit_effect: float,
    from_awards: float,
) -> float:
    """Return real R&D of the year, 万元.

    rd = revenue intensity (1 + body_effect body) (1 + credit_effect, if a loan was granted)
        + from_awards; without R&D (not active) it is 0

    `from_awards` is the part of last year's awards that is spent on R&D on top; R&D subsidies were
    found to add nothing substantial (Dimos and Pugh 2016, 52 studies), so its prior includes zero.

    `credit_effect` may be negative: guarantees raised R&D by 7.6 % (Yu et al. 2022) or lowered it
    (Huang, Liu and Tan, NEEQ firms).
    """
    rd = revenue * intensity * (1.0 + body_effect * body)
    rd = rd * (1.0 + credit_effect) if borrowed else rd
    return rd + from_awards if active else 0.0


@rule
def new_ip(u: float, rd: float, rate: float, share_of_year: float) -> float:
    """Return class-I pieces of intellectual property granted in the year, 0 to 4.

    pieces = Poisson(u; share_of_year min(rate rd / 100 万元, 2))

    `rate` is pieces a year of a firm with 100 万元 of R&D. That nobody is granted more than 2 a
    year in the mean, or 4 at all, is an assumption.
    """
    return poisson(u, min(rate * rd / 100.0, 2.0) * share_of_year)


@rule
def chance_of_advance(rate: float, support: float, strength: float, share_of_year: float) -> float:
    """Return the chance of a step up in the part of the year that is lived.

    chance = rate (1 + support strength) share_of_year, at most 1

    One form for R&D bodies (二(四)), quality items (二(五)), digital levels (二(七)): `rate` is
    the chance without the policy, `support` the relative rise when the clause acts in full.
    """
    return min(rate * (1.0 + support * strength) * share_of_year, 1.0)
