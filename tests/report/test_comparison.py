import json
import re
from dataclasses import replace

import numpy as np
import pytest

from planted import entry, per_replication, runs, scenario
from srdi_sim.analysis.comparison import compare, comparison_json
from srdi_sim.analysis.paired import Difference, Ratio
from srdi_sim.engine.tally import CITY_WIDE, COUNTS, MEASURES
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import STOCK_CODES, TIERS, Tier
from srdi_sim.report import figures, wording
from srdi_sim.report.columns import display_width
from srdi_sim.report.comparison import comparison_text
from srdi_sim.report.pages import write_comparison
from srdi_sim.words import LANGS, say

WAN = 1_000_000
N = 30


def planted(extra, name="鄂尔多斯 / a test", **more):
    """Runs of regional and innovative firms, `extra` of them more, each of which costs 30 万."""
    luck = np.arange(N) % 7
    here = scenario(name=name, **more)
    measures = {
        ("at_least_valid", Tier.INNOVATIVE): per_replication(299 + luck + 3 * extra),
        ("at_least_valid", Tier.REGIONAL): per_replication(45 + luck + extra * (luck > 2)),
    }
    ledger = []
    for n in range(N):
        for tier in TIERS:
            fen = (20 + extra + n) * WAN
            ledger.append(entry(n, fen, tier=int(tier), firm_id=n))
        ledger.append(entry(n, extra * WAN, payer="banner", tier=int(Tier.REGIONAL), firm_id=99))
        ledger.append(entry(n, 5 * WAN, payer="region", kind="memo"))
        ledger.append(entry(n, extra * WAN, payer="guarantee_fund", kind="contingent"))
        ledger.append(entry(n, 2 * WAN, kind="asset"))
    made = runs(here, N, measures, ledger)
    made.measures[:, -1, MEASURES.index(("loans", ""))] = 400 - extra
    return made


@pytest.fixture(scope="module")
def compared():
    base = planted(0)
    return compare(base, planted(4, "奖励加倍 / doubled"), base)


@pytest.mark.parametrize("lang", LANGS)
def test_the_text_says_firms_chances_money_price_and_deadweight(compared, lang):
    text = comparison_text(compared, lang)
    to = {"en": " to ", "zh": " 至 "}[lang]
    firms = compared.others[0].differences["firms:regional:2025"]
    assert f"+{firms.mean:.2f}" in text
    assert f"+{firms.low95:.2f}{to}+{firms.high95:.2f}" in text
    chance = compared.others[0].differences["chance:regional:2025"]
    assert f"{100 * chance.base:.1f}% → {100 * chance.other:.1f}%" in text
    assert "+24.00" in text  # of the total: 4 万 for each of five tiers, and for the banner
    for word in {
        "en": ("no measurable effect", "Deadweight", "firms with a new loan", "the same luck"),
        "zh": ("无可测效果", "无谓支出", "获新增贷款的企业", "随机性相同"),
    }[lang]:
        assert word in text
    assert "奖励加倍 / doubled" in text


