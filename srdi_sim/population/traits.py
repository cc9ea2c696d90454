"""The traits of synthetic firms: every firm's quantile of its group's marginals, in one pass.

The draws are addressed by firm id and trait, so a firm is the same whatever else the population
holds. The normal distribution is built from arithmetic (see :mod:`srdi_sim.luck`), so a firm is the
same to the last bit on every machine as well.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from srdi_sim.compiled import loop, rule
from srdi_sim.distributions import (
    Chance,
    Choice,
    Distribution,
    Fixed,
    LogNormal,
    Normal,
    PoissonPlus,
    Uniform,
)
from srdi_sim.luck import Event, Luck, address, draw, exp, log

# How the loop below finds the quantile of a marginal at u.
_LINE, _NORMAL, _LOGNORMAL, _STEPS, _ITSELF = range(5)


@rule
def normal(u: float) -> float:
    """Return the standard normal quantile at `u` in (0, 1), within 2e-14 (5e-12 beyond +-7).

    Wichura (1988), "Algorithm AS 241", PPND16: its middle, and the nearer of its two tails.
    """
    q = u - 0.5
    r = 0.180625 - q * q
    p = 2509.0809287301226727 * r + 33430.575583588128105
    p = p * r + 67265.770927008700853
    p = p * r + 45921.953931549871457
    p = p * r + 13731.693765509461125
    p = p * r + 1971.5909503065514427
    p = p * r + 133.14166789178437745
    p = p * r + 3.387132872796366608
    d = 5226.495278852545925 * r + 28729.085735721942674
    d = d * r + 39307.89580009271061
    d = d * r + 21213.794301586595867
    d = d * r + 5394.1960214247511077
    d = d * r + 687.1870074920579083
    d = d * r + 42.313330701600911252
    d = d * r + 1.0
    middle = q * p / d
    r = math.sqrt(-log(min(u, 1.0 - u))) - 1.6
    p = 7.7454501427834140764e-4 * r + 0.0227238449892691845833
    p = p * r + 0.24178072517745061177
    p = p * r + 1.27045825245236838258
    p = p * r + 3.64784832476320460504
    p = p * r + 5.7694972214606914055
    p = p * r + 4.6303378461565452959
    p = p * r + 1.42343711074968357734
    d = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4
    d = d * r + 0.0151986665636164571966
    d = d * r + 0.14810397642748007459
    d = d * r + 0.68976733498510000455
    d = d * r + 1.6763848301838038494
    d = d * r + 2.05319162663775882187
    d = d * r + 1.0
    tail = p / d
    return middle if abs(q) <= 0.425 else (tail if q > 0.0 else -tail)


@rule
def share_below(z: float) -> float:
    """Return the share of a standard normal below `z`, within 2e-15; beyond +-8 as at +-8.

    Hart (1968), "Computer Approximations", as given by West (2005), "Better approximations to
    cumulative normal functions".
    """
    x = min(abs(z), 8.0)
    p = 0.0352624965998911 * x + 0.700383064443688
    p = p * x + 6.37396220353165
    p = p * x + 33.912866078383
    p = p * x + 112.079291497871
    p = p * x + 221.213596169931
    p = p * x + 220.206867912376
    d = 0.0883883476483184 * x + 1.75566716318264
    d = d * x + 16.064177579207
    d = d * x + 86.7807322029461
    d = d * x + 296.564248779674
    d = d * x + 637.333633378831
    d = d * x + 793.826512519948
    d = d * x + 440.413735824752
    tail: float = exp(-0.5 * x * x) * p / d
    return tail if z < 0.0 else 1.0 - tail


@dataclass(frozen=True, slots=True)
class Table:
    """Marginals as the loop reads them: what stands for each trait and group.

    Attributes
    ----------
    names : tuple of str
        The traits, in the order of the rows below.
    arrays : tuple of
        addresses and loadings, one a trait; kinds (traits, groups); numbers (traits, groups, 6),
        which are low and width of a line, or of a normal its mean (median) and SD, the share below
        its cut and the share within, and its ends; steps (traits, groups, 2), which is where the
        steps of a marginal begin and end in edges and values: from each edge on, `u` gives the
        value.
    by_themselves : tuple of (trait, group, Distribution)
        Marginals of other forms, which are asked one by one.
    """

    names: tuple[str, ...]
    arrays: tuple[NDArray[Any], ...]
    by_themselves: tuple[tuple[int, int, Distribution], ...]

    @classmethod
    def of(
        cls,
        parts: Mapping[str, int],
        groups: Sequence[Mapping[str, Distribution]],
        loadings: Mapping[str, float],
    ) -> Table:
        """Return the table of the traits that every group has.

        `parts` has the part of :attr:`Event.SYNTHESIS` by which a trait is drawn.
        """
        names = tuple(name for name in parts if all(name in traits for traits in groups))
        shape = (len(names), len(groups))
        kinds, numbers = np.zeros(shape, np.int64), np.zeros((*shape, 6))
        steps = np.zeros((*shape, 2), np.int64)
        edges: list[float] = []
        values: list[float] = []
        by_themselves = []
        for t, name in enumerate(names):
            for g, traits in enumerate(groups):
                marginal = traits[name]
                kinds[t, g], given, (from_, reached) = _form_of(marginal)
                numbers[t, g, : len(given)] = given
                steps[t, g] = len(edges), len(edges) + len(from_)
                edges += from_
                values += reached
                if kinds[t, g] == _ITSELF:
                    by_themselves.append((t, g, marginal))
        addresses = [address(Event.SYNTHESIS, parts[name]) for name in names]
        arrays = (
            np.array(addresses, np.uint64),
            np.array([loadings.get(name, 0.0) for name in names]),
            kinds,
            numbers,
            steps,
            np.array(edges),
            np.array(values),
        )
        return cls(names, arrays, tuple(by_themselves))


def _form_of(
    marginal: Distribution,
) -> tuple[int, tuple[float, ...], tuple[list[float], list[float]]]:
    """Return how the loop finds the marginal's quantiles: its kind, numbers and steps."""
    match marginal:
        case Fixed(value):
            return _LINE, (value, 0.0), ([], [])
        case Uniform(low, high):
            return _LINE, (low, high - low), ([], [])
        case Normal(mean, sd, low, high):
            below, above = special.ndtr((np.array([low, high]) - mean) / sd)
            return _NORMAL, (mean, sd, below, above - below, low, high), ([], [])
        case LogNormal(median, sigma, low, high):
            ends = np.array([low, high]) / median
            logs = np.log(ends, out=np.full(2, -np.inf), where=ends > 0.0)
            below, above = special.ndtr(logs / sigma)
            return _LOGNORMAL, (median, sigma, below, above - below, low, high), ([], [])
        case Chance(p):
            return _STEPS, (), ([0.0, p], [1.0, 0.0])
        case Choice(values, chances):
            edges = [0.0, *np.cumsum(chances)[:-1].tolist()]
            return _STEPS, (), (edges, list(values))
        case PoissonPlus(mean, add, most):
            counts = np.arange(most - add + 1)
            # A count is reached above its edge, and not at it.
            edges = np.nextafter(special.pdtr(counts[:-1], mean), 1.0).tolist()
            return _STEPS, (), ([0.0, *edges], (add + counts).astype(float).tolist())
    return _ITSELF, (), ([], [])


