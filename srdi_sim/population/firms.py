"""A population of firms: one row a firm, one column a property, one replication at a time.

Columns are plain contiguous NumPy arrays of one length. Money is in 万元, shares are plain numbers,
months are running months (:func:`srdi_sim.policy.tiers.month_index`).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, Any, get_type_hints

import numpy as np
from numpy.typing import NDArray

from srdi_sim.policy.tiers import TIERS

Number = Annotated[NDArray[np.float64], np.float64]
Count = Annotated[NDArray[np.int64], np.int64]
Code = Annotated[NDArray[np.int8], np.int8]
Flag = Annotated[NDArray[np.bool_], np.bool_]
# Tables of (tiers, firms), a row a tier. Running months fit 16 bits until the year 2730.
Months = Annotated[NDArray[np.int16], "months"]
Money = Annotated[NDArray[np.int64], "money"]


@dataclass(slots=True)
class Firms:
    """All firms of one replication, those that are still to come included."""

    # identity
    id: Count  # stable: the same firm in every scenario
    enters: Count  # year in which it comes into view
    founded: Count  # year
    banner: Code  # number of its banner
    park: Code  # -1 outside any park
    sector: Code  # number of its sector
    group: Code  # block of the population it was drawn from
    sme: Flag  # a small or medium enterprise, which titles but champion ask for
    manufacturer: Flag  # industry; 0 is services
    above_scale: Flag  # above the line of 2,000 万元 (industry)
    alive: Flag  # in the city: come, and neither closed nor moved away
    candidate: Flag  # looks for a place in that year, and is there only if attracted, 二(二)
    arrived: Count  # running month in which an attracted firm came, 0 for all others
    # economy
    revenue: Number  # 万元 a year
    drift: Number  # persistent growth, log a year above the city's mean
    growth: Number  # of revenue in the last year, relative
    growth_before: Number  # the same, the year before
    main_share: Number  # main business / revenue
    niche_since: Count  # year in which it entered its niche
    niche_share: Number  # of the national niche market
    world_top3: Flag  # a product among the world's top three
    employees: Number  # staff; nothing depends on it
    margin: Number  # net profit / revenue
    power_saved: Number  # discount on the power bill / revenue, part of the margin
    debt: Number  # debt / assets
    output_per_mu: Number  # 万元 per mu of land
    equity: Number  # raised in three years, 万元
    listed: Flag  # on the exchange
    stake: Flag  # a guidance fund holds a part of it
    # innovation
    rd_rank: Number  # persistent place on the way into R&D, 0 first
    rd_intensity: Number  # real R&D / revenue when active
    rd: Number  # real R&D of the year, 万元
    rd_before: Number  # the same, the year before
    revenue_before: Number  # revenue of the year before, 万元
    rd_staff_share: Number  # R&D staff / staff
    class1_ip: Number  # class-I intellectual property, pieces
    ip_grade_if_any: Number  # grade of its class-I IP: 2 class I, 3 own, 4 own high-value
    class2_ip: Flag  # any class-II intellectual property
    body: Number  # R&D body 0 none … 4 national
    high_tech_until: Count  # last year of the high-tech certificate, 0 if it never had one
    st_award: Number  # science award: 0 none, 1 provincial, 2 national
    contest: Flag  # among the top 500 of the national innovation contest
    # refinement
    digital: Number  # digital level, 1 … 4
    core_it: Flag  # core process on IT
    green: Flag  # has had a green upgrade
    quality: Number  # quality items (system, brand, standards, awards), pieces
    standards: Number  # standards led or joined, pieces
    quality_award: Flag  # has won a government quality award
    strategic: Flag  # its sector is a strategic emerging industry
    key_field: Number  # 1 six basics, or serves a leader; 2 fills a gap; otherwise 0
    evaluation: Number  # national development-evaluation score, points
    trained: Flag  # has sat in the yearly class
    trainees: Number  # trainees under contract
    trainees_until: Count  # last year of the contracts
    at_fair: Flag  # at a fair this year
    new_market: Flag  # opened one this year
    partner: Flag  # of a large firm of its banner and sector
    # policy
    pool: Code  # 0 outside, 1 banner's pool, 2 city's pool
    visited: Flag  # by a service team, this year
    platform: Flag  # served by a platform this year
    accelerator: Flag  # has a place in one
    loan: Number  # new loan of the year, 万元
    guaranteed: Flag  # that loan is backed by the fund
    factor_met: Number  # share of the factor claim met, of the scarcest factor
    received: Number  # awards that reached it last year, 万元
    # titles
    since: Months  # month of recognition, NEVER if none is or was held
    until: Months  # month before which it is valid
    first: Months  # month of the first recognition ever
    unreported: Flag  # missed a yearly update: no title of its is reviewed
    paid: Money  # fen of award entered in the books so far

    def __len__(self) -> int:
        return self.id.size

    @classmethod
    def empty(cls, n: int) -> Firms:
        """Return `n` rows of zeros."""
        return cls(**{name: _zeros(kind, n) for name, kind in column_kinds().items()})

    def holds(self, tier: Any, month: int, rows: Any = slice(None)) -> NDArray[np.bool_]:
        """Return who of these rows holds a valid title of `tier` in the running month `month`."""
        since, until = self.since[tier, rows], self.until[tier, rows]
        # A title that was never given has until = 0 and so is never valid.
        return (since <= month) & (until > month)

    def valid(self, month: int) -> NDArray[np.bool_]:
        """Return the table of (tiers, firms) of titles valid in `month`."""
        return self.holds(slice(None), month)

    def take(self, rows: Any) -> Firms:
        """Return these rows as a population of their own (a copy)."""
        return Firms(
            **{
                # Not ascontiguousarray: of a slice that would be a view.
                field.name: np.array(getattr(self, field.name)[..., rows], order="C")
                for field in fields(self)
            }
        )

    def head(self, n: int) -> Firms:
        """Return the first `n` rows as they lie: what is changed there is changed here."""
        return Firms(**{field.name: getattr(self, field.name)[..., :n] for field in fields(self)})

    def copy(self) -> Firms:
        """Return an independent copy."""
        return self.take(slice(None))


_KINDS: dict[str, Any] = {}


def column_kinds() -> dict[str, Any]:
    """Return each column's dtype, or ``"months"`` and ``"money"`` for tables with a row a tier."""
    if not _KINDS:
        for name, hint in get_type_hints(Firms, include_extras=True).items():
            _KINDS[name] = hint.__metadata__[0]
    return _KINDS


def _zeros(kind: Any, n: int) -> Any:
    if kind == "months":
        return np.zeros((len(TIERS), n), dtype=np.int16)
    if kind == "money":
        return np.zeros((len(TIERS), n), dtype=np.int64)
    return np.zeros(n, dtype=kind)
