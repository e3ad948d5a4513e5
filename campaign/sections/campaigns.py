"""The campaign with stage, lead unit, the movements above it and the documents it is based on."""

from collections.abc import Collection

from campaign.sections.wording import LEVEL_OF_MOVEMENT, listed, movement
from campaign.selectors.campaigns import CampaignOverview, Parent, campaign_overview
from office_culture.papers.blocks import Block, Gap, Paragraph, text
from office_culture.rules.parts import At, _, sections
from office_culture.sections.documents import plans_and_directives
from office_culture.sections.figures import in_sentence
from office_culture.selectors.documents import DocumentFacts, document_facts
from office_culture.text.citations import Citations


@sections.register(
    "directives",
    _("the campaign, directives from above and own plans"),
    campaign_overview,
    document_facts,
    records="office_culture_document",
)
def directives(campaign: CampaignOverview, documents: DocumentFacts, at: At) -> tuple[Block, ...]:
    """The campaign, then the directives from above and the office's own plans."""
    listed_below = {row.citation.key for row in (*documents.directives, *documents.own_plans)}
    return (*campaign_blocks(campaign, at, listed_below), *plans_and_directives(documents, at))


def campaign_blocks(facts: CampaignOverview, at: At, listed_below: Collection[str] = ()) -> tuple[Block, ...]:
    """The paragraphs on the campaign, the movements from above that it carries out, and the documents it is based on.

    `listed_below` are the keys of documents that the section names anyway. Without a campaign it is a gap.
    """
    if not facts.known:
        return (Gap(at.section, "Chưa xác định phong trào thi đua của báo cáo."),)
    stage = facts.figures["stage"]
    opening = Paragraph.of(
        "Phong trào thi đua “",
        in_sentence(facts.figures["name"]),
        "” năm " if stage.text.isdecimal() else "” giai đoạn ",
        in_sentence(stage),
        f" do {facts.office} phát động, giao ",
        in_sentence(facts.figures["lead_unit"]),
        " chủ trì tham mưu, tổ chức thực hiện",
        f", tiếp nối phong trào “{facts.continues}”." if facts.continues else ".",
    )
    return (opening, *_parents(facts, at.citations), *_bases(facts, at.citations, listed_below))


def _parents(facts: CampaignOverview, citations: Citations) -> tuple[Block, ...]:
    if not facts.parents:
        return ()
    above = [_parent(parent, citations) for parent in facts.parents]
    if len(above) == 1:
        return (
            Paragraph.of(
                f"Phong trào được tổ chức để thực hiện phong trào thi đua do cấp trên phát động: "
                f"{above[0][:1].lower()}{above[0][1:]}."
            ),
        )
    return (
        Paragraph.of(
            "Phong trào được tổ chức để thực hiện các phong trào thi đua do cấp trên phát động: "
            f"{listed([f'{parent[:1].lower()}{parent[1:]}' for parent in above])}."
        ),
    )


def _parent(parent: Parent, citations: Citations) -> str:
    launched = f", {citations.mention(parent.launched_by)}" if parent.launched_by else ""
    return f"{movement(parent.name)} ({LEVEL_OF_MOVEMENT[parent.level]}{launched})"


def _bases(facts: CampaignOverview, citations: Citations, listed_below: Collection[str]) -> tuple[Block, ...]:
    """The documents that the campaign is based on, without those that the section names elsewhere."""
    launched = {parent.launched_by.key for parent in facts.parents if parent.launched_by}
    others = [basis for basis in facts.bases if basis.key not in launched | set(listed_below)]
    if not others:
        return ()
    cited = listed([citations.mention(basis) for basis in others])
    return (Paragraph(text(f"Phong trào được tổ chức theo {cited}.")),)
