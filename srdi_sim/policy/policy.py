"""The levers: what the policy gives, under which clause, from which day.

A lever that the text names without an amount holds ``None`` where the amount would stand: the
scenario's priors then give it (basis ``assumption``). Money is int64 fen.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from srdi_sim.policy.tiers import Tier, month_index

AWARDS_CLAUSE = "二(三)"
_FOR_EVER = 1 << 30


@cache
def _months(since: dt.date, until: dt.date | None) -> tuple[int, int]:
    """Return the months from `since` to `until`; a title of the month in which it ends is late.

    The text dates titles by month: one of the month in which an award begins earns it, one of the
    month in which it ends does so only if it ends on that month's last day.
    """
    began = month_index(since.year, since.month)
    if until is None:
        return began, _FOR_EVER
    next_day = until + dt.timedelta(days=1)
    return began, month_index(next_day.year, next_day.month) - 1


@dataclass(frozen=True, slots=True)
class Award:
    """A one-off award for a title: clause 二(三).

    `applies_to` is ``new`` (newly recognised) or ``new_and_stock`` (titles already held as well).
    An award that `continues` an earlier one finds no stock: that was settled when it began. From
    the day `repealed` a later document drops it, if the reading has later documents in force (R18).
    """

    tier: Tier
    amount: int
    since: dt.date
    clause: str
    applies_to: str = "new"
    until: dt.date | None = None
    continues: bool = False
    repealed: dt.date | None = None

    @property
    def months(self) -> tuple[int, int]:
        """The first and the last running month whose titles earn this award."""
        return _months(self.since, self.until)


@dataclass(frozen=True, slots=True)
class OtherAward:
    """What another purse (region, centre) pays for a title: seen by firms, memo for the city.

    Of the firms with the title, `share` get it (a lot decides), in equal parts over `years`.
    """

    tier: Tier
    amount: int
    since: dt.date
    payer: str
    clause: str
    until: dt.date | None = None
    share: float = 1.0
    years: int = 1

    @property
    def months(self) -> tuple[int, int]:
        """The first and the last running month whose titles earn this award."""
        return _months(self.since, self.until)


@dataclass(frozen=True, slots=True)
class Lever:
    """What every other clause has: a strength (1 as in the text, 0 off) from a day to another."""

    clause: str
    since: dt.date
    until: dt.date | None = None
    strength: float = 1.0

    def in_force(self, year: int) -> bool:
        """Return whether the lever acts at any time in this year."""
        begun = self.since.year <= year
        return begun and (self.until is None or self.until.year >= year)

    def in_force_on(self, day: dt.date) -> bool:
        """Return whether the lever acts on this day."""
        return (
            self.strength > 0.0 and self.since <= day and (self.until is None or day <= self.until)
        )

    def share_of(self, first: dt.date, last: dt.date) -> float:
        """Return the share of the days from `first` to `last` in which the lever is in force."""
        begins, ends = max(self.since, first), min(self.until or last, last)
        return max(0, (ends - begins).days + 1) / ((last - first).days + 1)


@dataclass(frozen=True, slots=True)
class Pool(Lever):
    """The cultivation pool at two levels, clauses 二(一) and 三(二)."""

    city_places: int | None = None
    banner_places: int | None = None


@dataclass(frozen=True, slots=True)
class Attraction(Lever):
    """Clause 二(二): firms brought in from elsewhere, and the key sectors by name."""

    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResearchBodies(Lever):
    """Clause 二(四): support for R&D bodies, and what a body of each level earns once, if named."""

    municipal: int | None = None
    provincial: int | None = None
    national: int | None = None


@dataclass(frozen=True, slots=True)
class Quality(Lever):
    """Clause 二(五): the subsidy for leading a standard, and the part of it for taking part."""

    international: int | None = None
    national: int | None = None
    industry: int | None = None
    joined_part: float | None = None


@dataclass(frozen=True, slots=True)
class Parks(Lever):
    """Clause 二(六): the award to a park that holds `threshold` firms with a regional title.

    `only` names the parks that may get it; empty, all may.
    """

    threshold: int = 10
    award: int = 0
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accelerators(Lever):
    """Clause 二(六): accelerators opened a year by the banners, and the firms one takes."""

    opened: int | None = None
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Credit(Lever):
    """Clause 二(八): the risk-compensation fund, its leverage, who bears a loss, the whitelist."""

    fund: int | None = None
    leverage: float | None = None
    loss_shares: tuple[tuple[str, float], ...] = ()

    @property
    def fund_share(self) -> float | None:
        """The fund's part of a loss, if the policy names it."""
        return dict(self.loss_shares).get("fund")


