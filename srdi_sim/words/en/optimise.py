"""English words of `srdi optimise`."""

WORDS = {
    "cli.optimise.about": "what money can buy: the front of cost against chances or firms",
    "cli.help.goal": (
        "what is to be large, such as chance:regional:2025 or firms:little_giant:2025; may be "
        "given several times"
    ),
    "cli.help.budget": "money in words, such as 2亿: what P80 of the cost may come to",
    "cli.help.levers": "what may be set, by commas: awards.regional.amount,… (all with a range)",
    "cli.help.samples_200": "settings of the levers to try (200)",
    "cli.help.replications_100": "replications of every setting (100)",
    "cli.help.out_optimise": "folder of the archive, the result and pictures (runs/…-optimise)",
    "cli.help.plans": "other scenarios whose policies are held against what is found",
    "cli.help.regret": "also: which plan is least regretted, whichever reading holds",
    "cli.help.draws": "values that all unknowns are given, for --regret (8)",
    "cli.help.every_reading": "for --regret: every answer to every question, not only combinations",
    "error.run.interrupted_search": (
        "interrupted; {stored} evaluations are kept in {path}; the same command goes on with them"
    ),
    "error.run.halted_search": (
        "{reason}; {stored} evaluations are kept in {path}; the same command goes on with them"
    ),
    "error.optimise.no_ranges": (
        '"{name}" gives no ranges, so no lever can be moved; name a file under ranges/ in it'
    ),
    "error.optimise.not_decided": (
        "{given} is something nobody knows and nobody decides; name levers, or questions of the "
        "reading"
    ),
    "error.optimise.too_few": "{given} replications of a setting are too few; at least {least}",
    "error.optimise.own_fails": (
        "the scenario as it is finishes in fewer than two of {replications} replications"
    ),
    "error.optimise.no_state_left": (
        "in none of the {states} states have two replications finished with each of the {plans} "
        "plans: there is no regret to tell"
    ),
    "report.plan.as_is": "as it is",
    "report.optimise.searched": (
        "Search: {tried:,} settings of {levers} levers, {n:,} replications each with the same "
        "luck, seed {seed}"
    ),
    "report.optimise.budget": "Budget: {budget} ({within:,} of {tried:,} settings keep it at P80)",
    "report.optimise.confirmed": "Front: by {n:,} fresh replications that the search has not seen",
    "report.optimise.column.plan": "Plan",
    "report.optimise.column.cost": "Cost, 万元 (95%)",
    "report.optimise.column.against": "against as it is",
    "report.optimise.column.lever": "Lever",
    "report.optimise.column.range": "Range",
    "report.optimise.beside": "In no total, 万元:",
    "report.optimise.no_front": (
        "No setting that was tried keeps the budget; the cheapest comes to {cost} in the mean."
    ),
    "report.optimise.no_front_fresh": "By fresh luck no plan keeps the budget.",
    "report.optimise.named.beaten": "{plan}: {by} costs no more and reaches no less.",
    "report.optimise.named.over": "{plan}: over the budget (P80 {p80}).",
    "report.optimise.named.stays": "{plan}: no plan found is better in everything.",
    "report.optimise.cheaper": (
        "Measurably cheaper than as it is, and in no goal measurably apart: {plans}."
    ),
    "report.optimise.dropped": (
        "Not confirmed by fresh luck: {dropped} of the {front} plans on the search's front that "
        "were simulated again: {which}."
    ),
    "report.optimise.dropped.beaten": "{plan} (dominated by {by})",
    "report.optimise.dropped.over": "{plan} (over the budget)",
    "report.optimise.all_confirmed": (
        "Fresh luck has confirmed all {shown} plans of the search's front that were simulated "
        "again."
    ),
    "report.optimise.thinned": (
        "Of {front} plans on the search's front {shown} were simulated again, evenly by cost."
    ),
    "report.optimise.late": (
        "{late} of {front} plans on the search's front came in its last quarter: more samples "
        "(--samples) go on from here."
    ),
    "report.optimise.unset": "– : the text names no number; the prior of the scenario gives it.",
    "report.optimise.failed": "{failed:,} replications have failed and are left out.",
    "report.optimise.folder": "Archive, result and pictures: {path}",
    "report.regret.heading": (
        "Regret: {plans} plans in {states} states = {readings} readings × {draws} draws of "
        "{unknowns} unknowns; {n} replications each, the same luck for every plan"
    ),
    "report.regret.column.largest": "{goal}: largest (95%)",
    "report.regret.column.mean": "mean",
    "report.regret.column.over": "Over budget in",
    "report.regret.of": "{part} of {whole}",
    "report.regret.least": "Least largest regret: {found}.",
    "report.regret.least_one": "{goal}: {plan}",
    "report.regret.balanced": (
        "{plan} is least regretted in all goals at once, each regret as a share of the largest in "
        "its goal."
    ),
    "report.regret.fails": "Where each plan fails",
    "report.regret.never": "{plan}: no plan is better in any state ({goal}).",
    "report.regret.worst": (
        "{plan}: {goal}: behind {best} by {regret} under “{reading}”, draw {draw}; on average most "
        "under “{most}” ({mean})"
    ),
    "report.regret.low": "; more so where {unknown} is low",
    "report.regret.high": "; more so where {unknown} is high",
    "report.regret.over": (
        "{plan}: over the budget in {over} of {states} states, most under {readings}"
    ),
    "report.regret.over_one": "“{reading}” ({over} of {draws})",
    "report.regret.note": (
        "Regret: how far a plan stays behind the best of these plans in the same state. States "
        "have no chances here; a plan is judged by its worst. The worst state is picked by these "
        "same replications, and the largest of many noisy estimates is biased upwards: the largest "
        "regret and its interval are rather too high than too low, more so with few replications."
    ),
    "report.regret.left_out": (
        "{told} of {states} states are told: in the others fewer than two replications finished "
        "with every plan."
    ),
    "report.figure.front": "What money can buy",
    "report.figure.tried": (
        "Grey: all that was tried, {n:,} replications of other luck, kinder or harder to all alike."
    ),
    "report.figure.budget": "budget, P80",
    "report.figure.cost_axis": "Cost, 万元",
    "report.figure.bars": "Bars: 95% intervals by {n:,} fresh replications.",
    "report.figure.right_of_budget": "Crosses: P80 of the cost exceeds the budget.",
    "report.figure.regret": "Regret: {goal}",
    "report.figure.regret_unit": "{unit} behind the best plan of the state",
    "report.figure.regret.chance": "points of chance",
    "report.figure.regret.firms": "firms",
    "report.figure.regret.cost": "万元",
    "report.figure.largest": "largest",
    "report.figure.states": (
        "Columns: states, {draws} draws of all unknowns under each reading; {n} replications each."
    ),
    "report.regret.reading.own": "own reading",
    "report.regret.reading.practice_2024": "practice of 2024",
    "report.regret.reading.cheapest": "cheapest",
    "report.regret.reading.dearest": "dearest",
    "report.regret.reading.hardest_targets": "strictest targets",
    "report.regret.reading.easiest_targets": "easiest targets",
}
