"""The life cycle of versions: put into use, followed by the next one, withdrawn."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from office_culture.actions.copies import plan_of_copy, saved, write_below
from office_culture.actions.workflow import Refused, Transition, Workflow
from office_culture.models.versions import DRAFT_EXISTS, Version, VersionState
from office_culture.rules.moving_days import Move

if TYPE_CHECKING:
    from office_culture.models.accounts import User

V = TypeVar("V", bound=Version)


@transaction.atomic
def next_version(*, version: V, by: "User") -> V:
    """A draft that begins as a copy of the newest version beside `version`. Raises `Refused` where there is a draft.

    The rows below it are copied as far down as they are declared (`parts`).
    """
    siblings: list[V] = list(version.siblings().select_for_update().order_by("-number"))
    if any(not sibling.frozen for sibling in siblings):
        raise Refused(str(DRAFT_EXISTS))
    newest = siblings[0]
    columns = (newest.family, *newest.carried)
    made = saved(
        type(version)(number=newest.number + 1, **{name: getattr(newest, name) for name in columns}), by
    )
    write_below(plan_of_copy(newest, Move()), made, by)
    return made


def _usable(version: Version, by: "User") -> str:
    """Why the version cannot be put into use yet, or ""."""
    return " ".join(version.faults())


def version_workflow(permission: str) -> Workflow[Any]:
    """The life cycle of a kind of version; `permission` is that to change it."""
    return Workflow(
        Transition(
            name="use",
            label=_("Put into use"),
            sources=frozenset({VersionState.DRAFT}),
            target=VersionState.IN_USE,
            permission=permission,
            guard=_usable,
        ),
        Transition(
            name="withdraw",
            label=_("Withdraw"),
            sources=frozenset({VersionState.IN_USE}),
            target=VersionState.WITHDRAWN,
            permission=permission,
        ),
    )
