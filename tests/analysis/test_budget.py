import datetime as dt
import sqlite3

import numpy as np
import pytest

from planted import entry, runs, scenario
from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.costs import Cost
from srdi_sim.analysis.entries import NOBODY
from srdi_sim.analysis.stock import if_stock_is_paid
from srdi_sim.analysis.unpriced import Unpriced
from srdi_sim.distributions import Chance
from srdi_sim.engine.ledger import BASES, EVENTS, KINDS, PAYERS
from srdi_sim.errors import SrdiError
from srdi_sim.policy.policy import (
    LEVERS_WITH_LINES,
    UNPRICED,
    Appropriation,
    Credit,
    Lever,
    Quality,
    ResearchBodies,
    Training,
    Visits,
)
from srdi_sim.policy.text import WHY_UNPRICED
from srdi_sim.policy.tiers import TIER_CODES, Tier
from worlds import award, ordos

WAN = 1_000_000
BEGUN = dt.date(2022, 7, 12)


def bill_of(ledger, replications=1, **more):
    return budget(runs(scenario(**more), replications, ledger=ledger))


def by_text(p50, p80, p95, mean):
    """A cost that the text prices, all of it."""
    return Cost(p50, p80, p95, mean, text=mean, assumption=0)


def test_the_total_is_what_city_and_banners_owe_within_the_period():
    ledger = [
        entry(0, 100, payer="city"),
        entry(0, 23, payer="banner"),
        entry(0, 4000, payer="region", kind="memo"),
        entry(0, 50000, payer="guarantee_fund", kind="contingent", clause="二(八)"),
        entry(0, -30000, payer="guarantee_fund", kind="contingent", clause="二(八)"),
        entry(0, 600000, payer="city", kind="asset", event="fund_capital"),
        entry(0, 7000000, payer="centre"),
        entry(0, 80000000, year=2026),
        entry(0, 900000000, year=2021),
    ]
    bill = bill_of(ledger)
    assert bill.total == by_text(123, 123, 123, 123)
    assert bill.by("payer", kind="memo").loc["region", "p50"] == 4000
    assert bill.by("payer", kind="contingent").loc["guarantee_fund", "mean"] == 20000
    assert bill.by("event", kind="asset").loc["fund_capital", "p80"] == 600000
    assert bill.due_later.p50 == 80000000


def test_every_figure_says_what_part_of_its_mean_the_text_prices():
    assumed = {"basis": "assumption", "clause": "二(十三)", "event": "training_year"}
    ledger = [entry(n, 10 * n) for n in range(4)]
    ledger += [entry(n, 3, 2024, **assumed) for n in range(4)]
    bill = bill_of(ledger, 4)
    assert bill.total == Cost(13, 33, 33, 18, text=15, assumption=3)
    assert bill.by("clause")[["text", "assumption"]].to_numpy().tolist() == [[15, 0], [0, 3]]
    assert bill.by_year["due"]["assumption"].tolist() == [0, 0, 3, 0]
    assert bill.by("basis")["mean"].to_dict() == {"text": 15, "assumption": 3}


def test_the_parts_of_a_mean_add_up_to_it_whatever_is_rounded():
    ledger = [entry(0, 1), entry(1, 1, basis="assumption"), entry(2, 0)]
    total = bill_of(ledger, 3).total
    assert (total.mean, total.text + total.assumption) == (1, 1)


def test_quantiles_are_nearest_ranks_over_all_replications_even_those_that_pay_nothing():
    bill = bill_of([entry(n, n + 1) for n in range(15)], replications=20)
    assert bill.total == by_text(5, 11, 14, 6)


def test_the_mean_is_rounded_to_the_nearest_fen():
    assert bill_of([entry(0, 1), entry(1, 2)], 2).total.mean == 2
    assert bill_of([entry(0, 1), entry(1, 0), entry(2, 0)], 3).total.mean == 0


def test_groups_are_labelled_in_words_and_absent_ones_cost_nothing():
    ledger = [
        entry(0, 5, banner=1),
        entry(1, 9, year=2024, tier=-1, banner=-1, clause="二(六)", event="park_award"),
    ]
    table = bill_of(ledger, 2).by("clause", "year_due", "tier", "banner", "event", "basis")
    assert table.index.tolist() == [
        ("二(三)", 2023, "innovative", "banner 1", "recognised", "text"),
        ("二(六)", 2024, NOBODY, NOBODY, "park_award", "text"),
    ]
    assert table["p50"].tolist() == [0, 0]
    assert table["p95"].tolist() == [5, 9]
    assert table.columns.name == "fen"


def test_due_and_paid_stand_in_their_own_years_and_what_is_paid_later_is_the_tail():
    ledger = [
        entry(0, 10, 2022, year_paid=2023),
        entry(0, 20, 2025, year_paid=2026),
        entry(0, 40, 2025, year_paid=-1),  # never paid
    ]
    bill = bill_of(ledger)
    assert bill.by_year["due"]["p50"].tolist() == [10, 0, 0, 60]
    assert bill.by_year["paid"]["p50"].tolist() == [0, 10, 0, 0]
    assert bill.tail.p80 == 20
    assert bill.unpaid.p80 == 40
    assert bill.by("payer", paid="within").loc["city", "p50"] == 10
    assert bill.total.p50 == 70


