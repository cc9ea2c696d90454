"""Distributions and prior files: what is written, and the frozen values it becomes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from pydantic import (
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic.functional_validators import AfterValidator
from typing_extensions import TypeAliasType

from srdi_sim import distributions as values
from srdi_sim.distributions import Distribution
from srdi_sim.errors import Refusal
from srdi_sim.scenario.bounds import beyond_habit
from srdi_sim.scenario.fields import (
    HABITS,
    Astray,
    Confidence,
    Format,
    Kind,
    Name,
    NotNegative,
    Positive,
    Share,
    Strict,
    Text,
    YearKey,
    exactly_one,
    form_of,
    in_order,
    one_of,
    sum_to_one,
    tidy,
    unknown_key,
    wrong_type,
)
from srdi_sim.scenario.posterior import Posterior, posterior_of
from srdi_sim.scenario.uncertainties import Uncertainties, Uncertainty

ROLES = ("fitted", "sampled", "fixed", "off")


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


class Prior(Strict):
    """One uncertainty: a prior for all years, or one from each year on."""

    role: Annotated[str, one_of(*ROLES)]
    unit: Text
    prior: Written | None = None
    from_: Annotated[dict[YearKey, Written], Field(min_length=1)] | None = Field(None, alias="from")
    yearly: bool = False
    source: Text
    confidence: Confidence

    @model_validator(mode="after")
    def _one_form(self) -> Prior:
        exactly_one(self, "prior", "from_")
        return self

    def written(self) -> dict[tuple[str | int, ...], WrittenDistribution]:
        """Return the distributions by the path at which they are written."""
        if self.prior is not None:
            return {("prior",): self.prior}
        return {("from", str(year)): each for year, each in (self.from_ or {}).items()}

    def value(self, name: str) -> Uncertainty:
        """Return the uncertainty of this name."""
        dated = {0: self.prior} if self.prior is not None else (self.from_ or {})
        return Uncertainty(
            name,
            tuple((year, dated[year].value()) for year in sorted(dated)),
            self.yearly,
            self.role,
            self.unit,
            self.source,
            self.confidence,
        )


def _bounded(name: str) -> AfterValidator:
    """Return the check that a habit has only values that it can have."""

    def check(prior: Prior) -> Prior:
        found = ((path, beyond_habit(name, each.value())) for path, each in prior.written().items())
        if wrong := [(path, refusal) for path, refusal in found if refusal]:
            raise Astray(*wrong)
        return prior

    return AfterValidator(check)


if TYPE_CHECKING:
    Priors = Strict
else:
    # A key for every habit and no other, so that a missing or misspelt one is told as such.
    Priors = create_model(
        "Priors",
        __base__=Strict,
        **{name: (Annotated[Prior, _bounded(name)], ...) for name in HABITS},
    )


class Table(Strict):
    """Numbers that are known for certain, such as a chance by age."""

    unit: Text
    values: Annotated[list[Share], Field(min_length=1, max_length=200)]
    source: Text
    confidence: Confidence


class Tables(Strict):
    """Every table that the model knows."""

    exit_by_age: Table


class PosteriorWritten(Strict):
    """A posterior, as a file under ``fits/`` has it."""

    name: Name
    priors: str = ""
    population: str = Field("", exclude=True)  # only told: no part of the scenario's digest
    seeds: Annotated[list[int], Field(min_length=1)]
    draws: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _draws(self) -> PosteriorWritten:
        try:
            found = self.value()
        except ValueError as error:
            raise Refusal("posterior_not_read", {"given": self.name, "why": str(error)}) from None
        for name in found.names:
            if name not in HABITS:
                raise Refusal("posterior_not_read", {"given": self.name, "why": name})
        return self

    def value(self) -> Posterior:
        """Return the posterior."""
        return posterior_of(self.name, self.seeds, self.draws, self.priors, self.population)


class PriorsFile(Strict):
    """A file under ``priors/``; a scenario may add what the data have made of it."""

    srdi: Format
    name: Name
    tables: Tables
    uncertainties: Priors
    posterior: PosteriorWritten | None = None

    @model_validator(mode="after")
    def _stands_on_these(self) -> PriorsFile:
        """Refuse what was fitted under other priors: its quantiles mean nothing here."""
        found = self.posterior
        if found is not None and found.priors not in ("", self.name):
            values = {"given": found.name, "priors": found.priors, "own": self.name}
            raise Astray((("posterior",), Refusal("posterior_of_other_priors", values)))
        return self

    def value(self) -> Uncertainties:
        """Return the uncertainties."""
        return Uncertainties(
            tuple(getattr(self.uncertainties, name).value(name) for name in HABITS),
            (("exit_by_age", tuple(self.tables.exit_by_age.values)),),
            self.posterior.value() if self.posterior else None,
        )
