"""The campaign in its place: stage, lead unit, the movements above it and the documents it rests on."""

from campaign.sections.wording import LEVEL_OF_MOVEMENT, ending, listed
from campaign.selectors.campaigns import CampaignOverview, Parent, campaign_overview
from office_culture.papers.blocks import Block, BulletList, Gap, Paragraph, text
from office_culture.rules.parts import At, _, sections
from office_culture.sections.documents import plans_and_directives
from office_culture.sections.figures import told
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
    """The campaign itself, then what came from above and what the office planned upon it."""
    return (*campaign_blocks(campaign, at), *plans_and_directives(documents, at))


def campaign_blocks(facts: CampaignOverview, at: At) -> tuple[Block, ...]:
    """How the campaign is introduced."""
    if not facts.known:
        return (Gap(at.section, "Chưa xác định phong trào thi đua của báo cáo."),)
    opening = Paragraph.of(
        "Phong trào thi đua “",
        told(facts.figures["name"]),
        "” giai đoạn ",
        told(facts.figures["stage"]),
        f" do {facts.office} phát động, giao ",
        told(facts.figures["lead_unit"]),
        " chủ trì tham mưu, tổ chức thực hiện",
        f", tiếp nối phong trào “{facts.continues}”." if facts.continues else ".",
    )
    return (opening, *_parents(facts, at.citations), *_bases(facts, at.citations))


def _parents(facts: CampaignOverview, citations: Citations) -> tuple[Block, ...]:
    if not facts.parents:
        return ()
    if len(facts.parents) == 1:
        return (
            Paragraph.of(
                f"Phong trào triển khai thực hiện phong trào {_parent(facts.parents[0], citations)}."
            ),
        )
    count = len(facts.parents)
    items = (
        f"Phong trào {_parent(parent, citations)}{ending(i, count)}" for i, parent in enumerate(facts.parents)
    )
    return (
        Paragraph.of("Phong trào triển khai thực hiện các phong trào thi đua cấp trên:"),
        BulletList.of(*items),
    )


def _parent(parent: Parent, citations: Citations) -> str:
    launched = f", phát động theo {citations.cite(parent.launched_by)}" if parent.launched_by else ""
    return f"“{parent.name}” ({LEVEL_OF_MOVEMENT[parent.level]}{launched})"


def _bases(facts: CampaignOverview, citations: Citations) -> tuple[Block, ...]:
    if not facts.bases:
        return ()
    cited = listed([citations.cite(basis) for basis in facts.bases])
    return (Paragraph(text(f"Căn cứ triển khai: {cited}.")),)
