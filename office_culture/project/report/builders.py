"""What sections say from the records: one builder for each content that an outline may name (`contents.py`).

A builder gets the gathered facts, the citations made so far and the name of the section for gaps; it asks no database.
"""

from collections.abc import Callable
from dataclasses import dataclass

from awards.sections.rounds import commendation
from awards.selectors.rounds import Commendation, commendation_of
from campaign.models import Report
from campaign.sections.campaigns import campaign_blocks
from campaign.sections.case_files import case_files_blocks
from campaign.sections.communication import communication_blocks
from campaign.sections.digital import digital_blocks
from campaign.sections.indicators import indicators_blocks
from campaign.sections.innovations import innovations_blocks
from campaign.sections.movements import movements_blocks
from campaign.sections.pledges import pledges_blocks
from campaign.sections.reform_ranks import reform_ranks_blocks
from campaign.sections.reports import opening
from campaign.sections.tasks import tasks_blocks
from campaign.selectors.campaigns import CampaignOverview, campaign_overview
from campaign.selectors.case_files import CaseFiles, case_files
from campaign.selectors.communication import Communication, communication
from campaign.selectors.digital import DigitalWork, digital_work
from campaign.selectors.indicators import IndicatorCourse, indicator_courses
from campaign.selectors.innovations import InnovationRow, innovations
from campaign.selectors.movements import MovementRow, movements
from campaign.selectors.pledges import PledgeYear, RegistrationYear, pledge_years, registration_years
from campaign.selectors.reform_ranks import IndexRanks, reform_ranks
from campaign.selectors.reports import Occasion, occasion
from campaign.selectors.tasks import TaskOverview, task_overview
from office_culture.papers.blocks import Block
from office_culture.sections.documents import inspection_bases, plans_and_directives, regulations
from office_culture.sections.inspections import conduct_blocks, inspections_blocks
from office_culture.sections.organisation import structure, tasks
from office_culture.selectors.documents import DocumentFacts, document_facts
from office_culture.selectors.inspection_facts import InspectionFacts, inspection_facts
from office_culture.selectors.organisation import Organisation, organisation
from office_culture.text.citations import Citations


@dataclass(frozen=True, slots=True)
class Gathered:
    """All facts of a report, asked once."""

    occasion: Occasion
    organisation: Organisation
    documents: DocumentFacts
    campaign: CampaignOverview | None
    communication: Communication
    case_files: CaseFiles | None
    ranks: tuple[IndexRanks, ...]
    digital: DigitalWork
    indicators: tuple[IndicatorCourse, ...]
    movements: tuple[MovementRow, ...]
    innovations: tuple[InnovationRow, ...]
    inspections: InspectionFacts
    commendation: Commendation
    tasks: TaskOverview
    pledges: tuple[PledgeYear, ...]
    registrations: tuple[RegistrationYear, ...]


def gather(report: Report) -> Gathered:
    """Asks every selector for the scope of the report."""
    scope = report.scope()
    return Gathered(
        occasion=occasion(report),
        organisation=organisation(scope.unit_id, scope.as_of),
        documents=document_facts(scope, report.unit.name_in_text),
        campaign=campaign_overview(scope),
        communication=communication(scope),
        case_files=case_files(scope),
        ranks=reform_ranks(scope),
        digital=digital_work(scope),
        indicators=indicator_courses(scope),
        movements=movements(scope),
        innovations=innovations(scope),
        inspections=inspection_facts(scope),
        commendation=commendation_of(scope),
        tasks=task_overview(scope),
        pledges=pledge_years(scope),
        registrations=registration_years(scope),
    )


Builder = Callable[[Gathered, Citations, str], list[Block]]

BUILDERS: dict[str, Builder] = {
    "occasion": lambda facts, citations, name: opening(facts.occasion, citations),
    "functions": lambda facts, citations, name: tasks(facts.organisation, section=name),
    "organisation": lambda facts, citations, name: structure(facts.organisation, section=name),
    "directives": lambda facts, citations, name: [
        *campaign_blocks(facts.campaign, citations=citations, section=name),
        *plans_and_directives(facts.documents, citations),
    ],
    "tasks": lambda facts, citations, name: [*tasks_blocks(facts.tasks, citations=citations, section=name)],
    "communication": lambda facts, citations, name: [
        *communication_blocks(facts.communication, citations=citations, section=name)
    ],
    "regulations": lambda facts, citations, name: regulations(facts.documents, citations, section=name),
    "reform": lambda facts, citations, name: [
        *case_files_blocks(facts.case_files, section=name),
        *reform_ranks_blocks(facts.ranks, section=name),
        *indicators_blocks(facts.indicators, topic="reform"),
    ],
    "digital": lambda facts, citations, name: [
        *digital_blocks(facts.digital, section=name),
        *indicators_blocks(facts.indicators, topic="digital"),
    ],
    "movements": lambda facts, citations, name: [
        *movements_blocks(facts.movements, citations=citations),
        *pledges_blocks(facts.pledges, facts.registrations),
    ],
    "innovations": lambda facts, citations, name: [
        *innovations_blocks(facts.innovations, citations=citations)
    ],
    "conduct": lambda facts, citations, name: [
        *conduct_blocks(facts.inspections),
        *indicators_blocks(facts.indicators, topic="conduct"),
    ],
    "inspections": lambda facts, citations, name: [
        *inspection_bases(facts.documents, citations),
        *inspections_blocks(facts.inspections, citations),
    ],
    "commendation": lambda facts, citations, name: commendation(facts.commendation),
}
