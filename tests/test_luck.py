"""The battery that luck has to pass. Every threshold is stated; the seeds are fixed.

`uniform` in plain Python is the definition; the compiled columns must give the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise, permutations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special, stats

from evidence import ALPHA, Z
from srdi_sim.luck import (
    Event,
    Luck,
    draw,
    exp,
    laplace,
    log,
    logistic,
    logit,
    mix,
    poisson,
    uniform,
)
from srdi_sim.population.synthesis import TRAITS

MASK = (1 << 64) - 1
BITS = 52
N = 1 << 18  # draws in a series along one part of the key
PARTS = ("seed", "replication", "who", "year", "event", "part")
HERE = {
    "seed": 1,
    "replication": 3,
    "who": 202200017,
    "year": 2023,
    "event": Event.APPLY,
    "part": 2,
}


def along(part: str, n: int = N, /, **key: int) -> NDArray[np.float64]:
    """Return `n` draws whose keys differ in nothing but `part`, which counts up."""
    key = {**HERE, **key}
    seed, replication, who, year = (int(key[name]) for name in PARTS[:4])
    event, number = Event(key["event"]), int(key["part"])
    if part == "who":
        return Luck(seed, replication, year, np.arange(who, who + n)).draw(event, number)
    if part in ("event", "part"):
        # Both count up the last step of the key; 16 parts to an event.
        step = 16 if part == "event" else 1
        keys = np.full(n, key_of_firm(seed, replication, year, who), dtype=np.uint64)
        addresses = np.arange(n, dtype=np.uint64) * np.uint64(step) + np.uint64(number)
        return draw(keys, addresses)
    moved = {"seed": (1, 0, 0), "replication": (0, 1, 0), "year": (0, 0, 1)}[part]
    ids = np.array([who])
    return np.concatenate(
        [
            Luck(seed + i * moved[0], replication + i * moved[1], year + i * moved[2], ids).draw(
                event, number
            )
            for i in range(n)
        ]
    )


def key_of_firm(seed: int, replication: int, year: int, who: int) -> int:
    """Return the key of a firm-year, from the four steps that `srdi_sim.luck` describes."""
    golden, silver = 0x9E3779B97F4A7C15, 0xD1B54A32D192ED03
    root = splitmix((splitmix(seed) + replication * golden) & MASK)
    base = splitmix((root + year * silver) & MASK)
    return splitmix((base + who * golden) & MASK)


def splitmix(x: int) -> int:
    """Return the finaliser of splitmix64, written from the paper."""
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


SLOW = 20_000  # one object a draw: a shorter series
LENGTHS = {"seed": SLOW, "replication": SLOW, "year": SLOW, "who": N, "event": N, "part": N}
SERIES: dict[str, NDArray[np.float64]] = {}


def series(part: str) -> NDArray[np.float64]:
    if part not in SERIES:
        SERIES[part] = along(part, LENGTHS[part])
    return SERIES[part]


# The same number however it is asked for.


def test_the_mixer_is_splitmix64() -> None:
    """The first outputs of splitmix64 from the state 1234567, as published."""
    published = (
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    )
    state = 1234567
    for expected in published:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        assert mix.scalar(state) == splitmix(state) == expected


def random_keys(n: int) -> Iterator[dict[str, int]]:
    random = np.random.default_rng(2022)
    seeds = [0, 1, 2**63 - 1, 2**64 - 1, *random.integers(0, 2**63, n).tolist()]
    ids = [0, -1, -(2**62), 2**56, 2**63 - 1, *random.integers(-(2**62), 2**62, n).tolist()]
    for i in range(n):
        yield {
            "seed": seeds[i % len(seeds)],
            "replication": int(random.integers(0, 10**6)),
            "who": ids[i % len(ids)],
            "year": int(random.choice([0, *range(2015, 2060)])),
            "event": Event(int(random.choice(list(Event)))),
            "part": int(random.integers(0, 16)),
        }


def test_plain_python_and_the_compiled_column_give_the_same_bits() -> None:
    for key in random_keys(3000):
        seed, replication, who, year, event, part = key.values()
        ids = np.array([7, who, -7])
        column = Luck(seed, replication, year, ids).draw(event, part)
        assert column[1] == uniform(**key)
        assert (
            Luck(seed, replication, year).draw_for(ids, event, part).tobytes() == column.tobytes()
        )


def test_a_key_is_the_four_steps_that_the_page_describes() -> None:
    for key in random_keys(300):
        seed, replication, who, year, event, part = key.values()
        last = (
            key_of_firm(seed & MASK, replication, year, who & MASK)
            + (16 * event + part) * 0xD1B54A32D192ED03
        )
        assert uniform(**key) == (splitmix(last & MASK) >> 12) * 2.0**-52 + 2.0**-53


def test_some_draws_never_change() -> None:
    """These stand for every stored result."""
    assert uniform(0, 0, 0, 0, Event.PARAMETER) == 0.1957216235706175
    assert uniform(1, 0, 202200001, 2022, Event.CLOSE) == 0.825846663562713
    assert uniform(1, 999, 202300017, 2025, Event.PANEL, 3) == 0.6212759443408423
    assert uniform(2**63, 1, -1, 2030, Event.REVIEW, 4) == 0.15965936765317312


def test_rows_of_a_luck_are_those_of_the_whole_column() -> None:
    luck = Luck(3, 1, 2024, np.arange(100, 200))
    rows = np.array([5, 3, 99])
    whole = luck.draw(Event.GROW)
    assert luck.draw(Event.GROW, rows=rows).tobytes() == whole[rows].tobytes()
    assert (
        luck.of(2025, np.arange(3)).draw(Event.GROW).tobytes()
        == along(
            "who", 3, seed=3, replication=1, who=0, year=2025, event=Event.GROW, part=0
        ).tobytes()
    )


def test_a_luck_without_firms_says_so() -> None:
    with pytest.raises(ValueError, match="no firms"):
        Luck(1, 1).draw(Event.CLOSE)


# Every part of the key matters, and no two parts trade places.


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_the_key_changes_the_draw(part: str) -> None:
    for key in random_keys(200):
        moved = dict(key)
        if part == "event":
            moved[part] = next(event for event in Event if event != key["event"])
        else:
            moved[part] = (key[part] + 1) % 16 if part == "part" else key[part] + 1
        assert uniform(**moved) != uniform(**key)


def test_no_two_parts_of_a_key_trade_places() -> None:
    numbers = (11, 12, 13, 14)
    found = {
        uniform(seed, replication, who, year, event, part)
        for seed, replication, who, year in permutations(numbers)
        for event, part in ((50, 1), (10, 5))
    }
    assert len(found) == 24 * 2


def test_seed_zero_is_a_seed_like_any_other() -> None:
    zero, one = (along("who", 1000, seed=seed) for seed in (0, 1))
    assert np.unique(zero).size == 1000
    assert not (zero == one).any()
    assert abs(zero.mean() - 0.5) < Z / np.sqrt(12 * 1000)


def test_ids_may_be_negative_or_large() -> None:
    ids = np.array([-1, -(2**62), 2**62, 0, 1, 2**40])
    draws = Luck(1, 0, 2022, ids).draw(Event.CLOSE)
    assert np.unique(draws).size == ids.size


def test_no_two_of_four_million_addresses_share_a_draw() -> None:
    """By chance alone two of n draws of 52 bits agree with probability n^2 / 2^53: 0.2 %."""
    random = np.random.default_rng(1)
    ids = np.concatenate([2022 * 100_000 + np.arange(1000), 2**40 + random.permutation(1000)])
    draws = [
        Luck(seed, replication, year, ids).draw(event, part)
        for seed in (0, 1)
        for replication in range(5)
        for year in (0, *range(2022, 2031))
        for event in (Event.CLOSE, Event.SERVE, Event.APPLY, Event.PANEL, Event.REVIEW)
        for part in range(4)
    ]
    together = np.sort(np.concatenate(draws))
    assert together.size == 4_000_000
    assert not (np.diff(together) == 0.0).any()


def test_no_part_of_an_event_reaches_into_another_event() -> None:
    """An event owns 16 addresses; only the synthesis of firms has more parts, and room for them."""
    numbers = sorted(Event)
    for event, following in pairwise(numbers):
        room = 16 * (following - event)
        assert room >= (len(TRAITS) if event is Event.SYNTHESIS else 5)


def test_events_keep_their_numbers() -> None:
    """A number that changes changes every stored result. New events are added with new numbers."""
    assert {event.name: event.value for event in Event} == {
        "PARAMETER": 1,
        "SYNTHESIS": 2,
        "CLOSE": 10,
        "MOVE_AWAY": 11,
        "ARRIVE": 12,
        "ARRIVE_TITLED": 13,
        "MOVE_TO_PARK": 14,
        "SERVE": 20,
        "TRAIN": 21,
        "ADMIT": 22,
        "INCUBATE": 23,
        "PLATFORM": 24,
        "BORROW": 30,
        "APPROVE": 31,
        "QUEUE": 32,
        "DEFAULT": 33,
        "SEEK_EQUITY": 34,
        "STAKE": 35,
        "LIST": 36,
        "FACTOR_LOT": 37,
        "ADVANCE_BODY": 40,
        "INVENT": 41,
        "CERTIFY": 42,
        "IMPROVE_QUALITY": 43,
        "DIGITISE": 44,
        "GREEN": 45,
        "STANDARD": 46,
        "QUALITY_AWARD": 47,
        "CONTRACT": 48,
        "TALENT_PROJECT": 49,
        "GROW": 50,
        "FAIR": 51,
        "NEW_MARKET": 52,
        "PARTNER": 53,
        "RELABEL": 60,
        "APPLY": 61,
        "CHASE": 62,
        "PANEL": 70,
        "PANEL_PERSISTENT": 71,
        "RIVAL": 72,
        "BATCH": 73,
        "REVIEW": 80,
        "REVOKE": 81,
        "MISS_UPDATE": 82,
        "PAY": 90,
        "OTHER_PURSE": 91,
    }


def test_traits_keep_their_addresses() -> None:
    assert TRAITS[:4] == ("capability", "banner", "sector", "in_park")
    assert TRAITS.index("revenue") == 5
    assert TRAITS.index("titled_later") == 35
    assert TRAITS.index("park_of_banner") == 38
    assert len(set(TRAITS)) == len(TRAITS)


# Uniform, and unrelated along every part of the key.


def test_a_draw_is_never_0_or_1() -> None:
    """The mixer is one to one, so the keys that give its extreme values can be found backwards."""
    lowest, highest = (draw.scalar(unmixed(extreme), 0) for extreme in (0, MASK))
    assert lowest == 2.0**-53
    assert highest == 1.0 - 2.0**-53 < 1.0
    for extreme, expected in ((0, lowest), (MASK, highest)):
        column = draw(np.array([unmixed(extreme)], dtype=np.uint64), np.uint64(0))
        assert column[0] == expected


def unmixed(x: int) -> int:
    """Return the number that the mixer turns into `x`."""
    x = unshifted(x, 31)
    x = (x * pow(0x94D049BB133111EB, -1, 1 << 64)) & MASK
    x = unshifted(x, 27)
    x = (x * pow(0xBF58476D1CE4E5B9, -1, 1 << 64)) & MASK
    return unshifted(x, 30)


def unshifted(x: int, by: int) -> int:
    """Return the y with y ^ (y >> by) = x."""
    y = x
    for _ in range(64 // by + 1):
        y = x ^ (y >> by)
    return y


@pytest.mark.parametrize("part", PARTS)
def test_draws_along_each_part_are_uniform(part: str) -> None:
    """Chi-square over 1,000 equal bins and Kolmogorov-Smirnov, both at alpha = 1e-6."""
    u = series(part)
    bins = np.bincount((u * 1000).astype(int), minlength=1000)
    assert stats.chisquare(bins).pvalue > ALPHA
    assert stats.kstest(u, "uniform").pvalue > ALPHA


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("lag", [1, 2, 3, 16, 100])
def test_neighbours_along_each_part_are_unrelated(part: str, lag: int) -> None:
    """Correlation below 5 / sqrt(n); pairs spread evenly over a 16 by 16 board at alpha = 1e-6."""
    u = series(part)
    first, second = u[:-lag], u[lag:]
    assert abs(np.corrcoef(first, second)[0, 1]) < 5.0 / np.sqrt(first.size)
    # Every other pair only, so that the pairs do not overlap.
    taken = np.arange(first.size) // lag % 2 == 0
    squares = (first[taken] * 16).astype(int) * 16 + (second[taken] * 16).astype(int)
    assert stats.chisquare(np.bincount(squares, minlength=256)).pvalue > ALPHA


OTHERS: tuple[tuple[str, Callable[[], NDArray[np.float64]]], ...] = (
    ("the next year", lambda: along("who", year=2024)),
    ("the next replication", lambda: along("who", replication=4)),
    ("the next seed", lambda: along("who", seed=2)),
    ("the next event", lambda: along("who", event=Event.PANEL)),
    ("the next part", lambda: along("who", part=3)),
    ("the next firm", lambda: along("who", who=HERE["who"] + 1)),
    ("year and part moved together", lambda: along("who", year=2024, part=3)),
    ("replication and year moved together", lambda: along("who", replication=4, year=2024)),
)


@pytest.mark.parametrize(("name", "other"), OTHERS, ids=[name for name, _ in OTHERS])
def test_the_same_firms_at_a_neighbouring_address_have_unrelated_luck(
    name: str, other: Callable[[], NDArray[np.float64]]
) -> None:
    """Pearson and rank correlation of extremes below 5 / sqrt(n), over 262,144 firms."""
    u, v = series("who"), other()
    assert abs(np.corrcoef(u, v)[0, 1]) < 5.0 / np.sqrt(N)
    assert abs(np.corrcoef(abs(u - 0.5), abs(v - 0.5))[0, 1]) < 5.0 / np.sqrt(N)
    assert abs(np.corrcoef(u < 0.01, v < 0.01)[0, 1]) < 5.0 / np.sqrt(N)


def bits(u: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return the 52 bits of each draw: (bits, draws)."""
    whole = ((u - 2.0**-53) * 2.0**52).astype(np.uint64)
    return ((whole >> np.arange(BITS, dtype=np.uint64)[:, None]) & np.uint64(1)).astype(bool)


