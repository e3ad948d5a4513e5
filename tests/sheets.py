"""Bringing sheets in and out through the pages of the admin."""

import csv
import io
import re

from django.urls import reverse
from openpyxl import Workbook, load_workbook


def url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def workbook(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def file_of(data: bytes, name="sheet.xlsx") -> io.BytesIO:
    upload = io.BytesIO(data)
    upload.name = name
    return upload


def preview(browser, model, data: bytes, name="sheet.xlsx", resource=0):
    return browser.post(url(model, "import"), {"import_file": file_of(data, name), "resource": resource})


def token_of(page) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.content.decode())
    assert found, text_of(page)
    return found[1]


def confirm(browser, model, token: str):
    return browser.post(url(model, "process_import"), {"token": token})


def bring_in(browser, model, *rows, resource=0):
    """Preview and confirmation of a sheet that has nothing wrong."""
    token = token_of(preview(browser, model, workbook(*rows), resource=resource))
    page = confirm(browser, model, token)
    assert page.status_code == 302, text_of(page)
    return page


def text_of(page) -> str:
    """The words of a page, without its tags."""
    body = page.content.decode().partition('id="content-main"')[2] or page.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def export(browser, model, *, kind="xlsx", filters="", resource=0, **more) -> bytes:
    address = url(model, "export") + (f"?{filters}" if filters else "")
    page = browser.post(address, {"format": kind, "resource": resource, **more})
    assert page.status_code == 200, page
    assert "attachment" in page["Content-Disposition"]
    return page.content


def rows_of(data: bytes) -> list[list]:
    return [list(row) for row in load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)]


def csv_rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
