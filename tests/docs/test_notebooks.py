"""The notebooks are stored as text, and a reader can do what they do with the package alone."""

import ast
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import srdi_sim

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
OTHERS = {
    "fractions",
    "math",
    "tempfile",
    "warnings",
    "pandas",
    "mesa.batchrunner",
}  # what else is imported
LONGEST = 14  # cells, those of text included
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="a source archive has no notebooks")
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    whole = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in whole["cells"] if cell["cell_type"] == kind]


def code(path: Path) -> ast.Module:
    return ast.parse("\n".join("".join(cell["source"]) for cell in cells(path, "code")))


def dotted(node: ast.AST) -> Iterator[str]:
    """Yield a.b.c, from its first name to its last."""
    if isinstance(node, ast.Attribute):
        yield from dotted(node.value)
        yield node.attr
    elif isinstance(node, ast.Name):
        yield node.id


@each_notebook
def test_a_notebook_is_stored_without_outputs(path: Path) -> None:
    for cell in cells(path, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@each_notebook
def test_a_notebook_is_short_and_says_how_many_replications_an_answer_takes(path: Path) -> None:
    told = "".join("".join(cell["source"]) for cell in cells(path, "markdown"))
    assert len(cells(path, "code")) + len(cells(path, "markdown")) <= LONGEST
    assert "1,000" in told or "replications of each point" in told


@each_notebook
def test_a_notebook_names_no_path_of_one_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?:^|[\s\"'(])(?:/|~/|[A-Z]:\\)\w", text)


@each_notebook
def test_a_notebook_uses_only_public_names_and_libraries_that_the_package_needs(path: Path) -> None:
    names, imported = set(), set()
    for node in ast.walk(code(path)):
        if isinstance(node, ast.Import):
            imported |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module)
        elif isinstance(node, ast.Attribute):
            names.add(tuple(dotted(node)))
    assert imported <= OTHERS | {"srdi_sim"}
    ours = [name[1:] for name in names if name[0] == "srdi"]
    assert ours
    assert {name[0] for name in ours} <= set(srdi_sim.__all__)
    for name in ours:
        part = getattr(srdi_sim, name[0])
        if len(name) > 1 and inspect.ismodule(part):
            assert name[1] in part.__all__


def test_the_table_has_every_notebook_once_in_its_order() -> None:
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\(([^)]+\.ipynb)\)", table) == [path.name for path in NOTEBOOKS]
