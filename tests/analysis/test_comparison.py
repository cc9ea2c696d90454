import json
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from planted import PROMISES, entry, per_replication, runs, scenario
from srdi_sim.analysis.comparison import compare, comparison_json
from srdi_sim.engine.ledger import KINDS, PAYERS
from srdi_sim.engine.tally import COUNTS, MEASURES
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import STOCK_CODES, TIER_CODES, Tier
from worlds import ordos

WAN = 1_000_000
REGIONAL = Tier.REGIONAL
PRICE = "cost_per_extra:regional:2025"


def of(counts, fen=(), tier=REGIONAL, **more):
    """Runs with one count a replication at a tier, and one sum a replication in the ledger."""
    ledger = [entry(n, amount) for n, amount in enumerate(fen)]
    measures = {("at_least_valid", tier): per_replication(counts)}
    return runs(scenario(**more), len(counts), measures, ledger)


def contrast(base, other):
    (found,) = compare(base, other).others
    return found


def refusal(base, *others):
    with pytest.raises(SrdiError) as refused:
        compare(base, *others)
    return refused.value


def test_a_planted_difference_of_firms_is_found_with_students_interval():
    base, other = np.array([40, 55, 61, 48]), np.array([44, 56, 61, 55])
    found = contrast(of(base), of(other)).differences["firms:regional:2025"]
    apart = other - base
    low, high = stats.t.interval(0.95, 3, apart.mean(), stats.sem(apart))
    assert (found.mean, found.low95, found.high95) == pytest.approx((3.0, low, high))
    assert found.sd_common == pytest.approx(apart.std(ddof=1))
    assert found.sd_independent == pytest.approx((base.var(ddof=1) + other.var(ddof=1)) ** 0.5)


def test_every_outcome_has_its_name():
    found = contrast(of([1, 2], [3, 4]), of([1, 2], [3, 4])).differences
    firms = [f"firms:{code}:2025" for code in TIER_CODES]
    chances = [f"chance:{code}:2025" for code in TIER_CODES]
    money = ["cost:total", "cost:clause:二(三)", "cost:payer:city"]
    assert list(found) == [*firms, *chances, "chance:all", *money]


def test_years_are_those_of_the_targets_and_the_last():
    targets = (replace(PROMISES[2], year=2023),)
    found = contrast(of([1, 2], targets=targets), of([1, 2], targets=targets)).differences
    assert "firms:champion:2023" in found
    assert "firms:champion:2025" in found
    assert "firms:champion:2024" not in found
    assert [outcome for outcome in found if outcome.startswith("chance")] == [
        "chance:regional:2023",
        "chance:all",
    ]


def test_without_targets_there_is_no_chance():
    found = contrast(of([1, 2], targets=()), of([1, 2], targets=())).differences
    assert not [outcome for outcome in found if outcome.startswith("chance")]


def test_targets_are_the_bases_and_each_counts_by_its_own_reading():
    more, least = scenario(), scenario(reading={"exceed": "at_least"}, targets=())
    same = {("at_least_valid", REGIONAL): per_replication([50, 50, 40, 60])}
    found = contrast(runs(more, 4, same), runs(least, 4, same))
    chance = found.differences["chance:regional:2025"]
    assert (chance.base, chance.other, chance.mean) == (0.25, 0.75, 0.5)
    assert found.differences["firms:regional:2025"].mean == 0.0


def test_a_chance_that_moves_nobody_over_the_line_keeps_a_width():
    found = contrast(of([10, 20, 30]), of([11, 20, 30])).differences
    chance = found["chance:regional:2025"]
    assert chance.mean == 0.0
    assert chance.low95 < 0.0 < chance.high95
    assert found["chance:all"].low95 < 0.0
    untouched = found["chance:champion:2025"]
    assert (untouched.low95, untouched.high95) == (0.0, 0.0)


