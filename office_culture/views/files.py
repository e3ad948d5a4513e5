"""Sends stored files to those who may view the record they hang on."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from office_culture.actions import events
from office_culture.models import StoredFile, Verb
from office_culture.rules.requests import user_of
from office_culture.selectors.files import readable_owner


@require_safe
@login_required
def download(request: HttpRequest, file: uuid.UUID) -> FileResponse:
    """The bytes as an attachment under their original name, with one event. For a stranger there is no such file."""
    stored = get_object_or_404(StoredFile, uuid=file)
    owner = readable_owner(stored, user_of(request))
    if owner is None:
        raise Http404
    try:
        content = stored.content.open("rb")
    except FileNotFoundError:
        raise Http404(_("The bytes of this file are missing. Tell those who run the system.")) from None
    events.record(
        verb=Verb.DOWNLOAD,
        by=user_of(request),
        obj=owner,
        file=stored.original_name,
        sha256=stored.sha256,
    )
    response = FileResponse(
        content, as_attachment=True, filename=stored.original_name, content_type=stored.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
