"""Every sentence and label of the program, in Chinese and English, by key.

Keys begin with the section they belong to: ``fault.`` (what is wrong with a file), ``type.`` (kinds
of value), ``error.`` (an `SrdiError`), ``cli.``, ``report.`` … Each language is a folder of topics,
the same in both, loaded when it is first spoken; a topic is a module with a plain dictionary
``WORDS``, and whatever stands in the folder is found.

Examples
--------
>>> say("type.share", "en"), say("type.share", "zh")
('a share', '比例')
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal, Protocol, cast, get_args

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)

_LONGEST_TEXT = 60
_LONGEST_KEY = 120
_LONGEST_LIST = 20
_WHOLE = ("path", "lock", "message", "reason", "digest")  # never cut


class _Fault(Protocol):
    """What `describe` has to know; `errors.Fault` is one, but words import nothing of ours."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def values(self) -> Mapping[str, object]: ...


@cache
def words(lang: Lang) -> Mapping[str, str]:
    """Return the whole table of a language."""
    if lang not in LANGS:
        raise ValueError(f"language {lang!r} is not one of {', '.join(LANGS)}")
    folder = import_module(f"{__name__}.{lang}")
    topics = [
        import_module(f"{folder.__name__}.{topic.name}") for topic in iter_modules(folder.__path__)
    ]
    return {key: text for topic in topics for key, text in topic.WORDS.items()}


def say(key: str, lang: Lang, /, **values: object) -> str:
    """Return the sentence or label for a key; a key that nobody wrote is a KeyError.

    Values are shown on one line: long text is cut (but not where the user has to go), control
    characters are escaped, lists joined.
    """
    shown = {
        name: one_line(str(value)) if name in _WHOLE else _shown(value, lang)
        for name, value in values.items()
    }
    return words(lang)[key].format(**shown)


def failure_told(message: str, lang: Lang) -> str:
    """Return why a replication failed, as it is told.

    Results keep it in English, whatever is spoken: that it took too long is told in the language,
    what was raised and how processes ended stays as it is.
    """
    pattern = re.escape(words("en")["failure.late"]).replace(r"\{seconds\}", "(.+)")
    late = re.fullmatch(pattern, message)
    return say("failure.late", lang, seconds=late[1]) if late else message


def did_you_mean(suggestion: object, lang: Lang) -> str:
    """Return what ends a message where one text, or one of several, may have been meant."""
    if not suggestion:
        return ""
    meant = [suggestion] if isinstance(suggestion, str) else cast("tuple[str]", suggestion)
    either = say("fault.or", lang).join(f'"{one_line(text)}"' for text in meant)
    return words(lang)["fault.did_you_mean"].format(suggestion=either)


def describe(fault: _Fault, lang: Lang) -> str:
    """Return a fault as one line: ``FILE:LINE: key: what was given, what is allowed, what to do``.

    The values ``found`` and ``wanted`` are kinds (``whole_number``); ``suggestion`` is one text or
    several to choose from, and ends the line. ``of_clause``, the clause of the policy that the key
    belongs to, begins the message.
    """
    values = dict(fault.values)
    for name in values.keys() & {"found", "wanted"}:
        values[name] = words(lang).get(f"type.{values[name]}", values[name])
    message = say(f"fault.{fault.code}", lang, **values)
    if clause := values.get("of_clause"):
        message = say("fault.of_clause", lang, clause=clause, message=message)
    message += did_you_mean(values.get("suggestion"), lang)
    place = f"{one_line(fault.file)}:{fault.line}: "
    key = _cut(one_line(fault.key), _LONGEST_KEY)
    return f"{place}{key}: {message}" if key else f"{place}{message}"


def _shown(value: object, lang: Lang) -> object:
    """Return a value as it stands in a sentence; numbers keep their type for the format."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return _cut(one_line(value))
        case dt.date():
            return value.isoformat()
        case Mapping() | list() | tuple() | set() | frozenset():
            items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else list(value)
            more = ["…"] if len(items) > _LONGEST_LIST else []
            listed = [str(_shown(item, lang)) for item in items[:_LONGEST_LIST]]
            return words(lang)["fault.comma"].join(listed + more)
        case int() | float():
            return value
    return _cut(one_line(str(value)))


def one_line(text: str) -> str:
    """Return a text with whatever could break the line, hide text or command a terminal escaped."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def _cut(text: str, most: int = _LONGEST_TEXT) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
