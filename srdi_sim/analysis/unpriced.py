"""What a policy asks for and no sum holds: levers in force whose cost has no line in the books."""

from __future__ import annotations

from dataclasses import dataclass

from srdi_sim.policy.policy import UNPRICED
from srdi_sim.scenario.scenario import Scenario

# The sums that the text leaves to others: without one a lever costs nothing under R16's `zero`.
_SUMS = {
    "quality": ("international", "national", "industry"),
    "credit": ("fund",),
    "funds": ("stake",),
    "talent": ("stipend",),
    "markets": ("subsidy",),
    "training": ("cost_per_seat",),
}
_OF_BODIES = ("municipal", "provincial", "national")  # an R&D body has a line only if one is named


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A lever whose cost is in no line, and why: a code of `policy.text.WHY_UNPRICED`."""

    lever: str
    clause: str
    reason: str


def unpriced(scenario: Scenario) -> tuple[Unpriced, ...]:
    """Return the levers in force that have no line, or one of 0 by reading (R16)."""
    policy = scenario.policy
    reasons = dict(UNPRICED)
    if all(getattr(policy.research_bodies, level) is None for level in _OF_BODIES):
        reasons["research_bodies"] = "no_amount"
    if scenario.reading.amounts_not_given == "zero":
        reasons |= {
            name: "no_amount"
            for name, sums in _SUMS.items()
            if any(getattr(policy.levers[name], each) is None for each in sums)
        }
    return tuple(
        Unpriced(name, lever.clause, reasons[name])
        for name, lever in policy.levers.items()
        if name in reasons and lever.strength > 0.0 and any(map(lever.in_force, scenario.years))
    )
