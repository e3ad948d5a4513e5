"""Rules of awards, kinds of papers, and the base salary."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from awards.models import (
    AwardRule,
    RequiredPaper,
    RuleCondition,
    RuleTopic,
)
from awards.resources.rules import AwardRuleResource, RequiredPaperResource, RuleConditionResource
from awards.rules.wording import rule_in_words
from awards.views.rules_due import RULES_DUE_TITLE, rules_due_page
from office_culture.admin.bricks import LinkedRecords, RecordInline
from office_culture.admin.bricks.list_pages import OwnPage, OwnPages
from office_culture.admin.legal_bases import Confirmable

# Which fieldset belongs to which topic; a rule that exists shows its own only.
TOPIC_FIELDS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    RuleTopic.RATIO: (_("Largest share"), (("ratio_percent", "ratio_of", "ratio_least"),)),
    RuleTopic.VOTE: (
        _("Vote of the council"),
        (("threshold_percent", "threshold_base"), ("ballot", "quorum_percent")),
    ),
    RuleTopic.PRIZE: (_("Prize"), ("prize_multiple",)),
    RuleTopic.POSTING: (_("Public posting"), ("posting_days",)),
}


class RuleConditionInline(RecordInline):
    """What a standard asks for."""

    model = RuleCondition
    fields = (
        "alternative",
        "kind",
        "award",
        "years",
        "least",
        "percent",
        "more_than",
        "rating",
        "reach",
        "measure",
        "anew",
        "text",
    )
    autocomplete_fields = ("award",)


class RequiredPaperInline(RecordInline):
    """The papers that a dossier has to contain."""

    model = RequiredPaper
    fields = ("kind", "copies", "most_months")
    autocomplete_fields = ("kind",)


@admin.register(AwardRule)
class AwardRuleAdmin(OwnPages, Confirmable):
    """What is asked for each award, by topic and period."""

    pages = (OwnPage("due", RULES_DUE_TITLE, rules_due_page, ("awards.view_awardrule",)),)
    resource_classes = (AwardRuleResource, RuleConditionResource, RequiredPaperResource)
    list_display = ("award", "recipient", "topic", "says", "valid_from", "valid_to", "how_sure")
    list_select_related = ("award", "ratio_of")
    list_filter = ("topic", "recipient", "sure", ("award", LinkedRecords))

    fieldsets = (
        (None, {"fields": ("award", ("recipient", "topic", "ground"), ("valid_from", "valid_to"))}),
        *((title, {"fields": fields}) for title, fields in TOPIC_FIELDS.values()),
        (_("Source of the rule"), {"fields": (("source", "sure"), "note", "transition")}),
    )
    autocomplete_fields = ("award", "ratio_of")
    inlines = (RuleConditionInline, RequiredPaperInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AwardRule]:
        return super().get_queryset(request).prefetch_related("conditions__award", "papers__kind")

    def get_fieldsets(self, request: HttpRequest, obj: AwardRule | None = None) -> Any:
        """A rule that exists shows the fields of its topic only."""
        if obj is None:
            return self.fieldsets
        others = {title for topic, (title, _fields) in TOPIC_FIELDS.items() if topic != obj.topic}
        return [fieldset for fieldset in self.fieldsets if fieldset[0] not in others]

    def get_readonly_fields(self, request: HttpRequest, obj: AwardRule | None = None) -> tuple[str, ...]:
        """The topic is read-only once the rule is saved."""
        return ("topic",) if obj else ()

    def get_inlines(self, request: HttpRequest, obj: AwardRule | None) -> Any:
        shown = {RuleTopic.STANDARD: (RuleConditionInline,), RuleTopic.PAPERS: (RequiredPaperInline,)}
        return self.inlines if obj is None else shown.get(RuleTopic(obj.topic), ())

    @admin.display(description=_("says"))
    def says(self, rule: AwardRule) -> str:
        return rule_in_words(rule)
