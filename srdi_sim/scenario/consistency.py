"""What one part of a policy may not say beside another: days, rungs, awards, answers.

Each function is a validator of the scenario file; what it knows of the other parts is in `Known`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from pydantic import ValidationInfo

from srdi_sim.errors import Refusal
from srdi_sim.policy.reading import Reading
from srdi_sim.scenario.fields import known_of
from srdi_sim.scenario.refusals import Astray


class _Award(Protocol):
    """An award for a title, as it is written."""

    @property
    def tier(self) -> str: ...
    @property
    def since(self) -> dt.date: ...
    @property
    def until(self) -> dt.date | None: ...


Awards = TypeVar("Awards", bound=Sequence[_Award])


def not_before_its_document(since: dt.date, info: ValidationInfo) -> dt.date:
    """Return the first day of a clause, if the text that has the clause was signed by then."""
    known = known_of(info)
    of_the_text = info.data.get("clause") in known.clauses
    if of_the_text and known.signed is not None and since < known.signed:
        raise Refusal("before_document", {"given": since, "signed": known.signed})
    return since


def one_at_a_time(awards: Awards) -> Awards:
    """Return the awards of one purse, if no two for one tier are in force on the same day."""
    wrong = []
    for number, award in enumerate(awards):
        for other in awards[:number]:
            if award.tier == other.tier and _overlap(award, other):
                values = {"tier": award.tier, "since": award.since, "other": other.since}
                wrong.append(((number,), Refusal("awards_overlap", values)))
                break
    if wrong:
        raise Astray(*wrong)
    return awards


def _overlap(one: _Award, other: _Award) -> bool:
    ends = (each.until or dt.date.max for each in (one, other))
    return max(one.since, other.since) <= min(ends)


def of_one_mind(answers: Any) -> Any:
    """Return the answers of a reading, if none excludes another."""
    reading = Reading(**dict(answers))
    wrong = [
        ((other,), Refusal("answers_exclude", reading.exclusion(one, other)))
        for one, other in reading.contradictions()
    ]
    if wrong:
        raise Astray(*wrong)
    return answers
