"""A synthetic firm is the same whatever else is drawn; groups and traits as the files say."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy import stats

from evidence import Z
from srdi_sim.distributions import Chance, Choice, Fixed, LogNormal, Normal, Uniform, Whole
from srdi_sim.luck import Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.tiers import NEVER, Tier, month_index, year_of
from srdi_sim.population.firms import Firms
from srdi_sim.population.synthesis import TRAITS, Group, Marginals, Seeds, populate
from worlds import differences, neutral_habits, ordos

UNTIL = 2030


@cache
def drawn(replication: int = 0) -> Habits:
    scenario = ordos()
    return scenario.settled_uncertainties().draw(1, np.array([replication]), scenario.years)[0][0]


def of_ordos(replication: int = 0, until: int = 2025, **changes: float) -> Firms:
    habits = replace(drawn(replication), **changes)
    people = ordos().population
    assert isinstance(people, Marginals)
    return populate(people, habits, Luck(1, replication), until)


def shared(one: Firms, other: Firms) -> tuple[Firms, Firms]:
    """Return the firms whose id is in both, in the order of their ids."""
    ids = np.intersect1d(one.id, other.id)
    return tuple(  # type: ignore[return-value]
        firms.take(np.argsort(firms.id)[np.isin(np.sort(firms.id), ids)]) for firms in (one, other)
    )


# The same firm, whatever else there is.


@pytest.mark.parametrize(
    "changes",
    [{"entry_scale": 0.6}, {"entry_scale": 1.4}, {"large_firms": 61}, {"large_firms": 119}],
)
def test_a_firm_is_the_same_however_many_others_are_drawn(changes: dict[str, float]) -> None:
    one, other = shared(of_ordos(large_firms=90, entry_scale=1.0), of_ordos(**changes))
    assert len(one) > 1000
    assert differences(one, other) == []


def test_a_longer_horizon_adds_firms_and_changes_none() -> None:
    short, long = of_ordos(until=2025), of_ordos(until=UNTIL)
    one, other = shared(short, long)
    assert len(one) == len(short) < len(long)
    assert differences(one, other) == []


def test_how_many_titles_there_were_changes_titles_only() -> None:
    few, many = (
        of_ordos(titled_at_start=20, little_giants_at_start=1),
        of_ordos(titled_at_start=31, little_giants_at_start=12),
    )
    floored = set(ordos().population.seeds.little_giant_floors)  # type: ignore[union-attr]
    assert set(differences(few, many)) <= {"since", "until", "first"} | floored


def test_another_replication_or_seed_draws_other_firms_with_the_same_ids() -> None:
    one, other = (
        of_ordos(0, large_firms=90, entry_scale=1),
        of_ordos(1, large_firms=90, entry_scale=1),
    )
    assert one.id.tolist() == other.id.tolist()
    assert (one.revenue == other.revenue).mean() < 0.01
    people = ordos().population
    again = populate(people, drawn(0), Luck(2, 0), 2025)  # type: ignore[arg-type]
    assert (again.revenue[:100] == of_ordos(0).revenue[:100]).mean() < 0.01


def test_ids_are_unique_and_name_year_and_slot() -> None:
    firms = of_ordos(until=UNTIL, entry_scale=1.4, large_firms=120)
    assert np.unique(firms.id).size == len(firms)
    assert (firms.id // 100_000 == firms.enters).all()
    people = ordos().population
    assert isinstance(people, Marginals)
    slots = np.array([group.slot for group in people.groups])
    assert (firms.id % 100_000 >= slots[firms.group]).all()


# How many, and of what kind.


def test_groups_have_the_counts_of_the_file() -> None:
    people = ordos().population
    assert isinstance(people, Marginals)
    firms = of_ordos(until=UNTIL, entry_scale=1.0, large_firms=77)
    for number, group in enumerate(people.groups):
        mine = firms.group == number
        for year, count in group.counts:
            wanted = 77 if group.count_habit == "large_firms" else count
            assert (firms.enters[mine] == year).sum() == wanted
        for name in ("sme", "manufacturer", "above_scale"):
            assert (getattr(firms, name)[mine] == getattr(group, name)).all()


@pytest.mark.parametrize("scale", [0.0, 0.5, 1.3])
def test_entry_scales_the_newcomers_and_not_the_start(scale: float) -> None:
    base, scaled = of_ordos(entry_scale=1.0), of_ordos(entry_scale=scale)
    for year in range(2022, 2026):
        for group in np.unique(base.group):
            there = ((base.enters == year) & (base.group == group)).sum()
            here = ((scaled.enters == year) & (scaled.group == group)).sum()
            assert here == (there if year == 2022 else round(int(there) * scale))


def test_only_the_firms_of_the_start_are_alive() -> None:
    firms = of_ordos(until=UNTIL)
    assert (firms.alive == ((firms.enters <= 2022) & ~firms.candidate)).all()
    assert set(firms.enters) == set(range(2022, UNTIL + 1))


def test_firms_that_look_for_a_place_are_those_of_the_attracted_groups() -> None:
    """They come into view year by year and are not there unless the policy brings them (二(二))."""
    people = ordos().population
    assert isinstance(people, Marginals)
    firms = of_ordos(until=UNTIL)
    attracted = [number for number, group in enumerate(people.groups) if group.attracted]
    assert attracted
    assert (firms.candidate == np.isin(firms.group, attracted)).all()
    assert not firms.alive[firms.candidate].any()
    looking = populated(marginals(50, attracted=True))
    assert looking.candidate.all()
    assert not looking.alive.any()


def test_every_column_is_finite_and_in_its_range() -> None:
    firms = of_ordos(until=UNTIL)
    for column in fields(Firms):
        values = getattr(firms, column.name)
        if values.dtype == np.float64:
            assert np.isfinite(values).all(), column.name
    assert firms.revenue.min() > 0.0
    assert firms.output_per_mu.min() > 0.0
    assert firms.employees.min() >= 1.0
    assert (firms.founded <= firms.enters).all()
    assert (firms.niche_since >= firms.founded).all()
    assert (firms.niche_since <= firms.enters).all()
    for share in ("main_share", "niche_share", "rd_staff_share", "debt"):
        values = getattr(firms, share)
        assert 0.0 <= values.min() <= values.max() <= 1.0, share
    assert set(np.unique(firms.digital)) <= {1.0, 2.0, 3.0, 4.0}
    assert set(np.unique(firms.body)) <= {0.0, 1.0, 2.0, 3.0, 4.0}
    assert not firms.pool.any()
    assert not firms.paid.any()


def test_parks_belong_to_the_banner_of_the_firm() -> None:
    people = ordos().population
    firms = of_ordos()
    inside = firms.park >= 0
    assert 0.2 < inside.mean() < 0.8
    assert (firms.park[inside] // people.parks_per_banner == firms.banner[inside]).all()
    assert firms.park.max() < len(people.banners) * people.parks_per_banner
    assert set(np.unique(firms.sector)) <= set(range(len(people.sectors)))


def test_strategic_firms_are_those_of_the_sectors_on_the_list() -> None:
    people = ordos().population
    assert isinstance(people, Marginals)
    firms = of_ordos()
    assert (firms.strategic == np.array(people.strategic)[firms.sector]).all()
    assert 0.05 < firms.strategic.mean() < 0.6


def test_real_rd_is_that_of_the_firms_within_reach() -> None:
    habits = drawn()
    firms = of_ordos()
    reach = np.where(firms.manufacturer, habits.rd_share_industry, habits.rd_share_services)
    active = firms.rd_rank < reach
    assert ((firms.rd > 0.0) == (active & (firms.rd_intensity > 0.0))).all()
    np.testing.assert_allclose(firms.rd[active], (firms.revenue * firms.rd_intensity)[active])
    np.testing.assert_allclose(firms.revenue_before * (1.0 + firms.growth), firms.revenue)


# The titles held at the start.


@pytest.mark.parametrize("replication", range(5))
def test_thirty_one_firms_are_titled_k_by_july_and_the_rest_by_october(replication: int) -> None:
    firms = of_ordos(replication)
    k = int(drawn(replication).titled_at_start)
    since = firms.since[Tier.REGIONAL]
    titled = since != NEVER
    assert titled.sum() == 31
    assert (since[titled] <= month_index(2022, 6)).sum() == k
    later = since[titled & (since > month_index(2022, 6))]
    assert ((later >= month_index(2022, 8)) & (later <= month_index(2022, 10))).all()
    assert (firms.until[Tier.REGIONAL, titled] == since[titled] + 36).all()
    assert (firms.first[Tier.REGIONAL, titled] == since[titled]).all()
    assert firms.sme[titled].all()
    assert set(year_of(since[titled])) <= {2020, 2021, 2022}


@pytest.mark.parametrize("replication", range(5))
def test_little_giants_hold_a_regional_title_and_one_is_at_home(replication: int) -> None:
    firms = of_ordos(replication)
    seeds = ordos().population.seeds  # type: ignore[union-attr]
    giants = firms.since[Tier.LITTLE_GIANT] != NEVER
    wanted = int(drawn(replication).little_giants_at_start)
    assert giants.sum() == wanted
    assert (giants & (firms.banner == seeds.home)).sum() >= 1
    assert (firms.since[Tier.REGIONAL, giants] <= firms.since[Tier.LITTLE_GIANT, giants]).all()
    assert (firms.since[Tier.REGIONAL, giants] != NEVER).all()
    for column, floor in seeds.little_giant_floors.items():
        assert (getattr(firms, column)[giants] >= floor).all(), column
    assert not (firms.since[[Tier.INNOVATIVE, Tier.MUNICIPAL, Tier.CHAMPION]] != NEVER).any()


def test_titles_of_the_start_cluster_at_home() -> None:
    people = ordos().population
    assert isinstance(people, Marginals)
    firms = of_ordos()
    titled = firms.since[Tier.REGIONAL] != NEVER
    home = titled & (firms.banner == people.seeds.home)
    assert home.sum() >= round(31 * people.seeds.home_share) - 1
    first_park = people.seeds.home * people.parks_per_banner
    assert (firms.park[home] == first_park).sum() >= round(31 * people.seeds.home_share) - 1


def test_no_more_little_giants_than_early_titles() -> None:
    firms = of_ordos(titled_at_start=20, little_giants_at_start=500)
    assert (firms.since[Tier.LITTLE_GIANT] != NEVER).sum() == 20
    none = of_ordos(little_giants_at_start=0)
    assert not (none.since[Tier.LITTLE_GIANT] != NEVER).any()


# Small marginals, whose traits can be compared with their distributions.

PLAIN: dict[str, Any] = {
    **{name: Fixed(0.0) for name in TRAITS},
    "banner": Choice((0.0, 1.0), (0.25, 0.75)),
    "sector": Choice((0.0, 1.0, 2.0), (0.2, 0.3, 0.5)),
    "in_park": Chance(0.4),
    "age": Uniform(1, 11),
    "revenue": LogNormal(8000.0, 1.0, 2000.0, 300_000.0),
    "revenue_per_head": Fixed(100.0),
    "output_per_mu": Fixed(200.0),
    "niche_years": Uniform(0, 20),
    "margin": Normal(0.06, 0.05, -0.2, 0.3),
    "rd_intensity": LogNormal(0.03, 0.5),
    "high_tech": Chance(0.3),
    "digital": Whole(1, 4),
    "rd_rank": Uniform(0, 1),
}


def marginals(n: int, loadings: dict[str, float] | None = None, **group: Any) -> Marginals:
    one = Group(
        name="plain",
        slot=1000,
        counts=((2022, n), (2023, n // 10)),
        count_habit="",
        sme=True,
        manufacturer=True,
        above_scale=True,
        seeds=False,
        attracted=False,
        traits=PLAIN,
        loadings=loadings or {},
    )
    seeds = Seeds(
        titled_by=month_index(2022, 6),
        years=Fixed(2021.0),
        months=Fixed(3.0),
        later=Fixed(9.0),
        little_giant_years=Fixed(2021.0),
        little_giant_floors={},
        home=0,
        home_share=0.5,
        little_giants_at_home=1,
    )
    return Marginals(
        name="small",
        start=2022,
        banners=("a", "b"),
        sectors=("x", "y", "z"),
        strategic=(False, True, False),
        parks_per_banner=3,
        groups=(replace(one, **group),),
        seeds=seeds,
    )


def populated(people: Marginals, **habits: float) -> Firms:
    given = {"rd_share_industry": 0.5, **habits}
    return people.firms_of(neutral_habits(**given), Luck(3, 0), 2022)


def test_a_little_giant_of_the_start_holds_its_title_early_wherever_it_sits() -> None:
    """Home has one little giant, if any seed there holds an early title; others lead elsewhere."""
    people = marginals(6, seeds=True, counts=((2022, 6),))
    seeds = replace(people.seeds, little_giants_at_home=2, home_share=1 / 6)
    people = replace(people, seeds=seeds)
    given = {"titled_at_start": 3, "little_giants_at_start": 3}
    at_home = set()
    for replication in range(40):
        firms = people.firms_of(neutral_habits(**given), Luck(5, replication), 2022)
        giants = np.flatnonzero(firms.since[Tier.LITTLE_GIANT] != NEVER)
        assert giants.size == 3
        early = firms.since[Tier.REGIONAL] <= people.seeds.titled_by
        assert early.sum() == 3
        assert set(giants) == set(np.flatnonzero(early))
        at_home.add(int((firms.banner[giants] == people.seeds.home).sum()))
    assert 0 in at_home  # or nothing was tried


def test_traits_follow_their_distributions() -> None:
    n = 40_000
    firms = populated(marginals(n))
    below, above = (stats.norm.cdf(np.log(edge / 8000.0)) for edge in (2000.0, 300_000.0))

    def cut_lognormal(x: Any) -> Any:
        return (stats.norm.cdf(np.log(x / 8000.0)) - below) / (above - below)

    assert stats.kstest(firms.revenue, cut_lognormal).pvalue > 1e-6
    for column, value, share in (
        ("banner", 1, 0.75),
        ("sector", 2, 0.5),
        ("digital", 3.0, 0.25),
    ):
        found = (getattr(firms, column) == value).mean()
        assert abs(found - share) < Z * np.sqrt(share * (1 - share) / n)
    assert abs((firms.park >= 0).mean() - 0.4) < Z * np.sqrt(0.24 / n)
    assert set(np.unique(firms.park)) == {-1, 0, 1, 2, 3, 4, 5}
    certified = firms.high_tech_until > 0
    assert abs(certified.mean() - 0.3) < Z * np.sqrt(0.21 / n)
    assert set(np.unique(firms.high_tech_until[certified])) == {2022, 2023, 2024}
    assert (firms.employees == np.maximum(1, np.floor(firms.revenue / 100.0))).all()
    assert set(np.unique(2022 - firms.founded)) == set(range(1, 11))


def test_a_loading_is_the_correlation_with_capability() -> None:
    """Two traits of loadings 0.5 and 0.4 are correlated by 0.2 and keep their distributions."""
    n = 40_000
    firms = populated(marginals(n, {"rd_intensity": 0.5, "margin": 0.4}))
    related = np.corrcoef(np.log(firms.rd_intensity), firms.margin)[0, 1]
    assert abs(related - 0.2) < Z / np.sqrt(n)
    unrelated = populated(marginals(n))
    assert abs(np.corrcoef(np.log(unrelated.rd_intensity), unrelated.margin)[0, 1]) < Z / np.sqrt(n)
    assert stats.kstest(np.log(firms.rd_intensity / 0.03) / 0.5, "norm").pvalue > 1e-6


def test_a_group_may_take_its_number_from_the_habits() -> None:
    people = marginals(50, count_habit="large_firms")
    assert len(populated(people, large_firms=7.9)) == 7
    assert len(populated(people, large_firms=0.0)) == 0


def test_seed_rows_are_titled_and_stand_at_home() -> None:
    people = marginals(20, seeds=True)
    firms = populated(people, titled_at_start=5, little_giants_at_start=2)
    since = firms.since[Tier.REGIONAL]
    assert (since == month_index(2021, 3)).sum() == 5
    assert (since == month_index(2022, 9)).sum() == 15
    assert (firms.banner[:10] == 0).all()
    assert (firms.park[:10] == 0).all()
    assert (firms.since[Tier.LITTLE_GIANT] == month_index(2021, 8)).sum() == 2


def test_a_population_without_seed_rows_has_no_titles() -> None:
    assert not populated(marginals(20), titled_at_start=5).since.any()
