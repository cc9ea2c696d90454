"""The words in English."""

from srdi_sim.words.en_backtest import BACKTEST
from srdi_sim.words.en_budget import BUDGET
from srdi_sim.words.en_calibrate import CALIBRATE
from srdi_sim.words.en_optimise import NAMES, OPTIMISE
from srdi_sim.words.en_required import REQUIRED
from srdi_sim.words.en_sensitivity import SENSITIVITY, UNCERTAINTIES
from srdi_sim.words.en_sheets import SHEETS
from srdi_sim.words.en_update import UPDATE

FAULT = {
    # joints
    "fault.comma": ", ",
    "fault.or": " or ",
    "fault.did_you_mean": "; did you mean {suggestion}?",
    # the file
    "fault.file_missing": 'there is no file "{given}"; check the name and the folder',
    "fault.file_not_regular": '"{given}" is a folder or a device; name a YAML file',
    "fault.file_unreadable": '"{given}" cannot be opened ({reason}); check who may read it',
    "fault.file_too_large": (
        "the file has {given:,} bytes; at most {most:,} are allowed; "
        "keep tables in a data file (CSV, Excel or Parquet)"
    ),
    "fault.wrong_encoding": "the text is encoded as {given}; only UTF-8 is read; save it as UTF-8",
    "fault.unknown_encoding": (
        "the text on line {line} is in no encoding we know; only UTF-8 is read; save it as UTF-8"
    ),
    "fault.bad_character": (
        "there is a character {given} here; text has only printable characters; remove it"
    ),
    "fault.tab_indent": "a tab indents this line; only spaces are allowed; replace it with spaces",
    "fault.empty_file": "the file has no content; a scenario has keys; write at least its name",
    "fault.not_a_mapping": (
        'the file holds {found}; it must hold keys with values; write lines such as "name: Ordos"'
    ),
    "fault.scenario_not_found": (
        'no file and no shipped scenario is called "{given}"; shipped are: {allowed}'
    ),
    "fault.file_of_cases": (
        '"{given}" is a file of hand cases and no scenario; srdi check reads it, and make test '
        "runs it"
    ),
    # YAML
    "fault.syntax": (
        'not valid YAML near "{given}" ({problem}); '
        "check the indentation, the space after each colon, and the quotes"
    ),
    "fault.unreadable": (
        'not valid YAML near "{given}"; check the quotes and whatever follows a backslash'
    ),
    "fault.multiple_documents": (
        'a second document begins here; a file holds one; remove "---" or make two files'
    ),
    "fault.yaml_version": "the file asks for YAML {given}; only 1.2 is read; remove the directive",
    "fault.tag": 'the tag "{given}" is given; tags are not allowed; remove it',
    "fault.anchor": 'the anchor "&{given}" is given; anchors are not allowed; remove it',
    "fault.alias": 'the alias "*{given}" is given; aliases are not allowed; write the value out',
    "fault.merge_key": 'the merge key "<<" is given; it is not allowed; write the keys out',
    "fault.duplicate_key": (
        'the key "{given}" is given again; each key stands once, first on line {first}; remove one'
    ),
    "fault.key_not_text": 'the key is {given}; keys are text; put it in quotes: "{given}"',
    "fault.complex_key": "the key is {found}; keys are text; write one word",
    "fault.too_deep": "the nesting is deeper than {most} levels; make it flatter",
    "fault.too_many_entries": (
        "there are more than {most:,} lines or entries; "
        "keep tables in a data file (CSV, Excel or Parquet)"
    ),
    "fault.too_many_faults": "there are more than {most} faults; the rest was not read; mend these",
    "fault.not_finite": "{given} is given; only finite numbers are allowed; write a number",
    "fault.float_out_of_range": (
        "{given} is given; a computer number lies between 1e-308 and 1e308; write another"
    ),
    "fault.integer_too_large": "{given} is given; at most 64 bits are allowed; check the digits",
    "fault.no_such_date": "{given} is given; the calendar has no such day; check it",
    # extends and other file names
    "fault.extends_not_text": "{found} is given; extends names one file; write extends: name.yaml",
    "fault.extends_cycle": "{chain}: a scenario cannot extend itself; remove one extends",
    "fault.extends_too_deep": "the chain of extends is longer than {most} files; shorten it",
    "fault.path_empty": "an empty file name is given; write the name of a file",
    "fault.path_bad_character": (
        '"{given}" has the character {character}; file names use letters, digits, . _ - and /; '
        "rename the file"
    ),
    "fault.path_absolute": (
        '"{given}" is an absolute path; only names in the project folder or the library are '
        "allowed; copy the file there"
    ),
    "fault.path_address": (
        '"{given}" is an address; only names in the project folder or the library are allowed; '
        "download the file there"
    ),
    "fault.path_leaves_project": (
        '"{given}" leads outside the project folder "{project}"; only files inside it and in the '
        "library are read; copy the file there"
    ),
    "fault.posterior_not_read": (
        'the posterior "{given}" cannot be read ({why}); name a file that srdi calibrate wrote'
    ),
    "fault.posterior_of_other_priors": (
        'the posterior "{given}" was fitted under the priors "{priors}", and these are "{own}"; '
        "write posterior: null, or fit again with srdi calibrate"
    ),
    "fault.path_not_found": (
        'there is no "{given}" beside this file or in the library; check the name'
    ),
    # money and quantities
    "fault.money_needs_unit": "{given} has no unit; money is written as 10万, 1.5亿 or 100000元",
    "fault.money_unreadable": (
        '"{given}" is not money; it is written as 10万, 1.5亿 or 100000元; write number and unit'
    ),
    "fault.money_negative": "{given} is given; money is never negative; write 0元 or more",
    "fault.money_too_fine": "{given} is given; the smallest money is 0.01元; round it",
    "fault.money_too_large": "{given} is given; at most {most} can be booked; check the unit",
    "fault.full_width": '"{given}" has full-width characters; only half-width are read; retype it',
    "fault.share_unreadable": '"{given}" is not a share; it is written as 80% or 0.8; write it so',
    "fault.share_out_of_range": "{given} is given; a share is 0 to 1 (0% to 100%); mend it",
    "fault.count_unreadable": '"{given}" is not a count; only digits are allowed; write 1200',
    "fault.count_negative": "{given} is given; a count is 0 or more; write a larger number",
    # what the keys say
    "fault.unknown_key": 'the key "{given}" is unknown; allowed are: {allowed}',
    "fault.missing_key": "the key is missing; {wanted} is expected; add it",
    "fault.wrong_type": "{given} is {found}; {wanted} is expected; write it so",
    "fault.not_one_of": '"{given}" is given; allowed are: {allowed}',
    "fault.too_small": "{given} is given; at least {least} is allowed; write a larger one",
    "fault.too_large": "{given} is given; at most {most} is allowed; write a smaller one",
    "fault.not_above": "{given} is given; only more than {least} is allowed; write a larger one",
    "fault.not_below": "{given} is given; only less than {most} is allowed; write a smaller one",
    "fault.too_few": "{given} entries are given; at least {least} are expected; add some",
    "fault.too_many": "{given} entries are given; at most {most} are allowed; remove some",
    "fault.too_long": "the text has {given} characters; at most {most} are allowed; shorten it",
    "fault.not_unique": '"{given}" stands more than once; each may stand once; remove one',
    "fault.wrong_date": '"{given}" is not a date; dates are written as 2022-07-12; write it so',
    "fault.wrong_order": "{given} is given; the order must be {allowed}; reorder",
    "fault.ends_before_start": "it ends in {given} but starts in {start}; mend one of them",
    "fault.outside_period": "{given} is given; the period is {start} to {end}; choose a year in it",
    "fault.wrong_format_version": (
        "format version {given} is given; this program reads {allowed}; update one of them"
    ),
    "fault.exactly_one_of": "exactly one of these is expected: {allowed}; write one",
    "fault.sum_not_one": "the shares add to {given}; those of a whole add to 1; mend one of them",
    "fault.rung_without_rules": (
        'no rule set recognises "{given}"; add one, or name its file under with'
    ),
    "fault.slots_overlap": (
        "its firms take slots {start} to {given}; only up to {most} are free; choose other slots"
    ),
    "fault.seeds_later": (
        "{given} is given; the titles of seeds are held at the start, so that only {start} is "
        "allowed; remove the year"
    ),
    "fault.seeds_attracted": (
        "true is given; seeds are in the city at the start, so that only false is allowed; "
        "remove it"
    ),
    "fault.not_yes_or_no": (
        "numbers between 0 and 1 are given; only 1 (yes) and 0 (no) are allowed; "
        "write {{chance: p}}, with the chance p of a yes"
    ),
    # texts of policies
    "fault.contradicts": '"{given}" is given beside "{other}"; they exclude each other; remove one',
    "fault.not_in_text": '"{given}" does not stand in "{text}"; copy it from there',
    "fault.text_differs": (
        "{given} is given; the text that is written here has {digest}; compare it with the document"
    ),
    "fault.sentence_not_held": (
        '{clause} "{text}": no lever holds this sentence and no reason is given; '
        "name its levers, or say why there are none"
    ),
    "fault.sentence_not_priced": (
        '{clause} "{text}": this sentence has no cost line and no reason is given; '
        "name its line, or say why there is no_line"
    ),
    "fault.lever_not_in_text": (
        'the lever "{given}" stands in no sentence; name it at one, or say why it is elsewhere'
    ),
    # what one part of a policy says beside another
    "fault.of_clause": "{clause}: {message}",
    "fault.before_document": (
        "it begins on {given}, before its document of {signed}; begin on that day or later"
    ),
    "fault.no_such_rung": (
        'the ladder has no rung "{given}"; it has: {allowed}; remove the award or add the rung'
    ),
    "fault.rung_has_ended": (
        'it begins on {given}, and the rung "{tier}" gives its last titles in {last}; '
        "begin earlier, or let the rung go on (reading R8, R18, or the ladder)"
    ),
    "fault.rung_not_begun": (
        'it ends on {given}, before the rung "{tier}" begins on {begins}; end later'
    ),
    "fault.awards_overlap": (
        'two awards for "{tier}" are in force at once, from {other} and from {since}; '
        "end the first with until, on the day before the second"
    ),
    "fault.answers_exclude": (
        "{number} {question}: {answer} and {other_number} {other}: {other_answer} exclude each "
        "other; change one of them"
    ),
    "fault.after_period": (
        "it begins on {given}, after the period of {start} to {end} has ended, and would never "
        "act; begin in the period, or lengthen it"
    ),
    "fault.before_period": (
        "it ends on {given}, before the period of {start} to {end} begins, and would never act; "
        "end later, or leave it out"
    ),
    "fault.after_policy": (
        "it begins on {given}, and the policy ends on {end} under the reading R17 "
        "policy_after_2025: ends, so that it would never act; begin by then, or let the policy "
        "continue"
    ),
    "fault.other_clause": (
        '"{given}" is given, a clause of the text that does not hold {lever}; allowed are: '
        "{allowed}; write one of them, or the name of another document"
    ),
}

