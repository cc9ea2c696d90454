"""The books: what an appropriation pays and when, what must add up, and what a clause leaves."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levers import AWARDS, GOES_ON, ON, SIZES, STEPS, town
from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.entries import CITY_PURSES
from srdi_sim.engine.ledger import BASES, EVENTS, KINDS, PAYERS, UNPAID, Books
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.policy.entries import REFUNDS
from srdi_sim.policy.policy import LEVERS_WITH_LINES, Appropriation, Factors, ResearchBodies
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.scenario.scenario import Scenario
from worlds import LONG_AGO, WAN, other_award, whole_life, world

Due = tuple[int, int, int]  # year, month, fen


def books_of(*rows: Due, **more: Any) -> Books:
    """Return books with these dues of the city, one entry each."""
    books = Books(("c",))
    for year, month, fen in rows:
        enter(books, year, month, fen, **more)
    return books


def enter(books: Books, year: int, month: int, *fen: int, **more: Any) -> None:
    given = {"event": "recognised", "payer": "city", **more}
    due = month_index(year, month)
    books.enter(np.array(fen, dtype=np.int64), month=due, clause="c", **given)


def paid(books: Books) -> list[int]:
    """Return the year in which each row is paid, -1 if never."""
    return books.close()["year_paid"].tolist()


# What an appropriation pays.


def test_without_an_appropriation_all_is_paid_as_it_was_to_be() -> None:
    books = books_of((2022, 3, 5), (2022, 9, 7))
    enter(books, 2022, 10, 3, years_late=1)
    books.settle(2022, None)
    assert books.arrears == 0
    assert paid(books) == [2022, 2022, 2023]


def test_what_fell_due_first_is_paid_first_whatever_was_entered_first() -> None:
    books = books_of((2022, 3, 5), (2022, 1, 4), (2022, 2, 3))
    books.settle(2022, 7, 7)
    assert books.arrears == 5
    assert paid(books) == [2023, 2022, 2022]


def test_of_one_month_what_was_entered_first_is_paid_first() -> None:
    books = books_of((2022, 3, 5), (2022, 3, 5), (2022, 3, 5))
    books.settle(2022, 10, 10)
    assert paid(books) == [2022, 2022, 2023]


def test_a_row_is_paid_whole_or_waits_with_all_that_fell_due_after_it() -> None:
    """Of 6 the first takes 4; 3 does not fit, and so 1 waits as well."""
    books = books_of((2022, 1, 4), (2022, 2, 3), (2022, 3, 1))
    books.settle(2022, 6, 6)
    assert books.arrears == 4
    assert paid(books) == [2022, 2023, 2023]


def test_rows_of_one_entry_are_rows_like_any_other() -> None:
    books = Books(("c",))
    enter(books, 2022, 5, 4, 3, 1)
    books.settle(2022, 7, 7)
    assert paid(books) == [2022, 2022, 2023]


def test_arrears_come_before_the_dues_of_the_year() -> None:
    books = books_of((2022, 1, 4), (2022, 11, 4))
    books.settle(2022, 5, 5)
    enter(books, 2023, 1, 4)
    books.settle(2023, 5, 5)
    assert books.arrears == 4
    enter(books, 2024, 1, 1)
    books.settle(2024, 5, 5)
    assert books.arrears == 0
    assert paid(books) == [2022, 2023, 2024, 2024]


def test_dues_that_are_to_be_paid_next_year_wait_for_next_years_appropriation() -> None:
    books = Books(("c",))
    enter(books, 2022, 12, 4, years_late=1)
    enter(books, 2022, 3, 5)
    books.settle(2022, 5, 5)
    assert books.arrears == 0
    enter(books, 2023, 1, 5)
    books.settle(2023, 5, 5)
    assert books.arrears == 5
    assert paid(books) == [2023, 2022, 2024]


def test_an_appropriation_of_nothing_pays_nothing() -> None:
    books = books_of((2022, 1, 4), (2022, 2, 0))
    books.settle(2022, 0, 0)
    assert books.arrears == 4
    assert paid(books) == [UNPAID, 2022]  # nothing is owed of a row of nothing


def test_an_appropriation_that_ends_leaves_no_arrears() -> None:
    books = books_of((2022, 1, 4), (2022, 2, 4))
    books.settle(2022, 4, 4)
    assert books.arrears == 4
    books.settle(2023, None)
    assert books.arrears == 0
    assert paid(books) == [2022, 2023]


def test_only_what_the_city_spends_is_counted() -> None:
    """The banner's part, memo lines, assets, contingent lines and refunds are paid as planned."""
    books = Books(("c",))
    enter(books, 2022, 1, 100, payer="banner")
    enter(books, 2022, 1, 100, payer="region", kind="memo")
    enter(books, 2022, 1, 100, event="fund_capital", kind="asset")
    enter(books, 2022, 1, 100, event="guarantee_claim", payer="guarantee_fund", kind="contingent")
    enter(books, 2022, 1, -100, event="clawback")
    enter(books, 2022, 2, 7)
    books.settle(2022, 7, 7)
    assert books.arrears == 0
    assert paid(books) == [2022] * 6


