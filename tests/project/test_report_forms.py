"""The report on the screen, as Word document and as text; each figure leads to exactly the rows behind it."""

import io
import re
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import transaction
from django.http import QueryDict
from django.urls import resolve, reverse
from docx import Document

from campaign.models import Report
from office_culture.admin.rows import LONGEST_ADDRESS, count, list_address
from office_culture.models import Event, User, Verb
from office_culture.rules.facts import Rows
from tests.answers import assert_not_found, assert_refused, assert_sent_to_sign_in
from tests.browsers import browser_of
from tests.factories.office import UserFactory
from tests.papers.reading_html import parsed
from tests.project.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

NAMES = ("report_page", "report_word", "report_text")


@pytest.fixture
def report(db) -> Report:
    return Report.objects.filter(paper=None).latest("period_end")


def article(answer):
    html = answer.content.decode()
    start, end = html.index("<article"), html.index("</article>")
    return parsed(html[start : end + len("</article>")])


@pytest.fixture(scope="module")
def shown(sample_office, django_db_blocker):
    """The page of the report as somebody with all rights sees it, asked for once; who asked is gone again."""
    with django_db_blocker.unblock(), transaction.atomic():
        browser = browser_of(UserFactory(is_superuser=True))
        newest = Report.objects.filter(paper=None).latest("period_end")
        answer = browser.get(reverse("report_page", args=[newest.pk]))
        transaction.set_rollback(True)
    return article(answer)


@pytest.mark.long
def test_every_figure_leads_to_a_list_of_exactly_its_rows(report, shown, superuser, signed_in, rf):
    """Each list is asked for its rows; of those with the same lookups one is drawn, the others differ in rows alone."""
    browser = signed_in(superuser)
    links = {node.attributes["data-origin"]: node.attributes["href"] for node in shown.all("a", "figure")}
    assert len(links) > 20
    facts, drawn = report.facts(), set()
    for key, address in links.items():
        if key.startswith("@"):  # a document that is cited; it leads to its own page
            assert browser.get(address).status_code == 200
            continue
        page, query = urlsplit(address).path, QueryDict(urlsplit(address).query)
        if (page, *query) not in drawn:
            drawn.add((page, *query))
            assert browser.get(address).status_code == 200, (key, address)
        request, match = rf.get(address), resolve(page)
        request.user, request.session, request.resolver_match = superuser, {}, match
        answer = match.func(request, *match.args, **match.kwargs)
        assert answer.status_code == 200, (key, address)
        rows, listed = facts.find(key).rows, answer.context_data["cl"].queryset
        kind = apps.get_model(rows.model)
        if listed.model is kind:
            assert listed.count() == count(rows), (key, urlsplit(address).path)
        else:  # parts without a list of their own stand on the pages of their records
            behind = kind._base_manager.filter(**rows.lookups).values(kind.part_of)
            assert set(listed.values_list("pk", flat=True)) == {row[kind.part_of] for row in behind}, key


def test_only_figures_without_rows_or_without_a_list_of_their_own_lead_nowhere(report, shown, superuser):
    facts = report.facts()
    for node in shown.all("span", "figure"):
        fact = facts.find(node.attributes["data-origin"])
        assert list_address(fact.rows, superuser) == ""


def test_a_reader_without_the_right_to_the_rows_sees_the_figures_without_links(report, signed_in):
    reader = UserFactory(unit=report.unit)
    reader.user_permissions.add(Permission.objects.get(codename="view_report"))
    page = article(signed_in(User.objects.get(pk=reader.pk)).get(reverse("report_page", args=[report.pk])))
    assert page.all("span", "figure")
    assert not page.all("a", "figure")


def test_the_page_is_marked_as_a_draft_and_leaves_no_trace(report, superuser, signed_in):
    answer = signed_in(superuser).get(reverse("report_page", args=[report.pk]))
    assert article(answer).one("p", "draft-mark").text == "DỰ THẢO"
    assert not Event.objects.filter(verb=Verb.DOWNLOAD).exists()


def test_the_word_document_has_the_sections_of_the_report(report, superuser, signed_in):
    answer = signed_in(superuser).get(reverse("report_word", args=[report.pk]))
    assert answer["Content-Disposition"].endswith('.docx"')
    document = Document(io.BytesIO(answer.content))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "I. ĐẶC ĐIỂM, TÌNH HÌNH"
    assert Event.objects.get(verb=Verb.DOWNLOAD).detail["format"] == "docx"


def test_the_text_keeps_to_its_lines_and_says_the_same(report, superuser, signed_in):
    answer = signed_in(superuser).get(reverse("report_text", args=[report.pk]))
    told = answer.content.decode("utf-8-sig")
    assert max(map(len, told.splitlines())) <= 78
    told = " ".join(told.split())
    texts = dict(report.narratives.values_list("section", "text"))
    for _number, section in report.outline.printed_with(texts).numbered():
        assert section.level == 0 or section.title.casefold() in told.casefold()


def test_the_annex_names_the_source_of_each_figure(report, superuser, signed_in):
    address = reverse("report_preview", args=[report.pk])
    browser = signed_in(superuser)
    browser.cookies["django_language"] = "en"
    plain, traced = (words_of(browser.get(address + query).content) for query in ("", "?trace=1"))
    assert "NGUỒN SỐ LIỆU CỦA BÁO CÁO" not in plain
    annex = traced.partition("NGUỒN SỐ LIỆU CỦA BÁO CÁO")[2]
    assert "Số bản ghi" in annex
    assert "được tổng hợp từ hồ sơ có đến ngày" in annex
    fact = report.facts().find("case_files.received")
    assert re.search(rf"III\.1\.b {re.escape(fact.text)} .{{0,200}}? {count(fact.rows)} ", annex)


@pytest.mark.parametrize("name", NAMES)
def test_strangers_and_people_without_rights_are_kept_out(report, name, client, signed_in):
    address = reverse(name, args=[report.pk])
    assert_sent_to_sign_in(client.get(address))
    assert_refused(signed_in(UserFactory()).get(address))
    contact = User.objects.get(username="donvi")
    assert_not_found(signed_in(contact).get(address))


HOSTILE = {
    "assessment.limits": "<b>đậm</b> & <script>alert(1)</script>",
    "situation.difficulties": "x" * 10_000,
    "proposals": "</article>]]>",
}


@pytest.fixture(scope="module")
def hostile(sample_office, django_db_blocker):
    """The answers on the report in every form, with each of these texts in its section; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        report = Report.objects.filter(paper=None).latest("period_end")
        for section, text in HOSTILE.items():
            row = report.narratives.get(section=section)
            row.text = text
            row.save()
        browser = browser_of(UserFactory(is_superuser=True))
        answers = {name: browser.get(reverse(name, args=[report.pk])) for name in NAMES}
        transaction.set_rollback(True)
    return answers


@pytest.mark.parametrize("text", HOSTILE.values())
def test_hostile_text_is_shown_as_itself(hostile, text):
    assert {answer.status_code for answer in hostile.values()} == {200}
    page = article(hostile["report_page"])
    assert text in page.text
    assert not page.all("script")


def test_no_rows_are_a_list_of_none_and_too_many_are_no_link(superuser):
    none = list_address(Rows("office_culture.unit", {"pk__in": ()}), superuser)
    assert none.endswith("?pk__in=0")
    many = Rows("office_culture.unit", {"pk__in": tuple(range(LONGEST_ADDRESS))})
    assert list_address(many, superuser) == ""
