import numpy as np
import pytest
from scipy import stats

from planted import entry, per_replication, runs, scenario
from srdi_sim.analysis.observed import foretold, observed_percentiles, standing
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.scenario.scenario import Observation

REGIONAL, LITTLE_GIANT = Tier.REGIONAL, Tier.LITTLE_GIANT


def published(what="stock", value=3.0, sd=0.0, year=2024, **more):
    dated = {"month": None, "year": year}
    if what == "stock":
        dated = {"month": month_index(year, 8), "year": None}
    given = {
        "name": "a figure",
        "what": what,
        "tiers": (REGIONAL, LITTLE_GIANT),
        "value": value,
        "sd": sd,
        "evidence": True,
        "source": "a test",
        "confidence": "high",
        **dated,
        **more,
    }
    return Observation(**given)


def test_the_percentile_of_a_stock_is_that_of_the_middle_of_its_rank():
    august = month_index(2024, 8)
    seen = {(august, REGIONAL): [1, 2, 2, 3], (august, LITTLE_GIANT): [0, 1, 1, 1]}
    of_runs = runs(scenario(watch=(august,)), 4, watched=seen)
    (row,) = observed_percentiles(of_runs, [published(value=3.0)]).to_dict("records")
    assert row["percentile"] == 100 * (1 + 2 / 2) / 4
    assert (row["median"], row["low95"], row["high95"]) == (3, 1, 4)
    assert (row["when"], row["tiers"], row["inside95"]) == (
        "2024-08",
        "regional, little_giant",
        True,
    )


def test_the_percentile_of_a_flow_is_among_the_recognitions_of_its_year():
    flow = np.tile([0.0, 0.0, 1.0, 0.0], (9, 1)) * np.arange(9)[:, np.newaxis]
    of_runs = runs(scenario(), 9, {("recognised", REGIONAL): flow})
    table = observed_percentiles(of_runs, [published("flow", 9.0), published("flow", 0.0)])
    assert table["percentile"].tolist() == [100.0, 100 * 0.5 / 9]
    assert table["inside95"].tolist() == [False, True]
    assert table["when"].tolist() == ["2024", "2024"]


def test_the_error_of_a_figure_widens_its_forecast_as_a_normal_would():
    flow = per_replication([10, 20])
    of_runs = runs(scenario(), 2, {("recognised", REGIONAL): flow})
    (row,) = observed_percentiles(of_runs, [published("flow", 18.0, sd=4.0)]).to_dict("records")
    exact = 50 * (stats.norm.cdf(18, 10, 4) + stats.norm.cdf(18, 20, 4))
    assert row["percentile"] == pytest.approx(exact, abs=0.5)
    assert row["low95"] == pytest.approx(stats.norm.ppf(0.05, 10, 4), abs=0.5)
    assert row["high95"] == pytest.approx(stats.norm.ppf(0.95, 20, 4), abs=0.5)


def test_figures_from_outside_the_period_are_left_out():
    figures = [published(year=2021), published("flow", year=2026)]
    assert observed_percentiles(runs(scenario(), 2), figures).empty


def paid(value=0.0, year=2024, **more):
    money = {"clauses": ("二(三)",), "payers": ("city",), "rounding": 0.0, "month": None}
    return published("paid", value, year=year, tiers=(), **money, **more)


LEDGER = (
    entry(0, 100, 2023, year_paid=2024),
    entry(0, 20, 2024, year_paid=2024),
    entry(0, 3, 2024, year_paid=2025),
    entry(1, 7, 2022, year_paid=2022),
    entry(1, 1000, 2024, year_paid=2024, payer="banner"),
    entry(1, 30000, 2024, year_paid=2024, clause="二(十三)", event="training_year"),
    entry(1, 500000, 2024, year_paid=2024, payer="region", kind="memo"),
    entry(1, 6000000, 2024, year_paid=-1),
)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (paid(), [120, 0]),
        (paid(since=2022), [120, 7]),
        (paid(year=2025, since=2024), [123, 0]),
        ({"payers": ("city", "banner")}, [120, 1000]),
        ({"clauses": ("二(十三)", "二(三)")}, [120, 30000]),
        ({"payers": ("region",)}, [0, 500000]),
        ({"clauses": ("二(六)",)}, [0, 0]),
    ],
)
def test_what_is_paid_is_the_ledger_s_by_clause_payer_and_year_paid(figure, expected):
    if isinstance(figure, dict):
        base = {"what": "paid", "value": 0.0, "year": 2024, "month": None, "tiers": ()}
        figure = published(**{**base, "clauses": ("二(三)",), "payers": ("city",), **figure})
    of_runs = runs(scenario(), 2, ledger=LEDGER)
    assert foretold(of_runs, figure).tolist() == expected


@pytest.mark.parametrize("figure", [paid(since=2021), paid(year=2026), paid(year=2026, since=2023)])
def test_money_of_years_that_are_not_all_simulated_is_not_compared(figure):
    assert foretold(runs(scenario(), 2, ledger=LEDGER), figure) is None


def test_a_rounded_figure_may_have_been_anything_that_rounds_to_it():
    """Of ten replications three pay about 100."""
    sums = np.array([0, 10, 20, 30, 96, 100, 104, 200, 300, 400])
    figure = published("paid", 100.0, year=2024, rounding=10.0, month=None, tiers=())
    found = standing(sums, figure)
    # Each of the three near it is spread over ten: part of it below 100, the rest above.
    below = 4 + stats.uniform.cdf(100, [91, 95, 99], 10).sum()
    assert found.percentile == pytest.approx(10 * below, abs=0.2)
    assert found.is_inside
    assert found.median == pytest.approx(98.0, abs=0.1)  # where 4 + (x - 91 + x - 95) / 10 is 5
    sharp = published("paid", 100.0, year=2024, month=None, tiers=())
    assert standing(sums, sharp).percentile == pytest.approx(100 * 5.5 / 10)


def test_the_two_sided_chance_is_twice_the_smaller_side_and_inside_from_one_in_twenty():
    sums = np.arange(1, 1001)
    for value, p in ((500.5, 1.0), (25.5, 0.05), (24.5, 0.048), (975.5, 0.05), (976.5, 0.048)):
        found = standing(sums, published("paid", value, year=2024, month=None, tiers=()))
        assert found.p == pytest.approx(p)
        assert found.is_inside is (p >= 0.05)
    assert standing(sums, published("paid", 2000.0, year=2024, month=None, tiers=())).p == 0.0
