"""Traits: the loop finds the quantiles that the distributions have; the normal is that of scipy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import special

from srdi_sim.distributions import (
    Beta,
    Chance,
    Choice,
    Distribution,
    Fixed,
    LogNormal,
    Normal,
    PoissonPlus,
    Triangular,
    Uniform,
    Whole,
)
from srdi_sim.luck import Event, Luck, address
from srdi_sim.population.traits import Table, draw_traits, normal, share_below

PARTS = {"capability": 0, "one": 3, "other": 40}
EVERY: tuple[Distribution, ...] = (
    Fixed(3.0),
    Uniform(-1.0, 4.0),
    Normal(0.5, 2.0),
    Normal(0.5, 2.0, low=0.0),
    Normal(0.5, 2.0, low=-1.0, high=0.6),
    LogNormal(8000.0, 1.1),
    LogNormal(8000.0, 1.1, low=2000.0, high=300_000.0),
    Chance(0.3),
    Chance(0.0),
    Chance(1.0),
    Choice((4.0, 2.0, 9.0), (0.2, 0.5, 0.3)),
    Choice((7.0,), (1.0,)),
    PoissonPlus(0.8, 0, 12),
    PoissonPlus(1.5, 1, 3),
    PoissonPlus(0.4, 2, 2),
    Whole(1, 4),
    Triangular(0.0, 0.2, 1.0),
    Beta(0.3, 6.0),
)
DISCRETE = (Fixed, Chance, Choice, PoissonPlus, Whole)


def drawn(*groups: Distribution, loading: float = 0.0, n: int = 3000) -> Any:
    """Return the trait "one" of firms whose groups stand one after another, `n` firms each."""
    luck = Luck(5, 1, 0, np.arange(n * len(groups)))
    table = Table.of(PARTS, [{"one": marginal} for marginal in groups], {"one": loading})
    rows = np.arange(len(groups)) * n
    blocks = np.stack([np.arange(len(groups)), rows, rows + n], axis=1)
    columns = draw_traits(table, luck, address(Event.SYNTHESIS, 0), blocks)
    assert list(columns) == ["one"]
    return columns["one"]


def uniforms(n: int = 3000, loading: float = 0.0) -> Any:
    """Return the uniforms of the trait "one", by scipy where it leans on capability."""
    luck = Luck(5, 1, 0, np.arange(n))
    own = luck.draw(Event.SYNTHESIS, 3)
    if not loading:
        return own
    common = special.ndtri(luck.draw(Event.SYNTHESIS, 0))
    return special.ndtr(loading * common + np.sqrt(1.0 - loading**2) * special.ndtri(own))


@pytest.mark.parametrize("loading", [0.0, 0.4, -0.7])
@pytest.mark.parametrize("marginal", EVERY, ids=repr)
def test_a_trait_is_the_quantile_of_its_marginal(marginal: Distribution, loading: float) -> None:
    found, expected = drawn(marginal, loading=loading), marginal.at(uniforms(loading=loading))
    if isinstance(marginal, DISCRETE):
        assert found.tolist() == expected.tolist()
    else:
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-11)
        np.testing.assert_allclose(found[::7], expected[::7], rtol=1e-11, atol=1e-12)


def test_groups_that_stand_side_by_side_have_their_own_marginals() -> None:
    n = 3000
    together = drawn(*EVERY, n=n)
    luck = Luck(5, 1, 0, np.arange(n * len(EVERY)))
    u = luck.draw(Event.SYNTHESIS, 3)
    for number, marginal in enumerate(EVERY):
        rows = slice(number * n, (number + 1) * n)
        np.testing.assert_allclose(together[rows], marginal.at(u[rows]), rtol=1e-9, atol=1e-11)


def test_nobody_has_no_traits() -> None:
    assert drawn(Fixed(1.0), n=0).size == 0


def test_a_count_is_reached_above_its_edge_and_a_choice_at_it() -> None:
    """As the distributions say; no draw falls on an edge but by chance of 2^-52."""
    edge = float(special.pdtr(0, 0.8))
    assert PoissonPlus(0.8, 0, 12).at(np.array([edge, np.nextafter(edge, 1.0)])).tolist() == [0, 1]
    table = Table.of(PARTS, [{"one": PoissonPlus(0.8, 0, 12)}], {})
    assert table.arrays[5][1] == np.nextafter(edge, 1.0)
    table = Table.of(PARTS, [{"one": Choice((1.0, 2.0), (0.25, 0.75))}], {})
    assert table.arrays[5].tolist() == [0.0, 0.25]
    assert Choice((1.0, 2.0), (0.25, 0.75)).at(np.array([0.25])).tolist() == [2.0]


def test_the_normal_quantile_is_that_of_scipy() -> None:
    u = (np.arange(200_000) + 0.5) / 200_000
    np.testing.assert_allclose(normal(u), special.ndtri(u), rtol=0.0, atol=3e-15)
    tail = np.geomspace(2.0**-53, 0.1, 20_000)
    within = np.where(tail > special.ndtr(-7.0), 2e-14, 5e-12)
    assert (np.abs(normal(tail) - special.ndtri(tail)) < within).all()
    assert normal(1.0 - 2.0**-53) > 8.0
    assert normal(0.5) == 0.0
    assert (np.diff(normal(np.linspace(0.0, 1.0, 100_001)[1:-1])) > 0.0).all()


def test_the_share_below_is_that_of_scipy() -> None:
    z = np.linspace(-9.0, 9.0, 200_001)
    assert np.abs(share_below(z) - special.ndtr(z)).max() < 2e-15
    assert share_below(0.0) == 0.5
    assert share_below(-50.0) == share_below(-8.0) > 0.0


@pytest.mark.parametrize("function", [normal, share_below])
def test_the_normal_has_the_same_bits_in_plain_python(function: Any) -> None:
    at = Luck(1, 0, 0, np.arange(500)).draw(Event.SYNTHESIS)
    x = at if function is normal else 16.0 * at - 8.0
    assert function(x).tolist() == [function.scalar(float(each)) for each in x]
