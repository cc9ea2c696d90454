import json
from dataclasses import replace

import numpy as np
import pytest

from srdi_sim.analysis.named_readings import Named
from srdi_sim.analysis.observed import foretold, standing
from srdi_sim.analysis.reconciliation import (
    FEWEST,
    payments_of,
    reconcile,
    reconciliation_json,
)
from srdi_sim.distributions import Uniform
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.errors import SrdiError
from srdi_sim.policy.policy import Appropriation
from srdi_sim.policy.tiers import Tier
from srdi_sim.scenario.scenario import Observation
from worlds import LONG_AGO, WAN, Step, award, some_firms, world

SAME, HALF, NEXT = "same_year", "half_year", "next_year"


def payment(value=0.0, name="paid", **more):
    figure = {
        "what": "paid",
        "tiers": (),
        "month": None,
        "year": 2024,
        "sd": 0.0,
        "evidence": True,
        "source": "a test",
        "confidence": "high",
        "clauses": ("二(三)",),
        "payers": ("city",),
        "rounding": float(WAN),
        **more,
    }
    return Observation(name=name, value=float(value), **figure)


def city(*figures, **more):
    """Fifty firms: all innovative in 2022, ten regional in 2023, all but a few of forty in 2024."""
    settings = {
        "awards": (award(Tier.INNOVATIVE, 70.0), award(Tier.REGIONAL, 100.0)),
        "take_up_innovative": 1.0,
        "take_up_regional": 0.95,
        "regional_places": {2022: 0, 2023: 10, 2024: 50},
        "city_share": 1.0,
        "until": 2024,
        **more,
    }
    rungs = (Step(Tier.INNOVATIVE), Step(Tier.REGIONAL, places=True))
    here = world(some_firms(50), *rungs, **settings)
    return replace(here, observations=figures)


def paid_in_truth(answers, lag, replications=1, **more):
    """What is paid in 2024 in a world with other luck, where this reading and lag are true."""
    truth = city(**more).with_reading(**answers, payment_year=lag)
    return foretold(simulate(truth, replications=replications, seed=99), payment())


TRUTHS = {
    "top-up, in the next year": ({"stacking": "top_up"}, NEXT),
    "half by the banners": ({"city_share": 0.5}, SAME),
}


@pytest.mark.parametrize("what", TRUTHS)
def test_a_payment_is_traced_back_to_the_reading_and_lag_that_made_it(what):
    answers, lag = TRUTHS[what]
    # Titles of September are paid in the next year by half a year's lag: those of April are not.
    month = {SAME: 9.0, NEXT: 4.0}[lag]
    (value,) = paid_in_truth(answers, lag, month_regional=month)
    figure = payment(value)
    found = reconcile(city(figure, month_regional=month), replications=24)
    ((question, answer),) = answers.items()
    assert found.agreeing(figure) == [(f"{question}={answer}", lag)]
    assert found.verdict(figure) == "one"
    assert found.replications == 24


def test_where_readings_pay_the_same_several_fit_and_all_are_named():
    (value,) = paid_in_truth({}, SAME, month_regional=4.0)
    figure = payment(value)
    found = reconcile(city(figure, month_regional=4.0), replications=24)
    assert found.verdict(figure) == "several"
    agreeing = found.agreeing(figure)
    # A recognition of April is paid in the same year by either lag; no firm here leaves, so that
    # to claw back (R9) pays the same.
    assert {("own", SAME), ("own", HALF), ("award_on_leaving=clawed_back", SAME)} <= {*agreeing}
    assert not {("own", NEXT), ("stacking=top_up", SAME), ("city_share=0.5", SAME)} & {*agreeing}
    moves = found.table.loc[figure.name]["moves"]
    assert moves[("award_on_leaving=clawed_back", SAME)] == 0
    assert moves[("stacking=top_up", SAME)] == 24


def test_a_figure_that_no_reading_pays_fits_none():
    figure = payment(50_000 * WAN)
    found = reconcile(city(figure), replications=20, workers=2)
    assert (found.verdict(figure), found.agreeing(figure)) == ("none", [])
    assert found.table["p"].max() == 0.0


