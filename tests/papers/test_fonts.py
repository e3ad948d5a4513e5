"""The typeface: what is bundled, what is refused, and what can be asked without the PDF library."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import office_culture.papers
from office_culture.papers.coverage import (
    FONT_DIRECTORY,
    MEASURES,
    bundled_characters,
    covered,
    missing_characters,
)
from office_culture.papers.fonts import FontError, bundled_fonts, load_fonts, measure
from office_culture.papers.fonts.repertoire import COMBINING_MARKS, LETTERS, REQUIRED, TONE_BLOCK
from office_culture.papers.pdf import render_pdf
from tests.papers import examples
from tests.papers.reading import read


def test_the_files_are_the_ones_the_note_of_origin_names():
    note = (FONT_DIRECTORY / "ORIGIN.md").read_text("utf-8")
    named = dict(re.findall(r"`(Tinos_\w+\.ttf)` \| ([0-9a-f]{64})", note))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONT_DIRECTORY.glob("*.ttf")
    }
    assert named == found
    assert len(found) == 4


def test_the_stored_table_is_measured_from_the_files():
    assert json.loads(MEASURES.read_text("ascii")) == measure(FONT_DIRECTORY)


def test_the_repertoire_is_the_whole_alphabet():
    assert len(LETTERS) == 186
    assert len(TONE_BLOCK) == 90
    assert len(COMBINING_MARKS) == 8
    assert bundled_fonts().characters >= REQUIRED
    assert bundled_characters() == bundled_fonts().characters


def test_missing_characters_are_named_once_in_order():
    assert missing_characters("Tốt 😀☑😀 lắm\u202e") == ("😀", "☑")
    assert missing_characters("Nguye\u0302\u0303n Văn Đức “–” … 95,5 %") == ()
    assert covered("ặ")
    assert not covered("☑")


def test_the_question_does_not_load_the_pdf_library():
    code = (
        "import sys; from office_culture.papers.coverage import missing_characters; "
        "missing_characters('a'); print('reportlab' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=600
    )
    assert run.stdout.strip() == "False"


def test_another_directory_can_serve(tmp_path: Path):
    for number, path in enumerate(sorted(FONT_DIRECTORY.glob("*.ttf"))):
        shutil.copy(path, tmp_path / f"times{number}.TTF")
    page = read(render_pdf(examples.letter(), load_fonts(tmp_path)).content)[0]
    assert page.find("Độc lập - Tự do").face == "Tinos-Bold"


def test_a_directory_without_a_style_is_refused(tmp_path: Path):
    for path in sorted(FONT_DIRECTORY.glob("*.ttf"))[:3]:
        shutil.copy(path, tmp_path)
    with pytest.raises(FontError, match="Bold Italic"):
        load_fonts(tmp_path)


def test_a_file_that_is_no_font_is_refused(tmp_path: Path):
    (tmp_path / "times.ttf").write_bytes(b"no font")
    with pytest.raises(FontError, match=r"times\.ttf"):
        load_fonts(tmp_path)


def test_a_typeface_without_vietnamese_is_refused(tmp_path: Path):
    import reportlab

    vera = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    shutil.copy(vera, tmp_path)
    with pytest.raises(FontError, match=r"Vera\.ttf lacks|no TrueType file for the style"):
        load_fonts(tmp_path)


def test_a_style_that_is_there_twice_is_refused(tmp_path: Path):
    path = FONT_DIRECTORY / "Tinos_400Regular.ttf"
    shutil.copy(path, tmp_path / "a.ttf")
    shutil.copy(path, tmp_path / "b.ttf")
    with pytest.raises(FontError, match="twice"):
        load_fonts(tmp_path)


def test_the_paper_kit_knows_neither_django_nor_the_records():
    for path in Path(office_culture.papers.__file__).parent.rglob("*.py"):
        imported = re.findall(r"^\s*(?:from|import) ([\w.]+)", path.read_text("utf-8"), re.MULTILINE)
        ours = {name for name in imported if name.startswith(("office_culture", "campaign", "awards"))}
        assert not [name for name in imported if name.startswith("django")], path
        # The charts of the screen are places and sizes only.
        pure = ("office_culture.papers", "office_culture.text", "office_culture.papers.screen_charts")
        assert all(name.startswith(pure) for name in ours), path
