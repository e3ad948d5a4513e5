"""What a unit may still change, through which door it may try, and what stands against submitting."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.actions import dossiers, nominees
from awards.models import DossierState, Nominee, NomineeState, RuleTopic
from awards.selectors.dossier_checks import months_before
from office_culture.actions.workflow import Refused
from tests import sheets
from tests.answers import assert_saved
from tests.awards.pages import change
from tests.campaign.reading import errors, row_forms
from tests.factories.awards import (
    AwardFactory,
    AwardRuleFactory,
    DossierFactory,
    NominationRoundFactory,
    NomineeFactory,
    NomineeFileFactory,
    PaperKindFactory,
    RequiredPaperFactory,
)
from tests.factories.office import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def waiting_files(settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"


@pytest.fixture
def letter():
    return AwardFactory(name="Giấy khen")


@pytest.fixture
def dossier(office, unit_a):
    return DossierFactory(round=NominationRoundFactory(unit=office), unit=unit_a)


@pytest.fixture
def nominee(dossier, letter, unit_a):
    return NomineeFactory(dossier=dossier, award=letter, person=PersonFactory(unit=unit_a), unit=unit_a)


def submitted(dossier, contact_a, officer=None):
    dossiers.WORKFLOW.perform("submit", obj=dossier, by=contact_a)
    if officer:
        dossiers.WORKFLOW.perform("review", obj=dossier, by=officer)


def added(browser, dossier, award, person):
    values = {
        "dossier": dossier.pk,
        "award": award.pk,
        "position": 0,
        "person": person.pk,
        **row_forms("files"),
    }
    return browser.post(reverse("admin:awards_nominee_add"), values)


class TestAddedTooLate:
    def test_by_the_page(self, nominee, dossier, letter, contact_a, english):
        late = PersonFactory(unit=dossier.unit)
        submitted(dossier, contact_a)
        page = added(english(contact_a), dossier, letter, late)
        assert errors(page, "dossier") == ["This dossier is “submitted”: nobody is added to it any more."]
        assert Nominee.objects.count() == 1

    def test_by_a_sheet(self, nominee, dossier, letter, contact_a, english):
        browser = english(contact_a)
        late = PersonFactory(unit=dossier.unit, full_name="Lù Văn Muộn")
        rows = sheets.rows_of(sheets.export(browser, Nominee))
        rows[1] = [late.full_name if cell == nominee.name else cell for cell in rows[1]]
        submitted(dossier, contact_a)
        answer = sheets.preview(browser, Nominee, sheets.workbook(*rows))
        assert "nobody is added to it any more" in sheets.text_of(answer)
        assert Nominee.objects.count() == 1

    def test_a_draft_takes_it(self, dossier, letter, contact_a, english):
        dossier.round.awards.add(letter)
        page = added(english(contact_a), dossier, letter, PersonFactory(unit=dossier.unit))
        assert_saved(page)


class TestFlaggedFieldsOnly:
    """A forged request or a sheet opens no more than the page does."""

    @pytest.fixture(autouse=True)
    def returned(self, nominee, dossier, contact_a, officer):
        submitted(dossier, contact_a, officer)
        details = {"flagged": ["summary"]}
        nominees.WORKFLOW.perform("return", obj=nominee, by=officer, reason="Thiếu số liệu", answers=details)
        nominee.refresh_from_db()

    def test_by_a_forged_post(self, nominee, contact_a, superuser, english):
        other = AwardFactory()
        nominee.dossier.round.awards.add(other)
        for user in (contact_a, superuser):
            form = {
                "award": other.pk,
                "dossier": DossierFactory().pk,
                "state": "passed",
                "flagged": "award",
                "name": "Tên khác",
                "summary": f"Do {user.username} sửa",
                "opened_version": Nominee.objects.get().version,
                **row_forms("files"),
            }
            assert english(user).post(change(nominee), form).status_code == 302
            fresh = Nominee.objects.get()
            assert fresh.summary == f"Do {user.username} sửa"
            assert (fresh.award_id, fresh.name, fresh.dossier_id, fresh.state, fresh.flagged) == (
                nominee.award_id,
                nominee.name,
                nominee.dossier_id,
                NomineeState.RETURNED,
                ["summary"],
            )

    def changed(self, browser, column: str, value: str):
        rows = sheets.rows_of(sheets.export(browser, Nominee))
        rows[1][rows[0].index(column)] = value
        return sheets.preview(browser, Nominee, sheets.workbook(*rows))

    def test_by_a_sheet(self, nominee, contact_a, english):
        browser = english(contact_a)
        answer = self.changed(browser, "Post as printed", "Trưởng phòng")
        assert "This cannot be changed here" in sheets.text_of(answer)
        answer = self.changed(browser, "Achievements in short", "Giải quyết 120 hồ sơ")
        sheets.confirm(browser, Nominee, sheets.token_of(answer))
        assert Nominee.objects.get().summary == "Giải quyết 120 hồ sơ"

    def test_by_a_sheet_once_sent_again(self, nominee, contact_a, english):
        nominees.WORKFLOW.perform("send", obj=nominee, by=contact_a)
        answer = self.changed(english(contact_a), "Achievements in short", "Sửa lén")
        assert 'name="token"' not in answer.content.decode()

    def test_what_is_sent_again_is_complete(self, nominee, letter, contact_a):
        rule = AwardRuleFactory(award=letter, topic=RuleTopic.PAPERS)
        kind = PaperKindFactory(name="Báo cáo thành tích", per_nominee=True)
        RequiredPaperFactory(rule=rule, kind=kind)
        with pytest.raises(Refused, match="Báo cáo thành tích"):
            nominees.WORKFLOW.perform("send", obj=nominee, by=contact_a)
        NomineeFileFactory(nominee=nominee, kind=kind)
        nominees.WORKFLOW.perform("send", obj=nominee, by=contact_a)


class TestAgeOfPapers:
    @pytest.fixture
    def report(self, nominee, letter):
        rule = AwardRuleFactory(award=letter, topic=RuleTopic.PAPERS)
        kind = PaperKindFactory(name="Báo cáo thành tích", per_nominee=True)
        RequiredPaperFactory(rule=rule, kind=kind, most_months=6)
        return NomineeFileFactory(nominee=nominee, kind=kind, written_on=timezone.localdate())

    def told(self, browser, dossier) -> str:
        return browser.get(change(dossier)).content.decode()

    def test_warns_of_an_old_report_and_does_not_block(self, report, dossier, contact_a, english):
        browser = english(contact_a)
        assert "months old" not in self.told(browser, dossier)
        report.written_on = timezone.localdate() - datetime.timedelta(days=200)
        report.save()
        assert "is more than 6 months old." in self.told(browser, dossier)
        submitted(dossier, contact_a)
        dossier.refresh_from_db()
        assert dossier.state == DossierState.SUBMITTED

    def test_asks_for_the_day_where_it_is_not_given(self, report, dossier, contact_a, english):
        report.written_on = None
        report.save()
        assert "give the day of “Báo cáo thành tích”" in self.told(english(contact_a), dossier)

    @pytest.mark.parametrize(
        ("day", "months", "expected"),
        [
            ((2026, 8, 31), 6, (2026, 2, 28)),
            ((2024, 8, 31), 6, (2024, 2, 29)),
            ((2026, 3, 15), 6, (2025, 9, 15)),
            ((2026, 12, 31), 12, (2025, 12, 31)),
            ((2026, 1, 1), 1, (2025, 12, 1)),
        ],
    )
    def test_months_are_those_of_the_calendar(self, day, months, expected):
        assert months_before(datetime.date(*day), months) == datetime.date(*expected)


class TestWomen:
    """At equal standing women go first: told beside each nominee, never counted."""

    def test_of_persons_and_collectives(self, dossier, letter, unit_a, contact_a, english):
        for gender in ("female", "female", "female", "male"):
            PostingFactory(person=PersonFactory(unit=unit_a, gender=gender), unit=unit_a)
        gone = PersonFactory(unit=unit_a, gender="male")
        PostingFactory(person=gone, unit=unit_a, valid_to=datetime.date(2020, 12, 31))
        woman = NomineeFactory(
            dossier=dossier, award=letter, person=PersonFactory(unit=unit_a, gender="female")
        )
        man = NomineeFactory(dossier=dossier, award=letter, person=PersonFactory(unit=unit_a, gender="male"))
        all_of_us = NomineeFactory(dossier=dossier, award=letter, person=None, unit=unit_a)
        page = english(contact_a).get(change(dossier))
        told = {row.pk: women for row, _verdict, _doubles, women in page.context["checked_nominees"]}
        assert told == {woman.pk: "woman", man.pk: "", all_of_us.pk: "3 of 4 members, 75%"}
        assert "Nobody is ranked by this automatically." in page.content.decode()
