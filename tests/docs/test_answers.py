"""The page of answers shows commands that are understood, and output that they print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from srdi_sim.cli.parser import parser_in
from srdi_sim.scenario.loading import load_scenario
from srdi_sim.words import LANGS, words

PLACES = "…RUN"  # stand for something


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "answers.md").read_text(encoding="utf-8")


def commands(page: str) -> list[list[str]]:
    """Return the whole commands of the page, each as a list of words."""
    told = re.findall(r"`srdi (\w+ [^`]+)`", page)
    return [shlex.split(each) for each in told if not re.search(f"[{PLACES}]", each)]


def test_every_command_of_the_page_is_understood_and_its_scenario_is_there(page: str) -> None:
    found = commands(page)
    assert {each[0] for each in found} == {
        *("run", "budget", "compare", "sensitivity", "optimise", "explain", "resume", "verify")
    }
    for each in found:
        options = parser_in("en").parse_args(each)
        if hasattr(options, "scenario"):
            load_scenario(options.scenario)


def test_every_question_has_a_section(page: str) -> None:
    rows = re.findall(r"\[(\d+)\]\(#([^)]+)\)", page)
    heads = re.findall(r"^## (.+)$", page, re.M)
    anchors = [re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads]
    assert [anchor for _, anchor in rows] == anchors
    assert [number for number, _ in rows] == [str(n + 1) for n in range(len(heads))]


def test_the_sentences_that_are_shown_are_still_those_of_the_program(page: str) -> None:
    shown = "".join("".join(re.findall(r"^```\n(.*?)^```", page, re.M | re.S)).split())
    for key, lang in (
        ("report.budget.headline", "zh"),
        ("report.budget.crossed_due", "zh"),
        ("report.reconcile.several", "zh"),
        ("report.reconcile.readings", "zh"),
        ("error.run.interrupted", "zh"),
        ("cli.verify.fine", "en"),
        ("cli.verify.unfinished", "en"),
    ):
        assert lang in LANGS
        parts = re.split(r"\{[^}]*\}", "".join(words(lang)[key].split()))
        assert all(part in shown for part in parts), key
