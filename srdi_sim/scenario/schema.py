"""The scenario file: what is written, and the frozen values it becomes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, ValidationInfo, create_model, model_validator
from pydantic.functional_validators import AfterValidator

from srdi_sim.errors import Refusal
from srdi_sim.policy.reading import MUNICIPAL_NEVER, QUESTIONS, Reading
from srdi_sim.policy.tiers import tier_of
from srdi_sim.scenario.consistency import (
    of_one_mind,
)
from srdi_sim.scenario.fields import (
    OF_FILE,
    OF_FILE_CHANGED,
    Clause,
    Count,
    Format,
    Name,
    PeriodYear,
    Spoken,
    Strict,
    Text,
    TierCode,
    Year,
    known_of,
    not_before,
    one_of,
)
from srdi_sim.scenario.observed_schema import ObservedFile
from srdi_sim.scenario.policy_schema import PolicyWritten
from srdi_sim.scenario.population_schema import PopulationFile
from srdi_sim.scenario.prior_schema import PriorsFile
from srdi_sim.scenario.range_schema import RangesFile
from srdi_sim.scenario.refusals import exactly_one, not_one_of, unique
from srdi_sim.scenario.ruleset_schema import LadderFile
from srdi_sim.scenario.scenario import Target
from srdi_sim.scenario.text_schema import TextFile
from srdi_sim.units import UnitFault, parse_share

FIRST_PERIOD = 2022  # the ladder's rules begin then
LAST_RUNG_YEAR = 2100


def _from_population(year: int, info: ValidationInfo) -> int:
    start = known_of(info).start
    if start is not None and year < start:
        raise Refusal("too_small", {"given": year, "least": start})
    return year


def _in_first_year(day: dt.date | None, info: ValidationInfo) -> dt.date | None:
    year = info.data.get("from_")
    if day is not None and year is not None and day.year != year:
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        raise Refusal("outside_period", {"given": day, "start": first, "end": last})
    return day


class Period(Strict):
    """Years simulated, both included; `start` is the first day, 1 January if not given."""

    from_: Annotated[Year, Field(ge=FIRST_PERIOD), AfterValidator(_from_population)] = Field(
        alias="from"
    )
    to: Annotated[Year, not_before("from_")]
    start: Annotated[dt.date | None, AfterValidator(_in_first_year)] = None

    @property
    def first_day(self) -> dt.date:
        """The day on which the simulation begins."""
        return self.start or dt.date(self.from_, 1, 1)


def _answer(name: str) -> Any:
    """Return the field of one question of the reading."""
    answers = QUESTIONS[name][1]
    if answers == ("year",):
        return Annotated[int, Field(ge=MUNICIPAL_NEVER, le=LAST_RUNG_YEAR)]
    if "share" not in answers:
        return Annotated[str, one_of(*answers)]
    words = tuple(word for word in answers if word != "share")

    def read(given: Any) -> str | float:
        if given in words:
            return str(given)
        try:
            return parse_share(given)
        except UnitFault as fault:
            if fault.code == "share_unreadable":
                raise not_one_of(given, (*words, "0 … 1")) from None
            raise

    number = {"type": "number", "minimum": 0, "maximum": 1}
    share = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? *%$"}
    return Annotated[Any, Spoken(read, "share", {"anyOf": [{"enum": list(words)}, number, share]})]


if TYPE_CHECKING:
    Answers = Strict
else:
    Answers = create_model(
        "Answers",
        __base__=Strict,
        __validators__={"of_one_mind": model_validator(mode="after")(of_one_mind)},
        **{name: (_answer(name), getattr(Reading(), name)) for name in QUESTIONS},
    )


class TargetWritten(Strict):
    """A promise: more than, or at least, so many firms at a tier in a year."""

    tier: TierCode
    year: PeriodYear
    more_than: Count | None = None
    at_least: Count | None = None
    clause: Clause

    @model_validator(mode="after")
    def _one_form(self) -> TargetWritten:
        exactly_one(self, "more_than", "at_least")
        return self

    def value(self) -> Target:
        """Return the target."""
        if self.at_least is not None:
            return Target(tier_of(self.tier), self.year, self.at_least, self.clause, "at_least")
        assert self.more_than is not None  # one of the two is given
        return Target(tier_of(self.tier), self.year, self.more_than, self.clause)


def _promised_once(targets: list[TargetWritten]) -> list[TargetWritten]:
    unique((f"{target.tier} {target.year}" for target in targets), lambda n: (n,))
    return targets


class PopulationWritten(Strict):
    """Where the firms come from."""

    synthetic: Annotated[PopulationFile, OF_FILE]


class ScenarioFile(Strict):
    """A scenario, its data files written out."""

    srdi: Format
    name: Name
    why: Text | None = None
    period: Period
    reading: Answers = Answers()
    policy: PolicyWritten
    ladder: Annotated[LadderFile, OF_FILE]
    population: PopulationWritten
    uncertainties: Annotated[PriorsFile, OF_FILE_CHANGED]
    observed: Annotated[ObservedFile, OF_FILE] | None = None
    text: Annotated[TextFile, OF_FILE] | None = None
    ranges: Annotated[RangesFile, OF_FILE] | None = None
    targets: Annotated[list[TargetWritten], AfterValidator(_promised_once)] = Field(
        default_factory=list
    )


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, made from the model that validates it.

    A file that extends another may leave out any key, or remove one with null; so everything is
    optional there but for the items of lists, which replace those of the other file whole.
    """
    schema = ScenarioFile.model_json_schema(by_alias=True)
    definitions = schema.pop("$defs")
    definitions["Scenario"] = schema
    changes = {f"{name}Change": _optional(each) for name, each in definitions.items()}
    changes["ScenarioChange"]["properties"]["extends"] = {"type": "string", "minLength": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "srdi scenario",
        "type": "object",
        "if": {"required": ["extends"]},
        "then": {"$ref": "#/$defs/ScenarioChange"},
        "else": {"$ref": "#/$defs/Scenario"},
        "$defs": {**definitions, **changes},
    }


def _optional(schema: Any) -> Any:
    """Return a schema with every key of a mapping optional; the items of lists stay whole."""
    if not isinstance(schema, dict):
        return [_optional(each) for each in schema] if isinstance(schema, list) else schema
    changed: dict[str, Any] = {}
    for name, each in schema.items():
        if name == "required":
            continue
        if name == "$ref":
            changed[name] = f"{each}Change"
        elif name == "items":
            changed[name] = each
        elif name == "properties":
            nothing = {"type": "null"}
            changed[name] = {key: {"anyOf": [_optional(of), nothing]} for key, of in each.items()}
        else:
            changed[name] = _optional(each)
    return changed
