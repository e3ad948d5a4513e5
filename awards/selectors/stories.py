"""The whole story of a person or of a unit as a collective: posts, awards, achievements, ratings, matters, leaves."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from awards.models import Achievement, Conferral, Impediment, Nominee, ServiceLeave, YearlyRating
from awards.selectors.recognitions import OwnInnovation, innovations_of_person, innovations_of_unit
from campaign.models import Innovation
from office_culture.models import Person, Posting, Unit


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
    return _story(
        Q(person__isnull=True, unit=unit),
        recognised=innovations_of_unit(unit, timezone.localdate()),
        innovations=Innovation.objects.filter(unit__path__startswith=unit.path),
    )


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
