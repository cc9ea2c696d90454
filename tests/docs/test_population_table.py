"""The synthetic firms keep to what is published, and the page that says so is the latest."""

from pathlib import Path

from generators.markdown import filled
from generators.population import AT_END, AT_START, population_table, sections, synthetic

from srdi_sim.scenario.scenario import Scenario

FEW, ANOTHER_SEED = 80, 2


def test_every_figure_that_is_counted_is_published_and_the_other_way_round() -> None:
    named = [figure.name for section in sections() for figure in section.figures]
    assert sorted(named) == sorted([*AT_START, *AT_END])


def test_every_figure_has_a_source_and_a_confidence() -> None:
    for section in sections():
        for figure in section.figures:
            assert figure.source, figure.name
            assert figure.confidence in ("high", "medium", "low"), figure.name


def test_firms_never_drawn_before_are_within_the_tolerance_of_what_is_published(
    ordos: Scenario,
) -> None:
    drawn = synthetic(ordos, FEW, ANOTHER_SEED)
    figures = [figure for section in sections() for figure in section.figures]
    away = {
        figure.name: (figure.published, round(float(drawn[figure.name].mean()), 3))
        for figure in figures
        if abs(drawn[figure.name].mean() - figure.published) > figure.tolerance
    }
    assert away == {}, "published and synthetic"


def test_the_page_of_the_population_is_the_latest(ordos: Scenario, root: Path) -> None:
    page = (root / "docs" / "population.md").read_text(encoding="utf-8")
    assert page == filled(page, {"population": population_table}, ordos), "run `make docs`"
