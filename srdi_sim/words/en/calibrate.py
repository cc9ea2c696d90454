"""English words of `srdi calibrate`, and of what a forecast draws its parameters from."""

WORDS = {
    "cli.calibrate.about": "what published figures make of the priors: a posterior to draw from",
    "cli.help.data": (
        "published figures: a YAML file, or a name in the library (those the scenario names)"
    ),
    "cli.help.replications_fit": "simulations under the priors (30000)",
    "cli.help.draws_fit": "draws of the posterior, at most (1000)",
    "cli.help.out_calibrate": "folder of the archive, posterior.parquet, result and pictures",
    "error.fit.no_terms": (
        "of {given} published figures none can be fitted to: they are what the model starts from, "
        "or outside the period"
    ),
    "error.fit.too_few": "{given} simulations are too few to learn from; at least {allowed} (-n)",
    "report.role.posterior": "fitted",
    "report.column.posterior": "Posterior, median (80%)",
    "sheet.column.posterior": "Posterior, median (80%)",
    "report.parameters.posterior": (
        'parameters drawn from the posterior "{name}" ({draws:,} draws of {fitted} fitted '
        "uncertainties, figures seen up to the end of {until})"
    ),
    "report.parameters.other_population": (
        'a posterior fitted with the firms of "{fitted}", not of "{own}"'
    ),
    "report.parameters.again": (
        "with more replications than draws, the past of a draw is lived more than once"
    ),
    "report.fit.of": "Fitted to {terms} published figures, the past known to the end of {until}",
    "report.fit.size": (
        "{simulations:,} simulations under the priors, seed {seed}; the {near:,} nearest to the "
        "figures are used; {draws:,} draws of the posterior, each lived again"
    ),
    "report.fit.failed": "{failed} replications failed and are left out",
    "report.fit.learned": "What the figures make of the fitted uncertainties: median (80%)",
    "report.fit.column.uncertainty": "Uncertainty",
    "report.fit.column.prior": "Prior",
    "report.fit.column.posterior": "Posterior",
    "report.fit.column.check": "Check*",
    "report.fit.column.narrower": "Narrower",
    "report.fit.column.figure": "Published figure",
    "report.fit.column.seen": "Seen",
    "report.fit.column.percentile": "Percentile",
    "report.fit.column.outcome": "Outcome",
    "report.fit.column.regression": "Regression**",
    "report.fit.yes": "yes: {share}",
    "report.fit.word.learned": "learned",
    "report.fit.word.not_learned": "not learned: the figures do not move it",
    "report.fit.word.at_bound": "at a bound of its prior",
    "report.fit.word.outside": "outside 95%",
    "report.fit.word.apart": "check disagrees",
    "report.fit.word.holds": "holds in {share}",
    "report.fit.at_most": "at most {value}",
    "report.fit.at_least": "at least {value}",
    "report.fit.or": " or ",
    "report.fit.narrower": (
        "Narrower: by how much the spread has shrunk against the prior, on the scale of a normal; "
        "what is not sure at the 1% level, over all uncertainties, is not called learned."
    ),
    "report.fit.check": (
        "* A second opinion from the same simulations, by a synthetic likelihood. Where the median "
        "of one lies outside the 80% of the other, one of two approximations is poor."
    ),
    "report.fit.correlations": "Correlations of 0.3 and more in the posterior: {pairs}",
    "report.fit.pair": "{one} × {other} {value}",
    "report.fit.no_correlations": "No two fitted uncertainties have a correlation of 0.3 or more.",
    "report.fit.predictive": "The figures as seen and as foretold: median (80% of the runs)",
    "report.fit.percentile": (
        "Percentile: where the figure stands in the posterior. It was used in the fit: that it "
        "stands inside proves little, that it stands outside says that the model does not reach it."
    ),
    "report.fit.none_outside": "No figure is outside 95% of what the posterior foretells.",
    "report.fit.outcomes": "What comes: prior and posterior, median (80%)",
    "report.fit.firms": "{tier}, {year} (firms)",
    "report.fit.cost": "Cost of the whole period (万元)",
    "report.fit.regression": (
        "** The word of the regression itself, without living the draws again: a check. Firms and "
        "cost under the reading above."
    ),
    "report.fit.cannot": "What these figures cannot tell",
    "report.fit.cannot.not_learned": (
        "Not learned ({count} of {fitted}): {names}. The forecast is as wide there as the prior."
    ),
    "report.fit.cannot.all_learned": "All {fitted} fitted uncertainties are learned.",
    "report.fit.cannot.others": (
        "{count} further uncertainties are not fitted and keep their priors in the forecast."
    ),
    "report.fit.cannot.moved": (
        "Of these the figures would move: {names}. The fit leaves them alone, so its width is not "
        "the last word."
    ),
    "report.fit.cannot.none_moved": "The figures move none of these measurably.",
    "report.fit.cannot.bound": (
        "At a bound of its prior: {names}. What is beyond the bound was never tried."
    ),
    "report.fit.cannot.outside": "Figures that the posterior does not reach: {names}.",
    "report.fit.cannot.later": (
        "Up to the end of {until} every draw lives a past that fits the figures; what comes after "
        "is a forecast."
    ),
    "report.fit.term": "{figure}, {dated}",
    "report.fit.cannot.few": (
        "{terms} figures for {fitted} fitted uncertainties: some of what they say is said together."
    ),
    "report.fit.folder": "Posterior, result and pictures: {path}",
    "report.fit.use_here": "To forecast from it, put these two lines into a scenario file here:",
    "report.fit.use_beside": (
        "To forecast from it, put these two lines into a scenario file that stands beside "
        "posterior.parquet:"
    ),
    "report.figure.believed": "What the figures make of the priors",
    "report.figure.believed_lines": (
        "Grey: prior. Blue: posterior. Orange line: the check by a synthetic likelihood."
    ),
    "report.figure.not_learned": "not learned",
    "report.figure.predictive": "Published figures, as seen and as foretold",
    "report.figure.predictive_marks": (
        "80% of the runs and the median; every row on a scale of its own. Grey: prior. Blue: "
        "posterior. Orange: the figure as seen, hollow where only a bound is known."
    ),
    "report.figure.fit_made": (
        "{simulations:,} simulations, {draws:,} draws, seed {seed}, figures to the end of {until}"
    ),
}
