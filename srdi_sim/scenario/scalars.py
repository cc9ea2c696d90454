"""What an unquoted word of a YAML 1.2 file means.

Examples
--------
>>> [plain_value(text) for text in ("true", "1e3", "no", "012", "1:30", "~")]
[True, 1000.0, 'no', '012', '1:30', None]
>>> plain_value("2022-07-12")
datetime.date(2022, 7, 12)
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import TypeAlias

from srdi_sim.errors import Refusal

Scalar: TypeAlias = str | int | float | bool | dt.date | None

_WORDS: Mapping[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Decimal only, and no leading zero: 012 (octal to some), 0x1F and 1:30 stay text.
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def kind_of(value: object) -> str:
    """Return the kind of a value, as the words ``type.…`` call it."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "truth"
        case int():
            return "whole_number"
        case float():
            return "number"
        case dt.date():
            return "date"
        case list() | tuple():
            return "list"
        case dict():
            return "mapping"
    return "text"


def plain_value(text: str) -> Scalar:
    """Return what an unquoted scalar means, or raise `Refusal`."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        # The length first: reading thousands of digits is slow, and Python refuses it.
        if len(text) > 20 or not -(2**63) <= int(text) < 2**63:
            raise Refusal("integer_too_large", {"given": text})
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        vanished = number == 0.0 and re.search("[1-9]", re.split("[eE]", text)[0])
        if math.isinf(number) or vanished:
            raise Refusal("float_out_of_range", {"given": text})
        return number
    if _NOT_FINITE.fullmatch(text):
        raise Refusal("not_finite", {"given": text})
    if _DATE.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise Refusal("no_such_date", {"given": text}) from None
    return text
