"""The life of a decision on awards: written, approved, issued or recorded, and what follows from it for its lines."""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from awards.actions.lines import keep, take_over, write
from awards.actions.outgoing import (
    CLERK,
    LEADERSHIP,
    WRITERS,
    enter_outside,
    in_short,
    of_the_office,
    stands_as_issued,
    way_to_approval,
    withdraw_paper,
)
from awards.models import AwardDecision, Conferral, DecisionLine, OutgoingState
from awards.sections.papers_of_awards import DECISION_CODE, decision_paper
from awards.selectors.award_papers import decision_facts, lines_of
from awards.selectors.decision_checks import against_deciding, against_recording
from awards.selectors.prizes import prizes_on
from office_culture.actions import papers
from office_culture.actions.papers import PaperType
from office_culture.actions.workflow import Refused, Transition, Workflow
from office_culture.models import IssuedPaper, NumberRegister, Unit

if TYPE_CHECKING:
    from office_culture.models import User

# The series of the book of commendations in the registers of numbers.
BOOK = "SKT"


def _ready(decision: AwardDecision, by: "User") -> str:
    if decision.outside:
        return gettext("This was decided elsewhere: it is recorded, not issued.")
    day = timezone.localdate()
    return in_short(against_deciding(decision, lines_of(decision), decision.decided_on or day))


def _recordable(decision: AwardDecision, by: "User") -> str:
    if not decision.outside:
        return gettext("This is our own decision: it is issued after its approval.")
    if refusal := of_the_office(decision, by):
        return refusal
    if not (decision.issuer and decision.symbol and decision.decided_on):
        return gettext("Enter issuer, number and day of the decision as its paper says.")
    early = decision.before_the_session(decision.decided_on)
    return early or in_short(against_recording(decision, lines_of(decision)))


def _open_draft(decision: AwardDecision, by: "User") -> str:
    if decision.nomination_round_id is None:
        return gettext("Choose the nomination round first.")
    return of_the_office(decision, by)


def _take_over(decision: AwardDecision, by: "User", reason: str) -> None:
    take_over(decision, by)


def _record(decision: AwardDecision, by: "User", reason: str) -> None:
    assert decision.decided_on is not None  # noqa: S101 - the guard asked for it
    try:
        decision.document = enter_outside(
            symbol=decision.symbol,
            issuer=decision.issuer,
            day=decision.decided_on,
            subject=decision.subject,
            by=by,
        )
        if AwardDecision.objects.filter(document=decision.document).exclude(pk=decision.pk).exists():
            raise Refused(gettext("%(document)s is recorded already.") % {"document": decision.document})
        confer(decision, lines_of(decision), by)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _withdraw(decision: AwardDecision, by: "User", reason: str) -> None:
    """A decision that falls takes its awards with it; its nominees are free for another one."""
    withdraw_paper(decision, by, reason)
    today = timezone.localdate()
    for line in decision.lines.select_related("conferral"):
        conferral = line.conferral
        conferral.nominee = None
        if conferral.revoked_on is None:
            conferral.revoked_on, conferral.revoked_because = today, reason
        line.void = True
        write(conferral, by)
        write(line, by)


def _number_certificates(
    decision: AwardDecision, by: "User", reason: str, details: Mapping[str, Any]
) -> None:
    """Certificates come with numbers: the first is typed, the others follow it in the legal order."""
    number = str(details.get("first") or "")
    for line in lines_of(decision):
        if line.certificate_number:
            continue
        line.certificate_number = number
        write(line, by)
        number = following(number)


def _to_number(decision: AwardDecision, by: "User") -> str:
    if refusal := of_the_office(decision, by):
        return refusal
    if decision.lines.filter(certificate_number="").exists():
        return ""
    return gettext("Every line has its certificate number.")


def _to_pay(decision: AwardDecision, by: "User") -> str:
    if refusal := of_the_office(decision, by):
        return refusal
    if decision.lines.filter(prize_due__gt=0, paid_on__isnull=True).exists():
        return ""
    return gettext("No prize is left to be paid.")


def following(number: str) -> str:
    """The number after this one, its last digits counted on: "GK 0099/2022" is followed by "GK 0100/2022".

    The year at the end stays. Raises `Refused` for a number without digits.
    """
    found = re.fullmatch(r"(.*?)(\d+)((?:/\d{4})?\D*)", number)
    if found is None:
        raise Refused(gettext("“%(number)s” has no digits to count on.") % {"number": number})
    before, digits, after = found.groups()
    return f"{before}{int(digits) + 1:0{len(digits)}d}{after}"


def _pay(decision: AwardDecision, by: "User", reason: str, details: Mapping[str, Any]) -> None:
    paid_on = details["paid_on"]
    if decision.decided_on and paid_on < decision.decided_on:
        raise Refused(gettext("Nothing is paid before the day of the decision."))
    for line in details["lines"]:
        line.paid_on = paid_on
        write(line, by)


