"""What each answer to an open question changes, in worlds small enough to count by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from srdi_sim.engine.batch import simulate_batch
from srdi_sim.engine.tally import MEASURES
from srdi_sim.policy.policy import (
    Accelerators,
    Attraction,
    Credit,
    Funds,
    Markets,
    Parks,
    Platforms,
    Pool,
    Quality,
    Talent,
    Training,
    Visits,
)
from srdi_sim.policy.reading import Reading
from srdi_sim.policy.rulesets import AnyOf, Condition
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.population.firms import Firms
from srdi_sim.scenario.scenario import Scenario
from worlds import (
    FOR_EVER,
    LONG_AGO,
    RULES,
    WAN,
    Step,
    award,
    entitle,
    entries,
    lives,
    ordos,
    other_award,
    register,
    some_firms,
    spent,
    whole_life,
    world,
)

INNOVATIVE, MUNICIPAL, REGIONAL, GIANT, CHAMPION = Tier
BEFORE = month_index(2021, 9)
JULY = dt.date(2022, 7, 12)
Line = tuple[Any, ...]


def measures(scenario: Scenario, name: str, tier: str = "") -> list[float]:
    """Return a measure of every year."""
    batch = simulate_batch(scenario, 1, [0], RULES)
    return batch.measures[0, :, MEASURES.index((name, tier))].tolist()


def due(scenario: Scenario, event: str, *columns: str, **wanted: Any) -> list[Line]:
    """Return the lines of an event: the columns named, and the amount in 万元 at the end."""
    rows = entries(whole_life(scenario).ledger, event=event, **wanted)
    return [(*(row[name] for name in columns), row["amount_fen"] / WAN) for row in rows]


# R5: titles already recognised, in one sum, in parts, or while they are valid.


def stock(until: tuple[int, int] = (2030, 1), **reading: str) -> Scenario:
    """Return one firm titled in September 2021 and owed 100 万元 from July 2022 on."""
    ends = month_index(*until)
    firms = entitle(some_firms(1), REGIONAL, 0, BEFORE, ends - BEFORE)
    return world(
        firms,
        Step(REGIONAL, validity=36),
        awards=(award(REGIONAL, 100, JULY, applies_to="new_and_stock"),),
        reading=reading,
        stock_paid=1.0,
        renewal_regional=0.0,
    )


@pytest.mark.parametrize(
    ("schedule", "parts"),
    [
        ("first_budget", [(2022, 7, 100.0)]),
        ("spread", [(2022, 7, 33.333334), (2023, 7, 33.333333), (2024, 7, 33.333333)]),
        ("while_valid", [(2022, 12, 100.0)]),
    ],
)
def test_stock_falls_due_by_its_schedule(schedule: str, parts: list[Line]) -> None:
    scenario = stock(stock_schedule=schedule)
    found = due(scenario, "already_recognised", "year_due", "month_due", payer="city")
    assert found == parts


@pytest.mark.parametrize(
    ("schedule", "wan"), [("first_budget", 100), ("spread", 100), ("while_valid", 0)]
)
def test_a_title_that_has_ended_by_december_earns_nothing_while_valid(
    schedule: str, wan: int
) -> None:
    """It ends in October 2022 and is not renewed."""
    assert spent(whole_life(stock((2022, 10), stock_schedule=schedule)).ledger) == wan * WAN


def test_a_new_title_has_no_schedule() -> None:
    scenario = world(
        some_firms(1),
        Step(REGIONAL),
        awards=(award(REGIONAL, 100, JULY, applies_to="new_and_stock"),),
        reading={"stock_schedule": "spread"},
        take_up_regional=1.0,
    )
    assert due(scenario, "recognised", "year_due", payer="city") == [(2022, 100.0)]


# R6: the regional award of a little giant of before.


@pytest.mark.parametrize(("answer", "regional"), [("paid", 100.0), ("not_paid", 0.0)])
def test_a_little_giant_of_before_has_the_regional_award_or_not(
    answer: str, regional: float
) -> None:
    firms = entitle(some_firms(2), REGIONAL, slice(None), BEFORE, FOR_EVER)
    entitle(firms, GIANT, 1, BEFORE, FOR_EVER)
    scenario = world(
        firms,
        Step(REGIONAL),
        Step(GIANT),
        awards=tuple(
            award(tier, wan, JULY, applies_to="new_and_stock")
            for tier, wan in ((REGIONAL, 100), (GIANT, 150))
        ),
        reading={"stock_little_giant_regional_award": answer},
        stock_paid=1.0,
    )
    found = due(scenario, "already_recognised", "firm_id", "tier", payer="city")
    assert found == [(1, "regional", 100.0), (2, "regional", regional), (2, "little_giant", 150.0)]


# R7: a product may be a champion of a firm that lives on other things.


@pytest.mark.parametrize(("answer", "champions"), [("firm", [1]), ("firm_or_product", [1, 2])])
def test_a_champion_product_needs_no_main_business(answer: str, champions: list[int]) -> None:
    firms = some_firms(3, main_share=[0.8, 0.3, 0.3], revenue=[5000.0, 5000.0, 500.0])
    asked = (
        AnyOf((Condition("main_share", 0.7),)),
        Condition("main_share", 0.6),
        Condition("revenue", 1000.0),
    )
    scenario = world(
        firms,
        *(Step(tier, asked) for tier in (GIANT, CHAMPION)),
        reading={"champion_kind": answer},
        until=2022,
        take_up_champion=1.0,
        take_up_little_giant=1.0,
    )
    life = whole_life(scenario)
    assert life.ids("recognised", CHAMPION, 2022) == champions
    assert life.ids("recognised", GIANT, 2022) == [1]


# R8: municipal titles when their rung has ended.


def municipal(answer: str, innovative_until: int = 0) -> Scenario:
    """Return one municipal title of October 2021; the rung has its last batch in 2023."""
    firms = entitle(some_firms(1), MUNICIPAL, 0, month_index(2021, 10))
    if innovative_until:
        since = month_index(2021, 5)
        entitle(firms, INNOVATIVE, 0, since, month_index(innovative_until, 5) - since)
    return world(
        firms,
        Step(INNOVATIVE, validity=36),
        Step(MUNICIPAL, validity=36),
        awards=(award(INNOVATIVE, 10, applies_to="new_and_stock"), award(MUNICIPAL, 20)),
        reading={"municipal_titles_after": answer, "municipal_rung_until": 2023},
        stock_paid=1.0,
        renewal_innovative=0.0,
    )


@pytest.mark.parametrize(
    ("answer", "municipals", "innovatives"),
    [
        ("stay", [1, 1, 1, 1], [1, 1, 1, 1]),
        ("lapse", [1, 1, 0, 0], [1, 1, 0, 0]),
        ("convert", [1, 1, 0, 0], [1, 1, 1, 1]),
    ],
)
def test_a_municipal_title_stays_lapses_or_becomes_an_innovative_one(
    answer: str, municipals: list[int], innovatives: list[int]
) -> None:
    scenario = municipal(answer)
    assert measures(scenario, "at_least_valid", "municipal") == municipals
    assert measures(scenario, "at_least_valid", "innovative") == innovatives
    assert measures(scenario, "recognised", "innovative") == [0] * 4
    assert measures(scenario, "arrived", "innovative") == [0, 0, float(answer == "convert"), 0]
    assert entries(whole_life(scenario).ledger) == []


@pytest.mark.parametrize(
    ("until", "converted"),
    [
        (2026, 0),  # an innovative title that is valid stays
        (2024, 0),  # one that ends in the same year has its own review, which decides
        (0, 1),
        (2023, 0),  # one that ended before lives on as long as the municipal title does
    ],
)
def test_a_title_is_converted_where_the_firm_has_no_innovative_one(
    until: int, converted: int
) -> None:
    scenario = municipal("convert", until)
    assert measures(scenario, "arrived", "innovative") == [0, 0, converted, 0]
    assert measures(scenario, "lapsed", "innovative") == [0, 0, float(until == 2024), 0]
    held = measures(scenario, "at_least_valid", "innovative")
    assert held == ([1, 1, 0, 0] if until == 2024 else [1] * 4)


def test_a_revoked_municipal_title_is_converted_into_none() -> None:
    scenario = municipal("convert")
    revoked = scenario.uncertainties.settled({"revocation_rate": 1.0})
    gone = replace(scenario, uncertainties=revoked)
    assert measures(gone, "arrived", "innovative") == [0] * 4


# R9: titles that move in, and awards of firms that move away.


def moving_in(tier: Tier = REGIONAL, **reading: str) -> Scenario:
    """Return one firm that is there, and one that is attracted in 2023 and brings its titles."""
    firms = some_firms(2, enters=[2022, 2023], candidate=[False, True], alive=[True, False])
    return world(
        firms,
        Step(REGIONAL),
        Step(GIANT),
        awards=tuple(
            award(each, wan, JULY, applies_to="new_and_stock")
            for each, wan in ((REGIONAL, 100), (GIANT, 150))
        ),
        levers={"attraction": Attraction("二(二)", LONG_AGO)},
        reading=reading,
        attraction_rate=1.0,
        attracted_titled=1.0,
        attracted_giants=float(tier is GIANT),
        stock_paid=0.0,  # that of firms of before, another question
    )


@pytest.mark.parametrize(
    ("answer", "wan", "counted"),
    [("count_and_award", 100.0, 1), ("count_only", 0.0, 1), ("not_counted", 0.0, 0)],
)
def test_a_title_that_moves_in_counts_and_earns_as_the_reading_says(
    answer: str, wan: float, counted: int
) -> None:
    scenario = moving_in(titles_moved_in=answer)
    found = due(scenario, "already_recognised", "firm_id", "year_due", "month_due", payer="city")
    assert found == [(2, 2023, 1, wan)]
    assert measures(scenario, "at_least_valid", "regional")[:2] == [0, counted]
    assert measures(scenario, "at_least_ever", "regional")[:2] == [0, counted]
    assert measures(scenario, "arrived", "regional")[:2] == [0, 1]
    assert measures(scenario, "attracted")[:2] == [0, 1]


def test_a_little_giant_that_moves_in_brings_both_its_titles() -> None:
    scenario = moving_in(GIANT)
    found = due(scenario, "already_recognised", "tier", payer="city")
    assert found == [("regional", 100.0), ("little_giant", 150.0)]
    assert measures(scenario, "arrived", "little_giant") == [0, 1, 0, 0]


def test_an_award_for_new_titles_only_pays_for_none_that_moves_in() -> None:
    scenario = moving_in()
    only_new = tuple(replace(each, applies_to="new") for each in scenario.policy.awards)
    scenario = replace(scenario, policy=replace(scenario.policy, awards=only_new))
    assert entries(whole_life(scenario).ledger) == []


@pytest.mark.parametrize(("answer", "back"), [("kept", []), ("clawed_back", [-75.0, -25.0])])
@pytest.mark.parametrize("clause", ["二(三)", "of another city"])
def test_a_firm_that_moves_away_keeps_its_award_or_gives_it_back(
    answer: str, back: list[float], clause: str
) -> None:
    """Recognised in 2022; everybody moves in 2023. What was shared is given back in shares."""
    scenario = world(
        some_firms(1),
        Step(REGIONAL),
        awards=(replace(award(REGIONAL, 100, until=dt.date(2022, 12, 31)), clause=clause),),
        reading={"award_on_leaving": answer},
        take_up_regional=1.0,
        city_share=0.75,
        move_out_rate={0: 0.0, 2023: 1.0},
    )
    found = due(scenario, "clawback", "year_due", "firm_id", "payer")
    payers = [(2023, 1, "city"), (2023, 1, "banner")]
    assert found == [(*payer, part) for payer, part in zip(payers, back, strict=False)]
    assert spent(whole_life(scenario).ledger) == (100 + sum(back)) * WAN
    assert measures(scenario, "moved_away") == [0, 1, 0, 0]
    assert measures(scenario, "left", "regional") == [0, 1, 0, 0]


def test_a_firm_that_closes_gives_nothing_back() -> None:
    scenario = world(
        some_firms(1, founded=2021),
        Step(REGIONAL),
        awards=(award(REGIONAL, 100),),
        reading={"award_on_leaving": "clawed_back", "revoked_award": "clawed_back"},
        take_up_regional=1.0,
        exit_by_age=(0.0, 0.0, 1.0),
    )
    assert measures(scenario, "left", "regional") == [0, 1, 0, 0]
    assert due(scenario, "clawback") == []


# R11: who pays an award, and whether other purses are taken off it.


def test_awards_outside_the_districts_are_the_banners_own() -> None:
    people = replace(
        register(some_firms(3, banner=[0, 1, 2]), banners=3), districts=(True, False, True)
    )
    scenario = world(
        people,
        Step(REGIONAL),
        awards=(award(REGIONAL, 100),),
        reading={"award_payer": "banners_outside_districts"},
        take_up_regional=1.0,
        city_share=0.3,  # which this reading does not ask for
    )
    found = due(scenario, "recognised", "payer", "banner")
    assert {row for row in found if row[-1]} == {
        ("city", 0, 100.0),
        ("banner", 1, 100.0),
        ("city", 2, 100.0),
    }


@pytest.mark.parametrize(
    ("answer", "purses", "wan"),
    [
        ("no", (other_award(REGIONAL, 30),), 100),
        ("yes", (other_award(REGIONAL, 30),), 70),
        ("yes", (other_award(REGIONAL, 30), other_award(REGIONAL, 20)), 50),
        ("yes", (other_award(REGIONAL, 300),), 0),
        ("yes", (other_award(GIANT, 30),), 100),
        # A purse that only some titles get is no rule for all of them.
        ("yes", (other_award(REGIONAL, 30, share=0.1),), 100),
        # One of the same year that does not pay a title of September.
        ("yes", (other_award(REGIONAL, 30, dt.date(2022, 10, 1)),), 100),
        ("yes", (other_award(REGIONAL, 30, until=dt.date(2022, 8, 31)),), 100),
    ],
)
def test_what_other_purses_pay_is_taken_off_if_so_read(
    answer: str, purses: tuple[Any, ...], wan: int
) -> None:
    scenario = world(
        some_firms(1),
        Step(REGIONAL),
        awards=(award(REGIONAL, 100),),
        other_purses=purses,
        reading={"other_purses_deducted": answer},
        take_up_regional=1.0,
    )
    assert spent(whole_life(scenario).ledger) == wan * WAN


def test_a_purse_for_some_in_parts_pays_its_share_by_a_lot_that_stays() -> None:
    """The centre's 600 万 for 7 in 100, in three parts, on 5,000 titles."""
    n = 5000
    scenario = world(
        some_firms(n),
        Step(GIANT),
        other_purses=(other_award(GIANT, 600, share=0.07, years=3),),
        take_up_little_giant=1.0,
    )
    rows = entries(whole_life(scenario).ledger, kind="memo")
    firms = {row["firm_id"] for row in rows}
    assert abs(len(firms) - 0.07 * n) < 5.0 * np.sqrt(0.07 * 0.93 * n)
    assert len(rows) == 3 * len(firms)
    assert {row["amount_fen"] for row in rows} == {200 * WAN}
    one = [row["year_due"] for row in rows if row["firm_id"] == min(firms)]
    assert one == [2022, 2023, 2024]


