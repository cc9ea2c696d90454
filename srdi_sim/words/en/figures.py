"""What stands in the pictures of a forecast, in English."""

WORDS = {
    "report.figure.firms": "firms at year end",
    "report.figure.fan": "{tier}: forecast",
    "report.figure.told": "{title}; {year}: median {median}, 80% interval {low}–{high}",
    "report.figure.bands": "Shades: 50, 80 and 90% of replications; line and dot: median.",
    "report.figure.spread": "Spread of the model under this reading, not past forecast errors",
    "report.figure.target": "target {wanted}",
    "report.figure.observed": "published",
    "report.figure.start": "published, start of the model",
    "report.figure.bar": "Bars of published figures: ±2 of their own SD.",
    "report.figure.award_bill": "Awards for titles, by year due",
    "report.figure.wan": "10,000 yuan",
    "report.figure.p80": "P80 of the year",
    "report.figure.stacks": (
        "Stacks: mean over replications; mark: P80. Percentiles of years do not add up."
    ),
    "report.figure.curve": "{tier}, {year}: chance of more than k firms",
    "report.figure.more_than": "k firms",
    "report.figure.chances": "Chance that each target is met",
    "report.figure.chance_axis": "chance",
    "report.figure.wilson": "Bars: Wilson 95% interval for the number of replications.",
    "report.figure.n": "n = {n:,}",
}
