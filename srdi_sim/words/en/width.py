"""The words in English of how much of a forecast's spread was not fitted."""

WORDS = {
    "report.width.told": (
        "Of the spread (variance of a replication), what was not fitted to any figure "
        "carries: {shares}. "
    ),
    "report.width.posterior": (
        "The rest was fitted, is drawn every year, is chance, or is not linear."
    ),
    "report.width.prior": (
        "Nothing was fitted: the rest is drawn every year, is chance, or is not linear."
    ),
    "report.width.share": "{name} {share}% ({low}–{high}%)",
    "report.width.largest": "{share}, most by “{name}”",
    "report.width.of_cost": "the cost",
    "report.width.cost": "Cost of city and banners, {first}–{last}",
    "report.width.of_target": "{tier} {year}",
    "report.width.few": (
        "What share of the spread was not fitted to any figure cannot be told by {draws} "
        "draws of the parameters: it takes {fewest}."
    ),
    "report.width.same": "None of these outcomes varies with an uncertainty.",
    "report.head.width": "Where the spread comes from",
    "report.column.outcome": "Outcome",
    "report.column.width_fitted": "fitted to figures",
    "report.column.width_not_fitted": "not fitted (95%)",
    "report.column.width_rest": "chance, and the rest",
    "report.column.width_largest": "of what is not fitted, most alone",
    "report.width.note": (
        "Shares of the variance of one replication under this reading, by a linear regression on "
        "all uncertainties that are drawn once, adjusted for their number; what is not linear "
        "counts as rest. The reading's own share is told by "
        "`srdi sensitivity --method split`."
    ),
}