TYPE = {
    "type.text": "text",
    "type.whole_number": "a whole number",
    "type.number": "a number",
    "type.truth": "true or false",
    "type.date": "a date (2022-07-12)",
    "type.year": "a year",
    "type.list": "a list",
    "type.mapping": "keys with values",
    "type.nothing": "empty",
    "type.money": "money (10万, 1.5亿, 100000元)",
    "type.share": "a share",
    "type.count": "a count",
    "type.file_name": "a file name",
    "type.value": "a value",
    "type.month": "a month (2022-06)",
    "type.distribution": "a distribution (fixed, uniform, normal …)",
}

CLI = {
    "cli.about": "Forecasts what an SRDI policy reaches, with what chance, and what it costs.",
    "cli.commands": "commands",
    "cli.run.about": "simulate a scenario and print the forecast",
    "cli.check.about": "validate scenarios, explain every error at once, run nothing",
    "cli.explain.about": "final value of every key, the file and line that set it, its source",
    "cli.schema.about": "print the JSON Schema of a scenario file",
    "cli.verify.about": "check the files of a run folder against its manifest",
    "cli.help.help": "show this help and exit",
    "cli.help.version": "show the version and exit",
    "cli.help.scenario": "a scenario file, or the name of a shipped one",
    "cli.help.replications": "number of replications (1000)",
    "cli.help.seed": "seed of the luck (1)",
    "cli.help.out": "the run folder (runs/NAME-HASH8-SEED-N)",
    "cli.help.workers": "processes on this machine (all cores)",
    "cli.help.lang": "language of what is printed",
    "cli.help.json": "print one JSON object and nothing else",
    "cli.help.quiet": "print nothing but errors",
    "cli.help.key": "a key, such as policy.awards[0].amount; all keys below it are shown",
    "cli.help.coverage": "every sentence of the policy's text, what holds it and what it costs",
    "cli.help.folder": "a run folder",
    "cli.see_help": "; see {command} --help",
    "cli.help.usage": "usage: ",
    "cli.help.arguments": "arguments",
    "cli.help.options": "options",
    "cli.interrupted": "interrupted",
    "cli.run.progress": "replications",
    "cli.folder": "Report and data: ",
    "cli.run.failed": "replication {replication} of seed {seed} failed: {message}",
    "failure.late": "took longer than {seconds} s",
    "cli.run.failed_log": "where they failed: {path}",
    "cli.output": "standard output",
    "cli.system": "{path}: {reason}",
    "cli.check.fine": "{count} scenario(s) valid",
    "cli.check.fine_cases": "hand cases valid: {files} files, {cases} cases",
    "cli.verify.fine": "{path}: every file is as it was written",
}


