"""What is told of a required budget: every number of the result, in both languages."""

import json
import re
from dataclasses import replace
from fractions import Fraction

import pytest

import planted
from srdi_sim.analysis.answers import Answer
from srdi_sim.analysis.goals import goals_of
from srdi_sim.analysis.inputs import inputs_named
from srdi_sim.analysis.mixes import Mix
from srdi_sim.analysis.money_levers import Held
from srdi_sim.analysis.required import Required
from srdi_sim.analysis.required_json import goal_json, required_json
from srdi_sim.analysis.searched_model import Obstacle
from srdi_sim.analysis.statistics import Chance
from srdi_sim.policy.settings import Range
from srdi_sim.report.columns import display_width
from srdi_sim.report.required import required_lines
from srdi_sim.report.required_figures import money_curve
from srdi_sim.units import WAN

RANGES = (
    Range("awards.regional.amount", "money", 0, 300 * WAN, "a test", "low"),
    Range("training.seats", "whole", 0, 200, "a test", "low"),
)
GOALS = ("innovative:2025", "regional:2025", "champion:2025", "all")


def mix(setting, wan, *times):
    """A mix that costs about so many 万元, and how often of 800 it meets each goal."""
    money = wan * WAN
    chances = {name: Chance(count, 800) for name, count in zip(GOALS, times, strict=True)}
    surplus = dict.fromkeys(GOALS, 0.0)
    low, high = round(0.97 * money), round(1.04 * money)
    return Mix(
        setting, money, low, high, round(0.8 * money), money, round(0.83 * money), chances, surplus
    )


OWN = mix((), 15_520, 592, 630, 0, 0)
CHEAP = mix((100 * WAN, 160), 17_210, 600, 676, 0, 0)
DEAR = mix((300 * WAN, 200), 31_004, 612, 741, 2, 1)
POOR = mix((0, 0), 4_645, 571, 490, 0, 0)


@pytest.fixture(scope="module")
def found():
    scenario = replace(planted.scenario(), ranges=RANGES)
    goals = goals_of(scenario, GOALS)
    curves = {
        "innovative:2025": (POOR, OWN, CHEAP, DEAR),
        "regional:2025": (POOR, OWN, CHEAP, DEAR),
        "champion:2025": (POOR, DEAR),
        "all": (POOR, DEAR),
    }
    mixes = {"regional:2025": ("attainable", CHEAP)}
    verdicts = {"innovative:2025": ("undecided", None)}
    answers = tuple(
        Answer(
            goal.name,
            *{**mixes, **verdicts}.get(goal.name, ("not_attainable", None)),
            DEAR,
            curves[goal.name],
        )
        for goal in goals
    )
    champion = next(each for each in scenario.targets if each.tier.code == "champion")
    innovative = scenario.targets[0]
    obstacles = {
        "innovative:2025": (Obstacle(innovative, Chance(153, 200), "no_application", "", 0.7),),
        "champion:2025": (Obstacle(champion, Chance(1, 200), "not_eligible", "is_sme", 0.95),),
        "all": (
            Obstacle(champion, Chance(1, 200), "not_eligible", "is_sme", 0.95),
            Obstacle(innovative, Chance(153, 200), "places", "", 0.6),
        ),
    }
    return Required(
        scenario,
        Fraction(4, 5),
        1,
        inputs_named(scenario, [each.name for each in RANGES]),
        (
            Held("pool.city_places", "no_price"),
            Held("credit.fund", "apart"),
            Held("markets.subsidy", "only_money"),
        ),
        goals,
        answers,
        OWN,
        obstacles,
        200,
        800,
        87,
        (),
        412.0,
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_figure_is_told_and_no_line_is_too_wide(found, lang):
    lines = required_lines(found, lang)
    text = "\n".join(lines)
    for wan in ("15,520", "17,210", "31,004", "4,645", "13,768", "14,284", "16,694", "17,898"):
        assert wan in text, wan
    for times in (592, 630, 600, 676, 612, 741, 571, 490):
        assert re.search(rf"\b{100 * times / 800:.0f}%", text)
    for number in ("87", "200", "800", "160"):
        assert number in text
    assert max(map(display_width, lines)) <= 160
    assert "{" not in text


def test_both_languages_tell_the_same_numbers(found):
    numbers = [
        re.findall(r"\d[\d,.]*", "\n".join(required_lines(found, lang))) for lang in ("zh", "en")
    ]
    assert sorted(each.strip(",.") for each in numbers[0]) == sorted(
        each.strip(",.") for each in numbers[1]
    )


def test_why_no_money_suffices_names_what_binds(found):
    text = " ".join(required_lines(found, "en"))
    assert (
        "Champion, 2025 >3: not attainable within the ranges, whatever the money: at most 0.2% "
        "(0.1–0.9), for 31,004" in text
    )
    assert "too few firms are eligible" in text
    assert "95% of misses" in text
    assert "too few places from above: 60% of misses" in text
    assert "Innovative and above, 2025 >300: undecided" in text
    assert "cultivation" not in text
    assert "places in the city's pool" in text


def test_levers_that_stay_as_they_are_are_told_as_such(found):
    (line,) = (line for line in required_lines(found, "en") if line.startswith("award, Regional"))
    assert line.split()[-2:] == ["10", "100"]
    as_is = replace(
        found,
        answers=tuple(
            replace(each, mix=replace(CHEAP, setting=(10 * WAN, 160))) if each.mix else each
            for each in found.answers
        ),
    )
    (line,) = (line for line in required_lines(as_is, "en") if line.startswith("award, Regional"))
    assert line.split()[-2:] == ["10", "="]


def test_the_json_has_the_contracts_names_and_only_finite_numbers(found):
    told = json.loads(json.dumps(required_json(found), allow_nan=False))
    joint = told["required"]
    assert joint["attainable"] is False
    assert joint["money_fen"] is None
    assert joint["highest_chance"] == 1 / 800
    assert joint["binds"] == "not_eligible"
    assert [each["binds"] for each in joint["obstacles"]] == ["not_eligible", "places"]
    regional = json.loads(json.dumps(goal_json(found, found.goals[1]), allow_nan=False))
    needed = regional["required"]
    assert needed["attainable"] is True
    assert needed["money_fen"] == 17_210 * WAN
    assert needed["levers"] == {"awards.regional.amount": 100 * WAN, "training.seats": 160}
    assert needed["chance"] == 676 / 800
    assert needed["chance_low"] < needed["chance"] < needed["chance_high"]
    assert needed["binds"] == "none"
    money = [each["money_fen"] for each in regional["curve"]]
    assert money == sorted(money)
    assert told["as_it_is"]["levers"] == {}
    assert told["as_it_is"]["unchanged"] == [each.name for each in RANGES]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_curve_has_every_confirmed_point_and_the_wanted_chance(found, lang):
    goal = found.goals[1]
    axes = money_curve(found, goal, lang=lang)
    drawn = {
        (round(float(line.get_xdata()[0])), round(float(line.get_ydata()[0]), 6))
        for line in axes.get_lines()
        if len(line.get_xdata()) == 1
    }
    for each in found.answer(goal).curve:
        assert (round(each.money / WAN), round(each.chances[goal.name].value, 6)) in drawn
    assert 0.8 in {float(line.get_ydata()[0]) for line in axes.get_lines()}
    assert "17,210" in " ".join(text.get_text() for text in axes.texts)
