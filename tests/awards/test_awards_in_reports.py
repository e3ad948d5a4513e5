"""What reports and papers say of awards: times and people, totals without names, years, and what is left out."""

import datetime

import pytest
from django.apps import apps
from django.urls import reverse

from awards.models import Conferral
from awards.sections.award_papers import decision_blocks
from awards.sections.honours import honours_blocks
from awards.sections.rounds import commendation
from awards.selectors.award_papers import decision_facts
from awards.selectors.honours import honours_of
from awards.selectors.rounds import commendation_of
from campaign.models import Report
from campaign.report.preflight.examination import examine
from office_culture.papers.blocks import Article, plain
from office_culture.rules.facts import FactBook
from office_culture.rules.nouns import without_nouns
from office_culture.rules.parts import At
from office_culture.text.citations import Citations
from tests.awards.deciding import award, draft_of, money_rules
from tests.campaign.reading import scope_of, tables, words
from tests.factories.awards import AwardFactory, AwardTotalFactory, ConferralFactory
from tests.factories.decisions import DecisionLineFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory, UnitFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db

AT = At("V", Citations())


@pytest.fixture
def scope(office):
    return scope_of(office)


@pytest.fixture
def title():
    return AwardFactory(name="Lao động tiên tiến", kind="title", subject="individual", position=55)


@pytest.fixture
def letter():
    return AwardFactory(name="Giấy khen", position=60)


def give(award, person, year=2020, **values):
    return ConferralFactory(
        award=award,
        person=person,
        unit=person.unit,
        period_start=datetime.date(year, 1, 1),
        period_end=datetime.date(year, 12, 31),
        **{"decided_on": datetime.date(year + 1, 1, 20), **values},
    )


def told(scope):
    return words(commendation(commendation_of(scope), AT))


def facts(scope):
    return {fact.key: fact for fact in FactBook(scope).listed("commendation")}


class TestTimesAndPeople:
    def test_who_receives_twice_is_one_person(self, scope, unit_a, title, letter):
        people = [PersonFactory(unit=unit_a) for _ in range(3)]
        for person in people:
            give(title, person, 2019)
            give(title, person, 2020)
        give(letter, people[0])
        said = told(scope)
        assert "trong kỳ báo cáo: 07 lượt cá nhân (03 người), gồm:" in said
        assert "Lao động tiên tiến: 06 lượt cá nhân (03 người)" in said
        assert "Giấy khen: 01 cá nhân." in said

    def test_collectives_alike(self, scope, unit_a, letter):
        for year in (2019, 2020):
            ConferralFactory(
                award=letter,
                unit=unit_a,
                period_start=datetime.date(year, 1, 1),
                period_end=datetime.date(year, 12, 31),
                decided_on=datetime.date(year + 1, 1, 20),
            )
        assert "Giấy khen: 02 lượt tập thể (01 tập thể)" in told(scope)

    def test_both_numbers_lead_to_their_rows(self, scope, unit_a, title):
        person = PersonFactory(unit=unit_a)
        give(title, person, 2019)
        give(title, person, 2020)
        found = facts(scope)
        for key, value in (("individuals", 2), ("individuals.once", 1)):
            fact = found[f"commendation.awarded.{key}"]
            assert fact.value == value
            rows = apps.get_model(fact.rows.model)._default_manager.filter(**fact.rows.lookups)
            assert rows.count() == value

    def test_a_decision_in_which_one_stands_twice(self, office, unit_a):
        money_rules()
        decision, letter, other = draft_of(office), award("Giấy khen", "0.3"), award("Bằng khen", "1.5")
        people = [PersonFactory(unit=unit_a) for _ in range(12)]
        for person in people:
            DecisionLineFactory(decision=decision, award=letter, person=person, unit=unit_a)
        DecisionLineFactory(decision=decision, award=other, person=people[0], unit=unit_a)
        said = first_article(decision)
        assert "Khen thưởng 13 lượt cá nhân (12 người)" in said


