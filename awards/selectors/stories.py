"""The whole story of a person or of a unit as a collective: posts, awards, achievements, ratings, matters, leaves."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from awards.models import Achievement, AwardTotal, Conferral, Impediment, Nominee, ServiceLeave, YearlyRating
from awards.selectors.recognitions import OwnInnovation, innovations_of_person, innovations_of_unit
from campaign.models import Innovation
from office_culture.models import Person, Posting, Unit
from office_culture.selectors.lineage import Predecessor, predecessors


@dataclass(frozen=True, slots=True)
class Earlier:
    """A predecessor of the unit, with the awards that it received."""

    predecessor: Predecessor
    conferrals: list[Conferral]


@dataclass(frozen=True, slots=True)
class Story:
    """Everything recorded of a person or a unit, in lists with the newest first; revoked awards are among the others.

    `innovations` are those not recognised (yet), `recognised` the others.
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
    totals: list[AwardTotal] = field(default_factory=list)


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
    totals = AwardTotal.objects.filter(unit=unit).select_related("award", "decision")
    return replace(story, predecessors=_earlier(unit), totals=list(totals))


def _earlier(unit: Unit) -> list[Earlier]:
    found = predecessors([unit.pk])[unit.pk]
    if not found:
        return []
    awards_by_unit: dict[int, list[Conferral]] = {item.unit.pk: [] for item in found}
    for row in Conferral.objects.filter(person__isnull=True, unit__in=awards_by_unit).select_related(
        "award", "decision"
    ):
        awards_by_unit[row.unit_id].append(row)
    return [Earlier(entry, awards_by_unit[entry.unit.pk]) for entry in found]


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
        innovations=list(
            innovations.exclude(pk__in=[innovation.pk for innovation in recognised]).select_related("unit")
        ),
        nominations=list(
            Nominee.objects.filter(whose)
            .select_related("award", "nomination_round")
            .order_by("-nomination_round__placed_on", "pk")
        ),
        impediments=list(Impediment.objects.filter(whose)),
        postings=postings or [],
        leaves=leaves or [],
    )
