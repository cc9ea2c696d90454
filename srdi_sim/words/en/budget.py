"""The words of the budget in English: tables of money at a confidence, and published payments."""

WORDS = {
    "warning.no_line_of_clause": (
        "the published payment {name} is of clause {clause}, which has no line in this policy: "
        "nothing is paid under it"
    ),
    "report.measure.guaranteed_amount": "loans that the guarantee fund backs, 万元",
    "report.measure.guarantee_limit": "the most that the fund may back, 万元",
    "report.measure.fund_exposed": "the fund's loss if all of them fail, 万元",
    "report.what.paid": "paid, {when}, 万元",
    "report.paid_by": "{clauses}, {payers}",
    "cli.budget.about": "money by year, clause and payer at P50, P80, P95 and a confidence",
    "cli.help.confidence": "share of replications whose cost is not to be exceeded (0.8)",
    "cli.help.targets": (
        'what the money is to reach: TIER:YEAR, "TIER:YEAR>N" in quotes, all (each target alone, '
        "and all together)"
    ),
    "cli.help.reconcile": (
        "hold published payments against every reading and lag: so many replications of each "
        "reading as -n says ({n})"
    ),
    "error.budget.confidence": (
        "--confidence {given} is given; write a share above 0 and below 1, such as 0.8 or 80%"
    ),
    "error.budget.too_large": (
        "the amounts of all replications add up to more than {most}, which cannot be summed to the "
        "fen; see that every amount of the scenario has the right unit"
    ),
    "error.goals.unreadable": (
        'the target "{given}" cannot be read; write TIER:YEAR, "TIER:YEAR>N" or all; the scenario '
        "has: {allowed}"
    ),
    "error.goals.no_such_target": (
        'the scenario has no target "{given}"; it has: {allowed}; a target of your own is '
        '"{given}>N", in quotes'
    ),
    "error.goals.none_at_all": (
        'the scenario "{name}" has no target, so that there is no "all"; a target of your own is '
        '"TIER:YEAR>N", in quotes'
    ),
    "error.goals.outside_period": (
        'the target "{given}" is of a year outside the period {first} to {last}'
    ),
    "error.reconcile.no_payment": (
        "no payment of {first} to {last} is published: add an observation with `what: paid` to "
        "the file that the scenario names under `observed`"
    ),
    "error.reconcile.too_few": (
        "{given} replications were asked for, or have finished under every reading; at least "
        "{least} are needed to hold readings against a payment"
    ),
    "report.budget.headline": (
        "Due {first} to {last} by city and banners: with {percent}% confidence no more than "
        "{asked} (95% interval of this estimate {low} to {high}); half of the replications need "
        "no more than {p50}; contingency, P80 − P50, {contingency}."
    ),
    "report.budget.few": (
        "{n} replications are too few for a whole 95% interval at this confidence: its end is the "
        "largest or least of them, and the true value may lie beyond it in more than 5% of cases."
    ),
    "report.budget.goals": "What the policy as it stands reaches",
    "report.budget.due": "Due, by year, 万元",
    "report.budget.paid": "Paid, by year, 万元",
    "report.budget.paid_total": "Total paid by the end of the period",
    "report.budget.never": "never reached by an appropriation",
    "report.budget.paid_later": "due by {last}, paid in {year}",
    "report.budget.due_later": "not in it: from what happened by {last}, due in {year}",
    "report.budget.whole": "Total due, 万元, by clause, payer and basis",
    "report.budget.crossed_due": "P{percent} of what is due, 万元",
    "report.budget.crossed_paid": "P{percent} of what is paid, 万元",
    "report.budget.all_years": "All years",
    "report.budget.together": "All together",
    "report.budget.apart": "Apart, in no total, 万元",
    "report.budget.fund": "Guarantee fund, 万元",
    "report.budget.figure.mean": "mean",
    "report.budget.figure.p95": "P95",
    "report.budget.fund.limit": "may back, {figure}",
    "report.budget.fund.backed": "backs, {figure}",
    "report.budget.fund.exposed": "loss if all fail, {figure}",
    "report.budget.fund.calls": "calls, {figure}",
    "report.budget.fund.recoveries": "recovered, {figure}",
    "report.budget.fund.unmet": "not borne, {figure}",
    "report.budget.fund.left": "left, {figure}",
    "report.budget.fund_note": (
        "Contingent, never part of spending. May back: what is left of the fund times its "
        "leverage; backs: the loans guaranteed in the year; loss if all fail: the fund's part of "
        "them, no more than it holds. Calls come out of the fund; what it cannot bear stays with "
        "banks and guarantors."
    ),
    "report.budget.parts": (
        "P80 is a cost not exceeded in 80% of the replications. Percentiles do not add up: that "
        "of a total, and its contingency, are taken of the total's own sums, not added over "
        "years, clauses or payers. Of what falls due after the period, only what has happened "
        "within it is counted: what the policy goes on to owe every year is not."
    ),
    "report.reconcile.figure": "Published as paid: {amount} 万元 (± {error}), {of}, {when}.",
    "report.reconcile.source": "Source: {source}; confidence {confidence}.",
    "report.reconcile.none": (
        "None fits: under none of {of} readings and lags is a figure as far out as this one as "
        "likely as {level}."
    ),
    "report.reconcile.one": "One of {of} readings and lags fits: {which}.",
    "report.reconcile.several": (
        "Several fit: {many} of {of} readings and lags; the figure alone cannot decide among them."
    ),
    "report.reconcile.readings": "Reading · paid, 万元: median (95%) and p",
    "report.reconcile.same": "Paying exactly the same as the scenario's own reading: ",
    "report.reconcile.note": (
        "p: the two-sided chance, over {n} replications of each reading with the same luck, of a "
        "figure as far out as the published one, its rounding counted. ✓: p of {level} or more. "
        "To fit is not to be right: a reading with wide priors fits much."
    ),
    "report.figure.budget_years": "Cost by year, due and paid",
    "report.figure.levels": (
        "Bar: P50 to P95; line and number: P80. Percentiles of years do not add up."
    ),
    "report.figure.payers": "Who pays, by clause",
    "report.figure.payer_means": (
        "Means over the replications, {first} to {last}; the shares are of the clause's mean."
    ),
    "report.budget.asset": "asset: {event} ({payer})",
    "report.budget.memo": "memo: {payer}",
}
