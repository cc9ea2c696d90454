"""Scenario and data files: read strictly, laid over the files that they extend.

Examples
--------
>>> suggest("amout", ["amount", "tier"])
'amount'
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from srdi_sim.errors import Fault, Refusal, ScenarioError
from srdi_sim.scenario.distribution_schema import KINDS
from srdi_sim.scenario.places import SUFFIX, Places, find_file, library_names, suggest
from srdi_sim.scenario.scalars import kind_of
from srdi_sim.scenario.strict_yaml import Node, Origin, read_tree

__all__ = [
    "Document",
    "Origin",
    "examine_data_file",
    "examine_document",
    "find_file",
    "find_scenario",
    "kind_of",
    "read_data_file",
    "read_document",
    "suggest",
]

Parse: TypeAlias = Callable[[str, str], tuple[Node | None, list[Fault]]]

MAX_BYTES = 1_000_000
MAX_EXTENDS = 16

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
# Their bytes overlap: which of them it is can only be guessed.
_CHINESE = ("gb18030", "big5")


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, with everything it extends.

    Attributes
    ----------
    data : dict
        Plain values: dict, list, str, int, float, bool, datetime.date and None.
    origins : dict
        The file and line that set the value, for every key path; ``()`` is the file itself.
    files : tuple of Path
        The files that were read, the extending one first.
    """

    data: dict[str, Any]
    origins: dict[tuple[str | int, ...], Origin]
    files: tuple[Path, ...]

    def origin(self, path: Iterable[str | int]) -> Origin:
        """Return where a value was set or, if it was not, where the nearest key above it was."""
        here = tuple(path)
        while here not in self.origins:
            here = here[:-1]
        return self.origins[here]


def read_document(path: Path | str, *, library: Path, project: Path | None = None) -> Document:
    """Return a file merged over those it extends, or raise `ScenarioError` with every fault.

    Parameters
    ----------
    path : Path or str
        The file, inside its project folder or the library.
    library : Path
        The folder of shipped scenarios; `extends` looks here after the file's own folder.
    project : Path, optional
        The folder that must not be left; `project_folder` of the file if not given.
    """
    document, faults = examine_document(path, library=library, project=project)
    if document is None or faults:
        raise ScenarioError(faults)
    return document


def examine_document(
    path: Path | str, *, library: Path, project: Path | None = None
) -> tuple[Document | None, tuple[Fault, ...]]:
    """Return what can be read of a file, and every fault.

    The document is None where some file could not be read whole. Otherwise it can be examined
    further, so that all faults are told in one pass: a value that is refused stands as its text,
    and whatever else is wrong with the same key need not be told.
    """
    try:
        places, real = Places.of_file(path, library, project)
    except Refusal as refusal:
        return None, (refusal.at(str(path), 1),)
    return _examined(real, places, places.library)


def read_data_file(
    name: str,
    *,
    library: Path,
    subfolder: str = "",
    beside: Path | None = None,
    project: Path | None = None,
) -> Document:
    """Return a data file (rule set, priors …), read as strictly as a scenario.

    It may extend another of its kind, beside it or in the library's `subfolder`.

    Parameters
    ----------
    name : str
        As a scenario writes it; see `find_file` for where it is looked up.

    Raises
    ------
    Refusal
        The name is refused: the caller knows the file and line that it stands on.
    ScenarioError
        The file is refused.
    """
    document, faults = examine_data_file(
        name, library=library, subfolder=subfolder, beside=beside, project=project
    )
    if document is None or faults:
        raise ScenarioError(faults)
    return document


def examine_data_file(
    name: str,
    *,
    library: Path,
    subfolder: str = "",
    beside: Path | None = None,
    project: Path | None = None,
) -> tuple[Document | None, tuple[Fault, ...]]:
    """Return what can be read of a data file, and every fault, as `examine_document` does."""
    places = Places.around(beside or library, library, project)
    path = find_file(name, library=library, subfolder=subfolder, beside=beside, project=project)
    return _examined(path, places, places.library / subfolder, _data_tree)


def find_scenario(name_or_path: Path | str, library: Path) -> Path:
    """Return the path of a scenario given by path, or by its name in the library."""
    given = str(name_or_path)
    if os.path.isfile(given):
        return Path(given)
    names = library_names(library)
    name = given.removesuffix(SUFFIX)
    if name in names:
        return library / f"{name}{SUFFIX}"
    if os.path.exists(given):  # a folder, say; reading it tells what is wrong
        return Path(given)
    beside = f"{given}{SUFFIX}"
    meant = beside if os.path.isfile(beside) else suggest(Path(name).name, names)
    values = {"given": given, "allowed": names, "suggestion": meant}
    raise ScenarioError([Fault(given, 1, "", "scenario_not_found", values)])


def _examined(
    path: Path, places: Places, shipped: Path, parse: Parse = read_tree
) -> tuple[Document | None, tuple[Fault, ...]]:
    """Return a file merged over those it extends, beside it or in the folder `shipped`."""
    trees, files, faults, whole = _chain(path, places, shipped, parse)
    if not whole:
        return None, tuple(faults)
    tree = trees[-1]
    for over in reversed(trees[:-1]):
        tree = _laid_over(tree, over)
    return _document(tree, files), tuple(faults)


