"""A synthetic population from marginals: which firms there are when nobody hands us a register.

The marginals are values (:class:`Marginals`), read from ``scenarios/populations``; the draws are
addressed by firm id, so a firm is the same whatever else the population holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from srdi_sim.distributions import Distribution
from srdi_sim.luck import Event, Luck, address
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.tiers import NEVER, Tier, month_index
from srdi_sim.population.firms import Firms
from srdi_sim.population.traits import Table, draw_traits

# Every trait has its own address, the part of Event.SYNTHESIS in year 0.
# The order is part of every stored result: add at the end, never reorder.
TRAITS: tuple[str, ...] = (
    "capability",
    "banner",
    "sector",
    "in_park",
    "age",
    "revenue",
    "drift",
    "growth",
    "growth_before",
    "main_share",
    "niche_years",
    "niche_share",
    "world_top3",
    "revenue_per_head",
    "margin",
    "debt",
    "output_per_mu",
    "equity",
    "rd_rank",
    "rd_intensity",
    "rd_staff_share",
    "class1_ip",
    "ip_grade_if_any",
    "class2_ip",
    "body",
    "high_tech",
    "st_award",
    "contest",
    "digital",
    "core_it",
    "quality",
    "key_field",
    "evaluation",
    "title_year",
    "title_month",
    "titled_later",
    "little_giant",
    "high_tech_left",
    "park_of_banner",
)
_PART = {name: number for number, name in enumerate(TRAITS)}
# Traits that are a column of the firms as they are drawn.
_AS_DRAWN = (
    "revenue",
    "drift",
    "growth",
    "growth_before",
    "main_share",
    "niche_share",
    "margin",
    "debt",
    "output_per_mu",
    "equity",
    "rd_rank",
    "rd_intensity",
    "rd_staff_share",
    "class1_ip",
    "ip_grade_if_any",
    "body",
    "st_award",
    "digital",
    "quality",
    "key_field",
    "evaluation",
)
_ID_PER_YEAR = 100_000  # a firm's id is the year it comes into view and its slot in that year


@dataclass(frozen=True, slots=True)
class Group:
    """One block of the population: how many, from when, and the marginals of its firms.

    Attributes
    ----------
    slot : int
        First slot of its ids within a year; blocks never overlap, whatever their size.
    counts : tuple of (year, firms)
        How many come into view each year; the first year holds the stock.
    count_habit : str
        The uncertainty that gives the stock instead, or an empty name.
    attracted : bool
        Whether these firms look for a place and come only if the policy attracts them, 二(二).
    title : Tier
        What firms of a group of seeds hold at the start: a regional title, or a champion's.
    traits : mapping of trait to Distribution
    loadings : mapping of trait to float
        Correlation of the trait with the firm's capability, -1 to 1 (0 if not named); the same in
        every group.
    """

    name: str
    slot: int
    counts: tuple[tuple[int, int], ...]
    count_habit: str
    sme: bool
    manufacturer: bool
    above_scale: bool
    seeds: bool
    attracted: bool
    traits: dict[str, Distribution]
    loadings: dict[str, float]
    title: Tier = Tier.REGIONAL


@dataclass(frozen=True, slots=True)
class Seeds:
    """The titles held when the policy was signed; every number an assumption or a published total.

    `titled_by` is the month by which `titled_at_start` of the seed rows hold their title; the rest
    are recognised in the months `later`. Home is the banner that leads, with its first park. The
    little giants are those of the largest niche share; `little_giant_floors` is what each of them
    must have shown when it was recognised, by column.
    """

    titled_by: int
    years: Distribution
    months: Distribution
    later: Distribution
    little_giant_years: Distribution
    little_giant_floors: dict[str, float]
    home: int
    home_share: float
    little_giants_at_home: int


@dataclass(frozen=True, slots=True)
class Marginals:
    """Everything that a synthetic population is drawn from.

    Attributes
    ----------
    districts : bool for each banner
        Whether it is a district of the city, whose awards the city pays (R11).
    factor_use : for each sector, use of water, energy and emission quota by 万元 of revenue
        Relative to the mean sector; land is each firm's own (output per mu).
    """

    name: str
    start: int
    banners: tuple[str, ...]
    sectors: tuple[str, ...]
    strategic: tuple[bool, ...]
    parks_per_banner: int
    groups: tuple[Group, ...]
    seeds: Seeds
    districts: tuple[bool, ...] = ()
    factor_use: tuple[tuple[float, ...], ...] = ()

    def __hash__(self) -> int:
        return hash((self.name, self.start))  # mappings, which the groups hold, have none

    def firms_of(self, habits: Habits, luck: Luck, until: int) -> Firms:
        """Return the firms of one replication; see :func:`populate`."""
        return populate(self, habits, luck, until)


def populate(marginals: Marginals, habits: Habits, luck: Luck, until: int) -> Firms:
    """Return the firms of one replication, entrants up to the year `until` included.

    They stand in the order in which they come into view.

    Parameters
    ----------
    marginals : Marginals
    habits : Habits
        Only the size of the start and of entry are read.
    luck : Luck
        The replication's luck; the year is ignored (traits never change).
    until : int
        Last year in which firms may come into view.
    """
    blocks = np.array(_blocks(marginals, habits, until), dtype=np.int64).reshape(-1, 3)
    group, year, count = blocks.T
    beyond = np.cumsum(count)
    rows = np.repeat(np.arange(len(blocks)), count)
    slots, table = _prepared(marginals)
    firms = Firms.empty(rows.size)
    firms.group[:], firms.enters[:] = group[rows], year[rows]
    nth = np.arange(rows.size) - (beyond - count)[rows]
    firms.id[:] = firms.enters * _ID_PER_YEAR + slots[firms.group] + nth
    own = luck.of(0, firms.id)
    where = np.stack([group, beyond - count, beyond], axis=1)
    drawn = draw_traits(table, own, address(Event.SYNTHESIS, _PART["capability"]), where)
    _fill(firms, marginals, habits, drawn, own)
    _recognise_seeds(firms, marginals, habits, own)
    return firms


def _blocks(marginals: Marginals, habits: Habits, until: int) -> list[tuple[int, int, int]]:
    """Return (group, year, firms) by year, then by group in the file's order."""
    blocks = []
    for number, group in enumerate(marginals.groups):
        for year, count in group.counts:
            if year > until:
                continue
            if year == marginals.start and group.count_habit:
                count = int(getattr(habits, group.count_habit))
            elif year > marginals.start:
                count = round(count * habits.entry_scale * habits.register_scale)
            elif not group.seeds:
                count = round(count * habits.register_scale)
            if count:
                blocks.append((number, year, count))
    return sorted(blocks, key=lambda block: block[1])


