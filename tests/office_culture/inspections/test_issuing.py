"""Minutes and the report of a round go out like every paper: numbered, frozen, checked by anybody, withdrawn openly."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from office_culture.actions import inspections, rounds
from office_culture.actions.results import save_results
from office_culture.actions.workflow import Refused
from office_culture.models import Event, Inspection, InspectionRound, IssuedPaper, PaperState, Verb
from tests.office_culture.inspections.making import VISIT, at_work, every
from tests.office_culture.inspections.test_minutes import visited
from tests.project.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"


@pytest.fixture
def closed(office, unit_a, superuser) -> Inspection:
    return visited(office, unit_a, superuser)


@pytest.fixture
def finished(closed, superuser) -> InspectionRound:
    return rounds.workflow.perform("finish", obj=closed.inspection_round, by=superuser)


@pytest.fixture
def browser(signed_in, superuser):
    client = signed_in(superuser)
    client.cookies["django_language"] = "en"
    return client


def step(record, name: str) -> str:
    return reverse(f"admin:office_culture_{record._meta.model_name}_step", args=[record.pk, name])


def pdf(record) -> str:
    name = {"inspection": "minutes", "inspectionround": "table"}[record._meta.model_name]
    return reverse(f"admin:office_culture_{record._meta.model_name}_{name}", args=[record.pk])


@pytest.mark.parametrize(
    ("kind", "symbol", "said"),
    [
        ("closed", "01/BB-VPTN", "Cần chấn chỉnh việc đeo thẻ."),
        ("finished", "01/BC-VPTN", "Tổ kiểm tra yêu cầu khắc phục 01 tồn tại"),
    ],
)
def test_issued_it_has_number_file_and_check(
    kind, symbol, said, request, browser, django_capture_on_commit_callbacks, client
):
    record = request.getfixturevalue(kind)
    draft = browser.get(pdf(record))
    assert draft["Content-Disposition"].startswith("inline")
    assert "DỰ THẢO" in words_of(draft.content)
    assert not Event.objects.filter(verb=Verb.DOWNLOAD).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(step(record, "issue"), {}).status_code == 302
    record.refresh_from_db()
    assert (record.paper.symbol, record.paper.state) == (symbol, PaperState.IN_FORCE)
    assert record.state in {"closed", "finished"}
    issued = browser.get(pdf(record))
    printed = words_of(issued.content)
    assert "DỰ THẢO" not in printed
    assert f"Số: {symbol}" in printed
    assert said in printed
    assert Event.objects.filter(verb=Verb.DOWNLOAD, object_id=record.pk).count() == 1
    assert symbol in client.get(record.paper.check_path).content.decode()
    type(record).objects.filter(pk=record.pk).update(version=record.version + 1)
    assert browser.get(pdf(record)).content == issued.content
    assert "issue" not in {str(offered.name) for offered, _why, _page in _steps(browser, record)}


def _steps(browser, record):
    change = reverse(f"admin:office_culture_{record._meta.model_name}_change", args=[record.pk])
    return browser.get(change).context["steps"]


def test_the_reference_of_the_appendix_names_the_number(
    finished, browser, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(step(finished, "issue"), {})
    said = words_of(browser.get(pdf(finished)).content)
    assert "(Kèm theo Báo cáo số 01/BC-VPTN ngày" in said


def test_what_is_issued_is_opened_again_only_after_it_is_withdrawn(
    closed, superuser, django_capture_on_commit_callbacks
):
    perform = inspections.workflow.perform
    with django_capture_on_commit_callbacks(execute=True):
        perform("issue", obj=closed, by=superuser)
    with pytest.raises(Refused, match="01/BB-VPTN"):
        perform("reopen", obj=closed, by=superuser, reason="Sai sót")
    perform("withdraw", obj=closed, by=superuser, reason="Sai sót")
    assert IssuedPaper.objects.get().state == PaperState.WITHDRAWN
    perform("reopen", obj=closed, by=superuser, reason="Sai sót")
    assert Inspection.objects.get().state == "at_work"


def test_a_round_is_resumed_only_after_its_report_is_withdrawn(finished, superuser):
    rounds.workflow.perform("issue", obj=finished, by=superuser)
    with pytest.raises(Refused, match="01/BC-VPTN"):
        rounds.workflow.perform("resume", obj=finished, by=superuser, reason="Sai sót")


def test_not_before_the_visit_and_not_with_gaps(closed, superuser):
    early = {"number": 5, "on": VISIT - datetime.timedelta(days=1)}
    with pytest.raises(ValidationError) as refused:
        inspections.workflow.perform("issue", obj=closed, by=superuser, answers=early)
    assert set(refused.value.message_dict) == {"on"}
    Inspection.objects.update(agreement="")
    with pytest.raises(Refused, match="Kết thúc"):
        inspections.workflow.perform("issue", obj=closed, by=superuser)
    assert not IssuedPaper.objects.exists()


@pytest.mark.parametrize("kind", ["closed", "finished"])
def test_warnings_on_the_text_are_answered_for_before_the_issue(kind, request, browser, superuser):
    record = request.getfixturevalue(kind)
    workflow = {"closed": inspections.workflow, "finished": rounds.workflow}[kind]
    held = record.inspection_round if kind == "closed" else record
    InspectionRound.objects.filter(pk=held.pk).update(name="Kiểm tra tra kỳ I", version=held.version + 1)
    with pytest.raises(Refused, match="tra tra") as refused:
        workflow.perform("issue", obj=record, by=superuser)
    page = refused.value.page
    assert page == step(record, "let_stand")
    waiting = [
        fingerprint for fingerprint, _sentence in browser.get(page).context["form"]["warnings"].field.choices
    ]
    browser.post(page, {"warnings": waiting, "reason": "Tên của đợt"})
    event = Event.objects.get(verb=Verb.ACKNOWLEDGE, object_id=record.pk)
    assert (event.reason, len(event.detail["warnings"])) == ("Tên của đợt", len(waiting))
    assert workflow.perform("issue", obj=record, by=superuser).paper


def test_an_office_without_a_letterhead_issues_none(unit_a, unit_b, superuser):
    inspection = at_work(unit_a, by=superuser, unit=unit_b)
    saved = save_results(
        inspection=inspection, rows=every(inspection), by=superuser, opened_version=inspection.version
    )
    done = inspections.workflow.perform("close", obj=saved, by=superuser)
    with pytest.raises(Refused, match="letterhead"):
        inspections.workflow.perform("issue", obj=done, by=superuser)


def test_a_unit_cannot_issue_its_own_minutes(closed, contact_a, signed_in):
    signed_in(contact_a).post(step(closed, "issue"), {})
    assert not IssuedPaper.objects.exists()
