"""A paper of every kind from the records of the sample office, as its issue would examine it."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType

from awards.actions import sessions as council_sessions
from awards.models import CouncilSession
from campaign.actions import review_sessions
from campaign.models import ReviewSession
from office_culture.actions import outgoing
from office_culture.actions.inspection_papers import minutes_prepared, report_prepared
from office_culture.actions.office_papers import issuing_unit, unit_of
from office_culture.models import Inspection, InspectionRound, OfficePaper, User
from office_culture.models.base import Record
from office_culture.models.outgoing import WithPaper
from office_culture.papers.paper import Paper
from office_culture.rules.paper_kinds import KINDS

ISSUED_ON = datetime.date(2022, 6, 1)
# How the paper of a record is prepared that has a life of its own.
_CLOSED = {
    Inspection: minutes_prepared,
    InspectionRound: report_prepared,
    CouncilSession: council_sessions._minutes,
    ReviewSession: review_sessions._minutes,
}


def concrete(model: type[Any]) -> list[type[Any]]:
    """The model, or those below an abstract one."""
    if not model._meta.abstract:
        return [model]
    return [found for below in model.__subclasses__() for found in concrete(below)]


def kinds_of_records() -> set[type[Record]]:
    """Every kind of record that goes out as a paper, and every kind about which a paper is drafted."""
    about = [model for kind in KINDS.values() for model in concrete(kind.about)]
    return {*concrete(WithPaper), *about}


def papers() -> Iterator[tuple[str, Record, Paper]]:
    """The name of the kind, the record and the paper."""
    by = User.objects.filter(is_superuser=True).first()
    for model, kind in outgoing.KINDS.items():
        for record in () if model is OfficePaper else model._default_manager.order_by("pk"):
            yield model.__name__, record, kind.prepared(record, ISSUED_ON, by).paper
    for closed, prepared in _CLOSED.items():
        for record in closed.objects.order_by("pk"):
            yield closed.__name__, record, prepared(record, ISSUED_ON, by).paper
    for kind in KINDS.values():
        for about in [row for model in concrete(kind.about) for row in model.objects.order_by("pk")]:
            paper = OfficePaper(
                kind=kind.name,
                about_type=ContentType.objects.get_for_model(about),
                about_id=about.pk,
                unit=issuing_unit(unit_of(about)),
                subject=kind.subject(about),
                **dict(kind.first(about)),
            )
            yield f"OfficePaper {kind.name}", paper, kind.build(paper, ISSUED_ON, draft=False)
