"""Totals without names, each with what it adds to the awards that are recorded by name."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from awards.models import AwardTotal, Conferral, NamedAwards, RecipientKind
from awards.rules.totals import GivenTotal, NamedNumber, Remainder, remainders


def remainders_of(totals: Iterable[AwardTotal]) -> dict[int, Remainder]:
    """What each of these totals adds, by its key; two queries, whoever asks and however many there are.

    Totals of units below and revoked awards are looked at, too: a total was counted when they stood.
    """
    rows = list(totals)
    if not rows:
        return {}
    like = {"award__in": {row.award_id for row in rows}, "year__in": {row.year for row in rows}}
    given = AwardTotal.objects.filter(**like).order_by()
    found = remainders(
        (
            GivenTotal(pk, (award, year, recipient), path, number, named == NamedAwards.CONTAINED)
            for pk, award, year, recipient, path, number, named in given.values_list(
                "pk", "award", "year", "recipient", "unit__path", "number", "named"
            )
        ),
        _recorded(like),
    )
    return {row.pk: found[row.pk] for row in rows}


def _recorded(like: dict[str, Any]) -> list[NamedNumber]:
    groups = (
        Conferral.objects.filter(**like)
        .order_by()
        .annotate(
            of_collective=ExpressionWrapper(Q(person__isnull=True), output_field=BooleanField()),
        )
        .values_list("award", "year", "of_collective", "unit__path")
        .annotate(number=Count("pk"))
    )
    kinds = {True: RecipientKind.COLLECTIVE.value, False: RecipientKind.INDIVIDUAL.value}
    return [
        NamedNumber((award, year, kinds[bool(collective)]), path, number)
        for award, year, collective, path, number in groups
    ]
