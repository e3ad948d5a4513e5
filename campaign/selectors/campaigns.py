"""The campaign with the movements above it and the documents it is based on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign, CampaignBasis, ParentMovement
from office_culture.rules.facts import Fact, FactScope, FactSource, Rows, registry
from office_culture.rules.figures import count, words
from office_culture.selectors.documents import citation_of
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_names import names_in
from office_culture.text.citations import Citation


@dataclass(frozen=True, slots=True)
class Parent:
    """A movement of a higher level."""

    name: str
    level: str
    launched_by: Citation | None


@dataclass(frozen=True, slots=True)
class CampaignOverview:
    """One campaign as papers introduce it. Without a campaign its figures are missing facts."""

    known: bool
    office: str
    continues: str
    parents: tuple[Parent, ...]
    bases: tuple[Citation, ...]
    figures: Mapping[str, Fact]


def _campaign_rows(scope: FactScope) -> QuerySet[Campaign]:
    rows: QuerySet[Campaign] = Campaign.objects.filter(pk=scope.campaign_id or 0)
    return rows.select_related("office", "unit", "continues")


def _parent_rows(scope: FactScope) -> QuerySet[ParentMovement]:
    rows: QuerySet[ParentMovement] = ParentMovement.objects.filter(campaign=scope.campaign_id)
    return rows.select_related("launched_by")


def _basis_rows(scope: FactScope) -> QuerySet[CampaignBasis]:
    rows: QuerySet[CampaignBasis] = CampaignBasis.objects.filter(campaign=scope.campaign_id)
    return rows.select_related("document")


@reads(_campaign_rows, _parent_rows, _basis_rows)
def campaign_overview(
    scope: FactScope, campaigns: list[Campaign], above: list[ParentMovement], bases: list[CampaignBasis]
) -> CampaignOverview:
    """The campaign of the scope; an empty overview where the scope has none."""
    campaign = campaigns[0] if campaigns else None
    parents = tuple(
        Parent(parent.name, parent.level, citation_of(parent.launched_by) if parent.launched_by else None)
        for parent in above
    )
    return CampaignOverview(
        known=campaign is not None,
        office=names_in(scope, scope.end).in_text(campaign.office) if campaign else "",
        continues=campaign.continues.name if campaign and campaign.continues else "",
        parents=parents,
        bases=tuple(citation_of(basis.document) for basis in bases),
        figures={fact.key.partition(".")[2]: fact for fact in _figures(scope, campaign, parents, bases)},
    )


def _figures(
    scope: FactScope, campaign: Campaign | None, parents: Iterable[Parent], basis_rows: list[CampaignBasis]
) -> Iterable[Fact]:
    rows = Rows("campaign.campaign", {"pk": scope.campaign_id})
    above = Rows("campaign.parentmovement", {"campaign": scope.campaign_id})
    bases = Rows("campaign.campaignbasis", {"campaign": scope.campaign_id})
    name, stage, lead, before = "", "", "", ""
    if campaign is not None:
        name, lead = campaign.name, names_in(scope, scope.end).in_text(campaign.unit)
        first, last = campaign.period_start.year, campaign.period_end.year
        stage = str(first) if first == last else f"{first} - {last}"
        before = campaign.continues.name if campaign.continues else ""
    names = "; ".join(f"“{parent.name}”" for parent in parents)
    yield words("campaign.name", gettext("name of the campaign"), name, rows)
    yield words("campaign.stage", gettext("years of the campaign"), stage, rows)
    yield words("campaign.lead_unit", gettext("lead unit"), lead, rows)
    yield words("campaign.continues", gettext("campaign before"), before, rows)
    yield words("campaign.parents", gettext("movements above"), names, above)
    many = len(basis_rows) if campaign else None
    yield count("campaign.bases_count", gettext("documents it rests on"), many, bases)


def _listed(found: CampaignOverview) -> Iterable[Fact]:
    return found.figures.values()


registry.register(
    FactSource(
        "campaign",
        _("Campaign"),
        campaign_overview,
        _listed,
        nouns={
            "bases_count": ("văn bản | làm căn cứ",),
        },
    )
)