REPORT = {
    "report.tag": "en",
    "report.name": "{name}",
    "report.colon": ": ",
    "report.joint": "; ",
    # tiers
    "report.tier.innovative": "Innovative",
    "report.tier.municipal": "Municipal SRDI",
    "report.tier.regional": "Regional SRDI",
    "report.tier.little_giant": "Little giant",
    "report.tier.champion": "Champion",
    "report.tier.none": "No tier",
    "report.and_above": "{tier} and above",
    # chances: a fixed scale; the number always stands beside the word
    "report.chance.almost_certain": "almost certain",
    "report.chance.very_likely": "very likely",
    "report.chance.likely": "likely",
    "report.chance.even": "about even",
    "report.chance.unlikely": "unlikely",
    "report.chance.very_unlikely": "very unlikely",
    "report.chance.almost_impossible": "almost impossible",
    "report.chance.told": "{word}, {share} ({low}–{high})",
    "report.chance.scale": (
        "Words for chance: almost certain 99% and more, very likely 90% and more, likely 66% and "
        "more, about even above 33%, unlikely above 10%, very unlikely above 1%, almost impossible "
        "1% and less."
    ),
    "report.chance.interval": "Chances have Wilson 95% intervals for the number of replications.",
    # what binds
    "report.gate.not_eligible": "too few firms are eligible",
    "report.gate.no_application": "eligible firms do not apply",
    "report.gate.points": "the panel's points fall short",
    "report.gate.review": "titles are lost at review",
    "report.gate.places": "too few places from above",
    "report.gate.lapse": "titles end with their firm or rung, or are revoked",
    "report.gate.budget": "money runs out",
    "report.gate.none": "–",
    "report.gate.told": "{gate} ({share} of misses)",
    # the reading
    "report.reading_is": "Reading: ",
    "report.reading_differs": "Not as proposed: ",
    "report.reading": "Reading",
    "report.sampled": "open: drawn from its prior",
    # money
    "report.payer.city": "City",
    "report.payer.banner": "Banners",
    "report.payer.region": "Region",
    "report.payer.centre": "Centre",
    "report.payer.guarantee_fund": "Guarantee fund",
    "report.payer.investment_fund": "Investment fund",
    "report.payer.enterprise": "Firms",
    "report.basis.text": "priced by the text",
    "report.basis.assumption": "priced by assumption",
    "report.clause.二(一)": "cultivation pool",
    "report.clause.二(二)": "key sectors",
    "report.clause.二(三)": "awards for titles",
    "report.clause.二(四)": "R&D bodies",
    "report.clause.二(五)": "quality and standards",
    "report.clause.二(六)": "parks",
    "report.clause.二(七)": "digital and green upgrades",
    "report.clause.二(八)": "credit and guarantees",
    "report.clause.二(九)": "investment funds",
    "report.clause.二(十)": "land, water and energy",
    "report.clause.二(十一)": "talent",
    "report.clause.二(十二)": "markets and fairs",
    "report.clause.二(十三)": "training",
    "report.clause.二(十四)": "service platforms",
    "report.clause.三(一)": "organisation and appraisal",
    "report.clause.三(二)": "two pools and visits",
    "report.clause.三(三)": "publicity",
    "report.money.unit": "Unit: 万元 (10,000 yuan)",
    "report.money.due_in": "Due in {year}",
    "report.money.paid_in": "Paid in {year}",
    "report.money.paid_after": "Paid after {year}",
    "report.money.years_between": "… {n} years between",
    "report.money.total": "Total due",
    "report.money.later": "of it paid after {year}",
    "report.money.stock_paid": "Total if titles held before earn the award (R5)",
    "report.money.stock_not_paid": "Total if they do not",
    "report.money.parts": (
        "P80 is a cost not exceeded in 80% of the replications. "
        "Percentiles of parts do not add up to that of the whole. "
        "The last two columns are the parts of the mean."
    ),
    "report.money.care": (
        "Nominal prices; no staff cost. "
        "Assets, what is contingent and what others pay (memo) are never added to spending."
    ),
    # headings and columns
    "report.head.title": "Forecast and first budget",
    "report.head.targets": "The targets",
    "report.head.counts": "Firms by tier",
    "report.head.curves": "How many firms, with what chance",
    "report.head.bill": "The bill",
    "report.head.by_year": "By year",
    "report.head.paid": "When it is paid",
    "report.head.by_clause": "By clause",
    "report.head.by_payer": "Who pays",
    "report.head.by_basis": "How it is priced",
    "report.head.apart": "Shown apart, in no sum",
    "report.head.stock": "The open question R5",
    "report.head.observed": "Published figures against the forecast",
    "report.head.uncertainties": "What nobody knows: assumptions and sources",
    "report.head.made": "How this was made",
    "report.column.target": "Target",
    "report.column.wanted": "Wanted",
    "report.column.median": "Median",
    "report.column.interval80": "80% interval",
    "report.column.chance": "Chance (95% interval)",
    "report.column.binds": "What binds",
    "report.column.first_met": "First met",
    "report.column.cost": "City and banners, 万元",
    "report.column.year": "Year",
    "report.column.mean": "Mean",
    "report.column.contingency": "P80 − P50",
    "report.column.due": "Due",
    "report.column.paid": "Paid",
    "report.column.clause": "Clause",
    "report.column.payer": "Payer",
    "report.column.basis": "Basis",
    "report.column.number": "No.",
    "report.column.question": "Question",
    "report.column.answer": "Answer",
    "report.column.figure": "Figure",
    "report.column.when": "When",
    "report.column.observed": "Published",
    "report.column.interval95": "95% interval",
    "report.column.percentile": "Percentile",
    "report.column.note": "Note",
    "report.column.confidence": "Confidence",
    "report.column.source": "Source",
    "report.column.name": "Name",
    "report.column.role": "Role",
    "report.column.prior": "Prior",
    "report.column.unit": "Unit",
    "report.total": "Total",
    "report.all_targets": "All of them",
    "report.no_targets": "Nothing is promised; firms of each tier at the end of the last year",
    "report.years": "{first}–{last}",
    "report.target": "{tier}, {year}",
    "report.never": "never",
    # sentences
    "report.runs": "{n:,} replications, seed {seed}",
    "report.failed": "{failed:,} replications failed and are left out.",
    "report.parameters.prior": "parameters drawn from their priors, none fitted",
    "report.headline.all": "All {n} targets are met: {chance}.",
    "report.headline.met": "More likely met than not: {targets}.",
    "report.headline.missed": "More likely missed than met: {targets}.",
    "report.headline.cost": (
        "City and banners owe {p50} for {first}–{last} (P50); with 80% confidence no more than "
        "{p80}, with 95% no more than {p95}."
    ),
    "report.note.width": (
        "The spread comes from priors, open questions of reading, and luck. "
        "Nothing has been learned from data yet."
    ),
    "report.note.binds": (
        "What binds: of the gates on the way to a title, the last whose own losses would have "
        "covered the shortfall, in the replications that miss; drawn from priors, not learned. "
        "Where the target is met in more than half of the replications there is none."
    ),
    "report.note.first_met": (
        "First met: the first year by whose end half of the replications have once met the number."
    ),
    "report.note.observed": (
        "Percentile: where the published figure stands in the forecast; its own error is included. "
        "Between 2.5 and 97.5 it is inside the central 95%."
    ),
    "report.note.start": "an initial condition, not evidence",
    "report.note.outside": "outside",
    "report.note.data": "The data behind this chart",
    "report.what.stock": "titles valid, {when}",
    "report.what.flow": "titles given, {when}",
    "report.made.hash": "Scenario SHA-256",
    "report.made.version": "Version",
    "report.made.runs": "Runs",
    "report.made.interval": "Intervals",
    "report.made.intervals": (
        "counts and money: attained quantiles over replications; chances: Wilson 95%"
    ),
    # figures
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
    # priors
    "report.prior.fixed": "{value:g}",
    "report.prior.uniform": "uniform {low:g} to {high:g}",
    "report.prior.triangular": "triangular {low:g} to {high:g}, peak {mode:g}",
    "report.prior.normal": "normal, mean {mean:g}, SD {sd:g}",
    "report.prior.lognormal": "lognormal, median {median:g}, sigma {sigma:g}",
    "report.prior.beta": "beta, mean {mean:g}, weight {weight:g}, on {low:g} to {high:g}",
    "report.prior.whole": "whole number {low:g} to {high:g}",
    "report.prior.chance": "1 with chance {p:g}",
    "report.prior.choice": "one of {choices}",
    "report.prior.poissonplus": "{add:g} plus Poisson of mean {mean:g}, at most {most:g}",
    "report.prior.from": "from {year}: {prior}",
    "report.prior.yearly": "every year: {prior}",
    "report.prior.cut": ", cut to {low} to {high}",
    "report.role.fitted": "to be fitted",
    "report.role.sampled": "sampled",
    "report.role.fixed": "fixed",
    "report.role.off": "off",
    "report.confidence.high": "high",
    "report.confidence.medium": "medium",
    "report.confidence.low": "low",
}

