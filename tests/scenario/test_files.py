import datetime as dt
import itertools
import json
import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srdi_sim.errors import Refusal, ScenarioError
from srdi_sim.scenario.files import (
    MAX_BYTES,
    Origin,
    examine_document,
    find_file,
    find_scenario,
    read_data_file,
    read_document,
    suggest,
)
from srdi_sim.scenario.places import project_folder
from srdi_sim.scenario.strict_yaml import MAX_DEPTH, read_tree
from srdi_sim.words import LANGS, describe
from srdi_sim.words.en import faults_of_files

SCENARIO = """\
srdi: 1
name: 鄂尔多斯 2022 / Ordos 2022, as written
period: {from: 2022, to: 2025}
reading: {nesting: nested, city_share: 80%}
policy:
  awards:
    - {tier: innovative, amount: 10万, since: 2022-07-12, clause: 二(三)}
    - {tier: champion, amount: "1.5亿", since: 2023-01-01}
targets:
  - {tier: innovative, year: 2025, more_than: 300}
"""


class Desk:
    """A project folder and a library, side by side in a folder with things that are not theirs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.project = root / "project"
        self.library = root / "shipped" / "scenarios"
        for folder in (self.project, self.library, self.library / "rulesets", root / "outside"):
            folder.mkdir(parents=True)
        (self.project / "srdi.toml").touch()
        (self.library / "ordos-2022.yaml").write_text("name: shipped\nwhy: as written\n")
        (self.library / "rulesets" / "miit-2022.yaml").write_text("points: 60\n")
        (root / "outside" / "secret.yaml").write_text("name: secret\n")
        (root / "secret.yaml").write_text("name: secret\n")

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, name: str = "a.yaml"):
        return read_document(self.project / name, library=self.library)

    def data(self, content: str):
        self.write("a.yaml", content)
        return self.read().data

    def faults(self, content: str | bytes | None = None, name: str = "a.yaml", lang="en"):
        if content is not None:
            self.write(name, content)
        with pytest.raises(ScenarioError) as caught:
            self.read(name)
        return [describe(fault, lang) for fault in caught.value.faults]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


# Values


def test_scalars_mean_what_they_look_like(desk):
    assert desk.data(
        "whole: 12\nsigned: -3\nfloat: 0.5\nexponent: 1e3\nhalf: .5\nyes: true\nno: no\noff: off\n"
        "octal: 012\nhex: 0x1F\nsexagesimal: 1:30\ngrouped: 1_000\nnothing: ~\nempty:\n"
        "day: 2022-07-12\nshort_day: 2022-7-12\nmoment: 2022-07-12T10:00\nmoney: 10万\n"
        'quoted: "12"\nquoted_day: \'2022-07-12\'\nfull_width: １２\nclause: 二(三)\nnan: nan\n'
        "most: 9223372036854775807\nleast: -9223372036854775808\nzero: 0e0\nblock: |\n  a\n  b\n"
    ) == {
        "whole": 12, "signed": -3, "float": 0.5, "exponent": 1000.0, "half": 0.5, "yes": True,
        "no": "no", "off": "off", "octal": "012", "hex": "0x1F", "sexagesimal": "1:30",
        "grouped": "1_000", "nothing": None, "empty": None, "day": dt.date(2022, 7, 12),
        "short_day": "2022-7-12", "moment": "2022-07-12T10:00", "money": "10万", "quoted": "12",
        "quoted_day": "2022-07-12", "full_width": "１２", "clause": "二(三)", "nan": "nan",
        "most": 2**63 - 1, "least": -(2**63), "zero": 0.0, "block": "a\nb\n",
    }  # fmt: skip


def test_every_key_and_item_knows_its_line(desk):
    desk.write("a.yaml", "# note\na: 1\nb:\n  - x\n  - {c: 2,\n     d: 3}\n\ne:\n  >\n  text\n")
    assert desk.read().origins == {
        (): Origin("a.yaml", 2),
        ("a",): Origin("a.yaml", 2),
        ("b",): Origin("a.yaml", 3),
        ("b", 0): Origin("a.yaml", 4),
        ("b", 1): Origin("a.yaml", 5),
        ("b", 1, "c"): Origin("a.yaml", 5),
        ("b", 1, "d"): Origin("a.yaml", 6),
        ("e",): Origin("a.yaml", 8),
    }


def test_a_missing_key_has_the_origin_of_what_should_hold_it(desk):
    desk.write("a.yaml", "a: 1\nb:\n  c: 1\n")
    document = desk.read()
    assert document.origin(("b", "missing")) == Origin("a.yaml", 2)
    assert document.origin(("missing", 3, "x")) == Origin("a.yaml", 1)


def test_line_ends_of_every_system_and_a_byte_order_mark_are_read(desk):
    for content in (
        b"a: 1\nb: 2\n",
        b"a: 1\r\nb: 2\r\n",
        b"a: 1\rb: 2\r",
        b"\xef\xbb\xbfa: 1\nb: 2",
    ):
        desk.write("a.yaml", content)
        document = desk.read()
        assert document.data == {"a": 1, "b": 2}
        assert document.origins["b",] == Origin("a.yaml", 2)


# Refused files: each fault with its line, its key and its sentence

HINT = "; check the indentation, the space after each colon, and the quotes"
TABLES = "keep tables in a data file (CSV, Excel or Parquet)"
BAD_TEXT = "text has only printable characters; remove it"

REFUSED = {
    "duplicate key": (
        "name: a\npolicy:\n  pool: 1\n  pool: 2\n",
        '4: policy.pool: the key "pool" is given again; each key stands once, first on line 3; '
        "remove one",
    ),
    "NaN": ("a: .nan", "1: a: .nan is given; only finite numbers are allowed; write a number"),
    "infinity": (
        "a: -.inf",
        "1: a: -.inf is given; only finite numbers are allowed; write a number",
    ),
    "1e400": (
        "a: 1e400",
        "1: a: 1e400 is given; a computer number lies between 1e-308 and 1e308; write another",
    ),
    "1e-400": (
        "a: 1e-400",
        "1: a: 1e-400 is given; a computer number lies between 1e-308 and 1e308; write another",
    ),
    "10^30 firms": (
        f"firms: 1{'0' * 30}",
        f"1: firms: 1{'0' * 30} is given; at most 64 bits are allowed; check the digits",
    ),
    "2^63": (
        f"firms: {2**63}",
        f"1: firms: {2**63} is given; at most 64 bits are allowed; check the digits",
    ),
    "31 February": (
        "since:\n  2022-02-31",
        "2: since: 2022-02-31 is given; the calendar has no such day; check it",
    ),
    "empty file": (
        "",
        "1: the file has no content; a scenario has keys; write at least its name",
    ),
    "only comments": (
        "# a\n",
        "2: the file has no content; a scenario has keys; write at least its name",
    ),
    "only a document mark": (
        "---\n",
        "1: the file has no content; a scenario has keys; write at least its name",
    ),
    "a list": (
        "- a\n- b\n",
        "1: the file holds a list; it must hold keys with values; "
        'write lines such as "name: Ordos"',
    ),
    "tab": (
        "a:\n\tb: 1\n",
        "2: a tab indents this line; only spaces are allowed; replace it with spaces",
    ),
    "NUL": ("a: b\0\n", f"1: there is a character U+0000 here; {BAD_TEXT}"),
    "NUL as an escape": ('a: "b\\0"', f"1: a: there is a character U+0000 here; {BAD_TEXT}"),
    "half a character": ('a: "\\ud800"', f"1: a: there is a character U+D800 here; {BAD_TEXT}"),
    "no such character": (
        'a: "\\U99999999"',
        '1: a: not valid YAML near "a: "\\U99999999""; '
        "check the quotes and whatever follows a backslash",
    ),
    "syntax": (
        "policy:\n  awards:\n    - {tier: x\n",
        '4: policy.awards[0]: not valid YAML near "" '
        f"(expected ',' or '}}', but got '<stream end>'){HINT}",
    ),
    "colon in a value": (
        "a: b: c",
        f'1: not valid YAML near "a: b: c" (mapping values are not allowed here){HINT}',
    ),
    "Python object": (
        "a: !!python/object:os.system x",
        '1: a: the tag "tag:yaml.org,2002:python/object:os.system" is given; tags are not allowed; '
        "remove it",
    ),
    "a tag of its own": (
        "a: !mine 1",
        '1: a: the tag "!mine" is given; tags are not allowed; remove it',
    ),
    "a harmless tag": (
        "a: !!str 1",
        '1: a: the tag "tag:yaml.org,2002:str" is given; tags are not allowed; remove it',
    ),
    "anchor": ("a: &x 1", '1: a: the anchor "&x" is given; anchors are not allowed; remove it'),
    "alias": (
        "a: *x",
        '1: a: the alias "*x" is given; aliases are not allowed; write the value out',
    ),
    "merge key": (
        "a:\n  <<: {b: 1}",
        '2: a: the merge key "<<" is given; it is not allowed; write the keys out',
    ),
    "a number as key": (
        "2023: x",
        '1: 2023: the key is 2023; keys are text; put it in quotes: "2023"',
    ),
    "truth as key": (
        "true: x",
        '1: true: the key is true; keys are text; put it in quotes: "true"',
    ),
    "a list as key": ("[a]: x", "1: the key is a list; keys are text; write one word"),
    "two documents": (
        "a: 1\n---\nb: 1",
        '2: a second document begins here; a file holds one; remove "---" or make two files',
    ),
    "YAML 1.1": (
        "%YAML 1.1\n---\na: 1",
        "2: the file asks for YAML 1.1; only 1.2 is read; remove the directive",
    ),
    "500 brackets": ("a: " + "[" * 500, "1: the nesting is deeper than 50 levels; make it flatter"),
    "too many entries": (
        "a: [" + "1," * 100_001 + "]",
        f"1: there are more than 100,000 lines or entries; {TABLES}",
    ),
    "too large": (
        "a" * (MAX_BYTES + 1),
        f"1: the file has 1,000,001 bytes; at most 1,000,000 are allowed; {TABLES}",
    ),
    "GBK": (
        "a: 1\nb: 鄂尔多斯".encode("gbk"),
        "2: the text is encoded as GBK / GB18030 / Big5; only UTF-8 is read; save it as UTF-8",
    ),
    "UTF-16": (
        "a: 鄂尔多斯".encode("utf-16"),
        "1: the text is encoded as UTF-16; only UTF-8 is read; save it as UTF-8",
    ),
    "UTF-16 unmarked": (
        "a: 鄂尔多斯".encode("utf-16-be"),
        "1: the text is encoded as UTF-16; only UTF-8 is read; save it as UTF-8",
    ),
    "UTF-32": (
        "a: 1".encode("utf-32"),
        "1: the text is encoded as UTF-32; only UTF-8 is read; save it as UTF-8",
    ),
    "Latin-1": (
        b"a: caf\xe9\n",
        "1: the text on line 1 is in no encoding we know; only UTF-8 is read; save it as UTF-8",
    ),
    "extends a number": (
        "extends: 3",
        "1: extends: a whole number is given; extends names one file; write extends: name.yaml",
    ),
    "extends itself": (
        "name: x\nextends: a.yaml",
        "2: extends: a.yaml → a.yaml: a scenario cannot extend itself; remove one extends",
    ),
    "extends nothing": (
        "extends: ''",
        "1: extends: an empty file name is given; write the name of a file",
    ),
    "extends an unknown name": (
        "extends: ordos-2002",
        '1: extends: there is no "ordos-2002" beside this file or in the library; check the name; '
        'did you mean "ordos-2022"?',
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_named_with_its_line_and_key(desk, what):
    content, message = REFUSED[what]
    assert desk.faults(content) == [f"a.yaml:{message}"]
    assert len(desk.faults(lang="zh")) == 1


def test_all_faults_are_told_in_one_pass(desk):
    (desk.project / "base.yaml").write_text("x: !t 1\nsince: 2022-02-30\n")
    assert [line.partition(";")[0] for line in desk.faults(
        "extends: base.yaml\na: .nan\n<<: {b: 1}\n1: x\na: 2\nc: *d\ne: [1, &f 2]\n"
    )] == [
        "a.yaml:2: a: .nan is given",
        'a.yaml:3: the merge key "<<" is given',
        "a.yaml:4: 1: the key is 1",
        'a.yaml:5: a: the key "a" is given again',
        'a.yaml:6: c: the alias "*d" is given',
        'a.yaml:7: e[1]: the anchor "&f" is given',
        'base.yaml:1: x: the tag "!t" is given',
        "base.yaml:2: since: 2022-02-30 is given",
    ]  # fmt: skip


def test_a_key_that_is_refused_keeps_its_value_in_the_tree(desk):
    path = desk.write("a.yaml", "&x a: 1\n*y : 2\n? {b: 1}\n: 3\n? ~\n: 4\n2022-02-31: 5\n")
    document, faults = examine_document(path, library=desk.library)
    assert [fault.code for fault in faults] == [
        "anchor", "alias", "complex_key", "key_not_text", "no_such_date",
    ]  # fmt: skip
    assert document is not None
    assert document.data == {"a": 1, "~": 4, "2022-02-31": 5}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("[a]", "a list"), ("{a: 1}", "keys with values"), ("~", "empty"), ("1.5", "a number"),
        ("true", "true or false"), ("2022-07-12", "a date (2022-07-12)"), ("1", "a whole number"),
    ],
)  # fmt: skip
def test_what_extends_names_no_file_is_named_by_its_kind(desk, value, kind):
    assert desk.faults(f"extends: {value}") == [
        f"a.yaml:1: extends: {kind} is given; extends names one file; write extends: name.yaml"
    ]


def test_entries_are_counted_whatever_their_form(desk, monkeypatch):
    monkeypatch.setattr("srdi_sim.scenario.strict_yaml.MAX_ENTRIES", 11)
    assert desk.data("a: {b, c, d, e}") == {"a": dict.fromkeys("bcde")}
    assert desk.faults("a: {b, c, d, e, f, g}") == [
        f"a.yaml:1: a: there are more than 11 lines or entries; {TABLES}"
    ]


def test_a_tab_hides_no_other_fault_and_brings_no_false_one(desk):
    assert [line.partition(";")[0] for line in desk.faults("a: .inf\nb:\n\tc: 1\n\td: 1\n")] == [
        "a.yaml:1: a: .inf is given",
        "a.yaml:3: a tab indents this line",
        "a.yaml:4: a tab indents this line",
    ]


def test_a_tab_inside_a_value_is_allowed(desk):
    assert desk.data("a: 'b\tc'\n") == {"a": "b\tc"}


def test_what_is_refused_in_a_value_leaves_the_rest_to_be_examined(desk):
    path = desk.write("a.yaml", "a: 2022-02-31\nb: 1\nc: .nan\n")
    document, faults = examine_document(path, library=desk.library)
    assert document is not None
    assert document.data == {"a": "2022-02-31", "b": 1, "c": ".nan"}
    assert [fault.key for fault in faults] == ["a", "c"]
    path.write_text("a: 2022-02-31\nb: [\n")
    assert examine_document(path, library=desk.library)[0] is None


def test_reading_stops_after_a_hundred_faults(desk):
    lines = desk.faults("".join(f"k{n}: .nan\n" for n in range(300)))
    assert len(lines) == 101
    assert lines[-1] == (
        "a.yaml:101: k100: there are more than 100 faults; the rest was not read; mend these"
    )


def test_fifty_levels_are_allowed_and_no_more(desk):
    brackets = MAX_DEPTH - 1
    assert desk.data("a: " + "[" * brackets + "]" * brackets)["a"]
    [line] = desk.faults("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert line.endswith("…: the nesting is deeper than 50 levels; make it flatter")


BOMBS = {
    "aliases": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
        for before, name in itertools.pairwise("abcdefghi")
    ),
    "brackets": "[" * 900_000,
    "braces": "a: " + "{a: " * 45_000,
    "spaced brackets": "a: " + "[ " * 400_000,
    "dashes": "- " * 400_000,
    "questions": "? " * 400_000,
    "items": "a:\n" + "- 1\n" * 200_000,
    "keys": "".join(f"k{n}: 1\n" for n in range(80_000)),
    "digits": "a: " + "9" * 200_000,
    "decimals": "a: 0." + "9" * 200_000,
    "exponent": "a: 1e" + "9" * 200_000,
    "quotes": "a: '" + "x" * 200_000,
    "line ends": "\n" * 900_000,
    "comments": "# x\n" * 50_000,
    "tabs": "\t\n" * 90_000,
    "tabbed lines": "\ta\n" * 90_000,
    "NULs": "\0" * 200_000,
}  # fmt: skip


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_is_refused_at_once(desk, what):
    path = desk.write("a.yaml", BOMBS[what])
    begin = time.process_time()
    _, faults = examine_document(path, library=desk.library)
    assert time.process_time() - begin < 2.0
    assert faults or what == "decimals"


# Files


def test_a_file_that_is_missing_or_no_file_is_named(desk):
    (desk.project / "folder.yaml").mkdir()
    os.mkfifo(desk.project / "pipe.yaml")
    assert desk.faults(name="none.yaml") == [
        'none.yaml:1: there is no file "none.yaml"; check the name and the folder'
    ]
    for name in ("folder.yaml", "pipe.yaml"):
        assert desk.faults(name=name) == [
            f'{name}:1: "{name}" is a folder or a device; name a YAML file'
        ]


def test_a_file_that_may_not_be_read_is_named(desk, monkeypatch):
    path = desk.write("a.yaml", "a: 1")

    def deny(*_args, **_keywords):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    with pytest.raises(ScenarioError) as caught:
        read_document(path, library=desk.library)
    assert describe(caught.value.faults[0], "en") == (
        'a.yaml:1: "a.yaml" cannot be opened (Permission denied); check who may read it'
    )


def test_a_file_that_tells_no_size_is_read_no_further_than_the_limit(desk, monkeypatch):
    monkeypatch.setattr("srdi_sim.scenario.files.MAX_BYTES", 10)
    path = desk.write("a.yaml", "a: 1")
    real = Path.stat

    def small(self, **keywords):
        if self != path:
            return real(self, **keywords)
        path.write_text("a: 1")
        status = real(self, **keywords)
        path.write_text("a: 12345678")
        return status

    monkeypatch.setattr(Path, "stat", small)
    assert "the file has 11 bytes" in describe(
        examine_document(path, library=desk.library)[1][0], "en"
    )


def test_the_project_is_the_nearest_folder_above_with_a_mark(desk):
    deep = desk.project / "a" / "b"
    deep.mkdir(parents=True)
    assert project_folder(deep) == desk.project
    (desk.project / "a" / ".git").mkdir()
    assert project_folder(deep) == desk.project / "a"


def test_without_a_mark_the_project_is_the_folder_of_the_file(desk):
    outside = desk.root / "outside"
    (outside / "b.yaml").write_text("extends: ../secret.yaml")
    with pytest.raises(ScenarioError, match="path_leaves_project"):
        read_document(outside / "b.yaml", library=desk.library)


def test_files_are_named_from_the_project_folder(desk, monkeypatch):
    desk.write("sub/a.yaml", "extends: ../base.yaml\na: 1")
    desk.write("base.yaml", "extends: ordos-2022\nb: 1")
    monkeypatch.chdir(desk.project / "sub")
    document = read_document("a.yaml", library=desk.library)
    assert document.origins == {
        (): Origin("sub/a.yaml", 1),
        ("a",): Origin("sub/a.yaml", 2),
        ("b",): Origin("base.yaml", 2),
        ("name",): Origin("scenarios/ordos-2022.yaml", 1),
        ("why",): Origin("scenarios/ordos-2022.yaml", 2),
    }
    assert document.files == (
        desk.project / "sub" / "a.yaml",
        desk.project / "base.yaml",
        desk.library / "ordos-2022.yaml",
    )


def test_a_library_inside_the_project_is_part_of_it(desk):
    desk.write("scenarios/ordos.yaml", "name: own\n")
    desk.write("scenarios/a.yaml", "extends: ../base.yaml\n")
    desk.write("base.yaml", "b: 1\n")
    library = desk.project / "scenarios"
    document = read_document(library / "a.yaml", library=library)
    assert document.origins["b",] == Origin("base.yaml", 1)


# Extending


def test_a_scenario_is_laid_over_the_one_it_extends(desk):
    desk.write(
        "base.yaml", "a: {x: 1, y: {p: 1, q: 2}}\nlist: [1, 2]\ngone: {k: 1}\nkept: 1\nf: 2\n"
    )
    desk.write("a.yaml", "extends: base.yaml\na:\n  y: {q: 3}\nlist: [9]\ngone:\nnew:\nf: {g: 1}\n")
    document = desk.read()
    assert document.data == {
        "a": {"x": 1, "y": {"p": 1, "q": 3}},
        "list": [9],
        "kept": 1,
        "f": {"g": 1},
        "new": None,
    }
    where = {path: (origin.file[0], origin.line) for path, origin in document.origins.items()}
    assert where == {
        (): ("a", 1), ("a",): ("a", 2), ("a", "x"): ("b", 1), ("a", "y"): ("a", 3),
        ("a", "y", "p"): ("b", 1), ("a", "y", "q"): ("a", 3), ("list",): ("a", 4),
        ("list", 0): ("a", 4), ("kept",): ("b", 4), ("f",): ("a", 7), ("f", "g"): ("a", 7),
        ("new",): ("a", 6),
    }  # fmt: skip


def test_a_key_removed_by_one_file_can_be_set_again_by_the_next(desk):
    desk.write("c.yaml", "k: {old: 1}")
    desk.write("b.yaml", "extends: c.yaml\nk: null")
    assert "k" not in desk.read("b.yaml").data
    desk.write("a.yaml", "extends: b.yaml\nk: {new: 1}")
    assert desk.read().data == {"k": {"new": 1}}


def test_the_file_beside_comes_before_the_library(desk):
    desk.write("a.yaml", "extends: ordos-2022.yaml")
    assert desk.read().data["name"] == "shipped"
    desk.write("ordos-2022.yaml", "name: beside")
    assert desk.read().data["name"] == "beside"


def test_a_name_above_the_file_is_not_looked_up_above_the_library(desk):
    (desk.library.parent / "base.yaml").write_text("name: beside the library")
    desk.write("sub/a.yaml", "extends: ../base.yaml")
    with pytest.raises(ScenarioError, match="path_not_found"):
        desk.read("sub/a.yaml")


def test_a_ring_of_files_is_named_link_by_link(desk):
    desk.write("b.yaml", "extends: c.yaml")
    desk.write("c.yaml", "why: x\nextends: sub/../b.yaml")
    assert desk.faults("extends: b.yaml") == [
        "c.yaml:2: extends: b.yaml → c.yaml → b.yaml: a scenario cannot extend itself; "
        "remove one extends"
    ]


def test_a_chain_of_sixteen_extends_is_read_and_no_longer(desk):
    for number in range(17):
        desk.write(
            f"f{number}.yaml", f"extends: f{number - 1}\nk{number}: 1" if number else "k0: 1"
        )
    assert len(desk.read("f16.yaml").data) == 17
    desk.write("f17.yaml", "extends: f16")
    assert desk.faults(name="f17.yaml") == [
        "f1.yaml:1: extends: the chain of extends is longer than 16 files; shorten it"
    ]


ESCAPES = [
    "../../etc/passwd", "UP/secret.yaml", "UP/secret", "UP/outside/secret.yaml", "UP", "UP/",
    "../../../../../../../../etc/passwd", "sub/../UP/secret.yaml", "./UP/secret.yaml",
    "sub/./../UP/secret.yaml", "UP/project/UP/secret.yaml",
    "/", "/etc/passwd", "//server/share/a.yaml", "~/a.yaml", "~root/a.yaml",
    "\\\\server\\share\\a.yaml", "\\\\?\\C:\\a.yaml", "C:\\a.yaml", "C:/a.yaml", "c:a.yaml",
    "..\\secret.yaml", "sub\\..\\..\\secret.yaml", "a.yaml:stream",
    "file:///etc/passwd", "file:/etc/passwd", "FILE://localhost/etc/passwd", "data:text/plain,a",
    "http://example.org/a.yaml", "https://example.org/a.yaml", "ftp://example.org/a", "smb://server/a",
    "a\0.yaml", "UP/secret.yaml\0", "\n/etc/passwd", "\x1b[31m", "a\u202e.yaml",
    "link.yaml", "link_folder/secret.yaml", "link_up/secret.yaml", "ring.yaml",
    "%2e%2e/secret.yaml", "．．/secret.yaml", "$HOME/a.yaml", "", " ", "*", ".", "a" * 300,
]  # fmt: skip


@pytest.mark.parametrize("name", ESCAPES)
@pytest.mark.parametrize("folder", [".", "sub"])
def test_no_name_leads_out_of_the_project(desk, name, folder, monkeypatch):
    up = ".." if folder == "." else "../.."
    path = desk.write(f"{folder}/a.yaml", f"extends: {json.dumps(name.replace('UP', up))}\n")
    (path.parent / "link.yaml").symlink_to(desk.root / "secret.yaml")
    (path.parent / "link_folder").symlink_to(desk.root / "outside")
    (path.parent / "link_up").symlink_to(desk.root)
    (path.parent / "ring.yaml").symlink_to(path.parent / "ring.yaml")
    opened = []
    really_open = Path.open

    def watch(self, *arguments, **keywords):
        opened.append(self)
        return really_open(self, *arguments, **keywords)

    monkeypatch.setattr(Path, "open", watch)
    with pytest.raises(ScenarioError) as caught:
        read_document(path, library=desk.library)
    assert opened == [path]
    assert {fault.key for fault in caught.value.faults} == {"extends"}
    assert caught.value.faults[-1].code.startswith("path_")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "/etc/passwd",
            '"/etc/passwd" is an absolute path; only names in the project folder or the library '
            "are allowed; copy the file there",
        ),
        (
            "http://example.org/a",
            '"http://example.org/a" is an address; only names in the project folder or the library '
            "are allowed; download the file there",
        ),
        (
            "..\\a.yaml",
            '"..\\a.yaml" has the character \\; file names use letters, digits, . _ - and /; '
            "rename the file",
        ),
        (
            "../secret",
            '"../secret" leads outside the project folder "PROJECT"; only files inside it and in '
            "the library are read; copy the file there",
        ),
    ],
)
def test_a_name_that_leads_out_is_refused_in_plain_words(desk, name, message):
    [line] = desk.faults(f"extends: '{name}'")
    folder = str(desk.project)
    shown = folder if len(folder) <= 60 else f"{folder[:59]}…"
    assert line == f"a.yaml:1: extends: {message.replace('PROJECT', shown)}"


def test_a_library_file_cannot_leave_the_library(desk):
    (desk.library / "bad.yaml").write_text("extends: ../../secret.yaml")
    (desk.library / "bad2.yaml").write_text("extends: ../../project/a.yaml")
    desk.write("a.yaml", "a: 1")
    for name in ("bad", "bad2"):
        with pytest.raises(ScenarioError, match="path_leaves_project"):
            read_document(desk.library / f"{name}.yaml", library=desk.library)


def test_a_scenario_that_is_itself_a_link_out_of_the_project_is_refused(desk):
    (desk.project / "a.yaml").symlink_to(desk.root / "secret.yaml")
    with pytest.raises(ScenarioError, match="path_leaves_project"):
        desk.read()


def test_links_inside_the_project_are_followed(desk):
    desk.write("real/b.yaml", "b: 1")
    (desk.project / "b.yaml").symlink_to(desk.project / "real" / "b.yaml")
    (desk.root / "door").symlink_to(desk.project)
    desk.write("a.yaml", "extends: b.yaml")
    assert desk.read().data == {"b": 1}
    assert read_document(desk.root / "door" / "a.yaml", library=desk.library).data == {"b": 1}


def test_a_given_project_must_hold_the_file(desk):
    path = desk.write("sub/a.yaml", "a: 1")
    assert read_document(path, library=desk.library, project=desk.project).data == {"a": 1}
    with pytest.raises(ScenarioError, match="path_leaves_project"):
        read_document(path, library=desk.library, project=desk.root / "outside")


@pytest.mark.parametrize("path", ["a\0.yaml", "ring.yaml", "a" * 5000])
def test_a_path_that_is_none_is_a_missing_file(desk, path):
    (desk.project / "ring.yaml").symlink_to(desk.project / "ring.yaml")
    with pytest.raises(ScenarioError) as caught:
        desk.read(path)
    assert caught.value.faults[0].code in ("file_missing", "file_unreadable")


# Looking up names


def test_a_scenario_is_found_by_path_or_by_library_name(desk, monkeypatch):
    monkeypatch.chdir(desk.project)
    shipped = desk.library / "ordos-2022.yaml"
    assert find_scenario("ordos-2022", desk.library) == shipped
    assert find_scenario("ordos-2022.yaml", desk.library) == shipped
    (desk.project / "ordos-2022").mkdir()  # a run folder, say
    assert find_scenario("ordos-2022", desk.library) == shipped
    desk.write("ordos-2022.yaml", "name: mine")
    assert find_scenario("ordos-2022.yaml", desk.library) == Path("ordos-2022.yaml")
    assert find_scenario(desk.project, desk.library) == desk.project


@pytest.mark.parametrize("name", ["ordos2022", "ordos-2022.yml", "folder/ordos_2022.yaml"])
def test_an_unknown_scenario_name_is_refused_with_a_suggestion(desk, name):
    with pytest.raises(ScenarioError) as caught:
        find_scenario(name, desk.library)
    assert describe(caught.value.faults[0], "en") == (
        f'{name}:1: no file and no shipped scenario is called "{name}"; '
        'shipped are: ordos-2022; did you mean "ordos-2022"?'
    )


def test_a_data_file_is_found_beside_the_scenario_or_in_its_library_folder(desk):
    keywords = {"library": desk.library, "subfolder": "rulesets"}
    assert read_data_file("miit-2022", **keywords).data == {"points": 60}
    own = desk.write("rules/own.yaml", "points: 70")
    found = read_data_file("rules/own.yaml", beside=desk.project, **keywords)
    assert found.data == {"points": 70}
    assert found.files == (own,)
    assert found.origins["points",] == Origin("rules/own.yaml", 1)
    register = desk.write("firms.parquet", b"PAR1")
    assert find_file("firms.parquet", library=desk.library, beside=desk.project) == register


@pytest.mark.parametrize(
    ("name", "code"),
    [("../x", "path_leaves_project"), ("/x", "path_absolute"), ("miit-2023", "path_not_found")],
)
def test_a_data_file_name_is_refused_for_its_caller_to_place(desk, name, code):
    for beside in (None, desk.project):
        with pytest.raises(Refusal) as caught:
            read_data_file(
                "../../../x" if name == "../x" and beside is None else name,
                library=desk.library,
                subfolder="rulesets",
                beside=beside,
            )
        assert caught.value.code == code


def test_a_data_file_is_read_strictly(desk):
    (desk.library / "rulesets" / "bad.yaml").write_text("a: *x\n")
    with pytest.raises(ScenarioError, match=r"scenarios/rulesets/bad.yaml:1: a: alias"):
        read_data_file("bad", library=desk.library, subfolder="rulesets")


def test_a_data_file_extends_one_of_its_kind_and_leaves_it_as_it_was(desk):
    (desk.library / "rulesets" / "child.yaml").write_text("extends: miit-2022\nmore: 1\n")
    (desk.library / "rulesets" / "lost.yaml").write_text("extends: ordos-2022\n")
    for _ in range(2):  # the second time from what was kept of the first
        child = read_data_file("child", library=desk.library, subfolder="rulesets")
        base = read_data_file("miit-2022", library=desk.library, subfolder="rulesets")
        assert child.data == {**base.data, "more": 1}
        assert child.origin(["more"]).file == "scenarios/rulesets/child.yaml"
    with pytest.raises(ScenarioError, match="extends: path_not_found: given='ordos-2022'"):
        read_data_file("lost", library=desk.library, subfolder="rulesets")


def test_a_data_file_of_a_project_extends_a_shipped_one(desk):
    desk.write("mine.yaml", "extends: miit-2022\nmore: 1\n")
    given = {"library": desk.library, "subfolder": "rulesets", "beside": desk.project}
    assert read_data_file("mine", **given).data["more"] == 1


def test_a_distribution_of_another_kind_replaces_and_one_of_the_same_merges(desk):
    desk.write("base.yaml", "a: {normal: {mean: 1, sd: 2}}\nb: {normal: {mean: 1, sd: 2}}\n")
    found = desk.data("extends: base.yaml\na: {fixed: 3}\nb: {normal: {mean: 5}}\n")
    assert found == {"a": {"fixed": 3}, "b": {"normal": {"mean": 5, "sd": 2}}}


def test_the_nearest_known_word_is_suggested_if_one_is_near():
    known = ["amount", "tier", "since", "applies_to"]
    assert suggest("amout", known) == "amount"
    assert suggest("Applies-To", known) == "applies_to"
    assert suggest("zzz", known) is None
    assert suggest("x", []) is None


# Whatever comes


def check(desk, content):
    """Read anything: the outcome is a document, or faults that can be told."""
    path = desk.write("fuzz.yaml", content)
    document, faults = examine_document(path, library=desk.library)
    assert document is not None or faults
    for fault in faults:
        for lang in LANGS:
            line = describe(fault, lang)
            assert line.startswith(f"fuzz.yaml:{fault.line}: ")
            assert line.isprintable()
            line.encode()
    return bool(faults)


def test_no_mutation_of_a_scenario_raises_anything_but_its_faults(desk):
    luck = random.Random(2022)
    pieces = [
        "\t", "\0", "*a", "&a ", "!t ", "[", "]", "{", "}", ":", ": ", "- ", "\n", "\r", "'", '"',
        "|", ">", "%", "@", "`", "#", "?", "? ", ",", "<<: ", "---\n", "...", "\ufeff", "\u2028",
        "\x85", "．", "１", "\\", "\\x", "1e999", ".nan", "2022-02-31", "9" * 30, "\ud7ff", "~",
        "extends: fuzz.yaml\n",
    ]  # fmt: skip
    refused = 0
    for _ in range(300):
        text = SCENARIO
        for _ in range(luck.randint(1, 5)):
            at = luck.randrange(len(text))
            match luck.randrange(4):
                case 0:
                    text = text[:at] + luck.choice(pieces) + text[at:]
                case 1:
                    text = text[:at] + text[at + luck.randint(1, 20) :]
                case 2:
                    text = text[:at] + text[luck.randrange(len(text)) :]
                case 3:
                    content = bytearray(text.encode(errors="surrogateescape"))
                    content[luck.randrange(len(content))] = luck.randrange(256)
                    text = content.decode(errors="surrogateescape")
        refused += check(desk, text.encode(errors="surrogateescape"))
    assert 100 < refused < 300


@given(st.binary(max_size=200))
def test_random_bytes_raise_nothing_but_faults(tmp_path_factory, content):
    check(Desk(tmp_path_factory.mktemp("desk")), content)


@given(st.text(alphabet="ab:- \n[]{},'\"&*!|>%#?\\\t01.", max_size=60))
def test_random_yaml_raises_nothing_but_faults(text):
    tree, faults = read_tree(text, "a.yaml")
    assert (tree is None) <= bool(faults)


def test_every_fault_of_reading_is_provoked_above():
    """Whoever adds a sentence for a file adds a test that provokes it."""
    elsewhere = {  # each by a test of its own
        "file_missing", "file_not_regular", "file_unreadable", "scenario_not_found",
        "too_many_faults", "extends_too_deep", "path_bad_character", "path_absolute",
        "path_address", "path_leaves_project", "file_of_cases", "posterior_not_read",
            "posterior_of_other_priors",
    }  # fmt: skip
    sentences = " ".join(message for _, message in REFUSED.values())
    for key, sentence in faults_of_files.WORDS.items():
        if key.removeprefix("fault.") not in elsewhere:
            pieces = [piece for piece in sentence.replace("{", "}").split("}")[::2]]
            assert all(piece in sentences for piece in pieces), key
