"""The policy as a scenario writes it: awards and levers, and the frozen values they become."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, model_validator
from pydantic.functional_validators import AfterValidator

from srdi_sim.errors import Refusal
from srdi_sim.policy import policy as levers
from srdi_sim.policy.policy import Award, OtherAward, Policy
from srdi_sim.policy.tiers import tier_of
from srdi_sim.scenario.consistency import (
    not_before_its_document,
    one_at_a_time,
)
from srdi_sim.scenario.fields import (
    AtLeastOne,
    Clause,
    Count,
    Money,
    Name,
    Positive,
    Share,
    Strict,
    TierCode,
    Until,
    known_of,
    not_before,
    one_of,
)
from srdi_sim.scenario.refusals import Astray, among, not_one_of, sum_to_one, unique


def _sector(name: str, info: ValidationInfo) -> str:
    return among(known_of(info).sectors, name)


def _park(name: str, info: ValidationInfo) -> str:
    return among(known_of(info).parks, name)


Names = list[Name]
LossShares = dict[Annotated[str, one_of("bank", "fund", "guarantor")], Share]


class _Dated(Strict):
    """What a clause gives from one day to another."""

    clause: Clause
    since: Annotated[dt.date, AfterValidator(not_before_its_document)]
    until: Until = None


class _OfATitle(_Dated):
    """What is given for a title."""

    tier: TierCode
    amount: Money


class AwardWritten(_OfATitle):
    """A one-off award for a title."""

    applies_to: Annotated[str, one_of("new", "new_and_stock")] = "new"
    continues: bool = False
    repealed: Annotated[dt.date | None, not_before("since")] = None

    def value(self) -> Award:
        """Return the award."""
        return Award(
            tier=tier_of(self.tier),
            amount=self.amount,
            since=self.since,
            clause=self.clause,
            applies_to=self.applies_to,
            until=self.until,
            continues=self.continues,
            repealed=self.repealed,
        )


class OtherAwardWritten(_OfATitle):
    """What another purse pays for the same title."""

    payer: Annotated[str, one_of("region", "centre")]
    share: Share = 1.0
    years: Annotated[int, Field(ge=1, le=10)] = 1

    def value(self) -> OtherAward:
        """Return the award."""
        return OtherAward(
            tier=tier_of(self.tier),
            amount=self.amount,
            since=self.since,
            payer=self.payer,
            clause=self.clause,
            until=self.until,
            share=self.share,
            years=self.years,
        )


class LeverWritten(_Dated):
    """What every other clause has: a strength from 0 (off) to 1 (as in the text)."""

    strength: Share = 1.0


class PoolWritten(LeverWritten):
    """二(一): the cultivation pool at two levels."""

    city_places: Count | None = None
    banner_places: Count | None = None


class VisitsWritten(LeverWritten):
    """三(二): firms visited in a year."""

    firms: Count | None = None


class TrainingWritten(LeverWritten):
    """二(十三): seats a year, and what a seat costs."""

    seats: Count
    cost_per_seat: Money | None = None


class PlatformsWritten(LeverWritten):
    """二(十四): what each service platform gets a year, and how many there are or their names."""

    amount: Money
    count: Count | None = None
    bodies: Names = Field(default_factory=list)
    not_serving: Names = Field(default_factory=list)

    @model_validator(mode="after")
    def _known(self) -> PlatformsWritten:
        if self.bodies and self.count is not None:
            raise Refusal("exactly_one_of", {"allowed": ["count", "bodies"]})
        unique(self.bodies, lambda n: ("bodies", n))
        unique(self.not_serving, lambda n: ("not_serving", n))
        wrong = [
            (("not_serving", n), not_one_of(name, self.bodies))
            for n, name in enumerate(self.not_serving)
            if name not in self.bodies
        ]
        if wrong:
            raise Astray(*wrong)
        return self


class ParksWritten(LeverWritten):
    """二(六): the award to a park that holds `threshold` firms with a regional title."""

    threshold: AtLeastOne
    award: Money
    only: list[Annotated[Name, AfterValidator(_park)]] = Field(default_factory=list)


class AcceleratorsWritten(LeverWritten):
    """二(六): accelerators opened a year by the banners, and the firms one takes."""

    opened: Count | None = None
    places: Count | None = None


class AttractionWritten(LeverWritten):
    """二(二): firms from elsewhere, and the key sectors."""

    sectors: list[Annotated[Name, AfterValidator(_sector)]] = Field(default_factory=list)


class ResearchBodiesWritten(LeverWritten):
    """二(四): what an R&D body of each level earns once, if the policy names an amount."""

    municipal: Money | None = None
    provincial: Money | None = None
    national: Money | None = None


class QualityWritten(LeverWritten):
    """二(五): the subsidy for leading a standard of each kind, and the part for taking part."""

    international: Money | None = None
    national: Money | None = None
    industry: Money | None = None
    joined_part: Share | None = None


class CreditWritten(LeverWritten):
    """二(八): the risk-compensation fund, its leverage, and who bears which part of a loss."""

    fund: Money | None = None
    leverage: Positive | None = None
    loss_shares: Annotated[LossShares, AfterValidator(sum_to_one)] | None = None


class FundsWritten(LeverWritten):
    """二(九): stakes of the guidance funds a year, and the size of one."""

    stakes: Count | None = None
    stake: Money | None = None


class FactorsWritten(LeverWritten):
    """二(十): the priority weight of titled firms."""

    priority_weight: Annotated[float, Field(ge=1, le=100)] | None = None
    power_discount: Share | None = None


class TalentWritten(LeverWritten):
    """二(十一): contracts for directed training a year, stipend a month, months paid a year."""

    places: Count | None = None
    stipend: Money | None = None
    months: Annotated[int, Field(ge=0, le=12)] | None = None


class MarketsWritten(LeverWritten):
    """二(十二): the subsidy for a fair."""

    subsidy: Money | None = None


class AppropriationWritten(_Dated):
    """What the city may pay in a year; what does not fit is carried over. Not in the text."""

    clause: Clause = "budget"
    cap: Money
    strength: Share = 1.0


class PolicyWritten(Strict):
    """The levers. A lever that is left out is not part of the policy: its strength is 0."""

    awards: Annotated[list[AwardWritten], AfterValidator(one_at_a_time)] = Field(
        default_factory=list
    )
    other_purses: list[OtherAwardWritten] = Field(default_factory=list)
    pool: PoolWritten | None = None
    attraction: AttractionWritten | None = None
    research_bodies: ResearchBodiesWritten | None = None
    quality: QualityWritten | None = None
    parks: ParksWritten | None = None
    accelerators: AcceleratorsWritten | None = None
    upgrades: LeverWritten | None = None
    credit: CreditWritten | None = None
    funds: FundsWritten | None = None
    factors: FactorsWritten | None = None
    talent: TalentWritten | None = None
    markets: MarketsWritten | None = None
    training: TrainingWritten | None = None
    platforms: PlatformsWritten | None = None
    appraisal: LeverWritten | None = None
    visits: VisitsWritten | None = None
    publicity: LeverWritten | None = None
    appropriation: AppropriationWritten | None = None

    def value(self) -> Policy:
        """Return the policy."""
        written = {name: _lever(kind, getattr(self, name)) for name, kind in _LEVER_KINDS.items()}
        return Policy(
            awards=tuple(each.value() for each in self.awards),
            other_purses=tuple(each.value() for each in self.other_purses),
            **written,
        )


_LEVER_KINDS: dict[str, type[levers.Lever]] = {
    "pool": levers.Pool,
    "attraction": levers.Attraction,
    "research_bodies": levers.ResearchBodies,
    "quality": levers.Quality,
    "parks": levers.Parks,
    "accelerators": levers.Accelerators,
    "upgrades": levers.Lever,
    "credit": levers.Credit,
    "funds": levers.Funds,
    "factors": levers.Factors,
    "talent": levers.Talent,
    "markets": levers.Markets,
    "training": levers.Training,
    "platforms": levers.Platforms,
    "appraisal": levers.Lever,
    "visits": levers.Visits,
    "publicity": levers.Lever,
    "appropriation": levers.Appropriation,
}


def _lever(kind: type[levers.Lever], written: LeverWritten | None) -> Any:
    """Return a lever; one that is not written has strength 0."""
    if written is None:
        return kind(clause="", since=dt.date.min, strength=0.0)
    return kind(
        **{name: _frozen(each) for name, each in written if each is not None or name == "until"}
    )


def _frozen(written: Any) -> Any:
    """Return what a lever holds of a list or a mapping."""
    match written:
        case list():
            return tuple(written)
        case dict():
            return tuple(written.items())
    return written
