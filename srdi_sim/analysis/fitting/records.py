"""What is told of a fit: its tables with what a reader needs beside them, and as plain values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from srdi_sim.analysis.fitting.calibration import Fit
from srdi_sim.analysis.observed import LEVEL
from srdi_sim.ensemble.manifest import code_versions

CORRELATED = 0.3  # what is less is told nowhere but in the record


def believed(fit: Fit) -> pd.DataFrame:
    """Return :meth:`Fit.uncertainties` with the means, and whether the two ways agree (`agrees`).

    They disagree where the median of one lies outside the 80 % of the other.
    """
    frame = fit.uncertainties()
    known = fit.scenario.settled_uncertainties()
    means: dict[str, list[float]] = {"prior_mean": [], "posterior_mean": [], "check_mean": []}
    even = np.full(len(fit.posterior), 1.0 / len(fit.posterior))
    flat = np.full(fit.table.numbers.size, 1.0 / fit.table.numbers.size)
    for n, name in enumerate(fit.fitted):
        at = known.get(name).entry(fit.scenario.start.year).at
        ways = zip(
            means.values(),
            (fit.table.quantiles[:, n], fit.posterior.quantiles[:, n], fit.table.quantiles[:, n]),
            (flat, even, fit.likelihood),
            strict=True,
        )
        for column, u, weights in ways:
            column.append(float(weights @ np.asarray(at(u), dtype=np.float64)))
    one, other = (
        frame[f"{there}_median"].between(frame[f"{here}_low80"], frame[f"{here}_high80"])
        for here, there in (("posterior", "check"), ("check", "posterior"))
    )
    return frame.assign(**means, agrees=one & other)


def predicted(fit: Fit) -> pd.DataFrame:
    """Return :meth:`Fit.predictive` with the bounds, and what is outside the central 95 %.

    Of a bound, which the percentile says how often it holds, it is outside if it hardly ever does.
    """
    frame = fit.predictive()
    bounds = [term.observations[0].bound for term in fit.terms]
    percentile = frame["posterior_percentile"]
    tail = np.where([bound is None for bound in bounds], 100.0 - percentile, 100.0)
    outside = np.minimum(percentile, tail) < 100.0 * LEVEL / 2.0
    return frame.assign(bound=pd.Series(bounds, dtype=object), outside95=outside)


def correlated(fit: Fit) -> list[tuple[str, str, float]]:
    """Return the pairs whose correlation is at least :data:`CORRELATED`, the largest first."""
    table = fit.correlations().to_numpy()
    pairs = zip(*np.triu_indices(len(fit.fitted), 1), strict=True)
    found = [(fit.fitted[i], fit.fitted[j], float(table[i, j])) for i, j in pairs]
    return sorted((each for each in found if abs(each[2]) >= CORRELATED), key=lambda p: -abs(p[2]))


def calibration_json(fit: Fit) -> dict[str, Any]:
    """Return the object that ``srdi calibrate --json`` prints; the same fit gives the same."""
    correlations = fit.correlations()
    return {
        **_head(fit),
        "fitted": _rows(believed(fit)),
        "not_fitted": _rows(fit.others()),
        "correlations": [
            {"names": [one, other], "correlation": _plain(correlations.loc[one, other])}
            for n, one in enumerate(fit.fitted)
            for other in fit.fitted[n + 1 :]
        ],
        "terms": _rows(predicted(fit)),
        "outcomes": _rows(fit.outcomes()),
        "failures": [{"replication": n, "message": message} for n, message in fit.failed],
    }


def about_fit(fit: Fit, **more: Any) -> dict[str, Any]:
    """Return what a file of the posterior says of how it came to be, and what is given."""
    terms = [
        {
            "name": term.name,
            "value": term.value,
            "sd": [each.sd / term.scale for each in term.observations],
            "about": [each.name for each in term.observations],
        }
        for term in fit.terms
    ]
    return {**_head(fit), "terms": terms, **code_versions(), **more}


def _head(fit: Fit) -> dict[str, Any]:
    return {
        "scenario": fit.scenario.name,
        "scenario_sha256": fit.scenario.sha256,
        "reading": fit.scenario.reading.as_dict(),
        "seed": fit.table.seed,
        "simulations": simulations(fit),
        "near": int(fit.near.rows.size),
        "draws": len(fit.posterior),
        "until": fit.posterior.until,
        "failed": len(fit.failed),
    }


def simulations(fit: Fit) -> int:
    """Return how many simulations under the priors were asked for."""
    return int(fit.table.numbers.size) + len(fit.table.failed)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): _plain(value) for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: no number is null."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value
