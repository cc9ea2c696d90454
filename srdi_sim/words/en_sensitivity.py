"""English words of `srdi sensitivity`, and the names of uncertainties."""

SENSITIVITY = {
    "cli.sensitivity.about": "what drives an outcome, and how much of it is chance",
    "cli.help.method": (
        "morris (screening), sobol or shapley (shares of the variance), pawn or delta (shifts of "
        "the distribution), split (reading, parameters, chance)"
    ),
    "cli.help.outcome": "what is looked at, such as firms:regional:2025, chance:all or cost:total",
    "cli.help.of_levers": "vary the levers that have a range",
    "cli.help.of_uncertainties": "vary the uncertainties",
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

UNCERTAINTIES = {
    "report.uncertainty.cap_exit_above_scale": "closing, above-scale firms at most",
    "report.uncertainty.cap_exit_titled": "closing, titled firms at most",
    "report.uncertainty.visit_rescue": "closing avoided by a visit",
    "report.uncertainty.entry_scale": "new firms",
    "report.uncertainty.attraction_rate": "firms that come from elsewhere",
    "report.uncertainty.attracted_titled": "of these, with a regional title",
    "report.uncertainty.attracted_giants": "of these, little giants",
    "report.uncertainty.park_pull": "pull of strong parks",
    "report.uncertainty.move_out_rate": "firms that leave",
    "report.uncertainty.pool_city_places": "places in the city's pool",
    "report.uncertainty.pool_banner_places": "places in a banner's pool",
    "report.uncertainty.pool_tenure": "pool: bonus for those inside",
    "report.uncertainty.key_sector_preference": "pool: bonus of key sectors",
    "report.uncertainty.visits_firms": "firms visited",
    "report.uncertainty.pool_help": "help of the pool to apply",
    "report.uncertainty.visit_help": "help of a visit to apply",
    "report.uncertainty.training_help": "help of the class to apply",
    "report.uncertainty.platform_help": "help of a platform to apply",
    "report.uncertainty.publicity_help": "help of publicity to apply",
    "report.uncertainty.peer_help": "pull of titled peers",
    "report.uncertainty.platforms_count": "service platforms",
    "report.uncertainty.platform_firms": "firms served by a platform",
    "report.uncertainty.platform_two_titles": "platforms with two titles",
    "report.uncertainty.platform_serving": "platforms that give service",
    "report.uncertainty.platform_renewal": "platforms renewed",
    "report.uncertainty.accelerators_opened": "accelerators opened",
    "report.uncertainty.accelerator_places": "firms in an accelerator",
    "report.uncertainty.accelerator_help": "help of an accelerator to apply",
    "report.uncertainty.accelerator_growth": "growth from an accelerator",
    "report.uncertainty.training_cost_wan": "cost of a training seat",
    "report.uncertainty.loan_demand": "firms that ask for a loan",
    "report.uncertainty.loan_approval": "loans approved",
    "report.uncertainty.whitelist_lift": "approval: white list",
    "report.uncertainty.tailored_loan": "loan size: tailored products",
    "report.uncertainty.guarantee_lift": "approval: guarantee",
    "report.uncertainty.loan_to_revenue": "loan to revenue",
    "report.uncertainty.guarantee_fund_wan": "size of the guarantee fund",
    "report.uncertainty.guarantee_leverage": "leverage of guarantees",
    "report.uncertainty.default_rate": "loans that default",
    "report.uncertainty.fund_loss_share": "fund's share of a loss",
    "report.uncertainty.fund_recovery": "losses recovered",
    "report.uncertainty.credit_growth": "growth from credit",
    "report.uncertainty.credit_rd": "R&D from credit",
    "report.uncertainty.fund_stakes": "fund stakes a year",
    "report.uncertainty.fund_stake_wan": "size of a stake",
    "report.uncertainty.fund_demand": "firms that look for equity",
    "report.uncertainty.fund_priority": "fund: weight of titles",
    "report.uncertainty.equity_growth": "growth from equity",
    "report.uncertainty.listing_rate": "firms that list",
    "report.uncertainty.listing_growth": "growth from listing",
    "report.uncertainty.factor_tightness": "supply of land",
    "report.uncertainty.factor_supply_growth": "growth of land supply",
    "report.uncertainty.factor_priority": "priority of titled firms",
    "report.uncertainty.factor_growth": "growth lost without land",
    "report.uncertainty.water_tightness": "supply of water",
    "report.uncertainty.energy_tightness": "supply of energy",
    "report.uncertainty.emission_tightness": "supply of emission rights",
    "report.uncertainty.power_bill": "power bill in revenue",
    "report.uncertainty.rd_share_industry": "industrial firms with R&D",
    "report.uncertainty.rd_share_services": "service firms with R&D",
    "report.uncertainty.rd_drift": "growth of R&D",
    "report.uncertainty.body_rate": "new R&D bodies",
    "report.uncertainty.body_support": "R&D bodies: effect of support",
    "report.uncertainty.body_rd": "R&D from an R&D body",
    "report.uncertainty.ip_rate": "class-I IP from R&D",
    "report.uncertainty.certificate_rate": "high-tech certificates",
    "report.uncertainty.quality_rate": "quality items",
    "report.uncertainty.quality_support": "quality: effect of support",
    "report.uncertainty.quality_award_rate": "quality awards",
    "report.uncertainty.standard_rate": "standards set",
    "report.uncertainty.standard_led": "standards led",
    "report.uncertainty.standard_international": "international standards",
    "report.uncertainty.standard_industry": "industry standards",
    "report.uncertainty.standard_international_wan": "award, international standard",
    "report.uncertainty.standard_national_wan": "award, national standard",
    "report.uncertainty.standard_industry_wan": "award, industry standard",
    "report.uncertainty.standard_joined_part": "award for joining a standard",
    "report.uncertainty.digital_rate": "digital upgrades",
    "report.uncertainty.digital_support": "digital: effect of support",
    "report.uncertainty.digital_growth": "growth from digital upgrades",
    "report.uncertainty.green_rate": "green upgrades",
    "report.uncertainty.green_support": "green: effect of support",
    "report.uncertainty.green_saving": "claims saved by green upgrades",
    "report.uncertainty.green_growth": "growth from green upgrades",
    "report.uncertainty.trainee_places": "directed training places",
    "report.uncertainty.trainees_per_firm": "trainees a firm",
    "report.uncertainty.stipend_wan": "stipend of a trainee",
    "report.uncertainty.stipend_months": "months of the stipend",
    "report.uncertainty.talent_growth": "growth from trainees",
    "report.uncertainty.talent_rate": "talent projects",
    "report.uncertainty.talent_staff": "R&D staff from a talent project",
    "report.uncertainty.fair_rate": "firms that go to fairs",
    "report.uncertainty.fair_subsidy_wan": "subsidy of a fair",
    "report.uncertainty.new_market_rate": "new markets from a fair",
    "report.uncertainty.market_growth": "growth from a new market",
    "report.uncertainty.partner_rate": "partners of large firms",
    "report.uncertainty.partner_growth": "growth from a partner",
    "report.uncertainty.growth_mean": "growth of firms",
    "report.uncertainty.growth_sd_titled": "spread of growth, titled",
    "report.uncertainty.growth_sd_other": "spread of growth, others",
    "report.uncertainty.park_spillover": "growth from a strong park",
    "report.uncertainty.take_up_innovative": "take-up, innovative",
    "report.uncertainty.take_up_municipal": "take-up, municipal",
    "report.uncertainty.take_up_regional": "take-up, regional",
    "report.uncertainty.take_up_little_giant": "take-up, little giant",
    "report.uncertainty.take_up_champion": "take-up, champion",
    "report.uncertainty.new_rung_known": "new rungs: share that knows",
    "report.uncertainty.new_rung_years": "new rungs: years until all know",
    "report.uncertainty.award_response": "pull of awards",
    "report.uncertainty.late_discount": "pull lost to late payment",
    "report.uncertainty.award_rd": "R&D from awards",
    "report.uncertainty.reference_awards_innovative": "award at the start, innovative",
    "report.uncertainty.reference_awards_municipal": "award at the start, municipal",
    "report.uncertainty.reference_awards_regional": "award at the start, regional",
    "report.uncertainty.reference_awards_little_giant": "award at the start, little giant",
    "report.uncertainty.reference_awards_champion": "award at the start, champion",
    "report.uncertainty.effort_help": "help of banners' effort to apply",
    "report.uncertainty.number_chasing": "chasing of numbers",
    "report.uncertainty.relabel_chance": "R&D relabelled, how often",
    "report.uncertainty.relabel_reach": "R&D relabelled, how far",
    "report.uncertainty.local_points": "points of the region's own rule",
    "report.uncertainty.municipal_pass_mark": "pass mark, municipal",
    "report.uncertainty.panel_sd": "spread of panels",
    "report.uncertainty.panel_persistence": "panels alike from year to year",
    "report.uncertainty.innovative_places": "places, innovative",
    "report.uncertainty.regional_places": "places, regional",
    "report.uncertainty.little_giant_places": "places, little giant",
    "report.uncertainty.little_giant_rivals": "rivals, little giant",
    "report.uncertainty.little_giant_strength": "strength of rivals, little giant",
    "report.uncertainty.champion_places": "places, champion",
    "report.uncertainty.champion_rivals": "rivals, champion",
    "report.uncertainty.champion_strength": "strength of rivals, champion",
    "report.uncertainty.month_innovative": "month of the batch, innovative",
    "report.uncertainty.month_municipal": "month of the batch, municipal",
    "report.uncertainty.month_regional": "month of the batch, regional",
    "report.uncertainty.month_little_giant": "month of the batch, little giant",
    "report.uncertainty.month_champion": "month of the batch, champion",
    "report.uncertainty.review_tolerance": "tolerance of reviews",
    "report.uncertainty.renewal_innovative": "renewal, innovative",
    "report.uncertainty.renewal_municipal": "renewal, municipal",
    "report.uncertainty.renewal_regional": "renewal, regional",
    "report.uncertainty.renewal_little_giant": "renewal, little giant",
    "report.uncertainty.renewal_champion": "renewal, champion",
    "report.uncertainty.missed_update": "updates missed",
    "report.uncertainty.revocation_rate": "titles revoked",
    "report.uncertainty.city_share": "city's share of awards",
    "report.uncertainty.stock_paid": "titles held before are paid",
    "report.uncertainty.province_innovative_paid": "region's innovative title is paid",
    "report.uncertainty.paid_next_year": "paid the year after",
    "report.uncertainty.appraisal_response": "banners' response to appraisal",
    "report.uncertainty.titled_at_start": "titled firms at the start",
    "report.uncertainty.little_giants_at_start": "little giants at the start",
    "report.uncertainty.champions_at_start": "champions at the start",
    "report.uncertainty.large_firms": "large firms",
    "report.uncertainty.register_scale": "size of the register",
}
