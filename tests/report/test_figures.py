import importlib
import inspect
import pkgutil
import warnings
from fractions import Fraction

import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter
from matplotlib.figure import Figure

import srdi_sim
from srdi_sim import report
from srdi_sim.analysis.comparison import compare
from srdi_sim.analysis.levels import Levels
from srdi_sim.policy.tiers import TIER_CODES, Tier
from srdi_sim.report import budget_figures, figures, style
from srdi_sim.units import WAN
from srdi_sim.words import LANGS


def fan(tier):
    return lambda result, **how: figures.fan(result.outlook, tier, result.observations, **how)


def curve(tier):
    return lambda result, **how: figures.curve(result.outlook, tier, 2025, **how)


PICTURES = {
    **{f"fan {tier}": fan(tier) for tier in TIER_CODES},
    **{f"curve {tier}": curve(tier) for tier in TIER_CODES},
    "chances": lambda result, **how: figures.chances(result.outlook, **how),
    "differences": lambda result, **how: figures.differences(
        compare(result.runs, result.runs), **how
    ),
    "budget_years": lambda result, **how: budget_figures.budget_years(
        Levels(result.bill, Fraction(4, 5)), **how
    ),
    "payers": lambda result, **how: budget_figures.payers(
        Levels(result.bill, Fraction(4, 5)), **how
    ),
    "award_bill": lambda result, **how: figures.award_bill(result.bill, **how),
}


