"""What is wrong with a key or its value, and the kinds of value, in English."""

WORDS = {
    # joints
    "fault.comma": ", ",
    "fault.or": " or ",
    "fault.did_you_mean": "; did you mean {suggestion}?",
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
    # kinds of value
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
