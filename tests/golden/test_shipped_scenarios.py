"""The shipped scenarios: each has one idea, comes to what stands beside it, and makes sense.

Summaries are exact to the last figure. Where a change is meant, `make golden REASON="…"` writes
them anew; see LOG.md.
"""

from __future__ import annotations

import csv
import re
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from golden import refresh
from golden.refresh import SUFFIX, small_run, summary_of
from srdi_sim import cli
from srdi_sim.engine.batch import simulate_batch
from srdi_sim.engine.ledger import EVENTS, KINDS, PAYERS
from srdi_sim.engine.rules import Rules
from srdi_sim.engine.tally import MEASURES
from srdi_sim.ensemble.runs import Runs
from srdi_sim.policy.policy import Policy
from srdi_sim.policy.tiers import TIER_CODES, TIERS, Tier
from srdi_sim.scenario.explain import explain
from srdi_sim.scenario.loading import check, library, load_scenario, scenario_names
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.units import parse_money
from srdi_sim.words import LANGS, Lang, say

BASE = "ordos-2022"
NAMES = scenario_names()
LEVERS = [field.name for field in fields(Policy) if field.name != "appropriation"]
# What is another value than in the base; all else must be the same.
IDEAS = {
    "appropriation-cap": {"policy.appropriation"},
    "awards-double": {"policy.awards"},
    "awards-of-nanjing": {"policy.awards", "text"},
    "awards-zero": {"policy.awards"},
    "credit-crunch": {"uncertainties"},
    "credit-first": {"policy.credit"},
    "factors-first": {"policy.factors"},
    "new-rules-2026": {"until", "targets"},
    "no-policy": {f"policy.{lever}" for lever in LEVERS} - {"policy.other_purses"},
    "practice-2024": {"reading"},
    "services-first": {"policy.visits", "policy.training", "policy.platforms"},
}
ELSEWHERE = {"baotou"}  # another place: see tests/scenario/test_another_city.py
CITY = [PAYERS.index(payer) for payer in ("city", "banner")]


@cache
def runs(name: str) -> Runs:
    return small_run(name)


@cache
def shipped(name: str) -> Scenario:
    return load_scenario(name)


def measure(name: str, what: str, tier: str = "") -> NDArray[np.float64]:
    """Return a measure of a scenario's run: (replications, years)."""
    return runs(name).measures[:, :, MEASURES.index((what, tier))]


def rows(name: str, **wanted: Any) -> NDArray[np.bool_]:
    """Return which rows of the ledger have these codes."""
    ledger = runs(name).ledger
    chosen = np.ones(ledger["amount_fen"].size, dtype=bool)
    for column, values in wanted.items():
        chosen &= np.isin(ledger[column], values)
    return chosen


def spending(name: str) -> NDArray[np.bool_]:
    """Return the rows that city and banners owe."""
    return rows(name, kind=KINDS.index("expenditure"), payer=CITY)


# What is shipped


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_scenario_comes_to_what_stands_beside_it(name: str) -> None:
    expected = (library() / f"{name}{SUFFIX}").read_text(encoding="utf-8")
    assert summary_of(name, runs(name)) == expected, 'meant? make golden REASON="…"'


def test_every_summary_is_of_a_scenario() -> None:
    kept = {path.name.removesuffix(SUFFIX) for path in library().glob(f"*{SUFFIX}")}
    assert kept == set(NAMES)


