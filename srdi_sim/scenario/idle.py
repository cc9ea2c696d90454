"""What a policy writes that can never act: out of time, for no rung, under a clause not its own.

This looks at what is written and not at the model made of it, so that it is told together with all
other faults. What the scenario's own file writes is refused; what it only inherits stays, and its
reader is cautioned: a reading or a period that is tried out may make much of a policy idle.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from srdi_sim.errors import Refusal
from srdi_sim.policy.reading import Reading
from srdi_sim.policy.terms import POLICY_END
from srdi_sim.scenario.faults import Wrong
from srdi_sim.scenario.fields import Known
from srdi_sim.scenario.gathering import POLICY, TEXT, Gathered, KeyPath, at
from srdi_sim.scenario.scenario import Caution
from srdi_sim.units import UnitFault, parse_money

AWARDS = ("awards", "other_purses")
NOT_OF_THE_TEXT = ("other_purses", "appropriation")  # nor do they end with the policy (R17)
# 二(三), as the clauses of such texts are called; anything else names another document.
_CLAUSE = re.compile(r"[一二三四五六七八九十]+ *(\(.*)?|序")


@dataclass(frozen=True, slots=True)
class Gift:
    """A lever or an award as it is written, as far as that is sound."""

    lever: str
    path: KeyPath
    written: Mapping[str, Any]

    def day(self, name: str) -> dt.date | None:
        """Return a date, if one is written there."""
        day = self.written.get(name)
        return day if type(day) is dt.date else None

    @property
    def last(self) -> dt.date | None:
        """The last day: the end, or the day before a later document drops the award."""
        dropped = self.day("repealed")
        if dropped is not None and dropped > dt.date.min:  # no day is before the first
            dropped -= dt.timedelta(days=1)
        ends = (self.day("until"), dropped)
        return min((each for each in ends if each), default=None)


def idle(gathered: Gathered, known: Known, reading: Reading) -> tuple[list[Wrong], list[Caution]]:
    """Return what is refused of the policy because it cannot act, and what is only cautioned of."""
    wrongs, cautions = [], []
    first_day = at(gathered.data, ("period", "start"))
    holders = _holders(gathered.data)
    for gift in _gifts(gathered.data):
        found = (*_of_no_rung(gift, known), *_out_of_time(gift, known, first_day, reading))
        for key, refusal in found:
            path = (*gift.path, key)
            if gathered.is_own(path):
                wrongs.append(Wrong(path, refusal))
            else:
                cautions.append(_caution(gathered, gift, key, refusal))
            break  # one reason is enough
        else:
            for refusal in _of_a_rung_that_ends(gathered, gift, known):
                cautions.append(_caution(gathered, gift, "since", refusal))
        if gathered.is_own((*gift.path, "clause")):
            for refusal in _of_another_clause(gift, holders):
                wrongs.append(Wrong((*gift.path, "clause"), refusal))
    return wrongs, cautions


def _gifts(data: dict[str, Any]) -> Iterator[Gift]:
    policy = at(data, POLICY)
    for lever, written in policy.items() if isinstance(policy, dict) else ():
        if lever in AWARDS and isinstance(written, list):
            for number, each in enumerate(written):
                if isinstance(each, dict):
                    yield Gift(lever, (*POLICY, lever, number), each)
        elif isinstance(written, dict):
            yield Gift(lever, (*POLICY, lever), written)


def _holders(data: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the clauses of the policy's text that hold each lever."""
    found: dict[str, dict[str, None]] = {}
    clauses = at(data, (*TEXT, "clauses"))
    for clause in clauses if isinstance(clauses, list) else ():
        sentences = at(clause, ("sentences",))
        for sentence in sentences if isinstance(sentences, list) else ():
            levers = at(sentence, ("levers",))
            for lever in levers if isinstance(levers, list) else ():
                found.setdefault(str(lever), {})[str(clause.get("clause"))] = None
    return {lever: tuple(named) for lever, named in found.items()}