@lru_cache(maxsize=8)
def _prepared(marginals: Marginals) -> tuple[NDArray[np.int64], Table]:
    """Return the groups' first slots, and their marginals as the loop reads them."""
    groups = marginals.groups
    loadings = groups[0].loadings if groups else {}
    slots = np.array([group.slot for group in groups], dtype=np.int64)
    return slots, Table.of(_PART, [group.traits for group in groups], loadings)


def _uniform(luck: Luck, name: str, rows: NDArray[np.int64] | None = None) -> NDArray[np.float64]:
    """Return the uniform of one trait."""
    return luck.draw(Event.SYNTHESIS, _PART[name], rows)


def _fill(
    firms: Firms,
    marginals: Marginals,
    habits: Habits,
    drawn: Mapping[str, NDArray[np.float64]],
    luck: Luck,
) -> None:
    """Enter what was drawn of every firm, and what follows from it and from its group."""
    for name in ("sme", "manufacturer", "above_scale"):
        of_groups = np.array([getattr(group, name) for group in marginals.groups])
        setattr(firms, name, of_groups[firms.group])
    for name in _AS_DRAWN:
        setattr(firms, name, drawn[name])
    for name in ("world_top3", "class2_ip", "contest", "core_it"):
        setattr(firms, name, drawn[name] > 0.5)
    home = _at_home(firms, marginals)
    firms.banner[:] = drawn["banner"]
    firms.banner[home] = marginals.seeds.home
    firms.sector[:] = drawn["sector"]
    firms.strategic[:] = np.asarray(marginals.strategic)[firms.sector]
    parks = marginals.parks_per_banner
    nth = np.floor(_uniform(luck, "park_of_banner") * parks)
    nth[home] = 0.0
    inside = drawn["in_park"] > 0.5
    inside[home] = True
    firms.park[:] = np.where(inside, firms.banner * parks + nth, -1)
    age = np.floor(drawn["age"])
    firms.founded[:] = firms.enters - age.astype(np.int64)
    niche_years = np.minimum(age, np.floor(drawn["niche_years"]))
    firms.niche_since[:] = firms.enters - niche_years.astype(np.int64)
    attracted = np.array([group.attracted for group in marginals.groups])
    firms.candidate[:] = attracted[firms.group]
    firms.alive[:] = (firms.enters <= marginals.start) & ~firms.candidate
    firms.revenue_before[:] = firms.revenue / (1.0 + firms.growth)
    firms.employees[:] = np.maximum(1.0, np.floor(firms.revenue / drawn["revenue_per_head"]))
    reach = np.where(firms.manufacturer, habits.rd_share_industry, habits.rd_share_services)
    firms.rd[:] = np.where(firms.rd_rank < reach, firms.revenue * firms.rd_intensity, 0.0)
    left = np.floor(_uniform(luck, "high_tech_left") * 3.0).astype(np.int64)
    firms.high_tech_until[:] = np.where(drawn["high_tech"] > 0.5, firms.enters + left, 0)


