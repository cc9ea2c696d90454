"""What decides the bytes of a run, and the manifest that says so.

The plan of a run is everything that its results depend on: two runs with equal plans are equal byte
by byte. The manifest is the plan with what came of it: files and their hashes, failed replications.
Times stand in its block ``run``, outside the hashed part.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import inspect
import json
import platform
import secrets
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from srdi_sim.compiled import Rule
from srdi_sim.ensemble.task import Replacements
from srdi_sim.scenario.scenario import Scenario

FORMAT = 1
PACKAGE = "srdi_sim"
# What is said about a scenario; no result depends on it.
_ONLY_TOLD = ("why", "observed", "observations", "text", "ranges", "edits", "warnings", "sha256")
_HASH_LETTERS = 64
_LIBRARIES = ("numpy", "numba", "scipy", "pyarrow")


def plan_of(
    scenario: Scenario, seed: int, replacements: Replacements, replications: int | list[int]
) -> dict[str, Any]:
    """Return all that the results of a run depend on, as JSON values.

    `replications` is how many there are (0, 1, …), or their numbers.
    """
    return {
        "format": FORMAT,
        "scenario": {
            "name": scenario.name,
            "sha256": scenario.sha256,
            "value_sha256": scenario_sha256(scenario),
            "edits": list(scenario.edits),
        },
        "seed": seed,
        "replications": replications,
        "parameters": scenario.uncertainties.kind,
        "reading": scenario.reading.as_dict(),
        "rules": hashes_of(replacements),
        **host(),
    }


def host() -> dict[str, Any]:
    """Return the program that simulates here, and the kind of machine."""
    return {
        **code_versions(),
        "platform": {"system": platform.system(), "machine": platform.machine()},
    }


def code_versions() -> dict[str, Any]:
    """Return the program that simulates: this package, and the libraries that numbers depend on."""
    return {
        "package": {"version": _version(PACKAGE), "sha256": code_sha256()},
        "versions": {
            "python": platform.python_version(),
            **{name: _version(name) for name in _LIBRARIES},
        },
    }


def short_hash(plan: Mapping[str, Any]) -> str:
    """Return eight letters for what is simulated and by what, whatever the seed and the number."""
    kept = {key: value for key, value in plan.items() if key not in ("seed", "replications")}
    return hashlib.sha256(text_of(kept).encode()).hexdigest()[:8]


def differences(plan: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return the keys in which another plan (or a manifest) differs from this plan."""
    return [name for name, _, _ in _unlike(plan, other)]


