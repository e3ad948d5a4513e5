"""The life of a checklist's versions: loaded, put into use, followed by the next one, withdrawn."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions.workflow import Refused, Transition, Workflow
from office_culture.models import (
    Checklist,
    ChecklistBand,
    ChecklistGroup,
    ChecklistItem,
    ChecklistVersion,
    Clause,
    Document,
    VersionState,
)

if TYPE_CHECKING:
    from office_culture.models.accounts import User

SHIPPED = Path(__file__).parent.parent / "catalogues"
CHANGE = "office_culture.change_checklistversion"


def shipped() -> dict[str, Path]:
    """The proposals that come with the program, by the name that the command takes."""
    return {path.stem: path for path in sorted(SHIPPED.glob("*.toml"))}


@transaction.atomic
def load_checklist(
    *, source: Path, bases: Mapping[str, Clause | Document] | None = None, by: "User | None" = None
) -> ChecklistVersion:
    """Reads a checklist from a TOML file as a new checklist with one draft.

    `bases` names the clause or document behind an item, by the item's code. Raises `ValidationError`.
    """
    data = tomllib.loads(source.read_text("utf-8"))
    checklist = _made(
        Checklist(
            name=data["name"],
            scored=data["scored"],
            proposed=data.get("proposed", False),
            note=data.get("note", ""),
        ),
        by,
    )
    version = _made(
        ChecklistVersion(checklist=checklist, partly_share=Decimal(data.get("partly_share", "0.5"))), by
    )
    for band in data.get("bands", ()):
        values = band | {"from_score": Decimal(band["from_score"])}
        _made(ChecklistBand(checklist_version=version, **values), by)
    for place, group in enumerate(data["groups"], start=1):
        made = _made(
            ChecklistGroup(checklist_version=version, code=group["code"], name=group["name"], position=place),
            by,
        )
        for position, item in enumerate(group["items"], start=1):
            _made(_item(made, item, position, (bases or {}).get(item["code"])), by)
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


@transaction.atomic
def next_version(*, checklist: Checklist, by: "User") -> ChecklistVersion:
    """A draft that begins as a copy of the newest version. Raises `Refused` where a draft stands already."""
    Checklist.objects.select_for_update().get(pk=checklist.pk)
    if checklist.versions.filter(state=VersionState.DRAFT).exists():
        raise Refused(_("This checklist has a draft already; go on with that one."))
    newest = checklist.versions.order_by("-number").first()
    number = (checklist.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = ChecklistVersion(checklist=checklist, number=number)
    if newest:
        version.partly_share = newest.partly_share
    _made(version, by)
    if newest:
        for band in newest.bands.all():
            _made(_copy(band, checklist_version=version), by)
        for group in newest.groups.prefetch_related("items"):
            copied = _made(_copy(group, checklist_version=version), by)
            for item in group.items.all():
                _made(_copy(item, group=copied), by)
    return version


def _copy(row: Any, **above: Any) -> Any:
    """A row of the same content below another one."""
    left_out = {"id", "version", *above}
    values = {
        column.attname: getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if column.name not in left_out and column.editable
    }
    return type(row)(**values, **above)


def _made(row: Any, by: "User | None") -> Any:
    row.full_clean()
    row.save(by=by)
    return row


def _usable(version: ChecklistVersion, by: "User") -> str:
    """What is missing before a round may use the version."""
    items = ChecklistItem.objects.filter(group__checklist_version=version)
    if not items.exists():
        return _("This version has no items yet.")
    if not version.checklist.scored:
        return ""
    if not version.bands.filter(from_score=0).exists():
        return _("The lowest outcome begins at score 0; add it, so that every score has an outcome.")
    unscored = list(items.filter(max_points=0).values_list("code", flat=True))
    if unscored:
        return _("These items give no points: %(items)s. Enter the most that each gives.") % {
            "items": ", ".join(unscored)
        }
    return _double_codes(items)


def _double_codes(items: "models.QuerySet[ChecklistItem]") -> str:
    """Papers name items by their code alone, so a code stands once in a version."""
    codes = list(items.values_list("code", flat=True))
    twice = sorted({code for code in codes if codes.count(code) > 1})
    return _("These codes stand twice: %(codes)s.") % {"codes": ", ".join(twice)} if twice else ""


workflow: Workflow[ChecklistVersion] = Workflow(
    Transition(
        name="use",
        label=gettext_lazy("Put into use"),
        sources=frozenset({VersionState.DRAFT}),
        target=VersionState.IN_USE,
        permission=CHANGE,
        guard=_usable,
    ),
    Transition(
        name="withdraw",
        label=gettext_lazy("Withdraw"),
        sources=frozenset({VersionState.IN_USE}),
        target=VersionState.WITHDRAWN,
        permission=CHANGE,
    ),
)
