"""Money and quantities in words: 10万, 1.5亿, 80%. Money is a whole number of fen.

Nothing else in the package rounds money: what cannot be a whole number of fen is refused when it
is read, divided here so that nothing is lost, and rounded (half away from zero) only to be shown.

Examples
--------
>>> parse_money("3,000万")
3000000000
>>> exact_money(3_000_000_000)
'3000万'
>>> format_money(15_330_000_000, "zh"), format_money(15_330_000_000, "en")
('1.53 亿元', '¥153.3 million')
>>> split(101, 0.5)
(51, 50)
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, overload

from srdi_sim.errors import Refusal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEN = 1
YUAN = 100
WAN = 10_000 * YUAN
MILLION = 1_000_000 * YUAN
YI = 100_000_000 * YUAN
BILLION = 1_000_000_000 * YUAN
MOST_FEN = 9 * 10**18  # int64 ends at 9.22e18

_UNITS = {"元": YUAN, "万": WAN, "万元": WAN, "亿": YI, "亿元": YI}
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)((?:\.\d+)?)"
_MONEY = re.compile(rf"{_NUMBER} *({'|'.join(sorted(_UNITS, reverse=True))})", re.ASCII)
_BARE = re.compile(_NUMBER, re.ASCII)
_LARGE = {"": 1, "万": 10**4, "亿": 10**8}
_COUNT = re.compile(rf"{_NUMBER} *(万|亿|)", re.ASCII)
_SHARE = re.compile(r"(\d+(?:\.\d+)?) *%", re.ASCII)
_LONGEST = 60  # no honest quantity is longer, and Python refuses to read 4,300 digits
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# For each language the sign before, the units from small to large, and the decimals to show.
_SHOWN = {
    "zh": ("", ((YUAN, 2, " 元"), (WAN, 2, " 万元"), (YI, 2, " 亿元"))),
    "en": ("¥", ((YUAN, 2, ""), (MILLION, 1, " million"), (BILLION, 2, " billion"))),
}


class UnitFault(Refusal):
    """A quantity that cannot be read, by code and values."""


def parse_money(given: object) -> int:
    """Return money in words (``10万``, ``1.5亿``, ``3,000万元``, ``12.34元``) as fen.

    A number without a unit is refused, since it may mean 元 or 万元.
    """
    text = _text(given, "money_unreadable")
    if _is_negative(text):
        raise UnitFault("money_negative", {"given": given})
    if bare := _BARE.fullmatch(text):
        raise UnitFault("money_needs_unit", {"given": given, "suggestion": _with_units(bare)})
    match = _MONEY.fullmatch(text)
    if not match:
        raise UnitFault("money_unreadable", {"given": given})
    fen = _amount(match) * _UNITS[match[3]]
    if fen.denominator != 1:
        raise UnitFault("money_too_fine", {"given": given})
    if fen > MOST_FEN:
        raise UnitFault("money_too_large", {"given": given, "most": exact_money(MOST_FEN)})
    return int(fen)


def parse_share(given: object) -> float:
    """Return a share of a whole (``80%`` or 0.8) as a number from 0 to 1."""
    text = _text(given, "share_unreadable")
    match = _SHARE.fullmatch(text.removeprefix("-"))
    if match:
        share = float(Fraction(match[1]) / 100) * (-1 if _is_negative(text) else 1)
    elif isinstance(given, (int, float)):
        share = float(given)
    else:
        raise UnitFault("share_unreadable", {"given": given})
    if not 0.0 <= share <= 1.0:
        meant = f"{text}%" if not match and 2.0 <= share <= 100.0 else None
        raise UnitFault("share_out_of_range", {"given": given, "suggestion": meant})
    return share


def parse_count(given: object) -> int:
    """Return a number of firms, seats or places; it is written in digits only."""
    if isinstance(given, int) and not isinstance(given, bool):
        if given < 0:
            raise UnitFault("count_negative", {"given": given})
        return given
    text = _text(given, "count_unreadable")
    meant = None
    if match := _COUNT.fullmatch(text):
        count = _amount(match) * _LARGE[match[3]]
        meant = str(count) if count.denominator == 1 else None
    raise UnitFault("count_unreadable", {"given": given, "suggestion": meant})


def half_width(text: str) -> str:
    """Return the text with full-width digits, letters and signs (１２％) made half-width (12%)."""
    return text.translate(_HALF_WIDTH)


def exact_money(fen: int) -> str:
    """Return money in the words that `parse_money` reads back as the same number of fen."""
    for unit, name in ((YI, "亿"), (WAN, "万")):
        if fen >= unit and fen % (unit // 100) == 0:
            return f"{_plain(rounded(fen, unit, 2))}{name}"
    return f"{_plain(rounded(fen, YUAN, 2))}元"


def rounded(fen: int, unit: int, decimals: int) -> Decimal:
    """Return money in `unit` (`WAN`, `YI` …), rounded half away from zero for showing."""
    step = unit // 10**decimals
    steps = (2 * abs(int(fen)) + step) // (2 * step)
    return Decimal(-steps if fen < 0 else steps).scaleb(-decimals)


def format_wan(fen: int) -> str:
    """Return money in 万元 with two decimals, such as ``1,533.00``."""
    return f"{rounded(fen, WAN, 2):,}"


def format_yi(fen: int) -> str:
    """Return money in 亿元 with two decimals, such as ``1.53``."""
    return f"{rounded(fen, YI, 2):,}"


def format_money(fen: int, lang: Literal["zh", "en"]) -> str:
    """Return money for reading, in the largest unit of which there is at least one."""
    sign, units = _SHOWN[lang]
    size = abs(int(fen))
    unit, decimals, name = units[0]
    for larger in units[1:]:
        # What rounds up to a whole larger unit is shown in it: 1.00 亿元, not 10,000.00 万元.
        if rounded(size, unit, decimals) * unit >= larger[0]:
            unit, decimals, name = larger
    return f"{'-' if fen < 0 else ''}{sign}{rounded(size, unit, decimals):,}{name}"


def split(fen: int, share: float | Fraction) -> tuple[int, int]:
    """Return `share` of the money, rounded half up, and the rest; together they are all of it.

    The share means the decimal number that it is written as, so that 0.7 of 15 fen is 10.5 fen.
    A sum that is taken back is split as it was paid.
    """
    part = Fraction(str(share))
    if not 0 <= part <= 1:
        raise UnitFault("share_out_of_range", {"given": share})
    size = abs(int(fen))
    first = math.floor(size * part + Fraction(1, 2))
    return (first, size - first) if fen >= 0 else (-first, first - size)


def split_column(
    fen: NDArray[np.int64], share: float | Fraction
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return `split` of every sum in a column."""
    import numpy as np

    # Award amounts are few: each is split once, by the same function as a single sum.
    sums = fen.ravel().tolist()
    firsts = {each: _split_once(each, share)[0] for each in set(sums)}
    first = np.array([firsts[each] for each in sums], dtype=np.int64).reshape(fen.shape)
    return first, fen - first


