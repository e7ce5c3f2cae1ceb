"""Cut Inter down to what One Basin writes: two weights, for the page (woff2) and for the canvas (OTF).

Only a maintainer who wants other characters runs this; see README.md beside it. Needs fontTools and brotli.
Usage: python3 subset.py DIRECTORY-OF-INTER-OTF
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
CANVAS = HERE.parent.parent / "render" / "text"

LATIN = [chr(c) for c in (*range(0x20, 0x7F), *range(0xA0, 0x100))]
GREEK = [chr(c) for c in range(0x391, 0x3CA) if c != 0x3A2]
EUROPE = "ŒœẞŁłŠšŽžČčŘřĞğİıŞşŐőŰűĄąĆćĘęŃńŚśŹźŻżĚěŮůĎďŤťŇň"
WRITING = "‐‑‒–—‘’‚“”„†•…‰′″‹›⁄€"
MATHS = "‖−×÷±≈≠≤≥∞√∑∏∂∆∫½¼¾⅓←↑→↓↔⇒⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉ᵃᵇᵢⱼᶻ"
SHAPES = "■□▲▼▶◀●○✓✗↺↗↘"
TEXT = set("".join((*LATIN, *GREEK, EUROPE, WRITING, MATHS, SHAPES)))

# What Inter does not draw is made of what it does: parts, each moved up by dy of 2816 units to the em and made flatter, or higher,
# around its middle and narrower. Two arrow heads find room so; a bracket is a high guillemet, a transpose a small T.
STACKED = {
    "≡": [("−", 430, 1.0, 1.0), ("−", 0, 1.0, 1.0), ("−", -430, 1.0, 1.0)],
    "⇄": [("→", 470, 0.56, 1.0), ("←", -470, 0.56, 1.0)],
    "⟨": [("‹", 60, 2.1, 0.9)],
    "⟩": [("›", 60, 2.1, 0.9)],
    "ᵀ": [("T", 640, 0.55, 0.55)],
}


def stack(font, glyph_of):
    """Add the stacked glyphs to a CFF font, before it is cut."""
    cff = font["CFF "].cff.topDictIndex[0]
    glyphs = font.getGlyphSet()
    assert font["head"].unitsPerEm == 2816
    for char, parts in STACKED.items():
        name = "uni%04X" % ord(char)
        width = round(font["hmtx"][glyph_of[ord(parts[0][0])]][0] * parts[0][3])
        pen = T2CharStringPen(width - cff.Private.nominalWidthX, glyphs)
        for part, dy, flat, thin in parts:
            record = DecomposingRecordingPen(glyphs)
            glyphs[glyph_of[ord(part)]].draw(record)
            box = BoundsPen(glyphs)
            record.replay(box)
            middle = (box.bounds[1] + box.bounds[3]) / 2
            record.replay(TransformPen(pen, Transform(thin, 0, 0, flat, 0, middle * (1 - flat) + dy)))
        charstring = pen.getCharString(private=cff.Private, globalSubrs=cff.GlobalSubrs)
        strings = cff.CharStrings
        strings.charStringsIndex.append(charstring)
        strings.charStrings[name] = len(strings.charStringsIndex) - 1
        cff.charset.append(name)
        font.setGlyphOrder(cff.charset)
        font["hmtx"][name] = (width, 0)
        for table in font["cmap"].tables:
            table.cmap[ord(char)] = name


def cut(source, weight, flavor, features, out):
    font = TTFont(source)
    stack(font, font.getBestCmap())
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.desubroutinize = flavor is None  # Go's reader then needs no subroutine calls
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.glyph_names = False
    options.notdef_outline = True
    options.flavor = flavor
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in TEXT | set(STACKED)])
    cutter.subset(font)
    missing = sorted(c for c in TEXT | set(STACKED) if ord(c) not in font.getBestCmap())
    subset.save_font(font, out, options)
    print(out, Path(out).stat().st_size, "bytes,", len(font.getGlyphOrder()), "glyphs, missing:", "".join(missing) or "none")


for weight in ("Regular", "SemiBold"):
    source = Path(sys.argv[1]) / f"Inter-{weight}.otf"
    cut(source, weight, "woff2", ["kern", "ccmp", "tnum"], HERE / f"Inter-{weight}.woff2")
    cut(source, weight, None, ["kern"], CANVAS / f"Inter-{weight}.otf")