def test_after_the_last_year_one_appropriation_a_year_goes_on_until_nothing_waits() -> None:
    books = books_of(*((2025, month, 4) for month in range(1, 8)))
    books.settle(2025, 8, 8)
    assert paid(books) == [2025, 2025, 2026, 2026, 2027, 2027, 2028]


def test_a_row_larger_than_the_appropriation_is_never_paid_nor_is_what_comes_after() -> None:
    books = books_of((2025, 1, 4), (2025, 2, 9), (2025, 3, 1))
    books.settle(2025, 8, 8)
    assert paid(books) == [2025, UNPAID, UNPAID]


def test_what_is_planned_for_later_years_has_its_turn_in_the_tail() -> None:
    """Parts of a sum that is spread, due in 2026 and 2027, under 5 a year."""
    books = books_of((2025, 7, 4), (2026, 7, 4), (2027, 7, 4), (2025, 8, 3))
    books.settle(2025, 5, 5)
    assert books.arrears == 3
    assert paid(books) == [2025, 2027, 2028, 2026]


def test_looking_at_the_books_settles_nothing() -> None:
    books = books_of((2022, 1, 4), (2022, 2, 4), (2022, 3, 4))
    books.settle(2022, 4, 4)
    first = books.close()
    again = books.close()
    assert {name: column.tolist() for name, column in first.items()} == {
        name: column.tolist() for name, column in again.items()
    }
    assert books.arrears == 8
    books.settle(2023, 8, 8)
    assert paid(books) == [2022, 2023, 2023]  # not as the tail had it a year before


def test_awards_paid_in_a_year_are_those_of_any_purse_that_reached_a_firm_in_it() -> None:
    books = Books(("c",))
    enter(books, 2022, 3, 5, firm_id=1)
    enter(books, 2022, 4, 5, firm_id=2)
    enter(books, 2022, 3, 7, firm_id=3, payer="region", kind="memo")
    enter(books, 2022, 3, 9, firm_id=4, event="fair_subsidy", payer="banner")
    enter(books, 2021, 3, 2, firm_id=5, event="already_recognised", payer="banner", years_late=1)
    books.settle(2022, 5, 5)
    ids, fen = books.awards_paid(2022)
    assert dict(zip(ids.tolist(), fen.tolist(), strict=True)) == {1: 5, 3: 7, 5: 2}
    books.settle(2023, 5, 5)
    ids, fen = books.awards_paid(2023)
    assert (ids.tolist(), fen.tolist()) == ([2], [5])


dues = st.lists(
    st.tuples(st.integers(2022, 2025), st.integers(1, 12), st.integers(0, 9), st.integers(0, 1)),
    max_size=25,
)
caps = st.lists(st.one_of(st.none(), st.integers(0, 20)), min_size=4, max_size=4)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(dues, caps)
def test_an_appropriation_moves_payments_and_no_due(
    rows: list[tuple[int, int, int, int]], caps: list[int | None]
) -> None:
    """Whatever falls due and whatever may be paid, year by year."""
    free, capped = Books(("c",)), Books(("c",))
    for year, cap in zip(range(2022, 2026), caps, strict=True):
        for due, month, fen, late in rows:
            if due == year:
                enter(free, due, month, fen, years_late=late)
                enter(capped, due, month, fen, years_late=late)
        free.settle(year, None)
        capped.settle(year, cap, cap)
    planned, found = free.close(), capped.close()
    for name in planned.keys() - {"year_paid"}:
        assert planned[name].tobytes() == found[name].tobytes()
    when, fen = found["year_paid"].astype(int), found["amount_fen"]
    for year, cap in zip(range(2022, 2026), caps, strict=True):
        if cap is not None:
            assert fen[when == year].sum() <= cap
    if caps[-1] is None:
        assert not (when == UNPAID).any()
    else:
        assert all(fen[when == year].sum() <= caps[-1] for year in range(2026, 2080))
    never = 1 << 20
    when = np.where(when == UNPAID, never, when)
    assert (when >= planned["year_paid"]).all()
    # Of two dues that might be paid in the same year, the later one is never paid before.
    order = found["year_due"] * 12 + found["month_due"]
    for one in range(fen.size):
        for other in range(fen.size):
            both = planned["year_paid"][one] <= planned["year_paid"][other] and fen[one] > 0
            if both and order[one] < order[other] and fen[other] > 0:
                assert when[one] <= when[other]


