"""The search and its answers in worlds whose chances and costs are known exactly."""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from scipy import special, stats

from srdi_sim.analysis.answers import AGAIN, FRESH, answers, least_chance
from srdi_sim.analysis.frontier import Search, Seen, front_by_money
from srdi_sim.analysis.inputs import Input
from srdi_sim.analysis.statistics import Chance
from srdi_sim.errors import SrdiError
from srdi_sim.policy.settings import Range
from srdi_sim.units import WAN

WANTED = 0.8


def lever(name, high, kind="money"):
    given = Range(name, kind, 0.0, float(high), "a test", "low")
    return Input(name, "lever", "continuous" if kind == "money" else "integer", range=given)


@dataclass
class Binomial:
    """Goals that are met by enough of some firms, each of which applies with a known chance.

    An award raises the log odds of its own goal and is paid to each that applies; a service raises
    those of all goals and costs what it costs. Luck is one number for each goal and replication.
    """

    firms: tuple[int, ...]
    needed: tuple[int, ...]
    odds: tuple[float, ...]
    response: tuple[float, ...]  # for each 万元 of the award
    help: float = 0.0  # for each unit of the service
    price: float = 0.0  # fen of a unit
    quota: object = None  # of the first goal: an array of places by replication
    seed: int = 0
    seen: list = field(default_factory=list)

    @property
    def inputs(self):
        awards = tuple(lever(f"award {n}", 60 * WAN) for n in range(len(self.firms)))
        return (*awards, *((lever("service", 20, "whole"),) if self.price else ()))

    @property
    def goals(self):
        names = tuple(f"goal {n}" for n in range(len(self.firms)))
        return names if len(names) == 1 else (*names, "all")

    def chance_of_applying(self, goal, setting):
        service = setting[len(self.firms)] if self.price else 0
        odds = self.odds[goal] + self.response[goal] * setting[goal] / WAN + self.help * service
        return special.expit(odds)

    def exact(self, goal, setting):
        """The true chance of a goal."""
        setting = setting or (0,) * len(self.inputs)
        each = [
            stats.binom.sf(self.needed[n] - 1, self.firms[n], self.chance_of_applying(n, setting))
            for n in range(len(self.firms))
        ]
        return float(np.prod(each)) if goal == "all" else each[int(goal.split()[1])]

    def count(self, goal, setting, u):
        """Return how many apply: the inverse of the binomial distribution at `u`."""
        p = self.chance_of_applying(goal, setting)
        below = stats.binom.cdf(np.arange(self.firms[goal]), self.firms[goal], p)
        return np.searchsorted(below, u)

    def look(self, settings, numbers):
        u = luck(self.seed, numbers)[:, : len(self.firms)]
        money = np.zeros((len(settings), len(numbers)))
        surplus = {goal: np.full(money.shape, np.inf) for goal in self.goals}
        self.seen += [(setting, numbers) for setting in settings]
        for row, given in enumerate(settings):
            setting = given or (0,) * len(self.inputs)
            for n, goal in enumerate(self.goals[: len(self.firms)]):
                count = self.count(n, setting, u[:, n])
                if self.quota is not None and n == 0:
                    count = np.minimum(count, self.quota[list(numbers)])
                money[row] += count * setting[n]
                surplus[goal][row] = (count - self.needed[n]) / self.needed[n]
                if len(self.firms) > 1:
                    surplus["all"][row] = np.minimum(surplus["all"][row], surplus[goal][row])
            if self.price:
                money[row] += self.price * setting[-1]
        return Seen(money, surplus)


@cache
def luck(seed, numbers):
    """One number for each of three goals and every replication."""
    return np.array([np.random.default_rng((seed, number)).random(3) for number in numbers])


def answered(world, *, replications=200, samples=60, seed=1, percent=80):
    found, own, settings = answers(
        world.inputs,
        world.look,
        world.goals,
        wanted=WANTED,
        percent=Fraction(percent),
        replications=replications,
        samples=samples,
        seed=seed,
    )
    return {answer.goal: answer for answer in found}, own, settings


ONE = Binomial((100,), (60,), (-1.0,), (0.1,))


