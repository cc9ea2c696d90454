"""The documentation's own modules are found beside its pages."""

import sys
from pathlib import Path

import pytest

import srdi_sim
from srdi_sim.scenario.scenario import Scenario

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))


@pytest.fixture(scope="session")
def ordos() -> Scenario:
    return srdi_sim.load_scenario("ordos-2022")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT
