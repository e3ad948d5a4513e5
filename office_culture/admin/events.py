"""The log of events, read-only."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.contenttypes.models import ContentType
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.admin.bricks.filters import BoundLookups
from office_culture.admin.bricks.pages import HistoryForReaders
from office_culture.admin.bricks.paginator import CappedPaginator
from office_culture.admin.bricks.searching import BestFirst, FoundByWords
from office_culture.models import Event, Verb
from office_culture.rules.requests import user_of
from office_culture.selectors import events
from office_culture.selectors.seals import state_of_seals
from office_culture.text.numbers import whole


class EventList(BestFirst):
    """Sets `seen` on each event of the page: whether the account may see its record now. One query for each kind."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        shown: Any = list(self.result_list)
        seen = events.seen_by(user_of(request), shown)
        for event in shown:
            event.seen = event.pk in seen
        self.result_list = shown


@admin.register(Event)
class EventAdmin(FoundByWords, BoundLookups, HistoryForReaders, admin.ModelAdmin):
    """The events, newest first, read-only. The changed values are shown only to those who may see the record."""

    list_display = ("at", "who", "what", "record", "fields_changed", "reason")
    list_filter = ("verb", "at")
    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50
    fields = (
        "at",
        "actor_name",
        "unit_name",
        "what",
        "content_type",
        "record",
        "version",
        "changed",
        "reason",
        "address",
        "request",
        "batch",
        "detail",
        "seal_number",
        "seal",
    )
    readonly_fields = fields
    change_list_template = "admin/event_list.html"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The newest seal stands above the list: whoever notes it elsewhere can prove what was there by then."""
        return super().changelist_view(request, {"seals": state_of_seals()} | (extra_context or {}))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Allows no lookup of values that the page shows only to those who may see the record."""
        closed = lookup.partition(LOOKUP_SEP)[0] in {"changes", "detail"}
        return not closed and super().lookup_allowed(lookup, value, request)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return EventList

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        event: Any = super().get_object(request, object_id, from_field)
        if event is not None:
            event.seen = event.pk in events.seen_by(user_of(request), [event])
        return event

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("by"), ordering="actor_name")
    def who(self, event: Event) -> SafeString | str:
        """The name and below it the unit, as HTML."""
        if not event.unit_name:
            return event.actor_name
        return format_html('{}<br><span class="quiet">{}</span>', event.actor_name, event.unit_name)

    @admin.display(description=_("what"), ordering="verb")
    def what(self, event: Event) -> str:
        """What was done, and how often within its minute."""
        if event.hits == 1:
            return event.get_verb_display()
        return gettext("%(what)s (%(times)s times)") % {
            "what": event.get_verb_display(),
            "times": whole(event.hits),
        }

    @admin.display(description=_("record"), ordering="object_name")
    def record(self, event: Any) -> SafeString | str:
        address = _page_of(event) if event.seen else ""
        return (
            format_html('<a href="{}">{}</a>', address, event.object_name) if address else event.object_name
        )

    @admin.display(description=_("changes"))
    def fields_changed(self, event: Event) -> str:
        model = _model_of(event)
        if model is None or event.verb in {Verb.CREATE, Verb.DELETE}:
            return ""
        return ", ".join(events.label_of(model, name) for name in event.changes)

    @admin.display(description=_("changes"))
    def changed(self, event: Any) -> SafeString | str:
        model = _model_of(event)
        if model is None or not event.changes:
            return ""
        if not event.seen:
            return gettext("Your account may not see this record.")
        [changes] = events.describe_changes(model(), [event])
        return format_html_join(
            "",
            "<p><strong>{}:</strong> {} → {}</p>",
            ((c.label, c.old or "–", c.new or "–") for c in changes),
        )


def _model_of(event: Event) -> Any:
    if event.content_type_id is None:
        return None
    return ContentType.objects.get_for_id(event.content_type_id).model_class()


def _page_of(event: Event) -> str:
    """The address of the record's page, or "" if its kind has none."""
    model = _model_of(event)
    try:
        return reverse(
            f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[event.object_id]
        )
    except NoReverseMatch:
        return ""
