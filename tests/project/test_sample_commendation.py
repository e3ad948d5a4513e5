"""The commendation of the sample office: consistent with its own rules, each figure of the report from its rows."""

import pytest
from django.apps import apps
from django.urls import reverse

from awards.models import (
    CertificateLayout,
    Conferral,
    CouncilSession,
    Dossier,
    NominationRound,
    Nominee,
    Objection,
    Submission,
)
from awards.sections.papers_of_certificates import sample_sheet
from awards.selectors.deliberations import agreed_in
from awards.selectors.doubles import doubles
from awards.selectors.eligibility import assessments
from awards.selectors.ratios import ratios_of
from campaign.models import Report
from office_culture.models import OfficePaper, User
from office_culture.rules.facts import FactBook
from tests.answers import assert_refused, assert_whole_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]


def nominees(held) -> list[Nominee]:
    return list(
        Nominee.objects.filter(nomination_round=held).select_related("award", "unit", "nomination_round")
    )


def test_papers_that_wait_for_an_answer_or_follow_from_minutes_are_issued():
    """A submission that the body above answered, and the decision on what a session on innovations passed."""
    submission = Submission.objects.get()
    assert submission.paper.symbol == "64/TTr-VPUB"
    assert [decision.symbol for decision in submission.decisions.all()] == ["1999/QĐ-UBND"]
    recognition = OfficePaper.objects.get(kind="recognition")
    assert recognition.about.paper.symbol == "46/BB-VPUB"
    [passed] = recognition.about.innovations.filter(recognised_by=recognition.document)
    assert (recognition.paper.symbol, passed.level) == ("150/QĐ-VPUB", "base")


def test_every_count_is_the_number_of_its_rows():
    facts = FactBook(Report.objects.get(kind="interim").scope()).listed("commendation")
    counted = [fact for fact in facts if isinstance(fact.value, int)]
    assert len(counted) >= 12
    for fact in counted:
        rows = apps.get_model(fact.rows.model)._default_manager.filter(**fact.rows.lookups)
        assert rows.count() == fact.value, fact.key


@pytest.mark.parametrize("year", [2019, 2020, 2021])
def test_decided_rounds_keep_to_the_shares_and_led_to_awards(year):
    held = NominationRound.objects.get(kind="yearly", period_end__year=year)
    assert held.state == "decided"
    assert ratios_of(held)
    assert not any(line.exceeded for line in ratios_of(held))
    for nominee in nominees(held):
        assert Conferral.objects.filter(
            award=nominee.award, person=nominee.person, unit=nominee.unit, year=year
        ).exists(), nominee
    assert "not_met" not in {one.verdict.value for one in assessments(nominees(held)).values()}


def test_the_round_of_the_review_is_being_gathered():
    held = NominationRound.objects.get(kind="review")
    assert held.state == "gathering"
    rows = nominees(held)
    assert {row.recipient_kind for row in rows} == {"individual", "collective"}
    assert {one.verdict.value for one in assessments(rows).values()} == {"review"}
    assert not any(double.blocks for found in doubles(rows).values() for double in found)


def test_pages_open_for_those_who_work_with_them(signed_in):
    office = signed_in(User.objects.get(username="canbo"))
    for model in (NominationRound, Dossier, Nominee):
        record = model.objects.first()
        address = reverse(f"admin:awards_{model._meta.model_name}_change", args=[record.pk])
        assert office.get(address).status_code == 200
    unit = signed_in(User.objects.get(username="donvi"))
    own = Dossier.objects.get(unit__name="Trung tâm Thông tin", round__kind="review")
    assert unit.get(reverse("admin:awards_dossier_change", args=[own.pk])).status_code == 200
    other = Dossier.objects.filter(unit__name="Phòng Tổng hợp").first()
    assert unit.get(reverse("admin:awards_dossier_change", args=[other.pk])).status_code == 302
    assert "Ngô Văn Mẫu Năm" in unit.get(reverse("admin:awards_conferral_mine")).content.decode()


@pytest.mark.parametrize("year", [2019, 2020, 2021])
def test_the_council_agreed_on_all_nominees_of_the_decided_rounds(year):
    session = CouncilSession.objects.get(state="concluded", nomination_round__period_end__year=year)
    held = session.nomination_round
    agreed = agreed_in(held)
    assert {one.nominee for one in agreed} == set(nominees(held))
    assert all(one.award == one.nominee.award and one.held_on == session.held_on for one in agreed)
    given = Conferral.objects.filter(nominee__nomination_round=held)
    assert given.count() == len(agreed)
    assert {row.decided_on for row in given} == {row.line.decision.paper.date for row in given}
    assert all(session.council.set_up_by.date <= session.held_on <= row.decided_on for row in given)


def test_decided_rounds_keep_the_verdicts_of_their_day():
    for nominee in Nominee.objects.filter(nomination_round__state="decided"):
        assert nominee.appraisals.filter(occasion="decided").count() == 1, nominee


def test_one_award_was_taken_back_and_one_came_from_above():
    (revoked,) = Conferral.objects.exclude(revoked_on=None)
    assert revoked not in Conferral.objects.active()
    assert revoked.revoked_by.symbol == "27/QĐ-VPUB"
    (above,) = Conferral.objects.filter(line__decision__outside=True)
    assert above.decision.issuer == "UBND tỉnh Sơn La"


def test_the_secretary_reaches_what_the_role_needs(signed_in):
    desk = signed_in(User.objects.get(username="thuky"))
    planned = CouncilSession.objects.get(state="planned")
    for name in ("change", "ballots"):
        address = reverse(f"admin:awards_councilsession_{name}", args=[planned.pk])
        assert_whole_page(desk.get(address))
    concluded = CouncilSession.objects.filter(state="concluded").first()
    assert desk.get(reverse("council_minutes", args=[concluded.pk])).content.startswith(b"%PDF")
    assert_whole_page(desk.get(reverse("admin:awards_dossier_changelist")))
    assert_refused(desk.get(reverse("admin:awards_impediment_changelist")))


def test_certificates_are_laid_out_in_both_ways(signed_in):
    layouts = {row.mode: row for row in CertificateLayout.objects.all()}
    assert set(layouts) == {"full", "overlay"}
    office = signed_in(User.objects.get(username="canbo"))
    for layout in layouts.values():
        assert not sample_sheet(layout).misfits
        assert not layout.warnings()
        for name in ("sample", "calibration"):
            address = reverse(f"admin:awards_certificatelayout_{name}", args=[layout.pk])
            assert office.get(address)["Content-Type"] == "application/pdf"
    received = Conferral.objects.filter(award__code="lao-dong-tien-tien", revoked_on=None).first()
    page = office.get(reverse("admin:awards_conferral_change", args=[received.pk]))
    assert [door.layout for door in page.context["certificates"]] == [layouts["full"].pk]


def test_objections_were_answered_while_the_list_was_posted():
    objection = Objection.objects.get()
    assert objection.state == "settled"
    assert objection.posting.posted_on <= objection.received_on <= objection.settled_on
    assert objection.settled_on <= objection.posting.ends_on
