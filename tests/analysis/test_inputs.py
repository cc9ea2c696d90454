from dataclasses import replace

import numpy as np
import pytest

from srdi_sim.analysis.evaluation import Study, evaluate
from srdi_sim.analysis.inputs import inputs_named, inputs_of, varied
from srdi_sim.analysis.outcomes import outcome_names, outcomes_of
from srdi_sim.engine.rules import rules_with
from srdi_sim.ensemble import task
from srdi_sim.ensemble.archive import opened
from srdi_sim.ensemble.crew import Alone, crew_of
from srdi_sim.ensemble.manifest import scenario_sha256
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.errors import SrdiError
from srdi_sim.policy.settings import setting
from srdi_sim.scenario.loading import load_scenario

OUTCOMES = ("firms:regional:2025", "chance:all", "cost:total", "cost:clause:二(三)")


@pytest.fixture(scope="module")
def ordos():
    return load_scenario("ordos-2022")


@pytest.fixture
def study(ordos):
    names = ("awards.regional.amount", "training.seats", "take_up_regional", "stacking")
    return Study(ordos, inputs_named(ordos, names), OUTCOMES, replications=3, seed=4)


def test_whole_numbers_and_answers_have_equal_parts_of_the_unit(ordos):
    seats, stacking = inputs_named(ordos, ("training.seats", "stacking"))
    points = (np.arange(2010) + 0.5) / 2010
    values, counts = np.unique([seats.at(u) for u in points], return_counts=True)
    assert values.tolist() == list(range(201))
    assert set(counts) == {10}
    answers, counts = np.unique([stacking.at(u) for u in points], return_counts=True)
    assert sorted(answers) == sorted(stacking.answers)
    assert set(counts) == {670}


def test_the_ends_of_the_unit_are_the_ends_of_every_input(ordos):
    for each in inputs_of(ordos, of=("lever",)):
        assert (each.at(0.0), each.at(1.0)) == (each.range.low, each.range.high)
    for each in inputs_of(ordos, of=("uncertainty",)):
        assert np.isfinite([each.told(each.at(u), 2024) for u in (0.0, 0.5, 1.0)]).all()
    for each in inputs_of(ordos, of=("reading",)):
        assert (each.at(0.0), each.at(1.0)) == (each.answers[0], each.answers[-1])


def test_what_is_not_fitted_is_all_that_the_posterior_has_no_name_for(ordos):
    fitted = set(ordos.uncertainties.posterior.names)
    every = {each.name for each in inputs_of(ordos, of=("uncertainty",))}
    others = {each.name for each in inputs_of(ordos, of=("not_fitted",))}
    assert others == every - fitted
    assert fitted <= every
    prior = ordos.with_posterior(None)
    assert {each.name for each in inputs_of(prior, of=("not_fitted",))} == every
    both = inputs_of(ordos, of=("not_fitted", "uncertainty"))
    assert {each.name for each in both} == every


def test_an_uncertainty_at_a_quantile_is_what_a_draw_with_that_luck_would_be(ordos):
    (take_up,) = inputs_named(ordos, ("take_up_regional",))
    settled = varied(ordos, (take_up,), (0.3,)).uncertainties
    for year in ordos.years:
        drawn = settled.values("take_up_regional", 1, np.arange(3), year)
        assert drawn.tolist() == [take_up.told(0.3, year)] * 3


def test_answers_that_exclude_each_other_leave_the_scenarios_own_answer(ordos):
    named = inputs_named(ordos, ("stock_already_recognised", "stock_schedule"))
    reading = varied(ordos, named, ("not_paid", "spread")).reading
    assert reading.stock_already_recognised == "not_paid"
    assert reading.stock_schedule == ordos.reading.stock_schedule
    questions = inputs_of(ordos, of=("reading",))
    for point in np.random.default_rng(7).random((200, len(questions))):
        answers = [each.at(u) for each, u in zip(questions, point, strict=True)]
        assert not varied(ordos, questions, answers).reading.contradictions()