# Signs.


@pytest.mark.parametrize("event", EVENTS)
def test_money_that_comes_back_is_negative_and_no_other(event: str) -> None:
    sign = -1 if event in REFUNDS else 1
    books = Books(("c",))
    enter(books, 2022, 1, sign * 5, sign * 7, event=event)
    enter(books, 2022, 1, 0, event=event)
    assert books.total(event) == sign * 12
    for wrong in ((-sign * 5,), (sign * 5, -sign * 7)):
        with pytest.raises(ValueError, match="wrong sign"):
            enter(books, 2022, 1, *wrong, event=event)


def test_awards_that_come_back_are_known_and_those_of_parks_are_not_among_them() -> None:
    books = Books(("c",))
    enter(books, 2022, 1, -5, event="clawback", tier=int(Tier.REGIONAL))
    enter(books, 2022, 1, -500, event="clawback")
    assert books.award_refunds == -5


# A town under every clause that has a line.


@cache
def under_every_clause(cap: int | None = None) -> Scenario:
    """Return the town with every lever on and every effect at none, so that only money moves."""
    levers = {
        **ON,
        "research_bodies": ResearchBodies(
            "二(四)", LONG_AGO, municipal=5 * WAN, provincial=20 * WAN, national=50 * WAN
        ),
        "factors": Factors("二(十)", LONG_AGO, power_discount=0.1),
    }
    del levers["appropriation"]
    if cap is not None:
        levers["appropriation"] = Appropriation("budget", LONG_AGO, cap=cap)
    return world(
        town(),
        *STEPS,
        awards=tuple(AWARDS.values()),
        other_purses=(other_award(Tier.REGIONAL, 50), other_award(Tier.LITTLE_GIANT, 100)),
        levers=levers,
        **{**GOES_ON, **SIZES, "city_share": 0.7, "paid_next_year": 1.0, "fund_recovery": 0.3},
    )


def rows_of(scenario: Scenario) -> list[tuple[Any, ...]]:
    """Return the rows of the books in the order in which they were entered, clauses by name."""
    ledger = dict(whole_life(scenario).ledger)
    clauses = [scenario.clauses[code] for code in ledger.pop("clause")]
    return list(zip(clauses, *(column.tolist() for column in ledger.values()), strict=True))


@pytest.mark.parametrize("name", LEVERS_WITH_LINES)
def test_a_clause_that_goes_takes_its_own_lines_and_no_other(name: str) -> None:
    whole = under_every_clause()
    lever = getattr(whole.policy, name)
    without = replace(whole, policy=replace(whole.policy, **{name: replace(lever, strength=0.0)}))
    rows = rows_of(whole)
    assert rows_of(without) == [row for row in rows if row[0] != lever.clause]
    assert any(row[0] == lever.clause for row in rows)


@pytest.mark.parametrize("tier", list(Tier))
def test_an_award_that_goes_takes_its_own_lines_and_no_other(tier: Tier) -> None:
    whole = under_every_clause()
    kept = tuple(each for each in whole.policy.awards if each.tier is not tier)
    without = replace(whole, policy=replace(whole.policy, awards=kept))
    at = 1 + [name for name in whole_life(whole).ledger if name != "clause"].index("tier")
    rows = rows_of(whole)
    assert rows_of(without) == [row for row in rows if row[0] != "二(三)" or row[at] != tier]
    assert any(row[0] == "二(三)" and row[at] == tier for row in rows)


def test_other_purses_that_go_take_their_own_lines_and_no_other() -> None:
    whole = under_every_clause()
    without = replace(whole, policy=replace(whole.policy, other_purses=()))
    rows = rows_of(whole)
    assert rows_of(without) == [row for row in rows if row[0] != "region"]
    assert any(row[0] == "region" for row in rows)


