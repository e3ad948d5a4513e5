"""The life of a revocation: written, approved, issued or recorded; awards leave all counts, returns are noted."""

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions.line_forms import ReturnsForm
from awards.actions.lines import write
from awards.actions.outgoing import (
    enter_outside,
    recording,
    recording_refused,
    register_decision,
)
from awards.models import Conferral, GeneralRule, GeneralTopic, Holiday, Revocation
from awards.models.revocations import NO_REASON
from awards.rules.decided_days import return_refusal
from awards.rules.working_days import working_day_after
from awards.sections.papers_of_awards import DECISION_CODE, revocation_paper
from awards.selectors.award_papers import revocation_facts
from office_culture.actions import outgoing
from office_culture.actions.approval import (
    CLERK,
    against_bases,
    of_the_office,
    way_to_approval,
    withdraw_paper,
    withdrawing,
)
from office_culture.actions.outgoing import Against, Prepared, RestsOn
from office_culture.actions.papers import PaperType
from office_culture.actions.workflow import ActionButton, Answers, Refused, Workflow
from office_culture.models import IssuedPaper, OutgoingState
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models import User


def against_revoking(
    revocation: Revocation, day: datetime.date | None = None, year: int | None = None
) -> str:
    """Why these awards cannot be taken back on `day`, or some day of `year`, or ""."""
    rows = list(revocation.lines.select_related("conferral"))
    if not rows:
        return gettext("Choose the awards to be revoked first.")
    for row in rows:
        conferral = row.conferral
        if conferral.is_revoked:
            return gettext("%(award)s is revoked already.") % {"award": conferral}
        decided = conferral.decided_on
        if decided and ((day and day < decided) or (year and year < decided.year)):
            return gettext("%(award)s was decided on %(day)s; it is not revoked before.") % {
                "award": conferral,
                "day": numeric(decided),
            }
    return ""


def _ready(revocation: Revocation, by: "User") -> str:
    return against_revoking(revocation)


def _recordable(revocation: Revocation, by: "User") -> str:
    if refusal := recording_refused(revocation, by):
        return refusal
    return against_revoking(revocation, revocation.decided_on, revocation.decided_year)


def _record(revocation: Revocation, by: "User", answers: Answers) -> None:
    try:
        enter_outside(revocation, by)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    _withdraw_awards(revocation, by)


def _withdraw_awards(revocation: Revocation, by: "User") -> None:
    """Marks the awards as revoked on the day of the decision, if it is known, and stores the money to be returned.

    The last day for returns is set on `revocation` where a rule is in force on that day.
    """
    day = revocation.decided_on
    days = GeneralRule.objects.value(GeneralTopic.RETURN_DAYS, day) if day else None
    if day and days is not None:
        revocation.returns_due_on = working_day_after(day, days, *Holiday.objects.split())
    for row in revocation.lines.select_related("conferral__line"):
        row.money = row.owed
        received = row.conferral
        received.revoked_on, received.revoked_by = day, revocation.document
        received.revoked_because = revocation.reason or NO_REASON
        write(received, by)
        write(row, by)


def _withdraw(revocation: Revocation, by: "User", answers: Answers) -> None:
    """Withdraws the revocation and restores its awards. Raises `Refused` where one would not be valid again."""
    withdraw_paper(revocation, by, answers)
    for row in revocation.lines.select_related("conferral"):
        received = row.conferral
        received.revoked_on = received.revoked_by = None
        received.revoked_because = ""
        try:
            received.full_clean()
        except ValidationError as error:
            raise Refused(f"{received}: {' '.join(error.messages)}") from error
        write(received, by)


def _note_returns(revocation: Revocation, by: "User", answers: Answers) -> None:
    """Stores the day on which the chosen objects and money came back.

    Raises `Refused` where nothing is chosen, and for a day on which nothing can have come back.
    """
    day, objects, money = answers["returned_on"], answers["objects"], answers["money"]
    if not objects and not money:
        raise Refused(gettext("Choose what was returned."))
    if why := return_refusal(revocation.decided_on, day):
        raise Refused(why)
    for column, rows in (("object_returned_on", objects), ("money_returned_on", money)):
        for row in rows:
            fresh = revocation.lines.select_for_update().get(pk=row.pk)
            setattr(fresh, column, day)
            write(fresh, by)


WORKFLOW: Workflow[Revocation] = Workflow(
    *way_to_approval("awards.revocation", _ready),
    recording("revocation", _recordable, _record),
    ActionButton(
        name="returns",
        label=_("Note returns"),
        sources=frozenset({OutgoingState.ISSUED}),
        permission="awards.issue_revocation",
        who=CLERK,
        form=ReturnsForm,
        guard=of_the_office,
        apply=_note_returns,
    ),
    withdrawing("awards.revocation", apply=_withdraw),
)


def prepared(revocation: Revocation, on: datetime.date, by: "User") -> Prepared:
    """The paper of the revocation as of `on`, with what stands against its issue; the issue revokes the awards."""
    seen = (
        RestsOn.seen(revocation.lines.all()),
        RestsOn.seen(Conferral.objects.filter(revocations__revocation=revocation)),
    )
    early = against_revoking(revocation, on)
    days = GeneralRule.objects.value(GeneralTopic.RETURN_DAYS, on)

    def take_back(issued_revocation: Revocation, issued: IssuedPaper, by: "User") -> None:
        register_decision(issued_revocation, issued, by)
        _withdraw_awards(issued_revocation, by)

    return Prepared(
        paper=revocation_paper(revocation_facts(revocation, days, on)),
        paper_type=PaperType(DECISION_CODE, "Quyết định"),
        against=(*((Against(early, field="on"),) if early else ()), *against_bases(revocation, on)),
        rests_on=seen,
        follows=(take_back,),
    )


outgoing.register(Revocation, WORKFLOW, prepared)
