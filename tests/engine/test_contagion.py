"""Peers and parks: off by default, and what they do when a scenario switches them on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import srdi_sim as srdi
from srdi_sim.engine.tally import MEASURES
from srdi_sim.scenario.scenario import Scenario

RUNS = 12


@pytest.fixture(scope="module")
def ordos() -> Scenario:
    return srdi.load_scenario("ordos-2022")


def with_effect(scenario: Scenario, **effects: float) -> Scenario:
    return replace(scenario, uncertainties=scenario.uncertainties.settled(effects))


def applications(scenario: Scenario) -> np.ndarray:
    runs = srdi.simulate(scenario, replications=RUNS, seed=1)
    return runs.measures[:, :, MEASURES.index(("applied", "innovative"))]


def test_titled_peers_raise_applications_and_at_zero_nothing_moves(ordos: Scenario) -> None:
    off = applications(ordos)
    assert (applications(with_effect(ordos, peer_help=0.0)) == off).all()
    assert applications(with_effect(ordos, peer_help=3.0)).sum() > off.sum()


def test_a_park_with_enough_titles_lifts_its_own_firms_alone(ordos: Scenario) -> None:
    """The home park of the seed firms holds three titles at the start."""
    easy = replace(
        ordos, policy=replace(ordos.policy, parks=replace(ordos.policy.parks, threshold=3))
    )
    growth = []
    for effect in (0.0, 0.2):
        model = srdi.LadderModel(
            with_effect(easy, park_spillover=effect), replication=1, collect=False
        )
        model.step()
        growth.append(model.firms.growth.copy())
        park = model.firms.park.copy()
    lifted = growth[1] > growth[0]
    assert lifted.any()
    assert (park[lifted] >= 0).all()
    assert (growth[0][~lifted] == growth[1][~lifted]).all()
