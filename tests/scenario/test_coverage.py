import json
import re
from dataclasses import replace

import pytest

import worlds
from srdi_sim.ensemble.manifest import scenario_sha256
from srdi_sim.errors import ScenarioError
from srdi_sim.policy.text import WHY_NO_LEVER, WHY_NO_LINE, WHY_NOT_HERE, text_sha256
from srdi_sim.policy.ways import LEVERS
from srdi_sim.scenario.coverage import coverage_of, state_of, strength_of
from srdi_sim.scenario.loading import check, library, load_scenario
from srdi_sim.scenario.writing import as_yaml
from srdi_sim.words import LANGS, describe, words

# Of the document's text from its first sentence to its last, without white space.
DOCUMENT = "9ffeab0dd0a6facd33cea0f791f50ab6b4cfad9e3e85d2b850e56bd70cabf366"
FILE = "policy/ordos-2022-07-12.yaml"
NUMERALS = [*"一二三四五六七八九十", "十一", "十二", "十三", "十四"]
PUBLICITY = "levers: [publicity]"


@pytest.fixture(scope="module")
def ordos():
    return load_scenario("ordos-2022")


@pytest.fixture(scope="module")
def covered(ordos):
    return coverage_of(ordos)


class Desk:
    """A project folder with a scenario of its own and its own copy of the policy's text."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "srdi.toml").touch()
        (folder / "policy").mkdir()
        self.text = folder / FILE
        self.text.write_bytes((library() / FILE).read_bytes())
        self.write("text: ordos-2022-07-12\n")

    def write(self, text):
        self.path = self.folder / "a.yaml"
        self.path.write_text(f"extends: ordos-2022.yaml\n{text}", encoding="utf-8")
        return self.path

    def change(self, old, new):
        """Change the text and return the line of the change."""
        text = self.text.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        self.text.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def told(self, lang="en"):
        return [describe(fault, lang) for fault in check([self.path])]

    def seal(self):
        """Write the hash that the message names: the document is what is written now."""
        (fault,) = check([self.path])
        self.change(f"sha256: {fault.values['given']}", f"sha256: {fault.values['digest']}")

    def gaps(self, lang="en"):
        return [describe(gap, lang) for gap in coverage_of(load_scenario(self.path)).gaps]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def sentences(scenario):
    return [each for clause in scenario.text.clauses for each in clause.sentences]


# The text


def test_the_clauses_put_together_are_the_document(ordos):
    whole = "".join(clause.whole for clause in ordos.text.clauses)
    assert text_sha256(whole) == DOCUMENT
    assert whole.startswith("为深入贯彻")
    assert whole.endswith("成功经验。")


def test_the_clauses_stand_in_order_and_none_is_missing(ordos):
    wanted = ["序"]
    for chapter, most in (("一", 2), ("二", 14), ("三", 3)):
        wanted += [f"{chapter}({numeral})" for numeral in NUMERALS[:most]]
    assert [clause.clause for clause in ordos.text.clauses] == wanted
    for clause in ordos.text.clauses[1:]:
        numeral = clause.clause[2:-1]
        assert clause.heading.startswith(f"（{numeral}）")


def test_a_sentence_ends_at_a_full_stop_or_a_semicolon_and_nowhere_else(ordos):
    for sentence in sentences(ordos):
        assert re.fullmatch("[^。；;]+[。；;]", sentence.text), sentence.text


def test_the_fourteen_numbers_stand_in_sentences_that_levers_hold(ordos):
    held = [each for each in sentences(ordos) if each.levers]
    found = [
        (number, lever)
        for each in held
        for lever in each.levers
        for number in re.findall(r"\d+(?=家|万元|名)", each.text)
    ]
    targets = [(number, "targets") for number in ("300", "200", "50", "15", "3")]
    awards = [(number, "awards") for number in ("200", "150", "100", "10", "20")]
    others = [("10", "parks"), ("500", "parks"), ("50", "training"), ("20", "platforms")]
    assert found == [*targets, *awards, *others]


def test_the_offices_are_those_of_the_clause_and_finance_is_named_in_eight(ordos):
    finance = {clause.clause for clause in ordos.text.clauses if "市财政局" in clause.bodies}
    numbers = ("三", "五", "六", "八", "十一", "十二", "十三", "十四")
    assert finance == {f"二({number})" for number in numbers}
    paying = {clause.clause for clause in ordos.text.clauses if "市财政局" in clause.pays}
    assert paying == finance
    assert [len(clause.bodies) for clause in ordos.text.clauses if clause.clause[0] == "二"] == [
        2, 1, 3, 5, 4, 3, 5, 5, 3, 7, 5, 4, 6, 2,
    ]  # fmt: skip


def test_a_scenario_inherits_its_text_and_may_have_none(desk, ordos):
    desk.text.unlink()
    assert load_scenario(desk.write("")).text == ordos.text
    assert load_scenario(desk.write("text: null\n")).text is None


def test_a_text_that_is_written_out_and_read_again_is_the_same(ordos, tmp_path):
    path = tmp_path / "whole.yaml"
    path.write_text(as_yaml(ordos), encoding="utf-8")
    assert load_scenario(path).text == ordos.text


def test_a_text_belongs_to_the_scenario_and_changes_no_run(desk):
    before = load_scenario(desk.path)
    desk.change("asks: study tours to advanced regions", "asks: study tours")
    after = load_scenario(desk.path)
    assert after.sha256 != before.sha256
    assert scenario_sha256(after) == scenario_sha256(before)


# What is covered


def test_every_obligation_has_a_lever_and_a_line_or_a_reason(covered):
    assert covered.gaps == ()
    for row in covered.rows:
        said = row.sentence
        if said.obligation:
            assert bool(said.levers) != bool(said.none), said.text
            assert bool(said.line) != bool(said.no_line), said.text


def test_every_lever_of_the_policy_stands_in_a_sentence_or_has_a_reason(covered):
    assert [each.lever for each in covered.levers] == list(LEVERS)
    for each in covered.levers:
        assert bool(each.sentences) != bool(each.elsewhere), each.lever
    assert {each.lever for each in covered.levers if each.elsewhere} == {
        "other_purses",
        "appropriation",
    }


def test_every_clause_with_a_task_has_a_sentence_that_a_lever_holds(covered):
    held = {row.clause.clause for row in covered.rows if row.sentence.levers}
    assert held == {row.clause.clause for row in covered.rows} - {"序", "一(一)"}


def test_a_lever_stands_under_the_clause_that_it_names(covered, ordos):
    for row in covered.rows:
        for name in row.sentence.levers:
            lever = getattr(ordos.policy, name, None)
            clauses = {getattr(lever, "clause", None) or row.clause.clause}
            if name == "pool":
                clauses.add("三(二)")  # one pool at two levels
            assert row.clause.clause in clauses


def test_every_row_of_the_ledger_has_its_sentence(covered, ordos):
    said = {
        (row.clause.clause, event, payer, row.sentence.line.priced_by)
        for row in covered.rows
        if row.sentence.line
        for event in row.sentence.line.events
        for payer in row.sentence.line.payers
    }
    booked = {
        (ordos.clauses[entry["clause"]], entry["event"], entry["payer"], entry["basis"])
        for entry in worlds.entries(worlds.whole_life(ordos).ledger)
        # What others pay is in their documents; taking back is a reading, not a sentence.
        if entry["kind"] != "memo" and entry["event"] != "clawback"
    }
    assert booked
    assert booked - said == set()


def test_the_counts_add_up(covered):
    counts = covered.counts
    assert counts.sentences == len(covered.rows) == 43
    assert counts.obligations == 40
    assert counts.held + sum(counts.not_held.values()) == counts.obligations
    assert counts.with_line + sum(counts.no_line.values()) == counts.obligations
    assert sum(counts.by_state.values()) == counts.held
    assert sum(counts.by_price.values()) == counts.with_line
    assert 0 < counts.in_part < counts.held
    assert 0 < counts.unpriced < sum(counts.no_line.values())


def test_a_coverage_is_plain_values_by_name(covered):
    told = json.loads(json.dumps(covered.as_dict(), ensure_ascii=False, allow_nan=False))
    assert set(told) == {"scenario", "text", "sentences", "levers", "counts", "gaps"}
    assert told["text"]["signed"] == "2022-07-12"
    assert told["counts"] == {**told["counts"], "sentences": 43, "obligations": 40}
    (park,) = [each for each in told["sentences"] if "parks" in each["levers"]]
    assert park["clause"] == "二(六)"
    assert park["number"] == 2
    assert park["levers"] == {"parks": "on"}
    assert park["line"] == {"events": ["park_award"], "payers": ["city"], "priced_by": "text"}
    assert park["pays"] == ["市财政局"]
    assert "".join(each["text"] for each in told["sentences"]).count("。") == 37


@pytest.mark.parametrize("lang", LANGS)
def test_every_reason_has_words(lang):
    for reason in (*WHY_NO_LEVER, *WHY_NO_LINE, *WHY_NOT_HERE):
        assert words(lang)[f"coverage.why.{reason}"]


# Levers as a scenario has them


def test_a_lever_is_on_or_off_or_without_effect(ordos):
    states = {name: state_of(ordos, name) for name in LEVERS}
    assert {name for name, state in states.items() if state == "off"} == {"appropriation"}
    assert {name for name, state in states.items() if state == "no_effect"} == {
        "markets",
        "publicity",
    }


@pytest.mark.parametrize(
    ("text", "name", "state", "strength"),
    [
        ("policy: {visits: {strength: 0}}", "visits", "off", 0.0),
        ("policy: {visits: null}", "visits", "off", 0.0),
        ("policy: {visits: {strength: 0.4}}", "visits", "on", 0.4),
        ("policy: {visits: {since: 2025-12-31, strength: 0.5}}", "visits", "on", 0.5),
        ("policy: {visits: {until: 2022-12-31}}", "visits", "on", 1.0),
        ("policy: {awards: []}", "awards", "off", 0.0),
        ("targets: []", "targets", "off", 0.0),
        (
            "uncertainties: {file: priors/ordos.yaml, set: {market_growth: {uniform: [0, 0.1]}}}",
            "markets",
            "on",
            1.0,
        ),
        (
            "uncertainties: {file: priors/ordos.yaml, set: {factor_priority: {fixed: 1}}}",
            "factors",
            "no_effect",
            1.0,
        ),
        (
            "uncertainties: {file: priors/ordos.yaml, set: {factor_priority: {fixed: 0}}}",
            "factors",
            "on",
            1.0,
        ),
        (
            "uncertainties: {file: priors/ordos.yaml, set: {visit_help: {fixed: 0}}}",
            "visits",
            "on",  # a visit also keeps firms from closing
            1.0,
        ),
    ],
)
def test_the_state_of_a_lever_is_that_of_the_scenario(desk, text, name, state, strength):
    scenario = load_scenario(desk.write(f"{text}\n"))
    assert (state_of(scenario, name), strength_of(scenario, name)) == (state, strength)
    rows = coverage_of(scenario).rows
    assert {row.state for row in rows if row.sentence.levers == (name,)} == {state}


def test_a_sentence_is_as_alive_as_the_lever_that_does_most(desk):
    desk.change(PUBLICITY, "levers: [publicity, visits]")
    row = coverage_of(load_scenario(desk.path)).rows[-1]
    assert row.state == "on"
    assert coverage_of(load_scenario(desk.write("policy: {visits: null}\n"))).rows[-1].state == (
        "no_effect"
    )


# What is planted is found


def test_a_planted_sentence_without_a_lever_is_found(desk):
    planted = "财政对“专精特新”中小企业贷款给予贴息。"
    fair = "      - text: 财政对“专精特新”中小企业参加各类专业展会给予补助。\n"
    new = f"      - text: {planted}\n        asks: pay a part of the interest\n{fair}"
    line = desk.change(fair, new)
    (told,) = desk.told()
    assert re.match(rf"{FILE}:\d+: sha256: {DOCUMENT[:59]}… is given; the text that is", told)
    desk.seal()
    here = f'{FILE}:{line}: text.clauses[14].sentences[1]: 二(十二) "{planted}": '
    assert desk.gaps() == [
        f"{here}no lever holds this sentence and no reason is given; "
        "name its levers, or say why there are none",
        f"{here}this sentence has no cost line and no reason is given; "
        "name its line, or say why there is no_line",
    ]
    assert all(planted in gap for gap in desk.gaps("zh"))


def test_a_sentence_whose_parameter_is_taken_away_is_found_and_so_is_the_lever(desk):
    line = desk.change(f"        {PUBLICITY}\n", "")
    held, lever = sorted(desk.gaps(), key=lambda gap: "publicity" in gap)
    assert held.startswith(f"{FILE}:{line - 2}: text.clauses[19].sentences[0]: 三(三) ")
    assert 'the lever "publicity" stands in no sentence' in lever


def test_a_lever_whose_sentences_are_explained_away_is_found(desk):
    desk.change(PUBLICITY, "none: aim")
    (told,) = desk.gaps()
    assert re.match(rf'{FILE}:\d+: text.clauses: the lever "publicity" stands in no sentence', told)


def test_a_lever_that_is_elsewhere_is_no_gap_and_one_that_is_not_is(desk):
    desk.change("  appropriation: budget ", "  # appropriation: budget ")
    (told,) = desk.gaps()
    assert '"appropriation"' in told


def test_a_sentence_without_obligation_is_no_gap_but_its_lever_is(desk):
    desk.change(f"        {PUBLICITY}\n        no_line: no_office\n", "        obligation: no\n")
    (told,) = desk.gaps()
    assert '"publicity" stands in no sentence' in told


def test_a_scenario_without_a_text_is_not_covered(desk):
    with pytest.raises(ScenarioError) as caught:
        coverage_of(load_scenario(desk.write("text: null\n")))
    assert [describe(fault, "en") for fault in caught.value.faults] == [
        "a.yaml:1: text: the key is missing; a file name is expected; add it"
    ]


def test_a_scenario_that_no_file_says_is_named_instead(ordos):
    text = replace(ordos.text, elsewhere=())
    (one, two) = coverage_of(replace(ordos, text=text, origins={})).gaps
    assert {one.file, two.file} == {ordos.name}


# What is refused


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        (
            PUBLICITY,
            "levers: [publicty]",
            "clauses[19].sentences[0].levers[0]",
            '"publicty" is given; allowed are: targets, awards, ',
        ),
        (PUBLICITY, "levers: []", "clauses[19].sentences[0].levers", "0 entries are given;"),
        (
            PUBLICITY,
            "levers: [publicity, publicity]",
            "clauses[19].sentences[0].levers[1]",
            '"publicity" stands more than once;',
        ),
        (
            PUBLICITY,
            "lever: [publicity]",
            "clauses[19].sentences[0].lever",
            'the key "lever" is unknown; allowed are: text, asks, obligation, levers,',
        ),
        (
            PUBLICITY,
            f"{PUBLICITY}\n        none: aim",
            "clauses[19].sentences[0].none",
            '"none" is given beside "levers"; they exclude each other',
        ),
        (
            PUBLICITY,
            "rest: aim",
            "clauses[19].sentences[0].levers",
            "the key is missing; a list is expected;",
        ),
        (
            f"{PUBLICITY}\n        no_line: no_office",
            f"obligation: no\n        {PUBLICITY}",
            "clauses[19].sentences[0].levers",
            '"levers" is given beside "obligation: no"; they exclude each other',
        ),
        (
            PUBLICITY,
            "none: laziness",
            "clauses[19].sentences[0].none",
            '"laziness" is given; allowed are: aim, definition,',
        ),
        (
            "[fair_subsidy]",
            "[fair_subsidies]",
            "clauses[14].sentences[1].line.events[0]",
            '"fair_subsidies" is given; allowed are: recognised,',
        ),
        (
            "[stipend], payers: [banner]",
            "[stipend], payers: [banners]",
            "clauses[13].sentences[1].line.payers[0]",
            '"banners" is given; allowed are: city, banner,',
        ),
        (
            "[stipend], payers: [banner], priced_by: assumption",
            "[stipend], payers: [banner]",
            "clauses[13].sentences[1].line.priced_by",
            "the key is missing;",
        ),
        (
            "[fair_subsidy], payers: [city], priced_by: assumption}",
            "[fair_subsidy], payers: [city], priced_by: assumption}\n        no_line: staff",
            "clauses[14].sentences[1].no_line",
            '"no_line" is given beside "line";',
        ),
        (
            "pays: [市转型发展投资有限责任公司]",
            "pays: [市财政局]",
            "clauses[11].pays[0]",
            '"市财政局" is given; allowed are: 市国有资产监督管理委员会,',
        ),
        (
            "    bodies: [市工业和信息化局]\n",
            "    bodies: [市工业局]\n",
            "clauses[4].bodies[0]",
            '"市工业局" does not stand in "（市工业和信息化局）";',
        ),
        (
            "clause: 三(三)",
            "clause: 三(二)",
            "clauses[19].clause",
            '"三(二)" stands more than once;',
        ),
        ("text: 财政对", "text: 财政可对", "sha256", f"{DOCUMENT[:59]}… is given; the text"),
        (
            "  appropriation: budget ",
            "  apropriation: budget ",
            "elsewhere.apropriation",
            '"apropriation" is given; allowed are: targets,',
        ),
    ],
)
def test_a_text_that_is_wrong_is_refused_with_file_line_and_key(desk, old, new, key, told):
    desk.change(old, new)
    (line,) = desk.told()
    assert re.match(rf"{FILE}:\d+: {re.escape(f'{key}: {told}')}", line), line
    assert len(desk.told("zh")) == 1


def test_a_misspelt_lever_is_met_with_the_one_that_was_meant(desk):
    desk.change(PUBLICITY, "levers: [publicty]")
    (line,) = desk.told()
    assert line.endswith('did you mean "publicity"?')