def first_article(decision) -> str:
    blocks = decision_blocks(decision_facts(decision))
    return plain(next(block for block in blocks if isinstance(block, Article)).text).replace("\u00a0", " ")


class TestTotals:
    def test_stand_beside_the_named_ones_and_never_twice(self, scope, office, unit_a, title):
        AwardTotalFactory(award=title, unit=office, year=2020, number=202)
        for _ in range(5):
            give(title, PersonFactory(unit=unit_a))
        assert "Lao động tiên tiến: 202 lượt cá nhân (trong đó 197 lượt theo số liệu tổng hợp" in told(scope)
        found = facts(scope)
        key = "commendation.awarded.lao-dong-tien-tien.individuals"
        assert [found[f"{key}{part}"].value for part in ("", ".named", ".unnamed")] == [202, 5, 197]
        assert not without_nouns(FactBook(scope))
        rows = found[f"{key}.unnamed"].rows
        assert apps.get_model(rows.model)._default_manager.filter(**rows.lookups).count() == 1

    def test_a_total_alone_is_told(self, scope, office, title):
        AwardTotalFactory(award=title, unit=office, year=2020, number=202)
        assert "202 lượt cá nhân (theo số liệu tổng hợp, không có danh sách)" in told(scope)

    def test_counts_in_one_of_two_reports_that_follow_each_other(self, office, title):
        AwardTotalFactory(award=title, unit=office, year=2020, number=202)
        AwardTotalFactory(award=title, unit=office, year=2021, number=7, decided_on=datetime.date(2022, 3, 1))
        before = commendation_of(scope_of(office, "01/01/2020", "31/12/2020"))
        after = commendation_of(scope_of(office, "01/01/2021", "23/05/2022"))
        assert [sum(one.total for one in found.awarded) for found in (before, after)] == [202, 7]

    def test_stand_in_the_appendix_with_their_document(self, scope, office, unit_a, title):
        decision = DocumentFactory(symbol="12/QĐ-VPTN", date=datetime.date(2021, 1, 20))
        AwardTotalFactory(award=title, unit=office, year=2020, number=202, decision=decision)
        give(title, PersonFactory(unit=unit_a))
        shown = tables(honours_blocks(honours_of(scope), AT))
        assert shown[-1] == [["1", "Lao động tiên tiến", "Cá nhân", "202", "1", "12/QĐ-VPTN ngày 20/01/2021"]]

    def test_years_without_awards_are_no_nought(self, scope, office, title, unit_a):
        give(title, PersonFactory(unit=unit_a), 2019)
        AwardTotalFactory(award=title, unit=office, year=2021, number=9)
        (table,) = tables(commendation(commendation_of(scope), AT))
        assert table == [["2019", "0", "1"], ["2020", "–", "–"], ["2021", "0", "9"], ["2022", "–", "–"]]

    def test_without_any_award_there_is_no_table(self, scope):
        assert tables(commendation(commendation_of(scope), AT)) == []


class TestPosthumous:
    def test_the_decision_says_it(self, office, unit_a):
        money_rules()
        decision, order = draft_of(office), award("Huân chương Lao động hạng Ba", "4.5")
        for posthumous in (False, True):
            DecisionLineFactory(
                decision=decision, award=order, person=PersonFactory(unit=unit_a), posthumous=posthumous
            )
        said = first_article(decision)
        assert "Tặng Huân chương Lao động hạng Ba cho 01 cá nhân, truy tặng cho 01 cá nhân đã có" in said
        decision.lines.filter(posthumous=False).delete()
        assert "Truy tặng Huân chương Lao động hạng Ba cho 01 cá nhân" in first_article(decision)

    def test_an_honorary_title_is_called_a_title(self, office, unit_a):
        money_rules()
        decision, honour = draft_of(office), award("Anh hùng Lao động", None, kind="honour")
        DecisionLineFactory(decision=decision, award=honour, person=PersonFactory(unit=unit_a))
        assert "Tặng danh hiệu “Anh hùng Lao động” cho 01 cá nhân" in first_article(decision)

    def test_the_list_of_the_report_says_it(self, scope, unit_a, letter):
        give(letter, PersonFactory(unit=unit_a, full_name="Nguyễn Văn An"), posthumous=True)
        assert [row.name for row in honours_of(scope).awarded] == ["Nguyễn Văn An (truy tặng)"]