# R12: the year in which a due is paid.


@pytest.mark.parametrize(("month", "paid"), [(1, 2022), (6, 2022), (7, 2023), (12, 2023)])
def test_half_a_year_on_is_the_same_year_until_june(month: int, paid: int) -> None:
    scenario = world(
        some_firms(1),
        Step(REGIONAL),
        awards=(award(REGIONAL, 100),),
        levers={"training": Training("二(十三)", LONG_AGO, cost_per_seat=WAN)},
        reading={"payment_year": "half_year"},
        take_up_regional=1.0,
        month_regional=month,
        until=2022,
    )
    assert {year for year, _ in due(scenario, "recognised", "year_paid")} == {paid}
    assert due(scenario, "training_year", "year_paid") == [(2023, 50.0)]


# R13: parks.


def parks(*sizes: int, giants: int = 0, **more: Any) -> Scenario:
    """Return parks of one banner with this many regional titles; some are little giants as well."""
    firms = some_firms(sum(sizes), park=np.repeat(np.arange(len(sizes)), sizes))
    entitle(firms, REGIONAL, slice(None), BEFORE, FOR_EVER)
    entitle(firms, GIANT, slice(0, giants), BEFORE, FOR_EVER)
    lever = Parks("二(六)", LONG_AGO, threshold=10, award=500 * WAN, only=more.pop("only", ()))
    reading = more.pop("reading", {})
    return world(
        register(firms, parks_per_banner=len(sizes)),
        Step(REGIONAL, validity=36),
        Step(GIANT),
        levers={"parks": lever, **more.pop("levers", {})},
        reading=reading,
        **more,
    )


