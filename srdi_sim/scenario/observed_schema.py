"""Files of observations: what is known, by tier and month or year, and what was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from srdi_sim.errors import Refusal
from srdi_sim.policy.tiers import MONTHS, month_index, tier_of
from srdi_sim.scenario.fields import (
    Clause,
    Confidence,
    Format,
    Money,
    Month,
    Name,
    NotNegative,
    Spoken,
    Strict,
    Text,
    TierCode,
    Year,
    one_of,
)
from srdi_sim.scenario.refusals import exactly_one, unique
from srdi_sim.scenario.scenario import Observation

_KINDS = ("stock", "flow", "paid")


class TitlesWritten(Strict):
    """A published number of firms: a stock of titles in a month, or a flow of a year."""

    name: Name
    # What is neither is told of all kinds; `paid` never comes here.
    what: Annotated[
        Literal["stock", "flow"], Spoken(one_of(*_KINDS).read, "text", {"enum": ["stock", "flow"]})
    ]
    tiers: Annotated[list[TierCode], Field(min_length=1)]
    month: Month | None = None
    year: Year | None = None
    value: NotNegative
    sd: NotNegative = 0.0
    bound: Annotated[Literal["at_most", "at_least"], one_of("at_most", "at_least")] | None = None
    evidence: bool = True
    either: Name | None = None
    known: Month | None = None
    source: Text
    confidence: Confidence

    @model_validator(mode="after")
    def _dated(self) -> TitlesWritten:
        exactly_one(self, "month", "year")
        if (self.what == "stock") == (self.month is None):
            dated = "month" if self.what == "stock" else "year"
            raise Refusal("exactly_one_of", {"allowed": (dated,)})
        return self

    def observation(self) -> Observation:
        """Return the observation."""
        return Observation(
            self.name,
            self.what,
            tuple(tier_of(code) for code in self.tiers),
            self.month,
            self.year,
            float(self.value),
            float(self.sd),
            self.evidence,
            self.source,
            self.confidence,
            bound=self.bound,
            either=self.either or "",
            known=_known(self.known, self.month, self.year),
        )


class PaymentWritten(Strict):
    """Money that was published as paid: under some clauses by some purses, up to a year's end."""

    name: Name
    what: Annotated[Literal["paid"], one_of("paid")]
    clauses: Annotated[list[Clause], Field(min_length=1)]
    payers: Annotated[
        list[Annotated[str, one_of("city", "banner", "region", "centre")]], Field(min_length=1)
    ]
    since: Year | None = None
    year: Year
    value: Money
    sd: Money | None = None
    rounding: Money | None = None
    evidence: bool = True
    either: Name | None = None
    known: Month | None = None
    source: Text
    confidence: Confidence

    @model_validator(mode="after")
    def _told(self) -> PaymentWritten:
        exactly_one(self, "sd", "rounding")
        if self.since is not None and self.since > self.year:
            raise Refusal("ends_before_start", {"given": self.year, "start": self.since})
        return self

    def observation(self) -> Observation:
        """Return the observation, its money in fen."""
        return Observation(
            self.name,
            self.what,
            (),
            None,
            self.year,
            float(self.value),
            float(self.sd or 0),
            self.evidence,
            self.source,
            self.confidence,
            clauses=tuple(self.clauses),
            payers=tuple(self.payers),
            since=self.since,
            rounding=float(self.rounding or 0),
            either=self.either or "",
            known=_known(self.known, None, self.year),
        )


def _known(given: int | None, month: int | None, year: int | None) -> int:
    """Return from when on a figure could be known: its month, or its year's end, if not given."""
    if given is not None:
        return given
    if month is not None:
        return month
    assert year is not None
    return month_index(year, MONTHS)


def _form(given: Any) -> str:
    what = given.get("what") if isinstance(given, dict) else getattr(given, "what", None)
    return "<paid>" if what == "paid" else "<titles>"


if TYPE_CHECKING:
    ObservationWritten = TitlesWritten | PaymentWritten
else:
    ObservationWritten = Annotated[
        Annotated[TitlesWritten, Tag("<titles>")] | Annotated[PaymentWritten, Tag("<paid>")],
        Discriminator(_form),
    ]


class ObservedFile(Strict):
    """A file under ``observed/``."""

    srdi: Format
    name: Name
    observations: list[ObservationWritten]

    @model_validator(mode="after")
    def _named_once(self) -> ObservedFile:
        unique((each.name for each in self.observations), lambda n: ("observations", n, "name"))
        return self

    def value(self) -> tuple[Observation, ...]:
        """Return the observations, in the order of the file."""
        return tuple(each.observation() for each in self.observations)
