"""Long work: left to the worker, done once, found again, repeated where it was cut off."""

import os
import time

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from office_culture.actions import long_work
from office_culture.admin.bricks import sheet_work
from office_culture.models import Event, LongWork, StaffingReturn, Verb, work_files
from office_culture.models.long_work import WorkState
from tests import sheets
from tests.factories.office import LongWorkFactory

pytestmark = pytest.mark.django_db

TITLES = ("Unit", "Year", "Category", "Assigned", "Actual", "Source")


@pytest.fixture(autouse=True)
def few_rows_are_long(settings, tmp_path, monkeypatch):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    monkeypatch.setattr(sheet_work, "AT_ONCE", 1)
    with override("en"):
        yield


@pytest.fixture
def desk(officer, signed_in):
    made = signed_in(officer)
    made.cookies["django_language"] = "en"
    return made


@pytest.fixture
def worker():
    with work_files.living(work_files.WORKER):
        yield


def work_off():
    """What the worker does with all that waits."""
    for waiting in DBTaskResult.objects.ready():
        waiting.task.call(*waiting.args_kwargs["args"])


def rows_of(unit, *years):
    return [TITLES, *([unit.name, year, "contract", 5, 4, "x"] for year in years)]


def previewed(desk, *rows):
    """The page of the preview, which the worker makes where one is there."""
    page = sheets.preview(desk, StaffingReturn, sheets.workbook(*rows))
    if page.status_code == 200:
        return page
    work_off()
    return desk.get(LongWork.objects.filter(kind="preview").latest("pk").page)


def confirmed(desk, unit, *years):
    page = previewed(desk, *rows_of(unit, *years))
    token = sheets.token_of(page)
    return token, sheets.confirm(desk, StaffingReturn, token)


def test_an_import_is_left_to_the_worker_and_done_once(desk, officer, unit_a, worker):
    token, answer = confirmed(desk, unit_a, 2030, 2031)
    assert answer.url == reverse("long_work")
    assert not StaffingReturn.objects.filter(year=2030).exists(), "nothing is written in the request"
    # The same button once more, and the same task twice: one import.
    sheets.confirm(desk, StaffingReturn, token)
    work = LongWork.objects.get(kind="import")
    work_off()
    work_off()
    assert StaffingReturn.objects.filter(year__in=(2030, 2031)).count() == 2
    assert Event.objects.filter(verb=Verb.IMPORT, actor=officer).count() == 1
    work.refresh_from_db()
    assert (work.state, work.done, work.total) == (WorkState.DONE, 2, 2)
    said = sheets.text_of(desk.get(reverse("long_work")))
    assert "2 new, 0 changed, 0 unchanged" in said
    assert not work_files.input_of(work.pk).exists()


def test_a_long_preview_is_made_outside_the_request_and_shown_by_its_own_page(
    desk, contact_a, unit_a, worker, signed_in
):
    rows = rows_of(unit_a, 2030, 2031)
    file = sheets.workbook(*rows, [unit_a.name, 1, "contract", 5, 4, "x"])
    # The same file twice, as by a second click.
    for _click in range(2):
        assert sheets.preview(desk, StaffingReturn, file).url == reverse("long_work")
    assert "2 / 3" not in sheets.text_of(desk.get(reverse("long_work")))
    work_off()
    work = LongWork.objects.get()
    assert (work.state, work.done, work.total) == (WorkState.DONE, 3, 3)
    assert work.said.startswith("New: 2. Changed: 0. Unchanged: 0. Duplicate: 0.")
    told = desk.get(reverse("long_work")).content.decode()
    assert f'href="{work.page}"' in told
    assert "Show the preview" in told
    page = desk.get(work.page)
    said = sheets.text_of(page)
    assert "1 row of “sheet.xlsx” needs a correction" in said
    assert "Take in only the 2 good rows" in page.content.decode()
    assert unit_a.name in said
    assert not StaffingReturn.objects.filter(year=2030).exists()
    other = signed_in(contact_a)
    assert other.get(work.page).status_code in (302, 403), "the token of another account opens nothing"
    explained = desk.post(sheets.url(StaffingReturn, "explained"), {"file": sheets.token_of(page)})
    assert explained.url == reverse("long_work")
    work_off()
    work = LongWork.objects.get(kind="explanation")
    file = desk.get(reverse("long_work_result", args=[work.pk]))
    assert [row[-2] for row in sheets.rows_of(b"".join(file.streaming_content))[1:]] == [
        "New",
        "New",
        "Refused",
    ]
    desk.post(
        sheets.url(StaffingReturn, "process_import"), {"token": sheets.token_of(page), "only_good": "1"}
    )
    work_off()
    assert set(StaffingReturn.objects.filter(year__gt=2029).values_list("year", flat=True)) == {2030, 2031}
    assert (
        "used up or too old"
        in desk.get(
            page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], follow=True
        ).content.decode()
    )


def test_without_a_worker_the_request_does_it(desk, unit_a, monkeypatch):
    _token, answer = confirmed(desk, unit_a, 2030, 2031)
    assert answer.url == sheets.url(StaffingReturn, "changelist")
    assert StaffingReturn.objects.filter(year=2030).exists()
    assert not LongWork.objects.exists()
    monkeypatch.setattr("office_culture.admin.bricks.sheet_exports.MOST_ROWS", 1)
    answer = desk.post(sheets.url(StaffingReturn, "export"), {"format": "xlsx", "resource": 0}, follow=True)
    assert "while the program’s worker is running" in answer.content.decode()


