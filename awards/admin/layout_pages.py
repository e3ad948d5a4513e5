"""Pages of a certificate layout: its picture, its pages to print, the reset to the default."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from awards.actions.certificates import start_from_default
from awards.models import CertificateField, CertificateLayout, CertificateMode, PictureKind
from awards.rules.remarks import sentences
from awards.sections.papers_of_certificates import (
    calibration_page,
    coded_misfits,
    field_labels,
    sample_page,
    sample_sheet,
    sheet_layout,
    stored_picture,
)
from office_culture.actions.seen import as_seen, stamp
from office_culture.actions.workflow import Stale
from office_culture.admin.bricks.pages import answer, visible
from office_culture.papers.certificates import as_svg
from office_culture.rules.requests import user_of
from office_culture.text.file_names import file_name
from office_culture.views.downloads import inline_response

TEMPLATES = "admin/awards/certificatelayout"


def picture_of(layout: CertificateLayout, rows: list[CertificateField] | None = None) -> dict[str, Any]:
    """`svg`, the sheet with sample texts over the scan of the blank, and `problems`, sentences on what does not fit."""
    fields = list(layout.fields.all()) if rows is None else rows
    placed = sheet_layout(layout, fields)
    sheet = sample_sheet(layout, fields)
    overlay = layout.mode == CertificateMode.OVERLAY
    drawn = as_svg(
        sheet,
        title=_("The sheet with sample texts"),
        below=_picture_address(layout, PictureKind.BLANK) if overlay else "",
        crest=_picture_address(layout, PictureKind.EMBLEM),
        outlined=tuple(field.box for field in placed.fields),
        free=placed.signing_room,
    )
    problems = sentences(" ".join(coded_misfits(sheet)), field_labels())
    return {"svg": _safe(drawn), "problems": problems}


def _safe(drawn: str) -> SafeString:
    """Marks a drawn picture as safe: typed texts were escaped when it was drawn."""
    return mark_safe(drawn)  # noqa: S308 - every text was escaped when it was drawn


def _picture_address(layout: CertificateLayout, kind: PictureKind) -> str:
    stored = stored_picture(layout, kind)
    if stored is None:
        return ""
    address = reverse("admin:awards_certificatelayout_picture", args=[layout.pk])
    return f"{address}?kind={kind.value}&of={stored.sha256[:8]}"


@require_POST
def _preview(request: HttpRequest, page: Any, object_id: str) -> HttpResponse:
    layout = visible(page, request, object_id, "unit")
    form = page.get_form(request, layout)(request.POST, instance=layout)
    form.is_valid()
    inline = next(
        item for item in page.get_inline_instances(request, layout) if item.model is CertificateField
    )
    formset = inline.get_formset(request, layout)(request.POST, instance=layout, prefix="fields")
    rows = [row.instance for row in formset.forms if _drawable(row)]
    return answer(page, request, f"{TEMPLATES}/sheet.html", {"sheet": picture_of(layout, rows)})


def _drawable(form: Any) -> bool:
    """Whether the row is valid, has a content and is not to be deleted; other rows are left out of the picture."""
    data: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return bool(data) and not data.get("DELETE") and bool(form.instance.content)


def preview(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The picture of the form as it is filled in now; nothing is saved."""
    return _preview(request, page, object_id)


@require_safe
def _picture(request: HttpRequest, page: Any, object_id: str) -> HttpResponseBase:
    layout = visible(page, request, object_id)
    if request.GET.get("kind") not in PictureKind.values:
        raise Http404
    stored = stored_picture(layout, PictureKind(request.GET["kind"]))
    if stored is None:
        raise Http404
    try:
        content = stored.content.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, content_type=stored.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def picture(page: Any, request: HttpRequest, object_id: str) -> HttpResponseBase:
    """The blank or the emblem, for the picture of the sheet."""
    return _picture(request, page, object_id)


def sample(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The sheet with sample texts as PDF, over the scan of the blank."""
    layout = visible(page, request, object_id, "unit")
    return inline_response(request, sample_page(layout), file_name("xem thu", layout.name), of=layout)


def calibration(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The page that is printed on plain paper and laid over a blank."""
    layout = visible(page, request, object_id, "unit")
    return inline_response(request, calibration_page(layout), file_name("can chinh", layout.name), of=layout)


def default(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """GET asks for confirmation, POST replaces the fields by those of the default. Raises `PermissionDenied`."""
    layout = visible(page, request, object_id)
    if not page.has_change_permission(request, layout):
        raise PermissionDenied
    back = reverse("admin:awards_certificatelayout_change", args=[layout.pk])
    if request.method == "POST":
        try:
            with as_seen(request.POST, layout):
                start_from_default(layout=layout, by=user_of(request))
        except Stale as stale:
            messages.error(request, str(stale))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("The fields stand as by default; move what your paper wants elsewhere."))
        return HttpResponseRedirect(back)
    context = {
        "title": _("Start from the default layout"),
        "layout": layout,
        "seen": stamp(layout),
        "back": back,
    }
    return answer(page, request, f"{TEMPLATES}/default.html", context)
