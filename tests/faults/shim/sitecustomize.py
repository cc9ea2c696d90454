"""Let something go wrong in the processes of a command; SRDI_FAULT says what.

Python runs this file at its start, in the command and in every worker. In its second year

``{"raise": [7]}``
    replication 7 raises;
``{"die": [7], "signal": 11, "once": "PATH"}``
    replication 7 ends its process by a signal, or with exit code 7 if none is named; the first
    time only, if the path of a mark is given;
``{"sleep": [7], "seconds": 60}``
    replication 7 takes so long;
``{"eat": [7]}``
    replication 7 takes all the memory that there is.
"""

import json
import os
import sys
import time

FAULT = json.loads(os.environ["SRDI_FAULT"])


def _goes_wrong(number: int) -> None:
    if number in FAULT.get("raise", ()):
        raise ArithmeticError(f"replication {number} was told to fail")
    if number in FAULT.get("sleep", ()):
        time.sleep(FAULT["seconds"])
    if number in FAULT.get("eat", ()):
        eaten = []
        while True:
            eaten.append(b"\1" * (1 << 24))
    if number in FAULT.get("die", ()) and not _has_died():
        if "signal" in FAULT:
            os.kill(os.getpid(), FAULT["signal"])
            time.sleep(60)
        os._exit(7)


def _has_died() -> bool:
    if "once" not in FAULT:
        return False
    try:
        open(FAULT["once"], "x").close()
    except FileExistsError:
        return True
    return False


if not any("resource_tracker" in each for each in sys.orig_argv):
    from srdi_sim.engine import batch

    live_one_year = batch.live_one_year

    def _live_one_year(city, terms, habits, rules, luck, books):
        if terms.year > city.first_year:
            _goes_wrong(luck.replication)
        live_one_year(city, terms, habits, rules, luck, books)

    batch.live_one_year = _live_one_year