READING = {
    # what each question is about, the question, and its answers
    "report.topic.exceed": "the number of a target",
    "report.question.exceed": "Does “more than” (突破) include the number itself?",
    "report.answer.exceed.more_than": "no, strictly more",
    "report.answer.exceed.at_least": "yes, the number is enough",
    "report.topic.nesting": "higher titles",
    "report.question.nesting": "Do higher titles count toward lower tiers?",
    "report.answer.nesting.nested": "yes, on every rung below",
    "report.answer.nesting.innovative_apart": "yes, but the innovative tier counts alone",
    "report.answer.nesting.municipal_apart": "yes, but the municipal tier counts alone",
    "report.answer.nesting.regional_apart": "yes, but the regional tier counts alone",
    "report.answer.nesting.disjoint": "no, a firm counts at its highest title only",
    "report.topic.counting": "titles that count",
    "report.question.counting": "Which titles count?",
    "report.answer.counting.valid_stock": "those valid on 31 December",
    "report.answer.counting.ever_recognised": "all that were ever given",
    "report.topic.stock_already_recognised": "titles held before",
    "report.question.stock_already_recognised": "Do titles held before (已认定) earn the award?",
    "report.answer.stock_already_recognised.paid": "they earn the award",
    "report.answer.stock_already_recognised.not_paid": "they earn nothing",
    "report.topic.stock_schedule": "titles held before, due",
    "report.question.stock_schedule": "When are awards for titles held before due?",
    "report.answer.stock_schedule.first_budget": "in one sum, when the award begins",
    "report.answer.stock_schedule.spread": "in three yearly parts",
    "report.answer.stock_schedule.while_valid": "in the first December, if valid then",
    "report.topic.stacking": "several titles",
    "report.question.stacking": "How do awards for several titles add up?",
    "report.answer.stacking.cumulative": "each title is paid in full, once",
    "report.answer.stacking.top_up": "only up to the higher award",
    "report.answer.stacking.highest_only": "only the highest title is paid",
    "report.topic.stock_little_giant_regional_award": "little giants held before",
    "report.question.stock_little_giant_regional_award": (
        "Does a little giant held before also earn the regional award?"
    ),
    "report.answer.stock_little_giant_regional_award.paid": "the regional award as well",
    "report.answer.stock_little_giant_regional_award.not_paid": "no regional award",
    "report.topic.champion_award": "champions",
    "report.question.champion_award": "Which champions earn the award?",
    "report.answer.champion_award.new_only": "new ones only",
    "report.answer.champion_award.also_existing": "also those of before",
    "report.topic.champion_kind": "what a champion is",
    "report.question.champion_kind": "Must a champion live on its product, or will a product do?",
    "report.answer.champion_kind.firm": "a firm that lives on its product",
    "report.answer.champion_kind.firm_or_product": "a product will do",
    "report.topic.municipal_rung_until": "municipal titles until",
    "report.question.municipal_rung_until": "Until which year are municipal titles given?",
    "report.answer.municipal_rung_until.never": "never given",
    "report.topic.municipal_titles_after": "municipal titles afterwards",
    "report.question.municipal_titles_after": "What becomes of municipal titles after that?",
    "report.answer.municipal_titles_after.stay": "they stay in the count",
    "report.answer.municipal_titles_after.lapse": "they lapse when they expire",
    "report.answer.municipal_titles_after.convert": "they become innovative ones",
    "report.topic.province_innovative_award": "the region's innovative title",
    "report.question.province_innovative_award": "Does the region's innovative title earn it?",
    "report.answer.province_innovative_award.paid": "earns the award",
    "report.answer.province_innovative_award.not_paid": "earns nothing",
    "report.topic.titles_moved_in": "titles brought along",
    "report.question.titles_moved_in": (
        "Do titles that a firm brings from elsewhere (引进) count, and earn the award?"
    ),
    "report.answer.titles_moved_in.count_and_award": "they count and earn it",
    "report.answer.titles_moved_in.count_only": "they count and earn nothing",
    "report.answer.titles_moved_in.not_counted": "they neither count nor earn it",
    "report.topic.award_on_leaving": "awards of firms that move away",
    "report.question.award_on_leaving": "What of its awards when a firm moves away?",
    "report.answer.award_on_leaving.kept": "kept",
    "report.answer.award_on_leaving.clawed_back": "paid back",
    "report.topic.second_award": "a title regained",
    "report.question.second_award": "Does a title regained after a lapse earn a second award?",
    "report.answer.second_award.none": "no second award",
    "report.answer.second_award.after_lapse": "a second award",
    "report.topic.city_share": "the city's share of awards",
    "report.question.city_share": (
        "What share of an award does the city pay (the rest: its banner)?"
    ),
    "report.topic.award_payer": "who pays awards",
    "report.question.award_payer": "Who pays an award?",
    "report.answer.award_payer.shared": "city and banner by the city's share",
    "report.answer.award_payer.banners_outside_districts": (
        "the city in its districts, banners elsewhere"
    ),
    "report.topic.other_purses_deducted": "what region and centre pay",
    "report.question.other_purses_deducted": "Is what the region or the centre pays deducted?",
    "report.answer.other_purses_deducted.no": "not deducted",
    "report.answer.other_purses_deducted.yes": "deducted",
    "report.topic.payment_year": "payment",
    "report.question.payment_year": "When is an award paid?",
    "report.answer.payment_year.same_year": "in the year it falls due",
    "report.answer.payment_year.half_year": "half a year later",
    "report.answer.payment_year.next_year": "in the year after",
    "report.topic.first_year_services": "yearly services, first year",
    "report.question.first_year_services": (
        "How much of the yearly services is due in the first, part year?"
    ),
    "report.answer.first_year_services.part": "by its days",
    "report.answer.first_year_services.whole": "a whole year's",
    "report.answer.first_year_services.none": "nothing",
    "report.topic.park_number": "ten firms in a park",
    "report.question.park_number": "Are ten firms enough for the award to a park (10家以上)?",
    "report.answer.park_number.at_least": "ten are enough",
    "report.answer.park_number.more_than": "more than ten",
    "report.topic.park_counts": "firms that count in a park",
    "report.question.park_counts": "Do little giants count among a park's regional firms?",
    "report.answer.park_counts.regional_and_above": "little giants, too",
    "report.answer.park_counts.regional_only": "regional titles only",
    "report.topic.park_kind": "what a park is",
    "report.question.park_kind": "May accelerators earn the award to a park?",
    "report.answer.park_kind.parks": "parks only",
    "report.answer.park_kind.parks_and_accelerators": "accelerators, too",
    "report.topic.park_below": "award of a park that falls below",
    "report.question.park_below": "What of the award when a park falls below the number?",
    "report.answer.park_below.kept": "kept",
    "report.answer.park_below.clawed_back": "paid back",
    "report.topic.platform_payment": "platforms with two titles",
    "report.question.platform_payment": "Is a body that is both platform and base paid twice?",
    "report.answer.platform_payment.per_body": "paid once",
    "report.answer.platform_payment.per_title": "paid for each title",
    "report.topic.platform_service": "platforms that do not serve",
    "report.question.platform_service": "Is a platform paid that gives no service?",
    "report.answer.platform_service.asked": "not paid",
    "report.answer.platform_service.not_asked": "paid as well",
    "report.topic.training_repeats": "training again",
    "report.question.training_repeats": "May a firm take a seat in the yearly class again?",
    "report.answer.training_repeats.no": "once only",
    "report.answer.training_repeats.yes": "every year",
    "report.topic.training_for": "who is trained",
    "report.question.training_for": "Which firms may take a seat in the yearly class?",
    "report.answer.training_for.titled_and_pool": "those with a title or in a pool",
    "report.answer.training_for.titled": "those with a title",
    "report.answer.training_for.any": "any small or medium firm",
    "report.topic.amounts_not_given": "amounts not given",
    "report.question.amounts_not_given": "What of the amounts that the text leaves out?",
    "report.answer.amounts_not_given.assumed": "drawn from their priors",
    "report.answer.amounts_not_given.zero": "zero, their lines stay",
    "report.topic.policy_after_2025": "after 2025",
    "report.question.policy_after_2025": "Is the policy in force after 2025?",
    "report.answer.policy_after_2025.continues": "it stays in force",
    "report.answer.policy_after_2025.ends": "it ends with 2025",
    "report.topic.later_documents": "later documents",
    "report.question.later_documents": "Do later documents of the city change the awards?",
    "report.answer.later_documents.ignored": "they change nothing",
    "report.answer.later_documents.in_force": "no municipal rung from 2024",
    "report.topic.key_sectors": "key sectors",
    "report.question.key_sectors": "Are key sectors preferred, or the only ones?",
    "report.answer.key_sectors.preference": "preferred",
    "report.answer.key_sectors.eligibility": "the only ones",
    "report.topic.revoked_award": "awards for revoked titles",
    "report.question.revoked_award": "What of the award when a title is revoked?",
    "report.answer.revoked_award.kept": "kept",
    "report.answer.revoked_award.clawed_back": "paid back",
    "report.topic.regional_needs_innovative": "the way to a regional title",
    "report.question.regional_needs_innovative": "Does a regional title require an innovative one?",
    "report.answer.regional_needs_innovative.yes": "by an innovative one only",
    "report.answer.regional_needs_innovative.no": "open to all",
    "report.topic.early_titles_count_as_innovative": "titles before the innovative tier",
    "report.question.early_titles_count_as_innovative": (
        "Do titles older than the innovative tier count toward it?"
    ),
    "report.answer.early_titles_count_as_innovative.yes": "they count toward it",
    "report.answer.early_titles_count_as_innovative.no": "they do not count toward it",
    # the few that head every output
    "report.short.exceed.more_than": '"more than" excludes the number',
    "report.short.exceed.at_least": '"more than" includes the number',
    "report.short.nesting.nested": "higher titles count below",
    "report.short.nesting.innovative_apart": "higher titles count below, not as innovative",
    "report.short.nesting.municipal_apart": "higher titles count below, not as municipal",
    "report.short.nesting.regional_apart": "higher titles count below, not as regional",
    "report.short.nesting.disjoint": "each firm at its highest title only",
    "report.short.counting.valid_stock": "titles valid on 31 December",
    "report.short.counting.ever_recognised": "titles ever given",
    "report.short.stacking.cumulative": "each title paid once",
    "report.short.stacking.top_up": "awards topped up",
    "report.short.stacking.highest_only": "highest award only",
    "error.input.unknown": (
        'there is no input "{given}"; an input is a lever with a range, an uncertainty '
        "or a question of the reading: `srdi explain` lists them"
    ),
    "error.outcome.unknown": (
        'there is no outcome "{given}"; outcomes are firms:TIER:YEAR, '
        "chance:TIER:YEAR, chance:all, cost:total, cost:clause:CLAUSE, cost:payer:PAYER"
    ),
    "error.lever.unknown": (
        'there is no setting "{given}" of the policy; a setting is awards.TIER.amount or '
        "LEVER.NUMBER, such as training.seats: see scenarios/ranges"
    ),
    "error.lever.not_in_policy": (
        'the policy has no award whose amount "{given}" could be set; add the award to the scenario'
    ),
    "error.award.no_such_rung": (
        'the ladder has no rung "{given}"; it has: {allowed}; name one of them, or add the rung'
    ),
    "error.award.rung_has_ended": (
        '{clause}: it begins on {given}, and the rung "{tier}" gives its last titles in {last}; '
        "begin earlier, or let the rung go on (reading R8, R18, or the ladder)"
    ),
    "error.reading.answers_exclude": (
        "{of_clause}: {number} {question}: {answer} and {other_number} {other}: {other_answer} "
        "exclude each other; change one of them"
    ),
    # readings side by side
    "cli.help.readings": (
        "instead: the targets and the bill under every named reading (200 replications)"
    ),
    "error.readings.too_few": (
        "{given} replications under every reading; at least {least} are needed"
    ),
    "error.readings.no_folder": "--readings keeps no run folder; leave out --out",
    "report.readings.own": "as the scenario reads it",
    "report.readings.practice_2024": "together: the practice of 2024",
    "report.readings.cheapest": "together: what costs least",
    "report.readings.dearest": "together: what costs most",
    "report.readings.hardest_targets": "together: targets read most strictly",
    "report.readings.easiest_targets": "together: targets read most generously",
    "report.readings.luck": "the same luck under every reading",
    "report.readings.column.counts": "Median · chance (95%)",
    "report.readings.column.money": "Total due, 万元",
    "report.readings.column.difference": "Difference of the mean (95%)",
    "report.readings.column.text": "mean, by text",
    "report.readings.column.assumption": "assumed",
    "report.readings.column.touches": "Touches",
    "report.readings.touches.memo": "what others pay",
    "report.readings.touches.contingent": "losses of the guarantee fund",
    "report.readings.touches.asset": "assets",
    "report.readings.touches.payer": "who pays",
    "report.readings.touches.due": "when it is due",
    "report.readings.touches.paid": "when it is paid",
    "report.readings.idle": "These change nothing at all: ",
    "report.readings.same": (
        "{sign}: exactly the same, in every replication, as under the scenario's own reading."
    ),
    "report.readings.parts": "The mean is that by the text and that by assumption together.",
    "report.readings.left_out": ("Left out, since it excludes “{topic}: {answer}”: {name}"),
}

