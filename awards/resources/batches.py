"""The sheet of prints of certificates: for export only."""

from typing import ClassVar

from awards.models import CertificateBatch
from office_culture.resources.base import RecordResource


class CertificateBatchResource(RecordResource):
    """The list of prints; each begins with awards received, never in a sheet."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("layout", "name"),)

    class Meta:
        model = CertificateBatch
