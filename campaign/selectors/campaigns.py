"""The campaign itself with what stands above it."""

import datetime
from dataclasses import dataclass

from campaign.models import Campaign
from office_culture.rules.facts import FactScope
from office_culture.selectors.documents import citation_of
from office_culture.text.citations import Citation


@dataclass(frozen=True, slots=True)
class Parent:
    """A movement of a higher level."""

    name: str
    level: str
    launched_by: Citation | None


@dataclass(frozen=True, slots=True)
class CampaignOverview:
    """One campaign as papers introduce it."""

    row: int
    name: str
    start: datetime.date
    end: datetime.date
    office: str
    lead_unit: str
    continues: str
    parents: tuple[Parent, ...]
    bases: tuple[Citation, ...]


def campaign_overview(scope: FactScope) -> CampaignOverview | None:
    """The campaign the scope names, or None if it names none."""
    if scope.campaign_id is None:
        return None
    campaign = (
        Campaign.objects.filter(pk=scope.campaign_id)
        .select_related("office", "unit", "continues")
        .prefetch_related("parents__launched_by", "basis_rows__document")
        .first()
    )
    if campaign is None:
        return None
    return CampaignOverview(
        row=campaign.pk,
        name=campaign.name,
        start=campaign.period_start,
        end=campaign.period_end,
        office=campaign.office.name_in_text,
        lead_unit=campaign.unit.name_in_text,
        continues=campaign.continues.name if campaign.continues else "",
        parents=tuple(
            Parent(parent.name, parent.level, citation_of(parent.launched_by) if parent.launched_by else None)
            for parent in campaign.parents.all()
        ),
        bases=tuple(citation_of(basis.document) for basis in campaign.basis_rows.all()),
    )
