"""What the nation did, for one specialised firm: the forecast of whoever has no model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator

from srdi_sim.errors import Refusal
from srdi_sim.policy.tiers import Tier, tier_of
from srdi_sim.scenario.fields import Confidence, Format, Name, NotNegative, Strict, Text, TierCode
from srdi_sim.scenario.files import read_data_file
from srdi_sim.scenario.loading import library

SUBFOLDER = "rates"
Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rates:
    """National rates; each is a pair of ends.

    Attributes
    ----------
    growth : (low, high)
        Of the specialised firms (little giants included) in a year.
    rates : mapping of (``stock`` or ``flow``, tiers) to (low, high)
        For one specialised firm: titles held, or given in a year.
    """

    name: str
    growth: Ends
    rates: Mapping[tuple[str, tuple[Tier, ...]], Ends]


class _Ends(Strict):
    low: NotNegative
    high: NotNegative
    source: Text
    confidence: Confidence

    @model_validator(mode="after")
    def _rising(self) -> _Ends:
        if self.low > self.high:
            given = [self.low, self.high]
            raise Refusal("wrong_order", {"given": given, "allowed": ["low", "high"]})
        return self

    @property
    def ends(self) -> Ends:
        """From where to where."""
        return float(self.low), float(self.high)


class _Rate(_Ends):
    what: Literal["stock", "flow"]
    tiers: Annotated[list[TierCode], Field(min_length=1)]


class RatesFile(Strict):
    """A file under ``rates/``."""

    srdi: Format
    name: Name
    growth: _Ends
    rates: list[_Rate]

    def value(self) -> Rates:
        """Return the rates."""
        return Rates(
            self.name,
            self.growth.ends,
            {
                (each.what, tuple(tier_of(code) for code in each.tiers)): each.ends
                for each in self.rates
            },
        )


def national_rates(name: str = "national") -> Rates:
    """Return rates that ship with the package."""
    document = read_data_file(name, library=library(), subfolder=SUBFOLDER)
    return RatesFile.model_validate(document.data).value()
