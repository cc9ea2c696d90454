"""The city while it lives: its firms, its banners' effort, and the record of the current year."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.policy.tiers import TIERS
from srdi_sim.population.firms import Firms

Rows = NDArray[np.int64]
_NOBODY = np.zeros(0, dtype=np.int64)


@dataclass(slots=True)
class Record:
    """Who went through which gate this year: for every tier the rows of those firms.

    Each list has one entry a tier, in the order of the tiers; no firm stands twice in an entry.
    """

    eligible: list[Rows]
    applied: list[Rows]
    passed: list[Rows]  # reached the mark, or had a direct route
    recognised: list[Rows]
    by_route: list[Rows]  # recognised by a direct route, the points being idle
    renewed: list[Rows]
    lapsed: list[Rows]
    left: list[Rows]  # closed while holding the title
    closed: Rows

    @classmethod
    def blank(cls) -> Record:
        """Return a record in which nothing has happened."""
        gates: dict[str, Any] = {field.name: [_NOBODY] * len(TIERS) for field in fields(cls)}
        return cls(**{**gates, "closed": _NOBODY})


@dataclass(slots=True)
class City:
    """One city in one replication.

    Attributes
    ----------
    everyone : Firms
        All firms that ever come into view, in the order in which they do.
    firms : Firms
        Those that have come into view so far: the first rows of `everyone`, as they lie.
    effort : float64, one per banner
        How hard a banner helps its firms to apply; 1 at the start.
    park_awarded : bool, one per park
        Parks that have had the award of 二(六).
    record : Record
        What happened this year.
    valid : bool (tiers, firms)
        Titles valid at the end of last December (of this one, once the year is over).
    titled : bool, one per firm
        Who went into this year with any title and is still there.
    factor_base : float64, one per banner
        The first year's claims on land, water, energy and emission quota, mu.
    factor_claimed, factor_supply, factor_given : float64, one per banner
        This year's claims, the pool, and what was handed out.
    """

    everyone: Firms
    firms: Firms
    first_year: int
    effort: NDArray[np.float64]
    park_awarded: NDArray[np.bool_]
    record: Record
    valid: NDArray[np.bool_]
    titled: NDArray[np.bool_]
    factor_base: NDArray[np.float64]
    factor_claimed: NDArray[np.float64]
    factor_supply: NDArray[np.float64]
    factor_given: NDArray[np.float64]

    @classmethod
    def of(cls, firms: Firms, first_year: int, first_month: int, banners: int, parks: int) -> City:
        """Return a city at its start, which is the beginning of the running month `first_month`."""
        if np.any(np.diff(firms.enters) < 0):
            firms = firms.take(np.argsort(firms.enters, kind="stable"))
        present = firms.head(int(np.searchsorted(firms.enters, first_year, side="right")))
        valid = present.valid(first_month - 1)
        return cls(
            firms,
            present,
            first_year,
            np.ones(banners),
            np.zeros(parks, dtype=bool),
            Record.blank(),
            valid,
            np.logical_or.reduce(valid),
            *(np.zeros(banners) for _ in range(4)),
        )

    def bring_into_view(self, year: int) -> None:
        """Let the rows of those who enter in `year` be seen; they are not alive yet."""
        count = int(np.searchsorted(self.everyone.enters, year, side="right"))
        newcomers = count - len(self.firms)
        if newcomers:
            self.firms = self.everyone.head(count)
            nobody = np.zeros((len(TIERS), newcomers), dtype=bool)
            self.valid = np.concatenate([self.valid, nobody], axis=1)
