"""A scenario with its data files written out in place of their names, each key with its origin.

So one pass examines everything, and what comes out is a scenario by itself: it can be written into
one file that needs no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from srdi_sim.errors import Fault, Refusal, dotted
from srdi_sim.policy.reading import QUESTIONS
from srdi_sim.scenario.fields import HABITS
from srdi_sim.scenario.files import Document, Origin, examine_data_file, examine_document
from srdi_sim.scenario.places import SUFFIX, Places, find_file
from srdi_sim.scenario.posterior_files import read_posterior, written_out
from srdi_sim.scenario.refusals import unknown_key, wrong_type

KeyPath: TypeAlias = tuple[str | int, ...]
Origins: TypeAlias = Mapping[KeyPath, Origin]
Examined: TypeAlias = tuple[Document | None, tuple[Fault, ...]]

POLICY: KeyPath = ("policy",)
READING: KeyPath = ("reading",)
LADDER: KeyPath = ("ladder",)
POPULATION: KeyPath = ("population", "synthetic")
SEEDS: KeyPath = (*POPULATION, "seeds")
UNCERTAINTIES: KeyPath = ("uncertainties",)
OBSERVED: KeyPath = ("observed",)
TEXT: KeyPath = ("text",)
RANGES: KeyPath = ("ranges",)
POSTERIOR: KeyPath = (*UNCERTAINTIES, "posterior")
SET_SOURCE = "set by the scenario"


@dataclass(slots=True)
class Gathered:
    """What a scenario and its data files say.

    Attributes
    ----------
    data : dict
    origins : dict
        The file and line of every key path of `data`.
    names : dict
        For every key path where a data file's name stood, that name and where it was written.
    moved : dict
        For every key path where something was put, the key path that it has in its own file.
    faults : list of Fault
        Of reading.
    unread : set
        Key paths whose data file could not be read: nothing more can be said about them.
    """

    data: dict[str, Any]
    origins: dict[KeyPath, Origin]
    names: dict[KeyPath, tuple[str, Origin]] = field(default_factory=dict)
    moved: dict[KeyPath, KeyPath] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unread: set[KeyPath] = field(default_factory=set)

    def origin(self, path: KeyPath) -> Origin:
        """Return where a value was set or, if it was not, where the nearest key above it was."""
        while path not in self.origins:
            path = path[:-1]
        return self.origins[path]

    def is_own(self, path: KeyPath) -> bool:
        """Return whether the scenario's own file sets a value, and no file that it extends.

        Of a file that names no other it cannot be told: all of it was written out into one.
        """
        return bool(self.names) and self.origin(path).file == self.origins[()].file

    def below(self, path: KeyPath) -> Origins:
        """Return the origins of a key and all below it, by the rest of their paths."""
        end = len(path)
        return {key[end:]: each for key, each in self.origins.items() if key[:end] == path}

    def own_path(self, path: KeyPath) -> KeyPath:
        """Return the key path that a value has in the file in which it is written."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.moved:
                return (*self.moved[path[:length]], *path[length:])
        return path

    def fault(self, path: KeyPath, refusal: Refusal) -> Fault:
        """Return what is wrong at a key path as a fault of the file in which it is written."""
        origin = self.origin(path)
        if clause := self._clause(path) or question_of(path, refusal):
            refusal = Refusal(refusal.code, {**refusal.values, "of_clause": clause})
        return refusal.at(origin.file, origin.line, dotted(self.own_path(path)))

    def _clause(self, path: KeyPath) -> str | None:
        """Return the clause that a value of the policy is written under, if one is named."""
        if path[:1] != POLICY or path[-1] == "clause":
            return None
        holders = (at(self.data, path[:length]) for length in range(len(path), 1, -1))
        named = (holder.get("clause") for holder in holders if isinstance(holder, dict))
        return next((clause for clause in named if isinstance(clause, str)), None)


def question_of(path: KeyPath, refusal: Refusal) -> str | None:
    """Return the number of the question of the reading that a value answers."""
    asked = path[1] if path[:1] == READING and len(path) > 1 else None
    if asked not in QUESTIONS or "number" in refusal.values:  # it is told there
        return None
    return QUESTIONS[str(asked)][0]


