"""The terms: what policy, ladder and reading say in one year, as plain numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from srdi_sim.policy.policy import Award, Lever, OtherAward, Policy
from srdi_sim.policy.reading import Reading
from srdi_sim.policy.rulesets import AllOf, Condition, Item, Ladder, RuleSet, Rung, Test
from srdi_sim.policy.tiers import TIERS, Tier

_FEN_PER_WAN = 1_000_000
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
class Terms:
    """Everything that a year of the model may ask of policy, ladder and reading.

    Strengths are 0 to 1: the lever's own, times the share of the lived part of the year in which it
    is in force. Visits, training and platforms are so much a year: theirs is the share of the whole
    year.
    """

    year: int
    start: dt.date  # first day lived in this year
    share_of_year: float  # part of the year that is lived
    reading: Reading
    rungs: tuple[RungTerms, ...]
    awards: tuple[Award, ...]
    other_purses: tuple[OtherAward, ...]
    pool: float
    pool_city_places: int | None
    pool_banner_places: int | None
    visits: float
    visits_firms: int | None
    training: float
    training_seats: int
    training_cost: int | None
    platforms: float
    platform_amount: int
    platforms_count: int | None
    parks: bool
    clauses: Mapping[str, str]  # the clause of each lever that has a line in the books
    park_threshold: int
    park_award: int
    credit: float
    guarantee_fund: int | None
    guarantee_leverage: float | None
    factors: float
    factor_priority: float | None
    attraction: float
    research_bodies: float
    quality: float
    upgrades: float
    funds: float
    talent: float
    markets: float
    appraisal: float
    publicity: float
    regional_target: float  # titles that banners are appraised on this year, 0 if none

    def rung(self, tier: Tier) -> RungTerms | None:
        """Return this year's rung for `tier`, or None if the ladder has none."""
        return next((terms for terms in self.rungs if terms.rung.tier is tier), None)

    def awards_seen(self, tier: Tier, month: int) -> float:
        """Return what a title recognised in `month` earns from all purses, 万元.

        A firm that applies looks at the batch that would recognise it: an award dated later in the
        year moves nobody before.
        """
        awards: tuple[Award | OtherAward, ...] = (*self.awards, *self.other_purses)
        seen = sum(
            award.amount
            for award in awards
            if award.tier is tier and award.months[0] <= month <= award.months[1]
        )
        return seen / _FEN_PER_WAN


def terms_of(
    policy: Policy,
    ladder: Ladder,
    reading: Reading,
    year: int,
    start: dt.date,
    regional_target: float = 0.0,
) -> Terms:
    """Return the terms of `year` for a simulation that begins on `start`."""
    first = max(start, dt.date(year, 1, 1))
    last = dt.date(year, 12, 31)

    def strength(lever: Lever) -> float:
        return lever.strength * lever.share_of(first, last)

    def yearly(lever: Lever) -> float:
        return lever.strength * lever.share_of(dt.date(year, 1, 1), last)

    return Terms(
        year=year,
        start=first,
        share_of_year=((last - first).days + 1) / ((last - dt.date(year, 1, 1)).days + 1),
        reading=reading,
        rungs=_rungs(ladder, reading, year),
        awards=tuple(a for a in policy.awards if _touches(a.since, a.until, year)),
        other_purses=tuple(a for a in policy.other_purses if _touches(a.since, a.until, year)),
        pool=strength(policy.pool),
        pool_city_places=policy.pool.city_places,
        pool_banner_places=policy.pool.banner_places,
        visits=yearly(policy.visits),
        visits_firms=policy.visits.firms,
        training=yearly(policy.training),
        training_seats=policy.training.seats,
        training_cost=policy.training.cost_per_seat,
        platforms=yearly(policy.platforms),
        platform_amount=policy.platforms.amount,
        platforms_count=policy.platforms.count,
        parks=policy.parks.in_force(year) and policy.parks.strength > 0,
        clauses=policy.clauses_of_lines(),
        park_threshold=policy.parks.threshold,
        park_award=policy.parks.award,
        credit=strength(policy.credit),
        guarantee_fund=policy.credit.fund,
        guarantee_leverage=policy.credit.leverage,
        factors=strength(policy.factors),
        factor_priority=policy.factors.priority_weight,
        attraction=strength(policy.attraction),
        research_bodies=strength(policy.research_bodies),
        quality=strength(policy.quality),
        upgrades=strength(policy.upgrades),
        funds=strength(policy.funds),
        talent=strength(policy.talent),
        markets=strength(policy.markets),
        appraisal=strength(policy.appraisal),
        publicity=strength(policy.publicity),
        regional_target=regional_target,
    )


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
        last = rung.last_batch
        if tier is Tier.MUNICIPAL:
            last = min(reading.municipal_rung_until, last or reading.municipal_rung_until)
        asked = rules.conditions.terms
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
