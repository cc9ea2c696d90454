"""The report of a forecast: its headings, its columns and its sentences, in English."""

WORDS = {
    "report.tag": "en",
    "report.name": "{name}",
    "report.colon": ": ",
    "report.joint": "; ",
    # chances: a fixed scale; the number always stands beside the word
    "report.chance.almost_certain": "almost certain",
    "report.chance.very_likely": "very likely",
    "report.chance.likely": "likely",
    "report.chance.even": "about even",
    "report.chance.unlikely": "unlikely",
    "report.chance.very_unlikely": "very unlikely",
    "report.chance.almost_impossible": "almost impossible",
    "report.chance.told": "{word}, {share} ({low}–{high})",
    "report.chance.scale": (
        "Words for chance: almost certain 99% and more, very likely 90% and more, likely 66% and "
        "more, about even above 33%, unlikely above 10%, very unlikely above 1%, almost impossible "
        "1% and less."
    ),
    "report.chance.interval": "Chances have Wilson 95% intervals for the number of replications.",
    # the reading
    "report.reading_is": "Reading: ",
    "report.reading_differs": "Not as proposed: ",
    "report.reading": "Reading",
    "report.sampled": "open: drawn from its prior",
    # headings and columns
    "report.head.title": "Forecast and first budget",
    "report.head.targets": "The targets",
    "report.head.counts": "Firms by tier",
    "report.head.curves": "How many firms, with what chance",
    "report.head.bill": "The bill",
    "report.head.by_year": "By year",
    "report.head.paid": "When it is paid",
    "report.head.by_clause": "By clause",
    "report.head.by_payer": "Who pays",
    "report.head.by_basis": "How it is priced",
    "report.head.apart": "Shown apart, in no sum",
    "report.head.stock": "The open question R5",
    "report.head.observed": "Published figures against the forecast",
    "report.head.uncertainties": "What nobody knows: assumptions and sources",
    "report.head.made": "How this was made",
    "report.column.target": "Target",
    "report.column.wanted": "Wanted",
    "report.column.median": "Median",
    "report.column.interval80": "80% interval",
    "report.column.chance": "Chance (95% interval)",
    "report.column.binds": "What binds",
    "report.column.first_met": "First met",
    "report.column.cost": "City and banners, 万元",
    "report.column.year": "Year",
    "report.column.mean": "Mean",
    "report.column.contingency": "P80 − P50",
    "report.column.due": "Due",
    "report.column.paid": "Paid",
    "report.column.clause": "Clause",
    "report.column.payer": "Payer",
    "report.column.basis": "Basis",
    "report.column.number": "No.",
    "report.column.question": "Question",
    "report.column.answer": "Answer",
    "report.column.figure": "Figure",
    "report.column.when": "When",
    "report.column.observed": "Published",
    "report.column.interval95": "95% interval",
    "report.column.percentile": "Percentile",
    "report.column.note": "Note",
    "report.column.confidence": "Confidence",
    "report.column.source": "Source",
    "report.column.name": "Name",
    "report.column.role": "Role",
    "report.column.prior": "Prior",
    "report.column.unit": "Unit",
    "report.total": "Total",
    "report.all_targets": "All of them",
    "report.no_targets": "Nothing is promised; firms of each tier at the end of the last year",
    "report.years": "{first}–{last}",
    "report.target": "{tier}, {year}",
    "report.never": "never",
    # sentences
    "report.runs": "{n:,} replications, seed {seed}",
    "report.failed": "{failed:,} replications failed and are left out.",
    "report.parameters.prior": "parameters drawn from their priors, none fitted",
    "report.headline.all": "All {n} targets are met: {chance}.",
    "report.headline.met": "More likely met than not: {targets}.",
    "report.headline.missed": "More likely missed than met: {targets}.",
    "report.headline.cost": (
        "City and banners owe {p50} for {first}–{last} (P50); with 80% confidence no more than "
        "{p80}, with 95% no more than {p95}."
    ),
    "report.note.binds": (
        "What binds: of the gates on the way to a title, the last whose own losses would have "
        "covered the shortfall, in the replications that miss. "
        "Where the target is met in more than half of the replications there is none."
    ),
    "report.note.first_met": (
        "First met: the first year by whose end half of the replications have once met the number."
    ),
    "report.note.observed": (
        "Percentile: where the published figure stands in the forecast; its own error is included. "
        "Between 2.5 and 97.5 it is inside the central 95%."
    ),
    "report.note.start": "an initial condition, not evidence",
    "report.note.outside": "outside",
    "report.note.data": "The data behind this chart",
    "report.what.stock": "titles valid, {when}",
    "report.what.flow": "titles given, {when}",
    "report.made.hash": "Scenario SHA-256",
    "report.made.version": "Version",
    "report.made.runs": "Runs",
    "report.made.interval": "Intervals",
    "report.made.intervals": (
        "counts and money: attained quantiles over replications; chances: Wilson 95%"
    ),
}
