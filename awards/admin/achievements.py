"""Achievements, awards received and yearly ratings."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.admin.certificate_doors import CertificateDoors
from awards.admin.filters import LabourFilter, RecipientFilter, RevocationFilter, YearFilter
from awards.admin.stories import VIEW_STORIES, StoryPages
from awards.models import Achievement, AchievementFile, AwardDecision, Conferral, YearlyRating
from awards.resources.achievements import AchievementResource, ConferralResource, YearlyRatingResource
from awards.views.statistics import TITLE, statistics_page
from office_culture.admin.bricks import FileInline, LinkedRecords, MergePages, RecordAdmin, Spreadsheets
from office_culture.admin.bricks.list_pages import OwnPage, OwnPages
from office_culture.rules.requests import user_of

BELOW = "unit__path__startswith"
RECIPIENT = (("person", "unit"), "name")
# Fields of an award received that repeat the line of its decision.
AS_DECIDED = (
    "award",
    "ground",
    "person",
    "unit",
    "name",
    "post",
    "unit_name",
    "period_start",
    "period_end",
    "posthumous",
    "decided_on",
    "decision",
)


class AchievementFileInline(FileInline):
    """Evidence."""

    model = AchievementFile


@admin.register(Achievement)
class AchievementAdmin(Spreadsheets, RecordAdmin):
    """What people and collectives achieved."""

    resource_classes = (AchievementResource,)
    list_display = ("title", "name", "unit", "kind", "period_start", "period_end")
    list_select_related = ("unit",)
    list_filter = ("kind", ("unit", LinkedRecords))

    fieldsets = (
        (_("Whose"), {"fields": RECIPIENT}),
        (_("What"), {"fields": ("title", "kind", ("period_start", "period_end"), "text")}),
        (_("Proof"), {"fields": ("innovation", "evidence")}),
    )
    autocomplete_fields = ("person", "unit", "innovation")
    inlines = (AchievementFileInline,)


@admin.register(Conferral)
class ConferralAdmin(CertificateDoors, OwnPages, StoryPages, MergePages, Spreadsheets, RecordAdmin):
    """Awards received, by year; a revoked one stays readable. The list links to the stories of people and units."""

    pages = (OwnPage("statistics", TITLE, statistics_page, (VIEW_STORIES,)),)
    resource_classes = (ConferralResource,)
    list_display = ("name", "award", "of_year", "unit_name", "decided_on", "standing", "story")
    list_select_related = ("award",)
    list_filter = (
        ("year", YearFilter),
        ("award", LinkedRecords),
        "award__level",
        RecipientFilter,
        LabourFilter,
        RevocationFilter,
        "ground",
        ("unit", LinkedRecords),
    )
    search_fields = ("search_text", "award__search_text")

    fieldsets = (
        (None, {"fields": ("award", ("ground", "posthumous"))}),
        (_("Whose"), {"fields": (*RECIPIENT, ("post", "unit_name"), "labour")}),
        (_("For what"), {"fields": (("period_start", "period_end"), "achievements")}),
        (_("By which decision"), {"fields": (("decided_on", "decision"),)}),
    )
    autocomplete_fields = ("award", "person", "unit", "achievements", "decision")

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Allows the lookups of links from the statistics, also those for a unit with all below it."""
        return lookup == BELOW or super().lookup_allowed(lookup, value, request)

    def get_readonly_fields(self, request: HttpRequest, obj: Conferral | None = None) -> Any:
        """The fields that repeat the line of a decision are read-only on an award that came with one."""
        if obj is None or not obj.line_id:
            return super().get_readonly_fields(request, obj)
        return (*super().get_readonly_fields(request, obj), *AS_DECIDED)

    def page_context(self, request: HttpRequest, obj: Conferral) -> dict[str, Any]:
        context, user = super().page_context(request, obj), user_of(request)
        if obj.line_id and user.has_perm("awards.view_awarddecision"):
            context["given_by"] = AwardDecision.objects.visible_to(user).filter(lines=obj.line_id).first()
        return context

    def closed(self, obj: Conferral) -> str:
        if obj.is_revoked:
            return gettext("This award was revoked: its record is closed.")
        return ""

    @admin.display(description=_("year"), ordering="year")
    def of_year(self, conferral: Conferral) -> str:
        return conferral.year_in_words

    @admin.display(description=_("state"), ordering="revoked_because")
    def standing(self, conferral: Conferral) -> SafeString | None:
        if conferral.is_revoked:
            return format_html('<span class="badge badge-returned">{}</span>', gettext("revoked"))
        return None


@admin.register(YearlyRating)
class YearlyRatingAdmin(Spreadsheets, RecordAdmin):
    """How people and collectives were rated each year."""

    resource_classes = (YearlyRatingResource,)
    list_display = ("name", "unit", "year", "rating")
    list_select_related = ("unit",)
    list_filter = ("year", "rating", ("unit", LinkedRecords))

    fieldsets = ((None, {"fields": (*RECIPIENT, ("year", "rating"), "decision")}),)
    autocomplete_fields = ("person", "unit", "decision")
