"""Ten tasks of every week, each by the screen alone, from the home page, within its ceiling of presses."""

import datetime
import re
from pathlib import Path

import pytest
from django.utils import timezone

from awards.actions import dossiers
from awards.models import NominationRound
from campaign.actions.acknowledgements import acknowledge
from campaign.models import CaseFileReturn, Innovation, Pledge, Report, Task, TitleRegistration
from campaign.report.preflight.result import preflight_result
from office_culture.models import Document, Finding, Inspection, InspectionRound, User
from tests.browser.tasks.clicks import Desk
from tests.project.reading import words_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# How a task is done: with the mouse at a desk, with a thumb on a phone, or without either.
AT_DESK, ON_PHONE, BY_KEYBOARD = "1440", "390", "keyboard"
ways = pytest.mark.parametrize("way", [AT_DESK, ON_PHONE, BY_KEYBOARD])


def assert_presses(ceiling: int, *desks: Desk) -> None:
    """All of them together took no more presses than that."""
    taken = sum(each.clicks for each in desks)
    assert taken <= ceiling, f"{taken} presses instead of {ceiling}"


def in_days(days: int) -> str:
    return f"{timezone.localdate() + datetime.timedelta(days=days):%d/%m/%Y}"


@ways
def test_1_an_incoming_directive_with_its_file(desk, way):
    clerk = desk("canbo", way)
    with clerk.at_most(3):
        clerk.link("Documents")
        clerk.add("Documents")
        clerk.fill(
            Symbol="07/CT-UBND", Date=in_days(-3), Issuer="UBND tỉnh Sơn La", Subject="tăng cường kỷ cương"
        )
        clerk.select("Origin", "from above")
        clerk.select("Use", "directive from above")
        clerk.upload("Upload")
        clerk.button("Save")
    document = Document.objects.get(symbol="07/CT-UBND")
    assert document.files.count() == 1


@ways
def test_2_two_tasks_under_a_plan_and_one_reported_with_its_product(desk, way):
    clerk = desk("canbo", way)
    with clerk.at_most(6):
        clerk.link("Campaign and plans")
        clerk.add("Tasks")
        clerk.choose("Plan", "năm 2027")
        clerk.choose("Lead unit", "Trung tâm Thông tin")
        clerk.fill(Task="Tập huấn kỹ năng giao tiếp", Start="04/01/2027", Due="31/03/2027")
        clerk.button("Save and add another")
        clerk.fill(Task="Khảo sát sự hài lòng")
        clerk.button("Save")
    given = Task.objects.filter(
        lead_unit__name="Trung tâm Thông tin", plan__pk=Task.objects.latest("pk").plan_id
    )
    assert {task.content for task in given} == {"Tập huấn kỹ năng giao tiếp", "Khảo sát sự hài lòng"}

    contact = desk("donvi", way)
    with contact.at_most(4):
        contact.tile("New tasks to begin")
        contact.link("Khảo sát sự hài lòng")
        contact.press_step("Report as done")
        contact.answer("Result", "Đã khảo sát 120 người, 96% hài lòng.")
        contact.attach("The product as a file")
        contact.confirm("Report as done")
    done = given.get(content="Khảo sát sự hài lòng")
    assert (done.state, done.files.count()) == ("reported", 1)


@ways
def test_3_a_pledge_with_targets_and_a_registration(desk, way):
    contact = desk("donvi", way)
    with contact.at_most(4):
        contact.link("Campaign and plans")
        contact.add("Emulation pledges")
        contact.fill(Signed_on=in_days(-1))
        for row, (criterion, target) in enumerate(
            (("Hồ sơ đúng hạn", "98"), ("Cán bộ mặc đồng phục", "100"))
        ):
            contact.type(contact.field("Criterion", row=row), criterion)
            contact.type(contact.field("Target", row=row), target)
            contact.type(contact.field("Unit of measure", row=row), "%")
        contact.button("Save")
    assert Pledge.objects.get(year=timezone.localdate().year).targets.count() == 2
    with contact.at_most(4):
        contact.link("Campaign and plans")
        contact.add("Registrations for titles")
        contact.choose("Emulation title", "Lao động tiên tiến", exact=True)
        contact.choose("Person", "Ngô Văn Mẫu Năm")
        contact.fill(Registered_on=in_days(-1))
        contact.button("Save")
    assert TitleRegistration.objects.filter(year=timezone.localdate().year).count() == 1


