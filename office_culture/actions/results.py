"""Saving the results of an inspection: all items in one transaction, without overwriting what colleagues saved."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from office_culture.actions import bulk
from office_culture.actions.result_counts import count, mark_of
from office_culture.actions.result_merging import Rows, merged
from office_culture.actions.workflow import Refused
from office_culture.models import Inspection, InspectionResult, InspectionState, Result, Verb, context
from office_culture.models.inspections import DONE_WITHOUT_RESULT, WITH_REASON, WorkStatus
from office_culture.rules import scoring

if TYPE_CHECKING:
    from office_culture.models.accounts import User

TEAM_FIELDS = frozenset({"status", "result", "points", "counted", "compliant", "reason", "observation"})
UNIT_FIELDS = frozenset({"unit_result", "unit_points", "unit_note"})
HEADER_FIELDS = frozenset(
    {
        "visited_on",
        "day_not_known",
        "begun_at",
        "ended_at",
        "place",
        "represented_by",
        "present",
        "unit_opinion",
        "conclusion",
    }
)


class FaultyRows(Exception):
    """Entries that cannot be saved: the errors by result and field; key 0 has those of the header."""

    def __init__(self, errors: dict[int, dict[str, list[ValidationError]]]) -> None:
        super().__init__(errors)
        self.errors = errors


class LostUpdate(Exception):
    """Somebody saved the same items meanwhile. Nothing was saved.

    `sentences` say who changed what; `rows` are to be shown again: what was typed, and the colleague's entry where
    nothing was typed. Saving those with `version` keeps what was typed, now knowingly.
    """

    def __init__(
        self, sentences: list[str], rows: dict[int, dict[str, Any]], header: dict[str, Any], version: int
    ) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences
        self.rows = rows
        self.header = header
        self.version = version


@transaction.atomic
def save_results(
    *,
    inspection: Inspection,
    rows: Rows,
    by: "User",
    opened_version: int,
    header: Mapping[str, Any] | None = None,
    read: Sequence[InspectionResult] = (),
) -> Inspection:
    """Saves entries of the team or of the unit, by the key of the result, and the counters that follow.

    Each row holds the fields that the form shows. Items that only a colleague changed since `opened_version` keep
    the colleague's entry. `read` are all results with their items as the caller has just read them. The number of
    statements does not grow with the number of items. Raises `Refused` when the state forbids it, `FaultyRows` and
    `LostUpdate`.
    """
    header = header or {}
    inspection_now, bands = _locked(inspection.pk)
    _refuse_wrong_state(inspection_now, rows, header)
    results = _results(inspection_now, read)
    if strangers := set(rows) - set(results):
        raise Refused(
            _("%(count)s of these entries belong to another inspection; open the form again.")
            % {"count": len(strangers)}
        )
    merge = merged(inspection_now, results, _settled(results, rows, inspection_now), header, opened_version)
    if merge.sentences:
        raise LostUpdate(merge.sentences, merge.wanted, merge.header, inspection_now.version)
    changed = _filled(results, merge.wanted, inspection_now)
    header_changed = [name for name, value in merge.header.items() if getattr(inspection_now, name) != value]
    if not changed and not header_changed:
        return inspection_now
    for name in header_changed:
        setattr(inspection_now, name, merge.header[name])
    _check_header(inspection_now, header_changed)
    for row in changed:
        row.changed_in = inspection_now.version + 1
    with context.in_batch():
        bulk.update(changed, (*sorted(TEAM_FIELDS | UNIT_FIELDS), "changed_in", "kept_as_typed"), by=by)
        if changed:
            count(inspection_now, results.values(), bands)
        inspection_now.save(by=by, verb=Verb.CHANGE, detail={"rows": len(changed)})
    return inspection_now


def _locked(pk: int) -> tuple[Inspection, list[scoring.Band]]:
    """The inspection, locked until the end of the transaction, and the bands of its checklist; one statement."""
    bands = "inspection_round__checklist_version__bands"
    found: list[Any] = list(
        Inspection.objects.select_for_update(of=("self",))
        .select_related("inspection_round__checklist_version__checklist", "unit", "represented_by")
        .annotate(
            band_name=F(f"{bands}__name"),
            band_from=F(f"{bands}__from_score"),
            band_passes=F(f"{bands}__passes"),
            band_best=F(f"{bands}__best_after_critical"),
        )
        .filter(pk=pk)
    )
    if not found:
        raise Inspection.DoesNotExist
    return found[0], [
        scoring.Band(row.band_name, row.band_from, row.band_passes, row.band_best)
        for row in found
        if row.band_name is not None
    ]


def _results(inspection: Inspection, read: Sequence[InspectionResult]) -> dict[int, InspectionResult]:
    """All results by key: copies of those in `read` where no save raised the version since, else read anew."""
    if read and read[0].inspection.version == inspection.version:
        return {row.pk: copy(row) for row in read}
    return {row.pk: row for row in inspection.results.select_related("item").order_by("pk")}


def _refuse_wrong_state(inspection: Inspection, rows: Rows, header: Mapping[str, Any]) -> None:
    fields = {name for row in rows.values() for name in row}
    if unknown := (fields - TEAM_FIELDS - UNIT_FIELDS) | (set(header) - HEADER_FIELDS):
        raise ValueError(f"Not a field of this form: {', '.join(sorted(unknown))}.")
    if (fields & TEAM_FIELDS or header) and inspection.state != InspectionState.AT_WORK:
        raise Refused(
            _("The team enters results while it is at work; this inspection is “%(state)s”.")
            % {"state": inspection.get_state_display()}
        )
    if fields & UNIT_FIELDS and inspection.state != InspectionState.SELF_ASSESSMENT:
        raise Refused(
            _("The unit assesses itself before the team begins; this inspection is “%(state)s”.")
            % {"state": inspection.get_state_display()}
        )


def _settled(
    results: dict[int, InspectionResult], rows: Rows, inspection: Inspection
) -> dict[int, dict[str, Any]]:
    """The entries as they would be saved: texts and numbers converted, derived values computed.

    Only then can they be compared with what colleagues saved. Raises `FaultyRows`.
    """
    settled: dict[int, dict[str, Any]] = {}
    errors: dict[int, dict[str, list[ValidationError]]] = {}
    for pk, entry in rows.items():
        try:
            row = _with(results[pk], entry, inspection)
        except ValidationError as error:
            errors[pk] = error.error_dict
        else:
            settled[pk] = {name: getattr(row, name) for name in entry}
    if errors:
        raise FaultyRows(errors)
    return settled


def _filled(
    results: dict[int, InspectionResult], wanted: Rows, inspection: Inspection
) -> list[InspectionResult]:
    """Writes the entries into the rows and returns those that changed."""
    changed = []
    for pk, entry in wanted.items():
        row = results[pk]
        if all(getattr(row, name) == value for name, value in entry.items()):
            continue
        stored = _with(row, entry, inspection)
        for name in {*TEAM_FIELDS, *UNIT_FIELDS, "kept_as_typed"}:
            setattr(row, name, getattr(stored, name))
        changed.append(row)
    return changed


def _with(row: InspectionResult, entry: Mapping[str, Any], inspection: Inspection) -> InspectionResult:
    """A copy of the row with the entry and the values derived from it. Raises `ValidationError` by field."""
    version = inspection.inspection_round.checklist_version
    scored = version.checklist.scored
    changed = copy(row)
    for name, value in entry.items():
        setattr(changed, name, value)
    changed.clean_fields(exclude=[column.name for column in row._meta.fields if column.name not in entry])
    if changed.result == Result.PARTLY != row.result and changed.points == row.points:
        changed.points = None  # the points of the former result, left standing in the form
    wrong = _refusals(changed, entry, scored=scored)
    if wrong:
        raise ValidationError({name: [sentence] for name, sentence in wrong.items()})
    changed.result = scoring.derived_result(mark_of(changed))
    if changed.result in WITH_REASON:
        changed.counted = changed.compliant = None
    else:
        changed.reason = ""
    changed.points = (
        scoring.quantized(scoring.exact_points(mark_of(changed), version.partly_share)) if scored else None
    )
    if not scored:
        changed.unit_points = None
    if "status" not in entry and TEAM_FIELDS & set(entry):
        changed.status = WorkStatus.TO_DO if changed.result == Result.UNCHECKED else WorkStatus.DONE
    return changed


def _refusals(result: InspectionResult, entry: Mapping[str, Any], *, scored: bool) -> dict[str, str]:
    wrong = scoring.refusals(mark_of(result), scored=scored)
    without_result = scoring.derived_result(mark_of(result)) == Result.UNCHECKED
    if not wrong and "status" in entry and result.status == WorkStatus.DONE and without_result:
        wrong["result"] = str(DONE_WITHOUT_RESULT)
    if scored and "unit_points" in entry and result.unit_points is not None:
        wrong |= scoring.points_refusal("unit_points", result.unit_points, result.max_points)
    return wrong


def _check_header(inspection: Inspection, changed: list[str]) -> None:
    if not changed:
        return
    others = [column.name for column in inspection._meta.fields if column.name not in changed]
    try:
        inspection.clean_fields(exclude=others)
        inspection.clean()
        for pair in ({"begun_at", "ended_at"}, {"visited_on", "day_not_known"}):
            if pair & set(changed):
                inspection.validate_constraints(exclude=[name for name in others if name not in pair])
    except ValidationError as error:
        raise FaultyRows({0: error.error_dict}) from error
