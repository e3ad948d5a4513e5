"""The inspection form through its page: who writes what, in one request, and nothing typed is lost."""

import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from office_culture.actions import inspections
from office_culture.actions.findings import open_finding
from office_culture.actions.results import save_results
from office_culture.admin.inspection_form import VisitForm
from office_culture.models import Event, Finding, Inspection, InspectionResult, Result, WorkStatus
from office_culture.project import roles
from tests.answers import assert_not_found, assert_refused
from tests.factories.office import PersonFactory, UserFactory
from tests.office_culture.files.examples import pdf
from tests.office_culture.inspections.making import VISIT, a_version, an_open_round, answers, at_work, keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspector(office):
    return with_role("inspector", office, "Ân Thị Kiểm")


@pytest.fixture
def contact(unit_a):
    return with_role("unit_contact", unit_a, "Ngô Văn Mối")


def with_role(slug, unit, name):
    roles.set_up()
    user = UserFactory(unit=unit, full_name=name)
    user.groups.add(Group.objects.get(name=roles.named(slug).name))
    return type(user).objects.get(pk=user.pk)


def address(inspection, page="form", *args):
    return reverse(f"admin:office_culture_inspection_{page}", args=[inspection.pk, *args])


def asked(unit, by, **values):
    """An inspection whose unit assesses itself."""
    held = an_open_round(unit, by=by, **values)
    return inspections.workflow.perform("ask", obj=held.inspections.get(), by=by)


def header_of(inspection):
    """The visit as its form shows it."""
    names = ("place", "present", "unit_opinion", "conclusion")
    hours = {
        name: getattr(inspection, name).strftime("%H:%M") if getattr(inspection, name) else ""
        for name in ("begun_at", "ended_at")
    }
    texts = {name: getattr(inspection, name) for name in names}
    return {**hours, **texts, "represented_by": inspection.represented_by_id or ""}


def typed(inspection, rows, side="team", **more):
    """What a browser posts: each item as it stands, with what was typed over it."""
    data = {"opened_version": inspection.version, "side": side, **more}
    for row in inspection.results.all():
        kept = {"result": row.result, "observation": row.observation, "points": "", "reason": row.reason}
        if side == "unit":
            kept = {"unit_result": row.unit_result, "unit_points": "", "unit_note": row.unit_note}
        for name, value in (kept | rows.get(row.pk, {})).items():
            data[f"{row.pk}-{name}"] = value
    if side == "team":
        data = {"visited_on": "10/05/2022", **header_of(inspection), **data}
    return data


