"""The life of a revocation: written, approved, issued or recorded; awards leave all counts, returns are noted."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from awards.actions.lines import write
from awards.actions.outgoing import (
    CLERK,
    LEADERSHIP,
    enter_outside,
    of_the_office,
    stands_as_issued,
    way_to_approval,
    withdraw_paper,
)
from awards.models import GeneralRule, GeneralTopic, Holiday, OutgoingState, Revocation
from awards.rules.working_days import working_day_after
from awards.sections.papers_of_awards import DECISION_CODE, revocation_paper
from awards.selectors.award_papers import revocation_facts
from office_culture.actions import papers
from office_culture.actions.papers import PaperType
from office_culture.actions.workflow import Refused, Transition, Workflow
from office_culture.models import IssuedPaper
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models import User


def against_revoking(revocation: Revocation, day: datetime.date | None = None) -> str:
    """Why these awards cannot be taken back on `day`, or ""."""
    rows = list(revocation.lines.select_related("conferral"))
    if not rows:
        return gettext("Choose the awards to be revoked first.")
    for row in rows:
        one = row.conferral
        if one.revoked_on:
            return gettext("%(award)s is revoked already.") % {"award": one}
        if day and one.decided_on and day < one.decided_on:
            return gettext("%(award)s was decided on %(day)s; it is not revoked before.") % {
                "award": one,
                "day": numeric(one.decided_on),
            }
    return ""


def _ready(revocation: Revocation, by: "User") -> str:
    if revocation.outside:
        return gettext("This was decided elsewhere: it is recorded, not issued.")
    return against_revoking(revocation)


def _recordable(revocation: Revocation, by: "User") -> str:
    if not revocation.outside:
        return gettext("This is our own decision: it is issued after its approval.")
    if refusal := of_the_office(revocation, by):
        return refusal
    if not (revocation.issuer and revocation.symbol and revocation.decided_on):
        return gettext("Enter issuer, number and day of the decision as its paper says.")
    return against_revoking(revocation, revocation.decided_on)


def _record(revocation: Revocation, by: "User", reason: str) -> None:
    assert revocation.decided_on is not None  # noqa: S101 - the guard asked for it
    try:
        revocation.document = enter_outside(
            symbol=revocation.symbol,
            issuer=revocation.issuer,
            day=revocation.decided_on,
            subject=revocation.subject,
            by=by,
        )
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if Revocation.objects.filter(document=revocation.document).exclude(pk=revocation.pk).exists():
        raise Refused(gettext("%(document)s is recorded already.") % {"document": revocation.document})
    _take_back(revocation, by)


def _take_back(revocation: Revocation, by: "User") -> None:
    """From now on the awards count for nothing, and their objects and money are due."""
    day = revocation.decided_on
    assert day is not None  # noqa: S101 - set with the issue, or asked by the guard
    days = GeneralRule.objects.value(GeneralTopic.RETURN_DAYS, day)
    if days is not None:
        revocation.returns_due_on = working_day_after(day, days, *Holiday.objects.split())
    for row in revocation.lines.select_related("conferral__line"):
        row.money = row.owed
        received = row.conferral
        received.revoked_on, received.revoked_by = day, revocation.document
        received.revoked_because = revocation.reason
        write(received, by)
        write(row, by)


def _withdraw(revocation: Revocation, by: "User", reason: str) -> None:
    """A revocation that falls gives the awards back."""
    withdraw_paper(revocation, by, reason)
    for row in revocation.lines.select_related("conferral"):
        received = row.conferral
        received.revoked_on = received.revoked_by = None
        received.revoked_because = ""
        try:
            received.full_clean()
        except ValidationError as error:
            raise Refused(f"{received}: {' '.join(error.messages)}") from error
        write(received, by)


def _note_returns(revocation: Revocation, by: "User", reason: str, details: Mapping[str, Any]) -> None:
    """Which objects, and which money, came back on a day."""
    day, objects, money = details["returned_on"], details["objects"], details["money"]
    if not objects and not money:
        raise Refused(gettext("Choose what was returned."))
    if revocation.decided_on and day < revocation.decided_on:
        raise Refused(gettext("Nothing is returned before the day of the revocation."))
    for column, rows in (("object_returned_on", objects), ("money_returned_on", money)):
        for row in rows:
            fresh = revocation.lines.select_for_update().get(pk=row.pk)
            setattr(fresh, column, day)
            write(fresh, by)


WORKFLOW: Workflow[Revocation] = Workflow(
    *way_to_approval("revocation", _ready),
    Transition(
        name="record",
        label=_("Record the decision"),
        sources=frozenset({OutgoingState.DRAFT}),
        target=OutgoingState.ISSUED,
        permission="awards.issue_revocation",
        who=CLERK,
        guard=_recordable,
        effect=_record,
    ),
    Transition(
        name="returns",
        label=_("Note returns"),
        sources=frozenset({OutgoingState.ISSUED}),
        target=OutgoingState.ISSUED,
        permission="awards.issue_revocation",
        who=CLERK,
        guard=of_the_office,
        fill=_note_returns,
    ),
    Transition(
        name="withdraw",
        label=pgettext_lazy("paper", "Withdraw"),
        sources=frozenset({OutgoingState.ISSUED}),
        target=OutgoingState.WITHDRAWN,
        permission="awards.approve_revocation",
        who=LEADERSHIP,
        needs_reason=True,
        guard=of_the_office,
        effect=_withdraw,
    ),
)


def issue_revocation(
    *,
    revocation: Revocation,
    by: "User",
    number: int | None = None,
    on: datetime.date | None = None,
) -> IssuedPaper:
    """The issued paper of an approved revocation; with it the awards leave all counts.

    Raises `Refused` with the sentence to show, and `ValidationError` at `number` or `on`.
    """
    day = on or timezone.localdate()
    with transaction.atomic():
        fresh = Revocation.objects.select_for_update().get(pk=revocation.pk)
        why = WORKFLOW.refusal(WORKFLOW.transitions["issue"], fresh, by)
        if why:
            raise Refused(why)
        if early := against_revoking(fresh, day):
            raise ValidationError({"on": early})
        days = GeneralRule.objects.value(GeneralTopic.RETURN_DAYS, day)
        issued = papers.issue(
            paper=revocation_paper(revocation_facts(fresh, days)),
            paper_type=PaperType(DECISION_CODE, "Quyết định"),
            unit=fresh.unit,
            by=by,
            number=number,
            on=on,
        )
        stands_as_issued(fresh, issued, by)
        fresh.save(by=by)
        fresh = WORKFLOW.perform("issue", obj=fresh, by=by)
        _take_back(fresh, by)
        write(fresh, by)
    return issued
