"""The start page of the admin: what waits, as tiles that each lead to their rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from office_culture.admin.bricks import WorkflowButtons
from office_culture.workflow import Workflow

if TYPE_CHECKING:
    from office_culture.models import User


@dataclass(frozen=True, slots=True)
class Tile:
    """A count with its meaning and the list behind it; `kind` chooses the colour."""

    kind: str
    label: str
    count: int
    url: str
    hint: str = ""


def tiles(user: "User") -> list[Tile]:
    """The tiles that this account may see, what waits for it first. One query for each kind with a life cycle."""
    found = [tile for page in _life_cycles() for tile in _life_cycle_tiles(page, user)]
    return sorted(found, key=lambda tile: ("waiting", "drafts").index(tile.kind))


def _life_cycles() -> Iterator[WorkflowButtons]:
    return (page for page in admin.site._registry.values() if isinstance(page, WorkflowButtons))


def _life_cycle_tiles(page: WorkflowButtons, user: "User") -> Iterator[Tile]:
    opts = page.opts
    if not user.has_perm(f"{opts.app_label}.view_{opts.model_name}"):
        return
    state: Any = opts.get_field("state")
    first = state.get_default()
    rows: Any = page.model._default_manager
    counts = dict(rows.visible_to(user).order_by().values_list("state").annotate(Count("pk")))
    ours = states_waiting_for(page.workflow, user)
    for kind, states, label in (
        ("waiting", ours - {first}, _("%(records)s waiting for you")),
        ("drafts", ours & {first}, _("%(records)s being prepared")),
    ):
        count = sum(counts.get(state, 0) for state in states)
        if count:
            yield Tile(
                kind=kind,
                label=capfirst(label % {"records": opts.verbose_name_plural}),
                count=count,
                url=_list_url(page, states),
            )


def states_waiting_for(workflow: Workflow[Any], user: "User") -> set[str]:
    """States that `user` can move on from. Steps that need a reason lead back: nobody waits for those."""
    return {
        str(state)
        for step in workflow.transitions.values()
        if not step.needs_reason and user.has_perm(step.permission)
        for state in step.sources
    }


def _list_url(page: WorkflowButtons, states: set[str]) -> str:
    opts = page.opts
    address = reverse(f"{page.admin_site.name}:{opts.app_label}_{opts.model_name}_changelist")
    return f"{address}?state__in={','.join(sorted(states))}"