def test_what_was_cut_off_is_found_and_repeated(desk, unit_a, worker, monkeypatch):
    _token, _answer = confirmed(desk, unit_a, 2030, 2031)
    work = LongWork.objects.get(kind="import")

    def ended(*args, **kwargs):
        raise SystemExit

    # The import is written; the program ends before it can say so.
    with monkeypatch.context() as dying:
        dying.setattr(long_work, "_finish", ended)
        with pytest.raises(SystemExit):
            work_off()
    assert StaffingReturn.objects.filter(year=2030).count() == 1
    page = desk.get(reverse("long_work")).content.decode()
    again = reverse("long_work_repeat", args=[work.pk])
    assert "cut off" in page
    assert again in page
    long_work.take_up()
    work.refresh_from_db()
    assert work.state == WorkState.CUT_OFF, "a worker that starts marks it"
    DBTaskResult.objects.all().delete()
    desk.post(again)
    desk.post(again)
    assert DBTaskResult.objects.count() == 1, "a second click begins nothing"
    work_off()
    work.refresh_from_db()
    assert work.state == WorkState.DONE
    assert "2 new" in work.said
    assert Event.objects.filter(verb=Verb.IMPORT).count() == 1


def test_whoever_lives_is_not_cut_off(officer):
    work = LongWorkFactory(account=officer, state=WorkState.RUNNING)
    with work_files.living(str(work.pk)):
        assert not long_work.is_cut_off(work)
        assert not long_work.repeat(work=work)
        sign = work_files.folder() / f"{work.pk}.alive"
        os.utime(sign, (time.time() - 60, time.time() - 60))
        assert long_work.is_cut_off(work)


def test_an_import_that_was_overtaken_says_so_and_explains_each_row(desk, officer, unit_a, worker):
    confirmed(desk, unit_a, 2030)
    StaffingReturn.objects.all().delete()
    page = previewed(desk, *rows_of(unit_a, 2030, 2031))
    sheets.confirm(desk, StaffingReturn, sheets.token_of(page))
    made = StaffingReturn(unit=unit_a, year=2030, category="contract", assigned=1, actual=1, source="y")
    made.save(by=officer)
    made.save(by=officer)
    work_off()
    work = LongWork.objects.first()
    assert work.state == WorkState.REFUSED
    assert "Nothing was saved" in work.said
    assert not StaffingReturn.objects.filter(year=2031).exists()
    file = desk.get(reverse("long_work_result", args=[work.pk]))
    rows = sheets.rows_of(b"".join(file.streaming_content))
    assert rows[1][-2] == "Refused"
    assert rows[1][-1]


def test_an_export_is_found_by_its_account_alone(desk, unit_a, worker, signed_in, contact_a):
    confirmed(desk, unit_a, 2030, 2031)
    work_off()
    asked = {"format": "csv", "resource": 0, "columns": ["0:unit", "0:year"]}
    address = sheets.url(StaffingReturn, "export") + "?year__exact=2031"
    for _click in range(2):
        assert desk.post(address.replace("?year__exact=2031", ""), asked).url == reverse("long_work")
    assert LongWork.objects.filter(kind="export").count() == 1, "the same one is not begun twice"
    work_off()
    work = LongWork.objects.get(kind="export")
    result = reverse("long_work_result", args=[work.pk])
    rows = sheets.csv_rows_of(b"".join(desk.get(result).streaming_content))
    assert rows[0] == ["Unit", "Year"]
    assert [unit_a.name, "2031"] in rows
    told = desk.get(reverse("long_work"), headers={"accept": "application/json"}).json()["works"][0]
    assert (told["state"], told["done"]) == ("done", work.total)
    other = signed_in(contact_a)
    assert other.get(result).status_code == 404
    assert other.post(reverse("long_work_repeat", args=[work.pk])).status_code == 404
    assert work.name not in sheets.text_of(other.get(reverse("long_work")))


def test_an_account_has_its_limit_and_old_work_goes(officer, monkeypatch):
    monkeypatch.setattr(long_work, "MOST_OPEN", 1)
    common = {"kind": "export", "by": officer, "total": 1, "page": "/"}
    old = long_work.begin(name="a", arguments={"n": 1}, data=b"x", **common)
    with pytest.raises(long_work.CannotWork):
        long_work.begin(name="b", arguments={"n": 2}, **common)
    work_files.write(work_files.result_of(old.pk), b"result")
    LongWork.objects.update(
        state=WorkState.DONE, file_name="a.xlsx", finished_at=old.begun_at - long_work.RESULTS_KEPT_FOR * 2
    )
    call_command("purge_imports", verbosity=0)
    old.refresh_from_db()
    assert old.file_name == ""
    assert not work_files.result_of(old.pk).exists()
    LongWork.objects.update(finished_at=old.begun_at - long_work.KEPT_FOR * 2)
    call_command("purge_imports", verbosity=0)
    assert not LongWork.objects.exists()
    assert not DBTaskResult.objects.filter(enqueued_at__lt=old.begun_at).exists()


def test_a_failure_and_a_closed_account_end_the_work(officer, monkeypatch):
    monkeypatch.setitem(long_work._KINDS, "export", lambda work: 1 / 0)
    work = LongWorkFactory(account=officer)
    long_work.run(work.pk)
    work.refresh_from_db()
    assert work.state == WorkState.REFUSED
    assert work.said
    officer.is_active = False
    officer.save(by=officer)
    work = LongWorkFactory(account=officer)
    long_work.run(work.pk)
    work.refresh_from_db()
    assert work.state == WorkState.REFUSED