def test_varying_nothing_changes_nothing(ordos):
    assert scenario_sha256(varied(ordos, (), ())) == scenario_sha256(ordos)


def test_an_evaluation_is_what_a_simulation_of_the_changed_scenario_is(study):
    settings = study.settings(np.array([[0.2, 0.4, 0.6, 0.1], [0.9, 0.1, 0.3, 0.9]]))
    with crew_of(1) as crew:
        found = evaluate(study, settings, crew)
    assert not found.failed
    for n, values in enumerate(settings):
        scenario = varied(study.scenario, study.inputs, values)
        assert setting(scenario.policy, "training.seats") == values[1]
        alone = outcomes_of(simulate(scenario, replications=3, seed=4), OUTCOMES)
        for name in OUTCOMES:
            assert found.values[name][n].tolist() == alone[name].tolist()
    assert found.means("cost:total")[1] == alone["cost:total"].mean()


def test_what_the_archive_has_is_not_simulated_again_and_is_the_same(study, tmp_path):
    settings = study.settings(np.random.default_rng(1).random((3, 4)))
    told = []
    with crew_of(1) as crew:
        fresh = evaluate(study, settings, crew)
        with opened(tmp_path) as archive:
            evaluate(study, settings[:2], crew, archive=archive)
        with opened(tmp_path) as archive:
            assert len(archive) == 2
            again = evaluate(
                study, settings, crew, archive=archive, progress=lambda *done: told.append(done)
            )
    assert told[0] == (6, 9)
    for name in OUTCOMES:
        assert np.array_equal(fresh.values[name], again.values[name])


def test_a_damaged_piece_of_an_archive_is_found_out_and_made_again(study, tmp_path):
    settings = study.settings(np.random.default_rng(1).random((2, 4)))
    with crew_of(1) as crew, opened(tmp_path) as archive:
        fresh = evaluate(study, settings, crew, archive=archive)
    (piece,) = tmp_path.glob("*.npz.zst")
    content = bytearray(piece.read_bytes())
    content[len(content) // 2] ^= 1
    piece.write_bytes(content)
    with crew_of(1) as crew, opened(tmp_path) as archive:
        assert len(archive) == 0
        again = evaluate(study, settings, crew, archive=archive)
    assert np.array_equal(fresh.values["cost:total"], again.values["cost:total"])


def test_an_archive_has_one_writer_and_one_program(study, tmp_path, monkeypatch):
    with (
        opened(tmp_path / "a"),
        pytest.raises(SrdiError, match=r"run\.locked"),
        opened(tmp_path / "a"),
    ):
        pass
    with (
        pytest.raises(SrdiError, match=r"run\.another.*rules\.grown"),
        opened(tmp_path / "a", rules={"grown": lambda revenue, log_change, share: revenue}),
    ):
        pass
    monkeypatch.setattr("srdi_sim.ensemble.manifest.code_sha256", lambda: "another")
    with (
        pytest.raises(SrdiError, match=r"run\.another.*package\.sha256"),
        opened(tmp_path / "a"),
    ):
        pass
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "letter.txt").write_text("dear")
    with pytest.raises(SrdiError, match=r"run\.folder_not_empty"), opened(tmp_path / "b"):
        pass


def test_what_the_system_refuses_elsewhere_is_not_told_of_the_archive(tmp_path):
    with pytest.raises(OSError, match="too many open files"), opened(tmp_path / "archive"):
        raise OSError(24, "too many open files")


