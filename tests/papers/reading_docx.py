"""Reading a Word document back: as python-docx sees it, and as LibreOffice prints it."""

import os
import re
import shutil
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from office_culture.papers.coverage import FONT_DIRECTORY

LIBREOFFICE = os.environ.get("LIBREOFFICE") or shutil.which("soffice")
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def opened(content: bytes) -> WordDocument:
    return Document(BytesIO(content))


def part(content: bytes, name: str) -> etree._Element:
    """The root of one part of the file."""
    with ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def names(content: bytes) -> list[str]:
    with ZipFile(BytesIO(content)) as archive:
        return archive.namelist()


def words(content: bytes) -> str:
    """All text of the body in reading order, tables and line breaks included, with single spaces."""
    found = []
    for node in opened(content).element.body.iter():
        if node.tag == qn("w:t"):
            found.append(node.text or "")
        elif node.tag in {qn("w:br"), qn("w:p"), qn("w:tab")}:
            found.append(" ")
    return " ".join("".join(found).split())


def styled(content: bytes, style: str) -> list[str]:
    """The texts of the paragraphs of one style, in their order."""
    return [p.text for p in opened(content).paragraphs if p.style is not None and p.style.name == style]


def printed(content: bytes, directory: Path) -> bytes:
    """The PDF that LibreOffice makes of it, with the typeface that the file allows to stand in."""
    fonts = directory / "fonts.conf"
    fonts.write_text(_FONTS.format(fonts=FONT_DIRECTORY, cache=directory / "cache"))
    source = directory / "paper.docx"
    source.write_bytes(content)
    subprocess.run(
        [
            str(LIBREOFFICE),
            f"-env:UserInstallation=file://{directory}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(directory),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(directory)},
    )
    return (directory / "paper.pdf").read_bytes()


def compared(text: str) -> str:
    """Text without what only layout decides: blanks of every kind and the breaks of lines."""
    text = unicodedata.normalize("NFC", text.replace("\u00a0", " ").replace("\u2011", "-"))
    return re.sub(r"\s+", "", text)
