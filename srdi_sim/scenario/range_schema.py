"""Files of ranges: how far each number of the policy can be moved in a study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field, create_model, model_validator

from srdi_sim.errors import Refusal
from srdi_sim.policy.settings import Kind, Range, kind_of, setting_names
from srdi_sim.scenario.fields import (
    Confidence,
    Count,
    Format,
    Money,
    Name,
    NotNegative,
    Share,
    Strict,
    Text,
)
from srdi_sim.scenario.policy_schema import PolicyWritten
from srdi_sim.scenario.refusals import tidy


class _Range(Strict):
    """From where to where, and why."""

    source: Text
    confidence: Confidence

    @model_validator(mode="after")
    def _rising(self) -> _Range:
        low, high = self.ends
        if low >= high:
            given = [tidy(low), tidy(high)]
            raise Refusal("wrong_order", {"given": given, "allowed": ["low", "high"]})
        return self

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest number."""
        raise NotImplementedError


class MoneyRange(_Range):
    """``{low: 0元, high: 30万, …}``."""

    low: Money
    high: Money

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest number."""
        return self.low, self.high


class WholeRange(_Range):
    """``{low: 0, high: 200, …}``: whole numbers."""

    low: Count
    high: Count

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest number."""
        return self.low, self.high


class ShareRange(_Range):
    """``{low: 0, high: 1, …}``: from none to all."""

    low: Share
    high: Share

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest number."""
        return self.low, self.high


class NumberRange(_Range):
    """``{low: 1, high: 10, …}``."""

    low: NotNegative
    high: NotNegative

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest number."""
        return self.low, self.high


_KINDS: dict[Kind, type[_Range]] = {
    "money": MoneyRange,
    "whole": WholeRange,
    "share": ShareRange,
    "number": NumberRange,
}
_NAMES = setting_names(PolicyWritten().value())


if TYPE_CHECKING:

    class Ranges(Strict):
        """A range for every setting that can be moved."""
else:
    Ranges = create_model(
        "Ranges",
        __base__=Strict,
        **{
            name.replace(".", "__"): (
                Annotated[_KINDS[kind_of(name.rpartition(".")[2])] | None, Field(alias=name)],
                None,
            )
            for name in _NAMES
        },
    )


class RangesFile(Strict):
    """A file under ``ranges/``."""

    srdi: Format
    name: Name
    levers: Ranges

    def value(self) -> tuple[Range, ...]:
        """Return the ranges that are given."""
        found = []
        for name in _NAMES:
            written = getattr(self.levers, name.replace(".", "__"))
            if written is not None:
                kind = kind_of(name.rpartition(".")[2])
                low, high = written.ends
                found.append(Range(name, kind, low, high, written.source, written.confidence))
        return tuple(found)
