import pickle

from srdi_sim.errors import Fault, Refusal, ScenarioError, SrdiError, dotted


def test_an_error_is_a_key_and_values():
    error = SrdiError("run.locked", {"by": 4711})
    assert (error.key, error.values) == ("run.locked", {"by": 4711})
    assert str(error) == "run.locked: by=4711"
    assert str(SrdiError("run.gone")) == "run.gone"


def test_the_faults_of_a_scenario_are_sorted_by_file_and_line():
    faults = [
        Fault("b", 1, "", "x"),
        Fault("a", 10, "", "x"),
        Fault("a", 9, "k", "y", {"given": 1}),
    ]
    error = ScenarioError(faults)
    assert [(fault.file, fault.line) for fault in error.faults] == [("a", 9), ("a", 10), ("b", 1)]
    assert str(error).splitlines()[0] == "a:9: k: y: given=1"


def test_errors_cross_from_one_process_to_another():
    fault = Fault("a.yaml", 3, "key", "unknown_key", {"given": "x"})
    for error in (SrdiError("k", {"a": 1}), Refusal("c", {"b": 2}), ScenarioError([fault])):
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error)
        assert vars(again) == vars(error)
        assert str(again) == str(error)


def test_a_refusal_becomes_a_fault_where_it_stands():
    refusal = Refusal("money_negative", {"given": "-1元"})
    assert refusal.at("a.yaml", 3, "pool") == Fault(
        "a.yaml", 3, "pool", "money_negative", {"given": "-1元"}
    )


def test_a_key_path_is_dotted_with_list_positions_in_brackets():
    assert dotted(()) == ""
    assert dotted(("policy", "awards", 0, "amount")) == "policy.awards[0].amount"
    assert dotted((0, 1, "a")) == "[0][1].a"


def test_faults_can_be_gathered_in_sets():
    assert len({Fault("a", 1, "", "x", {"given": []}), Fault("a", 1, "", "x", {"given": []})}) == 1
