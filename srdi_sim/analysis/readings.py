"""What each reading of the text is worth: the same luck under one answer after another.

Every question is answered otherwise than the scenario does, one at a time; then come a few readings
that change several answers. All share their luck, so a difference comes from the reading alone, and
what an answer does not touch differs by exactly 0 in every replication.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial, reduce
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis import outcomes
from srdi_sim.analysis.forecast import forecast
from srdi_sim.analysis.named_readings import OWN, LeftOut, Named, named_readings
from srdi_sim.analysis.paired import difference, difference_of_chances
from srdi_sim.analysis.statistics import Chance, attained
from srdi_sim.analysis.unpriced import unpriced
from srdi_sim.ensemble.archive import Found
from srdi_sim.ensemble.crew import crew_of
from srdi_sim.ensemble.experiment import Trial, found_of
from srdi_sim.ensemble.runs import Columns, Runs
from srdi_sim.ensemble.simulate import Progress, failures_of
from srdi_sim.ensemble.task import Failure
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.policy.entries import BASES
from srdi_sim.policy.reading import Reading
from srdi_sim.scenario.scenario import Scenario, Target

FEWEST = 2  # replications of which a spread can be told
_OF = "\n"  # in the name of a column, between a reading that is only counted and an outcome


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """What the named readings make of one scenario.

    Attributes
    ----------
    replications, failed : int
        Those that have finished under every reading, and those that have not and are left out.
    named : tuple of Named
        The scenario's own reading first, then one answer at a time, then combinations.
    table : DataFrame
        One row for each reading and outcome. Outcomes are ``firms:TIER:YEAR``, ``chance:…``,
        ``chance:all``; in fen ``cost:total``, ``cost:basis:text``, ``cost:basis:assumption``,
        ``cost:payer:…``, ``cost:clause:…``, ``cost:due:YEAR``, ``cost:paid:YEAR``, ``cost:tail``
        (paid after the period), and what is in no total, ``cost:memo:…``, ``cost:contingent:…``,
        ``cost:asset:…``. Columns: ``p50``, ``p80`` and ``mean`` (of a chance only the mean, with
        Wilson's ``low95`` and ``high95``); ``difference`` to the scenario's own reading, with its
        paired ``difference_low95`` and ``difference_high95``; ``differs``, the replications in
        which it is not exactly 0.
    seconds : float
    failures : tuple of (replication, message)
        Under any reading, each once.
    """

    scenario: Scenario
    seed: int
    replications: int
    failed: int
    named: tuple[Named, ...]
    left_out: tuple[LeftOut, ...]
    table: pd.DataFrame
    seconds: float
    failures: tuple[Failure, ...] = ()

    def at(self, name: str, outcome: str) -> dict[str, float]:
        """Return the figures of one outcome under one reading."""
        row = cast("pd.Series[float]", self.table.loc[(name, outcome), :])
        return {str(figure): float(value) for figure, value in row.items()}

    def touched(self, name: str) -> tuple[str, ...]:
        """Return the outcomes that are not the same under a reading in every replication."""
        under = cast("pd.DataFrame", self.table.xs(name))
        return tuple(under.index[under["differs"] > 0])


def readings(
    scenario: Scenario,
    *,
    replications: int = 200,
    seed: int = 1,
    workers: int = 1,
    cluster: str | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
    time_limit: float | None = None,
) -> Readings:
    """Simulate a scenario under its own reading and every named one, all with the same luck.

    Parameters
    ----------
    workers, cluster, progress, note, time_limit
        As :func:`srdi_sim.ensemble.simulate.simulate` takes them.

    Raises
    ------
    SrdiError
        Fewer than two replications are asked for, or have finished under every reading.
    """
    began = time.perf_counter()
    _refuse_few(replications)
    others, left_out = named_readings(scenario.reading)
    own = Named(OWN)
    simulated = [own, *(named for named in others if named.is_simulated)]
    counted = tuple(named for named in others if not named.is_simulated)
    numbers = tuple(range(replications))
    trials = [Trial(each.name, partial(each.of, scenario), seed, numbers) for each in simulated]
    measure = partial(_columns, own=scenario.reading, counted=counted)
    with crew_of(workers, cluster=cluster, note=note, time_limit=time_limit) as crew:
        found = found_of(trials, measure, crew, progress=progress)
    for each in found:
        failures_of(each.failed, replications)
    frames = _frames(simulated, found)
    common = reduce(np.intersect1d, [each.finished for each in found])
    _refuse_few(common.size)
    return Readings(
        scenario,
        seed,
        int(common.size),
        replications - int(common.size),
        (own, *others),
        left_out,
        _table(scenario, [own, *others], frames, common),
        time.perf_counter() - began,
        tuple(sorted({failure for each in found for failure in each.failed})),
    )


def _refuse_few(replications: int) -> None:
    if replications < FEWEST:
        raise SrdiError("readings.too_few", {"given": int(replications), "least": FEWEST})


def _columns(runs: Runs, own: Reading, counted: Sequence[Named]) -> Columns:
    """Return every outcome of runs; of the scenario's own, also as other readings count them."""
    also = counted if runs.scenario.reading == own else ()
    told = {"": runs} | {e.name: replace(runs, scenario=e.of(runs.scenario)) for e in also}
    return {
        f"{name}{_OF}{outcome}": column
        for name, each in told.items()
        for outcome, column in _outcomes(each).items()
    }


def _outcomes(runs: Runs) -> Columns:
    outlook, targets = forecast(runs), runs.scenario.targets
    met = {f"chance:{each.tier.code}:{each.year}": outlook.met(each) for each in targets}
    everywhere = np.ones(runs.replications.size, dtype=bool)
    met["chance:all"] = np.logical_and.reduce([everywhere, *met.values()])
    return {
        **outcomes.firms(outlook, targets),
        **met,
        **outcomes.money_in_full(runs),
    }


def _frames(simulated: Sequence[Named], found: Sequence[Found]) -> dict[str, pd.DataFrame]:
    """Return of every reading one column for each outcome, one row for each replication."""
    frames: dict[str, pd.DataFrame] = {}
    for each, of in zip(simulated, found, strict=True):
        told: dict[str, dict[str, NDArray[Any]]] = {}
        for name, column in of.columns.items():
            counted_as, outcome = name.split(_OF)
            told.setdefault(counted_as or each.name, {})[outcome] = column
        frames |= {name: pd.DataFrame(columns, of.finished) for name, columns in told.items()}
    return frames


def _table(
    scenario: Scenario,
    named: Sequence[Named],
    found: Mapping[str, pd.DataFrame],
    common: NDArray[np.int64],
) -> pd.DataFrame:
    """Return the figures of every outcome under every reading; what is absent under one is 0."""
    present = {name for each in found.values() for name in each.columns}
    names = sorted(present, key=outcomes.names_in_full(scenario).index)
    own, *others = (
        found[each.name].loc[common].reindex(columns=names, fill_value=0) for each in named
    )
    rows = [
        {"reading": each.name, "outcome": name, **_row(name, own[name], other[name])}
        for each, other in zip(named, (own, *others), strict=True)
        for name in names
    ]
    return pd.DataFrame(rows).set_index(["reading", "outcome"])


def _row(name: str, before: pd.Series[Any], after: pd.Series[Any]) -> dict[str, float]:
    own, other = before.to_numpy(), after.to_numpy()
    differs = int(np.count_nonzero(own != other))
    if name.startswith("chance:"):
        chance = Chance(int(other.sum()), other.size)
        found = difference_of_chances(own, other, alike=not differs)
        figures = {"p50": np.nan, "p80": np.nan, "mean": chance.value}
        figures |= {"low95": chance.low95, "high95": chance.high95}
    else:
        found = difference(own, other)
        figures = {"p50": float(attained(other, 50)), "p80": float(attained(other, 80))}
        figures |= {"mean": float(other.mean()), "low95": np.nan, "high95": np.nan}
    return {
        **figures,
        "difference": found.mean,
        "difference_low95": found.low95,
        "difference_high95": found.high95,
        "differs": differs,
    }


def readings_json(found: Readings) -> dict[str, Any]:
    """Return the object that ``srdi run --readings --json`` prints."""
    return {
        "scenario": found.scenario.name,
        "scenario_sha256": found.scenario.sha256,
        "reading": found.scenario.reading.as_dict(),
        "seed": found.seed,
        "replications": found.replications,
        "failed": found.failed,
        "readings": [_reading_json(found, named) for named in found.named],
        "left_out": [
            {"name": each.named.name, "excluded_by": each.excluded_by} for each in found.left_out
        ],
        "seconds": found.seconds,
    }


def _reading_json(found: Readings, named: Named) -> dict[str, Any]:
    scenario, total = named.of(found.scenario), found.at(named.name, "cost:total")
    by_basis = {basis: found.at(named.name, f"cost:basis:{basis}") for basis in BASES}
    return {
        "name": named.name,
        "answers": dict(named.answers),
        "targets": [
            {
                "tier": target.tier.code,
                "year": target.year,
                "wanted": target.wanted(scenario.reading.exceed),
                **_target_json(found, named, target),
            }
            for target in scenario.targets
        ],
        **_chance_json(found.at(named.name, "chance:all"), "chance_all"),
        "cost": {
            "total_fen": {key: round(total[key]) for key in ("p50", "p80", "mean")},
            "by_basis_fen": {basis: round(each["mean"]) for basis, each in by_basis.items()},
            "difference_fen": _ends(total),
            "unpriced": [asdict(each) for each in unpriced(scenario)],
        },
        "differs": list(found.touched(named.name)),
    }


def _target_json(found: Readings, named: Named, target: Target) -> dict[str, Any]:
    outcome = f"{target.tier.code}:{target.year}"
    firms = found.at(named.name, f"firms:{outcome}")
    chance = found.at(named.name, f"chance:{outcome}")
    return {
        "median": int(firms["p50"]),
        "mean": firms["mean"],
        "difference": _ends(firms),
        **_chance_json(chance, "chance"),
        "chance_difference": _ends(chance),
    }


def _chance_json(chance: Mapping[str, float], name: str) -> dict[str, float]:
    ends = {f"{name}_{end}": chance[end] for end in ("low95", "high95")}
    return {name: chance["mean"], **ends}


def _ends(figures: Mapping[str, float]) -> dict[str, float]:
    ends = {end: figures[f"difference_{end}"] for end in ("low95", "high95")}
    return {"mean": figures["difference"], **ends}