def test_a_lever_without_lines_has_none() -> None:
    whole = under_every_clause()
    clauses = {row[0] for row in rows_of(whole)}
    silent = set(whole.policy.levers) - set(LEVERS_WITH_LINES)
    shared = {getattr(whole.policy, name).clause for name in LEVERS_WITH_LINES}
    assert not clauses & ({getattr(whole.policy, name).clause for name in silent} - shared)


# The same sums, by another hand.


@pytest.fixture(scope="module")
def runs() -> Runs:
    """Return three replications of the town, whose city may pay 3,000 万元 a year."""
    return simulate(under_every_clause(3000 * WAN), replications=3, seed=4)


@pytest.fixture(scope="module")
def database(runs: Runs) -> Iterator[sqlite3.Connection]:
    """Return the ledger as a table with labels, as a stranger to our code would hold it."""
    labels: dict[str, Any] = {
        "clause": runs.scenario.clauses,
        "event": EVENTS,
        "payer": PAYERS,
        "kind": KINDS,
        "basis": BASES,
    }
    columns = {
        name: [labels[name][code] for code in column] if name in labels else column.tolist()
        for name, column in runs.ledger.items()
    }
    table = sqlite3.connect(":memory:")
    table.execute(f"CREATE TABLE ledger ({', '.join(columns)})")
    marks = ", ".join("?" * len(columns))
    table.executemany(f"INSERT INTO ledger VALUES ({marks})", zip(*columns.values(), strict=True))
    yield table
    table.close()


CITY = f"kind = 'expenditure' AND payer IN {CITY_PURSES}"


@pytest.mark.parametrize(
    "columns", [("clause",), ("payer",), ("year_due",), ("year_paid",), ("clause", "year_paid")]
)
def test_the_bill_is_what_sql_sums_to_the_fen(
    runs: Runs, database: sqlite3.Connection, columns: tuple[str, ...]
) -> None:
    named = ", ".join(columns)
    summed = database.execute(
        f"SELECT {named}, replication, SUM(amount_fen) FROM ledger"
        f" WHERE {CITY} AND year_due BETWEEN 2022 AND 2025 GROUP BY {named}, replication"
    )
    wanted = {tuple(row[:-1]): row[-1] for row in summed}
    table = budget(runs).amounts(*columns)
    found: dict[tuple[Any, ...], int] = {}
    for key, sums in zip(table.index, table.to_numpy().tolist(), strict=True):
        of_group = tuple(key) if isinstance(key, tuple) else (key,)
        for replication, fen in enumerate(sums):
            found[*of_group, replication] = fen
    assert {key: fen for key, fen in found.items() if fen} == {
        key: fen for key, fen in wanted.items() if fen
    }
    assert len(found) > len(runs.replications)


def test_every_kind_of_line_is_there_to_be_summed(database: sqlite3.Connection) -> None:
    found = Counter(
        {
            kind: count
            for kind, count in database.execute("SELECT kind, COUNT(*) FROM ledger GROUP BY kind")
        }
    )
    assert set(found) == set(KINDS)
    events = {event for (event,) in database.execute("SELECT DISTINCT event FROM ledger")}
    assert events >= set(EVENTS) - {"already_recognised", "clawback"}


def test_the_city_pays_no_more_a_year_than_it_may(runs: Runs, database: sqlite3.Connection) -> None:
    most = database.execute(
        "SELECT MAX(fen) FROM (SELECT SUM(amount_fen) AS fen FROM ledger"
        " WHERE kind = 'expenditure' AND payer = 'city' AND amount_fen > 0"
        " GROUP BY replication, year_paid)"
    ).fetchone()[0]
    assert 2900 * WAN < most <= 3000 * WAN
    late = database.execute("SELECT COUNT(*) FROM ledger WHERE year_paid > 2026").fetchone()[0]
    assert late > 0
    assert budget(runs).tail.mean > 0


def test_the_whole_is_the_same_without_an_appropriation(runs: Runs) -> None:
    free = simulate(under_every_clause(), replications=3, seed=4)
    for name in runs.ledger.keys() - {"year_paid"}:
        assert runs.ledger[name].tobytes() == free.ledger[name].tobytes()
    assert budget(runs).total == budget(free).total