@dataclass(frozen=True, slots=True)
class Funds(Lever):
    """Clause 二(九): stakes that the guidance funds take in a year, and the size of one."""

    stakes: int | None = None
    stake: int | None = None


@dataclass(frozen=True, slots=True)
class Factors(Lever):
    """Clause 二(十): the priority weight of titled firms; a discount on power, if there is one."""

    priority_weight: float | None = None
    power_discount: float | None = None


@dataclass(frozen=True, slots=True)
class Talent(Lever):
    """Clause 二(十一): contracts for directed training a year, the stipend, months paid a year."""

    places: int | None = None
    stipend: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Markets(Lever):
    """Clause 二(十二): the subsidy for a fair."""

    subsidy: int | None = None


@dataclass(frozen=True, slots=True)
class Training(Lever):
    """Clause 二(十三): seats a year for executives, and what a seat costs."""

    seats: int = 50
    cost_per_seat: int | None = None


@dataclass(frozen=True, slots=True)
class Platforms(Lever):
    """Clause 二(十四): what each service platform or base gets a year, and how many there are.

    `bodies` names them instead of a count; those `not_serving` give no service.
    """

    amount: int = 0
    count: int | None = None
    bodies: tuple[str, ...] = ()
    not_serving: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visits(Lever):
    """The service teams of 三(二): firms visited in a year."""

    firms: int | None = None


@dataclass(frozen=True, slots=True)
class Appropriation(Lever):
    """What the city may pay in a year, fen; what does not fit is carried over. Not in the text."""

    cap: int = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """Every lever of one policy. A lever that is left out has strength 0."""

    awards: tuple[Award, ...]
    other_purses: tuple[OtherAward, ...]
    pool: Pool
    attraction: Attraction
    research_bodies: ResearchBodies
    quality: Quality
    parks: Parks
    accelerators: Accelerators
    upgrades: Lever
    credit: Credit
    funds: Funds
    factors: Factors
    talent: Talent
    markets: Markets
    training: Training
    platforms: Platforms
    appraisal: Lever
    visits: Visits
    publicity: Lever
    appropriation: Appropriation

    @property
    def levers(self) -> dict[str, Lever]:
        """Every lever but the awards, by name."""
        named: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: each for name, each in named.items() if isinstance(each, Lever)}

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause that may have a line in the books, in a fixed order."""
        levers = self.levers
        named = {levers[name].clause for name in LEVERS_WITH_LINES}
        named |= {award.clause for award in self.awards}
        named |= {award.clause for award in self.other_purses}
        return tuple(sorted(named - {""}))

    def with_award(self, tier: Tier, amount: int, since: dt.date) -> Policy:
        """Return the policy whose award for `tier` is `amount` fen from `since` on.

        The award that was in force until then keeps its amount up to the day before.
        """
        others = [award for award in self.awards if award.tier is not tier]
        own = sorted((a for a in self.awards if a.tier is tier), key=lambda award: award.since)
        before = [
            replace(award, until=min(award.until or since, since - dt.timedelta(days=1)))
            for award in own
            if award.since < since
        ]
        replaced = [award for award in own if award.until is None or award.until >= since]
        model = replaced[-1] if replaced else Award(tier, amount, since, AWARDS_CLAUSE)
        continues = any(award.since < since or award.continues for award in replaced)
        new = replace(model, amount=amount, since=since, continues=continues)
        return replace(self, awards=(*others, *before, new))

    def ending(self, last: dt.date) -> Policy:
        """Return the policy that ends on the day `last` at the latest.

        The appropriation is the city's budget and no clause of the policy: it goes on.
        """

        def ended(each: Any) -> Any:
            return replace(each, until=min(each.until or last, last))

        return replace(
            self,
            awards=tuple(map(ended, self.awards)),
            **{name: ended(each) for name, each in self.levers.items() if name != "appropriation"},
        )

    def without_repealed(self) -> Policy:
        """Return the policy whose awards end on the day before a later document drops them."""

        def kept(award: Award) -> Award:
            if award.repealed is None:
                return award
            last = award.repealed - dt.timedelta(days=1)
            return replace(award, until=min(award.until or last, last))

        return replace(self, awards=tuple(map(kept, self.awards)))


# The levers that have a line in the books.
LEVERS_WITH_LINES = (
    "research_bodies",
    "quality",
    "parks",
    "credit",
    "funds",
    "factors",
    "talent",
    "markets",
    "training",
    "platforms",
)
# What the others cost is in no line, and why: see `srdi_sim.policy.text.WHY_UNPRICED`.
UNPRICED = {
    "pool": "staff",
    "attraction": "no_office",
    "accelerators": "no_amount",
    "upgrades": "other_budgets",
    "appraisal": "staff",
    "visits": "staff",
    "publicity": "no_office",
}