@pytest.mark.parametrize(
    ("reading", "awards"),
    [({}, 2), ({"park_number": "more_than"}, 1), ({"park_counts": "regional_only"}, 1)],
)
def test_ten_titles_are_enough_or_not_and_little_giants_count_or_not(
    reading: dict[str, str], awards: int
) -> None:
    """Parks of 10 and 11; one of the 10 is a little giant."""
    assert len(due(parks(10, 11, giants=1, reading=reading), "park_award")) == awards


def test_a_park_that_the_text_does_not_name_gets_nothing() -> None:
    assert len(due(parks(10, 12), "park_award")) == 2
    assert len(due(parks(10, 12, only=("banner 0/2",)), "park_award")) == 1
    assert due(parks(10, 9, only=("banner 0/2",)), "park_award") == []


@pytest.mark.parametrize(
    ("kind", "only", "awards"),
    [
        ("parks", (), []),
        ("parks_and_accelerators", (), [(2022, 0, 500.0)]),
        ("parks_and_accelerators", ("banner 0/1",), []),  # named parks are all there are
    ],
)
def test_an_accelerator_of_ten_is_a_park_if_so_read(
    kind: str, only: tuple[str, ...], awards: list[Line]
) -> None:
    firms = entitle(some_firms(12), REGIONAL, slice(None), BEFORE, FOR_EVER)
    scenario = world(
        register(firms, parks_per_banner=1),
        Step(REGIONAL),
        levers={
            "parks": Parks("二(六)", LONG_AGO, threshold=10, award=500 * WAN, only=only),
            "accelerators": Accelerators("二(六)", LONG_AGO, opened=1, places=10),
        },
        reading={"park_kind": kind},
    )
    assert due(scenario, "park_award", "year_due", "banner") == awards


