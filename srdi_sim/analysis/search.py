"""A search by NSGA-II (Deb and others 2002): proposals depend on the seed and on what was found.

So the archive of what was found is all that is needed to resume: the same search walks the same way
through what is there, and goes on where it was stopped.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.inputs import Input, Value
from srdi_sim.analysis.plans import own_value
from srdi_sim.errors import SrdiError
from srdi_sim.scenario.scenario import Scenario

Setting = tuple[Value, ...]
Judged = Callable[[Sequence[Setting]], tuple[NDArray[np.float64], NDArray[np.float64]]]
Tried = tuple[Setting, tuple[float, ...], float]  # its goals, and by how much it exceeds a limit

GENERATION = 20  # settings proposed at a time; fixed, so that more samples go on the same way
_AWARDS_TIMES = (0.0, 0.5, 1.5, 2.0, 3.0)


def search(
    inputs: Sequence[Input],
    signs: Sequence[int],
    judged: Judged,
    *,
    samples: int,
    seed: int,
    known: Sequence[Setting] = (),
) -> list[Tried]:
    """Return the settings that NSGA-II tries, in order, each with its goals and its excess.

    The same seed and the same findings give the same settings, and more samples the same ones
    first. What was tried is not tried again; a generation without anything new is the last.

    Parameters
    ----------
    signs : 1 for a goal to be made large, -1 for one to be made small
    judged : callable
        Takes settings; returns their goals, a row each, and by how much each exceeds what is
        allowed (not at all: 0 or less). NaN where nothing is known.
    known : sequence of settings to try first
    """
    optuna = _optuna()
    study = _study(optuna, signs, seed)
    space = {each.name: _distribution(optuna, each) for each in inputs}
    for setting in known:
        coded = [_coded(each, value) for each, value in zip(inputs, setting, strict=True)]
        study.enqueue_trial(dict(zip(space, coded, strict=True)))
    tried: dict[Setting, tuple[tuple[float, ...], float]] = {}
    while len(tried) < samples:
        trials = [study.ask(space) for _ in range(GENERATION)]
        settings = [
            tuple(_tidy(each, trial.params[each.name]) for each in inputs) for trial in trials
        ]
        unknown = [each for each in dict.fromkeys(settings) if each not in tried]
        if not unknown:
            break
        unknown = unknown[: samples - len(tried)]
        for setting, goals, excess in zip(unknown, *judged(unknown), strict=True):
            tried[setting] = (tuple(goals.tolist()), float(excess))
        for trial, setting in zip(trials, settings, strict=True):
            _tell(optuna, study, trial, tried.get(setting))
    return [(setting, *found) for setting, found in tried.items()]


def known_settings(scenario: Scenario, inputs: Sequence[Input]) -> list[Setting]:
    """Return where to begin: the scenario as it is, all at the least and most, other awards."""
    own = []
    for each in inputs:
        value = own_value(each, scenario)
        unsettled = value is None or (each.answers and value not in each.answers)
        own.append(_tidy(each, _coded(each, each.at(0.5) if unsettled else value)))
    settings = [tuple(own)]
    for end in (0.0, 1.0):
        settings.append(tuple(_tidy(each, _coded(each, each.at(end))) for each in inputs))
    for times in _AWARDS_TIMES:
        awards = (each.name.startswith("awards.") for each in inputs)
        scaled = [
            _tidy(each, _coded(each, times * value)) if is_award else value
            for each, value, is_award in zip(inputs, own, awards, strict=True)
        ]
        settings.append(tuple(scaled))
    return list(dict.fromkeys(settings))


def _optuna() -> Any:
    """Return optuna, which comes with the extra ``search``."""
    try:
        import optuna
    except ImportError as error:
        values = {"extra": "search", "library": "optuna"}
        raise SrdiError("extra.missing", values) from error
    return optuna


def _study(optuna: Any, signs: Sequence[int], seed: int) -> Any:
    """Return a study of optuna, in memory; what it says about itself is not for our users."""
    spoken = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    try:
        with warnings.catch_warnings():
            # Constraints and this crossover are called experimental since 2021 and 2022.
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            sampler = optuna.samplers.NSGAIISampler(
                population_size=GENERATION,
                crossover=optuna.samplers.nsgaii.SBXCrossover(),
                seed=seed,
                constraints_func=lambda trial: (trial.user_attrs["excess"],),
            )
        directions = ["maximize" if each > 0 else "minimize" for each in signs]
        return optuna.create_study(directions=directions, sampler=sampler)
    finally:
        optuna.logging.set_verbosity(spoken)


def _distribution(optuna: Any, of: Input) -> Any:
    if of.kind == "categorical":
        return optuna.distributions.CategoricalDistribution(range(len(of.answers)))
    ends = of.at(0.0), of.at(1.0)
    if of.kind == "integer":
        return optuna.distributions.IntDistribution(*ends)
    return optuna.distributions.FloatDistribution(*ends)


def _coded(of: Input, value: Value) -> Any:
    """Return a value as optuna takes it: an answer by its place, a number within its range."""
    if of.kind == "categorical":
        return of.answers.index(value)
    return min(max(value, of.at(0.0)), of.at(1.0))


def _tidy(of: Input, code: Any) -> Value:
    """Return a value as a government would set it: whole 万元, hundredths of a share."""
    return of.answers[code] if of.range is None else of.range.nearest(code)


def _tell(
    optuna: Any, study: Any, trial: Any, found: tuple[tuple[float, ...], float] | None
) -> None:
    """Tell optuna what came of a trial: nothing, if nothing is known."""
    if found is None or np.isnan(found[0]).any():
        study.tell(trial, state=optuna.trial.TrialState.FAIL)
        return
    goals, excess = found
    trial.set_user_attr("excess", excess)
    study.tell(trial, goals)
