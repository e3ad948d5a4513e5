"""Small real files of each kind that may be kept, and the spoilt ones that may not."""

import io
import zipfile

import pikepdf
from PIL import Image

OOXML = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
ODF = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def archive(entries: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return content.getvalue()


def ooxml(kind: str, extra: dict[str, bytes | str] | None = None, types: str = "") -> bytes:
    main = f'<Override ContentType="{OOXML[kind]}.main+xml"/>'
    return archive(
        {"[Content_Types].xml": f"<Types>{types or main}</Types>", "x.xml": "<x/>"} | (extra or {})
    )


def odf(kind: str, extra: dict[str, bytes | str] | None = None, manifest: str = "<manifest/>") -> bytes:
    return archive({"mimetype": ODF[kind], "META-INF/manifest.xml": manifest} | (extra or {}))


def pdf(**options) -> bytes:
    content = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(content, **options)
    return content.getvalue()


def picture(picture_format: str) -> bytes:
    content = io.BytesIO()
    Image.effect_noise((80, 60), 50).save(content, picture_format)
    return content.getvalue()


def with_password(content: bytes) -> bytes:
    """The same archive, its entries marked as encrypted."""
    spoilt = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = spoilt.find(signature)
        while place >= 0:
            spoilt[place + offset] |= 1
            place = spoilt.find(signature, place + 4)
    return bytes(spoilt)


def good() -> dict[str, bytes]:
    """One acceptable file for each extension."""
    return {
        "pdf": pdf(),
        **{kind: ooxml(kind) for kind in OOXML},
        **{kind: odf(kind) for kind in ODF},
        "jpg": picture("JPEG"),
        "jpeg": picture("JPEG"),
        "png": picture("PNG"),
    }


def refused() -> dict[str, tuple[str, bytes, str]]:
    """What is refused: a case, then name, content and the code of the refusal."""
    whole = pdf()
    vba = '<Override ContentType="application/vnd.ms-office.vbaProject"/>'
    enabled = OOXML["docx"].replace("document.document", "document") + ".document.macroEnabled.main+xml"
    return {
        "a program": ("setup.exe", b"MZ" + bytes(100), "kind"),
        "a page": ("trang.html", b"<html></html>", "kind"),
        "no extension": ("kehoach", whole, "kind"),
        "a page called PDF": ("a.pdf", b"<html><script>alert(1)</script></html>", "header"),
        "a PDF called picture": ("a.png", whole, "header"),
        "a PDF that begins late": ("a.pdf", b"\n" + whole, "header"),
        "a PDF that is a page": (
            "a.pdf",
            whole[:9] + b"%<html><script>alert(1)</script></html>\n" + whole[9:],
            "second_nature",
        ),
        "a PDF with a page behind it": ("a.pdf", whole + b"<script>alert(1)</script>", "second_nature"),
        "a PDF with an archive behind it": ("a.pdf", whole + ooxml("docx"), "second_nature"),
        "a picture with an archive behind it": ("a.png", picture("PNG") + ooxml("docx"), "second_nature"),
        "a broken PDF": ("a.pdf", b"%PDF-1.7\n" + bytes(300), "damaged"),
        "a PDF with a password": (
            "a.pdf",
            pdf(encryption=pikepdf.Encryption(owner="o", user="u")),
            "password",
        ),
        "an old Word file": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office"),
        "a plain archive": ("a.docx", archive({"a.txt": "a"}), "header"),
        "a sheet called document": ("a.docx", ooxml("xlsx"), "header"),
        "a text called table": ("a.ods", odf("odt"), "header"),
        "a macro by name": ("a.docx", ooxml("docx", {"word/vbaProject.bin": b"x"}), "macros"),
        "a macro by type": ("a.xlsx", ooxml("xlsx", types=vba), "macros"),
        "a macro document": (
            "a.docx",
            ooxml("docx", types=f'<Override ContentType="{enabled}"/>'),
            "macros",
        ),
        "a control that runs": ("a.pptx", ooxml("pptx", {"ppt/activeX/a.xml": "x"}), "macros"),
        "a script in an ODF text": ("a.odt", odf("odt", {"Basic/Standard/a.xml": "x"}), "macros"),
        "an ODF text with a password": (
            "a.odt",
            odf("odt", manifest="<manifest:encryption-data/>"),
            "password",
        ),
        "an archive with a password": ("a.docx", with_password(ooxml("docx")), "password"),
        "a bomb by size": ("a.docx", ooxml("docx", {"big.xml": bytes(20_000_000)}), "bomb"),
        "a bomb by number": (
            "a.docx",
            ooxml("docx", {f"{number}.xml": "" for number in range(5001)}),
            "bomb",
        ),
        "a cut archive": ("a.docx", ooxml("docx")[:-30], "damaged"),
        "half a picture": ("a.jpg", picture("JPEG")[:900], "damaged"),
        "a picture with a wrong byte": ("a.png", _flipped(picture("PNG")), "damaged"),
    }


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
