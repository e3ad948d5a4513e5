"""The life of papers that an office drafts from its records: drafted, approved, issued, withdrawn."""

import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext

from office_culture.actions import outgoing
from office_culture.actions.approval import (
    against_bases,
    way_to_approval,
    withdrawing,
)
from office_culture.actions.outgoing import Prepared, RestsOn
from office_culture.actions.papers import PaperType
from office_culture.actions.workflow import Because, Refused, Workflow
from office_culture.models import IssuedPaper, OfficePaper, OutgoingState, Unit
from office_culture.models.outgoing import SIGNER_FIELDS
from office_culture.rules.paper_kinds import OfficePaperKind

if TYPE_CHECKING:
    from office_culture.models import User

LETTER = "Công văn"
# What a new paper takes over from the last one of its kind in the office.
_FRAME = ("legal_bases", *SIGNER_FIELDS, "decider", "proposed_by", "drafting_unit")
READ_WITH = ("unit", "drafting_unit", "signer", "paper", "about_type")


@transaction.atomic
def draft(*, kind: OfficePaperKind, about: Any, by: "User") -> OfficePaper:
    """The draft of a kind about a record; one that waits already is given instead of a second one.

    Raises `Refused` where the record is not ready for it, and `ValidationError`.
    """
    if why := kind.can_draft(about):
        raise Refused(why)
    waiting: OfficePaper | None = (
        OfficePaper.objects.about(about).filter(kind=kind.name, state=OutgoingState.DRAFT).first()
    )
    if waiting is not None:
        return waiting
    made = OfficePaper(
        kind=kind.name,
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        unit=issuing_unit(unit_of(about)),
        subject=kind.subject(about)[:300],
    )
    last = OfficePaper.objects.filter(unit=made.unit, kind=kind.name).order_by("-pk").first()
    for name in _FRAME if last else ():
        setattr(made, name, getattr(last, name))
    for name, value in kind.first(about).items():
        setattr(made, name, value)
    made.full_clean()
    made.save(by=by)
    return made


def unit_of(about: Any) -> Unit:
    """Whose record it is: its own unit, or that of its council."""
    found: Unit = about.unit if hasattr(about, "unit") else about.council.unit
    return found


def issuing_unit(unit: Unit) -> Unit:
    """The unit itself or the nearest one above that issues papers; itself where none does."""
    found: Unit | None = unit
    while found is not None and not found.issues_papers:
        found = found.parent
    return found or unit


def _ready(paper: OfficePaper, by: "User") -> str:
    if paper.of_kind.is_letter and paper.drafting_unit is None:
        return Because(
            gettext("Name the unit that drafts the letter: its abbreviation stands in the symbol."),
            "#id_drafting_unit",
        )
    return ""


def prepared(paper: OfficePaper, on: datetime.date, by: "User") -> Prepared:
    """The paper of a day, made from its record."""
    kind = paper.of_kind
    about: Any = paper.about
    seen = tuple(
        RestsOn.seen(rows)
        for rows in (type(about)._default_manager.filter(pk=about.pk), *kind.rests_on(about))
    )

    def follows(record: OfficePaper, issued: IssuedPaper, by: "User") -> None:
        if kind.follows is not None:
            kind.follows(record, issued, by)

    return Prepared(
        paper=kind.build(paper, on, draft=False),
        paper_type=PaperType(kind.type_code, kind.type_name),
        against=(
            *(against_bases(paper, on) if paper.is_decision else ()),
            *kind.against(paper, on),
        ),
        rests_on=seen,
        follows=(follows,),
    )


WORKFLOW: Workflow[OfficePaper] = Workflow(
    *way_to_approval("office_culture.officepaper", _ready),
    withdrawing("office_culture.officepaper"),
)
outgoing.register(OfficePaper, WORKFLOW, prepared)
