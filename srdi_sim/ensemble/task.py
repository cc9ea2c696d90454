"""A task: some replications of one scenario and what to bring home of them, wherever it is done.

Replaced rules and measures travel to other processes by value (cloudpickle), so they may be typed
in a notebook.
"""

from __future__ import annotations

import io
import pickle
import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import cloudpickle
import numpy as np
from numpy.typing import NDArray

from srdi_sim.compiled import Rule
from srdi_sim.engine.batch import Batch, simulate_batch
from srdi_sim.engine.rules import Rules, rules_with
from srdi_sim.ensemble.runs import Columns, Runs, joined, joined_columns
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario

Replacements = Mapping[str, Callable[..., Any]]
Measure = Callable[[Runs], Mapping[str, NDArray[Any]]]
Failure = tuple[int, str]  # the number of a replication, and what it raised
_FOLDERS = re.compile(r'File ".*[/\\]')


@dataclass(frozen=True, slots=True)
class Task:
    """What one worker does at one go.

    Attributes
    ----------
    numbers : tuple of int
        Replications, rising.
    measure : callable, optional
        What to bring home instead of everything: named columns, replications first.
    trial : int
        Whose task it is, where several scenarios are simulated; for whoever gave it.
    """

    scenario: Scenario
    seed: int
    numbers: tuple[int, ...]
    measure: Measure | None = None
    trial: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task.

    Attributes
    ----------
    finished : int64 column
        The replications that have finished.
    batch : Batch or None
        All that they left behind, if the task has no measure.
    columns : mapping of str to array
        What its measure found.
    failed : tuple of (replication, message)
    traces : mapping of replication to text
        Where each that raised was, for the log.
    """

    finished: NDArray[np.int64]
    batch: Batch | None = None
    columns: Columns = field(default_factory=dict)
    failed: tuple[Failure, ...] = ()
    traces: Mapping[int, str] = field(default_factory=dict)


def outcome_of(task: Task, rules: Rules) -> Outcome:
    """Do a task; a replication that raises is missing alone and named."""
    try:
        batch = simulate_batch(task.scenario, task.seed, task.numbers, rules)
        columns = task.measure(_runs(task, batch)) if task.measure else {}
    except Exception as error:
        if len(task.numbers) == 1:
            (number,) = task.numbers
            return nothing(((number, _told(error)),), {number: _trace(error)})
        # Some replication raised: which one shows when each runs by itself.
        alone = [outcome_of(replace(task, numbers=(number,)), rules) for number in task.numbers]
        return _together(task, alone)
    if task.measure:
        return Outcome(batch.replications, columns=dict(columns))
    return Outcome(batch.replications, batch)


def nothing(failed: tuple[Failure, ...], traces: Mapping[int, str] | None = None) -> Outcome:
    """Return the outcome of replications of which none has finished."""
    return Outcome(np.zeros(0, np.int64), failed=failed, traces=traces or {})


def _together(task: Task, outcomes: list[Outcome]) -> Outcome:
    batches = [outcome.batch for outcome in outcomes if outcome.batch]
    return Outcome(
        np.concatenate([outcome.finished for outcome in outcomes]),
        joined(task.scenario, batches) if batches else None,
        joined_columns([outcome.columns for outcome in outcomes if outcome.columns]),
        tuple(failure for outcome in outcomes for failure in outcome.failed),
        {number: trace for outcome in outcomes for number, trace in outcome.traces.items()},
    )


def _runs(task: Task, batch: Batch) -> Runs:
    return Runs(
        task.scenario,
        task.seed,
        batch.replications,
        batch.counts,
        batch.measures,
        batch.watched,
        batch.ledger,
        batch.firm_years,
        seconds=0.0,
    )


def _told(error: Exception) -> str:
    """Return what was raised, when and where, on one line and without paths of this machine."""
    notes = dict.fromkeys(getattr(error, "__notes__", ()))  # the engine adds the year
    what = " ".join(", ".join([f"{type(error).__name__}: {error}", *notes]).split())
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return what
    file = frames[-1].filename.replace("\\", "/").rpartition("/")[2]
    return f"{what} ({file}:{frames[-1].lineno}, in {frames[-1].name})"


def _trace(error: Exception) -> str:
    """Return the traceback, the same on every machine: files are named without their folders."""
    return _FOLDERS.sub('File "', "".join(traceback.format_exception(error)))


class _Packer(cloudpickle.Pickler):  # type: ignore[misc]
    """Packs a rule by the function it was made of, not by its name."""

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, Rule) and not thing.__module__.startswith("srdi_sim."):
            return type(thing), (thing.__wrapped__,)
        return super().reducer_override(thing)


def packed(replacements: Replacements) -> bytes:
    """Return replaced rules as bytes for another process, or refuse in one sentence."""
    return _packed(dict(replacements))


def packed_task(task: Task) -> bytes:
    """Return a task as bytes for another process; what no result depends on stays here."""
    bare = replace(task.scenario, resolved={}, origins={}, text=None)
    return _packed(replace(task, scenario=bare))


def _packed(thing: object) -> bytes:
    bag = io.BytesIO()
    try:
        _Packer(bag).dump(thing)
    except Exception as error:  # whatever a captured object raises when it is pickled
        raise cannot_travel(error) from error
    return bag.getvalue()


def unpacked(bag: bytes) -> Rules:
    """Return the rules of the model with those in the bag replaced."""
    return rules_with(pickle.loads(bag))


def unpacked_task(bag: bytes) -> Task:
    """Return the task in the bag."""
    task: Task = pickle.loads(bag)
    return task


def cannot_travel(error: Exception) -> SrdiError:
    """Return the refusal of rules or measures that other processes cannot be given."""
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return SrdiError("rules.cannot_travel", {"reason": reason})
