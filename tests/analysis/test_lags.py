import numpy as np
import pytest

from srdi_sim.analysis.lags import LAGS, only_moves_payments, paid_by
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.policy.policy import Appropriation, Training
from srdi_sim.policy.tiers import Tier
from worlds import LONG_AGO, WAN, Step, award, ordos, other_award, some_firms, world


def city(month=4.0, **more):
    """Firms that climb two rungs, at random, in a month of the year; a class and region's money."""
    settings = {
        "awards": (award(Tier.INNOVATIVE, 10.0), award(Tier.REGIONAL, 100.0)),
        "other_purses": (other_award(Tier.REGIONAL, 50.0),),
        "levers": {"training": Training("二(十三)", LONG_AGO, seats=3, cost_per_seat=WAN)},
        "month_innovative": month,
        "take_up_innovative": 0.3,
        "take_up_regional": 0.1,
        "paid_next_year": 0.0,
        "city_share": 0.7,
        **more,
    }
    return world(some_firms(20), Step(Tier.INNOVATIVE), Step(Tier.REGIONAL), **settings)


@pytest.mark.parametrize("lag", LAGS)
@pytest.mark.parametrize("make", [city, lambda: city(month=9.0), lambda: city(month=6.0), ordos])
def test_runs_told_by_a_lag_are_those_simulated_under_it(make, lag):
    scenario = make()
    assert only_moves_payments(scenario)
    told = paid_by(simulate(scenario, replications=3, seed=5), lag)
    simulated = simulate(scenario.with_reading(payment_year=lag), replications=3, seed=5)
    assert told.ledger.keys() == simulated.ledger.keys()
    for name, column in simulated.ledger.items():
        assert told.ledger[name].dtype == column.dtype
        np.testing.assert_array_equal(told.ledger[name], column, name)
    np.testing.assert_array_equal(told.measures, simulated.measures)
    assert told.scenario == simulated.scenario


def test_half_a_year_pays_the_first_half_in_the_same_year_and_the_second_in_the_next():
    for month, late in ((6.0, 0), (7.0, 1)):
        runs = paid_by(
            simulate(city(month=month, take_up_regional=0.0), replications=2), "half_year"
        )
        titles = runs.ledger["tier"] == Tier.INNOVATIVE
        assert titles.any()
        years = runs.ledger["year_paid"] - runs.ledger["year_due"]
        assert set(years[titles]) == {late}


def test_a_lag_does_more_than_move_payments_under_an_appropriation_or_where_awards_feed_rd():
    limit = {"appropriation": Appropriation("budget", LONG_AGO, cap=WAN)}
    assert not only_moves_payments(city(levers=limit))
    assert not only_moves_payments(city(award_rd=0.1))
    assert not only_moves_payments(city(award_rd={2022: 0.0, 2024: 0.1}))
