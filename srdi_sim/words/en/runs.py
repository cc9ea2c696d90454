"""What stops a run, and what is said of its folder, in English."""

WORDS = {
    "failure.late": "took longer than {seconds} s",
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
