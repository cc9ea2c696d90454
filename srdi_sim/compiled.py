"""One scalar function, written once, that also runs over columns.

A rule is ordinary Python on numbers. `@rule` keeps it as ``.scalar`` and compiles, from the same
source, a loop over columns. No rule uses libm and no fast-math is allowed, so both give the same
bits (see ``tests/test_compiled.py``).

The compiled code is cached in a folder named after the source of every rule, because numba's own
cache does not notice that a rule called by another rule has changed. Where no folder can be
written, rules are compiled afresh in each process.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import tempfile
import types
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba import njit
from numba.extending import overload

_DTYPES = {"float": np.float64, "bool": np.bool_, "int": np.int64}
# "numpy": x / 0 is inf and not an exception, whose branch would keep the loop from vectorising.
_BODY: dict[str, Any] = {"error_model": "numpy"}
_COLUMN: dict[str, Any] = {"error_model": "numpy", "nogil": True}


class Rule:
    """A scalar function that also takes columns.

    Called with numbers it answers with a number (plain Python); with at least one column it
    answers with a column of the same length, the plain numbers being the same for every firm.

    Attributes
    ----------
    scalar : callable
        The plain Python function, step by step in a debugger.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__
        self.__qualname__ = function.__qualname__
        self.__module__ = function.__module__
        self.__signature__ = inspect.signature(function)
        self.__wrapped__ = function
        self.scalar = _with_callees(function, "scalar")
        self._body = njit(**_BODY)(_with_callees(function, "_body"))
        self._column = _compile_column(function, self._body)
        self._dtype = _DTYPES[_name_of(function.__annotations__["return"])]

    def __call__(self, *arguments: Any) -> Any:
        """Return a number for numbers, a column for columns of one length.

        Raises
        ------
        ValueError
            If columns differ in length: the compiled loop would read past the end.
        """
        shape = None
        for argument in arguments:
            if type(argument) is np.ndarray:
                if shape is None:
                    shape = argument.shape
                elif argument.shape != shape:
                    raise ValueError(f"{self.__name__}: columns of {shape} and {argument.shape}")
        if shape is None:
            return self.scalar(*arguments)
        out: Any = np.empty(shape, self._dtype)
        self._column(out, *arguments)
        return out

    def __reduce__(self) -> tuple[Any, ...]:
        return _find, (self.__module__, self.__name__)

    def __repr__(self) -> str:
        return f"<rule {self.__module__}.{self.__name__}{self.__signature__}>"


def rule(function: Callable[..., Any]) -> Rule:
    """Make a scalar function a rule; its return annotation (float, bool, int) types the column."""
    return Rule(function)


def kernel(function: Callable[..., Any]) -> Any:
    """Compile a function over arrays, for the few loops that are not a rule on one firm.

    ``.py_func`` keeps the plain Python.
    """
    compiled = njit(**_COLUMN)(function)
    if _CACHE is not None and function.__module__.startswith("srdi_sim."):
        _enable_cache(compiled)
    return compiled


def _name_of(annotation: Any) -> str:
    return annotation if isinstance(annotation, str) else annotation.__name__


def _find(module: str, name: str) -> Any:
    return getattr(import_module(module), name)


def _with_callees(function: Callable[..., Any], form: str) -> types.FunctionType:
    """Return the function with every rule it names replaced by that rule's `form`."""
    names = {
        name: getattr(value, form) if isinstance(value, Rule) else value
        for name, value in function.__globals__.items()
    }
    twin = types.FunctionType(
        function.__code__,
        names,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    twin.__module__ = function.__module__
    twin.__doc__ = function.__doc__
    return twin


# Numba wants the lambdas below to have the very signature of what they stand for, hints included.
def _element(column, i):  # type: ignore[no-untyped-def]
    raise TypeError("only meant for compiled code")


@overload(_element, inline="always")
def _element_of_column(column, i):  # type: ignore[no-untyped-def]
    if isinstance(column, numba.types.Array):
        return lambda column, i: column[i]
    return lambda column, i: column


def _row(columns, i):  # type: ignore[no-untyped-def]
    raise TypeError("only meant for compiled code")


@overload(_row)
def _row_of_columns(columns, i):  # type: ignore[no-untyped-def]
    if len(columns) == 0:
        return lambda columns, i: ()
    if len(columns) == 1:
        return lambda columns, i: (_element(columns[0], i),)
    return lambda columns, i: (_element(columns[0], i), *_row(columns[1:], i))


def _over_columns(out: Any, *columns: Any) -> None:
    for i in range(out.size):
        out[i] = body(*_row(columns, i))  # type: ignore[name-defined]  # noqa: F821 - see below


def _compile_column(function: Callable[..., Any], body: Any) -> Any:
    """Compile the loop over columns around one rule.

    The loop is a copy of `_over_columns` whose global ``body`` is the compiled rule. A closure
    would say the same in fewer words but miss numba's cache in every new process.
    """
    code = _over_columns.__code__.replace(
        co_name=f"{function.__name__}_over_columns",
        co_qualname=f"{function.__qualname__}_over_columns",
        co_filename=function.__code__.co_filename,
        co_firstlineno=function.__code__.co_firstlineno,
    )
    loop = types.FunctionType(code, {"body": body, "_row": _row, "range": range})
    loop.__module__ = function.__module__
    compiled = njit(**_COLUMN)(loop)
    if _CACHE is not None and function.__module__.startswith("srdi_sim."):
        _enable_cache(compiled)
    return compiled


def _enable_cache(compiled: Any) -> None:
    """Cache in our folder without changing numba's setting for the rest of the process."""
    settings: Any = numba.config  # its names are made at run time
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(_CACHE)
    try:
        compiled.enable_caching()
    finally:
        settings.CACHE_DIR = before


def _source_digest() -> str:
    here = Path(__file__).parent
    digest = hashlib.sha256(numba.__version__.encode())
    for path in [here / "compiled.py", here / "luck.py", *sorted((here / "rules").glob("*.py"))]:
        if path.exists():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _writable_cache() -> Path | None:
    """Return the first folder we may write compiled rules to, or none."""
    named = os.environ.get("SRDI_CACHE_DIR") or os.environ.get("NUMBA_CACHE_DIR")
    if named:
        candidates = [Path(named)]
    else:
        home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
        candidates = [Path(home) / "srdi_sim"]
    for candidate in candidates:
        folder = candidate / f"rules-{_source_digest()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            continue
    return None


_CACHE = _writable_cache()
