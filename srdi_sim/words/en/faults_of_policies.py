"""What does not fit in a policy: its texts, its levers, its dates and its reading, in English."""

WORDS = {
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
    # the same of a policy that was changed in Python
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
    # what is let pass, and never acts
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
