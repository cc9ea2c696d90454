"""The run folder: chunks while the run goes on, then three tables, the scenario and the manifest.

The manifest is written last and has the hash of every other file. No file holds code, nor anything
that runs when it is read.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from srdi_sim.engine.batch import Batch
from srdi_sim.ensemble.begun import CHUNKS, PLAN, SCENARIO, problems_of, scenario_entry, tidy
from srdi_sim.ensemble.chunks import stored_batches
from srdi_sim.ensemble.disk import (
    entry_at,
    entry_of,
    make_folder,
    sha256_of,
    sweep,
    told_where,
    whole_files,
    write_whole,
)
from srdi_sim.ensemble.lock import sole_writer
from srdi_sim.ensemble.manifest import is_whole, manifest_of, scenario_sha256, sealed, text_of
from srdi_sim.ensemble.runs import Runs, blank, joined, part
from srdi_sim.ensemble.tables import SCHEMAS, Layout, pandas_note
from srdi_sim.ensemble.task import Failure
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.scenario.scenario import Scenario

MANIFEST = "manifest.json"
FAILED = "failed.log"
RESULTS = (*(f"{name}.parquet" for name in SCHEMAS), SCENARIO)  # what a report is made from
ROW_GROUP = 50  # replications: the same whatever chunks they were simulated in


def finish(
    folder: Path,
    plan: Mapping[str, Any],
    scenario: Scenario,
    failed: tuple[Failure, ...],
    traces: Mapping[int, str],
    seconds: float,
    workers: int,
) -> None:
    """Turn the chunks of a folder into its tables, then write the manifest."""
    files, firm_years = _write_tables(folder, scenario, stored_batches(folder / CHUNKS))
    files[SCENARIO] = scenario_entry(folder)
    if failed:
        write_whole(folder / FAILED, _log_of(failed, traces, plan["seed"]).encode())
        files[FAILED] = entry_at(folder / FAILED)
    manifest = manifest_of(
        plan,
        failed=failed,
        firm_years=firm_years,
        files=files,
        seconds=seconds,
        workers=workers,
    )
    write_whole(folder / MANIFEST, text_of(manifest).encode())
    tidy(folder)


def _log_of(failed: Iterable[Failure], traces: Mapping[int, str], seed: int) -> str:
    """Return what is known of failed replications, for whoever looks into them."""
    return "\n".join(
        f"replication {number}, seed {seed}: {message}\n{traces.get(number, '')}"
        for number, message in failed
    )


def add(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files (a report, figures) beside the results of a finished run and list them.

    While they are written the manifest lists none of them: it is true at every moment. What is
    there already stays untouched.
    """
    files = {name: entry_of(content) for name, content in contents.items()}
    if _has(folder, files):
        return
    with told_where(folder), sole_writer(folder):
        manifest = read_manifest(folder)
        others = {name: entry for name, entry in manifest["files"].items() if name not in files}
        if len(others) < len(manifest["files"]):
            _list(folder, manifest, others)
        for parent in {(folder / name).parent for name in contents}:
            make_folder(parent)
            sweep(parent)
        for name, content in contents.items():
            write_whole(folder / name, content)
        _list(folder, manifest, {**others, **files})


def _has(folder: Path, files: Mapping[str, Any]) -> bool:
    listed = read_manifest(folder)["files"]
    return all(listed.get(name) == entry for name, entry in files.items()) and not verify(
        folder, files
    )


def _list(folder: Path, manifest: Mapping[str, Any], files: Mapping[str, Any]) -> None:
    """Write the manifest of a finished run with these files."""
    listed = {**manifest, "files": {name: files[name] for name in sorted(files)}}
    write_whole(folder / MANIFEST, text_of(sealed(listed)).encode())


def _write_tables(
    folder: Path, scenario: Scenario, batches: Iterable[Batch]
) -> tuple[dict[str, dict[str, Any]], int]:
    """Write the three tables, some replications at a time; return their hashes and firm-years."""
    layout = Layout(scenario)
    paths = {name: folder / f"{name}.parquet" for name in SCHEMAS}
    firm_years = 0
    with whole_files(list(paths.values())) as files, ExitStack() as stack:
        writers = {
            name: stack.enter_context(_writer(file, name))
            for name, file in zip(paths, files, strict=True)
        }
        for group in _regrouped(scenario, batches):
            firm_years += group.firm_years
            for name, table in layout.tables(group).items():
                writers[name].write_table(table, row_group_size=max(1, table.num_rows))
    return {path.name: entry_at(path) for path in paths.values()}, firm_years


@contextmanager
def _writer(file: BinaryIO, name: str) -> Iterator[Any]:
    """Return a writer whose files say nothing of Arrow, so that labels are read as plain text."""
    writer = pq.ParquetWriter(file, SCHEMAS[name], compression="zstd", store_schema=False)
    try:
        writer.add_key_value_metadata({"pandas": pandas_note(SCHEMAS[name])})
        yield writer
        writer.close()
    finally:
        writer.is_open = False  # or it writes to a closed file when it is collected, and complains


