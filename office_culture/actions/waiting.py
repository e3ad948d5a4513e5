"""What waits for whom: declared beside each life cycle, read by the start page, the hubs, the lists and the notices."""

import datetime
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from office_culture.actions.workflow import Workflow
from office_culture.models.events import Event, Verb
from office_culture.models.outgoing import OutgoingState

if TYPE_CHECKING:
    from office_culture.models.accounts import User

SOON_DAYS = 14
# So long an answer stands among the notices of whoever proposed.
ANSWERED_DAYS = 30
DRAFT = frozenset({str(OutgoingState.DRAFT)})
IN_REVIEW = frozenset({str(OutgoingState.IN_REVIEW)})
APPROVED = frozenset({str(OutgoingState.APPROVED)})


class Urgency(StrEnum):
    """How much a row asks for: somebody waits, a last day has passed, one comes near, work goes on, an answer is there.

    Answers are told as notices alone: nobody has to act on them.
    """

    WAITING = "waiting"
    OVERDUE = "overdue"
    DUE = "due"
    DRAFTS = "drafts"
    ANSWER = "answer"


def every_row(rows: Any, today: datetime.date) -> Any:
    """All rows of the states."""
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFor:
    """Rows of one kind of record that wait for the accounts with `permission`.

    `step` names the step of the life cycle that they wait for; its right and its states hold unless others are given.
    `unit` is the lookup to the unit whose records the account must keep for that step; "" where its scope is enough.
    `rows` narrows further by the day, `own` by the account. `slug` stands in the address of the list. `day` names the
    field with the day by which something is to be done, or "".
    """

    slug: str
    label: Any
    step: str = ""
    permission: str = ""
    states: frozenset[str] = frozenset()
    urgency: Urgency = Urgency.WAITING
    unit: str = ""
    rows: Callable[[Any, datetime.date], Any] = field(default=every_row)
    own: Callable[[Any, "User"], Any] | None = None
    day: str = ""
    # Where the work on a single row is done, as the admin names its pages.
    page: str = "change"
    # The step whose question opens with a single row, where nothing else is left to do there.
    asks: str = ""
    # Drafts of what is set up once are told in their hub alone.
    on_home: bool = True

    def is_for(self, user: "User", model: Any) -> bool:
        """Whether such rows of `model` wait for this account at all."""
        opts = model._meta
        return user.has_perm(f"{opts.app_label}.view_{opts.model_name}") and user.has_perm(self.permission)

    def page_of(self, model: Any, key: Any) -> str:
        """Where the work on a single row is done, with the question of its step where nothing else is left."""
        opts = model._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_{self.page}", args=[key])
        return f"{address}#step={self.asks}" if self.asks else address

    def among(self, rows: Any, user: "User", today: datetime.date) -> Any:
        """Those of `rows` that wait for this account; `rows` are bounded to what it may see."""
        if self.states:
            rows = rows.filter(state__in=sorted(self.states))
        rows = self.rows(rows, today)
        if self.unit and not user.is_superuser:
            own = user.unit.with_all_below(f"{self.unit}__path") if user.unit else None
            rows = rows.filter(own) if own else rows.none()
        return self.own(rows, user) if self.own else rows


@dataclass(frozen=True, slots=True)
class WaitingKind:
    """A kind of record with what waits in it; in the states of `settled` nobody has to act."""

    model: Any
    waiting: tuple[WaitingFor, ...]
    settled: frozenset[str]


KINDS: dict[Any, WaitingKind] = {}


def declare(
    model: Any, workflow: Workflow[Any] | None, *waiting: WaitingFor, settled: Iterable[str] = frozenset()
) -> None:
    """Registers what waits in a kind of record; a later call adds to it.

    A kind without a life cycle names no steps. Raises `KeyError` for a step that the life cycle does not have.
    """
    known = KINDS.get(model, WaitingKind(model, (), frozenset()))
    with_steps = tuple(_with_step(item, workflow) for item in waiting)
    KINDS[model] = WaitingKind(
        model, (*known.waiting, *with_steps), known.settled | frozenset(map(str, settled))
    )


def of(model: Any) -> tuple[WaitingFor, ...]:
    """What waits in a kind of record, in the order declared."""
    return KINDS[model].waiting if model in KINDS else ()


def everything() -> list[tuple[Any, WaitingFor]]:
    """All that can wait anywhere, each with its kind of record."""
    return [(kind.model, waiting_for) for kind in KINDS.values() for waiting_for in kind.waiting]


def visible_rows(model: Any, user: "User") -> Any:
    """The rows of a kind that the account may see; accounts have no unit that bounds them."""
    rows = model._default_manager.all()
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows


def _with_step(waiting: WaitingFor, workflow: Workflow[Any] | None) -> WaitingFor:
    if not waiting.step or workflow is None:
        return waiting
    step = workflow.steps[waiting.step]
    return replace(
        waiting,
        permission=waiting.permission or step.permission,
        states=waiting.states or frozenset(map(str, step.sources)),
    )


def answer_to(
    step: str, label: Any, *, permission: str, states: Iterable[str], slug: str = "answered"
) -> WaitingFor:
    """Records with which the account took `step` and which somebody has since brought into one of `states`.

    `permission` is the right to view them.
    """
    return WaitingFor(
        slug=slug,
        label=label,
        permission=permission,
        states=frozenset(map(str, states)),
        urgency=Urgency.ANSWER,
        rows=_moved_lately,
        own=functools.partial(_proposed, step),
        on_home=False,
    )


def _proposed(step: str, rows: Any, user: "User") -> Any:
    return rows.filter(Exists(_events(rows.model).filter(actor=user.pk, detail__step=step)))


def _moved_lately(rows: Any, today: datetime.date) -> Any:
    since = timezone.make_aware(datetime.datetime.combine(today, datetime.time.min))
    lately = _events(rows.model).filter(at__gte=since - datetime.timedelta(days=ANSWERED_DAYS))
    return rows.filter(Exists(lately))


def _events(model: Any) -> Any:
    """The steps that were taken with a row of `model`."""
    kind = ContentType.objects.get_for_model(model)
    return Event.objects.filter(
        content_type=kind.pk, object_id=OuterRef("pk"), verb__in=(Verb.TRANSITION, Verb.ISSUE)
    ).order_by()


def way_of_papers(
    model: str, *, approve: Any, issue: Any, write: Any, answered: Any
) -> tuple[WaitingFor, ...]:
    """What waits on the way of every paper with the label `model`: for leadership, the clerk, and who writes it.

    Decisions of other bodies are drafts that the clerk records.
    """
    app, name = model.split(".")
    return (
        WaitingFor(
            slug="approve",
            label=approve,
            permission=f"{app}.approve_{name}",
            states=IN_REVIEW,
            unit="unit",
            asks="approve",
        ),
        WaitingFor(
            slug="issue",
            label=issue,
            permission=f"{app}.issue_{name}",
            states=APPROVED,
            unit="unit",
            asks="issue",
        ),
        WaitingFor(
            slug="write",
            label=write,
            permission=f"{app}.change_{name}",
            states=DRAFT,
            urgency=Urgency.DRAFTS,
            unit="unit",
        ),
        answer_to(
            "submit",
            answered,
            permission=f"{app}.view_{name}",
            states=(OutgoingState.APPROVED, OutgoingState.ISSUED),
        ),
    )


def version_drafts(label: Any) -> tuple[WaitingFor, ...]:
    """What waits among versions: the drafts that are not in use yet."""
    return (WaitingFor(slug="write", label=label, step="use", urgency=Urgency.DRAFTS, on_home=False),)