@pytest.mark.parametrize("part", ["who", "event", "part", "replication"])
def test_every_bit_is_a_fair_coin_with_fair_runs(part: str) -> None:
    """Ones and Wald-Wolfowitz runs of each of the 52 bits within 5.7 standard errors.

    5.7 is alpha = 1e-6 shared among 104 tests.
    """
    limit = special.ndtri(1.0 - ALPHA / (2 * 2 * BITS))
    board = bits(series(part))
    n = board.shape[1]
    ones = board.sum(axis=1)
    assert (np.abs(2 * ones - n) / np.sqrt(n) < limit).all()
    runs = 1 + (board[:, 1:] != board[:, :-1]).sum(axis=1)
    expected = 1 + 2.0 * ones * (n - ones) / n
    error = (expected - 1) / np.sqrt(n - 1)
    assert (np.abs(runs - expected) / error < limit).all()


def test_no_two_bits_of_a_draw_are_related() -> None:
    """All 1,326 pairs of bits, alpha = 1e-6 shared among them: 6.2 standard errors."""
    limit = special.ndtri(1.0 - ALPHA / (2 * BITS * (BITS - 1) / 2))
    board = bits(series("who")).astype(np.float64) * 2.0 - 1.0
    related = board @ board.T / np.sqrt(N)
    assert np.abs(related[~np.eye(BITS, dtype=bool)]).max() < limit


