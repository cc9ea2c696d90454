"""Files of policy texts: every sentence of a document, with the levers and lines that hold it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field, model_validator
from typing_extensions import TypeAliasType

from srdi_sim.errors import Refusal
from srdi_sim.policy import text as values
from srdi_sim.policy.entries import BASES, EVENTS, PAYERS
from srdi_sim.policy.text import WHY_NO_LEVER, WHY_NO_LINE, WHY_NOT_HERE, text_sha256
from srdi_sim.policy.ways import LEVERS
from srdi_sim.scenario.fields import (
    Clause,
    Confidence,
    Format,
    Name,
    Strict,
    Text,
    one_of,
)
from srdi_sim.scenario.refusals import Astray, not_one_of, unique

LeverName = TypeAliasType("LeverName", Annotated[str, one_of(*LEVERS)])
WhyNoLever = Annotated[str, one_of(*WHY_NO_LEVER)]
Bodies = Annotated[list[Name], Field(min_length=1)]
Wrong = tuple[tuple[str | int, ...], Refusal]


class LineWritten(Strict):
    """``{events: [park_award], payers: [city], priced_by: text}``."""

    events: Annotated[list[Annotated[str, one_of(*EVENTS)]], Field(min_length=1)]
    payers: Annotated[list[Annotated[str, one_of(*PAYERS)]], Field(min_length=1)]
    priced_by: Annotated[str, one_of(*BASES)]

    @model_validator(mode="after")
    def _each_once(self) -> LineWritten:
        unique(self.events, lambda n: ("events", n))
        unique(self.payers, lambda n: ("payers", n))
        return self

    def value(self) -> values.Line:
        """Return the line."""
        return values.Line(tuple(self.events), tuple(self.payers), self.priced_by)


class SentenceWritten(Strict):
    """One sentence. What it leaves unsaid of levers and line the coverage report finds."""

    text: Text
    asks: Text
    obligation: Annotated[str, one_of("yes", "no")] = "yes"
    levers: Annotated[list[LeverName], Field(min_length=1)] | None = None
    rest: WhyNoLever | None = None
    none: WhyNoLever | None = None
    line: LineWritten | None = None
    no_line: Annotated[str, one_of(*WHY_NO_LINE)] | None = None

    @model_validator(mode="after")
    def _of_one_mind(self) -> SentenceWritten:
        if wrong := list(self._contradictions()):
            raise Astray(*wrong)
        unique(self.levers or (), lambda n: ("levers", n))
        return self

    def _contradictions(self) -> Iterator[Wrong]:
        given = [name for name in ("levers", "rest", "line", "no_line") if getattr(self, name)]
        if self.obligation == "no":
            for name in given:
                yield (name,), Refusal("contradicts", {"given": name, "other": "obligation: no"})
        for one, other in (("levers", "none"), ("line", "no_line")):
            if getattr(self, one) and getattr(self, other):
                yield (other,), Refusal("contradicts", {"given": other, "other": one})
        if self.rest and not self.levers:
            yield ("levers",), Refusal("missing_key", {"wanted": "list"})

    def value(self) -> values.Sentence:
        """Return the sentence."""
        return values.Sentence(
            text=self.text,
            asks=self.asks,
            obligation=self.obligation == "yes",
            levers=tuple(self.levers or ()),
            rest=self.rest,
            none=self.none,
            line=self.line.value() if self.line else None,
            no_line=self.no_line,
        )


class ClauseWritten(Strict):
    """One clause: its sentences in order, the headings before and the offices after them."""

    clause: Clause
    chapter: Text | None = None
    heading: Text | None = None
    sentences: Annotated[list[SentenceWritten], Field(min_length=1)]
    offices: Text | None = None
    bodies: Bodies | None = None
    pays: Bodies | None = None

    @model_validator(mode="after")
    def _as_in_the_text(self) -> ClauseWritten:
        """Refuse an office that the clause does not name."""
        bodies, offices = self.bodies or [], self.offices or ""
        wrong: list[Wrong] = [
            (("bodies", number), Refusal("not_in_text", {"given": body, "text": offices}))
            for number, body in enumerate(bodies)
            if body not in offices
        ]
        wrong += [
            (("pays", number), not_one_of(body, bodies))
            for number, body in enumerate(self.pays or ())
            if body not in bodies
        ]
        if wrong:
            raise Astray(*wrong)
        return self

    def value(self) -> values.ClauseText:
        """Return the clause."""
        return values.ClauseText(
            clause=self.clause,
            chapter=self.chapter or "",
            heading=self.heading or "",
            sentences=tuple(sentence.value() for sentence in self.sentences),
            offices=self.offices or "",
            bodies=tuple(self.bodies or ()),
            pays=tuple(self.pays or ()),
        )


class TextFile(Strict):
    """A file under ``policy/``."""

    srdi: Format
    name: Name
    document: Name
    issuer: Name
    signed: dt.date
    number: Name | None = None
    source: Text
    confidence: Confidence
    sha256: Annotated[str, Field(min_length=1)]
    elsewhere: dict[LeverName, Annotated[str, one_of(*WHY_NOT_HERE)]] = Field(default_factory=dict)
    clauses: Annotated[list[ClauseWritten], Field(min_length=1)]

    @model_validator(mode="after")
    def _whole(self) -> TextFile:
        """Refuse sentences that do not add up to the document."""
        unique((each.clause for each in self.clauses), lambda n: ("clauses", n, "clause"))
        counted = text_sha256("".join(clause.whole for clause in self._values()))
        if counted != self.sha256:
            refusal = Refusal("text_differs", {"given": self.sha256, "digest": counted})
            raise Astray((("sha256",), refusal))
        return self

    def _values(self) -> Iterable[values.ClauseText]:
        return (clause.value() for clause in self.clauses)

    def value(self) -> values.PolicyText:
        """Return the text."""
        return values.PolicyText(
            name=self.name,
            document=self.document,
            issuer=self.issuer,
            signed=self.signed,
            number=self.number,
            source=self.source,
            confidence=self.confidence,
            clauses=tuple(self._values()),
            elsewhere=tuple(self.elsewhere.items()),
        )
