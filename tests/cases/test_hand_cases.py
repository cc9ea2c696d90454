"""Every case in scenarios/cases: what is owed in it is what comes out, to the fen."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from cases.living import differences, lines_of, live
from srdi_sim.policy.entries import BASES, EVENTS, KINDS, PAYERS
from srdi_sim.policy.policy import LEVERS_WITH_LINES
from srdi_sim.policy.reading import QUESTIONS
from srdi_sim.policy.tiers import TIERS
from srdi_sim.scenario.case_file import base
from srdi_sim.scenario.cases import Case, Line, case_files, examine_cases, load_cases
from srdi_sim.words import describe

FEWEST = 150
# What no line of the ledger says: nothing in the policy makes a firm pay.
NEVER = {"enterprise"}

ALL = [case for path in case_files() for case in examine_cases(path)[0]]


def name_of(case: Case) -> str:
    """Return the English half of a case's name, with its file."""
    return f"{Path(case.file).stem}: {case.name.split(' / ')[-1]}"


@pytest.mark.parametrize("case", ALL, ids=name_of)
def test_what_is_owed_is_what_comes_out(case: Case) -> None:
    wrong = differences(case)
    assert not wrong, "\n".join([f"{case.file}:{case.line}: {case.name}", case.why, *wrong])


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_every_file_of_cases_is_valid(path: Path) -> None:
    faults = examine_cases(path)[1]
    assert not faults, "\n".join(describe(fault, "en") for fault in faults)


def test_no_case_is_told_twice() -> None:
    assert len({case.name for case in ALL}) == len(ALL)
    assert len({name_of(case) for case in ALL}) == len(ALL)
    assert len(ALL) >= FEWEST


def test_every_case_has_its_name_in_both_languages() -> None:
    for case in ALL:
        chinese, english = case.name.split(" / ")
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese), case.name
        assert english[0].isascii(), case.name


# Every cost line and every answer is in some case: a new one without a case fails here.


def owed() -> list[Line]:
    """Return every row that some case demands."""
    return [line for case in ALL for line in case.owed or ()]


@pytest.mark.parametrize(
    ("column", "labels"),
    [
        ("event", set(EVENTS)),
        ("payer", set(PAYERS) - NEVER),
        ("kind", set(KINDS)),
        ("basis", set(BASES)),
        ("title", {tier.code for tier in TIERS} | {""}),
    ],
)
def test_every_label_of_the_ledger_is_owed_in_some_case(column: str, labels: set[str]) -> None:
    assert labels - {getattr(line, column) for line in owed()} == set()


def test_every_clause_with_a_line_is_owed_in_some_case() -> None:
    policy = base().policy
    clauses = {policy.levers[name].clause for name in LEVERS_WITH_LINES}
    clauses |= {award.clause for award in (*policy.awards, *policy.other_purses)}
    assert clauses - {line.clause for line in owed()} == set()


def test_every_event_is_owed_with_money_and_its_amount_not_given_as_nothing() -> None:
    """What the text prices has a case with an amount; what it does not, also one without."""
    with_money = {(line.event, line.basis) for line in owed() if line.fen}
    assumed = {event for event, basis in with_money if basis == "assumption"}
    assert set(EVENTS) == {event for event, _ in with_money}
    contingent = {"guarantee_claim", "guarantee_recovery"}
    not_from_a_number_of_money = {"power_discount", "platform_year"} | contingent
    nothing = {line.event for line in owed() if not line.fen and line.basis == "assumption"}
    assert assumed - not_from_a_number_of_money == nothing


# Answers that are a number, each with another.
NUMBERS = {"share": 0.37, "year": 2030}


def answers(question: str) -> tuple[str | float, ...]:
    """Return every answer to a question; a number stands for all numbers."""
    return tuple(NUMBERS.get(answer, answer) for answer in QUESTIONS[question][1])


def gives(case: Case, question: str, answer: str | float) -> bool:
    """Return whether a case is about a question and gives this answer."""
    numbers = {part.strip() for part in QUESTIONS[question][0].split(",")}
    own = getattr(case.scenario.reading, question)
    same = own == answer or (not isinstance(own, str) and not isinstance(answer, str))
    return same and not numbers.isdisjoint(_numbers(Path(case.file).stem))


def _numbers(stem: str) -> set[str]:
    """Return the questions that a file is about by its name: R5, or R1 to R4."""
    first, *last = (int(number) for number in re.findall(r"R([0-9]+)", stem) or [0])
    return {f"R{number}" for number in range(first, max(last, default=first) + 1)}


def read_otherwise(case: Case, question: str, answer: str | float) -> Case:
    """Return a case as it would be under another answer."""
    reading = replace(case.scenario.reading, **{question: answer})
    return replace(case, scenario=replace(case.scenario, reading=reading))


@pytest.mark.parametrize(
    ("question", "answer"), [(name, answer) for name in QUESTIONS for answer in answers(name)]
)
def test_every_answer_decides_some_case(question: str, answer: str | float) -> None:
    """In a file about the question a case holds under this answer and not under another."""
    others = [other for other in answers(question) if other != answer] or [NUMBERS["year"]]
    assert any(
        differences(read_otherwise(case, question, other))
        for case in ALL
        if gives(case, question, answer)
        for other in others
    )


