"""How figures look: one calm design, colours that the colour-blind can tell apart, Chinese text.

The font comes with the package and is registered when the first figure is drawn, never on import.
Nothing here touches pyplot or its state.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.transforms import ScaledTranslation

from srdi_sim.words import Lang

FONT = Path(__file__).parents[1] / "assets" / "SRDISansSC-Regular.otf"
FAMILY = "SRDI Sans SC"
FALLBACK = "DejaVu Sans"  # comes with matplotlib

INK = "#2b2f36"
QUIET = "#6b7280"
RULE = "#d9dde3"
GROUND = "#f1f3f6"
PAPER: Any = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}  # under text on a grid
HALO = "#ffffffb0"  # round labels that stand on colour
BLUE = "#1f4e79"
BANDS = ("#d6e3f0", "#abc6e0", "#75a1cb")  # 90, 80 and 50 %
TARGET = "#b8472a"
# Light to dark along the ladder, in hues that stay apart for the colour-blind (after Paul Tol).
TIER_COLOURS = {
    "innovative": "#bfd9e6",
    "municipal": "#7fb8a4",
    "regional": "#3f7fb5",
    "little_giant": "#e0a93b",
    "champion": "#8c2f4f",
}
# For scenarios side by side: dark enough for text on white, apart for the colour-blind.
CONTRASTS = ("#1f4e79", "#b8472a", "#3d7a5e", "#8c2f4f", "#8a6a14", "#5b5b8c")

_LEFT, _BELOW, _ABOVE = 0.6, 0.95, 0.62  # inches: room for ticks, notes, title
_SIZES = {"title": 12.0, "text": 9.0, "note": 7.5}
_SVG_STYLE: Any = {"svg.hashsalt": "srdi_sim", "svg.fonttype": "path"}
_STYLE: Any = {
    "font.size": _SIZES["text"],
    "axes.titlesize": _SIZES["title"],
    "axes.labelsize": _SIZES["text"],
    "text.color": INK,
    "axes.labelcolor": QUIET,
    "axes.titlecolor": INK,
    "mathtext.default": "regular",
    "text.parse_math": False,  # a $ in a name is a dollar sign
}


class Picture(Axes):
    """Axes of a figure of their own, which a notebook shows where a cell ends with them."""

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        """Return the figure as Jupyter asks for it: its content, and its size on the screen."""
        scale = 96.0 / self.figure.dpi  # a screen has 96 points an inch
        box = self.figure.bbox
        size = {"width": round(scale * box.width), "height": round(scale * box.height)}
        return image_of(self, "png"), size


def speakable(lang: Lang) -> Lang:
    """Return the language that figures can be written in: English where the font is missing."""
    return lang if _registered(FONT) else "en"


def drawable(name: str) -> str:
    """Return a name that a user gave, with a question mark for every sign that we cannot draw."""
    paths = [FONT] if _registered(FONT) else []
    paths.append(Path(font_manager.findfont(FALLBACK)))
    known = set().union(*(font_manager.get_font(path).get_charmap() for path in paths))
    return "".join(sign if ord(sign) in known else "?" for sign in name)


@contextmanager
def drawing(
    ax: Axes | None,
    size: tuple[float, float],
    beside: float = 0.25,
    left: float = _LEFT,
    above: float = _ABOVE,
) -> Iterator[Axes]:
    """Yield the axes dressed in our style, or those of a new figure of `size` inches.

    The margins on the right, on the left and above are in inches.
    """
    family = [FAMILY, FALLBACK] if _registered(FONT) else [FALLBACK]
    style: Any = {**_STYLE, "font.family": family}
    with mpl.rc_context(style):
        if ax is None:
            width, height = size
            # All our text has a known size; measuring it to fit would double the time to draw.
            ax = Figure(figsize=size, dpi=150, facecolor="white").add_axes(
                (
                    left / width,
                    _BELOW / height,
                    1.0 - (left + beside) / width,
                    1.0 - (_BELOW + above) / height,
                ),
                axes_class=Picture,
            )
        for side in ("top", "right", "left"):
            ax.spines[side].set_visible(False)
        ax.spines["bottom"].set_color(RULE)
        # Tick labels are made when the figure is drawn, out of this context: they are told here.
        ax.tick_params(length=0, colors=QUIET, labelsize=_SIZES["text"], labelfontfamily=family[0])
        ax.set_axisbelow(True)
        yield ax


def title(ax: Axes, text: str, unit: str = "", *, out: float = 0.0, up: float = 0.0) -> None:
    """Write the title on the left, and under it in small the unit of the vertical axis.

    They begin `out` inches left of the axes and `up` inches above their usual place, where there
    are names.
    """
    written = ax.set_title(text, loc="left", pad=72.0 * up + (20 if unit else 8))
    across = ScaledTranslation(-out, 0.0, ax.figure.dpi_scale_trans)
    written.set_transform(written.get_transform() + across)
    ax.annotate(
        unit,
        (0, 1),
        xytext=(-72.0 * out, 72.0 * up + 7),
        xycoords="axes fraction",
        textcoords="offset points",
        color=QUIET,
        fontsize=_SIZES["text"],
    )


def notes(ax: Axes, *lines: str, below: float = 24, out: float = 0.0) -> None:
    """Write small lines under the axes, `below` points down and `out` inches to the left."""
    ax.annotate(
        "\n".join(lines),
        (0, 0),
        xytext=(-72.0 * out, -below),
        xycoords="axes fraction",
        textcoords="offset points",
        color=QUIET,
        fontsize=_SIZES["note"],
        va="top",
        linespacing=1.5,
        annotation_clip=False,
    )


def label(
    ax: Axes,
    text: str,
    x: float,
    y: float,
    offset: tuple[float, float],
    colour: str,
    ha: str | None = None,
    va: str = "center",
) -> Annotation:
    """Write a text at an offset in points."""
    ha = ha or ("left" if offset[0] > 0 else "center")
    return ax.annotate(
        text,
        (x, y),
        xytext=offset,
        textcoords="offset points",
        color=colour,
        ha=ha,
        va=va,
        linespacing=1.4,
        annotation_clip=False,
    )


def image_of(axes: Axes, form: Literal["png", "svg"]) -> bytes:
    """Return a figure as the content of a file; the same figure gives the same bytes."""
    figure = axes.figure
    assert isinstance(figure, Figure)
    # Neither the time nor the program's version goes into the file.
    metadata = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}[form]
    written = io.BytesIO()
    with mpl.rc_context(_SVG_STYLE):
        figure.savefig(written, format=form, metadata=metadata)
    return written.getvalue()


@cache
def _registered(font: Path) -> bool:
    """Make the font known to matplotlib; return whether it is there."""
    if not font.is_file():
        return False
    font_manager.fontManager.addfont(font)
    return True
