"""A file of cases that is wrong is refused: file, line, key, what is allowed, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from srdi_sim.cli import main
from srdi_sim.engine.tally import CITY_WIDE
from srdi_sim.errors import ScenarioError
from srdi_sim.policy.habits import Habits
from srdi_sim.population.firms import column_kinds
from srdi_sim.scenario.case_schema import COLUMNS, MEASURED
from srdi_sim.scenario.case_world import NEUTRAL, PLAIN_FIRM
from srdi_sim.scenario.cases import case_files, check, load_cases
from srdi_sim.words import LANGS, describe

FILE = """\
srdi: 1
name: a file of cases
policy: {awards: as_written}
reading: {city_share: 0.8}
settled: {stock_paid: 1}
cases:
  - case: 一家企业 / one firm
    given:
      firms:
        - {firm: A, banner: 达拉特旗, titles: {regional: 2023-09}}
    year: 2023
    owed:
      - {clause: 二(三), event: recognised, firm: A, pays: {city: 80万, banner: 20万}, due: 2023-09}
    why: It is right.
"""
WRONG = {
    "an unknown key": ("year: 2023", "jahr: 2023", 11, "cases[0].jahr", '"jahr" is unknown'),
    "no year": ("    year: 2023\n", "", 7, "cases[0]", "year, years"),
    "two kinds of years": (
        "year: 2023",
        "year: 2023\n    years: {from: 2023, to: 2024}",
        7,
        "cases[0]",
        "exactly one of these",
    ),
    "years that end first": (
        "year: 2023",
        "years: {from: 2024, to: 2023}",
        11,
        "cases[0].years.to",
        "ends in 2023 but starts in 2024",
    ),
    "a year before the policy": ("year: 2023", "year: 2021", 11, "cases[0].year", "at least 2022"),
    "a first day in another year": (
        "year: 2023",
        "year: 2023\n    start: 2022-07-12",
        12,
        "cases[0].start",
        "2023-01-01 to 2023-12-31",
    ),
    "nothing that must be owed": (
        "    owed:\n      - {clause: 二(三), event: recognised, firm: A, "
        "pays: {city: 80万, banner: 20万}, due: 2023-09}\n",
        "",
        7,
        "cases[0].owed",
        "a list is expected; add it",
    ),
    "no reason": ("    why: It is right.\n", "", 7, "cases[0].why", "the key is missing"),
    "an unknown banner": (
        "banner: 达拉特旗",
        "banner: 达拉特",
        10,
        "cases[0].given.firms[0].banner",
        'did you mean "达拉特旗"',
    ),
    "a park of another banner": (
        "banner: 达拉特旗",
        "banner: 达拉特旗, park: 乌审旗/1",
        10,
        "cases[0].given.firms[0].park",
        "达拉特旗/1, 达拉特旗/2",
    ),
    "an unknown sector": (
        "banner: 达拉特旗",
        "banner: 达拉特旗, sector: coal",
        10,
        "cases[0].given.firms[0].sector",
        "coal_chain",
    ),
    "a column that every year sets anew": (
        "banner: 达拉特旗",
        "banner: 达拉特旗, loan: 100",
        10,
        "cases[0].given.firms[0].loan",
        '"loan" is unknown',
    ),
    "a trait of the wrong kind": (
        "banner: 达拉特旗",
        "banner: 达拉特旗, sme: 1",
        10,
        "cases[0].given.firms[0].sme",
        "true or false is expected",
    ),
    "too many firms": (
        "banner: 达拉特旗",
        "banner: 达拉特旗, count: 10001",
        10,
        "cases[0].given.firms[0].count",
        "at most 10000",
    ),
    "an unknown title": ("{regional: 2023-09}", "{region: 2023-09}", 10, "titles", "regional"),
    "no month": ("{regional: 2023-09}", "{regional: 2023}", 10, "titles.regional", "a month"),
    "a title that ends before it begins": (
        "{regional: 2023-09}",
        "{regional: {since: 2023-09, until: 2023-08}}",
        10,
        "titles.regional.until",
        "mend one of them",
    ),
    "a firm that is not given": ("firm: A, pays", "firm: B, pays", 13, "owed[0].firm", "A"),
    "a firm and a banner": (
        "firm: A, pays",
        "firm: A, banner: 达拉特旗, pays",
        13,
        "owed[0]",
        "firm, banner",
    ),
    "a title of several that is not named": (
        "{regional: 2023-09}",
        "{regional: 2023-09, little_giant: 2023-07}",
        13,
        "owed[0].title",
        "the key is missing",
    ),
    "an unknown event": ("event: recognised", "event: recognized", 13, "event", "recognised"),
    "an unknown payer": ("{city: 80万,", "{town: 80万,", 13, "pays.town", "city, banner, region"),
    "money without a unit": ("city: 80万", "city: 80", 13, "pays.city", "has no unit"),
    "a year of payment that is none": (
        "due: 2023-09",
        "due: 2023-09, paid: soon",
        13,
        "owed[0].paid",
        "a year is expected",
    ),
    "a measure that is none": (
        "    why",
        "    measured: {happy: 1}\n    why",
        14,
        "measured.happy",
        "trained",
    ),
    "a lever that does not exist": (
        "awards: as_written",
        "award: as_written",
        3,
        "policy.award",
        'did you mean "awards"',
    ),
    "a lever in other words": (
        "awards: as_written",
        "parks: as usual",
        3,
        "policy.parks",
        "keys with values is expected",
    ),
    "a wrong value of a lever": (
        "awards: as_written",
        "parks: {threshold: 0}",
        3,
        "policy.parks.threshold",
        "at least 1",
    ),
    "an answer that does not exist": (
        "city_share: 0.8",
        "stacking: all",
        4,
        "reading.stacking",
        "cumulative, top_up, highest_only",
    ),
    "answers that exclude each other": (
        "city_share: 0.8",
        "city_share: 0.8, award_payer: banners_outside_districts",
        4,
        "reading.award_payer",
        "R11",
    ),
    "an uncertainty that does not exist": (
        "stock_paid: 1",
        "stock_pay: 1",
        5,
        "settled.stock_pay",
        'did you mean "stock_paid"',
    ),
    "half a yes": (
        "stock_paid: 1",
        "stock_paid: 0.5",
        5,
        "settled.stock_paid",
        "only 1 (yes) and 0 (no) are allowed",
    ),
    "a chance above one": ("stock_paid: 1", "stock_paid: 2", 5, "settled.stock_paid", "at most 1"),
    "a year that is none": (
        "stock_paid: 1",
        'stock_paid: {"22": 1}',
        5,
        "settled.stock_paid.22",
        "a year",
    ),
    "no cases": (FILE[FILE.index("cases:") :], "cases: []\n", 6, "cases", "at least 1"),
    "cases that are no list": (FILE[FILE.index("cases:") :], "cases: 5\n", 6, "cases", "a list"),
    "a case that is no mapping": (FILE[FILE.index("  - case") :], "  - 5\n", 7, "cases[0]", "keys"),
    "a file without a name": ("name: a file of cases\n", "", 1, "name", "the key is missing"),
    "a policy that is none": (
        "policy: {awards: as_written}",
        "policy: all of it",
        3,
        "policy",
        "keys with values is expected",
    ),
}


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "cases.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_file_is_right_before_it_is_spoilt(written) -> None:
    (case,) = load_cases(written(FILE))
    assert case.name == "一家企业 / one firm"
    assert (case.file, case.line) == ("cases.yaml", 7)


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_case_is_refused_at_its_line(written, what: str) -> None:
    old, new, line, key, told = WRONG[what]
    assert old in FILE
    path = written(FILE.replace(old, new, 1))
    for lang in LANGS:
        (fault, *rest) = [describe(each, lang) for each in check([path])]
        assert fault.startswith(f"cases.yaml:{line}: "), fault
        assert key in fault
        assert not rest, rest
    assert told in describe(check([path])[0], "en")
    with pytest.raises(ScenarioError):
        load_cases(path)


def test_what_is_wrong_in_the_head_is_told_once_for_all_cases(written) -> None:
    case = FILE[FILE.index("  - case") :]
    text = FILE.replace("city_share: 0.8", "city_share: 8")
    path = written(text + case.replace("一家企业 / one firm", "另一家 / another"))
    (fault,) = check([path])
    assert describe(fault, "en").startswith("cases.yaml:4: reading.city_share: R11: 8 is given")


def test_two_cases_of_one_name_are_refused(written) -> None:
    (fault,) = check([written(FILE + FILE[FILE.index("  - case") :])])
    assert (fault.line, fault.code) == (15, "not_unique")


def test_a_case_may_change_what_the_head_says(written) -> None:
    text = FILE.replace(
        "    year: 2023\n",
        "    year: 2023\n    reading: {stacking: top_up}\n    settled: {stock_paid: 0}\n"
        "    policy: {awards: null, parks: {award: 300万}, training: as_written}\n",
    )
    (case,) = load_cases(written(text))
    scenario = case.scenario
    assert (scenario.reading.city_share, scenario.reading.stacking) == (0.8, "top_up")
    assert scenario.uncertainties.get("stock_paid").entry(2023).value == 0.0
    assert scenario.policy.awards == ()
    assert (scenario.policy.parks.threshold, scenario.policy.parks.award) == (10, 300_000_000)
    assert scenario.policy.training.seats == 50
    assert scenario.policy.platforms.strength == 0.0


def test_what_is_settled_from_a_year_on_is_neutral_before(written) -> None:
    text = FILE.replace("{stock_paid: 1}", '{city_share: {"2024": 0.5}, month_regional: 3}')
    (case,) = load_cases(written(text))
    share = case.scenario.uncertainties.get("city_share")
    assert [share.entry(year).value for year in (2022, 2023, 2024, 2030)] == [1.0, 1.0, 0.5, 0.5]


@pytest.mark.parametrize(
    ("year", "start"), [("2022", "2022-07-12"), ("2023", "2023-01-01"), ("2026", "2026-01-01")]
)
def test_a_life_begins_with_the_policy_or_the_year(written, year: str, start: str) -> None:
    (case,) = load_cases(written(FILE.replace("year: 2023", f"year: {year}")))
    assert case.scenario.start.isoformat() == start


def test_firms_alike_have_one_name_and_a_row_each(written) -> None:
    (case,) = load_cases(written(FILE.replace("{firm: A, ", "{firm: A, count: 3, ", 1)))
    assert case.firms == ("A", "A", "A")
    assert case.owed is not None
    assert len(case.owed) == 6  # three firms, two payers


def test_the_command_checks_cases_and_scenarios_alike(written, capsys) -> None:
    shipped = case_files()[0]
    assert main(["check", str(shipped), "no-policy", "--lang", "en"]) == 0
    assert capsys.readouterr().out == (
        f"1 scenario(s) valid\nhand cases valid: 1 files, {len(load_cases(shipped))} cases\n"
    )
    path = written(FILE.replace("due: 2023-09", "due: 2023-13"))
    assert main(["check", str(path), "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("cases.yaml:13: cases[0].owed[0].due: 2023-13 is text; a month")
    assert main(["check", str(path.parent / "none.yaml"), "--lang", "en"]) == 2


def test_a_case_settles_and_sets_only_what_there_is() -> None:
    assert set(NEUTRAL) <= set(Habits.names())
    assert set(PLAIN_FIRM) <= set(column_kinds())
    assert set(COLUMNS) < set(column_kinds())
    assert set(MEASURED) <= set(CITY_WIDE)