@pytest.mark.parametrize(("answer", "back"), [("kept", []), ("clawed_back", [(2024, 0, -500.0)])])
def test_a_park_that_falls_below_keeps_its_award_or_gives_it_back_once(
    answer: str, back: list[Line]
) -> None:
    """Ten titles end in 2024, none is renewed; all are won back in 2025."""
    firms = entitle(some_firms(10, park=0), REGIONAL, slice(None), BEFORE)
    lever = Parks("二(六)", LONG_AGO, threshold=10, award=500 * WAN)
    scenario = world(
        register(firms, parks_per_banner=1),
        Step(REGIONAL, validity=36, first_batch=2025),
        levers={"parks": lever},
        reading={"park_below": answer},
        until=2026,
        take_up_regional=1.0,
        renewal_regional=0.0,
    )
    assert due(scenario, "park_award", "year_due", "banner") == [(2022, 0, 500.0)]
    assert due(scenario, "clawback", "year_due", "banner") == back
    assert measures(scenario, "at_least_valid", "regional") == [10, 10, 0, 10, 10]


# R14: service platforms.


def platforms(count: int | None = 3, **more: Any) -> Scenario:
    lever = Platforms(
        "二(十四)",
        LONG_AGO,
        amount=20 * WAN,
        count=count,
        bodies=more.pop("bodies", ()),
        not_serving=more.pop("not_serving", ()),
    )
    return world(some_firms(1), levers={"platforms": lever}, until=2022, **more)


