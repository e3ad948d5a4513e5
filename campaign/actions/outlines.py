"""Loads outlines from the files that come with the program, and the life cycle of their versions."""

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from campaign.models import OutlineAppendix, OutlineSection, OutlineVersion, ReportOutline
from office_culture.actions.copies import saved
from office_culture.actions.versions import version_workflow
from office_culture.actions.workflow import Workflow
from office_culture.models import VersionState

if TYPE_CHECKING:
    from office_culture.models import User

SHIPPED = Path(__file__).parent.parent / "catalogues" / "outlines.toml"


@transaction.atomic
def load_outlines(
    *, source: Path = SHIPPED, kinds: Collection[str] | None = None, by: "User | None" = None
) -> list[OutlineVersion]:
    """Adds an outline, in use, for each kind of report that has none yet; changes no existing outline.

    `kinds`, if given, limits what is added. Returns the versions added. Raises `ValidationError`.
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
    outline = saved(ReportOutline(**{name: row[name] for name in columns if name in row}), by)
    fixed = {name: row[name] for name in ("least_rows", "longest_list", "least_met", "names") if name in row}
    version = saved(OutlineVersion(outline=outline, **fixed), by)
    for place, section in enumerate(row["sections"], start=1):
        saved(OutlineSection(outline_version=version, position=place * STEP, **section), by)
    for place, appendix in enumerate(row.get("appendices", ()), start=1):
        saved(OutlineAppendix(outline_version=version, position=place * STEP, **appendix), by)
    faults = version.faults()
    if faults:
        raise ValidationError(faults)
    version.state = VersionState.IN_USE
    return saved(version, by)


# The distance between the positions of two rows, so that others fit in later.
STEP = 10

WORKFLOW: Workflow[OutlineVersion] = version_workflow("campaign.change_outlineversion")
