"""A synthetic population from marginals: which firms there are when nobody hands us a register.

The marginals are values (:class:`Marginals`), read from ``scenarios/populations``; the draws are
addressed by firm id, so a firm is the same whatever else the population holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from srdi_sim.distributions import Distribution
from srdi_sim.luck import Event, Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.tiers import NEVER, Tier, month_index
from srdi_sim.population.firms import Firms

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
_ADDRESS = {name: number for number, name in enumerate(TRAITS)}
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

    def firms_of(self, habits: Habits, luck: Luck, until: int) -> Firms:
        """Return the firms of one replication; see :func:`populate`."""
        return populate(self, habits, luck, until)


def populate(marginals: Marginals, habits: Habits, luck: Luck, until: int) -> Firms:
    """Return the firms of one replication, entrants up to the year `until` included.

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
    blocks = list(_blocks(marginals, habits, until))
    firms = Firms.empty(sum(count for _, _, count in blocks))
    at = 0
    for group, year, count in blocks:
        rows = slice(at, at + count)
        first = year * _ID_PER_YEAR + group.slot
        firms.id[rows] = np.arange(first, first + count)
        firms.enters[rows] = year
        firms.group[rows] = marginals.groups.index(group)
        at += count
    draws = _Traits(luck.of(0, firms.id), _merged(blocks))
    _fill(firms, marginals, draws)
    traits = draws.luck
    firms.strategic[:] = np.asarray(marginals.strategic)[firms.sector]
    attracted = np.array([group.attracted for group in marginals.groups])
    firms.candidate[:] = attracted[firms.group]
    firms.alive[:] = (firms.enters <= marginals.start) & ~firms.candidate
    reach = np.where(firms.manufacturer, habits.rd_share_industry, habits.rd_share_services)
    firms.rd[:] = np.where(firms.rd_rank < reach, firms.revenue * firms.rd_intensity, 0.0)
    firms.revenue_before[:] = firms.revenue / (1.0 + firms.growth)
    _recognise_seeds(firms, marginals, habits, traits)
    return firms


def _blocks(marginals: Marginals, habits: Habits, until: int) -> Any:
    """Yield (group, year, firms), group by group in the file's order."""
    for group in marginals.groups:
        for year, count in group.counts:
            if year > until:
                continue
            if year == marginals.start and group.count_habit:
                count = int(getattr(habits, group.count_habit))
            elif year > marginals.start:
                count = round(count * habits.entry_scale)
            if count:
                yield group, year, count


def _merged(blocks: list[tuple[Group, int, int]]) -> list[tuple[Group, slice]]:
    """Return the rows of every group: its years stand next to each other."""
    rows: list[tuple[Group, slice]] = []
    at = 0
    for group, _, count in blocks:
        if rows and rows[-1][0] is group:
            rows[-1] = (group, slice(rows[-1][1].start, at + count))
        else:
            rows.append((group, slice(at, at + count)))
        at += count
    return rows


def _uniform(traits: Luck, name: str, rows: Any = None) -> NDArray[np.float64]:
    """Return the uniform of one trait."""
    return traits.draw(Event.SYNTHESIS, _ADDRESS[name], rows)


class _Traits:
    """The traits of all firms, drawn trait by trait.

    Groups that stand side by side and share a marginal are drawn in one stroke, which changes
    nothing but the time it takes.
    """

    def __init__(self, luck: Luck, groups: list[tuple[Group, slice]]) -> None:
        self.luck = luck
        self.groups = groups
        self._capability = special.ndtri(_uniform(luck, "capability"))

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        u = _uniform(self.luck, name)
        loading = self.groups[0][0].loadings.get(name, 0.0) if self.groups else 0.0
        if loading:
            own = special.ndtri(u)
            u = special.ndtr(loading * self._capability + np.sqrt(1.0 - loading**2) * own)
        values = np.empty(u.size)
        for marginal, rows in self._runs(name):
            values[rows] = marginal.at(u[rows])
        return values

    def _runs(self, name: str) -> list[tuple[Distribution, slice]]:
        """Return the marginals of a trait with the rows they hold for, neighbours joined."""
        runs: list[tuple[Distribution, slice]] = []
        for group, rows in self.groups:
            marginal = group.traits[name]
            if runs and runs[-1][0] == marginal:
                runs[-1] = (marginal, slice(runs[-1][1].start, rows.stop))
            else:
                runs.append((marginal, rows))
        return runs


