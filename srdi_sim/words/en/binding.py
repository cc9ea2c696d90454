"""What binds, step by step, in English."""

WORDS = {
    "report.head.lost": "What binds, year by year",
    "report.column.lost": "Firms lost at",
    "report.lost.short": "{target}: short by {short:,} in the median; ",
    "report.lost.not_eligible": (
        "a year {lost:,} of the {reached:,} firms that come so far fall at “{condition}”"
    ),
    "report.lost.also": "; also {others}",
    "report.lost.at": "{lost:,} of {reached:,} at “{condition}”",
    "report.lost.too_few": "there are too few firms in all",
    "report.lost.no_application": "of {reached:,} eligible firms a year {lost:,} do not apply",
    "report.lost.budget": (
        "of {reached:,} eligible firms a year {lost:,} would apply if awards were paid in time"
    ),
    "report.lost.below_mark": (
        "of {reached:,} firms a year that meet every condition {lost:,} lack the points"
    ),
    "report.lost.panel": "of {reached:,} applicants a year the panel turns {lost:,} away",
    "report.lost.places": "of {reached:,} firms a year that pass the panel {lost:,} find no place",
    "report.lost.review": "of {reached:,} titles reviewed up to {year} {lost:,} are not renewed",
    "report.lost.lapse": (
        "{lost:,} titles up to {year} end with their firm or rung, or are revoked"
    ),
    "report.lost.prior": " (driven by priors, not data)",
    "report.lost.and": " and ",
    "report.lost.or": " or ",
    "report.lost.ways": "one of {n} ways, by {by}",
    "report.step.no_application": "eligible, do not apply",
    "report.step.budget": "eligible, would apply if awards were paid in time",
    "report.step.below_mark": "conditions met, points lacking by their own count",
    "report.step.panel": "turned away by the panel",
    "report.step.places": "passed, no place",
    "report.step.review": "titles not renewed at review",
    "report.step.lapse": "titles ended with firm or rung, or revoked",
    "report.note.lost": (
        "Only replications that miss the target. Each cell: firms lost, median (80% interval) / "
        "firms that came so far, median. Shaded: what binds most often. Steps that take nobody "
        "are left out; – stands for no batch, and for no title that ended."
    ),
    "report.note.order": (
        "Conditions stand in the order in which the rules ask; a firm is counted at the first that "
        "it misses, so those asked first take most, and not all who fall at one would meet the "
        "rest. Where one step is opened, a later one may bind."
    ),
}