def _out_of_time(
    gift: Gift, known: Known, first_day: Any, reading: Reading
) -> Iterator[tuple[str, Refusal]]:
    """Yield why a lever's time in force does not meet the years simulated, nor the policy's."""
    since, until = gift.day("since"), gift.day("until")
    if known.period is not None:
        first, last = dt.date(known.period[0], 1, 1), dt.date(known.period[1], 12, 31)
        if type(first_day) is dt.date and first_day.year == first.year:
            first = first_day
        if since is not None and since > last:
            yield "since", Refusal("after_period", {"given": since, "start": first, "end": last})
        if until is not None and until < first and (since is None or since <= until):
            yield "until", Refusal("before_period", {"given": until, "start": first, "end": last})
    ends = reading.policy_after_2025 == "ends" and gift.lever not in NOT_OF_THE_TEXT
    if ends and since is not None and since > POLICY_END:
        yield "since", Refusal("after_policy", {"given": since, "end": POLICY_END})


def _of_no_rung(gift: Gift, known: Known) -> Iterator[tuple[str, Refusal]]:
    """Yield why an award's rung gives no title at any time while it is in force."""
    tier, since, until = gift.written.get("tier"), gift.day("since"), gift.day("until")
    if gift.lever not in AWARDS or known.rungs is None or not isinstance(tier, str):
        return
    if tier not in known.rungs:
        yield "tier", Refusal("no_such_rung", {"given": tier, "allowed": tuple(known.rungs)})
        return
    begins, last = known.rungs[tier]
    if last is not None and since is not None and since.year > last:
        yield "since", Refusal("rung_has_ended", {"given": since, "tier": tier, "last": last})
    if until is not None and until < begins:
        yield "until", Refusal("rung_not_begun", {"given": until, "tier": tier, "begins": begins})


def _of_a_rung_that_ends(gathered: Gathered, gift: Gift, known: Known) -> Iterator[Refusal]:
    """Yield the years in which an award is in force, and its rung gives no titles any more.

    Only of an award that says when it ends, or that the scenario's own file writes: the text names
    no end. As shipped the award says when it was dropped (`repealed`), and so ends with its rung.
    """
    said = gift.day("until") is not None or gathered.is_own((*gift.path, "since"))
    if gift.lever not in AWARDS or not said or known.rungs is None or known.period is None:
        return
    tier = gift.written.get("tier")
    _, last = known.rungs.get(tier, (None, None)) if isinstance(tier, str) else (None, None)
    ends = min(gift.last.year if gift.last else known.period[1], known.period[1])
    if last is not None and ends > last and _is_money(gift.written.get("amount")):
        yield Refusal("rung_ends_first", {"given": ends, "tier": tier, "last": last})


def _is_money(written: Any) -> bool:
    """Return whether an amount is written, and is not 0: nothing that ends is no loss."""
    try:
        return parse_money(written) > 0
    except UnitFault:
        return False


def _of_another_clause(gift: Gift, holders: Mapping[str, tuple[str, ...]]) -> Iterator[Refusal]:
    """Yield that a lever is written under a clause of the text that does not hold it."""
    clause, allowed = gift.written.get("clause"), holders.get(gift.lever)
    if gift.lever in NOT_OF_THE_TEXT or allowed is None or not isinstance(clause, str):
        return
    if clause not in allowed and _CLAUSE.fullmatch(clause):
        yield Refusal("other_clause", {"given": clause, "lever": gift.lever, "allowed": allowed})


def _caution(gathered: Gathered, gift: Gift, key: str, refusal: Refusal) -> Caution:
    origin = gathered.origin((*gift.path, key))
    values = {"path": f"{origin.file}:{origin.line}", "clause": gift.written.get("clause")}
    told = {**values, "lever": gift.lever, **refusal.values}
    return Caution(
        refusal.code,
        tuple(
            (name, each if type(each) is int else str(each))
            for name, each in told.items()
            if name != "allowed"
        ),
    )