def _seed_rows(firms: Firms, marginals: Marginals, title: Tier) -> list[NDArray[np.int64]]:
    """Return the rows of each group of seeds that holds this title."""
    groups = enumerate(marginals.groups)
    seeds = [number for number, group in groups if group.seeds and group.title is title]
    return [np.flatnonzero(firms.group == number) for number in seeds]


def _at_home(firms: Firms, marginals: Marginals) -> NDArray[np.int64]:
    """Return the rows in the home banner's first park: the first ones of each group of seeds."""
    share = marginals.seeds.home_share
    groups = _seed_rows(firms, marginals, Tier.REGIONAL)
    rows = [seeds[: round(share * seeds.size)] for seeds in groups]
    return np.concatenate([*rows, np.zeros(0, dtype=np.int64)])


def _recognise_seeds(firms: Firms, marginals: Marginals, habits: Habits, luck: Luck) -> None:
    """Enter the titles held at the start: regional titles, little giants among them, champions."""
    seeds = marginals.seeds
    for champions in _seed_rows(firms, marginals, Tier.CHAMPION):
        _give(firms, Tier.CHAMPION, champions, _dated(seeds, luck, champions))
    rows = np.concatenate(
        [*_seed_rows(firms, marginals, Tier.REGIONAL), np.zeros(0, dtype=np.int64)]
    )
    if rows.size == 0:
        return
    order = np.argsort(_uniform(luck, "titled_later", rows), kind="stable")
    early = np.zeros(rows.size, dtype=bool)
    early[order[: int(habits.titled_at_start)]] = True
    dated = _dated(seeds, luck, rows)
    later = seeds.later.at(_uniform(luck, "title_month", rows)).astype(np.int64)
    later = marginals.start * 12 + later - 1
    since = np.where(early, dated, later)
    _give(firms, Tier.REGIONAL, rows, since)

    wanted = min(int(habits.little_giants_at_start), int(early.sum()))
    # Of the early ones: the home banner's own first, then the largest niche shares anywhere.
    leading = np.argsort(-firms.niche_share[rows], kind="stable")
    leading = leading[early[leading]]
    at_home = firms.banner[rows[leading]] == seeds.home
    own = leading[at_home][: min(wanted, seeds.little_giants_at_home)]
    more = leading[~np.isin(leading, own)][: wanted - own.size]
    giants = rows[np.concatenate([own, more])]
    lg_year = seeds.little_giant_years.at(_uniform(luck, "little_giant", giants))
    _give(firms, Tier.LITTLE_GIANT, giants, month_index(0, 8) + lg_year.astype(np.int64) * 12)
    for column, floor in seeds.little_giant_floors.items():
        values = getattr(firms, column)
        values[giants] = np.maximum(values[giants], floor)
    # A little giant was a regional title first: its regional title is no younger.
    regional = np.minimum(
        firms.since[Tier.REGIONAL, giants], firms.since[Tier.LITTLE_GIANT, giants]
    )
    firms.first[Tier.REGIONAL, giants] = regional
    _give(firms, Tier.REGIONAL, giants, regional)


def _dated(seeds: Seeds, luck: Luck, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the months in which titles held at the start were given."""
    years = seeds.years.at(_uniform(luck, "title_year", rows)).astype(np.int64)
    months = seeds.months.at(_uniform(luck, "title_month", rows)).astype(np.int64)
    return np.asarray(np.minimum(years * 12 + months - 1, seeds.titled_by), dtype=np.int64)


def _give(firms: Firms, tier: Tier, rows: NDArray[np.int64], since: NDArray[np.int64]) -> None:
    """Enter a title from the month `since`, valid for three years (工信部企业〔2022〕63号)."""
    firms.since[tier, rows] = since
    firms.until[tier, rows] = since + 36
    firms.first[tier, rows] = np.where(
        firms.first[tier, rows] == NEVER, since, firms.first[tier, rows]
    )
