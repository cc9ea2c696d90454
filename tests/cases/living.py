"""Live a hand case and say, in words, where what comes out is not what must be owed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import srdi_sim
from srdi_sim.engine.ledger import UNPAID
from srdi_sim.engine.tally import MEASURES
from srdi_sim.ensemble.runs import Runs
from srdi_sim.policy.entries import BASES, EVENTS, KINDS, PAYERS
from srdi_sim.policy.tiers import TIERS
from srdi_sim.scenario.cases import Case, Line, Total
from srdi_sim.units import exact_money


def live(case: Case) -> Runs:
    """Return the one life of a case."""
    return srdi_sim.simulate(case.scenario, replications=1, seed=1)


def lines_of(case: Case, runs: Runs) -> list[Line]:
    """Return the ledger in the words of the case."""
    scenario, ledger = case.scenario, runs.ledger
    rows = zip(*(column.tolist() for column in ledger.values()), strict=True)
    return [_line(case, scenario.clauses, dict(zip(ledger, row, strict=True))) for row in rows]


def _line(case: Case, clauses: tuple[str, ...], row: dict[str, int]) -> Line:
    return Line(
        clause=clauses[row["clause"]],
        event=EVENTS[row["event"]],
        title=TIERS[row["tier"]].code if row["tier"] >= 0 else "",
        firm=case.firms[row["firm_id"] - 1] if row["firm_id"] > 0 else "",
        banner=case.scenario.population.banners[row["banner"]] if row["banner"] >= 0 else "",
        payer=PAYERS[row["payer"]],
        kind=KINDS[row["kind"]],
        basis=BASES[row["basis"]],
        fen=row["amount_fen"],
        due=f"{row['year_due']}-{row['month_due']:02}",
        paid="never" if row["year_paid"] == UNPAID else str(row["year_paid"]),
    )


def told(line: Line) -> str:
    """Return a row as a planner reads it."""
    money = exact_money(abs(line.fen))
    who = " ".join(filter(None, (line.firm, line.title, line.banner)))
    sign = "-" if line.fen < 0 else ""
    apart = [word for word in (line.kind, line.basis) if word not in ("expenditure", "text")]
    what = f"{line.clause} {line.event} [{who}]: {line.payer} {sign}{money}"
    return " ".join([what + f", due {line.due}, paid {line.paid}", *apart])


def differences(case: Case) -> list[str]:
    """Return every difference between what must come out of a case and what does."""
    runs = live(case)
    found = lines_of(case, runs)
    return [
        *_ledger(case, found),
        *(each for total in case.totals for each in _total(total, found)),
        *_counts(case, runs),
    ]


def _ledger(case: Case, found: Iterable[Line]) -> Iterator[str]:
    if case.owed is not None:
        wanted, there = Counter(case.owed), Counter(found)
        yield from _repeated("expected, not found", wanted - there)
        yield from _repeated("found, not expected", there - wanted)
        return
    beyond = Counter(each for each in found if not any(map(each.agrees, _labels(case))))
    yield from _repeated("found, in no total", beyond)


def _labels(case: Case) -> list[dict[str, str]]:
    return [dict(total.wanted) for total in case.totals]


def _repeated(what: str, lines: Counter[Line]) -> Iterator[str]:
    for line, times in lines.items():
        yield f"{what}: {told(line)}" + (f" ({times} times)" if times > 1 else "")


def _total(total: Total, found: Iterable[Line]) -> Iterator[str]:
    rows = [line for line in found if line.agrees(total.wanted)]
    named = ", ".join(total.wanted.values())
    if total.fen is not None and (fen := sum(line.fen for line in rows)) != total.fen:
        yield f"total of {named}: expected {_money(total.fen)}, found {_money(fen)}"
    if total.rows is not None and len(rows) != total.rows:
        yield f"rows of {named}: expected {total.rows}, found {len(rows)}"


def _money(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{exact_money(abs(fen))}"


def _counts(case: Case, runs: Runs) -> Iterator[str]:
    scenario, last = case.scenario, case.scenario.until
    outlook = srdi_sim.forecast(runs)
    for tier, wanted in case.counted.items():
        if (found := int(outlook.count(tier, last)[0])) != wanted:
            yield f"counted as {tier.code} at the end of {last}: expected {wanted}, found {found}"
    for tier, met in case.met.items():
        target = next(each for each in scenario.targets if each.tier is tier)
        number = int(outlook.count(tier, last)[0])
        if target.met(number, scenario.reading.exceed) != met:
            wanted = target.wanted(scenario.reading.exceed)
            yield f"target {tier.code} {wanted}: expected met = {met}, counted {number}"
    for name, value in case.measured.items():
        found = float(runs.measures[0, -1, MEASURES.index((name, ""))])
        if found != value:
            yield f"{name} at the end of {last}: expected {value:g}, found {found:g}"
