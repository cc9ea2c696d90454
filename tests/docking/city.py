"""The state of a city from one year to the next, from docs/odd/03-state.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docking.ladder import LITTLE_GIANT, REGIONAL, TIERS
from docking.luck import Luck

NEAR = 1e-9
FACTORS = ("land", "water", "energy", "emission")


def a_tier(value: Any = 0) -> list[Any]:
    return [value for _ in TIERS]


@dataclass(slots=True, eq=False)
class Firm:
    id: int
    enters: int
    group: int
    sme: bool
    manufacturer: bool
    above_scale: bool
    row: int = 0
    founded: int = 0
    banner: int = 0
    park: int = -1
    sector: int = 0
    alive: bool = False
    candidate: bool = False
    arrived: int = 0
    revenue: float = 0.0
    drift: float = 0.0
    growth: float = 0.0
    growth_before: float = 0.0
    main_share: float = 0.0
    niche_since: int = 0
    niche_share: float = 0.0
    world_top3: bool = False
    employees: float = 0.0
    margin: float = 0.0
    power_saved: float = 0.0
    debt: float = 0.0
    output_per_mu: float = 0.0
    equity: float = 0.0
    listed: bool = False
    stake: bool = False
    rd_rank: float = 0.0
    rd_intensity: float = 0.0
    rd: float = 0.0
    rd_before: float = 0.0
    revenue_before: float = 0.0
    rd_staff_share: float = 0.0
    class1_ip: float = 0.0
    ip_grade_if_any: float = 0.0
    class2_ip: bool = False
    body: float = 0.0
    high_tech_until: int = 0
    st_award: float = 0.0
    contest: bool = False
    digital: float = 0.0
    core_it: bool = False
    green: bool = False
    quality: float = 0.0
    standards: float = 0.0
    quality_award: bool = False
    strategic: bool = False
    key_field: float = 0.0
    evaluation: float = 0.0
    trained: bool = False
    trainees: float = 0.0
    trainees_until: int = 0
    at_fair: bool = False
    new_market: bool = False
    partner: bool = False
    pool: int = 0
    visited: bool = False
    platform: bool = False
    accelerator: bool = False
    loan: float = 0.0
    guaranteed: bool = False
    factor_met: float = 0.0
    received: float = 0.0
    unreported: bool = False
    titled: bool = False
    since: list[int] = field(default_factory=a_tier)
    until: list[int] = field(default_factory=a_tier)
    first: list[int] = field(default_factory=a_tier)
    paid: list[int] = field(default_factory=a_tier)
    valid: list[bool] = field(default_factory=lambda: a_tier(False))  # last December

    def holds(self, tier: int, month: int) -> bool:
        """Whether a title is valid in a month."""
        return self.since[tier] <= month < self.until[tier]

    def give(self, tier: int, month: int, validity: int) -> None:
        self.since[tier], self.until[tier] = month, month + validity
        self.first[tier] = self.first[tier] or month

    @property
    def held_high(self) -> bool:
        """Whether a regional or little-giant title was valid last December."""
        return self.valid[REGIONAL] or self.valid[LITTLE_GIANT]

    @property
    def on_list(self) -> bool:
        return self.pool > 0 or self.titled


@dataclass(slots=True)
class Body:
    """A service platform or base."""

    id: int
    name: str | None
    until: int
    two_titles: bool
    valid: bool = True
    serves: bool = False


@dataclass
class Record:
    """What happened in a year: firms by tier, and the lists that `pay` reads."""

    titles: dict[str, list[list[Firm]]] = field(default_factory=dict)
    lacks: Counter[tuple[str, int]] = field(default_factory=Counter)
    closed: list[Firm] = field(default_factory=list)
    moved: list[Firm] = field(default_factory=list)
    entered: list[Firm] = field(default_factory=list)
    attracted: int = 0
    pool_entered: int = 0
    pool_left: int = 0
    bodies: list[Firm] = field(default_factory=list)
    standards: list[tuple[Firm, int, bool]] = field(default_factory=list)
    stakes: list[Firm] = field(default_factory=list)
    capital: float | None = None
    claims: list[tuple[Firm, float]] = field(default_factory=list)
    unmet: float = 0.0
    recovered: float = 0.0
    limit: float = 0.0
    exposed: float = 0.0
    guaranteed_amount: float = 0.0

    def add(self, what: str, tier: int, firm: Firm) -> None:
        self.of(what)[tier].append(firm)

    def of(self, what: str) -> list[list[Firm]]:
        return self.titles.setdefault(what, [[] for _ in TIERS])


@dataclass
class City:
    luck: Luck
    people: dict[str, Any]
    everyone: list[Firm]
    first_year: int
    banners: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    parks_per_banner: int = 0
    firms: list[Firm] = field(default_factory=list)  # in view
    effort: list[float] = field(default_factory=list)
    accelerators: list[int] = field(default_factory=list)
    accelerators_due: float = 0.0
    park_awarded: set[int] = field(default_factory=set)
    park_clawed_back: set[int] = field(default_factory=set)
    factor_base: dict[str, list[float]] = field(default_factory=dict)
    titles_at_start: int = 0
    land_unmet: float = 0.0
    fund_capital: float | None = None
    fund_left: float = 0.0
    fund_recovering: float = 0.0
    bodies: list[Body] = field(default_factory=list)
    years_of_arrears: float = 0.0
    record: Record = field(default_factory=Record)
    year: int = 0
    near: list[str] = field(default_factory=list)

    @property
    def alive(self) -> Iterator[Firm]:
        return (firm for firm in self.firms if firm.alive)

    def note(self, what: str, who: int, number: float, threshold: float) -> None:
        """Note a decision whose number is within 1e-9 of its threshold, but not at it."""
        if 0.0 < abs(number - threshold) < NEAR * max(1.0, abs(threshold)):
            self.near.append(f"{self.year} {what} {who}: {number!r} at {threshold!r}")

    def happens(self, event: str, who: int, chance: float, part: int = 0) -> bool:
        """Whether the draw of this year is below a chance."""
        if chance <= 0.0:
            return False
        u = self.luck.draw(who, self.year, event, part)
        self.note(event, who, u, chance)
        return u < chance

    def u(self, event: str, firm: Firm, part: int = 0) -> float:
        return self.luck.draw(firm.id, self.year, event, part)

    def by_lot(
        self,
        firms: Iterable[Firm],
        places: float,
        event: str,
        part: int = 0,
        year: int | None = None,
    ) -> list[Firm]:
        """Return those with the lowest lots, in the order of lots."""
        firms = list(firms)
        if places < 1:
            return []
        if places >= len(firms):
            return firms
        when = self.year if year is None else year
        lots = sorted((self.luck.draw(f.id, when, event, part), f.row, f) for f in firms)
        return [firm for _, _, firm in lots[: int(places)]]

    def titles_in_parks(self) -> Counter[int]:
        """Return how many firms with a regional or little-giant title each park holds."""
        return Counter(f.park for f in self.alive if f.park >= 0 and f.held_high)
