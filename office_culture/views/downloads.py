"""Hands a rendered paper to the browser: to look at as a draft, or to take away with one event."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from office_culture.actions import events
from office_culture.models import Verb
from office_culture.rules.requests import user_of

FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}


def shown(content: bytes, name: str) -> HttpResponse:
    """The paper in the browser itself; nothing is recorded."""
    return _file(content, name, as_attachment=False)


def taken(request: HttpRequest, content: bytes, name: str, *, of: models.Model) -> HttpResponse:
    """The paper as a file; the download is recorded at the record `of` which it is a paper."""
    form = name.rpartition(".")[2]
    events.record(verb=Verb.DOWNLOAD, by=user_of(request), obj=of, format=form, file=name)
    return _file(content, name, as_attachment=True)


def _file(content: bytes, name: str, *, as_attachment: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=FORMS[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, name) or "inline"
    return response
