"""The sheet of kinds of papers."""

from awards.models import PaperKind
from office_culture.resources.terms import TermResource


class PaperKindResource(TermResource):
    """One row for each kind of paper."""

    class Meta:
        model = PaperKind
