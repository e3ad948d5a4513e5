"""The first and the last paragraph of a report."""

import re

from campaign.sections.wording import listed_briefly
from campaign.selectors.reports import ReportOccasion, occasion
from office_culture.papers.blocks import Block, Paragraph
from office_culture.rules.parts import At, _, sections
from office_culture.text.citations import Citations

_QUOTED = re.compile(r"\s*“[^”]*”")


@sections.register("occasion", _("who asked for the report, by which text"), occasion)
def opening(facts: ReportOccasion, at: At) -> list[Block]:
    """The opening: at whose request the office reports, by which plans, and on which period."""
    citations = at.citations
    agency = facts.agency[:1].upper() + facts.agency[1:]
    subject = facts.subject[:1].lower() + facts.subject[1:]
    if facts.request is None:
        return [
            Paragraph.of(f"{agency} báo cáo {subject}, kỳ báo cáo {facts.period}, như sau:"),
            *_correction(facts, citations),
        ]
    cited = [citations.cite(facts.request), *(citations.cite(plan) for plan in facts.plans)]
    grounds = "; ".join(cited)
    return [
        Paragraph.of(f"Thực hiện {grounds}, {agency} báo cáo {subject}, kỳ báo cáo {facts.period}, như sau:"),
        *_correction(facts, citations),
    ]


@sections.register("closing", _("closing sentence: to whom the report is put"), occasion)
def closing(facts: ReportOccasion, at: At) -> list[Block]:
    """The closing sentence with the addressees; nothing where there are none."""
    if not facts.addressees:
        return []
    # The name of the movement is in title and opening already.
    subject = _QUOTED.sub("", facts.subject[:1].lower() + facts.subject[1:])
    # A name that has an "và" of its own is not followed by another.
    own = any(" và " in name for name in facts.addressees)
    to = ", ".join(facts.addressees) if own else listed_briefly(facts.addressees)
    return [
        Paragraph.of(
            f"Trên đây là {facts.paper} {subject}, {facts.agency} trân trọng báo cáo {to} xem xét, tổng hợp."
        )
    ]


def _correction(facts: ReportOccasion, citations: Citations) -> list[Block]:
    """For a correction, the sentence that names the paper it replaces; otherwise nothing."""
    if facts.replaces is None:
        return []
    return [Paragraph.of(f"Báo cáo này thay thế {citations.cite(facts.replaces)}.")]