def _regrouped(scenario: Scenario, batches: Iterable[Batch]) -> Iterator[Batch]:
    """Yield the replications of batches, in order, in groups that depend on their numbers alone."""
    held = blank(scenario)
    for batch in batches:
        held = joined(scenario, [held, batch])
        done = int(held.replications[-1]) + 1
        beyond = done - done % ROW_GROUP
        for first in range(int(held.replications[0]) // ROW_GROUP * ROW_GROUP, beyond, ROW_GROUP):
            group = part(held, first, first + ROW_GROUP)
            if group.replications.size:
                yield group
        held = part(held, beyond, done)
    if held.replications.size:
        yield held


def is_unfinished(folder: Path) -> bool:
    """Return whether a folder holds a run that was begun and is not finished."""
    return (folder / PLAN).exists() and not (folder / MANIFEST).exists()


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a finished run, or raise `SrdiError`."""
    path = folder / MANIFEST
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        raise SrdiError("run.not_finished", {"path": str(folder)}) from None
    except UnicodeDecodeError:
        text = ""
    if not is_whole(text):
        raise SrdiError("run.manifest_damaged", {"path": str(path)})
    manifest: dict[str, Any] = json.loads(text)
    return manifest


def verify(path: Path | str, names: Container[str] | None = None) -> list[SrdiError]:
    """Return what is wrong with a run: files missing, changed or not its own, by name.

    Only the files in `names` are looked at, if it is given. Of a run that is not finished there are
    its plan, its scenario and what is stored so far.
    """
    folder = Path(path)
    if names is None and is_unfinished(folder):
        return problems_of(folder)
    try:
        manifest = read_manifest(folder)
    except SrdiError as problem:
        return [problem]
    problems = []
    for name, entry in manifest["files"].items():
        if names is not None and name not in names:
            continue
        values = {"path": str(folder), "file": name}
        if not (folder / name).is_file():
            problems.append(SrdiError("run.file_missing", values))
        elif sha256_of(folder / name) != entry["sha256"]:
            problems.append(SrdiError("run.file_changed", values))
    if names is None:  # whoever opens all tables of a folder would read these too
        strange = {path.name for path in folder.glob("*.parquet")} - manifest["files"].keys()
        problems += [
            SrdiError("run.file_strange", {"path": str(folder), "file": name})
            for name in sorted(strange)
        ]
    return problems


def open_run(path: Path | str, *, scenario: Scenario | None = None, check: bool = True) -> Runs:
    """Return a finished run as it was in memory.

    Parameters
    ----------
    path : Path or str
        The run folder.
    scenario : Scenario, optional
        What was simulated; loaded from the folder if not given.
    check : bool
        Whether to compare its files with the manifest first; reports may have changed.

    Raises
    ------
    SrdiError
        The run is not finished, is damaged, or is of another scenario.
    """
    folder = Path(path)
    if check and (problems := verify(folder, RESULTS)):
        raise problems[0]
    manifest = read_manifest(folder)
    if scenario is None:
        scenario = load_scenario(folder / SCENARIO, project=folder)
    if scenario_sha256(scenario) != manifest["scenario"]["value_sha256"]:
        values = {"path": str(folder), "name": manifest["scenario"]["name"]}
        raise SrdiError("run.other_scenario", values)
    whole = _tables_in(folder, scenario, manifest["firm_years"])
    return Runs(
        scenario,
        manifest["seed"],
        whole.replications,
        whole.counts,
        whole.measures,
        whole.watched,
        whole.ledger,
        whole.firm_years,
        manifest["run"]["seconds"],
        tuple((number, message) for number, message in manifest["failed"]),
        tuple(manifest["rules"].items()),
    )


def _tables_in(folder: Path, scenario: Scenario, firm_years: int) -> Batch:
    """Return what the tables hold; read one row group at a time, each at once to its place."""
    layout = Layout(scenario)
    with ExitStack() as stack:
        files = {}
        for name, schema in SCHEMAS.items():
            labels = [field.name for field in schema if pa.types.is_dictionary(field.type)]
            file = pq.ParquetFile(folder / f"{name}.parquet", read_dictionary=labels)
            files[name] = stack.enter_context(file)
        replications = files["counts"].metadata.num_rows // layout.count_rows
        whole = blank(scenario, replications, files["ledger"].metadata.num_rows, firm_years)
        row = entry = 0
        for number in range(files["counts"].num_row_groups):
            tables = {name: file.read_row_group(number) for name, file in files.items()}
            numbers, counts = layout.counts_in(tables["counts"])
            rows = slice(row, row := row + numbers.size)
            whole.replications[rows], whole.counts[rows] = numbers, counts
            whole.measures[rows], whole.watched[rows] = layout.measures_in(tables["measures"])
            entries = slice(entry, entry := entry + tables["ledger"].num_rows)
            for name, column in layout.ledger_in(tables["ledger"]).items():
                whole.ledger[name][entries] = column
    return whole
