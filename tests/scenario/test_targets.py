"""What banners are appraised on in the years between targets."""

from dataclasses import replace

from srdi_sim.policy.tiers import Tier
from srdi_sim.scenario.scenario import Target
from worlds import ordos


def asked(*targets: tuple[int, int], until: int = 2030, held: int = 0) -> list[float | None]:
    """Return the regional titles that targets (year, number) ask for in each year, if for any."""
    promised = tuple(Target(Tier.REGIONAL, year, number, "一(二)") for year, number in targets)
    scenario = replace(ordos(), until=until, targets=promised)
    terms = [scenario.terms(year).regional_target for year in scenario.years]
    return [target and target.asked(held) for target in terms]


def test_from_one_target_to_the_next_the_path_is_even() -> None:
    assert asked((2030, 100), (2025, 50)) == [12.5, 25, 37.5, 50, 60, 70, 80, 90, 100]


def test_the_path_begins_at_the_titles_held_at_the_start() -> None:
    assert asked((2025, 50), (2030, 100), held=30) == [35, 40, 45, 50, 60, 70, 80, 90, 100]
    assert asked((2025, 50), held=50) == [50] * 4 + [None] * 5
    assert asked((2022, 50), held=30) == [50] + [None] * 8


def test_a_target_restated_for_later_asks_for_no_fewer_titles_in_between() -> None:
    assert asked((2025, 50), (2030, 50)) == [12.5, 25, 37.5, 50, 50, 50, 50, 50, 50]


def test_after_the_last_target_nothing_is_asked() -> None:
    assert asked((2023, 50)) == [25, 50] + [None] * 7
    assert asked() == [None] * 9


def test_a_later_target_changes_no_year_before_the_first() -> None:
    assert asked((2025, 50), (2030, 900))[:4] == asked((2025, 50), until=2025)
