"""The whole story of a person or of a unit as a collective: posts, awards, achievements, ratings, matters, leaves."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from awards.models import Achievement, Conferral, Impediment, Nominee, ServiceLeave, YearlyRating
from awards.selectors.recognitions import OwnInnovation, innovations_of_person, innovations_of_unit
from campaign.models import Innovation
from office_culture.models import Person, Posting, Unit
from office_culture.selectors.lineage import Predecessor, predecessors


@dataclass(frozen=True, slots=True)
class Earlier:
    """A unit from which the unit has come, with the awards that it received."""

    predecessor: Predecessor
    conferrals: list[Conferral]


@dataclass(frozen=True, slots=True)
class Story:
    """Rows as lists hold them, the newest first. Revoked awards stay readable among the others.

    `innovations` are those not recognised (yet); `recognised` tells the others.
    """

    conferrals: list[Conferral]
    achievements: list[Achievement]
    ratings: list[YearlyRating]
    recognised: list[OwnInnovation]
    innovations: list[Innovation]
    nominations: list[Nominee]
    impediments: list[Impediment]
    postings: list[Posting]
    leaves: list[ServiceLeave]
    predecessors: list[Earlier] = field(default_factory=list)


def story_of_person(person: Person) -> Story:
    """Everything recorded of a person, in whatever unit it happened."""
    return _story(
        Q(person=person),
        recognised=innovations_of_person(person, timezone.localdate()),
        innovations=Innovation.objects.filter(authors__person=person).distinct(),
        postings=list(person.postings.select_related("unit").order_by("-valid_from", "rank", "pk")),
        leaves=list(person.service_leaves.all()),
    )


def story_of_unit(unit: Unit) -> Story:
    """Everything recorded of a unit as a collective; what its people did stands in their own stories."""
    story = _story(
        Q(person__isnull=True, unit=unit),
        recognised=innovations_of_unit(unit, timezone.localdate()),
        innovations=Innovation.objects.filter(unit__path__startswith=unit.path),
    )
    return replace(story, predecessors=_earlier(unit))


def _earlier(unit: Unit) -> list[Earlier]:
    found = predecessors([unit.pk])[unit.pk]
    if not found:
        return []
    held: dict[int, list[Conferral]] = {one.unit.pk: [] for one in found}
    for row in Conferral.objects.filter(person__isnull=True, unit__in=held).select_related(
        "award", "decision"
    ):
        held[row.unit_id].append(row)
    return [Earlier(one, held[one.unit.pk]) for one in found]


def _story(
    whose: Q,
    recognised: list[OwnInnovation],
    innovations: Any,
    postings: list[Posting] | None = None,
    leaves: list[ServiceLeave] | None = None,
) -> Story:
    return Story(
        conferrals=list(
            Conferral.objects.filter(whose)
            .select_related("award", "decision")
            .prefetch_related("achievements")
        ),
        achievements=list(Achievement.objects.filter(whose).select_related("unit", "innovation")),
        ratings=list(YearlyRating.objects.filter(whose).select_related("unit")),
        recognised=recognised,
        innovations=list(innovations.exclude(pk__in=[one.pk for one in recognised]).select_related("unit")),
        nominations=list(
            Nominee.objects.filter(whose)
            .select_related("award", "nomination_round")
            .order_by("-nomination_round__opened_on", "pk")
        ),
        impediments=list(Impediment.objects.filter(whose)),
        postings=postings or [],
        leaves=leaves or [],
    )
