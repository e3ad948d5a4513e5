"""The page where anybody checks an issued paper, without signing in: what it is, and whether a file is that paper."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from office_culture.actions import events
from office_culture.models import IssuedPaper, Verb
from office_culture.rules.limits import MINUTE, too_many
from office_culture.rules.requests import address_of
from office_culture.selectors.papers import compare, find_paper, newest_file, offers_file, public_face
from office_culture.views.files import attachment
from office_culture.views.refusals import count_missing, count_throttled

# Bytes of a request that may surround the file.
_FORM_ROOM = 64 * 1024


class CompareForm(forms.Form):
    """A file to compare."""

    file = forms.FileField(label=_("PDF to compare"), widget=forms.FileInput(attrs={"accept": ".pdf"}))

    def clean_file(self) -> Any:
        upload: UploadedFile = self.cleaned_data["file"]
        if upload.size and upload.size > settings.CHECK_UPLOAD_MAX_BYTES:
            raise ValidationError(_too_large())
        return upload


def _too_large() -> str:
    return _("The file is larger than %(most)s, so it is not this paper.") % {
        "most": filesizeformat(settings.CHECK_UPLOAD_MAX_BYTES)
    }


# Looks at the size before anything of the request is read; the form is protected by `_page`.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Number, day, issuer, subject, checksum and state of a paper; all unknown addresses get the same page."""
    uploads = request.method == "POST"
    if busy := _busy(request, uploads=uploads):
        return busy
    paper = find_paper(public_id)
    if paper is None:
        count_missing(request)
        return render(request, "verify/unknown.html", status=404)
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    if uploads and sent > settings.CHECK_UPLOAD_MAX_BYTES + _FORM_ROOM:
        context = {"paper": public_face(paper), "form": CompareForm(), "too_large": _too_large()}
        context["public_id"] = public_id
        return render(request, "verify/page.html", context, status=413)
    return _page(request, paper)


@never_cache
@require_safe
def offered(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse | FileResponse:
    """The paper with its signatures as a download for everybody, if its unit allows it, or else status 404."""
    if busy := _busy(request):
        return busy
    paper = find_paper(public_id)
    newest = newest_file(paper) if paper is not None and offers_file(paper) else None
    if paper is None or newest is None:
        count_missing(request)
        return render(request, "verify/unknown.html", status=404)
    events.count(
        verb=Verb.DOWNLOAD, by=None, obj=paper, file=newest.file.original_name, sha256=newest.file.sha256
    )
    return attachment(newest.file)


def _busy(request: HttpRequest, *, uploads: bool = False) -> HttpResponse | None:
    """Status 429 for an address with too many requests in a minute, or None."""
    most = settings.CHECK_UPLOAD_LIMIT if uploads else settings.CHECK_LIMIT
    if not too_many("verify-upload" if uploads else "verify", address_of(request), most=most):
        return None
    count_throttled(request)
    busy = render(request, "verify/busy.html", status=429)
    busy["Retry-After"] = str(MINUTE)
    return busy


@csrf_protect
def _page(request: HttpRequest, paper: IssuedPaper) -> HttpResponse:
    form = CompareForm(request.POST, request.FILES) if request.method == "POST" else CompareForm()
    verdict = None
    if request.method == "POST" and form.is_valid():
        verdict = compare(paper, form.cleaned_data["file"].chunks())
    context = {"paper": public_face(paper), "form": form, "verdict": verdict, "public_id": paper.public_id}
    return render(request, "verify/page.html", context)
