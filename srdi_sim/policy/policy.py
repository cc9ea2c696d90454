"""The levers: what the policy gives, under which clause, from which day.

A lever that the text names without an amount holds ``None`` where the amount would stand: the
scenario's priors then give it (basis ``assumption``). Money is int64 fen.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from srdi_sim.policy.tiers import Tier, month_index

AWARDS_CLAUSE = "二(三)"
_FOR_EVER = 1 << 30


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
    An award that `continues` an earlier one finds no stock: that was settled when it began.
    """

    tier: Tier
    amount: int
    since: dt.date
    clause: str
    applies_to: str = "new"
    until: dt.date | None = None
    continues: bool = False

    @property
    def months(self) -> tuple[int, int]:
        """The first and the last running month whose titles earn this award."""
        return _months(self.since, self.until)


@dataclass(frozen=True, slots=True)
class OtherAward:
    """What another purse (region, centre) pays for a title: seen by firms, memo for the city."""

    tier: Tier
    amount: int
    since: dt.date
    payer: str
    clause: str
    until: dt.date | None = None

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
class Visits(Lever):
    """The service teams of 三(二): firms visited in a year."""

    firms: int | None = None


@dataclass(frozen=True, slots=True)
class Training(Lever):
    """Clause 二(十三): seats a year for executives, and what a seat costs."""

    seats: int = 50
    cost_per_seat: int | None = None


@dataclass(frozen=True, slots=True)
class Platforms(Lever):
    """Clause 二(十四): what each service platform or base gets a year, and how many there are."""

    amount: int = 0
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Parks(Lever):
    """Clause 二(六): the award to a park that holds `threshold` firms with a regional title."""

    threshold: int = 10
    award: int = 0


@dataclass(frozen=True, slots=True)
class Credit(Lever):
    """Clause 二(八): the risk-compensation fund, its leverage, and the whitelist."""

    fund: int | None = None
    leverage: float | None = None


@dataclass(frozen=True, slots=True)
class Factors(Lever):
    """Clause 二(十): the priority weight that titled firms get when factors are divided."""

    priority_weight: float | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """Every lever of one policy. A lever that is left out has strength 0."""

    awards: tuple[Award, ...]
    other_purses: tuple[OtherAward, ...]
    pool: Pool
    attraction: Lever
    research_bodies: Lever
    quality: Lever
    parks: Parks
    accelerators: Lever
    upgrades: Lever
    credit: Credit
    funds: Lever
    factors: Factors
    talent: Lever
    markets: Lever
    training: Training
    platforms: Platforms
    appraisal: Lever
    visits: Visits
    publicity: Lever
    appropriation: Lever

    def clauses_of_lines(self) -> dict[str, str]:
        """Return the clause of every lever but the awards that has a line in the books."""
        return {
            name: getattr(self, name).clause
            for name in ("parks", "credit", "training", "platforms")
        }

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