def cheapest(world, wanted):
    """The least award of a world of one goal, in 万元, whose true chance is as wanted."""
    return next(a for a in range(61) if world.exact("goal 0", (a * WAN,)) >= wanted)


def test_the_cheapest_award_is_the_one_that_the_binomial_distribution_has():
    replications = 1000
    found, _, _ = answered(ONE, replications=replications, samples=40)
    mix = found["goal 0"].mix
    again = AGAIN * replications
    assert mix.setting[0] / WAN in (
        cheapest(ONE, WANTED),
        cheapest(ONE, least_chance(WANTED, again)),
    )
    chance = ONE.exact("goal 0", mix.setting)
    assert chance >= WANTED
    assert mix.chances["goal 0"].low95 <= chance <= mix.chances["goal 0"].high95
    count = stats.binom.ppf(0.8, 100, ONE.chance_of_applying(0, mix.setting))
    assert mix.money == pytest.approx(mix.setting[0] * count, rel=0.02)
    assert mix.money_low95 <= mix.setting[0] * count <= mix.money_high95


def test_the_money_is_that_of_the_asked_confidence():
    for percent in (50, 95):
        found, own, _ = answered(ONE, percent=percent)
        mix = found["goal 0"].mix
        count = stats.binom.ppf(percent / 100, 100, ONE.chance_of_applying(0, mix.setting))
        assert mix.money == pytest.approx(mix.setting[0] * count, rel=0.03)
        assert mix.p50 <= mix.p80
        assert own.money == 0


def toy(seed):
    """A world drawn at random that some mix of levers can meet."""
    random = np.random.default_rng(seed)
    goals = int(random.integers(1, 4))
    firms = random.integers(20, 200, goals)
    odds, response = random.uniform(-2.5, -0.5, goals), random.uniform(0.02, 0.15, goals)
    reach = special.expit(odds + 30.0 * response)  # at half of the highest award, without service
    needed = np.maximum(np.floor(firms * reach * random.uniform(0.7, 0.95, goals)), 1)
    return Binomial(
        tuple(map(int, firms)),
        tuple(map(int, needed)),
        tuple(odds.tolist()),
        tuple(response.tolist()),
        help=float(random.uniform(0.0, 0.1)),
        price=float(random.uniform(5, 60) * WAN),
        seed=seed,
    )


@pytest.fixture(scope="module")
def toys():
    worlds = [toy(seed) for seed in range(32)]
    return [(world, answered(world, replications=100, samples=36)[0]) for world in worlds]


def test_what_was_found_on_some_seeds_holds_on_others_as_often_as_the_rule_promises(toys):
    met = [
        world.exact(goal, answer.mix.setting) >= WANTED
        for world, found in toys
        for goal, answer in found.items()
        if answer.verdict == "attainable"
    ]
    assert len(met) >= 64  # of 32 worlds
    assert np.mean(met) >= 0.975


def test_every_curve_rises_in_money_and_in_chance(toys):
    for _, found in toys:
        for goal, answer in found.items():
            money = [mix.money for mix in answer.curve]
            chances = [mix.chances[goal].value for mix in answer.curve]
            assert len(money) >= 3
            assert (np.diff(money) > 0).all()
            assert (np.diff(chances) > 0).all()
            if answer.mix:
                assert answer.mix.money <= max(money)


def test_no_curve_claims_a_chance_that_is_not_there(toys):
    far = [
        abs(mix.chances[goal].value - world.exact(goal, mix.setting))
        for world, found in toys
        for goal, answer in found.items()
        for mix in answer.curve
    ]
    assert np.mean(far) < 0.02
    assert max(far) < 0.1


def test_the_answer_is_no_dearer_than_the_best_of_a_fine_grid_by_much():
    world = Binomial((80, 60), (40, 30), (-1.5, -1.2), (0.06, 0.05), help=0.08, price=20 * WAN)
    grid = [
        (a * WAN, b * WAN, c)
        for a in range(0, 61, 4)
        for b in range(0, 61, 4)
        for c in range(0, 21, 2)
    ]
    numbers = range(50_000, 50_200)
    enough = [
        each for each in grid if world.exact("all", each) >= least_chance(WANTED, 200 * AGAIN)
    ]
    least = min(np.quantile(world.look(enough, numbers).money, 0.8, axis=1))
    found, _, _ = answered(world, samples=80)
    assert found["all"].mix.money <= 1.06 * least


