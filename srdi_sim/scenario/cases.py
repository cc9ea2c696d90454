"""Hand cases: small worlds in YAML that a budget officer can check, with what must be owed in them.

A case is a scenario in which nothing happens but what it says: no lever acts that is not named, no
effect is other than 0, and every firm meets the conditions of every title. The policy, the ladder,
the banners, sectors and parks are those of the shipped scenario.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from srdi_sim.errors import Fault, ScenarioError
from srdi_sim.policy.reading import Reading
from srdi_sim.policy.tiers import Tier, tier_of, year_of
from srdi_sim.scenario import loading
from srdi_sim.scenario.case_file import base, examine_case_file, holds_cases
from srdi_sim.scenario.case_schema import CaseWritten, OwedWritten, TotalWritten
from srdi_sim.scenario.case_world import register, settled
from srdi_sim.scenario.scenario import Caution, Scenario

FOLDER = "cases"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a ledger in words; empty where there is no title, firm or banner."""

    clause: str
    event: str
    title: str
    firm: str
    banner: str
    payer: str
    kind: str
    basis: str
    fen: int
    due: str
    paid: str

    def agrees(self, wanted: Mapping[str, str]) -> bool:
        """Return whether the row has these labels; `due` is the year."""
        own = {name: getattr(self, name) for name in wanted}
        return {**own, "due": self.due[:4]} == {"due": self.due[:4], **wanted}


@dataclass(frozen=True, slots=True)
class Total:
    """What the rows with the labels `wanted` must add up to, and how many they must be."""

    wanted: Mapping[str, str]
    fen: int | None
    rows: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """A case: the scenario it makes, and what must come out.

    Attributes
    ----------
    firms : tuple of str
        The name of each firm, by its id less 1; firms alike have one name.
    owed : tuple of Line or None
        The whole ledger; None where only totals are given.
    counted, met : mapping of tier to firms, or to whether its target is met
        At the end of the last year, as the reading counts.
    measured : mapping of a measure of the whole city to its value
    """

    file: str
    line: int
    name: str
    why: str
    scenario: Scenario
    firms: tuple[str, ...]
    owed: tuple[Line, ...] | None
    totals: tuple[Total, ...]
    counted: Mapping[Tier, int]
    met: Mapping[Tier, bool]
    measured: Mapping[str, float]


def case_files() -> tuple[Path, ...]:
    """Return the shipped files of cases."""
    return tuple(sorted((loading.library() / FOLDER).glob("*.yaml")))


def load_cases(path: Path | str, *, project: Path | None = None) -> tuple[Case, ...]:
    """Return the cases of a file, or raise `ScenarioError` with every fault."""
    cases, faults = examine_cases(path, project=project)
    if faults:
        raise ScenarioError(faults)
    return cases


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in some scenarios and files of cases: how many there are of each, and what."""

    scenarios: int
    case_files: int
    cases: int
    faults: tuple[Fault, ...]
    warnings: tuple[Caution, ...]


def check(paths: Iterable[str | Path], *, project: Path | None = None) -> list[Fault]:
    """Return every fault of some scenarios and files of cases, none if they are all valid."""
    return list(checked(paths, project=project).faults)


def checked(paths: Iterable[str | Path], *, project: Path | None = None) -> Checked:
    """Return every fault of some scenarios and files of cases, and what is cautioned of them."""
    faults: dict[Fault, None] = {}
    warnings: dict[Caution, None] = {}
    scenarios, files, cases = 0, 0, 0
    for path in paths:
        if holds_cases(path, project=project):
            found, wrong = examine_cases(path, project=project)
            files, cases = files + 1, cases + len(found)
            faults.update(dict.fromkeys(wrong))
            continue
        scenarios += 1
        try:
            scenario = loading.load_scenario(path, project=project)
        except ScenarioError as error:
            faults.update(dict.fromkeys(error.faults))
        else:
            warnings.update(dict.fromkeys(scenario.warnings))
    return Checked(scenarios, files, cases, ScenarioError(faults).faults, tuple(warnings))


def examine_cases(
    path: Path | str, *, project: Path | None = None
) -> tuple[tuple[Case, ...], list[Fault]]:
    """Return the cases of a file and every fault of it; no cases where there are faults."""
    file, document, faults = examine_case_file(path, project=project)
    if file is None or document is None:
        return (), faults
    origins = (document.origin(("cases", n)) for n in range(len(file.cases)))
    made = (_case(each, at.file, at.line) for each, at in zip(file.cases, origins, strict=True))
    return tuple(made), []


def _case(written: CaseWritten, file: str, line: int) -> Case:
    """Return the case that is written."""
    ordos, years = base(), written.period
    begun = min(award.since for award in ordos.policy.awards)
    start = written.start or max(begun, dt.date(years[0], 1, 1))
    groups = written.given.firms
    scenario = replace(
        ordos,
        name=written.case,
        why=written.why,
        start=start,
        until=years[-1],
        reading=Reading(**dict(written.reading)),
        policy=written.policy.value(),
        population=register(ordos, groups, start.year),
        uncertainties=settled(ordos.uncertainties, written.settled),
        observed="",
        watch=(),
        observations=(),
        warnings=(),
        resolved={},
        origins={},
        sha256="",
    )
    owed = None
    if written.owed is not None:
        owed = tuple(each for row in written.owed for each in _lines(row, written))
    return Case(
        file=file,
        line=line,
        name=written.case,
        why=written.why,
        scenario=scenario,
        firms=tuple(each.firm for each in groups for _ in range(each.count)),
        owed=owed,
        totals=tuple(map(_total, written.total or ())),
        counted={tier_of(code): number for code, number in written.counted.items()},
        met={tier_of(code): met for code, met in written.met.items()},
        measured=written.measured,
    )


def _lines(row: OwedWritten, case: CaseWritten) -> list[Line]:
    """Return the rows of the ledger that a written one stands for: one a payer and firm."""
    group = next((each for each in case.given.firms if each.firm == row.firm), None)
    year = year_of(row.due)
    return [
        Line(
            clause=row.clause,
            event=row.event,
            title=case.title_of(row) or "",
            firm=row.firm or "",
            banner=group.banner if group else row.banner or "",
            payer=payer,
            kind=row.kind,
            basis=row.basis,
            fen=fen,
            due=f"{year}-{row.due % 12 + 1:02}",
            paid=str(row.paid or year),
        )
        for payer, fen in row.pays.items()
        for _ in range(row.times * (group.count if group else 1))
    ]


def _total(written: TotalWritten) -> Total:
    named = written.model_dump(exclude={"amount", "rows"}, exclude_none=True)
    return Total({name: str(label) for name, label in named.items()}, written.amount, written.rows)
