"""What ``srdi sensitivity --json`` prints: plain values by name, null where nothing can be told."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from srdi_sim.analysis.inputs import Input
from srdi_sim.analysis.sensitivity.bootstrap import Estimates
from srdi_sim.analysis.sensitivity.drivers import Drivers, Screening
from srdi_sim.analysis.sensitivity.sampling import Failed
from srdi_sim.analysis.sensitivity.split import Split
from srdi_sim.scenario.scenario import Scenario


def drivers_json(found: Drivers) -> dict[str, Any]:
    """Return the object for what drives an outcome; inputs from the largest main index down."""
    main = found.main
    others = [name for name in found.indices if name != main]
    return {
        **_head(found.scenario, found.seed, found.method, found.outcome),
        "samples": found.samples,
        "replications_per_sample": found.replications,
        "runs": found.runs,
        "main": main,
        "noise_share": found.spread.noise_share,
        "noise_share_of_means": found.spread.noise_share_of_means,
        "variance_explained": found.spread.explained,
        "variance_of_chance": found.spread.chance,
        **_failures(found.failed, found.dropped),
        "inputs": _inputs(found, {name: found.indices[name] for name in (main, *others)}),
        "second": [
            {"inputs": [found.inputs[place].name for place in pair], **_index("second", each)}
            for pair, each in zip(found.pairs, _each(found.second), strict=True)
        ],
        "convergence": [
            {"samples": samples, "inputs": _inputs(found, {main: indices[main]})}
            for samples, indices in found.convergence.items()
        ],
        "across": [
            {"outcome": outcome, "inputs": _inputs(found, {main: each})}
            for outcome, each in found.across.items()
        ],
        "screening": None if found.screening is None else _screening(found.screening),
        "emulator": None if found.quality is None else found.quality.as_dict(),
        "seconds": found.seconds,
    }


def split_json(found: Split) -> dict[str, Any]:
    """Return the object for why an outcome is not known; the parts are its inputs."""
    chance = float(found.shares[found.outcome].value[found.parts.index("chance")])
    return {
        **_head(found.scenario, found.seed, "split", found.outcome),
        "samples": found.samples,
        "replications_per_sample": found.replications,
        "runs": found.runs,
        "questions": found.questions,
        "uncertainties": found.uncertainties,
        "noise_share": _finite(chance),
        "sd": found.sd[found.outcome],
        **_failures(found.failed, found.dropped),
        "inputs": _parts(found, found.shares[found.outcome]),
        "across": [
            {"outcome": outcome, "sd": found.sd[outcome], "inputs": _parts(found, each)}
            for outcome, each in found.shares.items()
            if outcome != found.outcome
        ],
        "seconds": found.seconds,
    }


def _head(scenario: Scenario, seed: int, method: str, outcome: str) -> dict[str, Any]:
    return {
        "scenario": scenario.name,
        "scenario_sha256": scenario.sha256,
        "reading": scenario.reading.as_dict(),
        "seed": seed,
        "parameters": scenario.uncertainties.kind,
        "method": method,
        "outcome": outcome,
    }


def _failures(failed: Sequence[Failed], dropped: int) -> dict[str, Any]:
    told = [{"replication": number, "message": message} for number, message in failed]
    return {"failed": len(failed), "dropped": dropped, "failures": told}


def _inputs(found: Drivers, indices: Mapping[str, Estimates]) -> list[dict[str, Any]]:
    return [
        {
            **_input(found.inputs[place]),
            **{
                key: value
                for name, each in indices.items()
                for key, value in _index(name, list(_each(each))[place]).items()
            },
        }
        for place in found.ranked
    ]


def _screening(found: Screening) -> dict[str, Any]:
    kept = set(found.kept)
    return {
        "trajectories": found.trajectories,
        "runs": found.runs,
        "inputs": [
            {**_input(each), **_index("rms", effect), "kept": place in kept}
            for place, (each, effect) in enumerate(
                zip(found.inputs, _each(found.effects), strict=True)
            )
        ],
    }


def _parts(found: Split, shares: Estimates) -> list[dict[str, Any]]:
    return [
        {"name": part, **_index("share", each)}
        for part, each in zip(found.parts, _each(shares), strict=True)
    ]


def _input(each: Input) -> dict[str, Any]:
    return {"name": each.name, "of": each.of, "kind": each.kind}


def _each(found: Estimates | None) -> Iterable[tuple[float, float, float]]:
    """Yield the estimate and the interval of each place."""
    if found is None:
        return ()
    ends = (found.value.tolist(), found.low95.tolist(), found.high95.tolist())
    return zip(*ends, strict=True)


def _index(name: str, ends: tuple[float, float, float]) -> dict[str, float | None]:
    value, low, high = map(_finite, ends)
    half = None if low is None or high is None else (high - low) / 2.0
    return {name: value, f"{name}_conf": half, f"{name}_low95": low, f"{name}_high95": high}


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
