"""Facts on the campaign itself."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.selectors.campaigns import campaign_overview
from campaign.selectors.facts.build import count, words
from office_culture.rules.facts import Fact, FactScope, ListedFacts, Rows


class CampaignFacts(ListedFacts):
    """Name, stage and lead unit of the campaign a paper is about, and the movements above it."""

    prefix = "campaign"
    title = _("Campaign")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        found = campaign_overview(scope)
        rows = Rows("campaign.campaign", {"pk": scope.campaign_id})
        parents = Rows("campaign.parentmovement", {"campaign": scope.campaign_id})
        bases = Rows("campaign.campaignbasis", {"campaign": scope.campaign_id})
        stage = f"{found.start.year} - {found.end.year}" if found else ""
        names = "; ".join(f"“{parent.name}”" for parent in found.parents) if found else ""
        yield words("campaign.name", gettext("name of the campaign"), found.name if found else "", rows)
        yield words("campaign.stage", gettext("years of the campaign"), stage, rows)
        yield words("campaign.lead_unit", gettext("lead unit"), found.lead_unit if found else "", rows)
        yield words("campaign.continues", gettext("campaign before"), found.continues if found else "", rows)
        yield words("campaign.parents", gettext("movements above"), names, parents)
        yield count(
            "campaign.bases_count",
            gettext("documents it rests on"),
            len(found.bases) if found else None,
            bases,
        )
