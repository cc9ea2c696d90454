"""The kinds of field that scenario and data files are made of, read strictly.

A field either reads what is written (money in words, a month, one of some names) or refuses it with
an `srdi_sim.errors.Refusal`; nothing is converted silently.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, ValidationInfo
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic.functional_validators import AfterValidator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema
from typing_extensions import TypeAliasType

from srdi_sim.errors import Refusal
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.tiers import TIER_CODES, month_index
from srdi_sim.scenario.refusals import not_one_of, wrong_type
from srdi_sim.scenario.uncertainties import TABLES
from srdi_sim.units import exact_money, half_width, parse_count, parse_money, parse_share

FORMAT = 1
FIRST_YEAR, LAST_YEAR = 2000, 2050
MOST_MONEY = parse_money("1000亿")
MOST_COUNT = 10_000_000
HABITS: tuple[str, ...] = tuple(name for name in Habits.names() if name not in TABLES)

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")


class Strict(BaseModel):
    """Keys with values: no unknown key, no conversion, no NaN or infinity."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


@dataclass(frozen=True, slots=True)
class Known:
    """What one part of a scenario may say about another; None or empty where that is not sound.

    Attributes
    ----------
    period : (from, to) or None
    start : int or None
        The year that the population describes.
    signed : date or None
        When the policy's text was; `clauses` are those of the text.
    rungs : mapping of tier code to (first day, last year or None), or None
        From when to when each rung of the ladder gives titles, as the reading has it.
    banners, sectors, parks : tuple of str or None
    groups : mapping of name to what is written for the group
        Groups of the population, in order; those of the seeds are not among them.
    rubrics : tuple of str
        Rule sets that have scored items of their own.
    """

    period: tuple[int, int] | None = None
    start: int | None = None
    signed: dt.date | None = None
    clauses: tuple[str, ...] = ()
    rungs: Mapping[str, tuple[dt.date, int | None]] | None = None
    banners: tuple[str, ...] | None = None
    sectors: tuple[str, ...] | None = None
    parks: tuple[str, ...] | None = None
    groups: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    rubrics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A field whose value is read from what is written by a function that may refuse it.

    Attributes
    ----------
    kind : str
        As the words ``type.…`` call it.
    schema : mapping
        The JSON Schema of what may be written.
    """

    read: Callable[[Any], Any]
    kind: str
    schema: Mapping[str, Any] = field(hash=False)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return dict(self.schema)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a field is called where it is missing: a word ``type.…``."""

    kind: str


@dataclass(frozen=True, slots=True)
class InPlaceOf:
    """The content of a data file, where a scenario may write other things in its place."""

    forms: tuple[Mapping[str, Any], ...] = field(hash=False)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [*self.forms, handler(schema)]}


def one_of(*names: str) -> Spoken:
    """Return the field of one of some names."""

    def read(given: Any) -> str:
        if given not in names:
            raise not_one_of(given, names)
        return str(given)

    return Spoken(read, "text", {"enum": list(names)})


def not_before(start: str) -> AfterValidator:
    """Return the check that an end is not before the start, a field that stands before it."""

    def check(end: Any, info: ValidationInfo) -> Any:
        begun = info.data.get(start)
        if begun is not None and end is not None and end < begun:
            raise Refusal("ends_before_start", {"given": end, "start": begun})
        return end

    return AfterValidator(check)


def form_of(given: Any, forms: Mapping[str, type[BaseModel]], otherwise: str) -> str:
    """Return the tag of the form in which something is written: the key that tells it."""
    if isinstance(given, BaseModel):
        found = (key for key, form in forms.items() if type(given) is form)
    else:
        found = (key for key in forms if isinstance(given, dict) and key in given)
    return f"<{next(found, otherwise)}>"


def known_of(info: ValidationInfo) -> Known:
    """Return what the other parts of the scenario say."""
    return info.context if isinstance(info.context, Known) else Known()


def _money(given: Any) -> int:
    fen = parse_money(given)
    if fen > MOST_MONEY:
        raise Refusal("too_large", {"given": given, "most": exact_money(MOST_MONEY)})
    return fen


