"""Issued papers: for reading, downloading, and handing in signed."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.admin import signed_files
from office_culture.admin.bricks import RecordAdmin, Spreadsheets
from office_culture.models import IssuedPaper, PaperFile, PaperSignature, PaperState
from office_culture.models.base import Record
from office_culture.resources.papers import IssuedPaperResource
from office_culture.selectors.papers import newest_file


class SignatureInline(admin.TabularInline):
    """The signatures, as read by the check of the signed file."""

    model = PaperSignature
    fields = ("signer", "part", "for_whom", "when", "verdict", "certified_by", "valid_to", "algorithm")
    readonly_fields = fields
    extra = 0
    max_num = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("name_confirmed_by")

    @admin.display(description=_("signed at"))
    def when(self, signature: PaperSignature) -> str:
        return signed_files.when(signature.signed_at, time_stamped=signature.time_stamped)

    @admin.display(description=_("result of the check"))
    def verdict(self, signature: PaperSignature) -> str:
        verdict = gettext("Valid, checked on %(day)s.") % {"day": signed_files.at(signature.checked_at)}
        if signature.name_confirmed_at is None:
            return verdict
        confirmed = gettext(
            "The certificate says %(certificate)s; %(who)s confirmed on %(day)s that this is %(paper)s."
        ) % {
            "certificate": signature.signer,
            "who": signature.name_confirmed_by,
            "day": signed_files.at(signature.name_confirmed_at),
            "paper": signature.for_whom,
        }
        return f"{verdict} {confirmed}"


class PaperFileInline(admin.TabularInline):
    """The bytes, as issued and as signed."""

    model = PaperFile
    fields = ("stored", "kind", "forms", "sha256")
    readonly_fields = fields
    extra = 0
    max_num = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("file")

    @admin.display(description=_("file"))
    def stored(self, link: PaperFile) -> str:
        return format_html('<a href="{}">{}</a>', link.file.get_absolute_url(), link.file.original_name)

    @admin.display(description=_("what holds"))
    def forms(self, link: PaperFile) -> str:
        return link.claims

    @admin.display(description=_("SHA-256"))
    def sha256(self, link: PaperFile) -> str:
        return format_html('<code class="checksum">{}</code>', link.file.sha256)


@admin.register(IssuedPaper)
class IssuedPaperAdmin(Spreadsheets, RecordAdmin):
    """Issued papers, read-only for everybody; a correction is a new paper."""

    class Media:
        css = {"all": ("office_culture/paper.css",)}

    change_form_template = "admin/office_culture/issuedpaper/change_form.html"
    resource_classes = (IssuedPaperResource,)
    sheet_import = False
    list_display = ("symbol", "type_name", "date", "subject", "unit", "state_badge", "signing")
    list_select_related = ("unit",)
    list_filter = ("state", "signing", "year")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("symbol", "date"),
                    "type_name",
                    "subject",
                    ("unit", "issuer"),
                    "signers",
                    ("year", "number", "suffix"),
                    "out_of_order_because",
                )
            },
        ),
        (_("State"), {"fields": ("state", "signing", ("superseded_by", "ended_on"), "end_reason")}),
        (_("File"), {"fields": ("sha256", "size", "issued_by")}),
    )
    readonly_fields = ("state", "signing", "size", "issued_by")
    autocomplete_fields = ("unit", "superseded_by")
    inlines = (SignatureInline, PaperFileInline)

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, paper: IssuedPaper) -> str:
        return format_html('<span class="badge badge-{}">{}</span>', paper.state, paper.get_state_display())

    def closed(self, obj: Any) -> str:
        return gettext("This paper is issued; nobody changes it any more. A correction is a new paper.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<path:object_id>/signed/",
            self.admin_site.admin_view(self.signed_view),
            name="office_culture_issuedpaper_signed",
        )
        return [own, *super().get_urls()]

    def page_context(self, request: HttpRequest, obj: IssuedPaper) -> dict[str, Any]:
        return super().page_context(request, obj) | {
            "newest_file": newest_file(obj),
            "takes_signatures": self._accepts_signatures(request, obj),
            "record_address": self._record_address(obj),
        }

    def _accepts_signatures(self, request: HttpRequest, paper: IssuedPaper) -> bool:
        return request.user.has_perm("office_culture.sign_issuedpaper") and paper.state == PaperState.IN_FORCE

    def signed_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Takes in a file that was signed outside, or shows for each of its signatures why it is not accepted."""
        if not request.user.has_perm("office_culture.sign_issuedpaper"):
            raise PermissionDenied
        paper = self.get_object(request, object_id)
        if paper is None:
            raise Http404
        back = reverse(f"{self.admin_site.name}:office_culture_issuedpaper_change", args=[paper.pk])
        answer = signed_files.answer(request, paper)
        if answer.accepted:
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Hand in the signed file"),
            "opts": self.opts,
            "original": paper,
            "seen": paper.version,
            "answer": answer,
            "form": answer.form,
            "back": back,
        }
        return TemplateResponse(request, "admin/office_culture/issuedpaper/signed.html", context)

    def _record_address(self, paper: IssuedPaper) -> str:
        """The address of the record whose one-to-one link leads to this paper, or "" if there is none."""
        for relation in paper._meta.related_objects:
            record = relation.related_model
            if not (relation.one_to_one and issubclass(record, Record)):
                continue
            pk = (
                record._default_manager.filter(**{relation.field.name: paper})
                .values_list("pk", flat=True)
                .first()
            )
            if pk is not None:
                page = f"{self.admin_site.name}:{record._meta.app_label}_{record._meta.model_name}_change"
                return reverse(page, args=[pk])
        return ""
