"""The page of one section: text, facts with their rows, preview; who may write, and what happens to hostile text."""

import json
import re
from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape

from campaign.actions.assignments import hand_out
from campaign.actions.reports import WORKFLOW
from campaign.models import Report
from campaign.report.origins import for_screen
from campaign.report.paper import report_paper
from campaign.selectors.narratives import section_states
from office_culture.admin.rows import count
from office_culture.models import User
from office_culture.papers import frozen
from office_culture.papers.html import render_html
from office_culture.papers.render import as_text, as_word, render
from tests.answers import assert_not_found, assert_refused, assert_saved, assert_sent_to_sign_in
from tests.browsers import browser_of
from tests.factories.office import UserFactory
from tests.papers import reading_docx
from tests.papers.reading_html import parsed
from tests.project.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

SECTION = "assessment.limits"
TABLE = "| STT | Nội dung | Số hồ sơ |\n|---|---|---|\n| 1 | **Đã nhận** | {case_files.received} |\n| 2 | Khác | 12 |"


@pytest.fixture
def report() -> Report:
    return Report.objects.filter(paper=None).latest("period_end")


@pytest.fixture
def clerk() -> User:
    return User.objects.get(username="canbo")


def address(report, key=SECTION, name="report_section") -> str:
    return reverse(name, args=[report.pk, key])


def saved(browser, report, text, key=SECTION):
    """Saved by somebody who has opened it just now."""
    opened = report.narratives.get(section=key).version
    return browser.post(address(report, key), {"text": text, "opened_version": opened, "_save": "1"})


def preview_of(html):
    start = html.index('<article class="paper paper-piece"')
    return parsed(html[start : html.index("</article>", start) + len("</article>")])


def test_the_page_shows_guidance_facts_with_rows_and_the_section_as_it_prints(report, clerk, signed_in):
    browser = signed_in(clerk)
    answer = browser.get(address(report, "results.reform"))
    html = answer.content.decode()
    page = preview_of(html)
    _place, section = report.outline.place("results.reform")
    assert escape(section.guidance) in html
    assert section.title in page.text
    assert page.all("div", "piece-records")
    assert page.all("div", "piece-written")
    fact = report.facts().find("case_files.received")
    side = next(
        fact
        for group in answer.context["groups"]
        for fact in group.facts
        if fact.key == "case_files.received"
    )
    assert (side.text, side.label) == (fact.text, fact.label)
    rows = browser.get(side.address)
    assert rows.context["cl"].queryset.count() == count(fact.rows)
    assert {node.attributes["data-origin"] for node in page.all("a", "figure")} >= {"case_files.received"}


def test_the_preview_is_what_the_paper_prints(report, clerk, signed_in):
    """In the whole paper documents are cited in full only once: the piece must not begin anew."""
    row = report.narratives.get(section=SECTION)
    row.text = "Theo {cite.29/KH-VPUB}: **{case_files.received}** hồ sơ.\n- *Một*"
    row.save()
    browser = signed_in(clerk)
    piece = preview_of(browser.get(address(report)).content.decode())
    whole = browser.get(reverse("report_page", args=[report.pk])).content.decode()
    written = " ".join(piece.one("div", "piece-written").text.split()).partition("Theo ")[2]
    article = parsed(whole[whole.index("<article") : whole.index("</article>") + len("</article>")])
    assert written.rstrip(".") in " ".join(article.text.split())


def test_without_script_the_preview_is_a_button_that_saves_nothing(report, clerk, signed_in):
    before = report.narratives.get(section=SECTION)
    answer = signed_in(clerk).post(
        address(report), {"text": "Chỉ xem {case_files.new}", "opened_version": 1, "show": "1"}
    )
    assert report.facts().find("case_files.new").text in preview_of(answer.content.decode()).text
    assert answer.context["form"]["text"].value() == "Chỉ xem {case_files.new}"
    after = report.narratives.get(section=SECTION)
    assert (after.text, after.version) == (before.text, before.version)


def test_the_piece_for_the_script_is_the_same_preview(report, clerk, signed_in):
    answer = signed_in(clerk).post(
        address(report, name="report_section_preview"), {"text": "Có {case_files.new} <b>"}
    )
    page = preview_of(answer.content.decode())
    assert f"Có {report.facts().find('case_files.new').text}" in page.text
    assert "<b>" in page.text
    assert not page.all("b")


def test_saving_leads_to_the_next_written_section(report, clerk, signed_in):
    browser = signed_in(clerk)
    keys = [section.key for section in report.outline.written()]
    opened = browser.get(address(report, keys[0])).context["form"]["opened_version"].value()
    answer = browser.post(address(report, keys[0]), {"text": "Một.", "opened_version": opened, "_next": "1"})
    assert answer["Location"] == address(report, keys[1])
    assert report.narratives.get(section=keys[0]).text == "Một."