def _count(given: Any) -> int:
    count = parse_count(given)
    if count > MOST_COUNT:
        raise Refusal("too_large", {"given": given, "most": MOST_COUNT})
    return count


def _at_least_one(given: Any) -> int:
    count = _count(given)
    if count < 1:
        raise Refusal("too_small", {"given": given, "least": 1})
    return count


def _month(given: Any) -> int:
    match = _MONTH.fullmatch(given) if isinstance(given, str) else None
    if not match or not 1 <= int(match[2]) <= 12:
        raise wrong_type(given, "month")
    return month_index(_in_years(int(match[1])), int(match[2]))


def _year_key(given: Any) -> int:
    if not (isinstance(given, str) and _YEAR.fullmatch(given)):
        raise wrong_type(given, "year")
    return _in_years(int(given))


def _in_years(year: int) -> int:
    if year < FIRST_YEAR:
        raise Refusal("too_small", {"given": year, "least": FIRST_YEAR})
    if year > LAST_YEAR:
        raise Refusal("too_large", {"given": year, "most": LAST_YEAR})
    return year


def _clause(given: Any) -> str:
    # A full-width bracket would make two clauses of one in every table of money.
    if not isinstance(given, str) or not given.strip() or half_width(given) != given:
        raise wrong_type(given, "text")
    return given


def _format(given: Any) -> int:
    if type(given) is not int or given != FORMAT:
        raise Refusal("wrong_format_version", {"given": given, "allowed": FORMAT})
    return FORMAT


def _year_in_period(year: int, info: ValidationInfo) -> int:
    period = known_of(info).period
    if period and not period[0] <= year <= period[1]:
        values = {"given": year, "start": period[0], "end": period[1]}
        raise Refusal("outside_period", values)
    return year


_MONEY_WORDS = r"^[0-9][0-9,]*(\.[0-9]+)? *(元|万|万元|亿|亿元)$"

Text = Annotated[str, Field(min_length=1, max_length=2000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Money = Annotated[int, Spoken(_money, "money", {"type": "string", "pattern": _MONEY_WORDS})]
Share = Annotated[
    float,
    Spoken(
        parse_share,
        "share",
        {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string"}]},
    ),
]
Count = Annotated[
    int, Spoken(_count, "count", {"type": "integer", "minimum": 0, "maximum": MOST_COUNT})
]
AtLeastOne = Annotated[
    int, Spoken(_at_least_one, "count", {"type": "integer", "minimum": 1, "maximum": MOST_COUNT})
]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR), Kind("year")]
PeriodYear = Annotated[Year, AfterValidator(_year_in_period)]
YearKey = Annotated[int, Spoken(_year_key, "year", {"type": "string", "pattern": r"^20[0-9]{2}$"})]
Until = Annotated[dt.date | None, not_before("since")]
Month = Annotated[
    int, Spoken(_month, "month", {"type": "string", "pattern": r"^20[0-9]{2}-(0[1-9]|1[0-2])$"})
]
Clause = Annotated[str, Spoken(_clause, "text", {"type": "string", "minLength": 1})]
Format = Annotated[int, Spoken(_format, "whole_number", {"const": FORMAT})]
TierCode = Annotated[str, one_of(*TIER_CODES)]
Habit = TypeAliasType("Habit", Annotated[str, one_of(*HABITS)])
Confidence = Annotated[str, one_of("high", "medium", "low")]
Body = Annotated[str, one_of("city", "region", "centre")]
Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]
Slot = Annotated[int, Field(ge=0, lt=100_000)]
Loading = Annotated[float, Field(ge=-1, le=1)]

_FILE_NAME = {"type": "string", "minLength": 1}
_FILE_AND_CHANGES = {
    "type": "object",
    "properties": {
        "file": _FILE_NAME,
        "set": {"type": "object"},
        "posterior": {"anyOf": [_FILE_NAME, {"type": "null"}]},
    },
    "required": ["file"],
    "additionalProperties": False,
}
OF_FILE = InPlaceOf((_FILE_NAME,))
OF_FILE_CHANGED = InPlaceOf((_FILE_NAME, _FILE_AND_CHANGES))
