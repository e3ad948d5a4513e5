"""What commendation puts into the file of a campaign: its rounds, and the papers and evidence of those."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from awards.models import (
    AwardDecision,
    CouncilSession,
    Dossier,
    NominationRound,
    Nominee,
    Revocation,
    Submission,
)
from campaign.models import Campaign
from campaign.selectors.record_files import during, register


@register("Khen thưởng")
def _commendation(campaign: Campaign) -> Iterator[QuerySet[Any]]:
    """The rounds of the campaign and, as in its report, those of no campaign that its office held meanwhile."""
    days = (campaign.period_start, campaign.period_end)
    meanwhile = Q(during(campaign), campaign=None, opened_on__range=days)
    rounds = NominationRound.objects.filter(Q(campaign=campaign) | meanwhile)
    of_no_round = Q(during(campaign), nomination_round=None, decided_on__range=days)
    decisions = AwardDecision.objects.filter(Q(nomination_round__in=rounds) | of_no_round)
    yield rounds
    yield Dossier.objects.filter(round__in=rounds)
    yield Nominee.objects.filter(nomination_round__in=rounds)
    yield CouncilSession.objects.filter(nomination_round__in=rounds)
    yield Submission.objects.filter(nomination_round__in=rounds)
    yield decisions
    yield Revocation.objects.filter(lines__conferral__line__decision__in=decisions)
