"""The readings side by side, as a terminal shows them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import numpy as np
import pytest

from srdi_sim.analysis.readings import readings
from srdi_sim.policy.policy import Training, Visits
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.report import wording
from srdi_sim.report.columns import display_width, wrapped
from srdi_sim.report.readings import readings_text
from srdi_sim.scenario.scenario import Target
from srdi_sim.units import format_wan
from srdi_sim.words import LANGS, say
from worlds import Step, award, entitle, some_firms, world

BEGUN = dt.date(2022, 7, 12)


@pytest.fixture(scope="module")
def found():
    firms = entitle(some_firms(40), Tier.REGIONAL, np.arange(6), month_index(2021, 5), 120)
    scenario = world(
        firms,
        Step(Tier.INNOVATIVE),
        Step(Tier.REGIONAL),
        awards=(award(Tier.REGIONAL, 100, BEGUN, applies_to="new_and_stock"),),
        levers={
            "training": Training("二(十三)", BEGUN, seats=50),
            "visits": Visits("三(二)", BEGUN, firms=3),
        },
        start=BEGUN,
        targets=(Target(Tier.REGIONAL, 2025, 11, "一(二)"),),
        take_up_innovative=0.3,
        take_up_regional=0.1,
        training_cost_wan=2.0,
        stock_paid=1.0,
        large_firms=0.0,
    )
    return readings(scenario, replications=6, seed=2)


def lines_of(found, lang, start):
    """Return the cells of the two lines (targets, money) that begin with a name."""
    text = readings_text(found, lang)
    return [
        re.split(r" {2,}", line[len(start) :].strip())
        for line in text.split("\n")
        if line.startswith(start)
    ]


def test_what_is_the_same_is_a_dash_and_what_is_not_a_number(found):
    targets, money = lines_of(found, "en", "R5 titles held before: they earn nothing")
    assert targets == ["–", "–"]
    assert money[4:] == ["–", "二(三)"]
    assert money[2].startswith("-600.00 (")
    total = found.at("stock_already_recognised=not_paid", "cost:total")
    assert money[:2] == [format_wan(round(total[name])) for name in ("p50", "p80")]


def test_the_scenarios_own_reading_comes_first_with_every_number(found):
    targets, money = lines_of(found, "en", "as the scenario reads it")
    median = found.at("own", "firms:regional:2025")["p50"]
    assert re.fullmatch(rf"{median:.0f} · \d+% \(\d+–\d+\)", targets[0])
    total = found.at("own", "cost:total")
    by_basis = [found.at("own", f"cost:basis:{each}")["mean"] for each in ("text", "assumption")]
    amounts = [total["p50"], total["p80"], *by_basis]
    assert money == [format_wan(round(each)) for each in amounts]


def test_targets_of_several_years_name_theirs(found):
    earlier = Target(Tier.REGIONAL, 2024, 9, "一(二)")
    two = replace(found.scenario, targets=(earlier, *found.scenario.targets))
    head = readings_text(readings(two, replications=2), "en").split("\n")[4]
    assert "Regional SRDI 2024 >9" in head
    assert "Regional SRDI 2025 >11" in head


@pytest.mark.parametrize(
    ("start", "touches"),
    [
        ("R5 titles held before, due: in three yearly parts", "when it is due"),
        ("R11 the city's share of awards: 50%", "who pays"),
        ("R12 payment: in the year after", "when it is paid"),
        ("R16 amounts not given: zero, their lines stay", "二(十三)"),
    ],
)
def test_each_reading_says_what_money_it_touches(found, start, touches):
    _, money = lines_of(found, "en", start)
    assert money[-1] == touches


@pytest.mark.parametrize("lang", LANGS)
def test_readings_that_change_nothing_at_all_are_listed_once_and_have_no_line(found, lang):
    idle = [each for each in found.named[1:] if not found.touched(each.name)]
    assert "training_repeats=yes" in [each.name for each in idle]
    text = readings_text(found, lang)
    whole = "".join(text.split())  # however the list is wrapped
    for each in found.named:
        name = wording.named_told(each, lang)
        begun, *more = wrapped(name, 50)
        lines = text.split("\n")
        at = [n for n, line in enumerate(lines) if line.startswith(begun + "  ")]
        at = [n for n in at if not more or lines[n + 1].startswith(f"  {more[0]}")]
        assert len(at) == (0 if each in idle else 2), name
        assert each not in idle or "".join(name.split()) in whole
    assert whole.count("".join(say("report.readings.idle", lang).split())) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_every_reading_has_a_line_in_both_tables_and_columns_line_up(found, lang):
    lines = readings_text(found, lang).split("\n")
    assert all(line == line.rstrip() and line.isprintable() for line in lines)
    told = [each for each in found.named if each.name == "own" or found.touched(each.name)]
    heads = [n for n, line in enumerate(lines) if "P50" in line]
    assert len(heads) == 1
    first = lines.index("") + 1
    tables = (lines[first : heads[0] - 1], lines[heads[0] :])
    for table in tables:
        assert len([line for line in table[1:] if line]) >= len(told)
    ends = {display_width(line) for line in tables[0] if line and not line.startswith("  ")}
    assert len(ends) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_no_line_is_wider_than_a_wide_terminal(found, lang):
    assert max(map(display_width, readings_text(found, lang).split("\n"))) <= 160


def test_numbers_are_the_same_in_both_languages(found):
    numbers = [
        re.findall(r"\d[\d,]*\.\d\d|\d+% \(\d+–\d+\)", readings_text(found, lang)) for lang in LANGS
    ]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) > 30


def test_what_is_left_out_and_what_has_no_price_is_told(found):
    english, chinese = (readings_text(found, lang).replace("\n", " ") for lang in ("en", "zh"))
    assert "excludes “municipal titles until: 9999”: R18 later documents" in english
    assert "与“市级称号认定至：9999”互斥" in chinese
    assert "visits to firms 三(二) (staff)" in english
    assert "走访企业 三(二)（人员工作）" in chinese
