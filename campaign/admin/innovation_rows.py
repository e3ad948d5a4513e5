"""The inlines of an innovation: its authors, its effects, and the evidence of each."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from campaign.actions import innovations
from campaign.models import Innovation, InnovationAuthor, InnovationEffect, InnovationFile, InnovationPart
from office_culture.actions import files
from office_culture.admin.bricks import FileInline, RecordInline
from office_culture.admin.bricks.files import ACCEPTED, refuse_too_much
from office_culture.admin.bricks.forms import RowForm
from office_culture.admin.bricks.inlines import RowFormSet
from office_culture.models import User
from office_culture.rules.requests import user_of
from office_culture.rules.uploads import check_upload
from office_culture.text.names import post_in_unit


class PartInline(RecordInline):
    """Rows that belong to one part of a proposal (`part`); they can be changed while that part is open."""

    part: ClassVar[str]

    def _is_open(self, obj: Innovation | None) -> bool:
        return obj is None or self.part in obj.open_parts

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A new proposal offers the first row of each part."""
        return 0 if obj else 1

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_open(obj) and super().has_delete_permission(request, obj)


class AuthorFormSet(RowFormSet):
    """The authors together: once every share is given, the sum must be 100."""

    def clean(self) -> None:
        super().clean()
        staying = [form for form in self.forms if self._stays(form)]
        shares = [form.cleaned_data.get("share_percent") for form in staying]
        if not shares or None in shares:
            return
        problem = innovations.shares_problem(shares)
        if problem:
            staying[-1].add_error("share_percent", ValidationError(problem, code="shares"))


class InnovationAuthorInline(PartInline):
    """Authors; name, post and unit are taken from the person's records when the proposal is submitted."""

    model = InnovationAuthor
    part = InnovationPart.AUTHORS
    formset = AuthorFormSet
    fields = ("person", "share_percent", "as_submitted")
    readonly_fields = ("as_submitted",)
    autocomplete_fields = ("person",)

    @admin.display(description=_("as submitted"))
    def as_submitted(self, author: InnovationAuthor) -> str:
        return ", ".join(filter(None, (author.name, post_in_unit(author.post, author.unit_name))))


class EffectForm(RowForm):
    """An effect, with a file that shows it."""

    by: ClassVar[User]

    upload = forms.FileField(
        label=_("add evidence"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("A count, a bill, minutes, a picture that shows this effect."),
    )
    upload_caption = forms.CharField(label=_("what it is"), required=False, max_length=200)

    def clean_upload(self) -> Any:
        upload = self.cleaned_data.get("upload")
        if upload:
            check_upload(upload)
        return upload

    def _save_m2m(self) -> None:
        """Django's hook once the effect itself is saved: stores the upload as evidence of the effect."""
        super()._save_m2m()  # type: ignore[misc]
        upload = self.cleaned_data.get("upload")
        if upload:
            InnovationFile(
                innovation=self.instance.innovation,
                effect=self.instance,
                file=files.store(upload, by=self.by),
                caption=self.cleaned_data.get("upload_caption", ""),
            ).save(by=self.by)


class EffectFormSet(RowFormSet):
    """All effects of one innovation; refuses uploads that exceed the total file size allowed for one innovation."""

    def clean(self) -> None:
        super().clean()
        added = [form.cleaned_data.get("upload") for form in self.forms if self._stays(form)]
        total = sum(upload.size for upload in added if upload)
        if total and self.instance.pk:
            total += sum(self.instance.files.values_list("file__size", flat=True))
        refuse_too_much(total)


class InnovationEffectInline(PartInline):
    """Effects, one for each thing that changed, each with its evidence and the values computed from other fields."""

    template = "admin/edit_inline/stacked.html"
    model = InnovationEffect
    form = EffectForm
    formset = EffectFormSet
    part = InnovationPart.EFFECTS
    fields = (
        ("direction", "what"),
        ("before", "after", "unit_of_measure"),
        ("extent", "change_percent", "change_percent_to"),
        ("change_amount", "change_amount_to"),
        ("basis", "method", "period"),
        ("saved_quantity", "unit_price", "money_saved", "money_saved_to"),
        "computed",
        "evidence",
        ("document",),
        # A stacked row has no other place for the hidden version that its form saw.
        ("upload", "upload_caption", "opened_version"),
    )
    readonly_fields = ("computed", "evidence")
    autocomplete_fields = ("document",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("document").prefetch_related("files__file")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without upload fields where the account may only read."""
        if obj is None or self.has_change_permission(request, obj):
            return self.fields
        return tuple(row for row in self.fields if "upload" not in row)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        # Django makes this form class anew for each request, so it may carry who asks.
        form: Any = formset.form
        form.by = user_of(request)
        return formset

    @admin.display(description=_("computed"))
    def computed(self, effect: InnovationEffect) -> str:
        return effect.calculation or "-"

    @admin.display(description=_("evidence"))
    def evidence(self, effect: InnovationEffect) -> SafeString | str:
        if not effect.pk:
            return "-"
        return (
            format_html_join(
                ", ",
                '<a href="{}">{}</a>',
                (
                    (link.file.get_absolute_url(), link.caption or link.file.original_name)
                    for link in effect.files.all()
                ),
            )
            or "-"
        )


class InnovationFileInline(PartInline, FileInline):
    """All evidence; each file shows one effect, or the innovation as a whole."""

    model = InnovationFile
    part = InnovationPart.EVIDENCE
    fields = ("stored", "upload", "caption", "effect")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Offers the effects of this innovation only, as what a file can be evidence of."""
        formset = super().get_formset(request, obj, **kwargs)
        field: Any = formset.form.base_fields.get("effect")
        if field is not None:
            field.queryset = InnovationEffect.objects.filter(innovation=obj and obj.pk)
            # Asked for once, not once for each row.
            field.choices = list(field.choices)
        return formset
