"""The campaign in its place: stage, lead unit, the movements above it and the documents it rests on."""

from campaign.sections.wording import LEVEL_OF_MOVEMENT, ending, listed
from campaign.selectors.campaigns import CampaignOverview, Parent
from office_culture.papers.blocks import Block, BulletList, Gap, Paragraph, figure, text
from office_culture.text.citations import Citations


def campaign_blocks(
    facts: CampaignOverview | None, *, citations: Citations, section: str
) -> tuple[Block, ...]:
    """How the campaign is introduced; `section` names the place in case no campaign is chosen."""
    if facts is None:
        return (Gap(section, "Chưa xác định phong trào thi đua của báo cáo."),)
    opening = Paragraph.of(
        "Phong trào thi đua “",
        figure(facts.name, "campaign.name"),
        "” giai đoạn ",
        figure(f"{facts.start.year} - {facts.end.year}", "campaign.stage"),
        f" do {facts.office} phát động, giao ",
        figure(facts.lead_unit, "campaign.lead_unit"),
        " chủ trì tham mưu, tổ chức thực hiện",
        f", tiếp nối phong trào “{facts.continues}”." if facts.continues else ".",
    )
    return (opening, *_parents(facts, citations), *_bases(facts, citations))


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
