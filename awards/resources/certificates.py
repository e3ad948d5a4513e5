"""The sheets of certificate layouts with their fields, and of prints (for export only)."""

from typing import ClassVar

from awards.models import CertificateField, CertificateLayout
from office_culture.resources.base import RecordResource


class CertificateLayoutResource(RecordResource):
    """One row for each layout."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "name"),)

    class Meta:
        model = CertificateLayout


class CertificateFieldResource(RecordResource):
    """One row for each field: how a layout that was measured once goes to another office."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("layout", "content", "words", "x", "y"),)

    class Meta:
        model = CertificateField
