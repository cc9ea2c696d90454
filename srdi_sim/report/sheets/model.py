"""What a sheet is: titles, tables of plain values, notes. It knows nothing of xlsx or csv.

Money is int fen up to the moment it is written, so that no figure passes through a float on the
way; a cell without a value is None, which is told as a dash and never as an empty cell or a zero.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import count
from typing import Literal

from srdi_sim.words import Lang, say

Cell = str | int | float | None
Kind = Literal["text", "label", "place", "money", "count", "mean", "share", "whole"]
DASH = "–"

_WIDTHS: dict[Kind, float] = {
    "text": 20,
    "label": 10,
    "place": 5,
    "money": 12,
    "count": 9,
    "mean": 9,
    "share": 9,
    "whole": 8,
}
_PICTURES_ALONE = (10.0,) * 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what its cells are, and its width in digits.

    ``label`` cells are short texts in the middle, ``place`` cells running numbers; ``money`` cells
    are fen and shown in 万元, ``mean`` cells are means of counts, ``share`` cells are from 0 to 1;
    ``whole`` is a year or an id, without a separator.
    """

    head: str
    kind: Kind = "text"
    width: float = 0.0

    @property
    def wide(self) -> float:
        """The width: its own, or that of its kind."""
        return self.width or _WIDTHS[self.kind]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one head; `totals` are the places of the rows that sum up others."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: frozenset[int] = frozenset()

    @property
    def has_money(self) -> bool:
        """Whether a unit must stand over it."""
        return any(column.kind == "money" for column in self.columns)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG image, what it shows in words, and its size in inches."""

    png: bytes
    told: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the workbook.

    Attributes
    ----------
    key : str
        Names it in every language: the name of its csv files.
    name, title : str
    lines : tuple of str
        What stands between the title and the first table: the scenario, its reading, the runs.
    notes : tuple of str
        What stands under the last table.
    pictures : tuple of Picture
        What stands under the notes, two side by side.
    upright : bool
        Whether it is printed on an upright page and not across.
    filtered : bool
        Whether it is one table of data: it can be filtered, and no cell is wrapped.
    """

    key: str
    name: str
    title: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    upright: bool = False
    filtered: bool = False

    @property
    def columns(self) -> tuple[float, ...]:
        """The width of each column of the sheet: the widest that a table asks for."""
        if not self.tables:
            return _PICTURES_ALONE
        most = max(len(table.columns) for table in self.tables)
        return tuple(
            max(table.columns[n].wide for table in self.tables if n < len(table.columns))
            for n in range(most)
        )


def numbered(
    rows: Iterable[tuple[Cell, ...]], totals: Container[int] = ()
) -> tuple[tuple[Cell, ...], ...]:
    """Return rows with a running number before them; those at the places `totals` have none."""
    numbers = count(1)
    return tuple(("" if n in totals else next(numbers), *row) for n, row in enumerate(rows))


def number_column(lang: Lang) -> Column:
    """Return the column of running numbers, 序号."""
    return Column(say("sheet.column.place", lang), "place")


_BLANKS = " \u00a0\u3000\ufeff\u200b\t\r\n\v\f"
_BEGINS_A_FORMULA = "=+-@＝＋－＠"


def looks_like_a_formula(text: str) -> bool:
    r"""Return whether some program may take a text for a formula when it is opened or edited.

    Examples
    --------
    >>> looks_like_a_formula("　＝1+1"), looks_like_a_formula("\tx"), looks_like_a_formula("东胜区")
    (True, True, False)
    """
    bare = text.lstrip(_BLANKS)
    before = text[: len(text) - len(bare)]
    return bare[:1] in tuple(_BEGINS_A_FORMULA) or any(sign in before for sign in "\t\r\n")
