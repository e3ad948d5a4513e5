"""Life cycles: a table of transitions, and the one way to carry a transition out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from office_culture.models.base import Record
from office_culture.models.events import Verb

if TYPE_CHECKING:
    from office_culture.models.accounts import User

M = TypeVar("M", bound=Record)


class Refused(Exception):
    """An action that may not happen; the text is a sentence for the person who asked."""


def allowed(obj: Any, by: "User") -> str:
    """The guard of a transition that needs none."""
    return ""


@dataclass(frozen=True, slots=True)
class Transition(Generic[M]):
    """One step of a life cycle.

    `guard` answers with a sentence that says why the step is refused, or with "". `effect` runs inside the
    transaction, after the state has been set and before the record is saved. `fill` runs at the same moment, for a
    step that asks for more than a reason: it gets the answers, and raises `Refused` where they are missing or wrong.
    A step that needs other packages than the record's own has a page of its own there: `page` is the name of its
    address, which takes the key of the record.
    """

    name: str
    label: Any
    sources: frozenset[str]
    target: str
    permission: str
    who: Any = ""
    needs_reason: bool = False
    page: str = ""
    guard: Callable[[M, "User"], str] = field(default=allowed)
    effect: Callable[[M, "User", str], None] | None = None
    fill: Callable[[M, "User", str, Mapping[str, Any]], None] | None = None


class Workflow(Generic[M]):
    """The transitions of one kind of record; its state column is called `state`."""

    def __init__(self, *transitions: Transition[M]) -> None:
        self.transitions = {transition.name: transition for transition in transitions}

    def from_state(self, state: str) -> Iterable[Transition[M]]:
        """The steps that leave `state`, whoever may take them."""
        return (step for step in self.transitions.values() if state in step.sources)

    def refusal(self, step: Transition[M], obj: M, by: "User") -> str:
        """Why `by` may not take `step` now, or ""."""
        state = getattr(obj, "state")  # noqa: B009 - the column of every record with a life cycle
        if state not in step.sources:
            return _("This record is “%(state)s” now; “%(step)s” is not possible from there.") % {
                "state": obj.get_state_display(),  # type: ignore[attr-defined]
                "step": step.label,
            }
        if not by.has_perm(step.permission):
            if step.who:
                return _("“%(step)s” is for: %(who)s.") % {"step": step.label, "who": step.who}
            return _("Your account has no right to “%(step)s”.") % {"step": step.label}
        return step.guard(obj, by)

    def perform(
        self,
        name: str,
        *,
        obj: M,
        by: "User",
        reason: str = "",
        details: Mapping[str, Any] | None = None,
    ) -> M:
        """Takes a step: row locked, state and rules asked again, saved, one event; all or nothing.

        `details` are the answers to what the step asks besides the reason. Raises `Refused` with the sentence to
        show. Returns the fresh record.
        """
        step = self.transitions[name]
        with transaction.atomic():
            fresh: M = type(obj)._default_manager.select_for_update().get(pk=obj.pk)  # type: ignore[assignment]
            why = self.refusal(step, fresh, by)
            if why:
                raise Refused(why)
            if step.needs_reason and not reason.strip():
                raise Refused(_("Give a reason: it is shown to those who go on with this record."))
            source = getattr(fresh, "state")  # noqa: B009
            setattr(fresh, "state", step.target)  # noqa: B010
            if step.effect:
                step.effect(fresh, by, reason.strip())
            if step.fill:
                step.fill(fresh, by, reason.strip(), details or {})
            fresh.save(
                by=by,
                reason=reason.strip(),
                verb=Verb.TRANSITION,
                detail={"step": step.name, "source": source, "target": step.target},
            )
        return fresh
