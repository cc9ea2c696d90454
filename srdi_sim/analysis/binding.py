"""What binds a target: where firms are lost on the way to a title, year by year.

The way to a title has steps: the conditions of the rule set one by one, the points, the decision to
apply, the panel, the places; then the title may be lost again at review or by lapse. Of them that
step is named that lies nearest to the end and whose own losses would have covered the shortfall:
whoever is let through a step must still pass the steps after it.

What a single condition turns away depends on the order in which the rule set asks: a firm falls at
the first condition that it misses, and whoever misses several is counted at the first only. So the
conditions asked first always turn away most, and a loss is told beside the number of firms that
came so far. That a condition is named does not say that all who fall at it would meet the rest; nor
has a step after the one that is named been tried with more firms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from srdi_sim.analysis.statistics import attained
from srdi_sim.engine.dossier import variable_of
from srdi_sim.engine.tally import LACKS, MEASURES
from srdi_sim.policy.rulesets import Test
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import Tier
from srdi_sim.scenario.scenario import Scenario

# From the end of the way back to its beginning. The points come twice: the panel's stand here,
# those that firms lack by their own count lie before the decision to apply.
GATES = ("lapse", "review", "places", "points", "budget", "no_application", "not_eligible")
TITLES = ("lapse", "review")  # where titles are lost, not firms on their way to one

Column = NDArray[np.float64]
Step = tuple[str, str]  # a gate, and where at it: a condition's variable, `panel` or `below_mark`


@dataclass(frozen=True, slots=True)
class Binding:
    """What stands between the city and a target.

    Attributes
    ----------
    gate : str
        The gate that binds most often among replications that miss; ``none`` if over half meet.
    at : str
        Where at the gate, most often: the variable of a condition; ``panel`` or ``below_mark`` for
        points; empty for other gates, and where not one firm falls at any condition.
    share : float
        The gate's share of the replications that miss; 0 where the gate is ``none``.
    missed : int
        Replications that miss the target.
    shares : tuple of (gate, share)
        All gates, from the end of the way back to its beginning; empty if nobody misses.
    conditions : tuple of (variable, share)
        Conditions named in any replication, the most frequent first; they add to the share of
        ``not_eligible``, but for replications in which no firm falls at a condition.
    """

    gate: str
    at: str
    share: float
    missed: int
    shares: tuple[tuple[str, float], ...]
    conditions: tuple[tuple[str, float], ...]

    @property
    def condition(self) -> str | None:
        """The variable of the condition that binds; None where no condition does."""
        return self.at if self.gate == "not_eligible" and self.at else None


@dataclass(frozen=True, slots=True)
class Loss:
    """What one step takes: medians over the replications that miss.

    Of firms on their way, `lost` and `reached` are those of a year with a batch; of titles (see
    :data:`TITLES`) those of all years together. `reached` is None where it is not counted.
    """

    gate: str
    at: str
    lost: int
    reached: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """The way to the titles of one tier, from its end back to its beginning.

    Attributes
    ----------
    steps : tuple of (gate, at)
        The last stands for a city that has too few firms: nobody is lost at it.
    lost : float64 (steps, replications, years)
        Firms, or titles, lost at each step in the year.
    reached : float64 (steps, replications, years)
        Firms that came to the step, those lost at it included; NaN where this is not counted.
    """

    steps: tuple[Step, ...]
    lost: Column
    reached: Column

    def binds(self, shortfall: NDArray[np.int64]) -> Binding:
        """Return what binds a target, of which each replication lacks `shortfall` firms.

        Losses of titles are added up over the years. The other steps turn away the same firms year
        after year, so theirs is the largest number of any year: a step is not named before the
        firms at it at one time would have been enough. Where no step's losses are enough, the
        condition is named at which most firms fall.
        """
        missed = shortfall > 0
        if not missed.any():
            return Binding("none", "", 0.0, 0, (), ())
        lost = self.lost[:, missed]
        ended = self._at("lapse", "review")
        most = np.where(ended[:, np.newaxis], lost.sum(axis=2), lost.max(axis=2))
        enough = most >= shortfall[missed]
        named = np.where(enough.any(axis=0), enough.argmax(axis=0), self._most_fall(most))
        tallied = np.bincount(named, minlength=len(self.steps))
        shares = {gate: float(tallied[self._at(gate)].sum() / named.size) for gate in GATES}
        conditions = {
            at: float(times / named.size)
            for (gate, at), times in zip(self.steps, tallied, strict=True)
            if gate == "not_eligible" and at and times
        }
        gate = max(GATES, key=shares.__getitem__)
        step = int(np.where(self._at(gate), tallied, -1).argmax())
        share, at = shares[gate], self.steps[step][1]
        if 2 * named.size < shortfall.size:
            gate, at, share = "none", "", 0.0
        ranked = sorted(conditions.items(), key=lambda each: -each[1])
        return Binding(gate, at, share, named.size, tuple(shares.items()), tuple(ranked))

    def losses(self, missed: NDArray[np.bool_]) -> list[Loss]:
        """Return what each step takes where the target is missed, from the end of the way."""
        lost, reached = self.lost[:, missed], self.reached[:, missed]
        batches = reached[-1] > 0.0  # whoever may apply: nobody in a year without a batch
        return [
            Loss(*step, *_middle(ended, came, batches, step[0] in TITLES))
            for step, ended, came in zip(self.steps[:-1], lost, reached, strict=False)
        ]

    def table(self, missed: NDArray[np.bool_], years: range) -> pd.DataFrame:
        """Return what each gate takes, year by year, where the target is missed.

        In the order of the way. A gate has one row a year, with an empty `at`, and one more for
        each of its steps where it has several: the conditions of ``not_eligible``, ``below_mark``
        and ``panel`` of ``points``. Of firms lost, the median and the 80 % interval; `reached` is
        the median of the firms that came so far.
        """
        rows = list(self._gates_and_steps())
        lost = np.array([self.lost[chosen].sum(axis=0) for _, chosen in rows])[:, missed]
        reached = np.array([self.reached[chosen].max(axis=0) for _, chosen in rows])[:, missed]
        quantiles = {
            "median": attained(lost, 50, axis=1),
            "low80": attained(lost, 10, axis=1),
            "high80": attained(lost, 90, axis=1),
            "reached": attained(reached, 50, axis=1),
        }
        index = pd.MultiIndex.from_tuples(
            [(year, *step) for year in years for step, _ in rows], names=["year", "gate", "at"]
        )
        columns = {name: values.T.ravel() for name, values in quantiles.items()}
        return pd.DataFrame(columns, index).astype("Int64").reset_index()

    def _at(self, *gates: str) -> NDArray[np.bool_]:
        """Return which steps belong to these gates."""
        return np.array([gate in gates for gate, _ in self.steps])

    def _most_fall(self, most: Column) -> NDArray[np.int64]:
        """Return the condition at which most firms fall, the last step where nobody does."""
        fall = np.where(self._at("not_eligible")[:, np.newaxis], most, 0.0)
        return np.where(fall.any(axis=0), fall.argmax(axis=0), len(self.steps) - 1)

    def _gates_and_steps(self) -> Iterator[tuple[Step, list[int]]]:
        """Yield the rows of a table in the order of the way, each with the steps it adds up.

        A gate of several steps comes whole before the first of them.
        """
        begun = set()
        for step, (gate, at) in reversed(list(enumerate(self.steps))):
            if gate not in begun:
                yield (gate, ""), np.flatnonzero(self._at(gate)).tolist()
            if at:
                yield (gate, at), [step]
            begun.add(gate)


def way_to(tier: Tier, years: range, measures: Column, scenario: Scenario) -> Way:
    """Return the way to the titles of a tier in some years of an ensemble.

    `measures` are (replications, years, :data:`MEASURES`). Losses are those at the tier itself: a
    title that ends is lost even if its firm still counts by a higher one. Where titles ever held
    are counted, none is lost.
    """

    def of(name: str) -> Column:
        return measures[:, :, MEASURES.index((name, tier.code))]

    ended_rung = np.array([_has_ended(scenario.terms(year), tier) for year in years])
    review = np.where(ended_rung, 0.0, of("lapsed") - of("revoked"))
    lapse = of("left") + of("lapsed") - review
    reviewed = np.where(ended_rung, 0.0, review + of("renewed"))
    if scenario.reading.counting == "ever_recognised":
        review, lapse = np.zeros_like(review), np.zeros_like(lapse)
    # Titles of the start that are dated in the first year were recognised without being judged.
    places = np.maximum(of("passed") - of("recognised"), 0.0)
    # Whom a banner sends below the mark has not decided, and is judged like any other.
    no_application = of("eligible") - (of("applied") - of("sent")) - of("deterred")
    ready = of("eligible") + of("below_mark")  # meet every condition
    found: list[tuple[str, str, Column, Column]] = [
        ("lapse", "", lapse, np.full_like(lapse, np.nan)),
        ("review", "", review, reviewed),
        ("places", "", places, of("passed")),
        ("points", "panel", of("applied") - of("passed"), of("applied")),
        ("budget", "", of("deterred"), of("eligible")),
        ("no_application", "", no_application, of("eligible")),
        ("points", "below_mark", of("below_mark") - of("sent"), ready),
    ]
    came = ready
    for variable in conditions_of(tier, years, scenario):
        fell = of(f"{LACKS}{variable}")
        came = came + fell
        found.append(("not_eligible", variable, fell, came))
    found.append(("not_eligible", "", np.zeros_like(came), came))
    steps = tuple((gate, at) for gate, at, _, _ in found)
    return Way(steps, np.stack([row[2] for row in found]), np.stack([row[3] for row in found]))


def conditions_of(tier: Tier, years: range, scenario: Scenario) -> dict[str, Test]:
    """Return the conditions of a tier from the last asked to the first, by their variable.

    Where the rule set changes within these years, the latest comes first.
    """
    found: dict[str, Test] = {}
    for year in reversed(years):
        if rung := scenario.terms(year).rung(tier):
            asked: dict[str, Test] = {}
            for term in rung.conditions.terms:
                asked.setdefault(variable_of(term), term)
            for variable in reversed(asked):
                found.setdefault(variable, asked[variable])
    return found


def _has_ended(terms: Terms, tier: Tier) -> bool:
    """Return whether a rung is one that has ended, so that its titles are not reviewed."""
    rung = terms.rung(tier)
    return tier is Tier.MUNICIPAL and rung is not None and not rung.open


def _middle(
    lost: Column, reached: Column, batches: NDArray[np.bool_], titles: bool
) -> tuple[int, int | None]:
    """Return the medians of what is lost at a step and of what came to it."""
    if titles:
        lost, reached = lost.sum(axis=1), reached.sum(axis=1)
    elif batches.any():
        lost, reached = lost[batches], reached[batches]
    else:
        return 0, 0
    known = not np.isnan(reached).any()
    return int(attained(lost, 50)), int(attained(reached, 50)) if known else None
