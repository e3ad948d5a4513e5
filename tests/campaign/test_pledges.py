"""Pledges and registrations: recorded on screen, compared at year's end, told on papers."""

import datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campaign.models import Pledge, PledgeOutcome, PledgeTarget, TitleRegistration
from campaign.sections.pledges import pledges_blocks
from campaign.selectors.pledges import pledges_of
from campaign.selectors.registrations import registrations_of
from office_culture.papers.blocks import Paragraph, Table
from office_culture.rules.facts import FactBook
from office_culture.rules.parts import At
from office_culture.text.citations import Citations
from tests.answers import assert_refused
from tests.campaign.reading import fact_texts, scope_of, tables, words
from tests.factories.campaign import CampaignFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory
from tests.factories.plans import (
    EmulationTitleFactory,
    PledgeFactory,
    PledgeTargetFactory,
    TitleRegistrationFactory,
)
from tests.forms import every_form

pytestmark = pytest.mark.django_db


def errors_of(page, field: str) -> str:
    return " ".join(page.context["adminform"].form.errors.get(field, []))


def pledge(office, *targets, **changes) -> dict[str, str]:
    data = {
        "unit": str(office.pk),
        "year": "2021",
        "signed_on": "18/03/2021",
        "campaign": "",
        "document": "",
        "note": "",
        "targets-TOTAL_FORMS": str(len(targets)),
        "targets-INITIAL_FORMS": "0",
    }
    for number, target in enumerate(targets):
        row = {
            "criterion": "Nhiệm vụ hoàn thành đúng hạn",
            "sense": "at_least",
            "target": "95",
            "unit_of_measure": "%",
            "achieved": "",
            "stated": "unknown",
            "position": "0",
        } | target
        data |= {f"targets-{number}-{name}": value for name, value in row.items()}
    return data | changes


ADD_PLEDGE = "admin:campaign_pledge_add"


def row_errors(page) -> str:
    return str([formset.formset.errors for formset in page.context["inline_admin_formsets"]])


class TestPledges:
    def test_compares_at_the_end_of_the_year(self, screen, office):
        page = screen.post(
            reverse(ADD_PLEDGE),
            pledge(
                office,
                {"achieved": "94.9"},
                {"criterion": "Vi phạm kỷ luật", "sense": "at_most", "target": "0", "achieved": "0"},
                {"criterion": "Sáng kiến", "target": "1"},
                {"criterion": "Chi bộ vững mạnh", "target": "", "unit_of_measure": "", "stated": "yes"},
            ),
        )
        assert page.status_code == 302, row_errors(page)
        outcomes = {target.criterion: target.outcome for target in PledgeTarget.objects.all()}
        assert outcomes == {
            "Nhiệm vụ hoàn thành đúng hạn": PledgeOutcome.NO,
            "Vi phạm kỷ luật": PledgeOutcome.YES,
            "Sáng kiến": PledgeOutcome.UNKNOWN,
            "Chi bộ vững mạnh": PledgeOutcome.YES,
        }

    @pytest.mark.parametrize(
        ("target", "sentence"),
        [
            ({"target": "-1"}, "cannot be negative"),
            ({"achieved": "-1"}, "cannot be negative"),
            ({"target": "", "achieved": "5"}, "Give the target"),
            ({"stated": "yes"}, "is computed"),
            ({"target": "nhiều"}, "number"),
            ({"criterion": ""}, "required"),
        ],
    )
    def test_refuses_what_cannot_be_compared(self, screen, office, target, sentence):
        page = screen.post(reverse(ADD_PLEDGE), pledge(office, target))
        assert sentence in row_errors(page)
        assert not Pledge.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"year": "21"}, "year"),
            ({"signed_on": "18/3/0221"}, "signed_on"),
            ({"signed_on": "31/02/2021"}, "signed_on"),
        ],
    )
    def test_refuses_impossible_days_at_the_field(self, screen, office, changes, field):
        assert errors_of(screen.post(reverse(ADD_PLEDGE), pledge(office, **changes)), field)

    def test_one_for_each_unit_and_year(self, screen, office):
        screen.post(reverse(ADD_PLEDGE), pledge(office))
        assert "already" in errors_of(screen.post(reverse(ADD_PLEDGE), pledge(office)), "year")
        with pytest.raises(IntegrityError), transaction.atomic():
            PledgeFactory(unit=office, year=2021)

    def test_tells_a_day_far_from_its_year(self, office):
        odd = PledgeFactory(unit=office, year=2022, signed_on=datetime.date(2020, 3, 1))
        assert odd.warnings()
        assert not PledgeFactory(unit=office, year=2021, signed_on=datetime.date(2020, 12, 31)).warnings()

    @given(
        target=st.decimals(0, 1000, places=2),
        achieved=st.decimals(0, 1000, places=2),
        sense=st.sampled_from(["at_least", "at_most"]),
    )
    def test_either_side_keeps_a_target_that_is_met_exactly(self, target, achieved, sense):
        row = PledgeTarget(target=target, achieved=achieved, sense=sense)
        kept = achieved >= target if sense == "at_least" else achieved <= target
        assert row.outcome == (PledgeOutcome.YES if kept else PledgeOutcome.NO)
        assert PledgeTarget(target=target, achieved=target, sense=sense).outcome == PledgeOutcome.YES


