"""Accelerators of clause 二(六): a banner opens few, less than one a year for the whole city."""

import datetime as dt

import pytest

from srdi_sim.policy.policy import Accelerators
from srdi_sim.policy.tiers import Tier
from worlds import Step, lives, some_firms, world


@pytest.mark.parametrize(
    ("opened", "named", "strength", "expected"),
    [
        (0.5, None, 1.0, [0, 1, 1, 2]),  # the prior's half a year adds up
        (0.5, None, 0.5, [0, 0, 0, 1]),
        (0.5, 1, 1.0, [1, 2, 3, 4]),
        (0.0, None, 1.0, [0, 0, 0, 0]),
        (0.5, None, 0.0, [0, 0, 0, 0]),
    ],
)
def test_parts_of_an_accelerator_add_up_over_the_years(opened, named, strength, expected) -> None:
    lever = Accelerators("二(六)", dt.date(2022, 1, 1), strength=strength, opened=named)
    scenario = world(
        some_firms(3),
        Step(Tier.REGIONAL),
        levers={"accelerators": lever},
        accelerators_opened=opened,
    )
    assert [int(life.city.accelerators.sum()) for _, life in lives(scenario)] == expected
