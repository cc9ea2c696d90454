"""What new figures make of what was believed, as plain text: what ``srdi update`` prints."""

from __future__ import annotations

from typing import Any

from srdi_sim.analysis.fitting.update import Updated
from srdi_sim.analysis.statistics import Chance
from srdi_sim.report import wording
from srdi_sim.report.columns import SENTENCE, aligned, wrapped
from srdi_sim.report.names import outcome_told
from srdi_sim.report.tables import Row
from srdi_sim.units import WAN, rounded
from srdi_sim.words import Lang, say


def update_text(found: Updated, lang: Lang, path: str) -> str:
    """Return outcomes before and after new figures as lines of text; `path` is the posterior's."""
    scenario, old = found.scenario, found.scenario.uncertainties.posterior
    before = (
        say("report.update.priors", lang)
        if old is None
        else say("report.update.posterior", lang, name=old.name, until=old.until)
    )
    size = say("report.runs", lang, n=found.numbers.size, seed=found.seed)
    lines = [
        say("report.name", lang, name=scenario.name),
        say("report.reading_is", lang) + wording.reading_told(scenario.reading, lang),
        *wording.not_as_proposed(scenario.reading, lang),
        say("report.joint", lang).join((size, before)),
        *wrapped(_told(found, lang), SENTENCE),
        "",
        *aligned(_rows(found, lang), {1, 2}),
        "",
        *(line for note in _notes(found, lang) for line in wrapped(note, SENTENCE)),
        say("report.update.file", lang, path=path),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _told(found: Updated, lang: Lang) -> str:
    names = [term.name for term in found.terms]
    effective = f"{found.effective:,.0f}"
    return say("report.update.weighed", lang, n=len(names), names=names, effective=effective)


def _rows(found: Updated, lang: Lang) -> list[Row]:
    heads = [say(f"report.update.column.{name}", lang) for name in ("outcome", "before", "after")]
    rows: list[Row] = [tuple(heads)]
    sizes = {"before": float(found.numbers.size), "after": found.effective}
    for row in found.table().to_dict("records"):
        told = outcome_told(str(row["name"]), found.scenario, lang)
        cells = (_cell({str(key): row[key] for key in row}, kind, sizes[kind]) for kind in sizes)
        rows.append((told, *cells))
    return rows


def _cell(row: dict[str, Any], kind: str, size: float) -> str:
    """Return a chance with its 95 % interval, or a median with its 80 % interval."""
    if row["name"].startswith("chance:"):
        of = round(size)
        return wording.chance_in_short(Chance(round(row[f"{kind}_mean"] * of), of))
    low, median, high = (row[f"{kind}_{name}"] for name in ("low80", "median", "high80"))
    if row["name"].startswith("cost:"):
        low, median, high = (rounded(round(end), WAN, 0) for end in (low, median, high))
    return f"{median:,.0f} ({low:,.0f}–{high:,.0f})"


def _notes(found: Updated, lang: Lang) -> list[str]:
    posterior = found.posterior
    notes = [say("report.update.cells", lang)]
    notes += [say("report.update.draws", lang, n=len(posterior), until=posterior.until)]
    if found.repeated:
        notes += [say("report.update.repeated", lang, names=found.repeated)]
    if found.failed:
        notes += [say("report.failed", lang, failed=len(found.failed))]
    return notes