@pytest.mark.parametrize(("answer", "each"), [("per_body", 20.0), ("per_title", 40.0)])
def test_a_body_with_two_titles_is_paid_once_or_twice(answer: str, each: float) -> None:
    both = platforms(reading={"platform_payment": answer}, platform_two_titles=1.0)
    assert due(both, "platform_year") == [(each,)] * 3
    single = platforms(reading={"platform_payment": answer}, platform_two_titles=0.0)
    assert due(single, "platform_year") == [(20.0,)] * 3


@pytest.mark.parametrize(("answer", "paid"), [("asked", 0), ("not_asked", 3)])
def test_a_body_that_gives_no_service_is_paid_if_service_is_not_asked(
    answer: str, paid: int
) -> None:
    idle = platforms(reading={"platform_service": answer}, platform_serving=0.0)
    assert due(idle, "platform_year") == [(20.0,)] * paid
    assert measures(idle, "platforms") == [0]


def test_bodies_that_the_policy_names_are_those_and_the_idle_ones_are_known() -> None:
    named = platforms(None, bodies=("one", "two", "three"), not_serving=("two",))
    assert due(named, "platform_year", "basis") == [("text", 20.0)] * 2
    assert measures(named, "platforms") == [2]


def test_a_body_that_loses_its_title_is_paid_no_more() -> None:
    """No title is renewed; the first ones end within three years."""
    lever = Platforms("二(十四)", LONG_AGO, amount=20 * WAN, count=30)
    scenario = world(some_firms(1), levers={"platforms": lever}, platform_renewal=0.0)
    served = measures(scenario, "platforms")
    assert served[0] == 30
    assert 30 > served[1] > served[2] > served[3] == 0
    paid = [year for year, _ in due(scenario, "platform_year", "year_due")]
    assert [paid.count(year) for year in scenario.years] == served
    kept = world(some_firms(1), levers={"platforms": lever}, platform_renewal=1.0)
    assert measures(kept, "platforms") == [30] * 4


@pytest.mark.parametrize(("answer", "share"), [("part", 173 / 365), ("whole", 1.0), ("none", 0.0)])
def test_the_first_year_of_a_service_is_paid_in_part_whole_or_not(
    answer: str, share: float
) -> None:
    scenario = world(
        some_firms(1),
        levers={
            "training": Training("二(十三)", JULY, cost_per_seat=WAN),
            "platforms": Platforms("二(十四)", JULY, amount=20 * WAN, count=1),
        },
        reading={"first_year_services": answer},
        start=JULY,
        until=2023,
    )
    for event, wan in (("training_year", 50), ("platform_year", 20)):
        first = [(2022, round(wan * WAN * share) / WAN)] if share else []
        assert due(scenario, event, "year_due") == [*first, (2023, float(wan))]


# R15: the yearly class.


