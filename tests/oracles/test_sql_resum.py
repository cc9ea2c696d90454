"""Every figure of the bill, summed again by sqlite over the ledger file, to the fen.

The ledger is read from the run folder as any outsider would: plain rows with labels. Quantiles
are taken by SQL as well (nearest rank), so that only the file is shared with `analysis.budget`.
"""

import sqlite3

import pyarrow.parquet as pq
import pytest

from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.entries import CITY_PURSES
from srdi_sim.ensemble.runner import run
from srdi_sim.scenario.loading import load_scenario, scenario_names

N = 8
OWED = f"""
    SELECT replication, {{keys}}, SUM(amount_fen) AS fen FROM ledger
    WHERE kind = 'expenditure' AND payer IN {CITY_PURSES!r}
      AND year_due BETWEEN :first AND :last {{more}}
    GROUP BY replication, {{keys}}
"""


@pytest.fixture(scope="module", params=scenario_names())
def kept(request, tmp_path_factory):
    """A shipped scenario, its bill, and its ledger file in a database."""
    scenario = load_scenario(request.param)
    folder = run(
        scenario, replications=N, seed=2, workers=1, out=tmp_path_factory.mktemp("run") / "run"
    )
    table = pq.read_table(folder.path / "ledger.parquet")
    database = sqlite3.connect(":memory:")
    names = table.column_names
    database.execute(f"CREATE TABLE ledger ({', '.join(names)})")
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    database.executemany(f"INSERT INTO ledger VALUES ({', '.join('?' * len(names))})", rows)
    yield scenario, budget(folder.runs), database
    database.close()


def sums(kept, keys, more=""):
    """Return the fen by replication and keys, as SQL has them."""
    scenario, _, database = kept
    period = {"first": scenario.years.start, "last": scenario.years.stop - 1}
    found = database.execute(OWED.format(keys=keys, more=more), period).fetchall()
    return {(tuple(row[1:-1]), row[0]): row[-1] for row in found}


def ours(bill, *columns, **more):
    amounts = bill.amounts(*columns, **more)
    return {
        (key if isinstance(key, tuple) else (key,), replication): int(fen)
        for key, row in zip(amounts.index, amounts.to_numpy(), strict=True)
        for replication, fen in zip(amounts.columns, row, strict=True)
        if fen
    }


def without_zeros(found):
    return {key: fen for key, fen in found.items() if fen}


@pytest.mark.parametrize(
    "columns",
    [("clause",), ("payer",), ("year_due",), ("clause", "event", "payer", "basis"), ("banner",)],
)
def test_a_table_of_the_bill_is_what_sql_sums_over_the_file(kept, columns):
    assert ours(kept[1], *columns) == without_zeros(sums(kept, ", ".join(columns)))


def test_what_is_paid_within_the_period_and_later_is_what_sql_sums(kept):
    scenario, bill, _ = kept
    last = scenario.years.stop - 1
    within = sums(kept, "payer", f"AND year_paid <= {last}")
    later = sums(kept, "payer", f"AND year_paid > {last}")
    assert ours(bill, "payer", paid="within") == without_zeros(within)
    assert ours(bill, "payer", paid="later") == without_zeros(later)


def test_the_quantiles_of_the_total_are_those_of_the_sums(kept):
    _, bill, _ = kept
    totals = dict.fromkeys(range(N), 0)
    for (_, replication), fen in sums(kept, "kind").items():
        totals[replication] = fen
    ordered = sorted(totals.values())
    for percent, found in ((50, bill.total.p50), (80, bill.total.p80), (95, bill.total.p95)):
        assert found == ordered[-(-percent * N // 100) - 1]


def test_nothing_in_the_city_total_is_anothers_money(kept):
    _, bill, database = kept
    [others] = database.execute(
        "SELECT COUNT(*) FROM ledger WHERE payer IN ('region', 'centre') AND kind <> 'memo'"
    ).fetchone()
    assert others == 0
    # … and there is such money, so that this could fail
    assert database.execute("SELECT SUM(amount_fen) FROM ledger WHERE kind = 'memo'").fetchone()[0]
    assert set(bill.amounts("payer").index) <= set(CITY_PURSES)
