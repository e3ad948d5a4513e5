"""Innovations from the proposal to the decision, with authors, effects and evidence."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.actions import innovations
from campaign.admin.innovation_rows import (
    InnovationAuthorInline,
    InnovationEffectInline,
    InnovationFileInline,
)
from campaign.models import Innovation, InnovationState
from campaign.resources.innovations import (
    InnovationAuthorResource,
    InnovationEffectResource,
    InnovationResource,
)
from campaign.selectors.innovation_titles import similar
from campaign.selectors.reviews import calculation_of
from campaign.views.scores import may_score, scores_view
from office_culture.admin.bricks import LinkedRecords, RecordAdmin, Spreadsheets, WorkflowButtons
from office_culture.rules.requests import user_of
from office_culture.text.numbers import money, percent
from office_culture.views.unsaved import typed_on

CLOSED = {
    InnovationState.SUBMITTED: _(
        "This proposal is submitted. Its unit can recall it until its review begins."
    ),
    InnovationState.UNDER_REVIEW: _("This proposal is under review; nobody edits it meanwhile."),
    InnovationState.RECOGNISED: _("This innovation is recognised; it stays as the council saw it."),
    InnovationState.NOT_RECOGNISED: _("This proposal was not recognised; it stays as the council saw it."),
}
# Highest number of sentences on innovations that the account may view, and on others.
MOST_NAMED = 3


@admin.register(Innovation)
class InnovationAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """Innovations by year and state, with authors, effects and evidence."""

    change_form_template = "admin/campaign/innovation/change_form.html"
    workflow = innovations.WORKFLOW
    bulk_steps = ("review",)
    searched_answers = ("recognised_by",)
    list_display = ("title", "unit", "year", "state", "acts_next", "level", "recognised_on")
    list_select_related = ("unit",)
    list_filter = ("state", "level", "year", ("unit", LinkedRecords))

    fieldsets = (
        (None, {"fields": ("title", "unit", "year")}),
        (_("Content"), {"fields": ("problem", "solution", "scope")}),
        (
            _("Review and recognition"),
            {
                "fields": (
                    ("submitted_on", "shares"),
                    "session",
                    ("level", "recognised_on", "recognised_by"),
                    "money",
                )
            },
        ),
    )
    readonly_fields: ClassVar[Any] = (
        "submitted_on",
        "shares",
        "session",
        "level",
        "recognised_on",
        "recognised_by",
        "money",
    )
    autocomplete_fields = ("unit",)
    inlines = (InnovationAuthorInline, InnovationEffectInline, InnovationFileInline)
    resource_classes = (
        InnovationResource,
        InnovationAuthorResource,
        InnovationEffectResource,
    )

    def get_urls(self) -> list[URLPattern]:
        scores = path(
            "<int:object_id>/scores/",
            self.admin_site.admin_view(self.scores_view),
            name="campaign_innovation_scores",
        )
        return [scores, *super().get_urls()]

    def may_score(self, request: HttpRequest, object_id: int) -> bool:
        """Whether the account may enter the points of some member now."""
        return self.has_view_permission(request) and may_score(
            self.get_object(request, str(object_id)), user_of(request)
        )

    @typed_on(may_score)
    def scores_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return scores_view(self, request, object_id)

    def closed(self, obj: Innovation) -> str:
        return str(CLOSED.get(obj.state, ""))  # type: ignore[call-overload]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A member of the council may view the innovations of its sessions but not change them."""
        if obj is not None and not innovations.may_write(user_of(request), obj):
            return False
        return super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Once the proposal was returned, its unit and the parts that are not open (`open_parts`) are read-only."""
        if obj is None or not obj.last_return:
            return self.readonly_fields
        written = ("title", "year", "problem", "solution", "scope")
        return (*self.readonly_fields, "unit", *(name for name in written if name not in obj.open_parts))

    def warnings_of(self, request: HttpRequest, obj: Any) -> list[str]:
        return [*super().warnings_of(request, obj), *self._similar_titles(request, obj)]

    def _similar_titles(self, request: HttpRequest, obj: Innovation) -> list[str]:
        """Sentences on innovations of nearly the same title; titles that the account may not view are left out."""
        seen, unseen = similar(obj, user_of(request))
        sentences: list[str] = [
            format_html(
                '{} <a href="{}">{}</a>',
                gettext("An innovation of %(year)s has nearly the same title:")
                % {"year": other.year or gettext("a year not known")},
                reverse("admin:campaign_innovation_change", args=[other.pk]),
                other.title,
            )
            for other in seen[:MOST_NAMED]
        ]
        sentences += [
            gettext("Another unit has an innovation of %(year)s with nearly the same title.")
            % {"year": other.year or gettext("a year not known")}
            for other in unseen[:MOST_NAMED]
        ]
        return sentences

    def page_context(self, request: HttpRequest, obj: Innovation) -> dict[str, Any]:
        return super().page_context(request, obj) | {
            "calculation": calculation_of(obj),
            "returns": list(obj.returns.select_related("returned_by")),
            "acts_next": innovations.next_actor(obj.state),
        }

    @admin.display(description=_("acts next"))
    def acts_next(self, obj: Innovation) -> str:
        return innovations.next_actor(obj.state)

    @admin.display(description=_("shares together"))
    def shares(self, obj: Innovation) -> str:
        return percent(obj.shares_total) if obj.shares_total is not None else "-"

    @admin.display(description=_("money saved"))
    def money(self, obj: Innovation) -> str:
        amounts = [effect.money_saved for effect in obj.effects.all()] if obj.pk else []
        known = [amount for amount in amounts if amount is not None]
        return money(sum(known)) if known else "-"