def seated(**reading: str) -> list[list[int]]:
    """Return who has sat, year by year: two titled firms, two of the pool, six others."""
    firms = some_firms(10, class1_ip=[0, 0, 1, 1, *[0] * 6], sme=[True] * 9 + [False])
    entitle(firms, CHAMPION, slice(0, 2), BEFORE, FOR_EVER)
    scenario = world(
        firms,
        Step(CHAMPION),
        levers={
            "pool": Pool("二(一)", LONG_AGO, city_places=2, banner_places=0),
            "training": Training("二(十三)", LONG_AGO, seats=2),
        },
        reading=reading,
        until=2026,
    )
    return [life.firms.id[life.firms.trained].tolist() for _, life in lives(scenario)]


def test_the_class_is_for_the_list_for_titled_firms_or_for_any_sme() -> None:
    assert seated()[-1] == [1, 2, 3, 4]
    assert seated(training_for="titled")[0] == seated(training_for="titled")[-1] == [1, 2]
    assert seated(training_for="any")[-1] == list(range(1, 10))


def test_a_seat_for_the_second_time_is_a_seat_less_for_others() -> None:
    """Fifty seats a year for a hundred: in two years all have sat, unless some sit again."""
    firms = entitle(some_firms(100), CHAMPION, slice(None), BEFORE, FOR_EVER)
    trained = [
        measures(
            world(
                firms,
                Step(CHAMPION),
                levers={"training": Training("二(十三)", LONG_AGO, seats=50)},
                reading={"training_repeats": answer},
                until=2023,
            ),
            "trained",
        )
        for answer in ("no", "yes")
    ]
    assert trained[0] == [50, 100]
    assert trained[1][0] == 50
    assert trained[1][1] == pytest.approx(75, abs=12)  # half of the seats, 4 SD of 3


# R16: amounts that the text does not give.


def unpriced(answer: str) -> Scenario:
    firms = entitle(some_firms(20, body=1.0, rd_intensity=0.05), REGIONAL, slice(None), BEFORE)
    return world(
        firms,
        Step(REGIONAL, validity=FOR_EVER),
        levers={
            "quality": Quality("二(五)", LONG_AGO),
            "credit": Credit("二(八)", LONG_AGO),
            "funds": Funds("二(九)", LONG_AGO),
            "talent": Talent("二(十一)", LONG_AGO),
            "markets": Markets("二(十二)", LONG_AGO),
            "training": Training("二(十三)", LONG_AGO),
        },
        reading={"amounts_not_given": answer},
        until=2022,
        standard_rate=1.0,
        standard_led=0.5,
        standard_national_wan=30.0,
        standard_joined_part=0.4,
        guarantee_fund_wan=5000.0,
        guarantee_leverage=5.0,
        loan_demand=1.0,
        loan_approval=1.0,
        loan_to_revenue=0.1,
        fund_stakes=3.0,
        fund_stake_wan=500.0,
        fund_demand=1.0,
        trainee_places=10.0,
        trainees_per_firm=2.0,
        stipend_wan=0.05,
        stipend_months=10.0,
        fair_rate=1.0,
        fair_subsidy_wan=3.0,
        training_cost_wan=2.0,
    )


@pytest.mark.parametrize("answer", ["assumed", "zero"])
def test_amounts_not_given_are_assumed_or_nothing_and_have_their_lines(answer: str) -> None:
    worth = 1.0 if answer == "assumed" else 0.0
    scenario = unpriced(answer)
    ledger = whole_life(scenario).ledger
    assert {row["basis"] for row in entries(ledger)} == {"assumption"}
    assert set(due(scenario, "standard_subsidy")) == {(30.0 * worth,), (12.0 * worth,)}
    assert len(due(scenario, "standard_subsidy")) == 20
    assert due(scenario, "fund_capital", "kind") == [("asset", 5000.0 * worth)]
    assert due(scenario, "fund_stake", "kind") == [("asset", 500.0 * worth)] * 3
    assert due(scenario, "stipend", "payer") == [("banner", 2 * 10 * 0.05 * worth)] * 5
    assert due(scenario, "fair_subsidy") == [(3.0 * worth,)] * 20
    assert due(scenario, "training_year") == [(100.0 * worth,)]
    firms = whole_life(scenario).firms
    assert firms.guaranteed.any() == bool(worth)
    assert firms.equity.sum() == 1500.0 * worth


