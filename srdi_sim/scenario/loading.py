"""Scenarios by name or path: found, read, examined as a whole, and turned into values."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from srdi_sim.errors import Fault, Refusal, ScenarioError
from srdi_sim.policy.reading import MUNICIPAL_NEVER, Reading
from srdi_sim.policy.terms import last_batch
from srdi_sim.policy.tiers import TIER_CODES, tier_of
from srdi_sim.scenario.faults import Wrong, wrongs_of
from srdi_sim.scenario.fields import Known
from srdi_sim.scenario.files import find_scenario, read_data_file
from srdi_sim.scenario.gathering import LADDER, POPULATION, TEXT, Gathered, at, gather
from srdi_sim.scenario.idle import idle
from srdi_sim.scenario.observed_schema import ObservedFile
from srdi_sim.scenario.places import library_names
from srdi_sim.scenario.scenario import Caution, Observation, Scenario, park_name, watched
from srdi_sim.scenario.schema import ScenarioFile

_PACKAGE = Path(__file__).resolve().parents[1]


def library() -> Path:
    """Return the folder of shipped scenarios: in the package, or beside it in a source tree."""
    shipped = _PACKAGE / "scenarios"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "scenarios"


def scenario_names() -> tuple[str, ...]:
    """Return the names of the shipped scenarios."""
    return tuple(library_names(library()))


def observed(name_or_path: str | Path) -> tuple[Observation, ...]:
    """Return a set of observations, given by the path of its file or by its name in the library.

    Raises
    ------
    ScenarioError
        There is no such set, or its file is not valid.
    """
    given = Path(name_or_path)
    name, beside = (given.name, given.parent) if given.suffix else (str(given), None)
    try:
        if beside is not None and not given.is_file():
            raise Refusal("file_missing", {"given": str(given)})
        document = read_data_file(name, library=library(), subfolder="observed", beside=beside)
    except Refusal as refusal:
        raise ScenarioError([refusal.at(str(given), 1)]) from None
    gathered = Gathered(document.data, document.origins)
    try:
        return ObservedFile.model_validate(document.data).value()
    except ValidationError as error:
        wrongs = wrongs_of(error, ObservedFile)
        raise ScenarioError(gathered.fault(each.path, each.refusal) for each in wrongs) from None


def load_scenario(name_or_path: str | Path, *, project: Path | None = None) -> Scenario:
    """Return a scenario, given by the path of its file or by its name in the library.

    Parameters
    ----------
    name_or_path : str or Path
    project : Path, optional
        The folder that the file and all it names must be in, if not in the library; the nearest
        folder above the file with ``srdi.toml`` or ``.git``, else its own, if not given.

    Raises
    ------
    ScenarioError
        With every fault of the file and of all files that it names.
    """
    gathered, written, faults = examine(name_or_path, project=project)
    if gathered is None or written is None or faults:
        raise ScenarioError(faults)
    return _scenario(gathered, written)


def check(paths: Iterable[str | Path], *, project: Path | None = None) -> list[Fault]:
    """Return every fault of some scenarios, none if they are all valid."""
    found: dict[Fault, None] = {}
    for path in paths:
        found.update(dict.fromkeys(examine(path, project=project)[2]))
    return list(ScenarioError(found).faults)


def examine(
    name_or_path: str | Path, *, project: Path | None = None
) -> tuple[Gathered | None, ScenarioFile | None, list[Fault]]:
    """Return what a scenario and its data files say, that as a model, and every fault."""
    shipped = library()
    try:
        path = find_scenario(name_or_path, shipped)
    except ScenarioError as error:
        return None, None, list(error.faults)
    gathered, faults = gather(path, shipped, project)
    if gathered is None:
        return None, None, faults
    if "cases" in gathered.data:
        values = {"given": str(name_or_path)}
        return None, None, [gathered.fault(("cases",), Refusal("file_of_cases", values))]
    written, wrongs = _examined(gathered)
    told = {(fault.file, fault.line, fault.key) for fault in faults}
    known = _known(gathered.data)
    paths = {wrong.path for wrong in wrongs}
    unused, _ = idle(gathered, known, _reading(gathered.data))
    wrongs += [wrong for wrong in unused if wrong.path not in paths]
    for wrong in wrongs:
        fault = gathered.fault(wrong.path, wrong.refusal)
        # What is refused in reading stands as its text: that this is wrong too need not be told.
        if (fault.file, fault.line, fault.key) not in told:
            faults.append(fault)
    return gathered, written, faults


def _examined(gathered: Gathered) -> tuple[ScenarioFile | None, list[Wrong]]:
    try:
        return ScenarioFile.model_validate(gathered.data, context=_known(gathered.data)), []
    except ValidationError as error:
        return None, [
            wrong
            for wrong in wrongs_of(error, ScenarioFile)
            if not any(wrong.path[: len(path)] == path for path in gathered.unread)
        ]


def _known(data: dict[str, Any]) -> Known:
    """Return what one part may say about another, as far as it is sound."""
    first, last = (at(data, ("period", name)) for name in ("from", "to"))
    sound = type(first) is int and type(last) is int and first <= last
    start, signed = at(data, (*POPULATION, "start")), at(data, (*TEXT, "signed"))
    return Known(
        period=(first, last) if sound else None,
        start=start if type(start) is int else None,
        signed=signed if type(signed) is dt.date else None,
        clauses=tuple(str(each.get("clause")) for each in _mappings(at(data, (*TEXT, "clauses")))),
        rungs=_rungs(data),
        banners=_names(at(data, (*POPULATION, "banners"))),
        sectors=_names(at(data, (*POPULATION, "sectors"))),
        parks=_parks(at(data, POPULATION)),
        groups={
            group["name"]: group
            for group in _mappings(at(data, (*POPULATION, "groups")))
            if isinstance(group.get("name"), str)
        },
        rubrics=tuple(
            rules["name"]
            for holder in (at(data, LADDER), *_mappings(at(data, (*LADDER, "with"))))
            for rules in _mappings(at(holder, ("rule_sets",)))
            if isinstance(rules.get("name"), str) and rules.get("items")
        ),
    )


def _rungs(data: dict[str, Any]) -> dict[str, tuple[dt.date, int | None]] | None:
    """Return from when to when each rung gives titles, None if the ladder is not sound."""
    rungs, reading = _mappings(at(data, (*LADDER, "rungs"))), _reading(data)
    found = {}
    for each in rungs:
        tier, since, first, last = map(each.get, ("tier", "since", "first_batch", "last_batch"))
        ends = last is None or (type(last) is int and type(first) is int and first <= last)
        if tier not in TIER_CODES or type(since) is not dt.date or not ends:
            return None
        found[str(tier)] = (since, last_batch(tier_of(str(tier)), last, reading))
    return found or None


def _reading(data: dict[str, Any]) -> Reading:
    """Return the answers on which the time in force depends, as far as they are sound."""
    reading, written = Reading(), at(data, ("reading",))
    until, later = (at(written, (name,)) for name in ("municipal_rung_until", "later_documents"))
    if type(until) is int and until >= MUNICIPAL_NEVER:
        reading = replace(reading, municipal_rung_until=until)
    if later == "in_force":
        reading = replace(reading, later_documents=later)
    if at(written, ("policy_after_2025",)) == "ends":
        reading = replace(reading, policy_after_2025="ends")
    return reading


def _names(content: Any) -> tuple[str, ...] | None:
    return tuple(content) if isinstance(content, dict) else None


def _parks(population: Any) -> tuple[str, ...] | None:
    """Return the names of a population's parks, None if they cannot be known."""
    banners, each = at(population, ("banners",)), at(population, ("parks_per_banner",))
    if not isinstance(banners, dict) or type(each) is not int:
        return None
    return tuple(park_name(banner, n) for banner in banners for n in range(1, each + 1))