def test_a_quota_is_told_as_not_attainable_with_the_highest_chance_there_is():
    places = np.where(np.random.default_rng(3).random(1800) < 0.3, 100, 40)
    world = Binomial((100,), (60,), (-1.0,), (0.1,), quota=places)
    found, _, _ = answered(world, replications=200)
    answer = found["goal 0"]
    fresh = places[200 * (1 + AGAIN) :][: 200 * FRESH]
    enough = Chance(int((fresh >= 60).sum()), fresh.size)
    assert (answer.verdict, answer.mix) == ("not_attainable", None)
    assert answer.highest.chances["goal 0"] == enough
    assert answer.curve[-1].chances["goal 0"] == enough


def test_a_lever_that_helps_most_in_the_middle_is_found_there():
    def look(settings, numbers):
        luck = np.array([np.random.default_rng(number).normal() for number in numbers])
        crowding = np.array([[(each or (0,))[0] / (60 * WAN)] for each in settings])
        surplus = 1.0 - 8.0 * (crowding - 0.4) ** 2 - 0.8 + 0.1 * luck
        money = 1000.0 + np.array([[(each or (0,))[0]] for each in settings]) + 0.0 * luck
        return Seen(money, {"goal": surplus})

    found, own, _ = answers(
        (lever("award", 60 * WAN),),
        look,
        ("goal",),
        wanted=WANTED,
        percent=Fraction(80),
        replications=200,
        samples=30,
        seed=1,
    )
    assert own.chances["goal"].value < 0.1
    assert found[0].verdict == "attainable"
    needed = 0.1 * stats.norm.ppf(
        least_chance(WANTED, 200 * AGAIN)
    )  # the surplus at which luck is enough
    least = 0.4 - np.sqrt((0.2 - needed) / 8.0)
    assert found[0].mix.setting[0] / (60 * WAN) == pytest.approx(least, abs=0.03)


def test_a_lever_that_makes_no_odds_goes_back_to_what_the_scenario_has():
    world = Binomial((100,), (60,), (-1.0,), (0.1,))
    idle = (lever("idle", 60 * WAN), lever("seats", 20, "whole"))

    def look(settings, numbers):
        return world.look([each[:1] for each in settings], numbers)

    def answer(own):
        found, _, _ = answers(
            (*world.inputs, *idle),
            look,
            world.goals,
            wanted=WANTED,
            percent=Fraction(80),
            replications=100,
            samples=30,
            seed=1,
            own=own,
        )
        return found[0].mix

    settled = answer((10 * WAN, 7 * WAN, None))
    assert settled.setting[1] == 7 * WAN
    assert settled.setting[0] == answer(()).setting[0] > 10 * WAN
    assert settled.money == answer(()).money


def test_the_same_seed_gives_the_same_answer_and_another_gives_one_that_holds_too():
    world = toy(7)
    one, other, third = (answered(world, seed=seed)[0] for seed in (1, 1, 2))
    for goal, answer in one.items():
        assert answer.mix.setting == other[goal].mix.setting
        assert answer.mix.money == other[goal].mix.money
        assert world.exact(goal, third[goal].mix.setting) >= WANTED


def test_the_search_never_sees_the_luck_that_confirms():
    world = Binomial((100,), (60,), (-1.0,), (0.1,))
    _, _, settings = answered(world, replications=50, samples=20)
    search = [setting for setting, numbers in world.seen if numbers == range(50)]
    begun = 50 * (1 + AGAIN)
    again = [setting for setting, numbers in world.seen if numbers == range(50, begun)]
    last = range(begun, begun + 50 * FRESH)
    fresh = [setting for setting, numbers in world.seen if numbers == last]
    assert len(search) + len(again) + len(fresh) == len(world.seen)
    assert len(search) == settings
    for settings in (search, again, fresh):
        assert len(set(settings)) == len(settings)


