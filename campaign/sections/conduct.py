"""Conduct at work and inspections of it, with the indicators of the campaign."""

from campaign.sections.indicators import indicators_blocks
from campaign.selectors.indicators import IndicatorCourse, indicator_courses
from office_culture.rules.parts import At, _, sections
from office_culture.sections.documents import inspection_bases
from office_culture.sections.inspections import conduct_blocks, inspections_blocks
from office_culture.sections.shown import Content
from office_culture.selectors.documents import DocumentFacts, document_facts
from office_culture.selectors.inspection_facts import InspectionFacts, inspection_facts


@sections.register(
    "conduct",
    _("conduct as inspections found it, and its indicators"),
    inspection_facts,
    indicator_courses,
)
def conduct(found: InspectionFacts, courses: tuple[IndicatorCourse, ...], at: At) -> tuple[Content, ...]:
    """Scores and breaches, then the indicators of the topic."""
    return (*conduct_blocks(found), *indicators_blocks(courses, topic="conduct"))


@sections.register(
    "inspections",
    _("inspections, findings and remedies"),
    document_facts,
    inspection_facts,
    records="office_culture_inspectionround",
)
def inspections(documents: DocumentFacts, found: InspectionFacts, at: At) -> tuple[Content, ...]:
    """The documents on which inspections are based, then their findings."""
    return (*inspection_bases(documents, at), *inspections_blocks(found, at))
