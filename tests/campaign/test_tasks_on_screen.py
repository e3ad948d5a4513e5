"""Plans and tasks through their admin pages: what is refused at the field, who may write what."""

import datetime

import pytest
from django.urls import reverse

from campaign.models import Plan, Requirement, Task
from tests.factories.campaign import CampaignFactory
from tests.factories.documents import DocumentFactory, DocumentRelationFactory
from tests.factories.plans import (
    PlanFactory,
    RequirementFactory,
    TaskFactory,
    TaskFileFactory,
    TaskPartnerFactory,
)

pytestmark = pytest.mark.django_db

ADD = "admin:campaign_task_add"
CHANGE = "admin:campaign_task_change"
NO_ROWS = {
    f"{prefix}-{name}": "0"
    for prefix in ("partners", "files", "reminders")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


@pytest.fixture
def plan(office):
    return PlanFactory(unit=office)


def typed(plan, unit, **changes) -> dict[str, str]:
    return {
        "plan": str(plan.pk),
        "content": "Ban hành quy chế văn hóa công sở",
        "requirement": "",
        "position": "1",
        "lead_unit": str(unit.pk),
        "start": "10/01/2022",
        "due": "30/06/2022",
        "product": "Quyết định",
        **NO_ROWS,
    } | changes


def errors_of(page, field: str) -> str:
    return " ".join(page.context["adminform"].form.errors.get(field, []))


def partners(*units) -> dict[str, str]:
    return {"partners-TOTAL_FORMS": str(len(units))} | {
        f"partners-{number}-unit": str(unit.pk) for number, unit in enumerate(units)
    }


def test_keeps_the_first_day(screen, plan, unit_a, unit_b):
    page = screen.post(reverse(ADD), typed(plan, unit_a) | partners(unit_b))
    assert page.status_code == 302
    task = Task.objects.get()
    assert (task.first_due, task.due, task.state) == (
        datetime.date(2022, 6, 30),
        datetime.date(2022, 6, 30),
        "planned",
    )
    assert [partner.unit for partner in task.partners.all()] == [unit_b]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("due", "09/01/2022", "The end lies before the start"),
        ("due", "31/06/2022", "There is no day"),
        ("due", "30/6/0219", "Did you mean 30/06/2019?"),
        ("content", "", "required"),
        ("lead_unit", "999999", "valid choice"),
    ],
)
def test_says_what_is_wrong_at_the_field(screen, plan, unit_a, field, value, sentence):
    page = screen.post(reverse(ADD), typed(plan, unit_a, **{field: value}))
    assert sentence in errors_of(page, field)
    assert not Task.objects.exists()
    assert "Quyết định" in page.content.decode()


def test_the_lead_unit_does_not_help_itself(screen, plan, unit_a):
    page = screen.post(reverse(ADD), typed(plan, unit_a) | partners(unit_a))
    assert "leads this task; choose another unit" in page.content.decode()
    assert not Task.objects.exists()


def test_a_helper_does_not_become_the_lead_unit_unnoticed(screen, plan, unit_a, unit_b):
    task = TaskFactory(plan=plan, lead_unit=unit_a)
    TaskPartnerFactory(task=task, unit=unit_b)
    task.lead_unit = unit_b
    page = screen.post(reverse(CHANGE, args=[task.pk]), typed(plan, unit_b, content=task.content))
    assert "Take it out there and save" in errors_of(page, "lead_unit")


def test_the_same_task_twice_is_told(screen, plan, unit_a):
    screen.post(reverse(ADD), typed(plan, unit_a))
    again = screen.post(reverse(ADD), typed(plan, unit_a))
    assert "already" in errors_of(again, "content")


def test_nobody_finishes_a_task_tomorrow(screen, plan, unit_a):
    task = TaskFactory(plan=plan, lead_unit=unit_a)
    ahead = typed(plan, unit_a, content=task.content, done_on="31/12/2027", result="xong")
    assert "lies ahead" in errors_of(screen.post(reverse(CHANGE, args=[task.pk]), ahead), "done_on")


def test_tells_who_acts_next(screen, plan, unit_a, office):
    for state, told in (
        ("planned", "Acts next: Phòng A."),
        ("returned", "Acts next: Phòng A."),
        ("reported", "Acts next: those who steer the plan (Văn phòng Thử nghiệm)."),
        ("accepted", ""),
    ):
        task = TaskFactory(
            plan=plan, lead_unit=unit_a, state=state, state_reason="x", done_on=datetime.date(2022, 6, 1)
        )
        page = screen.get(reverse(CHANGE, args=[task.pk])).content.decode()
        assert told in page if told else "Acts next" not in page
    listed = screen.get(reverse("admin:campaign_task_changelist")).content.decode()
    assert listed.count("those who steer the plan (Văn phòng Thử nghiệm)") == 1


def test_the_product_is_a_registered_document_or_a_file(contact_a, signed_in, screen, plan, unit_a):
    task = TaskFactory(plan=plan, lead_unit=unit_a, product="Quyết định", state="in_progress")
    product = DocumentFactory(symbol="60/QĐ-VPTN")
    lead = signed_in(contact_a)
    posted = typed(plan, unit_a, result="Đã ban hành.", product_document=str(product.pk))
    assert lead.post(reverse(CHANGE, args=[task.pk]), posted).status_code == 302
    task.refresh_from_db()
    assert task.product_document == product
    Task.objects.filter(pk=task.pk).update(state="reported", done_on=datetime.date(2022, 6, 1))
    assert "60/QĐ-VPTN" in screen.get(reverse(CHANGE, args=[task.pk])).content.decode()
    task.refresh_from_db()
    assert not [line for line in task.warnings() if "required product" in line]
    task.product_document = None
    assert [line for line in task.warnings() if "Quyết định, is neither attached" in line]
    TaskFileFactory(task=task)
    assert not [line for line in task.warnings() if "required product" in line]


