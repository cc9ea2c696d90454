"""Distributions as they are written, a class for each kind, and the values they become."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from pydantic import (
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic.functional_validators import AfterValidator
from typing_extensions import TypeAliasType

from srdi_sim import distributions as values
from srdi_sim.distributions import Distribution
from srdi_sim.errors import Refusal
from srdi_sim.scenario.fields import (
    Kind,
    Name,
    NotNegative,
    Positive,
    Share,
    Strict,
    form_of,
)
from srdi_sim.scenario.refusals import (
    Astray,
    in_order,
    sum_to_one,
    tidy,
    unknown_key,
    wrong_type,
)


def _rising(numbers: list[float]) -> list[float]:
    return in_order(numbers, sorted(numbers))


def _low_mode_high(numbers: list[float]) -> list[float]:
    low, mode, high = numbers
    if not (low <= mode <= high and low < high):
        given = [tidy(each) for each in numbers]
        raise Refusal("wrong_order", {"given": given, "allowed": ["low", "mode", "high"]})
    return numbers


def _not_falling(numbers: list[int]) -> list[int]:
    low, high = numbers
    if low > high:
        raise Refusal("wrong_order", {"given": numbers, "allowed": [high, low]})
    return numbers


Pair = Annotated[list[float], Field(min_length=2, max_length=2), AfterValidator(_rising)]
Triple = Annotated[list[float], Field(min_length=3, max_length=3), AfterValidator(_low_mode_high)]
WholePair = Annotated[list[int], Field(min_length=2, max_length=2), AfterValidator(_not_falling)]


class WrittenDistribution(Protocol):
    """One kind of distribution, as it is written."""

    def value(self) -> Distribution:
        """Return the distribution."""
        ...


class FixedKind(Strict):
    """A known number."""

    fixed: float

    def value(self) -> Distribution:
        """Return the distribution."""
        return values.Fixed(self.fixed)


class UniformKind(Strict):
    """``uniform: [low, high]``."""

    uniform: Pair

    def value(self) -> Distribution:
        """Return the distribution."""
        return values.Uniform(*self.uniform)


class TriangularKind(Strict):
    """``triangular: [low, mode, high]``; the mode may be at either end."""

    triangular: Triple

    def value(self) -> Distribution:
        """Return the distribution."""
        return values.Triangular(*self.triangular)


class WholeKind(Strict):
    """``whole: [low, high]``: whole numbers, both ends included."""

    whole: WholePair

    def value(self) -> Distribution:
        """Return the distribution."""
        return values.Whole(*self.whole)


class _Cut(Strict):
    """A distribution that may be cut to low..high."""

    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _not_empty(self) -> _Cut:
        if self.low is not None and self.high is not None:
            _rising([self.low, self.high])
        return self

    def _ends(self, low: float, high: float) -> tuple[float, float]:
        return (
            low if self.low is None else self.low,
            high if self.high is None else self.high,
        )


class NormalNumbers(_Cut):
    """A normal number, cut."""

    mean: float
    sd: Positive


class NormalKind(Strict):
    """``normal: {mean, sd, low, high}``."""

    normal: NormalNumbers

    def value(self) -> Distribution:
        """Return the distribution."""
        numbers = self.normal
        return values.Normal(numbers.mean, numbers.sd, *numbers._ends(-math.inf, math.inf))


class LogNormalNumbers(_Cut):
    """A positive number whose logarithm is normal, cut."""

    median: Positive
    sigma: Positive
    low: NotNegative | None = None


class LogNormalKind(Strict):
    """``lognormal: {median, sigma, low, high}``."""

    lognormal: LogNormalNumbers

    def value(self) -> Distribution:
        """Return the distribution."""
        numbers = self.lognormal
        return values.LogNormal(numbers.median, numbers.sigma, *numbers._ends(0.0, math.inf))


class BetaNumbers(_Cut):
    """A share with a mean and a weight, stretched to low..high."""

    mean: float
    weight: Positive

    @model_validator(mode="after")
    def _mean_inside(self) -> BetaNumbers:
        low, high = self._ends(0.0, 1.0)
        if self.mean <= low:
            wrong = Refusal("not_above", {"given": tidy(self.mean), "least": tidy(low)})
            raise Astray((("mean",), wrong))
        if self.mean >= high:
            wrong = Refusal("not_below", {"given": tidy(self.mean), "most": tidy(high)})
            raise Astray((("mean",), wrong))
        return self


class BetaKind(Strict):
    """``beta: {mean, weight, low, high}``."""

    beta: BetaNumbers

    def value(self) -> Distribution:
        """Return the distribution."""
        numbers = self.beta
        return values.Beta(numbers.mean, numbers.weight, *numbers._ends(0.0, 1.0))


class ChanceKind(Strict):
    """``chance: p``: 1 with this chance, otherwise 0."""

    chance: Share

    def value(self) -> Distribution:
        """Return the distribution."""
        return values.Chance(self.chance)


def _number_key(given: Any) -> str:
    """Return the key if it is a number, such as ``"2"``."""
    try:
        number = float(given)
    except (TypeError, ValueError):
        raise wrong_type(given, "number") from None
    if not math.isfinite(number):
        raise Refusal("not_finite", {"given": given})
    return str(given)


NumberKey = Annotated[str, AfterValidator(_number_key)]
Shares = Annotated[dict[Name, Share], Field(min_length=1), AfterValidator(sum_to_one)]
NumberShares = Annotated[dict[NumberKey, Share], Field(min_length=1), AfterValidator(sum_to_one)]


class ChoiceKind(Strict):
    """``choice: {"2": 0.4, "3": 0.6}``: one of some numbers, each with its chance."""

    choice: NumberShares

    def value(self) -> Distribution:
        """Return the distribution."""
        return values.Choice(tuple(map(float, self.choice)), tuple(self.choice.values()))


class PoissonNumbers(Strict):
    """`add` plus a Poisson count, at most `most`."""

    mean: Positive
    add: Annotated[int, Field(ge=0)]
    most: Annotated[int, Field(ge=0, le=10_000)]

    @model_validator(mode="after")
    def _rising(self) -> PoissonNumbers:
        if self.most < self.add:
            wrong = Refusal("too_small", {"given": self.most, "least": self.add})
            raise Astray((("most",), wrong))
        return self


class PoissonKind(Strict):
    """``poisson_plus: {mean, add, most}``."""

    poisson_plus: PoissonNumbers

    def value(self) -> Distribution:
        """Return the distribution."""
        numbers = self.poisson_plus
        return values.PoissonPlus(numbers.mean, numbers.add, numbers.most)


KINDS: dict[str, type[Strict]] = {
    "fixed": FixedKind,
    "uniform": UniformKind,
    "triangular": TriangularKind,
    "whole": WholeKind,
    "normal": NormalKind,
    "lognormal": LogNormalKind,
    "beta": BetaKind,
    "chance": ChanceKind,
    "choice": ChoiceKind,
    "poisson_plus": PoissonKind,
}


def _kind(given: Any) -> str:
    """Return the tag of the kind of distribution that is written."""
    return form_of(given, KINDS, "none")


def _no_kind(given: Any) -> Any:
    """Refuse what names no kind of distribution."""
    if not isinstance(given, dict):
        refusal = wrong_type(given, "distribution")
        if isinstance(given, (int, float)) and not isinstance(given, bool):
            refusal.values["suggestion"] = f"{{fixed: {given}}}"
        raise refusal
    if not given:
        raise Refusal("exactly_one_of", {"allowed": tuple(KINDS)})
    raise Astray(*(((name,), unknown_key(name, KINDS)) for name in given))


if TYPE_CHECKING:
    Written = WrittenDistribution
else:
    # Named, so that the many fields that hold one share one definition.
    _Written = Annotated[
        Annotated[FixedKind, Tag("<fixed>")]
        | Annotated[UniformKind, Tag("<uniform>")]
        | Annotated[TriangularKind, Tag("<triangular>")]
        | Annotated[WholeKind, Tag("<whole>")]
        | Annotated[NormalKind, Tag("<normal>")]
        | Annotated[LogNormalKind, Tag("<lognormal>")]
        | Annotated[BetaKind, Tag("<beta>")]
        | Annotated[ChanceKind, Tag("<chance>")]
        | Annotated[ChoiceKind, Tag("<choice>")]
        | Annotated[PoissonKind, Tag("<poisson_plus>")]
        | Annotated[Any, PlainValidator(_no_kind), WithJsonSchema({"not": {}}), Tag("<none>")],
        Discriminator(_kind),
    ]
    Written = TypeAliasType("Written", Annotated[_Written, Kind("distribution")])
