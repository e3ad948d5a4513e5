"""Records that go out as papers: each kind prepares its paper, and one action numbers, freezes and registers it.

Gathering and examining take long and hold nobody up: they happen before the transaction. Inside it only versions are
compared, so that what was examined is what is frozen.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions import papers
from office_culture.actions.papers import PaperType
from office_culture.actions.workflow import Answers, Refused, StepForm, Transition, Workflow, always
from office_culture.models import IssuedPaper, Outgoing, OutgoingState, Person, Unit, Verb
from office_culture.papers.paper import Paper
from office_culture.rules.fields import DayField

if TYPE_CHECKING:
    from office_culture.models import User

ISSUE = "issue"


@dataclass(frozen=True, slots=True)
class Against:
    """A sentence that says why a paper is not issued.

    `field` is the question that it answers, "number" or "on"; `page` the address of a page that lists what is to be
    mended. Both may be "".
    """

    sentence: str
    field: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class RestsOn:
    """Rows that a paper speaks of, with their versions as they were before it was gathered."""

    rows: QuerySet[Any]
    versions: frozenset[tuple[int, int]]

    @classmethod
    def seen(cls, rows: QuerySet[Any]) -> "RestsOn":
        """To be taken before the rows are read."""
        return cls(rows, frozenset(rows.order_by().values_list("pk", "version")))

    def has_changed(self) -> bool:
        """Whether a row was added, taken away or changed since; nobody changes them until the transaction ends."""
        now = self.rows.order_by().only("version").select_for_update(of=("self",), no_key=True)
        return frozenset((row.pk, row.version) for row in now) != self.versions


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a record would issue on a day, what stands against it, and what follows once it is issued.

    `paper` has no number and no day yet. `follows` are called in the transaction, with the record and its issued paper,
    before the record is saved: what they set on the record is saved with it. `on` is the day that it was prepared for.
    """

    paper: Paper
    paper_type: PaperType
    against: tuple[Against, ...] = ()
    rests_on: tuple[RestsOn, ...] = ()
    follows: tuple[Callable[[Any, IssuedPaper, "User"], None], ...] = ()
    on: datetime.date | None = None


Prepare = Callable[[Any, datetime.date, "User"], Prepared]


@dataclass(frozen=True, slots=True)
class OutgoingKind:
    """A kind of record that goes out."""

    workflow: Workflow[Any]
    prepared: Prepare


KINDS: dict[type[Outgoing], OutgoingKind] = {}


def register(model: type[Outgoing], workflow: Workflow[Any], prepared: Prepare) -> None:
    """Makes a kind of paper known; `workflow` has the step `issuing`. Called beside the life cycle of the kind."""
    KINDS[model] = OutgoingKind(workflow, prepared)


class IssueForm(StepForm):
    """Number and day, only where a clerk's book gives them."""

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
    on = DayField(label=_("date of issue"), required=False, help_text=_("Empty: today. day/month/year"))


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
        prepare=_prepare,
        apply=_issue,
    )


def issue(
    *, record: Outgoing, by: "User", number: int | None = None, on: datetime.date | None = None
) -> IssuedPaper:
    """The issued paper of an approved record; its file follows after the commit.

    Raises `Refused` with the sentence to show, and `ValidationError` at `number` or `on`.
    """
    workflow = KINDS[type(record)].workflow
    paper: IssuedPaper = workflow.perform(
        ISSUE, obj=record, by=by, answers={"number": number, "on": on}
    ).paper
    return paper


def _prepare(record: Outgoing, by: "User", answers: Answers) -> Prepared:
    """Gathers and examines the paper for its day; holds no lock."""
    on = answers.get("on") or timezone.localdate()
    papers.require_day(on, answers.get("number"))
    frame = (
        RestsOn.seen(Unit.objects.filter(pk=record.unit_id)),
        RestsOn.seen(Person.objects.filter(pk=record.signer_id or 0)),
    )
    found = KINDS[type(record)].prepared(record, on, by)
    _refuse(found.against)
    papers.require_complete(found.paper)
    return replace(found, on=on, rests_on=(*frame, *found.rests_on))


def _refuse(against: Iterable[Against]) -> None:
    """What can be mended on the page itself is told first."""
    at_fields: dict[str, list[str]] = {}
    for one in against:
        if one.field:
            at_fields.setdefault(one.field, []).append(one.sentence)
    if at_fields:
        raise ValidationError(at_fields)
    for one in against:
        raise Refused(one.sentence, page=one.page)


def _issue(record: Outgoing, by: "User", answers: Answers) -> Mapping[str, Any]:
    found: Prepared = answers.prepared
    if any(rows.has_changed() for rows in found.rests_on):
        raise Refused(changed_meanwhile())
    issued = papers.freeze(
        paper=found.paper,
        paper_type=found.paper_type,
        unit=record.unit,
        by=by,
        number=answers.get("number"),
        on=found.on,
    )
    record.paper = issued
    for act in found.follows:
        act(record, issued, by)
    return {"symbol": issued.symbol, "date": issued.date.isoformat()}


def changed_meanwhile() -> str:
    """The sentence for whoever issues while others write."""
    return gettext(
        "What this paper says was changed while it was being examined. Look at it again, then issue it."
    )


def needs_signer(record: Outgoing) -> str:
    """Why nobody could sign the paper, or ""."""
    if record.signer_id is None or not record.signer_post:
        return gettext("Name the signer and the signer's post first.")
    return ""


def withdraw(record: Outgoing, by: "User", answers: Answers) -> None:
    """Takes the issued paper out of force with its record; what was recorded from elsewhere has none."""
    if record.paper is not None:
        papers.withdraw(paper=record.paper, by=by, reason=answers.reason)