def _fill(firms: Firms, marginals: Marginals, traits: _Traits) -> None:
    """Draw every trait of every firm."""
    seeds = marginals.seeds
    at_home = np.zeros(len(firms), dtype=bool)
    for group, rows in traits.groups:
        firms.sme[rows] = group.sme
        firms.manufacturer[rows] = group.manufacturer
        firms.above_scale[rows] = group.above_scale
        if group.seeds:  # the first of each group of seed rows sit in the home banner's first park
            count = rows.stop - rows.start
            at_home[rows.start : rows.start + round(seeds.home_share * count)] = True
    firms.banner[:] = np.where(at_home, seeds.home, traits["banner"])
    firms.sector[:] = traits["sector"]
    parks = marginals.parks_per_banner
    nth = np.floor(_uniform(traits.luck, "park_of_banner") * parks)
    nth = np.where(at_home, 0.0, nth)
    inside = at_home | (traits["in_park"] > 0.5)
    firms.park[:] = np.where(inside, firms.banner * parks + nth, -1)
    age = np.floor(traits["age"])
    firms.founded[:] = firms.enters - age.astype(np.int64)
    niche_years = np.minimum(age, np.floor(traits["niche_years"]))
    firms.niche_since[:] = firms.enters - niche_years.astype(np.int64)
    firms.revenue[:] = traits["revenue"]
    firms.drift[:] = traits["drift"]
    firms.growth[:] = traits["growth"]
    firms.growth_before[:] = traits["growth_before"]
    firms.main_share[:] = traits["main_share"]
    firms.niche_share[:] = traits["niche_share"]
    firms.world_top3[:] = traits["world_top3"] > 0.5
    staff = np.floor(firms.revenue / traits["revenue_per_head"])
    firms.employees[:] = np.maximum(1.0, staff)
    firms.margin[:] = traits["margin"]
    firms.debt[:] = traits["debt"]
    firms.output_per_mu[:] = traits["output_per_mu"]
    firms.equity[:] = traits["equity"]
    firms.rd_rank[:] = traits["rd_rank"]
    firms.rd_intensity[:] = traits["rd_intensity"]
    firms.rd_staff_share[:] = traits["rd_staff_share"]
    firms.class1_ip[:] = traits["class1_ip"]
    firms.ip_grade_if_any[:] = traits["ip_grade_if_any"]
    firms.class2_ip[:] = traits["class2_ip"] > 0.5
    firms.body[:] = traits["body"]
    left = np.floor(_uniform(traits.luck, "high_tech_left") * 3.0).astype(np.int64)
    firms.high_tech_until[:] = np.where(traits["high_tech"] > 0.5, firms.enters + left, 0)
    firms.st_award[:] = traits["st_award"]
    firms.contest[:] = traits["contest"] > 0.5
    firms.digital[:] = traits["digital"]
    firms.core_it[:] = traits["core_it"] > 0.5
    firms.quality[:] = traits["quality"]
    firms.key_field[:] = traits["key_field"]
    firms.evaluation[:] = traits["evaluation"]


def _recognise_seeds(firms: Firms, marginals: Marginals, habits: Habits, traits: Luck) -> None:
    """Enter the titles held at the start: regional titles, and the little giants among them."""
    seed_groups = [n for n, group in enumerate(marginals.groups) if group.seeds]
    rows = np.flatnonzero(np.isin(firms.group, seed_groups))
    if rows.size == 0:
        return
    seeds = marginals.seeds
    order = np.argsort(_uniform(traits, "titled_later", rows), kind="stable")
    early = np.zeros(rows.size, dtype=bool)
    early[order[: int(habits.titled_at_start)]] = True
    years = seeds.years.at(_uniform(traits, "title_year", rows)).astype(np.int64)
    months = seeds.months.at(_uniform(traits, "title_month", rows)).astype(np.int64)
    dated = np.minimum(years * 12 + months - 1, seeds.titled_by)
    later = seeds.later.at(_uniform(traits, "title_month", rows)).astype(np.int64)
    later = marginals.start * 12 + later - 1
    since = np.where(early, dated, later)
    _give(firms, Tier.REGIONAL, rows, since)

    wanted = min(int(habits.little_giants_at_start), int(early.sum()))
    # The home banner's own little giants first, then the largest niche shares anywhere.
    share = np.where(early, firms.niche_share[rows], -1.0)
    at_home = share * (firms.banner[rows] == seeds.home)
    chosen = np.argsort(-at_home, kind="stable")[: min(wanted, seeds.little_giants_at_home)]
    share[chosen] = -1.0
    more = np.argsort(-share, kind="stable")[: wanted - chosen.size]
    giants = rows[np.concatenate([chosen, more])]
    lg_year = seeds.little_giant_years.at(_uniform(traits, "little_giant", giants))
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


def _give(firms: Firms, tier: Tier, rows: NDArray[np.int64], since: NDArray[np.int64]) -> None:
    """Enter a title from the month `since`, valid for three years (工信部企业〔2022〕63号)."""
    firms.since[tier, rows] = since
    firms.until[tier, rows] = since + 36
    firms.first[tier, rows] = np.where(
        firms.first[tier, rows] == NEVER, since, firms.first[tier, rows]
    )
