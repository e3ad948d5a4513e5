"""Issued papers: for reading, downloading, and handing in signed."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions import events
from office_culture.actions.signatures import take_in
from office_culture.admin.bricks import RecordAdmin, Spreadsheets
from office_culture.models import IssuedPaper, PaperFile, PaperSignature, PaperState, Signing, Verb
from office_culture.models.base import Record
from office_culture.resources.papers import IssuedPaperResource
from office_culture.rules.requests import user_of
from office_culture.rules.uploads import check_upload
from office_culture.signing import SignatureRefused


class SignedFileForm(forms.Form):
    """The file that was signed outside."""

    file = forms.FileField(label=_("signed PDF"), widget=forms.FileInput(attrs={"accept": ".pdf"}))

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if check_upload(upload) != "application/pdf":
            raise ValidationError(_("Papers are signed as PDF. Choose the signed PDF."), code="kind")
        return upload


class SignatureInline(admin.TabularInline):
    """Who has signed; written by the check of the signed file."""

    model = PaperSignature
    fields = ("signer", "signature_of", "signed_at", "certified_by", "valid_to", "algorithm")
    readonly_fields = fields
    extra = 0
    max_num = 0
    can_delete = False


class PaperFileInline(admin.TabularInline):
    """The bytes, as issued and as signed."""

    model = PaperFile
    fields = ("stored", "kind", "sha256")
    readonly_fields = fields
    extra = 0
    max_num = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("file")

    @admin.display(description=_("file"))
    def stored(self, link: PaperFile) -> str:
        return format_html('<a href="{}">{}</a>', link.file.get_absolute_url(), link.file.original_name)

    @admin.display(description=_("SHA-256"))
    def sha256(self, link: PaperFile) -> str:
        return format_html('<code class="checksum">{}</code>', link.file.sha256)


@admin.register(IssuedPaper)
class IssuedPaperAdmin(Spreadsheets, RecordAdmin):
    """Nobody edits what is issued, superusers included; a correction is a new paper."""

    class Media:
        css = {"all": ("office_culture/papers.css",)}

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
                    ("year", "number"),
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

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context["newest_file"] = obj.files.select_related("file").order_by("pk").last()
            context["takes_signatures"] = self._takes_signatures(request, obj)
            context["record_address"] = self._record_address(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _takes_signatures(self, request: HttpRequest, paper: IssuedPaper) -> bool:
        return (
            request.user.has_perm("office_culture.sign_issuedpaper")
            and paper.state == PaperState.IN_FORCE
            and paper.signing != Signing.COMPLETE
        )

    def signed_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Takes in the file that was signed outside, or says at the field why not."""
        paper = self.get_object(request, object_id)
        if paper is None:
            raise Http404
        if not request.user.has_perm("office_culture.sign_issuedpaper"):
            raise PermissionDenied
        form = SignedFileForm(request.POST, request.FILES) if request.method == "POST" else SignedFileForm()
        back = reverse(f"{self.admin_site.name}:office_culture_issuedpaper_change", args=[paper.pk])
        if request.method == "POST" and form.is_valid() and self._taken_in(request, paper, form):
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Hand in the signed file"),
            "opts": self.opts,
            "original": paper,
            "form": form,
            "back": back,
        }
        return TemplateResponse(request, "admin/office_culture/issuedpaper/signed.html", context)

    def _taken_in(self, request: HttpRequest, paper: IssuedPaper, form: SignedFileForm) -> bool:
        by = user_of(request)
        try:
            added = take_in(paper=paper, content=form.cleaned_data["file"].read(), by=by)
        except SignatureRefused as refusal:
            events.record(verb=Verb.REFUSED, by=by, obj=paper, reason=str(refusal), code=refusal.code)
            form.add_error("file", ValidationError(str(refusal), code=refusal.code))
            return False
        names = ", ".join(signature.signer for signature in added)
        messages.success(request, gettext("The signature is valid and kept: %(names)s.") % {"names": names})
        return True

    def _record_address(self, paper: IssuedPaper) -> str:
        """The page of the record that this is the paper of: whatever links to it one to one."""
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
