"""Every rule: the same bits on a number and on a column, worked numbers, bounds and directions."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from srdi_sim import luck
from srdi_sim.compiled import Rule
from srdi_sim.engine.rules import Rules
from srdi_sim.rules.application import (
    chance_of_applying,
    chance_of_being_sent,
    help_received,
    pull_of_awards,
    reported_rd,
    share_that_knows,
    worth_of_late_award,
)
from srdi_sim.rules.assessment import LOGISTIC_SD, merit, panel_draw
from srdi_sim.rules.banners import effort_after_appraisal
from srdi_sim.rules.credit import chance_of_approval, loan_of, worth_a_stake
from srdi_sim.rules.cultivation import pool_standing, promise
from srdi_sim.rules.factors import standing
from srdi_sim.rules.founding import chance_of_coming
from srdi_sim.rules.growth import grown, growth_rate, log_growth
from srdi_sim.rules.innovation import chance_of_advance, new_ip, real_rd
from srdi_sim.rules.refinement import kind_of_standard
from srdi_sim.rules.review import is_renewed
from srdi_sim.rules.survival import chance_of_closing

OWN = Rules()
ALL_RULES: dict[str, Rule] = {field.name: getattr(OWN, field.name) for field in fields(Rules)}
FUNCTIONS: dict[str, Rule] = {
    name: getattr(luck, name) for name in ("exp", "log", "logistic", "logit", "laplace", "poisson")
}
N = 2000

# What each argument may be, by name. Everything else may be any number.
UNIFORMS = {"u", "u_persistent", "u_year"}
SHARES = {
    "by_age",
    "cap_above_scale",
    "cap_titled",
    "chance",
    "factor_met",
    "p",
    "persistence",
    "reach",
    "renewal",
    "rescue",
    "share_of_year",
    "take_up",
    "unaided",
}
POSITIVE = {"needed", "output_per_mu", "rd", "real", "revenue", "sd", "sd_other", "sd_titled"}
RATES = {"intensity", "mean", "rate"}


def column_of(name: str, kind: str, random: np.random.Generator) -> NDArray[Any]:
    """Return random values of an argument, its extreme ones first, in an order of their own."""
    if kind == "bool":
        return random.random(N) < 0.5
    if kind == "int":
        return random.integers(0, 3, N).astype(np.int8)
    if name in UNIFORMS:
        values = np.concatenate([[2.0**-53, 0.5, 1.0 - 2.0**-53], random.random(N - 3)])
    elif name in SHARES:
        values = np.concatenate([[0.0, 1.0, 0.5], random.random(N - 3)])
    elif name in RATES:
        values = np.concatenate([[0.0, 1.0, 2.0], random.exponential(0.5, N - 3)])
    elif name in POSITIVE or name == "x":
        values = np.concatenate([[0.001, 1.0, 1e12], random.lognormal(3.0, 4.0, N - 3)])
    else:
        values = np.concatenate([[0.0, 1.0, -1.0, 1e9, -1e9], random.normal(0.0, 3.0, N - 5)])
    return random.permutation(values)


def columns_of(rule: Rule) -> list[NDArray[Any]]:
    random = np.random.default_rng(sum(map(ord, rule.__name__)))
    hints = rule.__wrapped__.__annotations__
    return [column_of(name, str(kind), random) for name, kind in hints.items() if name != "return"]


@pytest.mark.parametrize("name", ALL_RULES)
def test_a_column_has_the_bits_of_the_plain_python(name: str) -> None:
    """Every argument as a column, and each in turn as a plain number; a hundred sets of numbers."""
    rule = ALL_RULES[name]
    columns = columns_of(rule)
    for number, part in enumerate(np.split(np.arange(N), 100)):
        # All arguments are columns at first; then each in turn is the same number for all.
        plain_one = number % (len(columns) + 1) - 1
        arguments = [
            column[part[0]].item() if place == plain_one and len(columns) > 1 else column[part]
            for place, column in enumerate(columns)
        ]
        compiled = rule(*arguments)
        rows = zip(
            *(a.tolist() if isinstance(a, np.ndarray) else [a] * part.size for a in arguments),
            strict=True,
        )
        plain = [rule.scalar(*row) for row in rows]
        assert compiled.tobytes() == np.array(plain, dtype=compiled.dtype).tobytes()


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda f: f.__name__)
def test_a_function_of_luck_has_the_bits_of_the_plain_python(function: Rule) -> None:
    columns = columns_of(function)
    compiled = function(*columns)
    plain = [function.scalar(*row) for row in zip(*(c.tolist() for c in columns), strict=True)]
    assert compiled.tobytes() == np.array(plain, dtype=compiled.dtype).tobytes()


@pytest.mark.parametrize("rule", ALL_RULES.values(), ids=lambda r: r.__name__)
def test_a_rule_says_what_it_returns(rule: Rule) -> None:
    assert rule.__doc__ is not None
    assert rule.__doc__.startswith("Return ")


@pytest.mark.parametrize("rule", [luck.mix, luck.key_of, luck.draw], ids=lambda r: r.__name__)
def test_the_mixer_has_the_bits_of_the_plain_python(rule: Rule) -> None:
    random = np.random.default_rng(3)
    extremes = np.array([0, 1, 2**63, 2**64 - 1], dtype=np.uint64)
    keys = np.concatenate([extremes, random.integers(0, 2**63, N).astype(np.uint64) * 2 + 1])
    others = [random.integers(0, 2**63, keys.size).astype(np.uint64)] * (rule is not luck.mix)
    compiled = rule(keys, *others)
    plain = [rule.scalar(*row) for row in zip(*(c.tolist() for c in (keys, *others)), strict=True)]
    wanted = np.array(plain, dtype=np.float64 if rule is luck.draw else np.uint64)
    assert compiled.tobytes() == wanted.tobytes()


# Worked numbers. (rule, arguments, answer): each answer can be checked with a pencil.
WORKED: tuple[tuple[Rule, tuple[Any, ...], float], ...] = (
    # SAIC 2013: 9.5 % of firms close in their third year; a cap of 2 % above scale, 1 % titled.
    (chance_of_closing, (0.095, False, False, False, 0.02, 0.01, 0.3, 1.0), 0.095),
    (chance_of_closing, (0.095, True, False, False, 0.02, 0.01, 0.3, 1.0), 0.02),
    (chance_of_closing, (0.095, True, True, False, 0.02, 0.01, 0.3, 1.0), 0.01),
    (chance_of_closing, (0.095, True, True, True, 0.02, 0.01, 0.3, 1.0), 0.007),
    (chance_of_closing, (0.095, False, False, True, 0.02, 0.01, 0.3, 0.5), 0.03325),
    # The caps never raise a hazard.
    (chance_of_closing, (0.005, True, True, False, 0.02, 0.01, 0.0, 1.0), 0.005),
    # Every mark reached: 5, and no more; half of each: 2.5; a shrinking firm: nothing for growth.
    (promise, (0.03, 2.0, 0.10, 3.0, 0.80), 5.0),
    (promise, (0.015, 1.0, 0.05, 2.0, 0.40), 2.5),
    (promise, (0.30, 20.0, 1.0, 4.0, 1.0), 5.0),
    (promise, (-0.1, 0.0, -0.5, 1.0, 0.0), 0.0),
    # Yu, Peng, Shi and Yang 2022: a guarantee raises the chance of a loan by 2 points.
    (chance_of_approval, (0.70, False, False, 0.05, 0.02), 0.70),
    (chance_of_approval, (0.70, False, True, 0.05, 0.02), 0.72),
    (chance_of_approval, (0.70, True, True, 0.05, 0.02), 0.77),
    (chance_of_approval, (0.99, True, True, 0.05, 0.02), 1.0),
    (chance_of_approval, (0.01, False, True, 0.05, -0.02), 0.0),
    # Products made for the list lend 17.4 % more (Yu, Peng, Shi and Yang 2022).
    (loan_of, (10_000.0, 0.12, False, 0.174), 1200.0),
    (loan_of, (10_000.0, 0.12, True, 0.174), 1408.8),
    (loan_of, (10_000.0, 0.12, True, 0.0), 1200.0),
    # A title doubles what the fund sees in a firm; growth counts between none and 100 %.
    (worth_a_stake, (0.2, False, 2.0, 0.3), 0.5),
    (worth_a_stake, (0.2, True, 2.0, 0.3), 1.0),
    (worth_a_stake, (-0.5, True, 2.0, 0.3), 0.6),
    (worth_a_stake, (7.0, False, 2.0, 0.3), 1.3),
    (worth_a_stake, (0.2, True, 1.0, 0.3), 0.5),
    # A member of the pool is ahead by its tenure, a key sector by its preference.
    (pool_standing, (3.0, False, False, 0.4, 0.2, 1e-7), 3.0000001),
    (pool_standing, (3.0, True, False, 0.4, 0.2, 0.0), 3.4),
    (pool_standing, (3.0, False, True, 0.4, 0.2, 0.0), 3.2),
    (pool_standing, (3.0, True, True, 0.4, 0.2, 0.0), 3.6),
    (standing, (300.0, False, 1.5, 0.0), 300.0),
    (standing, (300.0, True, 1.5, 0.0), 450.0),
    (standing, (300.0, False, 1.5, 0.5), 300.00015),
    # Three in ten that look come in a year; half a year has half; a strong park pulls half more.
    (chance_of_coming, (0.3, 1.0, False, 0.5), 0.3),
    (chance_of_coming, (0.3, 0.5, False, 0.5), 0.15),
    (chance_of_coming, (0.3, 1.0, True, 0.5), 0.45),
    (chance_of_coming, (0.3, 1.0, True, 0.0), 0.3),
    (chance_of_coming, (0.8, 1.0, True, 0.5), 1.0),
    (chance_of_coming, (0.3, 0.0, True, 0.5), 0.0),
    # 3 % of 1 亿 is 300 万元; a provincial body (3) at 2 % a level adds 6 %; 7.6 % with a loan.
    (real_rd, (10_000.0, 0.03, True, 0.0, False, 0.02, 0.076, 0.0), 300.0),
    (real_rd, (10_000.0, 0.03, True, 3.0, False, 0.02, 0.076, 0.0), 318.0),
    (real_rd, (10_000.0, 0.03, True, 0.0, True, 0.02, 0.076, 0.0), 322.8),
    # A fifth of an award of 100 万元 on top, for those who do R&D.
    (real_rd, (10_000.0, 0.03, True, 0.0, True, 0.02, 0.076, 20.0), 342.8),
    (real_rd, (10_000.0, 0.03, False, 3.0, True, 0.02, 0.076, 20.0), 0.0),
    # 0.12 pieces with 100 万元: 0.36 with 300, e^-0.36 = 0.698 for none.
    (new_ip, (0.69, 300.0, 0.12, 1.0), 0.0),
    (new_ip, (0.70, 300.0, 0.12, 1.0), 1.0),
    (new_ip, (0.95, 300.0, 0.12, 1.0), 2.0),
    (new_ip, (0.999999, 1e9, 0.12, 1.0), 4.0),
    (new_ip, (0.9, 0.0, 0.12, 1.0), 0.0),
    (chance_of_advance, (0.10, 0.5, 1.0, 1.0), 0.15),
    (chance_of_advance, (0.10, 0.5, 0.0, 1.0), 0.10),
    (chance_of_advance, (0.10, 0.5, 1.0, 0.5), 0.075),
    (chance_of_advance, (0.90, 0.5, 1.0, 1.0), 1.0),
    # A tenth of standards is international, half of an industry, the rest national.
    (kind_of_standard, (0.09, 0.1, 0.5), 0),
    (kind_of_standard, (0.1, 0.1, 0.5), 1),
    (kind_of_standard, (0.49, 0.1, 0.5), 1),
    (kind_of_standard, (0.5, 0.1, 0.5), 2),
    # The median shock is none.
    (log_growth, (0.5, 0.04, 0.01, True, 0.15, 0.3, False, 0.07, 1.0, 0.1, 0.02), 0.07),
    (log_growth, (0.5, 0.04, 0.01, True, 0.15, 0.3, True, 0.07, 1.0, 0.1, 0.02), 0.14),
    (log_growth, (0.5, 0.04, 0.01, True, 0.15, 0.3, False, 0.07, 0.25, 0.1, 0.0), -0.025),
    (grown, (1000.0, math.log(1.1), 1.0), 1100.0),
    (grown, (1000.0, math.log(1.21), 0.5), 1100.0),
    (grown, (1000.0, 50.0, 1.0), 1000.0 * math.e**2),
    (growth_rate, (math.log(1.0388),), 0.0388),
    (growth_rate, (-50.0,), math.e**-2 - 1.0),
    # 150 万元 of the city instead of 100: half a unit of 100 万元.
    (pull_of_awards, (200.0, 150.0, 0.2), 0.1),
    (pull_of_awards, (0.0, 150.0, 0.2), -0.3),
    # Half an appropriation waits, and a year of waiting takes 40 % of an award's pull.
    (worth_of_late_award, (100.0, 0.5, 0.4), 80.0),
    (worth_of_late_award, (100.0, 0.5, 0.0), 100.0),
    (worth_of_late_award, (100.0, 0.0, 0.4), 100.0),
    (worth_of_late_award, (100.0, 5.0, 0.4), 0.0),
    # A banner at effort 1.5 that counts applications sends one unready firm in ten.
    (chance_of_being_sent, (1.5, 0.2), 0.1),
    (chance_of_being_sent, (1.0, 0.2), 0.0),
    (chance_of_being_sent, (0.5, 0.2), 0.0),
    (chance_of_being_sent, (3.0, 0.9), 1.0),
    (chance_of_applying, (0.2, 0.0, 0.0), 0.2),
    (chance_of_applying, (0.5, math.log(3.0), 0.0), 0.75),
    (chance_of_applying, (0.2, math.log(2.0), math.log(2.0)), 0.5),
    (chance_of_applying, (0.0, 5.0, 5.0), 0.0),
    (chance_of_applying, (1.0, -5.0, -5.0), 1.0),
    # A quarter knows of a new rung; two years later all do, and halfway there half do.
    (share_that_knows, (0, 0.25, 2.0), 0.25),
    (share_that_knows, (1, 0.25, 2.0), 0.5),
    (share_that_knows, (2, 0.25, 2.0), 1.0),
    (share_that_knows, (9, 0.25, 2.0), 1.0),
    (share_that_knows, (0, 0.0, 2.0), 0.0),
    (share_that_knows, (2, 0.0, 2.0), 1.0),
    # Pool 0.5, visit 0.3, class 0.2, platform 0.1, accelerator 0.05, a unit of effort 0.4.
    (help_received, (0, *(False,) * 4, 1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.4, 0.0), 0.0),
    (help_received, (1, *(False,) * 4, 1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.4, 0.05), 0.55),
    (help_received, (2, *(True,) * 4, 1.5, 0.5, 0.3, 0.2, 0.1, 0.05, 0.4, 0.0), 1.35),
    (help_received, (0, *(False,) * 4, 0.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.4, 0.0), -0.4),
    # Chen et al. 2021: a quarter of the R&D at a threshold is relabelled.
    (reported_rd, (0.10, 90.0, 100.0, 0.24, 0.2), 100.0000000001),
    (reported_rd, (0.30, 90.0, 100.0, 0.24, 0.2), 90.0),
    (reported_rd, (0.10, 70.0, 100.0, 0.24, 0.2), 70.0),
    (reported_rd, (0.10, 80.0, 100.0, 0.24, 0.2), 100.0000000001),
    (reported_rd, (0.10, 100.0, 100.0, 0.24, 0.2), 100.0),
    (reported_rd, (0.10, 120.0, 100.0, 0.24, 0.2), 120.0),
    (reported_rd, (0.10, 0.0, 100.0, 1.0, 1.0), 0.0),
    (panel_draw, (0.5, 0.5, 0.5, 4.0), 0.0),
    (panel_draw, (0.75, 0.01, 1.0, 4.0), 4.0 * math.log(3.0) / LOGISTIC_SD),
    (panel_draw, (0.01, 0.75, 0.0, 4.0), 4.0 * math.log(3.0) / LOGISTIC_SD),
    (panel_draw, (0.9, 0.9, 0.5, 0.0), 0.0),
    (merit, (6.0, -2.0, 4.0, -0.5), 0.5),
    (merit, (0.0, 0.0, 0.0, -0.5), -0.5),
    # Third batch of little giants: 2,430 of 2,930 renewed, 83 %.
    (is_renewed, (0.829, True, 2430 / 2930), True),
    (is_renewed, (0.830, True, 2430 / 2930), False),
    (is_renewed, (0.1, False, 2430 / 2930), False),
    (effort_after_appraisal, (1.0, 0.4, 0.5, 1.0), 1.2),
    (effort_after_appraisal, (1.0, -1.0, 0.5, 1.0), 0.5),
    (effort_after_appraisal, (1.0, 0.4, 0.5, 0.0), 1.0),
    (effort_after_appraisal, (2.9, 1.0, 0.5, 1.0), 3.0),
    (effort_after_appraisal, (0.1, -1.0, 0.5, 1.0), 0.0),
)


@pytest.mark.parametrize(
    ("rule", "arguments", "answer"),
    WORKED,
    ids=[f"{rule.__name__}-{number}" for number, (rule, _, _) in enumerate(WORKED)],
)
def test_a_rule_gives_the_number_worked_out_by_hand(
    rule: Rule, arguments: tuple[Any, ...], answer: float
) -> None:
    assert rule(*arguments) == pytest.approx(answer, rel=1e-12, abs=1e-12)
    assert rule(*arguments) == rule.scalar(*arguments)


def test_every_replaceable_rule_has_a_worked_number() -> None:
    assert {rule.__name__ for rule, _, _ in WORKED} == set(ALL_RULES)


def test_panel_draws_have_the_standard_deviation_they_are_given() -> None:
    u = (np.arange(1000) + 0.5) / 1000
    first, second = (grid.ravel() for grid in np.meshgrid(u, u))
    for persistence in (0.0, 0.3, 1.0):
        draws = panel_draw(first, second, persistence, 4.0)
        assert draws.mean() == pytest.approx(0.0, abs=1e-9)
        assert draws.std() == pytest.approx(4.0, rel=0.01)


# Bounds and directions, for any arguments.

share = st.floats(0.0, 1.0)
small = st.floats(-5.0, 5.0)
money = st.floats(0.0, 1e8)
inside = st.floats(2.0**-53, 1.0 - 2.0**-53)
flag = st.booleans()
quick = settings(max_examples=60, deadline=None, derandomize=True)


def rises(function: Callable[[float], float], low: float, high: float) -> bool:
    """Return whether the function is no lower at the higher of two numbers."""
    low, high = min(low, high), max(low, high)
    return bool(function(low) <= function(high))


@quick
@given(share, share, flag, flag, flag, st.tuples(share, share, share, share))
def test_a_chance_of_closing_is_a_chance_and_no_more_than_the_hazard(
    by_age: float, other: float, above: bool, titled: bool, visited: bool, rest: tuple[float, ...]
) -> None:
    hazard = chance_of_closing(by_age, above, titled, visited, *rest)
    assert 0.0 <= hazard <= by_age
    assert rises(lambda x: chance_of_closing(x, above, titled, visited, *rest), by_age, other)
    assert chance_of_closing(by_age, above, titled, True, *rest) <= chance_of_closing(
        by_age, above, titled, False, *rest
    )


@quick
@given(st.tuples(small, st.floats(0, 20), small, st.floats(1, 4), share))
def test_promise_lies_between_nothing_and_the_five_marks(form: tuple[float, ...]) -> None:
    assert 0.0 <= promise(*form) <= 5.0


@quick
@given(st.tuples(small, flag, flag, small, small))
def test_a_chance_of_approval_is_a_chance(arguments: tuple[Any, ...]) -> None:
    assert 0.0 <= chance_of_approval(*arguments) <= 1.0


@quick
@given(share, share, small, small, small)
def test_more_help_makes_no_firm_less_likely_to_apply(
    take_up: float, other: float, pull: float, help_: float, more: float
) -> None:
    chance = chance_of_applying(take_up, pull, help_)
    assert 0.0 <= chance <= 1.0
    assert rises(lambda x: chance_of_applying(take_up, x, help_), pull, more)
    assert rises(lambda x: chance_of_applying(take_up, pull, x), help_, more)
    assert rises(lambda x: chance_of_applying(x, pull, help_), take_up, other)


@quick
@given(st.integers(0, 12), share, share, st.floats(1.0, 9.0), st.floats(1.0, 9.0))
def test_knowledge_of_a_rung_only_spreads(
    years_after: int, known: float, other: float, years: float, longer: float
) -> None:
    assert 0.0 <= share_that_knows(years_after, known, years) <= 1.0
    assert rises(lambda x: share_that_knows(x, known, years), years_after, years_after + 1)
    assert rises(lambda x: share_that_knows(years_after, x, years), known, other)
    assert rises(lambda x: -share_that_knows(years_after, known, x), years, longer)


@quick
@given(st.integers(0, 12), st.floats(1.0, 9.0))
def test_what_all_know_changes_no_bit(years_after: int, years: float) -> None:
    assert share_that_knows(years_after, 1.0, years) == 1.0
    assert share_that_knows(years_after + 9, 0.3, years) == 1.0


@quick
@given(st.floats(0.001, 0.999))
def test_without_pull_or_help_the_take_up_is_the_chance(take_up: float) -> None:
    assert chance_of_applying(take_up, 0.0, 0.0) == pytest.approx(take_up, rel=1e-12)


@quick
@given(money, money, st.floats(0, 2), money)
def test_a_higher_award_never_pulls_less(a: float, b: float, response: float, ref: float) -> None:
    assert rises(lambda awards: pull_of_awards(awards, ref, response), a, b)
    assert pull_of_awards(ref, ref, response) == 0.0
    assert pull_of_awards(a, ref, 0.0) == 0.0


@quick
@given(inside, money, money, share, share)
def test_reported_rd_is_what_was_spent_or_just_enough(
    u: float, real: float, needed: float, chance: float, reach: float
) -> None:
    told = reported_rd(u, real, needed, chance, reach)
    assert told == real or needed <= told <= needed * (1.0 + 1e-9)
    assert told >= real
    assert reported_rd(u, real, needed, 0.0, reach) == real
    assert reported_rd(u, real, needed, chance, 0.0) == real


@quick
@given(inside, inside, small, small, flag, st.floats(0, 1), st.floats(0, 1), share, st.floats(0, 1))
def test_growth_rises_with_luck_and_with_factors(
    u: float,
    v: float,
    mean: float,
    drift: float,
    titled: bool,
    sd_titled: float,
    sd_other: float,
    met: float,
    effect: float,
) -> None:
    def growth(u: float, met: float) -> float:
        return log_growth(u, mean, drift, titled, sd_titled, sd_other, False, 0.0, met, effect, 0.0)

    assert rises(lambda x: growth(x, met), u, v)
    assert rises(lambda x: growth(u, x), met, 1.0)


@quick
@given(money, st.floats(-1e6, 1e6), share)
def test_revenue_moves_by_at_most_e_squared_a_year(
    revenue: float, change: float, part: float
) -> None:
    after = grown(revenue, change, part)
    assert revenue * 0.135 <= after <= revenue * 7.39
    assert -1.0 < growth_rate(change) < 6.4
    assert grown(revenue, change, 0.0) == revenue


@quick
@given(money, share, share, st.integers(0, 4), flag, share, st.floats(-0.5, 0.5), money)
def test_rd_is_never_negative_and_none_when_inactive(
    revenue: float,
    intensity: float,
    more: float,
    body: int,
    loan: bool,
    by_body: float,
    by_loan: float,
    award: float,
) -> None:
    arguments = (float(body), loan, by_body, by_loan, award)
    assert rises(lambda x: real_rd(revenue, x, True, *arguments), intensity, more)
    assert real_rd(revenue, intensity, True, *arguments) >= 0.0
    assert real_rd(revenue, intensity, False, *arguments) == 0.0


@quick
@given(inside, inside, money, money, share, share)
def test_pieces_of_ip_rise_with_luck_and_rd(
    u: float, v: float, rd: float, more: float, rate: float, part: float
) -> None:
    assert new_ip(u, rd, rate, part) in (0.0, 1.0, 2.0, 3.0, 4.0)
    assert rises(lambda x: new_ip(x, rd, rate, part), u, v)
    assert rises(lambda x: new_ip(u, x, rate, part), rd, more)


@quick
@given(share, share, share, share, share)
def test_support_never_slows_an_advance(
    rate: float, support: float, strength: float, more: float, part: float
) -> None:
    assert 0.0 <= chance_of_advance(rate, support, strength, part) <= 1.0
    assert rises(lambda x: chance_of_advance(rate, support, x, part), strength, more)
    assert chance_of_advance(rate, support, 0.0, part) == pytest.approx(rate * part)


@quick
@given(inside, inside, inside, share, st.floats(0, 10))
def test_a_panel_draw_rises_with_both_its_draws(
    a: float, b: float, other: float, persistence: float, sd: float
) -> None:
    assert rises(lambda x: panel_draw(x, b, persistence, sd), a, other)
    assert rises(lambda x: panel_draw(a, x, persistence, sd), b, other)


@quick
@given(small, small, small, st.floats(0.1, 10), small)
def test_merit_rises_with_points(
    points: float, more: float, panel: float, sd: float, s: float
) -> None:
    assert rises(lambda x: merit(x, panel, sd, s), points, more)
    assert math.isfinite(merit(points, panel, 0.0, s))


@quick
@given(inside, flag, share, share)
def test_a_higher_renewal_rate_keeps_every_title(
    u: float, meets: bool, rate: float, other: float
) -> None:
    assert rises(lambda x: float(is_renewed(u, meets, x)), rate, other)
    assert not is_renewed(u, False, 1.0)
    assert is_renewed(u, True, 1.0)


@quick
@given(st.floats(0, 3), st.floats(-1, 1), st.floats(-1, 1), share, share)
def test_effort_stays_in_bounds_and_rises_with_the_shortfall(
    effort: float, shortfall: float, other: float, response: float, weight: float
) -> None:
    assert 0.0 <= effort_after_appraisal(effort, shortfall, response, weight) <= 3.0
    assert rises(lambda x: effort_after_appraisal(effort, x, response, weight), shortfall, other)
    assert effort_after_appraisal(effort, shortfall, response, 0.0) == effort


@quick
@given(share, share, flag, share, share)
def test_a_chance_of_coming_is_a_chance_and_none_while_the_clause_is_off(
    rate: float, strength: float, strong: bool, pull: float, more: float
) -> None:
    assert 0.0 <= chance_of_coming(rate, strength, strong, pull) <= 1.0
    assert chance_of_coming(rate, 0.0, strong, pull) == 0.0
    assert rises(lambda x: chance_of_coming(rate, x, strong, pull), strength, more)
    assert rises(lambda x: chance_of_coming(rate, strength, strong, x), pull, more)
    assert chance_of_coming(rate, strength, True, 0.0) == chance_of_coming(
        rate, strength, False, pull
    )


@quick
@given(share, small, flag, st.floats(1.0, 5.0), st.floats(1.0, 5.0))
def test_a_priority_of_one_favours_nobody(
    lot: float, growth: float, favoured: bool, weight: float, more: float
) -> None:
    assert worth_a_stake(growth, True, 1.0, lot) == worth_a_stake(growth, False, weight, lot)
    assert rises(lambda x: worth_a_stake(growth, favoured, x, lot), weight, more)
    assert standing(300.0, True, 1.0, lot) == standing(300.0, False, weight, lot)
    assert rises(lambda x: standing(300.0, favoured, x, lot), weight, more)


@quick
@given(money, st.floats(0.0, 10.0), st.floats(0.0, 10.0), share)
def test_a_late_award_is_worth_no_more_than_one_in_time(
    award: float, years: float, more: float, discount: float
) -> None:
    worth = worth_of_late_award(award, years, discount)
    assert 0.0 <= worth <= award
    assert worth_of_late_award(award, years, 0.0) == worth_of_late_award(award, 0.0, discount)
    assert rises(lambda x: -worth_of_late_award(award, x, discount), years, more)


@quick
@given(st.floats(0.0, 3.0), st.floats(0.0, 3.0), st.floats(0.0, 5.0))
def test_who_is_sent_rises_with_effort_and_is_nobody_without_number_chasing(
    effort: float, more: float, chasing: float
) -> None:
    assert 0.0 <= chance_of_being_sent(effort, chasing) <= 1.0
    assert chance_of_being_sent(effort, 0.0) == chance_of_being_sent(1.0, chasing) == 0.0
    assert rises(lambda x: chance_of_being_sent(x, chasing), effort, more)


def test_kinds_of_standards_come_in_their_shares() -> None:
    u = (np.arange(1000) + 0.5) / 1000
    assert np.bincount(kind_of_standard(u, 0.05, 0.45)).tolist() == [50, 500, 450]
    assert np.bincount(kind_of_standard(u, 0.0, 0.0)).tolist() == [0, 1000]
