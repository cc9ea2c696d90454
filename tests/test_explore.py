"""The Mesa view gives what `simulate` gives, bit for bit, and behaves as Mesa users expect."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import mesa
import numpy as np
import pandas as pd
import pytest
from mesa.batchrunner import batch_run

from srdi_sim import LadderModel, SrdiError, load_scenario
from srdi_sim.engine.batch import Batch, simulate_batch, start_city
from srdi_sim.engine.ledger import COLUMNS, EVENTS, PAYERS, Books
from srdi_sim.engine.rules import rules_with
from srdi_sim.engine.tally import COUNTS
from srdi_sim.engine.year import live_one_year
from srdi_sim.explore import Firm
from srdi_sim.policy.tiers import STOCK_CODES, TIER_CODES
from srdi_sim.population.firms import Firms, column_kinds
from srdi_sim.scenario.scenario import Scenario

SEED = 7
REPLICATIONS = (0, 3)
YEARS = (2022, 2023, 2024, 2025)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("ordos-2022")


@pytest.fixture(scope="module")
def batch(scenario: Scenario) -> Batch:
    return simulate_batch(scenario, SEED, REPLICATIONS, rules_with(None))


@pytest.fixture(scope="module")
def lived(scenario: Scenario) -> LadderModel:
    """A model that has lived all its years; nobody may change it."""
    model = LadderModel(scenario, seed=SEED, replication=3, firm_reporters=("revenue", "tier"))
    model.run_model()
    return model


def firms_year_by_year(scenario: Scenario, replication: int) -> list[Firms]:
    """Live a replication by the engine alone; return a copy of the firms after every year."""
    [habits] = scenario.settled_uncertainties().draw(SEED, np.array([replication]), scenario.years)
    city = start_city(scenario, habits[0], SEED, replication)
    books, luck, after = (
        Books(scenario.clauses),
        scenario.uncertainties.luck_of(SEED, replication),
        [],
    )
    for n, year in enumerate(scenario.years):
        live_one_year(city, scenario.terms(year), habits[n], rules_with(None), luck, books)
        after.append(city.firms.copy())
    return after


@pytest.mark.parametrize("replication", REPLICATIONS)
def test_every_column_of_every_firm_is_the_engines_bit_for_bit_in_every_year(
    scenario: Scenario, replication: int
) -> None:
    model = LadderModel(scenario, seed=SEED, replication=replication)
    for year, firms in zip(YEARS, firms_year_by_year(scenario, replication), strict=True):
        model.step()
        assert model.year == year
        for name in column_kinds():
            mine, engines = getattr(model.firms, name), getattr(firms, name)
            assert mine.dtype == engines.dtype
            assert mine.tobytes() == engines.tobytes(), name


@pytest.mark.parametrize("row", range(len(REPLICATIONS)))
def test_stocks_holders_and_ledger_are_those_of_the_ensemble(
    scenario: Scenario, batch: Batch, row: int
) -> None:
    model = LadderModel(scenario, seed=SEED, replication=REPLICATIONS[row])
    for n, _ in enumerate(YEARS):
        model.step()
        by_tier = batch.counts[row, n].sum(axis=(1, 2))
        assert list(model.stock().values()) == by_tier[:, COUNTS.index("stock")].tolist()
        assert list(model.holders().values()) == by_tier[1:, COUNTS.index("holders")].tolist()
    ours = batch.ledger["replication"] == REPLICATIONS[row]
    ledger = model.ledger()
    assert list(ledger.columns) == list(COLUMNS)
    for name in ("year_due", "month_due", "year_paid", "firm_id", "amount_fen"):
        assert ledger[name].tolist() == batch.ledger[name][ours].tolist(), name
    assert [EVENTS.index(event) for event in ledger["event"]] == batch.ledger["event"][
        ours
    ].tolist()
    assert [PAYERS.index(payer) for payer in ledger["payer"]] == batch.ledger["payer"][
        ours
    ].tolist()


def test_the_model_stops_after_the_last_year_and_says_so(
    scenario: Scenario, lived: LadderModel
) -> None:
    assert (lived.steps, lived.year, lived.running) == (len(YEARS), 2025, False)
    short = LadderModel(replace(scenario, until=2022))
    short.step()
    assert not short.running
    with pytest.raises(SrdiError, match=r"explore\.over"):
        short.step()


def test_looking_at_firms_and_shuffling_them_changes_nothing(scenario: Scenario) -> None:
    watched = LadderModel(scenario, seed=SEED)
    alone = LadderModel(scenario, seed=SEED, collect=False)
    while watched.running:
        watched.agents.shuffle().agg("revenue", sum)
        watched.random.random()
        watched.step()
        alone.step()
    for name in column_kinds():
        assert getattr(watched.firms, name).tobytes() == getattr(alone.firms, name).tobytes()
    pd.testing.assert_frame_equal(watched.ledger(), alone.ledger())


def test_an_agent_is_there_for_every_firm_alive_and_for_no_other(scenario: Scenario) -> None:
    model = LadderModel(scenario, seed=SEED)
    while True:
        firms = model.firms
        assert {firm.row for firm in model.agents} == set(np.flatnonzero(firms.alive).tolist())
        assert len(model.agents) == len(model.agents_by_type[Firm]) == firms.alive.sum()
        assert all(firm.unique_id == firm.id for firm in model.agents)
        if not model.running:
            break
        before = set(model.agents)
        alive = firms.alive.copy()
        model.step()
        assert {firm.row for firm in before - set(model.agents)} == set(
            np.flatnonzero(alive & ~firms.alive).tolist()
        )
        entered = set(model.agents) - before
        assert {firm.enters for firm in entered} <= {model.year}
        # A firm that stays keeps its window, so a reference to it remains good.
        assert len(before & set(model.agents)) == len(model.agents) - len(entered)


def test_a_closed_firm_can_still_be_read(scenario: Scenario) -> None:
    model = LadderModel(scenario, seed=SEED)
    everyone = list(model.agents)
    model.step()
    closed = [firm for firm in everyone if not firm.alive]
    assert closed
    assert all(firm not in model.agents and firm.revenue > 0.0 for firm in closed)


def test_a_firm_is_a_window_and_holds_no_state(scenario: Scenario) -> None:
    model = LadderModel(scenario, seed=SEED)
    firm = next(iter(model.agents))
    assert set(vars(firm)) == {"model", "unique_id", "pos", "row"}
    model.firms.revenue[firm.row] = 12_345.0
    assert firm.revenue == 12_345.0
    with pytest.raises(AttributeError):
        firm.revenue = 1.0
    with pytest.raises(AttributeError):
        _ = firm.no_such_column


def test_every_column_reads_as_a_plain_python_value(lived: LadderModel) -> None:
    firm = next(iter(lived.agents))
    for name in column_kinds():
        value = getattr(firm, name)
        if getattr(lived.firms, name).ndim == 2:
            assert list(value) == list(TIER_CODES)
            assert all(type(month) is int for month in value.values())
        elif name in ("banner", "sector"):
            assert isinstance(value, str)
        else:
            assert type(value) in (int, float, bool), name


def test_names_tiers_and_titles_are_read_in_words(lived: LadderModel) -> None:
    titled = lived.agents.select(lambda firm: firm.tier != "none")
    assert 0 < len(titled) < len(lived.agents)
    for firm in titled:
        assert firm.banner in lived.banners
        assert firm.sector in lived.sectors
        assert firm.tier == max(firm.titles, key=TIER_CODES.index)
        for since, until in firm.titles.values():
            assert since <= dt.date(2025, 12, 1) < until
            assert since.day == until.day == 1
    untitled = lived.agents.select(lambda firm: firm.tier == "none")
    assert all(firm.titles == {} for firm in untitled)


def test_select_agg_and_groupby_agree_with_the_columns(lived: LadderModel) -> None:
    firms, agents = lived.firms, lived.agents
    alive = firms.alive
    assert agents.agg("employees", sum) == firms.employees[alive].sum()
    assert agents.agg("rd", [min, max]) == [firms.rd[alive].min(), firms.rd[alive].max()]
    assert agents.groupby("tier").count() == {
        code: number for code, number in lived.stock().items() if number
    }
    first = lived.banners[0]
    of_first = alive & (firms.banner == 0)
    assert agents.groupby("banner").agg("revenue", len)[first] == of_first.sum()
    small = agents.select(lambda firm: firm.sme and not firm.above_scale)
    assert len(small) == (alive & firms.sme & ~firms.above_scale).sum()


def test_the_data_collector_has_a_row_a_year(lived: LadderModel, batch: Batch) -> None:
    frame = lived.datacollector.get_model_vars_dataframe()
    assert frame["year"].tolist() == list(YEARS)
    by_tier = batch.counts[1].sum(axis=(2, 3))
    for place, code in enumerate(STOCK_CODES):
        assert frame[f"stock_{code}"].tolist() == by_tier[:, place, COUNTS.index("stock")].tolist()
    for place, code in enumerate(TIER_CODES, start=1):
        holders = by_tier[:, place, COUNTS.index("holders")]
        assert frame[f"holders_{code}"].tolist() == holders.tolist()
    ledger = lived.ledger()
    spent = ledger[(ledger["kind"] == "expenditure") & ledger["payer"].isin(["city", "banner"])]
    due = spent.groupby("year_due")["amount_fen"].sum()
    assert (frame["due_wan"] * 1_000_000).round().astype(int).tolist() == due.tolist()


def test_the_data_collector_notes_firms_if_asked(lived: LadderModel) -> None:
    frame = lived.datacollector.get_agent_vars_dataframe()
    assert list(frame.columns) == ["revenue", "tier"]
    last = frame.xs(len(YEARS), level="Step")
    assert len(last) == len(lived.agents)
    for firm in lived.agents.select(at_most=20):
        assert last.loc[firm.unique_id, "revenue"] == firm.revenue
        assert last.loc[firm.unique_id, "tier"] == firm.tier


def test_the_start_can_be_read_before_the_first_step(scenario: Scenario) -> None:
    model = LadderModel(scenario, seed=SEED)
    assert (model.year, model.steps, model.running) == (2022, 0, True)
    stock = model.stock()
    assert sum(stock.values()) == len(model.agents)
    assert stock["innovative"] == 0
    assert 0 < model.holders()["regional"] <= 31
    assert model.ledger().empty
    assert model.due_wan() == 0.0


def test_batch_run_takes_the_name_of_a_scenario(scenario: Scenario) -> None:
    rows = batch_run(
        LadderModel,
        {"scenario": "ordos-2022", "replication": list(REPLICATIONS)},
        number_processes=1,
        display_progress=False,
    )
    assert [row["replication"] for row in rows] == list(REPLICATIONS)
    for row in rows:
        model = LadderModel(scenario, replication=row["replication"])
        model.run_model()
        assert row["year"] == 2025
        assert row["stock_regional"] == model.stock()["regional"]
        assert row["due_wan"] == model.due_wan()


def test_none_stands_for_the_shipped_scenario_and_the_first_seed(scenario: Scenario) -> None:
    plain, told = LadderModel(seed=None), LadderModel(scenario, seed=1)
    assert plain.policy_scenario.name == scenario.name
    plain.step()
    told.step()
    assert plain.firms.revenue.tobytes() == told.firms.revenue.tobytes()


def test_a_rule_can_be_replaced_as_in_simulate(scenario: Scenario) -> None:
    def chance_of_closing(
        by_age, above_scale, titled, visited, cap_above_scale, cap_titled, rescue, share_of_year
    ) -> float:  # type: ignore[no-untyped-def]
        return 0.0

    model = LadderModel(scenario, rules={"chance_of_closing": chance_of_closing})
    before = set(model.agents)
    model.step()
    assert before <= set(model.agents)


def test_it_is_a_mesa_model() -> None:
    assert issubclass(LadderModel, mesa.Model)
    assert issubclass(Firm, mesa.Agent)
