"""Where compiled code is kept between processes, and the digest of what it was made from."""

from __future__ import annotations

import hashlib
import inspect
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from enum import EnumType
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numba


def writable_folder() -> Path | None:
    """Return the first folder we may write compiled code to, or none.

    Each version of numba, and of how we compile, has a folder of its own.
    """
    named = os.environ.get("SRDI_CACHE_DIR") or os.environ.get("NUMBA_CACHE_DIR")
    if named:
        candidates = [Path(named)]
    else:
        home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
        candidates = [Path(home) / "srdi_sim"]
    compiler = Path(__file__).with_name("compiled.py").read_bytes()
    name = f"rules-{hashlib.sha256(numba.__version__.encode() + compiler).hexdigest()[:16]}"
    for candidate in candidates:
        folder = candidate / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            continue
    return None


def enable(compiled: Any, folder: Path) -> None:
    """Keep a compiled function in a folder, without changing numba's setting for other code."""
    settings: Any = numba.config  # its names are made at run time
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(folder)
    try:
        compiled.enable_caching()
    finally:
        settings.CACHE_DIR = before


def digest(function: Callable[..., Any]) -> str:
    """Return a digest of a function and of all that it names, all the way down.

    Two functions with one digest compile to the same: what counts is the code of every function
    they reach, and the value of every constant, wherever it was defined.
    """
    told = hashlib.sha256()
    for part in _parts(function, set()):
        told.update(part)
    return told.hexdigest()[:12]


def _parts(thing: Any, seen: set[int]) -> Iterator[bytes]:
    plain = inspect.unwrap(thing) if callable(thing) else thing
    if isinstance(plain, FunctionType):
        if id(plain) not in seen:
            seen.add(id(plain))
            yield from _parts(plain.__code__, seen)
            for name in sorted(names_in(plain.__code__)):
                if name in plain.__globals__:
                    yield name.encode()
                    yield from _parts(plain.__globals__[name], seen)
    elif isinstance(plain, CodeType):
        yield plain.co_code
        yield repr((plain.co_names, plain.co_varnames)).encode()
        for constant in plain.co_consts:
            yield from _parts(constant, seen)
    elif isinstance(plain, ModuleType):
        yield plain.__name__.encode()
    elif isinstance(plain, EnumType):
        yield repr(list(plain)).encode()
    else:
        yield pickle.dumps(plain)


def names_in(code: CodeType) -> set[str]:
    """Return every name that code, or a function within it, asks its module (or an object) for."""
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return set(code.co_names).union(*map(names_in, inner))
