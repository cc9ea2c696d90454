"""Every figure of the workbook, made again from the files of the run alone, to the fen.

The ledger and the measures are read as any outsider would read them. Sums, means and quantiles are
taken here by other means than in the package, which lends no function but its words.
"""

from fractions import Fraction

import pyarrow.parquet as pq
import pytest

from srdi_sim.ensemble.runner import run
from srdi_sim.report.formats import report_run
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.words import say
from workbooks import fen, opened, tables

N = 6
CITY = ("city", "banner")


class Books:
    """The files of a run, and its workbook in English."""

    def __init__(self, name, folder, budget_year=None):
        self.scenario = load_scenario(name)
        self.path = run(self.scenario, replications=N, seed=3, workers=1, out=folder).path
        report_run(self.path, ["xlsx"], "en", version="0", budget_year=budget_year)
        self.book = opened((self.path / "budget.xlsx").read_bytes())
        self.years = list(self.scenario.years)
        ledger = pq.read_table(self.path / "ledger.parquet").to_pandas()
        within = ledger.year_due.isin(self.years)
        counted = (ledger.kind == "expenditure") & ledger.payer.isin(CITY) & within
        self.ledger, self.within = ledger.assign(counted=counted), ledger[within]
        self.spending = ledger[counted]
        self.measures = pq.read_table(self.path / "measures.parquet").to_pandas()


@pytest.fixture(scope="module", params=["ordos-2022", "appropriation-cap"])
def books(request, tmp_path_factory):
    return Books(request.param, tmp_path_factory.mktemp("run") / "run")


def sums(frame):
    """Return one exact sum for each replication, those without a line included."""
    totals = [0] * N
    for number, amount in zip(frame.replication, frame.amount_fen, strict=True):
        totals[int(number)] += int(amount)
    return totals


