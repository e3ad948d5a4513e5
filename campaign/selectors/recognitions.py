"""Recognised innovations of a person or a unit, which are grounds for titles, commendations and certificates."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q

from campaign.models import EffectConfirmation, Innovation, InnovationAuthor, RecognitionLevel
from office_culture.models import Person, Unit
from office_culture.selectors.documents import citation_of
from office_culture.selectors.unit_names import UnitNames
from office_culture.text.citations import Citation

_FURTHER = {level: place for place, level in enumerate(RecognitionLevel.values)}


@dataclass(frozen=True, slots=True)
class RecognisedAuthor:
    """One author as on the day of the proposal; `share` is of 100, None where it is not known."""

    person: int
    name: str
    post: str
    unit_name: str
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class RecognisedInnovation:
    """An innovation as certificates and nominations cite it.

    `level` is that of the recognition, `reach` the furthest that is confirmed since; "" where none is.
    """

    row: int
    title: str
    year: int | None
    unit_name: str
    level: str
    recognised_on: datetime.date | None
    decision: Citation | None
    reach: str
    confirmed_on: datetime.date | None
    authors: tuple[RecognisedAuthor, ...]

    def share_of(self, person: int) -> Decimal | None:
        """The percentage of one author; None where the person is no author or the share is not known."""
        return next((author.share for author in self.authors if author.person == person), None)


def recognised_for_person(
    person: Person, start: datetime.date, end: datetime.date
) -> tuple[RecognisedInnovation, ...]:
    """Innovations of which `person` is an author, recognised from `start` to `end`; four statements at most."""
    return _recognised(
        Q(pk__in=InnovationAuthor.objects.filter(person=person).values("innovation")), start, end
    )


def recognised_for_unit(
    unit: Unit, start: datetime.date, end: datetime.date
) -> tuple[RecognisedInnovation, ...]:
    """Innovations of `unit` and the units below it, recognised from `start` to `end`; four statements at most."""
    return _recognised(Q(unit__path__startswith=unit.path), start, end)


def _recognised(whose: Q, start: datetime.date, end: datetime.date) -> tuple[RecognisedInnovation, ...]:
    rows = (
        Innovation.objects.recognised(end)
        .filter(whose, Q(recognised_on__gte=start) | Q(recognised_on__isnull=True, placed_in__gte=start.year))
        .select_related("unit", "recognised_by")
        .prefetch_related(
            Prefetch("authors", InnovationAuthor.objects.select_related("person").order_by("pk")),
            Prefetch(
                "confirmations",
                EffectConfirmation.objects.filter(placed_on__lte=end).select_related("document"),
            ),
        )
        .order_by("title", "pk")
    )
    named = UnitNames(end)
    in_order = sorted(rows, key=lambda row: row.recognised_on or row.last_known_day or datetime.date.min)
    return tuple(_as_recognised(innovation, named) for innovation in in_order)


def _as_recognised(innovation: Any, named: UnitNames) -> RecognisedInnovation:
    furthest = _furthest(innovation.confirmations.all())
    decision = innovation.recognised_by
    day = innovation.recognised_on or innovation.last_known_day
    return RecognisedInnovation(
        row=innovation.pk,
        title=innovation.title,
        year=innovation.year,
        unit_name=innovation.unit_name or named.name(innovation.unit, day),
        level=innovation.level,
        recognised_on=innovation.recognised_on,
        decision=citation_of(decision) if decision else None,
        reach=furthest.reach if furthest else "",
        confirmed_on=furthest.day if furthest else None,
        authors=tuple(
            RecognisedAuthor(
                person=author.person_id,
                name=author.name or author.person.full_name,
                post=author.post,
                unit_name=author.unit_name,
                share=author.share_percent,
            )
            for author in innovation.authors.all()
        ),
    )


def _furthest(confirmations: Iterable[EffectConfirmation]) -> EffectConfirmation | None:
    return max(confirmations, key=lambda row: _FURTHER[row.reach], default=None)
