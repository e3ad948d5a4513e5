"""The texts on which decisions and submissions rest, and the mark of all rows of law that are not sure."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from office_culture.admin.bricks import RecordAdmin, Spreadsheets
from office_culture.models import LegalBasis
from office_culture.models.sources import Sourced
from office_culture.resources.legal_bases import LegalBasisResource


class Confirmable(Spreadsheets, RecordAdmin):
    """Rows of law: what is not sure is marked wherever the row is listed."""

    bulk_fields = ("sure",)

    @admin.display(description=_("how sure"), ordering="sure")
    def how_sure(self, row: Sourced) -> SafeString | str:
        if row.unconfirmed:
            return format_html('<span class="badge badge-waiting">{}</span>', row.confirmation)
        return str(row.get_sure_display())


@admin.register(LegalBasis)
class LegalBasisAdmin(Confirmable):
    """Laws and decrees with the days on which they are in force."""

    resource_classes = (LegalBasisResource,)
    list_display = ("text", "matter", "valid_from", "valid_to", "how_sure")
    list_filter = ("matter", "sure")

    fieldsets = (
        (None, {"fields": ("matter", "text", ("valid_from", "valid_to"))}),
        (_("Source of the rule"), {"fields": (("source", "sure"), "note")}),
    )
