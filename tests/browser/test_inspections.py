"""The whole life of a round in a browser, by an inspector and a unit's contact, from its opening to the report."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from office_culture.actions import checklists, inspections
from office_culture.actions.findings import open_finding
from office_culture.actions.results import save_results
from office_culture.actions.versions import next_version
from office_culture.models import Finding, Inspection, InspectionRound
from office_culture.project import roles
from office_culture.rules.facts import FactScope
from office_culture.selectors.inspection_facts import inspection_facts
from tests.browser import steps
from tests.browser.test_pages import LOOKS, in_looks_of
from tests.factories.inspections import InspectionRoundFactory, TeamMemberFactory
from tests.factories.office import PersonFactory, UnitFactory, UserFactory
from tests.office_culture.files.examples import picture
from tests.office_culture.inspections.making import TOLD, VISIT, a_version, at_work, every, keys
from tests.papers.reading import read

pytestmark = pytest.mark.browser


@pytest.fixture
def office(live_server):
    return UnitFactory(
        name="Văn phòng Thử nghiệm", kind="agency", code="VPTN", letterhead_name="VĂN PHÒNG", place="Thử"
    )


@pytest.fixture
def people(office):
    """Who keeps the rounds, who inspects, and the inspected unit's contact."""
    roles.set_up()
    unit = UnitFactory(name="Phòng A", parent=office)

    def account(username, name, slug, at):
        user = UserFactory(username=username, full_name=name, unit=at)
        user.groups.add(Group.objects.get(name=roles.named(slug).name))
        return user

    return {
        "unit": unit,
        "officer": account("canbo", "Đỗ Thị Giữ", "records_officer", office),
        "inspector": account("kiemtra", "Ân Thị Kiểm", "inspector", office),
        "contact": account("donvi", "Ngô Văn Mối", "unit_contact", unit),
    }


@pytest.fixture
def planned(office, people):
    """A round planned for one unit, with the proposed checklist of 40 items."""
    by = people["officer"]
    version = checklists.load_checklist(source=checklists.shipped()["van-hoa-cong-so"], by=by)
    version = checklists.WORKFLOW.perform("use", obj=version, by=by)
    today = timezone.localdate()
    held = InspectionRoundFactory(
        name="Kiểm tra văn hóa công sở",
        unit=office,
        year=today.year,
        start=today,
        end=today,
        checklist_version=version,
    )
    TeamMemberFactory(
        inspection_round=held, role="head", person__full_name="Trần Thị Trưởng", person__unit=office
    )
    Inspection(inspection_round=held, unit=people["unit"]).save()
    return held


def step(page, name):
    """Takes a step of a life cycle: its button, then the confirmation."""
    steps.take(page, name)


def choose(page, code, result, unit=False):
    """Chooses a result with the mouse."""
    item = page.locator("article.item", has=page.locator(f'.item-code:text-is("{code}")'))
    side = ".item-unit" if unit else ".item-team"
    item.locator(f"{side} input.choice-{result} + label").click()
    return item


def save(page):
    with page.expect_navigation():
        page.locator("[data-save]").click()


def test_a_round_from_its_opening_to_the_report(open_pages, people, planned):
    inspection = planned.inspections.get()
    # What the minutes say besides: the page of the visit has fields for it, which other tests fill in.
    inspection.represented_by = PersonFactory(unit=inspection.unit)
    for name, value in TOLD.items():
        setattr(inspection, name, value)
    inspection.save()
    round_page = reverse("admin:office_culture_inspectionround_change", args=[planned.pk])
    record = reverse("admin:office_culture_inspection_change", args=[inspection.pk])
    form = reverse("admin:office_culture_inspection_form", args=[inspection.pk])

    desk = open_pages(user=people["officer"])
    desk.visit(round_page)
    step(desk.page, "open")
    assert InspectionRound.objects.get().state == "open"

    team = open_pages(user=people["inspector"], width=390)
    team.visit(record)
    step(team.page, "ask")

    unit = open_pages(user=people["contact"])
    unit.visit(form)
    choose(unit.page, "A1", "met", unit=True)
    choose(unit.page, "A2", "partly", unit=True).locator("[id$=-unit_points]").fill("1,5")
    assert unit.page.locator("[data-checked]").inner_text() == "2"
    with unit.page.expect_navigation():
        unit.page.keyboard.press("Control+s")
    unit.look()
    assert unit.page.locator(".item-team input[type=radio]").count() == 0

    team.visit(record)
    step(team.page, "start")
    team.visit(form)
    visit(team, inspection)
    assert Inspection.objects.get().state == "closed"

    finding = Finding.objects.get()
    unit.visit(reverse("admin:office_culture_finding_change", args=[finding.pk]))
    steps.take(unit.page, "remedy", "Đã bổ sung kế hoạch.")
    assert settled(planned) == (1, 0)
    team.visit(reverse("admin:office_culture_finding_change", args=[finding.pk]))
    step(team.page, "verify")
    assert settled(planned) == (1, 1), "the report's facts follow"

    for page in ("result", "form"):
        team.visit(reverse(f"admin:office_culture_inspection_{page}", args=[inspection.pk]))
    team.visit(reverse("admin:office_culture_inspection_readiness", args=[inspection.unit_id]))
    team.visit(reverse("admin:office_culture_inspectionround_overview", args=[planned.pk]))
    minutes(team, inspection)
    problems = desk.problems + team.problems + unit.problems
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("language", LOOKS)
def test_every_page_in_every_look(language, open_pages, office, root):
    unit = UnitFactory(name="Phòng Tổ chức - Hành chính - Quản trị", parent=office)
    version = a_version(6, by=root, sampling=True, critical=True)
    closed = at_work(unit, by=root, version=version, name="Kiểm tra năm trước", start=VISIT, end=VISIT)
    rows = every(closed)
    rows |= {keys(closed)[0]: {"counted": 9, "compliant": 7}, keys(closed)[1]: {"result": "failed"}}
    saved = save_results(inspection=closed, rows=rows, by=root, opened_version=closed.version)
    result = closed.results.get(pk=keys(closed)[1])
    open_finding(result=result, content="Bảng tên mờ.", remedy="Thay bảng.", due_on=VISIT, by=root)
    inspections.workflow.perform("close", obj=saved, by=root)
    now = at_work(unit, by=root, version=version)
    draft = next_version(version=version, by=root)
    watched = in_looks_of(language, open_pages, user=root)
    for page, args in (
        ("inspection_form", [closed.pk]),
        ("inspection_form", [now.pk]),
        ("inspection_result", [closed.pk]),
        ("inspection_step", [now.pk, "close"]),
        ("inspection_finding", [closed.pk, result.pk]),
        ("inspection_readiness", [unit.pk]),
        ("inspectionround_overview", [now.inspection_round_id]),
        ("checklistversion_compare", [draft.pk]),
        ("checklistversion_next", [draft.pk]),
    ):
        watched.visit(reverse(f"admin:office_culture_{page}", args=args))
    assert not watched.problems, "\n".join(watched.problems)


