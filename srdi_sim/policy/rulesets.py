"""Rule sets: the conditions, direct routes and points by which a tier is recognised, as dated data.

A rule set belongs to one tier and is in force from a day until another. The variables it may name
are the lines of an applicant's dossier (:data:`VARIABLES`); the numbers come from the files under
``scenarios/rulesets``, each with its source.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from srdi_sim.policy.tiers import Tier

# What an application form shows, with its unit. Money is in 万元, shares are plain numbers.
VARIABLES: dict[str, str] = {
    "is_sme": "yes 1, no 0",
    "manufacturer": "yes 1, no 0",
    "age": "years",
    "niche_years": "years in the niche market",
    "main_share": "main business / revenue",
    "revenue": "万元",
    "growth": "of main revenue in the last year",
    "growth_2y": "mean of main-revenue growth over two years",
    "equity": "new equity, 万元",
    "rd": "reported R&D, 万元",
    "rd_mean_2y": "mean reported R&D of two years, 万元",
    "rd_sum_2y": "reported R&D of two years, 万元",
    "rd_ratio": "reported R&D / revenue",
    "rd_ratio_before": "reported R&D / revenue, the year before",
    "rd_staff_share": "R&D staff / staff",
    "class1_ip": "class-I intellectual property in use, pieces",
    "ip_grade": "0 none, 1 class II, 2 class I, 3 own class I, 4 own high-value class I",
    "body": "R&D body: 0 none, 1 lower, 2 municipal, 3 provincial, 4 national",
    "high_tech": "valid high-tech certificate, yes 1",
    "st_award": "science award within three years: 0 none, 1 provincial, 2 national",
    "contest": "place in the top 500 of the national innovation contest within three years",
    "debt": "debt / assets",
    "margin": "net profit / revenue",
    "digital": "digital level 1 to 4",
    "core_it": "core process on IT, yes 1",
    "quality": "quality items (system, brand, standards), pieces",
    "niche_share": "share of the national niche market",
    "world_top3": "product among the world's top three, yes 1",
    "strategic": "strategic emerging industry, yes 1",
    "key_field": "six basics, or serves a chain leader: 1; fills a gap: 2; otherwise 0",
    "evaluation": "national development-evaluation score (from 2026)",
    "holds_innovative": "valid title, yes 1",
    "holds_regional": "valid title, yes 1",
    "holds_little_giant": "valid title, yes 1",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """`variable` at least (or, if `below`, under) `value`."""

    variable: str
    value: float
    below: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of these must hold."""

    terms: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these must hold."""

    terms: tuple[Test, ...]


Test = Condition | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Bands:
    """Points by bands of a variable: the first band reached, from the top, gives its points.

    `edges` fall where more is better and rise where less is better (`below`).
    """

    variable: str
    edges: tuple[float, ...]
    points: tuple[float, ...]
    below: bool = False


@dataclass(frozen=True, slots=True)
class PerUnit:
    """`points` for every full `step` of a variable, at most `most`."""

    variable: str
    step: float
    points: float
    most: float


@dataclass(frozen=True, slots=True)
class Unpublished:
    """Points whose rule was not found: an uncertainty of this name gives them to every firm."""

    habit: str


Scale = Bands | PerUnit | Unpublished


@dataclass(frozen=True, slots=True)
class Item:
    """One scored indicator: the best of its scales counts, towards its block."""

    name: str
    block: str
    best_of: tuple[Scale, ...]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """How one tier is recognised while this set is in force.

    Attributes
    ----------
    conditions : AllOf
        All must hold. `routes`, if any holds, make the score idle.
    items : tuple of Item
        The rubric; empty where a tier is judged by conditions and panel alone.
    pass_mark : float or None
        Points needed, None where there is no rubric. `pass_habit` names the uncertainty that holds
        the mark when it was never published.
    block_marks : tuple of (block, points)
        Marks that single blocks need as well.
    """

    name: str
    tier: Tier
    since: dt.date
    until: dt.date | None
    conditions: AllOf
    routes: AnyOf
    items: tuple[Item, ...]
    pass_mark: float | None
    pass_habit: str | None
    block_marks: tuple[tuple[str, float], ...]
    known: bool = True
    waived_at_review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """One tier of a ladder: who recognises it since when, its batches, how long a title is valid.

    `month`, `places`, `rivals` and `strength` name uncertainties; an empty name means there is none
    (no limit on places, no rivals from elsewhere).
    """

    tier: Tier
    recognised_by: str
    since: dt.date
    first_batch: int
    last_batch: int | None
    validity_months: int
    month: str
    places: str
    rivals: str
    strength: str
    take_up: str
    renewal: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs and every dated rule set that recognises them."""

    name: str
    rungs: tuple[Rung, ...]
    rule_sets: tuple[RuleSet, ...]

    def rung(self, tier: Tier) -> Rung | None:
        """Return the rung of this tier, or None if the ladder lacks it."""
        return next((rung for rung in self.rungs if rung.tier is tier), None)

    def rule_set(self, tier: Tier, day: dt.date) -> RuleSet | None:
        """Return the rule set of `tier` in force on `day`: the latest that has begun, or None."""
        in_force = [
            rules
            for rules in self.rule_sets
            if rules.tier is tier
            and rules.since <= day
            and (rules.until is None or day <= rules.until)
        ]
        return max(in_force, key=lambda rules: rules.since, default=None)
