"""Preview and download: who may, what the file says, what is recorded."""

import io

import pikepdf
import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from campaign.models import CaseFileReturn, Report
from campaign.models.figures import FigureState
from campaign.report.paper import report_paper
from office_culture.models import Event, User, Verb
from office_culture.papers.render import render
from tests.answers import assert_not_found, assert_refused, assert_sent_to_sign_in
from tests.browsers import browser_of
from tests.factories.office import UserFactory
from tests.project.reading import words_of

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]


@pytest.fixture
def report(db) -> Report:
    return Report.objects.get(kind="interim")


def test_the_leader_downloads_the_paper_and_it_is_recorded(report, signed_in):
    leader = User.objects.get(username="lanhdao")
    answer = signed_in(leader).get(reverse("report_pdf", args=[report.pk]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "-du-thao.pdf" in answer["Content-Disposition"]
    assert "DỰ THẢO" in words_of(answer.content)
    event = Event.objects.get(verb=Verb.DOWNLOAD)
    assert (event.actor, event.object_id) == (leader, report.pk)


def test_the_preview_is_marked_on_every_page_and_bears_no_number(report, superuser, signed_in):
    answer = signed_in(superuser).get(reverse("report_preview", args=[report.pk]))
    assert answer["Content-Disposition"].startswith("inline")
    words = words_of(answer.content)
    pages = len(pikepdf.open(io.BytesIO(answer.content)).pages)
    assert words.count("DỰ THẢO") == pages
    assert f"Số: /BC-{report.unit.code}" in words
    assert not Event.objects.filter(verb=Verb.DOWNLOAD).exists()


def test_the_same_records_give_the_same_bytes(report, superuser, signed_in):
    browser = signed_in(superuser)
    first, second = (browser.get(reverse("report_pdf", args=[report.pk])).content for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", ["report_pdf", "report_preview"])
def test_strangers_and_people_without_rights_are_kept_out(report, name, client, signed_in):
    address = reverse(name, args=[report.pk])
    assert_sent_to_sign_in(client.get(address))
    assert_refused(signed_in(UserFactory()).get(address))
    contact = User.objects.get(username="donvi")
    assert_not_found(signed_in(contact).get(address))


def test_a_missing_section_is_a_visible_gap_naming_it(report, superuser, signed_in):
    text = report.narratives.get(section="situation.difficulties")
    text.text = ""
    text.save()
    words = words_of(signed_in(superuser).get(reverse("report_preview", args=[report.pk])).content)
    assert "Còn thiếu: I.4. Khó khăn" in words


HOSTILE = (
    "<b>đậm</b> & () <script>alert(1)</script>",
    "x" * 10_000,
    "Việt Nam " * 3,
    "&amp; &lt;para&gt; %s ((",
)


SECTIONS = ("situation.advantages", "situation.difficulties", "assessment.limits", "proposals")


@pytest.fixture(scope="module")
def hostile(sample_office, django_db_blocker) -> tuple[int, str]:
    """Status and words of one file that has each of these texts in a section of its own; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        report = Report.objects.get(kind="interim")
        for section, text in zip(SECTIONS, HOSTILE, strict=True):
            row = report.narratives.get(section=section)
            row.text = text
            row.save()
        answer = browser_of(UserFactory(is_superuser=True)).get(reverse("report_pdf", args=[report.pk]))
        transaction.set_rollback(True)
    return answer.status_code, words_of(answer.content).replace(" ", "")


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "one long word", "words", "entities"])
def test_hostile_text_prints_as_itself(hostile, text):
    status, printed = hostile
    assert status == 200
    assert text.replace(" ", "")[:200] in printed


def test_the_file_is_the_same_whatever_language_the_reader_has_chosen(report):
    files = []
    for language in ("vi", "en"):
        with translation.override(language):
            files.append(render(report_paper(Report.objects.get(pk=report.pk))))
    assert files[0] == files[1]


def test_the_draft_alone_marks_what_nobody_confirmed(report, superuser, signed_in):
    browser = signed_in(superuser)
    final = browser.get(reverse("report_pdf", args=[report.pk])).content
    address = reverse("report_preview", args=[report.pk])
    owned = CaseFileReturn.objects
    owned.update(state=FigureState.CONFIRMED, confirmed_by=superuser, confirmed_at=timezone.now())
    before = words_of(browser.get(address).content).count("(*)")
    owned.update(state=FigureState.ENTERED, confirmed_by=None, confirmed_at=None)
    draft = words_of(browser.get(address).content)
    assert draft.count("(*)") > before + 3
    assert "(*) Số liệu chưa được đơn vị cung cấp xác nhận." in draft
    assert browser.get(reverse("report_pdf", args=[report.pk])).content == final
