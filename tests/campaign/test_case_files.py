"""Returns of case files: what the screen refuses, what the database refuses, what is only warned of."""

import re
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaign.models import CaseFileReturn
from campaign.models.case_files import COUNTS
from tests.campaign.reading import day, errors, row_forms
from tests.factories.campaign import CaseFileReturnFactory

pytestmark = pytest.mark.django_db

ADD = "admin:campaign_casefilereturn_add"
LIST = "admin:campaign_casefilereturn_changelist"
CHANGE = "admin:campaign_casefilereturn_change"


def form(unit, **changes) -> dict[str, object]:
    """A return with the numbers of a real three-year review."""
    return {
        "unit": unit.pk,
        "period_start": "01/01/2019",
        "period_end": "23/05/2022",
        "new": "4193",
        "carried_over": "25",
        "early": "3543",
        "on_time": "479",
        "overdue": "0",
        "returned": "190",
        "in_progress": "6",
        "source": "Hệ thống một cửa điện tử",
        **row_forms("late_rows"),
        **changes,
    }


def test_a_published_share_is_pasted_and_says_what_it_counts(screen, office):
    pasted = {"published_rate": "99,7 %", "published_of": "số hồ sơ đã trả kết quả"}
    assert screen.post(reverse(ADD), form(office, **pasted)).status_code == 302
    assert CaseFileReturn.objects.get().published_rate == Decimal("99.7")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"published_rate": "99,7"}, "published_of"),
        ({"published_of": "số hồ sơ"}, "published_of"),
        ({"published_rate": "100,1", "published_of": "số hồ sơ"}, "published_rate"),
    ],
)
def test_refuses_a_published_share_of_nothing_or_out_of_range(screen, office, typed, field):
    assert errors(screen.post(reverse(ADD), form(office, **typed)), field)
    assert not CaseFileReturn.objects.exists()


def test_keeps_a_return_that_adds_up_and_who_entered_it(screen, office, officer):
    response = screen.post(reverse(ADD), form(office))
    assert response.status_code == 302
    kept = CaseFileReturn.objects.with_totals().get()
    assert (kept.received, kept.resolved) == (4218, 4212)
    assert (kept.total_received, kept.total_resolved) == (4218, 4212)
    assert kept.entered_by == officer
    assert kept.entered_at is not None


def test_refuses_at_the_field_what_does_not_add_up_and_says_by_how_much(screen, office):
    response = screen.post(reverse(ADD), form(office, in_progress="9"))
    (message,) = errors(response, "in_progress")
    assert "4.218 received minus 4.212 resolved leaves 6 in progress, but 9 stands here" in message
    assert "a difference of 3" in message
    assert not CaseFileReturn.objects.exists()


def test_refuses_more_resolved_than_received(screen, office):
    response = screen.post(reverse(ADD), form(office, early="3600", in_progress="0"))
    (message,) = errors(response, "in_progress")
    assert "4.269 resolved are more than the 4.218 received" in message


def test_received_and_who_entered_it_cannot_be_posted(screen, office, officer, superuser):
    screen.post(reverse(ADD), form(office, received="1", resolved="1", entered_by=superuser.pk))
    kept = CaseFileReturn.objects.get()
    assert (kept.received, kept.entered_by) == (4218, officer)


def test_a_source_that_contradicts_itself_is_kept_as_it_is_on_a_yes_and_named_from_then_on(screen, office):
    """Nothing is concluded from such numbers: what would follow may be negative."""
    stated = form(
        office, new="19630", carried_over="", early="", on_time="19255", overdue="689", returned="16"
    )
    stated |= {"in_progress": "", "received_in_all": "19630", "resolved_in_all": "19944"}
    refused = screen.post(reverse(ADD), stated)
    (asked,) = errors(refused, "resolved_in_all")
    assert "Its parts add up to 19.960, but 19.944 stands here" in asked
    answer = re.search(r'name="(answer-resolved_in_all)" value="(keep:[0-9a-f]+)"', asked)
    assert screen.post(reverse(ADD), stated | {answer[1]: answer[2]}).status_code == 302
    kept = CaseFileReturn.objects.get()
    assert (kept.counts["resolved"], kept.counts["early"], kept.counts["in_progress"]) == (19944, None, None)
    assert kept.contradiction in kept.warnings()


