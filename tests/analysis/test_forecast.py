import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from planted import entry, per_replication, runs, scenario
from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.forecast import forecast
from srdi_sim.analysis.forecast_json import outlook_json
from srdi_sim.policy.tiers import TIER_CODES, Tier
from srdi_sim.scenario.scenario import Target

REGIONAL, LITTLE_GIANT = Tier.REGIONAL, Tier.LITTLE_GIANT
FIFTY = Target(REGIONAL, 2025, 50, "一(二)")


def outlook_of(counts, tier=REGIONAL, **more):
    """An outlook in which every replication has one count at a tier in all years."""
    measures = {("at_least_valid", tier): per_replication(counts)}
    return forecast(runs(scenario(**more), len(counts), measures))


def test_the_year_at_a_glance_has_attained_quantiles_for_every_tier():
    table = outlook_of([*range(1, 11)]).at(2025)
    assert list(table.index) == list(TIER_CODES)
    assert table.loc["regional"].to_dict() == {
        "median": 5,
        "low80": 1,
        "high80": 9,
        "mean": 5.5,
    }
    assert table["median"].dtype == np.int64


def test_a_path_has_a_row_a_year_and_a_column_a_quantile():
    counts = np.arange(100)[:, np.newaxis] + 1000 * np.arange(4)
    outlook = forecast(runs(scenario(), 100, {("at_least_valid", REGIONAL): counts}))
    path = outlook.path("regional")
    assert list(path.columns) == ["p5", "p10", "p25", "p50", "p75", "p90", "p95", "mean"]
    assert path.loc[2024].tolist() == [2004, 2009, 2024, 2049, 2074, 2089, 2094, 2049.5]
    assert outlook.path(REGIONAL).equals(path)


def test_the_curve_is_the_chance_of_more_than_k():
    curve = outlook_of([0, 2, 2, 5]).curve("regional", 2025)
    assert curve.tolist() == [0.75, 0.75, 0.25, 0.25, 0.25, 0.0]
    assert curve.index.tolist() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("nesting", "counting", "tier", "measure"),
    [
        ("nested", "valid_stock", Tier.INNOVATIVE, "at_least_valid"),
        ("nested", "ever_recognised", Tier.REGIONAL, "at_least_ever"),
        ("disjoint", "valid_stock", Tier.REGIONAL, "exactly_valid"),
        ("disjoint", "ever_recognised", Tier.INNOVATIVE, "exactly_ever"),
        ("innovative_apart", "valid_stock", Tier.INNOVATIVE, "exactly_valid"),
        ("innovative_apart", "valid_stock", Tier.MUNICIPAL, "at_least_valid"),
        ("municipal_apart", "valid_stock", Tier.MUNICIPAL, "exactly_valid"),
        ("municipal_apart", "valid_stock", Tier.INNOVATIVE, "at_least_valid"),
        ("regional_apart", "ever_recognised", Tier.REGIONAL, "exactly_ever"),
        ("regional_apart", "ever_recognised", Tier.MUNICIPAL, "at_least_ever"),
    ],
)
def test_the_reading_says_what_is_counted(nesting, counting, tier, measure):
    read = scenario(reading={"nesting": nesting, "counting": counting})
    others = ("at_least_valid", "exactly_valid", "at_least_ever", "exactly_ever")
    measures = {(name, tier): 9.0 if name == measure else 1.0 for name in others}
    assert forecast(runs(read, 3, measures)).at(2025).loc[tier.code, "median"] == 9


@pytest.mark.parametrize(
    ("exceed", "chance", "wanted"), [("more_than", 0.4, ">50"), ("at_least", 0.7, "≥50")]
)
def test_planted_chances_are_found_under_both_readings_of_more_than(exceed, chance, wanted):
    outlook = outlook_of([49] * 3 + [50] * 3 + [51] * 4, reading={"exceed": exceed})
    (row,) = outlook.chance_of_meeting([FIFTY]).to_dict("records")
    assert row["chance"] == chance
    assert row["wanted"] == wanted
    assert row["chance_low95"] < chance < row["chance_high95"]


def test_a_target_that_says_itself_how_it_is_meant_overrules_the_reading():
    outlook = outlook_of([50, 51])
    assert outlook.chance(replace(FIFTY, exceed="at_least")).value == 1.0
    assert outlook.chance(FIFTY).value == 0.5


def test_the_chance_of_all_is_that_of_meeting_them_at_once():
    measures = {
        ("at_least_valid", REGIONAL): per_replication([51, 51, 0, 0]),
        ("at_least_valid", LITTLE_GIANT): per_replication([16, 0, 16, 0]),
    }
    targets = (FIFTY, Target(LITTLE_GIANT, 2025, 15, "一(二)"))
    outlook = forecast(runs(scenario(targets=targets), 4, measures))
    assert [outlook.chance(target).value for target in targets] == [0.5, 0.5]
    assert (outlook.chance_all.times, outlook.chance_all.of) == (1, 4)


