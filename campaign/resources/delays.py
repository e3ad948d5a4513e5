"""The sheets of causes of delay."""

from typing import Any, ClassVar

from django.db.models import Sum

from campaign.models import CaseFileReturn, LateCause, LateFiles
from campaign.models.case_files import late_mismatch
from office_culture.resources.base import RecordResource
from office_culture.resources.errors import SheetRefused
from office_culture.resources.terms import TermResource


class LateCauseResource(TermResource):
    """One row for each cause."""

    class Meta:
        model = LateCause


class LateFilesResource(RecordResource):
    """The causes of delay of returns; those of one return add up to what it names as overdue."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("case_files", "cause"),)

    class Meta:
        model = LateFiles

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        for record in CaseFileReturn.objects.filter(pk__in=self._parents).annotate(
            told=Sum("late_rows__count")
        ):
            if record.told != record.overdue:
                raise SheetRefused(f"{record}: {late_mismatch(record.told, record.overdue)}")
        super().after_import(dataset, result, **kwargs)
