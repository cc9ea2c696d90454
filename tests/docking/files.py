"""The files of a scenario as one mapping, from the first section of docs/odd/02-scenario.md.

The program reads the YAML files itself, with no loader of the package: `extends`, the names of data
files and `set` are taken from the page. Nothing is checked; the files are valid ones.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyarrow import parquet
from ruamel.yaml import YAML

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"
WAN = 1_000_000
KINDS = {
    *("fixed", "uniform", "triangular", "whole", "normal", "lognormal"),
    *("beta", "chance", "choice", "poisson_plus"),
}
_UNITS = {"亿": 100_000_000 * 100, "万": 10_000 * 100, "元": 100}


def scenario_of(path: Path) -> dict[str, Any]:
    """Return all that a scenario says, its data files written out."""
    data = _laid_out(path)
    data["ladder"] = _content(data["ladder"], "rulesets", path)
    data["ladder"]["with"] = [
        _content(name, "rulesets", path) for name in data["ladder"].get("with", [])
    ]
    people = _content(data["population"]["synthetic"], "populations", path)
    if "seeds" in people:
        people["seeds"] = _content(people["seeds"], "seeds", path)
    data["population"] = people
    priors = data["uncertainties"]
    given = priors if isinstance(priors, dict) and "file" in priors else {"file": priors}
    priors = _content(given["file"], "priors", path)
    for name, distribution in given.get("set", {}).items():
        priors["uncertainties"][name].pop("from", None)
        priors["uncertainties"][name]["prior"] = distribution
    data["uncertainties"] = priors
    data["posterior"] = _posterior(given.get("posterior"), path)
    if data.get("observed"):
        data["observed"] = _content(data["observed"], "observed", path)
    return data


def _posterior(name: str | None, path: Path) -> dict[str, Any] | None:
    """Return the seeds of a posterior and its draws, one mapping each."""
    if name is None:
        return None
    beside = path.parent / name
    table = parquet.read_table(beside if beside.exists() else LIBRARY / name)
    about = json.loads(table.schema.metadata[b"srdi_sim.posterior"])
    return {"seeds": about["seeds"], "draws": table.to_pylist()}


@lru_cache(maxsize=64)
def _read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


def _laid_out(path: Path) -> dict[str, Any]:
    data = copy.deepcopy(_read(path))
    below = data.pop("extends", None)
    if below is None:
        return data
    beside = path.parent / below
    return _merged(_laid_out(beside if beside.exists() else LIBRARY / below), data)


def _merged(below: Any, above: Any) -> Any:
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    if _kind(below) and _kind(above) and _kind(below) != _kind(above):
        return above
    whole = dict(below)
    for key, value in above.items():
        if value is None:
            whole.pop(key, None)
        else:
            whole[key] = _merged(whole[key], value) if key in whole else value
    return whole


def _kind(written: dict[str, Any]) -> str:
    """Return the kind of distribution that is written, empty if it is none."""
    return next(iter(written)) if len(written) == 1 and set(written) <= KINDS else ""


def _content(name: Any, folder: str, path: Path) -> Any:
    """Return the content of a named data file; what is written out already stays."""
    if not isinstance(name, str):
        return copy.deepcopy(name)
    relative = name if "/" in name or name.endswith(".yaml") else f"{folder}/{name}.yaml"
    beside = path.parent / relative
    found = beside if beside.exists() else LIBRARY / relative
    data = copy.deepcopy(_read(found))
    below = data.pop("extends", None)
    return data if below is None else _merged(_content(below, folder, found), data)


def fen(money: str | int) -> int:
    """Return an amount of a policy in fen: ``10万``, ``1.5亿``, ``500元``."""
    return round(float(money[:-1]) * _UNITS[money[-1]]) if isinstance(money, str) else money


def month(year: int, number: int) -> int:
    """Return the running month."""
    return 12 * year + number - 1


def month_of(when: str | dt.date) -> int:
    """Return the running month of a date or of ``2022-06``."""
    if isinstance(when, dt.date):
        return month(when.year, when.month)
    year, number = when.split("-")
    return month(int(year), int(number))
