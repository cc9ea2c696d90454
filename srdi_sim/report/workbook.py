"""The budget as a workbook for Excel, WPS and LibreOffice: `budget.xlsx`.

Every cell holds a value and none a formula: a quantile of sums is no sum of quantiles, and what was
simulated must read the same in a program that computes anew and in one that does not. Money is
stored in 万元 as fen / 1e6, which a double and the sixteen digits of the file carry exactly: read
back, ``round(value * 1e6)`` is the fen. The same sheets give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import xlsxwriter

from srdi_sim.errors import SrdiError
from srdi_sim.report.columns import MORE, display_width, wrapped
from srdi_sim.report.sheets.model import (
    DASH,
    Cell,
    Column,
    Kind,
    Picture,
    Sheet,
    Table,
    looks_like_a_formula,
)
from srdi_sim.report.workbook_styles import Styles
from srdi_sim.units import WAN
from srdi_sim.words import Lang, one_line, say

CREATED = dt.datetime(1980, 1, 1)  # the only date in the file, as in its zip entries: no clock's
MOST_ROWS = 1_048_576  # of a sheet
_LONGEST = 32_767  # signs of a cell
_MOST_EXACT = 10**15  # fen: from here on a double in 万元 may be a fen off
_A4 = 9
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}  # inches
_UPRIGHT, _ACROSS = (698, 997), (1026, 669)  # pixels of a page within its margins
_SQUEEZED = 1.35  # pages that are put on one
_ROW, _TITLE, _DIGIT, _SCREEN, _GAP = 22, 34, 7, 96, 12  # pixels; of an inch; between pictures


def workbook_of(
    sheets: Sequence[Sheet],
    lang: Lang,
    *,
    title: str,
    footer: str,
    most_rows: int = MOST_ROWS,
) -> bytes:
    """Return sheets as the content of an xlsx file.

    Parameters
    ----------
    title : of the document, in its properties
    footer : what stands at the foot of every page beside its number
    most_rows : of one sheet; a table with more goes on in a sheet named with a number
    """
    written = io.BytesIO()
    # In memory, the parts of the file bear a fixed date instead of that of a temporary file.
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"title": one_line(title), "created": CREATED, "comments": footer})
        styles = Styles(book, lang)
        for sheet in sheets:
            for part in _parts(sheet, most_rows):
                _Page(book.add_worksheet(part.name), part, styles, lang).write(footer)
    return written.getvalue()


def _parts(sheet: Sheet, most_rows: int) -> Iterator[Sheet]:
    """Yield a sheet, or, if it is one table with too many rows, its parts under numbered names."""
    if len(sheet.tables) != 1 or len(sheet.tables[0].rows) + _around(sheet) <= most_rows:
        yield sheet
        return
    [table] = sheet.tables
    room = most_rows - _around(sheet)
    starts = range(0, len(table.rows), room)
    for number, start in enumerate(starts, start=1):
        totals = frozenset(n - start for n in table.totals if start <= n < start + room)
        yield replace(
            sheet,
            name=sheet.name if number == 1 else f"{sheet.name} {number}",
            tables=(replace(table, rows=table.rows[start : start + room], totals=totals),),
            notes=sheet.notes if number == len(starts) else (),
        )


def _around(sheet: Sheet) -> int:
    """Return how many rows stand at most round the table of a sheet."""
    width = _text_width(sheet)
    return 6 + sum(_height(text, width) for text in (*sheet.lines, *sheet.notes))


class _Page:
    """A sheet while it is written, row by row."""

    def __init__(self, page: Any, sheet: Sheet, styles: Styles, lang: Lang) -> None:
        self._page, self._sheet, self._styles, self._lang = page, sheet, styles, lang
        self._row = self._pixels = 0  # where the next row begins

    def write(self, footer: str) -> None:
        """Write everything, from the title down to the pictures."""
        sheet = self._sheet
        for n, width in enumerate(sheet.columns):
            self._page.set_column(n, n, width)
        self._write(0, sheet.title, self._styles.title())
        self._next(_TITLE)
        for line in sheet.lines:
            self._paragraph(line)
        for table in sheet.tables:
            self._table(table)
        self._next()
        for number, note in enumerate(sheet.notes, start=1):
            self._paragraph(say("sheet.noted", self._lang, n=number) + note)
        self._pictures(sheet.pictures)
        self._lay_out(footer)

    def _next(self, pixels: int = _ROW) -> None:
        """End a row with its height given, since every program would measure another."""
        self._page.set_row_pixels(self._row, pixels)
        self._row += 1
        self._pixels += pixels

    def _write(self, place: int, text: str, style: Any) -> None:
        if text:
            self._page.write_string(self._row, place, _safe(text), style)
        else:  # a frame with nothing in it, as beside the word of a total
            self._page.write_blank(self._row, place, None, style)

    def _paragraph(self, text: str) -> None:
        """Write a text in as many rows as it needs: no merged cell, and none runs off the page."""
        for line in wrapped(one_line(text), _text_width(self._sheet)):
            self._write(0, line, self._styles.line())
            self._next()

    def _table(self, table: Table) -> None:
        page, columns, only = self._page, table.columns, len(self._sheet.tables) == 1
        if not only:
            self._next()
            self._write(0, table.title, self._styles.caption())
        if table.has_money:
            self._write(len(columns) - 1, say("report.money.unit", self._lang), self._styles.unit())
        if table.has_money or not only:
            self._next()
        for n, column in enumerate(columns):
            self._write(n, column.head, self._styles.head())
        if only:
            page.freeze_panes(self._row + 1, 0)
            page.repeat_rows(self._row)
        if self._sheet.filtered:
            last = self._row + len(table.rows) - (len(table.rows) - 1 in table.totals)
            page.autofilter(self._row, 0, last, len(columns) - 1)
        self._next(self._tallest(columns, [column.head for column in columns]))
        for n, row in enumerate(table.rows):
            for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self._cell(place, column.kind, cell, n in table.totals)
            self._next(_ROW if self._sheet.filtered else self._tallest(columns, row))

    def _tallest(self, columns: Sequence[Column], row: Sequence[Cell]) -> int:
        """Return the pixels that the longest text of a row needs."""
        widths = self._sheet.columns
        texts = ((text, widths[n]) for n, text in enumerate(row) if isinstance(text, str))
        return 6 + (_ROW - 6) * max((_height(text, width) for text, width in texts), default=1)

    def _cell(self, place: int, kind: Kind, cell: Cell, total: bool) -> None:
        if isinstance(cell, str) or cell is None:
            text = DASH if cell is None else cell
            quoted, wraps = looks_like_a_formula(text), not self._sheet.filtered
            self._write(place, text, self._styles.text(kind, total, wraps, quoted))
        else:
            style = self._styles.number(kind, total)
            self._page.write_number(self._row, place, _stored(kind, cell), style)

    def _pictures(self, pictures: Sequence[Picture]) -> None:
        """Put pictures side by side, two in a row, over the width of the sheet."""
        half = self._across // 2
        self._next()
        for first in range(0, len(pictures), 2):
            heights, pair = [], pictures[first : first + 2]
            for number, picture in enumerate(pair):
                scale = (half - _GAP) / (picture.width * _SCREEN)
                heights.append(picture.height * _SCREEN * scale)
                settings = {
                    "image_data": io.BytesIO(picture.png),
                    "x_offset": number * half,
                    "x_scale": scale,
                    "y_scale": scale,
                    "description": picture.told,
                    "object_position": 2,  # moves with the cells and keeps its size
                }
                self._page.insert_image(self._row, 0, "figure.png", settings)
            for _ in range(math.ceil(max(heights) / _ROW) + 1):
                self._next()

    @property
    def _across(self) -> int:
        """The pixels of the sheet's width."""
        return sum(int(width * _DIGIT) + 5 for width in self._sheet.columns)

    def _lay_out(self, footer: str) -> None:
        """Say how it is printed: A4, as wide as the page, on one page if it nearly fits on it."""
        page, upright = self._page, self._sheet.upright
        width, height = _UPRIGHT if upright else _ACROSS
        pages = self._pixels * min(1.0, width / self._across) / height
        if not upright:
            page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 1 if pages <= _SQUEEZED else 0)
        page.set_margins(**_MARGINS)
        page.center_horizontally()
        page.hide_gridlines(2)
        page.set_footer(f"&L&8{footer}&C&8{say('sheet.page', self._lang)}&R&8&A")


def _stored(kind: Kind, cell: float) -> float:
    """Return the value of a cell as it is stored."""
    if kind != "money":
        return float(f"{cell:.15g}")  # no spreadsheet holds more digits
    if abs(cell) >= _MOST_EXACT:
        raise SrdiError("report.amount_too_large", {"given": cell})
    return cell / WAN


def _text_width(sheet: Sheet) -> int:
    """Return the width of the text that stands round the tables."""
    return int(sum(sheet.columns)) - 4


def _height(text: str, width: float) -> int:
    """Return how many lines a text takes; a word that is longer than a line is broken."""
    lines = wrapped(text, int(width))
    return sum(max(1, math.ceil(display_width(line) / width)) for line in lines)


def _safe(text: str) -> str:
    """Return a text that fits into a cell and has no sign that cannot be seen."""
    shown = one_line(text)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + MORE
