"""What other scenarios change against a base, in English."""

WORDS = {
    "cli.compare.about": "what other scenarios change against a base, under the same luck",
    "cli.help.base": "the scenario that the others are held against",
    "cli.help.others": "scenarios to hold against it",
    "cli.help.replications_500": "number of replications (500)",
    "cli.help.out_compare": (
        "keep each run in a folder of its own in DIR, with comparison.json and differences.png"
    ),
    "error.compare.no_other": "nothing to compare with: name at least one other scenario",
    "error.compare.too_few": (
        "{given} replications have finished in all scenarios; at least {least} are needed"
    ),
    "error.compare.seed": (
        '"{base}" has seed {base_seed} and "{other}" has seed {seed}: they do not share their '
        "luck; simulate both with one seed"
    ),
    "error.compare.replications": (
        'the replications of "{base}" and "{other}" differ: {count} are in one of them only '
        "({alone}); simulate both with the same ones"
    ),
    "error.compare.period": (
        '"{base}" runs over {base_period} and "{other}" over {period}; '
        "give both scenarios the same period"
    ),
    "report.compare.base": "Base: {name}",
    "report.compare.other": "Against it: {name}",
    "report.compare.edits": "Changed: {edits}",
    "report.compare.its_reading": "Its reading differs: ",
    "report.compare.luck": "the same luck in every scenario",
    "report.compare.column.base": "Base",
    "report.compare.column.other": "Other",
    "report.compare.column.firms": "Difference (95%)",
    "report.compare.column.chance": "Chance: change in points (95%)",
    "report.compare.column.price": "Cost per extra firm, 万元 (95%)",
    "report.compare.column.difference": "Difference (95%)",
    "report.compare.column.elsewhere": "Elsewhere in the city, {year}",
    "report.compare.column.banner": (
        "Firms with the title, end of {year}: difference by banner (95%)"
    ),
    "report.compare.no_banner_moves": (
        "By banner: no number of firms with a title differs measurably at the end of {year}."
    ),
    "report.compare.column.crowding_out": "Crowding-out: firms without a title, {year}",
    "report.compare.points": "{change} points",
    "report.compare.interval": "{mean} ({low} to {high})",
    "report.compare.chance": "{before}% → {after}%: {change}",
    "report.compare.no_effect": "no measurable effect",
    "report.compare.saved": "saved per firm fewer: {price}",
    "report.compare.asset": "Apart, assets: {payer}",
    "report.compare.price_note": (
        "Cost per extra firm: the whole difference of the total over that of the tier's firms, "
        "Fieller's interval; every tier has the same money, so they do not add up."
    ),
    "report.compare.nothing_moves": "Elsewhere in the city, {year}: no measure differs measurably.",
    "report.compare.deadweight": (
        "Deadweight: of the award money of {policy}, {share} goes to firms that have the same "
        "title by the same year under {twin} too, and {later} to firms that have it later there."
    ),
    "report.compare.deadweight.share": "{share} ({low}–{high})",
    "report.compare.deadweight.untold": (
        "Deadweight cannot be told for {tiers}: under {twin} these titles leave no row in the "
        "ledger (an award of 0元 leaves one)."
    ),
    "report.compare.deadweight.no_award": "Deadweight: no award is paid for any title.",
    "report.compare.deadweight.same_awards": "Deadweight: the awards do not differ.",
    "report.compare.deadweight.other_firms": (
        "Deadweight cannot be told: the scenarios have other firms."
    ),
    "report.compare.the_base": "the base",
    "report.compare.the_other": "the other",
    "report.figure.differences": "Firms more or fewer than in the base",
    "report.figure.paired": (
        "Dot and line: mean and 95% interval of the difference within a replication (Student)."
    ),
}
