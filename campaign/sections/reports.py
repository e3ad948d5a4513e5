"""The first paragraph of a report."""

from campaign.selectors.reports import Occasion
from office_culture.papers.blocks import Block, Paragraph
from office_culture.text.citations import Citations


def opening(facts: Occasion, citations: Citations) -> list[Block]:
    """On whose request the office reports, and on which period."""
    agency = facts.agency[:1].upper() + facts.agency[1:]
    subject = facts.subject[:1].lower() + facts.subject[1:]
    if facts.request is None:
        return [Paragraph.of(f"{agency} báo cáo {subject}, kỳ báo cáo {facts.period}, như sau:")]
    cited = [citations.cite(facts.request), *(citations.cite(plan) for plan in facts.plans)]
    grounds = "; ".join(cited)
    return [
        Paragraph.of(f"Thực hiện {grounds}, {agency} báo cáo {subject}, kỳ báo cáo {facts.period}, như sau:")
    ]
