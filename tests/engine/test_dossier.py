"""Application forms scored and judged by hand against the official rubrics.

The points are those of 工信部企业〔2022〕63号: innovative SMEs (100 points, marks for three
blocks) and regional SRDI SMEs (25 + 25 + 15 + 35 points). Revenue is 1,000 万元 unless a form says
otherwise, so
that R&D of 30 is 3 %.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pytest

from srdi_sim.engine.dossier import Dossier, meets, points, variable_of, who_meets
from srdi_sim.engine.rubric import LINES, fill, questions_of, scales_of, scores, who_holds
from srdi_sim.policy.rulesets import (
    VARIABLES,
    AllOf,
    AnyOf,
    Bands,
    Condition,
    Item,
    PerUnit,
    RuleSet,
    Unpublished,
)
from srdi_sim.policy.rulesets import Test as Tree
from srdi_sim.policy.terms import RungTerms
from srdi_sim.policy.tiers import Tier, month_index
from srdi_sim.population.firms import Firms
from worlds import entitle, neutral_habits, ordos, some_firms

YEAR = 2023
JUNE = month_index(YEAR, 6)


@cache
def rung(tier: Tier, year: int = YEAR) -> RungTerms:
    terms = ordos().terms(year).rung(tier)
    assert terms is not None
    return terms


def form_of(year: int = YEAR, titles: tuple[Tier, ...] = (), **columns: Any) -> Dossier:
    """Return the form of one firm that is 10 years in its niche, with these columns."""
    firms = some_firms(1, **{"niche_since": year - 10, "founded": year - 12, **columns})
    for tier in titles:
        entitle(firms, tier, 0, month_index(year - 1, 9))
    return Dossier(firms, np.array([0]), year, month_index(year, 6))


def score(tier: Tier, form: Dossier, local_points: float = 8.0) -> float:
    habits = neutral_habits(local_points=local_points)
    return float(points(rung(tier).blocks, form, habits)[0])


@dataclass(frozen=True)
class Form:
    """What a firm writes, and what a clerk with the rubric gives, block by block."""

    what: str
    answers: dict[str, Any]
    blocks: tuple[int, ...]
    valid: bool = True  # every block reaches its own mark
    more: dict[str, Any] = field(default_factory=dict)


INNOVATIVE = (
    Form(
        "every best band",
        {
            "class1_ip": 1,
            "ip_grade_if_any": 4,
            "rd": 50,
            "growth": 0.15,
            "debt": 0.54,
            "strategic": True,
            "main_share": 0.70,
        },
        (20 + 20, 20 + 10, 10 + 20),
    ),
    Form(
        "just enough: 60 points",
        {
            "class1_ip": 1,
            "ip_grade_if_any": 3,
            "rd": 20,
            "growth": 0.05,
            "debt": 0.55,
            "main_share": 0.60,
        },
        (15 + 10, 10 + 5, 5 + 15),
    ),
    Form(
        "75 points, but innovation below 20",
        {
            "class1_ip": 2,
            "ip_grade_if_any": 2,
            "rd": 10,
            "growth": 0.20,
            "debt": 0.30,
            "strategic": True,
            "main_share": 0.90,
        },
        (10 + 5, 20 + 10, 10 + 20),
        valid=False,
    ),
    Form(
        "85 points, but growth below 15",
        {
            "class1_ip": 2,
            "ip_grade_if_any": 4,
            "rd": 60,
            "growth": 0.099,
            "debt": 0.80,
            "strategic": True,
            "main_share": 0.90,
        },
        (20 + 20, 10 + 0, 10 + 20),
        valid=False,
    ),
    Form(
        "75 points, but specialisation below 15",
        {
            "class1_ip": 1,
            "ip_grade_if_any": 4,
            "rd": 60,
            "growth": 0.15,
            "debt": 0.50,
            "main_share": 0.54,
        },
        (20 + 20, 20 + 10, 5 + 5),
        valid=False,
    ),
    Form(
        "class II IP only, and the lower edge of each band",
        {
            "class2_ip": True,
            "rd": 30,
            "growth": 0.10,
            "debt": 0.74,
            "main_share": 0.55,
            "strategic": False,
        },
        (5 + 15, 15 + 5, 5 + 10),
    ),
    Form(
        "nothing but a field and a half of the business",
        {"growth": -0.01, "debt": 0.75, "main_share": 0.50},
        (0 + 0, 0 + 0, 5 + 5),
        valid=False,
    ),
)


@pytest.mark.parametrize("form", INNOVATIVE, ids=lambda form: form.what)
def test_an_innovative_form_is_scored_as_by_hand(form: Form) -> None:
    found = score(Tier.INNOVATIVE, form_of(**form.answers))
    assert found == (sum(form.blocks) if form.valid else -np.inf)
    assert form.valid == all(
        points >= mark for points, mark in zip(form.blocks, (20, 15, 15), strict=True)
    )


# Specialisation 25, refinement 25, local 15, innovation 35.
REGIONAL = (
    Form(
        "every best band",
        {
            "main_share": 0.80,
            "growth": 0.10,
            "growth_before": 0.10,
            "key_field": 2,
            "digital": 3,
            "quality": 2,
            "margin": 0.10,
            "debt": 0.49,
            "class1_ip": 1,
            "ip_grade_if_any": 4,
            "rd": 500,
            "rd_staff_share": 0.20,
            "body": 4,
        },
        (5 + 10 + 5 + 5, 5 + 5 + 10 + 5, 15, 10 + 10 + 5 + 10),
        more={"local": 15},
    ),
    Form(
        "a good firm: 71 points",
        {
            "main_share": 0.85,
            "growth": 0.12,
            "growth_before": 0.06,
            "niche_since": YEAR - 7,
            "key_field": 1,
            "digital": 3,
            "quality": 2,
            "margin": 0.07,
            "debt": 0.45,
            "class1_ip": 1,
            "ip_grade_if_any": 3,
            "revenue": 10_000,
            "rd": 450,
            "rd_staff_share": 0.12,
            "body": 2,
        },
        (5 + 8 + 3 + 3, 5 + 5 + 6 + 5, 8, 8 + 8 + 3 + 4),
    ),
    Form(
        "the second band of everything",
        {
            "main_share": 0.70,
            "growth": 0.08,
            "growth_before": 0.08,
            "niche_since": YEAR - 8,
            "key_field": 1,
            "digital": 2,
            "quality": 1,
            "margin": 0.08,
            "debt": 0.50,
            "class1_ip": 1,
            "ip_grade_if_any": 3,
            "revenue": 100_000,
            "rd": 400,
            "rd_staff_share": 0.10,
            "body": 3,
        },
        (3 + 8 + 4 + 3, 3 + 3 + 8 + 3, 8, 8 + 8 + 3 + 8),
    ),
    Form(
        "the lowest band of everything",
        {
            "main_share": 0.60,
            "growth": 0.0,
            "growth_before": 0.0,
            "niche_since": YEAR - 2,
            "digital": 1,
            "quality": 0,
            "margin": 0.02,
            "debt": 0.69,
            "class2_ip": True,
            "revenue": 10_000,
            "rd": 100,
            "rd_staff_share": 0.05,
            "body": 1,
        },
        (1 + 2 + 1 + 0, 0 + 0 + 2 + 1, 8, 2 + 2 + 1 + 2),
    ),
    Form(
        "the local points alone",
        {
            "main_share": 0.59,
            "growth": -0.2,
            "growth_before": 0.1,
            "niche_since": YEAR - 1,
            "margin": 0.019,
            "debt": 0.70,
            "rd": 0,
            "rd_staff_share": 0.049,
        },
        (0, 0, 4, 0),
        more={"local": 4},
    ),
    Form(
        "a small firm whose share of R&D is high, not its amount",
        {
            "main_share": 0.95,
            "growth": 0.05,
            "growth_before": 0.03,
            "key_field": 0,
            "digital": 4,
            "quality": 9,
            "margin": 0.04,
            "debt": 0.59,
            "class1_ip": 3,
            "ip_grade_if_any": 2,
            "rd": 100,
            "rd_staff_share": 0.50,
            "body": 0,
        },
        (5 + 4 + 5 + 0, 5 + 5 + 4 + 3, 8, 6 + 10 + 5 + 0),
    ),
    Form(
        "years in the niche count in pairs, up to five",
        {"niche_since": YEAR - 25, "main_share": 0.0, "growth": -1.0, "debt": 0.9},
        (5, 0, 8, 0),
    ),
)


@pytest.mark.parametrize("form", REGIONAL, ids=lambda form: form.what)
def test_a_regional_form_is_scored_as_by_hand(form: Form) -> None:
    local = float(form.more.get("local", 8))
    assert score(Tier.REGIONAL, form_of(**form.answers), local) == sum(form.blocks)


def test_the_forms_scored_by_hand_reach_the_totals_of_the_rubric() -> None:
    assert sum(INNOVATIVE[0].blocks) == sum(REGIONAL[0].blocks) == 100
    assert list(REGIONAL[0].blocks) == [25, 25, 15, 35]


def test_a_municipal_form_is_scored_as_a_regional_one() -> None:
    for form in REGIONAL:
        filled = form_of(**form.answers)
        assert score(Tier.MUNICIPAL, filled) == score(Tier.REGIONAL, filled)


# Hard conditions and direct routes: a form that passes, and each single change that fails.

REGIONAL_OK = {"revenue": 2000.0, "rd": 100.0}
GIANT_OK = {
    "revenue": 12_000.0,
    "revenue_before": 11_000.0,
    "rd": 400.0,
    "rd_before": 350.0,
    "main_share": 0.70,
    "growth": 0.06,
    "growth_before": 0.04,
    "debt": 0.69,
    "niche_share": 0.10,
    "class1_ip": 2.0,
    "quality": 1.0,
    "core_it": True,
    "body": 1.0,
}
CHAMPION_OK = {"world_top3": True, "main_share": 0.70, "revenue": 40_000.0}


@pytest.mark.parametrize(
    ("change", "meets_all"),
    [
        ({}, True),
        ({"sme": False}, False),
        ({"niche_since": YEAR - 2}, True),
        ({"niche_since": YEAR - 1}, False),
        ({"rd": 99.9}, False),
        ({"revenue": 3333.0}, True),
        ({"revenue": 3334.0}, False),  # 100 of 3,334 is less than 3 %
        ({"revenue": 999.0}, False),
        ({"revenue": 999.0, "equity": 2000.0}, True),
        ({"revenue": 999.0, "equity": 1999.0}, False),
    ],
)
def test_a_regional_title_has_its_hard_conditions(change: dict[str, Any], meets_all: bool) -> None:
    form = form_of(**{**REGIONAL_OK, **change})
    assert meets(rung(Tier.REGIONAL).conditions, form).tolist() == [meets_all]


@pytest.mark.parametrize(
    ("change", "by_route"),
    [
        ({}, False),
        ({"st_award": 1}, True),
        ({"rd": 1200.0, "rd_before": 800.0}, True),
        ({"rd": 1200.0, "rd_before": 799.0}, False),
        ({"equity": 6000.0}, True),
        ({"contest": True}, True),
    ],
)
def test_a_regional_title_has_its_direct_routes(change: dict[str, Any], by_route: bool) -> None:
    form = form_of(**{**REGIONAL_OK, **change})
    assert meets(rung(Tier.REGIONAL).rules.routes, form).tolist() == [by_route]


@pytest.mark.parametrize(
    ("change", "by_route"),
    [
        ({}, False),
        ({"high_tech_until": YEAR}, True),
        ({"high_tech_until": YEAR - 1}, False),
        ({"body": 3}, True),
        ({"body": 2}, False),
        ({"equity": 500.0}, True),
        ({"st_award": 2}, True),
    ],
)
def test_an_innovative_title_has_its_direct_routes(change: dict[str, Any], by_route: bool) -> None:
    form = form_of(**change)
    assert meets(rung(Tier.INNOVATIVE).rules.routes, form).tolist() == [by_route]


@pytest.mark.parametrize(
    ("change", "meets_all"),
    [
        ({}, True),
        ({"sme": False}, False),
        ({"niche_since": YEAR - 3}, True),
        ({"niche_since": YEAR - 2}, False),
        ({"main_share": 0.69}, False),
        ({"growth": 0.05}, False),
        ({"debt": 0.70}, False),
        ({"niche_share": 0.09}, False),
        ({"class1_ip": 1.0}, False),
        ({"quality": 0.0}, False),
        ({"core_it": False}, False),
        ({"body": 0.0}, False),
        # At least 1 亿: 3 % in each of two years.
        ({"rd": 359.0}, False),
        ({"rd_before": 329.0}, False),
        # 0.5 to 1 亿: 6 %.
        ({"revenue": 9000.0, "rd": 540.0, "rd_before": 0.0}, True),
        ({"revenue": 9000.0, "rd": 539.0}, False),
        # Below 0.5 亿: equity 8,000 万元, R&D 3,000 万元 and half of the staff.
        ({"revenue": 4000.0, "rd": 3000.0, "equity": 8000.0, "rd_staff_share": 0.5}, True),
        ({"revenue": 4000.0, "rd": 3000.0, "equity": 7999.0, "rd_staff_share": 0.5}, False),
        ({"revenue": 4000.0, "rd": 2999.0, "equity": 8000.0, "rd_staff_share": 0.5}, False),
        ({"revenue": 4000.0, "rd": 3000.0, "equity": 8000.0, "rd_staff_share": 0.4}, False),
    ],
)
def test_a_little_giant_has_its_hard_conditions(change: dict[str, Any], meets_all: bool) -> None:
    form = form_of(titles=(Tier.REGIONAL,), **{**GIANT_OK, **change})
    assert meets(rung(Tier.LITTLE_GIANT).conditions, form).tolist() == [meets_all]


def test_a_little_giant_is_chosen_among_regional_titles_but_not_reviewed_so() -> None:
    untitled = form_of(**GIANT_OK)
    terms = rung(Tier.LITTLE_GIANT)
    assert meets(terms.conditions, untitled).tolist() == [False]
    assert meets(terms.conditions_at_review, untitled).tolist() == [True]


@pytest.mark.parametrize(
    ("change", "titles", "meets_all"),
    [
        ({}, (), True),
        ({"sme": False}, (), True),
        ({"manufacturer": False}, (), False),
        ({"niche_since": YEAR - 9}, (), False),
        ({"world_top3": False}, (), False),
        ({"main_share": 0.69}, (), False),
        ({"revenue": 39_999.0}, (), False),
        ({"revenue": 39_999.0}, (Tier.LITTLE_GIANT,), True),
    ],
)
def test_a_champion_needs_no_lower_title(
    change: dict[str, Any], titles: tuple[Tier, ...], meets_all: bool
) -> None:
    form = form_of(titles=titles, **{**CHAMPION_OK, **change})
    assert meets(rung(Tier.CHAMPION).conditions, form).tolist() == [meets_all]


def test_the_little_giant_of_2026_is_judged_by_the_revision() -> None:
    """Revenue of 5,000 万元, R&D of 1,200 in two years, four pieces of IP, a score of 60."""
    rules = ordos().ladder.rule_set(Tier.LITTLE_GIANT, dt.date(2026, 7, 1))
    assert rules is not None
    good = {
        **GIANT_OK,
        "rd": 700.0,
        "rd_before": 500.0,
        "main_share": 0.90,
        "class1_ip": 4.0,
        "key_field": 1.0,
        "evaluation": 60.0,
    }

    def judged(**change: Any) -> bool:
        form = form_of(2026, (Tier.REGIONAL,), **{**good, **change})
        return bool(meets(rules.conditions, form)[0])

    assert judged()
    for change in (
        {"revenue": 4999.0},
        {"rd_before": 499.0},
        {"class1_ip": 3.0},
        {"main_share": 0.89},
        {"debt": 0.75},
        {"key_field": 0.0},
        {"evaluation": 59.0},
    ):
        assert not judged(**change)
    assert judged(class1_ip=0.0, st_award=2.0)


# How conditions and lines read.


def holds(test: Tree, tolerance: float = 1.0, **columns: Any) -> bool:
    return bool(meets(test, form_of(**columns), tolerance)[0])


def test_conditions_join_by_and_and_by_or() -> None:
    young, rich = Condition("age", 5.0, below=True), Condition("revenue", 1000.0)
    assert not holds(young, founded=YEAR - 5)
    assert holds(young, founded=YEAR - 4)
    assert holds(rich, revenue=1000.0)
    assert holds(AnyOf((young, rich)), founded=YEAR - 9, revenue=2000.0)
    assert not holds(AllOf((young, rich)), founded=YEAR - 9, revenue=2000.0)
    assert holds(AllOf((rich, AnyOf((young, rich)))), revenue=2000.0)
    assert holds(AllOf(()))
    assert not holds(AnyOf(()))


def test_tolerance_eases_conditions_on_amounts_but_not_on_yes_and_no() -> None:
    enough, low_debt = Condition("rd", 100.0), Condition("debt", 0.7, below=True)
    assert holds(enough, 0.8, rd=80.0)
    assert not holds(enough, 0.8, rd=79.0)
    assert holds(low_debt, 0.8, debt=0.87)
    assert not holds(low_debt, 0.8, debt=0.88)
    assert not holds(Condition("is_sme", 1.0), 0.8, sme=False)
    assert holds(Condition("is_sme", 1.0), 0.8, sme=True)


def test_every_variable_of_a_rule_set_is_a_line_of_the_form() -> None:
    assert sorted(LINES) == sorted(VARIABLES)
    form = form_of(rd=30.0, rd_before=20.0, revenue_before=800.0)
    for variable in VARIABLES:
        assert len(form[variable]) == 1
        assert float(form[variable][0]) == float(form[variable][0])  # no NaN


def test_the_lines_that_are_worked_out_are_worked_out_as_the_form_says() -> None:
    form = form_of(
        titles=(Tier.INNOVATIVE, Tier.REGIONAL),
        growth=0.2,
        growth_before=0.1,
        rd=60.0,
        rd_before=20.0,
        revenue=2000.0,
        revenue_before=1000.0,
        high_tech_until=YEAR,
        class1_ip=1.0,
        ip_grade_if_any=3.0,
    )
    expected = {
        "age": 12,
        "niche_years": 10,
        "growth_2y": 0.15,
        "rd_sum_2y": 80.0,
        "rd_mean_2y": 40.0,
        "rd_ratio": 0.03,
        "rd_ratio_before": 0.02,
        "ip_grade": 3.0,
        "high_tech": 1.0,
        "holds_innovative": 1.0,
        "holds_regional": 1.0,
        "holds_little_giant": 0.0,
    }
    for variable, value in expected.items():
        assert form[variable][0] == pytest.approx(value), variable
    assert form_of(class2_ip=True)["ip_grade"].tolist() == [1.0]
    assert form_of()["ip_grade"].tolist() == [0.0]


def test_what_is_reported_counts_and_not_what_was_spent() -> None:
    firms = some_firms(2, rd=90.0, rd_before=50.0)
    form = Dossier(firms, np.array([0, 1]), YEAR, JUNE, np.array([90.0, 100.0]))
    assert form["rd"].tolist() == [90.0, 100.0]
    assert form["rd_sum_2y"].tolist() == [140.0, 150.0]
    assert meets(Condition("rd", 100.0), form).tolist() == [False, True]
    assert len(form.of(np.array([1]))) == 1
    assert form.of(np.array([1]))["rd"].tolist() == [100.0]


def a_crowd(n: int = 500) -> Firms:
    random = np.random.default_rng(4)
    return some_firms(
        n,
        sme=random.random(n) < 0.8,
        revenue=random.lognormal(8, 1, n),
        rd=random.lognormal(5, 1, n),
        rd_before=random.lognormal(5, 1, n),
        niche_since=YEAR - random.integers(0, 12, n),
        main_share=random.random(n),
        growth=random.normal(0.1, 0.2, n),
        growth_before=random.normal(0.1, 0.2, n),
        debt=random.random(n),
        quality=random.integers(0, 4, n),
        digital=random.integers(1, 5, n),
        class1_ip=random.integers(0, 4, n),
        ip_grade_if_any=random.integers(2, 5, n),
        class2_ip=random.random(n) < 0.5,
        body=random.integers(0, 5, n),
        strategic=random.random(n) < 0.3,
        margin=random.normal(0.06, 0.05, n),
        equity=random.choice([0.0, 600.0, 2500.0], n),
        core_it=random.random(n) < 0.5,
        niche_share=random.random(n) / 5,
    )


@pytest.mark.parametrize("tier", list(Tier))
def test_many_forms_are_judged_as_each_alone(tier: Tier) -> None:
    """Whoever is asked first, in whichever order conditions and blocks are taken."""
    firms = a_crowd()
    terms = rung(tier)
    habits = neutral_habits(local_points=8.0)
    everyone = Dossier(firms, slice(None), YEAR, JUNE)
    free = np.flatnonzero(np.random.default_rng(5).random(len(firms)) < 0.9)
    together, lacking = who_meets(terms.conditions, everyone, free)
    counted = points(terms.blocks, everyone, habits)
    alone = [Dossier(firms, np.array([row]), YEAR, JUNE) for row in range(len(firms))]
    expected = [row for row in free if meets(terms.conditions, alone[row])[0]]
    assert together.tolist() == expected
    assert lacking == who_falls(terms.conditions, [alone[row] for row in free])
    assert counted.tolist() == [float(points(terms.blocks, form, habits)[0]) for form in alone]


def test_forms_are_read_alike_compiled_and_in_plain_python() -> None:
    everyone = Dossier(a_crowd(60), slice(None), YEAR, JUNE)
    for code in range(len(LINES)):
        compiled, plain = np.empty((2, 60))
        fill(compiled, code, np.arange(60), *everyone.filled)
        fill.scalar(plain, code, np.arange(60), *everyone.filled)
        assert compiled.tobytes() == plain.tobytes(), LINES[code]
    for tier in Tier:
        asked = questions_of(rung(tier).conditions), 0.9, np.arange(60)
        compiled = who_holds(*asked, *everyone.filled)
        plain = who_holds.scalar(*asked, *everyone.filled)
        assert [each.tolist() for each in compiled] == [each.tolist() for each in plain]
        scales = scales_of(rung(tier).blocks)
        given = np.full(len(scales.habits), 8.0)
        assert scores(scales.arrays, given, *everyone.filled).tolist() == (
            scores.scalar(scales.arrays, given, *everyone.filled).tolist()
        )


def test_trees_within_trees_are_asked_as_they_read() -> None:
    """Every answer to four conditions, against Python's own and / or."""
    a, b, c, d = (Condition(name, 1.0) for name in ("contest", "core_it", "strategic", "is_sme"))
    nothing, never = AllOf(()), AnyOf(())
    trees: tuple[tuple[Tree, Any], ...] = (
        (AnyOf((AllOf((a, b)), AllOf((c, d)))), lambda a, b, c, d: (a and b) or (c and d)),
        (AllOf((AnyOf((a, b)), AnyOf((c, d)))), lambda a, b, c, d: (a or b) and (c or d)),
        (AllOf((a, AnyOf((b, AllOf((c, d)))))), lambda a, b, c, d: a and (b or (c and d))),
        (AnyOf((a, AllOf((b, AnyOf((c, d)))))), lambda a, b, c, d: a or (b and (c or d))),
        (AllOf((a, nothing, b)), lambda a, b, c, d: a and b),
        (AllOf((a, never)), lambda a, b, c, d: False),
        (AnyOf((never, a, AnyOf((b, never)))), lambda a, b, c, d: a or b),
        (AnyOf((a, nothing)), lambda a, b, c, d: True),
    )
    answers = np.array(list(np.ndindex(2, 2, 2, 2)), dtype=bool)
    names = ("contest", "core_it", "strategic", "sme")
    firms = some_firms(16, **dict(zip(names, answers.T, strict=True)))
    everyone = Dossier(firms, slice(None), YEAR, JUNE)
    for tree, expected in trees:
        assert meets(tree, everyone).tolist() == [bool(expected(*each)) for each in answers]


