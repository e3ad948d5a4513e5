"""Life cycles: a table of steps, which of them are offered to whom, and the one function that takes a step."""

import copy
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.models.base import Record
from office_culture.models.events import Verb

if TYPE_CHECKING:
    from office_culture.models.accounts import User

M = TypeVar("M", bound=Record)

# Passed by an action that follows from another one: nobody looked at a version of the record.
ANY_VERSION: Any = object()

NO_REASON = gettext_lazy("Give a reason: it is shown to those who go on with this record.")


class Refused(Exception):
    """An action that may not happen; the text is a sentence for the person who asked.

    `page` is the address of a page that lists what is to be mended, "" where there is none.
    """

    def __init__(self, sentence: str, *, page: str = "") -> None:
        super().__init__(sentence)
        self.page = page


class Because(str):
    """A refusal with the address of the page or the field where what stands against the step is mended."""

    page: str

    def __new__(cls, sentence: str, page: str = "") -> "Because":
        made = super().__new__(cls, sentence)
        made.page = page
        return made


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to a step: the reason, "" where none was given, and the rest by the name of its field.

    `prepared` is what the step gathered before its transaction began (`Step.prepare`).
    """

    reason: str = ""
    others: Mapping[str, Any] = field(default_factory=dict)
    prepared: Any = None

    def __getitem__(self, name: str) -> Any:
        return self.others[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The answer, or `default` where the question was not asked."""
        return self.others.get(name, default)


class StepForm(forms.Form):
    """What a step asks; every step takes a reason, and some need one.

    A subclass adds questions; `record` and `user` are there to bound their choices. It stands beside its action and
    chooses no widgets: those belong to the screen.
    """

    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=2000)
    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: Any, user: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.user = user
        self.initial["opened_version"] = record.version

    @property
    def answers(self) -> dict[str, Any]:
        """The answers to all questions but the reason."""
        about_itself = {"reason", "opened_version"}
        return {name: value for name, value in self.cleaned_data.items() if name not in about_itself}


class Stale(Refused):
    """Raised for a step on another version of the record than the stored one; `seen` is the version that was shown."""

    def __init__(self, seen: int | None) -> None:
        super().__init__(
            _(
                "This record was changed while you looked at it; nothing was done. Look again, then repeat the step."
            )
        )
        self.seen = seen


def allowed(obj: Any, by: "User") -> str:
    """A guard that never refuses."""
    return ""


def foresee_nothing(obj: Any, by: "User") -> list[str]:
    """For steps after which nothing is worth knowing besides the warnings of the record."""
    return []