_split_once = lru_cache(maxsize=4096)(split)


@overload
def fen_from_wan(wan: float) -> int: ...
@overload
def fen_from_wan(wan: NDArray[np.floating] | NDArray[np.integer]) -> NDArray[np.int64]: ...
def fen_from_wan(
    wan: float | NDArray[np.floating] | NDArray[np.integer],
) -> int | NDArray[np.int64]:
    """Return 万元, a number or a column, as whole fen, rounded half up."""
    if isinstance(wan, int | float) and 0.0 <= (exact := wan * float(WAN) + 0.5) <= MOST_FEN:
        return math.floor(exact)  # one sum that can be one; all others go the way of columns

    import numpy as np

    fen = np.floor(np.asarray(wan, dtype=np.float64) * WAN + 0.5)
    if not np.all(np.isfinite(fen)):
        raise UnitFault("money_unreadable", {"given": "NaN"})
    if np.any(fen < 0):
        raise UnitFault("money_negative", {"given": f"{fen.min() / WAN}万"})
    if np.any(fen > MOST_FEN):
        most = exact_money(MOST_FEN)
        raise UnitFault("money_too_large", {"given": f"{fen.max() / WAN}万", "most": most})
    return fen.astype(np.int64) if fen.ndim else int(fen)


def _text(given: object, unreadable: str) -> str:
    """Return what was given as half-width text, or refuse it."""
    if isinstance(given, float):
        if not math.isfinite(given):
            raise UnitFault(unreadable, {"given": given})
        # Digits only, without an exponent: 5e3 is shown as 5000.
        return _plain(Decimal(str(given)))
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str):
        raise UnitFault(unreadable, {"given": given})
    text = given.strip(" ")
    if not 0 < len(text) <= _LONGEST:
        raise UnitFault(unreadable, {"given": given})
    if half_width(text) != text:
        raise UnitFault("full_width", {"given": given, "suggestion": half_width(text)})
    return text


def _is_negative(text: str) -> bool:
    return text.startswith(("-", "−")) and any(sign.isdigit() for sign in text)


def _amount(match: re.Match[str]) -> Fraction:
    return Fraction(match[1].replace(",", "") + match[2])


def _with_units(bare: re.Match[str]) -> tuple[str, ...]:
    """Return the money that a bare number of yuan may mean."""
    yuan = _amount(bare)
    written = f"{bare[1].replace(',', '')}{bare[2]}元"
    exact = (yuan * YUAN).denominator == 1 and yuan * YUAN <= MOST_FEN
    return tuple(dict.fromkeys((written, exact_money(int(yuan * YUAN))))) if exact else (written,)


def _plain(number: Decimal) -> str:
    """Return a number in digits without an exponent or needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
