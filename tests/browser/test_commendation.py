"""The life of a round in the browser, from the nomination to the certificate and to a revocation.

Unit contact, records officer, council secretary and leader each sit at their own window.
"""

import datetime
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.urls import reverse

from awards.actions.certificates import start_from_default
from awards.models import (
    AwardDecision,
    Conferral,
    Dossier,
    GeneralTopic,
    NominationRound,
    Nominee,
    Revocation,
    RuleTopic,
)
from office_culture.models import User
from office_culture.project import roles
from tests.awards.council_room import having, room
from tests.browser import steps
from tests.factories.awards import AwardRuleFactory, BaseSalaryFactory
from tests.factories.certificates import CertificateLayoutFactory
from tests.factories.decisions import GeneralRuleFactory
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory
from tests.project.reading import words_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST, SECOND = "Lường Thị Đạt", "Quàng Văn Bổ Sung"


@pytest.fixture
def office(live_server, settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    roles.set_up()
    return UnitFactory(
        name="Văn phòng Thử nghiệm", kind="agency", code="VPTN", letterhead_name="VĂN PHÒNG", place="Sơn La"
    )


@pytest.fixture
def planned(office):
    """A round that gathers, its council, and a unit with two people who may be put up."""
    unit = UnitFactory(name="Phòng A", parent=office)
    made = room(office, unit)
    NominationRound.objects.filter(pk=made.held.pk).update(state="gathering")
    for name in (FIRST, SECOND):
        PostingFactory(person=PersonFactory(full_name=name, unit=unit), unit=unit, post="Chuyên viên")
    PostingFactory(person=PersonFactory(full_name="Trần Thị Ký", unit=office), unit=office)
    AwardRuleFactory(award=made.letter, recipient="individual", topic=RuleTopic.PRIZE, prize_multiple="0.3")
    BaseSalaryFactory(valid_from=datetime.date(2019, 7, 1), amount=1_490_000)
    GeneralRuleFactory(topic=GeneralTopic.ROUNDING, value=10_000, valid_from=None)
    GeneralRuleFactory(topic=GeneralTopic.RETURN_DAYS, value=15, valid_from=None)
    return made


class Desk:
    """One person at one window: opens pages, takes steps, chooses from lists that are searched."""

    def __init__(self, watched) -> None:
        self.watched, self.page = watched, watched.page
        self.page.set_default_timeout(10_000)

    def visit(self, record, page: str = "change") -> None:
        name = f"admin:awards_{record._meta.model_name}_{page}"
        self.watched.visit(reverse(name, args=[record.pk]))

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.watched.look()

    def step(self, name: str, reason: str = "") -> None:
        self.follow(name)
        if reason:
            steps.asked(self.page).get_by_label("Reason").fill(reason)
        self.confirm(name)

    def confirm(self, name: str) -> None:
        steps.confirm(self.page)
        assert f"“{name}” is done." in self.said()

    def issue(self, number: str, day: str, step: str = "Issue") -> None:
        self.follow(step)
        asked = steps.asked(self.page)
        asked.get_by_label("Number", exact=True).fill(number)
        asked.locator("input[name=on]").fill(day)
        steps.confirm(self.page)
        self.watched.look()
        assert "Issued:" in self.said() or f"“{step}” is done." in self.said()

    def choose(self, field: str, words: str) -> None:
        # One question at a time: tables in memory refuse a second one that is asked beside the first.
        with self.page.expect_response("**/autocomplete/**"):
            self.page.locator(f"#id_{field} + .select2").click()
        with self.page.expect_response("**/autocomplete/**"):
            self.page.locator(".select2-search__field").last.fill(words)
        self.page.locator(".select2-results__option", has_text=words).first.click()

    def save(self, button: str = "_continue") -> None:
        self.page.locator(f"input[name={button}]").click()
        self.watched.look()
        assert self.page.locator(".error-links").count() == 0, self.page.locator("#content").inner_text()

    def said(self) -> str:
        return self.page.locator("ul.messagelist").inner_text()

    def opened(self, locator) -> str:
        """The words of the PDF that a link shows in the browser itself."""
        answer = self.page.request.get(urljoin(self.page.url, locator.get_attribute("href")))
        assert answer.headers["content-type"] == "application/pdf"
        return words_of(answer.body())

    def downloaded(self, locator) -> str:
        """The words of the PDF that a click brings."""
        with self.page.expect_download() as started:
            locator.click()
        return words_of(Path(started.value.path()).read_bytes())


@pytest.fixture
def desks(open_pages, planned):
    def sit(user) -> Desk:
        return Desk(open_pages(language="en", user=user))

    return {
        "contact": sit(having("unit_contact", planned.unit, username="contact")),
        "officer": sit(having("records_officer", planned.office, username="officer")),
        "secretary": sit(planned.secretary),
        "leader": sit(having("leader", planned.office, username="leader")),
    }


def test_from_the_nomination_to_the_certificate_and_back(desks, planned):
    contact, officer, secretary, leader = desks.values()
    dossier = written(contact)
    contact.step("Submit")
    reviewed(officer, contact, dossier)

    officer.visit(planned.held)
    officer.step("Put up to those who decide")
    voted(secretary, planned)

    decision = decided(officer, leader, planned)
    printed(officer, decision, planned.office)
    officer.visit(planned.held)
    officer.step("Record that it is decided")
    revoked(officer, leader, planned)
    problems = [problem for desk in desks.values() for problem in desk.watched.problems]
    assert not problems, "\n".join(problems)


def written(contact: Desk) -> Dossier:
    """The contact finds the round and puts two people up."""
    contact.watched.visit(reverse("admin:awards_dossier_add"))
    contact.choose("round", "Đợt xét khen thưởng")
    contact.choose("unit", "Phòng A")
    contact.save()
    dossier = Dossier.objects.get()
    for place, name in enumerate((FIRST, SECOND)):
        if not contact.page.locator(f"#id_nominees-{place}-summary").is_visible():
            contact.page.locator("#nominees-group .add-row a").click()
        contact.choose(f"nominees-{place}-award", "Giấy khen")
        contact.choose(f"nominees-{place}-person", name)
        contact.page.locator(f"#id_nominees-{place}-summary").fill("Hoàn thành xuất sắc nhiệm vụ")
    contact.save()
    assert list(dossier.nominees.values_list("name", "unit__name", "post")) == [
        (FIRST, "Phòng A", "Chuyên viên"),
        (SECOND, "Phòng A", "Chuyên viên"),
    ]
    return dossier


def reviewed(officer: Desk, contact: Desk, dossier: Dossier) -> None:
    """The officer returns one nominee; the contact mends just the flagged field; then both go on."""
    first, second = (Nominee.objects.get(name=name) for name in (FIRST, SECOND))
    officer.visit(dossier)
    officer.step("Begin the review")
    officer.visit(second)
    officer.follow("Return with a reason")
    asked = steps.asked(officer.page)
    asked.get_by_label("achievements in short").check()
    asked.get_by_label("Reason").fill("Cần nêu số liệu")
    officer.confirm("Return with a reason")

    contact.visit(second)
    assert "Cần nêu số liệu" in contact.page.locator(".notice-warning").first.inner_text()
    assert contact.page.locator("#id_person, #id_award, #id_name").count() == 0
    contact.page.locator("#id_summary").fill("Giải quyết 120 hồ sơ, không quá hạn")
    contact.save()
    contact.step("Send again")
    contact.visit(first)
    assert contact.page.locator("#id_summary").count() == 0, "nobody returned this one"

    for one in (first, second):
        officer.visit(one)
        officer.step("Pass on to the council")
    officer.visit(dossier)
    officer.step("Finish the review")
    assert Nominee.objects.get(pk=second.pk).summary == "Giải quyết 120 hồ sơ, không quá hạn"


def voted(secretary: Desk, planned) -> None:
    """The secretary opens the session, takes the attendance, counts, concludes and takes the minutes."""
    page = secretary.page
    secretary.visit(planned.session)
    secretary.step("Open the session")
    for place in range(8):
        page.locator(f"#id_attendances-{place}-present").check()
    secretary.save()
    secretary.follow("Counting of ballots")
    for name in (FIRST, SECOND):
        row = Nominee.objects.get(name=name)
        page.get_by_label(f"{row}: in favour").fill("8")
    page.get_by_role("button", name="Keep and calculate").click()
    secretary.watched.look()
    secretary.visit(planned.session)
    secretary.step("Conclude the session")
    minutes = secretary.opened(page.get_by_role("link", name="Minutes (PDF)"))
    assert FIRST in minutes
    assert "8/9" in minutes
    # The decision names the minutes with their number.
    secretary.visit(planned.session)
    secretary.issue("8", "15/06/2022", "Issue the minutes")


def decided(officer: Desk, leader: Desk, planned) -> AwardDecision:
    """The officer drafts the decision from the round, the leader approves it, the officer issues it."""
    officer.visit(planned.held)
    officer.page.get_by_role("button", name="Draft the decision with those agreed").click()
    officer.watched.look()
    decision = AwardDecision.objects.get()
    officer.page.locator("summary, h2", has_text="Our own decision").first.click()
    officer.choose("signer", "Trần Thị Ký")
    officer.page.locator("#id_signer_post").fill("Chánh Văn phòng")
    officer.page.locator("#id_proposed_by").fill("Trưởng phòng Tổ chức - Hành chính")
    officer.save()
    officer.step("Send to review")
    leader.visit(decision)
    leader.step("Approve")
    officer.visit(decision)
    officer.issue("12", "20/06/2022")
    decision.refresh_from_db()
    assert decision.symbol == "12/QĐ-VPTN"
    assert {line.prize_due for line in decision.lines.all()} == {450_000}
    text = officer.downloaded(officer.page.get_by_role("link", name="Download PDF"))
    assert SECOND in text
    leader.visit(decision)
    assert leader.page.locator("#id_subject").count() == 0, "nobody edits an issued decision"
    return decision


def printed(officer: Desk, decision: AwardDecision, office) -> None:
    """One certificate is taken alone, then all of the decision as one file."""
    layout = CertificateLayoutFactory(unit=office, name="Giấy khen", signer="Trần Thị Ký")
    start_from_default(layout=layout, by=User.objects.get(username="officer"))
    officer.visit(decision)
    officer.follow("Number the certificates")
    officer.page.get_by_label("Number of the first certificate").fill("GK 01")
    officer.confirm("Number the certificates")
    officer.follow(SECOND)
    panel = officer.page.locator("section[aria-labelledby=certificate-heading] a")
    assert SECOND in officer.downloaded(panel.first)

    officer.visit(decision)
    officer.follow("Print certificates")
    officer.page.locator(".step-form input[type=submit]").click()
    officer.page.locator(".batch a.button").wait_for()
    officer.watched.look()
    whole = officer.downloaded(officer.page.locator(".batch a.button"))
    assert FIRST in whole
    assert SECOND in whole


def revoked(officer: Desk, leader: Desk, planned) -> None:
    """An award is taken back; what was paid and handed out is due; the award stays readable."""
    received = Conferral.objects.get(name=FIRST)
    officer.watched.visit(reverse("admin:awards_revocation_add"))
    page = officer.page
    page.locator("#id_subject").fill("Về việc hủy bỏ khen thưởng")
    officer.choose("unit", "Văn phòng Thử nghiệm")
    page.locator("#id_ground").select_option("false")
    page.locator("#id_reason").fill("Kê khai không đúng")
    page.locator("summary, h2", has_text="Our own decision").first.click()
    officer.choose("signer", "Trần Thị Ký")
    page.locator("#id_signer_post").fill("Chánh Văn phòng")
    page.locator("#id_legal_bases").fill("Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022")
    page.locator("#id_proposed_by").fill("Trưởng phòng Tổ chức - Hành chính")
    officer.save()
    revocation = Revocation.objects.get()
    page.locator("#lines-group .add-row a").click()
    officer.choose("lines-0-conferral", FIRST)
    officer.save()
    officer.step("Send to review")
    leader.visit(revocation)
    leader.step("Approve")
    officer.visit(revocation)
    officer.issue("13", "04/07/2022")
    assert "25/07/2022" in page.locator("section[aria-labelledby=revoked]").inner_text()
    officer.visit(received)
    assert page.locator("section[aria-labelledby=certificate-heading]").count() == 0
    assert "revoked" in page.locator("#content").inner_text().lower()