def test_the_scenarios_are_those_that_the_library_page_tells_of() -> None:
    page = (library() / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| [^|]+ \| `([a-z0-9-]+)\.yaml` \|", page, re.M)
    assert sorted(told) == sorted(NAMES) == sorted({BASE, *IDEAS, *ELSEWHERE})


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_scenario_is_valid_and_says_what_it_is_for(name: str) -> None:
    assert check([name]) == []
    written = (library() / f"{name}.yaml").read_text(encoding="utf-8")
    assert written.startswith("# ")
    assert "# Answers: " in written or name == BASE
    assert len({shipped(other).name for other in NAMES}) == len(NAMES)
    assert shipped(name).why


@pytest.mark.parametrize("name", sorted(IDEAS))
def test_a_scenario_differs_from_the_base_in_its_idea_alone(name: str) -> None:
    base, other = shipped(BASE), shipped(name)
    named = {"name", "why", "sha256", "resolved", "origins", "warnings", "policy"}
    different = {
        field.name
        for field in fields(Scenario)
        if field.name not in named and getattr(base, field.name) != getattr(other, field.name)
    }
    different |= {
        f"policy.{field.name}"
        for field in fields(base.policy)
        if getattr(base.policy, field.name) != getattr(other.policy, field.name)
    }
    assert different == IDEAS[name]


@pytest.mark.parametrize("name", sorted(IDEAS))
def test_what_a_scenario_changes_is_explained_by_its_own_file(name: str) -> None:
    own = {row.key for row in explain(name) if row.file == f"scenarios/{name}.yaml"}
    tops = {idea.split(".")[0].replace("until", "period") for idea in IDEAS[name]} - {"text"}
    assert tops <= {key.split(".")[0].split("[")[0] for key in own}


# One idea each, and what must come of it


@pytest.mark.parametrize(("name", "factor"), [("awards-double", 2), ("awards-zero", 0)])
def test_awards_are_those_of_the_text_times_a_factor(name: str, factor: int) -> None:
    scaled = tuple(replace(a, amount=factor * a.amount) for a in shipped(BASE).policy.awards)
    assert shipped(name).policy.awards == scaled


def test_no_policy_has_every_lever_off_and_awards_of_nothing() -> None:
    policy = shipped("no-policy").policy
    assert {name for name, lever in policy.levers.items() if lever.strength} == set()
    assert policy.awards == shipped("awards-zero").policy.awards
    assert policy.other_purses == shipped(BASE).policy.other_purses


def test_without_a_policy_nothing_is_owed_and_every_title_still_has_its_row() -> None:
    ledger, name = runs("no-policy").ledger, "no-policy"
    assert not ledger["amount_fen"][spending(name)].any()
    assert ledger["amount_fen"][rows(name, payer=PAYERS.index("region"))].sum() > 0
    recognised = rows(name, event=EVENTS.index("recognised"), payer=PAYERS.index("city"))
    for tier in (Tier.INNOVATIVE, Tier.REGIONAL, Tier.LITTLE_GIANT):
        entered = np.count_nonzero(recognised & (ledger["tier"] == tier))
        assert entered == measure(name, "recognised", tier.code).sum()


def test_without_a_policy_nobody_is_helped() -> None:
    helps = ("pool", "visited", "served", "trained", "in_accelerators", "guaranteed", "stakes")
    helps += ("attracted", "at_fairs", "trainees", "parks_awarded")
    assert {what for what in helps if measure("no-policy", what).any()} == set()
    assert {what for what in helps if not measure(BASE, what).any()} == set()


@pytest.mark.parametrize("tier", ["innovative", "municipal", "regional"])
def test_no_policy_and_no_awards_bring_fewer_titles_and_double_awards_more(tier: str) -> None:
    held = {
        name: measure(name, "at_least_valid", tier)[:, -1].mean()
        for name in ("no-policy", "awards-zero", BASE, "awards-double")
    }
    assert list(held.values()) == sorted(held.values())
    assert len(set(held.values())) == len(held)


@pytest.mark.parametrize("name", ["awards-double", "awards-zero", "awards-of-nanjing"])
def test_awards_act_only_through_the_response_to_them(name: str) -> None:
    unmoved = [
        replace(each, uncertainties=each.uncertainties.settled({"award_response": 0.0}))
        for each in (shipped(BASE), shipped(name))
    ]
    base, other = (simulate_batch(each, 1, range(4), Rules()) for each in unmoved)
    assert base.counts.tobytes() == other.counts.tobytes()
    assert measure(BASE, "applied", "regional").sum() != measure(name, "applied", "regional").sum()


def test_under_a_cap_the_city_pays_no_more_than_it_a_year_and_the_rest_later() -> None:
    name, cap = "appropriation-cap", parse_money("3000万")
    ledger = runs(name).ledger
    owed = rows(name, kind=KINDS.index("expenditure"), payer=PAYERS.index("city"))
    assert (ledger["year_paid"][owed] >= ledger["year_due"][owed]).all()  # in the end all is paid
    for year in np.unique(ledger["year_paid"][owed]):
        paid = owed & (ledger["year_paid"] == year)
        sums = np.bincount(ledger["replication"][paid], ledger["amount_fen"][paid])
        assert sums.max() <= cap
    assert measure(name, "arrears").any()
    assert not measure(BASE, "arrears").any()
    assert _paid_later(name) > _paid_later(BASE)


def _paid_later(name: str) -> int:
    """Return the fen due in the period and paid after it, all replications together."""
    ledger = runs(name).ledger
    return int(ledger["amount_fen"][spending(name) & (ledger["year_paid"] > 2025)].sum())


def test_a_credit_crunch_lowers_loans_in_every_replication_and_year() -> None:
    assert (measure("credit-crunch", "loans") < measure(BASE, "loans")).all()
    # Not in every year: where a large loan no longer fits, the fund may back several small ones.
    assert measure("credit-crunch", "guaranteed").sum() < measure(BASE, "guaranteed").sum()
    assert measure("credit-crunch", "rd").sum() < measure(BASE, "rd").sum()


def test_credit_first_guarantees_more_firms() -> None:
    assert measure("credit-first", "guaranteed").sum() > measure(BASE, "guaranteed").sum()


def test_factors_first_serves_titled_firms_better_and_others_worse() -> None:
    titled, untitled = (
        measure("factors-first", what).mean() - measure(BASE, what).mean()
        for what in ("factor_met_titled", "factor_met_untitled")
    )
    assert titled > 0.0 > untitled


def test_services_first_visits_trains_and_serves_twice_as_many() -> None:
    for what in ("visited", "trained", "served"):
        ratio = measure("services-first", what).mean() / measure(BASE, what).mean()
        assert 1.7 < ratio < 2.6, what


def test_in_the_practice_of_2024_no_municipal_title_is_given_or_paid_after_2023() -> None:
    ledger = runs("practice-2024").ledger
    late = (ledger["tier"] == Tier.MUNICIPAL) & (ledger["year_due"] > 2023)
    assert not late.any()
    city = rows("practice-2024", tier=TIERS, payer=PAYERS.index("city"))
    both = city | rows("practice-2024", tier=TIERS, payer=PAYERS.index("banner"))
    paid = [ledger["amount_fen"][chosen].sum() for chosen in (city, both)]
    assert paid[0] == pytest.approx(0.8 * paid[1])


def test_the_awards_of_nanjing_are_those_of_the_table() -> None:
    with (library() / "awards" / "by-city.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    assert all(row["source"] and row["confidence"] and row["year"] for row in table)
    for place, name in (("Nanjing", "awards-of-nanjing"), ("Ordos", BASE)):
        (row,) = [each for each in table if each["place"] == place]
        given = {a.tier.code: a.amount for a in shipped(name).policy.awards}
        of_table = {code: parse_money(f"{row[f'{code}_wan'] or 0}万") for code in TIER_CODES}
        assert given == of_table


# A longer horizon


def test_the_years_after_2025_change_none_before_them() -> None:
    base, longer = runs(BASE), runs("new-rules-2026")
    assert longer.counts.shape[1] == 9
    assert base.counts.tobytes() == longer.counts[:, :4].tobytes()
    assert base.measures.tobytes() == longer.measures[:, :4].tobytes()
    assert base.watched.tobytes() == longer.watched.tobytes()
    early = longer.ledger["year_due"] <= 2025
    due = base.ledger["year_due"] <= 2025
    for name, column in base.ledger.items():
        assert column[due].tobytes() == longer.ledger[name][early].tobytes(), name


def test_the_rules_of_2026_judge_after_2025_and_say_what_was_not_found() -> None:
    scenario = shipped("new-rules-2026")
    rules = {
        year: scenario.terms(year).rung(Tier.LITTLE_GIANT).rules.since.year
        for year in scenario.years
    }
    assert {year for year, since in rules.items() if since == 2026} == set(range(2026, 2031))
    (caution,) = scenario.warnings
    assert caution.key == "rules_not_found"
    assert dict(caution.values) == {"tier": "regional", "text": "miit-2026", "since": 2026}
    assert shipped(BASE).warnings == ()


@pytest.mark.parametrize("lang", LANGS)
def test_a_run_to_2030_begins_with_what_was_not_found(
    lang: Lang, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("srdi_sim.ensemble.runner.run", stopped)
    assert cli.main(["run", "new-rules-2026", "--lang", lang]) == cli.INTERRUPTED
    values = dict(shipped("new-rules-2026").warnings[0].values)
    assert say("warning.rules_not_found", lang, **values) in capsys.readouterr().err


def test_firms_enter_and_titles_are_given_in_every_year_to_2030() -> None:
    recognised = measure("new-rules-2026", "recognised", "regional")
    assert (recognised.mean(axis=0)[1:] > 5).all()
    firms = measure("new-rules-2026", "firms").mean(axis=0)
    assert (np.diff(firms)[4:] > 0).all()


def test_a_target_restated_for_later_asks_for_no_fewer_titles_in_between() -> None:
    terms = [shipped("new-rules-2026").terms(year) for year in range(2022, 2031)]
    asked = [each.regional_target.asked(30) for each in terms]
    assert asked == [35.0, 40.0, 45.0, 50.0, 50.0, 50.0, 50.0, 50.0, 50.0]


# The refresh


def test_a_refresh_without_a_change_writes_no_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _desk(tmp_path, monkeypatch)
    assert refresh.refresh("no reason") == ""


def test_a_refresh_tells_what_was_before_and_what_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _desk(tmp_path, monkeypatch)
    kept = tmp_path / f"{BASE}{SUFFIX}"
    right = kept.read_text(encoding="utf-8")
    (line,) = [line for line in right.splitlines() if line.startswith("firms:regional:2025")]
    kept.write_text(
        right.replace(line, "firms:regional:2025,>50,0.500,2.50,1,2,3,3,4"), encoding="utf-8"
    )
    (tmp_path / f"no-policy{SUFFIX}").unlink()
    (tmp_path / "LOG.md").write_text("# Log\n", encoding="utf-8")
    assert refresh.main(["a  test"]) == 0
    entry = capsys.readouterr().out
    _, _, chance, mean, low, median, high, *_ = line.split(",")
    now = f"{chance}; {mean}, {median} ({low} to {high})"
    assert f"| {BASE} | firms:regional:2025 | 0.500; 2.50, 2 (1 to 3) | {now} |" in entry
    assert "· a test" in entry
    assert "New: no-policy." in entry
    assert (tmp_path / "LOG.md").read_text(encoding="utf-8") == f"# Log\n\n{entry}"
    assert kept.read_text(encoding="utf-8") == right


def test_a_refresh_asks_for_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert refresh.main([" "]) == 2
    assert "REASON" in capsys.readouterr().err


def _desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the refresh write into a folder, and only of two scenarios that have run already."""
    monkeypatch.setattr(refresh, "SCENARIOS", folder)
    monkeypatch.setattr(refresh, "LOG", folder / "LOG.md")
    monkeypatch.setattr(refresh, "scenario_names", lambda: (BASE, "no-policy"))
    monkeypatch.setattr(refresh, "small_run", runs)
    for name in (BASE, "no-policy"):
        path = folder / f"{name}{SUFFIX}"
        path.write_text(summary_of(name, runs(name)), encoding="utf-8")