@ways
def test_4_an_innovation_from_the_proposal_to_its_recognition(desk, way):
    contact, clerk, leader = (desk(name, way) for name in ("donvi", "canbo", "lanhdao"))
    title = "Đặt lịch phòng họp trực tuyến"
    contact.go_home()
    contact.link("Innovations")
    contact.add("Innovations")
    contact.fill(Title=title, Problem="Trùng lịch họp.", Solution="Lịch dùng chung.", Applied_in="01/2026")
    contact.choose("Person", "Ngô Văn Mẫu Năm")
    contact.type(contact.field("Share of the work (%)"), "100")
    contact.select("Effect", "reduced")
    contact.fill(On_what="thời gian đặt phòng họp", Before="30", After="5")
    contact.type(contact.field("Unit of measure"), "phút")
    contact.button("Save and continue editing")
    contact.step("Submit the proposal")

    clerk.go_home().tile("Innovations submitted, to be reviewed")
    clerk.link(title)
    clerk.step("Put to review")
    clerk.link("Points of the council")
    for box in clerk.content.get_by_role("table").get_by_role("textbox", name=re.compile("Mẫu")).all():
        clerk.type(box, "8")
    clerk.button("Keep the points")

    leader.go_home().tile("Innovations to decide on")
    leader.link(title)
    leader.press_step("Recognise")
    leader.answer("Recognised on", in_days(0))
    leader.confirm("Recognise")
    assert Innovation.objects.get(title=title).state == "recognised"
    assert_presses(16, contact, clerk, leader)


@ways
def test_5_a_round_a_visit_with_findings_and_a_finding_closed(desk, way):
    clerk = desk("canbo", way)
    with clerk.at_most(8):
        clerk.link("Inspections")
        clerk.add("Rounds of inspections")
        clerk.fill(Name="Kiểm tra văn hóa công sở cuối năm", From=in_days(0), To=in_days(11))
        clerk.choose("Version of the checklist", "văn hóa")
        for row, (name, role) in enumerate((("Mẫu Bốn", "head"), ("Mẫu Sáu", "member"))):
            clerk.choose("Person", name, row=row)
            clerk.select("Role", role, row=row)
        clerk.choose("Inspected unit", "Trung tâm Thông tin")
        clerk.button("Save and continue editing")
        clerk.step("Open the round")
    held = InspectionRound.objects.get(name="Kiểm tra văn hóa công sở cuối năm")
    assert (held.state, held.inspections.count()) == ("open", 1)

    inspector = desk("kiemtra", way)
    with inspector.at_most(6):
        inspector.tile("Visits of rounds under way")
        visit(inspector)
    made = Inspection.objects.get(inspection_round=held)
    findings = Finding.objects.filter(result__inspection=made)
    assert (made.state, made.visited_on, findings.count()) == ("closed", timezone.localdate(), 2)

    with inspector.at_most(3):
        inspector.tile("Findings remedied, to be checked")
        inspector.step("Confirm the remedy")
    assert not Finding.objects.filter(state="remedied").exists()


def visit(inspector: Desk) -> None:
    """The checklist on the spot: all met but two items, which become findings with their remedy and last day."""
    inspector.link("Begin the inspection")
    inspector.button("Begin the inspection")
    items = inspector.content.get_by_role("article")
    for place, item in enumerate(items.all()):
        counted = item.get_by_label("Counted", exact=True)
        if counted.count():
            inspector.type(counted, "10")
            inspector.type(item.get_by_label("of them comply", exact=True), "10")
        else:
            inspector.mark(item, "not met" if place < 2 else "met")
        if place < 2:
            inspector.type(item.get_by_label("Finding: what is to be done"), "Ban hành kế hoạch.")
            inspector.type(item.get_by_label("Due on"), in_days(14))
            inspector.type(item.get_by_label("Observation"), "Chưa có kế hoạch.")
    inspector.button("Save and go on to closing")
    for label, said in (("Begun at", "08:00"), ("Ended at", "10:30"), ("Place", "Phòng họp số 1")):
        inspector.type(inspector.content.get_by_label(label), said)
    inspector.type(inspector.content.get_by_label("Opinion of the unit"), "Đơn vị không có ý kiến khác.")
    inspector.type(inspector.content.get_by_label("Conclusion of the team"), "Đơn vị cần bổ sung kế hoạch.")
    inspector.choose("Signs for the unit", "Ngô Văn Mẫu Năm")
    inspector.tick(inspector.content.get_by_role("radio", name="read aloud, agreed and signed by all"))
    inspector.button("Close the inspection")


@ways
def test_6_the_figures_of_the_month_and_a_correction(desk, way):
    clerk = desk("canbo", way)
    with clerk.at_most(5):
        clerk.link("Figures")
        clerk.add("Returns of case files")
        clerk.fill(Newly_received="100", Resolved_early="90", Resolved_on_time="6", Resolved_overdue="0")
        clerk.fill(Returned="0", In_progress_at_the_end="10")
        clerk.button("Save and continue editing")
        clerk.step("Confirm")
    made = CaseFileReturn.objects.latest("pk")
    assert (made.state, made.new) == ("confirmed", 100)
    with clerk.at_most(2):
        clerk.link(str(made))
        clerk.fill(
            Newly_received="101", In_progress_at_the_end="11", Reason_for_the_correction="Sót một hồ sơ"
        )
        clerk.button("Save")
    made.refresh_from_db()
    assert (made.new, made.in_progress) == (101, 11)


@pytest.fixture
def gathering(office) -> NominationRound:
    """The round that gathers; the dossier of the other unit is checked already, and its council may sit today."""
    held = NominationRound.objects.get(state="gathering")
    other = held.dossiers.get(state="under_review")
    dossiers.WORKFLOW.perform("accept", obj=other, by=User.objects.get(username="canbo"))
    return held