def shown(body, name):
    """The value of an input, or the text of a textarea."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', body) or re.search(
        rf'name="{name}"[^>]*>([^<]*)</textarea>', body
    )
    return found and found.group(1)


def chosen(body, name):
    return re.search(rf'name="{name}" id="[^"]*" value="([^"]*)" checked', body).group(1)


def test_saves_all_items_and_the_visit_in_one_request(unit_a, superuser, inspector, signed_in):
    inspection = at_work(unit_a, by=superuser)
    first, second, third = keys(inspection)
    rows = {
        first: {"result": "met"},
        second: {"result": "partly", "points": "2,5", "observation": "Một người chưa đeo thẻ."},
        third: {"result": "not_applicable", "reason": "Không tiếp công dân."},
    }
    answer = signed_in(inspector).post(
        address(inspection), typed(inspection, rows, begun_at="08:00", ended_at="10:30", place="Phòng họp")
    )
    assert answer.status_code == 302
    kept = Inspection.objects.get(pk=inspection.pk)
    assert (kept.met, kept.partly, kept.not_applicable, kept.unchecked) == (1, 1, 1, 0)
    assert (kept.place, kept.begun_at.hour, kept.ended_at.minute) == ("Phòng họp", 8, 30)
    assert InspectionResult.objects.get(pk=second).points == Decimal("2.5")
    body = signed_in(inspector).get(address(inspection)).content.decode()
    assert "<strong data-checked>3</strong>" in body
    assert shown(body, f"{second}-points") == "2,5"
    assert chosen(body, f"{third}-result") == "not_applicable"


def test_the_place_of_a_visit_is_no_rank():
    with translation.override("vi"):
        assert str(VisitForm.base_fields["place"].label).lower() == str(translation.gettext("place"))


def test_names_who_signs_for_the_unit(unit_a, superuser, inspector, signed_in):
    inspection = at_work(unit_a, by=superuser)
    chief = PersonFactory(unit=unit_a, full_name="Lò Văn Trưởng")
    browser = signed_in(inspector)
    nobody = browser.post(
        address(inspection), typed(inspection, {}, represented_by="999999", place="Phòng họp")
    )
    assert nobody.status_code == 200
    assert shown(nobody.content.decode(), "place") == "Phòng họp"
    assert (
        browser.post(address(inspection), typed(inspection, {}, represented_by=chief.pk)).status_code == 302
    )
    assert Inspection.objects.get(pk=inspection.pk).represented_by == chief
    assert "Lò Văn Trưởng" in browser.get(address(inspection)).content.decode()


def test_derives_a_sample_and_keeps_work_apart_from_result(unit_a, superuser, inspector, signed_in):
    inspection = at_work(unit_a, by=superuser, version=a_version(2, by=superuser, sampling=True))
    sample, other = keys(inspection)
    rows = {
        sample: {"result": "unchecked", "counted": "20", "compliant": "18"},
        other: {"result": "met", "later": "on"},
    }
    signed_in(inspector).post(address(inspection), typed(inspection, rows))
    first, second = InspectionResult.objects.order_by("item__position")
    assert (first.result, first.points, first.status) == (Result.PARTLY, Decimal("2.7"), WorkStatus.DONE)
    assert (second.result, second.status) == (Result.MET, WorkStatus.TO_DO)
    closing = signed_in(inspector).get(address(inspection, "step", "close")).content.decode()
    assert f"#item-{other}" in closing
    assert f"#item-{sample}" not in closing


def test_shows_every_fault_at_its_item_and_keeps_what_was_typed(unit_a, superuser, inspector, signed_in):
    inspection = at_work(unit_a, by=superuser)
    first, second, third = keys(inspection)
    rows = {
        first: {"result": "partly", "points": "1.5", "observation": "Đã xem sổ."},
        second: {"result": "not_applicable", "reason": ""},
        third: {"result": "partly", "points": "99"},
    }
    data = typed(inspection, rows, visited_on="31/02/2022", place="Hội trường")
    answer = signed_in(inspector).post(address(inspection), data, headers={"accept-language": "en"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert shown(body, f"{first}-points") == "1.5"
    assert shown(body, f"{first}-observation") == "Đã xem sổ."
    assert chosen(body, f"{second}-result") == "not_applicable"
    assert shown(body, f"{third}-points") == "99"
    assert shown(body, "place") == "Hội trường"
    for key in (first, second, third):
        assert f'item-faulty" id="item-{key}"' in body
        assert f'<a href="#item-{key}">' in body
    assert not InspectionResult.objects.exclude(result=Result.UNCHECKED).exists()


def test_says_who_changed_what_and_a_second_save_is_a_knowing_one(
    unit_a, superuser, officer, inspector, signed_in
):
    inspection = at_work(unit_a, by=superuser)
    first, second, _third = keys(inspection)
    data = typed(inspection, {first: {"result": "met", "observation": "Tôi đã xem."}})
    colleague = {first: {"result": "failed"}, second: {"result": "met"}}
    save_results(inspection=inspection, rows=colleague, by=officer, opened_version=inspection.version)
    body = signed_in(inspector).post(address(inspection), data).content.decode()
    assert str(officer) in body
    assert "A1" in body
    assert chosen(body, f"{first}-result") == "met"
    assert chosen(body, f"{second}-result") == "met", "what only the colleague entered is taken over"
    assert InspectionResult.objects.get(pk=first).result == Result.FAILED
    again = typed(inspection, {first: {"result": "met"}, second: {"result": "met"}})
    again["opened_version"] = shown(body, "opened_version")
    assert signed_in(inspector).post(address(inspection), again).status_code == 302
    assert InspectionResult.objects.get(pk=first).result == Result.MET


def test_the_unit_fills_its_own_columns_only(unit_a, superuser, contact, inspector, signed_in):
    inspection = asked(unit_a, superuser)
    first, second, _third = keys(inspection)
    body = signed_in(contact).get(address(inspection)).content.decode()
    assert f'name="{first}-unit_result"' in body
    assert f'name="{first}-result"' not in body
    rows = {first: {"unit_result": "met"}, second: {"unit_result": "partly", "unit_points": "2"}}
    data = typed(inspection, rows, side="unit") | {f"{first}-result": "met", f"{first}-observation": "Tốt"}
    assert signed_in(contact).post(address(inspection), data).status_code == 302
    row = InspectionResult.objects.get(pk=first)
    assert (row.unit_result, row.result, row.observation) == (Result.MET, Result.UNCHECKED, "")
    assert signed_in(inspector).post(address(inspection), data).status_code == 403
    team = typed(inspection, {first: {"result": "met"}})
    assert signed_in(contact).post(address(inspection), team).status_code == 403
    early = signed_in(inspector).post(address(inspection), team)
    assert early.status_code == 200, "the team has not begun: refused with a sentence, nothing saved"
    assert not InspectionResult.objects.exclude(result=Result.UNCHECKED).exists()


def test_the_team_sees_what_the_unit_thought(unit_a, superuser, contact, inspector, signed_in):
    inspection = asked(unit_a, superuser)
    first = keys(inspection)[0]
    save_results(
        inspection=inspection,
        rows={first: {"unit_result": "met", "unit_note": "Đã niêm yết."}},
        by=contact,
        opened_version=inspection.version,
    )
    inspection = inspections.workflow.perform("start", obj=inspection, by=superuser)
    save_results(
        inspection=inspection,
        rows={first: {"result": "failed"}},
        by=superuser,
        opened_version=inspection.version,
    )
    body = signed_in(inspector).get(address(inspection)).content.decode()
    assert "Đã niêm yết." in body
    assert f'name="{first}-unit_result"' not in body
    compared = signed_in(inspector).get(address(inspection, "result")).content.decode()
    assert compared.count(f"form/#item-{first}") == 2, "short of full, and seen otherwise"


def test_a_stranger_and_plain_staff_find_no_form(unit_b, superuser, contact, plain_staff, signed_in):
    inspection = at_work(unit_b, by=superuser)
    for page in ("form", "result", "minutes"):
        assert_not_found(signed_in(contact).get(address(inspection, page)))
        assert_refused(signed_in(plain_staff).get(address(inspection, page)))
    assert_not_found(signed_in(contact).post(address(inspection), {"side": "unit"}))
    ready = reverse("admin:office_culture_inspection_readiness", args=[unit_b.pk])
    assert_not_found(signed_in(contact).get(ready))


def test_a_closed_inspection_is_read_only(unit_a, superuser, inspector, signed_in):
    inspection = at_work(unit_a, by=superuser)
    first = keys(inspection)[0]
    rows = {key: {"result": "met"} for key in keys(inspection)}
    inspection = save_results(
        inspection=inspection, rows=rows, by=superuser, opened_version=inspection.version
    )
    data = typed(inspection, {first: {"result": "failed", "observation": "Viết dở."}})
    inspections.workflow.perform("close", obj=inspection, by=superuser)
    body = signed_in(inspector).get(address(inspection)).content.decode()
    assert 'type="radio"' not in body
    late = signed_in(inspector).post(address(inspection), data)
    assert shown(late.content.decode(), f"{first}-observation") == "Viết dở.", "nothing typed is lost"
    assert InspectionResult.objects.get(pk=first).result == Result.MET


def test_evidence_stands_at_its_item_and_survives_a_fault(unit_a, superuser, inspector, signed_in):
    inspection = at_work(unit_a, by=superuser)
    first, second, _third = keys(inspection)
    browser = signed_in(inspector)
    data = typed(inspection, {second: {"result": "partly", "points": "99"}})
    content = pdf()
    data[f"{first}-files"] = SimpleUploadedFile("Ảnh bảng tên.pdf", content, "application/pdf")
    data[f"{second}-files"] = SimpleUploadedFile("virus.exe", b"MZ", "application/pdf")
    body = browser.post(address(inspection), data).content.decode()
    assert "Ảnh bảng tên.pdf" in body
    link = InspectionResult.objects.get(pk=first).files.get()
    assert not InspectionResult.objects.get(pk=second).files.exists()
    sent = browser.get(link.file.get_absolute_url())
    assert b"".join(sent.streaming_content) == content
    data = typed(inspection, {}) | {f"{first}-drop": str(link.pk)}
    assert browser.post(address(inspection), data).status_code == 302
    assert not InspectionResult.objects.get(pk=first).files.exists()


def test_save_leads_on_to_a_finding_at_the_item(unit_a, superuser, inspector, signed_in):
    inspection = at_work(unit_a, by=superuser)
    first, second, _third = keys(inspection)
    browser = signed_in(inspector)
    rows = {first: {"result": "failed", "observation": "Thiếu thẻ."}, second: {"result": "met"}}
    answer = browser.post(address(inspection), typed(inspection, rows, then=f"finding-{first}"))
    assert answer.url == address(inspection, "finding", first)
    assert "Thiếu thẻ." in browser.get(answer.url).content.decode()
    values = {"level": "breach", "content": "Không đeo thẻ.", "remedy": "Đeo thẻ.", "due_on": "01/05/2022"}
    refused = browser.post(answer.url, values)
    assert refused.status_code == 200
    assert shown(refused.content.decode(), "due_on") == "01/05/2022"
    assert not Finding.objects.exists()
    assert browser.post(answer.url, values | {"due_on": "30/05/2022"}).status_code == 302
    finding = Finding.objects.get()
    assert (finding.unit, finding.found_on, finding.result_id) == (unit_a, VISIT, first)
    assert "Không đeo thẻ." in browser.get(address(inspection)).content.decode()
    met = browser.get(address(inspection, "finding", second)).content.decode()
    assert "<textarea" not in met


def test_a_finding_typed_below_its_item_is_kept_whatever_is_wrong(unit_a, superuser, inspector, signed_in):
    inspection = at_work(unit_a, by=superuser)
    browser, row = signed_in(inspector), inspection.results.first()
    remedy = {"remedy": "Thay bảng tên.", "due_on": "01/05/2099", "observation": "Bảng cũ."}
    for more, why in (
        ({}, "Only what is partly met or not met has a finding."),
        ({"opened_version": ""}, "does not say which version"),
        ({"represented_by": "999999"}, "Thay bảng tên."),
    ):
        result = Result.MET if not more else Result.FAILED
        answer = browser.post(
            address(inspection), typed(inspection, {row.pk: {"result": result, **remedy}}, **more)
        )
        page = answer.content.decode()
        assert why in page
        assert page.count('value="Thay bảng tên."') == page.count('value="01/05/2099"') == 1
    assert not Finding.objects.exists()
    failed = {row.pk: {"result": Result.FAILED, **remedy}}
    assert browser.post(address(inspection), typed(inspection, failed)).status_code == 302
    assert Finding.objects.get().remedy == "Thay bảng tên."
    second = browser.post(address(inspection), typed(inspection, failed)).content.decode()
    assert 'value="Thay bảng tên."' in second, "a second tab keeps its words, too"
    assert Finding.objects.count() == 1


def test_opens_with_what_the_unit_still_owes(unit_a, superuser, inspector, signed_in):
    earlier = at_work(unit_a, by=superuser)
    key = keys(earlier)[0]
    save_results(
        inspection=earlier, rows={key: {"result": "failed"}}, by=superuser, opened_version=earlier.version
    )
    open_finding(
        result=InspectionResult.objects.get(pk=key),
        content="Bảng tên phòng bị mờ.",
        remedy="Thay bảng.",
        due_on=VISIT,
        by=superuser,
    )
    now = asked(unit_a, superuser)
    body = signed_in(inspector).get(address(now)).content.decode()
    assert "Bảng tên phòng bị mờ." in body


# Statements that bracket a transaction are not work of the database; they differ between engines and in tests.
BRACKETS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def statements(captured):
    return [query["sql"] for query in captured if not query["sql"].startswith(BRACKETS)]


@pytest.mark.long
@pytest.mark.parametrize("count", [3, 60, 400])
def test_opening_and_saving_cost_the_same_for_few_and_many(unit_a, superuser, inspector, signed_in, count):
    inspection = at_work(unit_a, by=superuser, version=a_version(count, by=superuser))
    chief = PersonFactory(unit=unit_a)
    Inspection.objects.filter(pk=inspection.pk).update(represented_by=chief)
    inspection.refresh_from_db()
    browser = signed_in(inspector)
    browser.get(address(inspection))
    with CaptureQueriesContext(connection) as opening:
        body = browser.get(address(inspection)).content.decode()
    assert body.count("data-item") == count
    assert len(statements(opening)) <= 8, "session, account and its rights included"
    rows = {key: {"result": "met"} for key in keys(inspection)}
    data = typed(inspection, rows, represented_by=chief.pk)
    with CaptureQueriesContext(connection) as saving:
        assert browser.post(address(inspection), data).status_code == 302
    assert len(statements(saving)) <= 11, "session, account, its rights and its draft included"
    assert Inspection.objects.get(pk=inspection.pk).met == count


def test_closing_names_what_is_unchecked_and_then_closes(unit_a, superuser, inspector, signed_in):
    inspection = at_work(unit_a, by=superuser)
    first, second, third = keys(inspection)
    browser = signed_in(inspector)
    rows = {first: {"result": "met"}, second: {"result": "met"}}
    answer = browser.post(address(inspection), typed(inspection, rows, then="close"))
    body = browser.get(answer.url).content.decode()
    assert f"form/#item-{third}" in body
    assert f"form/#item-{first}" not in body
    inspection.refresh_from_db()
    browser.post(address(inspection), typed(inspection, {third: {"result": "failed"}}))
    assert browser.post(answer.url, answers(inspection)).status_code == 302
    assert Inspection.objects.get(pk=inspection.pk).state == "closed"
    browser.post(answer.url, answers(inspection))
    assert Event.objects.filter(verb="refused").exists(), "closing twice is refused and recorded"


def test_a_long_checklist_travels_with_all_its_empty_places_for_evidence(
    unit_a, superuser, inspector, signed_in
):
    inspection = at_work(unit_a, by=superuser, version=a_version(400, by=superuser))
    rows = {key: {"result": "met"} for key in keys(inspection)}
    parts = [
        f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in typed(inspection, rows).items()
    ] + [
        f'--B\r\nContent-Disposition: form-data; name="{key}-files"; filename=""\r\n'
        "Content-Type: application/octet-stream\r\n\r\n\r\n"
        for key in rows
    ]
    answer = signed_in(inspector).generic(
        "POST", address(inspection), "".join(parts) + "--B--\r\n", "multipart/form-data; boundary=B"
    )
    assert answer.status_code == 302
    assert Inspection.objects.get(pk=inspection.pk).met == 400
