"""Files at an item of an inspection: added and taken away while the item may still change."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from office_culture.actions import files
from office_culture.actions.workflow import Refused
from office_culture.models import Inspection, InspectionResult, InspectionResultFile, InspectionState

if TYPE_CHECKING:
    from office_culture.models import User


@transaction.atomic
def add(
    *, result: InspectionResult, uploads: Iterable[UploadedFile], by: "User"
) -> list[InspectionResultFile]:
    """Links files to a result. Raises `Refused` once it is closed, `ValidationError` for a file that is refused."""
    _refuse_closed(result)
    given = list(uploads)
    _refuse_too_much(result, given)
    added = []
    for upload in given:
        link = InspectionResultFile(result=result, file=files.store(upload, by=by))
        link.save(by=by)
        added.append(link)
    return added


@transaction.atomic
def drop(*, result: InspectionResult, links: Iterable[int], by: "User") -> int:
    """Deletes these links of a result to files and returns how many. Files without links are removed later."""
    _refuse_closed(result)
    dropped = 0
    for link in InspectionResultFile.objects.filter(result=result, pk__in=links):
        link.delete(by=by)
        dropped += 1
    return dropped


def _refuse_closed(result: InspectionResult) -> None:
    inspection = Inspection.objects.select_for_update().get(pk=result.inspection_id)
    if inspection.state not in {InspectionState.SELF_ASSESSMENT, InspectionState.AT_WORK}:
        raise Refused(
            _("Files are added and taken away while an inspection is under way; this one is “%(state)s”.")
            % {"state": inspection.get_state_display()}
        )


def _refuse_too_much(result: InspectionResult, uploads: list[UploadedFile]) -> None:
    present = (
        InspectionResultFile.objects.filter(result=result).aggregate(total=Sum("file__size"))["total"] or 0
    )
    total = present + sum(upload.size or 0 for upload in uploads)
    if total > settings.RECORD_FILES_MAX_BYTES:
        raise ValidationError(
            _("The files of one item may have %(most)s together; these have %(total)s. Leave some out.")
            % {
                "most": filesizeformat(settings.RECORD_FILES_MAX_BYTES),
                "total": filesizeformat(total),
            }
        )
