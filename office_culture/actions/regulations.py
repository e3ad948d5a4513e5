"""Adopting a new revision of a regulation in place of the one before."""

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office_culture.models import Document, DocumentRelation, Regulation, RegulationRevision, RelationKind
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models.accounts import User


@transaction.atomic
def adopt_revision(
    *,
    regulation: Regulation,
    decision: Document,
    valid_from: datetime.date,
    by: "User",
    relation: str = RelationKind.REPLACES,
) -> RegulationRevision:
    """Adds the newest revision, ends the one before on the day before, and relates the two decisions.

    `relation` says whether the new decision replaces the old one or amends it; an amended decision stays in force.
    Raises `ValidationError` by field.
    """
    if relation not in {RelationKind.REPLACES, RelationKind.AMENDS}:
        raise ValueError("A revision replaces or amends the one before.")
    Regulation.objects.select_for_update().get(pk=regulation.pk)
    latest: Any = regulation.revisions.select_related("decision").order_by("-valid_from").first()
    if latest:
        if valid_from <= latest.valid_from:
            raise ValidationError(
                {
                    "valid_from": _("The revision in force begins on %(day)s; the next one begins later.")
                    % {"day": numeric(latest.valid_from)}
                }
            )
        day_before = valid_from - datetime.timedelta(days=1)
        if latest.valid_to is None or latest.valid_to > day_before:
            latest.valid_to = day_before
            latest.save(by=by)
        _relate(decision, relation, latest.decision, by)
    revision = RegulationRevision(regulation=regulation, decision=decision, valid_from=valid_from)
    revision.full_clean()
    revision.save(by=by)
    return revision


def _relate(decision: Document, kind: str, earlier: Document, by: "User") -> None:
    """Relates the two decisions unless they are related so already: a decision may issue several regulations."""
    if (
        decision == earlier
        or DocumentRelation.objects.filter(document=decision, kind=kind, target=earlier).exists()
    ):
        return
    related = DocumentRelation(document=decision, kind=kind, target=earlier)
    related.full_clean()
    related.save(by=by)
