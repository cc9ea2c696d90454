"""How a workbook looks: fonts of Chinese offices, thin lines, numbers with two decimals."""

from __future__ import annotations

from typing import Any

from srdi_sim.report.sheets.model import Kind
from srdi_sim.words import Lang

# A cell has one font: by family and character set another machine finds one that is near.
_SONG: Any = {"font_name": "宋体", "font_family": 1, "font_charset": 134}
_FANGSONG: Any = {"font_name": "仿宋", "font_family": 3, "font_charset": 134}
_HEI: Any = {"font_name": "黑体", "font_family": 3, "font_charset": 134}
_LATIN: Any = {"font_name": "Times New Roman", "font_family": 1}
_FORMS: dict[Kind, str] = {
    "place": "0",
    "money": "#,##0.00",
    "count": "#,##0",
    "mean": "#,##0.0",
    "share": "0.0%",
    "whole": "0",
}
_ALIGNED: dict[Kind, str] = {
    "text": "left",
    "label": "center",
    "place": "center",
    "whole": "center",
}
_GROUND = "#E7ECF2"


class Styles:
    """The formats of a workbook, each made when it is first asked for."""

    def __init__(self, book: Any, lang: Lang) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Any] = {}
        chinese = lang == "zh"
        self._song = _SONG if chinese else _LATIN
        self._fangsong = _FANGSONG if chinese else _LATIN
        self._hei = _HEI if chinese else _LATIN

    def title(self) -> Any:
        """Return the format of a sheet's title."""
        return self._format("title", self._hei, font_size=16, bold=True)

    def line(self) -> Any:
        """Return the format of text outside tables."""
        return self._format("line", self._fangsong, font_size=10)

    def caption(self) -> Any:
        """Return the format of a table's title."""
        return self._format("caption", self._hei, font_size=11, bold=True)

    def unit(self) -> Any:
        """Return the format of the unit over a table."""
        return self._format("unit", self._song, font_size=10, align="right")

    def head(self) -> Any:
        """Return the format of a column's head."""
        more = {"bold": True, "align": "center", "text_wrap": True, "bg_color": _GROUND}
        return self._cell("head", self._hei, **more)

    def text(self, kind: Kind, total: bool, wrapped: bool, quoted: bool) -> Any:
        """Return the format of a text in a table; a quoted one stays text when it is edited."""
        key = (kind, total, wrapped, quoted)
        if key in self._made:
            return self._made[key]
        more = {"bold": total, "text_wrap": wrapped, "quote_prefix": quoted}
        return self._cell(*key, self._song, align=_ALIGNED.get(kind, "right"), **more)

    def number(self, kind: Kind, total: bool) -> Any:
        """Return the format of a number in a table."""
        key = (kind, total)
        if key in self._made:
            return self._made[key]
        align = _ALIGNED.get(kind, "right")
        return self._cell(*key, self._song, bold=total, num_format=_FORMS[kind], align=align)

    def _cell(self, *key: Any, **more: Any) -> Any:
        return self._format(*key, font_size=10, border=1, valign="vcenter", **more)

    def _format(self, *key: Any, **more: Any) -> Any:
        """Return a format under its key, whose last part is the font."""
        *name, font = key
        if tuple(name) not in self._made:
            self._made[tuple(name)] = self._book.add_format({**font, **more})
        return self._made[tuple(name)]
