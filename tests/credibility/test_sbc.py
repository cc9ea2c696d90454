"""Is what the fit believes true as often as it says? For Ordos, by simulation-based calibration.

The long form (`make credibility`) stores what it finds in ``docs/credibility/sbc.json``. It
simulates 30,000 cities under the priors; with the variable ``SRDI_CREDIBILITY`` set to a folder
they are kept there, and going on or doing it again costs minutes. The short form has a smaller
table and fewer figures: with 250 simulations nearest, regressions on nine figures are too free.
"""

import os
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from credibility import store
from ranks import (
    P_LEAST,
    Question,
    covered,
    differences,
    foreign_ranks,
    own_ranks,
    questions_of,
    verdict,
)
from srdi_sim.analysis.fitting.calibration import drawn, last_year
from srdi_sim.analysis.fitting.fitter import fitted_to
from srdi_sim.analysis.fitting.simulating import simulating
from srdi_sim.analysis.fitting.table import Table, simulated
from srdi_sim.analysis.fitting.terms import terms_of
from srdi_sim.compiled import rule
from srdi_sim.distributions import LogNormal
from srdi_sim.luck import logistic, logit
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.scenario.scenario import Scenario

ROWS, DOUBLED, TRUTHS, CITIES = 30_000, 10_000, 1_000, 200
SHORT_ROWS, SHORT_TRUTHS = 1_200, 200
SHORT_TERMS = ("innovative_flow_2024", "regional_flow_2024", "region_awards_to_2024")
OUTCOMES = (*(f"firms:{tier}:2025" for tier in TIER_CODES), "cost:total")
COMPARED = ("firms:regional:2025", "cost:total")


def under_priors(name: str) -> Scenario:
    """Return a shipped scenario under its priors, held against the figures of Ordos."""
    figures = load_scenario("ordos-2022").observations
    return load_scenario(name).with_posterior(None).with_observations(figures)


def cities(
    scenario: Scenario,
    rows: int,
    seed: int = 1,
    outcomes: tuple[str, ...] = OUTCOMES,
    rules: Any = None,
    archive: Path | None = None,
) -> Table:
    """Return a table of simulated cities; kept in a folder if there is one."""
    terms = terms_of(scenario.observations, scenario)
    workers = 1 if archive is None else os.cpu_count() or 1
    with simulating(seed=seed, archive=archive, workers=workers, rules=rules) as simulator:
        return simulated(simulator, scenario, terms, outcomes, rows)


def where_bounds_hold(table: Table) -> np.ndarray:
    """Return the rows of a table that publish no bound which does not hold."""
    columns = [term.holds(table.seen[:, n]) for n, term in enumerate(table.terms)]
    return np.flatnonzero(np.all(columns, axis=0))


def judged(table: Table, questions: list[Question], truths: int, bins: int) -> list[dict[str, Any]]:
    """Return the verdict on each question, the first rows of the table being the truths."""
    found = own_ranks(table, questions, where_bounds_hold(table)[:truths])
    return [verdict(each.name, found[:, n], bins) for n, each in enumerate(questions)]


def assert_right(verdicts: list[dict[str, Any]]) -> None:
    """Assert that ranks are even, and that intervals hold the truth as often as they say."""
    uneven = {each["name"]: each["p"] for each in verdicts if each["p"] <= P_LEAST}
    assert not uneven
    outside = {
        (each["name"], level): found["share"]
        for each in verdicts
        for level, found in each["coverage"].items()
        if not found["inside"]
    }
    assert not outside


@cache
def short() -> Table:
    """Return a small table of few figures and few outcomes."""
    table = cities(under_priors("ordos-2022"), SHORT_ROWS, outcomes=COMPARED)
    return table.of_terms([term for term in table.terms if term.name in SHORT_TERMS])


def test_ranks_of_two_hundred_truths_are_even_and_their_intervals_cover():
    assert_right(judged(short(), questions_of(short()), SHORT_TRUTHS, bins=10))


