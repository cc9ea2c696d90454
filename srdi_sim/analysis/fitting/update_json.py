"""What ``srdi update --json`` prints: plain values by name; money in fen."""

from __future__ import annotations

from typing import Any

from srdi_sim.analysis.fitting.update import Updated


def update_json(found: Updated) -> dict[str, Any]:
    """Return the object for what new figures make of what was believed."""
    return {
        **about_update(found),
        "reading": found.scenario.reading.as_dict(),
        "draws": len(found.posterior),
        "until": found.posterior.until,
        "outcomes": found.table().to_dict("records"),
        "failed": [list(failure) for failure in found.failed],
    }


def about_update(found: Updated) -> dict[str, Any]:
    """Return how a posterior came to be, as its file says it."""
    old = found.scenario.uncertainties.posterior
    return {
        "scenario": found.scenario.name,
        "sha256": found.scenario.sha256,
        "before": "priors" if old is None else old.name,
        "figures": [
            {
                "name": each.name,
                "of": term.name,
                "observed": each.value,
                "sd": each.sd,
                "rounding": each.rounding,
                "bound": each.bound,
            }
            for term in found.terms
            for each in term.observations
        ],
        "repeated": list(found.repeated),
        "seed": found.seed,
        "replications": int(found.numbers.size),
        "effective": found.effective,
    }
