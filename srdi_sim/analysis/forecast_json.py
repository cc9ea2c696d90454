"""A forecast and its bill as the JSON object that ``srdi run`` prints."""

from __future__ import annotations

from typing import Any

from srdi_sim.analysis.bill_json import cost_json
from srdi_sim.analysis.budget import Bill
from srdi_sim.analysis.forecast import Outlook
from srdi_sim.analysis.width import width_json, widths
from srdi_sim.scenario.scenario import Target


def outlook_json(outlook: Outlook, bill: Bill, folder: str, seconds: float) -> dict[str, Any]:
    """Return the object that ``srdi run --json`` prints; `folder` is the run folder."""
    scenario, chance, width = outlook.scenario, outlook.chance_all, widths(outlook, bill)
    return {
        **ensemble_json(outlook),
        "targets": [
            {
                **outlook.answer(target),
                "width": width_json(width.targets.get(target)),
                "lost": _lost_json(outlook, target),
            }
            for target in scenario.targets
        ],
        "chance_all": chance.value,
        "chance_all_low95": chance.low95,
        "chance_all_high95": chance.high95,
        "cost": {**cost_json(bill), "width": width_json(width.cost)},
        "run": folder,
        "firm_years": outlook.firm_years,
        "seconds": seconds,
    }


def ensemble_json(outlook: Outlook) -> dict[str, Any]:
    """Return what was run: the keys that the objects of all ensembles begin with."""
    scenario = outlook.scenario
    return {
        "scenario": scenario.name,
        "scenario_sha256": scenario.sha256,
        "reading": scenario.reading.as_dict(),
        "seed": outlook.seed,
        "replications": outlook.replications,
        "failed": outlook.failed,
        "parameters": scenario.uncertainties.kind,
        "posterior_of_other_population": scenario.posterior_of_other_population,
    }


def _lost_json(outlook: Outlook, target: Target) -> list[dict[str, Any]]:
    """Return the rows of :meth:`Outlook.binding_table`; null where it is not counted who came."""
    table = outlook.binding_table(target).astype(object)
    rows = table.where(table.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]
