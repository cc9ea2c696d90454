import re
from dataclasses import replace

import pytest

from srdi_sim.policy.text import Line
from srdi_sim.report.columns import aligned, display_width, fitted, wrapped
from srdi_sim.report.coverage import coverage_text, sentence_rows
from srdi_sim.scenario.coverage import Coverage, coverage_of
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.words import LANGS, say

WIDTHS = (60, 100, 160, 240)


@pytest.fixture(scope="module")
def ordos():
    return load_scenario("ordos-2022")


@pytest.fixture(scope="module")
def covered(ordos):
    return coverage_of(ordos)


def with_sentence(scenario, clause, number, **changes):
    """Return what is covered of a text in which one sentence says something else."""
    clauses = []
    for each in scenario.text.clauses:
        said = list(each.sentences)
        if each.clause == clause:
            said[number - 1] = replace(said[number - 1], **changes)
        clauses.append(replace(each, sentences=tuple(said)))
    return coverage_of(replace(scenario, text=replace(scenario.text, clauses=tuple(clauses))))


def told(coverage: Coverage, clause: str, number: int, lang="en"):
    """Return the two cells about a sentence."""
    (row,) = [row for row in sentence_rows(coverage, lang) if row[0] == f"{clause} {number}"]
    return row[2:]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", WIDTHS)
def test_columns_line_up_and_no_line_is_wider_than_the_terminal_if_it_can_be(covered, lang, width):
    lines = coverage_text(covered, lang, width).split("\n")
    assert all(line == line.rstrip() and line.isprintable() for line in lines)
    table = lines[2 : lines.index("", 2)]
    assert max(map(display_width, table)) <= max(width, 11 + 2 + 24 + 2 + 32 + 2 + 46)
    head = say("coverage.column.levers", lang)
    start = display_width(table[0][: table[0].index(head)])
    for line in table:
        assert display_width(at_column(line, start)) == min(start, display_width(line))
        assert at_column(line, start).endswith("  ") or display_width(line) < start


def at_column(line, columns):
    """Return the part of a line before this column of the terminal."""
    for length in range(len(line) + 1):
        if display_width(line[:length]) >= columns:
            return line[:length]
    return line


@pytest.mark.parametrize("lang", LANGS)
def test_every_sentence_every_lever_and_the_sums_are_told(covered, lang):
    text = coverage_text(covered, lang, 160)
    for row in covered.rows:
        assert re.search(rf"^{re.escape(f'{row.clause.clause} {row.number}')} ", text, re.MULTILINE)
    for each in covered.levers:
        assert re.search(rf"^{each.lever} ", text, re.MULTILINE)
    counts = covered.counts
    for number in (counts.sentences, counts.obligations, counts.held, counts.with_line):
        assert re.search(rf"\b{number}\b", text.split("\n\n")[-1])
    assert covered.text.document in text


def test_chinese_shows_the_sentence_and_english_what_it_asks(covered):
    wide = 400
    assert "对认定为制造业单项冠军企业一次性给予200万元奖励；" in coverage_text(covered, "zh", wide)
    assert "once 200 万元 to a firm recognised as single champion" in coverage_text(
        covered, "en", wide
    )


def test_the_sums_have_the_same_numbers_in_both_languages(covered):
    sums = [coverage_text(covered, lang, 160).split("\n\n")[-1] for lang in LANGS]
    one, other = (re.findall(r"\d+", text) for text in sums)
    assert one == other


@pytest.mark.parametrize(
    ("clause", "number", "levers", "line"),
    [
        ("序", 1, "no obligation: a general aim", ""),
        ("一(二)", 1, "targets on", "none: a result and no measure"),
        ("二(三)", 5, "awards on", "award for a new title · City, Banners · text"),
        ("二(六)", 2, "parks on", "award to a park · City · text"),
        (
            "二(十一)",
            2,
            "talent on (in part; work among offices)",
            "stipend of trainees · Banners · assumption",
        ),
        ("二(十三)", 3, "neither number nor known effect", "unpriced: no amount"),
    ],
)
def test_a_sentence_is_told_with_its_levers_and_its_line(covered, clause, number, levers, line):
    assert told(covered, clause, number) == (levers, line)


def test_what_is_missing_is_told_loudly(ordos):
    coverage = with_sentence(ordos, "三(三)", 1, levers=(), no_line=None)
    assert told(coverage, "三(三)", 1) == ("NOTHING, AND NO REASON", "NOTHING, AND NO REASON")
    assert told(coverage, "三(三)", 1, "zh") == ("没有，也没有说明原因",) * 2
    assert "Neither held nor explained: 3." in coverage_text(coverage, "en", 100)


def test_a_strength_between_off_and_on_is_a_percentage(ordos):
    policy = replace(ordos.policy, visits=replace(ordos.policy.visits, strength=0.4))
    coverage = coverage_of(replace(ordos, policy=policy))
    assert told(coverage, "三(二)", 2)[0] == "visits 40%"
    policy = replace(policy, visits=replace(policy.visits, strength=0.0))
    coverage = coverage_of(replace(ordos, policy=policy))
    assert told(coverage, "三(二)", 2, "zh")[0] == "visits 关"


def test_several_levers_and_events_stand_in_one_cell(ordos):
    line = Line(("fund_capital", "stipend"), ("city", "banner"), "assumption")
    coverage = with_sentence(ordos, "三(三)", 1, levers=("pool", "talent"), line=line)
    assert told(coverage, "三(三)", 1) == (
        "pool on, talent on",
        "capital of the guarantee fund, stipend of trainees · City, Banners · assumption",
    )


def test_no_sentence_can_break_a_line_or_command_the_terminal(ordos):
    coverage = with_sentence(ordos, "三(三)", 1, text="a\x1b[31m\nb\u202ec", asks="x\ny\x07")
    for lang in LANGS:
        assert all(line.isprintable() for line in coverage_text(coverage, lang, 160).split("\n"))


def test_text_is_cut_and_broken_by_its_width_on_a_terminal():
    assert fitted("小巨人企业", 10) == "小巨人企业"
    assert fitted("小巨人企业", 9) == "小巨人企…"
    assert fitted("小巨人企业", 8) == "小巨人…"
    assert wrapped("", 5) == [""]
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("one two three", 7, most=1) == ["one tw…"]
    assert wrapped("incomprehensible", 6) == ["incom…"]
    assert wrapped("由其他文件和预算决定", 9) == ["由其他文", "件和预算", "决定"]
    assert aligned([("小", "1"), ("abc", "22")], {1}) == ["小    1", "abc  22"]
