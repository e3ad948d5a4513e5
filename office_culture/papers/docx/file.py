"""The bytes of the finished file, without the current time and without what other programs left in its template."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
# The template of python-docx says that another program counted its pages and words.
_APPLICATION = "docProps/app.xml"
_NO_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def packed(document: Document) -> bytes:
    """The bytes of a document with a fixed time at each part, where python-docx writes the current one."""
    written, target = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            entry = ZipInfo(name, _NO_DAY)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, _NO_APPLICATION if name == _APPLICATION else source.read(name))
    return target.getvalue()
