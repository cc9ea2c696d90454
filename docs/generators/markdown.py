"""Markdown: tables, numbers, and the marked parts of a page that are written by the machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_MARKED = re.compile(
    r"(?P<open><!-- made: (?P<name>[\w-]+) -->\n).*?(?P<close><!-- end -->)", re.DOTALL
)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def number(value: float) -> str:
    """Return a number with about three digits that count, and thousands set apart."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def filled(page: str, makers: Mapping[str, Callable[[Any], str]], thing: Any) -> str:
    """Return a page with every marked part made anew; KeyError if a part has no maker."""

    def made(part: re.Match[str]) -> str:
        return f"{part['open']}{makers[part['name']](thing)}\n{part['close']}"

    return _MARKED.sub(made, page)


def parts(page: str) -> list[str]:
    """Return the names of the marked parts of a page."""
    return [part["name"] for part in _MARKED.finditer(page)]
