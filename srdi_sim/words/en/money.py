"""The bill of a forecast, in English."""

WORDS = {
    "report.money.unit": "Unit: 万元 (10,000 yuan)",
    "report.money.due_in": "Due in {year}",
    "report.money.paid_in": "Paid in {year}",
    "report.money.paid_after": "Paid after {year}",
    "report.money.years_between": "… {n} years between",
    "report.money.total": "Total due",
    "report.money.later": "of it paid after {year}",
    "report.money.stock_paid": "Total if titles held before earn the award (R5)",
    "report.money.stock_not_paid": "Total if they do not",
    "report.money.parts": (
        "P80 is a cost not exceeded in 80% of the replications. "
        "Percentiles of parts do not add up to that of the whole. "
        "The last two columns are the parts of the mean."
    ),
    "report.money.care": (
        "Nominal prices; no staff cost. "
        "Assets, what is contingent and what others pay (memo) are never added to spending."
    ),
    "report.money.contingent": "Apart, contingent: {payer}, losses less recoveries",
    "report.money.asset": "Apart, asset: {event} ({payer})",
    "report.money.memo": "Apart, memo: {payer}",
    "report.money.never": "of it never reached by an appropriation",
    "report.money.due_later": "not in it: due after {year} already",
    "report.money.arrears": "Arrears at the end of {year}",
    "report.money.unpriced": "Without a price, in no sum: {levers}",
    "report.money.unpriced_one": "{lever} {clause} ({reason})",
    "report.column.text": "by the text",
    "report.column.assumption": "assumed",
    "report.head.arrears": "What waits for the next appropriation",
}