class TestPreflight:
    @pytest.fixture
    def report(self, office):
        return ReportFactory(
            unit=office, period_start=datetime.date(2019, 1, 1), period_end=datetime.date(2022, 5, 23)
        )

    def seen(self, report, check="awards-recorded"):
        """What the check found, by its subject."""
        issues = examine(Report.objects.get(pk=report.pk), datetime.date(2022, 6, 1), None)
        return {issue.subject: issue.seen for issue in issues if issue.check == check}

    def test_an_award_without_a_day_or_a_decision_is_named(self, report, unit_a, letter):
        complete = give(letter, PersonFactory(unit=unit_a), decision=DocumentFactory(), decided_on=None)
        assert complete.decided_on == complete.decision.date
        assert self.seen(report) == {}
        cites_nothing = give(letter, PersonFactory(unit=unit_a))
        lost = give(letter, PersonFactory(unit=unit_a), decided_on=None)
        give(letter, PersonFactory(unit=unit_a), 2014, decided_on=None)
        give(letter, PersonFactory(unit=UnitFactory()), decided_on=None)
        assert self.seen(report) == {
            "without a day": str(lost.pk),
            "without a decision": str(cites_nothing.pk),
        }

    def test_a_day_that_contradicts_its_decision_is_named(self, report, unit_a, letter):
        decision = DocumentFactory(date=datetime.date(2021, 1, 20))
        given = give(letter, PersonFactory(unit=unit_a), decision=decision)
        assert self.seen(report) == {}
        decision.date = datetime.date(2021, 1, 21)
        decision.save()
        assert self.seen(report) == {"another day": str(given.pk)}

    def test_a_total_smaller_than_what_is_recorded_is_named(self, report, office, unit_a, title):
        total = AwardTotalFactory(award=title, unit=office, year=2020, number=1)
        give(title, PersonFactory(unit=unit_a))
        assert self.seen(report, "award-totals") == {}
        give(title, PersonFactory(unit=unit_a))
        assert self.seen(report, "award-totals") == {"totals": str(total.pk)}


class TestWhatIsSaved:
    def test_says_that_no_report_counts_it(self, office, unit_a, letter, officer, english):
        made = give(letter, PersonFactory(unit=unit_a), decided_on=None)
        page = english(officer).get(reverse("admin:awards_conferral_change", args=[made.pk])).content.decode()
        assert "Without the day of the decision no report counts this award." in page
        assert "The decision that gave this award is not named." in page

    def test_a_contradicting_day_is_refused_at_its_field(self, office, unit_a, letter, officer, english):
        decision = DocumentFactory(date=datetime.date(2021, 1, 20))
        form = {
            "award": letter.pk,
            "ground": "tenure",
            "unit": unit_a.pk,
            "period_start": "01/01/2020",
            "period_end": "31/12/2020",
            "decided_on": "21/01/2021",
            "decision": decision.pk,
        }
        browser = english(officer)
        answer = browser.post(reverse("admin:awards_conferral_add"), form)
        assert "The decision named here is of 20/01/2021" in answer.content.decode()
        answer = browser.post(reverse("admin:awards_conferral_add"), {**form, "decided_on": ""})
        assert answer.status_code == 302
        made = Conferral.objects.get()
        assert (made.decided_on, made.ground) == (decision.date, "tenure")

    def test_a_collective_is_not_honoured_after_death(self, unit_a, letter, officer, english):
        form = {
            "award": letter.pk,
            "ground": "merit",
            "posthumous": "on",
            "unit": unit_a.pk,
            "period_start": "01/01/2020",
            "period_end": "31/12/2020",
        }
        answer = english(officer).post(reverse("admin:awards_conferral_add"), form)
        assert "Only a person receives an award after death." in answer.content.decode()
