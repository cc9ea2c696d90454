"""The policy as it is written: clause by clause, sentence by sentence, and what holds each.

A sentence that obliges somebody names the levers that hold it, or why there is none, and the line
that it has in the books, or why there is none. Reasons are codes; their words are in both
languages.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass

# Why no lever holds a sentence, or a part of it.
WHY_NO_LEVER = (
    "aim",
    "definition",
    "exhortation",
    "administration",
    "elsewhere",
    "other_clause",
    "unmeasured",
)
# Why a sentence has no line in the books: it costs nothing by itself, or it has no price.
WHY_NO_COST = ("outcome", "same_clause", "others_pay")
WHY_UNPRICED = ("no_office", "no_amount", "other_budgets", "staff")
WHY_NO_LINE = (*WHY_NO_COST, *WHY_UNPRICED)
# Why a lever of the scenario stands in no sentence of the text.
WHY_NOT_HERE = ("other_document", "budget")


@dataclass(frozen=True, slots=True)
class Line:
    """What a sentence costs: the events of its rows in the books, who pays, what prices it."""

    events: tuple[str, ...]
    payers: tuple[str, ...]
    priced_by: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Attributes
    ----------
    asks : str
        What it obliges, in a few words of ours.
    levers : tuple of str
        Every one holds it; `rest` is why a part of it is held by none.
    none, no_line : str or None
        Why no lever holds it, why it has no line.
    """

    text: str
    asks: str
    obligation: bool
    levers: tuple[str, ...]
    rest: str | None
    none: str | None
    line: Line | None
    no_line: str | None


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause, with the headings before it and the offices named at its end."""

    clause: str
    chapter: str
    heading: str
    sentences: tuple[Sentence, ...]
    offices: str
    bodies: tuple[str, ...]
    pays: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The clause as it stands in the document."""
        sentences = "".join(sentence.text for sentence in self.sentences)
        return f"{self.chapter}{self.heading}{sentences}{self.offices}"


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A document, with the levers (and why) that stand in none of its sentences."""

    name: str
    document: str
    issuer: str
    signed: dt.date
    number: str | None
    source: str
    confidence: str
    clauses: tuple[ClauseText, ...]
    elsewhere: tuple[tuple[str, str], ...]


def text_sha256(text: str) -> str:
    """Return the hash of a document's text, whatever white space it is set with.

    Examples
    --------
    >>> text_sha256("一次性 给予 奖励") == text_sha256("一次性给予奖励")
    True
    """
    return hashlib.sha256(re.sub(r"\s", "", text).encode()).hexdigest()