def gather(path: Path, library: Path, project: Path | None) -> tuple[Gathered | None, list[Fault]]:
    """Return a scenario with its data files, and all faults of reading; None if it is not whole."""
    document, faults = examine_document(path, library=library, project=project)
    if document is None:
        return None, list(faults)
    places, _ = Places.of_file(path, library, project)
    gatherer = _Gatherer(document, places)
    gatherer.gathered.faults += faults
    gatherer.gather()
    return gatherer.gathered, gatherer.gathered.faults


class _Gatherer:
    """Puts data files in the place of their names."""

    def __init__(self, document: Document, places: Places) -> None:
        self.gathered = Gathered(document.data, dict(document.origins))
        self._places = places
        self._chain = document.files
        self._folders = {places.shown(file): file.parent for file in document.files}

    def gather(self) -> None:
        """Put everything in its place."""
        beside = self._folder(LADDER)
        self._put(LADDER, "rulesets", beside)
        listed = at(self.gathered.data, (*LADDER, "with"))
        for number in range(len(listed) if isinstance(listed, list) else 0):
            self._put((*LADDER, "with", number), "rulesets", beside)
        beside = self._folder(POPULATION)
        self._put(POPULATION, "populations", beside)
        self._put(SEEDS, "seeds", beside)
        self._put(OBSERVED, "observed", self._folder(OBSERVED))
        self._put(TEXT, "policy", self._folder(TEXT))
        self._put(RANGES, "ranges", self._folder(RANGES))
        beside = self._folder((*UNCERTAINTIES, "file"))
        posterior = self._take_posterior()
        changes, origins = self._take_changes()
        self._put(UNCERTAINTIES, "priors", beside)
        if isinstance(changes, dict):
            self._settle(changes, origins)
        if posterior is not None and UNCERTAINTIES not in self.gathered.unread:
            self._graft(POSTERIOR, *posterior, POSTERIOR)

    def _folder(self, path: KeyPath) -> Path:
        """Return the folder of the file that sets a key; names in data files start there too."""
        return self._folders[self.gathered.origin(path).file]

    def _put(self, path: KeyPath, folder: str, beside: Path) -> None:
        """Put the data file in the place of its name, if a name stands there."""
        gathered = self.gathered
        name = at(gathered.data, path)
        if not isinstance(name, str):
            return
        origin = gathered.origin(path)
        try:
            document, faults = self._read(name, folder, beside)
        except Refusal as refusal:
            gathered.faults.append(gathered.fault(path, refusal))
            gathered.unread.add(path)
            return
        gathered.faults += [fault for fault in faults if fault not in gathered.faults]
        if document is None:
            gathered.unread.add(path)
            return
        self._graft(path, document.data, document.origins, ())
        gathered.names[path] = (name, origin)

    def _read(self, name: str, folder: str, beside: Path) -> Examined:
        """Return what can be read of a data file, and its faults.

        A bare name is one of its kind's folder, beside the scenario or in the library; anything
        else, and a bare name that is not found there, is a file in the scenario's own folder.
        """
        bare = "/" not in name and not name.endswith(SUFFIX)
        first = ("", f"{folder}/{name}") if bare else ("", name)
        try:
            return self._read_from(*first, beside)
        except Refusal as refusal:
            if refusal.code != "path_not_found":
                raise
        document, faults = self._read_from(folder, name, beside)
        if bare and document is not None and set(document.files) & set(self._chain):
            # A scenario that happens to have the name is not meant.
            raise Refusal("path_not_found", {"given": name, "suggestion": None})
        return document, faults

    def _read_from(self, subfolder: str, name: str, beside: Path) -> Examined:
        return examine_data_file(
            name,
            library=self._places.library,
            subfolder=subfolder,
            beside=beside,
            project=self._places.project,
        )

    def _graft(self, path: KeyPath, data: Any, origins: Origins, own: KeyPath) -> None:
        """Put data with its origins at a key path; in its own file it stands at another."""
        holder = at(self.gathered.data, path[:-1])
        holder[path[-1]] = data
        for inner in self.gathered.below(path):
            del self.gathered.origins[(*path, *inner)]
        for inner, origin in origins.items():
            self.gathered.origins[(*path, *inner)] = origin
        self.gathered.moved[path] = own

    def _take_posterior(self) -> tuple[dict[str, Any], Origins] | None:
        """Take ``posterior`` out of ``uncertainties: {file: …, posterior: …}`` and read its file.

        What is there already, as in a scenario that was written out, or is none, stays.
        """
        gathered = self.gathered
        written = gathered.data.get("uncertainties")
        if not isinstance(written, dict) or "posterior" not in written:
            return None
        given = written["posterior"]
        if not isinstance(given, str):
            if "uncertainties" not in written:
                if given is not None:
                    self._fault(POSTERIOR, wrong_type(given, "file_name"))
                del written["posterior"]
            return None
        del written["posterior"]
        origin = gathered.origin(POSTERIOR)
        try:
            path = find_file(
                given,
                library=self._places.library,
                beside=self._folder(POSTERIOR),
                project=self._places.project,
            )
            found = written_out(read_posterior(path))
        except Refusal as refusal:
            self._fault(POSTERIOR, refusal)
        except (OSError, ValueError, KeyError) as error:
            why = {"given": given, "why": " ".join(str(error).split())}
            self._fault(POSTERIOR, Refusal("posterior_not_read", why))
        else:
            gathered.names[POSTERIOR] = (given, origin)
            return found, {(): origin}
        return None

    def _take_changes(self) -> tuple[Any, Origins]:
        """Take ``set`` out of ``uncertainties: {file: …, set: …}`` and leave the file's name."""
        gathered, path = self.gathered, UNCERTAINTIES
        written = gathered.data.get("uncertainties")
        if not isinstance(written, dict):
            return None, {}
        changes = written.pop("set", None)
        origins = gathered.below((*path, "set"))
        if changes is not None and not isinstance(changes, dict):
            self._fault((*path, "set"), wrong_type(changes, "mapping"))
        if "uncertainties" in written:  # the content of a file, written out
            return changes, origins
        allowed = ("file", "set", "posterior")
        for name in written:
            if name not in allowed:
                self._fault((*path, name), unknown_key(name, allowed))
        file = written.get("file")
        if isinstance(file, str):
            gathered.origins[path] = gathered.origin((*path, "file"))
            gathered.data["uncertainties"] = file
            return changes, origins
        missing = Refusal("missing_key", {"wanted": "file_name"})
        self._fault((*path, "file"), wrong_type(file, "file_name") if file else missing)
        gathered.unread.add(path)
        return changes, origins

    def _settle(self, changes: Mapping[str, Any], origins: Origins) -> None:
        """Let the priors that the scenario sets stand in the place of those of the file."""
        gathered, path = self.gathered, (*UNCERTAINTIES, "set")
        gathered.moved[path] = path
        for inner, origin in origins.items():
            gathered.origins[(*path, *inner)] = origin
        entries = at(gathered.data, (*UNCERTAINTIES, "uncertainties"))
        for name, prior in changes.items():
            if name not in HABITS:
                self._fault((*path, name), unknown_key(name, HABITS))
            elif prior is None:
                self._fault((*path, name), wrong_type(prior, "distribution"))
            elif isinstance(entries, dict) and isinstance(entries.get(name), dict):
                self._settle_one(name, entries[name], prior)

    def _settle_one(self, name: str, entry: dict[str, Any], prior: Any) -> None:
        """Set one prior; what the scenario sets it says for itself, with no source."""
        gathered, own = self.gathered, (*UNCERTAINTIES, "set", name)
        here = (*UNCERTAINTIES, "uncertainties", name)
        origins = gathered.below(own)
        entry.pop("from", None)
        for inner in gathered.below((*here, "from")):
            del gathered.origins[(*here, "from", *inner)]
        fixed = isinstance(prior, dict) and "fixed" in prior
        role = "fixed" if fixed else "fitted" if entry.get("role") == "fitted" else "sampled"
        self._graft((*here, "prior"), prior, origins, own)
        for key, value in (("role", role), ("source", SET_SOURCE), ("confidence", "low")):
            self._graft((*here, key), value, {(): origins[()]}, own)

    def _fault(self, path: KeyPath, refusal: Refusal) -> None:
        self.gathered.faults.append(self.gathered.fault(path, refusal))


def at(data: Any, path: KeyPath) -> Any:
    """Return what stands at a key path, None if nothing does."""
    for part in path:
        if isinstance(part, str):
            data = data.get(part) if isinstance(data, dict) else None
        else:
            data = data[part] if isinstance(data, list) and part < len(data) else None
    return data
