"""The tested parts that admin classes are composed of."""

from office_culture.admin.bricks import icons  # noqa: F401 - names the icons of all lists
from office_culture.admin.bricks.columns import number_column
from office_culture.admin.bricks.copies import BeginsAsCopy
from office_culture.admin.bricks.files import FileInline
from office_culture.admin.bricks.filters import ColumnValues, LinkedRecords, unknown
from office_culture.admin.bricks.forms import RecordForm
from office_culture.admin.bricks.inlines import ReadOnlyInline, RecordInline
from office_culture.admin.bricks.merging import MergePages
from office_culture.admin.bricks.records import RecordAdmin
from office_culture.admin.bricks.spreadsheets import Spreadsheets
from office_culture.admin.bricks.terms import TermAdmin
from office_culture.admin.bricks.versions import FrozenInUse, VersionPages
from office_culture.admin.bricks.workflow import WorkflowButtons

__all__ = [
    "BeginsAsCopy",
    "ColumnValues",
    "FileInline",
    "FrozenInUse",
    "LinkedRecords",
    "MergePages",
    "ReadOnlyInline",
    "RecordAdmin",
    "RecordForm",
    "RecordInline",
    "Spreadsheets",
    "TermAdmin",
    "VersionPages",
    "WorkflowButtons",
    "number_column",
    "unknown",
]
