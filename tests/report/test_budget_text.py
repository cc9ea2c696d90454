import json
import re
from dataclasses import replace
from fractions import Fraction

import pytest

from planted import entry, runs, scenario
from srdi_sim.analysis.goals import goals_of
from srdi_sim.analysis.paper import paper_json, paper_of
from srdi_sim.policy.policy import Appropriation
from srdi_sim.report.budget import budget_text, headline
from srdi_sim.report.columns import display_width
from srdi_sim.units import format_money, format_wan
from srdi_sim.words import LANGS, say


def paper_at(result, confidence="0.8", **more):
    return paper_of(result.runs, Fraction(confidence), **more)


def table_of(text, head):
    """The lines of the table that begins with these words."""
    lines = text.split("\n")
    begun = next(n for n, line in enumerate(lines) if line.startswith(head))
    return lines[begun : [*lines[begun:], ""].index("") + begun]


@pytest.mark.parametrize("lang", LANGS)
def test_the_text_begins_with_the_money_its_interval_reading_and_replications(result, lang):
    paper = paper_at(result, "0.9")
    text, total = budget_text(paper, lang, "runs/x"), paper.levels.cost()
    for fen in (total.at_confidence, total.low95, total.high95, total.p50, total.contingency):
        assert format_money(fen, lang) in " ".join(headline(paper.levels, lang))
    assert "90%" in text
    assert {"en": "higher titles count below", "zh": "高级计入低级"}[lang] in text
    assert say("report.runs", lang, n=40, seed=7) in text
    assert text.split("\n")[-1].endswith("runs/x")
    assert all(line == line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("lang", LANGS)
def test_an_interval_that_ends_where_the_replications_do_is_said_to_be_too_short(result, lang):
    told = {
        confidence: " ".join(headline(paper_at(result, confidence).levels, lang))
        for confidence in ("0.8", "0.9", "0.95", "0.999")
    }
    few = {"en": "40 replications are too few", "zh": "次重复不足以给出"}[lang]
    assert {confidence for confidence, text in told.items() if few in text} == {"0.95", "0.999"}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("confidence", ["0.8", "0.7", "0.875"])
def test_every_table_lines_up_and_the_asked_level_stands_in_order(result, lang, confidence):
    text = budget_text(paper_at(result, confidence), lang)
    head = say("report.budget.due", lang)
    heads = re.findall(r"P[\d.]+(?= )", table_of(text, head)[0])[:4]
    expected = {
        "0.8": ["P50", "P80", "P95"],
        "0.7": ["P50", "P70", "P80", "P95"],
        "0.875": ["P50", "P80", "P87.5", "P95"],
    }[confidence]
    assert heads[: len(expected)] == expected
    for key in ("due", "paid", "whole", "apart", "crossed_due", "crossed_paid"):
        begun = say(f"report.budget.{key}", lang, percent=f"{100 * float(confidence):g}")
        assert len({display_width(line) for line in table_of(text, begun)}) == 1, key


@pytest.mark.parametrize("lang", LANGS)
def test_the_crossed_table_ends_with_the_level_of_each_year_and_of_all(result, lang):
    paper = paper_at(result, "0.9")
    lines = table_of(budget_text(paper, lang), say("report.budget.crossed_due", lang, percent="90"))
    by_year = paper.levels.by_year["due"]["at_confidence"]
    shown = lines[-1].split()[-5:]
    assert shown == [*map(format_wan, by_year), format_wan(paper.levels.cost().at_confidence)]
    assert len(lines) == 2 + len(paper.levels.crossed("due"))


def test_numbers_are_identical_in_both_languages(result):
    shown = [
        # All but the headline, which tells money in the largest unit of its language.
        re.findall(r"\d[\d,]*\.\d+", budget_text(paper_at(result, "0.9"), lang).split("\n\n", 2)[2])
        for lang in LANGS
    ]
    assert shown[0] == shown[1]
    assert len(shown[0]) > 100


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_paid_or_due_after_the_period_stands_by_its_year(tell, lang):
    here = scenario()
    ledger = [entry(0, 700, 2025, year_paid=2026), entry(0, 80_000_000, 2027, year_paid=2028)]
    told = budget_text(paper_of(runs(here, 1, ledger=ledger), Fraction("0.8")), lang)
    later = say("report.budget.paid_later", lang, year=2026, last=2025)
    due = say("report.budget.due_later", lang, year=2027, last=2025)
    assert any(line.startswith(later) for line in told.split("\n"))
    (line,) = (line for line in told.split("\n") if line.startswith(due))
    assert "80.00" in line


@pytest.mark.parametrize("lang", LANGS)
def test_the_guarantee_fund_stands_apart_with_what_it_backs_and_is_called_for(lang):
    here = scenario()
    of_fund = {"clause": "二(八)", "payer": "guarantee_fund", "kind": "contingent", "tier": -1}
    ledger = [
        entry(0, 300_000_000, 2022, event="fund_capital", kind="asset", clause="二(八)"),
        entry(0, 40_000_000, 2024, event="guarantee_claim", **of_fund),
        entry(0, -15_000_000, 2025, event="guarantee_recovery", **of_fund),
    ]
    measures = {"guarantee_limit": 2500.0, "guaranteed_amount": 1234.5, "fund_exposed": 299.0}
    paper = paper_of(runs(here, 1, ledger=ledger, city_wide=measures), Fraction("0.8"))
    lines = table_of(budget_text(paper, lang), say("report.budget.fund", lang))
    assert lines[3].split()[:6] == ["2024", "2,500.00", "1,234.50", "1,234.50", "299.00", "40.00"]
    assert lines[5].split()[-4:] == ["40.00", "40.00", "-15.00", "0.00"]
    assert paper.levels.cost().mean == 0
    assert paper.guarantees.at(None, "calls")["mean"] == 40_000_000
    without = budget_text(paper_of(runs(here, 1), Fraction("0.8")), lang)
    assert say("report.budget.fund", lang) not in without


@pytest.mark.parametrize("lang", LANGS)
def test_what_no_appropriation_reaches_is_told(tell, lang):
    ledger = [entry(0, 700_000_000, 2025, year_paid=-1)]
    limit = {"appropriation": Appropriation("budget", scenario().start, cap=1)}
    told = budget_text(
        paper_of(runs(scenario(levers=limit), 1, ledger=ledger), Fraction("0.8")), lang
    )
    (line,) = (
        each for each in told.split("\n") if each.startswith(say("report.budget.never", lang))
    )
    assert "700.00" in line


@pytest.mark.parametrize("lang", LANGS)
def test_goals_are_told_with_their_number_and_chance(result, lang):
    goals = goals_of(result.outlook.scenario, ["regional:2025>40", "all"])
    told = budget_text(paper_at(result, goals=goals), lang)
    lines = table_of(told, say("report.budget.goals", lang))
    assert len(lines) == 3
    assert ">40" in lines[1]
    assert "%" in lines[2]


def test_failed_replications_are_told(result):
    paper = paper_at(result)
    failed = replace(paper, outlook=replace(paper.outlook, failed=3))
    assert "3 replications failed and are left out." in budget_text(failed, "en")


def test_json_is_the_contract_and_its_finest_table_adds_up_to_the_mean(result):
    told = json.loads(json.dumps(paper_json(paper_at(result, "0.9"), "here"), allow_nan=False))
    assert told["confidence"] == 0.9
    assert told["cost"].keys() >= {"total_fen", "by_year", "by_clause", "by_payer", "by_basis"}
    total = told["cost"]["total_fen"]
    assert total.keys() >= {"p50", "p80", "p95", "mean", "at_confidence", "contingency"}
    assert total["contingency"] == total["p80"] - total["p50"]
    for side, column in (("due", "year_due"), ("paid", "year_paid")):
        rows = told["cost"][f"{side}_by_clause_payer_year"]
        assert all(row.keys() >= {"clause", "payer", column, "p50", "p80", "p95"} for row in rows)
        by_year = {row["key"]: row[side]["mean"] for row in told["cost"]["by_year"]}
        for year, mean in by_year.items():
            parts = sum(row["mean"] for row in rows if row[column] == year)
            assert parts == pytest.approx(mean, abs=len(rows))
    assert {row["payer"] for row in told["cost"]["memo_by_year"]} == {"region"}
    assert told["guarantees"]["by_year"][2]["calls"]["mean"] > 0
    assert [goal["name"] for goal in told["goals"]][-1] == "all"
    assert "reconciliation" not in told