MONEY = {
    "report.lever.targets": "targets",
    "report.lever.awards": "awards for titles",
    "report.lever.other_purses": "awards of other purses",
    "report.lever.pool": "cultivation pool",
    "report.lever.attraction": "attraction of firms",
    "report.lever.research_bodies": "R&D bodies",
    "report.lever.quality": "quality and standards",
    "report.lever.parks": "award to parks",
    "report.lever.accelerators": "accelerators",
    "report.lever.upgrades": "digital and green upgrades",
    "report.lever.credit": "credit and guarantees",
    "report.lever.funds": "investment funds",
    "report.lever.factors": "land, water and energy",
    "report.lever.talent": "talent and directed training",
    "report.lever.markets": "markets and fairs",
    "report.lever.training": "yearly class",
    "report.lever.platforms": "service platforms",
    "report.lever.appraisal": "appraisal of banners",
    "report.lever.visits": "visits to firms",
    "report.lever.publicity": "publicity",
    "report.lever.appropriation": "yearly appropriation",
    "report.event.recognised": "award for a new title",
    "report.event.already_recognised": "award for a title held before",
    "report.event.park_award": "award to a park",
    "report.event.platform_year": "a platform's year",
    "report.event.training_year": "a year's class",
    "report.event.guarantee_claim": "loss borne by the guarantee fund",
    "report.event.body_award": "award to an R&D body",
    "report.event.standard_subsidy": "subsidy for a standard",
    "report.event.fund_capital": "capital of the guarantee fund",
    "report.event.guarantee_recovery": "loss recovered by the guarantee fund",
    "report.event.fund_stake": "stakes in firms",
    "report.event.power_discount": "discount on power",
    "report.event.stipend": "stipend of trainees",
    "report.event.fair_subsidy": "subsidy for a fair",
    "report.event.clawback": "award paid back",
    "report.money.contingent": "Apart, contingent: {payer}, losses less recoveries",
    "report.money.asset": "Apart, asset: {event} ({payer})",
    "report.money.memo": "Apart, memo: {payer}",
    "report.money.never": "of it never reached by an appropriation",
    "report.money.due_later": "not in it: due after {year} already",
    "report.money.arrears": "Arrears at the end of {year}",
    "report.money.unpriced": "Without a price, in no sum: {levers}",
    "report.money.unpriced_one": "{lever} {clause} ({reason})",
    "report.column.text": "by the text",
    "report.column.assumption": "assumed",
    "report.head.arrears": "What waits for the next appropriation",
}

