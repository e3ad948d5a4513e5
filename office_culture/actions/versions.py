"""The life of versions: put into use, followed by the next one, withdrawn."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from office_culture.actions.workflow import Refused, Transition, Workflow
from office_culture.models.versions import DRAFT_STANDS, Version, VersionState

if TYPE_CHECKING:
    from office_culture.models.accounts import User

V = TypeVar("V", bound=Version)
R = TypeVar("R")


@transaction.atomic
def next_version(*, version: V, by: "User") -> V:
    """A draft that begins as a copy of the newest version beside `version`. Raises `Refused` where a draft stands.

    The rows below it are copied as far down as they are declared (`parts`).
    """
    siblings: list[V] = list(version.siblings().select_for_update().order_by("-number"))
    if any(not sibling.frozen for sibling in siblings):
        raise Refused(str(DRAFT_STANDS))
    newest = siblings[0]
    columns = (newest.family, *newest.carried)
    made = saved(
        type(version)(number=newest.number + 1, **{name: getattr(newest, name) for name in columns}), by
    )
    _copy_parts(newest, made, by)
    return made


def _copy_parts(above: Any, made: Any, by: "User") -> None:
    for name in above.parts:
        rows = getattr(above, name)
        for row in rows.all():
            copied = saved(_copied(row, rows.field.name, made), by)
            _copy_parts(row, copied, by)


def _copied(row: Any, link: str, above: Any) -> Any:
    """A row of the same content below another one."""
    values = {
        column.attname: getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if column.editable and not column.primary_key and column.name != link
    }
    return type(row)(**values, **{link: above})


def saved(row: R, by: "User | None") -> R:
    """The row, validated and saved. Raises `ValidationError`."""
    checked: Any = row
    checked.full_clean()
    checked.save(by=by)
    return row


def _usable(version: Version, by: "User") -> str:
    """What is missing before the version may be put into use."""
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
