"""Which eligible firms apply, and what R&D they report, clause 二(三) and 三(三)."""

from __future__ import annotations

from srdi_sim.compiled import rule
from srdi_sim.luck import exp, log, logistic, logit


@rule
def pull_of_awards(awards: float, reference: float, response: float) -> float:
    """Return the change in log odds of applying when awards differ from those of 2022.

    pull = response (awards - reference) / 100

    `awards`, in 万元, is all that the firm would see for the title, city and above. Title worth,
    cost of preparing and expected chance are held in the take-up level: the data cannot tell them
    apart.
    """
    return response * (awards - reference) / 100.0


@rule
def worth_of_late_award(award: float, years_of_arrears: float, discount: float) -> float:
    """Return what an award is worth to a firm that sees others wait for theirs, 万元.

    worth = award (1 - discount years), not below 0

    `years_of_arrears` is what waited for the next appropriation last December, in appropriations.
    """
    return award * max(1.0 - discount * years_of_arrears, 0.0)


@rule
def chance_of_being_sent(effort: float, number_chasing: float) -> float:
    """Return the chance that a banner sends a firm to apply that is still below the mark.

    chance = number_chasing (effort - 1), within 0 to 1

    A banner that is behind its target and counts applications sends whom it has; the panel then
    turns most of them away. A number_chasing of 0 is none.
    """
    return min(max(number_chasing * (effort - 1.0), 0.0), 1.0)


@rule
def chance_of_applying(take_up: float, pull: float, help_: float) -> float:
    """Return the chance that an eligible firm applies this year.

    chance = logistic(logit(take_up) + pull + help)

    `take_up` is the chance of an eligible firm that gets no help under the policy as written;
    `help_` is the sum of pool, visits, training, platform, publicity, peers and banner effort.
    """
    return logistic(logit(take_up) + pull + help_)


@rule
def share_that_knows(years_after: float, known: float, years: float) -> float:
    """Return the share of eligible firms that know of a rung; only they can apply.

    share = known^max(0, 1 - years_after / years)

    `years_after` is this calendar year less that in which the rung began, `known` the share in that
    year, `years` how long it takes until all know: knowledge of what is new spreads at a steady
    rate as long as few have it (early phase of diffusion, Bass 1969). A `known` of 1 is no effect.
    """
    return exp(log(known) * max(1.0 - years_after / years, 0.0))


@rule
def help_received(
    pool: int,
    visited: bool,
    trained: bool,
    served: bool,
    housed: bool,
    effort: float,
    pool_help: float,
    visit_help: float,
    training_help: float,
    platform_help: float,
    accelerator_help: float,
    effort_help: float,
    common: float,
) -> float:
    """Return the help a firm has had towards an application, in log odds.

    help = common + effort_help (effort - 1) + pool_help (if in a pool) + visit_help (if visited)
        + training_help (if trained) + platform_help (if served) + accelerator_help (if housed)

    A firm in either pool, visited, trained, served by a platform or housed in an accelerator gets
    that service's help once; banner effort counts from 1; `common` is publicity and peers.
    Classroom training is often modest or nil (review of 28 trials), so every prior here includes
    zero.
    """
    total = common + effort_help * (effort - 1.0)
    total = total + pool_help if pool > 0 else total
    total = total + visit_help if visited else total
    total = total + training_help if trained else total
    total = total + platform_help if served else total
    return total + accelerator_help if housed else total


@rule
def reported_rd(u: float, real: float, needed: float, chance: float, reach: float) -> float:
    """Return the R&D that a firm reports, 万元.

    reported = needed (1 + 1e-12) if needed (1 - reach) <= real < needed, real > 0 and u < chance;
        else real

    A firm whose real R&D lies within `reach` below what a condition needs reports just enough with
    `chance`; all others report what they spend. In China 24 % of the R&D reported at the thresholds
    of a tax rule was relabelled (Chen, Liu, Suarez Serrato and Xu 2021).
    """
    close = real < needed and real >= needed * (1.0 - reach) and real > 0.0
    # A last bit more, or "at least 3 % of revenue" could fail by a rounding error.
    return needed * (1.0 + 1e-12) if close and u < chance else real
