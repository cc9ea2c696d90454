"""The command `srdi` as a user starts it, in a process of its own, on a town of 35 firms."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import srdi_sim
from srdi_sim.ensemble.begun import CHUNKS
from srdi_sim.ensemble.chunks import stored_count
from srdi_sim.ensemble.lock import NAME as LOCK
from srdi_sim.ensemble.store import MANIFEST

HERE = Path(__file__).parent
WORLD = HERE / "world" / "small.yaml"
MINUTES = 600.0  # seconds after which a command counts as hanging


def environment(fault: Mapping[str, Any] | None = None, **more: str) -> dict[str, str]:
    """Return the environment of a command, in which something goes wrong if a fault is given."""
    path = [Path(srdi_sim.__file__).parents[1]]
    if fault:
        path.insert(0, HERE / "shim")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, path)),
        "LC_ALL": "C.UTF-8",
        **({"SRDI_FAULT": json.dumps(fault)} if fault else {}),
        **more,
    }


def srdi(*arguments: object, options: tuple[str, ...] = ()) -> list[str]:
    """Return the command line; options are Python's."""
    return [sys.executable, *options, "-m", "srdi_sim", *map(str, arguments)]


def simulating(out: Path, n: int, workers: int = 2, lang: str = "en") -> list[str]:
    """Return the command line that simulates the town."""
    return srdi(
        *("run", WORLD, "-n", n, "--seed", 5, "--workers", workers),
        *("--out", out, "--lang", lang, "--quiet"),
    )


def started(line: list[str], **settings: Any) -> subprocess.Popen[str]:
    """Start a command as a terminal does: what it starts is in its process group."""
    return subprocess.Popen(
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **{"env": environment(), **settings},
    )


def done(line: list[str], **settings: Any) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    settings = {"env": environment(), "capture_output": True, **settings}
    return subprocess.run(line, text=True, timeout=MINUTES, check=False, **settings)


def stored(folder: Path) -> int:
    """Return how many replications a folder has in chunks."""
    try:
        return stored_count(folder / CHUNKS)
    except FileNotFoundError:
        return 0


def told(folder: Path) -> dict[str, Any]:
    """Return the manifest."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return manifest


def digests(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a folder; of the manifest, of what its own hash is of.

    A lock file that nobody holds any more is in nobody's way.
    """
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LOCK
    }
    if MANIFEST in found:
        found[MANIFEST] = told(folder)["sha256"]
    return found


def one_line(text: str) -> str:
    """Return the only line of what was said."""
    (line,) = text.splitlines()
    return line