@pytest.mark.parametrize("part", PARTS)
def test_a_flipped_bit_of_the_key_flips_half_of_the_draw(part: str) -> None:
    """For low bits of each part: the mean share of flipped bits within 5 standard errors of 1/2."""
    flips = []
    for key in random_keys(400):
        for bit in range(4):
            moved = {**key, part: int(key[part]) ^ (1 << bit)}
            pair = np.array([uniform(**key), uniform(**moved)])
            first, second = bits(pair).T
            flips.append((first != second).mean())
    assert abs(np.mean(flips) - 0.5) < 5.0 * 0.5 / np.sqrt(BITS * len(flips))


def test_the_means_of_a_thousand_seeds_are_normal() -> None:
    """Mean of 1,000 draws under each of 1,000 seeds, standardised: KS at alpha = 1e-6."""
    means = np.array([along("who", 1000, seed=seed).mean() for seed in range(1000)])
    z = (means - 0.5) * np.sqrt(12 * 1000)
    assert stats.kstest(z, "norm").pvalue > ALPHA
    assert abs(np.corrcoef(z[:-1], z[1:])[0, 1]) < 4.0 / np.sqrt(z.size)


# Functions built from arithmetic, against libm and scipy.


def test_exp_is_within_1e_14_of_libm() -> None:
    x = np.concatenate([np.linspace(-700, 700, 200_001), np.linspace(-1, 1, 100_001)])
    error = np.abs(exp(x) / np.exp(x) - 1.0)
    assert error.max() < 1e-14
    assert exp(0.0) == 1.0
    assert exp(np.array([-1e9, 1e9])).tolist() == exp(np.array([-700.0, 700.0])).tolist()


