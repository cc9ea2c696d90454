"""Planted cities: ten years of yearly counts, forecast year by year by the model and naively."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from srdi_sim.analysis.fitting.backtest import foreseen
from srdi_sim.analysis.fitting.naive import constant_transitions, last_value, linear_trend
from srdi_sim.analysis.fitting.scores import LEVELS, evenly
from srdi_sim.analysis.fitting.simulating import simulating
from srdi_sim.analysis.fitting.table import Table, simulated
from srdi_sim.analysis.fitting.terms import terms_of
from srdi_sim.policy.tiers import MONTHS, TIERS, month_index
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.scenario.scenario import Observation

FIRST = 2022
FITTED_TO = 2  # years: all counts of the last two are what a city is fitted to
NAIVE = ("last_value", "linear_trend", "constant_transitions")


def counts(years: range) -> tuple[Observation, ...]:
    """Return what is published of a planted city every year: titles held in December and given."""
    return tuple(
        Observation(
            name=f"{tier.code}_{what}_{year}",
            what=what,
            tiers=(tier,),
            month=month_index(year, MONTHS) if what == "stock" else None,
            year=year if what == "flow" else None,
            value=0.0,  # every city has its own
            sd=0.0,
            evidence=True,
            source="planted",
            confidence="high",
            known=month_index(year, MONTHS),
        )
        for year in years
        for tier in TIERS
        for what in ("stock", "flow")
    )


def simulated_cities(until: int, rows: int, archive: Path, workers: int = 1) -> Table:
    """Return cities under the rules of 2022 with all their counts, kept in an archive."""
    scenario = replace(load_scenario("ordos-2022"), until=until).with_posterior(None)
    published = counts(range(FIRST, until + 1))
    scenario = scenario.with_observations(published)
    terms = terms_of(published, scenario)
    with simulating(seed=1, archive=archive, workers=workers) as simulator:
        return simulated(simulator, scenario, terms, ["cost:total"], rows)


def foretold_cities(table: Table, cities: int, after: range, ahead: int) -> pd.DataFrame:
    """Return the scores of every forecast of the first cities, which the fits do not see.

    Parameters
    ----------
    after : range of int
        The years at whose end forecasts are made, each for the next `ahead` years.
    """
    years = len(table.terms) // (2 * len(TIERS))
    seen = table.seen.reshape(-1, years, len(TIERS), 2)
    others = table.rows(np.arange(cities, table.numbers.size))
    places = np.arange(len(table.terms)).reshape(years, -1)
    rows: list[dict[str, Any]] = []
    for last in (year - FIRST for year in after):
        known = places[last + 1 - FITTED_TO : last + 1].ravel()
        later = places[last + 1 : last + 1 + ahead].ravel()
        for city in range(cities):
            spreads = foreseen(
                others,
                [table.terms[n] for n in known],
                table.seen[city, known].tolist(),
                [table.terms[n] for n in later],
            )
            naive = _naive(seen[city, : last + 1], ahead, np.random.default_rng([city, last]))
            for n, spread in zip(later, spreads, strict=True):
                year, tier, what = np.unravel_index(n, seen.shape[1:])
                came = float(table.seen[city, n])
                rank = spread.rank(came)
                rows.append(
                    {
                        "city": city,
                        "after": FIRST + last,
                        "ahead": int(year) - last,
                        "tier": TIERS[int(tier)].code,
                        "what": ("stock", "flow")[int(what)],
                        "model": spread.score(came),
                        **{
                            name: evenly(column[int(year) - last - 1][int(tier)][int(what)]).score(
                                came
                            )
                            for name, column in naive.items()
                        },
                        **{f"inside_{level:g}": rank.inside(level) for level in LEVELS},
                        "rank": rank.middle,
                    }
                )
    return pd.DataFrame(rows)


def told(scores: pd.DataFrame) -> dict[str, Any]:
    """Return what the scores come to, in all and by series, by years ahead and by date."""
    whole = [f"{tier} {what}" for tier, what in zip(scores["tier"], scores["what"], strict=True)]
    each = scores.assign(series=whole).groupby("series", sort=False)[["model", *NAIVE]].mean()
    by_series_best = each[list(NAIVE)].min(axis=1).sum()
    return {
        "forecasts": len(scores),
        "crps_mean_firms": scores[["model", *NAIVE]].mean().round(4).to_dict(),
        "skill_against_the_best_naive": round(skill(scores), 4),
        "skill_against_the_best_naive_of_each_series": round(
            1.0 - float(each["model"].sum() / by_series_best), 4
        ),
        "coverage": {
            f"{level:g}": round(float(scores[f"inside_{level:g}"].mean()), 4) for level in LEVELS
        },
        "by_series": each.round(4).to_dict("index"),
        "by_years_ahead": _skills(scores, "ahead"),
        "by_last_year_seen": _skills(scores, "after"),
    }


def _skills(scores: pd.DataFrame, by: str) -> dict[str, float]:
    return {str(key): round(skill(group), 4) for key, group in scores.groupby(by)}


def skill(scores: pd.DataFrame) -> float:
    """Return by how much the model's score is less than that of the best naive forecast."""
    return 1.0 - float(scores["model"].mean() / scores[list(NAIVE)].mean().min())


def _naive(history: Any, ahead: int, rng: np.random.Generator) -> dict[str, list[Any]]:
    """Return samples of each naive forecast, by years ahead, tier, and stock or flow.

    The flow of the first year is that of half a year, and left out.
    """
    found: dict[str, list[Any]] = {}
    for name, way in (("last_value", last_value), ("linear_trend", linear_trend)):
        found[name] = [
            [
                [way(history[what:, tier, what], years, rng) for what in (0, 1)]
                for tier in range(len(TIERS))
            ]
            for years in range(1, ahead + 1)
        ]
    found["constant_transitions"] = []
    for years in range(1, ahead + 1):
        stock, flow = constant_transitions(history[..., 0], history[..., 1], years, rng)
        found["constant_transitions"].append(list(zip(stock.T, flow.T, strict=True)))
    return found
