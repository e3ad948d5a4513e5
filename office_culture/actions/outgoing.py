"""Records that go out as papers: each kind prepares its paper, and one action numbers, freezes and registers it.

Gathering and examining take long and lock nothing: they happen before the transaction. Inside it only versions are
compared, so that what was examined is what is frozen.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions import papers
from office_culture.actions.paper_words import LET_STAND, PaperOf, letting_stand, require_sound_words
from office_culture.actions.papers import PaperType
from office_culture.actions.workflow import (
    ActionButton,
    Answers,
    Because,
    Refused,
    StepForm,
    Transition,
    Workflow,
    always,
)
from office_culture.models import IssuedPaper, Outgoing, OutgoingState, Person, Unit, Verb, WithPaper
from office_culture.papers.paper import Paper
from office_culture.rules.fields import DayField
from office_culture.rules.scope import keeps_records_of
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models import User

ISSUE = "issue"
CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Against:
    """A sentence that says why a paper is not issued.

    `field` is the question that it answers, "number" or "on"; `page` the address of a page that lists what is to be
    mended. Both may be "". At the field "confirmed" stands what the page of the record did not show, and what whoever
    issues may confirm.
    """

    sentence: str
    field: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class RestsOn:
    """Rows from which a paper is made, with their versions as they were before it was gathered."""

    rows: QuerySet[Any]
    versions: frozenset[tuple[int, int]]

    @classmethod
    def seen(cls, rows: QuerySet[Any]) -> "RestsOn":
        """The rows with their versions of now; to be called before the rows are read."""
        return cls(rows, frozenset(rows.order_by().values_list("pk", "version")))

    def has_changed(self) -> bool:
        """Whether a row was added, removed or changed since; locks the rows until the transaction ends."""
        now = self.rows.order_by().only("version").select_for_update(of=("self",), no_key=True)
        return frozenset((row.pk, row.version) for row in now) != self.versions


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a record would issue on a day, the reasons against it, and what is to be done once it is issued.

    `paper` has no number and no day yet. `follows` are called in the transaction, with the record and its issued paper,
    before the record is saved: what they set on the record is saved with it. `on` is the day that it was prepared for.
    `unit` issues the paper where it is not the record's own.
    """

    paper: Paper
    paper_type: PaperType
    against: tuple[Against, ...] = ()
    rests_on: tuple[RestsOn, ...] = ()
    follows: tuple[Callable[[Any, IssuedPaper, "User"], None], ...] = ()
    on: datetime.date | None = None
    unit: Unit | None = None


Prepare = Callable[[Any, datetime.date, "User"], Prepared]


@dataclass(frozen=True, slots=True)
class OutgoingKind:
    """A kind of record that goes out. `confirms` is what may have to be confirmed with its issue, "" where nothing."""

    workflow: Workflow[Any]
    prepared: Prepare
    confirms: Any = ""
    examines_itself: bool = False


KINDS: dict[type[Outgoing], OutgoingKind] = {}


def register(
    model: type[Outgoing],
    workflow: Workflow[Any],
    prepared: Prepare,
    *,
    confirms: Any = "",
    examines_itself: bool = False,
) -> None:
    """Registers a kind of paper; `workflow` has the step `issuing`. Called beside the life cycle of the kind.

    A kind that `examines_itself` asks the checks of papers in `prepared` and has a page for what they found, as the
    report does; every other kind gets the step on which its warnings are acknowledged.
    """
    KINDS[model] = OutgoingKind(workflow, prepared, confirms, examines_itself)
    if not examines_itself:
        workflow.steps[LET_STAND] = letting_stand(workflow.steps[ISSUE], _paper_of(prepared))


def _paper_of(prepared: Prepare) -> PaperOf:
    return lambda record, on, by: prepared(record, on, by).paper


