import re
from dataclasses import replace

import numpy as np
import pytest

from planted import runs, scenario
from srdi_sim.analysis.forecast import forecast
from srdi_sim.policy.rulesets import VARIABLES, AllOf, AnyOf, Condition
from srdi_sim.policy.tiers import TIERS, Tier
from srdi_sim.report import binding
from srdi_sim.report.text import forecast_text
from srdi_sim.scenario.scenario import Target
from srdi_sim.words import LANGS, words
from worlds import Step, ordos, some_firms, world

REGIONAL = Tier.REGIONAL
FIFTY = Target(REGIONAL, 2025, 50, "一(二)")
ASKED = (
    Condition("rd", 100.0),
    Condition("debt", 0.7, below=True),
    Condition("niche_share", 0.1),
)


def missed(step=None, **measures):
    """An outlook that misses fifty titles by four, with these flows a year."""
    of = replace(world(some_firms(1), step or Step(REGIONAL, ASKED)), targets=(FIFTY,))
    flows = {(name.replace("__", ":"), REGIONAL): value for name, value in measures.items()}
    return forecast(runs(of, 4, {("at_least_valid", REGIONAL): 47, **flows}))


def sentence(outlook, lang="en"):
    (line,) = binding.lines(outlook, lang)
    return line.partition("; ")[2] if lang == "en" else line.partition("；")[2]


ALL = {"eligible": 1060, "applied": 1060, "passed": 1060, "recognised": 1060}
TOLD = {
    "of 1,060 eligible firms a year 10 do not apply": {
        **ALL,
        **{"applied": 1050, "passed": 1050, "recognised": 1050},
    },
    "of 1,060 eligible firms a year 10 would apply if awards were paid in time": {
        **ALL,
        **{"applied": 1050, "passed": 1050, "recognised": 1050, "deterred": 10},
    },
    "of 1,070 firms a year that meet every condition 10 lack the points": {**ALL, "below_mark": 10},
    "of 1,060 applicants a year the panel turns 10 away": {
        **ALL,
        **{"passed": 1050, "recognised": 1050},
    },
    "of 1,060 firms a year that pass the panel 10 find no place": {**ALL, "recognised": 1050},
    "of 20 titles reviewed up to 2025 8 are not renewed": {**ALL, "lapsed": 2, "renewed": 3},
    "8 titles up to 2025 end with their firm or rung, or are revoked": {**ALL, "left": 2},
    "there are too few firms in all": {},
}


@pytest.mark.parametrize("told", TOLD)
def test_a_line_says_in_plain_words_what_the_step_takes_that_binds(told):
    outlook = missed(**TOLD[told])
    assert sentence(outlook) == told
    assert binding.lines(outlook, "en")[0].startswith(
        "Regional SRDI and above, 2025: short by 4 in the median; "
    )
    assert set(re.findall(r"[\d,]+", sentence(outlook, "zh"))) == set(re.findall(r"[\d,]*\d", told))


def test_a_condition_that_binds_is_told_with_its_number_and_with_those_that_take_most():
    outlook = missed(
        eligible=2, lacks__rd=900, lacks__debt=3, lacks__niche_share=40, lacks__is_sme=0
    )
    assert sentence(outlook) == (
        "a year 40 of the 42 firms that come so far fall at “niche market share ≥ 10%”; "
        "also 900 of 945 at “R&D ≥ 100万元”, 3 of 45 at “debt in assets < 70%”"
    )
    assert sentence(outlook, "zh") == (
        "每年走到这一步的 42 家中，40 家止步于“细分市场占有率 ≥ 10%”；"
        "另有“研发费用 ≥ 100万元”（945 家中 900 家）、“资产负债率 < 70%”（45 家中 3 家）"
    )
    alone = missed(lacks__niche_share=40)
    assert sentence(alone).endswith("fall at “niche market share ≥ 10%”")


def test_where_places_are_shared_with_rivals_what_binds_is_marked_as_driven_by_priors():
    step = Step(REGIONAL, ASKED, places=True, rivals=True)
    flows = {**ALL, "recognised": 1050}
    assert sentence(missed(step, **flows)).endswith("find no place (driven by priors, not data)")
    assert sentence(missed(step, **flows), "zh").endswith("（由先验决定，非数据所得）")
    assert "priors" not in sentence(missed(**flows))


