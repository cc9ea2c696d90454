"""A back-test of planted tables: which dates, what is known then, and what is said of the rest."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from srdi_sim.analysis.fitting.backtest import Backtest, Forecast, Vintage, dates_of, foreseen, said
from srdi_sim.analysis.fitting.backtest_json import backtest_json, keep, month_told
from srdi_sim.analysis.fitting.nearest import numbers_of, roots_of
from srdi_sim.analysis.fitting.scores import evenly
from srdi_sim.analysis.fitting.table import Table
from srdi_sim.analysis.fitting.terms import Term
from srdi_sim.errors import SrdiError
from srdi_sim.policy.tiers import TIERS, Tier, month_index
from srdi_sim.scenario.loading import observed
from srdi_sim.scenario.national import national_rates
from srdi_sim.scenario.scenario import Observation

ROWS, NOISE = 20_000, 0.4


def term(name, known, value=0.0, sd=0.0, bound=None, what="stock"):
    """Return a term of innovative firms."""
    month = month_index(2023, 12) if what == "stock" else None
    year = None if what == "stock" else 2023
    tiers = () if what == "paid" else (Tier.INNOVATIVE,)
    rest = (name, what, tiers, month, year, value, sd, True, "planted", "high")
    return Term(name, (Observation(*rest, bound=bound, known=known),))


def planted(*terms):
    """Return a table whose figures are one root, each with a noise of its own."""
    rng = np.random.default_rng(1)
    score = rng.normal(size=(ROWS, 1))
    roots = 12.0 + score + NOISE * rng.normal(size=(ROWS, len(terms)))
    seen = np.rint(numbers_of(roots))
    return Table(
        1,
        np.arange(ROWS),
        ("x",),
        1,
        special.ndtr(score),
        terms,
        seen,
        ("cost:total",),
        seen[:, :1],
    )


def test_the_dates_are_the_end_of_a_year_and_every_later_news_but_the_last():
    terms = [term("a", month_index(2022, 10)), term("b", month_index(2023, 8))]
    terms += [term("c", month_index(2025, 1)), term("d", month_index(2023, 8))]
    told = [month_told(each) for each in dates_of(terms, 2022)]
    assert told == ["2022-12", "2023-08"]
    assert [month_told(each) for each in dates_of(terms, 2023)] == ["2023-12"]
    with pytest.raises(SrdiError) as refused:
        dates_of(terms, 2025)
    assert (refused.value.key, refused.value.values) == ("backtest.nothing_later", {"given": 2025})


def test_of_what_nothing_is_known_the_priors_speak():
    table = planted(term("a", 1), term("b", 2))
    (spread,) = foreseen(table, [], [], table.terms[1:])
    assert spread.quantiles([0.1, 0.5, 0.9]) == pytest.approx(
        np.quantile(table.seen[:, 1], [0.1, 0.5, 0.9])
    )


@pytest.mark.parametrize("figure", [110.0, 180.0])
def test_a_known_figure_foretells_a_later_one_as_the_normal_world_says(figure):
    table = planted(term("a", 1), term("b", 2))
    (spread,) = foreseen(table, table.terms[:1], [figure], table.terms[1:])
    share = 1.0 / (1.0 + NOISE**2)
    centre = 12.0 + share * (roots_of(np.array([figure]))[0] - 12.0)
    open_ = np.sqrt(1.0 - share + NOISE**2)
    exact = numbers_of(centre + open_ * special.ndtri([0.1, 0.5, 0.9]))
    assert spread.quantiles([0.1, 0.5, 0.9]) == pytest.approx(exact, rel=0.05)
    assert (spread.values == np.rint(spread.values)).all()


def test_a_known_bound_leaves_only_what_keeps_it_and_a_later_one_gets_a_chance():
    bound = term("b", 2, value=100.0, bound="at_most")
    table = planted(term("a", 1), bound)
    holds = table.seen[:, 1] <= 100.0
    (spread,) = foreseen(table, [bound], [100.0], table.terms[:1])
    assert spread.values.size == holds.sum()
    assert spread.quantiles([0.5])[0] == np.median(table.seen[holds, 0])
    (later,) = foreseen(table, [], [], [bound])
    found = said(later, bound)
    assert found.chance == pytest.approx(holds.mean())
    assert found.score == pytest.approx((1.0 - holds.mean()) ** 2)


def test_figures_with_an_error_and_money_are_not_rounded():
    whole, rough, money = term("a", 1), term("b", 1, sd=3.0), term("c", 1, what="paid")
    assert [each.is_exact for each in (whole, rough, money)] == [True, False, False]


def forecast(name, value, model, **naive):
    """Return a forecast of one number each."""
    about = term(name, 2, value)
    samples = {key: said(evenly(np.array([float(n)])), about) for key, n in naive.items()}
    return Forecast(about, said(evenly(np.array([float(model)])), about), samples)


def backtested(*forecasts):
    """Return a back-test with one date."""
    from planted import scenario

    vintage = Vintage(month_index(2022, 12), (), forecasts)
    return Backtest(scenario(), 1, 500, (vintage,), ())


def test_the_model_is_held_against_every_naive_forecast():
    found = backtested(
        forecast("a", 10.0, 12, last_value=13, national_rate=11),
        forecast("b", 10.0, 10, last_value=14),
        forecast("c", 10.0, 11),
    )
    assert [each.best for each in found.forecasts] == ["national_rate", "last_value", None]
    assert [each.beats for each in found.forecasts] == [False, True, None]
    last, nation = found.against().to_dict("records")
    assert (last["figures"], last["closer"], last["score"], last["naive_score"]) == (2, 2, 1.0, 3.5)
    assert (nation["figures"], nation["closer"]) == (1, 0)
    assert found.figures == 3


def test_a_record_is_kept_and_another_finds_it(tmp_path):
    one = backtest_json(backtested(forecast("a", 10.0, 12, last_value=13)))
    path, earlier = keep(tmp_path, one)
    assert path.is_file()
    assert earlier is None
    assert keep(tmp_path, one) == (path, None)  # the same again is not an earlier one
    other = {**one, "replications": 900}
    second, earlier = keep(tmp_path, other)
    assert second != path
    assert earlier == one


def test_national_rates_are_of_whole_tiers_and_ordos_has_them_for_its_counts():
    rates = national_rates()
    figures = [e for e in observed("ordos") if e.tiers and e.evidence]
    without = {
        each.name
        for each in figures
        if (each.what, each.tiers) not in rates.rates
        and each.tiers != (Tier.REGIONAL, Tier.LITTLE_GIANT)
    }
    assert not without
    for low, high in (rates.growth, *rates.rates.values()):
        assert 0.0 < low <= high
    assert {tier for _, tiers in rates.rates for tier in tiers} == set(TIERS)
