"""Strict YAML 1.2: text becomes a tree of values that know their line, with every fault found.

The tree is built from parser events: nothing is constructed, so no tag can make an object and no
alias can multiply. What is refused is named in one pass; only where the grammar breaks, or the file
is too large to be a scenario, does reading stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from srdi_sim.errors import Fault, Refusal, dotted
from srdi_sim.scenario.scalars import Scalar, kind_of, plain_value

MAX_DEPTH = 50
MAX_ENTRIES = 100_000
MAX_FAULTS = 100

# The parser needs a second to say so of a million brackets.
_TOO_MANY_BRACKETS = re.compile(rf"(?:[\[{{]\s*){{{MAX_DEPTH + 1}}}")
# What YAML 1.2 allows raw (its c-printable), and what escapes such as "\0" may not bring back.
_BAD_RAW = "[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_MARRED = re.compile(rf"^ *(?P<tab>\t)[ \t]*\S|(?P<bad>{_BAD_RAW}).*", re.MULTILINE)
_BAD_VALUE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it was written; keys and items of a collection are nodes in turn."""

    content: dict[str, Node] | list[Node] | Scalar
    origin: Origin


def read_tree(text: str, file: str) -> tuple[Node | None, list[Fault]]:
    """Return the tree of a file and its faults; None where the tree is not whole."""
    if _least_entries(text) > MAX_ENTRIES:
        return None, [Fault(file, 1, "", "too_many_entries", {"most": MAX_ENTRIES})]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if brackets := _TOO_MANY_BRACKETS.search(text):
        line = _line_at(text, brackets.start())
        return None, [Fault(file, line, "", "too_deep", {"most": MAX_DEPTH})]
    marred = list(islice(_text_faults(text, file), MAX_FAULTS))
    reader = _Reader(re.sub(_BAD_RAW, "\ufffd", text), file)
    try:
        tree = reader.document()
    except _Broken as broken:
        # Where the text itself is marred, the grammar breaks because of that.
        last = [] if marred and broken.fault.code in ("syntax", "unreadable") else [broken.fault]
        return None, [*marred, *reader.faults, *last]
    return (None if marred else tree), [*marred, *reader.faults]


