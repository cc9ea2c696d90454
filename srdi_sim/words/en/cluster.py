"""What is said of the workers of other machines, in English."""

WORDS = {
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
}
