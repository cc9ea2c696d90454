"""The budget as csv files: one for each table, its head in the first row and nothing else.

UTF-8 with a byte order mark, so that Excel and WPS read the Chinese. Money is in 万元 with six
decimals, which is to the fen. What stands round the tables of the workbook (titles, reading,
replications, notes) is in a file of its own.

A text that a spreadsheet would take for a formula gets a quotation mark before it, since a csv file
cannot say that a cell is text; ``guarded=False`` leaves it as it is, for programs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from srdi_sim.report.sheets.model import DASH, Cell, Column, Sheet, Table, looks_like_a_formula
from srdi_sim.words import Lang, one_line, say

FOLDER = "budget-csv"
NOTES = "notes"
_FEN = -6  # decimals of 万元


def csv_files(sheets: Sequence[Sheet], lang: Lang, *, guarded: bool = True) -> dict[str, bytes]:
    """Return every table as the content of a csv file, by file name; the same in each language."""
    found = {}
    for sheet in sheets:
        for table in sheet.tables:
            alone = len(sheet.tables) == 1
            name = sheet.key if alone else f"{sheet.key}-{table.name}"
            found[f"{FOLDER}/{name}.csv"] = _file(_rows(table, lang), guarded)
    found[f"{FOLDER}/{NOTES}.csv"] = _file(_notes(sheets, lang), guarded)
    return found


def _rows(table: Table, lang: Lang) -> Iterator[list[Cell]]:
    yield [_head(column, lang) for column in table.columns]
    for row in table.rows:
        yield [_plain(column, cell) for column, cell in zip(table.columns, row, strict=True)]


def _head(column: Column, lang: Lang) -> str:
    return say("sheet.csv.money", lang, head=column.head) if column.kind == "money" else column.head


def _plain(column: Column, cell: Cell) -> Any:
    """Return a cell as it is written: money as a decimal number of 万元."""
    if cell is None:
        return DASH
    if column.kind == "money" and isinstance(cell, int):
        return Decimal(cell).scaleb(_FEN)
    return cell


def _notes(sheets: Sequence[Sheet], lang: Lang) -> Iterator[list[Cell]]:
    """Yield what stands round the tables, line by line."""
    yield [say(f"sheet.csv.{name}", lang) for name in ("sheet", "note")]
    for sheet in sheets:
        for text in (sheet.title, *sheet.lines, *sheet.notes):
            yield [sheet.name, text]


def _file(rows: Iterable[list[Any]], guarded: bool) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    for row in rows:
        writer.writerow([_safe(cell, guarded) if isinstance(cell, str) else cell for cell in row])
    return written.getvalue().encode("utf-8-sig")


def _safe(text: str, guarded: bool) -> str:
    shown = one_line(text)
    return f"'{shown}" if guarded and looks_like_a_formula(shown) else shown
