"""Every check of the preflight through records: one case that fires, one that does not."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Conferral
from campaign.models import AssignmentState, CaseFileReturn, Narrative, ReformRank, Report
from campaign.models.figures import FigureState
from campaign.report.preflight.documents import typed_symbols
from campaign.report.preflight.examination import examine
from campaign.report.preflight.findings import claims_open_findings_remedied
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import checks
from office_culture.models import FindingState, Origin, Posting, RelationKind
from office_culture.rules.issues import Severity
from office_culture.text.impossible_dates import impossible_dates
from office_culture.text.sentences import split_sentences
from tests.factories.awards import AwardFactory, ConferralFactory, NomineeFactory
from tests.factories.campaign import CaseFileReturnFactory, DigitalShareFactory, ReformRankFactory
from tests.factories.documents import DocumentFactory, DocumentRelationFactory
from tests.factories.figures import LateFilesFactory
from tests.factories.inspections import FindingFactory
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory
from tests.factories.reports import NarrativeFactory, ReportFactory, SectionAssignmentFactory
from tests.project.examining import issues_of_check

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 5, 24)  # a Tuesday; the figures are those of the day before


@pytest.fixture
def report(office) -> Report:
    signer = PersonFactory(unit=office)
    PostingFactory(person=signer, unit=office, post="Chánh Văn phòng", valid_from=datetime.date(2020, 1, 1))
    return ReportFactory(
        unit=office,
        drafting_unit=UnitFactory(parent=office, abbreviation="TC"),
        signer=signer,
        signer_post="Chánh Văn phòng",
        recipients="Lãnh đạo Văn phòng",
    )


def found(report: Report, check: str, *, day: datetime.date = DAY, user=None, composed: bool = False):
    """With `composed` the whole paper is examined: where records are odd, every part of it has to bear them."""
    if composed:
        every = examine(Report.objects.get(pk=report.pk), day, user)
        return [issue for issue in every if issue.check == check]
    return issues_of_check(report, check, day, user)


def told(report: Report, check: str, **options) -> list[tuple[str, str]]:
    return [(issue.severity, issue.subject) for issue in found(report, check, **options)]


def writes(report: Report, text: str, section: str = "assessment.strengths") -> Narrative:
    Narrative.objects.filter(report=report, section=section).delete()
    return NarrativeFactory(report=report, section=section, text=text)


def changed(report: Report, **values) -> Report:
    for name, value in values.items():
        setattr(report, name, value)
    report.save()
    return report


ERROR, WARNING = Severity.ERROR, Severity.WARNING


def test_every_issue_names_a_registered_check_and_has_a_short_subject(report):
    writes(report, "Ngày 31/02/2022 có 12 hồ sơ theo 77/KH-XXX, xem mục IX; {case_files.received}")
    codes = {check.code for check in checks}
    issues = examine(report, DAY)
    assert {issue.check for issue in issues} <= codes
    assert all(len(issue.subject) <= 200 and len(issue.check) <= 40 for issue in issues)
    assert len({issue.identity for issue in issues}) == len(issues)


@pytest.mark.long
def test_all_that_can_stand_is_told_at_once_and_each_way_leads_to_a_page(
    report, office, unit_a, superuser, signed_in
):
    """What an office may get wrong, all in one report; whoever follows a way arrives where it is mended."""
    award = AwardFactory()
    nominee = NomineeFactory(
        award=award,
        dossier__unit=office,
        dossier__round__campaign=report.campaign,
        dossier__round__opened_on=datetime.date(2022, 1, 1),
    )
    for person in (nominee.person, PersonFactory(unit=office)):
        ConferralFactory(award=award, unit=office, person=person)
    LateFilesFactory(case_files=CaseFileReturnFactory(unit=office), count=2)
    FindingFactory(result__inspection__unit=unit_a)
    ended = DocumentFactory(date=datetime.date(2020, 1, 6), valid_to=datetime.date(2021, 1, 1))
    changed(report, signer_post="Phó Chánh Văn phòng", recipients="")
    writes(
        report,
        f"Ngày 31/02/2022 có 12 hồ sơ theo 77/KH-XXX và {ended.symbol}; đã nhận {{case_files.received}} hồ sơ. "
        f"{CLOSED}",
    )
    issues = examine(Report.objects.get(pk=report.pk), DAY, superuser)
    material = Material(Report.objects.get(pk=report.pk), DAY, superuser)
    alone = {check.code: list(check.find(material)) for check in reversed([*checks])}
    assert issues == [issue for check in checks for issue in alone[check.code]]
    assert all(issue.check == code for code, those in alone.items() for issue in those)
    codes = {issue.check for issue in issues}
    assert codes >= {
        "empty_section",
        "unconfirmed",
        "identities",
        "citations",
        "paper_dates",
        "typed_figures",
        "findings",
        "awards",
        "signer",
        "recipients",
    }
    cited = [issue.sentence for issue in issues if issue.check in ("citations", "register")]
    assert len([words for words in cited if "77/KH-XXX" in words]) == 1
    assert len([words for words in cited if ended.symbol in words]) == 1
    browser = signed_in(superuser)
    for mend in {issue.mend for issue in issues}:
        assert mend
        assert browser.get(mend).status_code == 200, mend


# Signer


def test_the_signer_holds_the_post_on_the_day_of_issue(report):
    assert told(report, "signer", composed=True) == []
    assert told(report, "signer", composed=True, day=datetime.date(2019, 12, 31)) == [(ERROR, "signer")]
    Posting.objects.filter(person=report.signer).update(valid_to=DAY)
    assert told(report, "signer", composed=True) == []
    Posting.objects.filter(person=report.signer).update(valid_to=DAY - datetime.timedelta(days=1))
    (issue,) = found(report, "signer", composed=True)
    assert (issue.severity, issue.mend) == (
        ERROR,
        reverse("admin:office_culture_person_change", args=[report.signer_id]),
    )


def test_another_post_is_not_the_post_of_the_signature(report):
    assert told(changed(report, signer_post="Phó Chánh Văn phòng"), "signer") == [(ERROR, "signer")]
    assert told(changed(report, signer_post="CHÁNH VĂN PHÒNG"), "signer") == []


def test_somebody_signs(report):
    assert told(changed(report, signer=None), "signer") == [(ERROR, "signer")]


# Recipients


def test_somebody_receives_it(report):
    assert told(report, "recipients") == []
    assert told(changed(report, recipients=" \n"), "recipients") == [(ERROR, "recipients")]
    assert told(changed(report, addressees="Sở Nội vụ"), "recipients") == [(WARNING, "only addressees")]
    assert told(changed(report, recipients="Lãnh đạo Văn phòng"), "recipients") == []


def test_who_asked_from_above_is_addressed(report):
    changed(report, requested_by=DocumentFactory(origin=Origin.ABOVE, date=datetime.date(2022, 5, 17)))
    assert told(report, "recipients") == [(WARNING, "addressees")]
    assert told(changed(report, addressees="Sở Nội vụ"), "recipients") == []
    own = DocumentFactory(origin=Origin.OWN, date=datetime.date(2022, 5, 17))
    assert told(changed(report, addressees="", requested_by=own), "recipients") == []


# Days


def test_days_of_the_frame(report):
    assert told(report, "days") == []
    assert told(report, "days", day=datetime.date(2022, 5, 1)) == [(ERROR, "as_of"), (WARNING, "period_end")]
    assert told(changed(report, as_of=datetime.date(2022, 4, 1)), "days") == [(WARNING, "as_of_early")]
    assert told(changed(report, as_of=datetime.date(2018, 4, 1)), "days") == [(ERROR, "as_of_early")]


def test_the_request_has_a_day_that_can_be(report):
    sunday = DocumentFactory(date=datetime.date(2022, 5, 15))
    assert told(changed(report, requested_by=sunday), "days") == [(WARNING, "request_weekend")]
    later = DocumentFactory(date=datetime.date(2022, 5, 25))
    assert told(changed(report, requested_by=later), "days") == [(ERROR, "request")]
    before = DocumentFactory(date=datetime.date(2022, 5, 17))
    assert told(changed(report, requested_by=before), "days") == []


def test_another_report_on_the_same_days_is_told(report, office):
    frame = {"campaign": report.campaign, "unit": office, "drafting_unit": report.drafting_unit}
    after = ReportFactory(
        **frame, period_start=datetime.date(2022, 5, 24), period_end=datetime.date(2022, 12, 31)
    )
    ReportFactory(unit=office, drafting_unit=report.drafting_unit)  # another campaign
    assert told(report, "overlaps") == []
    changed(after, period_start=datetime.date(2022, 5, 23))
    (issue,) = found(report, "overlaps")
    assert (issue.severity, issue.mend) == (
        WARNING,
        reverse("admin:campaign_report_change", args=[after.pk]),
    )


# Sections


def test_an_empty_section_is_told_until_something_stands_there(report):
    empty = told(report, "empty_section")
    assert (ERROR, "assessment.limits") in empty
    assert (ERROR, "situation") not in empty, "a section over others holds nothing"
    assert (ERROR, "opening") not in empty, "nobody is asked for an opening"
    writes(report, "Một số đơn vị triển khai còn chậm.", "assessment.limits")
    assert (ERROR, "assessment.limits") not in told(report, "empty_section")


def test_a_gap_of_the_records_leads_to_the_records(report, office):
    issues = {issue.subject: issue for issue in found(report, "gap")}
    tasks = issues["situation.tasks 0"]
    assert (tasks.severity, tasks.mend) == (
        ERROR,
        reverse("admin:office_culture_unit_change", args=[office.pk]),
    )
    office.tasks = "Tham mưu tổng hợp."
    office.save()
    assert "situation.tasks 0" not in {issue.subject for issue in found(report, "gap")}


def test_a_placeholder_without_a_value_is_told(report, office):
    writes(report, "Đã nhận {case_files.received} hồ sơ; {gone.key}.")
    subjects = ["assessment.strengths case_files.received", "assessment.strengths gone.key"]
    assert told(report, "placeholder") == [(ERROR, subject) for subject in subjects]
    CaseFileReturnFactory(unit=office)
    assert told(report, "placeholder") == [(ERROR, subjects[1])]
    writes(report, "Đã nhận {case_files.received} hồ sơ.")
    assert told(report, "placeholder") == []


def test_characters_without_a_shape_are_told_where_they_stand(report):
    assert told(report, "unprintable") == []
    writes(report, "Kết quả rất tốt 😀.")
    assert told(report, "unprintable") == [(ERROR, "assessment.strengths")]
    writes(report, "Kết quả rất tốt.")
    changed(report, recipients="Sở Nội vụ 😀")
    assert told(report, "unprintable") == [(ERROR, "paper")]


def test_a_section_that_its_unit_has_not_delivered_is_told(report, unit_a):
    assert told(report, "undelivered") == []
    row = SectionAssignmentFactory(report=report, section="proposals", unit=unit_a)
    (issue,) = found(report, "undelivered")
    assert (issue.severity, issue.subject) == (WARNING, "section proposals")
    assert issue.mend == reverse("admin:campaign_sectionassignment_change", args=[row.pk])
    row.state, row.delivered_on = AssignmentState.DELIVERED, DAY
    row.save()
    assert told(report, "undelivered") == []


# Figures


def test_unconfirmed_figures_lead_to_exactly_their_rows(report, office, superuser):
    row = CaseFileReturnFactory(unit=office)
    elsewhere = CaseFileReturnFactory()
    (issue,) = found(report, "unconfirmed", user=superuser)
    assert (issue.severity, issue.subject) == (WARNING, "campaign.casefilereturn")
    assert issue.mend.endswith(f"pk__in={row.pk}"), elsewhere.pk
    LateFilesFactory(case_files=row)
    assert [issue.mend for issue in found(report, "unconfirmed", user=superuser)] == [issue.mend]
    row.state, row.confirmed_by, row.confirmed_at = FigureState.CONFIRMED, superuser, row.created_at
    row.save()
    assert found(report, "unconfirmed") == []


def test_a_chain_of_returns_joins(report, office):
    LateFilesFactory(case_files=CaseFileReturnFactory(unit=office), count=3)
    second = CaseFileReturnFactory(
        unit=office,
        period_start=datetime.date(2021, 1, 1),
        period_end=datetime.date(2021, 12, 31),
        overdue=0,
        in_progress=8,
    )
    assert told(report, "identities", composed=True) == []
    second.carried_over, second.in_progress = 9, 12
    second.save()
    assert told(report, "identities", composed=True) == [(ERROR, "case_files.chain")]
    second.carried_over_note = "Bổ sung hồ sơ liên thông"
    second.save()
    assert told(report, "identities", composed=True) == []


def test_causes_of_delay_add_up(report, office):
    row = CaseFileReturnFactory(unit=office)
    assert told(report, "identities", composed=True) == [(WARNING, "case_files.late")]
    late = LateFilesFactory(case_files=row, count=2)
    assert told(report, "identities", composed=True) == [(ERROR, "case_files.late")]
    late.count = 3
    late.save()
    assert told(report, "identities", composed=True) == []


@pytest.fixture
def without_check_constraints(db):
    """As after a restore from elsewhere: the tables hold what the database would refuse."""
    tables = {"campaign_reformrank": "reform_rank_range", "campaign_digitalshare": "digital_share_range"}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            for table, constraint in tables.items():
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_ranks_and_shares_that_cannot_be_are_told(report, office, without_check_constraints):
    rank = ReformRankFactory(unit=office)
    share = DigitalShareFactory(unit=office)
    assert told(report, "identities", composed=True) == []
    ReformRank.objects.filter(pk=rank.pk).update(rank=21)
    type(share).objects.filter(pk=share.pk).update(percent="100.5")
    assert told(report, "identities", composed=True) == [
        (ERROR, "rank reform_rank 2020"),
        (ERROR, f"share {share.pk}"),
    ]


def test_what_nobody_knows_is_named_and_leads_to_its_rows(report, office, superuser):
    rank = ReformRankFactory(unit=office)
    assert found(report, "not_known", user=superuser) == []
    ReformRank.objects.filter(pk=rank.pk).update(of=None)
    assert told(report, "identities") == []
    (issue,) = found(report, "not_known", user=superuser)
    assert (issue.severity, issue.subject, issue.seen) == (WARNING, "reform_rank.2020.of", "không có số liệu")
    assert "how many were ranked in 2020" in issue.sentence
    assert "campaign/reformrank/" in issue.mend


def test_counts_that_a_return_does_not_tell_are_named(report, office):
    row = CaseFileReturnFactory(unit=office)
    CaseFileReturn.objects.filter(pk=row.pk).update(early=None, on_time=None)
    subjects = {subject for severity, subject in told(report, "not_known") if severity == WARNING}
    assert subjects == {
        "case_files.early",
        "case_files.early_share",
        "case_files.on_time",
        "case_files.on_time_share",
    }
    assert told(report, "identities") == [(WARNING, "case_files.late")]


# Commendation


def test_no_more_is_awarded_than_proposed(report, office):
    award = AwardFactory()
    put_up = NomineeFactory(
        award=award,
        dossier__unit=office,
        dossier__round__campaign=report.campaign,
        dossier__round__opened_on=datetime.date(2022, 1, 1),
    )
    assert told(report, "awards", composed=True) == []
    ConferralFactory(award=award, unit=office, person=put_up.person)
    ConferralFactory(unit=office)  # an award that no round puts up
    assert told(report, "awards", composed=True) == []
    ConferralFactory(award=award, unit=office, person=PersonFactory(unit=office))
    (issue,) = found(report, "awards", composed=True)
    assert (issue.severity, issue.subject, issue.seen) == (WARNING, f"award {award.pk} individuals", "2 1")
    assert Conferral.objects.filter(award=award).count() == 2


# Findings

CLOSED = "Các tồn tại sau kiểm tra đã được khắc phục."


def test_open_findings_are_not_called_remedied(report, unit_a):
    writes(report, CLOSED)
    assert told(report, "findings") == []
    finding = FindingFactory(result__inspection__unit=unit_a)
    (issue,) = found(report, "findings")
    assert issue.severity == WARNING
    assert issue.subject.startswith("assessment.strengths ")
    assert CLOSED in issue.sentence
    writes(report, "Các đơn vị tiếp tục khắc phục tồn tại sau kiểm tra.")
    assert told(report, "findings") == []
    writes(report, CLOSED)
    finding.state = FindingState.VERIFIED
    finding.remedied_on = finding.verified_on = datetime.date(2022, 5, 20)
    finding.remedy_done, finding.verified_by = "Đã đeo thẻ", "Tổ kiểm tra"
    finding.save()
    assert told(report, "findings") == []


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("Toàn bộ vi phạm đã được chấn chỉnh", True),
        ("Đến nay không còn tồn tại", True),
        ("Đã khắc phục {inspections.findings} tồn tại", True),
        ("Đã khắc phục {inspections.findings_settled} tồn tại", False),
        ("Đã khắc phục {inspections.findings_settled} trên tổng số {inspections.findings} tồn tại", False),
        ("Đã khắc phục 7 tồn tại", True),
        ("Đã khắc phục 3 tồn tại", False),
        ("Một số tồn tại đã được khắc phục", False),
        ("Các tồn tại chưa được khắc phục", False),
        ("Các hồ sơ đã được xử lý", False),
        ("Lỗi Chưa đeo thẻ khi làm việc đã được sửa chữa", False),
        ("Việc không đeo thẻ khi làm việc đã được khắc phục", True),
    ],
)
def test_sentences_on_findings(sentence, tells):
    words = ["khong deo the khi lam viec"]
    assert claims_open_findings_remedied(sentence, settled=3, open_words=words) is tells


def test_sentences_end_where_a_reader_ends_them():
    text = "Một. Hai {cite.29/KH-VPTN}; ba 4.218 hồ sơ.\n- Bốn"
    assert split_sentences(text) == ["Một.", "Hai {cite.29/KH-VPTN};", "ba 4.218 hồ sơ.", "Bốn"]


# Citations


def test_a_typed_citation_stands_in_the_register(report):
    writes(report, "Thực hiện Kế hoạch số 77/KH-VPTN.")
    (issue,) = found(report, "register")
    assert (issue.severity, issue.seen) == (WARNING, "77/KH-VPTN")
    assert issue.mend == reverse("admin:office_culture_document_add") + "?symbol=77%2FKH-VPTN"
    plan = DocumentFactory(symbol="77/KH-VPTN", date=datetime.date(2021, 3, 1))
    assert told(report, "register") == []
    plan.valid_to = datetime.date(2021, 12, 31)
    plan.save()
    (issue,) = found(report, "citations")
    assert issue.mend == reverse("admin:office_culture_document_change", args=[plan.pk])


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("Kế hoạch số 29/KH-VPUB, Nghị định 30/2020/NĐ-CP.", ["29/KH-VPUB", "30/2020/NĐ-CP"]),
        ("Nghị quyết số 05-NQ/ĐU (và 05-NQ/ĐU)", ["05-NQ/ĐU"]),
        ("{cite.29/KH-VPUB} ngày 14/6/2019, tỷ lệ 3/17, quý 1/2022, Covid-19, 24/7", []),
    ],
)
def test_symbols_are_read_out_of_running_text(text, symbols):
    assert [symbol.text for symbol in typed_symbols(text)] == symbols


def test_what_is_cited_from_the_register_is_in_force(report):
    old = DocumentFactory(symbol="9/CT-UBND", use="directive", date=datetime.date(2019, 1, 7))
    writes(report, "Thực hiện {cite.09/CT-UBND}.")
    assert told(report, "citations") == []
    new = DocumentFactory(symbol="8/CT-UBND", use="directive", date=datetime.date(2022, 1, 7))
    DocumentRelationFactory(document=new, target=old, kind=RelationKind.REPLACES)
    assert told(report, "citations") == [(WARNING, f"document {old.pk}")]


def test_what_is_cited_without_its_day_or_number_is_named(report):
    old = DocumentFactory(symbol="15/CT", type_name="Chỉ thị", use="directive", date=None, dated_in=1989)
    bare = DocumentFactory(
        symbol="Không số", type_name="Pháp lệnh", use="directive", date=datetime.date(1981, 1, 22)
    )
    writes(report, "Thực hiện {cite.15/CT}.")
    assert set(told(report, "citations")) == {(WARNING, f"incomplete {row.pk}") for row in (old, bare)}
    old.date, old.dated_in = datetime.date(1989, 3, 2), None
    old.save()
    assert told(report, "citations") == [(WARNING, f"incomplete {bare.pk}")]


def test_a_plan_of_the_period_may_have_ended(report):
    DocumentFactory(
        issuer=report.unit.name, date=datetime.date(2021, 1, 7), valid_to=datetime.date(2021, 12, 31)
    )
    assert told(report, "citations") == []


def test_nothing_is_cited_that_is_dated_after_the_issue(report):
    later = DocumentFactory(symbol="9/CT-UBND", use="directive", date=datetime.date(2022, 5, 25))
    writes(report, "Thực hiện {cite.09/CT-UBND}.")
    assert told(report, "citations") == [(ERROR, f"document {later.pk}")]
    assert (ERROR, f"document {later.pk}") not in told(report, "citations", day=datetime.date(2022, 5, 25))


# Texts


def test_typed_figures_are_told_section_by_section(report):
    writes(report, "Có 12 buổi, 95,5% tham gia năm 2021.")
    (issue,) = found(report, "typed_figures")
    assert (issue.severity, issue.subject, issue.seen) == (WARNING, "assessment.strengths", "12 | 95,5%")
    writes(report, "Có {case_files.received} hồ sơ năm 2021 theo Kế hoạch số 29/KH-VPUB.")
    assert told(report, "typed_figures") == []


def test_dates_that_cannot_be_are_told(report):
    writes(report, "Ngày 31/02/2022 đã họp.")
    (issue,) = found(report, "paper_dates")
    assert (issue.severity, issue.seen) == (ERROR, "31/02/2022")
    assert issue.mend.endswith("/assessment.strengths/")
    writes(report, "Ngày 28/02/2022 đã họp.")
    assert told(report, "paper_dates") == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("ngày 14/6/0219", [("14/6/0219", "14/06/2019")]),
        ("từ 29/02/2021 đến 29/02/2020", [("29/02/2021", "")]),
        ("ngày 31 tháng 4 năm 2022", [("ngày 31 tháng 4 năm 2022", "")]),
        ("ngày 29 tháng 02", []),
        ("ngày 31/6 và ngày 30/6", [("ngày 31/6", "")]),
        ("trong tháng 13/2022", [("tháng 13", "")]),
        ("trong 13 tháng, tháng 12/2022", []),
        ("19/5/1890, 03/02/1930, 31/12/2045", []),
        ("4.218 hồ sơ, 1.234.567 đồng, 30/2020/NĐ-CP, 3/17, mục 1.2.3", []),
    ],
)
def test_dates_in_running_text(text, dates):
    assert list(impossible_dates(text)) == dates


def test_references_to_sections_lead_somewhere(report):
    writes(report, "Như đã nêu tại mục III.1.b và Mục I.")
    assert told(report, "references") == []
    writes(report, "Như đã nêu tại mục III.9 và mục X.")
    subjects = ["assessment.strengths III.9", "assessment.strengths X"]
    assert told(report, "references") == [(WARNING, subject) for subject in subjects]


def test_statements_do_not_grow_with_the_rows(report, office, unit_a):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            examine(Report.objects.get(pk=report.pk), DAY)
        return len(captured)

    def more(count: int) -> None:
        for number in range(count, 2 * count):
            CaseFileReturnFactory(unit=UnitFactory(parent=office), period_start=datetime.date(2020, 1, 1))
            FindingFactory(result__inspection__unit=unit_a)
            DigitalShareFactory(unit=office)
            DocumentFactory(symbol=f"{number + 300}/QĐ-UBND", use="directive", date=datetime.date(2021, 3, 1))

    writes(report, f"{CLOSED} Kế hoạch 29/KH-VPUB.")
    more(1)
    statements()
    one = statements()
    more(29)
    assert statements() == one
