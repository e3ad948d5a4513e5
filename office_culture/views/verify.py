"""The page where anybody checks an issued paper, without signing in: what it is, and whether a file is that paper."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from office_culture.models import IssuedPaper
from office_culture.rules.limits import MINUTE, too_many
from office_culture.rules.requests import address_of
from office_culture.selectors.papers import compare, find_paper, public_face

# What surrounds the file in the form that a browser sends.
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
    """Number, day, issuer, subject, checksum and state; unknown addresses are all alike."""
    uploads = request.method == "POST"
    most = settings.CHECK_UPLOAD_LIMIT if uploads else settings.CHECK_LIMIT
    if too_many("verify-upload" if uploads else "verify", address_of(request), most=most):
        busy = render(request, "verify/busy.html", status=429)
        busy["Retry-After"] = str(MINUTE)
        return busy
    paper = find_paper(public_id)
    if paper is None:
        return render(request, "verify/unknown.html", status=404)
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    if uploads and sent > settings.CHECK_UPLOAD_MAX_BYTES + _FORM_ROOM:
        context = {"paper": public_face(paper), "form": CompareForm(), "too_large": _too_large()}
        return render(request, "verify/page.html", context, status=413)
    return _page(request, paper)


@csrf_protect
def _page(request: HttpRequest, paper: IssuedPaper) -> HttpResponse:
    form = CompareForm(request.POST, request.FILES) if request.method == "POST" else CompareForm()
    verdict = None
    if request.method == "POST" and form.is_valid():
        verdict = compare(paper, form.cleaned_data["file"].chunks())
    context = {"paper": public_face(paper), "form": form, "verdict": verdict}
    return render(request, "verify/page.html", context)
