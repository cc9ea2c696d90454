"""What is owed for what happened, to the fen: every reading, every clause that costs money."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import numpy as np
import pytest

from srdi_sim.engine.ledger import COLUMNS, Books
from srdi_sim.policy.policy import Credit, Parks, Platforms, Training
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.population.firms import Firms
from srdi_sim.scenario.scenario import Scenario
from worlds import (
    FOR_EVER,
    LONG_AGO,
    WAN,
    Step,
    award,
    entitle,
    entries,
    holder_of,
    other_award,
    register,
    some_firms,
    spent,
    whole_life,
    world,
)

INNOVATIVE, MUNICIPAL, REGIONAL, GIANT, CHAMPION = Tier
JULY = dt.date(2022, 7, 12)
AWARDS = (award(INNOVATIVE, 10), award(REGIONAL, 100), award(GIANT, 150), award(CHAMPION, 200))
EVERYONE = {f"take_up_{tier.code}": 1.0 for tier in Tier}


def climber(stacking: str) -> Scenario:
    """Return one firm that takes a rung a year: innovative, regional, little giant, champion."""
    return world(
        some_firms(1),
        Step(INNOVATIVE),
        Step(REGIONAL, holder_of(INNOVATIVE)),
        Step(GIANT, holder_of(REGIONAL)),
        Step(CHAMPION, holder_of(GIANT)),
        awards=AWARDS,
        reading={"stacking": stacking},
        **EVERYONE,
    )


def two_at_once(stacking: str) -> Scenario:
    """Return one firm that becomes innovative and regional in the same year."""
    return world(
        some_firms(1),
        Step(INNOVATIVE),
        Step(REGIONAL),
        awards=AWARDS,
        reading={"stacking": stacking},
        **EVERYONE,
    )


def by_year(scenario: Scenario) -> dict[int, float]:
    """Return the 万元 of awards due in each year."""
    total: Counter[int] = Counter()
    for row in entries(whole_life(scenario).ledger, kind="expenditure"):
        if row["amount_fen"]:
            total[row["year_due"]] += row["amount_fen"]
    return {year: fen / WAN for year, fen in total.items()}


@pytest.mark.parametrize(
    ("stacking", "paid"),
    [
        ("cumulative", {2022: 10, 2023: 100, 2024: 150, 2025: 200}),
        ("top_up", {2022: 10, 2023: 90, 2024: 50, 2025: 50}),
        ("highest_only", {2022: 10, 2023: 100, 2024: 150, 2025: 200}),
    ],
)
def test_a_full_climb_is_paid_as_the_reading_says(stacking: str, paid: dict[int, float]) -> None:
    assert by_year(climber(stacking)) == paid


@pytest.mark.parametrize(
    ("stacking", "total"), [("cumulative", 110), ("top_up", 100), ("highest_only", 100)]
)
def test_two_titles_of_one_year_are_paid_as_the_reading_says(stacking: str, total: float) -> None:
    assert by_year(two_at_once(stacking)) == {2022: total}


def one_title(
    tier: Tier = REGIONAL,
    firms: Firms | None = None,
    step: dict[str, Any] | None = None,
    **more: Any,
) -> Scenario:
    given = {"awards": (award(tier, 100),), **EVERYONE, **more}
    return world(some_firms(1) if firms is None else firms, Step(tier, **(step or {})), **given)


@pytest.mark.parametrize("share", [0.0, 0.4, 1 / 3, 0.7, 0.8123456789, 1.0])
def test_city_and_banner_share_every_award_to_the_fen(share: float) -> None:
    odd = 100_000_001
    scenario = one_title(
        firms=some_firms(3), awards=(award(REGIONAL, odd / WAN),), city_share=share
    )
    ledger = whole_life(scenario).ledger
    assert spent(ledger, "recognised") == 3 * odd
    assert spent(ledger, payer="city") + spent(ledger, payer="banner") == spent(ledger)
    assert abs(spent(ledger, "recognised", "city") - 3 * odd * share) <= 1.5
    assert len(entries(ledger, event="recognised")) == 6  # a row a payer, zero or not


def test_the_entry_of_an_award_says_who_for_what_and_when() -> None:
    firms = some_firms(1, id=202200017, banner=2)
    scenario = one_title(
        firms=register(firms, banners=3), month_regional=10, paid_next_year=1, city_share=0.75
    )
    city, banner = entries(whole_life(scenario).ledger, event="recognised")
    common = {
        "year_due": 2022,
        "month_due": 10,
        "year_paid": 2023,
        "event": "recognised",
        "tier": "regional",
        "banner": 2,
        "firm_id": 202200017,
        "kind": "expenditure",
        "basis": "text",
    }
    assert city.items() >= {**common, "payer": "city", "amount_fen": 75 * WAN}.items()
    assert banner.items() >= {**common, "payer": "banner", "amount_fen": 25 * WAN}.items()


def test_what_is_paid_in_the_same_year_says_so() -> None:
    row = entries(whole_life(one_title()).ledger, event="recognised")[0]
    assert row["year_paid"] == row["year_due"] == 2022


# R8: who recognised the innovative title.


@pytest.mark.parametrize(
    ("recognised_by", "paid", "wan"), [("region", 1, 100), ("region", 0, 0), ("city", 0, 100)]
)
def test_an_innovative_title_of_the_region_is_paid_if_the_reading_says_so(
    recognised_by: str, paid: int, wan: float
) -> None:
    scenario = one_title(
        INNOVATIVE, step={"recognised_by": recognised_by}, province_innovative_paid=paid
    )
    ledger = whole_life(scenario).ledger
    assert spent(ledger) == wan * WAN
    assert len(entries(ledger, event="recognised", payer="city")) == 1


def test_other_titles_of_the_region_are_paid_whatever_that_reading_says() -> None:
    assert spent(whole_life(one_title(province_innovative_paid=0)).ledger) == 100 * WAN


# R5 and R7: titles that were already held.


def held_since(year: int, month: int, validity: int = 36, tier: Tier = REGIONAL) -> Firms:
    return entitle(some_firms(1), tier, 0, month_index(year, month), validity)


def with_stock(firms: Firms, **more: Any) -> Scenario:
    stock = award(REGIONAL, 100, JULY, applies_to="new_and_stock")
    given = {"awards": (stock,), "stock_paid": 1, "renewal_regional": 1.0, **more}
    return world(firms, Step(REGIONAL, validity=36), **given)


@pytest.mark.parametrize(
    ("firms", "events"),
    [
        (held_since(2021, 9), [("already_recognised", 2022, 7, 100)]),
        (held_since(2022, 6), [("already_recognised", 2022, 7, 100)]),
        # A title of the month in which the policy begins, or later, is new.
        (held_since(2022, 7), [("recognised", 2022, 7, 100)]),
        (held_since(2022, 10), [("recognised", 2022, 10, 100)]),
        # One that ended in June was no longer held; one that ends in August was.
        (held_since(2019, 6), []),
        (held_since(2019, 8), [("already_recognised", 2022, 7, 100)]),
    ],
)
def test_a_title_is_stock_or_new_by_its_month(
    firms: Firms, events: list[tuple[str, int, int, float]]
) -> None:
    ledger = whole_life(with_stock(firms, start=dt.date(2022, 7, 12))).ledger
    found = [
        (row["event"], row["year_due"], row["month_due"], row["amount_fen"] / WAN)
        for row in entries(ledger, tier="regional", payer="city")
    ]
    assert found == events


def test_stock_is_entered_with_nothing_if_the_reading_leaves_it_unpaid() -> None:
    ledger = whole_life(with_stock(held_since(2021, 9), stock_paid=0)).ledger
    rows = entries(ledger, event="already_recognised")
    assert [row["amount_fen"] for row in rows] == [0, 0]


def test_stock_of_an_award_for_new_titles_is_not_entered_at_all() -> None:
    only_new = (award(REGIONAL, 100, JULY),)
    ledger = whole_life(with_stock(held_since(2021, 9), awards=only_new)).ledger
    assert entries(ledger, tier="regional") == []


@pytest.mark.parametrize(("reading", "wan"), [("new_only", 0), ("also_existing", 100)])
def test_a_champion_of_before_is_paid_if_the_reading_says_so(reading: str, wan: float) -> None:
    scenario = world(
        held_since(2021, 9, FOR_EVER, CHAMPION),
        Step(CHAMPION),
        awards=(award(CHAMPION, 100, JULY),),
        reading={"champion_award": reading},
        stock_paid=1,
    )
    assert spent(whole_life(scenario).ledger) == wan * WAN


def test_a_firm_that_closed_before_the_policy_is_owed_nothing() -> None:
    scenario = with_stock(held_since(2021, 9), exit_by_age=(1.0,))
    assert spent(whole_life(scenario).ledger) == 0


def test_stock_is_settled_once_when_an_award_is_raised_later() -> None:
    scenario = with_stock(held_since(2021, 9)).with_award("regional", amount="300万", since=2024)
    assert by_year(scenario) == {2022: 100}
    champions = world(
        held_since(2021, 9, FOR_EVER, CHAMPION),
        Step(CHAMPION),
        awards=(award(CHAMPION, 100, JULY),),
        reading={"champion_award": "also_existing", "stacking": "highest_only"},
        stock_paid=1,
    )
    twice = champions.with_award("champion", amount="0元", since="2022-07-12").with_award(
        "champion", amount="300万", since=2024
    )
    assert by_year(twice) == {}


# R10: a title that lapsed and came back.


@pytest.mark.parametrize(
    ("reading", "paid"), [("none", {2022: 100}), ("after_lapse", {2022: 100, 2024: 100})]
)
def test_a_second_award_follows_the_reading(reading: str, paid: dict[int, float]) -> None:
    scenario = one_title(
        step={"validity": 12}, renewal_regional=0.0, reading={"second_award": reading}
    )
    assert by_year(scenario) == paid


def test_a_renewal_earns_nothing() -> None:
    assert by_year(one_title(step={"validity": 12})) == {2022: 100}


# Dates of awards.


@pytest.mark.parametrize(
    ("since", "until", "month", "wan"),
    [
        (dt.date(2022, 9, 1), None, 9, 100),
        (dt.date(2022, 9, 30), None, 9, 100),
        (dt.date(2022, 10, 1), None, 9, 0),
        (LONG_AGO, dt.date(2022, 9, 30), 9, 100),
        (LONG_AGO, dt.date(2022, 9, 29), 9, 0),
        (LONG_AGO, dt.date(2022, 8, 31), 9, 0),
    ],
)
def test_an_award_is_earned_in_the_months_it_is_in_force(
    since: dt.date, until: dt.date | None, month: int, wan: float
) -> None:
    for kind in ("own", "other"):
        own = (award(REGIONAL, 100, since, until=until),) if kind == "own" else ()
        other = (other_award(REGIONAL, 100, since, until=until),) if kind == "other" else ()
        ledger = whole_life(one_title(awards=own, other_purses=other, month_regional=month)).ledger
        total = sum(row["amount_fen"] for row in entries(ledger, tier="regional"))
        assert total == wan * WAN, kind


def test_a_raised_award_is_for_titles_from_its_day_on() -> None:
    """Two places a year: four titles at 100, four at 300."""
    scenario = one_title(firms=some_firms(8), step={"places": True}, regional_places=2).with_award(
        "regional", amount="300万", since=2024
    )
    assert by_year(scenario) == {2022: 200, 2023: 200, 2024: 600, 2025: 600}


# Other purses.


def test_what_other_purses_pay_is_a_memo_and_no_spending() -> None:
    scenario = one_title(
        step={"validity": 12},
        renewal_regional=0.0,
        other_purses=(other_award(REGIONAL, 50),),
        reading={"second_award": "after_lapse"},
    )
    ledger = whole_life(scenario).ledger
    memo = entries(ledger, kind="memo")
    assert [(row["payer"], row["year_due"], row["amount_fen"]) for row in memo] == [
        ("region", 2022, 50 * WAN)
    ]
    assert spent(ledger) == 200 * WAN


# 二(六): parks.


def in_parks(*sizes: int, tier: Tier = REGIONAL) -> Scenario:
    """Return two banners of two parks each, with this many titled firms in each park."""
    park = np.repeat(np.arange(len(sizes)), sizes)
    firms = some_firms(park.size, park=park, banner=park // 2)
    entitle(firms, tier, slice(None), month_index(2021, 9), FOR_EVER)
    return world(
        register(firms, banners=2, parks_per_banner=2),
        Step(tier),
        levers={"parks": Parks("二(六)", JULY, threshold=10, award=500 * WAN)},
    )


def park_awards(scenario: Scenario) -> list[tuple[int, int, int]]:
    rows = entries(whole_life(scenario).ledger, event="park_award")
    assert all(row["payer"] == "city" and row["amount_fen"] == 500 * WAN for row in rows)
    return [(row["year_due"], row["month_due"], row["banner"]) for row in rows]


@pytest.mark.parametrize(
    ("sizes", "awards"),
    [
        ((9, 9, 9, 9), []),
        ((10, 9, 9, 9), [(2022, 12, 0)]),
        ((0, 0, 11, 30), [(2022, 12, 1), (2022, 12, 1)]),
        ((5, 5, 0, 0), []),
    ],
)
def test_a_park_of_ten_is_awarded_once(
    sizes: tuple[int, ...], awards: list[tuple[int, int, int]]
) -> None:
    assert park_awards(in_parks(*sizes)) == awards


def test_little_giants_count_for_a_park_and_innovative_titles_do_not() -> None:
    assert len(park_awards(in_parks(10, tier=GIANT))) == 1
    assert park_awards(in_parks(10, tier=INNOVATIVE)) == []


def test_a_park_grows_to_ten_in_its_year_and_firms_outside_do_not_help() -> None:
    firms = some_firms(30, park=np.repeat([0, -1], 15))
    scenario = world(
        register(firms, parks_per_banner=1),
        Step(REGIONAL, places=True),
        levers={"parks": Parks("二(六)", JULY, threshold=4, award=500 * WAN)},
        regional_places=3,
        take_up_regional=1.0,
        until=2027,
    )
    life = whole_life(scenario)
    december = [month_index(year, 12) for year in scenario.years]
    inside = [int(life.firms.holds(REGIONAL, month)[:15].sum()) for month in december]
    reached = next(year for year, held in zip(scenario.years, inside, strict=True) if held >= 4)
    assert park_awards(scenario) == [(reached, 12, 0)]


@pytest.mark.parametrize("change", [{"strength": 0.0}, {"since": dt.date(2030, 1, 1)}])
def test_no_park_is_awarded_while_the_clause_is_off(change: dict[str, Any]) -> None:
    lever = {"clause": "二(六)", "since": JULY, "threshold": 10, "award": 500 * WAN, **change}
    scenario = in_parks(10)
    off = world(scenario.population, Step(REGIONAL), levers={"parks": Parks(**lever)})
    assert park_awards(off) == []


# 二(十三) and 二(十四): the class and the platforms.


def services(**levers: Any) -> list[tuple[str, int, int, str]]:
    habits = {
        name: levers.pop(name)
        for name in ("platforms_count", "training_cost_wan")
        if name in levers
    }
    ledger = whole_life(
        world(some_firms(0), levers=levers, start=JULY, until=2023, **habits)
    ).ledger
    return [
        (row["event"], row["year_due"], row["amount_fen"], row["basis"]) for row in entries(ledger)
    ]


def test_platforms_are_paid_each_year_and_in_part_for_a_part_year() -> None:
    """Five bodies at 20 万 a year each, and 173 of 365 days of it from 12 July 2022."""
    platforms = Platforms("二(十四)", JULY, amount=20 * WAN, count=5)
    assert services(platforms=platforms) == [
        *[("platform_year", 2022, round(20 * WAN * 173 / 365), "text")] * 5,
        *[("platform_year", 2023, 20 * WAN, "text")] * 5,
    ]


def test_the_number_of_platforms_is_an_assumption_where_the_text_names_none() -> None:
    platforms = Platforms("二(十四)", LONG_AGO, amount=20 * WAN)
    assert services(platforms=platforms, platforms_count=7.9) == [
        *[("platform_year", 2022, 20 * WAN, "assumption")] * 7,
        *[("platform_year", 2023, 20 * WAN, "assumption")] * 7,
    ]


def test_the_class_costs_its_seats() -> None:
    named = Training("二(十三)", LONG_AGO, seats=50, cost_per_seat=2 * WAN)
    assumed = Training("二(十三)", LONG_AGO, seats=50)
    assert ("training_year", 2023, 100 * WAN, "text") in services(training=named)
    assert ("training_year", 2023, 75 * WAN, "assumption") in services(
        training=assumed, training_cost_wan=1.5
    )


def test_a_clause_that_costs_nothing_keeps_its_row() -> None:
    levers = {
        "training": Training("二(十三)", LONG_AGO, seats=50, cost_per_seat=0),
        "platforms": Platforms("二(十四)", LONG_AGO, amount=0, count=1),
    }
    assert sorted(services(**levers)) == [
        ("platform_year", 2022, 0, "text"),
        ("platform_year", 2023, 0, "text"),
        ("training_year", 2022, 0, "text"),
        ("training_year", 2023, 0, "text"),
    ]


def test_a_clause_that_is_off_has_no_row() -> None:
    assert services() == []


# 二(八): the guarantee fund.


@pytest.mark.parametrize("fund", [250, 200])
def test_a_guaranteed_loss_is_contingent_and_never_spending(fund: int) -> None:
    """A loan of 10 % of 1,000 万 defaults; the fund bears 30 % of it: 30 万.

    A book of 200 or of 250 万 holds two loans of 100 万.
    """
    firms = entitle(some_firms(5), REGIONAL, slice(0, 3), month_index(2021, 9), FOR_EVER)
    scenario = world(
        firms,
        Step(REGIONAL),
        levers={"credit": Credit("二(八)", LONG_AGO, fund=fund * WAN, leverage=1.0)},
        until=2022,
        loan_demand=1.0,
        loan_approval=1.0,
        loan_to_revenue=0.1,
        default_rate=1.0,
        fund_loss_share=0.3,
    )
    life = whole_life(scenario)
    # Only listed firms are backed; all five borrow.
    assert life.firms.guaranteed.sum() == 2
    assert not life.firms.guaranteed[3:].any()
    assert life.firms.loan.tolist() == [100.0] * 5
    claims = entries(life.ledger, event="guarantee_claim")
    assert [(row["kind"], row["payer"], row["amount_fen"]) for row in claims] == [
        ("contingent", "guarantee_fund", 30 * WAN)
    ] * 2
    assert spent(life.ledger) == 0


# The books themselves.


def test_the_books_take_whole_fen_only() -> None:
    books = Books(("二(三)",))
    with pytest.raises(TypeError, match="int64 fen"):
        books.enter(np.array([1.5]), month=1, clause="二(三)", event="recognised", payer="city")


def test_the_books_add_up_by_event_and_leave_memo_lines_out() -> None:
    books = Books(("二(三)", "x"))
    two = np.array([5, 7])
    march = month_index(2023, 3)
    books.enter(two, month=march, clause="二(三)", event="recognised", payer="city", tier=2)
    books.enter(
        two, month=march, clause="x", event="recognised", payer="region", kind="memo", years_late=1
    )
    books.enter(two[:0], month=march, clause="x", event="park_award", payer="city")
    assert books.total("recognised") == 12
    assert books.total("park_award") == 0
    rows = books.close()
    assert {name: column.dtype for name, column in rows.items()} == {
        name: np.dtype(kind) for name, kind in COLUMNS.items()
    }
    assert rows["amount_fen"].tolist() == [5, 7, 5, 7]
    assert rows["year_due"].tolist() == [2023] * 4
    assert rows["month_due"].tolist() == [3] * 4
    assert rows["year_paid"].tolist() == [2023, 2023, 2024, 2024]
    assert rows["clause"].tolist() == [0, 0, 1, 1]
    assert rows["firm_id"].tolist() == [-1] * 4


def test_empty_books_close_with_every_column() -> None:
    assert {name: column.size for name, column in Books(()).close().items()} == dict.fromkeys(
        COLUMNS, 0
    )
