"""What money is to reach: each target of a scenario alone, some restated, or all of them together.

A goal is written ``TIER:YEAR`` (the scenario's own target), ``TIER:YEAR>N`` or ``TIER:YEAR>=N``
(one of our own number), or ``all``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from srdi_sim.analysis.forecast import Outlook
from srdi_sim.analysis.statistics import Chance
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import TIER_CODES, Tier, tier_of
from srdi_sim.scenario.places import suggest
from srdi_sim.scenario.scenario import Scenario, Target

ALL = "all"
_WRITTEN = re.compile(r"([a-z_]+):([0-9]{4})(?:(>=|≥|>)([0-9]{1,6}))?")
_AT_LEAST = (">=", "≥")


@dataclass(frozen=True, slots=True)
class Goal:
    """Targets that are to be met together, and what they are called: ``regional:2025``, ``all``."""

    name: str
    targets: tuple[Target, ...]

    def chance(self, outlook: Outlook) -> Chance:
        """Return the chance that every one of the targets is met."""
        return outlook.chance(*self.targets)


def goals_of(scenario: Scenario, written: Sequence[str] = ()) -> tuple[Goal, ...]:
    """Return the goals as they are written; each target of the scenario and all, if none is.

    ``all`` is every target of the scenario, with the number that the same command gives it.

    Raises
    ------
    SrdiError
        A goal cannot be read, is of a tier or year that the scenario has no target for, or is all
        of none.
    """
    own = {_name(target): target for target in scenario.targets}
    if not own and not written:
        return ()
    restated: dict[str, Target] = {}
    goals = []
    for each in dict.fromkeys(written or (*own, ALL)):
        if each == ALL:
            if not own:  # nothing at all is always met
                raise SrdiError("goals.none_at_all", {"name": scenario.name})
            goals.append(Goal(ALL, ()))
            continue
        target, number = _read(scenario, own, each)
        name = _name(target)
        if number:
            restated[name] = target
        goals.append(Goal(f"{name}{number}", (target,)))
    together = tuple(restated.get(name, target) for name, target in own.items())
    return tuple(Goal(ALL, together) if goal.name == ALL else goal for goal in goals)


def _read(scenario: Scenario, own: dict[str, Target], written: str) -> tuple[Target, str]:
    """Return the target that is written, and its number if it has one of its own."""
    match = _WRITTEN.fullmatch(written)
    if match is None or match[1] not in TIER_CODES:
        raise _refused("unreadable", own, written)
    tier, year, sign, number = tier_of(match[1]), int(match[2]), match[3], match[4]
    if year not in scenario.years:
        values = {"given": written, "first": scenario.years[0], "last": scenario.until}
        raise SrdiError("goals.outside_period", values)
    if sign is None:
        name = _code(tier, year)
        if name not in own:
            raise _refused("no_such_target", own, written)
        return own[name], ""
    exceed = "at_least" if sign in _AT_LEAST else "more_than"
    shown = f"{'>=' if sign in _AT_LEAST else '>'}{int(number)}"
    return Target(tier, year, int(number), "", exceed), shown


def _refused(what: str, own: dict[str, Target], written: str) -> SrdiError:
    allowed = [*own, ALL]
    values = {"given": written, "allowed": allowed, "suggestion": suggest(written, allowed)}
    return SrdiError(f"goals.{what}", values)


def _name(target: Target) -> str:
    return _code(target.tier, target.year)


def _code(tier: Tier, year: int) -> str:
    return f"{tier.code}:{year}"