def written(axes):
    """All text of a figure."""
    legend = axes.get_legend()
    texts = [axes.title, axes._left_title, *axes.texts, axes.xaxis.label, axes.yaxis.label]
    texts += [
        *axes.get_xticklabels(),
        *axes.get_yticklabels(),
        *(legend.get_texts() if legend else ()),
    ]
    return "\n".join(text.get_text() for text in texts)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_draws_without_a_missing_glyph(result, name, lang, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        axes = PICTURES[name](result, lang=lang)
        for form in ("png", "svg"):
            axes.figure.savefig(tmp_path / f"picture.{form}")
    assert (tmp_path / "picture.png").stat().st_size > 5_000
    families = {text.get_fontfamily()[0] for text in axes.texts}
    families |= {label.get_fontfamily()[0] for label in axes.get_xticklabels()}
    assert families == {style.FAMILY}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_says_under_which_reading_and_by_how_many_replications(result, name, lang):
    text = written(PICTURES[name](result, lang=lang))
    assert {"en": "higher titles count below", "zh": "高级计入低级"}[lang] in text
    assert "n = 40" in text


def test_years_are_whole_and_the_target_line_is_labelled(result):
    axes = figures.fan(result.outlook, "regional", result.observations)
    assert [label.get_text() for label in axes.get_xticklabels()] == [
        "2022",
        "2023",
        "2024",
        "2025",
    ]
    text = written(axes)
    assert "target >50" in text
    assert "published, start of the model" in text
    assert "±2" in text


def test_few_firms_are_drawn_as_whole_steps_and_many_as_a_fan(result):
    few = figures.fan(result.outlook, Tier.LITTLE_GIANT)
    many = figures.fan(result.outlook, Tier.INNOVATIVE)
    assert len(few.patches) == 3 * 4
    assert {step.get_height() % 1 for step in few.patches} == {0.0}
    assert len(many.collections) == 3
    assert not many.patches
    assert all(tick == int(tick) for tick in (*few.get_yticks(), *many.get_yticks()))


def test_only_observations_that_count_the_same_firms_are_drawn(result, tell):
    assert not figures.fan(result.outlook, "little_giant", result.observations).containers
    assert len(figures.fan(result.outlook, "regional", result.observations).containers) == 2
    ever = tell(reading={"counting": "ever_recognised"})
    assert not figures.fan(ever.outlook, "regional", ever.observations).containers
    disjoint = tell(reading={"nesting": "disjoint"})
    assert not figures.fan(disjoint.outlook, "regional", disjoint.observations).containers


def test_the_stacks_of_the_award_bill_are_the_means_in_wan(result):
    axes = figures.award_bill(result.bill)
    top = max(bar.get_y() + bar.get_height() for bar in axes.patches)
    awards = result.bill.awards
    assert top == pytest.approx(awards.drop(columns="p80").sum(axis="columns").max() / 1e6)
    assert f"{awards.loc[2022, 'p80'] / 1e6:,.0f}" in written(axes)


def test_the_chances_are_those_of_the_outlook(result):
    text = written(figures.chances(result.outlook))
    assert "Little giant, 2025  >15" in text
    assert "almost impossible, 0.0% (0.0–8.8%)" in text


def test_axes_that_are_given_are_drawn_upon(result):
    axes = Figure().subplots()
    assert figures.fan(result.outlook, "champion", ax=axes) is axes
    assert figures.award_bill(result.bill, ax=axes) is axes


def test_a_notebook_shows_a_picture_that_a_cell_ends_with_in_the_size_it_was_drawn_for(result):
    axes = figures.chances(result.outlook)
    shown, how = DisplayFormatter().format(axes)
    assert shown["image/png"] == style.image_of(axes, "png")
    width, height = axes.figure.get_size_inches()
    assert how["image/png"]["width"] == round(96 * width)
    assert how["image/png"]["height"] == round(96 * height)


def test_every_picture_there_is_can_be_had_by_its_public_name():
    modules = [
        importlib.import_module(f"{report.__name__}.{each.name}")
        for each in pkgutil.iter_modules(report.__path__)
        if each.name.endswith("figures")
    ]
    drawn = {
        name
        for module in modules
        for name, each in vars(module).items()
        if inspect.isfunction(each) and each.__module__ == module.__name__ and name[0] != "_"
    }
    assert drawn == set(srdi_sim.figures.__all__)
    assert all(callable(getattr(srdi_sim.figures, name)) for name in drawn)


def test_without_the_font_labels_are_english_and_no_box_is_drawn(result, monkeypatch, tmp_path):
    monkeypatch.setattr(style, "FONT", tmp_path / "missing.otf")
    for picture in PICTURES.values():
        axes = picture(result, lang="zh")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            axes.figure.savefig(tmp_path / "picture.png")
        assert written(axes).isascii() or not any("一" <= sign <= "鿿" for sign in written(axes))


def test_a_dollar_sign_is_no_formula(result, tell, tmp_path):
    costly = tell(name="$x$")
    figures.fan(costly.outlook, "regional").figure.savefig(tmp_path / "picture.png")


def test_drawing_leaves_the_settings_of_others_alone(result):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    figures.chances(result.outlook, lang="zh").figure.canvas.draw()
    assert dict(mpl.rcParams) == before


def test_the_bars_of_a_year_are_its_quantiles_due_and_paid(result):
    axes = budget_figures.budget_years(Levels(result.bill, Fraction(4, 5)))
    by_year = result.bill.by_year
    bars = [(bar.get_y(), bar.get_y() + bar.get_height()) for bar in axes.patches]
    expected = [
        (by_year[side].loc[year, "p50"] / WAN, by_year[side].loc[year, "p95"] / WAN)
        for side in ("due", "paid")
        for year in by_year.index
    ]
    np.testing.assert_allclose(bars, expected)
    shown = {text.get_text() for text in axes.texts}
    assert f"{round(by_year['due'].loc[2023, 'p80'] / WAN):,}" in shown


def test_the_purses_of_a_clause_add_up_to_its_mean_and_their_shares_are_told(result):
    axes = budget_figures.payers(Levels(result.bill, Fraction(4, 5)))
    means = result.bill.by("clause", "payer")["mean"]
    widths = [bar.get_width() for bar in axes.patches[:2]]
    assert sum(widths) == pytest.approx(means["二(三)"].sum() / WAN)
    text = written(axes)
    share = round(100 * means["二(三)", "city"] / means["二(三)"].sum())
    assert f"{share}% / {100 - share}%" in text
    assert "memo: Region" in text
