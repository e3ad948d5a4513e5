"""The register of documents."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.admin.bricks import (
    FileInline,
    MergePages,
    RecordAdmin,
    RecordForm,
    RecordInline,
    Spreadsheets,
)
from office_culture.models import Document, DocumentFile, DocumentRelation, RelationKind
from office_culture.models.document_kinds import RESTING
from office_culture.models.documents import is_in_force
from office_culture.resources.documents import DocumentRelationResource, DocumentResource
from office_culture.rules.requests import user_of
from office_culture.rules.symbols import SymbolError
from office_culture.selectors.citing import cited_by, outdated


class InForceFilter(admin.SimpleListFilter):
    """Filter by whether a document is in force today."""

    title = _("in force")
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("in force today")), ("no", _("not in force"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Document]) -> QuerySet[Document]:
        binding = Document.objects.in_force_on(timezone.localdate()).values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=binding)
        if self.value() == "no":
            return queryset.exclude(pk__in=binding)
        return queryset


class IncompleteFilter(admin.SimpleListFilter):
    """Filter for documents of which number, day, type, issuer or subject is not known."""

    title = _("incomplete")
    parameter_name = "incomplete"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("without number, day, type, issuer or subject"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Document]:
        rows: QuerySet[Document] = queryset.incomplete() if self.value() == "yes" else queryset
        return rows


class DocumentForm(RecordForm):
    """Long texts in several lines."""

    class Meta:
        widgets: ClassVar[dict[str, Any]] = {
            "subject": AdminTextareaWidget(attrs={"rows": 3}),
            "note": AdminTextareaWidget(attrs={"rows": 3}),
        }


class RelationInline(RecordInline):
    """What the document implements, rests on, amends or replaces."""

    model = DocumentRelation
    fk_name = "document"
    fields = ("kind", "target")
    autocomplete_fields = ("target",)


class DocumentFileInline(FileInline):
    """Copies of the document."""

    model = DocumentFile


@admin.register(Document)
class DocumentAdmin(MergePages, Spreadsheets, RecordAdmin):
    """The register, newest first; the parts of a typed symbol are read by the program."""

    form = DocumentForm
    list_display = ("symbol", "type_name", "dated", "issuer", "short_subject", "use", "in_force")
    list_filter = ("use", "origin", InForceFilter, IncompleteFilter, "year", "type_name")

    fieldsets = (
        (None, {"fields": ("symbol", "reading", ("date", "dated_in", "type_name"), "issuer", "subject")}),
        (_("Place in our work"), {"fields": (("origin", "use"), "issuing_unit", "note")}),
        (_("Validity"), {"fields": (("valid_from", "valid_to"), "replaced_by")}),
        (_("Connections"), {"fields": ("rests_on", "what_rests_on", "cited_by")}),
    )
    readonly_fields = ("reading", "replaced_by", "rests_on", "what_rests_on", "cited_by")
    autocomplete_fields = ("issuing_unit",)
    inlines = (RelationInline, DocumentFileInline)
    resource_classes = (
        DocumentResource,
        DocumentRelationResource,
    )

    change_list_template = "admin/office_culture/document/change_list.html"

    def list_context(self, request: HttpRequest) -> dict[str, Any]:
        """Adds the records in use that cite a document which is not in force today."""
        return super().list_context(request) | {"outdated": outdated(timezone.localdate(), user_of(request))}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        today = timezone.localdate()
        return (
            super()
            .get_queryset(request)
            .annotate(
                in_force_today=Case(
                    When(is_in_force(today), then=Value(True)),
                    default=Value(False),
                    output_field=BooleanField(),
                )
            )
        )

    def warnings_of(self, request: HttpRequest, obj: Document) -> list[str]:
        warnings = super().warnings_of(request, obj)
        if getattr(obj, "citing", None) and not obj.in_force_today:  # type: ignore[attr-defined]  # set by the page
            warnings.append(
                gettext("This document is not in force today, yet records in use cite it: see “used by”.")
            )
        return warnings

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The document; its `citing` are the records in use that cite it, as far as the account may know of them."""
        document = super().get_object(request, object_id, from_field)
        if document is not None:
            document.citing = cited_by(document, timezone.localdate(), user_of(request))
        return document

    @admin.display(description=_("date"), ordering="placed_on", empty_value="–")
    def dated(self, document: Document) -> str | None:
        return document.when or None

    @admin.display(description=_("in force"), boolean=True)
    def in_force(self, document: Document) -> bool:
        return document.in_force_today  # type: ignore[attr-defined]

    @admin.display(description=_("subject"), ordering="subject")
    def short_subject(self, document: Document) -> str:
        return Truncator(document.subject).chars(80)

    @admin.display(description=_("the symbol reads as"))
    def reading(self, document: Document) -> Any:
        if not document.pk:
            return _("Shown once the document is saved.")
        try:
            symbol = document.read
        except SymbolError:  # typed and refused; a stored symbol is always readable
            return "–"
        if not symbol.number:
            return _("a document without a number")
        return _("%(type)s number %(number)s of %(issuer)s") % {
            "type": symbol.type_name or document.type_name,
            "number": symbol.code_number + (f"/{symbol.year}" if symbol.year else ""),
            "issuer": symbol.issuer + (f" ({symbol.unit})" if symbol.unit else ""),
        }

    @admin.display(description=_("rests on"))
    def rests_on(self, document: Document) -> SafeString | str:
        rows = document.relations.filter(kind__in=RESTING) if document.pk else ()
        return _links(rows, "target")

    @admin.display(description=_("what rests on it"))
    def what_rests_on(self, document: Document) -> SafeString | str:
        rows = document.named_by.filter(kind__in=RESTING) if document.pk else ()
        return _links(rows, "document")

    @admin.display(description=_("used by"))
    def cited_by(self, document: Document) -> SafeString | str:
        lines = [(row.url, row.record, row.kind) for row in getattr(document, "citing", ())]
        return format_html_join("", '<div><a href="{}">{}</a> ({})</div>', lines) or "–"

    @admin.display(description=_("replaced by"))
    def replaced_by(self, document: Document) -> SafeString | str:
        rows = document.named_by.filter(kind=RelationKind.REPLACES) if document.pk else ()
        return _links(rows, "document")


def _links(rows: Any, end: str) -> SafeString | str:
    """HTML with a line for each relation: a link to the document at its `end`, and the kind; "–" without any."""
    if rows:
        rows = rows.select_related(end)
    lines = [
        (
            reverse("admin:office_culture_document_change", args=[getattr(relation, end).pk]),
            getattr(relation, end),
            relation.get_kind_display(),
        )
        for relation in rows
    ]
    return format_html_join("", '<div><a href="{}">{}</a> ({})</div>', lines) or "–"
