"""The words of the required budget in English."""

WORDS = {
    "cli.help.no_search": "leave out the money that the targets need: the tables alone",
    "cli.help.search_levers": (
        "what the search may set, such as awards.regional.amount,training.seats; if left out, "
        "every number that has a price and moves firms"
    ),
    "cli.help.samples_budget": "settings that the search tries (60 and ten for each lever)",
    "note.searching": (
        "searching for the money that the targets need: at most {runs:,} replications more, "
        "{minutes} min at the pace so far; --no-search leaves it out"
    ),
    "note.no_ranges": (
        "no search for the money that the targets need: the scenario names no ranges with a lever "
        "that has a price"
    ),
    "error.required.no_goal": "the scenario {name} has no target, so nothing needs money",
    "error.required.no_levers": (
        "the scenario {name} has no range for a lever that has a price: name a file under "
        "`ranges:`, as ordos-2022 does"
    ),
    "error.required.no_lever": (
        '"{given}" cannot be set: money is looked for over numbers of the policy, such as '
        "training.seats"
    ),
    "error.required.own_fails": (
        "every one of {replications} replications of the scenario as it is failed: nothing can be "
        "said of its money"
    ),
    "report.required.heading": (
        "What a chance of {percent}% needs, 万元: P{percent} of what is due {first} to {last}"
    ),
    "report.required.column.own": "As it is: chance · money",
    "report.required.column.needed": "Money needed (95%)",
    "report.required.column.chance": "Chance then (95%)",
    "report.required.as_it_is": "as it is",
    "report.required.not_attainable": "not attainable",
    "report.required.undecided": "undecided",
    "report.required.at_most": "at most {chance}",
    "report.required.because": (
        "{goal}: not attainable within the ranges, whatever the money: at most {chance}, for "
        "{money} 万元: {why}."
    ),
    "report.required.perhaps": (
        "{goal}: undecided with so many replications: at most {chance}, for {money} 万元: {why}."
    ),
    "report.required.obstacle": "{gate}: {share} of misses",
    "report.required.condition": "{gate}, most at “{condition}”: {share} of misses",
    "report.required.of_target": "{target} ({chance}): {why}",
    "report.required.never_missed": "missed in none of {n:,} replications",
    "report.required.mixes": "The cheapest mix for",
    "report.required.column.range": "Ends",
    "report.required.money_at": "P{percent} of the money, 万元",
    "report.required.money_p50": "P50, 万元",
    "report.required.money_mean": "Mean, 万元",
    "report.required.chance_of": "Chance: {goal}",
    "report.required.same": "{sign} as the scenario has it.",
    "report.required.unset": "{sign} the text names no number: drawn from its prior.",
    "report.required.curve": (
        "Money and chance, {goal}: the highest chance confirmed for no more, 万元: {points}"
    ),
    "report.required.method": (
        "Found among {settings:,} settings of {levers} numbers, each simulated {n:,} times with "
        "the same luck (seed {seed}). Money is told as enough where the whole 95% interval of the "
        "chance lies at {percent}% or above in {confirmed:,} replications that the search has not "
        "seen, and the chance itself in {confirmed:,} others, of which every figure here is; as "
        "not attainable where the whole interval of the highest chance lies below."
    ),
    "report.required.care": (
        "A cheaper mix may have been missed. Every number acts from the first day of its clause, "
        "for the whole period, and may be cut to the end of its range. How firms answer to money "
        "is an assumption with a wide prior (award_response), and so are prices that the text does "
        "not give: see what is priced by assumption."
    ),
    "report.required.held.no_price": (
        "Held as the scenario has them, since no line in the books prices them and their help "
        "would be free: {names}."
    ),
    "report.required.held.apart": (
        "Held, since their money is an asset or contingent and in no total: {names}."
    ),
    "report.required.held.only_money": (
        "Held, since between their ends they move money and not one firm in this model: {names}."
    ),
    "report.required.free": (
        "Set, though no line in the books prices them, so that their help is free here: {names}."
    ),
    "report.required.failed": (
        "{failed:,} runs over all settings of the search failed and are left out."
    ),
    "report.figure.required": "Money and chance: {goal}",
    "report.figure.required_money": "P{percent} of what is due {first} to {last}, 万元",
    "report.figure.required_wanted": "wanted: {percent}%",
    "report.figure.required_own": "as it is",
    "report.figure.required_needed": "needed: {money}",
    "report.figure.required_note": (
        "Step: the highest chance confirmed for no more money. Bars: 95% intervals of chance and "
        "of money."
    ),
    "report.figure.required_runs": (
        "{confirmed:,} replications of each mix, none seen by the search; seed {seed}; parameters "
        "from their priors."
    ),
}
