"""Where files may come from: the project folder and the library of shipped scenarios.

A scenario may have been written by a stranger. Nothing outside these two folders is ever opened,
whatever a file asks for, through links or not.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from srdi_sim.errors import Refusal

SUFFIX = ".yaml"
PROJECT_MARKS = ("srdi.toml", ".git")

_ABSOLUTE = re.compile(r"[/~]|\\\\|[A-Za-z]:")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
# A colon is a drive or a hidden stream on Windows, and a backslash separates folders there.
_UNSAFE = frozenset('\\:*?"<>|')
_SIMILAR = 60.0  # of 100; lower suggests words that nobody meant


@dataclass(frozen=True, slots=True)
class Places:
    """The two folders, with all links followed."""

    project: Path
    library: Path

    @classmethod
    def around(cls, folder: Path, library: Path, project: Path | None = None) -> Places:
        """Return the places for files in a folder; its project is found if not given."""
        return cls((project or project_folder(folder)).resolve(), library.resolve())

    @classmethod
    def of_file(
        cls, path: Path | str, library: Path, project: Path | None = None
    ) -> tuple[Places, Path]:
        """Return the places for a file, and the file with all links followed."""
        try:
            absolute = Path(os.path.abspath(path))
            places = cls.around(absolute.parent, library, project)
            real = absolute.resolve()
        except (OSError, RuntimeError, ValueError):  # a ring of links, a NUL
            raise Refusal("file_missing", {"given": str(path)}) from None
        if places.home(real) is None:
            values = {"given": str(path), "project": str(places.project)}
            raise Refusal("path_leaves_project", values)
        return places, real

    def home(self, path: Path) -> Path | None:
        """Return which of the folders a file (with its links followed) is in, if it is."""
        for folder in (self.project, self.library):
            if path.is_relative_to(folder):
                return folder
        return None

    def shown(self, path: Path) -> str:
        """Return a file's name for messages: the same wherever project and library stand."""
        if path.is_relative_to(self.library):
            return path.relative_to(self.library.parent).as_posix()
        return path.relative_to(self.project).as_posix()

    def find(self, name: str, folders: Sequence[Path]) -> Path:
        """Return the first file of this name in the folders, or raise `Refusal`.

        ``.yaml`` may be left out. A name that leaves the project (or, in a file of the library, the
        library) is refused; leaving the later folders is only not finding it there.
        """
        _check_name(name)
        for number, folder in enumerate(folders):
            home = self.home(folder)
            for written in (name, f"{name}{SUFFIX}"):
                path = Path(os.path.normpath(folder / written))
                # First by the name alone, so that nothing outside is even looked at through `..`.
                within = home is not None and path.is_relative_to(home)
                if number and not within:
                    continue
                if home is None or not within or not _real(path).is_relative_to(home):
                    project = str(home or self.project)
                    raise Refusal("path_leaves_project", {"given": name, "project": project})
                if os.path.isfile(_real(path)):
                    return _real(path)
        known = {other for folder in folders for other in library_names(folder)}
        meant = suggest(name.removesuffix(SUFFIX), known)
        raise Refusal("path_not_found", {"given": name, "suggestion": meant})


def find_file(
    name: str,
    *,
    library: Path,
    subfolder: str = "",
    beside: Path | None = None,
    project: Path | None = None,
) -> Path:
    """Return the file that a scenario names, with all links followed, or raise `Refusal`.

    It is looked up in the folder `beside` (that of the file that names it), then in the library's
    `subfolder`; ``.yaml`` may be left out.
    """
    places = Places.around(beside or library, library, project)
    folders = [] if beside is None else [beside.resolve()]
    return places.find(name, [*folders, places.library / subfolder])


def project_folder(folder: Path) -> Path:
    """Return the nearest folder, from this one up, with ``srdi.toml`` or ``.git``; else this."""
    absolute = Path(os.path.abspath(folder))
    for candidate in (absolute, *absolute.parents):
        if any((candidate / mark).exists() for mark in PROJECT_MARKS):
            return candidate
    return absolute


def library_names(folder: Path) -> list[str]:
    """Return the names of the scenarios (or data files) in a folder."""
    return sorted(path.stem for path in folder.glob(f"*{SUFFIX}"))


def suggest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like this one, if one is like it."""
    from rapidfuzz import fuzz, process, utils

    # Sorted, so that of two equally near words it is always the same one.
    found = process.extractOne(
        word,
        sorted(known),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=_SIMILAR,
    )
    return found[0] if found else None


def _real(path: Path) -> Path:
    """Return a path with its links followed; one that is no path is itself, and no file."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a ring of links
        return path


def _check_name(name: str) -> None:
    """Refuse by its letters a name that cannot be one of a file in the project."""
    if not name.strip():
        raise Refusal("path_empty")
    if _ABSOLUTE.match(name):
        raise Refusal("path_absolute", {"given": name})
    if _ADDRESS.match(name):
        raise Refusal("path_address", {"given": name})
    for character in name:
        if character in _UNSAFE or not character.isprintable():
            raise Refusal("path_bad_character", {"given": name, "character": character})
