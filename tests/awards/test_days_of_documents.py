"""What a source does not say of an award or of a matter against it is taken from the document, or stays unsaid."""

import datetime

import pytest
from django.urls import reverse

from awards.models import Conferral, Impediment
from awards.models.terms import ConditionKind, Ground, Verdict
from awards.rules.conditions.own import AwardInYears
from awards.rules.eligibility_facts import Condition, Facts, ReceivedAward
from awards.selectors.certificates import certificate_facts
from campaign.report.preflight.examination import examine
from tests.answers import assert_saved, assert_whole_page
from tests.campaign.reading import errors
from tests.factories.awards import AwardFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory
from tests.factories.reports import ReportFactory
from tests.office_culture.documents.test_register import answers

pytestmark = pytest.mark.django_db
ADD = "admin:awards_conferral_add"


def test_an_award_needs_a_period_or_a_day_and_not_both(signed_in, officer, unit_a):
    desk = signed_in(officer)
    desk.cookies["django_language"] = "en"
    typed = {
        "award": AwardFactory().pk,
        "unit": unit_a.pk,
        "person": PersonFactory(unit=unit_a).pk,
        "ground": "merit",
        "period_start": "",
        "period_end": "",
    }
    assert (
        "Write the period of the achievements, or the day"
        in errors(desk.post(reverse(ADD), typed), "period_end")[0]
    )
    typed["decision"] = DocumentFactory(symbol="12/QĐ-UBND", date=datetime.date(2009, 3, 2)).pk
    assert desk.post(reverse(ADD), typed).status_code == 302
    kept = Conferral.objects.get()
    assert (kept.year, kept.period_end, kept.decided_on.isoformat()) == (2009, None, "2009-03-02")
    assert certificate_facts(kept, "").years == ""
    assert "of this day already" in errors(desk.post(reverse(ADD), typed), "award")[0]


def test_an_award_of_which_nobody_knows_the_year_is_kept_and_named(signed_in, officer, unit_a, office):
    desk = signed_in(officer)
    desk.cookies["django_language"] = "en"
    person = PersonFactory(unit=unit_a)
    typed = {"award": AwardFactory().pk, "unit": unit_a.pk, "person": person.pk, "ground": "merit"}
    asked = desk.post(reverse(ADD), typed)
    assert "counts in no year" in errors(asked, "period_end")[0]
    keep = {"answer-period_end": answers(asked, "period_end")["Keep"]}
    assert_saved(desk.post(reverse(ADD), typed | keep))
    kept = Conferral.objects.get()
    assert (kept.year, kept.decided_on, str(kept)) == (0, None, f"{person.full_name} (year not known)")
    again = desk.post(reverse(ADD), typed | keep)
    assert "without a day already" in errors(again, "award")[0]

    of_that_year = DocumentFactory(symbol="174/CT", type_name="", date=None, dated_in=1992)
    assert_saved(desk.post(reverse(ADD), typed | {"decision": of_that_year.pk}))
    assert Conferral.objects.get(year=1992).decided_on is None

    listed = desk.get(reverse("admin:awards_conferral_changelist"), {"year": "0"}).content.decode()
    assert listed.count("year not known") > 1
    assert "1 award is in no table" in desk.get(reverse("admin:awards_conferral_statistics")).content.decode()
    story = desk.get(reverse("admin:awards_conferral_person", args=[person.pk])).content.decode()
    assert "year not known" in story
    assert_whole_page(desk.get(reverse("admin:index")))
    report = ReportFactory(unit=office)
    named = [
        issue.sentence for issue in examine(report, report.period_end) if issue.check == "awards-recorded"
    ]
    assert "1 award received has no day of decision" in named[0]


@pytest.mark.parametrize("collective", [False, True])
@pytest.mark.parametrize(
    ("start", "end", "asked"),
    [
        ("", "31/12/2016", True),
        ("01/07/2016", "31/12/2016", True),
        ("01/01/2014", "31/12/2018", True),
        ("01/01/2017", "31/12/2017", False),
        ("", "31/12/2015", False),
    ],
)
def test_a_second_award_of_shared_days_is_asked_about(
    signed_in, officer, unit_a, collective, start, end, asked
):
    """One that is written without its first day, or for other days, may be the one that is there already."""
    desk = signed_in(officer)
    desk.cookies["django_language"] = "en"
    typed = {"award": AwardFactory().pk, "unit": unit_a.pk, "ground": "merit"}
    typed |= {} if collective else {"person": PersonFactory(unit=unit_a).pk}
    first = {"period_start": "01/01/2016", "period_end": "31/12/2016"}
    assert_saved(desk.post(reverse(ADD), typed | first))
    second = typed | {"period_start": start, "period_end": end}
    answer = desk.post(reverse(ADD), second)
    if asked:
        assert "Is it the same one?" in errors(answer, "award")[0]
        keep = {"answer-award": answers(answer, "award")["It"]}
        assert_saved(desk.post(reverse(ADD), second | keep))
    else:
        assert_saved(answer)
    assert_saved(desk.post(reverse(ADD), typed | first | {"ground": "ad_hoc"}))
    again = desk.post(reverse(ADD), typed | first)
    assert "for this period already" in errors(again, "award")[0]
    assert Conferral.objects.count() == 3


def test_an_open_matter_begins_with_its_document(signed_in, officer, unit_a):
    desk = signed_in(officer)
    desk.cookies["django_language"] = "en"
    address = reverse("admin:awards_impediment_add")
    typed = {"unit": unit_a.pk, "kind": "complaint", "reason": "Đơn chưa giải quyết", "begun_on": ""}
    assert desk.post(address, typed).status_code == 302
    assert Impediment.objects.get().begun_on is None, "nobody knows the day, and none is invented"
    typed["decision"] = DocumentFactory(symbol="13/TB-UBND", date=datetime.date(2024, 3, 4)).pk
    assert desk.post(address, typed).status_code == 302
    assert Impediment.objects.latest("placed_on").begun_on.isoformat() == "2024-03-04"


def test_an_award_of_an_unknown_year_may_have_used_up_the_years_before():
    """Years that count only once are left to a person where nobody knows which of them an earlier award took."""
    higher, yearly, end = 1, 2, datetime.date(2022, 12, 31)
    years = tuple(ReceivedAward(yearly, year, Ground.MERIT) for year in (2021, 2022))
    condition = Condition(ConditionKind.HOLDS, "", award=yearly, years=2, anew=True)
    verdicts = [
        AwardInYears().judge(condition, Facts(higher, end, end, end, received_awards=(*years, *earlier)))[0]
        for earlier in ((), [ReceivedAward(higher, year=0, ground=Ground.MERIT)])
    ]
    assert verdicts == [Verdict.MET, Verdict.REVIEW]
