"""Prints of many certificates."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.admin import batch_pages
from awards.models import (
    BatchFileKind,
    CertificateBatch,
    CertificateState,
)
from awards.resources.batches import CertificateBatchResource
from office_culture.admin.bricks import LinkedRecords, RecordAdmin, Spreadsheets
from office_culture.admin.bricks.pages import own_urls


@admin.register(CertificateBatch)
class CertificateBatchAdmin(Spreadsheets, RecordAdmin):
    """Prints of many certificates; each begins on a list of awards received or with a decision."""

    class Media:
        css = {"all": ("awards/awards.css",)}
        js = ("awards/batch.js", "office_culture/long_work.js")

    change_form_template = "admin/awards/certificatebatch/change_form.html"
    resource_classes = (CertificateBatchResource,)
    sheet_import = False
    list_display = ("name", "layout", "progress", "made_by", "created_at", "finished_at")
    list_select_related = ("layout", "made_by")
    list_filter = (("layout", LinkedRecords),)

    fieldsets: ClassVar[Any] = ((None, {"fields": (("name", "layout"), ("made_by", "finished_at"))}),)
    readonly_fields = ("made_by", "finished_at")
    autocomplete_fields = ("layout",)

    def get_urls(self) -> list[URLPattern]:
        begin = path(
            "begin/", self.admin_site.admin_view(self.begin_view), name="awards_certificatebatch_begin"
        )
        return [begin, *own_urls(self, {"step": "step/"}), *super().get_urls()]

    def begin_view(self, request: HttpRequest) -> HttpResponse:
        return batch_pages.begin(self, request)

    def step_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return batch_pages.step(self, request, object_id)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CertificateBatch]:
        rows = super().get_queryset(request)
        if request.resolver_match and "object_id" in request.resolver_match.kwargs:
            return rows
        waiting = Count("certificates", filter=Q(certificates__state=CertificateState.WAITING))
        return rows.annotate(all=Count("certificates"), done=F("all") - waiting)

    def closed(self, obj: CertificateBatch) -> str:
        return gettext("A print is made step by step and not edited; what is wrong is printed anew.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Always False: a print begins with awards received or a decision (`begin_view`), not with an empty form."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def page_context(self, request: HttpRequest, obj: CertificateBatch) -> dict[str, Any]:
        return super().page_context(request, obj) | {
            "standing": batch_pages.batch_progress(obj),
            "work": batch_pages.work_of(obj),
            "rows": batch_pages.certificate_rows(obj),
            "may_go_on": batch_pages.may_print(request),
            "whole": obj.files.filter(kind=BatchFileKind.WHOLE).select_related("file").first(),
        }

    @admin.display(description=_("progress"))
    def progress(self, batch: Any) -> SafeString:
        kind = "done" if batch.finished_at else "waiting"
        return format_html('<span class="badge badge-{}">{} / {}</span>', kind, batch.done, batch.all)
