"""Our own judge of the archive form: silent on what we print, and it names each fault that is planted."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from office_culture.papers.pdf import NotArchival, Rendered, faults_of, require_archival
from office_culture.papers.pdf.streams import encode_streams, ends_plainly
from tests.papers.sweep import KINDS, judged


@pytest.mark.parametrize("kind", KINDS)
def test_generated_papers_of_every_kind_hold(kind: str):
    """A sample; `make sweep` judges hundreds."""
    for seed in range(4):
        found = judged(kind, seed)
        assert (found.by_validator, found.by_kit) == ([], []), found


def changed(content: bytes, change) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        target = io.BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return target.getvalue()


def _font(pdf: Pdf) -> Dictionary:
    return next(thing for thing in pdf.objects if isinstance(thing, Dictionary) and Name.ToUnicode in thing)


def _drop_face(pdf: Pdf) -> None:
    del _font(pdf).FontDescriptor[Name.FontFile2]


def _drop_unicode(pdf: Pdf) -> None:
    del _font(pdf)[Name.ToUnicode]


def _map_to_nothing(pdf: Pdf) -> None:
    _font(pdf).ToUnicode.write(b"1 beginbfchar\n<01> <0000>\nendbfchar")


def _map_too_many(pdf: Pdf) -> None:
    _font(pdf).ToUnicode.write(b"101 beginbfchar\n" + b"<01> <0041>\n" * 101 + b"endbfchar")


def _drop_profile(pdf: Pdf) -> None:
    del pdf.Root[Name.OutputIntents]


def _drop_metadata(pdf: Pdf) -> None:
    del pdf.Root[Name.Metadata]


def _claim_less(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b">A<", b">B<"))


def _describe_no_entries(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(
        pdf.Root.Metadata.read_bytes().replace(b"pdfaSchema:namespaceURI", b"pdfaSchema:x")
    )


def _retitle(pdf: Pdf) -> None:
    pdf.docinfo[Name.Title] = "Một tên khác"


def _unprint(pdf: Pdf) -> None:
    link = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], F=2))
    pdf.pages[0].Annots = Array([link])


def _note_without_picture(pdf: Pdf) -> None:
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], F=4))
    pdf.pages[0].Annots = Array([note])


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def _actions(pdf: Pdf) -> None:
    pdf.Root.AA = Dictionary()
    pdf.pages[0].AA = Dictionary()


def _appearances(pdf: Pdf) -> None:
    pdf.Root.AcroForm.NeedAppearances = True


def _outside(pdf: Pdf) -> None:
    pdf.pages[0].Contents[Name.F] = "elsewhere.bin"


def _long_string(pdf: Pdf) -> None:
    pdf.Root.PieceInfo = Dictionary(Note="a" * 40_000)


def _long_name(pdf: Pdf) -> None:
    pdf.Root.PieceInfo = Dictionary({"/" + "a" * 200: 1})


def _deep(pdf: Pdf) -> None:
    inner = Array()
    for _ in range(40):
        inner = Array([inner])
    pdf.Root.PieceInfo = Dictionary(Note=inner)


def _elements(pdf: Pdf, role: str) -> list[Dictionary]:
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and thing.get(Name.S) == Name("/" + role) and Name.P in thing
    ]


def _untag(pdf: Pdf) -> None:
    del pdf.Root[Name.StructTreeRoot]


def _unmark(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def _claim_no_access(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"))


def _no_language(pdf: Pdf) -> None:
    del pdf.Root[Name.Lang]


def _hide_title(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def _draw_outside(pdf: Pdf) -> None:
    _add_content(pdf, b"q 0 0 m 9 9 l S Q")


def _draw_inside_twice(pdf: Pdf) -> None:
    _add_content(pdf, b"/P <</MCID 0>> BDC 0 0 m 9 9 l S EMC")


def _nest_content(pdf: Pdf) -> None:
    _add_content(pdf, b"/Artifact BMC /P <</MCID 900>> BDC EMC EMC")


def _artefact_in_content(pdf: Pdf) -> None:
    _add_content(pdf, b"/P <</MCID 900>> BDC /Artifact BMC EMC EMC")


def _leave_open(pdf: Pdf) -> None:
    _add_content(pdf, b"/Artifact BMC")


def _close_twice(pdf: Pdf) -> None:
    _add_content(pdf, b"EMC")


def _add_content(pdf: Pdf, operators: bytes) -> None:
    page = pdf.pages[0]
    page.Contents.write(page.Contents.read_bytes() + b"\n" + operators)


def _forget_content(pdf: Pdf) -> None:
    del next(element for element in _elements(pdf, "P") if isinstance(element.get(Name.K), int))[Name.K]


def _another_parent(pdf: Pdf) -> None:
    first, second, *_others = _elements(pdf, "TR")
    first.P = second


def _rename(pdf: Pdf) -> None:
    _elements(pdf, "P")[0].S = Name.Paragraph


def _another_role(pdf: Pdf) -> None:
    _elements(pdf, "P")[0].S = Name.Quote


def _skip_a_level(pdf: Pdf) -> None:
    for element in _elements(pdf, "H2"):
        element.S = Name.H3


def _drop_a_cell(pdf: Pdf) -> None:
    row = next(element for element in _elements(pdf, "TR") if element.K[0].S == Name.TD)
    del row.K[0]


def _widen_a_cell(pdf: Pdf) -> None:
    _elements(pdf, "TD")[3].A = Dictionary(O=Name.Table, ColSpan=2)


def _headless(pdf: Pdf) -> None:
    for element in _elements(pdf, "TH"):
        element.S = Name.TD


def _without_scope(pdf: Pdf) -> None:
    del _elements(pdf, "TH")[0][Name.A]


def _cell_in_a_list(pdf: Pdf) -> None:
    _elements(pdf, "LI")[0].S = Name.TD


def _silent_figure(pdf: Pdf) -> None:
    _elements(pdf, "Figure")[0].Alt = " "


def _silent_link(pdf: Pdf) -> None:
    del _annotation(pdf, Name.Link)[Name.Contents]


def _silent_field(pdf: Pdf) -> None:
    del _annotation(pdf, Name.Widget)[Name.TU]


def _lost_link(pdf: Pdf) -> None:
    del _annotation(pdf, Name.Link)[Name.StructParent]


def _lost_field(pdf: Pdf) -> None:
    _annotation(pdf, Name.Widget).StructParent = 0


def _another_order(pdf: Pdf) -> None:
    for page in pdf.pages:
        page.Tabs = Name.R


def _annotation(pdf: Pdf, kind: Name) -> Dictionary:
    return next(
        thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get(Name.Subtype) == kind
    )


PLANTED = {
    _untag: "UA 7.1: the file has no tree",
    _unmark: "UA 7.1: the file has no tree",
    _claim_no_access: "UA 5",
    _no_language: "UA 7.2: the file names no language",
    _hide_title: "UA 7.1: readers",
    _draw_outside: "UA 7.1: 1 pieces of page 1",
    _draw_inside_twice: "UA 7.1: page 1 has two contents 0",
    _nest_content: "UA 7.1: content 900 of page 1 stands within",
    _artefact_in_content: "UA 7.1: an artefact stands within content",
    _leave_open: "UA 7.1: a mark of page 1 never ends",
    _close_twice: "UA 7.1: page 1 ends a mark",
    _forget_content: "UA 7.1: content",
    _another_parent: "UA 7.1: object",
    _rename: "UA 7.1: object",
    _another_role: "UA 7.1: content",
    _skip_a_level: "UA 7.4.2",
    _drop_a_cell: "UA 7.2: the rows",
    _widen_a_cell: "UA 7.2: the rows",
    _headless: "UA 7.5: object",
    _without_scope: "UA 7.5: object",
    _cell_in_a_list: "UA 7.2: a TD stands directly in a L",
    _silent_figure: "UA 7.3",
    _silent_link: "UA 7.18.5",
    _silent_field: "UA 7.18.1",
    _lost_link: "UA 7.18: on page",
    _lost_field: "UA 7.18: on page",
    _another_order: "UA 7.18.3",
    _drop_face: "6.2.11.4",
    _drop_unicode: "6.2.11.7",
    _map_to_nothing: "6.2.11.7",
    _map_too_many: "6.2.11.7",
    _drop_profile: "6.2.3",
    _drop_metadata: "6.6.2",
    _claim_less: "6.6.4",
    _describe_no_entries: "6.6.2.3",
    _retitle: "6.6.3",
    _unprint: "6.3.2",
    _note_without_picture: "6.3.3",
    _script: "6.5.1",
    _actions: "6.5.2",
    _appearances: "6.4",
    _outside: "6.1.7.1",
    _long_string: "6.1.13",
    _long_name: "6.1.13",
    _deep: "6.1.13",
}


@pytest.mark.parametrize("change", PLANTED, ids=lambda change: change.__name__.strip("_"))
def test_planted_faults_are_named(report: Rendered, change):
    found = faults_of(changed(report.content, change))
    assert any(fault.startswith(PLANTED[change]) for fault in found), found


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7\n", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n nothing %%EOF", b"GIF89a"],
    ids=["empty", "short", "no objects", "another kind"],
)
def test_what_is_no_archive_file_is_said_and_nothing_breaks(content: bytes):
    assert faults_of(content)


def test_more_after_the_end_and_encryption_are_named(report: Rendered):
    assert faults_of(report.content + b"more")
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(report.content)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="a", user=""))
    with pytest.raises(NotArchival, match="encrypted"):
        require_archival(target.getvalue())


def _ending_in(last: int) -> bytes:
    """Text whose checksum, the last byte of its compressed form, is `last`."""
    return bytes(20) + bytes([last - 1])


@pytest.mark.parametrize("last", [10, 13], ids=["line feed", "carriage return"])
def test_a_stream_never_ends_in_what_looks_like_an_end_of_line(last: int):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        flat = pdf.make_stream(_ending_in(last))
        picture = pdf.make_stream(b"\xff\xd8picture" + bytes([last]), Filter=Name.DCTDecode)
        named = pdf.make_stream(b"<x/>" + bytes([last]), Type=Name.Metadata, Subtype=Name.XML)
        given = pdf.make_stream(
            b"\xff\xd8" + bytes([last]), Filter=Name.DCTDecode, DecodeParms=Dictionary(ColorTransform=1)
        )
        pdf.Root.Kept = Array([flat, picture, named, given])
        encode_streams(pdf)
        assert all(ends_plainly(stream.read_raw_bytes()) for stream in (flat, picture, named, given))
        assert flat.read_bytes() == _ending_in(last)
        assert [str(name) for name in flat.Filter] == ["/ASCII85Decode", "/FlateDecode"]
        assert [str(name) for name in picture.Filter] == ["/ASCII85Decode", "/DCTDecode"]
        assert given.DecodeParms[1].ColorTransform == 1
        assert named.read_bytes() == b"<x/>"


@pytest.mark.parametrize("last", [10, 13], ids=["line feed", "carriage return"])
def test_the_judge_sees_a_stream_that_ends_in_what_looks_like_an_end_of_line(report: Rendered, last: int):
    def compressed_by_the_library(pdf: Pdf) -> None:
        pdf.Root.Kept = pdf.make_stream(_ending_in(last))

    plain = faults_of(changed(report.content, lambda pdf: None))
    found = faults_of(changed(report.content, compressed_by_the_library))
    assert len([fault for fault in found if "6.1.7.1" in fault]) > len(plain)