def test_replications_that_fail_are_left_out_and_a_setting_that_always_fails_is_no_answer():
    world = Binomial((100,), (60,), (-1.0,), (0.1,))

    def look(settings, numbers):
        seen = world.look(settings, numbers)
        for row, setting in enumerate(settings):
            bad = np.array(numbers) % 10 == 0
            if setting and setting[0] > 40 * WAN:
                bad[:] = True
            seen.money[row, bad] = np.nan
            seen.surplus["goal 0"][row, bad] = np.nan
        return seen

    found, own, _ = answers(
        world.inputs,
        look,
        world.goals,
        wanted=WANTED,
        percent=Fraction(80),
        replications=200,
        samples=40,
        seed=1,
    )
    assert own.chances["goal 0"].of == 180 * FRESH
    assert found[0].mix.chances["goal 0"].of == 180 * FRESH
    assert found[0].mix.setting[0] <= 40 * WAN
    assert world.exact("goal 0", found[0].mix.setting) >= WANTED


def test_where_every_other_setting_fails_the_scenario_itself_answers():
    world = Binomial((100,), (20,), (-1.0,), (0.1,))

    def look(settings, numbers):
        seen = world.look(settings, numbers)
        bad = [row for row, setting in enumerate(settings) if setting]
        seen.money[bad] = np.nan
        seen.surplus["goal 0"][bad] = np.nan
        return seen

    found, own, settings = answers(
        world.inputs,
        look,
        world.goals,
        wanted=WANTED,
        percent=Fraction(80),
        replications=50,
        samples=20,
        seed=1,
    )
    assert settings > 0
    assert found[0].mix is own


def test_a_scenario_that_fails_as_it_is_has_no_answer():
    def look(settings, numbers):
        nothing = np.full((len(settings), len(numbers)), np.nan)
        return Seen(nothing, {"goal": nothing.copy()})

    with pytest.raises(SrdiError, match=r"required\.own_fails"):
        answers(
            (), look, ("goal",), wanted=0.8, percent=Fraction(80), replications=5, samples=5, seed=1
        )


def test_without_levers_the_scenario_itself_is_the_answer():
    world = Binomial((100,), (20,), (-1.0,), (0.1,))
    found, own, settings = answers(
        (), world.look, world.goals, wanted=WANTED, percent=Fraction(80), replications=50,
        samples=5, seed=1,
    )  # fmt: skip
    assert settings == 0
    assert found[0].mix is own
    assert found[0].verdict == "attainable"


def test_a_setting_is_a_number_that_a_government_would_set():
    money, whole, share = (lever(kind, high, kind) for kind, high in (
        ("money", 60 * WAN), ("whole", 7), ("share", 1),
    ))  # fmt: skip
    assert [money.range.nearest(x) for x in (0.4 * WAN, 7.6 * WAN, 99 * WAN)] == [
        0,
        8 * WAN,
        60 * WAN,
    ]
    assert [whole.range.nearest(x) for x in (-1, 3.4, 6.6, 9)] == [0, 3, 7, 7]
    assert share.range.nearest(0.123) == 0.12
    seen = []

    def look(settings, numbers):
        seen.extend(settings)
        money = np.array([[float(sum(each))] * len(numbers) for each in settings])
        return Seen(money, {"goal": money - 1.0})

    search = Search(
        (money, whole, share), look, ("goal",), percent=Fraction(80), numbers=range(4), seed=1
    )
    search.begin()
    search.look_for([("goal", 0.5)])
    assert len(set(seen)) == len(seen) == len(search.settings)
    for setting in seen:
        assert setting[0] % WAN == 0
        assert (type(setting[0]), type(setting[1])) == (int, int)
        assert round(setting[2], 2) == setting[2]


def test_the_front_leaves_out_what_is_dearer_and_no_better():
    money = np.array([5.0, 1.0, 3.0, 2.0, np.nan, 3.0])
    chances = np.array([0.9, 0.2, 0.5, 0.1, 1.0, 0.4])
    assert front_by_money(money, chances) == [1, 2, 0]
