"""Text in columns, for a terminal: Chinese characters take two places, and nothing is wrapped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

SENTENCE = 110  # columns of a long sentence
MORE = "…"
GAP = "  "
_CLOSING = "[，。、；：？！）”》〕]*"  # never begin a line
_PIECES = re.compile(
    rf"(?:[万亿]元|[\u2e80-\uffff]){_CLOSING}[!-~]*{_CLOSING} *|[^\u2e80-\uffff ]+{_CLOSING} *| +"
)


def display_width(text: str) -> int:
    """Return the columns that a text takes on a terminal; Chinese characters take two.

    Examples
    --------
    >>> display_width("小巨人 15")
    9
    """
    return sum(map(_width, text))


def _width(sign: str) -> int:
    return 0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")


def fitted(text: str, width: int) -> str:
    """Return a text cut to a width, with a mark where something is missing.

    Examples
    --------
    >>> fitted("一次性给予奖励", 9), fitted("award", 9)
    ('一次性给…', 'award')
    """
    if display_width(text) <= width:
        return text
    kept, room = [], width - display_width(MORE)
    for sign in text:
        room -= _width(sign)
        if room < 0:
            break
        kept.append(sign)
    return "".join(kept) + MORE


def wrapped(text: str, width: int, most: int = 0) -> list[str]:
    """Return a text in lines of a width, broken at blanks and between wide characters.

    Parameters
    ----------
    most : lines, if not as many as the text needs; the last one is cut

    Examples
    --------
    >>> wrapped("fund_capital, guarantee_claim", 16), wrapped("由其他文件决定", 8)
    (['fund_capital,', 'guarantee_claim'], ['由其他文', '件决定'])
    >>> wrapped("文件决定；其他", 8)
    ['文件决', '定；其他']
    >>> wrapped("一次性给予奖励。", 14)
    ['一次性给予奖', '励。']
    >>> wrapped("奖励资金，万元", 12)
    ['奖励资金，', '万元']
    >>> wrapped("a risk-compensation fund", 10, most=1)
    ['a risk-co…']
    """
    lines = [""]
    for piece in _PIECES.findall(text):
        full = lines[-1] and display_width((lines[-1] + piece).rstrip()) > width
        if full and len(lines) != most:
            lines.append("")
        lines[-1] += piece
    return [fitted(line.rstrip(), width) for line in lines]


def aligned(rows: Iterable[Sequence[str]], to_the_right: set[int]) -> list[str]:
    """Return rows as lines with aligned columns, some of them to the right."""
    rows = list(rows)
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    return [GAP.join(_cells(row, widths, to_the_right)) for row in rows]


def _cells(row: Sequence[str], widths: list[int], to_the_right: set[int]) -> Iterable[str]:
    for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
        blank = " " * (width - display_width(cell))
        yield blank + cell if number in to_the_right else cell + blank