WORKFLOW: Workflow[AwardDecision] = Workflow(
    Transition(
        name="take_over",
        label=_("Take over those agreed"),
        sources=frozenset({OutgoingState.DRAFT}),
        target=OutgoingState.DRAFT,
        permission="awards.change_awarddecision",
        who=WRITERS,
        guard=_open_draft,
        effect=_take_over,
    ),
    *way_to_approval("awarddecision", _ready),
    Transition(
        name="record",
        label=_("Record the decision"),
        sources=frozenset({OutgoingState.DRAFT}),
        target=OutgoingState.ISSUED,
        permission="awards.issue_awarddecision",
        who=CLERK,
        guard=_recordable,
        effect=_record,
    ),
    Transition(
        name="number",
        label=_("Number the certificates"),
        sources=frozenset({OutgoingState.ISSUED}),
        target=OutgoingState.ISSUED,
        permission="awards.issue_awarddecision",
        who=CLERK,
        guard=_to_number,
        fill=_number_certificates,
    ),
    Transition(
        name="pay",
        label=_("Note payments"),
        sources=frozenset({OutgoingState.ISSUED}),
        target=OutgoingState.ISSUED,
        permission="awards.issue_awarddecision",
        who=CLERK,
        guard=_to_pay,
        fill=_pay,
    ),
    Transition(
        name="withdraw",
        label=pgettext_lazy("paper", "Withdraw"),
        sources=frozenset({OutgoingState.ISSUED}),
        target=OutgoingState.WITHDRAWN,
        permission="awards.approve_awarddecision",
        who=LEADERSHIP,
        needs_reason=True,
        guard=of_the_office,
        effect=_withdraw,
    ),
)


def issue_decision(
    *,
    decision: AwardDecision,
    by: "User",
    number: int | None = None,
    on: datetime.date | None = None,
) -> IssuedPaper:
    """The issued paper of an approved decision: prizes are written down, the awards are received with it.

    Raises `Refused` with the sentence to show, and `ValidationError` at `number` or `on`.
    """
    day = on or timezone.localdate()
    with transaction.atomic():
        fresh = AwardDecision.objects.select_for_update().get(pk=decision.pk)
        if early := fresh.before_the_session(day):
            raise ValidationError({"on": early})
        why = WORKFLOW.refusal(WORKFLOW.transitions["issue"], fresh, by)
        if why:
            raise Refused(why)
        lines = lines_of(fresh)
        _freeze_prizes(lines, day)
        _enter_in_the_book(lines, fresh.unit, day.year)
        for line in lines:
            write(line, by)
        issued = papers.issue(
            paper=decision_paper(decision_facts(fresh, day)),
            paper_type=PaperType(DECISION_CODE, "Quyết định"),
            unit=fresh.unit,
            by=by,
            number=number,
            on=on,
        )
        stands_as_issued(fresh, issued, by)
        fresh.save(by=by)
        fresh = WORKFLOW.perform("issue", obj=fresh, by=by)
        confer(fresh, lines, by)
    return issued


def _freeze_prizes(lines: Sequence[DecisionLine], day: datetime.date) -> None:
    """Raises `Refused` where nobody can compute a prize: unknown is not nothing."""
    found = prizes_on(day, lines)
    unknown = [f"{line.name}: {found[line.pk].missing}" for line in lines if found[line.pk].missing]
    if unknown:
        raise Refused(in_short(unknown))
    for line in lines:
        one = found[line.pk]
        line.prize_rule, line.prize_multiple, line.base_salary = one.rule, one.multiple, one.base_salary
        line.prize_amount, line.prize_due = one.amount, one.due


def _enter_in_the_book(lines: Sequence[DecisionLine], unit: Unit, year: int) -> None:
    """The next numbers of the year for lines that have none; whoever issues at once waits at the register."""
    waiting = [line for line in lines if not line.book_number]
    series: dict[str, Any] = {"unit": unit, "year": year, "series": BOOK}
    NumberRegister.objects.get_or_create(**series)
    register = NumberRegister.objects.select_for_update().get(**series)
    for line in waiting:
        register.last += 1
        line.book_number = f"{register.last:02d}/{year}"
    register.save()


def confer(decision: AwardDecision, lines: Sequence[DecisionLine], by: "User") -> None:
    """Each line becomes an award received, resting on what the nominee rests on. Raises `ValidationError`."""
    for line in lines:
        received = Conferral(
            line=line,
            nominee=line.nominee,
            award=line.award,
            person=line.person,
            unit=line.unit,
            name=line.name,
            post=line.post,
            unit_name=line.unit_name,
            ground=line.ground,
            period_start=line.period_start,
            period_end=line.period_end,
            decided_on=decision.decided_on,
            decision=decision.document,
        )
        keep(received, by)
        if line.nominee is not None:
            received.achievements.set(line.nominee.achievements.all())
