"""Sends stored files to those who may view the record they hang on."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from office_culture.actions import events
from office_culture.models import StoredFile, Verb
from office_culture.rules.requests import show, user_of
from office_culture.selectors.files import readable_owner


@require_safe
@login_required
def download(request: HttpRequest, file: uuid.UUID) -> FileResponse:
    """The file as an attachment with its original name, recorded as an event. Raises `Http404` for other accounts."""
    stored = get_object_or_404(StoredFile, uuid=file)
    owner = readable_owner(stored, user_of(request))
    if owner is None:
        raise Http404
    response = attachment(stored)
    show(request, f"{owner._meta.label_lower}:{owner.pk}")
    events.record(
        verb=Verb.DOWNLOAD,
        by=user_of(request),
        obj=owner,
        file=stored.original_name,
        sha256=stored.sha256,
    )
    return response


# What browsers show by themselves; an uploaded PDF was refused if it runs, loads or hides something.
SHOWN_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})


@require_safe
@login_required
def look(request: HttpRequest, file: uuid.UUID) -> FileResponse:
    """The PDF or picture to be shown beside its record, by the rights and with the event of `download`.

    Raises `Http404` for other kinds of files. Whatever the file contains runs without scripts, forms and origin.
    """
    get_object_or_404(StoredFile, uuid=file, media_type__in=SHOWN_INLINE)
    response = download(request, file)
    response["Content-Disposition"] = response["Content-Disposition"].replace("attachment", "inline", 1)
    response["Content-Security-Policy"] = _SHOWN
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


# A sandbox without any permission; the viewer of PDF in current Chromium opens in it, too.
_SHOWN = "; ".join(
    (
        "sandbox",
        "default-src 'none'",
        "img-src 'self'",
        "object-src 'self'",
        "style-src 'unsafe-inline'",
        "frame-ancestors 'self'",
    )
)


def attachment(stored: StoredFile) -> FileResponse:
    """The file as an attachment that browsers do not show inline. Raises `Http404` if its bytes are missing."""
    try:
        content = stored.content.open("rb")
    except FileNotFoundError:
        raise Http404(_("The bytes of this file are missing. Tell those who run the system.")) from None
    response = FileResponse(
        content, as_attachment=True, filename=stored.original_name, content_type=stored.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
