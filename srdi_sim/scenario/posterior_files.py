"""Posteriors as files: Parquet, one row a draw, with what else is known of it in the metadata."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from srdi_sim.scenario.posterior import NUMBER, Posterior

SUFFIX = ".parquet"
FORMAT = 1
_KEY = b"srdi_sim.posterior"
_DECIMALS = 6  # of a quantile: finer than any draw can tell


def read_posterior(path: Path) -> dict[str, Any]:
    """Return what a file says of a posterior, as a resolved scenario has it.

    Raises
    ------
    ValueError
        It is not a file of a posterior.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except pa.ArrowException as error:
        raise ValueError(str(error)) from None
    written = (table.schema.metadata or {}).get(_KEY)
    if written is None:
        raise ValueError("no posterior of this program")
    about = json.loads(written)
    if about["format"] != FORMAT:
        raise ValueError(f"format {about['format']}")
    names = [name for name in table.column_names if name != NUMBER]
    posterior = Posterior(
        about["name"],
        about["seed"],
        about["until"],
        tuple(names),
        table.column(NUMBER).to_numpy().astype(np.int64),
        np.column_stack([table.column(name).to_numpy() for name in names]),
    )
    return written_out(posterior)


def write_posterior(path: Path, posterior: Posterior, about: Mapping[str, Any]) -> None:
    """Write a posterior, and beside its draws what `about` says of how it came to be."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    told = {
        "format": FORMAT,
        "name": posterior.name,
        "seed": posterior.seed,
        "until": posterior.until,
        **about,
    }
    columns = {NUMBER: posterior.numbers}
    for n, name in enumerate(posterior.names):
        columns[name] = rounded(posterior.quantiles[:, n])
    table = pa.table(columns)
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    partial = path.with_name(f".{path.name}.partial")
    pq.write_table(table.replace_schema_metadata({_KEY: text}), partial, compression="zstd")
    partial.replace(path)


def about_posterior(path: Path) -> dict[str, Any]:
    """Return what a file of a posterior says of how it came to be."""
    import pyarrow.parquet as pq

    about: dict[str, Any] = json.loads((pq.read_schema(path).metadata or {})[_KEY])
    return about


def rounded(quantiles: np.ndarray[Any, np.dtype[np.float64]]) -> Any:
    """Return quantiles as they are written: to six decimals, never 0 or 1."""
    step = 10.0**-_DECIMALS
    return np.clip(np.round(quantiles, _DECIMALS), step, 1.0 - step)


def written_out(posterior: Posterior) -> dict[str, Any]:
    """Return a posterior as a resolved scenario has it."""
    return {
        "name": posterior.name,
        "seed": posterior.seed,
        "until": posterior.until,
        "draws": posterior.text,
    }