def test_targets_that_are_met_in_over_half_have_no_line_and_no_table():
    outlook = forecast(
        runs(replace(scenario(), targets=(FIFTY,)), 2, {("at_least_valid", REGIONAL): 60})
    )
    assert binding.lines(outlook, "en") == []
    assert binding.losses(outlook, "en") == []


def test_a_table_goes_from_the_first_condition_to_the_last_loss_and_leaves_out_what_is_empty():
    batches = np.tile([0.0, 40.0, 60.0, 1000.0], (4, 1))
    outlook = missed(
        **{"eligible": batches, "lacks__niche_share": batches / 2, "lacks__rd": batches * 3},
        **{
            "below_mark": batches / 4,
            "applied": batches - 30 * (batches > 0),
            "passed": 10 * (batches > 0),
        },
        **{"recognised": 10 * (batches > 0), "lapsed": 1, "renewed": 1},
    )
    (table,) = binding.losses(outlook, "en")
    assert table.told == binding.lines(outlook, "en")[0]
    assert table.years == ("2022", "2023", "2024", "2025")
    assert [name for name, _, _ in table.rows] == [
        "R&D ≥ 100万元",
        "niche market share ≥ 10%",
        "conditions met, points lacking by their own count",
        "eligible, do not apply",
        "turned away by the panel",
        "titles not renewed at review",
    ]
    cells = {name: cells for name, _, cells in table.rows}
    assert cells["niche market share ≥ 10%"] == (
        *("–", "20 (20–20) / 70", "30 (30–30) / 105", "500 (500–500) / 1,750"),
    )
    assert cells["titles not renewed at review"] == ("1 (1–1)",) * 4
    assert [name for name, binds, _ in table.rows if binds] == ["titles not renewed at review"]


def test_the_text_of_the_terminal_has_the_lines_and_the_tables_have_the_numbers(result):
    for lang in LANGS:
        lines = binding.lines(result.outlook, lang)
        text = forecast_text(result.outlook, result.bill, lang).split("\n")
        assert len(lines) == len(binding.losses(result.outlook, lang)) >= 3
        assert [line for line in text if line in lines] == lines


@pytest.mark.parametrize("lang", LANGS)
def test_every_line_of_an_application_form_and_every_condition_has_words(lang):
    for variable in VARIABLES:
        assert f"report.variable.{variable}" in words(lang)
    for rules in ordos().ladder.rule_sets:
        for term in rules.conditions.terms:
            told = binding.condition_told(term, lang)
            assert told.isprintable()
            assert not re.search(r"[{}]|_", told)
    assert {rules.tier for rules in ordos().ladder.rule_sets} == set(TIERS)


@pytest.mark.parametrize(
    ("condition", "english", "chinese"),
    [
        (Condition("is_sme", 1.0), "small or medium firm", "中小企业"),
        (Condition("is_sme", 1.0, below=True), "small or medium firm < 1", "中小企业 < 1"),
        (Condition("rd_ratio", 0.035), "R&D in revenue ≥ 3.5%", "研发费用占营业收入 ≥ 3.5%"),
        (Condition("revenue", 10000.0), "revenue ≥ 10,000万元", "营业收入 ≥ 10,000万元"),
        (
            AnyOf((Condition("revenue", 1000.0), Condition("equity", 2000.0))),
            "revenue ≥ 1,000万元 or new equity ≥ 2,000万元",
            "营业收入 ≥ 1,000万元或新增股权融资 ≥ 2,000万元",
        ),
        (
            AllOf((Condition("growth", 0.0), Condition("debt", 0.55, below=True))),
            "growth of main revenue ≥ 0% and debt in assets < 55%",
            "主营业务收入增长率 ≥ 0%且资产负债率 < 55%",
        ),
        (
            AnyOf((AllOf((Condition("rd", 1.0), Condition("body", 1.0))), Condition("rd", 9.0))),
            "one of 2 ways, by R&D, level of the R&D body",
            "2 种途径之一，按研发费用、研发机构级别",
        ),
    ],
)
def test_a_condition_is_told_in_words(condition, english, chinese):
    assert binding.condition_told(condition, "en") == english
    assert binding.condition_told(condition, "zh") == chinese
