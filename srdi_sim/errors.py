"""Errors as a key and values. The sentence for a key stands in `srdi_sim.words`, in each language.

Examples
--------
>>> str(SrdiError("run.locked", {"by": 4711}))
'run.locked: by=4711'
>>> dotted(("policy", "awards", 0, "amount"))
'policy.awards[0].amount'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class SrdiError(Exception):
    """Something that the user can understand and act on; `str()` is for developers.

    Parameters
    ----------
    key : str
        Names the sentence, such as ``run.locked``.
    values : mapping
        What the sentence speaks of.
    """

    def __init__(self, key: str, values: Mapping[str, object] | None = None) -> None:
        # Exceptions travel between processes by their arguments: every one goes to the base class.
        super().__init__(key, dict(values or {}))
        self.key = key
        self.values: dict[str, object] = dict(values or {})

    def __str__(self) -> str:
        return _told(self.key, self.values)


class Refusal(ValueError):
    """Why a value is refused, told before anybody knows the file and line it stands on."""

    def __init__(self, code: str, values: Mapping[str, object] | None = None) -> None:
        super().__init__(code, dict(values or {}))
        self.code = code
        self.values: dict[str, object] = dict(values or {})

    def __str__(self) -> str:
        return _told(self.code, self.values)

    def at(self, file: str, line: int, key: str = "") -> Fault:
        """Return the fault that this is at a place."""
        return Fault(file, line, key, self.code, self.values)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file.

    Attributes
    ----------
    file : str
        The file, as it is shown to the user.
    line : int
        Counted from 1.
    key : str
        Dotted path of the key, such as ``policy.awards[0].amount``; empty for the whole file.
    code : str
        What is wrong, such as ``unknown_key``; its sentence is the word ``fault.unknown_key``.
    values : mapping
        What was given, what is allowed, a suggestion …
    """

    file: str
    line: int
    key: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {_told(self.code, self.values)}"


class ScenarioError(SrdiError):
    """A scenario, or a file that it names, is not valid: all its faults, by file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__("scenario.invalid")
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.key)))
        self.args = (self.faults,)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def dotted(path: Iterable[str | int]) -> str:
    """Return a key path as it is shown to the user."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def _told(key: str, values: Mapping[str, object]) -> str:
    told = ", ".join(f"{name}={value!r}" for name, value in values.items())
    return f"{key}: {told}" if told else key
