"""Records whose day the source does not tell: kept, listed as incomplete, never sorted or counted wrongly."""

import datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.models import NominationRound
from awards.selectors.eligibility import assessments
from campaign.models import CommunicationActivity, EffectConfirmation
from campaign.report.preflight.days import left_out
from campaign.selectors.communication import communication
from campaign.selectors.recognitions import recognised_for_unit
from office_culture.models import InspectionRound
from office_culture.papers.plain.renderer import render_plain
from office_culture.sections.papers_of_inspections import minutes, result_table
from office_culture.selectors.inspection_facts import inspection_facts
from office_culture.selectors.minutes import minutes_facts, round_facts
from tests.campaign.reading import scope_of
from tests.factories.awards import AwardRuleFactory, NominationRoundFactory, NomineeFactory
from tests.factories.campaign import CommunicationActivityFactory, CommunicationChannelFactory
from tests.factories.documents import DocumentFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.inspections import InspectionFactory, InspectionRoundFactory
from tests.guards.test_duplicates import managed, posted

pytestmark = pytest.mark.django_db

YEAR = ("01/01/2019", "31/12/2019")


@pytest.fixture
def save(superuser, signed_in):
    """Posts the page of a row as it was filled in, with changes, and returns the answer."""
    browser = signed_in(superuser)

    def saved(row, **changes):
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        page = browser.get(address).context
        data = posted(page["adminform"].form, row) | managed(i.formset for i in page["inline_admin_formsets"])
        answer = browser.post(address, data | {"opened_version": row.version} | changes)
        row.refresh_from_db()
        assert browser.get(address).status_code == 200
        assert "None" not in str(row)
        assert "None" not in "".join(row.names_in_sheets())
        kind = f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist"
        listed = browser.get(reverse(kind), {"incomplete": "yes"})
        assert listed.status_code == 200
        row.is_listed = row in listed.context["cl"].result_list
        return answer

    return saved


class TestCommunication:
    def test_counts_with_its_whole_year_only(self, office, save):
        row = CommunicationActivityFactory(unit=office, held_on=datetime.date(2018, 1, 1))
        assert save(row, held_on="", held_in="2019").status_code == 302
        assert row.is_listed
        assert communication(scope_of(office, *YEAR)).occasions == 1
        for start, end in (
            ("01/01/2019", "30/06/2019"),
            ("02/01/2019", "31/12/2019"),
            ("01/01/2020", "31/12/2020"),
        ):
            assert communication(scope_of(office, start, end)).occasions == 0

    @pytest.mark.parametrize(
        "days", [("", ""), ("05/03/2019", "2019"), ("", "19"), ("", "2999"), ("", "abc")]
    )
    def test_asks_for_exactly_one_of_both(self, office, save, days):
        row = CommunicationActivityFactory(unit=office, held_on=datetime.date(2018, 1, 1))
        assert save(row, held_on=days[0], held_in=days[1]).status_code == 200
        assert not row.is_listed

    def test_stands_at_its_year_in_the_list(self, office):
        known = [
            CommunicationActivityFactory(unit=office, held_on=datetime.date(year, 6, 1))
            for year in (2018, 2020)
        ]
        row = CommunicationActivityFactory(unit=office, held_on=None, held_in=2019)
        assert list(CommunicationActivity.objects.all()) == [known[1], row, known[0]]

    def test_the_add_page_takes_it(self, office, superuser, signed_in):
        channel = CommunicationChannelFactory()
        data = {
            "what": "Hội nghị",
            "channel": channel.pk,
            "held_on": "",
            "held_in": "1997",
            "unit": office.pk,
        }
        data |= {"audiences": "", "reached": ""}
        for name in ("document_rows", "files"):
            data |= {f"{name}-TOTAL_FORMS": 0, f"{name}-INITIAL_FORMS": 0}
        answer = signed_in(superuser).post(reverse("admin:campaign_communicationactivity_add"), data)
        assert answer.status_code == 302, answer.context["errors"]
        assert CommunicationActivity.objects.get().placed_on == datetime.date(1997, 1, 1)


