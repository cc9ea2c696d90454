"""The worlds that are measured: the shipped city, scaled to a number of firms and more years."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from srdi_sim import load_scenario
from srdi_sim.engine.batch import simulate_batch, start_city
from srdi_sim.engine.rules import Rules
from srdi_sim.policy.habits import Habits
from srdi_sim.population.firms import Firms
from srdi_sim.population.synthesis import Marginals
from srdi_sim.scenario.scenario import Scenario

SEED = 1


def world(firms: int, years: int) -> Scenario:
    """Return Ordos with every group so scaled that about `firms` are alive in a mean year.

    Firms enter, close, climb and are paid as in the shipped scenario; places, rivals, seats and the
    31 firms of the start stay as they are. Twenty replications of the shipped city give the scale.
    """
    ordos = load_scenario("ordos-2022")
    ordos = replace(ordos, until=ordos.start.year + years - 1)
    alive = simulate_batch(ordos, SEED, range(20), Rules()).firm_years / years / 20
    return scaled(ordos, firms / alive)


def scaled(scenario: Scenario, factor: float) -> Scenario:
    """Return the scenario with `factor` times as many firms, but for those titled at the start."""
    people = scenario.population
    if not isinstance(people, Marginals):
        raise TypeError("only a synthetic population can be scaled")
    groups = tuple(
        group
        if group.seeds
        else replace(
            group,
            count_habit="",
            counts=tuple((year, round(count * factor)) for year, count in group.counts),
        )
        for group in people.groups
    )
    return replace(scenario, population=replace(people, groups=groups))


def habits_of(scenario: Scenario, replications: int) -> list[list[Habits]]:
    """Return the habits of every replication and year."""
    numbers = np.arange(replications, dtype=np.int64)
    return scenario.settled_uncertainties().draw(SEED, numbers, scenario.years)


def start_firms(scenario: Scenario, habits: Habits, replication: int) -> Firms:
    """Return the firms of one replication at its start, entrants included."""
    return start_city(scenario, habits, SEED, replication).everyone
