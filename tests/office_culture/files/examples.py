"""Small real files of each kind that may be kept, and the spoilt ones that may not."""

import io
import zipfile
import zlib
from collections.abc import Callable

import docx
import openpyxl
import pikepdf
from docx.opc.constants import RELATIONSHIP_TYPE
from PIL import Image
from PIL.PngImagePlugin import PngInfo

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


def pdf_with(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A PDF of one page after `change`."""
    content = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(content)
    return content.getvalue()


def _with_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _with_deep_script(document: pikepdf.Pdf) -> None:
    """The script stands in a direct dictionary of a field, below a link that was indirect."""
    field = pikepdf.Dictionary(FT=pikepdf.Name.Btn, T="a", AA=pikepdf.Dictionary(U=[{"/S": "/x"}]))
    field.AA.U = pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="x")])
    document.Root.AcroForm = document.make_indirect(
        pikepdf.Dictionary(Fields=[document.make_indirect(field)])
    )


def _with_program(document: pikepdf.Pdf) -> None:
    document.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"))


def _with_file(document: pikepdf.Pdf) -> None:
    document.attachments["a.txt"] = b"content"


def _with_photograph(document: pikepdf.Pdf, *packed: str) -> None:
    """A photograph with its place, packed once more where `packed` names how."""
    content = photograph()
    filters = [pikepdf.Name(name) for name in (*packed, "/DCTDecode")]
    picture = pikepdf.Stream(document, zlib.compress(content) if packed else content)
    picture.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=80, Height=40,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Array(filters),
    )  # fmt: skip
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))


def _with_described_picture(document: pikepdf.Pdf) -> None:
    xmp = b"<x:xmpmeta xmlns:x='a' exif:GPSLatitude='21,1.6N' xmlns:exif='b'/>"
    document.Root.PieceInfo = document.make_indirect(
        pikepdf.Stream(
            document, zlib.compress(xmp), Type=pikepdf.Name.Metadata, Filter=pikepdf.Name.FlateDecode
        )
    )


def placed_png(*, as_text: bool = False) -> bytes:
    """A PNG with the place in its tags, or in a compressed text as image programs write it."""
    about = Image.Exif()
    about[0x010F] = "Máy ảnh"
    about.get_ifd(0x8825)[4] = (103.0, 54.0, 0.0)
    texts = PngInfo()
    if as_text:
        raw = about.tobytes().removeprefix(b"Exif\0\0")
        texts.add_text("Raw profile type exif", f"\nexif\n{len(raw):8}\n{raw.hex()}\n", zip=True)
    content = io.BytesIO()
    Image.new("RGB", (9, 9)).save(content, "PNG", pnginfo=texts, **({} if as_text else {"exif": about}))
    return content.getvalue()


def link(kind: str, target: str, mode: str = "External") -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    row = f'<Relationship Id="r1" Type="{base}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<?xml version="1.0"?><Relationships xmlns="a">{row}</Relationships>'


ENTITIES = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def hostile() -> dict[str, tuple[str, bytes, str]]:
    """Files that do something when they are opened: a case, then name, content and the code of the refusal."""
    whole = pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate)
    owner = pikepdf.Encryption(owner="o", user="", allow=pikepdf.Permissions(print_highres=False))
    links = "word/_rels/document.xml.rels"
    in_word = {
        "a template from elsewhere": ({links: link("attachedTemplate", "http://a.vn/a.dotm")}, "loading"),
        "a picture from elsewhere": ({links: link("image", "file:////a.vn/b.png")}, "loading"),
        "a link that runs": ({links: link("hyperlink", "javascript:alert(1)")}, "loading"),
        "a frame in UTF-16": ({links: link("frame", "http://a.vn").encode("utf-16")}, "loading"),
        "an inserted object": ({links: link("oleObject", "embeddings/a.bin", "Internal")}, "embedded"),
        "an OLE part": ({"word/embeddings/oleObject1.bin": OLE}, "embedded"),
        "an OLE part by another name": ({"word/media/image1.png": OLE}, "embedded"),
        "an object in the text": (
            {"word/document.xml": "<w:d xmlns:w='a'><o:OLEObject xmlns:o='b'/></w:d>"},
            "embedded",
        ),
        "a program": ({"word/media/image1.png": b"MZ" + bytes(64)}, "program"),
        "a script by its name": ({"word/a.vbs": "x"}, "program"),
        "a name that climbs": ({"../../a.xml": "<a/>"}, "part_names"),
        "a name that climbs on Windows": ({"word\\..\\..\\a.xml": "<a/>"}, "part_names"),
        "a name from the root": ({"/etc/a.xml": "<a/>"}, "part_names"),
        "two names for one part": ({"WORD/a.xml": "<a/>", "word/a.xml": "<a/>"}, "part_names"),
        "entities": ({"word/document.xml": ENTITIES}, "entities"),
        "entities in UTF-16": ({"word/document.xml": ENTITIES.encode("utf-16")}, "entities"),
        "entities in UTF-16 without a mark": (
            {"customXml/item1.xml": f'<?xml version="1.0" encoding="UTF-16BE"?>{ENTITIES}'.encode("utf-16-be")},
            "entities",
        ),
        "an encoding that nobody reads": (
            {"word/document.xml": '<?xml version="1.0" encoding="UTF-7"?><a/>'},
            "damaged",
        ),
        "data from a program": (
            {"word/document.xml": "<w xmlns:w='a'><w:instrText>DD</w:instrText><w:instrText>EAUTO c</w:instrText></w>"},
            "loading",
        ),
        "a picture that a field fetches": ({"word/document.xml": _field(" INCLUDEPICTURE http://a.vn/b")}, "loading"),
        "a text that a field within a field fetches": (
            {"word/document.xml": _field(" IF 1 ", 'INCLUDETEXT "//a.vn/b"')},
            "loading",
        ),
        "another text inserted whole": (
            {links: link("aFChunk", "a.dat", "Internal"), "word/a.dat": "<html/>"},
            "embedded",
        ),
        "a text of another kind": ({"word/a.dat": r"{\rtf1{\object\objemb}}"}, "embedded"),
        "a PDF in the document": ({"word/a.bin": whole}, "embedded"),
        "an archive of another kind": ({"word/a.bin": b"7z\xbc\xaf\x27\x1c" + bytes(64)}, "embedded"),
        "an address that is no part": ({links: link("attachedTemplate", "//a.vn/a.dotm", "Internal")}, "loading"),
        "a photograph with its place": ({"word/media/image1.jpeg": photograph()}, "place"),
        "a drawing with its place": ({"word/media/image1.png": placed_png()}, "place"),
        "a drawing with its place in a text": ({"word/media/image1.png": placed_png(as_text=True)}, "place"),
        "an archive in the document": ({"word/embeddings/a.docx": archive({"a.txt": "a"})}, "embedded"),
        "a program in the sheet of a chart": (
            {"word/embeddings/a.xlsx": ooxml("xlsx", {"xl/a.bin": b"MZ" + bytes(64)})},
            "program",
        ),
    }  # fmt: skip
    return {
        "a PDF with a script": ("a.pdf", pdf_with(_with_script), "script"),
        "a PDF with a script in a field": ("a.pdf", pdf_with(_with_deep_script), "script"),
        "a PDF that starts a program": ("a.pdf", pdf_with(_with_program), "script"),
        "a PDF with a file in it": ("a.pdf", pdf_with(_with_file), "attachment"),
        **{
            f"a PDF that {case}": ("a.pdf", pdf_with(change), "script")
            for case, change in {
                "leads elsewhere as it is opened": _opening("/GoToR", F="//a.vn/b.pdf"),
                "leads elsewhere after its first page": _opening("/GoTo", Next=pikepdf.Dictionary(S=pikepdf.Name.URI)),
                "sends what is typed": _opening("/SubmitForm", F="http://a.vn"),
                "names a script as an address": _opening("/Named", Next=pikepdf.Dictionary(URI="JavaScript:a")),
                "brings a script with a body": lambda made: made.Root.__setattr__(
                    "View", pikepdf.Dictionary(OnInstantiate=made.make_indirect(pikepdf.Stream(made, b"a()")))
                ),
            }.items()
        },
        "a PDF with the place of a photograph": ("a.pdf", pdf_with(_with_photograph), "place"),
        "a PDF with the place of a packed photograph": (
            "a.pdf",
            pdf_with(lambda made: _with_photograph(made, "/FlateDecode")),
            "place",
        ),
        "a PDF that describes where a picture is from": ("a.pdf", pdf_with(_with_described_picture), "place"),
        "a photograph with its place in an ODF text": ("a.odt", odf("odt", {"Pictures/1.jpg": photograph()}), "place"),
        "a PDF without its end": ("a.pdf", whole[:-20], "damaged"),
        "a PDF with its middle cut out": ("a.pdf", whole[:60] + whole[120:], "damaged"),
        "a locked PDF": ("a.pdf", pdf(encryption=owner), "locked"),
        **{f"{case} in Word": ("a.docx", ooxml("docx", parts), code) for case, (parts, code) in in_word.items()},
        "data from a program in a sheet": (
            "a.xlsx",
            ooxml("xlsx", {"xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink/></externalLink>"}),
            "loading",
        ),
        "data from elsewhere in a sheet": (
            "a.xlsx",
            ooxml("xlsx", {"xl/connections.xml": '<a><connection type="1" refreshOnLoad="1"/></a>'}),
            "loading",
        ),
        "data from a page in a sheet": ("a.xlsx", ooxml("xlsx", {"xl/connections.xml": "<a><webPr/></a>"}), "loading"),
        "a macro of the old kind": ("a.xlsx", ooxml("xlsx", {"xl/macrosheets/sheet1.xml": "<a/>"}), "macros"),
        "a slide that starts a program": (
            "a.pptx",
            ooxml("pptx", {"ppt/slides/slide1.xml": '<s><hlinkMouseOver action="ppaction://program"/></s>'}),
            "program",
        ),
        "parts behind other parts": ("a.docx", ooxml("docx", {"word/a.xml": "<a/>"}) + ooxml("docx"), "damaged"),
        "a part with wrong bytes": ("a.docx", _with_wrong_part(), "damaged"),
        **{
            f"{case} in an ODF text": (
                "a.odt",
                odf("odt", {"content.xml": f'<b xmlns:x="b"><{element} x:href="{href}"/></b>'}),
                "loading",
            )
            for case, element, href in (
                ("a picture from elsewhere that does not say when", "image", "http://a.vn/b"),
                ("a picture of another computer", "image", "//a.vn/b"),
                ("a file of the reader", "section-source", "file:///etc/passwd"),
                ("a picture beside the file", "image", "../b.png"),
                ("a link to a macro", "a", "vnd.sun.star.script:a?language=Basic"),
                ("a template from elsewhere", "template", "http://a.vn/b.ott"),
            )
        },
        "entities in an ODF text": ("a.odt", odf("odt", {"content.xml": ENTITIES}), "entities"),
        "a picture from elsewhere in an ODF text": (
            "a.odt",
            odf("odt", {"content.xml": '<a xmlns:x="b"><i x:href="http://a.vn/b" x:actuate="onLoad"/></a>'}),
            "loading",
        ),
        "an OLE object in an ODF sheet": ("a.ods", odf("ods", {"Object 1": OLE}), "embedded"),
    }  # fmt: skip


def _field(*codes: str) -> str:
    """The main part of a Word file with fields, each within the one before."""
    runs = "".join(f"<w:fldChar/><w:instrText>{code}</w:instrText>" for code in codes)
    return f"<w:d xmlns:w='a'>{runs}</w:d>"


def _opening(action: str, **more: object) -> Callable[[pikepdf.Pdf], None]:
    """A change after which a PDF does something when it is opened."""
    return lambda made: made.Root.__setattr__(
        "OpenAction", pikepdf.Dictionary(S=pikepdf.Name(action), D=[0], **more)
    )


def _with_wrong_part() -> bytes:
    """A Word file with a part whose packed bytes are none, which the list of its parts does not tell."""
    content = bytearray(ooxml("docx", {"word/a.xml": "<a>" + "b" * 500 + "</a>"}))
    place = content.index(b"word/a.xml") + len("word/a.xml")
    content[place] ^= 0xFF
    return bytes(content)


def telephone_picture() -> bytes:
    """A JPEG with a second picture behind it (MPO), as telephones write them."""
    content = io.BytesIO()
    first, second = (Image.new("RGB", (40, 30), colour) for colour in ("red", "blue"))
    first.save(content, "MPO", save_all=True, append_images=[second])
    return content.getvalue()


def ordinary() -> dict[str, tuple[str, bytes]]:
    """Files as offices write them, with links, charts and text in several encodings: a case, then name and content."""
    text = docx.Document()
    text.add_paragraph("Kế hoạch số 29")
    text.part.relate_to("https://example.vn/a?b=1#c", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    written = io.BytesIO()
    text.save(written)
    book = openpyxl.Workbook()
    book.active["A1"] = "Văn bản"
    book.active["A1"].hyperlink = "mailto:a@example.vn"
    book.active["A2"] = "=SUM(1,2)"
    sheet = io.BytesIO()
    book.save(sheet)
    chart = {
        "word/charts/_rels/chart1.xml.rels": link("package", "../embeddings/a.xlsx", "Internal"),
        "word/embeddings/a.xlsx": sheet.getvalue(),
        "word/settings.xml": '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16"),
        "word/media/image1.jpeg": picture("JPEG"),
        "word/printerSettings1.bin": "\\\\máy in".encode("utf-16-le"),
    }
    odf_links = (
        '<b xmlns:x="b"><image x:href="Pictures/1.png" x:actuate="onLoad"/><object x:href="./Object 1"/>'
        '<a x:href="https://example.vn"/><template x:href="../../Templates/a.ott"/></b>'
    )
    other = {"xl/externalLinks/_rels/externalLink1.xml.rels": link("externalLinkPath", "C:\\a\\b.xlsx")}
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.vn"),
    )  # fmt: skip
    return {
        "a Word file with a link": ("a.docx", written.getvalue()),
        "a Word file with a chart": ("a.docx", ooxml("docx", chart)),
        "a sheet with a link and a formula": ("a.xlsx", sheet.getvalue()),
        "a sheet that reads another one": ("a.xlsx", ooxml("xlsx", other)),
        "a Word file with a field": (
            "a.docx",
            ooxml("docx", {"word/document.xml": _field(' HYPERLINK "http://a.vn/LINK RD" ', " PAGE ")}),
        ),
        "an ODF text with links and parts": ("a.odt", odf("odt", {"content.xml": odf_links})),
        "a PDF that opens at a page": ("a.pdf", pdf_with(_opening("/GoTo"))),
        "a PDF with a link": ("a.pdf", pdf_with(lambda made: made.pages[0].__setattr__("Annots", [page]))),
        "a PDF of a modern program": ("a.pdf", pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate)),
    }


def photograph(turned: int = 6) -> bytes:
    """A photograph from a telephone held upright: a red left half that is stored lying, with the place in its EXIF."""
    drawn = Image.new("RGB", (80, 40), "blue")
    drawn.paste("red", (0, 0, 80, 20))
    about = Image.Exif()
    about[0x0112] = turned
    about[0x010F] = "Máy ảnh Zq7x"
    about.get_ifd(0x8825)[1] = "N"
    about.get_ifd(0x8825)[2] = (21.0, 1.0, 40.0)
    content = io.BytesIO()
    drawn.save(content, "JPEG", exif=about, dpi=(300, 300), comment="Zq7x", quality=90)
    return content.getvalue()


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
