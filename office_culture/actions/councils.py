"""Who is listed in the sessions of a council, how a session is concluded, and its minutes as a paper that goes out."""

import datetime
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions import outgoing
from office_culture.actions.closing import ClosingForm, write_answers
from office_culture.actions.outgoing import Prepare, Prepared, RestsOn
from office_culture.actions.papers import PaperType
from office_culture.actions.workflow import Answers, Step, StepForm
from office_culture.models import CouncilRole, Unit
from office_culture.models.councils import Council, Seat
from office_culture.models.sessions import Session, SessionState
from office_culture.papers.paper import Paper
from office_culture.rules.councils import Member
from office_culture.sections.councils import MINUTES_CODE

if TYPE_CHECKING:
    from office_culture.models import User


def list_seats(session: Session, by: "User") -> None:
    """Adds a row of attendance for each seat without one and deletes those of another council; the others stay."""
    rows = session.attendances
    for row in rows.exclude(seat__council=session.council_id):
        row.delete(by=by)
    listed = set(rows.values_list("seat", flat=True))
    for seat in session.council.seats.all():
        if seat.pk not in listed:
            rows.model(session=session, seat=seat).save(by=by)


def list_new_seats(council: Council, by: "User") -> None:
    """Adds rows of attendance for new seats to the sessions of the council that are still sitting."""
    for session in council.sessions().filter(council.kind_of_session.sitting):
        list_seats(session, by)


class SessionOpeningForm(StepForm):
    """Who of the council is present; nobody is taken for granted."""

    present = forms.ModelMultipleChoiceField(
        Seat.objects.none(),
        label=_("Present"),
        required=False,
        help_text=_("It can be corrected until the session is concluded."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["present"]
        field.queryset = self.record.council.seats.select_related("person")


def write_presence(session: Session, answers: Answers, by: "User") -> None:
    """Marks those rows of attendance as present whose seat was answered."""
    for row in session.attendances.filter(seat__in=answers.get("present") or (), present=False):
        row.present = True
        row.save(by=by)


class SessionClosingForm(ClosingForm):
    """When the session began and ended, and where it was: minutes say this (Decree 30/2020, sample 1.9)."""

    asked = ("begun_at", "ended_at", "place")


def write_course(session: Session, answers: Answers) -> None:
    """Sets hours and place as they were answered; raises `ValidationError` where one is missing."""
    write_answers(session, answers, SessionClosingForm.asked)


def nobody_presides(members: Iterable[Member]) -> Iterable[str]:
    """Why nobody could sign the minutes as whoever presided."""
    presiding = {CouncilRole.CHAIR, CouncilRole.DEPUTY}
    if not any(member.present and member.role in presiding for member in members):
        yield gettext("Neither the chair nor a deputy attends: nobody presides over the session.")


def minutes_prepared(
    session: Any, on: datetime.date, make: Callable[[], Paper], rows: Iterable[Any]
) -> Prepared:
    """The minutes of a concluded session as its council's office issues them.

    `rows` are those that they tell of, besides the council itself; `make` reads them.
    """
    council = session.council
    seen = (
        *(RestsOn.seen(found) for found in rows),
        RestsOn.seen(session.attendances.all()),
        RestsOn.seen(Council.objects.filter(pk=council.pk)),
        RestsOn.seen(Seat.objects.filter(council=council)),
        RestsOn.seen(Unit.objects.filter(pk=council.unit_id)),
    )
    return Prepared(
        paper=make(),
        paper_type=PaperType(MINUTES_CODE, "Biên bản"),
        against=outgoing.not_before(session.held_on, on),
        rests_on=seen,
        unit=council.unit,
    )


def issuing_minutes(prepared: Prepare, *, permission: str, who: Any) -> tuple[Step[Any], ...]:
    """The steps that issue the minutes of a concluded session and take them back; the same for all councils."""
    return (
        *outgoing.issuing_when_closed(
            prepared,
            label=_("Issue the minutes"),
            source=SessionState.CONCLUDED,
            permission=permission,
            who=who,
            guard=lambda session, by: outgoing.may_not_issue(session.council.unit, by),
        ),
        outgoing.withdrawing_paper(
            source=SessionState.CONCLUDED,
            permission=permission,
            who=who,
            guard=lambda session, by: outgoing.may_not_act(session.council.unit, by),
        ),
    )
