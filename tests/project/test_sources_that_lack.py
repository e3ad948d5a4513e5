"""What a source does not say is saved without being invented, and is said, printed and counted as not known."""

import datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from awards.models import Impediment, ServiceLeave
from awards.models.terms import Verdict
from awards.rules.conditions import KINDS
from awards.rules.eligibility_facts import Block, Condition, Facts
from awards.sections.award_lists import list_with_prizes
from awards.selectors.award_papers import _line
from awards.selectors.eligibility import _innovation_fact as fact_of
from campaign.models import Innovation, TaskState
from campaign.sections.case_files import case_files_blocks
from campaign.sections.papers_of_plans import _tasks
from campaign.selectors.case_files import case_files
from campaign.selectors.innovations import innovations
from campaign.selectors.plan_papers import given_out, plan_facts
from campaign.selectors.tasks import task_overview
from office_culture.actions.results import save_results
from office_culture.models import Document, Finding
from office_culture.papers.blocks import plain
from office_culture.rules.figures import NOT_KNOWN
from office_culture.rules.parts import At
from office_culture.sections.minutes import minutes_blocks
from office_culture.sections.organisation import structure
from office_culture.selectors.documents import citation_of
from office_culture.selectors.minutes import minutes_facts
from office_culture.selectors.organisation import organisation
from office_culture.text.citations import Citations, full
from tests.answers import assert_saved, assert_whole_page
from tests.campaign.reading import scope_of, tables, words
from tests.factories.awards import AchievementFactory, ServiceLeaveFactory
from tests.factories.campaign import ReformRankFactory
from tests.factories.decisions import DecisionLineFactory, SubmissionLineFactory
from tests.factories.documents import DocumentFactory
from tests.factories.figures import LateFilesFactory
from tests.factories.innovations import EffectConfirmationFactory, InnovationFactory
from tests.factories.inspections import ChecklistItemFactory, ClauseFactory, FindingFactory
from tests.factories.office import PersonFactory, StaffingReturnFactory
from tests.factories.plans import TaskFactory
from tests.guards.test_duplicates import managed, posted, told
from tests.office_culture.inspections.making import at_work, keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(officer, signed_in):
    browser = signed_in(officer)
    browser.cookies["django_language"] = "en"
    return browser


DAY = datetime.date
CLEAN = Condition("clean", "")


def facts(**known) -> Facts:
    """What the records know of somebody who is put up for 2021."""
    return Facts(1, DAY(2021, 1, 1), DAY(2021, 12, 31), DAY(2022, 3, 1), **known)


# Each kind of record, and what its source may lack: emptied on its page, saved, listed.
LACKING = [
    (lambda: ServiceLeaveFactory(), ["begun_on"]),
    (lambda: AchievementFactory(), ["period_start", "period_end"]),
    (lambda: TaskFactory(), ["start"]),
    (lambda: FindingFactory(), ["found_on", "due_on", "remedy"]),
    (lambda: StaffingReturnFactory(), ["actual"]),
    (lambda: DocumentFactory(), ["issuer", "subject"]),
    (lambda: InnovationFactory(), ["year"]),
    (lambda: ReformRankFactory(), ["among"]),
    (lambda: EffectConfirmationFactory(), ["confirmed_by", "confirmed_on"]),
]


@pytest.mark.parametrize(("make", "lacked"), LACKING, ids=["-".join(lacked) for _make, lacked in LACKING])
def test_the_page_saves_what_the_source_says_and_nothing_else(make, lacked, superuser, signed_in):
    browser, row = signed_in(superuser), make()
    kind = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    address = reverse(f"{kind}_change", args=[row.pk])
    page = browser.get(address).context
    data = posted(page["adminform"].form, row) | managed(i.formset for i in page["inline_admin_formsets"])
    answer = browser.post(address, data | {"opened_version": row.version} | dict.fromkeys(lacked, ""))
    assert answer.status_code == 302, told(answer)
    row.refresh_from_db()
    # What the visit or a document tells is taken from there.
    assert [getattr(row, name) or None for name in lacked if name != "found_on"] == [None] * (
        len(lacked) - ("found_on" in lacked)
    )
    assert "None" not in "".join((str(row), *row.names_in_sheets()))
    assert_whole_page(browser.get(address))
    listed = browser.get(reverse(f"{kind}_changelist"), {"incomplete": "yes"})
    assert ">None<" not in listed.content.decode()


