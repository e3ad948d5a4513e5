"""The dated rules of an award."""

from django.db.models import F

from awards.models import Award, AwardRule


def rules_of(award: Award) -> list[AwardRule]:
    """By topic and recipient, the newest period first, with what their wording reads; a fixed number of queries."""
    return list(
        AwardRule.objects.filter(award=award)
        .select_related("award", "ratio_of")
        .prefetch_related("conditions__award", "papers__kind")
        .order_by("topic", "recipient", "ground", F("valid_from").desc(nulls_last=True))
    )