def mean(totals):
    """Return the mean to the nearest fen, halves up."""
    return int((Fraction(sum(totals), N) + Fraction(1, 2)) // 1)


def attained(totals, percent):
    """Return the least sum that so many of a hundred do not exceed."""
    return next(
        each for each in sorted(totals) if 100 * sum(t <= each for t in totals) >= percent * N
    )


def figure(frame, name):
    """Return a figure of a part of the ledger by its English name in the sheets."""
    totals = sums(frame)
    assumed = sums(frame[frame.basis == "assumption"])
    return {
        "mean": lambda: mean(totals),
        "mean: assumed": lambda: mean(assumed),
        "mean: by the text": lambda: mean(totals) - mean(assumed),
        "P50": lambda: attained(totals, 50),
        "P80": lambda: attained(totals, 80),
        "P95": lambda: attained(totals, 95),
        "P80 − P50": lambda: attained(totals, 80) - attained(totals, 50),
    }[name]()


def in_column(frame, side, head, years):
    """Return the lines of a column of years by its head; None if the side has no such column."""
    year = frame[f"year_{side}"]
    if head == "Total":
        return frame
    if head.isdigit():
        return frame[year == int(head)]
    if head.startswith("After"):
        return frame[year > years[-1]] if side == "paid" else None
    assert head == "Never paid"
    return frame[year.isna()] if side == "paid" else None


def check_years(books, name, lines_of):
    """Compare a sheet of sides, figures and years; `lines_of` gives the lines of a row's name."""
    [(heads, rows)] = tables(books.book[name])
    checked = 0
    for _, side, what, label, *cells in rows:
        frame = lines_of(label)
        for head, cell in zip(heads[4:], cells, strict=True):
            meant = in_column(frame, side, head, books.years)
            if meant is None:
                assert cell == "–"
                continue
            assert fen(cell) == figure(meant, what), (side, what, label, head)
            checked += 1
    return checked


def test_every_amount_by_year_and_clause_is_that_of_the_ledger(books):
    spending = books.spending

    def lines_of(label):
        return spending if label == "Total" else spending[spending.clause == label.split(" ")[0]]

    clauses = spending.clause.nunique()
    # two sides, seven figures, every clause and the total, and at least the years and the total
    assert check_years(books, "By year and clause", lines_of) >= 14 * (clauses + 1) * 5


def test_every_amount_by_payer_is_that_of_the_ledger(books):
    spending, memo = books.spending, books.within[books.within.kind == "memo"]
    names = {say(f"report.payer.{code}", "en"): code for code in ("city", "banner")}
    seen = set()

    def lines_of(label):
        seen.add(label)
        if label == "Total":
            return spending
        if label in names:
            return spending[spending.payer == names[label]]
        if banner := label.removeprefix("of which ") if label.startswith("of which") else None:
            return spending[(spending.payer == "banner") & (spending.banner == banner)]
        payers = {say(f"report.payer.{code}", "en"): code for code in ("region", "centre")}
        return memo[memo.payer == payers[label.removeprefix("memo: ")]]

    assert check_years(books, "By payer", lines_of) > 500
    banners = spending[spending.payer == "banner"].banner.unique()
    assert {f"of which {banner}" for banner in banners} <= seen
    assert len([label for label in seen if label.startswith("memo")]) == memo.payer.nunique()


def window_columns(frame, heads):
    """Return the lines of each column of the three-year estimate, by what its head says."""
    paid = frame.year_paid
    window = [int(head[:4]) for head in heads if head[:4].isdigit()]
    assert len(window) == 3
    parts = {
        f"Before {window[0]}": paid < window[0],
        "Three years": paid.isin(window),
        f"After {window[-1]}": paid > window[-1],
        "Never paid": paid.isna(),
        "Total": paid.isna() | paid.notna(),
    }
    return [
        frame[paid == int(head[:4])] if head[:4].isdigit() else frame[parts[head].fillna(False)]
        for head in heads
    ]


def check_three_years(books):
    [(heads, rows)] = tables(books.book["Three-year estimate"])
    names = {say(f"report.payer.{code}", "en"): code for code in CITY}
    totals = {
        "Total (mean)": "mean",
        "Contingency: P80 − P50": "P80 − P50",
        **{f"Total P{p}": f"P{p}" for p in (50, 80, 95)},
    }
    parts = 0
    for _, clause, payer, *cells in rows:
        frame = books.spending
        if payer in names:
            frame = frame[frame.payer == names[payer]]
        if clause not in totals:
            frame = frame[frame.clause == clause.split(" ")[0]]
            parts += 1
        for lines, cell in zip(window_columns(frame, heads[3:]), cells, strict=True):
            assert fen(cell) == figure(lines, totals.get(clause, "mean")), (clause, payer)
    assert parts == books.spending.groupby(["clause", "payer"]).ngroups
    return heads


def test_the_three_year_estimate_is_what_the_ledger_pays_in_each_year(books):
    heads = check_three_years(books)
    assert heads[3:8] == ["Before 2023", "2023", "2024", "2025", "Three years"]


def test_a_budget_year_at_the_end_shows_the_commitments_that_follow(tmp_path):
    books = Books("ordos-2022", tmp_path / "run", budget_year=2025)
    heads = check_three_years(books)
    assert heads[3:7] == ["Before 2025", "2025", "2026 (committed only)", "2027 (committed only)"]
    assert books.spending.year_paid.isin([2026, 2027]).any()  # so that they hold something


def test_assets_and_calls_are_those_of_the_ledger_and_the_fund_that_of_the_measures(books):
    [(heads, rows)] = tables(books.book["Contingent"])
    assert heads[4:] == [*map(str, books.years), "Total"]
    assets = {say(f"report.event.{code}", "en"): code for code in ("fund_capital", "fund_stake")}
    calls = {
        "calls on the fund": ["guarantee_claim"],
        "recovered": ["guarantee_recovery"],
        "calls net of recoveries": ["guarantee_claim", "guarantee_recovery"],
    }
    seen = set()
    for _, kind, item, what, *cells in rows:
        seen.add(item)
        frame = books.within[books.within.kind == kind]
        if kind == "asset":
            frame = frame[frame.event == assets[item.split(" (")[0]]]
        elif item in calls:
            frame = frame[frame.event.isin(calls[item])]
        else:
            check_fund(books, item, what, cells)
            continue
        for head, cell in zip(heads[4:], cells, strict=True):
            lines = frame if head == "Total" else frame[frame.year_due == int(head)]
            assert fen(cell) == figure(lines, what), (item, what, head)
    assert seen >= {*calls, *MEASURED}
    events = books.within[books.within.kind == "asset"].event
    assert sum(" (" in item for item in seen) == events.nunique()


MEASURED = {
    "the most that the fund may back": "guarantee_limit",
    "loans that the fund backs": "guaranteed_amount",
    "exposure: its loss if all of them fail": "fund_exposed",
    "losses that the fund could not bear": "claims_unmet",
    "left in the fund at the year's end": "fund_left",
}


def check_fund(books, item, what, cells):
    """Compare a measure of the fund, in 万元, rounded to the fen in each replication."""
    frame = books.measures[books.measures.measure == MEASURED[item]]
    by_year = [
        [round(value * 1_000_000) for value in frame[frame.year == year].value]
        for year in books.years
    ]
    flows = [sum(values) for values in zip(*by_year, strict=True)]
    adds = item.startswith("losses")
    for totals, cell in zip([*by_year, flows] if adds else by_year, cells, strict=False):
        found = mean(totals) if what == "mean" else attained(totals, int(what[1:]))
        assert fen(cell) == found, (item, what)
    assert adds or cells[-1] == "–"


def test_the_summary_is_the_bill_of_the_ledger(books):
    money, chances = tables(books.book["Summary"])
    figures = ["P50", "P80", "P95", "P80 − P50", "mean", "mean: by the text", "mean: assumed"]
    spending, years = books.spending, books.years
    within = books.within
    parts = {f"Due in {year}": spending[spending.year_due == year] for year in years}
    parts |= {
        "Total due": spending,
        "of which City": spending[spending.payer == "city"],
        "of which Banners": spending[spending.payer == "banner"],
        "of which priced by the text": spending[spending.basis == "text"],
        "of which priced by assumption": spending[spending.basis == "assumption"],
    }
    unknown = []
    for _, name, *cells in money[1]:
        if name in parts:
            lines = parts.pop(name)
            found = [figure(lines, what) for what in figures]
            assert [fen(cell) for cell in cells] == found, name
        else:
            unknown.append((name, cells))
    assert not parts
    # The others are told in longer words: each is one part of the ledger.
    later = spending[(spending.year_paid > years[-1]).fillna(False)]
    others = [later, spending[spending.year_paid.isna()]]
    for kind, keys in (("contingent", ["payer"]), ("asset", ["event"]), ("memo", ["payer"])):
        others += [lines for _, lines in within[within.kind == kind].groupby(keys)]
    wanted = [[figure(lines, what) for what in figures] for lines in others if len(lines)]
    told = [[fen(cell) for cell in cells] for _, cells in unknown]
    assert all(each in told for each in wanted)
    assert len(wanted) >= 4
    assert len(chances[1]) == len(books.scenario.targets) + 1


def test_targets_and_firms_are_those_of_the_measures(books):
    (_, targets), (_, firms) = tables(books.book["Targets"])
    counts = books.measures[books.measures.measure == "at_least_valid"]
    met = {}
    for target, row in zip(books.scenario.targets, targets, strict=False):
        here = counts[(counts.tier == target.tier.code) & (counts.year == target.year)]
        values = [round(value) for value in here.sort_values("replication").value]
        met[target] = [value > target.number for value in values]
        _, _, year, wanted, median, low, high, average, chance, low95, high95, of, *_ = row
        assert (year, wanted, of) == (target.year, f">{target.number}", N)
        assert (median, low, high) == tuple(attained(values, p) for p in (50, 10, 90))
        assert average == pytest.approx(sum(values) / N)
        assert chance == pytest.approx(sum(met[target]) / N)
        assert 0.0 <= low95 <= chance <= high95 <= 1.0
    every = sum(map(all, zip(*met.values(), strict=True)))
    assert targets[-1][8] == pytest.approx(every / N)
    for _, _, year, *cells in firms:
        assert year in books.years
        assert cells[:-1] == sorted(cells[:-1])
    assert len(firms) == 5 * len(books.years)


def test_the_detail_holds_the_mean_of_every_group_of_lines(books):
    [(heads, rows)] = tables(books.book["Detail"])
    ledger = books.ledger
    *groups, total = rows
    wanted = {}
    columns = ["kind", "clause", "event", "tier", "banner", "payer", "basis", "year_due"]
    for key, lines in ledger.groupby([*columns, "year_paid", "counted"], dropna=False):
        wanted[told_in_words(dict(zip([*columns, "year_paid", "counted"], key, strict=True)))] = (
            mean(sums(lines))
        )
    found = {tuple(map(str, row[1:-1])): fen(row[-1]) for row in groups}
    assert found == wanted
    assert fen(total[-1]) == mean(sums(books.spending))
    assert len(heads) == 12


def told_in_words(line):
    """Return the labels of a line as the English sheets have them, in their order."""
    paid = line["year_paid"]
    lost = paid is None or paid != paid or str(paid) == "<NA>"
    return (
        "yes" if line["counted"] else "no",
        line["kind"],
        line["clause"],
        say(f"report.event.{line['event']}", "en"),
        say(f"report.tier.{line['tier']}", "en"),
        "no banner" if line["banner"] == "none" else line["banner"],
        say(f"report.payer.{line['payer']}", "en"),
        line["basis"],
        str(line["year_due"]),
        "Never paid" if lost else str(int(paid)),
    )


def test_line_by_line_is_one_replication_whose_total_is_the_p80(books):
    [(_, rows)] = tables(books.book["Detail line by line"])
    totals = sums(books.spending)
    p80 = attained(totals, 80)
    number = totals.index(p80)
    *lines, total = rows
    assert fen(total[-1]) == p80
    assert sum(fen(row[-1]) for row in lines if row[1] == "yes") == p80
    wanted = []
    for line in books.ledger[books.ledger.replication == number].to_dict("records"):
        counted, kind, clause, event, tier, banner, *rest = told_in_words(line)
        firm = "–" if line["firm_id"] == -1 else line["firm_id"]
        labels = (counted, kind, clause, event, tier, banner, str(firm), *rest[:3])
        wanted.append((*labels, str(line["month_due"]), rest[3], line["amount_fen"]))
    found = [(*map(str, row[1:-1]), fen(row[-1])) for row in lines]
    assert sorted(found) == sorted(wanted)
    texts = [cell.value for [cell] in books.book["Detail line by line"]["A1:A8"] if cell.value]
    assert any(f"replication {number}" in str(text) for text in texts)


def test_the_prices_of_the_assumptions_are_those_of_the_ledger(books):
    prices = tables(books.book["Assumptions and definitions"])[2][1]
    spending = books.spending
    *clauses, total = prices
    for _, clause, _, *cells in clauses:
        lines = spending[spending.clause == clause.split(" ")[0]]
        names = ("mean", "mean: by the text", "mean: assumed")
        assert [fen(cell) for cell in cells] == [figure(lines, name) for name in names]
    assert len(clauses) == spending.clause.nunique()
    assert fen(total[3]) == mean(sums(spending))
