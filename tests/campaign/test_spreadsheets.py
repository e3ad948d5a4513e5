"""Sheets of campaign records: parts name their record, figures remember who brought them."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from campaign.models import CaseFileReturn, DigitalShare, Innovation, InnovationAuthor, Task
from office_culture.selectors.events import events_of
from tests import sheets
from tests.factories.campaign import CaseFileReturnFactory, DigitalShareFactory
from tests.factories.documents import DocumentFactory
from tests.factories.figures import IndicatorFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.office import PersonFactory, UnitFactory
from tests.factories.plans import PlanFactory, TaskFactory

pytestmark = pytest.mark.django_db

AUTHORS = 1


@pytest.fixture(autouse=True)
def english(settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    with override("en"):
        yield


@pytest.fixture
def desk(contact_a, signed_in):
    made = signed_in(contact_a)
    made.cookies["django_language"] = "en"
    return made


def test_authors_come_in_by_the_title_of_their_innovation(desk, contact_a, unit_a):
    innovation = InnovationFactory(title="Phòng họp không giấy", unit=unit_a)
    PersonFactory(full_name="Trần Thị Bình", unit=unit_a)
    titles = ("Innovation", "Person", "Share of the work (%)")
    row = ("phòng họp không giấy", "Trần Thị Bình", "62,5 %")
    sheets.bring_in(desk, Innovation, titles, row, resource=AUTHORS)
    author = InnovationAuthor.objects.get()
    assert (author.innovation, str(author.share_percent)) == (innovation, "62.50")
    innovation.refresh_from_db()
    assert innovation.version == 2, "a change in the parts is a change of the record"
    assert events_of(innovation).first().actor == contact_a


def test_authors_of_another_unit_are_out_of_reach(desk, unit_a, unit_b):
    InnovationFactory(title="Của phòng B", unit=unit_b)
    PersonFactory(full_name="Trần Thị Bình", unit=unit_a)
    titles = ("Innovation", "Person")
    row = ("Của phòng B", "Trần Thị Bình")
    page = sheets.preview(desk, Innovation, sheets.workbook(titles, row), resource=AUTHORS)
    assert "There is no innovation “Của phòng B”" in sheets.text_of(page)


def test_export_of_filtered_innovations_takes_their_authors_only(desk, unit_a):
    for title in ("Một", "Hai"):
        innovation = InnovationFactory(title=title, unit=unit_a)
        InnovationAuthor(innovation=innovation, person=PersonFactory(unit=unit_a)).save()
    rows = sheets.rows_of(sheets.export(desk, Innovation, filters="q=hai", resource=AUTHORS))
    assert [row[0] for row in rows] == ["Innovation", "Hai"]


def test_a_figure_remembers_who_brought_it_in(desk, contact_a, unit_a):
    CaseFileReturnFactory(unit=unit_a, new=95, in_progress=5)
    data = sheets.rows_of(sheets.export(desk, CaseFileReturn))
    column = {title: place for place, title in enumerate(data[0])}
    data[1][column["Newly received"]] = "1.095"
    data[1][column["Resolved early"]] = 1080
    sheets.bring_in(desk, CaseFileReturn, *data)
    made = CaseFileReturn.objects.get()
    assert (made.new, made.early, made.entered_by) == (1095, 1080, contact_a)


def test_a_balance_that_does_not_add_up_is_told_in_its_row(desk, unit_a):
    CaseFileReturnFactory(unit=unit_a)
    data = sheets.rows_of(sheets.export(desk, CaseFileReturn))
    data[1][data[0].index("In progress at the end")] = 6
    text = sheets.text_of(sheets.preview(desk, CaseFileReturn, sheets.workbook(*data)))
    assert "2 100 received minus 95 resolved" in text
    assert "Changed: 1." in text, "it is told, and may be what the source says"


def test_a_share_is_found_by_what_it_is_a_share_of(desk, unit_a):
    share = DigitalShareFactory(unit=unit_a, indicator__name="văn bản được ký số", percent="98.5")
    data = sheets.rows_of(sheets.export(desk, DigitalShare))
    data[1][data[0].index("Share (%)")] = "99,57%"
    sheets.bring_in(desk, DigitalShare, *data)
    assert [(row.pk, row.percent) for row in DigitalShare.objects.all()] == [(share.pk, Decimal("99.57"))]


def test_a_sheet_takes_no_indicator_of_another_kind(desk, unit_a):
    DigitalShareFactory(unit=unit_a)
    IndicatorFactory(name="Điện năng tiêu thụ")
    data = sheets.rows_of(sheets.export(desk, DigitalShare))
    data[1][data[0].index("Share of what")] = "Điện năng tiêu thụ"
    answer = sheets.preview(desk, DigitalShare, sheets.workbook(*data))
    assert 'name="token"' not in answer.content.decode()
    assert "2 Share of what" in sheets.text_of(answer)


def test_a_sheet_does_no_more_than_the_page_of_a_task(desk, office, unit_a):
    """The lead unit writes what became of a task; the task itself belongs to those who steer the plan."""
    task = TaskFactory(plan=PlanFactory(unit=office), lead_unit=unit_a, product="kế hoạch")
    data = sheets.rows_of(sheets.export(desk, Task))
    place = {title: at for at, title in enumerate(data[0])}
    mine = [list(row) for row in data]
    mine[1][place["Result"]] = "đã ban hành"
    sheets.bring_in(desk, Task, *mine)
    task.refresh_from_db()
    assert task.result == "đã ban hành"
    theirs = [list(row) for row in mine]
    theirs[1][place["Required product"]] = "báo cáo"
    text = sheets.text_of(sheets.preview(desk, Task, sheets.workbook(*theirs)))
    assert "2 Required product This cannot be changed here" in text
    theirs = [list(row) for row in mine]
    theirs[1][place["Task"]] = "việc khác"
    answer = sheets.preview(desk, Task, sheets.workbook(*theirs))
    assert 'name="token"' not in answer.content.decode(), "no new task in a plan of the unit above"


def test_a_cooperating_unit_is_not_added_by_a_sheet_of_the_lead_unit(desk, office, unit_a):
    TaskFactory(plan=PlanFactory(unit=office), lead_unit=unit_a, content="việc chung")
    below = UnitFactory(name="Tổ Một", parent=unit_a)
    rows = (("Task", "Cooperating unit"), ("việc chung", below.name))
    text = sheets.text_of(sheets.preview(desk, Task, sheets.workbook(*rows), resource=1))
    assert "Your account may not change this record." in text


def test_an_export_tells_of_the_recognition(desk, unit_a):
    decision = DocumentFactory(symbol="61/QĐ-VPTN")
    InnovationFactory(title="Họp không giấy", unit=unit_a, recognised=True, recognised_by=decision)
    titles, row = sheets.rows_of(sheets.export(desk, Innovation))
    told = dict(zip(titles, row, strict=True))
    innovation = Innovation.objects.get()
    assert (told["State"], told["Recognised at"]) == ("recognised", innovation.get_level_display())
    assert told["Recognised on"].date() == innovation.recognised_on
    assert "61/QĐ-VPTN" in told["Decision of recognition"]


def test_no_sheet_recognises_an_innovation(desk, unit_a):
    InnovationFactory(title="Họp không giấy", unit=unit_a, year=2022)
    titles = ("Title", "Unit", "Year", "Recognised at", "Recognised on")
    told = (unit_a.name, 2022, "grassroots level", "01/06/2022")
    page = sheets.preview(desk, Innovation, sheets.workbook(titles, ("Họp không giấy", *told)))
    assert "This cannot be changed here" in sheets.text_of(page)
    assert 'name="token"' not in page.content.decode()
    page = sheets.preview(desk, Innovation, sheets.workbook(titles, ("Mới", *told)))
    assert "Left out" in sheets.text_of(page), "what a life cycle fills never refuses a new record"
    sheets.confirm(desk, Innovation, sheets.token_of(page))
    made = Innovation.objects.get(title="Mới")
    assert (made.state, made.level, made.recognised_on) == ("draft", "", None)


def test_the_empty_workbook_asks_for_no_recognition(desk):
    titles = sheets.rows_of(desk.get(sheets.url(Innovation, "template", 0)).content)[0]
    assert "Title" in titles
    assert not {"State", "Recognised at", "Recognised on"} & set(titles)