def test_money_is_compared_by_clause_and_payer_and_what_is_in_no_total_apart():
    def ledger(extra):
        for n in range(3):
            yield entry(n, (n + 1) * WAN)
            yield entry(n, 2 * WAN + extra, payer="banner", clause="二(六)", event="park_award")
            yield entry(n, 9 * WAN + 5 * extra, payer="region", kind="memo")
            yield entry(n, 7 * WAN + n * extra, payer="guarantee_fund", kind="contingent")
            yield entry(n, extra, payer="city", kind="asset", clause="二(六)")
            yield entry(n, 80 * WAN + extra, year=2026)  # after the period

    base, other = (runs(scenario(), 3, ledger=list(ledger(extra))) for extra in (0, WAN))
    means = {
        outcome.removeprefix("cost:"): found.mean
        for outcome, found in contrast(base, other).differences.items()
        if outcome.startswith("cost")
    }
    assert means == {
        "total": WAN,
        "clause:二(三)": 0.0,
        "clause:二(六)": WAN,
        "payer:city": 0.0,
        "payer:banner": WAN,
        "memo:region": 5 * WAN,
        "contingent:guarantee_fund": WAN,
        "asset:city": WAN,
    }


def test_a_payer_that_only_one_run_has_pays_nothing_in_the_other():
    base = runs(scenario(), 2, ledger=[entry(n, 5) for n in range(2)])
    other = runs(scenario(), 2, ledger=[entry(n, 5, payer="banner") for n in range(2)])
    found = contrast(base, other).differences
    assert found["cost:payer:city"].mean == -5.0
    assert found["cost:payer:banner"].mean == 5.0
    assert found["cost:total"].as_dict()["high95"] == 0.0


def test_an_extra_firm_has_a_price_only_where_there_are_measurably_more():
    firms, cost = [50, 52, 54, 56], [100 * WAN] * 4
    dearer = [140 * WAN, 150 * WAN, 120 * WAN, 150 * WAN]
    some = contrast(of(firms, cost), of([54, 56, 57, 61], dearer)).cost_per_extra[PRICE]
    assert some.value == pytest.approx(40 * WAN / 4)
    assert some.low95 < some.value < some.high95
    unclear = contrast(of(firms, cost), of([49, 56, 53, 61], dearer))
    assert unclear.differences["firms:regional:2025"].low95 < 0.0
    assert unclear.cost_per_extra[PRICE] is None
    assert unclear.cost_per_extra["cost_per_extra:champion:2025"] is None


def test_a_price_is_missing_exactly_where_the_interval_of_the_firms_holds_nothing():
    rng = np.random.default_rng(3)
    for effect in (0.0, 0.3, 0.6, 1.0):
        base = rng.integers(30, 60, 40)
        found = contrast(of(base), of(base + rng.poisson(effect, 40) - rng.poisson(0.3, 40)))
        firms = found.differences["firms:regional:2025"]
        assert (found.cost_per_extra[PRICE] is None) == (firms.low95 <= 0.0 <= firms.high95)


def test_what_a_firm_fewer_saves_is_a_price_too():
    base, other = of([54, 56, 57, 61], [90 * WAN] * 4), of([50, 52, 54, 56], [50 * WAN] * 4)
    assert contrast(base, other).cost_per_extra[PRICE].value == pytest.approx(10 * WAN)


def test_a_planted_effect_lies_within_its_interval_as_often_as_it_says():
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(60):
        base = rng.integers(30, 90, 50)
        found = contrast(of(base), of(base + rng.poisson(2.0, 50)))
        firms = found.differences["firms:regional:2025"]
        held += firms.low95 <= 2.0 <= firms.high95
    assert held >= 51  # fewer would happen by chance less than once in a thousand times


def test_deadweight_is_that_of_the_scenario_that_pays_more_for_titles():
    less, more = of([1, 1], [5 * WAN, 0]), of([1, 1], [5 * WAN, 9 * WAN])
    up, down = contrast(less, more), contrast(more, less)
    assert (up.pays_more, down.pays_more) == ("other", "base")
    assert up.deadweight == down.deadweight
    assert contrast(more, more).pays_more == "base"


