"""One scalar function, written once, that also runs over columns; and loops that call such rules.

A rule is ordinary Python on numbers. `@rule` keeps it as ``.scalar`` and compiles, from the same
source, a loop over columns. A `@loop` is ordinary Python over arrays, for what takes several rules
to one pass: it names rules and calls them number by number. No rule uses libm and no fast-math is
allowed, so the plain and the compiled form, a column and a loop, all give the same bits (see
``tests/test_compiled.py``).

Compiled code is kept on disk under a name that holds a digest of all it was made from, because
numba's own cache does not notice that a rule called by another rule has changed. Where no folder
can be written, rules are compiled afresh in each process.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Mapping
from functools import cached_property
from importlib import import_module
from typing import Any

import numba
import numpy as np
from numba import njit
from numba.extending import overload

from srdi_sim import keeping
from srdi_sim.keeping import names_in

_DTYPES = {"float": np.float64, "bool": np.bool_, "int": np.int64}
# "numpy": x / 0 is inf and not an exception, whose branch would keep the loop from vectorising.
_BODY: dict[str, Any] = {"error_model": "numpy", "forceinline": True}
_OVER_ARRAYS: dict[str, Any] = {"error_model": "numpy", "nogil": True}
_CACHE = keeping.writable_folder()


class _Compiled:
    """Something made of a function, as which it shows itself."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__
        self.__qualname__ = function.__qualname__
        self.__module__ = function.__module__
        self.__signature__ = inspect.signature(function)
        self.__wrapped__ = function

    def __repr__(self) -> str:
        kind = type(self).__name__.lower()
        return f"<{kind} {self.__module__}.{self.__name__}{self.__signature__}>"


class Rule(_Compiled):
    """A scalar function that also takes columns.

    Called with numbers it answers with a number (plain Python); with at least one column it
    answers with a column of the same length, the plain numbers being the same for every firm.

    Attributes
    ----------
    scalar : callable
        The plain Python function, step by step in a debugger.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
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


class Loop(_Compiled):
    """A function over arrays that calls rules by name, compiled when it is first called.

    It may name rules, other loops and constants; it takes arrays, plain numbers and tuples of them.
    Nothing checks its indexes: one that is out of bounds reads what is not there. Tables are best
    given row by row, because one that is a part of a wider one is another type, compiled anew.

    Attributes
    ----------
    scalar : callable
        The plain Python function, step by step in a debugger, all the way down.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
        self._forms: dict[tuple[Any, ...], Any] = {}
        self._parts: dict[tuple[Any, ...], Any] = {}
        self._latest: tuple[Any, Any] = (self, None)  # no rules are the loop itself

    def __call__(self, *arguments: Any) -> Any:
        """Run the loop with the rules that it names."""
        return self._body(*arguments)

    def with_rules(self, rules: Any) -> Callable[..., Any]:
        """Return the loop in which each rule is the one that `rules` holds under its name.

        Parameters
        ----------
        rules : object
            Its attributes are rules, as those of :class:`srdi_sim.engine.rules.Rules` are; a rule
            that it does not hold stays as it is.
        """
        if rules is not self._latest[0]:
            self._latest = rules, self._form(rules)
        return self._latest[1]  # type: ignore[no-any-return]

    def _form(self, rules: Any) -> Any:
        chosen = self._chosen(rules)
        if chosen not in self._forms:
            own = chosen == self._chosen(None)
            twin = self._twin(chosen)
            self._forms[chosen] = _over_arrays(twin, self.__wrapped__ if own else None)
        return self._forms[chosen]

    def _within(self, rules: Any) -> Any:
        """Return what stands for the loop in another one, with whose code its own is kept."""
        chosen = self._chosen(rules)
        if chosen not in self._parts:
            self._parts[chosen] = njit(**_OVER_ARRAYS)(self._twin(chosen))
        return self._parts[chosen]

    def _chosen(self, rules: Any) -> tuple[Any, ...]:
        """Return what stands for each callee under these rules."""
        return tuple(
            callee._within(rules)
            if isinstance(callee, Loop)
            else getattr(rules, callee.__name__, callee)
            for callee in self._callees.values()
        )

    def _twin(self, chosen: tuple[Any, ...]) -> types.FunctionType:
        instead = dict(zip(self._callees, chosen, strict=True))
        return _with_callees(self.__wrapped__, "_body", instead)

    @cached_property
    def scalar(self) -> Callable[..., Any]:
        """The plain Python function."""
        return _with_callees(self.__wrapped__, "scalar")

    @cached_property
    def _body(self) -> Any:
        return self._form(None)

    @cached_property
    def _callees(self) -> dict[str, Rule | Loop]:
        """The rules and loops that the loop calls, by the name by which it does."""
        names = self.__wrapped__.__globals__
        called = ((name, names.get(name)) for name in sorted(names_in(self.__wrapped__.__code__)))
        return {name: value for name, value in called if isinstance(value, Rule | Loop)}


def rule(function: Callable[..., Any]) -> Rule:
    """Make a scalar function a rule; its return annotation (float, bool, int) types the column."""
    return Rule(function)


def loop(function: Callable[..., Any]) -> Loop:
    """Make a function over arrays a loop, which calls the rules it names in one pass."""
    return Loop(function)


def _name_of(annotation: Any) -> str:
    return annotation if isinstance(annotation, str) else annotation.__name__


def _find(module: str, name: str) -> Any:
    return getattr(import_module(module), name)


def _with_callees(
    function: Callable[..., Any], form: str, instead: Mapping[str, Rule] | None = None
) -> types.FunctionType:
    """Return the function with each rule and loop it names replaced by that one's `form`.

    `instead` holds other rules for some of the names.
    """
    names = {**function.__globals__, **(instead or {})}
    for name in names_in(function.__code__) & names.keys():
        if isinstance(names[name], Rule | Loop):
            names[name] = getattr(names[name], form)
    twin = types.FunctionType(
        function.__code__,
        names,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    twin.__module__ = function.__module__
    twin.__qualname__ = function.__qualname__
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
    twin = types.FunctionType(code, {"body": body, "_row": _row, "range": range})
    twin.__module__ = function.__module__
    return _over_arrays(twin, function)


def _over_arrays(twin: types.FunctionType, source: Callable[..., Any] | None) -> Any:
    """Compile a function over arrays; keep it on disk if `source`, that it was made of, is ours."""
    if _CACHE is None or source is None or not source.__module__.startswith("srdi_sim."):
        return njit(**_OVER_ARRAYS)(twin)
    twin.__qualname__ = f"{twin.__qualname__}-{keeping.digest(source)}"
    compiled = njit(**_OVER_ARRAYS)(twin)
    keeping.enable(compiled, _CACHE)
    return compiled