class TestConfirmation:
    @pytest.fixture
    def row(self, office):
        innovation = InnovationFactory(
            unit=office, recognised=True, level="base", recognised_on=datetime.date(2019, 6, 1)
        )
        return EffectConfirmation.objects.create(
            innovation=innovation,
            reach="province",
            confirmed_by="UBND tỉnh",
            confirmed_on=datetime.date(2019, 9, 1),
        )

    def reach(self, office, end):
        (found,) = recognised_for_unit(office, datetime.date(2019, 1, 1), end)
        return found.reach, found.confirmed_on

    def test_takes_the_day_of_its_document(self, office, row, save):
        document = DocumentFactory(date=datetime.date(2019, 8, 8))
        assert save(row, confirmed_on="", document=document.pk).status_code == 302
        assert self.reach(office, datetime.date(2019, 8, 7)) == ("", None)
        assert self.reach(office, datetime.date(2019, 8, 8)) == ("province", datetime.date(2019, 8, 8))

    def test_without_any_day_counts_from_its_entry_on(self, office, row, save):
        assert save(row, confirmed_on="").status_code == 302
        assert row.is_listed
        today = timezone.localdate()
        assert self.reach(office, today - datetime.timedelta(days=2)) == ("", None)
        assert self.reach(office, today) == ("province", None)


class TestInspectionRound:
    @pytest.fixture
    def row(self, office):
        return InspectionRoundFactory(unit=office, year=2019, start="2019-05-01", end="2019-05-31")

    def test_names_its_year_on_its_papers(self, office, unit_a, row, save):
        assert save(row, start="", end="").status_code == 302
        assert row.is_listed
        held = InspectionFactory(inspection_round=row, unit=unit_a, visited_on=None, day_not_known=True)
        said = render_plain(minutes(minutes_facts(held)))
        assert "trong đợt kiểm tra năm 2019" in said
        assert "2019-" not in said
        assert render_plain(result_table(round_facts(row)))

    def test_counts_with_its_whole_year_only(self, office, row):
        InspectionRound.objects.filter(pk=row.pk).update(state="finished")
        row.refresh_from_db()
        row.start = row.end = None
        row.save()
        assert len(inspection_facts(scope_of(office, *YEAR)).rounds) == 1
        assert inspection_facts(scope_of(office, "01/02/2019", "31/12/2019")).rounds == ()

    def test_one_known_day_still_bounds_the_visits(self, office, unit_a, row, save):
        assert save(row, start="", end="31/05/2019").status_code == 302
        held = InspectionFactory(inspection_round=row, unit=unit_a)
        held.visited_on = datetime.date(2019, 6, 1)
        with pytest.raises(Exception, match="2019"):
            held.full_clean()
        held.visited_on = datetime.date(2019, 2, 1)
        held.full_clean()


class TestNominationRound:
    def test_stands_on_the_last_day_of_its_achievements(self, office, save):
        row = NominationRoundFactory(
            unit=office, period_start=datetime.date(2015, 1, 1), period_end=datetime.date(2015, 12, 31)
        )
        later = NominationRoundFactory(unit=office, opened_on=datetime.date(2016, 1, 5))
        row.awards.add(AwardRuleFactory().award)
        row.save()
        answer = save(row, opened_on="")
        assert answer.status_code == 302, answer.context["errors"]
        assert row.is_listed
        assert row.rules_day == datetime.date(2015, 12, 31)
        assert list(NominationRound.objects.all()) == [later, row]
        nominee = NomineeFactory(dossier__round=row)
        assert assessments([nominee])

    def test_the_same_round_twice_is_refused_at_its_name(self, office):
        row = NominationRoundFactory(unit=office, opened_on=None)
        again = NominationRoundFactory.build(unit=office, name=row.name, opened_on=None)
        again.period_start, again.period_end = row.period_start, row.period_end
        with pytest.raises(Exception, match=r"list|danh sách"):
            again.full_clean()


def test_the_preflight_names_what_only_its_year_places(office):
    activity = CommunicationActivityFactory(unit=office, held_on=None, held_in=2019)
    CommunicationActivityFactory(unit=office, held_on=None, held_in=2020)
    held = InspectionRoundFactory(unit=office, year=2019, start=None, end=None)
    for start, named in (("01/02/2019", {activity.pk, held.pk}), ("01/01/2019", set())):
        scope = scope_of(office, start, "31/12/2019")
        material = SimpleNamespace(
            book=SimpleNamespace(scope=scope),
            rows_page=lambda model, keys: "",
            rows=lambda query, scope=scope: list(query(scope)),
        )
        issues = list(left_out(material))
        assert {int(key) for issue in issues for key in issue.seen.split(",")} == named
        assert len(issues) == (2 if named else 0)
