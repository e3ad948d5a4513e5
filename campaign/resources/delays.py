"""The sheets of causes of delay."""

from collections.abc import Sequence
from typing import Any, ClassVar

from campaign.models import LateCause, LateFiles
from office_culture.resources.base import RecordResource
from office_culture.resources.rows import ImportRow
from office_culture.resources.terms import TermResource


class LateCauseResource(TermResource):
    """One row for each cause."""

    class Meta:
        model = LateCause


class LateFilesResource(RecordResource):
    """The causes of delay of returns; those of one return must add up to its files resolved overdue."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("case_files", "cause"),)

    class Meta:
        model = LateFiles

    def check_file(self, rows: Sequence[ImportRow]) -> None:
        """Refuses the rows of a return whose causes, stored and in the file, differ from its files resolved overdue."""
        written = [row for row in rows if row.is_new or row.changed]
        of_returns: dict[Any, dict[Any, int | None]] = {row.record.case_files_id: {} for row in written}
        for stored in LateFiles.objects.filter(case_files__in=of_returns):
            of_returns[stored.case_files_id][stored.pk] = stored.count
        for row in written:
            of_returns[row.record.case_files_id][row.record.pk or row.origin] = row.record.count
        for row in written:
            numbers = [
                number for number in of_returns[row.record.case_files_id].values() if number is not None
            ]
            if len(numbers) < len(of_returns[row.record.case_files_id]):
                continue  # of one cause nobody knows how many files it delayed
            if problem := row.record.case_files.late_mismatch(sum(numbers)):
                row.refuse(f"{row.record.case_files}: {problem}")