def test_log_is_within_1e_14_of_libm() -> None:
    """Relative to the larger of 1 and the logarithm, which passes through 0 at 1."""
    x = np.concatenate([np.geomspace(1e-300, 1e300, 200_001), np.linspace(0.5, 2, 100_001)])
    error = np.abs(log(x) - np.log(x)) / np.maximum(1.0, np.abs(np.log(x)))
    assert error.max() < 1e-15
    near_one = 1.0 + np.concatenate([-np.geomspace(1e-12, 0.1, 999), np.geomspace(1e-12, 0.1, 999)])
    assert np.abs(log(near_one) / np.log(near_one) - 1.0).max() < 1e-14
    assert log(1.0) == 0.0


def test_logistic_and_logit_are_within_1e_13_of_scipy_and_undo_each_other() -> None:
    x = np.linspace(-30, 30, 60_001)
    assert np.abs(logistic(x) / special.expit(x) - 1.0).max() < 1e-13
    p = np.concatenate([np.geomspace(1e-12, 0.5, 5000), 1.0 - np.geomspace(1e-9, 0.5, 5000)])
    np.testing.assert_allclose(logit(p), special.logit(p), rtol=1e-13, atol=1e-14)
    np.testing.assert_allclose(logistic(logit(p)), p, rtol=1e-12)


def test_laplace_is_the_quantile_of_scipy() -> None:
    u = (np.arange(100_000) + 0.5) / 100_000
    expected = stats.laplace.ppf(u, scale=0.3 / np.sqrt(2.0))
    np.testing.assert_allclose(laplace(u, 0.3), expected, rtol=1e-12, atol=1e-14)
    assert abs(laplace(u, 0.3).std() / 0.3 - 1.0) < 1e-3
    assert laplace(0.5, 0.3) == 0.0


@pytest.mark.parametrize("mean", [0.0, 0.01, 0.3, 1.0, 2.0])
def test_poisson_is_the_quantile_of_scipy_cut_at_four(mean: float) -> None:
    u = (np.arange(100_000) + 0.5) / 100_000
    expected = np.minimum(stats.poisson.ppf(u, mean), 4.0)
    assert (poisson(u, mean) == expected).all()
