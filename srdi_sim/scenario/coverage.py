"""What of a policy's text the scenario holds: each sentence, its levers as they are, its cost line.

A sentence that obliges somebody and that nothing holds, with no reason given, is a gap. So is a
lever that stands in no sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from srdi_sim.distributions import Fixed
from srdi_sim.errors import Fault, Refusal, ScenarioError, dotted
from srdi_sim.policy.policy import Lever
from srdi_sim.policy.text import WHY_UNPRICED, ClauseText, PolicyText, Sentence
from srdi_sim.policy.ways import LEVERS, TARGETS, WAYS, neutral
from srdi_sim.scenario.scenario import Scenario
from srdi_sim.scenario.uncertainties import Uncertainty

ON, OFF, NO_EFFECT = "on", "off", "no_effect"
UNPRICED = "unpriced"


@dataclass(frozen=True, slots=True)
class Holding:
    """A lever as the scenario has it.

    Attributes
    ----------
    strength : float
        The largest in any year of the period; 0 if it is never in force.
    state : str
        ``on``, ``off`` (strength 0), or ``no_effect``: it is on, and all the habits through which
        it moves firms are off or fixed where they have no effect.
    rules, habits : tuple of str
        Those through which it acts.
    sentences : int
        In how many sentences of the text it stands.
    elsewhere : str or None
        Why it stands in none.
    """

    lever: str
    strength: float
    state: str
    rules: tuple[str, ...]
    habits: tuple[str, ...]
    sentences: int
    elsewhere: str | None


@dataclass(frozen=True, slots=True)
class Covered:
    """A sentence with what holds it.

    Attributes
    ----------
    number : int
        Its place in the clause, from 1.
    state : str or None
        That of the lever that does most.
    """

    clause: ClauseText
    number: int
    sentence: Sentence
    state: str | None

    @property
    def priced_by(self) -> str | None:
        """``text``, ``assumption`` or ``unpriced``; None where nothing is to be paid."""
        if self.sentence.line:
            return self.sentence.line.priced_by
        return UNPRICED if self.sentence.no_line in WHY_UNPRICED else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many sentences there are, and of those with an obligation how many are held and how."""

    sentences: int
    obligations: int
    held: int
    in_part: int
    by_state: dict[str, int]
    not_held: dict[str, int]
    with_line: int
    by_price: dict[str, int]
    unpriced: int
    no_line: dict[str, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a text is held.

    Attributes
    ----------
    gaps : tuple of Fault
        Sentences and levers that are neither held nor explained, by file and line.
    """

    scenario: str
    text: PolicyText
    rows: tuple[Covered, ...]
    levers: tuple[Holding, ...]
    gaps: tuple[Fault, ...]

    def holding(self, lever: str) -> Holding:
        """Return a lever by its name."""
        return next(each for each in self.levers if each.lever == lever)

    @property
    def counts(self) -> Counts:
        """The sums."""
        obliging = [row for row in self.rows if row.sentence.obligation]
        held = [row for row in obliging if row.sentence.levers]
        return Counts(
            sentences=len(self.rows),
            obligations=len(obliging),
            held=len(held),
            in_part=sum(row.sentence.rest is not None for row in held),
            by_state=_counted(row.state for row in held),
            not_held=_counted(row.sentence.none for row in obliging),
            with_line=sum(row.sentence.line is not None for row in obliging),
            by_price=_counted(row.priced_by for row in obliging if row.sentence.line),
            unpriced=sum(row.priced_by == UNPRICED for row in obliging),
            no_line=_counted(row.sentence.no_line for row in obliging),
        )

    def as_dict(self) -> dict[str, object]:
        """Return all of it as plain values by name."""
        text = asdict(self.text)
        del text["clauses"], text["elsewhere"]
        return {
            "scenario": self.scenario,
            "text": {**text, "signed": self.text.signed.isoformat()},
            "sentences": [self._row(row) for row in self.rows],
            "levers": [asdict(each) for each in self.levers],
            "counts": asdict(self.counts),
            "gaps": [asdict(gap) for gap in self.gaps],
        }

    def _row(self, row: Covered) -> dict[str, object]:
        said = asdict(row.sentence)
        said["levers"] = {name: self.holding(name).state for name in row.sentence.levers}
        return {
            "clause": row.clause.clause,
            "number": row.number,
            **said,
            "state": row.state,
            "priced_by": row.priced_by,
            "bodies": list(row.clause.bodies),
            "pays": list(row.clause.pays),
        }


def coverage_of(scenario: Scenario) -> Coverage:
    """Return what of its policy's text a scenario holds.

    Raises
    ------
    ScenarioError
        The scenario names no text.
    """
    text = scenario.text
    if text is None:
        missing = Refusal("missing_key", {"wanted": "file_name"})
        raise ScenarioError([_fault(scenario, ("text",), missing)])
    named = Counter(
        lever
        for clause in text.clauses
        for sentence in clause.sentences
        for lever in sentence.levers
    )
    levers = tuple(_holding(scenario, lever, named[lever], text) for lever in LEVERS)
    states = {each.lever: each.state for each in levers}
    rows = tuple(
        Covered(clause, number, sentence, _strongest(states[name] for name in sentence.levers))
        for clause in text.clauses
        for number, sentence in enumerate(clause.sentences, start=1)
    )
    return Coverage(scenario.name, text, rows, levers, tuple(_gaps(scenario, text, levers)))


def strength_of(scenario: Scenario, name: str) -> float:
    """Return the strength of a lever of this name, 0 if it acts in no year of the period."""
    if name == TARGETS:
        return float(bool(scenario.targets))
    lever = getattr(scenario.policy, name)
    if isinstance(lever, Lever):
        return lever.strength * any(lever.in_force(year) for year in scenario.years)
    return float(any(award.amount for award in lever))


def state_of(scenario: Scenario, name: str) -> str:
    """Return whether a lever of this name is ``on``, ``off`` or has ``no_effect``."""
    if not strength_of(scenario, name):
        return OFF
    way = WAYS[name]
    known = (scenario.uncertainties.get(habit) for habit in way.habits)
    return ON if way.by_itself or any(map(_moves, known)) else NO_EFFECT


def _moves(habit: Uncertainty) -> bool:
    """Return whether a habit may be anything but the number at which it has no effect."""
    nothing = Fixed(neutral(habit.name))
    return habit.role != "off" and any(prior != nothing for _, prior in habit.dated)


def _holding(scenario: Scenario, name: str, sentences: int, text: PolicyText) -> Holding:
    return Holding(
        lever=name,
        strength=strength_of(scenario, name),
        state=state_of(scenario, name),
        rules=WAYS[name].rules,
        habits=WAYS[name].habits,
        sentences=sentences,
        elsewhere=dict(text.elsewhere).get(name),
    )


def _strongest(states: Iterable[str]) -> str | None:
    found = set(states)
    return next((state for state in (ON, NO_EFFECT, OFF) if state in found), None)


def _gaps(scenario: Scenario, text: PolicyText, levers: Iterable[Holding]) -> Iterator[Fault]:
    """Yield the sentences that nothing holds or prices, and the levers that hold none."""
    for n, clause in enumerate(text.clauses):
        for m, sentence in enumerate(clause.sentences):
            here = ("text", "clauses", n, "sentences", m)
            values = {"clause": clause.clause, "text": sentence.text}
            if not sentence.obligation:
                continue
            if not (sentence.levers or sentence.none):
                yield _fault(scenario, here, Refusal("sentence_not_held", values))
            if not (sentence.line or sentence.no_line):
                yield _fault(scenario, here, Refusal("sentence_not_priced", values))
    for each in levers:
        if not (each.sentences or each.elsewhere):
            refusal = Refusal("lever_not_in_text", {"given": each.lever})
            yield _fault(scenario, ("text", "clauses"), refusal)


def _fault(scenario: Scenario, path: tuple[str | int, ...], refusal: Refusal) -> Fault:
    """Return a fault at a key path, or at the nearest above it that a file says."""
    above = (path[:length] for length in range(len(path), -1, -1))
    made = f"{scenario.name}:1"  # a scenario that no file says
    place = next((scenario.origins[key] for key in above if key in scenario.origins), made)
    file, _, line = place.rpartition(":")
    return refusal.at(file, int(line), dotted(path))


def _counted(things: Iterable[str | None]) -> dict[str, int]:
    return dict(Counter(thing for thing in things if thing is not None).most_common())
