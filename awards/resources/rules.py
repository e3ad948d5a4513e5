"""The sheets of rules, kinds of papers and the base salary."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from awards.models import AwardRule, RequiredPaper, RuleCondition
from office_culture.resources.base import RecordResource


class AwardRuleResource(RecordResource):
    """One row for each thing that is asked; conditions and papers have sheets of their own."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("award", "recipient", "topic", "ground", "valid_from"),)
    advice = _("Two rules on one topic never hold on the same day: end the old one first.")

    class Meta:
        model = AwardRule


class RuleConditionResource(RecordResource):
    """One row for each condition of a rule."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("rule", "alternative", "kind", "award", "rating", "text"),
    )

    class Meta:
        model = RuleCondition


class RequiredPaperResource(RecordResource):
    """One row for each paper that a rule asks for."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("rule", "kind"),)

    class Meta:
        model = RequiredPaper