def test_failed_replications_are_missing_alone_and_named(study, tmp_path, monkeypatch):
    settings = study.settings(np.array([[0.5] * 4]))
    with crew_of(1) as crew:
        whole = evaluate(study, settings, crew)
    simulate_batch = task.simulate_batch

    def failing(scenario, seed, numbers, rules):
        if 1 in numbers:
            raise ArithmeticError("one is too many")
        return simulate_batch(scenario, seed, numbers, rules)

    monkeypatch.setattr(task, "simulate_batch", failing)
    with crew_of(1) as crew, opened(tmp_path) as archive:
        found = evaluate(study, settings, crew, archive=archive)
    ((number, replication, message),) = found.failed
    assert (number, replication) == (0, 1)
    assert "one is too many" in message
    for name in OUTCOMES:
        assert np.isnan(found.values[name][0, 1])
        assert found.values[name][0, [0, 2]].tolist() == whole.values[name][0, [0, 2]].tolist()
        assert found.means(name)[0] == whole.values[name][0, [0, 2]].mean()
    with opened(tmp_path) as archive, crew_of(1) as crew:  # a failure is not tried again
        assert evaluate(study, settings, crew, archive=archive).failed == found.failed


@pytest.mark.parametrize(
    ("told", "raised"), [("took longer than 7 s", False), ("MemoryError: no room", True)]
)
def test_what_was_given_up_is_tried_again_by_whoever_has_more_time_or_room(
    study, tmp_path, told, raised
):
    settings = study.settings(np.array([[0.5] * 4]))

    class Late(Alone):
        """A crew that gives every second replication up."""

        def outcomes(self, tasks):
            for each, outcome in super().outcomes(tasks):
                traces = {each.numbers[1]: "where it was"} if raised else {}
                late = task.nothing(((each.numbers[1], told),), traces)
                kept = outcome.finished != each.numbers[1]
                columns = {name: column[kept] for name, column in outcome.columns.items()}
                yield each, replace(outcome, finished=outcome.finished[kept], columns=columns)
                yield each, late

    with opened(tmp_path) as archive:
        found = evaluate(study, settings, Late(rules_with({})), archive=archive)
    assert [message for _, _, message in found.failed] == [told]
    with opened(tmp_path) as archive, crew_of(1) as crew:
        assert evaluate(study, settings, crew, archive=archive).failed == ()


def test_fresh_luck_is_shared_by_no_two_settings(ordos, study):
    fresh = replace(study, fresh=True, inputs=(), replications=2)
    with crew_of(1) as crew:
        found = evaluate(fresh, [(), ()], crew, first=3)
    whole = outcomes_of(simulate(ordos, replications=range(6, 10), seed=4), OUTCOMES)
    assert found.values["cost:total"].ravel().tolist() == whole["cost:total"].tolist()


def test_an_unknown_input_or_outcome_is_refused_with_the_nearest(ordos):
    with pytest.raises(SrdiError, match=r"input\.unknown.*training\.seats"):
        inputs_named(ordos, ["training.seat"])
    with pytest.raises(SrdiError, match=r"outcome\.unknown.*firms:regional:2025"):
        Study(ordos, (), ("firms:regionl:2025",))
    assert "cost:clause:二(三)" in outcome_names(ordos)


def test_settings_of_one_block_share_their_luck_and_blocks_do_not(ordos, study):
    blocks = replace(study, fresh=True, block=2, inputs=(), replications=2)
    with crew_of(1) as crew:
        found = evaluate(blocks, [()] * 4, crew, first=2)
    one, again, other, last = found.values["cost:total"].tolist()
    assert one == again != other == last
    whole = outcomes_of(simulate(ordos, replications=range(2, 6), seed=4), OUTCOMES)
    assert [*one, *other] == whole["cost:total"].tolist()


def test_a_question_stands_for_the_uncertainty_that_it_settles(ordos):
    alone = {each.name for each in inputs_of(ordos, of=("uncertainty",))}
    assert {"stock_paid", "city_share"} <= alone
    both = inputs_of(ordos, of=("uncertainty", "reading"))
    names = [each.name for each in both]
    assert len(names) == len(set(names))
    assert not {"stock_paid", "paid_next_year"} & set(names)
    (share,) = inputs_named(ordos, ("city_share",))
    assert share.of == "reading"
    assert inputs_named(ordos, ("stock_paid",))[0].of == "uncertainty"
