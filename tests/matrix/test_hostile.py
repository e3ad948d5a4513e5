"""Hostile text in every text of every record is shown, printed and exported as text, and nothing of it is obeyed.

The suite opens a sample of the addresses with one text that has something of each kind; `make matrix` opens all of them
with each text.
"""

import csv
import io
import os
import random
import re
import zipfile
from html.parser import HTMLParser

import openpyxl
import pytest
from django.conf import settings as configured
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from office_culture.rules.office_parts import check_parts
from office_culture.rules.pdf_contents import check_pdf
from tests.answers import body_of
from tests.factories import FACTORIES
from tests.guards.foreign import PLANTED_KEY, planted
from tests.guards.registry import name_of, own_admins, own_models
from tests.matrix import shares
from tests.matrix.pages import typed_on
from tests.matrix.questions import ARGUMENT, filled, routes
from tests.sessions import session_of

pytestmark = pytest.mark.django_db

HOSTILE = {
    "script": "<script>zq()</script>",
    "attribute": "\"' onmouseover=zq() x='><img src=x onerror=zq()>",
    "template": "zq{{7*7}}zq{% now 'Y' %}{# #}",
    "formula": '=HYPERLINK("http://a.vn";"zq")',
    "commands": "@SUM(1+1)*cmd|'/c calc'!A0",
    "direction": "a\u202ezq\u202c\u200f\u2066b\u061c",
    "controls": "a\x01\x07\x1b\x7f\x9f\ufeffb",
    "long word": "Ầ" * 2_000,
    "placeholder": "{zq.unknown} {0} %(zq)s %s {{}} \\N",
    "markup": "**a** [b](javascript:zq()) | c | d <b>&lt;&#60;",
    "lines": "a\u2028b\u2029c\x85d\r\ne\tf",
    "broken": "\ufffe\uffff\U0010ffff😀e\u0301\u0301",
}
MIX = "=1+1\"'<script>zq()</script>zq{{7*7}}zq\u202e\x07\ufffe&lt;{zq}%s"
OBEYED = re.compile(r"<script>zq|<img src=x|\sonmouseover=zq|zq49zq|href=\"javascript:zq", re.IGNORECASE)
SAMPLE = 30


def fill(text: str) -> None:
    """Writes the text into each text of a row of every kind, as far as the column and its validators take it."""
    for kind in sorted(own_models(), key=name_of):
        if kind in FACTORIES and kind._meta.label != "office_culture.Event":
            planted(kind, text)


def doors() -> list[str]:
    """Every address of a record, and every list."""
    found = [route for route in sorted(set(routes())) if ARGUMENT.search(route) and "template/" not in route]
    return found + [f"admin/{page.opts.app_label}/{page.opts.model_name}/" for page in own_admins()]


class Attributes(HTMLParser):
    """Whether a page has an element that runs, which the same words in its text or in an attribute do not."""

    runs = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.runs = (
            self.runs
            or (tag, "x") == ("img", dict(attrs).get("src"))
            or any(name.startswith("on") and "zq" in (value or "") for name, value in attrs)
        )


def _obeyed_in(page: str) -> str:
    for found in OBEYED.finditer(page):
        if not found[0].lower().strip().startswith(("onmouseover", "<img")):
            return found[0]
        parser = Attributes()
        parser.feed(page)
        if parser.runs:
            return found[0]
    return ""


def obeyed(answer) -> str:
    """What of the hostile text the answer obeys, or ""."""
    media_type, content = answer.headers.get("Content-Type", ""), body_bytes(answer)
    if answer.status_code >= 500:
        return str(answer.status_code)
    if "pdf" in media_type:
        check_pdf(io.BytesIO(content))
    elif "officedocument" in media_type:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_parts(archive)
        if "sheet" in media_type:
            return " ".join(formulas_in(content))
    elif "csv" in media_type:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        return " ".join(cell for row in rows for cell in row if cell.startswith(("=", "@", "+", "\t", "\r")))
    elif "html" in media_type or "svg" in media_type:
        return _obeyed_in(content.decode(errors="replace"))
    return ""


def body_bytes(answer) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def formulas_in(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [str(cell.value) for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


@pytest.fixture
def desk(superuser, settings, tmp_path) -> Client:
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    client = Client(raise_request_exception=False)
    client.cookies[configured.SESSION_COOKIE_NAME] = session_of(superuser)
    return client


@pytest.mark.long
@pytest.mark.parametrize("name", HOSTILE if shares.WHOLE else ["mix"])
def test_hostile_text_is_only_text(name, desk, capsys):
    text = HOSTILE.get(name, MIX)
    fill(text)
    pages = [page for page in own_admins() if hasattr(page, "export_action")]
    if shares.WHOLE:
        asked, sheets = shares.of_this_run(doors()), shares.of_this_run(pages)
    else:
        asked = random.Random(os.environ.get("MATRIX_SEED", "texts")).sample(doors(), SAMPLE)
        sheets = pages[:: len(pages) // 6 or 1]
    faults = []
    with shares.Told(capsys, f"{name}, of {len(doors())} addresses", len(asked) + len(sheets)) as told:
        for route in asked:
            found, status = _opened_and_posted(desk, filled(route, PLANTED_KEY), text)
            told.asked("page", status, found)
            faults += found
        for page in sheets:
            found = _exported(desk, page)
            told.asked("sheet", 200, found)
            faults += found
    assert faults == [], "\n".join(faults)


def _opened_and_posted(desk, address: str, text: str) -> tuple[list[str], int]:
    """What is wrong about the page and about a post of its form, and the status of the page; nothing is kept."""
    faults = []
    with transaction.atomic():
        answer = desk.get(address)
        if found := obeyed(answer):
            faults.append(f"GET {address}: {found}")
        is_page = answer.status_code == 200 and "html" in answer.headers.get("Content-Type", "")
        if is_page and (found := obeyed(desk.post(address, _hostile_post(body_of(answer), text)))):
            faults.append(f"POST {address}: {found}")
        transaction.set_rollback(True)
    return faults, answer.status_code


def _hostile_post(page: str, text: str) -> dict[str, str]:
    """The form of the page with the text in each field that is not hidden or empty by its kind."""
    return {
        name: value if name.endswith(("_FORMS", "-id", "opened_version")) or value.isdecimal() else text[:200]
        for name, value in typed_on(page, with_versions=True).items()
    }


def _exported(desk, page) -> list[str]:
    address = reverse(f"{admin.site.name}:{page.opts.app_label}_{page.opts.model_name}_export")
    faults = []
    for kind in ("csv", "xlsx"):
        with transaction.atomic():
            answer = desk.post(address, {"format": kind, "resource": "0"})
            if "attachment" not in answer.headers.get("Content-Disposition", ""):
                faults.append(f"{address}: no {kind}")
            elif found := obeyed(answer):
                faults.append(f"{address} as {kind}: {found[:200]}")
            transaction.set_rollback(True)
    return faults


def test_the_words_of_an_attribute_are_no_attribute():
    assert _obeyed_in("<p>&quot; onmouseover=zq() x</p>") == ""
    assert _obeyed_in('<p title="a onmouseover=zq()">') == ""
    assert _obeyed_in('<p title="<img src=x onerror=zq()>">') == ""
    assert _obeyed_in("<img src=x onerror=zq()>")
    assert _obeyed_in('<p title="a" onmouseover=zq() x>')
    assert _obeyed_in("<script>zq()")