def test_the_true_reading_agrees_in_nineteen_cases_of_twenty():
    shares = {"city_share": Uniform(0.4, 1.0)}  # so that no two payments are the same
    truths = paid_in_truth({"city_share": "sampled"}, SAME, replications=300, **shares)
    told = foretold(
        simulate(city(**shares).with_reading(payment_year=SAME), replications=500), payment()
    )
    agrees = [standing(told, payment(value)).is_inside for value in truths]
    assert np.mean(agrees) == pytest.approx(0.95, abs=0.03)


@pytest.fixture
def own_reading_alone(monkeypatch):
    """No other reading, which would take its time and show nothing more."""
    monkeypatch.setattr("srdi_sim.analysis.reconciliation.named_readings", lambda _: ((), ()))


def test_under_an_appropriation_every_lag_is_simulated(own_reading_alone):
    """Of 1,500 a year 21 awards of 70 are paid, and again; then the last 8, and 9 of 100."""
    cap = {"appropriation": Appropriation("budget", LONG_AGO, cap=1500 * WAN)}
    figure = payment(1460 * WAN)
    found = reconcile(city(figure, levers=cap), replications=20)
    paid = found.table.loc[figure.name].xs("own")["p50"] / WAN
    assert paid.to_dict() == pytest.approx({SAME: 1460, HALF: 1470, NEXT: 1470}, abs=1)
    assert ("own", SAME) in found.agreeing(figure)
    assert ("own", NEXT) not in found.agreeing(figure)


def test_only_payments_that_are_evidence_and_of_simulated_years_are_held_against():
    later = payment(1.0, "later", year=2026)
    start = payment(1.0, "start", evidence=False)
    titles = replace(payment(1.0, "titles"), what="flow", tiers=(Tier.REGIONAL,))
    good = payment(1.0, "good", since=2022)
    assert payments_of(city(later, start, titles, good)) == (good,)
    with pytest.raises(SrdiError) as refused:
        reconcile(city(later, start, titles), replications=20)
    assert refused.value.key == "reconcile.no_payment"


def test_what_a_reading_pays_is_kept_by_its_content_and_found_again(tmp_path, own_reading_alone):
    figure, other = payment(2700 * WAN), payment(2700 * WAN, year=2023)
    simulated = []

    def asked(*figures, **more):
        progress = lambda done, total: simulated.append((done, total))  # noqa: E731
        simulated.clear()
        return reconcile(city(*figures), archive=tmp_path, progress=progress, **more)

    first = asked(figure, replications=20)
    assert simulated[0] == (0, 20)
    again = asked(figure, replications=20)
    assert simulated == [(20, 20)]
    assert again.table.equals(first.table)
    assert again.table.equals(reconcile(city(figure), replications=20).table)
    for changed in (asked(other, replications=20), asked(figure, replications=20, seed=2)):
        assert not changed.table.equals(first.table)
    asked(figure, replications=21)
    assert simulated[0] == (0, 21)


def test_too_few_replications_are_refused():
    with pytest.raises(SrdiError) as refused:
        reconcile(city(payment(1.0)), replications=FEWEST - 1)
    assert refused.value.values == {"given": FEWEST - 1, "least": FEWEST}


def test_json_has_every_reading_by_every_lag(monkeypatch):
    two = tuple(Named(f"city_share={share}", (("city_share", share),)) for share in (0.5, 0.7))
    monkeypatch.setattr("srdi_sim.analysis.reconciliation.named_readings", lambda _: (two, ()))
    figure = payment(2700 * WAN)
    found = reconcile(city(figure), replications=20)
    (told,) = json.loads(json.dumps(reconciliation_json(found), allow_nan=False))
    assert told["verdict"] == found.verdict(figure)
    assert (told["value_fen"], told["year"], told["since"]) == (2700 * WAN, 2024, 2024)
    assert (told["level"], told["replications"]) == (0.05, 20)
    pairs = {(each["reading"], each["lag"]) for each in told["fits"]}
    assert len(pairs) == 3 * len(found.readings) == len(told["fits"])
    assert found.readings == (Named("own"), *two)
    assert [each["answers"] for each in told["fits"]][-1] == {"city_share": 0.7}
    agreeing = [(each["reading"], each["lag"]) for each in told["fits"] if each["agrees"]]
    assert agreeing == found.agreeing(figure)
