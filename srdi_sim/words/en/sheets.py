"""English words of the budget workbook and of `srdi report`."""

WORDS = {
    "cli.report.about": "write a finished run as a report, a workbook or csv",
    "cli.help.format": "formats, with commas: html, xlsx, csv (html,xlsx)",
    "cli.help.budget_year": "first year of the three-year estimate (of the period's last three)",
    "cli.help.csv_as_is": "put no quotation mark before csv text that looks like a formula",
    "error.report.unknown_format": "there is no format {given}; there are: {known}",
    "error.report.budget_year": "the budget year {given} is outside {first}–{last}",
    "error.report.amount_too_large": (
        "an amount of {given} fen is more than a workbook holds exactly (10 trillion yuan); "
        "check the amounts of the scenario"
    ),
    # names and titles of sheets
    "sheet.name.summary": "Summary",
    "sheet.name.targets": "Targets",
    "sheet.name.by_year_and_clause": "By year and clause",
    "sheet.name.by_payer": "By payer",
    "sheet.name.three_years": "Three-year estimate",
    "sheet.name.contingent": "Contingent",
    "sheet.name.assumptions": "Assumptions and definitions",
    "sheet.name.detail": "Detail",
    "sheet.name.lines": "Detail line by line",
    "sheet.name.figures": "Figures",
    "sheet.title.summary": "Summary of the budget: {name}",
    "sheet.title.targets": "Targets and their chances",
    "sheet.title.by_year_and_clause": "Expenditure by year and clause",
    "sheet.title.by_payer": "Expenditure by payer",
    "sheet.title.three_years": "Three-year estimate, {first}–{last}, by year of payment",
    "sheet.title.contingent": "Assets and contingent liabilities (no part of expenditure)",
    "sheet.title.assumptions": "Assumptions and definitions",
    "sheet.title.detail": "Detail of expenditure (mean of all replications)",
    "sheet.title.lines": "Detail of expenditure line by line (one replication)",
    "sheet.title.figures": "Figures",
    "sheet.table.money": "1. Money",
    "sheet.table.chances": "2. Targets",
    "sheet.table.targets": "1. Targets and their chances",
    "sheet.table.firms": "2. Firms at each tier (year end)",
    "sheet.table.definitions": "1. Definitions",
    "sheet.table.reading": "2. The reading of what the text leaves open",
    "sheet.table.prices": "3. What prices it (due within the period, mean)",
    "sheet.table.unpriced": "4. Matters and risks that are not in the numbers",
    "sheet.table.priors": "5. What is unknown: priors and sources",
    "sheet.table.made": "6. What it was made from",
    # around the tables
    "sheet.about": "Scenario: {name}; period: {period}",
    "sheet.to_fill": (
        "Office: (to fill)   Prepared by: (to fill)   Checked by: (to fill)   Date: (to fill)"
    ),
    "sheet.noted": "Note {n}: ",
    "sheet.page": "Page &P of &N",
    "sheet.one_replication": (
        "The lines of replication {number} (seed {seed}): what the city and the banners owe in "
        "it, {amount} 万元, is the P{percent} of all replications."
    ),
    "sheet.csv.money": "{head} (万元)",
    "sheet.csv.sheet": "Sheet",
    "sheet.csv.note": "Note",
    # labels
    "sheet.column.place": "No.",
    "sheet.column.side": "Side",
    "sheet.column.figure": "Figure",
    "sheet.column.item": "Item",
    "sheet.column.kind": "Kind",
    "sheet.column.counts": "In total",
    "sheet.column.clause": "Clause",
    "sheet.column.event": "Event",
    "sheet.column.tier": "Tier",
    "sheet.column.banner": "Banner",
    "sheet.column.firm_id": "Firm",
    "sheet.column.payer": "Payer",
    "sheet.column.basis": "Priced by",
    "sheet.column.year_due": "Year due",
    "sheet.column.month_due": "Month due",
    "sheet.column.year_paid": "Year paid",
    "sheet.column.amount": "Amount",
    "sheet.column.low80": "80% low",
    "sheet.column.high80": "80% high",
    "sheet.column.chance": "Chance",
    "sheet.column.low95": "95% low",
    "sheet.column.high95": "95% high",
    "sheet.column.of": "Replications",
    "sheet.column.word": "In words",
    "sheet.column.define": "Term",
    "sheet.column.meaning": "Meaning",
    "sheet.column.lever": "Lever",
    "sheet.column.reason": "Why it has no price",
    "sheet.column.name": "Name",
    "sheet.column.prior": "Prior",
    "sheet.column.role": "Use",
    "sheet.column.unit": "Unit",
    "sheet.column.confidence": "Confidence",
    "sheet.column.source": "Source",
    "sheet.column.made": "Item",
    "sheet.column.value": "Value",
    "sheet.side.due": "due",
    "sheet.side.paid": "paid",
    "sheet.figure.mean": "mean",
    "sheet.figure.text": "mean: by the text",
    "sheet.figure.assumption": "mean: assumed",
    "sheet.figure.p50": "P50",
    "sheet.figure.p80": "P80",
    "sheet.figure.p95": "P95",
    "sheet.figure.contingency": "P80 − P50",
    "sheet.total.mean": "Total (mean)",
    "sheet.total.p50": "Total P50",
    "sheet.total.p80": "Total P80",
    "sheet.total.p95": "Total P95",
    "sheet.total.contingency": "Contingency: P80 − P50",
    "sheet.money.before": "Before {year}",
    "sheet.money.three": "Three years",
    "sheet.money.later": "After {year}",
    "sheet.money.never": "Never paid",
    "sheet.money.all": "Total",
    "sheet.committed": "{year} (committed only)",
    "sheet.every_payer": "city and banners",
    "sheet.of_which": "of which {name}",
    "sheet.memo": "memo: {name}",
    "sheet.no_banner": "no banner",
    "sheet.paid_by": "{event} ({payer})",
    "sheet.net_calls": "calls net of recoveries",
    "sheet.none": "none",
    "sheet.counts.yes": "yes",
    "sheet.counts.no": "no",
    "sheet.kind.expenditure": "expenditure",
    "sheet.kind.memo": "memo",
    "sheet.kind.asset": "asset",
    "sheet.kind.contingent": "contingent",
    "sheet.basis.text": "text",
    "sheet.basis.assumption": "assumption",
    "sheet.fund.limit": "the most that the fund may back",
    "sheet.fund.backed": "loans that the fund backs",
    "sheet.fund.exposed": "exposure: its loss if all of them fail",
    "sheet.fund.calls": "calls on the fund",
    "sheet.fund.recoveries": "recovered",
    "sheet.fund.unmet": "losses that the fund could not bear",
    "sheet.fund.left": "left in the fund at the year's end",
    "sheet.made.name": "Scenario",
    "sheet.made.sha256": "Scenario SHA-256",
    "sheet.made.seed": "Seed",
    "sheet.made.replications": "Replications",
    "sheet.made.failed": "Replications that failed and are left out",
    "sheet.made.parameters": "Parameters",
    "sheet.made.edits": "Changed after loading",
    # notes
    "sheet.note.quantiles": (
        "P50, P80 and P95 are what 50, 80 and 95% of the replications do not exceed. Those of "
        "years, clauses and payers do not add up to that of the whole: do not add them."
    ),
    "sheet.note.contingency": (
        "P80 − P50 is the contingency: what raises the confidence from 50 to 80%."
    ),
    "sheet.note.figures": (
        "A row shows the one figure that its column “Figure” names: the mean, the parts of it "
        "priced by the text and by assumption, P50, P80, P95, P80 − P50."
    ),
    "sheet.note.means_add": (
        "Means alone may be added. A total is that of each replication's total; it differs from "
        "the sum of its parts by rounding at most."
    ),
    "sheet.note.nominal": (
        "Nominal prices; no staff cost. Assets, contingent items and what others pay (memo) are "
        "never part of expenditure."
    ),
    "sheet.note.apart": (
        "Lines marked as apart are in no total; the guarantee fund's capital is an asset, its "
        "calls are a contingent liability."
    ),
    "sheet.note.chance": (
        "Chances have Wilson's 95% interval for the number of replications; what has no price is "
        "in part 4 of Assumptions and definitions."
    ),
    "sheet.note.trace": (
        "Every figure can be followed to Detail and Detail line by line, and from there to "
        "ledger.parquet in the run folder."
    ),
    "sheet.note.due_paid": (
        "Due: obligations that arise in the year. Paid: what is paid in it. The total is what "
        "falls due by the end of {last}, the same on both sides."
    ),
    "sheet.note.purses": (
        "The total is the city's and the banners' alone. Rows “of which” are the banners' parts; "
        "memo rows are paid by the region and the centre and are in no total."
    ),
    "sheet.note.three_years": (
        "By year of payment, since that is what is appropriated. By default the last three years "
        "of the period, which are simulated whole; --budget-year chooses others."
    ),
    "sheet.note.committed": (
        "Years after {last} are not simulated: they hold what was committed by the end of "
        "{last}, and not all that they will need."
    ),
    "sheet.note.no_baseline": (
        "The whole cost of the policy, with no earlier base deducted; srdi compare gives the "
        "difference from another plan."
    ),
    "sheet.note.contingent": (
        "Contingent liability: calls on the risk-compensation fund for loans that fail. The mean "
        "is what to expect, the P95 what 95% of the replications do not exceed. Recoveries come "
        "a year later and are negative."
    ),
    "sheet.note.exposure": (
        "The most that the fund may back is what is left of it times its leverage; exposure is "
        "no more than it holds. Limit, loans, exposure and what is left are those of a year's "
        "end and cannot be added over years, so their total is “–”. Exposure is no expenditure "
        "and is never added to it."
    ),
    "sheet.note.asset": (
        "The fund's capital and stakes turn money into assets: no expenditure, but money that "
        "the year must provide."
    ),
    "sheet.note.counted": (
        "“In total” is yes for expenditure of the city and the banners due within the period; "
        "the others are memo, asset or contingent lines, or due later."
    ),
    "sheet.note.detail": (
        "Each row is the mean, over all replications, of a group of like lines; use the filter."
    ),
    "sheet.note.lines": (
        "Firms are simulated and stand for no real firm; “–” is paid to no firm. The total is "
        "the sum of the lines that are “In total”."
    ),
    # definitions
    "sheet.define.unit": "Unit",
    "sheet.meaning.unit": (
        "万元 (10,000 yuan), shown with two decimals; cells hold the value to the fen, no formula."
    ),
    "sheet.define.payers": "Scope",
    "sheet.meaning.payers": (
        "Expenditure of the city and the banners; the region's and the centre's is memo."
    ),
    "sheet.define.due": "Due",
    "sheet.meaning.due": (
        "Obligations that arise in the year by the text and the reading (accrual)."
    ),
    "sheet.define.paid": "Paid",
    "sheet.meaning.paid": "What is paid in the year (cash); when that is, reading R12 says.",
    "sheet.define.quantile": "P50, P80, P95",
    "sheet.meaning.quantile": (
        "What 50, 80 and 95% of the replications do not exceed; always a sum that occurred. "
        "Those of parts do not add up to that of the whole."
    ),
    "sheet.define.contingency": "P80 − P50",
    "sheet.meaning.contingency": "Contingency: what raises the confidence from 50 to 80%.",
    "sheet.define.mean": "Mean",
    "sheet.meaning.mean": "Of all replications, rounded to the fen; means alone may be added.",
    "sheet.define.chance": "Chance",
    "sheet.meaning.chance": (
        "Share of the replications that meet a target, with Wilson's 95% interval and their number."
    ),
    "sheet.define.kinds": "Asset, contingent, memo",
    "sheet.meaning.kinds": (
        "The guarantee fund's capital and stakes; calls on the fund and recoveries; what others "
        "pay. None is expenditure."
    ),
    "sheet.define.basis": "Priced by",
    "sheet.meaning.basis": (
        "The text where it names an amount, else a prior of part 5 (R16); shown apart."
    ),
    "sheet.define.prices": "Prices",
    "sheet.meaning.prices": "Nominal, not discounted; no staff cost.",
    "sheet.define.part_year": "First year",
    "sheet.meaning.part_year": "From {start}: {first} is part of a year.",
    "sheet.define.three_years": "Three-year estimate",
    "sheet.meaning.three_years": (
        "The budget year and the two after it; after {last} only what is committed."
    ),
    "sheet.define.firms": "Firms",
    "sheet.meaning.firms": "Synthetic firms made from published figures, not a real register.",
}
