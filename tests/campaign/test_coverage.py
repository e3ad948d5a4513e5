"""Requirement from above → plan → tasks → done or not, on data with gaps."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign.selectors.coverage import CoverageVerdict, coverage
from office_culture.models import DocumentRelation
from tests.answers import assert_refused, assert_sent_to_sign_in, assert_whole_page
from tests.factories.documents import DocumentFactory
from tests.factories.plans import PlanFactory, RequirementFactory, TaskFactory, TaskPartnerFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2022, 6, 1)
PAGE = "admin:campaign_requirement_coverage"


def implements(document, target):
    DocumentRelation(document=document, kind="implements", target=target).save()


@pytest.fixture
def chain(office):
    """National decision → provincial plan → our plan; ours names both."""
    nation = DocumentFactory(
        symbol="733/QĐ-TTg", date=datetime.date(2019, 6, 14), issuer="TTg", origin="above", use="directive"
    )
    province = DocumentFactory(
        symbol="179/KH-UBND", date=datetime.date(2019, 8, 2), issuer="UBND", origin="above", use="directive"
    )
    own = DocumentFactory(symbol="29/KH-VPTN", date=datetime.date(2019, 8, 14))
    implements(province, nation)
    implements(own, province)
    implements(own, nation)
    return nation, province, PlanFactory(document=own, unit=office)


def verdicts(user) -> dict[str, CoverageVerdict]:
    found = coverage(user, today=TODAY)
    return {
        covered.requirement.text: covered.verdict
        for directive in found.directives
        for covered in directive.requirements
    }


def test_leads_from_the_highest_directive_to_our_plan_by_its_longest_way(chain, officer):
    nation, province, _plan = chain
    RequirementFactory(document=nation)
    RequirementFactory(document=province)
    first, second = coverage(officer, today=TODAY).directives
    assert [[document.symbol for document in way] for way in first.ways] == [
        ["733/QĐ-TTg", "179/KH-UBND", "29/KH-VPTN"]
    ]
    assert [[document.symbol for document in way] for way in second.ways] == [["179/KH-UBND", "29/KH-VPTN"]]


def test_what_covers_the_nearer_requirement_covers_the_higher_one(chain, officer, unit_a):
    nation, province, plan = chain
    high = RequirementFactory(document=nation)
    middle = RequirementFactory(document=province, passes_on=high)
    near = RequirementFactory(document=DocumentFactory(origin="above", issuer="Sở"), passes_on=middle)
    task = TaskFactory(plan=plan, requirement=near, lead_unit=unit_a, due=TODAY)
    found = coverage(officer, today=TODAY)
    (covered,) = found.directives[0].requirements
    assert covered.requirement == high
    assert [met.task for met in covered.tasks] == [task]
    assert covered.through == (middle, near)
    assert covered.plans == (plan,)
    assert set(verdicts(officer).values()) == {CoverageVerdict.OPEN}


def test_tells_gaps_from_what_is_under_way_late_or_done(chain, officer, unit_a):
    nation, _province, plan = chain
    texts = {name: RequirementFactory(document=nation, text=f"Yêu cầu {name}") for name in CoverageVerdict}
    only_cancelled = RequirementFactory(document=nation, text="Yêu cầu đã hủy việc")

    def task(requirement, **fields):
        TaskFactory(plan=plan, requirement=requirement, lead_unit=unit_a, **fields)

    task(only_cancelled, state="cancelled", state_reason="thôi")
    task(texts[CoverageVerdict.DONE], state="accepted", done_on=TODAY)
    task(texts[CoverageVerdict.OPEN], state="accepted", done_on=TODAY)
    task(texts[CoverageVerdict.OPEN], state="reported", done_on=TODAY)
    task(texts[CoverageVerdict.OVERDUE], due=datetime.date(2022, 5, 31))
    task(texts[CoverageVerdict.OVERDUE], state="accepted", done_on=TODAY)
    expected = {f"Yêu cầu {name}": name for name in CoverageVerdict} | {
        only_cancelled.text: CoverageVerdict.GAP
    }
    assert verdicts(officer) == expected
    found = coverage(officer, today=TODAY)
    assert {name: found.count(name) for name in CoverageVerdict} == {
        "gap": 2,
        "overdue": 1,
        "open": 1,
        "done": 1,
    }
    assert found.directives[0].gaps == 2


def test_shows_it_all_on_one_page(chain, screen, unit_a):
    nation, province, plan = chain
    gap = RequirementFactory(document=nation, text="Tập huấn <b>giao tiếp</b>")
    met = RequirementFactory(document=province, text="Ban hành quy chế")
    TaskFactory(plan=plan, requirement=met, lead_unit=unit_a, content="Soạn quy chế", due=TODAY)
    page = screen.get(reverse(PAGE)).content.decode()
    assert "Tập huấn &lt;b&gt;giao tiếp&lt;/b&gt;" in page
    assert "No task of any plan meets this requirement." in page
    assert f"?requirement={gap.pk}" in page
    assert "Soạn quy chế" in page
    assert " style=" not in page
    only = screen.get(reverse(PAGE), {"document": province.pk}).content.decode()
    assert gap.text not in only
    assert "Soạn quy chế" in only
    for nonsense in ("x", "-1", "9" * 30, "²"):
        assert screen.get(reverse(PAGE), {"document": nonsense}).status_code == 200


def test_names_what_leads_nowhere(screen):
    alone = RequirementFactory().document
    unread = DocumentFactory(origin="above", use="directive", issuer="Bộ", symbol="9/CT-BNV")
    page = screen.get(reverse(PAGE)).content.decode()
    assert "No plan of ours implements this document" in page
    assert alone.symbol in page
    assert "Directives whose requirements are not recorded yet" in page
    assert unread.symbol in page


def test_tells_no_unit_of_the_tasks_of_others(chain, contact_a, signed_in, unit_a, unit_b):
    nation, _province, plan = chain
    requirement = RequirementFactory(document=nation)
    TaskFactory(plan=plan, requirement=requirement, lead_unit=unit_b, content="Việc kín của phòng B")
    browser = signed_in(contact_a)
    browser.cookies["django_language"] = "en"
    page = browser.get(reverse(PAGE)).content.decode()
    assert "Việc kín của phòng B" not in page
    assert "Only tasks that your account may see are counted here" in page
    shared = TaskFactory(plan=plan, requirement=requirement, lead_unit=unit_b, content="Việc chung")
    TaskPartnerFactory(task=shared, unit=unit_a)
    assert "Việc chung" in browser.get(reverse(PAGE)).content.decode()


def test_asks_for_every_right_it_shows(signed_in, unit_a, client):
    from django.contrib.auth.models import Permission

    from tests.factories.office import UserFactory

    user = UserFactory(unit=unit_a)
    user.user_permissions.set(Permission.objects.filter(codename__in=("view_requirement", "view_plan")))
    assert_refused(signed_in(user).get(reverse(PAGE)))
    assert_sent_to_sign_in(client.get(reverse(PAGE)))
    assert signed_in(user).post(reverse(PAGE)).status_code in {403, 405}


def statements(browser, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "name", ["campaign_requirement_coverage", "campaign_task_calendar", "campaign_pledge_promises"]
)
def test_pages_cost_the_same_for_one_and_for_thirty(name, chain, screen, office):
    from tests.factories.plans import PledgeTargetFactory, TitleRegistrationFactory

    nation, _province, _plan = chain
    year = datetime.date.today().year  # noqa: DTZ011 - the page opens on the present year

    def more(rows: int) -> None:
        for _ in range(rows):
            requirement = RequirementFactory(document=nation)
            plan = PlanFactory(unit=office)
            TaskFactory(plan=plan, requirement=requirement, lead_unit=office, due=datetime.date(year, 6, 30))
            PledgeTargetFactory(pledge__unit__parent=office)
            TitleRegistrationFactory(person__unit__parent=office)

    address = reverse(f"admin:{name}")
    more(1)
    statements(screen, address)
    one = statements(screen, address)
    more(29)
    assert statements(screen, address) == one
    assert one <= 15


class TestCalendar:
    ADDRESS = "admin:campaign_task_calendar"

    def test_puts_each_task_into_the_month_in_which_it_falls_due(self, screen, office):
        plan = PlanFactory(unit=office)
        TaskFactory(
            plan=plan,
            lead_unit=office,
            content="Cuối tháng hai",
            due=datetime.date(2024, 2, 29),
            milestone=True,
        )
        TaskFactory(plan=plan, lead_unit=office, content="Cuối năm", due=datetime.date(2024, 12, 31))
        TaskFactory(plan=plan, lead_unit=office, content="Năm khác", due=datetime.date(2023, 12, 31))
        page = screen.get(reverse(self.ADDRESS), {"year": 2024})
        months = page.context["found"].months
        assert [[due.task.content for due in month.due] for month in months if month.due] == [
            ["Cuối tháng hai"],
            ["Cuối năm"],
        ]
        assert [month.running for month in months] == [2, *[1] * 10, 0]
        body = page.content.decode()
        assert "Năm khác" not in body
        assert "milestone" in body
        assert 'datetime="2024-02-29"' in body
        assert " style=" not in body

    def test_shows_one_unit_alone_and_no_cancelled_task(self, screen, office, unit_a):
        TaskFactory(lead_unit=office, content="Việc của Văn phòng", plan__unit=office)
        TaskFactory(lead_unit=unit_a, content="Việc của phòng A", plan__unit=office)
        TaskFactory(
            lead_unit=unit_a, content="Việc đã hủy", plan__unit=office, state="cancelled", state_reason="thôi"
        )
        page = screen.get(reverse(self.ADDRESS), {"year": 2022, "unit": unit_a.pk}).content.decode()
        assert "Việc của phòng A" in page
        assert "Việc của Văn phòng" not in page
        assert "Việc đã hủy" not in page

    def test_hides_the_tasks_of_others(self, contact_a, signed_in, unit_b):
        TaskFactory(lead_unit=unit_b, content="Việc kín của phòng B")
        page = signed_in(contact_a).get(reverse(self.ADDRESS), {"year": 2022, "unit": unit_b.pk})
        assert "Việc kín của phòng B" not in page.content.decode()
        assert unit_b not in page.context["found"].units

    @pytest.mark.parametrize("year", ["0", "1", "99999", "x", ""])
    def test_survives_any_year(self, screen, year):
        assert_whole_page(screen.get(reverse(self.ADDRESS), {"year": year}))
