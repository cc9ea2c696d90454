"""Files of observations: what is known, by tier and month or year."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from srdi_sim.errors import Refusal
from srdi_sim.policy.tiers import tier_of
from srdi_sim.scenario.fields import (
    Confidence,
    Format,
    Month,
    Name,
    NotNegative,
    Strict,
    Text,
    TierCode,
    Year,
    exactly_one,
    one_of,
    unique,
)
from srdi_sim.scenario.scenario import Observation


class ObservationWritten(Strict):
    """One published figure: a stock of titles in a month, or a flow of a year."""

    name: Name
    what: Annotated[Literal["stock", "flow"], one_of("stock", "flow")]
    tiers: Annotated[list[TierCode], Field(min_length=1)]
    month: Month | None = None
    year: Year | None = None
    value: NotNegative
    sd: NotNegative = 0.0
    evidence: bool = True
    source: Text
    confidence: Confidence

    @model_validator(mode="after")
    def _dated(self) -> ObservationWritten:
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
        )


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