ADD_REGISTRATION = "admin:campaign_titleregistration_add"


class TestRegistrations:
    def typed(self, title, unit, **changes) -> dict[str, str]:
        return {
            "year": "2021",
            "title": str(title.pk),
            "unit": str(unit.pk),
            "person": "",
            "name": "",
            "registered_on": "18/03/2021",
            "outcome": "unknown",
            "decision": "",
            "note": "",
        } | changes

    def test_keeps_the_name_of_the_day(self, screen, unit_a):
        person = PersonFactory(unit=unit_a, full_name="Nguyễn Thị Mẫu")
        title = EmulationTitleFactory()
        screen.post(reverse(ADD_REGISTRATION), self.typed(title, unit_a, person=str(person.pk)))
        person.full_name = "Nguyễn Thị Đổi Tên"
        person.save()
        assert TitleRegistration.objects.get().name == "Nguyễn Thị Mẫu"

    def test_the_title_decides_on_who_can_hold_it(self, screen, unit_a):
        person = PersonFactory(unit=unit_a)
        of_people, of_units = EmulationTitleFactory(), EmulationTitleFactory(subject="collective")
        page = screen.post(reverse(ADD_REGISTRATION), self.typed(of_people, unit_a))
        assert "choose the person" in errors_of(page, "person")
        page = screen.post(reverse(ADD_REGISTRATION), self.typed(of_units, unit_a, person=str(person.pk)))
        assert "leave the person empty" in errors_of(page, "person")
        assert screen.post(reverse(ADD_REGISTRATION), self.typed(of_units, unit_a)).status_code == 302

    @pytest.mark.parametrize("outcome", ["no", "unknown"])
    def test_a_decision_belongs_to_a_title_that_was_achieved(self, screen, unit_a, outcome):
        title = EmulationTitleFactory(subject="collective")
        posted = self.typed(title, unit_a, outcome=outcome, decision=str(DocumentFactory().pk))
        assert "achieved" in errors_of(screen.post(reverse(ADD_REGISTRATION), posted), "decision")

    def test_once_for_each_title_and_year(self, screen, unit_a):
        title = EmulationTitleFactory(subject="collective")
        screen.post(reverse(ADD_REGISTRATION), self.typed(title, unit_a))
        again = screen.post(reverse(ADD_REGISTRATION), self.typed(title, unit_a))
        assert "already" in errors_of(again, "title")

    def test_a_title_out_of_use_stays_where_it_was_given(self, screen, unit_a):
        registered = TitleRegistrationFactory(title__subject="collective", person=None, unit=unit_a)
        registered.title.enabled = False
        registered.title.save()
        page = screen.post(reverse(ADD_REGISTRATION), self.typed(registered.title, unit_a, year="2022"))
        assert "out of use" in errors_of(page, "title")
        kept = self.typed(registered.title, unit_a, outcome="yes", name=registered.name)
        change = reverse("admin:campaign_titleregistration_change", args=[registered.pk])
        assert screen.post(change, kept).status_code == 302

    def test_is_no_condition_of_anything(self):
        """Nothing but reports looks at registrations (Law 06/2022/QH15 dropped them as a ground for awards)."""
        pointing = [relation.related_model.__name__ for relation in TitleRegistration._meta.related_objects]
        assert pointing == []


class TestYear:
    ADDRESS = "admin:campaign_pledge_promises"

    def test_shows_promised_against_achieved(self, screen, office, unit_a):
        kept = PledgeTargetFactory(
            pledge__unit=office, target=Decimal("100"), achieved=Decimal("100"), criterion="Đúng hạn"
        )
        assert kept.pledge.year == 2021
        title = EmulationTitleFactory(name="Lao động tiên tiến")
        for outcome in ("yes", "yes", "no", "unknown"):
            TitleRegistrationFactory(title=title, person__unit=unit_a, outcome=outcome)
        page = screen.get(reverse(self.ADDRESS), {"year": 2021})
        body = page.content.decode()
        assert "≥ 100%" in body
        assert "E+" not in body
        (row,) = page.context["registered"].titles
        counts = row.counts
        assert (counts.count, len(counts.kept), len(counts.missed), len(counts.unknown)) == (4, 2, 1, 1)
        assert "No pledge is recorded" in screen.get(reverse(self.ADDRESS), {"year": 2020}).content.decode()

    def test_hides_other_units(self, contact_a, signed_in, unit_b):
        PledgeTargetFactory(pledge__unit=unit_b, criterion="Chỉ tiêu kín")
        TitleRegistrationFactory(person__unit=unit_b, person__full_name="Người Kín")
        body = signed_in(contact_a).get(reverse(self.ADDRESS), {"year": 2021}).content.decode()
        assert "Chỉ tiêu kín" not in body
        assert "Người Kín" not in body

    def test_asks_for_both_rights(self, plain_staff, signed_in):
        assert_refused(signed_in(plain_staff).get(reverse(self.ADDRESS)))


