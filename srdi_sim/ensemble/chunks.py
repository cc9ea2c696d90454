"""Chunks of replications, stored as they end; what is stored is never simulated again.

A chunk is one file whose name carries its hash. It holds plain columns of numbers: nothing in it
runs when it is read.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from srdi_sim.engine.batch import Batch
from srdi_sim.engine.ledger import COLUMNS
from srdi_sim.ensemble.disk import PART, write_whole
from srdi_sim.ensemble.runs import part
from srdi_sim.errors import SrdiError

_NAME = re.compile(r"(\d+)-(\d+)\.([0-9a-f]{64})\.npz\.zst")


def write_chunk(folder: Path, batch: Batch) -> None:
    """Store a batch of replications without a gap."""
    content = pa.Codec("zstd").compress(_bytes_of(batch), asbytes=True)
    first, last = batch.replications[[0, -1]]
    digest = hashlib.sha256(content).hexdigest()
    write_whole(folder / f"{first:08d}-{last:08d}.{digest}.npz.zst", content)


def refuse_unequal(folder: Path, batch: Batch) -> None:
    """Refuse what comes a second time, of replications that are stored, and is not the same.

    Raises
    ------
    SrdiError
        It is not the same to the last bit, so one of the two is wrong.
    """
    first, last = batch.replications[[0, -1]].tolist()
    for stored in stored_batches(folder):
        begin, end = stored.replications[[0, -1]].tolist()
        common = max(first, begin), min(last, end) + 1
        if common[0] < common[1] and _bytes_of(part(stored, *common)) != _bytes_of(
            part(batch, *common)
        ):
            values = {"path": str(folder.parent), "first": common[0], "last": common[1] - 1}
            raise SrdiError("run.unequal", values)


def _bytes_of(batch: Batch) -> bytes:
    columns = {f"ledger.{name}": column for name, column in batch.ledger.items()}
    buffer = io.BytesIO()
    np.savez(
        buffer,
        allow_pickle=False,
        replications=batch.replications,
        counts=batch.counts,
        measures=batch.measures,
        watched=batch.watched,
        firm_years=np.array(batch.firm_years),
        **columns,
    )
    return buffer.getvalue()


def read_chunk(path: Path) -> Batch | None:
    """Return the batch in a chunk, or None if the file is not as it was written."""
    named = _NAME.fullmatch(path.name)
    content = path.read_bytes()
    if named is None or hashlib.sha256(content).hexdigest() != named[3]:
        return None
    with pa.CompressedInputStream(pa.BufferReader(content), "zstd") as stream:
        buffer = io.BytesIO(stream.read())
    with np.load(buffer, allow_pickle=False) as arrays:
        return Batch(
            arrays["replications"],
            arrays["counts"],
            arrays["measures"],
            arrays["watched"],
            {name: arrays[f"ledger.{name}"] for name in ("replication", *COLUMNS)},
            int(arrays["firm_years"]),
        )


def stored_numbers(folder: Path) -> set[int]:
    """Return the replications in whole chunks; chunks that are damaged are removed."""
    stored: set[int] = set()
    for path in sorted(folder.iterdir()):
        batch = read_chunk(path)
        numbers = set() if batch is None else set(batch.replications.tolist())
        if batch is None or numbers & stored:
            path.unlink()
        else:
            stored |= numbers
    return stored


def damaged_chunks(folder: Path) -> list[Path]:
    """Return the chunks that are not as they were written."""
    named = sorted(path for path in folder.glob("*") if not path.name.startswith(PART))
    return [path for path in named if read_chunk(path) is None]


def stored_count(folder: Path) -> int:
    """Return how many replications the names of the chunks stand for."""
    named = (_NAME.fullmatch(path.name) for path in folder.iterdir())
    return sum(int(each[2]) - int(each[1]) + 1 for each in named if each)


def stored_batches(folder: Path) -> Iterator[Batch]:
    """Yield the stored batches in order of their replications."""
    for path in sorted(folder.iterdir(), key=lambda path: int(path.name.partition("-")[0])):
        batch = read_chunk(path)
        if batch is None:  # since we wrote it
            raise SrdiError("run.chunk_damaged", {"path": str(path)})
        yield batch