WARNING = {
    "warning.rules_not_found": (
        "the rules of {text} for the tier {tier}, in force from {since}, were not found: the rules "
        "before them are used instead"
    ),
    "warning.no_such_rung": (
        "{path}: {clause}: the award for {given} is never paid: the ladder has no such rung"
    ),
    "warning.rung_has_ended": (
        "{path}: {clause}: the award for {tier} is never paid: it begins on {given}, and its rung "
        "gives its last titles in {last}"
    ),
    "warning.rung_not_begun": (
        "{path}: {clause}: the award for {tier} is never paid: it ends on {given}, and its rung "
        "begins on {begins}"
    ),
    "warning.after_period": (
        "{path}: {clause}: {lever} never acts: it begins on {given}, and the period ends on {end}"
    ),
    "warning.before_period": (
        "{path}: {clause}: {lever} never acts: it ends on {given}, and the period begins on {start}"
    ),
    "warning.after_policy": (
        "{path}: {clause}: {lever} never acts: it begins on {given}, and the policy ends on {end} "
        "(R17)"
    ),
    "warning.rung_ends_first": (
        "{path}: {clause}: the award for {tier} is in force until {given}, but its rung gives its "
        "last titles in {last} (R8, R18): no new title earns it after that"
    ),
}

RUN = {
    "error.run.locked": (
        "{path} is being written by process {pid} on {host}, since {since}; wait for it, or choose "
        "another folder with --out; if that process is gone, delete {lock}"
    ),
    "error.run.cannot_lock": (
        "{path}: no file can be locked there ({reason}); choose a local folder with --out"
    ),
    "error.run.cannot_write": (
        "{path}: cannot be written ({reason}); choose another folder with --out"
    ),
    "error.run.disk_full": (
        "{path}: cannot be written ({reason}, {free:.1f} MB free); make room and run the same "
        "command again, or choose another folder with --out"
    ),
    "error.run.no_worker": "no process can be started ({reason}); try --workers 1",
    "error.run.all_failed": "all {replications} replications failed; the first: {message}",
    "error.run.no_replications": "{given} replications are asked for; at least 1 is needed",
    "error.run.interrupted": "{stored} of {total} stored; resume with srdi resume {path}",
    "error.run.interrupted_early": (
        "interrupted before anything was stored (0 of {total}); the same command starts again"
    ),
    "error.run.another": (
        "{path} holds another run (there → here): {changes}; nothing was touched; choose another "
        "folder with --out, or remove this one"
    ),
    "error.run.folder_not_empty": (
        "{path} holds other files ({found}); nothing was touched; choose another folder with --out"
    ),
    "error.run.not_a_folder": "{path} is not a folder; choose another with --out",
    "error.run.not_finished": (
        "{path} holds no finished run; the command that began it resumes it, if one did"
    ),
    "error.run.plan_damaged": (
        "{path} is not as it was written, so the run cannot be resumed; remove its folder"
    ),
    "error.run.chunk_damaged": "{path} is not as it was written; run the same command again",
    "error.run.manifest_damaged": (
        "{path} is not as it was written; remove its folder and run the same command again"
    ),
    "error.run.file_missing": (
        "{path}: {file} is missing; remove the folder and run the same command again"
    ),
    "error.run.file_changed": (
        "{path}: {file} is not as it was written; remove the folder and run the same command again"
    ),
    "error.run.file_strange": (
        "{path}: {file} does not belong to this run; move it out of the folder"
    ),
    "error.run.other_scenario": (
        "{path} is a run of {name}, as it was then; give the scenario that was simulated"
    ),
    "error.rules.unknown": 'no rule is called "{name}"; the rules are: {known}',
    "error.rules.arguments": 'the rule "{name}" takes {wanted}, not {given}',
    "error.explore.over": "the last year, {year}, is lived; make a new model",
    "error.rules.cannot_travel": (
        "the replaced rules cannot be sent to other processes ({reason}); simulate with one worker"
    ),
    "note.run.compiling": "compiling the rules, once for all runs to come",
    "note.run.no_cache": (
        "compiled rules cannot be kept, so every process compiles them: set SRDI_CACHE_DIR to a "
        "folder that can be written"
    ),
}