@pytest.mark.parametrize("column", COUNTS)
def test_refuses_a_negative_count_at_its_field_and_in_the_database(screen, office, column):
    response = screen.post(reverse(ADD), form(office, **{column: "-1"}))
    assert "negative" in errors(response, column)[0]
    made = CaseFileReturnFactory(unit=office)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseFileReturn.objects.filter(pk=made.pk).update(**{column: -1})


def test_refuses_an_end_before_the_start(screen, office):
    response = screen.post(reverse(ADD), form(office, period_start="24/05/2022"))
    assert "before the start" in errors(response, "period_end")[0]


def test_refuses_the_slip_of_a_year(screen, office):
    response = screen.post(reverse(ADD), form(office, period_start="01/01/0219"))
    assert errors(response, "period_start")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("01/01/2022", "31/12/2022"),
        ("01/01/2018", "01/01/2019"),
        ("01/06/2020", "30/06/2020"),
        ("01/01/2018", "31/12/2022"),
    ],
)
def test_refuses_a_period_that_shares_days_with_another(screen, office, start, end):
    screen.post(reverse(ADD), form(office))
    response = screen.post(reverse(ADD), form(office, period_start=start, period_end=end))
    assert "from 01/01/2019 to 23/05/2022" in errors(response, "period_start")[0]


def test_refuses_the_same_period_twice_on_the_screen_and_in_the_database(screen, office):
    screen.post(reverse(ADD), form(office))
    response = screen.post(reverse(ADD), form(office))
    (told,) = errors(response, "period_end")
    assert told.startswith("This unit has a return for this period already.<br><a href=")
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseFileReturnFactory(unit=office, period_start=day("01/01/2019"), period_end=day("23/05/2022"))


def test_other_units_and_its_own_row_do_not_count_as_overlap(screen, office, unit_a):
    screen.post(reverse(ADD), form(office))
    assert screen.post(reverse(ADD), form(unit_a)).status_code == 302
    kept = CaseFileReturn.objects.get(unit=office)
    answer = screen.post(
        reverse(CHANGE, args=[kept.pk]), form(office, source="Sổ theo dõi", opened_version=kept.version)
    )
    assert answer.status_code == 302
    assert CaseFileReturn.objects.get(unit=office).source == "Sổ theo dõi"


def test_warns_of_days_between_and_of_files_that_were_not_carried_over(screen, office):
    CaseFileReturnFactory(unit=office, period_start=day("01/01/2018"), period_end=day("30/11/2018"))
    response = screen.post(reverse(ADD), form(office))
    assert response.status_code == 302
    told = " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert "No return covers the days between 30/11/2018 and 01/01/2019." in told
    assert "left 5 case files in progress, but 25 were carried over" in told


def test_warns_of_the_return_that_follows(office):
    earlier = CaseFileReturnFactory(
        unit=office,
        period_start=day("01/01/2019"),
        period_end=day("31/12/2019"),
        overdue=0,
        returned=4,
        in_progress=6,
    )
    later = CaseFileReturnFactory(unit=office, overdue=0, early=83)
    assert len(earlier.warnings()) == len(later.warnings()) == 1


def test_says_nothing_when_returns_join(office):
    CaseFileReturnFactory(unit=office, period_start=day("01/01/2019"), period_end=day("31/12/2019"))
    assert CaseFileReturnFactory(unit=office, overdue=0, early=83).warnings() == []


def test_shows_how_it_adds_up_and_lists_the_sums(screen, office):
    screen.post(reverse(ADD), form(office))
    kept = CaseFileReturn.objects.get()
    page = screen.get(reverse(CHANGE, args=[kept.pk])).content.decode()
    assert "4.193 + 25 = 4.218 received" in page
    assert "4.218 − 4.212 = 6 in progress" in page
    for column in (4, -4, 5, -5):
        listed = screen.get(reverse(LIST), {"o": str(column)}).content.decode()
        assert "4.218" in listed
        assert "4.212" in listed


def test_a_unit_sees_and_enters_only_its_own(contact_a, signed_in, unit_a, unit_b):
    screen = signed_in(contact_a)
    CaseFileReturnFactory(unit=unit_b)
    assert "Phòng B" not in screen.get(reverse(LIST)).content.decode()
    assert screen.post(reverse(ADD), form(unit_b)).status_code == 200
    assert screen.post(reverse(ADD), form(unit_a)).status_code == 302
    assert list(CaseFileReturn.objects.filter(new=4193).values_list("unit", flat=True)) == [unit_a.pk]
