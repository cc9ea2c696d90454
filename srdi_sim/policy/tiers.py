"""The ladder's tiers and the months in which titles live.

The path is that of clause 二(三): innovative, municipal SRDI, regional SRDI, little giant,
single champion. The champion is a side rung: no lower title is needed and large firms may hold it.
"""

from __future__ import annotations

from enum import IntEnum


class Tier(IntEnum):
    """The tiers, in rising order; the value is the column of a firm's title table."""

    INNOVATIVE = 0
    MUNICIPAL = 1
    REGIONAL = 2
    LITTLE_GIANT = 3
    CHAMPION = 4

    @property
    def code(self) -> str:
        """The name used in files and results, such as ``little_giant``."""
        return self.name.lower()


TIERS: tuple[Tier, ...] = tuple(Tier)
LADDER: tuple[Tier, ...] = TIERS[:-1]  # the rungs that build on one another
TIER_CODES: tuple[str, ...] = tuple(tier.code for tier in TIERS)
STOCK_CODES: tuple[str, ...] = ("none", *TIER_CODES)  # as in counts.parquet
MONTHS = 12
NEVER = 0  # a title that was never given


def tier_of(code: str) -> Tier:
    """Return the tier with this code; KeyError if there is none."""
    return Tier[code.upper()]


def month_index(year: int, month: int) -> int:
    """Return the running number of a month (1 to 12); titles are dated by it."""
    return year * MONTHS + month - 1


def year_of(month: int) -> int:
    """Return the calendar year of a running month."""
    return month // MONTHS
