"""A job: some replications of a scenario under some rules, wherever they are simulated.

Replaced rules travel to other processes by value (cloudpickle), so they may be typed in a notebook.
"""

from __future__ import annotations

import io
import pickle
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cloudpickle

from srdi_sim.compiled import Rule
from srdi_sim.engine.batch import Batch, simulate_batch
from srdi_sim.engine.rules import Rules, rules_with
from srdi_sim.ensemble.runs import joined
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario

Replacements = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Job:
    """What is simulated; the replications are told one chunk at a time."""

    scenario: Scenario
    seed: int
    rules: Rules


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of some replications: what they left behind, and which failed, with a message."""

    batch: Batch
    failed: tuple[tuple[int, str], ...] = ()


def outcome_of(job: Job, numbers: Sequence[int]) -> Outcome:
    """Simulate these replications; one that raises is missing alone and named."""
    if len(numbers) > 1:
        try:
            return Outcome(simulate_batch(job.scenario, job.seed, numbers, job.rules))
        except Exception:  # some replication raised: which one shows when each runs by itself
            alone = [outcome_of(job, [number]) for number in numbers]
            return Outcome(
                joined(job.scenario, [outcome.batch for outcome in alone]),
                tuple(failure for outcome in alone for failure in outcome.failed),
            )
    try:
        return Outcome(simulate_batch(job.scenario, job.seed, numbers, job.rules))
    except Exception as error:
        return Outcome(joined(job.scenario, []), ((numbers[0], _told(error)),))


def _told(error: Exception) -> str:
    """Return what was raised and where, on one line and without paths of this machine."""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return what
    file = frames[-1].filename.replace("\\", "/").rpartition("/")[2]
    return f"{what} ({file}:{frames[-1].lineno}, in {frames[-1].name})"


class _Packer(cloudpickle.Pickler):  # type: ignore[misc]
    """Packs a rule by the function it was made of, not by its name."""

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, Rule) and not thing.__module__.startswith("srdi_sim."):
            return type(thing), (thing.__wrapped__,)
        return super().reducer_override(thing)


def packed(replacements: Replacements) -> bytes:
    """Return replaced rules as bytes for another process, or refuse in one sentence."""
    bag = io.BytesIO()
    try:
        _Packer(bag).dump(dict(replacements))
    except Exception as error:  # whatever a captured object raises when it is pickled
        raise cannot_travel(error) from error
    return bag.getvalue()


def unpacked(bag: bytes) -> Rules:
    """Return the rules of the model with those in the bag replaced."""
    return rules_with(pickle.loads(bag))


def cannot_travel(error: Exception) -> SrdiError:
    """Return the refusal of rules that other processes cannot be given."""
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return SrdiError("rules.cannot_travel", {"reason": reason})
