"""The terms: what policy, ladder and reading say in one year, as plain numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from srdi_sim.policy.policy import Award, Lever, OtherAward, Policy
from srdi_sim.policy.reading import LAST_MUNICIPAL_YEAR, Reading
from srdi_sim.policy.rulesets import AllOf, Condition, Item, Ladder, RuleSet, Rung, Test
from srdi_sim.policy.tiers import TIERS, Tier
from srdi_sim.units import WAN

_THREE_YEARS = 36  # months: the validity of every tier under 工信部企业〔2022〕63号
# What is so much a year; R12 asks for the first year of the services, which are paid by the year.
YEARLY = ("visits", "training", "platforms", "accelerators", "funds", "talent", "appropriation")
SERVICES = ("training", "platforms")
POLICY_END = dt.date(2025, 12, 31)  # R17: the targets are those of 2025, no other end is stated
_JUDGED = (9, 1)  # month and day: little giants are judged from July to October, others around it


@dataclass(frozen=True, slots=True)
class RungTerms:
    """A rung as it stands in one year.

    Attributes
    ----------
    open : bool
        Whether it recognises anybody this year.
    conditions, conditions_at_review : AllOf
        What applicants, and holders whose title ends, must meet (the reading included).
    blocks : tuple of (mark or None, items)
        The rubric by block, those with a mark of their own first.
    rd_floor, rd_ratio_floor : float
        What the plain conditions on R&D ask for: 万元, and share of revenue; 0 if nothing.
    """

    rung: Rung
    rules: RuleSet
    open: bool
    conditions: AllOf
    conditions_at_review: AllOf
    blocks: tuple[tuple[float | None, tuple[Item, ...]], ...]
    rd_floor: float
    rd_ratio_floor: float

    @property
    def tier(self) -> Tier:
        """The tier of the rung."""
        return self.rung.tier


@dataclass(frozen=True, slots=True)
class RegionalTarget:
    """How far a year is on the even way to the next regional target of clause 一(二).

    Attributes
    ----------
    before : float or None
        Where the way begins: the target before it, or None for the titles held at the start.
    number : float
        The target.
    way : float
        The part of the way that is to be gone by the end of the year, 0 to 1.
    """

    before: float | None
    number: float
    way: float

    def asked(self, titles_at_start: float) -> float:
        """Return the titles asked for by the end of the year."""
        before = titles_at_start if self.before is None else self.before
        return before + (self.number - before) * self.way


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that a year of the model may ask of policy, ladder and reading.

    Attributes
    ----------
    start : date
        First day lived in this year; `share_of_year` is the part of the year that is lived.
    levers : Policy
        The policy as it stands this year. The strength of each lever, 0 to 1, is its own times the
        share of the lived part of the year in which it is in force; what is so much a year (see
        :data:`YEARLY`) has the share of the whole year.
    awards, other_purses : those in force at any time of the year.
    regional_target : RegionalTarget or None
        What banners are appraised on this year, if on anything.
    key_sectors : bool for each sector
    districts : bool for each banner, whether it is a district of the city
    parks_named : bool for each park, whether it may get the award of 二(六)
    """

    year: int
    start: dt.date
    share_of_year: float
    reading: Reading
    rungs: tuple[RungTerms, ...]
    levers: Policy
    awards: tuple[Award, ...]
    other_purses: tuple[OtherAward, ...]
    regional_target: RegionalTarget | None
    key_sectors: tuple[bool, ...]
    districts: tuple[bool, ...]
    parks_named: tuple[bool, ...]

    def rung(self, tier: Tier) -> RungTerms | None:
        """Return this year's rung for `tier`, or None if the ladder has none."""
        return next((terms for terms in self.rungs if terms.rung.tier is tier), None)

    def validity_of(self, tier: Tier) -> int:
        """Return the months for which a title of `tier` is valid; three years without a rung."""
        rung = self.rung(tier)
        return _THREE_YEARS if rung is None else rung.rung.validity_months

    def awards_seen(self, tier: Tier, month: int) -> tuple[float, float]:
        """Return what a title recognised in `month` earns, 万元: from the city, from other purses.

        A firm that applies looks at the batch that would recognise it: an award dated later in the
        year moves nobody before. Of an award that only some get, it sees its share.
        """
        own = sum(a.amount for a in self.awards if a.tier is tier and _earns(a, month))
        others = sum(
            a.amount * a.share for a in self.other_purses if a.tier is tier and _earns(a, month)
        )
        return own / WAN, others / WAN


def _earns(award: Award | OtherAward, month: int) -> bool:
    return award.months[0] <= month <= award.months[1]