def test_firms_are_compared_by_banner_and_sector():
    def counted(extra):
        made = of([1, 2, 3])
        made.counts[:, -1, STOCK_CODES.index("regional"), 1, 0, COUNTS.index("holders")] = extra
        made.counts[:, 0, STOCK_CODES.index("champion"), 0, 0, COUNTS.index("stock")] = 7
        return made

    found = contrast(counted([4, 5, 6]), counted([6, 5, 7]))
    by_banner = found.by("banner")
    assert by_banner.index.names == ["banner", "tier"]
    assert len(by_banner) == 2 * len(TIER_CODES)
    assert by_banner.loc[("banner 1", "regional"), "mean"] == 1.0
    assert by_banner["mean"].sum() == 1.0
    assert found.by("sector").loc[("any", "regional"), ["base", "other"]].tolist() == [5.0, 6.0]
    stock = found.by("banner", what="stock", year=2022)
    assert stock.loc[("banner 0", "champion"), ["base", "mean"]].tolist() == [7.0, 0.0]
    with pytest.raises(ValueError, match="2026 is outside the period 2022 to 2025"):
        found.by("banner", year=2026)


def test_json_has_the_firms_of_every_banner_and_sector_in_the_targets_years_and_the_last():
    def counted(extra):
        made = of([1, 2, 3], targets=(replace(PROMISES[2], year=2023),))
        at = (STOCK_CODES.index("regional"), 1, 0, COUNTS.index("holders"))
        made.counts[:, 1, *at] = extra
        return made

    (told,) = comparison_json(compare(counted([4, 5, 6]), counted([6, 5, 7])))["others"]
    for places, names in (("by_banner", ["banner 0", "banner 1"]), ("by_sector", ["any"])):
        rows = {(row["place"], row["outcome"]): row for row in told[places]}
        assert len(rows) == len(told[places])
        expected = {(n, f"firms:{c}:{y}") for n in names for c in TIER_CODES for y in (2023, 2025)}
        assert rows.keys() == expected
        moved = rows.pop((names[-1], "firms:regional:2023"))
        low, high = stats.t.interval(0.95, 2, 1.0, stats.sem([2, 0, 1]))
        assert (moved["base"], moved["other"], moved["mean"]) == (5.0, 6.0, 1.0)
        assert (moved["low95"], moved["high95"]) == pytest.approx((low, high))
        assert {row["mean"] for row in rows.values()} == {0.0}


def test_every_measure_of_the_whole_city_is_compared():
    def measured(extra):
        made = of([1, 2, 3])
        made.measures[:, -1, MEASURES.index(("loans", ""))] = np.array([9, 8, 7]) - extra
        return made

    found = contrast(measured(0), measured(2)).city_wide()
    names = [name for name, tier in MEASURES if not tier]
    assert found.index.tolist() == [(name, year) for name in names for year in range(2022, 2026)]
    assert found.loc[("loans", 2025), "mean"] == -2.0
    assert found.drop(("loans", 2025))["mean"].abs().sum() == 0.0


def test_other_luck_other_replications_and_another_period_are_refused_by_name():
    base = of([1, 2, 3])
    assert refusal(base).key == "compare.no_other"
    seed = refusal(base, replace(base, seed=8))
    assert (seed.key, seed.values["base_seed"], seed.values["seed"]) == ("compare.seed", 7, 8)
    fewer = refusal(base, of([1, 2]))
    assert (fewer.key, fewer.values["alone"]) == ("compare.replications", [2])
    shifted = refusal(base, replace(base, replications=np.array([0, 1, 5])))
    assert shifted.values["alone"] == [2, 5]
    longer = refusal(base, runs(scenario(until=2026), 3))
    assert (longer.key, longer.values["period"]) == ("compare.period", "2022-07-12 – 2026")
    assert refusal(of([1]), of([2])).key == "compare.too_few"


def test_replications_that_failed_somewhere_are_left_out_everywhere():
    fen = [WAN, 2 * WAN, 3 * WAN, 4 * WAN]
    base, whole = of([1, 2, 3, 4], fen), of([2, 3, 4, 5], fen)
    there = whole.ledger["replication"] != 2
    rows = np.array([0, 1, 3])
    torn = replace(
        whole,
        replications=rows,
        counts=whole.counts[rows],
        measures=whole.measures[rows],
        watched=whole.watched[rows],
        ledger={name: column[there] for name, column in whole.ledger.items()},
        failed=((2, "torn"),),
    )
    comparison = compare(base, torn, whole)
    assert (comparison.replications, comparison.failed) == (3, 1)
    for found in comparison.others:
        assert found.differences["firms:regional:2025"].as_dict()["base"] == pytest.approx(7 / 3)
        assert found.differences["cost:total"].base == pytest.approx(7 * WAN / 3)
        assert found.differences["cost:total"].mean == 0.0


