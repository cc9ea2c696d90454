"""What is wrong with a file as such: its text, its YAML and the files that it names, in English."""

WORDS = {
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
}