def test_a_fit_to_the_figures_of_another_city_is_found_out():
    table, rows = short(), np.arange(SHORT_TRUTHS)
    misled = replace(table, seen=np.roll(table.seen, 1, axis=0)).rows(rows)
    questions = questions_of(table)
    ranks = foreign_ranks(table, questions, misled)
    for name in ("take_up_innovative", "take_up_regional", "firms:regional:2025"):
        (n,) = (n for n, each in enumerate(questions) if each.name == name)
        found = verdict(name, ranks[:, n], 10)
        assert found["p"] < P_LEAST
        assert not found["coverage"]["0.8"]["inside"]


# The long form


@rule
def some_are_lost(take_up: float, pull: float, help_: float) -> float:
    """Return the chance of an application that arrives: three in ten are lost."""
    return 0.7 * logistic(logit(take_up) + pull + help_)


def with_half_the_places(scenario: Scenario) -> Scenario:
    """Return the scenario in which the region leaves the city half the places of the prior."""
    whole = scenario.uncertainties
    entries = tuple(
        replace(each, dated=((0, LogNormal(median=17.5, sigma=0.4, low=4.0, high=60.0)),))
        if each.name == "regional_places"
        else each
        for each in whole.entries
    )
    return replace(scenario, uncertainties=replace(whole, entries=entries))


def planted(table: Table, truths: Table) -> list[dict[str, Any]]:
    """Return how often the 80 % interval of a posterior's draws holds a planted uncertainty."""
    ranks = []
    for city, figures in enumerate(truths.seen):
        near = fitted_to(table, figures)
        posterior = drawn(table, near, 1_000, "planted", last_year(table.terms))
        ranks.append((posterior.quantiles < truths.quantiles[city, : table.fitted]).mean(axis=0))
    names = table.names[: table.fitted]
    return [
        {"name": name, **covered(column, 0.8)}
        for name, column in zip(names, np.array(ranks).T, strict=True)
    ]


@pytest.mark.credibility
def test_what_ordos_is_believed_to_be_is_true_as_often_as_the_fit_says(tmp_path):
    began = time.perf_counter()
    folder = Path(os.environ.get("SRDI_CREDIBILITY") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / "tables"
    written = under_priors("ordos-2022")
    table = cities(written, ROWS, archive=archive)
    doubled = cities(under_priors("awards-double"), DOUBLED, outcomes=COMPARED, archive=archive)
    alone = judged(table, questions_of(table), TRUTHS, bins=20)
    places = [OUTCOMES.index(name) for name in COMPARED]
    fewer = table.rows(np.isin(table.numbers, doubled.numbers))
    compared = replace(fewer, outcomes=COMPARED, came=fewer.came[:, places])
    doubled = doubled.rows(np.isin(doubled.numbers, compared.numbers))
    against = judged(compared, differences(compared, doubled), TRUTHS, bins=20)

    truths = cities(written, CITIES + 50, seed=2)
    truths = truths.rows(where_bounds_hold(truths)[:CITIES])
    recovered = planted(table, truths)
    families: dict[str, tuple[Scenario, Any]] = {
        "award_response 1.5, prior at most 0.8": (
            written.with_uncertainties({"award_response": 1.5}),
            None,
        ),
        "regional places cut by half": (with_half_the_places(written), None),
        "30 % of applications lost": (written, {"chance_of_applying": some_are_lost}),
    }
    outside = {}
    for name, (scenario, rules) in families.items():
        other = cities(scenario, CITIES + 50, seed=3, rules=rules)
        other = other.rows(where_bounds_hold(other)[:CITIES])
        ranks = foreign_ranks(table, questions_of(table), other)
        outside[name] = [
            {
                "name": each.name,
                "coverage80": covered(ranks[:, n], 0.8)["share"],
                "shortfall": 0.8 - covered(ranks[:, n], 0.8)["share"],
                "mean_rank": float(ranks[:, n].mean()),
            }
            for n, each in enumerate(questions_of(table))
        ]
    store(
        "sbc",
        {
            "rows": int(table.numbers.size),
            "figures": [term.name for term in table.terms],
            "ranks": alone,
            "differences": {"rows": int(doubled.numbers.size), "ranks": against},
            "planted": {"cities": CITIES, "interval": 0.8, "uncertainties": recovered},
            "outside": {"cities": CITIES, "families": outside},
            "seconds": round(time.perf_counter() - began),
        },
    )
    assert_right(alone)
    assert_right(against)
    assert not [each for each in recovered if not each["inside"]]
