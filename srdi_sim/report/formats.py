"""The command `srdi report`: a finished run told again, in the formats and language asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from srdi_sim.analysis.budget import Bill, budget
from srdi_sim.analysis.forecast import Outlook, forecast
from srdi_sim.analysis.guarantees import guarantees
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.store import add, open_run, read_manifest
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.report import figures, wording
from srdi_sim.report.csv_files import FOLDER, csv_files
from srdi_sim.report.pages import REPORT, write_report
from srdi_sim.report.sheets.book import budget_sheets
from srdi_sim.report.sheets.model import Picture, Sheet
from srdi_sim.report.style import image_of
from srdi_sim.report.workbook import workbook_of
from srdi_sim.words import Lang, say

FORMATS = ("html", "xlsx", "csv")
WORKBOOK = "budget.xlsx"
_CONFIDENCE = Fraction(4, 5)


def report_run(
    path: Path | str,
    formats: Sequence[str],
    lang: Lang,
    *,
    version: str,
    budget_year: int | None = None,
    guarded: bool = True,
) -> list[Path]:
    """Write reports into a finished run folder; return where each stands.

    Parameters
    ----------
    formats : of :data:`FORMATS`
    version : of the program
    budget_year : first of the three-year estimate
    guarded : whether texts that look like formulas are marked in csv files

    Raises
    ------
    SrdiError
        An unknown format; a folder without a finished run, damaged, or being written by another
        process; a budget year outside the period.
    """
    folder = Path(path)
    if unknown := [each for each in formats if each not in FORMATS]:
        raise SrdiError("report.unknown_format", {"given": unknown, "known": FORMATS})
    runs = open_run(folder)
    outlook, bill = forecast(runs), budget(runs)
    found: dict[str, bytes] = {}
    if set(formats) & {"xlsx", "csv"}:
        made = made_by(read_manifest(folder), runs)
        sheets = told(outlook, bill, runs, lang, made=made, budget_year=budget_year)
        if "xlsx" in formats:
            found[WORKBOOK] = as_workbook(sheets, outlook, lang, version=version)
        if "csv" in formats:
            found |= csv_files(sheets, lang, guarded=guarded)
    if "html" in formats:
        write_report(folder, outlook, bill, runs, lang, version=version)
    add(folder, found)
    places = {"html": REPORT, "xlsx": WORKBOOK, "csv": FOLDER}
    return [folder / places[each] for each in dict.fromkeys(formats)]


def told(
    outlook: Outlook,
    bill: Bill,
    runs: Runs,
    lang: Lang,
    *,
    made: Mapping[str, str],
    budget_year: int | None = None,
) -> tuple[Sheet, ...]:
    """Return the sheets of a budget with their pictures."""
    drawn = {"chances": figures.chances(outlook, lang=lang)} if outlook.scenario.targets else {}
    drawn["award_bill"] = figures.award_bill(bill, lang=lang)
    bills = [_picture(axes, say(f"report.figure.{name}", lang)) for name, axes in drawn.items()]
    fans = []
    for tier in TIER_CODES:
        shows = say("report.figure.fan", lang, tier=wording.tier_told(tier, lang))
        axes = figures.fan(outlook, tier, runs.scenario.observations, lang=lang)
        fans.append(_picture(axes, shows))
    fund = guarantees(runs, _CONFIDENCE)
    return budget_sheets(
        outlook, bill, fund, lang, made=made, budget_year=budget_year, bills=bills, fans=fans
    )


def as_workbook(sheets: Sequence[Sheet], outlook: Outlook, lang: Lang, *, version: str) -> bytes:
    """Return sheets as a workbook; at the foot of each page stands what it was made from."""
    footer = f"srdi_sim {version} · {outlook.scenario.sha256[:16]}"
    return workbook_of(sheets, lang, title=sheets[0].title, footer=footer)


def made_by(manifest: Mapping[str, Any], runs: Runs) -> dict[str, str]:
    """Return the versions of what made a run, by name, and the rules that were replaced."""
    package = manifest["package"]
    return {
        "srdi_sim": f"{package['version']} ({package['sha256'][:16]})",
        **manifest["versions"],
        **{f"rule {name}": digest for name, digest in runs.replaced_rules},
    }


def _picture(axes: Axes, shows: str) -> Picture:
    figure = axes.figure
    assert isinstance(figure, Figure)
    width, height = figure.get_size_inches()
    return Picture(image_of(axes, "png"), shows, float(width), float(height))
