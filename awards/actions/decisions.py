"""The life of a decision on awards: written, approved, issued or recorded, and what follows from it for its lines."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions.line_forms import NumberForm, PayForm
from awards.actions.lines import add_agreed, save_checked, write
from awards.actions.outgoing import (
    enter_outside,
    recording,
    recording_refused,
    register_decision,
)
from awards.models import AwardDecision, Conferral, DecisionLine
from awards.rules.decided_days import payment_refusal
from awards.sections.papers_of_awards import DECISION_CODE, decision_paper
from awards.selectors.award_papers import decision_facts, lines_of
from awards.selectors.decision_checks import against_deciding, against_recording
from awards.selectors.prizes import LinePrize, changed_prizes, prizes_on
from office_culture.actions import outgoing
from office_culture.actions.approval import (
    CLERK,
    WRITERS,
    against_bases,
    in_short,
    is_own,
    of_the_office,
    way_to_approval,
    withdraw_paper,
    withdrawing,
)
from office_culture.actions.outgoing import CONFIRMED, Against, Prepared, RestsOn, changed_meanwhile
from office_culture.actions.papers import PaperType
from office_culture.actions.workflow import ActionButton, Answers, Because, Refused, Workflow
from office_culture.models import IssuedPaper, NumberRegister, OutgoingState, Unit

if TYPE_CHECKING:
    from office_culture.models import User

# The series of the book of commendations in the registers of numbers.
BOOK = "SKT"


def _ready(decision: AwardDecision, by: "User") -> str:
    day = timezone.localdate()
    return in_short(against_deciding(decision, lines_of(decision), decision.decided_on or day))


def _recordable(decision: AwardDecision, by: "User") -> str:
    if refusal := recording_refused(decision, by):
        return refusal
    early = decision.before_the_session(decision.decided_on) if decision.decided_on else ""
    return early or in_short(against_recording(decision, lines_of(decision)))


def _open_draft(decision: AwardDecision, by: "User") -> str:
    if decision.nomination_round_id is None:
        return Because(gettext("Choose the nomination round first."), "#id_nomination_round")
    return of_the_office(decision, by)


def _add_agreed(decision: AwardDecision, by: "User", answers: Answers) -> None:
    add_agreed(decision, by)


def _record(decision: AwardDecision, by: "User", answers: Answers) -> None:
    try:
        enter_outside(decision, by)
        confer(decision, lines_of(decision), by)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _withdraw(decision: AwardDecision, by: "User", answers: Answers) -> None:
    """Withdraws the paper, marks its awards received as revoked today and its lines as void.

    The nominees are free for another decision.
    """
    withdraw_paper(decision, by, answers)
    today = timezone.localdate()
    for line in decision.lines.select_related("conferral"):
        conferral = line.conferral
        conferral.nominee = None
        if not conferral.is_revoked:
            conferral.revoked_on, conferral.revoked_because = today, answers.reason
        line.void = True
        write(conferral, by)
        write(line, by)


def _number_certificates(decision: AwardDecision, by: "User", answers: Answers) -> None:
    """Numbers the certificates without a number in the legal order, from the number typed on.

    Raises `Refused` for a number without digits.
    """
    number = str(answers.get("first") or "")
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


def _pay(decision: AwardDecision, by: "User", answers: Answers) -> None:
    paid_on = answers["paid_on"]
    if why := payment_refusal(decision.decided_on, paid_on):
        raise Refused(why)
    for line in answers["lines"]:
        line.paid_on = paid_on
        write(line, by)


WORKFLOW: Workflow[AwardDecision] = Workflow(
    ActionButton(
        name="take_over",
        label=_("Take over those agreed"),
        sources=frozenset({OutgoingState.DRAFT}),
        permission="awards.change_awarddecision",
        who=WRITERS,
        guard=_open_draft,
        apply=_add_agreed,
    ),
    *way_to_approval("awards.awarddecision", _ready),
    recording("awarddecision", _recordable, _record),
    ActionButton(
        name="number",
        label=_("Number the certificates"),
        sources=frozenset({OutgoingState.ISSUED}),
        permission="awards.issue_awarddecision",
        who=CLERK,
        form=NumberForm,
        applies=is_own,
        guard=_to_number,
        apply=_number_certificates,
    ),
    ActionButton(
        name="pay",
        label=_("Note payments"),
        sources=frozenset({OutgoingState.ISSUED}),
        permission="awards.issue_awarddecision",
        who=CLERK,
        form=PayForm,
        applies=is_own,
        guard=_to_pay,
        apply=_pay,
    ),
    withdrawing("awards.awarddecision", apply=_withdraw),
)


def prepared(decision: AwardDecision, on: datetime.date, by: "User") -> Prepared:
    """The paper of the decision as of `on`, with what stands against its issue and what follows from it.

    The issue stores the prizes and the numbers in the book, and creates the awards received.
    """
    seen = RestsOn.seen(decision.lines.all())
    lines = lines_of(decision)
    prizes = prizes_on(on, lines)
    today = timezone.localdate()
    changed = changed_prizes(prizes_on(today, lines), prizes, on) if on != today else ""
    unknown = _write_down_prizes(lines, prizes)
    last = _last_in_the_book(decision.unit, on.year)
    entered = _write_down_book_numbers(lines, last, on.year)
    early = decision.before_the_session(on)

    def give(issued_decision: AwardDecision, issued: IssuedPaper, by: "User") -> None:
        register_decision(issued_decision, issued, by)
        _move_the_book_on(issued_decision.unit, on.year, last, entered)
        for line in lines:
            write(line, by)
        confer(issued_decision, lines, by)

    return Prepared(
        paper=decision_paper(decision_facts(decision, on, lines=lines)),
        paper_type=PaperType(DECISION_CODE, "Quyết định"),
        against=(
            *((Against(early, field="on"),) if early else ()),
            # An unknown prize is not 0 đồng: the decision is not issued before it can be computed.
            *((Against(in_short(unknown)),) if unknown and decision.decided_total is None else ()),
            *((Against(changed, field=CONFIRMED),) if changed and not unknown else ()),
            *against_bases(decision, on),
        ),
        rests_on=(seen,),
        follows=(give,),
    )


def _write_down_prizes(lines: Iterable[DecisionLine], found: Mapping[int, LinePrize]) -> list[str]:
    """Puts these prizes into the lines and returns why some are unknown. Saves nothing."""
    for line in lines:
        line_prize = found[line.pk]
        line.prize_rule, line.prize_multiple, line.base_salary = (
            line_prize.rule,
            line_prize.multiple,
            line_prize.base_salary,
        )
        line.prize_amount, line.prize_due = line_prize.amount, line_prize.due
    return [f"{line.name}: {found[line.pk].missing}" for line in lines if found[line.pk].due is None]


def _last_in_the_book(unit: Unit, year: int) -> int:
    register = NumberRegister.objects.filter(unit=unit, year=year, series=BOOK).first()
    return register.last if register else 0


def _write_down_book_numbers(lines: Iterable[DecisionLine], last: int, year: int) -> int:
    """Gives lines without a number in the book those after `last`; returns how many. Saves nothing."""
    waiting = [line for line in lines if not line.book_number]
    for number, line in enumerate(waiting, start=last + 1):
        line.book_number = f"{number:02d}/{year}"
    return len(waiting)


def _move_the_book_on(unit: Unit, year: int, last: int, entered: int) -> None:
    """Reserves `entered` numbers after `last`, with the register locked. Raises `Refused` if one is taken already."""
    series: dict[str, Any] = {"unit": unit, "year": year, "series": BOOK}
    NumberRegister.objects.get_or_create(**series)
    register = NumberRegister.objects.select_for_update().get(**series)
    if register.last != last:
        raise Refused(changed_meanwhile())
    register.last = last + entered
    register.save()


def confer(decision: AwardDecision, lines: Sequence[DecisionLine], by: "User") -> None:
    """Creates an award received for each line, with the achievements of its nominee. Raises `ValidationError`."""
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
            posthumous=line.posthumous,
            period_start=line.period_start,
            period_end=line.period_end,
            decided_on=decision.decided_on,
            decision=decision.document,
        )
        save_checked(received, by)
        if line.nominee is not None:
            received.achievements.set(line.nominee.achievements.all())


outgoing.register(AwardDecision, WORKFLOW, prepared, confirms=_("The prizes of the day of issue are right"))