def test_the_page_of_the_cases_names_every_file_and_its_example_holds(tmp_path: Path) -> None:
    page = (case_files()[0].parent / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in case_files() if f"`{path.name}`" not in page] == []
    example = tmp_path / "example.yaml"
    example.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    (case,) = load_cases(example)
    assert differences(case) == []


# A wrong amount fails.


CASE = """
srdi: 1
name: a planted case
policy: {awards: as_written}
cases:
  - case: 一家自治区级企业 / a regional firm
    given: {firms: [{firm: A, banner: 达拉特旗, titles: {regional: 2023-09}}]}
    year: 2023
    reading: {city_share: 0.8, payment_year: next_year}
    owed:
      - {clause: 二(三), event: recognised, firm: A, pays: {city: 80万, banner: 20万},
         due: 2023-09, paid: 2024}
    total: [{clause: 二(三), amount: 100万, rows: 2}]
    counted: {regional: 1}
    met: {regional: false}
    measured: {firms: 1}
    why: It is right as it stands.
"""
PLANTED = {
    "an amount": ("city: 80万", "city: 80.01万", "expected, not found"),
    "a fen": ("banner: 20万", "banner: 200000.01元", "expected, not found"),
    "a payer": ("banner: 20万", "region: 20万", "found, not expected"),
    "a month": ("due: 2023-09", "due: 2023-10", "due 2023-10"),
    "a year of payment": ("paid: 2024", "paid: 2025", "paid 2025"),
    "a clause": ("owed:\n      - {clause: 二(三)", "owed:\n      - {clause: 二(四)", "二(四)"),
    "an event": ("event: recognised", "event: already_recognised", "already_recognised"),
    "a basis": ("paid: 2024}", "paid: 2024, basis: assumption}", "assumption"),
    "a kind": ("paid: 2024}", "paid: 2024, kind: memo}", "memo"),
    "a row too many": ("paid: 2024}", "paid: 2024, times: 2}", "expected, not found"),
    "a row too few": ("pays: {city: 80万, banner: 20万}", "pays: {city: 80万}", "found, not"),
    "a total": ("amount: 100万", "amount: 101万", "expected 101万, found 100万"),
    "a number of rows": ("rows: 2", "rows: 3", "expected 3, found 2"),
    "a count": ("counted: {regional: 1}", "counted: {regional: 2}", "expected 2, found 1"),
    "a target": ("met: {regional: false}", "met: {regional: true}", "counted 1"),
    "a measure": ("measured: {firms: 1}", "measured: {firms: 2}", "expected 2, found 1"),
    "a reading": ("payment_year: next_year", "payment_year: same_year", "paid 2023"),
    "a lever": ("{awards: as_written}", "{awards: as_written, training: as_written}", "二(十三)"),
}


def planted(tmp_path: Path, old: str = "", new: str = "") -> list[str]:
    """Return what is wrong with the planted case after a change."""
    assert old in CASE
    path = tmp_path / "planted.yaml"
    path.write_text(CASE.replace(old, new, 1), encoding="utf-8")
    (case,) = load_cases(path)
    return differences(case)


def test_the_planted_case_is_right_before_anything_is_planted(tmp_path: Path) -> None:
    assert planted(tmp_path) == []


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_mistake_fails_and_is_told_in_words(tmp_path: Path, what: str) -> None:
    old, new, told = PLANTED[what]
    assert told in "\n".join(planted(tmp_path, old, new))


def test_a_row_outside_every_total_fails(tmp_path: Path) -> None:
    text = CASE.replace("    owed:\n", "    OWED\n").splitlines()
    kept = "\n".join(line for line in text if not re.search("OWED|recognised|paid: 2024", line))
    path = tmp_path / "planted.yaml"
    narrow = kept.replace("amount: 100万, rows: 2", "payer: city, amount: 80万")
    path.write_text(narrow, encoding="utf-8")
    (case,) = load_cases(path)
    (wrong,) = differences(case)
    assert "found, in no total" in wrong
    assert "banner 20万" in wrong


# The world of a case: nothing happens in it but what the case says.


def test_nothing_happens_to_a_firm_that_a_case_leaves_alone(tmp_path: Path) -> None:
    text = CASE.replace("year: 2023\n", "years: {from: 2023, to: 2026}\n")
    path = tmp_path / "planted.yaml"
    path.write_text(text.replace("{awards: as_written}", "as_written"), encoding="utf-8")
    (case,) = load_cases(path)
    runs = live(case)
    events = {line.event for line in lines_of(case, runs) if line.fen}
    assert events == {"recognised"}
    assert runs.failed == ()


def test_a_firm_that_applies_meets_every_condition_of_every_title(tmp_path: Path) -> None:
    rungs = ("innovative", "municipal", "regional", "champion")
    takes = ", ".join(f"take_up_{code}: 1" for code in rungs)
    text = CASE.replace("titles: {regional: 2023-09}", "drift: 0.1")
    path = tmp_path / "planted.yaml"
    changed = text.replace("year: 2023\n", f"year: 2023\n    settled: {{{takes}}}\n")
    titled = changed.replace("firm: A, pays", "firm: A, title: regional, pays")
    path.write_text(titled, encoding="utf-8")
    (case,) = load_cases(path)
    found = {line.title for line in lines_of(case, live(case)) if line.fen}
    assert found == set(rungs)
