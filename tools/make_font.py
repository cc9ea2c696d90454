"""Make the Chinese font of the charts from an installed Noto Sans CJK.

Run it only to change the character set: ``python tools/make_font.py [NotoSansCJK-Regular.ttc]``.
It needs fonttools and the font itself (Debian and Ubuntu: the package fonts-noto-cjk). The same
source font and the same fonttools give the same bytes.

The full font is 19 MB and carries the glyph shapes of five regions; charts need one region and the
characters of everyday Chinese. The result has another name because the Open Font License lets an
author reserve the original's, and because a subset should not pass for the whole.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
TARGET = Path(__file__).parents[1] / "srdi_sim" / "assets" / "SRDISansSC-Regular.otf"
SOURCE_NAME = "NotoSansCJKsc-Regular"
FAMILY = "SRDI Sans SC"
POSTSCRIPT = "SRDISansSC-Regular"

# Beside ASCII, Latin-1 and GB 2312: signs that charts and budget tables use, …
SIGNS = (
    "–—‘’“”…‰′″‹›€→←↑↓↗↘⇒−∕√∞∑≈≠≤≥≪≫■□▪▲△▶▼▽◆"
    "◇○◎●★☆✓①②③④⑤⑥⑦⑧⑨⑩％＋－＝＜＞￥〔〕《》〈〉【】「」『』、。·，"
    "；：？！～\u2002\u3000"
)
# … Greek for formulas, …
GREEK = "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ"
# … and characters outside GB 2312 that are frequent in the names of Chinese firms and people.
IN_NAMES = (
    "镕喆堃昇赟犇骉翀珺瑄玥弢祎頔龑垚燊芃甯珅昉晞晙旸旻炘炜烜煊煜熠琇琰璟瑀珩珮砼碁祺"
    "禔稼箐翊翎芊茗蓥鋆锴镔镠淏湉溁濛灏堉峣嵘勍勖仝囍囧瀞彧昕晧暐"
)


def characters() -> set[int]:
    """Return the code points to keep."""
    two_bytes = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    gb2312 = "".join(pair.decode("gb2312", errors="ignore") for pair in two_bytes)
    latin = (chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100)))
    return {ord(one) for one in (*latin, *gb2312, *SIGNS, *GREEK, *IN_NAMES)}


def simplified_chinese(collection: Path) -> TTFont:
    """Return the Simplified Chinese member of the collection."""
    for font in TTCollection(collection, lazy=True).fonts:
        if font["name"].getDebugName(6) == SOURCE_NAME:
            return font
    sys.exit(f"{collection} has no {SOURCE_NAME}")


def reduce(font: TTFont) -> None:
    """Drop every other character, vertical writing, alternative shapes and hints, in place."""
    options = subset.Options(
        layout_features=["ccmp", "kern", "mark", "mkmk"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14],
        name_languages=[0x409],
        hinting=False,
        desubroutinize=False,
        notdef_outline=True,
        recalc_timestamp=False,
        drop_tables=["VORG", "vhea", "vmtx", "BASE", "DSIG"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)


def rename(font: TTFont) -> None:
    """Give the font its own name everywhere a name stands; the notices of its authors stay."""
    revision = font["head"].fontRevision
    names = {
        1: FAMILY,
        2: "Regular",
        3: f"{revision:.3f};{POSTSCRIPT}",
        4: FAMILY,
        5: f"Version {revision:.3f}; subset of Noto Sans CJK SC",
        6: POSTSCRIPT,
    }
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [POSTSCRIPT]
    top = cff.topDictIndex[0]
    top.FamilyName = top.FullName = FAMILY
    for part in top.FDArray:
        part.FontName = part.FontName.replace("NotoSansCJKjp", "SRDISansSC").replace(
            SOURCE_NAME, POSTSCRIPT
        )


def main() -> None:
    """Write the font and say what is in it."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    font = simplified_chinese(source)
    reduce(font)
    rename(font)
    font.save(TARGET)
    kept = font.getBestCmap()
    missing = "".join(chr(code) for code in sorted(characters() - kept.keys()))
    print(f"{TARGET.name}: {len(kept)} characters, {TARGET.stat().st_size / 1e6:.2f} MB")
    print(f"not in the source font: {missing or 'none'}")


if __name__ == "__main__":
    main()