def test_what_is_made_of_a_rule_set_is_made_once_and_forgotten_in_time() -> None:
    conditions = [AllOf((Condition("rd", float(n)),)) for n in range(300)]
    made = [questions_of(each) for each in conditions]
    assert questions_of(conditions[-1]) is made[-1]
    assert [float(values[0]) for *_, values in map(questions_of, conditions)] == list(range(300))


def who_falls(conditions: AllOf, forms: list[Dossier]) -> dict[str, int]:
    """Return how many forms fall at each condition: at the first one that they do not meet."""
    falls = dict.fromkeys((variable_of(term) for term in conditions.terms), 0)
    for form in forms:
        first = next((term for term in conditions.terms if not meets(term, form)[0]), None)
        if first is not None:
            falls[variable_of(first)] += 1
    return falls


def test_who_meets_no_condition_at_all_is_nobody_and_of_none_is_everybody() -> None:
    everyone = Dossier(a_crowd(20), slice(None), YEAR, JUNE)
    free = np.arange(20)
    places, lacking = who_meets(AllOf(()), everyone, free)
    assert places.tolist() == list(range(20))
    assert lacking == {}
    never = AllOf((Condition("revenue", 1e12), Condition("rd", 1.0)))
    places, lacking = who_meets(never, everyone, free)
    assert places.size == 0
    assert lacking == {"revenue": 20, "rd": 0}