def _chain(
    path: Path, places: Places, shipped: Path, parse: Parse
) -> tuple[list[Node], tuple[Path, ...], list[Fault], bool]:
    """Read a file and those it extends: trees, paths, faults, and whether all could be read."""
    trees: list[Node] = []
    files: list[Path] = []
    faults: list[Fault] = []
    current: Path | None = path
    while current is not None:
        files.append(current)
        tree, found = _read(current, places, parse)
        faults += found
        if tree is None:
            return trees, tuple(files), faults, False
        assert isinstance(tree.content, dict)  # read_tree returns no other
        content = dict(tree.content)  # a data file's tree is kept for the next to read it
        link = content.pop("extends", None)
        trees.append(Node(content, tree.origin))
        current = None
        if link is not None:
            try:
                current = _parent(link, files, places, shipped)
            except Refusal as refusal:
                faults.append(refusal.at(link.origin.file, link.origin.line, "extends"))
                return trees, tuple(files), faults, False
    return trees, tuple(files), faults, True


def _parent(link: Node, files: Sequence[Path], places: Places, shipped: Path) -> Path:
    """Return the file that the last of `files` extends."""
    if not isinstance(link.content, str):
        raise Refusal("extends_not_text", {"found": kind_of(link.content)})
    path = places.find(link.content, [files[-1].parent, shipped])
    if path in files:
        ring = [*files[files.index(path) :], path]
        raise Refusal("extends_cycle", {"chain": " → ".join(map(places.shown, ring))})
    if len(files) > MAX_EXTENDS:
        raise Refusal("extends_too_deep", {"most": MAX_EXTENDS})
    return path


@lru_cache(maxsize=32)
def _data_tree(text: str, file: str) -> tuple[Node | None, list[Fault]]:
    """Return the tree of a data file, parsed once: many scenarios name the same few files."""
    return read_tree(text, file)


def _read(path: Path, places: Places, parse: Parse) -> tuple[Node | None, list[Fault]]:
    """Return the tree of a file and its faults; None where the tree is not whole."""
    shown = places.shown(path)
    try:
        return parse(_decoded(_content(path, shown)), shown)
    except Refusal as refusal:
        line = refusal.values.get("line")
        return None, [refusal.at(shown, line if isinstance(line, int) else 1)]


def _content(path: Path, shown: str) -> bytes:
    """Return the bytes of a regular file of at most `MAX_BYTES`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # before opening: a pipe would wait for ever
            raise Refusal("file_not_regular", {"given": shown})
        if status.st_size > MAX_BYTES:
            raise Refusal("file_too_large", {"given": status.st_size, "most": MAX_BYTES})
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Refusal("file_missing", {"given": shown}) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refusal("file_unreadable", {"given": shown, "reason": reason}) from None
    if len(content) > MAX_BYTES:  # it grew, or belongs to a file system that tells no sizes
        raise Refusal("file_too_large", {"given": len(content), "most": MAX_BYTES})
    return content


def _decoded(content: bytes) -> str:
    """Return UTF-8 text, with or without a byte order mark, or name the encoding that it is in."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            raise Refusal("wrong_encoding", {"given": encoding})
    for encoding in ("utf-16-le", "utf-16-be"):  # unmarked: it is valid UTF-8, full of NUL
        wide = content.decode(encoding, errors="replace") if b"\0" in content else ""
        if ":" in wide and "\0" not in wide:
            raise Refusal("wrong_encoding", {"given": "UTF-16"})
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    for encoding in _CHINESE:
        with suppress(UnicodeDecodeError):
            content.decode(encoding)
            raise Refusal("wrong_encoding", {"given": "GBK / GB18030 / Big5", "line": line})
    raise Refusal("unknown_encoding", {"line": line})


def _laid_over(under: Node, over: Node) -> Node:
    """Return a tree changed by another: keys merge, lists and values replace, null removes.

    A distribution of another kind replaces the one that was there.
    """
    if not (isinstance(under.content, dict) and isinstance(over.content, dict)):
        return over
    kinds = _kind(under.content), _kind(over.content)
    if all(kinds) and kinds[0] != kinds[1]:
        return over
    content = dict(under.content)
    for name, node in over.content.items():
        if name not in content:
            content[name] = node
        elif node.content is None:
            del content[name]
        else:
            content[name] = _laid_over(content[name], node)
    return Node(content, over.origin)


def _kind(content: dict[str, Node]) -> str:
    """Return the kind of distribution that is written, empty if it is none."""
    (name, *more) = content or [""]
    return name if name in KINDS and not more else ""


def _document(tree: Node, files: tuple[Path, ...]) -> Document:
    origins: dict[tuple[str | int, ...], Origin] = {}
    for path, node in _walk(tree, ()):
        origins[path] = node.origin
    return Document(_value(tree), origins, files)


def _walk(node: Node, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    yield path, node
    if isinstance(node.content, dict):
        for name, inner in node.content.items():
            yield from _walk(inner, (*path, name))
    elif isinstance(node.content, list):
        for number, inner in enumerate(node.content):
            yield from _walk(inner, (*path, number))


def _value(node: Node) -> Any:
    if isinstance(node.content, dict):
        return {name: _value(inner) for name, inner in node.content.items()}
    if isinstance(node.content, list):
        return [_value(inner) for inner in node.content]
    return node.content
