"""A small agency: what it does not have is said once on its page, and its reports neither print nor ask for it."""

import datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campaign.models import Report
from campaign.report.paper import compose
from campaign.report.preflight.examination import examine
from campaign.rules.outline_tree import Outline, Section
from campaign.selectors.narratives import section_states
from office_culture.models import NotApplicable
from office_culture.papers.blocks import Gap
from office_culture.rules.parts import sections
from tests.factories.campaign import CaseFileReturnFactory, DigitalShareFactory
from tests.factories.office import NotApplicableFactory, UnitFactory
from tests.factories.reports import NarrativeFactory, ReportFactory
from tests.guards.test_duplicates import managed, posted

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 5, 24)
LACKABLE = ("case_files", "reform_rank", "digital")


@pytest.fixture
def report(office) -> Report:
    return ReportFactory(unit=office, drafting_unit=UnitFactory(parent=office, abbreviation="TC"))


def lacks(unit, *sources: str, **days) -> None:
    for source in sources:
        NotApplicableFactory(unit=unit, source=source, **days)


def section_of(content: str, report: Report) -> str:
    (key,) = [section.key for section in report.outline.sections if section.content == content]
    return key


def anew(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def printed(report: Report) -> dict[str, list[str]]:
    """The gaps of each printed section, by its key."""
    return {
        part.section.key: [block.message for block in part.body if isinstance(block, Gap)]
        for part in compose(anew(report)).parts
    }


def told(report: Report, *checks: str) -> set[str]:
    return {issue.subject for issue in examine(anew(report), DAY) if issue.check in checks}


def test_what_does_not_apply_is_neither_printed_nor_asked_for(report, office):
    reform, digital = section_of("reform", report), section_of("digital", report)
    before = printed(report)
    assert before[reform]
    assert before[digital]
    assert any(subject.startswith(f"{reform} ") for subject in told(report, "gap"))
    lacks(office, *LACKABLE)
    after = printed(report)
    assert not {reform, digital} & set(after)
    assert set(before) - set(after) == {reform, digital}
    assert not any(subject.startswith((reform, digital)) for subject in told(report, "gap", "empty_section"))
    numbers = [part.number for part in compose(anew(report)).parts if part.section.level == 1]
    assert numbers == ["I", "II", "III", "IV", "V", "VI"][: len(numbers)]
    states = {state.section.key: state for state in section_states(anew(report))}
    assert not states[reform].owed
    assert not states[reform].place


def test_the_rest_of_a_section_stays(report, office):
    reform = section_of("reform", report)
    lacks(office, "reform_rank")
    CaseFileReturnFactory(unit=office)
    assert reform in printed(report)
    assert not any("xếp hạng" in gap for gap in printed(report)[reform])
    lacks(office, "case_files")
    NarrativeFactory(report=report, section=reform, text="Văn phòng tự rà soát quy trình nội bộ.")
    assert printed(report)[reform] == []


def test_a_section_that_somebody_wrote_is_printed(report, office):
    digital = section_of("digital", report)
    lacks(office, "digital")
    assert digital not in printed(report)
    NarrativeFactory(report=report, section=digital, text="Văn phòng dùng chung hệ thống của tỉnh.")
    assert printed(report)[digital] == []


@pytest.mark.parametrize(
    ("days", "holds"),
    [
        ({}, True),
        ({"valid_from": datetime.date(2019, 1, 1), "valid_to": datetime.date(2030, 1, 1)}, True),
        ({"valid_to": datetime.date(2021, 12, 31)}, False),
        ({"valid_from": datetime.date(2022, 1, 1)}, False),
    ],
)
def test_it_holds_for_reports_whose_days_it_covers(report, office, days, holds):
    assert report.period_start >= datetime.date(2019, 1, 1)
    assert report.period_start < datetime.date(2022, 1, 1) < report.period_end
    lacks(office, "digital", **days)
    assert (section_of("digital", report) not in printed(report)) is holds


def test_it_speaks_of_the_agency_alone(report, office):
    lacks(UnitFactory(parent=office), *LACKABLE)
    assert section_of("digital", report) in printed(report)


def test_records_all_the_same_are_named(report, office):
    lacks(office, "digital", "case_files")
    assert told(report, "not_applicable") == set()
    DigitalShareFactory(unit=office)
    assert told(report, "not_applicable") == {"digital"}


def test_it_is_set_on_the_page_of_the_unit(report, office, officer, signed_in):
    browser = signed_in(officer)
    address = reverse("admin:office_culture_unit_change", args=[office.pk])
    page = browser.get(address).context
    data = posted(page["adminform"].form, office) | managed(i.formset for i in page["inline_admin_formsets"])
    data |= {"opened_version": office.version, "not_applicable-TOTAL_FORMS": 1}
    row = {"source": "digital", "reason": "", "valid_from": "", "valid_to": ""}
    typed = {f"not_applicable-0-{name}": value for name, value in row.items()}
    assert browser.post(address, data | typed).status_code == 200  # a reason is needed
    typed["not_applicable-0-reason"] = "Dùng chung hệ thống của tỉnh"
    strange = browser.post(address, data | typed | {"not_applicable-0-source": "documents"})
    assert strange.status_code == 200
    assert not NotApplicable.objects.exists()
    assert browser.post(address, data | typed).status_code == 302
    assert section_of("digital", report) not in printed(report)


@pytest.mark.parametrize("source", LACKABLE)
def test_each_source_that_may_be_lacking_belongs_to_a_section(source):
    assert any(source in sections[name].may_lack for name, _meaning in sections.choices())


def tree(levels: list[int]) -> Outline:
    return Outline(
        "Báo cáo", tuple(Section(str(n), level, "Mục", written=level > 1) for n, level in enumerate(levels))
    )


@given(st.lists(st.integers(1, 3), min_size=1, max_size=12), st.data())
def test_no_heading_is_left_over_nothing(levels, data):
    outline = tree(levels)
    silent = set(data.draw(st.sets(st.sampled_from([one.key for one in outline.sections]))))
    kept = outline.without_silent(silent)
    keys = [one.key for one in kept.sections]
    assert not silent & set(keys)
    stood_over = outline.parents()
    for one in kept.sections:
        assert one.written or one.key not in stood_over or one.key in kept.parents()
