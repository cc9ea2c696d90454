"""What studies have found, and its pictures, written into a folder.

Apart from the report of a run, which needs none of what studies import.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from srdi_sim.analysis.fitting.backtest import Backtest
from srdi_sim.analysis.fitting.calibration import Fit
from srdi_sim.analysis.fitting.records import calibration_json
from srdi_sim.analysis.levels import Levels
from srdi_sim.analysis.optimisation import Optimisation
from srdi_sim.analysis.optimisation_json import optimisation_json
from srdi_sim.analysis.regret import Regrets
from srdi_sim.analysis.required import Required
from srdi_sim.analysis.sensitivity.drivers import Drivers
from srdi_sim.analysis.sensitivity.records import drivers_json, split_json
from srdi_sim.analysis.sensitivity.split import Split
from srdi_sim.ensemble.disk import told_where, write_whole
from srdi_sim.ensemble.store import add
from srdi_sim.report import (
    backtest_figures,
    budget_figures,
    calibration_figures,
    optimisation_figures,
    required_figures,
    sensitivity_figures,
)
from srdi_sim.report.pages import FIGURES
from srdi_sim.report.style import image_of
from srdi_sim.scenario.posterior_files import write_posterior
from srdi_sim.words import Lang

OPTIMISATION = "optimisation.json"
POSTERIOR = "posterior.parquet"
CALIBRATION = "calibration.json"


def write_budget(
    folder: Path, levels: Levels, lang: Lang, required: Required | None = None
) -> None:
    """Write the pictures of a budget into a finished run folder, and those of what goals need."""
    pictures = {"budget": budget_figures.budget_years, "payers": budget_figures.payers}
    written = {
        f"{FIGURES}/{name}.png": image_of(draw(levels, lang=lang), "png")
        for name, draw in pictures.items()
    }
    if required is not None:
        for goal in required.goals:
            picture = required_figures.money_curve(required, goal, lang=lang)
            written[f"{FIGURES}/required-{_file(goal.name)}.png"] = image_of(picture, "png")
    add(folder, written)


def write_optimisation(
    folder: Path, found: Optimisation, regrets: Regrets | None, lang: Lang
) -> None:
    """Write what a search has found, and its pictures, into a folder."""
    told = json.dumps(optimisation_json(found, regrets), ensure_ascii=False, indent=1)
    drawn = {
        f"front-{_file(goal)}.png": optimisation_figures.front(found, goal, lang=lang)
        for goal in found.goals[1:]
    }
    if regrets is not None:
        drawn |= {
            f"regret-{_file(goal)}.png": optimisation_figures.regret_map(regrets, goal, lang=lang)
            for goal in regrets.goals
        }
    is_ours = (folder / OPTIMISATION).exists()
    write_whole(folder / OPTIMISATION, told.encode())
    for name, axes in drawn.items():
        write_whole(folder / name, image_of(axes, "png"))
    # What an earlier search drew, of other goals or of a regret, is not of this one.
    for kind in ("front", "regret") if is_ours else ():
        for earlier in folder.glob(f"{kind}-*.png"):
            if earlier.name not in drawn:
                earlier.unlink()


def write_sensitivity(folder: Path, found: Drivers | Split, lang: Lang) -> None:
    """Write what drives an outcome, or why it is not known, and its pictures, into a folder.

    The names of the files carry method and outcome: a folder holds the answers to many questions.
    """
    about = f"{found.method}-{_file(found.outcome)}"
    if isinstance(found, Split):
        record = split_json(found)
        drawn = {"split": sensitivity_figures.split(found, lang=lang)}
    else:
        record = drivers_json(found)
        drawn = {"tornado": sensitivity_figures.tornado(found, lang=lang)}
        if found.across:
            drawn["map"] = sensitivity_figures.heat_map(found, lang=lang)
        if len(found.convergence) > 1:
            drawn["convergence"] = sensitivity_figures.convergence(found, lang=lang)
    told = json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1)
    with told_where(folder):
        write_whole(folder / f"{about}.json", told.encode())
        for name, axes in drawn.items():
            write_whole(folder / f"{about}-{name}.png", image_of(axes, "png"))


def write_backtest(record: Path, found: Backtest, lang: Lang) -> None:
    """Write the picture of a back-test beside its record, under the same name."""
    picture = image_of(backtest_figures.foretold_and_seen(found, lang=lang), "png")
    write_whole(record.with_suffix(".png"), picture)


def _file(outcome: str) -> str:
    """Return the name of an outcome or a goal as that of a file, safe everywhere."""
    return outcome.replace(">=", "-from-").replace(">", "-over-").replace(":", "-")


def write_calibration(folder: Path, fit: Fit, about: Mapping[str, Any], lang: Lang) -> None:
    """Write a posterior, what was learned, and the pictures, into a folder.

    `about` stands in the file of the posterior: how it came to be.
    """
    told = json.dumps(calibration_json(fit), ensure_ascii=False, allow_nan=False, indent=1)
    with told_where(folder):
        write_posterior(folder / POSTERIOR, fit.posterior, about)
        write_whole(folder / CALIBRATION, told.encode())
        for name in ("believed", "predictive"):
            picture = getattr(calibration_figures, name)(fit, lang=lang)
            write_whole(folder / f"{name}.png", image_of(picture, "png"))