def test_amounts_that_the_policy_names_are_the_text_whatever_the_answer() -> None:
    scenario = unpriced("zero")
    named = {
        "quality": Quality("二(五)", LONG_AGO, national=30 * WAN, joined_part=0.5),
        "credit": Credit("二(八)", LONG_AGO, fund=100 * WAN),
        "funds": Funds("二(九)", LONG_AGO, stakes=1, stake=200 * WAN),
        "talent": Talent("二(十一)", LONG_AGO, places=10, stipend=WAN // 10, months=8),
        "markets": Markets("二(十二)", LONG_AGO, subsidy=5 * WAN),
        "training": Training("二(十三)", LONG_AGO, seats=10, cost_per_seat=3 * WAN),
    }
    scenario = replace(scenario, policy=replace(scenario.policy, **named))
    assert {row["basis"] for row in entries(whole_life(scenario).ledger)} == {"text"}
    assert set(due(scenario, "standard_subsidy")) == {(30.0,), (15.0,)}
    assert due(scenario, "fund_capital") == [(100.0,)]
    assert due(scenario, "fund_stake") == [(200.0,)]
    assert due(scenario, "stipend") == [(2 * 8 * 0.1,)] * 5
    assert due(scenario, "training_year") == [(30.0,)]


def test_the_fund_bears_the_share_that_the_policy_names() -> None:
    lever = Credit(
        "二(八)", LONG_AGO, fund=10**12, leverage=1.0, loss_shares=(("fund", 0.2), ("bank", 0.8))
    )
    scenario = world(
        entitle(some_firms(1), CHAMPION, 0, BEFORE, FOR_EVER),
        Step(CHAMPION),
        levers={"credit": lever},
        until=2022,
        loan_demand=1.0,
        loan_approval=1.0,
        loan_to_revenue=0.1,
        default_rate=1.0,
        fund_loss_share=0.9,
    )
    assert due(scenario, "guarantee_claim") == [(20.0,)]


# R17 and R18: the end of the policy, and later documents.


@pytest.mark.parametrize(("answer", "last"), [("continues", 2027), ("ends", 2025)])
def test_after_2025_the_policy_goes_on_or_ends(answer: str, last: int) -> None:
    scenario = world(
        entitle(some_firms(400), CHAMPION, slice(0, 100), BEFORE, FOR_EVER),
        Step(INNOVATIVE),
        Step(CHAMPION),
        awards=(award(INNOVATIVE, 10),),
        other_purses=(other_award(INNOVATIVE, 20),),
        levers={
            "training": Training("二(十三)", LONG_AGO, cost_per_seat=WAN),
            "visits": Visits("三(二)", LONG_AGO, firms=10),
        },
        reading={"policy_after_2025": answer},
        until=2027,
        take_up_innovative=0.1,
    )
    ledger = whole_life(scenario).ledger
    assert max(row["year_due"] for row in entries(ledger, event="training_year")) == last
    assert (
        max(row["year_due"] for row in entries(ledger, kind="expenditure", tier="innovative"))
        == last
    )
    assert max(row["year_due"] for row in entries(ledger, kind="memo")) == 2027
    assert [visited > 0 for visited in measures(scenario, "visited")] == [
        year <= last for year in scenario.years
    ]


@pytest.mark.parametrize(
    ("answer", "years"), [("ignored", [2022, 2023, 2024]), ("in_force", [2022, 2023])]
)
def test_a_later_document_drops_an_award_and_the_municipal_rung(
    answer: str, years: list[int]
) -> None:
    """A firm a year takes a title on each of two rungs; both awards are repealed from 2024."""
    repealed = dt.date(2024, 1, 1)
    scenario = world(
        some_firms(3, enters=[2022, 2023, 2024], alive=[True, False, False]),
        Step(MUNICIPAL),
        Step(CHAMPION),
        awards=tuple(award(tier, 20, repealed=repealed) for tier in (MUNICIPAL, CHAMPION)),
        reading={"later_documents": answer, "municipal_rung_until": 2024},
        until=2024,
        take_up_municipal=1.0,
        take_up_champion=1.0,
    )
    for tier in ("municipal", "champion"):
        lines = entries(whole_life(scenario).ledger, tier=tier, payer="city")
        assert [row["year_due"] for row in lines] == years
    opened = [int(count) for count in measures(scenario, "recognised", "municipal")]
    assert opened == [1, 1, int(answer == "ignored")]
    assert measures(scenario, "recognised", "champion") == [1, 1, 1]


# R19: key sectors.


def sectors(answer: str, strength: float = 1.0) -> Firms:
    """Return three firms of a key sector and three of another after a year under every list."""
    firms = some_firms(6, sector=[0, 0, 0, 1, 1, 1])
    people = register(firms, sectors=("key", "other"))
    scenario = world(
        people,
        Step(INNOVATIVE),
        Step(MUNICIPAL),
        levers={
            "attraction": Attraction("二(二)", LONG_AGO, strength=strength, sectors=("key",)),
            "pool": Pool("二(一)", LONG_AGO, city_places=9, banner_places=9),
            "visits": Visits("三(二)", LONG_AGO, firms=9),
        },
        reading={"key_sectors": answer},
        until=2022,
        take_up_innovative=1.0,
        take_up_municipal=1.0,
    )
    return whole_life(scenario).firms


def test_key_sectors_are_preferred_or_the_only_ones() -> None:
    """The region's own title asks for no sector."""
    everybody, only = [True] * 6, [True] * 3 + [False] * 3
    for answer, allowed in (("preference", everybody), ("eligibility", only)):
        firms = sectors(answer)
        assert (firms.pool > 0).tolist() == allowed
        assert firms.visited.tolist() == allowed
        assert (firms.first[MUNICIPAL] > 0).tolist() == allowed
        assert (firms.first[INNOVATIVE] > 0).tolist() == everybody


def test_without_the_clause_that_names_them_no_sector_is_shut_out() -> None:
    firms = sectors("eligibility", strength=0.0)
    assert (firms.pool > 0).all()
    assert (firms.first[MUNICIPAL] > 0).all()


# R20: revoked titles, and updates that are missed.


@pytest.mark.parametrize(("answer", "back"), [("kept", 0), ("clawed_back", -100)])
def test_a_revoked_title_keeps_its_award_or_gives_it_back(answer: str, back: int) -> None:
    scenario = world(
        some_firms(3),
        Step(REGIONAL),
        awards=(award(REGIONAL, 100),),
        reading={"revoked_award": answer},
        until=2023,
        take_up_regional=1.0,
        revocation_rate=1.0,
    )
    found = due(scenario, "clawback", "year_due", payer="city")
    assert found == ([(2023, float(back))] * 3 if back else [])
    assert measures(scenario, "revoked", "regional") == [0, 3]
    assert measures(scenario, "lapsed", "regional") == [0, 3]
    assert measures(scenario, "at_least_valid", "regional") == [3, 0]


def test_a_title_that_is_revoked_after_its_firm_moved_is_given_back_once() -> None:
    scenario = world(
        some_firms(4),
        Step(REGIONAL),
        awards=(award(REGIONAL, 100),),
        reading={"revoked_award": "clawed_back", "award_on_leaving": "clawed_back"},
        take_up_regional={0: 1.0, 2023: 0.0},
        revocation_rate=1.0,
        move_out_rate={0: 0.0, 2023: 0.5},
    )
    assert due(scenario, "clawback", "firm_id", payer="city") != []
    assert spent(whole_life(scenario).ledger) == 0


def test_without_revocation_no_title_is_revoked() -> None:
    scenario = world(some_firms(3), Step(REGIONAL), take_up_regional=1.0)
    assert measures(scenario, "revoked", "regional") == [0] * 4


def missing(rate: Any, **more: Any) -> Scenario:
    """Return a title that ends in September 2024 and would be renewed."""
    firms = entitle(some_firms(1), REGIONAL, 0, BEFORE)
    step = Step(REGIONAL, validity=36, first_batch=more.pop("first_batch", 2099))
    return world(firms, step, missed_update=rate, take_up_regional=1.0, **more)


@pytest.mark.parametrize(("rate", "renewed"), [(0.0, [0, 0, 1, 0]), (1.0, [0] * 4)])
def test_who_misses_the_yearly_update_is_not_renewed(rate: float, renewed: list[int]) -> None:
    assert measures(missing(rate), "renewed", "regional") == renewed


def test_one_update_missed_is_enough() -> None:
    once = missing({0: 1.0, 2023: 0.0})
    assert measures(once, "renewed", "regional") == [0] * 4
    assert measures(once, "lapsed", "regional") == [0, 0, 1, 0]


def test_a_title_won_anew_is_not_held_to_an_update_missed_before() -> None:
    """Missed in 2022, lost in 2024, won again in 2025: that one is renewed in 2028."""
    scenario = missing({0: 1.0, 2023: 0.0}, first_batch=2025, until=2028)
    assert measures(scenario, "recognised", "regional") == [0, 0, 0, 1, 0, 0, 0]
    assert measures(scenario, "renewed", "regional") == [0, 0, 0, 0, 0, 0, 1]


# The answers themselves.


def test_an_answer_that_excludes_another_is_named_with_it() -> None:
    assert Reading().contradictions() == ()
    both = Reading(city_share=0.5, award_payer="banners_outside_districts")
    assert both.contradictions() == (("city_share", "award_payer"),)
    unpaid = Reading(
        stock_already_recognised="not_paid",
        stock_schedule="spread",
        stock_little_giant_regional_award="not_paid",
    )
    assert len(unpaid.contradictions()) == 2
    late = Reading(later_documents="in_force", municipal_rung_until=2024)
    assert late.contradictions() == (("later_documents", "municipal_rung_until"),)
    assert Reading(later_documents="in_force").contradictions() == ()


def test_the_answers_of_the_shipped_scenario_are_the_defaults() -> None:
    assert ordos().reading == Reading()
