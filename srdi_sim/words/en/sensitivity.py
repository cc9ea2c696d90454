"""English words of `srdi sensitivity`."""

WORDS = {
    "cli.sensitivity.about": "what drives an outcome, and how much of it is chance",
    "cli.help.method": (
        "morris (screening), sobol or shapley (shares of the variance), pawn or delta (shifts of "
        "the distribution), split (reading, parameters, chance)"
    ),
    "cli.help.outcome": "what is looked at, such as firms:regional:2025, chance:all or cost:total",
    "cli.help.of_levers": "vary the levers that have a range",
    "cli.help.of_uncertainties": "vary the uncertainties",
    "cli.help.of_not-fitted": "vary the uncertainties that no figure was fitted to",
    "cli.help.of_readings": "vary the questions of the reading",
    "cli.help.of_all": "vary everything (if nothing else is said); more than 20 are screened",
    "cli.help.inputs": "vary these, separated by commas; they are not screened",
    "cli.help.samples_sensitivity": (
        "size of the design (morris 50, sobol 512, shapley, pawn and delta 1024, split 256, an "
        "emulator 512)"
    ),
    "cli.help.replications_10": "replications of each point of the design (10)",
    "cli.help.second_order": "indices of pairs of inputs too (sobol)",
    "cli.help.emulator": "learn the outcome from few points (sobol, shapley); refused if far off",
    "cli.help.out_sensitivity": "folder for the archive of points, the result and its pictures",
    "error.sensitivity.few_replications": (
        "{given} replication(s) of each point cannot tell chance from the inputs; "
        "at least {least} are needed (-n)"
    ),
    "error.sensitivity.few_samples": "{given} samples are too few; at least {least} are needed",
    "error.sensitivity.few_left": (
        "{failed} replications failed; {left} blocks of points are whole, and {least} are needed"
    ),
    "error.sensitivity.method": 'there is no method "{given}"; there are: {allowed}',
    "error.sensitivity.second_order": "pairs of inputs have an index in sobol alone, not emulated",
    "error.sensitivity.no_emulator": (
        'an emulator serves {allowed}, not "{given}"; leave out --emulator'
    ),
    "error.sensitivity.split_inputs": (
        "split varies all questions and all uncertainties; leave out what says which inputs, "
        "--second-order and --emulator"
    ),
    "error.sensitivity.nothing_to_split": (
        "the scenario has no open question or no uncertainty: there is nothing to split"
    ),
    "error.sensitivity.no_inputs": "the scenario has nothing of this kind that can be varied",
    "error.sensitivity.nothing_moves": (
        "none of {inputs} inputs moves {outcome} in any trajectory of the screening"
    ),
    "error.sensitivity.poor_emulator": (
        "the emulator is too far off to be believed: on held-out points it tells {q2:.2f} of the "
        "variance of the mean response ({q2_low95:.2f} to {q2_high95:.2f}; at least {least} is "
        "needed), RMSE {rmse:.4g}; take more --samples or -n, fewer inputs, or no emulator"
    ),
    "report.sensitivity.of": "What drives: {outcome}",
    "report.sensitivity.split_of": "Why the outcome is not known: {outcome}",
    "report.sensitivity.method.morris": "Elementary effects (Morris)",
    "report.sensitivity.method.sobol": "Sobol' indices",
    "report.sensitivity.method.pawn": "PAWN",
    "report.sensitivity.method.delta": "Borgonovo's delta",
    "report.sensitivity.method.shapley": "Shapley effects",
    "report.sensitivity.method.split": "Split of the variance",
    "report.sensitivity.size": (
        "{samples:,} samples of {inputs} inputs, {n} replications of each point: "
        "{runs:,} replications in all, seed {seed}"
    ),
    "report.sensitivity.size_split": (
        "{samples:,} pairs of a reading ({questions} questions) and of parameters "
        "({uncertainties} uncertainties), {n} replications of each of the {ways} ways to combine "
        "them: {runs:,} replications in all, seed {seed}"
    ),
    "report.sensitivity.chance": (
        "Chance: {run} of the variance of one run, {mean} of the variance of a point's mean over "
        "{n} replications. "
    ),
    "report.sensitivity.chance_out": "The indices are of the mean response: chance is taken out.",
    "report.sensitivity.chance_in": (
        "The indices are of the points' means: this part of chance is in them."
    ),
    "report.sensitivity.still": (
        "The inputs explain nothing beyond chance: there are no shares to tell."
    ),
    "report.sensitivity.left_to_chance": (
        "Chance holds all that is not varied here: luck, what is drawn afresh every year, and the "
        "uncertainties that are not among the inputs."
    ),
    "report.sensitivity.how_varied.posterior": (
        "Levers are varied evenly between their ends, fitted uncertainties by what their posterior "
        "is alone (what they say together is lost), the others by their priors, and the answers "
        "to a question evenly; of two answers that exclude each other the later question keeps the "
        "scenario's own."
    ),
    "report.sensitivity.how_varied.prior": (
        "Levers are varied evenly between their ends, uncertainties by their priors, and the "
        "answers to a question evenly; of two answers that exclude each other the later question "
        "keeps the scenario's own."
    ),
    "report.sensitivity.column.input": "Input",
    "report.sensitivity.index.first": "first",
    "report.sensitivity.index.total": "total",
    "report.sensitivity.index.second": "second order",
    "report.sensitivity.index.shapley": "share",
    "report.sensitivity.index.mu": "mean",
    "report.sensitivity.index.mu_star": "mean size",
    "report.sensitivity.index.rms": "root mean square",
    "report.sensitivity.index.sigma": "spread",
    "report.sensitivity.index.median": "median",
    "report.sensitivity.index.median_floor": "floor",
    "report.sensitivity.index.maximum": "largest",
    "report.sensitivity.index.delta": "delta",
    "report.sensitivity.index.delta_floor": "floor",
    "report.sensitivity.about.morris": (
        "What moving a number by half its range changes, scaled to the whole range, or another "
        "answer to a question; in {unit}. "
        "The mean says which way, the root mean square how much, the spread how far it depends on "
        "the other inputs. Chance is taken out of the root mean square and the spread."
    ),
    "report.sensitivity.about.sobol": (
        "Shares of the variance of the mean response. First: what would be gone if this input were "
        "known; total: what would be left if all others were. An estimate may lie a little below 0."
    ),
    "report.sensitivity.about.shapley": (
        "Shares of the variance of the mean response, what inputs do together divided among them "
        "evenly; they add to 1."
    ),
    "report.sensitivity.about.pawn": (
        "The largest distance between the distribution of the outcome where the input is known to "
        "lie in a slice and the distribution of all: median and largest of the slices. "
        "Of 100 inputs without effect 95 stay below the floor."
    ),
    "report.sensitivity.about.delta": (
        "Half the area between the density of the outcome where the input is known to lie in a "
        "slice and the density of all. Of 100 inputs without effect 95 stay below the floor."
    ),
    "report.sensitivity.convergence": "With fewer samples ({index}):",
    "report.sensitivity.pairs": "Pairs that act together (second order):",
    "report.sensitivity.no_pairs": "No pair's second-order interval excludes 0.",
    "report.sensitivity.screened": (
        "Screened: of {inputs} inputs the {kept} with the largest elementary effects are kept "
        "({trajectories} trajectories, {runs:,} replications). Left out: {idle} without any effect "
        "on this outcome, and {rest} with smaller ones, the largest of them {names}."
    ),
    "report.sensitivity.screened_idle": (
        "Screened: {kept} of {inputs} inputs are kept ({trajectories} trajectories, {runs:,} "
        "replications); the others have no effect on this outcome."
    ),
    "report.sensitivity.emulator": (
        "Indices of an emulator (Gaussian process) that learnt from {samples} points. On held-out "
        "points ({folds} folds) it is off by {rmse} (root mean square), and tells {q2:.2f} "
        "({low:.2f}–{high:.2f}) of the variance of the mean response, {means:.2f} of that of the "
        "points' means. In brackets: 95% intervals, which hold what the emulator does not know."
    ),
    "report.sensitivity.failed": (
        "{failed} replications failed; {dropped} points were left out therefore."
    ),
    "report.sensitivity.idle": "{count} input(s) without any effect on this outcome: ",
    "report.sensitivity.never": "never varies",
    "report.sensitivity.intervals": "In brackets: 95% intervals, by resampling the design.",
    "report.sensitivity.about.split": (
        "Shares of the variance of one run; they add to 100%. Reading: all {questions} questions, "
        "their answers drawn evenly, but of two that exclude each other the later question keeps "
        "the scenario's own. Parameters: all uncertainties, by their priors. Together: "
        "what a reading changes only under some parameters. Chance: replications of the same "
        "reading and parameters, and what is drawn afresh every year. SD: of one run."
    ),
    "report.sensitivity.about.split_fitted": (
        "Shares of the variance of one run; they add to 100%. Reading: all {questions} questions, "
        "their answers drawn evenly, but of two that exclude each other the later question keeps "
        "the scenario's own. Fitted: the fitted uncertainties, each by its own posterior "
        "(what they say together is lost). Not fitted: all other uncertainties, by their priors: "
        "the width that no figure has narrowed. Together: what groups do only together. Chance: "
        "replications of the same reading and parameters, and what is drawn afresh every year. "
        "SD: of one run."
    ),
    "report.sensitivity.part.fitted": "fitted",
    "report.sensitivity.part.not_fitted": "not fitted",
    "report.sensitivity.part.reading": "reading",
    "report.sensitivity.part.parameters": "parameters",
    "report.sensitivity.part.together": "together",
    "report.sensitivity.part.chance": "chance",
    "report.sensitivity.column.outcome": "Outcome",
    "report.sensitivity.column.sd": "SD",
    "report.sensitivity.unit.firms": "firms",
    "report.sensitivity.unit.chance": "percentage points",
    "report.sensitivity.unit.cost": "万元",
    "report.sensitivity.folder": "Archive, result and pictures: {path}",
    "report.figure.tornado": "What drives the outcome",
    "report.figure.tornado_bars": 'Bars: index "{index}"; lines: 95% intervals.',
    "report.figure.tornado_dots": 'Diamonds: index "{index}".',
    "report.figure.floor": "Dashed: what 95 of 100 inputs without effect stay below.",
    "report.figure.heat": "What drives which outcome",
    "report.figure.heat_cells": 'Cells: index "{index}"; grey: the inputs do not move the outcome.',
    "report.figure.heat_scaled": 'Cells: index "{index}", in parts of the largest of its column.',
    "report.figure.convergence": "Would more samples change the answer?",
    "report.figure.samples": "samples",
    "report.figure.convergence_lines": (
        "The inputs with the largest indices; lines: 95% intervals."
    ),
    "report.figure.split": "Why outcomes are not known",
    "report.figure.split_bars": "Shares of the variance of one run; a part below 6% has no number.",
    "report.figure.points_n": "{samples:,} samples, {n} replications of each point",
}