OPEN = {
    "awards": (award(Tier.REGIONAL, 10.0, BEGUN, applies_to="new_and_stock"),),
    "stock_paid": Chance(0.5),
}


def bill_of_stock(brought_along=0, **more):
    """The bill of 40 replications that owe 100 n, and 100,000 for titles held where it is drawn."""
    here, n = scenario(**{**OPEN, **more}), np.arange(40)
    habits = here.settled_uncertainties().draw(7, n, here.years)
    paid = np.array([each[0].stock_paid == 1.0 for each in habits])
    before = {"event": "already_recognised", "tier": int(Tier.REGIONAL)}
    ledger = [entry(k, 100 * k) for k in n]
    ledger += [entry(k, 100_000 * int(paid[k]), 2022, **before) for k in n]
    ledger += [entry(k, brought_along, 2024, **before) for k in n if brought_along]
    return budget(runs(here, 40, ledger=ledger)), paid


@pytest.mark.parametrize("brought_along", [0, 5000])
def test_the_open_question_of_titles_held_before_splits_the_total_by_what_was_drawn(brought_along):
    bill, paid = bill_of_stock(brought_along)
    owed = 100 * np.arange(40) + brought_along
    (paying, if_paid), (free, if_not) = (if_stock_is_paid(bill)[each] for each in (True, False))
    assert (paying, free) == (paid.sum(), (~paid).sum())
    assert if_paid.mean == pytest.approx(100_000 + owed[paid].mean(), abs=1)
    assert if_not.mean == pytest.approx(owed[~paid].mean(), abs=1)


@pytest.mark.parametrize(
    "more",
    [
        {"reading": {"stock_already_recognised": "paid"}},
        {"reading": {"stock_already_recognised": "not_paid"}},
        {"stock_paid": 1.0},
        {"stock_paid": 0.0},
        {"awards": (award(Tier.REGIONAL, 0.0, BEGUN, applies_to="new_and_stock"),)},
        {"awards": (award(Tier.REGIONAL, 10.0, BEGUN),)},
    ],
)
def test_a_question_that_is_answered_or_moves_no_money_splits_nothing(more):
    bill, _ = bill_of_stock(brought_along=5000, **more)
    assert if_stock_is_paid(bill) == {}


def test_one_uncertainty_has_the_values_that_all_of_them_together_have():
    known, n, year = ordos().settled_uncertainties(), np.array([0, 3, 8]), 2024
    habits = known.draw(5, n, range(2022, 2026))
    for each in known.entries:
        drawn = [of_one[2] for of_one in habits]
        expected = [getattr(of_one, each.name) for of_one in drawn]
        assert known.values(each.name, 5, n, year).tolist() == expected, each.name


def test_awards_are_means_by_tier_and_a_p80_by_year():
    ledger = [entry(n, WAN * n, tier=int(Tier.CHAMPION)) for n in range(4)]
    ledger += [
        entry(n, 3 * WAN, tier=int(Tier.REGIONAL), event="already_recognised") for n in range(4)
    ]
    ledger += [entry(0, 99 * WAN, tier=-1, event="training_year", clause="二(十三)")]
    awards = bill_of(ledger, 4).awards
    assert list(awards.columns) == [*TIER_CODES, "p80"]
    assert awards.loc[2023, "champion"] == 1.5 * WAN
    assert awards.loc[2023, "regional"] == 3 * WAN
    assert awards.loc[2023, "p80"] == 6 * WAN
    assert awards.loc[2024].tolist() == [0] * 6


def test_an_empty_ledger_costs_nothing_anywhere():
    bill = bill_of((), 3)
    assert bill.total == bill.tail == bill.unpaid == by_text(0, 0, 0, 0)
    assert bill.by("clause").empty
    assert bill.by_year["due"]["p95"].tolist() == [0] * 4
    assert bill.awards.to_numpy().sum() == 0


def test_what_waits_for_the_next_appropriation_is_told_in_fen():
    here = scenario(levers={"appropriation": Appropriation("budget", BEGUN, cap=300 * WAN)})
    waits = np.array([[0.0, 1 / 3, 2.5, 0.0], [0.0, 0.0, 1.0, 0.0]])
    bill = budget(runs(here, 2, city_wide={"arrears": waits}))
    assert bill.arrears["p95"].tolist() == [0, 100 * WAN, 750 * WAN, 0]
    assert bill.arrears["mean"].tolist() == [0, 50 * WAN, 525 * WAN, 0]