COVERAGE = {
    "coverage.document": "{document}, {issuer}, {signed}",
    "coverage.column.clause": "Clause",
    "coverage.column.sentence": "What it asks",
    "coverage.column.levers": "Levers, or why none",
    "coverage.column.line": "Cost line, or why none",
    "coverage.column.lever": "Lever",
    "coverage.column.state": "State",
    "coverage.column.sentences": "Sentences",
    "coverage.column.rules": "Rules",
    "coverage.lever": "{lever} {state}",
    "coverage.in_part": "{levers} (in part; {rest})",
    "coverage.line": "{events} · {payers} · {priced_by}",
    "coverage.no_obligation": "no obligation: {reason}",
    "coverage.nothing": "NOTHING, AND NO REASON",
    "coverage.unpriced": "unpriced: {reason}",
    "coverage.free": "none: {reason}",
    "coverage.state.on": "on",
    "coverage.state.off": "off",
    "coverage.state.no_effect": "effect 0",
    "coverage.price.text": "text",
    "coverage.price.assumption": "assumption",
    "coverage.price.unpriced": "unpriced",
    "coverage.why.aim": "a general aim",
    "coverage.why.definition": "a definition, held by the ladder",
    "coverage.why.exhortation": "urges firms without a measure",
    "coverage.why.administration": "work among offices",
    "coverage.why.elsewhere": "other documents and budgets",
    "coverage.why.other_clause": "other clauses",
    "coverage.why.unmeasured": "neither number nor known effect",
    "coverage.why.outcome": "a result and no measure",
    "coverage.why.same_clause": "in another line of the clause",
    "coverage.why.others_pay": "others pay",
    "coverage.why.no_office": "neither amount nor finance office",
    "coverage.why.no_amount": "no amount",
    "coverage.why.other_budgets": "other budgets",
    "coverage.why.staff": "staff",
    "coverage.why.other_document": "another document",
    "coverage.why.budget": "the city's budget",
    "coverage.sum.sentences": "{sentences} sentences, {obligations} with an obligation.",
    "coverage.sum.held": "Held by a lever: {held}, of them in part {in_part}; {by_state}.",
    "coverage.sum.not_held": "Without a lever: {count}; {reasons}.",
    "coverage.sum.with_line": "With a cost line: {count}; priced by {by_price}.",
    "coverage.sum.no_line": "Without a cost line: {count}, of them unpriced {unpriced}; {reasons}.",
    "coverage.sum.gaps": "Neither held nor explained: {count}.",
    "coverage.sum.one": "{name}: {count}",
    "error.explain.key_or_coverage": "give a key or --coverage, not both",
}

