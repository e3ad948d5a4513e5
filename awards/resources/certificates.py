"""The sheets of certificate layouts with their fields, and of prints (for export only)."""

from typing import ClassVar

from awards.models import CertificateField, CertificateLayout
from office_culture.resources.base import RecordResource


class CertificateLayoutResource(RecordResource):
    """One row for each layout."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "name"),)

    class Meta:
        model = CertificateLayout
        fields = (
            "unit",
            "name",
            "award",
            "mode",
            "width",
            "height",
            "nudge_right",
            "nudge_down",
            "authority",
            "title",
            "signer_post",
            "signer",
            "in_use",
        )


class CertificateFieldResource(RecordResource):
    """One row for each field: how a layout that was measured once goes to another office."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("layout", "content", "words", "x", "y"),)

    class Meta:
        model = CertificateField
        fields = (
            "layout",
            "content",
            "words",
            "x",
            "y",
            "width",
            "height",
            "size",
            "min_size",
            "align",
            "rise",
            "style",
            "colour",
            "caps",
        )