class _Broken(Exception):
    """The rest of the file cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class _Reader:
    """Walks the events of one file, keeping the path it is at and the faults it found."""

    def __init__(self, text: str, file: str) -> None:
        self.faults: list[Fault] = []
        self._events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
        self._text = text
        self._file = file
        self._path: list[str | int] = []
        self._line = 1
        self._entries = 0

    def document(self) -> Node | None:
        """Return the mapping that the file holds."""
        self._next()  # the beginning of the stream
        event = self._next()
        if isinstance(event, StreamEndEvent):
            self._break("empty_file")
        if event.version not in (None, (1, 2)):
            self._fault("yaml_version", given=".".join(map(str, event.version)))
        tree = self._node(self._next())
        self._next()  # the end of the document
        if isinstance(self._next(), DocumentStartEvent):
            self._break("multiple_documents")
        if tree.content is None and not self.faults:
            self._break("empty_file", line=1)
        if not isinstance(tree.content, dict):
            self._fault("not_a_mapping", line=tree.origin.line, found=kind_of(tree.content))
            return None
        return tree

    def _node(self, event: Any) -> Node:
        """Return the node that begins with an event."""
        self._count()
        origin = Origin(self._file, self._line)
        if isinstance(event, AliasEvent):
            self._fault("alias", given=event.anchor)
            return Node(None, origin)
        if event.anchor is not None:
            self._fault("anchor", given=event.anchor)
        if event.tag is not None:
            self._fault("tag", given=event.tag)
        if isinstance(event, ScalarEvent):
            return Node(self._scalar(event), origin)
        if len(self._path) >= MAX_DEPTH:
            self._break("too_deep", most=MAX_DEPTH)
        if isinstance(event, SequenceStartEvent):
            return Node(self._items(), origin)
        return Node(self._keys(), origin)

    def _items(self) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            self._path.append(len(items))
            items.append(self._node(event))
            self._path.pop()
        return items

    def _keys(self) -> dict[str, Node]:
        content: dict[str, Node] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            origin = Origin(self._file, self._line)
            name = self._key(event)
            self._path.append("?" if name is None else name)
            if name is not None and name in content:
                self._fault("duplicate_key", given=name, first=content[name].origin.line)
            value = self._node(self._next())
            self._path.pop()
            if name is not None:
                content.setdefault(name, Node(value.content, origin))
        return content

    def _key(self, event: Any) -> str | None:
        """Return the name that a key gives, None for a key that is no name at all."""
        line = self._line
        if isinstance(event, (SequenceStartEvent, MappingStartEvent)):
            self._path.append("?")
            found = kind_of(self._node(event).content)
            self._path.pop()
            self._fault("complex_key", line=line, found=found)
            return None
        seen = len(self.faults)
        value = self._node(event).content
        if len(self.faults) > seen:
            return getattr(event, "value", None)
        if value == "<<" and event.implicit[0]:
            self._fault("merge_key")
            return None
        if not isinstance(value, str):
            self._path.append(event.value)
            self._fault("key_not_text", given=event.value or "null")
            self._path.pop()
        return str(event.value)

    def _scalar(self, event: Any) -> Scalar:
        """Return the value of a scalar; its text where the value is refused."""
        text: str = event.value
        if bad := _BAD_VALUE.search(text):
            self._fault("bad_character", given=_code_point(bad[0]))
            return text
        if not event.implicit[0]:  # in quotes, or a block of text
            return text
        try:
            return plain_value(text)
        except Refusal as refusal:
            self._fault(refusal.code, given=text)
            return text

    def _next(self) -> Any:
        """Return the next event, and stand on its line."""
        try:
            event = next(self._events)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._line = mark.line + 1 if mark else self._line
            problem = str(error.problem or error.context)
            self._break("syntax", given=self._near(), problem=problem)
        except Exception:
            # The parser meets some text, such as "\U99999999", with errors of its own.
            self._break("unreadable", given=self._near())
        self._line = event.start_mark.line + 1
        return event

    def _count(self) -> None:
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            self._break("too_many_entries", most=MAX_ENTRIES)

    def _fault(self, code: str, /, line: int | None = None, **values: object) -> None:
        if len(self.faults) == MAX_FAULTS:
            self._break("too_many_faults", most=MAX_FAULTS)
        self.faults.append(self._here(code, line, values))

    def _break(self, code: str, /, line: int | None = None, **values: object) -> NoReturn:
        raise _Broken(self._here(code, line, values)) from None

    def _near(self) -> str:
        """Return the line of the file, for the reader to find what is wrong with it."""
        lines = self._text.split("\n")
        return lines[min(self._line, len(lines)) - 1].strip()

    def _here(self, code: str, line: int | None, values: Mapping[str, object]) -> Fault:
        return Fault(self._file, line or self._line, dotted(self._path), code, values)


def _text_faults(text: str, file: str) -> Iterator[Fault]:
    """Find what is wrong with the text before any grammar."""
    for match in _MARRED.finditer(text):
        line = _line_at(text, match.start())
        if match["tab"]:
            yield Fault(file, line, "", "tab_indent")
        else:
            yield Fault(file, line, "", "bad_character", {"given": _code_point(match["bad"])})


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _least_entries(text: str) -> int:
    """Count lines, or keys, values and items, cheaply and so that too many are refused at once.

    Parsing a hundred thousand takes seconds. Only sentences with as many commas or colons could be
    counted wrongly, and they would be no scenario.
    """
    colons = len(re.findall(r":\s", text))
    return max(text.count("\n"), text.count(","), 2 * colons)


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"
