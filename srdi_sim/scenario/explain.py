"""Where every value of a scenario comes from: its file and line, its clause or source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from srdi_sim.errors import Fault, Refusal, ScenarioError, dotted
from srdi_sim.policy.reading import QUESTIONS, Reading
from srdi_sim.scenario.gathering import POSTERIOR, Gathered, KeyPath, at
from srdi_sim.scenario.loading import examine
from srdi_sim.scenario.places import suggest
from srdi_sim.scenario.posterior import posterior_of

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class ExplainRow:
    """The final value of one key.

    Attributes
    ----------
    key : str
        Dotted path in the scenario with all its data files written out.
    value : object
        As it is written; a list of plain values is one value.
    file, line : str, int
        Where it is set; for a default, the place where it could be.
    origin : str
        Its clause or question, its source and confidence, whether it is a default.
    """

    key: str
    value: object
    file: str
    line: int
    origin: str

    def as_dict(self) -> dict[str, object]:
        """Return the row as plain values by name."""
        return asdict(self)


def explain(
    name_or_path: str | Path, key: str | None = None, *, project: Path | None = None
) -> list[ExplainRow]:
    """Return the final value of every key of a scenario, in the order of its files.

    Parameters
    ----------
    name_or_path : str or Path
    key : str, optional
        Only the keys of which this is a part: ``policy.awards[0]``, ``award_response``.

    Raises
    ------
    ScenarioError
        The scenario is not valid, or has no such key.
    """
    gathered, _, faults = examine(name_or_path, project=project)
    if gathered is None or faults:
        raise ScenarioError(faults)
    rows = list(_rows(gathered))
    if key is None:
        return rows
    chosen = [row for row in rows if _has_part(row.key, key)]
    if not chosen:
        raise ScenarioError([_unknown(key, rows, gathered)])
    return chosen


def _rows(gathered: Gathered) -> Iterator[ExplainRow]:
    for path, value in _leaves(gathered, gathered.data, ()):
        name = gathered.names.get(path)
        origin = name[1] if name else gathered.origin(path)
        yield ExplainRow(dotted(path), value, origin.file, origin.line, _origin(gathered, path))
        if path[0] == "reading" and path[-1] == list(gathered.data["reading"])[-1]:
            yield from _defaults(gathered)
    if not gathered.data.get("reading"):
        yield from _defaults(gathered)


def _leaves(gathered: Gathered, value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every key with a value of its own; the name of a data file before what it says."""
    if path in gathered.names:
        yield path, gathered.names[path][0]
    if path == POSTERIOR and value:
        yield from (((*path, name), told) for name, told in _posterior(value).items())
    elif isinstance(value, Mapping) and value:
        for name, inner in value.items():
            yield from _leaves(gathered, inner, (*path, name))
    elif isinstance(value, list) and any(isinstance(inner, (Mapping, list)) for inner in value):
        for number, inner in enumerate(value):
            yield from _leaves(gathered, inner, (*path, number))
    else:
        yield path, value


def _posterior(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a posterior is instead of all its draws."""
    found = posterior_of(written["name"], written["seeds"], written["draws"])
    fitted = list(found.names)
    return {"name": found.name, "until": found.until, "draws": len(found), "fitted": fitted}


def _defaults(gathered: Gathered) -> Iterator[ExplainRow]:
    """Yield the questions that the scenario does not answer, with the proposed reading."""
    answered = gathered.data.get("reading") or {}
    origin = gathered.origin(("reading",))
    for name, answer in Reading().as_dict().items():
        if name not in answered:
            told = f"{QUESTIONS[name][0]}; {DEFAULT}"
            yield ExplainRow(f"reading.{name}", answer, origin.file, origin.line, told)


def _origin(gathered: Gathered, path: KeyPath) -> str:
    """Return the clause, question or source of a value: the nearest that is written with it."""
    if path[0] == "reading" and len(path) > 1:
        return QUESTIONS[str(path[1])][0]
    if path in gathered.names:
        return ""
    for length in range(len(path) - 1, 0, -1):
        holder = at(gathered.data, path[:length])
        if isinstance(holder, Mapping) and (told := _told(holder)):
            return told
        if path[:length] in gathered.names:
            break  # what a data file says has its source in that file
    return _listed(gathered, path)


def _told(holder: Mapping[str, Any]) -> str:
    if clause := holder.get("clause"):
        return str(clause)
    parts = [holder.get("source"), holder.get("confidence")]
    return "; ".join(str(part) for part in parts if part) if parts[0] else ""


def _listed(gathered: Gathered, path: KeyPath) -> str:
    """Return the source that a population file lists for a trait, or for all others."""
    for length in range(len(path) - 1, 0, -1):
        sources = at(gathered.data, (*path[:length], "sources"))
        if isinstance(sources, Mapping):
            named = next((sources[part] for part in path[length:] if part in sources), None)
            listed = named or sources.get("other")
            return _told(listed) if isinstance(listed, Mapping) else ""
    return ""


def _has_part(whole: str, part: str) -> bool:
    """Return whether a dotted key has this part, from one joint to another."""
    return re.search(rf"(^|\.){re.escape(part)}($|[.\[])", whole) is not None


def _unknown(key: str, rows: list[ExplainRow], gathered: Gathered) -> Fault:
    names: dict[str, None] = {}
    for row in rows:
        parts = row.key.split(".")
        names.update(dict.fromkeys(parts))
        names.update(dict.fromkeys(".".join(parts[:length]) for length in range(1, len(parts) + 1)))
    values = {"given": key, "allowed": tuple(gathered.data), "suggestion": suggest(key, names)}
    origin = gathered.origin(())
    return Refusal("unknown_key", values).at(origin.file, origin.line, key)
