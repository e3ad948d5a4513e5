"""The sheets of decisions, submissions and their lines."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from awards.models import AwardDecision, DecisionLine
from office_culture.resources.base import RecordResource

LINE = (
    "award",
    "person",
    "unit",
    "name",
    "post",
    "unit_name",
    "ground",
    "period_start",
    "period_end",
    "summary",
    "posthumous",
    "position",
)


class AwardDecisionResource(RecordResource):
    """One row for each decision: how an office brings in those of other bodies; our own are issued on their page."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "subject", "symbol"),)
    told: ClassVar[tuple[str, ...]] = ("state",)
    advice = _("A decision comes in as a draft; it counts once it is recorded on its page.")

    class Meta:
        model = AwardDecision
        fields = (
            "subject",
            "unit",
            "nomination_round",
            "outside",
            "issuer",
            "symbol",
            "decided_on",
            "without_session",
            "legal_bases",
            "decider",
            "signature_form",
            "signature_holder",
            "signer",
            "signer_post",
            "recipients",
        )


class DecisionLineResource(RecordResource):
    """One row for each recipient of a decision."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("decision", "award", "unit", "person", "ground", "period_start", "period_end"),
    )
    told: ClassVar[tuple[str, ...]] = ("prize_amount", "prize_due", "paid_on")

    class Meta:
        model = DecisionLine
        fields = ("decision", *LINE, "certificate_number", "book_number")