def test_levers_in_force_without_a_line_of_the_ledger_are_listed_with_the_reason():
    levers = {
        "visits": Visits("三(二)", BEGUN),
        "publicity": Lever("三(三)", BEGUN, strength=0.0),
        "appraisal": Lever("三(一)", dt.date(2026, 1, 1)),
        "research_bodies": ResearchBodies("二(四)", BEGUN),
        "training": Training("二(十三)", BEGUN),
    }
    assert bill_of((), levers=levers).unpriced == (
        Unpriced("research_bodies", "二(四)", "no_amount"),
        Unpriced("visits", "三(二)", "staff"),
    )
    named = {"research_bodies": ResearchBodies("二(四)", BEGUN, national=WAN)}
    assert bill_of((), levers=named).unpriced == ()


def test_what_costs_nothing_by_reading_is_listed_as_well():
    levers = {
        "quality": Quality("二(五)", BEGUN, international=WAN, national=WAN, industry=WAN),
        "credit": Credit("二(八)", BEGUN),
        "training": Training("二(十三)", BEGUN, cost_per_seat=WAN),
    }
    assert bill_of((), levers=levers).unpriced == ()
    zero = bill_of((), levers=levers, reading={"amounts_not_given": "zero"})
    assert zero.unpriced == (Unpriced("credit", "二(八)", "no_amount"),)


def test_every_lever_has_a_line_or_a_reason_and_the_text_agrees():
    levers = set(ordos().policy.levers) - {"appropriation"}  # a limit costs nothing
    assert levers == {*LEVERS_WITH_LINES, *UNPRICED}
    assert not set(LEVERS_WITH_LINES) & set(UNPRICED)
    reasons = {}
    for clause in ordos().text.clauses:
        for sentence in clause.sentences:
            for lever in sentence.levers:
                reasons.setdefault(lever, set()).add(sentence.no_line)
    for lever, reason in UNPRICED.items():
        assert reason in WHY_UNPRICED
        assert reason in reasons[lever], lever


@pytest.mark.parametrize("columns", [(), ("amount_fen",), ("colour", "clause")])
def test_what_cannot_be_grouped_by_is_refused(columns):
    with pytest.raises(ValueError, match="column"):
        bill_of(()).by(*columns)


def test_more_money_than_can_be_summed_is_refused():
    with pytest.raises(SrdiError, match=r"budget\.too_large.*900000000亿"):
        bill_of([entry(0, 5 * 10**18), entry(0, 5 * 10**18)])


def test_sums_beyond_exact_floats_are_exact():
    assert bill_of([entry(0, 2**60 + 1), entry(0, 2**60)]).total.p50 == 2**61 + 1


COLUMNS = (
    "clause",
    "year_due",
    "year_paid",
    "tier",
    "banner",
    "payer",
    "event",
    "basis",
    "firm_id",
)


@pytest.mark.parametrize("seed", range(3))
def test_every_total_is_that_of_the_same_ledger_in_another_program(seed):
    rng = np.random.default_rng(seed)
    here = scenario()

    def any_of(choices):
        return choices[int(rng.integers(len(choices)))]

    ledger = [
        entry(
            int(rng.integers(5)),
            int(rng.integers(10**9)),
            int(rng.integers(2021, 2028)),
            year_paid=int(any_of([-1, *range(2022, 2029)])),
            clause=any_of(here.clauses),
            event=any_of(EVENTS),
            payer=any_of(PAYERS),
            kind=any_of(KINDS),
            basis=any_of(BASES),
            tier=int(rng.integers(-1, 5)),
            banner=int(rng.integers(-1, 2)),
            firm_id=int(rng.integers(2**50)),
        )
        for _ in range(400)
    ]
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE TABLE ledger (replication, amount_fen, kind, {', '.join(COLUMNS)})")
    names = ("replication", "amount_fen", "kind", *COLUMNS)
    marks = ", ".join("?" * len(names))
    rows = [tuple(each[name] for name in names) for each in ledger]
    base.executemany(f"INSERT INTO ledger VALUES ({marks})", rows)
    due = "year_due BETWEEN 2022 AND 2025"
    spent = f"{due} AND kind = 'expenditure' AND payer IN ('city', 'banner')"
    bill = budget(runs(here, 5, ledger=ledger))
    for column in COLUMNS:
        sql = f"SELECT {column}, SUM(amount_fen) FROM ledger WHERE {spent} GROUP BY 1 ORDER BY 1"
        expected = [total for _, total in base.execute(sql)]
        found = bill.amounts(column).sum(axis="columns").tolist()
        assert sorted(found) == sorted(expected), column
    for kind in ("memo", "contingent", "asset"):
        sql = f"SELECT SUM(amount_fen) FROM ledger WHERE {due} AND kind = '{kind}'"
        ((expected,),) = base.execute(sql)
        assert int(bill.amounts("payer", kind=kind).to_numpy().sum()) == expected
    sql = f"SELECT SUM(amount_fen) FROM ledger WHERE {spent} AND year_paid > 2025"
    ((expected,),) = base.execute(sql)
    assert int(bill.amounts("kind", paid="later").to_numpy().sum()) == expected
    base.close()
