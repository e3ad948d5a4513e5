"""Every paper that an office can print from its records as they stand, for tests that read them all.

Papers are made by the same functions that issue them; what was issued comes from what was frozen.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from awards.actions import sessions
from awards.models import AwardDecision, CouncilSession, NominationRound
from awards.sections.papers_of_awards import presentation_paper
from awards.selectors.award_papers import line_facts
from awards.selectors.presentation import presented
from campaign.actions import review_sessions
from campaign.models import Innovation, Report, ReviewSession
from campaign.report.paper import report_paper
from campaign.sections.papers_of_innovations import proposal_paper
from campaign.selectors.innovation_papers import proposal_facts
from office_culture.actions import inspection_papers, outgoing
from office_culture.actions.office_papers import issuing_unit, unit_of
from office_culture.models import Inspection, InspectionRound, IssuedPaper, OfficePaper, User
from office_culture.papers import frozen
from office_culture.papers.paper import Paper
from office_culture.rules.paper_kinds import KINDS
from office_culture.selectors.issuers import issuer

# Records that close by themselves, and what prepares their paper.
CLOSED = (
    (Inspection, inspection_papers.minutes_prepared, {"state": "closed"}),
    (InspectionRound, inspection_papers.report_prepared, {"state": "finished"}),
    (CouncilSession, sessions._minutes, {"state": "concluded"}),
    (ReviewSession, review_sessions._minutes, {"state": "concluded"}),
)


def every_paper() -> Iterator[tuple[str, Paper]]:
    """Kind and paper: of each record that goes out, of each that closes, of each kind that could be drafted now."""
    today = timezone.localdate()
    by = User(is_superuser=True, is_active=True)
    for model, kind in outgoing.KINDS.items():
        for record in model._default_manager.order_by("pk"):
            if not (getattr(record, "outside", False) or record.paper_id):
                yield name_of(record), draft_of(record, kind, today, by)
    for model, prepared, closed in CLOSED:
        # Of inspections one in each round: the others differ in their results only.
        rows = model._default_manager.filter(paper=None, **closed).order_by("pk")
        for record in list(rows)[:: 11 if model is Inspection else 1]:
            yield model._meta.model_name, prepared(record, today, by).paper
    for innovation in Innovation.objects.select_related("unit__parent").order_by("pk"):
        yield "proposal", proposal_paper(proposal_facts(innovation))
    yield from presentations(today)
    yield from drafts_of_every_kind(today)
    for paper in IssuedPaper.objects.select_related("facts").order_by("pk"):
        yield f"issued {paper.type_name}", frozen.loads(paper.facts.text)


def name_of(record: Any) -> str:
    """The kind of a record that goes out, told apart where one model has many."""
    return record.kind if isinstance(record, OfficePaper) else record._meta.model_name


def draft_of(record: Any, kind: Any, on: datetime.date, by: User) -> Paper:
    """Its paper as it would be issued; reports are examined elsewhere, which takes longer."""
    paper: Paper = report_paper(record) if isinstance(record, Report) else kind.prepared(record, on, by).paper
    return paper


def presentations(today: datetime.date) -> Iterator[tuple[str, Paper]]:
    """The lists by which those who receive awards are called up."""
    for held in NominationRound.objects.order_by("pk"):
        lines = presented(AwardDecision.objects.filter(nomination_round=held))
        if lines:
            facts = tuple(line_facts(line) for line in lines)
            yield (
                "presentation",
                presentation_paper(issuer(held.unit), held.name, facts, today, "Người Lập Mẫu"),
            )


def drafts_of_every_kind(today: datetime.date) -> Iterator[tuple[str, Paper]]:
    """Of each kind of office paper one about each record for which it could be drafted, without what is typed."""
    for kind in KINDS.values():
        for model in {ct.model_class() for ct in ContentType.objects.all()}:
            if model is None or not issubclass(model, kind.about):
                continue
            for about in model._default_manager.order_by("pk"):
                if kind.can_draft(about):
                    continue
                paper = OfficePaper(
                    kind=kind.name,
                    about_type=ContentType.objects.get_for_model(about),
                    about_id=about.pk,
                    unit=issuing_unit(unit_of(about)),
                    subject=kind.subject(about)[:300],
                    **kind.first(about),
                )
                yield f"blank {kind.name}", kind.build(paper, today, draft=True)