def test_a_forged_form_moves_neither_state_nor_last_day(screen, plan, unit_a):
    task = TaskFactory(plan=plan, lead_unit=unit_a)
    forged = typed(plan, unit_a, content="Nội dung mới", due="31/12/2022", state="accepted")
    assert screen.post(reverse(CHANGE, args=[task.pk]), forged).status_code == 302
    task.refresh_from_db()
    assert (task.content, task.state, task.due) == ("Nội dung mới", "planned", datetime.date(2022, 6, 30))


def test_the_lead_unit_writes_the_result_and_nothing_else(contact_a, signed_in, plan, unit_a, unit_b):
    task = TaskFactory(plan=plan, lead_unit=unit_a)
    lead = signed_in(contact_a)
    posted = typed(plan, unit_a, content="Việc nhẹ hơn", result="Đã ban hành.", done_on="20/06/2022")
    assert lead.post(reverse(CHANGE, args=[task.pk]), posted | partners(unit_b)).status_code == 302
    task.refresh_from_db()
    assert (task.result, task.done_on) == ("Đã ban hành.", datetime.date(2022, 6, 20))
    assert task.content != "Việc nhẹ hơn"
    assert not task.partners.exists()


def test_a_unit_that_helps_reads_the_task_only(contact_a, signed_in, plan, unit_a, unit_b):
    task = TaskFactory(plan=plan, lead_unit=unit_b)
    TaskPartnerFactory(task=task, unit=unit_a)
    browser = signed_in(contact_a)
    page = browser.get(reverse(CHANGE, args=[task.pk]))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert browser.post(reverse(CHANGE, args=[task.pk]), typed(plan, unit_b)).status_code == 403


def test_a_unit_adds_no_task_to_a_plan_above_it(contact_a, signed_in, plan, unit_a):
    browser = signed_in(contact_a)
    browser.cookies["django_language"] = "en"
    page = browser.post(reverse(ADD), typed(plan, unit_a))
    assert "valid choice" in errors_of(page, "plan")
    own = PlanFactory(unit=unit_a)
    assert browser.post(reverse(ADD), typed(own, unit_a)).status_code == 302


class TestPlans:
    def post(self, screen, document, office, **changes):
        data = {
            "document": str(document.pk),
            "title": "",
            "unit": str(office.pk),
            "campaign": str(CampaignFactory(office=office).pk),
            "period_start": "14/08/2019",
            "period_end": "31/12/2025",
        }
        return screen.post(reverse("admin:campaign_plan_add"), data | changes)

    def test_takes_its_name_from_the_document(self, screen, office):
        document = DocumentFactory(symbol="29/KH-VPTN")
        page = self.post(screen, document, office)
        assert page.status_code == 302
        plan = Plan.objects.get()
        assert plan.title == "29/KH-VPTN – tổ chức thực hiện phong trào thi đua"
        shown = screen.get(reverse("admin:campaign_plan_change", args=[plan.pk])).content.decode()
        assert "has no relation to a document that it implements" in shown

    def test_shows_what_its_document_implements(self, screen, office):
        relation = DocumentRelationFactory()
        plan = PlanFactory(document=relation.document, unit=office)
        page = screen.get(reverse("admin:campaign_plan_change", args=[plan.pk])).content.decode()
        assert relation.target.symbol in page
        assert not plan.warnings()

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"period_end": "13/08/2019"}, "period_end", "before the start"),
            ({"period_start": "14/8/0219"}, "period_start", "Did you mean 14/08/2019?"),
        ],
    )
    def test_refuses_impossible_periods(self, screen, office, changes, field, sentence):
        page = self.post(screen, DocumentFactory(), office, **changes)
        assert sentence in errors_of(page, field)

    def test_is_our_own_document_and_only_once(self, screen, office):
        above = DocumentFactory(origin="above", issuer="UBND tỉnh")
        assert "not a document of our own" in errors_of(self.post(screen, above, office), "document")
        own = PlanFactory(unit=office)
        assert "already" in errors_of(self.post(screen, own.document, office), "document")

    def test_a_plan_above_is_read_and_not_changed(self, contact_a, signed_in, office, unit_b):
        above, beside = PlanFactory(unit=office), PlanFactory(unit=unit_b)
        browser = signed_in(contact_a)
        page = browser.get(reverse("admin:campaign_plan_change", args=[above.pk]))
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
        assert browser.get(reverse("admin:campaign_plan_change", args=[beside.pk])).status_code == 302
        assert set(Plan.objects.visible_to(contact_a)) == {above}
        assert not Plan.objects.editable_by(contact_a).exists()


def test_requirements_do_not_pass_each_other_on_in_a_circle(screen):
    far = RequirementFactory()
    near = RequirementFactory(passes_on=far)
    data = {
        "document": str(far.document.pk),
        "part": "",
        "position": "0",
        "text": far.text,
        "due": "",
        "passes_on": str(near.pk),
    }
    page = screen.post(reverse("admin:campaign_requirement_change", args=[far.pk]), data)
    assert "close a circle" in errors_of(page, "passes_on")
    itself = screen.post(
        reverse("admin:campaign_requirement_change", args=[far.pk]), data | {"passes_on": str(far.pk)}
    )
    assert errors_of(itself, "passes_on")
    assert Requirement.objects.get(pk=far.pk).passes_on is None
