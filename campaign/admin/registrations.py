"""Registrations for emulation titles."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.admin.pages import PROMISES
from campaign.models import EmulationTitle, TitleRegistration
from campaign.resources.registrations import EmulationTitleResource, TitleRegistrationResource
from campaign.selectors.registrations import Settled, settled
from office_culture.admin.bricks import LinkedRecords, RecordAdmin, Spreadsheets, TermAdmin
from office_culture.admin.bricks.list_pages import OwnPages
from office_culture.admin.bricks.lists import ArrangedList


@admin.register(EmulationTitle)
class EmulationTitleAdmin(TermAdmin):
    """The titles for which people and collectives register."""

    resource_classes = (EmulationTitleResource,)
    list_display = ("name", "subject", "enabled", "position")
    list_filter = ("subject", "enabled")

    fieldsets = ((None, {"fields": ("name", "subject", "code", ("position", "enabled"))}),)


class SettledList(ArrangedList):
    """Sets `settled`, the outcome, on each registration of the page; read once for the whole page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        for found in settled(self.result_list):
            found.registration.settled = found  # type: ignore[attr-defined]


@admin.register(TitleRegistration)
class TitleRegistrationAdmin(OwnPages, Spreadsheets, RecordAdmin):
    """Who registered for what, and whether it was achieved."""

    pages = (PROMISES,)
    resource_classes = (TitleRegistrationResource,)
    list_display = ("name", "title", "year", "unit", "registered_on", "came_of_it")
    list_select_related = ("title", "unit", "decision")
    list_filter = ("year", "title__subject", ("unit", LinkedRecords))
    search_fields = ("search_text", "unit__search_text", "title__search_text")

    fieldsets = (
        (None, {"fields": (("year", "title"), ("unit", "person"), "name", "registered_on")}),
        (_("At year's end"), {"fields": (("outcome", "decision"), "note")}),
    )
    autocomplete_fields = ("title", "unit", "person", "decision")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ArrangedList]:
        return SettledList

    @admin.display(description=_("outcome"))
    def came_of_it(self, registration: TitleRegistration) -> str:
        found: Settled = registration.settled  # type: ignore[attr-defined]  # set by the list
        outcome = str(found.outcome.label)
        source = gettext("by the awards received")
        return f"{outcome} ({source})" if found.on_record else outcome

    def warnings_of(self, request: HttpRequest, obj: TitleRegistration) -> list[str]:
        (found,) = settled([obj])
        if not found.on_record:
            return super().warnings_of(request, obj)
        decided = f" ({found.decision})" if found.decision else ""
        return [
            gettext("This title is among the awards received, so it counts as achieved%(by)s.")
            % {"by": decided}
        ]
