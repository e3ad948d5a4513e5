"""Who stands in for somebody who is away: the rights of that account and no other, and the form of the signature."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from office_culture.models import Event, OfficePaper, OutgoingState, SignatureForm, Substitution, User
from office_culture.papers.paper import Authority, AuthorityCode, authorities
from office_culture.project import roles
from tests.answers import assert_refused
from tests.factories.office import PersonFactory, PostingFactory, SubstitutionFactory, UserFactory
from tests.factories.papers import OfficePaperFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ADD = reverse("admin:office_culture_substitution_add")


def account(role: roles.Role, unit, post: str, name: str) -> User:
    person = PersonFactory(unit=unit, full_name=name)
    PostingFactory(person=person, unit=unit, post=post, valid_from=datetime.date(2020, 1, 1))
    made = UserFactory(unit=unit, person=person, full_name=name)
    made.groups.add(Group.objects.get(name=role.name))
    return made


@pytest.fixture
def leader(office):
    return account(roles.LEADER, office, "Chánh Văn phòng", "Lê Văn Trưởng")


@pytest.fixture
def deputy(unit_a):
    return account(roles.UNIT_CONTACT, unit_a, "Phó Chánh Văn phòng", "Lò Thị Phó")


@pytest.fixture
def standing(leader, deputy):
    return SubstitutionFactory(
        principal=leader,
        substitute=deputy.person,
        valid_from=TODAY,
        valid_to=TODAY,
        signature_form=SignatureForm.DEPUTY,
        signer_post="Phó Chánh Văn phòng",
    )


@pytest.fixture
def paper(office, leader):
    return OfficePaperFactory(
        unit=office,
        state=OutgoingState.IN_REVIEW,
        signer=leader.person,
        signer_post="Chánh Văn phòng",
        signature_form=SignatureForm.HEAD,
        proposed_by="Trưởng phòng Tổng hợp",
    )


def step_of(paper: OfficePaper) -> str:
    return reverse("admin:office_culture_officepaper_step", args=[paper.pk, "approve"])


def test_a_leader_names_a_substitute_whose_post_follows(leader, deputy, signed_in):
    data = {
        "substitute": deputy.person_id,
        "valid_from": f"{TODAY:%d/%m/%Y}",
        "valid_to": f"{TODAY:%d/%m/%Y}",
        "because": "Quyết định số 12/QĐ-VP",
        "signature_form": "KT.",
    }
    desk = signed_in(leader)
    assert desk.post(ADD, data | {"substitute": leader.person_id}).status_code == 200
    assert desk.post(ADD, data).status_code == 302
    named = Substitution.objects.get()
    assert (named.principal, named.signer_post) == (leader, "Phó Chánh Văn phòng")


def test_a_substitute_acts_with_the_rights_of_who_is_away_and_signs_in_the_place(
    standing, paper, leader, deputy, signed_in
):
    desk = signed_in(deputy)
    assert desk.get(step_of(paper)).status_code == 404
    start = desk.get(reverse("admin:index"))
    (waiting,) = start.context["for_others"]
    assert [tile.count for tile in waiting.tiles if "officepaper" in tile.url] == [1]
    desk.post(reverse("act_under", args=[standing.pk]))
    asked = desk.get(step_of(paper))
    assert "KT. Chánh Văn phòng / Phó Chánh Văn phòng" in asked.content.decode()
    desk.post(step_of(paper), {})
    paper.refresh_from_db()
    assert (paper.state, paper.signer, paper.signature_form, paper.signature_holder) == (
        OutgoingState.APPROVED,
        deputy.person,
        "KT.",
        "Chánh Văn phòng",
    )
    event = Event.objects.order_by("-pk").filter(object_id=paper.pk, detail__step="approve").first()
    assert (event.actor, event.detail["for"]) == (deputy, str(leader))
    assert str(deputy) in event.actor_name
    assert str(leader) in event.actor_name


def test_it_is_never_wider_than_the_rights_of_who_is_away(standing, leader, deputy, signed_in):
    desk = signed_in(deputy)
    pledge = reverse("admin:campaign_pledge_add")
    assert desk.get(pledge).status_code == 200
    desk.post(reverse("act_under", args=[standing.pk]))
    # One's own right over the records of the other, and what nobody gives away in another's name.
    assert_refused(desk.get(pledge))
    assert_refused(desk.get(ADD))
    assert_refused(desk.get(reverse("admin:office_culture_user_change", args=[leader.pk])))
    assert desk.get(reverse("account")).context["user"].acts_under is None
    desk.post(reverse("end_acting"))
    assert desk.get(pledge).status_code == 200


def test_it_ends_with_its_last_day_and_is_for_nobody_else(standing, deputy, contact_a, signed_in):
    assert signed_in(contact_a).post(reverse("act_under", args=[standing.pk])).status_code == 404
    desk = signed_in(deputy)
    desk.post(reverse("act_under", args=[standing.pk]))
    yesterday = TODAY - datetime.timedelta(days=1)
    Substitution.objects.update(valid_from=yesterday, valid_to=yesterday)
    assert desk.get(reverse("admin:index")).context["user"].acts_under is None
    assert desk.post(reverse("act_under", args=[standing.pk])).status_code == 404


def test_a_collective_keeps_its_line_above_that_of_the_deputy():
    assert authorities("TM.", "Ủy ban nhân dân; KT. Chủ tịch") == (
        Authority(AuthorityCode.COLLECTIVE, "Ủy ban nhân dân"),
        Authority(AuthorityCode.DEPUTY, "Chủ tịch"),
    )
    assert authorities("TM.", "Ban A; Ban B") == (Authority(AuthorityCode.COLLECTIVE, "Ban A; Ban B"),)
    assert authorities("", "") == ()
