"""What the pages take from the code is the latest, and what they explain is all there is."""

import re
from pathlib import Path

import pytest
from build import MAKERS
from generators.markdown import filled, parts
from generators.reference import PHASES, reach_of, read

from srdi_sim.analysis import readings
from srdi_sim.analysis.budget import budget
from srdi_sim.analysis.comparison import compare, comparison_json
from srdi_sim.analysis.forecast import forecast
from srdi_sim.analysis.forecast_json import outlook_json
from srdi_sim.engine.ledger import EVENTS, KINDS, PAYERS
from srdi_sim.engine.tally import LACKS, MEASURES
from srdi_sim.engine.year import live_one_year
from srdi_sim.ensemble.simulate import simulate
from srdi_sim.ensemble.tables import SCHEMAS, WATCHED
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.policy import Lever, Policy
from srdi_sim.policy.reading import QUESTIONS
from srdi_sim.scenario.coverage import ON, state_of
from srdi_sim.scenario.scenario import Scenario

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
WRITTEN = [
    *(
        ROOT / name
        for name in (
            "README.md",
            "CONTRIBUTING.md",
            "scenarios/README.md",
            "notebooks/README.md",
        )
    ),
    *(ROOT / "docs").rglob("*.md"),
]
# These make the city of the first day, or the register's path; no phase reads them.
OF_THE_START = {
    *("entry_scale", "register_scale", "large_firms"),
    *("titled_at_start", "little_giants_at_start", "champions_at_start"),
}


def test_every_marked_part_has_a_maker_and_every_maker_a_part() -> None:
    marked = [name for page in PAGES for name in parts(page.read_text(encoding="utf-8"))]
    assert sorted(marked) == sorted(MAKERS)


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.stem != "population"],
    ids=lambda page: page.relative_to(ROOT / "docs").as_posix(),
)
def test_a_page_is_the_latest(page: Path, ordos: Scenario) -> None:
    text = page.read_text(encoding="utf-8")
    assert text == filled(text, MAKERS, ordos), "run `make docs`"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    lost = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert lost == []


def test_every_lever_has_a_clause_in_the_table() -> None:
    levers = set(Policy.__dataclass_fields__) - {"other_purses", "appropriation"}
    assert {clause["lever"] for clause in read("clauses.yaml")} == levers | {"targets"}


def test_a_clause_stands_under_the_id_of_its_lever(ordos: Scenario) -> None:
    for clause in read("clauses.yaml"):
        lever = getattr(ordos.policy, clause["lever"], None)
        if isinstance(lever, Lever):
            assert lever.clause == clause["clause"]


def test_a_clause_that_is_off_moves_nothing(ordos: Scenario) -> None:
    off = [each["lever"] for each in read("clauses.yaml") if state_of(ordos, each["lever"]) != ON]
    assert off == ["markets", "publicity"]


def test_every_reading_of_the_clause_table_is_answered() -> None:
    asked = {number for numbers, _ in QUESTIONS.values() for number in numbers.split(", ")}
    assert read("readings.yaml").keys() == QUESTIONS.keys()
    assert asked == {f"R{number}" for number in range(1, 21)}


def test_the_phases_of_the_page_are_those_of_the_year() -> None:
    called = live_one_year.__code__.co_names
    assert [name for name in called if name in {phase.__name__ for phase in PHASES}] == [
        phase.__name__ for phase in PHASES
    ]


def test_every_uncertainty_acts_somewhere_or_is_off(ordos: Scenario) -> None:
    acting = set().union(*(reach_of(phase, ordos).habits for phase in PHASES))
    idle = set(Habits.names()) - acting - OF_THE_START
    assert {ordos.uncertainties.get(name).role for name in idle} <= {"off"}


def test_every_column_of_the_run_folder_is_explained() -> None:
    page = (ROOT / "docs" / "reading-results.md").read_text(encoding="utf-8")
    columns = {field for schema in SCHEMAS.values() for field in schema.names}
    measures = {f"{LACKS}VARIABLE" if name.startswith(LACKS) else name for name, _ in MEASURES}
    measures |= {WATCHED, *EVENTS, *KINDS, *PAYERS}
    assert {name for name in columns | measures if f"`{name}`" not in page} == set()


def test_every_key_of_the_json_is_explained(ordos: Scenario) -> None:
    page = (ROOT / "docs" / "reading-results.md").read_text(encoding="utf-8")
    runs = simulate(ordos, replications=2, seed=1)
    told = outlook_json(forecast(runs), budget(runs), "runs/…", 0.0)
    keys = {*told, *told["cost"], *told["targets"][0]}
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_every_key_of_a_comparison_is_explained(ordos: Scenario) -> None:
    page = (ROOT / "docs" / "reading-results.md").read_text(encoding="utf-8")
    runs = simulate(ordos, replications=2, seed=1)
    told = comparison_json(compare(runs, runs))
    (other,) = told["others"]
    keys = {*told, *other, *other["differences"][0], *other["deadweight"], *other["city_wide"][0]}
    keys |= {key for price in other["cost_per_extra"].values() for key in price}
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_every_key_of_the_readings_in_json_is_explained(
    ordos: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "reading-results.md").read_text(encoding="utf-8")
    monkeypatch.setattr(readings, "named_readings", lambda _: ((), ()))
    told = readings.readings_json(readings.readings(ordos, replications=2))
    one, *_ = told["readings"]
    keys = {*told, *one, *one["targets"][0], *one["cost"], "excluded_by"}
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_every_data_file_is_on_the_page_of_the_data() -> None:
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    files = (path.relative_to(ROOT / "scenarios") for path in (ROOT / "scenarios").rglob("*.yaml"))
    names = (path.as_posix() for path in files if path.parent.name != "cases")  # these are no data
    assert [name for name in names if f"`{name}`" not in page] == []


@pytest.mark.parametrize("picture", ["regional.png", "chances.png"])
def test_a_picture_is_small(picture: str) -> None:
    content = (ROOT / "docs" / "images" / picture).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) < 200_000
