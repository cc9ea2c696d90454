"""A resolved scenario as a file: every key with the file and line that set it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from srdi_sim.scenario.scenario import Scenario

_PLAIN_KEY = re.compile(r"[a-z][a-z0-9_]*")
_NOT_PLAIN = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}

KeyPath = tuple[str | int, ...]


def as_yaml(scenario: Scenario) -> str:
    """Return what the files of a scenario say, written out: a scenario file by itself.

    Edits made after loading are not in it; they are named at the top.
    """
    head = [
        "# Everything that this scenario says; after each value, the file and line that set it."
    ]
    head += [f"# Changed after it was loaded: {_on_one_line(edit)}" for edit in scenario.edits]
    body = _entries(scenario.resolved, (), scenario.origins)
    return "\n".join([*head, "", *body]) + "\n"


def _entries(value: Any, path: KeyPath, origins: Mapping[KeyPath, str]) -> Iterator[str]:
    """Yield the lines of a mapping or a list, not indented."""
    items = value.items() if isinstance(value, Mapping) else enumerate(value)
    for key, item in items:
        here = (*path, key)
        lead = f"{_key(key)}:" if isinstance(value, Mapping) else "-"
        if _is_leaf(item):
            origin = origins.get(here)
            yield f"{lead} {_leaf(item)}" + (f"  # {_on_one_line(origin)}" if origin else "")
            continue
        inner = _entries(item, here, origins)
        yield f"- {next(inner)}" if lead == "-" else lead
        yield from (f"  {line}" for line in inner)


def _is_leaf(value: Any) -> bool:
    """Return whether a value stands on the line of its key."""
    if isinstance(value, Mapping):
        return not value
    if isinstance(value, (list, tuple)):
        return all(not isinstance(item, (Mapping, list, tuple)) for item in value)
    return True


def _leaf(value: Any) -> str:
    match value:
        case Mapping():
            return "{}"
        case list() | tuple():
            return f"[{', '.join(map(_leaf, value))}]"
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False)
        case dt.date():
            return value.isoformat()
        case int():
            return str(value)
        case float():
            mantissa, exponent, power = repr(value).partition("e")
            return f"{mantissa}{'' if '.' in mantissa else '.0'}{exponent}{power}"
    raise TypeError(f"a scenario holds no {type(value).__name__}")


def _key(key: Any) -> str:
    text = str(key)
    if _PLAIN_KEY.fullmatch(text) and text not in _NOT_PLAIN:
        return text
    return json.dumps(text, ensure_ascii=False)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