def always(obj: Any) -> bool:
    """A condition for steps that every record of its kind has."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[M]):
    """What can be done with a record in one of the states `sources`.

    `guard` answers with a sentence that says why the step is refused, or with "". `apply` does what the step is for:
    it runs inside the transaction, before the record is saved, and raises `Refused` or `ValidationError`; what it
    returns stands in the details of the event. `applies` leaves a step out of sight that this record does not have.

    `foresee` says beforehand what the step would answer or change besides the warnings of the record.

    A step that has much to gather does so in `prepare`, before the transaction, so that nobody waits meanwhile. The
    guard is asked there, too; inside the transaction the version of the record is compared instead.
    """

    name: str
    label: Any
    sources: frozenset[str]
    permission: str
    who: Any = ""
    needs_reason: bool = False
    form: type[StepForm] = StepForm
    # A sentence above the form: what is worth knowing before.
    note: Any = ""
    verb: Verb = Verb.TRANSITION
    # The name of the step that takes this one back, where the states do not say it.
    undone_by: str = ""
    applies: Callable[[M], bool] = field(default=always)
    guard: Callable[[M, "User"], str] = field(default=allowed)
    foresee: Callable[[M, "User"], list[str]] = field(default=foresee_nothing)
    prepare: Callable[[M, "User", Answers], Any] | None = None
    apply: Callable[[M, "User", Answers], Mapping[str, Any] | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition(Step[M]):
    """A step that leads to another state. One without a button is taken by other actions only."""

    target: str
    button: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionButton(Step[M]):
    """A step that leaves the state as it is."""


class Offer(NamedTuple):
    """A step as it is offered to somebody, with why it is refused, or ""."""

    step: Step[Any]
    refusal: str


class AfterStep(NamedTuple):
    """What follows a step: the state after it, the steps from there with who takes them, and the first step back.

    `state` is "" and `following` is empty where the state stays as it is; `back` is None where no step leads back.
    """

    state: str
    following: list[Step[Any]]
    back: Step[Any] | None


class Workflow(Generic[M]):
    """The steps of one kind of record, in the order of the screen; its state column is called `state`."""

    def __init__(self, *steps: Step[M]) -> None:
        self.steps = {step.name: step for step in steps}

    @property
    def transitions(self) -> dict[str, Transition[M]]:
        """The steps that change the state."""
        return {name: step for name, step in self.steps.items() if isinstance(step, Transition)}

    def button(self, name: str) -> Step[M] | None:
        """The step of that name where people can take it themselves, else None."""
        step = self.steps.get(name)
        return None if isinstance(step, Transition) and not step.button else step

    def from_state(self, state: str) -> Iterable[Step[M]]:
        """The steps that people can take themselves from `state`, whatever their rights."""
        return (step for name, step in self.steps.items() if state in step.sources and self.button(name))

    def offered(self, obj: M, by: "User") -> list[Offer]:
        """The steps that `obj` has now, each with the reason why `by` may not take it, or ""."""
        steps = self.from_state(_state(obj))
        return [Offer(step, self.refusal(step, obj, by)) for step in steps if step.applies(obj)]

    def refusal(self, step: Step[M], obj: M, by: "User") -> str:
        """Why `by` may not take `step` now, or ""."""
        return self._barred(step, obj, by) or step.guard(obj, by)

    def after(self, step: Step[M], obj: M) -> M:
        """A copy of the record, not to be saved, in the state to which the step leads."""
        then = copy.copy(obj)
        if isinstance(step, Transition):
            setattr(then, "state", step.target)  # noqa: B010 - the column of every record with a life cycle
        return then

    def outlook(self, step: Step[M], obj: M) -> AfterStep:
        """What follows the step, as the table of steps says."""
        if not isinstance(step, Transition):
            return AfterStep("", [], self.button(step.undone_by))
        then = self.after(step, obj)
        following = [other for other in self.from_state(step.target) if other.applies(then)]
        return AfterStep(
            then.get_state_display(),  # type: ignore[attr-defined]
            [other for other in following if isinstance(other, Transition)],
            self.button(step.undone_by) or self._way_back(then, _state(obj)),
        )

    def _way_back(self, then: M, state: str) -> Step[M] | None:
        """The first of the fewest transitions that lead from `then` to `state`.

        A longer way begins with a step that gives a reason: the others lead on, even where the end is the same.
        """
        reached = {_state(then)}
        waiting: deque[tuple[str, Step[M] | None]] = deque([(_state(then), None)])
        while waiting:
            current, first = waiting.popleft()
            for step in self.from_state(current):
                if not isinstance(step, Transition) or not step.applies(then):
                    continue
                if step.target == state:
                    return first or step
                if step.target not in reached and (first or step.needs_reason):
                    reached.add(step.target)
                    waiting.append((step.target, first or step))
        return None

    def _barred(self, step: Step[M], obj: M, by: "User") -> str:
        """Why the state of the record or the rights of the account forbid the step, or ""."""
        if _state(obj) not in step.sources:
            return _("This record is “%(state)s” now; “%(step)s” is not possible from there.") % {
                "state": obj.get_state_display(),  # type: ignore[attr-defined]
                "step": step.label,
            }
        if not by.has_perm(step.permission):
            if step.who:
                return _("“%(step)s” is for: %(who)s.") % {"step": step.label, "who": step.who}
            return _("Your account has no right to “%(step)s”.") % {"step": step.label}
        return ""

    def perform(
        self,
        name: str,
        *,
        obj: M,
        by: "User",
        reason: str = "",
        answers: Mapping[str, Any] | None = None,
        opened: Any = ANY_VERSION,
    ) -> M:
        """Takes a step: row locked, state and rules asked again, saved once, one event; all or nothing.

        `answers` are those to what the step asks besides the reason. `opened` is the version that a person saw, or None
        where the post does not say: `Stale` is raised where the record is another by now. Raises `Refused` with the
        sentence to show, and `ValidationError` at the name of a question. Returns the fresh record.
        """
        step = self.steps[name]
        given = Answers(reason.strip(), answers or {})
        seen: M | None = None
        if step.prepare:
            seen = type(obj)._default_manager.get(pk=obj.pk)  # type: ignore[assignment]
            assert seen is not None  # noqa: S101 - for types; `get` raises
            _refuse(self.refusal(step, seen, by))
            _refuse_stale(opened, seen)
            given = Answers(given.reason, given.others, step.prepare(seen, by, given))
        with transaction.atomic():
            fresh: M = type(obj)._default_manager.select_for_update().get(pk=obj.pk)  # type: ignore[assignment]
            _refuse(
                self._barred(step, fresh, by)
                or (_changed_since(seen, fresh) if seen else step.guard(fresh, by))
            )
            _refuse_stale(opened, fresh)
            if step.needs_reason and not given.reason:
                raise Refused(str(NO_REASON))
            detail: dict[str, Any] = {"step": step.name}
            if isinstance(step, Transition):
                detail |= {"source": _state(fresh), "target": step.target}
                setattr(fresh, "state", step.target)  # noqa: B010 - the column of every record with a life cycle
            detail |= (step.apply(fresh, by, given) if step.apply else None) or {}
            fresh.save(by=by, reason=given.reason, verb=step.verb, detail=detail)
        return fresh


def _state(obj: Record) -> str:
    return str(getattr(obj, "state"))  # noqa: B009 - the column of every record with a life cycle


def _refuse(why: str) -> None:
    if why:
        raise Refused(str(why))


def _refuse_stale(opened: Any, fresh: Record) -> None:
    if opened is not ANY_VERSION and opened != fresh.version:
        raise Stale(opened)


def _changed_since(seen: Record, fresh: Record) -> str:
    if seen.version == fresh.version:
        return ""
    return _("This record was changed while it was being examined. Look at it again, then repeat the step.")
