"""The front and the regret, as a terminal and pictures show them."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace

import numpy as np
import pytest

from srdi_sim.analysis.inputs import Input, inputs_named
from srdi_sim.analysis.named_readings import OWN, Named
from srdi_sim.analysis.optimisation import Optimisation, optimise
from srdi_sim.analysis.optimisation_json import optimisation_json
from srdi_sim.analysis.outcomes import COST
from srdi_sim.analysis.paired import Difference
from srdi_sim.analysis.plans import AS_IS, Estimate, Plan, Point
from srdi_sim.analysis.regret import Regrets, State
from srdi_sim.policy.reading import QUESTIONS
from srdi_sim.policy.settings import setting_names
from srdi_sim.report.names import lever_told, outcome_told, setting_told, value_told
from srdi_sim.report.optimisation import optimisation_text
from srdi_sim.report.optimisation_figures import front, regret_map
from srdi_sim.report.study_pages import write_optimisation
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.words import LANGS, say

WAN = 1_000_000
CHANCE, FIRMS = "chance:regional:2025", "firms:little_giant:2025"
GOALS = (COST, CHANCE, FIRMS)
LEVERS = ("awards.regional.amount", "training.seats", "talent.places", "factors.strength")


@pytest.fixture(scope="module")
def ordos():
    return load_scenario("ordos-2022")


def estimates(cost, chance, firms):
    return {
        COST: Estimate(cost * WAN, 0.9 * cost * WAN, 1.1 * cost * WAN),
        CHANCE: Estimate(chance, chance - 0.05, min(chance + 0.05, 1.0)),
        FIRMS: Estimate(firms, firms - 0.5, firms + 0.5),
    }


def planted(ordos, budget=None, **changes):
    """A search of which everything is known."""
    levers = inputs_named(ordos, LEVERS)
    own = Point(
        Plan(AS_IS), estimates(13_000, 0.88, 3.0), 0, 16_000 * WAN, (0, 0), {"cost:asset:city": 0.0}
    )
    gain = Difference(0.0, 0.0, 0.07, 0.01, 0.13, 1.0, 1.0)
    cost = Difference(0.0, 0.0, -2500.0 * WAN, -3000.0 * WAN, -2000.0 * WAN, 1.0, 1.0)
    firms = Difference(0.0, 0.0, 0.25, -0.1, 0.6, 1.0, 1.0)

    def point(name, cost_of, chance, seats, **verdict):
        values = (45 * WAN, seats, 300, 0.75)
        return Point(
            Plan(name, levers, values),
            estimates(cost_of, chance, 3.0 + chance),
            0,
            int(1.2 * cost_of * WAN),
            (int(1.1 * cost_of * WAN), int(1.3 * cost_of * WAN)),
            {"cost:asset:city": 25.0 * WAN * len(name)},
            {COST: cost, CHANCE: gain, FIRMS: firms},
            **verdict,
        )

    whole = Optimisation(
        ordos,
        levers,
        GOALS,
        budget,
        seed=1,
        replications=100,
        fresh=200,
        points=(
            own,
            point("A", 3_000, 0.7, 0),
            point("B", 4_000, 0.69, 10, dominated_by="A"),
            point("C", 9_000, 0.95, 120),
            point("D", 20_000, 0.97, 200, over_budget=budget is not None),
        ),
        searched=np.array([[3e9, 0.7, 3.0], [2e10, 0.9, 4.0]]),
        within=np.array([True, budget is None]),
        on_search_front=4,
        simulated_again=4,
        late=1,
        failed=(),
        seconds=1.0,
    )
    return replace(whole, **changes)


def regrets(ordos):
    draws = 3
    states = tuple(
        State(reading, draw)
        for reading in (Named(OWN), Named("cheapest"), Named("R", (("stacking", "top_up"),)))
        for draw in range(draws)
    )
    rng = np.random.default_rng(3)
    names = (AS_IS, "A", "a-plan-with-a-long-name")
    values = {goal: rng.random((3, len(states), 8)) for goal in (CHANCE, FIRMS)}
    values[CHANCE] = (values[CHANCE] < 0.5).astype(float)
    values[COST] = np.arange(3.0)[:, None, None] * 1e9 + 1e8 * rng.random((3, len(states), 8))
    over = np.zeros((3, len(states)), dtype=bool)
    over[2, :5] = True
    return Regrets(
        ordos,
        tuple(Plan(name) for name in names),
        states,
        GOALS,
        inputs_named(ordos, ("take_up_regional", "entry_scale")),
        rng.random((draws, 2)),
        values,
        over,
        1,
        8,
        (),
        1.0,
    )


@pytest.mark.parametrize("lang", LANGS)
def test_of_plans_that_were_not_simulated_again_none_is_called_confirmed(ordos, lang):
    found = planted(ordos, on_search_front=40, simulated_again=12)
    good = tuple(point for point in found.points if point.on_front)
    told = optimisation_text(replace(found, points=good), None, lang)
    confirmed = say("report.optimise.all_confirmed", lang, shown=12)
    assert "12" in confirmed
    assert confirmed in " ".join(told.split())


@pytest.mark.parametrize("lang", LANGS)
def test_the_front_stands_as_rows_with_intervals_and_what_it_changes(ordos, lang):
    lines = optimisation_text(planted(ordos), None, lang).split("\n")
    rows = {line.split("  ")[0]: re.split(r" {2,}", line) for line in lines}
    assert rows["A"][1:6] == [
        "3,000 (2,700–3,300)",
        "3,600 (3,300–3,900)",
        *(["-2,500 (-3,000 to -2,000)"] if lang == "en" else ["-2,500（-3,000 至 -2,000）"]),
        "70% (65–75)",
        *(["+7.0 (+1.0 to +13.0)"] if lang == "en" else ["+7.0（+1.0 至 +13.0）"]),
    ]
    assert "B" not in rows  # not on the front
    assert "D" in rows


def test_every_lever_stands_beside_what_the_scenario_has(ordos):
    text = optimisation_text(planted(ordos), None, "en")
    row = {line.split("  ")[0]: re.split(r" {2,}", line.strip()) for line in text.split("\n")}
    assert row["award, Regional SRDI, 万元"][1:] == ["0–300", "100", "45", "45", "45"]
    assert row["seats in the yearly class"][1:] == ["0–200", "50", "0", "120", "200"]
    assert row["training contracts a year"][1:] == ["0–600", "–", "300", "300", "300"]
    assert row["land, water and energy, strength"][1:] == ["0%–100%", "100%", "75%", "75%", "75%"]
    assert row["asset: City"][1:] == ["0", "25", "25", "25"]


def test_what_is_not_confirmed_or_too_dear_is_said(ordos):
    text = optimisation_text(planted(ordos, 15_000 * WAN), None, "en").replace("\n", " ")
    assert "B (dominated by A), D (over the budget)" in text
    assert "2 of the 4 plans" in text
    assert "(1 of 2 settings keep it at P80)" in text
    assert "1 of 4 plans on the search's front came in its last quarter" in text


@pytest.mark.parametrize("lang", LANGS)
def test_what_has_become_of_the_scenario_as_it_is(ordos, lang):
    def told(**verdict):
        found = planted(ordos)
        own = replace(found.as_is, **verdict)
        return optimisation_text(replace(found, points=(own, *found.points[1:])), None, lang)

    beaten, dear, fine = told(dominated_by="C"), told(over_budget=True), told()
    assert {"en": "as it is: C costs no more", "zh": "原方案：C 花费不比它多"}[lang] in beaten
    assert {"en": "over the budget (P80 ¥160.0 million)", "zh": "P80 为 1.60 亿元"}[lang] in dear
    assert {"en": "no plan found is better", "zh": "没有各方面都更好的"}[lang] in fine


def test_what_is_cheaper_and_not_measurably_worse_is_said(ordos):
    alike = Difference(0.0, 0.0, -0.01, -0.04, 0.02, 1.0, 1.0)
    found = planted(ordos)
    own, first, *more = found.points
    against = {**first.against, CHANCE: alike}
    found = replace(found, points=(own, replace(first, against=against), *more))
    assert "in no goal measurably apart: A.\n" in optimisation_text(found, None, "en")
    assert "各目标无明显差别：A。\n" in optimisation_text(found, None, "zh")
    assert "measurably" not in optimisation_text(planted(ordos), None, "en")


def test_a_budget_that_nothing_keeps_is_said_with_what_is_cheapest(ordos):
    found = planted(ordos, 1)
    nothing = replace(
        found,
        points=(replace(found.as_is, over_budget=True),),
        within=np.zeros(2, dtype=bool),
        on_search_front=0,
    )
    assert "the cheapest comes to ¥30.0 million" in optimisation_text(nothing, None, "en")
    only_fresh = replace(nothing, within=np.ones(2, dtype=bool), on_search_front=1)
    assert "By fresh luck no plan keeps" in optimisation_text(only_fresh, None, "en")


@pytest.mark.parametrize("lang", LANGS)
def test_regret_says_who_fails_where(ordos, lang):
    found = regrets(ordos)
    text = optimisation_text(planted(ordos, 10**10), found, lang)
    assert f"{found.largest(COST)[2] / WAN:+,.0f}" in text
    assert {"en": "over the budget in 5 of 9 states", "zh": "9 种状态中有 5 种超出预算"}[
        lang
    ] in text
    assert {"en": "5 of 9", "zh": "5/9"}[lang] in text
    assert {"en": "cost: as it is", "zh": "资金为 原方案"}[lang] in text


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            ("in 9 states = 3 readings × 3 draws", "7 of 9 states are told", 
             "(1 of 1)", "the largest of many noisy estimates is biased upwards"),
        ),
        (
            "zh",
            ("9 种状态 = 3 种解读", "9 种状态中只计 7 种", "（1 组中 1 组）", "最大值会偏高"),
        ),
    ],
)  # fmt: skip
def test_states_that_were_left_out_are_told_apart(ordos, lang, told):
    found = regrets(ordos)
    kept = [0, 1, 2, 3, 6, 7, 8]
    fewer = replace(
        found,
        states=tuple(found.states[n] for n in kept),
        left_out=(found.states[4], found.states[5]),
        values={goal: each[:, kept] for goal, each in found.values.items()},
        over_budget=found.over_budget[:, kept],
    )
    gap = {"en": " ", "zh": ""}[lang]
    text = gap.join(optimisation_text(planted(ordos, 10**10), fewer, lang).split("\n"))
    for each in told:
        assert each in text
    assert told[1] not in optimisation_text(planted(ordos, 10**10), found, lang)
    assert optimisation_json(planted(ordos), fewer)["regret"]["left_out"] == [
        {"reading": "cheapest", "draw": 1},
        {"reading": "cheapest", "draw": 2},
    ]


def test_numbers_are_the_same_in_both_languages(ordos):
    found = planted(ordos, 15_000 * WAN, on_search_front=0)
    english, chinese = (optimisation_text(found, None, lang) for lang in LANGS[::-1])
    table = [
        [re.findall(r"\d[\d,.]*", line) for line in text.split("\n") if line.startswith(("A", "C"))]
        for text in (english, chinese)
    ]
    assert table[0][:2] == table[1][:2]


@pytest.mark.parametrize("lang", LANGS)
def test_every_lever_and_outcome_has_a_name(ordos, lang):
    from srdi_sim.analysis.outcomes import outcome_names

    names = [setting_told(name, lang) for name in setting_names(ordos.policy)]
    assert len(set(names)) == len(names)
    told = [outcome_told(name, ordos, lang) for name in outcome_names(ordos)]
    assert len(set(told)) == len(told)
    for question, (_, answers) in QUESTIONS.items():
        lever = Input(question, "reading", "categorical", answers=answers)
        assert lever_told(lever, lang)
        if answers[0] not in ("share", "year"):
            assert all(value_told(lever, answer, lang) for answer in answers)


def written(axes):
    texts = [axes._left_title, axes.xaxis.label, *axes.texts]
    texts += [*axes.get_xticklabels(), *axes.get_yticklabels()]
    return "\n".join(text.get_text() for text in texts)


@pytest.mark.parametrize("lang", LANGS)
def test_pictures_draw_in_both_languages_without_a_missing_glyph(ordos, lang, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pictures = [front(planted(ordos, 15_000 * WAN), goal, lang=lang) for goal in GOALS[1:]]
        pictures += [regret_map(regrets(ordos), goal, lang=lang) for goal in GOALS]
        for picture in pictures:
            picture.figure.savefig(tmp_path / "picture.png")
    assert {"en": "as it is", "zh": "原方案"}[lang] in written(pictures[0])
    assert {"en": "budget, P80", "zh": "预算，P80"}[lang] in written(pictures[0])
    assert "R6" in written(pictures[2])
    assert f"{regrets(ordos).largest(COST)[2] / WAN:,.0f}" in written(pictures[2])


def test_the_picture_has_every_plan_of_the_front_where_its_estimate_is(ordos):
    axes = front(planted(ordos, 15_000 * WAN))
    names = {each.get_text(): each.xy for each in axes.texts}
    assert names["A"] == (3_000.0, 75.0)  # at an end of its bar
    assert names["C"] == pytest.approx((9_000.0, 90.0))
    assert names["as it is"] == (13_000.0, 93.0)
    at = [tuple(each.lines[0].get_xydata()[0].tolist()) for each in axes.containers]
    assert at == [(3_000.0, 70.0), (9_000.0, 95.0), (13_000.0, 88.0)]
    assert "D" not in names


def test_a_search_is_written_as_json_and_pictures(ordos, tmp_path):
    found, table = planted(ordos), regrets(ordos)
    write_optimisation(tmp_path, found, table, "zh")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "front-chance-regional-2025.png",
        "front-firms-little_giant-2025.png",
        "optimisation.json",
        "regret-chance-regional-2025.png",
        "regret-cost-total.png",
        "regret-firms-little_giant-2025.png",
    ]


def test_pictures_of_an_earlier_search_do_not_stay_beside_a_later_one(ordos, tmp_path):
    write_optimisation(tmp_path, planted(ordos), regrets(ordos), "zh")
    (tmp_path / "own.png").touch()
    write_optimisation(tmp_path, replace(planted(ordos), goals=(COST, CHANCE)), None, "zh")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "front-chance-regional-2025.png",
        "optimisation.json",
        "own.png",
    ]


def test_a_question_of_the_reading_may_be_a_lever(ordos):
    levers = ("stacking", "awards.regional.amount")
    found = optimise(ordos, [CHANCE], levers=levers, samples=6, replications=2)
    told = optimisation_json(found)
    assert told["levers"][0] == {
        "name": "stacking",
        "as_is": "cumulative",
        "kind": "answer",
        "answers": ["cumulative", "top_up", "highest_only"],
    }
    assert told["front"][0]["levers"]["stacking"]["value"] in told["levers"][0]["answers"]
    assert optimisation_text(found, None, "zh")
