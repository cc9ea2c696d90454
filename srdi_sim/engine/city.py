"""The city while it lives: its firms, its bodies and parks, and the record of the current year."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.engine.bodies import Bodies
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import TIERS, Tier, month_index
from srdi_sim.population.firms import Firms

Rows = NDArray[np.int64]
ByTier = list[Rows]
_NOBODY = np.zeros(0, dtype=np.int64)

FACTORS = ("land", "water", "energy", "emission")


def _nobody_by_tier() -> ByTier:
    return [_NOBODY] * len(TIERS)


def _lacking_by_tier() -> list[dict[str, int]]:
    return [{} for _ in TIERS]


def _no_claims() -> tuple[Rows, NDArray[np.float64]]:
    return _NOBODY, np.zeros(0)


def _no_standards() -> tuple[Rows, NDArray[np.int64], NDArray[np.bool_]]:
    return _NOBODY, _NOBODY, np.zeros(0, dtype=bool)


@dataclass(slots=True)
class Record:
    """What happened this year: who went through which gate, and what the books will want to know.

    A list has one entry a tier, in the order of the tiers: the rows of those firms; no firm stands
    twice in an entry.
    """

    eligible: ByTier = field(default_factory=_nobody_by_tier)
    below_mark: ByTier = field(default_factory=_nobody_by_tier)  # meet all but the points
    deterred: ByTier = field(default_factory=_nobody_by_tier)  # would apply if paid in time
    sent: ByTier = field(default_factory=_nobody_by_tier)  # apply below the mark, number-chasing
    applied: ByTier = field(default_factory=_nobody_by_tier)
    passed: ByTier = field(default_factory=_nobody_by_tier)  # reached the mark, or by a route
    recognised: ByTier = field(default_factory=_nobody_by_tier)
    by_route: ByTier = field(default_factory=_nobody_by_tier)  # the points being idle
    renewed: ByTier = field(default_factory=_nobody_by_tier)
    lapsed: ByTier = field(default_factory=_nobody_by_tier)  # not renewed, or revoked
    revoked: ByTier = field(default_factory=_nobody_by_tier)
    left: ByTier = field(default_factory=_nobody_by_tier)  # closed or moved, holding the title
    arrived: ByTier = field(default_factory=_nobody_by_tier)  # brought along, or converted
    # Firms without the title that fall at each condition, by the variable it asks for.
    lacking: list[dict[str, int]] = field(default_factory=_lacking_by_tier)
    closed: Rows = field(default_factory=lambda: _NOBODY)  # moved away included
    moved_away: Rows = field(default_factory=lambda: _NOBODY)
    entered: Rows = field(default_factory=lambda: _NOBODY)
    pool_entered: int = 0
    pool_left: int = 0
    bodies: Rows = field(default_factory=lambda: _NOBODY)  # raised their R&D body by a level
    # Who took part in a standard, of which kind, and whether it led.
    standards: tuple[Rows, NDArray[np.int64], NDArray[np.bool_]] = field(
        default_factory=_no_standards
    )
    stakes: Rows = field(default_factory=lambda: _NOBODY)
    fund_filled: float | None = None  # capital put into the guarantee fund, 万元
    claims: tuple[Rows, NDArray[np.float64]] = field(default_factory=_no_claims)  # 万元 borne
    # Loans that the fund backs, the most it may back, and its loss if all of them fail, 万元.
    guarantees: tuple[float, float, float] = (0.0, 0.0, 0.0)
    claims_unmet: float = 0.0  # its part of losses that the fund could not bear, 万元
    recovered: float = 0.0  # of last year's losses, 万元


@dataclass(slots=True)
class City:
    """One city in one replication.

    Attributes
    ----------
    everyone : Firms
        All firms that ever come into view, in the order in which they do.
    firms : Firms
        Those that have come into view so far: the first rows of `everyone`, as they lie.
    titles_at_start : int
        Firms with a regional or little-giant title at the start: where the way to the target of
        the appraisal begins.
    effort : float64, one per banner
        How hard a banner helps its firms to apply; 1 at the start.
    accelerators : int64, one per banner
        Accelerators opened; `accelerators_due` is the part of the next one that is due.
    park_awarded, park_clawed_back : bool, one per park, then one per banner for its accelerators
        Parks that have had the award of 二(六), and that had to give it back.
    factor_use : float64 (factors but land, sectors)
        Use by 万元 of revenue.
    factor_base : float64 (factors, banners)
        The first year's claims.
    factor_claimed, factor_supply, factor_given : float64 (factors, banners)
        This year's claims, the pools, and what was handed out.
    fund_capital : float or None
        Capital of the guarantee fund, 万元; None before clause 二(八) begins. `fund_left` is what
        losses have left of it, `fund_recovering` what comes back next year.
    years_of_arrears : float
        What waited for the next appropriation last December, in appropriations.
    record : Record
        What happened this year.
    valid : bool (tiers, firms)
        Titles valid at the end of last December (of this one, once the year is over).
    titled : bool, one per firm
        Who went into this year with any title and is still there.
    """

    everyone: Firms
    firms: Firms
    stock_year: int
    first_year: int
    parks_per_banner: int
    titles_at_start: int
    effort: NDArray[np.float64]
    accelerators: NDArray[np.int64]
    park_awarded: NDArray[np.bool_]
    park_clawed_back: NDArray[np.bool_]
    factor_use: NDArray[np.float64]
    factor_base: NDArray[np.float64]
    factor_claimed: NDArray[np.float64]
    factor_supply: NDArray[np.float64]
    factor_given: NDArray[np.float64]
    valid: NDArray[np.bool_]
    titled: NDArray[np.bool_]
    bodies: Bodies = field(default_factory=Bodies)
    record: Record = field(default_factory=Record)
    accelerators_due: float = 0.0
    fund_capital: float | None = None
    fund_left: float = 0.0
    fund_recovering: float = 0.0
    years_of_arrears: float = 0.0

    @classmethod
    def of(
        cls,
        firms: Firms,
        stock_year: int,
        first_year: int,
        first_month: int,
        banners: int,
        parks_per_banner: int,
        factor_use: Any,
    ) -> City:
        """Return a city at its start, which is the beginning of the running month `first_month`.

        `stock_year` is that of the population: whoever enters after it and before `first_year` is
        there at the start as drawn, and has not lived the years between. `factor_use` has a row a
        sector: water, energy and emissions by 万元 of revenue.
        """
        if np.any(np.diff(firms.enters) < 0):
            firms = firms.take(np.argsort(firms.enters, kind="stable"))
        present = firms.head(int(np.searchsorted(firms.enters, first_year, side="right")))
        between = (present.enters > stock_year) & (present.enters < first_year)
        present.alive |= between & ~present.candidate
        valid = present.valid(first_month - 1) & present.alive
        parks = banners * (parks_per_banner + 1)
        return cls(
            everyone=firms,
            firms=present,
            stock_year=stock_year,
            first_year=first_year,
            parks_per_banner=parks_per_banner,
            titles_at_start=int((valid[Tier.REGIONAL] | valid[Tier.LITTLE_GIANT]).sum()),
            effort=np.ones(banners),
            accelerators=np.zeros(banners, dtype=np.int64),
            park_awarded=np.zeros(parks, dtype=bool),
            park_clawed_back=np.zeros(parks, dtype=bool),
            factor_use=np.array(factor_use, dtype=np.float64).T,
            factor_base=np.zeros((len(FACTORS), banners)),
            factor_claimed=np.zeros((len(FACTORS), banners)),
            factor_supply=np.zeros((len(FACTORS), banners)),
            factor_given=np.zeros((len(FACTORS), banners)),
            valid=valid,
            titled=np.logical_or.reduce(valid),
        )

    def bring_into_view(self, year: int) -> None:
        """Let the rows of those who enter in `year` be seen; they are not alive yet."""
        count = int(np.searchsorted(self.everyone.enters, year, side="right"))
        newcomers = count - len(self.firms)
        if newcomers:
            self.firms = self.everyone.head(count)
            nobody = np.zeros((len(TIERS), newcomers), dtype=bool)
            self.valid = np.concatenate([self.valid, nobody], axis=1)
            self.titled = np.concatenate([self.titled, nobody[0]])

    @property
    def banner_of_park(self) -> NDArray[np.int64]:
        """The banner of each park, then of each banner's accelerators."""
        banners = np.arange(self.effort.size)
        return np.concatenate([np.repeat(banners, self.parks_per_banner), banners])

    def count_holders(self, terms: Terms) -> NDArray[np.int64]:
        """Return the firms with a counted title in December, by park and accelerator (R13).

        Whoever sits in a park counts there and not in an accelerator as well.
        """
        firms, december = self.firms, month_index(terms.year, 12)
        giant = firms.holds(Tier.LITTLE_GIANT, december)
        held = firms.holds(Tier.REGIONAL, december)
        held = held & ~giant if terms.reading.park_counts == "regional_only" else held | giant
        held &= firms.alive
        housed = firms.banner[held & firms.accelerator & (firms.park < 0)]
        in_accelerators = np.bincount(housed, minlength=self.effort.size)
        return np.concatenate([self._by_park(held), in_accelerators])

    def _by_park(self, held: NDArray[np.bool_]) -> NDArray[np.int64]:
        parks = self.firms.park[held & (self.firms.park >= 0)]
        return np.bincount(parks, minlength=self.effort.size * self.parks_per_banner)

    def may_win(self, terms: Terms) -> NDArray[np.bool_]:
        """Return which parks and accelerators may get the award of 二(六) (R13)."""
        parks = np.array(terms.parks_named, dtype=bool)
        named = bool(terms.levers.parks.only)
        housed = terms.reading.park_kind == "parks_and_accelerators" and not named
        return np.concatenate([parks, np.full(self.effort.size, housed)])

    def strong_park(self, parks: NDArray[np.int8], threshold: int) -> NDArray[np.bool_]:
        """Return which of these parks (-1: none) had so many titled firms last December."""
        strong = self._titled_last_year() >= threshold
        return np.append(strong, False)[parks]  # the last stands for no park

    def leading_parks(self) -> NDArray[np.int64]:
        """Return each banner's park with most titled firms last December; -1 if none has any."""
        banners, each = self.effort.size, self.parks_per_banner
        holders = self._titled_last_year().reshape(banners, each)
        leading = np.arange(banners) * each + holders.argmax(axis=1)
        return np.where(holders.any(axis=1), leading, -1)

    def _titled_last_year(self) -> NDArray[np.int64]:
        return self._by_park(self.valid[Tier.REGIONAL] | self.valid[Tier.LITTLE_GIANT])
