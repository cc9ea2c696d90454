"""Published payments held against every reading and lag: which of them agree, and how many do.

Every named reading of the text is simulated once with the same luck, and what it pays is told by
each lag between due and paid. A reading agrees with a figure whose two-sided predictive p is not
below a level: a figure as far out comes in at least that share of replications. A wide reading
agrees with much, so that to agree is not to be right.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from fractions import Fraction
from functools import partial, reduce
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis.lags import LAG, LAGS, only_moves_payments, paid_by
from srdi_sim.analysis.named_readings import OWN, Named, named_readings
from srdi_sim.analysis.observed import LEVEL, foretold, standing, years_paid
from srdi_sim.analysis.statistics import attained
from srdi_sim.ensemble.archive import Found, opened
from srdi_sim.ensemble.crew import crew_of
from srdi_sim.ensemble.experiment import Trial, found_of
from srdi_sim.ensemble.manifest import scenario_sha256, value_sha256
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.simulate import Progress, numbers_of
from srdi_sim.ensemble.task import Failure
from srdi_sim.ensemble.workers import Note
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Observation, Scenario

_PERCENTS = (50, Fraction("2.5"), Fraction("97.5"))
FEWEST = 20  # replications of which 5 % can be told
Verdict = Literal["none", "one", "several"]
Rows = Iterator[tuple[tuple[str, str], "pd.Series[Any]"]]
Column = tuple[str, str, str]  # a figure, a reading, a lag


@dataclass(frozen=True, slots=True, eq=False)
class Reconciliation:
    """Which readings and lags agree with what was published as paid.

    Attributes
    ----------
    replications, failed : int
        Those that have finished under every reading, and those that have not and are left out.
    figures : tuple of Observation
    readings : tuple of Named
        The scenario's own first. Answers to R12 are the lags.
    table : DataFrame
        A row a figure, reading and lag: what is paid, `p50`, `low95` and `high95` in fen; the
        figure's `p`, its own error counted, and whether it `agrees`; `moves`: the replications in
        which another amount is paid than under the scenario's own reading.
    failures : tuple of (replication, message)
        Under any reading, each once.
    """

    scenario: Scenario
    seed: int
    replications: int
    failed: int
    figures: tuple[Observation, ...]
    readings: tuple[Named, ...]
    table: pd.DataFrame
    seconds: float
    failures: tuple[Failure, ...] = ()

    def agreeing(self, figure: Observation) -> list[tuple[str, str]]:
        """Return the readings and lags that agree with a figure."""
        rows = self.table.loc[figure.name]
        return [(str(reading), str(lag)) for reading, lag in rows.index[rows["agrees"]]]

    def verdict(self, figure: Observation) -> Verdict:
        """Return whether none, one or several of them agree."""
        many = len(self.agreeing(figure))
        return "none" if many == 0 else "one" if many == 1 else "several"


def payments_of(scenario: Scenario) -> tuple[Observation, ...]:
    """Return the published payments that are evidence and of years that are simulated.

    Raises
    ------
    SrdiError
        There is none.
    """
    years = set(scenario.years)
    found = tuple(
        each
        for each in scenario.observations
        if each.what == "paid" and each.evidence and set(years_paid(each)) <= years
    )
    if not found:
        values = {"first": scenario.years[0], "last": scenario.until}
        raise SrdiError("reconcile.no_payment", values)
    return found


def checked(scenario: Scenario, replications: int) -> tuple[Observation, ...]:
    """Return the payments that so many replications can be held against, before any is simulated.

    Raises
    ------
    SrdiError
        As `reconcile` does.
    """
    _refuse_few(replications)
    return payments_of(scenario)


def reconcile(
    scenario: Scenario,
    *,
    replications: int = 200,
    seed: int = 1,
    archive: Path | str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    progress: Progress | None = None,
    note: Note | None = None,
    time_limit: float | None = None,
) -> Reconciliation:
    """Simulate a scenario under every named reading and hold what it pays against what was paid.

    Parameters
    ----------
    archive : path, optional
        A folder where what each reading pays is kept, and found again for the same figures.
    workers, cluster, progress, note, time_limit
        As :func:`srdi_sim.ensemble.simulate.simulate` takes them.

    Raises
    ------
    SrdiError
        No payment is published, or fewer than twenty replications are asked for or have finished.
    """
    began = time.perf_counter()
    figures = checked(scenario, replications)
    others = [each for each in named_readings(scenario.reading)[0] if _pays_otherwise(each)]
    readings = (Named(OWN), *others)
    variants = [each for named in readings for each in _variants(scenario, named)]
    numbers = tuple(numbers_of(replications))
    trials = [
        Trial(_key(of, figures, seed, numbers), partial(_itself, of), seed, numbers)
        for _, of in variants
    ]
    with (
        nullcontext() if archive is None else opened(archive) as kept,
        crew_of(workers, cluster=cluster, note=note, time_limit=time_limit) as crew,
    ):
        measure = partial(_payments, figures)
        found = found_of(trials, measure, crew, archive=kept, progress=progress)
    common = reduce(np.intersect1d, [each.finished for each in found])
    _refuse_few(common.size)
    paid = {
        (figure, name, lag): column
        for (name, _), each in zip(variants, found, strict=True)
        for (figure, lag), column in _by_lag(each, common).items()
    }
    return Reconciliation(
        scenario,
        seed,
        int(common.size),
        replications - int(common.size),
        figures,
        readings,
        _table(figures, readings, paid),
        time.perf_counter() - began,
        tuple(sorted({failure for each in found for failure in each.failed})),
    )


def reconciliation_json(found: Reconciliation) -> list[dict[str, Any]]:
    """Return the list `reconciliation`: an object a figure, money in fen."""
    return [_figure_json(found, figure) for figure in found.figures]


def _figure_json(found: Reconciliation, figure: Observation) -> dict[str, Any]:
    answers = {named.name: dict(named.answers) for named in found.readings}
    return {
        "name": figure.name,
        "clauses": list(figure.clauses),
        "payers": list(figure.payers),
        "since": years_paid(figure)[0],
        "year": figure.year,
        "value_fen": round(figure.value),
        "rounding_fen": round(figure.rounding),
        "sd_fen": round(figure.sd),
        "source": figure.source,
        "confidence": figure.confidence,
        "replications": found.replications,
        "level": LEVEL,
        "verdict": found.verdict(figure),
        "fits": [
            {
                "reading": reading,
                "answers": answers[reading],
                "lag": lag,
                **{f"{name}_fen": round(row[name]) for name in ("p50", "low95", "high95")},
                "p": float(row["p"]),
                "agrees": bool(row["agrees"]),
                "moves": int(row["moves"]),
            }
            for (reading, lag), row in cast("Rows", found.table.loc[figure.name].iterrows())
        ],
    }


def _refuse_few(replications: int) -> None:
    if replications < FEWEST:
        raise SrdiError("reconcile.too_few", {"given": int(replications), "least": FEWEST})


def _pays_otherwise(named: Named) -> bool:
    """Return whether a reading may pay otherwise than another by more than a lag."""
    return named.is_simulated and named.question != LAG


def _variants(scenario: Scenario, named: Named) -> list[tuple[str, Scenario]]:
    """Return what is to be simulated of a reading: once, or by every lag where that matters."""
    of = named.of(scenario)
    if only_moves_payments(of):
        return [(named.name, of)]
    return [(named.name, of.with_reading(**{LAG: lag})) for lag in LAGS]


def _key(
    scenario: Scenario, figures: tuple[Observation, ...], seed: int, numbers: tuple[int, ...]
) -> str:
    return value_sha256(("payments", scenario_sha256(scenario), figures, seed, numbers))


def _itself(scenario: Scenario) -> Scenario:
    return scenario


def _payments(figures: tuple[Observation, ...], runs: Runs) -> dict[str, NDArray[np.int64]]:
    """Return what each replication says of every figure, by every lag that these runs can tell."""
    lags = LAGS if only_moves_payments(runs.scenario) else (runs.scenario.reading.payment_year,)
    told = {lag: paid_by(runs, lag) if len(lags) > 1 else runs for lag in lags}
    columns = {
        f"{figure.name}|{lag}": foretold(by_lag, figure)
        for lag, by_lag in told.items()
        for figure in figures
    }
    return {name: column for name, column in columns.items() if column is not None}


def _by_lag(found: Found, common: NDArray[np.int64]) -> dict[tuple[str, str], NDArray[np.int64]]:
    rows = np.searchsorted(found.finished, common)
    columns = {}
    for name, column in found.columns.items():
        figure, _, lag = name.rpartition("|")
        columns[figure, lag] = column[rows]
    return columns


def _table(
    figures: tuple[Observation, ...],
    readings: tuple[Named, ...],
    paid: dict[Column, NDArray[np.int64]],
) -> pd.DataFrame:
    rows = []
    for figure in figures:
        for named in readings:
            for lag in LAGS:
                sums = paid[figure.name, named.name, lag]
                found = standing(sums, figure)
                p50, low, high = (int(attained(sums, each)) for each in _PERCENTS)
                rows.append(
                    {
                        "figure": figure.name,
                        "reading": named.name,
                        "lag": lag,
                        "p50": p50,
                        "low95": low,
                        "high95": high,
                        "p": found.p,
                        "agrees": found.is_inside,
                        "moves": np.count_nonzero(sums != paid[figure.name, OWN, lag]),
                    }
                )
    return pd.DataFrame(rows).set_index(["figure", "reading", "lag"])
