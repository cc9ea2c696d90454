"""What banners are appraised on in the years between targets."""

from dataclasses import replace

from srdi_sim.policy.tiers import Tier
from srdi_sim.scenario.scenario import Target
from worlds import ordos


def asked(*targets: tuple[int, int], until: int = 2030) -> list[float]:
    """Return the regional titles that targets (year, number) ask for in each year."""
    promised = tuple(Target(Tier.REGIONAL, year, number, "一(二)") for year, number in targets)
    scenario = replace(ordos(), until=until, targets=promised)
    return [scenario.terms(year).regional_target for year in scenario.years]


def test_from_one_target_to_the_next_the_path_is_even() -> None:
    assert asked((2030, 100), (2025, 50)) == [12.5, 25, 37.5, 50, 60, 70, 80, 90, 100]


def test_a_target_restated_for_later_asks_for_no_fewer_titles_in_between() -> None:
    assert asked((2025, 50), (2030, 50)) == [12.5, 25, 37.5, 50, 50, 50, 50, 50, 50]


def test_after_the_last_target_nothing_is_asked() -> None:
    assert asked((2023, 50)) == [25, 50, 0, 0, 0, 0, 0, 0, 0]
    assert asked() == [0] * 9


def test_a_later_target_changes_no_year_before_the_first() -> None:
    assert asked((2025, 50), (2030, 900))[:4] == asked((2025, 50), until=2025)
