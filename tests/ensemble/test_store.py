import json
import random
import shutil
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from srdi_sim.engine.ledger import KINDS, PAYERS
from srdi_sim.engine.tally import COUNTS, MEASURES
from srdi_sim.ensemble import store
from srdi_sim.ensemble.begun import begin
from srdi_sim.ensemble.chunks import read_chunk, stored_batches, stored_numbers, write_chunk
from srdi_sim.ensemble.manifest import plan_of
from srdi_sim.ensemble.runner import run
from srdi_sim.ensemble.runs import joined, part
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.ensemble.store import add, finish, open_run, verify
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import STOCK_CODES

N = 6


@pytest.fixture(scope="module")
def runs(ordos):
    return simulate(ordos, replications=N, seed=3)


@pytest.fixture(scope="module")
def finished(ordos, tmp_path_factory):
    return run(ordos, replications=N, seed=3, out=tmp_path_factory.mktemp("runs") / "run")


@pytest.fixture
def folder(finished, tmp_path):
    """A copy of the run folder, to be damaged."""
    return shutil.copytree(finished.path, tmp_path / "run")


def columns(path):
    return {field.name: str(field.type) for field in pq.read_schema(path)}


def test_a_run_folder_has_the_files_of_the_contract_and_no_others(finished):
    assert sorted(path.name for path in finished.path.iterdir()) == [
        "counts.parquet",
        "ledger.parquet",
        "manifest.json",
        "measures.parquet",
        "scenario.yaml",
    ]


def test_a_run_folder_opens_as_what_was_in_memory(ordos, runs, finished, digest):
    assert digest(finished.runs) == digest(runs)
    opened = open_run(finished.path)
    assert digest(opened) == digest(runs)
    assert opened.scenario == ordos
    assert opened.seconds == pytest.approx(finished.runs.seconds)


def test_the_columns_of_counts_are_those_of_the_contract(ordos, finished):
    path = finished.path / "counts.parquet"
    assert columns(path) == {
        "replication": "int64",
        "year": "int64",
        "tier": "string",
        "banner": "string",
        "sector": "string",
        "stock": "int64",
        "holders": "int64",
        "recognised": "int64",
        "renewed": "int64",
        "lapsed": "int64",
        "left": "int64",
    }
    table = pd.read_parquet(path)
    people = ordos.population
    keys = ["replication", "year", "tier", "banner", "sector"]
    every = N * len(ordos.years) * len(STOCK_CODES) * len(people.banners) * len(people.sectors)
    assert len(table) == len(table.drop_duplicates(keys)) == every
    assert set(table.tier) == set(STOCK_CODES)


def test_counts_say_what_the_arrays_say(ordos, runs, finished):
    table = pd.read_parquet(finished.path / "counts.parquet")
    people = ordos.population
    tier, banner, sector = 3, 2, 1
    row = table[
        (table.replication == 4)
        & (table.year == 2023)
        & (table.tier == STOCK_CODES[tier])
        & (table.banner == people.banners[banner])
        & (table.sector == people.sectors[sector])
    ]
    assert row[list(COUNTS)].to_numpy().tolist() == [
        runs.counts[4, 1, tier, banner, sector].tolist()
    ]
    stock = table.groupby("replication").stock.sum()
    np.testing.assert_array_equal(stock, runs.counts[..., 0].sum(axis=(1, 2, 3, 4)))


def test_the_columns_of_the_ledger_are_those_of_the_contract(finished):
    path = finished.path / "ledger.parquet"
    assert columns(path) == {
        "replication": "int64",
        "year_due": "int64",
        "month_due": "int64",
        "year_paid": "int64",
        "clause": "string",
        "event": "string",
        "tier": "string",
        "banner": "string",
        "firm_id": "int64",
        "payer": "string",
        "kind": "string",
        "basis": "string",
        "amount_fen": "int64",
    }
    schema = pq.read_schema(path)
    assert [field.name for field in schema if field.nullable] == ["year_paid"]
    assert str(pd.read_parquet(path).year_paid.dtype) == "Int64"


def test_the_ledger_says_to_the_fen_what_the_arrays_say(ordos, runs, finished):
    table = pd.read_parquet(finished.path / "ledger.parquet")
    assert len(table) == runs.ledger["amount_fen"].size
    assert set(table.payer) <= set(PAYERS)
    assert set(table.clause) <= set(ordos.clauses)
    assert set(table.banner) <= {*ordos.population.banners, "none"}
    assert set(table.tier) <= set(STOCK_CODES)
    for payer, rows in table.groupby("payer"):
        for kind, amounts in rows.groupby("kind").amount_fen:
            chosen = (runs.ledger["payer"] == PAYERS.index(payer)) & (
                runs.ledger["kind"] == KINDS.index(kind)
            )
            assert amounts.sum() == runs.ledger["amount_fen"][chosen].sum()
    bodies = table[table.firm_id == -1]
    assert set(bodies.tier) == {"none"}


