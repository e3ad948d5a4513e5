"""The file itself: archival form, embedded faces, what it says about itself, and the same bytes every time."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pikepdf
import pytest

from office_culture.papers.paper import Paper
from office_culture.papers.pdf import Rendered, render_pdf
from tests.papers import examples
from tests.papers.reading import faults, opened

FACES = {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}


@pytest.mark.parametrize(
    "paper",
    [
        examples.report(),
        examples.decision(),
        examples.minutes(),
        examples.letter(),
        examples.report(draft=True),
        examples.report(blocks=()),
    ],
    ids=["report", "decision", "minutes", "letter", "draft", "empty"],
)
def test_papers_are_valid_pdf_a_2a_and_pdf_ua_1(paper: Paper):
    assert faults(render_pdf(paper).content) == []


def test_only_the_four_faces_are_in_the_file_and_all_are_embedded(report: Rendered):
    with opened(report.content) as pdf:
        fonts = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
        ]
        assert {str(font.BaseFont).split("+")[1] for font in fonts} == FACES
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        for sheet in pdf.pages:
            for font in sheet.resources.Font.values():
                assert "/FontDescriptor" in font


def test_the_file_names_its_language_title_and_dates(report: Rendered):
    with opened(report.content) as pdf:
        assert str(pdf.Root.Lang) == "vi-VN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert (
            str(pdf.docinfo.Title)
            == "Báo cáo Sơ kết 03 năm thực hiện phong trào thi đua thực hiện văn hóa công sở"
        )
        assert str(pdf.docinfo.CreationDate) == "D:20260629153000+07'00'"
        xmp = pdf.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
        assert xmp["pdfuaid:part"] == "1"
        assert xmp["dc:title"] == str(pdf.docinfo.Title)
        assert xmp["xmp:CreateDate"] == "2026-06-29T15:30:00+07:00"


def test_links_are_printed_and_lead_where_the_text_says(report: Rendered):
    with opened(report.content) as pdf:
        links = [link for sheet in pdf.pages for link in sheet.get("/Annots", []) if link.Subtype == "/Link"]
        assert [str(link.A.URI) for link in links] == ["https://vanphong.example.vn/?a=1&b=2"]
        assert all(int(link.F) == 4 for link in links)
        assert all(str(link.Contents) == str(link.A.URI) for link in links)


PRINT_DIGESTS = """
import hashlib
from tests.papers import examples
from office_culture.papers.pdf import render_pdf
for paper in (examples.letter(), examples.decision(), examples.report()):
    print(hashlib.sha256(render_pdf(paper).content).hexdigest())
"""


def _digests(seed: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", PRINT_DIGESTS],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "UTC" if seed == "1" else "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    return run.stdout.split()


def test_the_same_paper_gives_the_same_bytes_in_every_process():
    first, second = _digests("1"), _digests("2")
    assert len(first) == 3
    assert first == second


def test_the_same_paper_gives_the_same_bytes_twice_and_after_other_papers(report: Rendered):
    render_pdf(examples.letter())
    assert render_pdf(examples.report()).content == report.content


def test_papers_rendered_at_the_same_time_do_not_mix(report: Rendered):
    papers = [examples.report(), examples.letter(), examples.report(), examples.minutes()]
    with ThreadPoolExecutor(4) as pool:
        together = [rendered.content for rendered in pool.map(render_pdf, papers)]
    assert together == [render_pdf(paper).content for paper in papers]
    assert together[0] == report.content


def test_a_paper_created_at_another_time_is_another_file(report: Rendered):
    metadata = replace(examples.report().metadata, created=examples.CREATED.replace(hour=16))
    assert render_pdf(examples.report(metadata=metadata)).content != report.content


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        replace(examples.report().metadata, created=examples.CREATED.replace(tzinfo=None))


def test_the_number_of_pages_is_told(report: Rendered):
    with opened(report.content) as pdf:
        assert report.pages == len(pdf.pages)
