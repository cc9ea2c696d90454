"""The table that every fit is made from: many simulations under the priors, a row each.

A row has the quantile of the prior that each uncertainty had, what the simulated city published
(:mod:`srdi_sim.analysis.fitting.terms`) and what came of it. It is simulated once and kept; a fit
to other numbers, or to fewer of them, needs no further simulation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from srdi_sim.analysis.fitting.simulating import Columns, Simulator
from srdi_sim.analysis.fitting.terms import Term
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import TIER_CODES
from srdi_sim.scenario.scenario import Scenario

FEWEST_ROWS = 500  # of a table: fewer tell nothing about seventeen slopes


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Simulations, a row each.

    Attributes
    ----------
    numbers : int64 (rows)
        The replications, of `seed`.
    names : tuple of str
        The uncertainties that are drawn once, the fitted ones first.
    fitted : int
        How many of them are fitted.
    quantiles : float64 (rows, names)
    terms : tuple of Term
    seen : float64 (rows, terms)
    outcomes : tuple of str
    came : float64 (rows, outcomes)
        Money is in fen, a chance 0 or 1.
    failed : tuple of (replication, message)
    """

    seed: int
    numbers: NDArray[np.int64]
    names: tuple[str, ...]
    fitted: int
    quantiles: Columns
    terms: tuple[Term, ...]
    seen: Columns
    outcomes: tuple[str, ...]
    came: Columns
    failed: tuple[tuple[int, str], ...] = ()

    def of_terms(self, terms: Sequence[Term]) -> Table:
        """Return the table with only some of its terms."""
        places = [self.terms.index(term) for term in terms]
        return replace(self, terms=tuple(terms), seen=self.seen[:, places])

    def rows(self, which: NDArray[np.bool_] | NDArray[np.int64]) -> Table:
        """Return some rows of the table."""
        return replace(
            self,
            numbers=self.numbers[which],
            quantiles=self.quantiles[which],
            seen=self.seen[which],
            came=self.came[which],
        )


def asked(scenario: Scenario) -> list[str]:
    """Return what is kept of every simulation for fits: firms in the last year, and money."""
    return [f"firms:{tier}:{scenario.until}" for tier in TIER_CODES] + ["cost:total"]


def refuse_few(replications: int) -> None:
    """Refuse a table that is too small to fit anything with."""
    if replications < FEWEST_ROWS:
        raise SrdiError("fit.too_few", {"given": replications, "allowed": FEWEST_ROWS})


def learnable(scenario: Scenario) -> tuple[tuple[str, ...], int]:
    """Return the uncertainties that are drawn once, the fitted first, and how many these are.

    What the reading settles, and what is drawn afresh every year, is not among them.
    """
    drawn = [each for each in scenario.settled_uncertainties().entries if each.is_drawn_once]
    fitted = [each.name for each in drawn if each.role == "fitted"]
    others = [each.name for each in drawn if each.role != "fitted"]
    return (*fitted, *others), len(fitted)


def simulated(
    by: Simulator,
    scenario: Scenario,
    terms: Sequence[Term],
    outcomes: Sequence[str],
    replications: int,
) -> Table:
    """Simulate a scenario under its priors and return the table.

    Raises
    ------
    SrdiError
        An outcome is unknown, or every replication failed.
    """
    prior = scenario.with_posterior(None)
    found = by.lived(prior, terms, outcomes, replications)
    names, fitted = learnable(prior)
    return Table(
        by.seed,
        found.numbers,
        names,
        fitted,
        prior.settled_uncertainties().uniforms(names, by.seed, found.numbers),
        tuple(terms),
        found.published,
        tuple(outcomes),
        found.came,
        found.failed,
    )
