"""Posteriors as files: Parquet, a row for each draw; the metadata says how it came to be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.scenario.posterior import Posterior, Stretch

FORMAT = 1
_KEY = b"srdi_sim.posterior"
_DECIMALS = 6  # of a quantile: finer than any draw can tell


def read_posterior(path: Path) -> Posterior:
    """Return the posterior in a file.

    Raises
    ------
    ValueError
        It is not a file of a posterior, or one of another format.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    about = about_posterior(path)
    try:
        table = pq.read_table(path)
    except pa.ArrowException as error:
        raise ValueError(str(error)) from None
    columns = {name: table.column(name).to_numpy() for name in table.column_names}
    years = [int(name) for name in columns if name.isdigit()]
    names = tuple(name for name in columns if not name.isdigit())
    stretches = tuple(Stretch(*pair) for pair in zip(years, about["seeds"], strict=True))
    numbers = np.column_stack([columns[str(year)] for year in years]).astype(np.int64)
    quantiles = np.column_stack([columns[name] for name in names])
    of = {name: about.get(name, "") for name in ("priors", "population")}
    return Posterior(about["name"], stretches, numbers, names, quantiles, **of)


def write_posterior(path: Path, posterior: Posterior, about: Mapping[str, Any]) -> None:
    """Write a posterior, and what `about` says of how it came to be; the file is whole or not."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    seeds = [each.seed for each in posterior.stretches]
    told = {
        **about,
        "format": FORMAT,
        "name": posterior.name,
        "seeds": seeds,
        "priors": posterior.priors,
        "population": posterior.population,
    }
    columns: dict[str, NDArray[Any]] = {}
    for n, each in enumerate(posterior.stretches):
        columns[str(each.until)] = posterior.numbers[:, n]
    for n, name in enumerate(posterior.names):
        columns[name] = rounded(posterior.quantiles[:, n])
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    table = pa.table(columns).replace_schema_metadata({_KEY: text.encode()})
    partial = path.with_name(f".{path.name}.partial")
    pq.write_table(table, partial, compression="zstd")
    partial.replace(path)


def about_posterior(path: Path) -> dict[str, Any]:
    """Return what a file of a posterior says of how it came to be; ValueError if it is none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        written = (pq.read_schema(path).metadata or {}).get(_KEY)
    except pa.ArrowException as error:
        raise ValueError(str(error)) from None
    about: dict[str, Any] = json.loads(written) if written else {}
    if about.get("format") != FORMAT:
        raise ValueError(f"not a posterior of format {FORMAT}")
    return about


def rounded(quantiles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return quantiles as they are written: to six decimals, never 0 or 1."""
    step = 10.0**-_DECIMALS
    return np.clip(np.round(quantiles, _DECIMALS), step, 1.0 - step)


def written_out(posterior: Posterior) -> dict[str, Any]:
    """Return a posterior as a scenario that was written out into one file has it."""
    seeds = [each.seed for each in posterior.stretches]
    return {
        "name": posterior.name,
        "priors": posterior.priors,
        "population": posterior.population,
        "seeds": seeds,
        "draws": posterior.text,
    }