def changes(plan: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return what differs with its values: those of the other first, then those of this plan.

    Examples
    --------
    >>> changes({"package": {"version": "0.2"}}, {"package": {"version": "0.1"}})
    ['package.version 0.1 → 0.2']
    """
    return [
        f"{name} {_brief(there)} → {_brief(here)}" for name, there, here in _unlike(plan, other)
    ]


def _unlike(plan: Mapping[str, Any], other: Mapping[str, Any]) -> list[tuple[str, object, object]]:
    found: list[tuple[str, object, object]] = []
    for key, value in plan.items():
        there = other.get(key)
        if isinstance(value, dict) and isinstance(there, dict):
            found += [
                (f"{key}.{name}", there.get(name), value.get(name))
                for name in sorted(value.keys() | there.keys())
                if value.get(name) != there.get(name)
            ]
        elif value != there:
            found.append((key, there, value))
    return found


def _brief(value: object) -> str:
    """Return a value as it is shown; of a hash the beginning is enough."""
    if isinstance(value, str) and len(value) == _HASH_LETTERS:
        return value[:12]
    return "–" if value is None else str(value)


def manifest_of(
    plan: Mapping[str, Any],
    *,
    failed: tuple[tuple[int, str], ...],
    firm_years: int,
    files: Mapping[str, Mapping[str, Any]],
    seconds: float,
    workers: int,
) -> dict[str, Any]:
    """Return the manifest of a finished run."""
    return sealed(
        {
            **plan,
            "failed": [list(failure) for failure in failed],
            "firm_years": firm_years,
            "files": {name: dict(files[name]) for name in sorted(files)},
            "run": {
                "ended": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
                "seconds": round(seconds, 3),
                "workers": workers,
            },
        }
    )


def sealed(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the manifest with its own hashes: of the results, and of all it says."""
    bare = {key: value for key, value in manifest.items() if key not in ("sha256", "seal")}
    results = {key: value for key, value in bare.items() if key != "run"}
    run = bare.pop("run")
    sha256 = hashlib.sha256(text_of(results).encode()).hexdigest()
    seal = hashlib.sha256(f"{sha256}{text_of(run)}".encode()).hexdigest()
    return {**bare, "sha256": sha256, "run": run, "seal": seal}


def text_of(value: Any) -> str:
    """Return JSON text; equal values have equal text."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def is_whole(text: str) -> bool:
    """Return whether the text of a manifest is just as it was written."""
    try:
        manifest = json.loads(text)
        return isinstance(manifest, dict) and text_of(sealed(manifest)) == text
    except (ValueError, KeyError):
        return False


@cache
def code_sha256() -> str:
    """Return the hash of this package's own sources, by file name and content."""
    folder = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:  # imported from a source tree
        return "not installed"


def scenario_sha256(scenario: Scenario) -> str:
    """Return the hash of what is simulated: the same for a file and for its resolved form."""
    names = [field.name for field in fields(Scenario) if field.compare]
    return value_sha256([getattr(scenario, name) for name in names if name not in _ONLY_TOLD])


def value_sha256(value: Any) -> str:
    """Return the hash of a value by its content: equal values, equal hashes, in any process.

    Examples
    --------
    >>> value_sha256((1, 2.5, "市")) == value_sha256((1, 2.5, "市"))
    True
    >>> value_sha256(1) == value_sha256(1.0)
    False
    """
    return hashlib.sha256(text_of(_plain(value)).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Return a value as JSON that tells apart what differs."""
    if isinstance(value, Enum):
        return [type(value).__name__, value.name]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return [float.hex(value)]
    if isinstance(value, dt.date):
        return ["date", value.isoformat()]
    if isinstance(value, np.generic):
        return [value.dtype.str, _plain(value.item())]
    if isinstance(value, np.ndarray):
        if value.dtype.hasobject:
            raise TypeError("an array of objects has no content of its own")
        content = hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()
        return ["array", value.dtype.str, list(value.shape), content]
    if isinstance(value, (tuple, list)):
        return [type(value).__name__, *map(_plain, value)]
    if isinstance(value, (set, frozenset)):
        return [type(value).__name__, *sorted(map(value_sha256, value))]
    if isinstance(value, Mapping):
        pairs = [(value_sha256(key), _plain(key), _plain(item)) for key, item in value.items()]
        return ["mapping", *([key, item] for _, key, item in sorted(pairs, key=lambda p: p[0]))]
    if is_dataclass(value) and not isinstance(value, type):
        kept = {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.compare}
        return [type(value).__name__, kept]
    raise TypeError(f"no hash by content for {type(value).__name__}")


def hashes_of(replacements: Replacements) -> dict[str, str]:
    """Return a hash of every replaced rule: its source and all that it takes from outside."""
    return {name: function_sha256(replacements[name]) for name in sorted(replacements)}


def function_sha256(function: Callable[..., Any]) -> str:
    """Return the hash of what a function does: two closures with different numbers differ.

    What has no content of its own gets a hash that is never met again.
    """
    return hashlib.sha256(text_of(_behaviour(function, ())).encode()).hexdigest()


def _behaviour(thing: Any, above: tuple[int, ...]) -> Any:
    """Return a function, or what one takes from outside, as JSON."""
    function = thing.__wrapped__ if type(thing) is Rule else thing
    if id(function) in above:
        return "itself"
    if isinstance(function, ModuleType):
        return ["module", function.__name__]
    if inspect.isbuiltin(function) or isinstance(function, type):
        return ["named", function.__module__, function.__qualname__]
    if isinstance(function, FunctionType):
        taken = inspect.getclosurevars(function)
        within = (*above, id(function))
        return [
            *_source(function),
            _behaviour(function.__defaults__, within),
            {name: _behaviour(item, within) for name, item in sorted(taken.nonlocals.items())},
            {name: _behaviour(item, within) for name, item in sorted(taken.globals.items())},
        ]
    try:
        return _plain(function)
    except TypeError:
        return [type(function).__name__, secrets.token_hex()]


def _source(function: FunctionType) -> tuple[str, str]:
    """Return the source of a function, if it is kept, and what it is compiled to."""
    code = function.__code__
    constants = [constant for constant in code.co_consts if not inspect.iscode(constant)]
    compiled = repr((code.co_code.hex(), constants, code.co_names))
    try:
        return inspect.getsource(code), compiled
    except OSError:  # typed at a prompt
        return "", compiled