class IssueForm(StepForm):
    """Number and day, only where a clerk's book gives them; and what is to be confirmed, where the kind asks for it."""

    reason = None  # type: ignore[assignment]  # Django's way to leave a question of the base out
    number = forms.IntegerField(
        label=_("number"),
        required=False,
        min_value=1,
        max_value=999_999,
        help_text=_(
            "Empty: the next number of the register. Otherwise the number that the clerk's book gives."
        ),
    )
    suffix = forms.CharField(
        label=_("letter of a late number"),
        required=False,
        max_length=2,
        validators=[RegexValidator("^[a-zđ]+$", _("A small letter, as in 15a."))],
        help_text=_("Only for a paper entered late: “a” with number 15 makes it 15a."),
    )
    on = DayField(label=_("date of issue"), required=False, help_text=_("Empty: today. day/month/year"))
    out_of_order_because = forms.CharField(
        label=_("number does not follow the day because"),
        required=False,
        max_length=300,
        help_text=_("Only where a later number has an earlier day; the reason stays with the paper."),
    )
    confirmed = forms.BooleanField(
        required=False, help_text=_("Only where it is asked for: what differs is told first.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = KINDS.get(type(self.record))
        if kind is not None and kind.confirms:
            self.fields["confirmed"].label = kind.confirms
        else:
            del self.fields["confirmed"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("suffix") and cleaned.get("number") is None:
            self.add_error("number", _("A late number is typed with its number."))
        return cleaned


def issuing(
    *,
    permission: str,
    who: Any,
    guard: Callable[[Any, "User"], str],
    applies: Callable[[Any], bool] = always,
) -> Transition[Any]:
    """The step that gives an approved record its number; the same for every kind of paper."""
    return Transition(
        name=ISSUE,
        label=_("Issue"),
        sources=frozenset({OutgoingState.APPROVED}),
        target=OutgoingState.ISSUED,
        permission=permission,
        who=who,
        form=IssueForm,
        note=_(
            "With its number the paper is final: nobody changes it any more. A mistake found later needs a new paper."
        ),
        verb=Verb.ISSUE,
        applies=applies,
        guard=guard,
        foresee=_foresee,
        prepare=_prepare,
        apply=_issue,
    )


def issuing_when_closed(
    prepared: Prepare,
    *,
    label: Any,
    source: str,
    permission: str,
    who: Any,
    guard: Callable[[Any, "User"], str],
) -> tuple[ActionButton[Any], ActionButton[Any]]:
    """The same step for a record with a life of its own, such as an inspection: closed as it is, it gets its paper.

    Behind it the step on which warnings on the words of that paper are acknowledged.
    """

    def prepare(record: Any, by: "User", answers: Answers) -> Prepared:
        return _examined(prepared, record, by, answers)

    def foresee(record: Any, by: "User") -> list[str]:
        return _refusals(prepared, record, by)

    step: ActionButton[Any] = ActionButton(
        name=ISSUE,
        label=label,
        sources=frozenset({source}),
        permission=permission,
        who=who,
        form=IssueForm,
        note=_("With its number the paper is final. A mistake found later needs a new paper."),
        verb=Verb.ISSUE,
        undone_by="withdraw",
        applies=lambda record: record.paper_id is None,
        guard=guard,
        foresee=foresee,
        prepare=prepare,
        apply=_issue,
    )
    return step, replace(letting_stand(step, _paper_of(prepared)), guard=guard)


def withdrawing_paper(
    *, source: str, permission: str, who: Any, guard: Callable[[Any, "User"], str]
) -> ActionButton[Any]:
    """The step that takes the paper out of force; afterwards the record can be mended and issued again."""
    return ActionButton(
        name="withdraw",
        label=_("Withdraw the paper"),
        sources=frozenset({source}),
        permission=permission,
        who=who,
        needs_reason=True,
        applies=lambda record: record.paper_id is not None,
        guard=guard,
        apply=_take_back_paper,
    )


def _take_back_paper(record: Any, by: "User", answers: Answers) -> Mapping[str, Any]:
    withdrawn = papers.withdraw(paper=record.paper, by=by, reason=answers.reason)
    record.paper = None
    return {"symbol": withdrawn.symbol}


def may_not_act(unit: Unit, by: "User") -> str:
    """Why `by` may neither issue nor withdraw papers of this unit, or ""."""
    if keeps_records_of(by, unit):
        return ""
    return gettext("%(unit)s answers for this: whoever keeps its records takes this step.") % {"unit": unit}


def may_not_issue(unit: Unit, by: "User") -> str:
    """Why `by` may not issue papers of this unit, or ""."""
    if refusal := may_not_act(unit, by):
        return refusal
    if unit.issues_papers:
        return ""
    return gettext("%(unit)s issues no papers: give it a letterhead and a code first.") % {"unit": unit}


def not_before(day: datetime.date | None, on: datetime.date) -> tuple[Against, ...]:
    """What stands against a paper that is dated before the day of which it tells."""
    if day is None or on >= day:
        return ()
    why = gettext("This tells of %(day)s; its paper is not dated before.") % {"day": numeric(day)}
    return (Against(why, field="on"),)


def paper_in_force(record: WithPaper) -> str:
    """Why the record is not opened again, namely that its paper is in force; else ""."""
    if record.paper is None:
        return ""
    return gettext("%(paper)s is issued: withdraw it first.") % {"paper": record.paper}


def issue(
    *,
    record: Outgoing,
    by: "User",
    number: int | None = None,
    on: datetime.date | None = None,
    **more: str,
) -> IssuedPaper:
    """The issued paper of an approved record; its file follows after the commit. What may be confirmed is.

    `more` are further answers to `IssueForm`.

    Raises `Refused` with the sentence to show, and `ValidationError` at `number` or `on`.
    """
    workflow = KINDS[type(record)].workflow
    paper: IssuedPaper = workflow.perform(
        ISSUE, obj=record, by=by, answers={"number": number, "on": on, "confirmed": True, **more}
    ).paper
    return paper


def _foresee(record: Outgoing, by: "User") -> list[str]:
    """What would stand against the issue today; a kind that examines itself has a page of its own for that."""
    kind = KINDS[type(record)]
    return [] if kind.examines_itself else _refusals(kind.prepared, record, by)


def _refusals(prepared: Prepare, record: Any, by: "User") -> list[str]:
    today, sentences = timezone.localdate(), []
    try:
        found = prepared(record, today, by)
        sentences += [reason.sentence for reason in found.against]
        require_sound_words(record, found.paper, today)
    except Refused as refusal:
        sentences.append(str(refusal))
    except ValidationError as error:
        sentences += error.messages
    return sentences


def _prepare(record: Outgoing, by: "User", answers: Answers) -> Prepared:
    """The paper of the record, gathered and examined for its day, without any lock."""
    frame = (
        RestsOn.seen(Unit.objects.filter(pk=record.unit_id)),
        RestsOn.seen(Person.objects.filter(pk=record.signer_id or 0)),
    )
    kind = KINDS[type(record)]
    found = _examined(kind.prepared, record, by, answers, reads_words=not kind.examines_itself)
    return replace(found, rests_on=(*frame, *found.rests_on))


def _examined(
    prepared: Prepare, record: Any, by: "User", answers: Answers, *, reads_words: bool = True
) -> Prepared:
    on = answers.get("on") or timezone.localdate()
    papers.require_day(on, answers.get("number"))
    found = prepared(record, on, by)
    confirmed = bool(answers.get("confirmed"))
    _refuse(reason for reason in found.against if not (confirmed and reason.field == CONFIRMED))
    if reads_words:
        require_sound_words(record, found.paper, on)
    papers.require_complete(found.paper)
    return replace(found, on=on)


def _refuse(against: Iterable[Against]) -> None:
    """Raises `ValidationError` for what the form can answer, else `Refused` with the first sentence."""
    at_fields: dict[str, list[str]] = {}
    against = tuple(against)
    for reason in against:
        if reason.field:
            at_fields.setdefault(reason.field, []).append(reason.sentence)
    if at_fields:
        raise ValidationError(at_fields)
    for item in against:
        raise Refused(item.sentence, page=item.page)


def _issue(record: Any, by: "User", answers: Answers) -> Mapping[str, Any]:
    found: Prepared = answers.prepared
    if any(rows.has_changed() for rows in found.rests_on):
        raise Refused(changed_meanwhile())
    issued = papers.freeze(
        paper=found.paper,
        paper_type=found.paper_type,
        unit=found.unit or record.unit,
        by=by,
        number=answers.get("number"),
        suffix=answers.get("suffix") or "",
        on=found.on,
        out_of_order_because=answers.get("out_of_order_because") or "",
    )
    record.paper = issued
    for act in found.follows:
        act(record, issued, by)
    return {"symbol": issued.symbol, "date": issued.date.isoformat()}


def changed_meanwhile() -> str:
    """The sentence for a paper whose content was changed while it was examined."""
    return gettext(
        "What this paper says was changed while it was being examined. Look at it again, then issue it."
    )


def needs_signer(record: Outgoing) -> str:
    """Why nobody could sign the paper, or ""."""
    if record.signer_id is None or not record.signer_post:
        return Because(gettext("Name the signer and the signer's post first."), "#id_signer")
    return ""


def withdraw(record: Outgoing, by: "User", answers: Answers) -> None:
    """Takes the issued paper of the record out of force; a record entered from elsewhere has none."""
    if record.paper is not None:
        papers.withdraw(paper=record.paper, by=by, reason=answers.reason)
