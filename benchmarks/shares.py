"""Where the engine's time goes: a pass with a clock around luck, rules, loops, rubric and the rest.

Time is given to the outermost of nested parts: what `pay` does is the books'. ``loops`` are the
passes over firms that call rules and draws inside, ``rules`` and ``luck`` what is still worked out
column by column; ``rubric`` is the reading of conditions, routes and points. The clocks themselves
take time, so this pass is never the one whose speed is told.
"""

from __future__ import annotations

import inspect
import sys
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any
from unittest import mock

from srdi_sim.compiled import Loop, Rule
from srdi_sim.engine.ledger import Books
from srdi_sim.luck import Luck

ENGINE = "srdi_sim.engine."
PARTS = ("luck", "rules", "loops", "rubric", "ranking", "books", "other")
HOMES = {
    "dossier": "rubric",
    "panel": "ranking",
    "pools": "ranking",
    "phases.pay": "books",
    "phases.awards": "books",
}


class Clock:
    """Time by part, the outermost part only."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._running = False

    def around(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time given to `part`, unless another part is running."""

        def timed(*arguments: Any, **named: Any) -> Any:
            if self._running:
                return function(*arguments, **named)
            self._running = True
            began = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds[part] += time.perf_counter() - began
                self._running = False

        return timed


def shares_of(work: Callable[[], Any]) -> dict[str, float]:
    """Do the work once, and return the share of its time by part; the shares add to 1."""
    clock = Clock()
    with _clocked(clock):
        began = time.perf_counter()
        work()
        total = time.perf_counter() - began
    clock.seconds["other"] = total - sum(clock.seconds.values())
    return {part: clock.seconds[part] / total for part in PARTS}


@contextmanager
def _clocked(clock: Clock) -> Iterator[None]:
    """Put the clock around every part for as long as the context lasts."""
    with ExitStack() as patches:

        def replace(owner: Any, name: str, part: str) -> None:
            timed = clock.around(part, getattr(owner, name))
            patches.enter_context(mock.patch.object(owner, name, timed))

        for method in ("__init__", "draw", "draw_for"):
            replace(Luck, method, "luck")
        replace(Rule, "__call__", "rules")
        replace(Loop, "__call__", "loops")
        with_rules = Loop.with_rules
        patches.enter_context(
            mock.patch.object(
                Loop,
                "with_rules",
                lambda loop, rules: clock.around("loops", with_rules(loop, rules)),
            )
        )
        for method in ("enter", "close", "total"):
            replace(Books, method, "books")
        parts = {
            function: part
            for home, part in HOMES.items()
            for function in _public(import_module(ENGINE + home))
        }
        for module in [sys.modules[name] for name in sys.modules if name.startswith(ENGINE)]:
            for name, value in list(vars(module).items()):
                if isinstance(value, Hashable) and value in parts:
                    replace(module, name, parts[value])
        yield


def _public(module: ModuleType) -> list[Callable[..., Any]]:
    """Return the functions that a module offers, compiled ones included."""
    return [
        value
        for name, value in vars(module).items()
        if not name.startswith("_")
        and callable(value)
        and not inspect.isclass(value)
        and value.__module__ == module.__name__
    ]