def test_the_line_ends_of_browsers_change_nothing(report, clerk, signed_in):
    row = report.narratives.get(section=SECTION)
    assert "\n" in row.text
    assert saved(signed_in(clerk), report, row.text.replace("\n", "\r\n")).status_code == 302
    again = report.narratives.get(section=SECTION)
    assert (again.text, again.version) == (row.text, row.version)


def test_typed_figures_and_lonely_marks_are_told(report, clerk, signed_in):
    browser = signed_in(clerk)
    assert saved(browser, report, "Có 4.218 hồ sơ **rất tốt").status_code == 302
    told = " ".join(browser.get(address(report)).context["warnings"])
    assert "4.218" in told
    assert "**rất tốt" in told


@pytest.mark.parametrize("text", ["| a | b |\n| c |", "Một {dấu", "{không.có}"])
def test_what_cannot_be_meant_is_refused_at_the_field(report, clerk, signed_in, text):
    before = report.narratives.get(section=SECTION).text
    answer = saved(signed_in(clerk), report, text)
    assert answer.status_code == 200
    assert answer.context["form"].errors["text"]
    assert report.narratives.get(section=SECTION).text == before


HOSTILE = {
    "assessment.limits": "<script>alert(1)</script> & </article>",
    "assessment.strengths": "x" * 10_000,
    "situation.advantages": "**" * 3_000,
    "situation.difficulties": "| " * 500,
    "results.conduct": "*a " * 5_000,
    "proposals": "\u202eđảo",
}


