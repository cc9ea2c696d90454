"""A file of hand cases as it is read: what its head says laid under every case, and its faults."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from srdi_sim.errors import Fault, Refusal, ScenarioError, dotted
from srdi_sim.scenario import loading
from srdi_sim.scenario.case_schema import CaseFile
from srdi_sim.scenario.faults import Path as KeyPath
from srdi_sim.scenario.faults import wrongs_of
from srdi_sim.scenario.fields import Known
from srdi_sim.scenario.files import Document, examine_document, find_scenario
from srdi_sim.scenario.gathering import question_of
from srdi_sim.scenario.scenario import Scenario

BASE = "ordos-2022"  # whose policy, ladder, banners, sectors, parks and targets a case has
AS_WRITTEN = "as_written"  # in the place of a lever, or of all: as the shipped policy has it
_SHARED = ("start", "policy", "reading", "settled")  # what the head may say for all cases


@cache
def base() -> Scenario:
    """Return the shipped scenario on which cases stand."""
    return loading.load_scenario(BASE)


def holds_cases(name_or_path: str | Path, *, project: Path | None = None) -> bool:
    """Return whether a file is one of cases; what cannot be read is taken for a scenario."""
    try:
        path = find_scenario(name_or_path, loading.library())
    except ScenarioError:
        return False
    document, _ = examine_document(path, library=loading.library(), project=project)
    return document is not None and "cases" in document.data


def examine_case_file(
    path: Path | str, *, project: Path | None = None
) -> tuple[CaseFile | None, Document | None, list[Fault]]:
    """Return what a file of cases says, as a model and as it is written, and every fault."""
    document, told = examine_document(path, library=loading.library(), project=project)
    if document is None or told:
        return None, document, list(told)
    try:
        file = CaseFile.model_validate(_laid_out(document.data), context=_known())
    except ValidationError as error:
        found = (_fault(document, each.path, each.refusal) for each in wrongs_of(error, CaseFile))
        return None, document, list(dict.fromkeys(found))  # the head's stand under every case
    return file, document, []


def _known() -> Known:
    people, text = base().population, base().text
    return Known(
        signed=text.signed if text else None,
        clauses=tuple(each.clause for each in text.clauses) if text else (),
        banners=people.banners,
        sectors=people.sectors,
        parks=base().parks,
    )


def _fault(document: Document, path: KeyPath, refusal: Refusal) -> Fault:
    """Return what is wrong as a fault of the line on which it stands, of the case or the head."""
    if number := question_of(path[2:], refusal):
        refusal = Refusal(refusal.code, {**refusal.values, "of_clause": number})
    if path[:1] == ("cases",) and path[2:3] and path[2] in _SHARED:
        in_head = path[2:]
        if _depth(document, in_head) > _depth(document, path) - 2:
            path = in_head
    origin = document.origin(path)
    return refusal.at(origin.file, origin.line, dotted(path))


def _depth(document: Document, path: KeyPath) -> int:
    """Return how many keys of a path are written."""
    return max(length for length in range(len(path) + 1) if path[:length] in document.origins)


def _laid_out(data: dict[str, Any]) -> dict[str, Any]:
    """Return the file with what its head says laid under every case."""
    listed = data.get("cases")
    if not isinstance(listed, list):
        return data
    return {**data, "cases": [_laid_under(each, data) for each in listed]}


def _laid_under(case: Any, head: Mapping[str, Any]) -> Any:
    if not isinstance(case, dict):
        return case
    laid = dict(case)
    for name in _SHARED:
        said = [each[name] for each in (head, case) if name in each]
        if said:
            laid[name] = _policy(said) if name == "policy" else _merged(said)
    return laid


def _merged(said: list[Any]) -> Any:
    """Return mappings laid over one another; of anything else the last that was said."""
    if all(isinstance(each, dict) for each in said):
        return {name: value for each in said for name, value in each.items()}
    return next(each for each in reversed(said) if not isinstance(each, dict))


def _policy(said: list[Any]) -> Any:
    """Return the levers that act: those named, each laid over the shipped one."""
    shipped = base().resolved["policy"]
    acting: dict[str, Any] = {}
    for levers in said:
        if levers == AS_WRITTEN:
            acting = dict(shipped)
            continue
        if not isinstance(levers, dict):
            return levers
        for name, lever in levers.items():
            if lever is None:
                acting.pop(name, None)
            elif lever == AS_WRITTEN:
                acting[name] = shipped.get(name, lever)
            else:
                acting[name] = _laid_over(acting.get(name, shipped.get(name)), lever)
    return acting


def _laid_over(under: Any, over: Any) -> Any:
    """Return a lever changed by another: keys replace, null removes; a list replaces as a whole."""
    if not isinstance(over, dict):
        return over
    laid = {**under, **over} if isinstance(under, dict) else over
    return {name: each for name, each in laid.items() if each is not None}
