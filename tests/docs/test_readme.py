"""What the front page promises works as it stands there."""

import re
from pathlib import Path

import pytest

import srdi_sim
from srdi_sim import cli


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)


def test_the_python_of_the_readme_runs(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    (example,) = blocks(root / "README.md", "python")
    exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "little_giant" in printed
    assert "二(三)" in printed


def test_the_two_commands_of_the_readme_are_tasks(root: Path) -> None:
    tasks = re.findall(r"^(\w+):", (root / "Makefile").read_text(encoding="utf-8"), re.M)
    promised = re.findall(r"^make (\w+)", (root / "README.md").read_text(encoding="utf-8"), re.M)
    assert promised == ["forecast", "test"]
    assert set(promised) <= set(tasks)


def test_the_commands_of_the_readme_are_understood(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"^srdi (\w+)", readme, re.M):
        with pytest.raises(SystemExit) as ended:
            cli.main([name, "--help"])
        assert ended.value.code == 0
    assert "usage" in capsys.readouterr().out


def test_the_scenario_that_shows_how_to_write_one_is_valid(root: Path, tmp_path: Path) -> None:
    (example,) = blocks(root / "scenarios" / "README.md", "yaml")
    (tmp_path / "mine.yaml").write_text(example, encoding="utf-8")
    mine, ordos = (srdi_sim.load_scenario(name) for name in (tmp_path / "mine.yaml", "ordos-2022"))
    assert mine.targets == ordos.targets
    assert len(mine.policy.awards) == len(ordos.policy.awards) + 1