def visit(team, inspection):
    """The visit on a phone: most of it by keyboard, a photograph, a finding, and the closing that first refuses."""
    page = team.page
    today = timezone.localdate().strftime("%d/%m/%Y")
    if not page.locator("#visit[open]").count():
        page.locator("#visit summary").click()
    page.fill("[name=visited_on]", today)
    page.fill("[name=conclusion]", "Đơn vị cần bổ sung kế hoạch.")
    first = choose(page, "A1", "failed")
    first.locator("input[type=file]").set_input_files(
        [{"name": "anh-chup.png", "mimeType": "image/png", "buffer": picture("PNG")}]
    )
    first.locator("textarea").fill("Chưa có kế hoạch năm.")
    choose(page, "A2", "not_applicable")
    save(page)
    assert page.locator(".item-faulty .errorlist").count() == 1, "the reason is missing, and only that"
    assert page.locator("[name=conclusion]").input_value() == "Đơn vị cần bổ sung kế hoạch."
    assert page.get_by_role("link", name="anh-chup.png").count() == 1, "the photograph is kept all the same"
    page.locator(".item-faulty .if-reason input").fill("Đơn vị mới thành lập.")
    save(page)
    team.look()

    item = page.locator("article.item", has=page.locator('.item-code:text-is("A1")'))
    with page.expect_navigation():
        item.locator("button.if-faulty").click()
    page.fill("[name=content]", "Chưa có kế hoạch năm.")
    page.fill("[name=remedy]", "Ban hành kế hoạch.")
    page.fill("[name=due_on]", (timezone.localdate() + datetime.timedelta(days=14)).strftime("%d/%m/%Y"))
    team.look()
    with page.expect_navigation():
        page.locator("form .submit-row input.default").click()
    assert page.url.endswith(f"#item-{Finding.objects.get().result_id}")

    with_keyboard(page)
    with page.expect_navigation():
        page.locator('button[value="close"]').click()
    team.look()
    with page.expect_navigation():
        page.locator('.step-form a[href*="/form/#item-"]').first.click()
    for sample in page.locator(".if-sample").all():
        sample.locator("[data-counted]").fill("10")
        sample.locator("[data-compliant]").fill("9")
    assert page.locator("[data-checked]").inner_text() == "40"
    assert page.locator("[data-next]").is_hidden()
    with page.expect_navigation():
        page.locator('button[value="close"]').click()
    with page.expect_navigation():
        page.locator("form .submit-row input.default").click()


def with_keyboard(page):
    """Every other item without a mouse: on to the next one, then one arrow key from “not checked” round to “met”."""
    samples = page.locator(".if-sample").count()
    done = page.locator("[data-checked]")
    for _ in range(2 * 40):
        if done.inner_text() == str(40 - samples):
            return
        page.locator("[data-next]").focus()
        page.keyboard.press("Enter")
        # Samples are counted later; the next press leads on from there.
        if not page.evaluate("document.activeElement.matches('[data-counted]')"):
            page.keyboard.press("ArrowRight")
    raise AssertionError(f"{done.inner_text()} of {40 - samples} items were reached by keyboard")


def settled(planned):
    """Findings, and those verified, as the report would tell them today."""
    today = timezone.localdate()
    scope = FactScope(planned.unit_id, planned.unit.path, today, today, today)
    found = inspection_facts(scope).findings
    return len(found.total), len(found.settled)


def minutes(team, inspection):
    """The paper that the browser downloads carries both signatures, side by side."""
    address = reverse("admin:office_culture_inspection_minutes", args=[inspection.pk])
    content = team.page.request.get(address).body()
    assert content.startswith(b"%PDF")
    pages = read(content)
    said = " ".join(" ".join(page.text.split()) for page in pages)
    assert "Chưa có kế hoạch năm." in said
    assert "Kết luận".upper() in said
    left, right = pages[-1].find("ĐẠI DIỆN ĐƠN VỊ"), pages[-1].find("TM. TỔ KIỂM TRA")
    assert left.top == pytest.approx(right.top, abs=1)
    assert left.x1 < right.x0
    assert pages[-1].find("Trần Thị Trưởng").top > right.top