COMPARE = {
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
    "report.measure.firms": "firms",
    "report.measure.smes": "SMEs",
    "report.measure.above_scale_industry": "industrial firms above scale",
    "report.measure.loans": "firms with a new loan",
    "report.measure.factor_unmet": "claims on land unmet, mu",
    "report.measure.pool": "firms in the city's pool",
    "report.measure.trained": "firms trained so far",
    "report.measure.attracted": "firms attracted in the year",
    "report.measure.moved_away": "firms that moved away in the year",
    "report.measure.pool_entered": "firms that entered a pool",
    "report.measure.pool_left": "firms that left the pools",
    "report.measure.visited": "firms visited",
    "report.measure.served": "firms served by platforms",
    "report.measure.in_accelerators": "firms in accelerators",
    "report.measure.accelerators": "accelerators",
    "report.measure.parks_awarded": "parks awarded so far",
    "report.measure.guaranteed": "firms with a guarantee",
    "report.measure.loans_untitled": "firms without a title with a new loan",
    "report.measure.loan_amount": "new loans, 万元",
    "report.measure.fund_left": "left in the guarantee fund, 万元",
    "report.measure.claims_unmet": "losses that the fund could not bear, 万元",
    "report.measure.stakes": "stakes taken in the year",
    "report.measure.stakes_untitled": "stakes in firms without a title",
    "report.measure.listed": "listed firms",
    "report.measure.factor_met_titled": "factor claims met, firms with a title",
    "report.measure.factor_met_untitled": "factor claims met, firms without a title",
    "report.measure.bodies": "firms with an R&D body",
    "report.measure.bodies_provincial": "firms with a provincial body or above",
    "report.measure.ip": "class-I IP, pieces",
    "report.measure.rd": "R&D, 万元",
    "report.measure.quality_items": "quality items",
    "report.measure.quality_awards": "firms with a quality award",
    "report.measure.standards": "standards in the year",
    "report.measure.digital": "mean digital level",
    "report.measure.green": "firms upgraded green",
    "report.measure.trainees": "trainees under contract",
    "report.measure.rd_staff_share": "R&D-staff share, titled firms",
    "report.measure.at_fairs": "firms at fairs",
    "report.measure.new_markets": "firms that opened a market",
    "report.measure.partners": "partners of large firms",
    "report.measure.platforms": "bodies that give service",
    "report.measure.effort": "effort of banners (1 is neutral)",
    "report.measure.revenue_titled": "revenue of titled firms, 万元",
    "report.measure.arrears": "arrears, in yearly appropriations",
}

LOST = {
    # what binds, step by step
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
    # the lines of an application form
    "report.variable.is_sme": "small or medium firm",
    "report.variable.manufacturer": "manufacturer",
    "report.variable.age": "age in years",
    "report.variable.niche_years": "years in the niche market",
    "report.variable.main_share": "share of the main business",
    "report.variable.revenue": "revenue",
    "report.variable.growth": "growth of main revenue",
    "report.variable.growth_2y": "growth over two years",
    "report.variable.equity": "new equity",
    "report.variable.rd": "R&D",
    "report.variable.rd_mean_2y": "mean R&D of two years",
    "report.variable.rd_sum_2y": "R&D of two years",
    "report.variable.rd_ratio": "R&D in revenue",
    "report.variable.rd_ratio_before": "R&D in revenue the year before",
    "report.variable.rd_staff_share": "share of R&D staff",
    "report.variable.class1_ip": "class-I intellectual property",
    "report.variable.ip_grade": "grade of intellectual property",
    "report.variable.body": "level of the R&D body",
    "report.variable.high_tech": "high-tech certificate",
    "report.variable.st_award": "level of science award",
    "report.variable.contest": "place in the national contest",
    "report.variable.debt": "debt in assets",
    "report.variable.margin": "net margin",
    "report.variable.digital": "digital level",
    "report.variable.core_it": "core process on IT",
    "report.variable.quality": "quality items",
    "report.variable.niche_share": "niche market share",
    "report.variable.world_top3": "product in the world's top three",
    "report.variable.strategic": "strategic emerging industry",
    "report.variable.key_field": "key field",
    "report.variable.evaluation": "national evaluation score",
    "report.variable.holds_innovative": "innovative title",
    "report.variable.holds_regional": "regional title",
    "report.variable.holds_little_giant": "little giant title",
}

CLUSTER = {
    "cli.resume.about": "go on with a run that was stopped, by what its folder says",
    "cli.help.cluster": "the workers of a Dask scheduler at this address (tcp://HOST:PORT)",
    "cli.help.time_limit": "seconds that one replication may take before it is given up (3600)",
    "cli.help.replication": "only this replication, in a folder of its own",
    "cli.help.force_new": "a new folder next to the one that is in the way",
    "cli.run.failed_again": (
        "the first of them alone: srdi run {path} --seed {seed} --replication {replication}"
    ),
    "cli.verify.unfinished": (
        "not finished: {stored} of {total} stored; go on with srdi resume {path}"
    ),
    "note.cluster.threads": (
        "worker {worker} has {threads} threads, and one of them is used; start it with --nthreads "
        "1, as many workers as cores"
    ),
    "note.cluster.other_worker": "worker {worker} is not used (there → here): {reason}",
    "error.cluster.unreachable": (
        "no Dask scheduler answers at {address} ({reason}); see that it runs and that its port is "
        "open from here"
    ),
    "error.cluster.lost": "the Dask scheduler at {address} was lost",
    "error.cluster.no_worker": (
        "the Dask scheduler at {address} had no worker that could be used for {seconds} s; start "
        "one with: dask worker {address} --nthreads 1"
    ),
    "error.cluster.other_workers": (
        "these workers run another program (there → here): {reason}; nothing was simulated; "
        "install the same versions there, or end them"
    ),
    "error.cluster.trouble": "worker {worker} could not answer ({reason})",
    "error.extra.missing": "{library} is not installed; install srdi_sim with its extra: {extra}",
    "error.run.halted": "{reason}; {stored} of {total} stored; resume with srdi resume {path}",
    "error.run.not_begun": "{path} holds no run that was begun",
    "error.run.begun_by_another": (
        "{path} was begun by another program (there → here): {changes}; nothing was touched; "
        "resume it with that one, or begin anew with srdi run … --force-new"
    ),
    "error.run.resume_in_python": (
        "{path} needs what no file holds ({needs}); in Python, repeat the call of srdi_sim.run "
        "that began it, with out= this folder"
    ),
    "error.run.unequal": (
        "{path}: replications {first} to {last} came twice and are not the same; a machine that "
        "simulates them computes wrongly, so trust none of them"
    ),
}

WORDS = {
    **FAULT,
    **TYPE,
    **WARNING,
    **CLI,
    **REPORT,
    **RUN,
    **COVERAGE,
    **COMPARE,
    **LOST,
    **READING,
    **MONEY,
    **SHEETS,
    **CLUSTER,
    **NAMES,
    **OPTIMISE,
    **BUDGET,
    **SENSITIVITY,
    **UNCERTAINTIES,
    **REQUIRED,
    **CALIBRATE,
    **UPDATE,
    **BACKTEST,
}
