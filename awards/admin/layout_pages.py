"""Pages of a certificate layout: its picture, its pages to print, the way back to the default."""

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
from office_culture.admin.bricks.pages import answer, visible
from office_culture.papers.certificates import as_svg
from office_culture.rules.requests import user_of
from office_culture.text.file_names import file_name
from office_culture.views.downloads import shown

TEMPLATES = "admin/awards/certificatelayout"


def picture_of(layout: CertificateLayout, rows: list[CertificateField] | None = None) -> dict[str, Any]:
    """The sheet with sample texts as SVG, over the scan of the blank; and what does not fit on it."""
    kept = list(layout.fields.all()) if rows is None else rows
    placed = sheet_layout(layout, kept)
    sheet = sample_sheet(layout, kept)
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
    """Everything that anybody typed was escaped where the picture was drawn."""
    return mark_safe(drawn)  # noqa: S308


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
    inline = next(one for one in page.get_inline_instances(request, layout) if one.model is CertificateField)
    formset = inline.get_formset(request, layout)(request.POST, instance=layout, prefix="fields")
    rows = [row.instance for row in formset.forms if _drawable(row)]
    return answer(page, request, f"{TEMPLATES}/sheet.html", {"sheet": picture_of(layout, rows)})


def _drawable(form: Any) -> bool:
    """Whether enough was typed to draw the row; half a number is no reason to hide the others."""
    data: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return bool(data) and not data.get("DELETE") and bool(form.instance.content)


def preview(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The picture of what stands in the form just now; nothing is saved."""
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
    return shown(sample_page(layout), file_name("xem thu", layout.name))


def calibration(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The page that is printed on plain paper and laid over a blank."""
    layout = visible(page, request, object_id, "unit")
    return shown(calibration_page(layout), file_name("can chinh", layout.name))


def default(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """GET asks, POST replaces the fields by those of the default."""
    layout = visible(page, request, object_id)
    if not page.has_change_permission(request, layout):
        raise PermissionDenied
    back = reverse("admin:awards_certificatelayout_change", args=[layout.pk])
    if request.method == "POST":
        start_from_default(layout=layout, by=user_of(request))
        messages.success(request, _("The fields stand as by default; move what your paper wants elsewhere."))
        return HttpResponseRedirect(back)
    context = {"title": _("Start from the default layout"), "layout": layout, "back": back}
    return answer(page, request, f"{TEMPLATES}/default.html", context)
