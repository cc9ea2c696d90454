import datetime as dt
import re
from dataclasses import replace

import pytest

from srdi_sim.policy.policy import Appropriation, Visits
from srdi_sim.report.columns import aligned, display_width
from srdi_sim.report.text import forecast_text
from srdi_sim.units import format_wan
from srdi_sim.words import LANGS, say


@pytest.mark.parametrize("lang", LANGS)
def test_the_text_has_as_many_lines_as_a_screen_without_loose_ends(result, lang):
    lines = forecast_text(result.outlook, result.bill, lang, "runs/x").split("\n")
    assert len(lines) <= 44
    assert all(line == line.rstrip() and line.isprintable() for line in lines)
    assert lines[-1].endswith("runs/x")


@pytest.mark.parametrize("lang", LANGS)
def test_the_text_says_reading_replications_targets_chances_and_money(result, lang):
    text = forecast_text(result.outlook, result.bill, lang)
    total = result.bill.total
    for amount in (total.p50, total.p80, total.p95):
        assert format_wan(amount) in text
    for sign in (">300", ">200", ">50", ">15", ">3", "R5", "40"):
        assert sign in text
    for target in result.outlook.scenario.targets:
        answer = result.outlook.answer(target)
        assert f"{answer['low80']:,}–{answer['high80']:,}" in text
    assert {"en": "almost impossible, 0.0%", "zh": "几乎不可能，0.0%"}[lang] in text
    assert {"en": "higher titles count below", "zh": "高级计入低级"}[lang] in text


def test_numbers_are_identical_in_both_languages(result):
    english, chinese = (
        re.findall(
            r"\d[\d,.]*\d|\d", forecast_text(result.outlook, result.bill, lang).split("\n", 1)[1]
        )
        for lang in ("en", "zh")
    )
    # English names 31 December where Chinese has 12 月 31 日.
    assert sorted(n for n in english if n != "31") == sorted(
        n for n in chinese if n not in ("12", "31")
    )


@pytest.mark.parametrize("lang", LANGS)
def test_columns_line_up_though_chinese_is_twice_as_wide(result, lang):
    lines = forecast_text(result.outlook, result.bill, lang).split("\n")
    head = next(n for n, line in enumerate(lines) if "P95" in line)
    money = lines[head : lines.index("", head)]
    assert len({display_width(line) for line in money}) == 1


def test_the_width_of_a_text_is_that_on_a_terminal():
    assert [display_width(text) for text in ("", "abc", "小巨人", "－", "é", "≥–")] == [
        0,
        3,
        6,
        2,
        1,
        2,
    ]
    assert aligned([("小", "1"), ("abc", "22")], {1}) == ["小    1", "abc  22"]


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_in_no_sum_is_told_apart_and_what_has_no_price_is_named(tell, lang):
    levers = {"visits": Visits("三(二)", dt.date(2022, 7, 12))}
    told = tell(levers=levers)
    text = forecast_text(told.outlook, told.bill, lang)
    apart = {
        "en": "Apart, asset: capital of the guarantee fund (City)",
        "zh": "另列，资产：担保风险补偿金本金（市本级）",
    }
    assert apart[lang] in text
    unpriced = {
        "en": "no sum: visits to firms 三(二) (staff)",
        "zh": "合计中：走访企业 三(二)（人员工作）",
    }
    assert unpriced[lang] in text


@pytest.mark.parametrize("lang", LANGS)
def test_every_total_is_split_by_what_prices_it(result, lang):
    lines = forecast_text(result.outlook, result.bill, lang).split("\n")
    total = result.bill.total
    (line,) = [line for line in lines if line.startswith(say("report.money.total", lang))]
    shown = line.split()[-3:]
    assert shown == [format_wan(each) for each in (total.mean, total.text, total.assumption)]
    assert total.assumption > 0


LIMIT = Appropriation("budget", dt.date(2022, 7, 12), cap=300 * 1_000_000)


@pytest.mark.parametrize("lang", LANGS)
def test_under_an_appropriation_only_what_is_paid_and_what_waits_stand_beside_what_is_due(
    result, tell, lang
):
    keys = ("report.money.due_in", "report.money.paid_in", "report.money.arrears")
    due, paid, arrears = (say(key, lang, year=2025) for key in keys)
    text = forecast_text(result.outlook, result.bill, lang)
    assert due in text
    assert paid not in text
    assert arrears not in text
    capped = tell(levers={"appropriation": LIMIT})
    lines = forecast_text(capped.outlook, capped.bill, lang).split("\n")
    assert {due, arrears} <= {line.split("  ")[0] for line in lines}
    (line,) = [line for line in lines if line.startswith(paid)]
    mean = capped.bill.by_year.loc[2025, ("paid", "mean")]
    assert line.split("  ")[0] == paid
    assert format_wan(mean) in line
    assert mean != capped.bill.by_year.loc[2025, ("due", "mean")]


def test_failed_replications_are_told(result):
    outlook = replace(result.outlook, failed=3)
    assert "3 replications failed and are left out." in forecast_text(outlook, result.bill, "en")


@pytest.mark.parametrize("lang", LANGS)
def test_of_many_years_the_first_and_the_last_are_told_and_how_many_are_between(tell, lang):
    long = tell(until=2033, levers={"appropriation": LIMIT})
    lines = forecast_text(long.outlook, long.bill, lang).split("\n")
    for key in ("report.money.due_in", "report.money.paid_in", "report.money.arrears"):
        told = [
            year
            for year in long.outlook.scenario.years
            if any(line.startswith(say(key, lang, year=year)) for line in lines)
        ]
        assert told == [2022, 2023, 2024, 2031, 2032, 2033]
    assert lines.count(say("report.money.years_between", lang, n=6)) == 3
    short = tell(until=2029)
    between = say("report.money.years_between", lang, n=2)[:5]
    assert between not in forecast_text(short.outlook, short.bill, lang)


def test_no_name_can_break_a_line_or_command_the_terminal(tell):
    named = tell(name="a\x1b[31m\nb" + "x" * 500)
    first, _ = forecast_text(named.outlook, named.bill, "en").split("\n", 1)
    assert first.isprintable()
    assert len(first) <= 60


@pytest.mark.parametrize("lang", LANGS)
def test_answers_that_are_not_the_proposed_ones_are_named(tell, lang):
    head = say("report.reading_differs", lang).strip()
    usual = tell(reading={"municipal_rung_until": 2023})
    assert head not in forecast_text(usual.outlook, usual.bill, lang)
    answers = {"municipal_rung_until": 2023, "award_payer": "banners_outside_districts"}
    unlike = tell(reading=answers)
    text = forecast_text(unlike.outlook, unlike.bill, lang)
    topic = say("report.topic.award_payer", lang)
    answer = say("report.answer.award_payer.banners_outside_districts", lang)
    assert f"R11 {topic}{say('report.colon', lang)}{answer}" in text
    assert text.count(head) == 1
    assert "R8" not in text


@pytest.mark.parametrize("lang", LANGS)
def test_where_nothing_is_promised_firms_are_told_and_no_chance(result, lang):
    scenario = replace(result.outlook.scenario, targets=())
    text = forecast_text(replace(result.outlook, scenario=scenario), result.bill, lang)
    assert say("report.no_targets", lang) in text
    assert say("report.all_targets", lang) not in text
    assert "100.0%" not in text
    last = result.outlook.at(scenario.until)
    for low, high in zip(last["low80"], last["high80"], strict=True):
        assert f"{low:,}–{high:,}" in text
