"""All sheets of a budget, in their fixed order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.forecast import Outlook
from srdi_sim.analysis.guarantees import Guarantees
from srdi_sim.report import unknowns, wording
from srdi_sim.report.sheets.assumptions import assumptions
from srdi_sim.report.sheets.contingent import contingent
from srdi_sim.report.sheets.detail import detail, lines_of_one
from srdi_sim.report.sheets.model import Picture, Sheet
from srdi_sim.report.sheets.summary import summary, targets
from srdi_sim.report.sheets.three_years import three_years, window_of
from srdi_sim.report.sheets.years import by_payer, by_year_and_clause
from srdi_sim.words import Lang, say


def budget_sheets(
    outlook: Outlook,
    bill: Bill,
    fund: Guarantees,
    lang: Lang,
    *,
    made: Mapping[str, str],
    budget_year: int | None = None,
    bills: Sequence[Picture] = (),
    fans: Sequence[Picture] = (),
) -> tuple[Sheet, ...]:
    """Return the sheets of a budget in their fixed order.

    Parameters
    ----------
    fund : the guarantee fund of the same ensemble
    made : versions of what made the figures, by name
    budget_year : first of the three-year estimate; see
        :func:`srdi_sim.report.sheets.three_years.window_of`
    bills, fans : pictures for the summary, and for a sheet of their own at the end
    """
    lines = _about(outlook, lang)
    sheets = (
        summary(outlook, bill, lang, lines, bills),
        targets(outlook, lang, lines),
        by_year_and_clause(bill, lang, lines),
        by_payer(bill, lang, lines),
        three_years(bill, lang, lines, window_of(bill, budget_year)),
        contingent(fund, bill, lang, lines),
        assumptions(outlook, bill, lang, lines, made),
        detail(bill, lang, lines),
        lines_of_one(bill, lang, lines),
    )
    return (*sheets, _figures(lang, lines, fans)) if fans else sheets


def _about(outlook: Outlook, lang: Lang) -> tuple[str, ...]:
    """Return what stands at the head of every sheet: scenario, period, reading, replications."""
    scenario = outlook.scenario
    period = say("report.years", lang, first=scenario.years[0], last=scenario.until)
    told = [
        say("sheet.about", lang, name=scenario.name, period=period),
        say("report.reading_is", lang) + wording.reading_told(scenario.reading, lang),
        unknowns.runs_told(outlook, lang),
    ]
    if outlook.failed:
        told.append(say("report.failed", lang, failed=outlook.failed))
    return tuple(told)


def _figures(lang: Lang, lines: tuple[str, ...], pictures: Sequence[Picture]) -> Sheet:
    """Return the sheet of pictures; the data behind them stand in the others."""
    name = say("sheet.name.figures", lang)
    title = say("sheet.title.figures", lang)
    return Sheet("figures", name, title, lines, (), pictures=tuple(pictures), upright=True)
