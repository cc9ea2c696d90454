"""The hand-case file: what a planner writes of a case, and what of it cannot be meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from pydantic import Discriminator, Field, Tag, ValidationInfo, create_model, model_validator
from pydantic.functional_validators import AfterValidator, BeforeValidator

from srdi_sim.distributions import Fixed
from srdi_sim.errors import Refusal
from srdi_sim.policy.entries import AWARD_EVENTS, BASES, EVENTS, KINDS, PAYERS
from srdi_sim.population.firms import column_kinds
from srdi_sim.scenario.bounds import beyond_habit
from srdi_sim.scenario.faults import Path
from srdi_sim.scenario.fields import (
    HABITS,
    AtLeastOne,
    Clause,
    Count,
    Format,
    Month,
    Name,
    Spoken,
    Strict,
    Text,
    TierCode,
    Year,
    YearKey,
    known_of,
    not_before,
    one_of,
)
from srdi_sim.scenario.policy_schema import PolicyWritten
from srdi_sim.scenario.refusals import (
    Astray,
    among,
    exactly_one,
    not_one_of,
    unique,
    unknown_key,
    wrong_type,
)
from srdi_sim.scenario.schema import FIRST_PERIOD, Answers
from srdi_sim.units import parse_money

NEVER_PAID = "never"
# What a case may say was reached by the end of its last year, of all that the engine tallies.
MEASURED = (
    "firms", "pool", "trained", "attracted", "moved_away", "visited", "served", "in_accelerators",
    "accelerators", "parks_awarded", "guaranteed", "loan_amount", "fund_left", "claims_unmet",
    "stakes", "bodies", "standards", "trainees", "at_fairs", "platforms", "arrears",
)  # fmt: skip
MOST_FIRMS = 10_000  # of one group
# Columns that a case does not set, or not by this name: identity, and what every year sets anew.
_NOT_SET = (
    "id", "alive", "arrived", "visited", "platform", "accelerator", "loan", "guaranteed",
    "factor_met", "at_fair", "new_market", "received",
)  # fmt: skip
_KINDS: Mapping[Any, type] = {np.bool_: bool, np.int64: int, np.float64: float}


def _signed_money(given: Any) -> int:
    """Return fen; money that comes back is written with a minus."""
    if isinstance(given, str) and given.startswith("-"):
        return -parse_money(given.removeprefix("-"))
    return parse_money(given)


def _paid(given: Any) -> int | str:
    if given == NEVER_PAID:
        return NEVER_PAID
    if type(given) is not int:
        raise wrong_type(given, "year")
    return given


def _known_and_within(settled: dict[str, float | dict[int, float]]) -> Any:
    """Refuse what is no uncertainty, and numbers that one cannot have."""
    wrong: list[tuple[tuple[str | int, ...], Refusal]] = []
    for name, written in settled.items():
        if name not in HABITS:
            wrong.append(((name,), unknown_key(name, HABITS)))
            continue
        for number in numbers_of(written).values():
            if refusal := beyond_habit(name, Fixed(number)):
                wrong.append(((name,), refusal))
    if wrong:
        raise Astray(*wrong)
    return settled


def numbers_of(written: float | dict[int, float]) -> dict[int, float]:
    """Return the number from each year on; a number alone is that of every year."""
    return written if isinstance(written, dict) else {0: written}


def _not_too_many(count: int) -> int:
    if count > MOST_FIRMS:
        raise Refusal("too_large", {"given": count, "most": MOST_FIRMS})
    return count


def _long_form(given: Any) -> Any:
    return given if isinstance(given, dict) else {"since": given}


def _banner(name: str, info: ValidationInfo) -> str:
    return among(known_of(info).banners, name)


def _sector(name: str, info: ValidationInfo) -> str:
    return among(known_of(info).sectors, name)


def _park_of_its_banner(name: str, info: ValidationInfo) -> str:
    parks, banner = known_of(info).parks, info.data.get("banner", "")
    return among(parks and tuple(park for park in parks if park.startswith(banner)), name)


SignedMoney = Annotated[int, Spoken(_signed_money, "money", {"type": "string"})]
Paid = Annotated[Any, Spoken(_paid, "year", {"anyOf": [{"type": "integer"}, {"const": "never"}]})]
Settled = Annotated[
    Annotated[float, Tag("<number>")] | Annotated[dict[YearKey, float], Tag("<years>")],
    Discriminator(lambda given: "<years>" if isinstance(given, dict) else "<number>"),
]
Settling = Annotated[dict[str, Settled], AfterValidator(_known_and_within)]
Banner = Annotated[Name, AfterValidator(_banner)]
Pays = Annotated[dict[Annotated[str, one_of(*PAYERS)], SignedMoney], Field(min_length=1)]
CaseYear = Annotated[Year, Field(ge=FIRST_PERIOD)]


class TitleWritten(Strict):
    """A title: the month of its recognition, the last month it is valid, its first recognition."""

    since: Month
    until: Annotated[Month | None, not_before("since")] = None
    first: Month | None = None


Title = Annotated[TitleWritten, BeforeValidator(_long_form)]


class _FirmWritten(Strict):
    """A firm, or `count` firms alike."""

    firm: Name
    count: Annotated[AtLeastOne, AfterValidator(_not_too_many)] = 1
    banner: Banner
    park: Annotated[Name, AfterValidator(_park_of_its_banner)] | None = None
    sector: Annotated[Name, AfterValidator(_sector)] | None = None
    titles: dict[TierCode, Title] = Field(default_factory=dict)


COLUMNS: Mapping[str, type] = {
    name: _KINDS[kind]
    for name, kind in column_kinds().items()
    if kind in _KINDS and name not in _NOT_SET
}
if TYPE_CHECKING:
    FirmWritten = _FirmWritten
else:
    FirmWritten = create_model(
        "FirmWritten",
        __base__=_FirmWritten,
        **{name: (kind | None, None) for name, kind in COLUMNS.items()},
    )


class Given(Strict):
    """What there is at the start."""

    firms: list[FirmWritten] = Field(default_factory=list)


class Years(Strict):
    """The years that are lived, both included."""

    from_: CaseYear = Field(alias="from")
    to: Annotated[CaseYear, not_before("from_")]


class _Line(Strict):
    """What an obligation, or a sum of them, may say."""

    kind: Annotated[str, one_of(*KINDS)] = "expenditure"
    firm: Name | None = None
    title: TierCode | None = None
    banner: Banner | None = None

    @property
    def for_title(self) -> bool:
        """Whether the line must say for which title it is, if the firm has several."""
        return False


class OwedWritten(_Line):
    """One obligation: under which clause, for what, to whom, by whom, when due and when paid.

    `times` says how many there are that look the same, such as those of two platforms.
    """

    clause: Clause
    event: Annotated[str, one_of(*EVENTS)]
    pays: Pays
    due: Month
    paid: Paid | None = None
    basis: Annotated[str, one_of(*BASES)] = "text"
    times: AtLeastOne = 1

    @property
    def for_title(self) -> bool:
        """Whether it is for a title of the firm."""
        return self.firm is not None and self.event in (*AWARD_EVENTS, "clawback")


class TotalWritten(_Line):
    """A sum of the obligations that agree with everything that it names.

    Without an amount it says only that there may be such rows, which luck decides.
    """

    amount: SignedMoney | None = None
    rows: Count | None = None
    clause: Clause | None = None
    event: Annotated[str, one_of(*EVENTS)] | None = None
    payer: Annotated[str, one_of(*PAYERS)] | None = None
    basis: Annotated[str, one_of(*BASES)] | None = None
    due: CaseYear | None = None
    paid: Paid | None = None


class CaseWritten(Strict):
    """A case: what is given, and what must be owed for it."""

    case: Text
    given: Given = Given()
    year: CaseYear | None = None
    years: Years | None = None
    start: dt.date | None = None
    policy: PolicyWritten = PolicyWritten()
    reading: Answers = Answers()
    settled: Settling = Field(default_factory=dict)
    owed: list[OwedWritten] | None = None
    total: Annotated[list[TotalWritten], Field(min_length=1)] | None = None
    counted: dict[TierCode, Count] = Field(default_factory=dict)
    met: dict[TierCode, bool] = Field(default_factory=dict)
    measured: dict[Annotated[str, one_of(*MEASURED)], float] = Field(default_factory=dict)
    why: Text

    @property
    def period(self) -> range:
        """The years that are lived."""
        if self.years is None:
            assert self.year is not None  # one of the two is given
            return range(self.year, self.year + 1)
        return range(self.years.from_, self.years.to + 1)

    @model_validator(mode="after")
    def _sound(self) -> CaseWritten:
        exactly_one(self, "year", "years")
        if self.owed is None and self.total is None:
            raise Astray((("owed",), Refusal("missing_key", {"wanted": "list"})))
        first = self.period[0]
        if self.start is not None and self.start.year != first:
            whole = {"start": dt.date(first, 1, 1), "end": dt.date(first, 12, 31)}
            raise Astray((("start",), Refusal("outside_period", {"given": self.start, **whole})))
        unique((each.firm for each in self.given.firms), lambda n: ("given", "firms", n, "firm"))
        if wrong := [
            *self._wrong(self.owed or (), "owed"),
            *self._wrong(self.total or (), "total"),
        ]:
            raise Astray(*wrong)
        return self

    def _wrong(self, lines: Iterable[_Line], where: str) -> Iterator[tuple[Path, Refusal]]:
        """Yield what is wrong with lines that name no firm of the case, or not the title meant."""
        titles = {each.firm: tuple(each.titles) for each in self.given.firms}
        for n, line in enumerate(lines):
            if line.firm is None:
                continue
            if line.firm not in titles:
                yield (where, n, "firm"), not_one_of(line.firm, titles)
            elif line.banner is not None:
                yield (where, n), Refusal("exactly_one_of", {"allowed": ("firm", "banner")})
            elif line.for_title and line.title is None and len(titles[line.firm]) != 1:
                yield (where, n, "title"), Refusal("missing_key", {"wanted": "text"})

    def title_of(self, line: OwedWritten) -> str | None:
        """Return the title that a line is for; that of the firm, where it has only one."""
        if line.title is not None or not line.for_title:
            return line.title
        return next(iter(next(f.titles for f in self.given.firms if f.firm == line.firm)))


def _named_once(cases: list[CaseWritten]) -> list[CaseWritten]:
    unique((each.case for each in cases), lambda n: (n, "case"))
    return cases


class CaseFile(Strict):
    """A file of cases; what it says of policy, reading … is laid under every case beforehand."""

    srdi: Format
    name: Name
    start: Any = None
    policy: Any = None
    reading: Any = None
    settled: Any = None
    cases: Annotated[list[CaseWritten], Field(min_length=1), AfterValidator(_named_once)]