def draw_traits(
    table: Table, luck: Luck, capability: np.uint64, blocks: NDArray[np.int64]
) -> dict[str, NDArray[np.float64]]:
    """Return the column of every trait.

    Parameters
    ----------
    table : Table
    luck : Luck
        Of the firms, in year 0.
    capability : uint64
        Address of the draw of what traits with a loading have in common.
    blocks : int64 (blocks, 3)
        Rows that stand side by side: their group, the first, and the first beyond.
    """
    drawn = np.empty((len(table.names), luck.keys.size))
    _draw(drawn, luck.keys, capability, blocks, table.arrays)
    for t, g, marginal in table.by_themselves:
        for _, first, beyond in blocks[blocks[:, 0] == g]:
            drawn[t, first:beyond] = marginal.at(drawn[t, first:beyond])
    return dict(zip(table.names, drawn, strict=True))


# What does not change within a loop is read before it: a column might lie over the numbers, as far
# as the compiler knows, and then the loop would not vectorise.
@loop
def _on_a_line(column, u, low, width):  # type: ignore[no-untyped-def]
    for i in range(u.size):
        column[i] = low + width * u[i]


@loop
def _on_steps(column, u, edges, values):  # type: ignore[no-untyped-def]
    # The first step first, so that the last one reached stays; one plain loop a step.
    for step in range(edges.size):
        edge, value = edges[step], values[step]
        for i in range(u.size):
            column[i] = value if u[i] >= edge else column[i]


@loop
def _on_a_bell(column, z, is_log, middle, sd, low, high):  # type: ignore[no-untyped-def]
    for i in range(z.size):
        x = middle * exp(sd * z[i]) if is_log else middle + sd * z[i]
        column[i] = min(max(x, low), high)


@loop
def _draw(drawn, keys, capability, blocks, table):  # type: ignore[no-untyped-def]
    """Draw trait by trait; a marginal that is asked by itself is left at its uniforms."""
    addresses, loadings, kinds, numbers, steps, edges, values = table
    common = np.empty(keys.size)
    for i in range(keys.size):
        common[i] = normal(draw(keys[i], capability))
    z, u = np.empty(keys.size), np.empty(keys.size)
    for t in range(addresses.size):
        for i in range(keys.size):
            u[i] = draw(keys[i], addresses[t])
        loading = loadings[t]
        if loading != 0.0:
            rest = math.sqrt(1.0 - loading * loading)
            for i in range(keys.size):
                z[i] = loading * common[i] + rest * normal(u[i])
                u[i] = share_below(z[i])
        for group, first, beyond in blocks:
            kind = kinds[t, group]
            column, at = drawn[t, first:beyond], u[first:beyond]
            middle, sd, below, within, low, high = numbers[t, group]
            if kind == _LINE:
                _on_a_line(column, at, middle, sd)
            elif kind == _STEPS:
                begin, end = steps[t, group]
                _on_steps(column, at, edges[begin:end], values[begin:end])
            elif kind == _ITSELF:
                column[:] = at
            elif loading != 0.0 and within == 1.0:  # nothing is cut off
                _on_a_bell(column, z[first:beyond], kind == _LOGNORMAL, middle, sd, low, high)
            else:
                for i in range(at.size):
                    at[i] = normal(below + within * at[i])
                _on_a_bell(column, at, kind == _LOGNORMAL, middle, sd, low, high)
