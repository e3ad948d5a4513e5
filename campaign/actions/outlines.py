"""The life of an outline's versions: loaded, put into use, followed by the next one, withdrawn."""

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import OutlineAppendix, OutlineSection, OutlineVersion, ReportOutline
from office_culture.actions.workflow import Refused, Transition, Workflow
from office_culture.models import VersionState

if TYPE_CHECKING:
    from office_culture.models import User

SHIPPED = Path(__file__).parent.parent / "catalogues" / "outlines.toml"
CHANGE = "campaign.change_outlineversion"


@transaction.atomic
def load_outlines(
    *, source: Path = SHIPPED, kinds: Collection[str] | None = None, by: "User | None" = None
) -> list[OutlineVersion]:
    """Adds an outline, in use, for each kind of report that has none yet; changes nothing that the office has.

    `kinds` limits what is taken in. Raises `ValidationError`.
    """
    data = tomllib.loads(source.read_text("utf-8"))
    known = set(ReportOutline.objects.values_list("kind", flat=True))
    return [
        _load(row, by)
        for row in data["outlines"]
        if row["kind"] not in known and (kinds is None or row["kind"] in kinds)
    ]


def _load(row: dict[str, Any], by: "User | None") -> OutlineVersion:
    columns = ("name", "kind", "paper", "note")
    outline = _made(ReportOutline(**{name: row[name] for name in columns if name in row}), by)
    version = _made(OutlineVersion(outline=outline), by)
    for place, section in enumerate(row["sections"], start=1):
        _made(OutlineSection(outline_version=version, position=place * STEP, **section), by)
    for place, appendix in enumerate(row.get("appendices", ()), start=1):
        _made(OutlineAppendix(outline_version=version, position=place * STEP, **appendix), by)
    faults = version.faults()
    if faults:
        raise ValidationError(faults)
    version.state = VersionState.IN_USE
    return _made(version, by)


# Between two rows there is room for others.
STEP = 10


@transaction.atomic
def next_version(*, outline: ReportOutline, by: "User") -> OutlineVersion:
    """A draft that begins as a copy of the newest version. Raises `Refused` where a draft stands already."""
    ReportOutline.objects.select_for_update().get(pk=outline.pk)
    if outline.versions.filter(state=VersionState.DRAFT).exists():
        raise Refused(gettext("This outline has a draft already; go on with that one."))
    newest = outline.versions.order_by("-number").first()
    number = (outline.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = _made(OutlineVersion(outline=outline, number=number), by)
    if newest:
        for row in (*newest.sections.all(), *newest.appendices.all()):
            _made(_copy(row, version), by)
    return version


def _copy(row: Any, version: OutlineVersion) -> Any:
    """A row of the same content in another version."""
    left_out = {"id", "version", "outline_version"}
    values = {
        column.attname: getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if column.name not in left_out and column.editable
    }
    return type(row)(outline_version=version, **values)


def _made(row: Any, by: "User | None") -> Any:
    row.full_clean()
    row.save(by=by)
    return row


def _usable(version: OutlineVersion, by: "User") -> str:
    """What is missing before reports may follow the version."""
    return " ".join(version.faults())


WORKFLOW: Workflow[OutlineVersion] = Workflow(
    Transition(
        name="use",
        label=_("Put into use"),
        sources=frozenset({VersionState.DRAFT}),
        target=VersionState.IN_USE,
        permission=CHANGE,
        guard=_usable,
    ),
    Transition(
        name="withdraw",
        label=_("Withdraw"),
        sources=frozenset({VersionState.IN_USE}),
        target=VersionState.WITHDRAWN,
        permission=CHANGE,
    ),
)
