"""Another city: Baotou from public facts, with nothing of Ordos in it that is not meant to be."""

from functools import cache

import numpy as np
import pytest

from srdi_sim.analysis.fitting.simulating import simulating
from srdi_sim.analysis.fitting.table import learnable, simulated
from srdi_sim.analysis.fitting.terms import terms_of
from srdi_sim.engine.batch import simulate_batch
from srdi_sim.engine.rules import Rules
from srdi_sim.engine.tally import COUNTS, MEASURES
from srdi_sim.policy.tiers import NEVER, TIERS, Tier
from srdi_sim.scenario.gathering import SET_SOURCE
from srdi_sim.scenario.loading import check, load_scenario
from srdi_sim.scenario.posterior import Posterior, Stretch
from srdi_sim.scenario.posterior_files import write_posterior

CITY = "baotou"


@cache
def city():
    return load_scenario(CITY)


@cache
def lived():
    return simulate_batch(city(), 3, range(3), Rules())  # every year is checked for conservation


def start(replication=0, **habits):
    """Return the firms of the start, with some uncertainties settled."""
    uncertainties = city().settled_uncertainties().settled(habits)
    drawn = uncertainties.draw(1, np.array([replication]), city().years)[0][0]
    luck = uncertainties.luck_of(1, replication)
    return city().population.firms_of(drawn, luck, city().start.year)


def test_the_scenario_is_valid_and_promises_nothing():
    assert check([CITY]) == []
    assert city().targets == ()
    assert city().warnings == ()


def test_every_number_has_a_source_and_a_confidence():
    said = [*city().uncertainties.entries, *city().observations]
    assert all(each.source and each.confidence in ("high", "medium", "low") for each in said)
    assert not [each.name for each in said if each.source == SET_SOURCE]
    people = city().resolved["population"]["synthetic"]
    assert {"banners", "sectors", "counts", "revenue", "other"} <= set(people["sources"])
    assert all(each["source"] and each["confidence"] for each in people["sources"].values())
    assert people["seeds"]["source"]


def test_what_was_not_found_of_the_city_is_uncertain_and_wider_than_in_ordos():
    ordos, names = load_scenario("ordos-2022"), ("entry_scale", "regional_places", "large_firms")
    numbers = np.arange(400)
    for name in (*names, "register_scale", "champions_at_start", "titled_at_start"):
        one, other = (
            each.uncertainties.values(name, 1, numbers, 2022).std() for each in (city(), ordos)
        )
        assert one > other, name


def test_nothing_of_ordos_is_left_in_the_city():
    ordos = load_scenario("ordos-2022")
    assert not set(city().population.banners) & set(ordos.population.banners)
    assert city().text is None
    assert city().ranges == ()
    assert {lever.strength for lever in city().policy.levers.values()} == {0.0}
    assert {award.tier for award in city().policy.awards} == {Tier.CHAMPION}
    assert not {each.name for each in city().observations} & {"awards_paid_2024"}


def test_no_posterior_of_ordos_reaches_another_city(tmp_path):
    """The city names its own priors; one that extends Ordos goes without by `posterior: null`."""
    assert city().uncertainties.posterior is None
    told = Posterior(
        "of Ordos",
        (Stretch(2024, 1),),
        np.arange(5)[:, None],
        ("take_up_regional",),
        np.full((5, 1), 0.5),
    )
    write_posterior(tmp_path / "ordos.parquet", told, {})
    (tmp_path / "fitted.yaml").write_text(
        "srdi: 1\nname: fitted\nwhy: a test\nextends: ordos-2022.yaml\n"
        "uncertainties: {file: priors/ordos.yaml, posterior: ordos.parquet}\n"
    )
    ways = {
        "own": "uncertainties: priors/baotou.yaml",
        "without": "uncertainties: {file: priors/baotou.yaml, posterior: null}",
    }
    assert load_scenario(tmp_path / "fitted.yaml").uncertainties.kind == "posterior"
    for name, line in ways.items():
        (tmp_path / f"{name}.yaml").write_text(
            f"srdi: 1\nname: {name}\nwhy: a test\nextends: fitted.yaml\n{line}\n"
        )
        scenario = load_scenario(tmp_path / f"{name}.yaml")
        assert scenario.uncertainties.posterior is None
        assert scenario.uncertainties.entries == city().uncertainties.entries


