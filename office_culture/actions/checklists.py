"""Loading checklists from the files that come with the program; their versions follow `actions.versions`."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from office_culture.actions.copies import saved
from office_culture.actions.versions import version_workflow
from office_culture.actions.workflow import Workflow
from office_culture.models import (
    Checklist,
    ChecklistBand,
    ChecklistGroup,
    ChecklistItem,
    ChecklistVersion,
    Clause,
    Document,
)

if TYPE_CHECKING:
    from office_culture.models.accounts import User

SHIPPED = Path(__file__).parent.parent / "catalogues"


def shipped() -> dict[str, Path]:
    """The proposals that come with the program, by the name under which the command loads them."""
    return {path.stem: path for path in sorted(SHIPPED.glob("*.toml"))}


@transaction.atomic
def load_checklist(
    *, source: Path, bases: Mapping[str, Clause | Document] | None = None, by: "User | None" = None
) -> ChecklistVersion:
    """Reads a checklist from a TOML file as a new checklist with one draft.

    `bases` names the clause or document behind an item, by the item's code. Raises `ValidationError`.
    """
    data = tomllib.loads(source.read_text("utf-8"))
    checklist = saved(
        Checklist(
            name=data["name"],
            scored=data["scored"],
            proposed=data.get("proposed", False),
            note=data.get("note", ""),
        ),
        by,
    )
    version = saved(
        ChecklistVersion(checklist=checklist, partly_share=Decimal(data.get("partly_share", "0.5"))), by
    )
    for band in data.get("bands", ()):
        values = band | {"from_score": Decimal(band["from_score"])}
        saved(ChecklistBand(checklist_version=version, **values), by)
    for place, group in enumerate(data["groups"], start=1):
        made = saved(
            ChecklistGroup(checklist_version=version, code=group["code"], name=group["name"], position=place),
            by,
        )
        for position, item in enumerate(group["items"], start=1):
            saved(_item(made, item, position, (bases or {}).get(item["code"])), by)
    return version


def _item(
    group: ChecklistGroup, values: Mapping[str, Any], position: int, basis: Clause | Document | None
) -> ChecklistItem:
    item = ChecklistItem(group=group, position=position, **values)
    item.max_points = Decimal(values.get("max_points", 0))
    if isinstance(basis, Clause):
        item.clause = basis
    elif basis is not None:
        item.document = basis
    return item


WORKFLOW: Workflow[ChecklistVersion] = version_workflow("office_culture.change_checklistversion")
