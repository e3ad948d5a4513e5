"""The finished file, with the clock left out of it."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows


def packed(document: Document) -> bytes:
    """The bytes of a document; python-docx writes the present time at each of its parts."""
    written, target = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            entry = ZipInfo(name, _NO_DAY)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, source.read(name))
    return target.getvalue()
