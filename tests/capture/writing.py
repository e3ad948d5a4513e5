"""One paper as files that can be compared: its facts, text and words with their places, a picture of each page."""

import hashlib
import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock

import pdfplumber
import pypdfium2
from pdfminer.converter import PDFLayoutAnalyzer

# Enough to see a moved line or a lost picture, and small.
DPI = 60
_BETWEEN_TAGS = re.compile(r">(?=<)")


def write_pdf(folder: Path, content: bytes, frozen: tuple[Any, bytes] | None) -> None:
    """Text, places and pictures of a PDF; with the paper that it prints, every other form of that paper too.

    `frozen` is that paper with its bytes before anybody signed: signatures are made with keys of the day.
    """
    unsigned = frozen[1] if frozen else content
    _put(folder / "bytes.txt", f"{hashlib.sha256(unsigned).hexdigest()}\n")
    _put(folder / "text.txt", "\f".join(_texts(content)))
    _put(folder / "words.txt", _words(content))
    for place, picture in enumerate(_pictures(content), start=1):
        (folder / f"page-{place:03}.png").write_bytes(picture)
    if frozen:
        _write_forms(folder, frozen[0])


def _write_forms(folder: Path, paper: Any) -> None:
    from office_culture.papers import frozen
    from office_culture.papers.docx import render_docx
    from office_culture.papers.html import render_html
    from office_culture.papers.plain import render_plain

    _put(folder / "paper.json", json.dumps(json.loads(frozen.dumps(paper)), ensure_ascii=False, indent=1))
    write_docx(folder, render_docx(paper))
    write_markup(folder, "page.html", render_html(paper))
    _put(folder / "plain.txt", render_plain(paper))


def write_docx(folder: Path, content: bytes) -> None:
    """Every part of a Word document, one after the other."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        written = [(name, parts.read(name)) for name in sorted(parts.namelist())]
    told = [
        f"== {name}\n{_lines(body) if name.endswith(('xml', 'rels')) else _digest(body)}"
        for name, body in written
    ]
    _put(folder / "word.txt", "\n".join(told))


def write_text(folder: Path, content: bytes) -> None:
    _put(folder / "plain.txt", content.decode("utf-8-sig"))


def write_markup(folder: Path, name: str, markup: str) -> None:
    """Markup with each element on a line of its own, so that a difference shows its place."""
    _put(folder / name, _BETWEEN_TAGS.sub(">\n", markup))


def _lines(xml: bytes) -> str:
    return _BETWEEN_TAGS.sub(">\n", xml.decode("utf-8"))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def _texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]


def _pictures(content: bytes) -> list[bytes]:
    pictures = []
    with pypdfium2.PdfDocument(content) as pdf:
        pdf.init_forms()
        for page in pdf:
            target = BytesIO()
            page.render(scale=DPI / 72, may_draw_forms=True).to_pil().convert("RGB").save(target, "PNG")
            pictures.append(target.getvalue())
    return pictures


def _words(content: bytes) -> str:
    """Each word with page, left, top, right, bottom in points, face and size."""
    rows = []
    # Lines and frames are no words, and the frame of a certificate takes longer to read than all its text.
    without_drawings = mock.patch.object(PDFLayoutAnalyzer, "paint_path")
    with without_drawings, pdfplumber.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            for word in page.extract_words(extra_attrs=["fontname", "size"], keep_blank_chars=False):
                box = "\t".join(f"{word[side]:.2f}" for side in ("x0", "top", "x1", "bottom"))
                face = word["fontname"].split("+")[-1]
                rows.append(f"{page.page_number}\t{box}\t{face}\t{word['size']:.2f}\t{word['text']}\n")
    return "".join(rows)
