"""Distributions and prior files: what is written, and the frozen values it becomes."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from typing_extensions import TypeAliasType
from pydantic import Discriminator, Field, PlainValidator, Tag, create_model, model_validator
from pydantic.functional_validators import AfterValidator

from srdi_sim import distributions as values
from srdi_sim.distributions import Distribution
from srdi_sim.errors import Refusal
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
    wrong_type,
)
from srdi_sim.scenario.places import suggest
from srdi_sim.scenario.uncertainties import Uncertainties, Uncertainty

ROLES = ("fitted", "sampled", "fixed", "off")

Pair = Annotated[list[float], Field(min_length=2, max_length=2)]
Triple = Annotated[list[float], Field(min_length=3, max_length=3)]
WholePair = Annotated[list[int], Field(min_length=2, max_length=2)]


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

    @model_validator(mode="after")
    def _rising(self) -> UniformKind:
        in_order(self.uniform, sorted(self.uniform))
        return self

    def value(self) -> Distribution:
        """Return the distribution."""
        return values.Uniform(*self.uniform)


class TriangularKind(Strict):
    """``triangular: [low, mode, high]``; the mode may be at either end."""

    triangular: Triple

    @model_validator(mode="after")
    def _rising(self) -> TriangularKind:
        low, mode, high = self.triangular
        if not (low <= mode <= high and low < high):
            allowed = ["low", "mode", "high"]
            raise Refusal("wrong_order", {"given": self.triangular, "allowed": allowed})
        return self

    def value(self) -> Distribution:
        """Return the distribution."""
        return values.Triangular(*self.triangular)


class WholeKind(Strict):
    """``whole: [low, high]``: whole numbers, both ends included."""

    whole: WholePair

    @model_validator(mode="after")
    def _rising(self) -> WholeKind:
        low, high = self.whole
        if low > high:
            raise Refusal("wrong_order", {"given": self.whole, "allowed": [high, low]})
        return self

    def value(self) -> Distribution:
        """Return the distribution."""
        return values.Whole(*self.whole)


class _Cut(Strict):
    """A distribution that may be cut to low..high."""

    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _rising(self) -> _Cut:
        if self.low is not None and self.high is not None:
            in_order([self.low, self.high], sorted((self.low, self.high)))
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
            raise Astray((("mean",), Refusal("not_above", {"given": self.mean, "least": low})))
        if self.mean >= high:
            raise Astray((("mean",), Refusal("not_below", {"given": self.mean, "most": high})))
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
    raise Astray(
        *(
            ((name,), Refusal("unknown_key", {
                "given": name, "allowed": tuple(KINDS), "suggestion": suggest(name, KINDS)
            }))
            for name in given
        )
    )  # fmt: skip


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
        | Annotated[Any, PlainValidator(_no_kind), Tag("<none>")],
        Discriminator(_kind),
    ]
    Written = TypeAliasType("Written", Annotated[_Written, Kind("distribution")])


def support(distribution: Distribution) -> tuple[float, float]:
    """Return the lowest and the highest number that a distribution can give."""
    match distribution:
        case values.Fixed(value):
            return value, value
        case values.Chance():
            return 0.0, 1.0
        case values.Choice(numbers):
            return min(numbers), max(numbers)
        case values.PoissonPlus(_, add, most):
            return add, most
    # All others have ends.
    return distribution.low, distribution.high  # type: ignore[attr-defined]


# What a habit can mean at all; what is not named here may be any number. A share is 0 to 1.
_SHARES = (
    "cap_exit_above_scale cap_exit_titled visit_rescue loan_demand loan_approval default_rate "
    "fund_loss_share rd_share_industry rd_share_services body_rate certificate_rate quality_rate "
    "digital_rate take_up_innovative take_up_municipal take_up_regional take_up_little_giant "
    "take_up_champion relabel_chance relabel_reach panel_persistence review_tolerance "
    "renewal_innovative renewal_municipal renewal_regional renewal_little_giant renewal_champion "
    "city_share stock_paid province_innovative_paid paid_next_year"
).split()
_MONTHS = [name for name in HABITS if name.startswith("month_")]
_CHANGES_OF_CHANCE = ("whitelist_lift", "guarantee_lift")
_NOT_NEGATIVE = (
    "entry_scale pool_city_places pool_banner_places visits_firms platforms_count platform_firms "
    "training_cost_wan loan_to_revenue guarantee_fund_wan guarantee_leverage factor_tightness "
    "factor_priority ip_rate growth_sd_titled growth_sd_other reference_awards_innovative "
    "reference_awards_municipal reference_awards_regional reference_awards_little_giant "
    "reference_awards_champion local_points municipal_pass_mark panel_sd innovative_places "
    "regional_places little_giant_places little_giant_rivals champion_places champion_rivals "
    "titled_at_start little_giants_at_start large_firms appraisal_response"
).split()
BOUNDS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(_SHARES, (0.0, 1.0)),
    **dict.fromkeys(_MONTHS, (1.0, 12.0)),
    **dict.fromkeys(_CHANGES_OF_CHANCE, (-1.0, 1.0)),
    **dict.fromkeys(_NOT_NEGATIVE, (0.0, math.inf)),
}


def out_of_bounds(name: str, written: WrittenDistribution) -> Refusal | None:
    """Return why a habit cannot have this distribution, if it cannot."""
    least, most = BOUNDS.get(name, (-math.inf, math.inf))
    low, high = support(written.value())
    if low < least:
        return Refusal("too_small", {"given": low, "least": least})
    if high > most:
        return Refusal("too_large", {"given": high, "most": most})
    return None


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


def _bounded(name: str) -> Callable[[Prior], Prior]:
    def check(prior: Prior) -> Prior:
        found = ((path, out_of_bounds(name, each)) for path, each in prior.written().items())
        if wrong := [(path, refusal) for path, refusal in found if refusal]:
            raise Astray(*wrong)
        return prior

    return check


if TYPE_CHECKING:
    Priors = Strict
else:
    # A key for every habit and no other, so that a missing or misspelt one is told as such.
    Priors = create_model(
        "Priors",
        __base__=Strict,
        **{name: (Annotated[Prior, AfterValidator(_bounded(name))], ...) for name in HABITS},
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


class PriorsFile(Strict):
    """A file under ``priors/``."""

    srdi: Format
    name: Name
    tables: Tables
    uncertainties: Priors

    def value(self) -> Uncertainties:
        """Return the uncertainties."""
        return Uncertainties(
            tuple(getattr(self.uncertainties, name).value(name) for name in HABITS),
            (("exit_by_age", tuple(self.tables.exit_by_age.values)),),
        )


