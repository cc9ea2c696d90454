"""Workbooks as a reader finds them: openpyxl, the tables in a sheet, money back in fen."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from srdi_sim.report.sheets.model import Column, Sheet, Table
from srdi_sim.report.workbook import workbook_of
from srdi_sim.words import Lang

SHEETS = {
    "zh": [
        "摘要",
        "目标达成",
        "分年度分条款",
        "分资金来源",
        "三年测算",
        "或有负债",
        "假设与口径",
        "明细",
        "明细逐笔",
        "附图",
    ],
    "en": [
        "Summary",
        "Targets",
        "By year and clause",
        "By payer",
        "Three-year estimate",
        "Contingent",
        "Assumptions and definitions",
        "Detail",
        "Detail line by line",
        "Figures",
    ],
}
_PLACE = ("No.", "序号")
MADE = {"srdi_sim": "0.1.0", "numpy": "2"}
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BLANKS = ("", " ", "  ", "\u00a0", "\u3000", "\ufeff", "\u200b", " \t")
ENDS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.org","x")', "SUM(A1:A9)", "x")
PAYLOADS = [
    blank + sign + end
    for sign, blank, end in itertools.islice(
        itertools.product(BEGINNINGS, BLANKS, ENDS), 0, None, 2
    )
]


def opened(content: bytes) -> Any:
    """Return the workbook in the content of a file."""
    return openpyxl.load_workbook(io.BytesIO(content))


def parts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files inside a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def tables(sheet: Worksheet) -> list[tuple[list[str], list[list[Any]]]]:
    """Return the head and the rows of every table in a sheet: a row without any cell ends one."""
    found: list[tuple[list[str], list[list[Any]]]] = []
    inside = False
    for row in sheet.iter_rows(values_only=True):
        cells = list(row)
        if cells[0] in _PLACE:
            width = max(n for n, cell in enumerate(cells) if cell is not None) + 1
            found.append(([str(cell) for cell in cells[:width]], []))
            inside = True
        elif inside:
            head, rows = found[-1]
            inside = any(cell is not None for cell in cells)
            if inside:
                rows.append(cells[: len(head)])
    return found


def fen(value: Any) -> int:
    """Return a cell of money, in 万元, as the fen that it stands for."""
    assert isinstance(value, (int, float)), value
    return round(value * 1_000_000)


def numbers(sheet: Worksheet) -> list[tuple[int | float, str]]:
    """Return every number of a sheet, row by row, with the form in which it is shown."""
    return [
        (cell.value, cell.number_format)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, (int, float))
    ]


def written(sheets: Sequence[Sheet], lang: Lang = "zh", **more: Any) -> bytes:
    """Return sheets as a workbook."""
    return workbook_of(sheets, lang, title="a test", footer="srdi_sim 0.1.0", **more)


def one_sheet(columns: tuple[Column, ...], rows: tuple[Any, ...], **more: Any) -> Sheet:
    """Return the smallest sheet that holds these rows."""
    return Sheet("k", "name", "title", ("line",), (Table("t", "t", columns, rows),), **more)


def seen(text: str) -> str:
    """Return a text as it is shown on one line: what cannot be seen is spelled out."""
    signs = (s if s.isprintable() else s.encode("unicode_escape").decode() for s in text)
    return "".join(signs)