@ways
def test_7_from_the_dossier_to_the_certificates(desk, way, gathering):
    contact, clerk, secretary, leader = (desk(name, way) for name in ("donvi", "canbo", "thuky", "lanhdao"))
    contact.go_home().tile("Dossiers being written")
    contact.press_step("Submit")
    for upload in contact.page.get_by_role("dialog").locator("input[type=file]").all():
        contact.give_file(upload)
    contact.confirm("Submit")
    presses = clerk.go_home().clicks
    clerk.tile("Dossiers submitted, to be reviewed")
    clerk.step("Pass all on to the council")
    clerk.step("Put up to those who decide")
    presses += clerk.clicks

    secretary.go_home().tile("Sessions of councils to be opened")
    secretary.press_step("Open the session")
    for box in secretary.page.get_by_role("dialog").get_by_role("checkbox").all():
        secretary.tick(box)
    secretary.confirm("Open the session")
    for row in secretary.content.get_by_role("table").get_by_role("row").all():
        votes = row.get_by_role("spinbutton", name=re.compile(": in favour$"))
        if votes.count():
            secretary.type(votes, row.get_by_role("cell").first.inner_text())
    secretary.button("Keep and go on to the conclusion")
    for label, value in (("Begun at", "08:00"), ("Ended at", "10:00"), ("Place", "Phòng họp số 1")):
        secretary.type(secretary.content.get_by_label(label), value)
    secretary.button("Conclude the session")
    secretary.confirm("Issue the minutes")

    clerk.go_home().tile("Nomination rounds without a decision")
    clerk.button("Draft the decision with those agreed")
    clerk.step("Send to review")
    presses += clerk.clicks
    leader.go_home().tile("Decisions on awards to approve")
    leader.confirm("Approve")
    clerk.go_home().tile("Decisions on awards approved, to be issued")
    clerk.confirm("Issue")
    clerk.link("Print certificates")
    clerk.button("Print certificates")
    printed = clerk.content.get_by_role("link", name="Download PDF").first
    with clerk.page.expect_download() as started:
        clerk.press(printed, leads_on=False)
    assert "Ngô Văn Mẫu Năm" in words_of(Path(started.value.path()).read_bytes())
    clerk.clicks += presses
    assert_presses(25, contact, secretary, leader, clerk)


def let_warnings_stand() -> None:
    """The warnings of the preflight were acknowledged while the report was written, each with its reason."""
    report = Report.objects.get(kind="interim")
    for issue in list(preflight_result(report).waiting):
        acknowledge(report=report, issue=issue, by=User.objects.get(username="canbo"), reason="Đã đối chiếu.")


@ways
def test_8_a_section_written_and_the_report_issued(desk, way):
    contact, clerk, leader = (desk(name, way) for name in ("donvi", "canbo", "lanhdao"))
    contact.go_home().tile("Sections of reports to write")
    contact.type(contact.content.get_by_role("textbox").first, "Đã ứng dụng chữ ký số trong toàn cơ quan.")
    contact.button("Save and deliver")
    assert "The section is delivered." in contact.said()

    clerk.go_home().tile("Reports with every section delivered, to be sent to review")
    clerk.question("Send to review").wait_for()
    read_first = clerk.page.get_by_role("dialog").get_by_role("link", name=re.compile("^Read the paper"))
    assert clerk.page.request.get(read_first.get_attribute("href")).body().startswith(b"%PDF")
    clerk.confirm("Send to review")
    presses = clerk.clicks
    leader.go_home().tile("Reports to approve")
    leader.confirm("Approve")
    let_warnings_stand()
    clerk.go_home().tile("Reports approved, to be issued")
    clerk.confirm("Issue")
    assert Report.objects.get(kind="interim").state == "issued"
    clerk.clicks += presses
    assert_presses(8, contact, clerk, leader)


@ways
def test_9_the_newest_report_and_the_figures_of_its_period(desk, way):
    leader = desk("lanhdao", way)
    with leader.at_most(1):
        assert "Figures from 01/01/2021 to 31/12/2021" in leader.text()
        assert "case files were resolved in this period" in leader.text()
        newest = leader.content.get_by_role("link", name="PDF of: ").first
        assert "năm 2021" in newest.get_attribute("aria-label")
        with leader.page.expect_download() as started:
            leader.press(newest, leads_on=False)
        assert Path(started.value.path()).read_bytes().startswith(b"%PDF")


@ways
def test_10_a_colleague_who_can_sign_in(desk, way):
    keeper = desk("quantri", way)
    with keeper.at_most(4):
        keeper.link("Settings")
        keeper.add("Accounts")
        keeper.fill(Full_name="Quàng Thị Mới")
        keeper.choose("Keeps the records of", "Trung tâm Thông tin")
        keeper.tick(keeper.content.get_by_role("checkbox", name=re.compile("Đầu mối đơn vị")))
        keeper.button("Save")
    assert "Code for one sign-in" in keeper.text()
    made = User.objects.get(full_name="Quàng Thị Mới")
    assert (made.is_active, str(made.unit), made.groups.count()) == (True, "Trung tâm Thông tin", 1)
