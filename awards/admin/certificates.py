"""Layouts of certificates, and prints of many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions.certificates import start_from_default
from awards.admin import layout_pages
from awards.models import (
    CertificateField,
    CertificateLayout,
    CertificatePicture,
)
from awards.resources.certificates import CertificateFieldResource, CertificateLayoutResource
from awards.sections.papers_of_certificates import sheet_layout
from office_culture.admin.bricks import FileInline, LinkedRecords, RecordAdmin, RecordInline, Spreadsheets
from office_culture.admin.bricks.files import FileLinkForm
from office_culture.admin.bricks.inlines import RowFormSet
from office_culture.admin.bricks.pages import own_urls
from office_culture.rules.requests import user_of
from office_culture.rules.uploads import KINDS, check_upload

PICTURES = ("png", "jpg", "jpeg")


class CertificateFieldFormSet(RowFormSet):
    """The fields of a layout together: each box must lie on the paper, none in the room for signature and seal."""

    def clean(self) -> None:
        super().clean()
        staying = [form for form in self.forms if self._stays(form)]
        if any(form.errors for form in staying):
            return
        layout = sheet_layout(self.instance, [form.instance for form in staying])
        forms_by_key = {
            field.key: form
            for field, form in zip(layout.fields, [f for f in staying if _is_text(f)], strict=True)
        }
        for field in layout.fields:
            problem = ""
            if not field.box.within(layout.width, layout.height):
                problem = gettext("This box ends beside the paper of %(width)s × %(height)s mm.") % {
                    "width": f"{layout.width:g}",
                    "height": f"{layout.height:g}",
                }
            elif layout.signing_room and field.box.overlaps(layout.signing_room):
                problem = gettext("This box reaches into the room for signature and seal; make it smaller.")
            if problem:
                forms_by_key[field.key].add_error("x", ValidationError(problem, code="place"))


def _is_text(form: Any) -> bool:
    return form.instance.content not in {"signing_room", "crest"}


class CertificateFieldInline(RecordInline):
    """The texts of the layout, each with its box."""

    model = CertificateField
    formset = CertificateFieldFormSet
    fields = (
        "content",
        "words",
        "x",
        "y",
        "width",
        "height",
        "size",
        "min_size",
        "align",
        "rise",
        "style",
        "colour",
        "caps",
    )
    ordering = ("y", "x", "pk")


class PictureForm(FileLinkForm):
    """A scan or an emblem as png or jpg, which every browser shows. Other uploads raise `ValidationError`."""

    upload = forms.FileField(
        label=_("upload"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{name}" for name in PICTURES)}),
    )

    def clean_upload(self) -> Any:
        upload = super().clean_upload()
        if upload and check_upload(upload) not in {KINDS[name].media_type for name in PICTURES}:
            raise ValidationError(_("Choose a picture: png or jpg."), code="kind")
        return upload


class CertificatePictureInline(FileInline):
    """The scan of the blank, and the emblem."""

    model = CertificatePicture
    form = PictureForm
    fields = ("kind", "stored", "upload", "caption")


@admin.register(CertificateLayout)
class CertificateLayoutAdmin(Spreadsheets, RecordAdmin):
    """How the certificates of each agency look; the page shows the sheet while it is being laid out."""

    class Media:
        css = {"all": ("awards/awards.css",)}
        js = ("awards/layout.js",)

    change_form_template = "admin/awards/certificatelayout/change_form.html"
    resource_classes = (CertificateLayoutResource, CertificateFieldResource)
    list_display = ("name", "unit", "award", "mode", "paper", "in_use")
    list_select_related = ("unit", "award")
    list_filter = ("mode", "in_use", ("unit", LinkedRecords))

    fieldsets = (
        (None, {"fields": ("name", ("unit", "award"), ("mode", "in_use"))}),
        (_("Paper"), {"fields": (("width", "height"), ("nudge_right", "nudge_down"))}),
        (
            _("Words of the agency"),
            {"fields": (("authority", "title"), ("signer_post", "signer"))},
        ),
    )
    autocomplete_fields = ("unit", "award")
    inlines = (CertificateFieldInline, CertificatePictureInline)

    def get_inlines(self, request: HttpRequest, obj: CertificateLayout | None) -> Any:
        """A new layout gets the default fields when it is saved, so they can be edited from then on."""
        return self.inlines if obj else ()

    def get_urls(self) -> list[URLPattern]:
        pages = {
            "preview": "preview/",
            "picture": "picture/",
            "sample": "sample.pdf",
            "calibration": "calibration.pdf",
            "default": "default/",
        }
        return [*own_urls(self, pages), *super().get_urls()]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return layout_pages.preview(self, request, object_id)

    def picture_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        return layout_pages.picture(self, request, object_id)

    def sample_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return layout_pages.sample(self, request, object_id)

    def calibration_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return layout_pages.calibration(self, request, object_id)

    def default_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return layout_pages.default(self, request, object_id)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Any],
        formsets: list[BaseModelFormSet[Any, Any]],
        change: bool,
    ) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            start_from_default(layout=form.instance, by=user_of(request))

    def page_context(self, request: HttpRequest, obj: CertificateLayout) -> dict[str, Any]:
        return super().page_context(request, obj) | {"sheet": layout_pages.picture_of(obj)}

    @admin.display(description=_("paper"))
    def paper(self, layout: CertificateLayout) -> str:
        return f"{layout.width.normalize():f} × {layout.height.normalize():f} mm"