def test_the_first_year_met_is_that_by_which_half_have_once_met_it():
    counts = np.array([[60, 0, 0, 0], [0, 60, 0, 60], [0, 0, 0, 60], [0, 0, 0, 0]])
    outlook = forecast(runs(scenario(), 4, {("at_least_valid", REGIONAL): counts}))
    assert outlook.first_year_met(FIFTY) == 2023
    assert outlook.first_year_met(replace(FIFTY, number=60)) is None
    table = outlook.chance_of_meeting([FIFTY, replace(FIFTY, number=60)])
    assert table["first_year_met"].tolist() == [2023, pd.NA]


def test_no_targets_give_an_empty_table_and_a_certain_all():
    outlook = outlook_of([1], targets=())
    assert outlook.chance_of_meeting(()).empty
    assert outlook.chance_all.value == 1.0


def test_a_year_outside_the_period_is_refused():
    with pytest.raises(ValueError, match="2026 is outside the period 2022 to 2025"):
        outlook_of([1]).at(2026)


def test_runs_without_a_finished_replication_are_refused():
    none = runs(scenario(), 0)
    for question in (forecast, budget):
        with pytest.raises(ValueError, match="no replication has finished"):
            question(none)


def test_the_json_answer_has_the_agreed_keys_and_plain_numbers():
    measures = {("at_least_valid", REGIONAL): per_replication([40, 51, 60])}
    ledger = [entry(n, 1_000_001 * (n + 1)) for n in range(3)]
    ledger += [entry(n, 7, payer="banner", year=2025, year_paid=2026) for n in range(3)]
    of_runs = runs(scenario(targets=(FIFTY,)), 3, measures, ledger, failed=((9, "it broke"),))
    told = outlook_json(forecast(of_runs), budget(of_runs), "runs/x", 2.5)
    told = json.loads(json.dumps(told, allow_nan=False))
    agreed = {
        *(
            "scenario",
            "scenario_sha256",
            "reading",
            "seed",
            "replications",
            "parameters",
            "targets",
        ),
        *("chance_all", "cost", "run", "firm_years", "seconds"),
    }
    assert agreed <= told.keys()
    assert (told["replications"], told["failed"], told["seed"]) == (3, 1, 7)
    assert (told["run"], told["seconds"], told["parameters"]) == ("runs/x", 2.5, "prior")
    assert told["reading"]["nesting"] == "nested"
    (target,) = told["targets"]
    assert target["tier"] == "regional"
    assert (target["median"], target["low80"], target["high80"]) == (51, 40, 60)
    assert target["chance"] == told["chance_all"] == pytest.approx(2 / 3)
    assert target["first_year_met"] == 2022
    assert (target["binds"], target["binds_share"], target["binds_condition"]) == (
        "none",
        0.0,
        None,
    )
    assert set(target) >= {"year", "wanted", "mean", "chance_low95", "chance_high95"}
    cost = told["cost"]
    total = {"p50": 2000009, "p80": 3000010, "p95": 3000010, "mean": 2000009}
    assert cost["total_fen"] == {**total, "text": 2000009, "assumption": 0}
    assert cost["by_year"][0]["arrears"] == dict.fromkeys(("p50", "p80", "p95", "mean"), 0)
    assert [year["key"] for year in cost["by_year"]] == [2022, 2023, 2024, 2025]
    assert cost["by_year"][3]["due"]["p50"] == 7
    assert cost["by_year"][3]["paid"]["p50"] == 0
    assert cost["tail_fen"]["p50"] == 7
    by_payer = {row["key"]: row for row in cost["by_payer"]}
    assert by_payer["city"]["due"]["mean"] == 2000002
    assert by_payer["banner"]["paid"]["p95"] == 0
    assert [row["key"] for row in cost["by_clause"]] == ["二(三)"]


def test_json_tells_of_each_target_where_firms_are_lost_year_by_year():
    measures = {("at_least_valid", REGIONAL): per_replication([40, 46, 60])}
    measures |= {(gate, REGIONAL): 9 for gate in ("eligible", "applied", "passed")}
    measures |= {("recognised", REGIONAL): 7, ("left", REGIONAL): 2}
    of_runs = runs(scenario(targets=(FIFTY, replace(FIFTY, number=1))), 3, measures)
    told = outlook_json(forecast(of_runs), budget(of_runs), "runs/x", 2.5)
    missed, met = json.loads(json.dumps(told, allow_nan=False))["targets"]
    assert met["lost"] == []
    assert [row["year"] for row in missed["lost"] if row["gate"] == "places"] == [
        *of_runs.scenario.years
    ]
    (places,) = (row for row in missed["lost"] if (row["year"], row["gate"]) == (2024, "places"))
    lost = {"median": 2, "low80": 2, "high80": 2}
    assert places == {"year": 2024, "gate": "places", "at": "", **lost, "reached": 9}
    (ended,) = (row for row in missed["lost"] if (row["year"], row["gate"]) == (2024, "lapse"))
    assert ended == {"year": 2024, "gate": "lapse", "at": "", **lost, "reached": None}
