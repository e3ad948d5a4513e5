"""Files on a record's page: uploaded, replaced and read there."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions import files
from office_culture.admin.bricks.forms import RowForm
from office_culture.admin.bricks.inlines import RecordInline, RowFormSet
from office_culture.models import FileLink, User
from office_culture.rules.requests import user_of
from office_culture.rules.uploads import KINDS, check_upload
from office_culture.views.files import SHOWN_INLINE

ACCEPTED = ",".join(f".{name}" for name in KINDS)


def refuse_too_much(total: int) -> None:
    """Raises `ValidationError` where the files of one record have more than `RECORD_FILES_MAX_BYTES` together."""
    if total > settings.RECORD_FILES_MAX_BYTES:
        raise ValidationError(
            gettext(
                "The files of one record may have %(most)s together; these have %(total)s. Leave some out."
            )
            % {
                "most": filesizeformat(settings.RECORD_FILES_MAX_BYTES),
                "total": filesizeformat(total),
            }
        )


class FileLinkForm(RowForm):
    """The form of one attached file: required on a new row; a later upload replaces the stored file."""

    by: ClassVar[User]

    upload = forms.FileField(
        label=_("upload"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean_upload(self) -> Any:
        upload = self.cleaned_data.get("upload")
        if upload:
            check_upload(upload)
        elif not self.instance.pk:
            raise ValidationError(_("Choose a file, or remove this row."), code="no_file")
        return upload

    def save(self, commit: bool = True) -> Any:
        upload = self.cleaned_data.get("upload")
        if upload:
            self.instance.file = files.store(upload, by=self.by)
        return super().save(commit)


class FileFormSet(RowFormSet):
    """The attached files of one record; refused if they exceed `RECORD_FILES_MAX_BYTES` together."""

    def clean(self) -> None:
        super().clean()
        refuse_too_much(sum(self._size(form) for form in self.forms if not self._dropped(form)))

    def _dropped(self, form: Any) -> bool:
        return not hasattr(form, "cleaned_data") or bool(form.cleaned_data.get("DELETE"))

    def _size(self, form: Any) -> int:
        upload = form.cleaned_data.get("upload")
        if upload:
            return int(upload.size)
        return int(form.instance.file.size) if form.instance.file_id else 0


class FileInline(RecordInline):
    """The files of a record; a subclass names the link model."""

    form = FileLinkForm
    formset = FileFormSet
    fields: ClassVar[Any] = ("stored", "upload", "caption")
    readonly_fields: ClassVar[Any] = ("stored",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("file")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields of the inline, without the upload for accounts that may only view."""
        if self.has_add_permission(request, obj) or self.has_change_permission(request, obj):
            return self.fields
        return tuple(name for name in self.fields if name != "upload")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        # Django makes this form class anew for each request, so it may carry who asks.
        form: Any = formset.form
        form.by = user_of(request)
        return formset

    @admin.display(description=_("file"))
    def stored(self, link: FileLink) -> SafeString | str:
        if not link.file_id:
            return ""
        stored = link.file
        shown: SafeString | str = ""
        if stored.media_type in SHOWN_INLINE:
            address = reverse("file_look", args=[stored.uuid])
            shown = format_html(
                ' <a class="look" href="{}" target="_blank">{}</a>', address, gettext("Look at it")
            )
        return format_html(
            '<a href="{}">{}</a> ({}){}',
            stored.get_absolute_url(),
            stored.original_name,
            filesizeformat(stored.size),
            shown,
        )
