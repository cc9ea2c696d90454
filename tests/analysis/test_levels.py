from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from planted import entry, runs, scenario
from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.levels import ASKED, LEVELS, Levels, confidence_of
from srdi_sim.analysis.statistics import attained, attained_interval
from srdi_sim.errors import SrdiError

N = 100


def levels_of(ledger, confidence="0.9", replications=N):
    return Levels(budget(runs(scenario(), replications, ledger=ledger)), Fraction(confidence))


def two_years():
    """A hundred replications: 1 to 100 due in 2023, 100 to 1 in 2024, so that 101 in all."""
    ledger = [entry(n, n + 1, 2023, year_paid=2024) for n in range(N)]
    return ledger + [entry(n, N - n, 2024, year_paid=2026, payer="banner") for n in range(N)]


def test_every_table_has_the_amount_at_the_confidence_and_the_contingency():
    levels = levels_of(two_years())
    by_payer = levels.by("payer")
    assert list(by_payer.columns) == list(LEVELS)
    assert by_payer.loc["city"].to_dict() == {
        "p50": 50,
        "p80": 80,
        "p95": 95,
        ASKED: 90,
        "contingency": 30,
        "mean": 51,
        "text": 51,
        "assumption": 0,
    }
    assert levels.by_year["due"][ASKED].tolist() == [0, 90, 90, 0]
    assert levels.by_year["paid"][ASKED].tolist() == [0, 0, 90, 0]


def test_a_total_and_its_contingency_are_of_its_own_sums_not_added():
    levels = levels_of(two_years())
    total = levels.cost()
    assert (total.p50, total.p80, total.at_confidence, total.contingency) == (101, 101, 101, 0)
    assert levels.by_year["due"]["contingency"].sum() == 60
    assert levels.cost(paid="within").at_confidence == 90
    assert levels.cost(paid="later").as_dict()[ASKED] == 90


def test_the_crossed_table_is_a_quantile_in_every_cell_and_of_all_years_together():
    due, paid = (levels_of(two_years()).crossed(side) for side in ("due", "paid"))
    assert due.loc[("二(三)", "city")].to_dict() == {2022: 0, 2023: 90, 2024: 0, 2025: 0, "all": 90}
    assert due.loc[("二(三)", "banner"), 2024] == 90
    assert list(paid.index) == [("二(三)", "city")]  # the banners pay after the period
    assert paid.loc[("二(三)", "city"), 2024] == 90


def test_a_bill_without_a_line_is_a_bill_of_nothing():
    levels = levels_of([])
    assert levels.cost().at_confidence == 0
    assert levels.by_year["due"][ASKED].tolist() == [0, 0, 0, 0]
    assert levels.crossed("due").empty
    assert levels.by("clause").empty


@pytest.mark.parametrize("n", [20, 200])
@pytest.mark.parametrize("percent", [50, 80, 95, Fraction("97.5")])
def test_the_interval_of_a_quantile_covers_it_in_nineteen_cases_of_twenty(n, percent):
    """Whatever the distribution: its true quantile at level q is q itself for uniform numbers."""
    rng = np.random.default_rng(n)
    share, times = float(percent) / 100.0, 4000
    hits = 0
    for _ in range(times):
        low, high = attained_interval(rng.random(n), percent)
        hits += low <= share <= high
    ranks = stats.binom.ppf([0.025, 0.975], n, share)
    ends = stats.binom.cdf(min(ranks[1], n - 1), n, share) - stats.binom.cdf(
        max(ranks[0], 1) - 1, n, share
    )
    assert hits / times == pytest.approx(ends, abs=0.02)
    if n * (1.0 - share) >= 4:
        assert hits / times >= 0.93


def test_a_level_that_is_no_whole_percent_is_exact():
    values = np.arange(1, 1001)
    assert attained(values, Fraction("97.5")) == 975
    assert attained(values, Fraction("99.9")) == 999
    assert attained(values, Fraction(200, 3)) == 667


@pytest.mark.parametrize(
    ("written", "share"),
    [("0.8", Fraction(4, 5)), ("80%", Fraction(4, 5)), ("87.5%", Fraction(7, 8))],
)
def test_a_confidence_is_read_exactly(written, share):
    assert confidence_of(written) == share


@pytest.mark.parametrize("written", ["0", "1", "100%", "-0.5", "80", "high", "", "%", "1/0", "nan"])
def test_what_is_no_confidence_is_refused(written):
    with pytest.raises(SrdiError) as refused:
        confidence_of(written)
    assert refused.value.key == "budget.confidence"
