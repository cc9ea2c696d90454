"""Reports and pictures, written into the folder of a run or of a comparison."""

from __future__ import annotations

import json
from pathlib import Path

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.comparison import Comparison, comparison_json
from srdi_sim.analysis.forecast import Outlook
from srdi_sim.analysis.observed import observed_percentiles
from srdi_sim.ensemble.disk import told_where, write_whole
from srdi_sim.ensemble.runs import Runs
from srdi_sim.ensemble.store import add
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.report import figures
from srdi_sim.report.html import report_html
from srdi_sim.report.style import image_of
from srdi_sim.words import Lang

REPORT = "report.html"
FIGURES = "figures"
COMPARISON = "comparison.json"
DIFFERENCES = "differences.png"


def write_report(
    folder: Path, outlook: Outlook, bill: Bill, runs: Runs, lang: Lang, *, version: str
) -> Path:
    """Write ``report.html`` and the pictures into a finished run folder; return the report's path.

    Each file appears whole; the manifest lists them when all are there. What is there stays.
    """
    add(folder, report_files(outlook, bill, runs, lang, version))
    return folder / REPORT


def report_files(
    outlook: Outlook, bill: Bill, runs: Runs, lang: Lang, version: str
) -> dict[str, bytes]:
    """Return the report and its pictures by name."""
    observations = runs.scenario.observations
    percentiles = observed_percentiles(runs, observations)
    page = report_html(
        outlook,
        bill,
        lang,
        version=version,
        observations=observations,
        percentiles=None if percentiles.empty else percentiles,
    )
    written = {REPORT: page.encode()}
    for tier in TIER_CODES:
        written[f"{FIGURES}/{tier}.png"] = image_of(
            figures.fan(outlook, tier, observations, lang=lang), "png"
        )
    written[f"{FIGURES}/bill.png"] = image_of(figures.award_bill(bill, lang=lang), "png")
    return written


def write_comparison(folder: Path, comparison: Comparison, lang: Lang) -> None:
    """Write a comparison and its picture into a folder."""
    told = json.dumps(comparison_json(comparison), ensure_ascii=False, indent=1)
    picture = image_of(figures.differences(comparison, lang=lang), "png")
    with told_where(folder):
        write_whole(folder / COMPARISON, told.encode())
        write_whole(folder / DIFFERENCES, picture)
