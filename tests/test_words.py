import datetime as dt
import string
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import srdi_sim.words.en
import srdi_sim.words.zh
from srdi_sim.errors import Fault
from srdi_sim.words import LANGS, describe, say, words


def placeholders(text):
    return {
        (name, form, how)
        for _, name, form, how in string.Formatter().parse(text)
        if name is not None
    }


def topics(folder):
    return {
        path.stem: list(import_module(f"{folder.__name__}.{path.stem}").WORDS)
        for path in Path(folder.__file__).parent.glob("[!_]*.py")
    }


def test_both_languages_say_the_same_things():
    english, chinese = words("en"), words("zh")
    assert english.keys() == chinese.keys()
    for key, sentence in english.items():
        assert placeholders(chinese[key]) == placeholders(sentence), key


def test_a_sentence_stands_once_and_under_one_topic_in_both_languages():
    english, chinese = topics(srdi_sim.words.en), topics(srdi_sim.words.zh)
    assert english == chinese
    keys = [key for topic in english.values() for key in topic]
    assert len(keys) == len(set(keys)) == len(words("en"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_key_has_a_section_and_every_sentence_is_one_line(lang):
    for key, sentence in words(lang).items():
        section, _, name = key.partition(".")
        assert section
        assert name
        assert sentence.isprintable()


def test_a_language_that_nobody_wrote_is_refused():
    with pytest.raises(ValueError, match="'fr' is not one of zh, en"):
        say("type.text", "fr")


def test_a_key_that_nobody_wrote_is_an_error():
    with pytest.raises(KeyError):
        say("fault.no_such_thing", "en")


def test_a_fault_is_one_line_with_file_line_and_key():
    fault = Fault(
        "a.yaml", 3, "policy.amout", "unknown_key", {"given": "amout", "allowed": ["a", "b"]}
    )
    assert describe(fault, "en") == (
        'a.yaml:3: policy.amout: the key "amout" is unknown; allowed are: a, b'
    )
    assert describe(fault, "zh") == "a.yaml:3: policy.amout: 没有“amout”这个键；可用的有：a、b"


def test_a_fault_of_the_whole_file_has_no_key():
    assert describe(Fault("a.yaml", 1, "", "tab_indent"), "zh").startswith("a.yaml:1: 这一行")


def test_a_suggestion_ends_the_line():
    fault = Fault("a", 1, "k", "money_needs_unit", {"given": 5, "suggestion": ("5元", "5万")})
    assert describe(fault, "en").endswith('; did you mean "5元" or "5万"?')
    assert describe(fault, "zh").endswith('；是否想写 "5元" 或 "5万"？')


def test_kinds_of_value_are_told_in_the_language():
    fault = Fault("a", 1, "k", "wrong_type", {"given": "x", "found": "text", "wanted": "share"})
    assert describe(fault, "en") == "a:1: k: x is text; a share is expected; write it so"
    assert describe(fault, "zh") == "a:1: k: x 是文字；应为比例；请改正"


@pytest.mark.parametrize("text", ["a\nb", "a\x1b[31mb", "a\u202eb", "a\ud800b", "a" * 100_000])
def test_no_value_can_break_the_line_or_command_the_terminal(text):
    fault = Fault(f"f{text}", 1, f"k{text}", "not_one_of", {"given": text, "allowed": [text]})
    for lang in LANGS:
        line = describe(fault, lang).replace(f"f{'a' * 100_000}", "f")
        assert line.isprintable()
        assert len(line) < 400
        line.encode()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        (True, "true"),
        (dt.date(2022, 7, 12), "2022-07-12"),
        (0.1, "0.1"),
        ({"b": 1, "a": 2}, "b, a"),
        ({"b", "a"}, "a, b"),
        (list(range(30)), ", ".join(map(str, range(20))) + ", …"),
        (object, "<class 'object'>"),
    ],
)
def test_values_are_shown_as_they_are_written_in_a_file(value, shown):
    assert say("fault.anchor", "en", given=value).startswith(f'the anchor "&{shown}"')


def test_speaking_loads_one_language_and_nothing_heavy():
    code = (
        "import sys; from srdi_sim.words import say; say('type.text', 'en'); "
        "heavy = {'srdi_sim.words.zh', 'numpy', 'ruamel', 'pydantic', 'rapidfuzz'}; "
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