def test_leave_without_days_leaves_the_months_of_service_to_a_person(desk, office):
    person = PersonFactory(unit=office)
    typed = {
        "person": person.pk,
        "kind": "unpaid",
        "begun_on": "",
        "begun_in": "2021",
        "ended_on": "",
        "is_over": "on",
    }
    add = reverse("admin:awards_serviceleave_add")
    assert_saved(desk.post(add, typed))
    leave = ServiceLeave.objects.get()
    assert (leave.begun_on, leave.days_known, leave.perhaps_in(2021), leave.perhaps_in(2020)) == (
        None,
        False,
        True,
        False,
    )
    with override("en"):
        assert leave.span == "2021 – day not known"
    assert "in the list already" in told(desk.post(add, typed))
    assert "The last day is known" in told(desk.post(add, typed | {"ended_on": "31/12/2021"}))
    service = KINDS["service"]
    ten = Condition("service", "", least=10)
    assert service.judge(ten, facts(service_days=365))[0] == Verdict.MET
    assert service.judge(ten, facts(service_days=365, leaves_not_known=("ốm",)))[0] == Verdict.REVIEW
    assert service.judge(ten, facts(service_days=100, leaves_not_known=("ốm",)))[0] == Verdict.NOT_MET


def test_a_matter_without_its_first_day_blocks_while_it_is_open(desk, unit_a):
    typed = {"unit": unit_a.pk, "kind": "complaint", "reason": "", "begun_on": "", "ended_on": ""}
    add = reverse("admin:awards_impediment_add")
    assert_saved(desk.post(add, typed))
    assert "in the list already" in told(desk.post(add, typed))
    open_on = Impediment.objects.during(DAY(2022, 1, 1), DAY(2022, 1, 1))
    assert [matter.known_reason for matter in open_on]
    assert_saved(desk.post(add, typed | {"reason": "đã giải quyết", "is_over": "on"}))
    assert open_on.count() == 1


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        ({"begun_on": None, "ended_on": None}, Verdict.REVIEW),
        ({"begun_on": None, "ended_on": DAY(2021, 5, 1)}, Verdict.NOT_MET),
        ({"begun_on": None, "ended_on": DAY(2020, 5, 1)}, Verdict.MET),
        ({"begun_on": DAY(2020, 5, 1), "ended_on": None, "is_over": True}, Verdict.REVIEW),
        ({"begun_on": DAY(2021, 5, 1), "ended_on": None, "is_over": True}, Verdict.NOT_MET),
        ({"begun_on": DAY(2020, 5, 1), "ended_on": None}, Verdict.NOT_MET),
    ],
)
def test_a_discipline_counts_as_far_as_its_days_are_known(days, verdict):
    block = Block(reason="khiển trách", discipline=True, measure="reprimand", **days)
    assert KINDS["clean"].judge(CLEAN, facts(blocks=(block,)))[0] == verdict


def test_a_finding_needs_no_remedy_and_no_day(desk, unit_a, officer):
    inspection = at_work(unit_a, by=officer)
    row = keys(inspection)[0]
    save_results(
        inspection=inspection, rows={row: {"result": "failed"}}, by=officer, opened_version=inspection.version
    )
    address = reverse("admin:office_culture_inspection_finding", args=[inspection.pk, row])
    answer = desk.post(address, {"level": "shortcoming", "content": "Chưa niêm yết"})
    assert answer.status_code == 302, answer.context["form"].errors
    finding = Finding.objects.get()
    assert (finding.found_on, finding.due_on, finding.remedy) == (inspection.visited_on, None, "")
    assert not finding.is_overdue(DAY(2099, 1, 1))
    assert list(Finding.objects.overdue(DAY(2099, 1, 1))) == []
    inspection.refresh_from_db()
    (printed,) = minutes_facts(inspection).findings
    assert (printed.due_on, printed.remedy) == (None, "")
    assert NOT_KNOWN in words_of_minutes(inspection)
    for step, typed in (("remedy", {"reason": "Đã niêm yết"}), ("verify", {})):
        there = reverse("admin:office_culture_finding_step", args=[finding.pk, step])
        both = {"remedied_on": "01/06/2022", "verified_on": "01/06/2022", "day_not_known": "on"}
        assert "Here is a day" in desk.post(there, typed | both).content.decode()
        assert_saved(desk.post(there, typed | {"day_not_known": "on"}))
    finding.refresh_from_db()
    assert (finding.state, finding.remedied_on, finding.verified_on) == ("verified", None, None)


def words_of_minutes(inspection) -> str:
    return str(tables(minutes_blocks(minutes_facts(inspection), Citations())))


