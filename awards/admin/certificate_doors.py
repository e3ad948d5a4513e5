"""From awards received to their certificates: one as a download, many as a print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from awards.actions.certificates import MOST
from awards.admin import batch_pages
from awards.models import CertificateLayout, Conferral
from awards.rules.remarks import coded, sentences
from awards.sections.certificates import certificate_gaps
from awards.sections.papers_of_certificates import Press, coded_misfits, field_labels, metadata_of, words_for
from awards.selectors.certificates import (
    certificate_facts,
    layouts_for,
    place_of,
    with_certificate_links,
)
from office_culture.admin.bricks.pages import own_urls, visible
from office_culture.papers import certificates as kit
from office_culture.papers.render import fonts
from office_culture.rules.requests import user_of
from office_culture.text.file_names import file_name
from office_culture.views.downloads import download_response

if TYPE_CHECKING:
    from office_culture.admin.bricks import RecordAdmin

    _Page = RecordAdmin
else:
    _Page = object


class CertificateDoors(_Page):
    """Mixed into the page of awards received."""

    change_form_template = "admin/awards/conferral/change_form.html"
    actions = ("print_certificates",)

    def get_urls(self) -> list[URLPattern]:
        return [*own_urls(self, {"certificate": "certificate.pdf"}), *super().get_urls()]

    def has_print_permission(self, request: HttpRequest) -> bool:
        return batch_pages.may_print(request)

    @admin.action(description=gettext_lazy("Print certificates"), permissions=["print"])
    def print_certificates(self, request: HttpRequest, rows: QuerySet[Conferral]) -> HttpResponse | None:
        if rows.count() > MOST:
            messages.error(request, _("Print at most %(most)s certificates at once.") % {"most": MOST})
            return None
        return batch_pages.ask(self, request, list(rows.select_related("award", "line")))

    def certificate_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return _certificate(request, self, object_id)

    def page_context(self, request: HttpRequest, obj: Conferral) -> dict[str, Any]:
        context = super().page_context(request, obj)
        if not obj.is_revoked:
            context["certificates"] = _doors(request, obj)
        return context


@dataclass(frozen=True, slots=True)
class Door:
    """A certificate to download; `layout` is the key of its layout, None for the built-in one."""

    layout: int | None
    label: str
    gaps: list[str]


def _doors(request: HttpRequest, seen: Conferral) -> list[Door]:
    conferral = with_certificate_links(Conferral.objects.filter(pk=seen.pk)).get()
    layouts: list[CertificateLayout | None] = []
    if user_of(request).has_perm("awards.view_certificatelayout"):
        layouts = [*layouts_for([conferral], user_of(request))]
    facts = certificate_facts(conferral, place="")
    return [
        Door(
            layout.pk if layout else None,
            batch_pages.layout_label(layout) if layout else _("Whole page, as the program lays it out"),
            sentences(
                " ".join(coded("gap", certificate_gaps(facts, words_for(layout, facts)))), field_labels()
            ),
        )
        for layout in layouts or [None]
    ]


@require_safe
def _certificate(request: HttpRequest, page: Any, object_id: str) -> HttpResponse:
    """One certificate as PDF, by the layout asked for or the built-in one; a message says why there is none."""
    seen = visible(page, request, object_id)
    conferral = with_certificate_links(Conferral.objects.filter(pk=seen.pk)).get()
    layout = _requested_layout(request, conferral)
    back = reverse("admin:awards_conferral_change", args=[conferral.pk])
    if conferral.is_revoked:
        messages.error(request, _("The award was revoked: there is no certificate any more."))
        return HttpResponseRedirect(back)
    sheet, _gaps = Press(layout, place_of(layout.unit if layout else conferral.unit)).sheet(conferral)
    if sheet.misfits:
        problems = " ".join(coded_misfits(sheet))
        messages.error(request, " ".join(sentences(problems, field_labels())))
        return HttpResponseRedirect(back)
    title = f"{conferral.award.name}: {conferral.name}"
    metadata = metadata_of(title, layout, day=conferral.day_of_record(), author=conferral.award.decided_by)
    content = kit.joined([kit.part_of([sheet], fonts())], metadata)
    return download_response(request, content, file_name(conferral.award.name, conferral.name), of=conferral)


def _requested_layout(request: HttpRequest, conferral: Conferral) -> CertificateLayout | None:
    asked = request.GET.get("layout", "")
    if not asked:
        return None
    for layout in layouts_for([conferral], user_of(request)):
        if str(layout.pk) == asked and user_of(request).has_perm("awards.view_certificatelayout"):
            return layout
    raise Http404