def test_the_table_has_a_row_for_each_scenario_and_outcome():
    base = of([1, 2, 3])
    named = replace(base, scenario=replace(base.scenario, name="other"))
    table = compare(base, named, base).table
    assert table.index.names == ["scenario", "outcome"]
    assert table.loc[("other", "firms:regional:2025"), "base"] == 2.0
    assert len(table) == 2 * len(contrast(base, base).differences)


def test_json_has_the_promised_keys_and_no_number_that_is_none():
    base, other = of([50, 52, 55], [1, 2, 3]), of([54, 56, 60], [WAN, 2 * WAN, 3 * WAN])
    told = json.loads(json.dumps(comparison_json(compare(base, other)), allow_nan=False))
    assert told["base"] == "a test"
    (found,) = told["others"]
    assert found.keys() >= {"scenario", "differences", "cost_per_extra", "deadweight_share"}
    promised = {"outcome", "mean", "low95", "high95", "sd_common", "sd_independent"}
    assert all(row.keys() >= promised for row in found["differences"])
    assert found["cost_per_extra"][PRICE]["fen"] > 0
    assert found["cost_per_extra"]["cost_per_extra:champion:2025"] == {
        "fen": None,
        "low95": None,
        "high95": None,
        "reason": "no_measurable_effect",
    }
    assert found["deadweight"]["share"] == found["deadweight_share"] == 1.0


def with_awards(times):
    """Return the shipped scenario whose every award is so many times what the text gives."""
    changed = ordos()
    for award in ordos().policy.awards:
        fen = round(award.amount * times)
        changed = changed.with_award(award.tier.code, amount=fen, since=award.since.isoformat())
    return changed


@pytest.fixture(scope="module")
def shipped():
    """The shipped scenario, and what 24 replications of others change against it."""
    base, *others = (
        simulate(each, replications=24, seed=1)
        for each in (ordos(), with_awards(1.0), with_awards(1.1), with_awards(0.0))
    )
    return compare(base, *others).others


def test_a_policy_that_changes_nothing_differs_by_exactly_nothing_everywhere(shipped):
    same = shipped[0]
    frames = [same.table, same.by("banner"), same.by("sector"), same.city_wide()]
    for frame in frames:
        assert (frame[["mean", "low95", "high95", "sd_common"]].to_numpy() == 0.0).all()
    assert same.table["sd_independent"].loc["firms:regional:2025"] > 0.0
    assert set(same.cost_per_extra.values()) == {None}
    found = same.deadweight
    assert (found.share, found.low95, found.high95, found.share_of_awards) == (1.0,) * 4


def test_common_luck_makes_a_tenth_more_of_awards_five_times_sharper_than_other_luck(shipped):
    found = shipped[1].differences
    for outcome in [f"firms:{code}:2025" for code in TIER_CODES] + ["cost:total"]:
        assert 5.0 * found[outcome].sd_common <= found[outcome].sd_independent, outcome
    assert found["cost:clause:二(三)"].is_measurable


def test_awards_of_zero_yuan_still_tell_who_gets_there_anyway(shipped):
    found = shipped[2]
    assert found.pays_more == "base"
    assert found.deadweight.untold == ()
    assert 0.0 < found.deadweight.share <= 1.0
    assert found.differences["cost:clause:二(三)"].other == 0.0


def test_deadweight_is_that_of_the_ledger_counted_by_hand(shipped):
    found = shipped[2]
    base, twin = found.base.ledger, found.other.ledger
    purses = [PAYERS.index("city"), PAYERS.index("banner")]
    there = {}
    for n in np.flatnonzero(twin["tier"] >= 0):
        key = (twin["replication"][n], twin["tier"][n], twin["firm_id"][n])
        there[key] = min(twin["year_due"][n], there.get(key, 9999))
    whole = anyway = 0
    for n in np.flatnonzero(base["tier"] >= 0):
        if base["payer"][n] in purses and base["kind"][n] == KINDS.index("expenditure"):
            key = (base["replication"][n], base["tier"][n], base["firm_id"][n])
            whole += int(base["amount_fen"][n])
            if there.get(key, 9999) <= base["year_due"][n]:
                anyway += int(base["amount_fen"][n])
    assert found.deadweight.share == pytest.approx(anyway / whole, abs=1e-12)
