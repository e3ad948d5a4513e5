"""The typeface of the papers: bundled Tinos, or a directory with another one such as a licensed Times New
Roman.

Faces are always loaded by full path: by bare name ReportLab may find another version of a family that
lacks most Vietnamese letters. What is loaded is checked, and refused loudly, because a missing letter
would vanish silently.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from office_culture.papers.coverage import FONT_DIRECTORY, MEASURES
from office_culture.papers.fonts.repertoire import REQUIRED

STYLES = ("Regular", "Bold", "Italic", "Bold Italic")


class FontError(Exception):
    """The typeface cannot print official papers; the message names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class FontSet:
    """Four faces registered with ReportLab. `characters` are those that all four can print."""

    regular: str
    bold: str
    italic: str
    bold_italic: str
    characters: frozenset[str]

    def face(self, *, bold: bool = False, italic: bool = False) -> str:
        """The registered name of a face."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


@cache
def bundled_fonts() -> FontSet:
    """The bundled Tinos, checked against the stored table of widths and characters.

    Raises FontError when a file is missing, damaged or another version.
    """
    faces = _faces(FONT_DIRECTORY)
    fonts = _registered(faces)
    if _measures(faces) != json.loads(MEASURES.read_text("ascii")):
        raise FontError(
            f"The bundled typeface in {FONT_DIRECTORY} is not the version that the papers are laid out for."
        )
    return fonts


@cache
def load_fonts(directory: Path) -> FontSet:
    """The four styles found in a directory of TrueType files.

    Raises FontError when a style is missing or there twice, when outlines are not TrueType, or when a
    character of the required repertoire is missing.
    """
    return _registered(_faces(directory))


def measure(directory: Path) -> dict[str, object]:
    """The table stored beside the bundled faces: ranges of common characters, and widths in 1/1000 em."""
    return _measures(_faces(directory))


def _faces(directory: Path) -> dict[str, TTFont]:
    found: dict[str, TTFont] = {}
    for path in sorted(directory.resolve().glob("*.[tToO][tT][fF]")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        try:
            font = TTFont(f"paper-{digest}", str(path))
        except TTFError as error:
            raise FontError(f"{path} cannot be used: {error}") from error
        style = font.face.styleName.decode("latin-1")
        if style not in STYLES:
            continue
        if style in found:
            raise FontError(
                f"{directory} holds the style {style} twice; leave one family of four files in it."
            )
        _check_repertoire(path, font)
        found[style] = font
    absent = [style for style in STYLES if style not in found]
    if absent:
        raise FontError(f"{directory} holds no TrueType file for the style: {', '.join(absent)}.")
    return found


def _check_repertoire(path: Path, font: TTFont) -> None:
    absent = sorted(char for char in REQUIRED if ord(char) not in font.face.charToGlyph)
    if absent:
        names = " ".join(f"U+{ord(char):04X}" for char in absent[:8])
        raise FontError(f"{path} lacks {len(absent)} characters that official papers need: {names} …")


def _registered(faces: dict[str, TTFont]) -> FontSet:
    names = []
    for style in STYLES:
        font = faces[style]
        pdfmetrics.registerFont(font)
        names.append(font.fontName)
    regular, bold, italic, bold_italic = names
    family = regular.lower()  # paragraph markup finds <b> and <i> by the name of the regular face
    pdfmetrics.registerFontFamily(family, normal=regular, bold=bold, italic=italic, boldItalic=bold_italic)
    return FontSet(regular, bold, italic, bold_italic, _common_characters(faces))


def _common_characters(faces: dict[str, TTFont]) -> frozenset[str]:
    """Characters in all four styles, without private use, whose shapes have no standard meaning."""
    common = set.intersection(*(set(font.face.charToGlyph) for font in faces.values()))
    return frozenset(chr(code) for code in common if code >= 0x20 and not 0xE000 <= code <= 0xF8FF)


def _measures(faces: dict[str, TTFont]) -> dict[str, object]:
    codes = sorted(ord(char) for char in _common_characters(faces))
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    required = sorted(map(ord, REQUIRED))
    widths = {style: [round(faces[style].face.charWidths[code]) for code in required] for style in STYLES}
    return {"characters": ranges, "widths": widths}
