"""The outline decides which forms of the records a section prints, and where."""

from dataclasses import replace

import pytest

from campaign.report.placing import placed
from campaign.rules.outline_tree import FormPlace, Outline, Section
from office_culture.papers.blocks import (
    BulletList,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Paragraph,
    Series,
    Table,
    plain,
)
from office_culture.sections.house_style import in_house_style
from office_culture.sections.shown import InForms, trimmed, year_apart
from office_culture.text.citations import Citation, Citations

SAID = Paragraph.of("Đã giải quyết 12 hồ sơ.")
CHART = Chart(ChartKind.COLUMNS, "Hồ sơ", "Hồ sơ: 12.", ("2021",), (Series("Hồ sơ", (12.0,)),))


def table(rows: int) -> Table:
    return Table.of(
        (Column("Năm"), Column("Hồ sơ", CellKind.NUMBER), Column("Quá hạn", CellKind.NUMBER)),
        [(str(2000 + place), str(place + 1), "0") for place in range(rows)],
    )


def section(**where) -> Section:
    return Section("results", 1, "Kết quả", **where)


def outline(**rules) -> Outline:
    return Outline("Báo cáo", (), **rules)


@pytest.mark.parametrize(
    ("where", "rows", "body", "appendix"),
    [
        (FormPlace.APPENDIX, 5, [Paragraph], [Table]),
        (FormPlace.APPENDIX, 1, [Paragraph], []),
        (FormPlace.BODY, 5, [Table], []),
        (FormPlace.BODY, 3, [Paragraph], []),
        (FormPlace.NOWHERE, 5, [Paragraph], []),
    ],
)
def test_a_table_replaces_its_sentence_or_the_sentence_the_table(where, rows, body, appendix):
    found = placed([InForms((SAID,), table(rows))], section(tables=where), outline())
    assert ([type(one) for one in found.body], [type(one) for one in found.appendix]) == (body, appendix)


def test_the_fewest_rows_are_those_of_the_outline():
    found = placed([InForms((SAID,), table(3))], section(tables=FormPlace.BODY), outline(least_rows=3))
    assert [type(one) for one in found.body] == [Table]


@pytest.mark.parametrize("where", FormPlace)
def test_a_chart_stands_where_the_outline_says(where):
    found = placed([InForms((SAID,), chart=CHART)], section(charts=where), outline())
    assert (CHART in found.body, CHART in found.appendix) == (
        where is FormPlace.BODY,
        where is FormPlace.APPENDIX,
    )
    assert SAID in found.body


def test_a_long_list_goes_to_the_appendix_with_the_words_that_lead_to_it():
    lead, names = Paragraph.of("Đã ban hành 09 văn bản:"), BulletList.of(*"abcdefghi")
    found = placed([lead, names], section(), outline())
    assert plain(found.body[0].text) == "Đã ban hành 09 văn bản."
    assert found.appendix == (lead, names)
    kept = placed([lead, names], section(lists=FormPlace.BODY), outline())
    assert kept.body == (lead, names)


def test_a_column_that_is_nought_throughout_falls_out():
    assert [column.head for column in trimmed(table(4)).columns] == ["Năm", "Hồ sơ"]


def test_a_year_of_all_rows_is_said_in_the_title():
    columns = (Column("Năm"), Column("Đơn vị"), Column("Hồ sơ", CellKind.NUMBER))
    one_year = Table.of(
        columns, [("2021", "A", "1"), ("2021", "B", "2")], caption="Hồ sơ", total=("", "", "3")
    )
    narrower = trimmed(one_year)
    assert narrower.caption == "Hồ sơ năm 2021"
    assert [column.head for column in narrower.columns] == ["Đơn vị", "Hồ sơ"]
    assert [plain(cell) for cell in narrower.total] == ["", "3"]
    assert trimmed(replace(one_year, caption="Hồ sơ năm 2021")).caption == "Hồ sơ năm 2021"
    two_years = Table.of(columns, [("2021", "A", "1"), ("2022", "B", "2")], caption="Hồ sơ")
    assert trimmed(two_years) == two_years
    assert year_apart(table(1)) == ("", table(1)), "what would name the row?"


def test_lists_are_closed_in_one_way():
    styled = in_house_style(BulletList.of("giảm chi phí", "iOffice.", "Tăng tốc độ;"))
    assert [plain(item) for item in styled.items] == ["Giảm chi phí;", "iOffice;", "Tăng tốc độ."]
    sentences = in_house_style(BulletList.of("Một. Hai;", "Ba"))
    assert [plain(item) for item in sentences.items] == ["Một. Hai.", "Ba."]


def test_a_document_is_mentioned_briefly_where_another_section_is_about_it():
    document = Citation("1", "Kế hoạch", "29/KH-VP", None, "Văn phòng", "thi đua")
    first = Citations(None)
    assert first.mention(document) == "Kế hoạch số 29/KH-VP"
    first.cite(document)
    second = Citations(first.cited_in_full)
    assert second.mention(document) == "Kế hoạch số 29/KH-VP"
    assert second.cite(document) == "Kế hoạch số 29/KH-VP của Văn phòng về thi đua"
    assert Citations().mention(document) == "Kế hoạch số 29/KH-VP của Văn phòng về thi đua"
    assert second.cited == (document,)
