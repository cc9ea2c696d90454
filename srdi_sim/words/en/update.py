"""The words of an update in English."""

WORDS = {
    "cli.update.about": "weigh what a scenario foretells by new figures, without a new fit",
    "cli.help.update_scenario": "as `srdi run` takes it: under its posterior, or its priors",
    "cli.help.observed": (
        "file of the new figures, as those under observed/; what the posterior was fitted to must "
        "not be among them"
    ),
    "cli.help.replications_4000": "number of replications that are weighed (4000)",
    "cli.help.draws_update": "draws of the new posterior (1000)",
    "cli.help.out_update": (
        "folder for posterior.parquet and update.json (runs/NAME-HASH8-SEED-N-update)"
    ),
    "error.update.none_fits": (
        "none of {n:,} replications publishes the new figures; simulate more (-n), or calibrate "
        "again with all figures"
    ),
    "error.update.too_few": (
        "the new figures leave as much as {effective:.1f} of {n:,} replications, and {least} are "
        "needed; simulate more (-n), or calibrate again with all figures"
    ),
    "error.update.nothing_fitted": (
        "the scenario {name} has neither a posterior nor an uncertainty that can be fitted, so "
        "nothing can be kept of the new figures"
    ),
    "report.update.priors": "before: parameters drawn from their priors",
    "report.update.posterior": "before: the posterior {name}, its past known to {until}",
    "report.update.weighed": (
        "Weighed by {n} new figure(s): {names}. They leave as much as {effective} replications of "
        "equal weight."
    ),
    "report.update.column.outcome": "Outcome",
    "report.update.column.before": "Before",
    "report.update.column.after": "After",
    "report.update.cells": (
        "Firms, and money in 万元: median (80% interval); chances: with their 95% interval, by the "
        "replications before and by those of equal weight after."
    ),
    "report.update.draws": (
        "The new posterior has {n:,} draws, each with its past to the end of {until}."
    ),
    "report.update.repeated": (
        "Already among the figures that the scenario names, and counted twice if its posterior was "
        "fitted to them: {names}."
    ),
    "report.update.file": "The posterior, for uncertainties: posterior: of a scenario: {path}",
}