def test_a_run_conserves_and_the_city_holds_what_the_start_gives_it():
    holders = lived().counts[..., COUNTS.index("holders")]
    for tier in TIERS:
        at = tier + 1
        moved = sum(
            sign * lived().counts[..., COUNTS.index(name)][:, 1:, at].sum(axis=(2, 3))
            for name, sign in (("recognised", 1), ("lapsed", -1), ("left", -1))
        )
        assert (np.diff(holders[:, :, at].sum(axis=(2, 3)), axis=1) == moved).all()
    assert holders[:, 0, Tier.REGIONAL + 1].sum(axis=(1, 2)).min() >= 2
    assert not holders[:, :, Tier.MUNICIPAL + 1].any()


def test_no_city_money_is_owed_but_for_champions():
    measures = lived().measures
    ledger = lived().ledger
    assert ledger["amount_fen"].sum() > 0
    assert measures[:, :, MEASURES.index(("recognised", "municipal"))].sum() == 0
    clauses = np.unique(ledger["clause"])
    named = {city().clauses[code] for code in clauses}
    assert named <= {"支持工业高质量发展政策清单 3", "内政发〔2024〕6号", "财建〔2021〕2号"}


@pytest.mark.parametrize("champions", [0, 2, 3])
def test_champions_of_the_start_are_as_many_as_drawn_and_meet_the_rule(champions):
    firms = start(champions_at_start=champions)
    held = firms.since[Tier.CHAMPION] != NEVER
    assert held.sum() == champions
    assert firms.world_top3[held].all()
    assert (firms.main_share[held] >= 0.7).all()
    assert (firms.revenue[held] >= 40_000).all()
    assert (2022 - firms.niche_since[held] >= 10).all()
    assert not (firms.since[Tier.REGIONAL, held] != NEVER).any()


def test_as_many_regional_titles_are_held_as_drawn_and_little_giants_among_them():
    firms = start(titled_at_start=70, little_giants_at_start=9)
    assert (firms.since[Tier.REGIONAL] != NEVER).sum() == 70
    giants = firms.since[Tier.LITTLE_GIANT] != NEVER
    assert giants.sum() == 9
    assert (firms.since[Tier.REGIONAL, giants] != NEVER).all()


def test_the_scale_of_the_register_moves_what_was_not_counted_and_no_title():
    settled = {"titled_at_start": 40, "champions_at_start": 2, "large_firms": 60}
    one, two = (start(register_scale=scale, **settled) for scale in (1.0, 2.0))
    names = [group.name for group in city().population.groups]
    for number, group in enumerate(city().population.groups):
        before, after = ((firms.group == number).sum() for firms in (one, two))
        assert after == (before if group.count_habit else 2 * before), group.name
    assert (one.since == two.since[:, np.isin(two.id, one.id)]).all()
    assert {"seeds_regional", "seeds_champion"} <= set(names)


def test_the_city_can_be_fitted_to_its_own_figures():
    terms = terms_of(city().observations, city())
    assert [term.name for term in terms] == [
        *("little_giant_2023", "little_giant_flow_2023", "innovative_2023", "regional_2023"),
        "champion_2025_10",
    ]
    names, fitted = learnable(city())
    assert set(names[:fitted]) == {
        *("take_up_innovative", "take_up_regional", "little_giant_strength"),
        *("titled_at_start", "little_giants_at_start"),
    }
    with simulating(seed=1) as simulator:
        table = simulated(simulator, city(), terms, ["firms:regional:2025"], 4)
    assert table.seen.shape == (4, len(terms))
    assert np.isfinite(table.seen).all()
    assert not table.failed
