"""A run that is not finished: its plan, its scenario and the chunks that are stored so far.

The plan is written first and names the scenario by its hash; so whoever finds the folder knows what
was meant, and whether all that is needed to go on is there as it was written.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from srdi_sim.ensemble.chunks import damaged_chunks, stored_count
from srdi_sim.ensemble.disk import entry_at, entry_of, make_folder, write_whole
from srdi_sim.ensemble.manifest import text_of
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.scenario.writing import as_yaml

PLAN = "plan.json"
CHUNKS = "chunks"
SCENARIO = "scenario.yaml"


def begin(folder: Path, plan: Mapping[str, Any], scenario: Scenario) -> None:
    """Write down what is to be simulated, unless it is there as it should be."""
    make_folder(folder / CHUNKS)
    if (folder / PLAN).exists() and not problems_of_scenario(folder):
        return
    resolved = as_yaml(scenario).encode()
    record = {**plan, "files": {SCENARIO: entry_of(resolved)}}
    write_whole(folder / PLAN, text_of({**record, "seal": _seal(record)}).encode())
    write_whole(folder / SCENARIO, resolved)


def read_plan(folder: Path) -> dict[str, Any]:
    """Return the plan of a run that was begun, or raise `SrdiError`."""
    return {key: value for key, value in _record(folder).items() if key not in ("files", "seal")}


def scenario_entry(folder: Path) -> dict[str, Any]:
    """Return how a manifest lists the scenario of a run that was begun, as it was written."""
    return dict(_record(folder)["files"][SCENARIO])


def stored_and_total(folder: Path) -> tuple[int, int]:
    """Return how many replications are stored, and how many the run is to have."""
    asked = read_plan(folder)["replications"]
    return stored_count(folder / CHUNKS), asked if isinstance(asked, int) else len(asked)


def tidy(folder: Path) -> None:
    """Remove what a folder holds only while its run is going on."""
    if (folder / CHUNKS).exists():
        shutil.rmtree(folder / CHUNKS)
    (folder / PLAN).unlink(missing_ok=True)


def abandon(folder: Path) -> None:
    """Remove everything of a run of which nothing is stored.

    The plan goes as soon as its scenario has gone: should the disk refuse the rest, no run that was
    begun lacks its scenario.
    """
    if (folder / PLAN).exists():  # otherwise the scenario is not ours
        (folder / SCENARIO).unlink(missing_ok=True)
        (folder / PLAN).unlink()
    tidy(folder)


def problems_of(folder: Path) -> list[SrdiError]:
    """Return what is wrong with a run that is not finished, file by file."""
    try:
        problems = problems_of_scenario(folder)
    except SrdiError as problem:
        problems = [problem]
    return problems + [
        SrdiError("run.chunk_damaged", {"path": str(path)})
        for path in damaged_chunks(folder / CHUNKS)
    ]


def problems_of_scenario(folder: Path) -> list[SrdiError]:
    """Return what is wrong with the stored scenario of a run that was begun."""
    wanted = scenario_entry(folder)
    values = {"path": str(folder), "file": SCENARIO}
    if not (folder / SCENARIO).is_file():
        return [SrdiError("run.file_missing", values)]
    return [] if entry_at(folder / SCENARIO) == wanted else [SrdiError("run.file_changed", values)]


def _record(folder: Path) -> dict[str, Any]:
    try:
        text = (folder / PLAN).read_bytes().decode()
        record = json.loads(text)
        if text == text_of({**record, "seal": _seal(record)}):
            return dict(record)
    except FileNotFoundError:
        raise SrdiError("run.not_begun", {"path": str(folder)}) from None
    except (ValueError, TypeError):
        pass
    raise SrdiError("run.plan_damaged", {"path": str(folder / PLAN)})


def _seal(record: Mapping[str, Any]) -> str:
    bare = {key: value for key, value in record.items() if key != "seal"}
    return hashlib.sha256(text_of(bare).encode()).hexdigest()
