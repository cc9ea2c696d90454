import json
from pathlib import Path

import pytest

from faults.command import digests, done, simulating

FIGURES = pytest.StashKey[dict[str, dict[str, object]]]()
collect_ignore = ["shim"]  # runs in other processes
LONG = "faults"  # the marker of the campaign


@pytest.fixture
def figures(request):
    """What a test measured, by the name of what was tried; told when the campaign ends."""
    return request.config.stash.setdefault(FIGURES, {})


def pytest_terminal_summary(terminalreporter, config):
    figures = config.stash.get(FIGURES, {})
    if figures and config.option.markexpr == LONG:
        terminalreporter.section("what the campaign measured")
        for name, found in figures.items():
            terminalreporter.write_line(json.dumps({name: found}, ensure_ascii=False))


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """The hash of every file that so many replications leave when nothing goes wrong."""
    known = {}

    def files_of(n: int, lang: str = "en") -> dict[str, str]:
        if (n, lang) not in known:
            known[n, lang] = digests(folder_of(n, lang))
        return known[n, lang]

    def folder_of(n: int, lang: str = "en") -> Path:
        folder = tmp_path_factory.getbasetemp() / f"undisturbed-{n}-{lang}"
        if not folder.exists():
            ended = done(simulating(folder, n, lang=lang))
            assert (ended.returncode, ended.stderr) == (0, "")
        return folder

    files_of.folder = folder_of
    return files_of
