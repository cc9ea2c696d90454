"""Prior files: what is written, and the frozen values it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import (
    Field,
    create_model,
    model_validator,
)
from pydantic.functional_validators import AfterValidator

from srdi_sim.errors import Refusal
from srdi_sim.scenario.bounds import beyond_habit
from srdi_sim.scenario.distribution_schema import Written, WrittenDistribution
from srdi_sim.scenario.fields import (
    HABITS,
    Confidence,
    Format,
    Name,
    Share,
    Strict,
    Text,
    YearKey,
    one_of,
)
from srdi_sim.scenario.posterior import Posterior, posterior_of
from srdi_sim.scenario.refusals import (
    Astray,
    exactly_one,
)
from srdi_sim.scenario.uncertainties import Uncertainties, Uncertainty

ROLES = ("fitted", "sampled", "fixed", "off")


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