@pytest.mark.parametrize("lang", LANGS)
def test_banners_that_differ_measurably_have_a_row_and_a_dash_where_they_do_not(lang):
    def placed(extra):
        made = planted(0)
        at = COUNTS.index("holders")
        made.counts[:, -1, STOCK_CODES.index("regional"), 1, 0, at] = 20 + extra
        made.counts[:, -1, STOCK_CODES.index("champion"), 0, 0, at] = np.arange(N) % 3 * extra
        made.counts[:, -1, STOCK_CODES.index("champion"), 0, 0, at] -= extra
        return made

    text = comparison_text(compare(placed(0), placed(4)), lang)
    rows = [re.split(r" {2,}", line) for line in text.split("\n") if line.startswith("banner ")]
    gained = {"en": "+4.00 (+4.00 to +4.00)", "zh": "+4.00（+4.00 至 +4.00）"}[lang]
    assert rows == [["banner 1", "–", "–", gained, "–", "–"]]
    none = say("report.compare.no_banner_moves", lang, year=2025)
    assert none not in text
    assert none in comparison_text(compare(placed(0), placed(0)), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_what_does_not_change_is_shown_as_nothing(compared, lang):
    same = comparison_text(compared, lang).split("鄂尔多斯 / a test")[-1]
    nothing = {"en": "0 (0 to 0)", "zh": "0（0 至 0）"}[lang]
    assert (
        same.count(nothing) == 5 + 6 + 7 + 3
    )  # firms, chances with that of all, money, crowded out
    assert {"en": "no measure differs measurably", "zh": "均无可测差别"}[lang] in same
    assert {"en": "the awards do not differ", "zh": "奖励没有差别"}[lang] in same
    assert "100.0%" not in same
    assert same.count({"en": "no measurable effect", "zh": "无可测效果"}[lang]) == 5


def measured(**city_wide):
    """Runs with these measures of the city in the last year, one number a replication."""
    made = planted(0)
    for name, values in city_wide.items():
        made.measures[:, -1, MEASURES.index((name, ""))] = values
    return made


@pytest.mark.parametrize("lang", LANGS)
def test_crowding_out_has_a_block_of_its_own_whether_or_not_it_is_measurable(lang):
    luck = np.arange(N) % 2
    before = measured(loans_untitled=80.0, stakes_untitled=5.0, factor_met_untitled=0.5)
    after = measured(loans_untitled=77.0, stakes_untitled=4.5 + luck, factor_met_untitled=0.475)
    lines = comparison_text(compare(before, after), lang).split("\n")
    at = lines.index(
        next(line for line in lines if {"en": "Crowding-out", "zh": "挤出"}[lang] in line)
    )
    loans, stakes, factors = (re.split(r" {2,}", line)[1:] for line in lines[at + 1 : at + 4])
    to, points = {"en": (" (-3.00 to ", "points"), "zh": ("（-3.00 至 ", "个百分点")}[lang]
    assert loans[:2] == ["80.0", "77.0"]
    assert loans[2].startswith(f"-3.00{to}")
    assert stakes[:2] == ["5.00", "5.00"]
    assert factors[:2] == ["50.0%", "47.5%"]
    assert factors[2].startswith("-2.50")
    assert factors[2].endswith(points)
    assert lines[at + 4] == ""


@pytest.mark.parametrize("lang", LANGS)
def test_elsewhere_only_what_differs_measurably_is_told(lang):
    luck = np.arange(N) % 2
    before = measured(visited=100.0, effort=1.0, trained=50.0)
    after = measured(visited=99.5 + luck, effort=1.2, trained=40.0 + luck)
    text = comparison_text(compare(before, after), lang)
    told = [
        line for line in text.split("\n") if line.startswith(say("report.measure.trained", lang))
    ]
    assert len(told) == 1
    assert say("report.measure.visited", lang) not in text
    assert {"en": "effort of banners (1 is neutral)", "zh": "旗区力度（1 为中性）"}[lang] in text


def test_labels_of_measures_begin_with_a_small_letter():
    labels = {name: say(f"report.measure.{name}", "en") for name in CITY_WIDE}
    acronyms = ("smes", "rd", "rd_staff_share")
    assert [n for n, label in labels.items() if label[0].isupper() and n not in acronyms] == []


@pytest.mark.parametrize("lang", LANGS)
def test_lines_are_whole_and_columns_line_up(compared, lang):
    lines = comparison_text(compared, lang).split("\n")
    assert all(line == line.rstrip() and line.isprintable() for line in lines)
    firms = {"en": "Difference (95%)", "zh": "差值（95%）"}[lang]
    head = next(n for n, line in enumerate(lines) if firms in line)
    place = display_width(lines[head].split(firms)[0])
    for line in lines[head + 1 : head + 6]:
        at, told = 0, ""
        while at < place:
            at, told = at + display_width(line[len(told)]), told + line[len(told)]
        assert line[len(told)] in "+-0"


@pytest.mark.parametrize("lang", LANGS)
def test_sentences_are_wrapped(compared, lang):
    lines = comparison_text(compared, lang).split("\n")
    assert max(map(display_width, lines)) <= 160


def test_numbers_are_identical_in_both_languages(compared):
    english, chinese = (
        sorted(re.findall(r"[+-]\d[\d,.]*", comparison_text(compared, lang))) for lang in LANGS
    )
    assert english == chinese
    assert len(english) > 30


def test_a_tier_that_cannot_be_told_is_said_to_be_so():
    twin = runs(scenario(awards=()), N)
    text = comparison_text(compare(planted(4), twin), "en")
    assert "cannot be told for Innovative, Municipal SRDI" in text
    assert "0.0%" not in text.split("Deadweight")[1]
    none = runs(scenario(), N)
    assert "no award is paid" in comparison_text(compare(none, none), "en")


def test_another_reading_failures_and_changes_are_told():
    base = planted(0)
    other = planted(1, reading={"exceed": "at_least"})
    other = replace(other, scenario=replace(other.scenario, edits=("award x",)))
    text = comparison_text(replace(compare(base, other), failed=3), "en")
    told = "Its reading differs: R1 the number of a target: no, strictly more → yes, the number is"
    assert told in text
    assert "Changed: award x" in text
    assert "3 replications failed" in text


@pytest.mark.parametrize("lang", LANGS)
def test_readings_whose_short_form_is_the_same_are_told_apart_by_their_questions(lang):
    base = planted(0)
    other = planted(0, reading={"later_documents": "in_force", "municipal_rung_until": 2023})
    text = " ".join(comparison_text(compare(base, other), lang).split())
    later, until = (
        f"{number} {say(f'report.topic.{name}', lang)}{say('report.colon', lang)}"
        for number, name in (("R18", "later_documents"), ("R8", "municipal_rung_until"))
    )
    before, after = (
        say(f"report.answer.later_documents.{answer}", lang) for answer in ("ignored", "in_force")
    )
    assert f"{later}{before} → {after}" in text
    assert f"{until}9999 → 2023" in text
    assert say("report.compare.its_reading", lang).strip() in text
    assert "→ 2023" not in comparison_text(compare(base, base), lang)


def test_assets_and_purses_of_others_stand_apart(compared):
    text = comparison_text(compared, "en")
    for line in ("Apart, memo: Region", "Apart, contingent: Guarantee fund", "Apart, assets: City"):
        assert line in text


def test_two_digits_of_the_uncertainty_are_shown():
    def told(mean, half):
        found = Difference(0.0, mean, mean, mean - half, mean + half, half, half)
        return wording.firms_told(found, "en")

    assert told(1234.5, 678.0) == "+1,234 (+556 to +1,912)"
    assert told(7.06, 0.897) == "+7.06 (+6.16 to +7.96)"
    assert told(0.02, 0.024) == "+0.020 (-0.004 to +0.044)"
    assert told(2.0, 0.0) == "+2.00 (+2.00 to +2.00)"


def test_a_price_is_in_wan_and_one_of_fewer_firms_is_a_saving():
    more = Difference(1.0, 3.0, 2.0, 1.0, 3.0, 1.0, 1.0)
    fewer = Difference(3.0, 1.0, -2.0, -3.0, -1.0, 1.0, 1.0)
    price = Ratio(1383.44 * WAN, 1231.6 * WAN, 1576.1 * WAN)
    assert wording.price_told(price, more, "en") == "1,383 (1,232 to 1,576)"
    assert wording.price_told(price, fewer, "zh") == "每少一家节省：1,383（1,232 至 1,576）"
    assert wording.price_told(None, more, "zh") == "无可测效果"


@pytest.mark.parametrize("lang", LANGS)
def test_every_refusal_has_a_sentence_that_names_what_differs(lang):
    base = planted(0, name="this")
    others = {
        "8": replace(base, seed=8, scenario=replace(base.scenario, name="that")),
        "29": replace(base, replications=base.replications[:-1]),
        "2026": replace(base, scenario=replace(base.scenario, until=2026)),
    }
    for named, other in others.items():
        with pytest.raises(SrdiError) as refused:
            compare(base, other)
        told = say(f"error.{refused.value.key}", lang, **refused.value.values)
        assert named in told
        assert "this" in told
    for alone in ((base,), (runs(scenario(), 1), runs(scenario(), 1))):
        with pytest.raises(SrdiError) as refused:
            compare(*alone)
        assert say(f"error.{refused.value.key}", lang, **refused.value.values)


def test_a_comparison_is_written_with_its_picture(compared, tmp_path):
    write_comparison(tmp_path, compared, "zh")
    kept = json.loads((tmp_path / "comparison.json").read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(comparison_json(compared)))
    assert (tmp_path / "differences.png").read_bytes().startswith(b"\x89PNG")


def test_the_picture_has_a_dot_and_an_interval_for_every_target_and_scenario(compared):
    axes = figures.differences(compared, lang="en")
    dots = [
        line for line in axes.lines if line.get_marker() == "o" and line.get_xdata()[0] != 0.008
    ]
    spans = [line for line in axes.lines if line.get_marker() == "|"]
    assert len(dots) == len(spans) == 5 * 2
    for contrast, of_it in zip(compared.others, (dots[:5], dots[5:]), strict=True):
        found = [contrast.differences[f"firms:{tier.code}:2025"].mean for tier in TIERS]
        assert [dot.get_xdata()[0] for dot in of_it] == found
    text = "\n".join(each.get_text() for each in axes.texts)
    assert "奖励加倍 / doubled" in text
    assert "Regional SRDI and above, 2025" in text
    assert text.count("0 (0 to 0)") == 5 + 3
    low, high = axes.get_xlim()
    assert low <= -1.0 < 1.0 <= high


def test_a_name_with_signs_that_no_font_has_is_drawn_with_question_marks(tmp_path):
    base = planted(0, name="龘龘 / rare")
    axes = figures.differences(compare(base, base), lang="zh")
    axes.figure.savefig(
        tmp_path / "picture.png"
    )  # a missing glyph would be a warning, an error here
    assert "基准：?? / rare" in [each.get_text() for each in axes.texts]
