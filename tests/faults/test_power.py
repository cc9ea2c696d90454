"""The power fails: whatever was not flushed may be lost, and nothing wrong is taken for right."""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from faults.command import WORLD, digests, stored
from faults.test_disk import N, broken, results_of
from srdi_sim.ensemble.runner import run
from srdi_sim.ensemble.store import MANIFEST, verify
from srdi_sim.scenario.loading import load_scenario


@dataclass
class Content:
    """What a file holds, and how much of it is safe."""

    content: bytes = b""
    safe: int = 0


@dataclass
class Change:
    """A name given to a file (or to a folder: None), moved or taken away, in a folder."""

    name: str
    file: Content | None = None
    before: str = ""
    gone: bool = False
    safe: bool = False


@dataclass
class Disk:
    """A disk with the worst file system that keeps the rules.

    The content of a file is safe once the file is flushed; a change of a name, once its folder is.
    Of all else any part may be lost, whatever came after it.
    """

    names: dict[str, Content | None] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def do(self, call: str, path: str, given: str) -> None:
        """Do what was called while there was power."""
        file = self.names.get(path)
        if call == "fsync" and file:
            file.safe = len(file.content)
        elif call == "fsync":
            for change in self.changes:
                change.safe |= (os.path.dirname(change.name) or ".") == path
        elif call == "write":
            assert file
            file.content += bytes.fromhex(given)
        elif call == "ftruncate":
            assert file
            file.content, file.safe = b"", 0
        elif call == "open" and given == "new" and not file:
            self._change(Change(path, Content()))
        elif call == "mkdir":
            self._change(Change(path))
        elif call == "replace":
            self._change(Change(given, file, before=path))
        elif call in ("unlink", "rmdir"):
            self._change(Change(path, gone=True))
        else:
            assert call == "open", call

    def _change(self, change: Change) -> None:
        self.changes.append(change)
        _apply(self.names, change)

    def left(self, chance: random.Random, folder: Path) -> None:
        """Write what is there after the power failed."""
        names: dict[str, Content | None] = {}
        for change in self.changes:
            if change.safe or chance.random() < 0.5:
                _apply(names, change)
        for name, file in sorted(names.items()):
            path = folder / name
            if not path.parent.is_dir():  # lost, and all that was in it
                continue
            if file is None:
                path.mkdir()
                continue
            content = file.content[: chance.randint(file.safe, len(file.content))]
            if chance.random() < 0.5:  # its length was written, but not what it holds
                content = file.content[: file.safe] + bytes(len(file.content) - file.safe)
            path.write_bytes(content)


def _apply(names: dict[str, Content | None], change: Change) -> None:
    names.pop(change.before, None)
    if change.gone:
        names.pop(change.name, None)
    else:
        names[change.name] = change.file


@pytest.mark.parametrize("times", [8, pytest.param(1000, marks=pytest.mark.faults)])
def test_a_power_cut_at_any_moment_leaves_a_run_that_is_resumed_to_the_same_bytes(
    tmp_path, undisturbed, figures, times
):
    runs = tmp_path / "runs"
    runs.mkdir()
    with broken(runs, "full", runs / "run", "en") as disk:
        log = disk.run()["log"]
    calls = [
        (call, os.path.relpath(path, runs), os.path.relpath(given, runs) if "/" in given else given)
        for call, path, given in log
    ]
    shutil.rmtree(runs)
    chance, scenario = random.Random(times), load_scenario(WORLD)
    wanted = results_of(undisturbed(N))
    # In the campaign after every call, too.
    moments = [
        *(range(len(calls)) if times >= len(calls) else ()),
        *chance.choices(range(len(calls)), k=times),
    ]
    begun = finished = 0
    for moment in moments:
        runs.mkdir()
        disk = Disk()
        for call in calls[: moment + 1]:
            disk.do(*call)
        disk.left(chance, runs)
        folder = runs / "run"
        # A chunk that was stored stays stored until the manifest is there.
        safe = sum(call[:2] == ("fsync", "run/chunks") for call in calls[: moment + 1])
        if (folder / MANIFEST).exists():
            finished += 1
            assert verify(folder) == []
            assert results_of(digests(folder)) == wanted
        else:
            begun += stored(folder) > 0
            assert len(list(folder.glob("chunks/[0-9]*"))) >= safe, (moment, calls[moment])
        run(scenario, replications=N, seed=5, out=folder, workers=1)
        assert results_of(digests(folder)) == wanted, (moment, calls[moment])
        assert verify(folder) == []
        shutil.rmtree(runs)
    figures["power cuts"] = {
        "calls": len(calls),
        "times": len(moments),
        "a part stored": begun,
        "run whole": finished,
        "equal when resumed": len(moments),
    }
