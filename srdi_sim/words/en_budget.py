"""The words of the budget in English: tables of money at a confidence, and published payments."""

BUDGET = {
    "warning.no_line_of_clause": (
        "the published payment {name} is of clause {clause}, which has no line in this policy: "
        "nothing is paid under it"
    ),
    "report.measure.guaranteed_amount": "loans that the guarantee fund backs, 万元",
    "report.measure.guarantee_limit": "the most that the fund may back, 万元",
    "report.measure.fund_exposed": "the fund's loss if all of them fail, 万元",
    "report.what.paid": "paid, {when}, 万元",
    "report.paid_by": "{clauses}, {payers}",
}
