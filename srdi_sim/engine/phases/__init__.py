"""The twelve phases of a year. A phase is a verb of a few lines over columns; one module each.

Every phase takes the city and changes it in place. Behaviour is in the rules, numbers in the terms
(what the policy says) and the habits (what nobody knows), chance in the luck. What happened is
noted in the city's record; `pay` makes ledger entries of it.
"""

from srdi_sim.engine.phases.allot import allot
from srdi_sim.engine.phases.apply import apply
from srdi_sim.engine.phases.build import build
from srdi_sim.engine.phases.close import close
from srdi_sim.engine.phases.cultivate import cultivate
from srdi_sim.engine.phases.found import found
from srdi_sim.engine.phases.grow import grow
from srdi_sim.engine.phases.judge import judge
from srdi_sim.engine.phases.learn import learn
from srdi_sim.engine.phases.lend import lend
from srdi_sim.engine.phases.pay import pay
from srdi_sim.engine.phases.review import review

__all__ = [
    "allot",
    "apply",
    "build",
    "close",
    "cultivate",
    "found",
    "grow",
    "judge",
    "learn",
    "lend",
    "pay",
    "review",
]