def terms_of(
    policy: Policy,
    ladder: Ladder,
    reading: Reading,
    year: int,
    start: dt.date,
    *,
    regional_target: RegionalTarget | None = None,
    key_sectors: tuple[bool, ...] = (),
    districts: tuple[bool, ...] = (),
    parks_named: tuple[bool, ...] = (),
) -> Terms:
    """Return the terms of `year` for a simulation that begins on `start`."""
    policy = _as_read(policy, reading)
    first = max(start, dt.date(year, 1, 1))
    last = dt.date(year, 12, 31)
    begun: dict[str, Any] = {
        name: replace(lever, strength=_strength(name, lever, first, last, reading))
        for name, lever in policy.levers.items()
    }
    return Terms(
        year=year,
        start=first,
        share_of_year=((last - first).days + 1) / ((last - dt.date(year, 1, 1)).days + 1),
        reading=reading,
        rungs=_rungs(ladder, reading, year),
        levers=replace(policy, **begun),
        awards=tuple(a for a in policy.awards if _touches(a.since, a.until, year)),
        other_purses=tuple(a for a in policy.other_purses if _touches(a.since, a.until, year)),
        regional_target=regional_target,
        key_sectors=key_sectors,
        districts=districts,
        parks_named=parks_named,
    )


def _as_read(policy: Policy, reading: Reading) -> Policy:
    """Return the policy with the ends that the reading gives it (R17, R18)."""
    if reading.later_documents == "in_force":
        policy = policy.without_repealed()
    if reading.policy_after_2025 == "ends":
        policy = policy.ending(POLICY_END)
    return policy


def _strength(name: str, lever: Lever, first: dt.date, last: dt.date, reading: Reading) -> float:
    """Return a lever's strength in the year whose lived part is `first` to `last`."""
    if name not in YEARLY:
        return lever.strength * lever.share_of(first, last)
    if name in SERVICES and lever.since.year == last.year:  # its first year (R12)
        match reading.first_year_services:
            case "whole":
                return lever.strength * lever.in_force(last.year)
            case "none":
                return 0.0
    return lever.strength * lever.share_of(dt.date(last.year, 1, 1), last)


def _touches(since: dt.date, until: dt.date | None, year: int) -> bool:
    return since.year <= year and (until is None or until.year >= year)


def _rungs(ladder: Ladder, reading: Reading, year: int) -> tuple[RungTerms, ...]:
    """Return the rungs with the rule set in force when most of a year's batches are judged."""
    found = []
    for tier in TIERS:
        rung = ladder.rung(tier)
        rules = ladder.rule_set(tier, dt.date(year, *_JUDGED))
        if rung is None or rules is None:
            continue
        last = last_batch(tier, rung.last_batch, reading)
        asked = rules.conditions.terms
        if tier is Tier.CHAMPION and reading.champion_kind == "firm_or_product":
            # A product may be a champion of a firm that lives on other things (R7).
            asked = tuple(term for term in asked if not _is_on(term, ("main_share",)))
        if tier is Tier.REGIONAL and reading.regional_needs_innovative == "yes":
            asked = (*asked, Condition("holds_innovative", 1.0))
        kept = tuple(term for term in asked if not _is_on(term, rules.waived_at_review))
        found.append(
            RungTerms(
                rung=rung,
                rules=rules,
                open=rung.first_batch <= year and (last is None or year <= last),
                conditions=AllOf(asked),
                conditions_at_review=AllOf(kept),
                blocks=_blocks(rules),
                rd_floor=_floor("rd", asked),
                rd_ratio_floor=_floor("rd_ratio", asked),
            )
        )
    return tuple(found)


def last_batch(tier: Tier, last: int | None, reading: Reading) -> int | None:
    """Return the last year in which a rung gives titles, None if there is none (R8, R18)."""
    if tier is not Tier.MUNICIPAL:
        return last
    ends = [reading.municipal_rung_until]
    if last is not None:
        ends.append(last)
    if reading.later_documents == "in_force":
        ends.append(LAST_MUNICIPAL_YEAR)
    return min(ends)


def _is_on(term: Test, variables: tuple[str, ...]) -> bool:
    """Return whether a condition, or any within a tree of them, is on one of these variables."""
    if isinstance(term, Condition):
        return term.variable in variables
    return any(_is_on(inner, variables) for inner in term.terms)


def _floor(variable: str, terms: tuple[Test, ...]) -> float:
    """Return the most that the plain conditions ask of a variable, 0 if nothing."""
    asked = (
        term.value
        for term in terms
        if isinstance(term, Condition) and term.variable == variable and not term.below
    )
    return max(asked, default=0.0)


def _blocks(rules: RuleSet) -> tuple[tuple[float | None, tuple[Item, ...]], ...]:
    marks = dict(rules.block_marks)
    names = dict.fromkeys([*marks, *(item.block for item in rules.items)])
    return tuple(
        (marks.get(name), tuple(item for item in rules.items if item.block == name))
        for name in names
    )
