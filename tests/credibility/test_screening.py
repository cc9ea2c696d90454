"""Which of the uncertainties that no figure was fitted to carry the width of the Ordos forecast?

The long form (`make credibility`) stores what it finds in ``docs/credibility/screening.json``, from
which the documentation takes its table: the elementary effects (Morris) of every uncertainty that
was not fitted, on the firms of every tier and the cost.
"""

import json
import os
from typing import Any

import pytest

from credibility import FOLDER, store
from srdi_sim.analysis.inputs import inputs_of
from srdi_sim.analysis.sensitivity.drivers import Drivers, ranked, sensitivity
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.scenario.loading import load_scenario

OUTCOMES = (*(f"firms:{tier}:2025" for tier in TIER_CODES), "cost:total")
TRAJECTORIES, REPLICATIONS = 50, 10
NAMED = 10  # of every outcome, those with the largest effects


def carriers(found: Drivers) -> dict[str, list[dict[str, Any]]]:
    """Return the inputs with the largest effects on each outcome, the largest first."""
    effects = {found.outcome: found.indices[found.main], **found.across}
    return {
        outcome: [
            {
                "name": found.inputs[place].name,
                "rms": float(each.value[place]),
                "low95": float(each.low95[place]),
                "high95": float(each.high95[place]),
            }
            for place in ranked(each)[:NAMED]
        ]
        for outcome, each in effects.items()
        if outcome in OUTCOMES
    }


@pytest.mark.credibility
def test_what_carries_the_width_of_ordos_among_what_was_not_fitted():
    found = sensitivity(
        load_scenario("ordos-2022"),
        outcome=OUTCOMES[0],
        method="morris",
        of=("not_fitted",),
        samples=TRAJECTORIES,
        replications=REPLICATIONS,
        workers=os.cpu_count() or 1,
    )
    told = carriers(found)
    store(
        "screening",
        {
            "scenario": found.scenario.name,
            "seed": found.seed,
            "trajectories": TRAJECTORIES,
            "replications": REPLICATIONS,
            "runs": found.runs,
            "failed": len(found.failed),
            "uncertainties": sorted(each.name for each in found.inputs),
            "effects": told,
            "seconds": round(found.seconds),
        },
    )
    assert set(told) == set(OUTCOMES)
    assert not found.failed
    assert all(each[0]["low95"] > 0.0 for each in told.values())


def test_what_is_stored_is_of_all_that_was_not_fitted():
    """A new uncertainty, or a fit of others, makes what the documentation says of them old."""
    stored = json.loads((FOLDER / "screening.json").read_text("utf-8"))
    inputs = inputs_of(load_scenario("ordos-2022"), of=("not_fitted",))
    assert stored["uncertainties"] == sorted(each.name for each in inputs)


def test_the_first_of_what_is_stored_moves_more_than_the_last():
    stored = json.loads((FOLDER / "screening.json").read_text("utf-8"))
    outcome = "firms:regional:2025"
    names = [each["name"] for each in stored["effects"][outcome]]
    found = sensitivity(
        load_scenario("ordos-2022"),
        outcome=outcome,
        method="morris",
        inputs=[names[0], names[-1]],
        samples=20,
        replications=5,
    )
    assert [each.name for each in found.inputs] == [names[0], names[-1]]
    assert ranked(found.indices[found.main])[0] == 0