class TestOnPapers:
    def told(self, scope):
        return pledges_blocks(pledges_of(scope), registrations_of(scope), At("III", Citations()))

    def test_says_nothing_where_nothing_was_recorded(self, office):
        assert self.told(scope_of(office)) == ()

    def test_one_year_is_a_sentence(self, office):
        target = PledgeTargetFactory(pledge__unit=office, achieved=97)
        PledgeTargetFactory(pledge=target.pledge, target=None, stated="no")
        text = words(self.told(scope_of(office)))
        assert text == (
            "Năm 2021, các đơn vị thuộc cơ quan đã ký 01 bản giao ước thi đua với 02 chỉ tiêu: 01 chỉ tiêu đạt, "
            "01 chỉ tiêu không đạt."
        )

    def test_one_registration_is_a_sentence(self, office):
        TitleRegistrationFactory(title__name="Lao động tiên tiến", unit=office)
        text = words(self.told(scope_of(office)))
        assert text == (
            "Trong kỳ có 01 lượt tập thể, cá nhân đăng ký danh hiệu thi đua: Lao động tiên tiến, năm 2021."
        )

    def test_several_years_are_a_table(self, office, unit_a):
        for year in (2019, 2020, 2021):
            for unit in (office, unit_a):
                made = PledgeFactory(unit=unit, year=year, signed_on=datetime.date(year, 3, 1))
                PledgeTargetFactory(pledge=made, achieved=96 if year < 2021 else None)
        for outcome in ("yes", "no"):
            TitleRegistrationFactory(unit=office, outcome=outcome, title__name=f"Danh hiệu {outcome}")
        blocks = self.told(scope_of(office))
        assert (
            "Từ năm 2019 đến năm 2021, các đơn vị thuộc cơ quan đã ký 06 bản giao ước thi đua với 06"
            in words(blocks)
        )
        pledges, registrations = tables(blocks)
        assert pledges == [
            ["2019", "2", "2", "2", "0", "0"],
            ["2020", "2", "2", "2", "0", "0"],
            ["2021", "2", "2", "0", "0", "2"],
        ]
        assert registrations == [
            ["2021", "Danh hiệu no", "1", "0", "1", "0"],
            ["2021", "Danh hiệu yes", "1", "1", "0", "0"],
        ]

    def test_every_figure_leads_to_exactly_its_rows(self, office, unit_a):
        signed = PledgeFactory(unit=office, year=2019)
        for outcome in ("yes", "no", "unknown"):
            PledgeTargetFactory(pledge=signed, target=None, stated=outcome)
        PledgeTargetFactory(pledge__unit=unit_a, pledge__year=2020)
        for outcome in ("yes", "no", "unknown"):
            TitleRegistrationFactory(unit=office, outcome=outcome)
        scope = scope_of(office)
        facts = {
            fact.key: fact
            for prefix in ("pledges", "registrations")
            for fact in FactBook(scope).listed(prefix)
        }
        for fact in facts.values():
            rows = apps.get_model(fact.rows.model)._default_manager.filter(**fact.rows.lookups)
            assert rows.count() == fact.value, fact.key
        printed = [
            run
            for block in every_form(self.told(scope))
            for text in (
                [block.text]
                if isinstance(block, Paragraph)
                else [cell for row in block.rows for cell in row]
                if isinstance(block, Table)
                else []
            )
            for run in text
            if run.origin
        ]
        assert len(printed) > 10
        for run in printed:
            assert int(run.text) == facts[run.origin].value
        texts = fact_texts("pledges", scope)
        assert (texts["2019.kept"], texts["2019.missed"], texts["2019.unknown"]) == ("01", "01", "01")

    def test_keeps_to_the_unit_the_campaign_and_the_day(self, office, unit_a, unit_b):
        campaign, other = CampaignFactory(office=office), CampaignFactory(office=office)
        mine = PledgeFactory(unit=unit_a, campaign=campaign, signed_on=datetime.date(2021, 3, 1))
        PledgeFactory(unit=unit_a, campaign=other, signed_on=datetime.date(2021, 3, 1))
        PledgeFactory(unit=unit_b, campaign=campaign, signed_on=datetime.date(2021, 3, 1))
        PledgeFactory(unit=unit_a, year=2022, signed_on=datetime.date(2022, 6, 1))
        scope = scope_of(unit_a, campaign=campaign)
        assert [year.pledges for year in pledges_of(scope).years] == [(mine.pk,)]