def test_measures_have_years_and_watched_months(ordos, runs, finished):
    path = finished.path / "measures.parquet"
    assert columns(path) == {
        "replication": "int64",
        "year": "int64",
        "month": "int64",
        "measure": "string",
        "tier": "string",
        "value": "double",
    }
    table = pd.read_parquet(path)
    assert str(table.month.dtype) == "Int64"
    yearly, monthly = table[table.month.isna()], table[table.month.notna()]
    assert len(yearly) == N * len(ordos.years) * len(MEASURES)
    assert set(monthly.measure) == {"stock_in_month"}
    one = yearly[(yearly.replication == 2) & (yearly.year == 2025)]
    for number, (measure, tier) in enumerate(MEASURES):
        (value,) = one[(one.measure == measure) & (one.tier == tier)].value
        assert value == runs.measures[2, -1, number]
    month = ordos.watch[0]
    one = monthly[
        (monthly.replication == 2)
        & (monthly.year == month // 12)
        & (monthly.month == month % 12 + 1)
    ]
    assert dict(zip(one.tier, one.value, strict=True)) == dict(
        zip(STOCK_CODES, runs.watched[2, 0].tolist(), strict=True)
    )


def test_labels_are_stored_once_for_each_group_of_rows(finished):
    group = pq.ParquetFile(finished.path / "counts.parquet").metadata.row_group(0)
    for column in map(group.column, range(group.num_columns)):
        assert column.compression == "ZSTD"
        assert "RLE_DICTIONARY" in column.encodings


def test_the_scenario_is_kept_resolved_with_the_origin_of_every_value(finished):
    text = (finished.path / "scenario.yaml").read_text(encoding="utf-8")
    assert '- tier: "innovative"  # ' in text
    assert "ordos-2022.yaml:" in text


@pytest.mark.parametrize("sizes", [[1, 1, 1, 1, 1, 1], [5, 1], [2, 3, 1]])
@pytest.mark.parametrize("rows", [2, 4, 50])
def test_tables_are_the_same_bytes_whatever_chunks_they_are_made_of(
    ordos, runs, tmp_path, monkeypatch, sizes, rows
):
    monkeypatch.setattr(store, "ROW_GROUP", rows)
    plan = plan_of(ordos, 3, {}, N)
    found = []
    for name, cut in (("a", sizes), ("b", [N])):
        (tmp_path / name).mkdir()
        begin(tmp_path / name, plan, ordos)
        first = 0
        for size in cut:
            write_chunk(
                tmp_path / name / "chunks", part(as_batch(ordos, runs), first, first + size)
            )
            first += size
        finish(tmp_path / name, plan, ordos, (), {}, 1.0, 1)
        found.append({path.name: path.read_bytes() for path in (tmp_path / name).glob("*.parquet")})
    assert found[0] == found[1]
    groups = pq.ParquetFile(tmp_path / "a" / "counts.parquet").num_row_groups
    assert groups == -(-N // rows)


def as_batch(scenario, runs):
    class Whole:
        replications, counts, measures = runs.replications, runs.counts, runs.measures
        watched, ledger, firm_years = runs.watched, runs.ledger, runs.firm_years

    return part(Whole, 0, N)


def test_a_part_of_a_batch_knows_its_firm_years(ordos, runs):
    batch = as_batch(ordos, runs)
    assert batch.firm_years == runs.firm_years
    halves = [part(batch, 0, 2), part(batch, 2, N)]
    assert joined(ordos, halves).firm_years == runs.firm_years


def test_replications_without_ledger_entries_are_kept(ordos, runs, tmp_path, digest):
    empty = {name: column[:0] for name, column in runs.ledger.items()}
    whole = as_batch(ordos, runs)
    batch = type(whole)(
        whole.replications, whole.counts, whole.measures, whole.watched, empty, whole.firm_years
    )
    plan = plan_of(ordos, 3, {}, N)
    begin(tmp_path, plan, ordos)
    write_chunk(tmp_path / "chunks", batch)
    finish(tmp_path, plan, ordos, (), {}, 1.0, 1)
    opened = open_run(tmp_path)
    assert opened.ledger["amount_fen"].size == 0
    np.testing.assert_array_equal(opened.counts, runs.counts)


def test_a_run_without_published_counts_opens_as_what_was_in_memory(ordos, tmp_path, digest):
    blind = replace(ordos, observed="", observations=(), watch=())
    kept = run(blind, replications=2, out=tmp_path / "run")
    assert kept.runs.watched.shape == (2, 0, len(STOCK_CODES))
    assert digest(kept.runs) == digest(simulate(blind, replications=2))


def test_a_chunk_comes_back_as_it_was(ordos, runs, tmp_path):
    batch = part(as_batch(ordos, runs), 1, 4)
    write_chunk(tmp_path, batch)
    (path,) = tmp_path.iterdir()
    assert path.name.startswith("00000001-00000003.")
    back = read_chunk(path)
    assert back.firm_years == batch.firm_years
    for name in ("replications", "counts", "measures", "watched"):
        np.testing.assert_array_equal(getattr(back, name), getattr(batch, name))
    for name, column in batch.ledger.items():
        assert back.ledger[name].dtype == column.dtype
        np.testing.assert_array_equal(back.ledger[name], column)


def test_a_chunk_that_is_not_as_it_was_written_is_simulated_again(ordos, runs, tmp_path):
    whole = as_batch(ordos, runs)
    for first in range(0, N, 2):
        write_chunk(tmp_path, part(whole, first, first + 2))
    damaged, truncated, _ = sorted(tmp_path.iterdir())
    content = bytearray(damaged.read_bytes())
    content[100] ^= 1
    damaged.write_bytes(content)
    truncated.write_bytes(truncated.read_bytes()[:-1])
    with pytest.raises(SrdiError, match=r"run\.chunk_damaged"):
        list(stored_batches(tmp_path))
    (tmp_path / ".part-7-unfinished").write_bytes(b"half")
    assert stored_numbers(tmp_path) == {4, 5}
    assert len(list(tmp_path.iterdir())) == 1


def test_a_chunk_stored_twice_counts_once(ordos, runs, tmp_path):
    whole = as_batch(ordos, runs)
    write_chunk(tmp_path, part(whole, 0, 3))
    write_chunk(tmp_path, part(whole, 2, 4))
    assert stored_numbers(tmp_path) == {0, 1, 2}


def test_a_finished_run_is_whole(folder):
    assert verify(folder) == []


@pytest.mark.parametrize(
    "name",
    ["counts.parquet", "ledger.parquet", "measures.parquet", "scenario.yaml", "manifest.json"],
)
def test_a_flipped_bit_or_a_missing_end_of_any_file_is_found(folder, name):
    path = folder / name
    whole = path.read_bytes()
    chance = random.Random(name)
    for _ in range(40):
        at = chance.randrange(len(whole))
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        for damaged in (bytes(flipped), whole[:at]):
            path.write_bytes(damaged)
            (problem,) = verify(folder)
            assert problem.key in ("run.file_changed", "run.manifest_damaged")
    path.write_bytes(whole)
    assert verify(folder) == []


def test_a_missing_file_is_named(folder):
    (folder / "ledger.parquet").unlink()
    (problem,) = verify(folder)
    assert problem.key == "run.file_missing"
    assert problem.values["file"] == "ledger.parquet"
    with pytest.raises(SrdiError, match=r"run\.file_missing"):
        open_run(folder)


def test_a_right_file_under_a_wrong_name_is_found(folder):
    shutil.copy(folder / "counts.parquet", folder / "ledger.parquet")
    assert [problem.key for problem in verify(folder)] == ["run.file_changed"]


def test_a_folder_without_a_manifest_is_no_finished_run(tmp_path):
    assert [problem.key for problem in verify(tmp_path)] == ["run.not_finished"]
    with pytest.raises(SrdiError, match=r"run\.not_finished"):
        open_run(tmp_path, check=False)


def test_a_run_of_another_scenario_is_not_opened(ordos, folder):
    with pytest.raises(SrdiError, match=r"run\.other_scenario"):
        open_run(folder, scenario=ordos.with_reading(nesting="disjoint"))


def test_a_run_of_a_scenario_edited_in_python_opens_with_that_scenario(ordos, tmp_path, digest):
    edited = ordos.with_award("regional", amount="60万", since=2024)
    kept = run(edited, replications=1, out=tmp_path / "run")
    assert digest(open_run(kept.path, scenario=edited)) == digest(kept.runs)
    assert "# Changed after it was loaded: award regional" in (
        kept.path / "scenario.yaml"
    ).read_text(encoding="utf-8")
    with pytest.raises(SrdiError, match=r"run\.other_scenario"):
        open_run(kept.path)


def test_a_report_is_added_to_the_manifest(folder):
    before = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    add(folder, {"report.html": b"<p>", "figures/one.png": b"\x89PNG"})
    assert (folder / "report.html").read_bytes() == b"<p>"
    assert verify(folder) == []
    after = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert set(after["files"]) == {*before["files"], "report.html", "figures/one.png"}
    assert {**after, "files": 0, "sha256": 0, "seal": 0} == {
        **before,
        "files": 0,
        "sha256": 0,
        "seal": 0,
    }
    (folder / "report.html").write_text("<b>", encoding="utf-8")
    assert [problem.values["file"] for problem in verify(folder)] == ["report.html"]
    assert open_run(folder).seed == 3  # the results are untouched


def test_arrow_says_nothing_about_types_of_its_own(finished):
    metadata = pq.read_metadata(finished.path / "counts.parquet").metadata
    assert set(metadata) == {b"pandas"}
    assert pa.types.is_string(pq.read_table(finished.path / "counts.parquet")["tier"].type)