def test_staff_at_work_that_nobody_tells_is_printed_so(office, unit_a):
    StaffingReturnFactory(unit=office, year=2021, assigned=60, actual=None)
    at = At("I", Citations())
    found = organisation(scope_of(office, end="31/12/2021"))
    assert found.staff["civil_servant.actual"].value is None
    assert f"được giao 60 biên chế, số người hiện có: {NOT_KNOWN}" in words(structure(found, at))
    StaffingReturnFactory(unit=unit_a, year=2021, assigned=None, actual=7)
    assert organisation(scope_of(office, end="31/12/2021")).staff["civil_servant.actual"].value is None


def test_lists_of_awards_print_a_period_where_it_is_known(office):
    line = DecisionLineFactory(period_start=None, period_end=None)
    heads = [column.head for column in list_with_prizes([_line(line)]).columns]
    assert "Năm" not in heads
    assert "Thời gian lập thành tích" not in heads
    known = DecisionLineFactory(period_start=DAY(2021, 1, 1), period_end=DAY(2021, 12, 31))
    rows = list_with_prizes([_line(line), _line(known)]).rows
    assert [NOT_KNOWN in "".join(map(plain, row)) for row in rows] == [True, False]
    assert SubmissionLineFactory(period_start=None, period_end=None).pk


def test_tasks_without_days_are_counted_apart(office):
    first = TaskFactory(
        lead_unit=office, plan__unit=office, plan__document__symbol="29/KH-VPTN", start=None, due=None
    )
    plan = first.plan
    TaskFactory(
        plan=plan, lead_unit=office, start=None, due=None, state=TaskState.ACCEPTED, done_on=DAY(2022, 5, 1)
    )
    start, end = plan.period_start.strftime("%d/%m/%Y"), plan.period_end.strftime("%d/%m/%Y")
    counts = task_overview(scope_of(office, start, end)).counts
    assert (len(counts.open), len(counts.undated), counts.on_time_share) == (1, 1, None)
    assert not first.is_overdue(DAY(2099, 1, 1))
    printed = tables(_tasks(plan_facts(plan, given_out(plan)), "Văn phòng"))
    assert "không ấn định thời hạn" in str(printed)


def test_a_document_without_issuer_and_subject_is_cited_by_what_is_known(desk):
    row = DocumentFactory(symbol="60/QĐ-VPUB", type_name="", date=DAY(2022, 4, 25), issuer="", subject="")
    assert full(citation_of(row)) == "Quyết định số 60/QĐ-VPUB ngày 25 tháng 4 năm 2022"
    assert row in Document.objects.incomplete()
    bare = {"symbol": "Không rõ số", "type_name": "Chỉ thị", "origin": "above", "use": "other", "subject": ""}
    bare |= {
        f"{name}-{form}_FORMS": 0
        for name in ("relations", "files", "requirements")
        for form in ("TOTAL", "INITIAL")
    }
    assert "known by its subject" in told(desk.post(reverse("admin:office_culture_document_add"), bare))


def test_an_innovation_counts_in_the_year_that_is_known(office):
    recognised = {"recognised": True, "level": "base", "unit": office}
    dated = InnovationFactory(year=None, recognised_on=DAY(2020, 6, 1), **recognised)
    unknown = InnovationFactory(year=None, recognised_on=None, **recognised)
    assert [row.row for row in innovations(scope_of(office)).rows] == [dated.pk]
    assert unknown in Innovation.objects.recognised(DAY(2019, 1, 1))
    judged = KINDS["innovations"].judge(
        Condition("innovations", "", least=1), facts(innovations=(fact_of(unknown),))
    )
    assert judged[0] == Verdict.REVIEW


def test_a_cause_of_delay_without_a_number_is_named(office):
    row = LateFilesFactory(count=None, case_files__unit=office)
    end = row.case_files.period_end.strftime("%d/%m/%Y")
    found = case_files(scope_of(office, row.case_files.period_start.strftime("%d/%m/%Y"), end))
    assert f"{row.cause.name} ({NOT_KNOWN} về số hồ sơ)" in words(
        case_files_blocks(found, At("b", Citations()))
    )
    assert row.case_files.warnings() is not None


def test_a_checklist_takes_items_of_texts_without_methods_and_articles():
    ChecklistItemFactory(method="").full_clean()
    clause = ClauseFactory(article=0, clause=3)
    clause.full_clean()
    assert clause.label.endswith("mục 3")
