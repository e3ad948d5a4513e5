"""Hands a rendered paper to the browser: to look at, which is counted, or to take away with one event."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from office_culture.actions import events
from office_culture.actions.signatures import newest_bytes
from office_culture.models import Verb
from office_culture.rules.requests import user_of

FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}


def inline_response(request: HttpRequest, content: bytes, name: str, *, of: models.Model) -> HttpResponse:
    """The paper in the browser itself; the preview is counted at the record `of` which it is a paper."""
    events.count(verb=Verb.PREVIEW, by=user_of(request), obj=of, file=name)
    return _file(content, name, as_attachment=False)


def download_response(request: HttpRequest, content: bytes, name: str, *, of: models.Model) -> HttpResponse:
    """The paper as a download, which is recorded as an event of the record `of`."""
    form = name.rpartition(".")[2]
    events.record(verb=Verb.DOWNLOAD, by=user_of(request), obj=of, format=form, file=name)
    return _file(content, name, as_attachment=True)


def issued_paper_response(request: HttpRequest, record: Any, name: str) -> HttpResponse:
    """The issued paper of a record with its signatures; a page that asks to wait while it is being drawn."""
    content = newest_bytes(record.paper)
    if content is None:
        return render(request, "project/report_pending.html", status=503)
    return download_response(request, content, name, of=record)


def paper_page(
    request: HttpRequest, template: str, *, record: models.Model, written: SafeString
) -> HttpResponse:
    """A paper on the screen, with the forms in which it can be taken away; `written` is its markup."""
    opts = record._meta
    context = {
        **admin.site.each_context(request),
        "title": _("Preview"),
        "record": record,
        "record_page": reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk]),
        "written": written,
    }
    return render(request, template, context)


def _file(content: bytes, name: str, *, as_attachment: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=FORMS[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, name) or "inline"
    return response