@pytest.fixture(scope="module")
def hostile(sample_office, django_db_blocker) -> int:
    """The status of the paper that has all of them, each in its section; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        report = Report.objects.filter(paper=None).latest("period_end")
        for section, text in HOSTILE.items():
            row = report.narratives.get(section=section)
            row.text = text
            row.save()
        browser = browser_of(User.objects.get(username="canbo"))
        answer = browser.get(reverse("report_preview", args=[report.pk]))
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.long
@pytest.mark.parametrize(
    "text", HOSTILE.values(), ids=["markup", "long word", "marks", "strokes", "italic", "turned"]
)
def test_hostile_text_stays_text(report, clerk, signed_in, hostile, text):
    browser = signed_in(clerk)
    answer = browser.post(address(report, name="report_section_preview"), {"text": text})
    assert answer.status_code == 200
    assert not preview_of(answer.content.decode()).all("script")
    answer = browser.post(address(report), {"text": text, "opened_version": 1, "show": "1"})
    assert answer.status_code == 200
    assert hostile == 200


def test_strangers_and_people_without_rights_are_kept_out(report, client, signed_in):
    for name in ("report_section", "report_section_preview"):
        assert_sent_to_sign_in(client.post(address(report, name=name)))
        assert_refused(signed_in(UserFactory()).post(address(report, name=name)))
        contact = User.objects.get(username="donvi")
        assert_not_found(signed_in(contact).post(address(report, name=name), {"text": "x"}))
    assert_not_found(signed_in(User.objects.get(username="donvi")).get(address(report)))


def test_who_may_only_read_sees_the_text_and_writes_nothing(report, signed_in):
    leader = User.objects.get(username="lanhdao")
    browser = signed_in(leader)
    page = browser.get(address(report))
    assert page.context["refusal"]
    assert "<textarea" not in page.content.decode()
    before = report.narratives.get(section=SECTION).text
    answer = browser.post(address(report), {"text": "Lén viết.", "opened_version": 1})
    assert answer.status_code == 403
    assert "Lén viết." in answer.content.decode()
    assert browser.post(address(report, name="report_section_preview"), {"text": "x"}).status_code == 403
    assert report.narratives.get(section=SECTION).text == before


def test_once_in_review_nobody_writes_and_what_was_typed_is_shown(report, clerk, signed_in):
    browser = signed_in(clerk)
    opened = browser.get(address(report)).context["form"]["opened_version"].value()
    WORKFLOW.perform("submit", obj=report, by=clerk)
    answer = browser.post(address(report), {"text": "Muộn rồi.", "opened_version": opened})
    assert answer.status_code == 403
    assert "Muộn rồi." in answer.content.decode()
    assert not report.narratives.filter(text="Muộn rồi.").exists()


def test_a_section_that_is_not_written_has_no_page(report, clerk, signed_in):
    browser = signed_in(clerk)
    for key in ("situation", "no.such", "%3Cb%3E"):
        assert_not_found(browser.get(f"/reports/{report.pk}/sections/{key}/"))


def test_a_delivered_section_is_still_open_to_who_keeps_the_report(report, clerk, signed_in):
    unit = User.objects.get(username="donvi").unit
    hand_out(report=report, sections=[SECTION], unit=unit, due=report.period_end.replace(year=2030), by=clerk)
    assert_saved(saved(signed_in(clerk), report, "Sửa lại."))
    assert_not_found(signed_in(User.objects.get(username="donvi")).get(address(report)))


def test_the_page_of_the_report_lists_its_sections_with_their_state(report, clerk, signed_in):
    row = report.narratives.get(section=SECTION)
    row.text = "Còn {case_files.received} và {mat.roi}, 12 việc."
    row.save()
    html = signed_in(clerk).get(reverse("admin:campaign_report_change", args=[report.pk])).content.decode()
    for section in report.outline.written():
        assert address(report, section.key) in html
    state = next(state for state in section_states(report) if state.section.key == SECTION)
    assert (state.words, state.unknown, state.typed) == (4, ("mat.roi",), ("12",))
    assert "<textarea" not in html.partition('id="sections"')[2]


def test_queries_do_not_grow_with_what_is_written(report, clerk, signed_in, django_assert_max_num_queries):
    browser = signed_in(clerk)
    row = report.narratives.get(section=SECTION)
    counts = []
    for times in (1, 30):
        row.text = "\n".join(
            ["- {case_files.received} {reform_rank.2019} {staffing.civil_servant.actual}"] * times
        )
        row.save()
        with django_assert_max_num_queries(400) as asked:
            assert browser.get(address(report)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_all_forms_render_emphasis_and_tables(report, superuser):
    row = report.narratives.get(section=SECTION)
    row.text = f"Trước **đậm** và *nghiêng*:\n{TABLE}\n- điểm **mạnh**"
    row.full_clean()
    row.save()
    fact = report.facts().find("case_files.received")
    paper = report_paper(report, draft=True)
    assert frozen.loads(frozen.dumps(paper)) == paper
    pdf = words_of(render(paper))
    word = reading_docx.words(as_word(paper))
    text = as_text(paper).decode("utf-8-sig")
    for told in (pdf, word, text):
        for part in ("đậm", "nghiêng", "Nội dung", "Đã nhận", fact.text, "mạnh"):
            assert part in told
        assert "**đậm**" not in told
    html = render_html(*for_screen(report, paper, superuser))
    page = parsed(html)
    assert "đậm" in [node.text for node in page.all("strong")]
    assert "nghiêng" in [node.text for node in page.all("em")]
    right = [node.text.strip() for node in page.all("td", "right")]
    # Nobody has confirmed the figure yet, and the screen says so behind it.
    assert any(words.startswith(fact.text) for words in right)
    assert "12" in right
    runs = [run for p in reading_docx.opened(as_word(paper)).paragraphs for run in p.runs]
    assert any(run.bold and "đậm" in run.text for run in runs)


def test_a_pasted_text_is_mended_and_old_fonts_are_asked_about(report, clerk, signed_in):
    browser = signed_in(clerk)

    def kept():
        return report.narratives.get(section=SECTION).text

    assert saved(browser, report, "\uf0b7 Một\v\uf0b7 Hai\u00ad").status_code == 302
    assert kept() == "- Một\n- Hai"
    old = "tæ chøc thùc hiÖn phong trµo ë tr\u00adêng"
    asked = saved(browser, report, old)
    assert asked.status_code == 200
    assert kept() == "- Một\n- Hai"
    found = re.search(r'name="answer-text" value="(take:[^"]+)"', asked.content.decode())
    opened = asked.context["form"]["opened_version"].value()
    data = {"text": old, "opened_version": opened, "_save": "1", "answer-text": unescape(found[1])}
    assert browser.post(address(report), data).status_code == 302
    assert kept() == "tổ chức thực hiện phong trào ở trường"


def test_a_text_is_kept_while_it_is_typed_and_shown_on_a_yes(report, clerk, signed_in):
    browser, page = signed_in(clerk), address(report)
    version = browser.get(page).context["form"]["opened_version"].value()
    typed = {"text": "Gõ dở dang", "opened_version": str(version)}
    sent = browser.post(reverse("unsaved_form"), {"page": page, "fields": json.dumps(list(typed.items()))})
    assert sent.status_code == 200
    (form,) = browser.get(page).context["unsaved_forms"]
    shown = browser.post(page, dict(form.fields) | {"_unsaved": "1"})
    assert shown.context["form"]["text"].value() == "Gõ dở dang"
    browser.post(page, typed | {"_save": "1"})
    assert not clerk.unsaved_forms.exists()
    reader = User.objects.get(username="kiemsoat")
    refused = signed_in(reader).post(reverse("unsaved_form"), {"page": page, "fields": "[]"})
    assert refused.status_code == 404