def test_rule_sets_have_the_marks_of_the_official_text() -> None:
    marks: dict[Tier, RuleSet] = {tier: rung(tier).rules for tier in Tier}
    assert marks[Tier.INNOVATIVE].pass_mark == marks[Tier.REGIONAL].pass_mark == 60
    assert dict(marks[Tier.INNOVATIVE].block_marks) == {
        "innovation": 20,
        "growth": 15,
        "specialisation": 15,
    }
    assert marks[Tier.MUNICIPAL].pass_habit == "municipal_pass_mark"
    assert marks[Tier.LITTLE_GIANT].items == marks[Tier.CHAMPION].items == ()


@pytest.mark.parametrize("below", [False, True])
def test_the_first_band_that_is_reached_gives_its_points(below: bool) -> None:
    edges = (0.1, 0.5, 0.7) if below else (0.7, 0.5, 0.1)
    scale = Bands("debt", edges, (5.0, 3.0, 1.0), below)
    x = np.concatenate([edges, np.linspace(-0.1, 1.0, 200)])
    form = Dossier(some_firms(x.size, debt=x), slice(None), YEAR, JUNE)

    def by_hand(value: float) -> float:
        reached = ((value < edge) if below else (value >= edge) for edge in edges)
        return next((p for p, there in zip((5.0, 3.0, 1.0), reached, strict=True) if there), 0.0)

    blocks = ((None, (Item("debt", "one", (scale,)),)),)
    assert points(blocks, form, neutral_habits()).tolist() == [by_hand(value) for value in x]


def test_the_best_scale_of_an_item_counts_and_a_block_without_items_gives_nothing() -> None:
    form = Dossier(some_firms(3, debt=np.array([0.2, 0.4, 0.9])), slice(None), YEAR, JUNE)
    low, flat = Bands("debt", (0.3,), (4.0,), True), PerUnit("debt", 0.2, 1.0, 3.0)
    item = Item("debt", "one", (low, flat, Unpublished("local_points")))
    habits = neutral_habits(local_points=2.5)
    assert points(((None, (item,)),), form, habits).tolist() == [4.0, 2.5, 3.0]
    assert points(((3.0, (item,)),), form, habits).tolist() == [4.0, -np.inf, 3.0]
    assert points(((1.0, ()), (None, (item,))), form, habits).tolist() == [-np.inf] * 3
    assert points((), form, habits).tolist() == [0.0] * 3