def _mappings(content: Any) -> list[dict[str, Any]]:
    listed = content if isinstance(content, list) else []
    return [each for each in listed if isinstance(each, dict)]


def _scenario(gathered: Gathered, written: ScenarioFile) -> Scenario:
    observations = written.observed.value() if written.observed else ()
    years = range(written.period.from_, written.period.to + 1)
    policy = written.policy.value()
    return Scenario(
        name=written.name,
        why=written.why or "",
        start=written.period.first_day,
        until=written.period.to,
        reading=Reading(**dict(written.reading)),
        policy=policy,
        ladder=written.ladder.value(),
        population=written.population.synthetic.value(),
        uncertainties=written.uncertainties.value(),
        targets=tuple(target.value() for target in written.targets),
        observed=written.observed.name if written.observed else "",
        watch=watched(observations, years),
        observations=observations,
        text=written.text.value() if written.text else None,
        ranges=written.ranges.value() if written.ranges else (),
        warnings=(
            *_cautions(written),
            *unheld(observations, policy.clauses),
            *_idle(gathered),
        ),
        resolved=gathered.data,
        origins={path: f"{each.file}:{each.line}" for path, each in gathered.origins.items()},
        sha256=_digest(written),
    )


def _idle(gathered: Gathered) -> list[Caution]:
    return idle(gathered, _known(gathered.data), _reading(gathered.data))[1]


def _cautions(written: ScenarioFile) -> Iterable[Caution]:
    """Yield the tiers whose rules of a text that comes into force in the period were not found."""
    for file in written.ladder.with_:
        if file.begins.year <= written.period.to:
            for tier in file.not_found:
                values = (("tier", tier), ("text", file.name), ("since", file.begins.year))
                yield Caution("rules_not_found", values)


def unheld(observations: Iterable[Observation], clauses: tuple[str, ...]) -> Iterable[Caution]:
    """Yield the published payments under a clause that has no line in the books."""
    for each in observations:
        for clause in each.clauses:
            if clause not in clauses:
                yield Caution("no_line_of_clause", (("name", each.name), ("clause", clause)))


def _digest(written: ScenarioFile) -> str:
    """Return the digest of what a scenario means; the order of keys counts where it has meaning."""
    content = json.dumps(
        written.model_dump(mode="json", by_alias=True), ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(content.encode()).hexdigest()
