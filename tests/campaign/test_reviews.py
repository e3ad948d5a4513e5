"""Reviews: the calculation against an independent one, who may score, and what is frozen."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.actions import reviews
from campaign.models import EffectConfirmation, Innovation, ReviewCriteria, Score
from campaign.rules.scoring import CriterionMeasure, ReviewVerdict, Rules, Voice, calculate
from campaign.selectors.recognitions import recognised_for_person, recognised_for_unit
from campaign.selectors.reviews import calculation_of, calculations
from office_culture.actions.workflow import Refused
from office_culture.models import Event, Frozen, Verb
from office_culture.selectors.events import events_of
from tests.answers import assert_sent_to_sign_in
from tests.campaign.innovation_office import DECISION, account, council, step, under_review
from tests.campaign.reading import day, errors, row_errors, row_forms
from tests.factories.councils import CouncilFactory, SeatFactory
from tests.factories.documents import DocumentFactory
from tests.factories.innovations import (
    EffectConfirmationFactory,
    InnovationAuthorFactory,
    InnovationFactory,
    ReviewCriteriaFactory,
)
from tests.factories.office import PersonFactory, UnitFactory

SCORES = "admin:campaign_innovation_scores"
CRITERIA = "admin:campaign_reviewcriteria_change"
SESSION = "admin:campaign_reviewsession_change"
COUNCIL = "admin:office_culture_council_change"

points = st.decimals("0", "10", places=2)
weights = st.decimals("0.01", "100", places=2)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def board(office):
    return council(office)


# The calculation


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_the_calculation_agrees_with_an_independent_one(data):
    criteria = data.draw(st.lists(st.tuples(weights, st.none() | points), min_size=1, max_size=5))
    ballots = data.draw(
        st.lists(st.tuples(st.booleans(), st.none() | st.tuples(*[points] * len(criteria))), max_size=6)
    )
    mark = data.draw(st.decimals("0", "100", places=2))
    quorum = data.draw(st.decimals("1", "100", places=0))
    rules = Rules(Decimal(10), mark, quorum)
    measures = tuple(CriterionMeasure(i, str(i), weight, least) for i, (weight, least) in enumerate(criteria))
    voices = tuple(Voice(i, str(i), is_author=author) for i, (author, _) in enumerate(ballots))
    given_points = {(v, c): p for v, (_, row) in enumerate(ballots) if row for c, p in enumerate(row)}
    found = calculate(rules, measures, voices, given_points)

    entitled = [row for author, row in ballots if not author]
    cast = [row for row in entitled if row is not None]
    if not cast or len(cast) * 100 < quorum * len(entitled):
        assert found.verdict == ReviewVerdict.INCOMPLETE
        return
    # Each ballot weighed on its own and the ballots averaged afterwards: another order of the same arithmetic.
    weighed = [
        sum(Fraction(p) * Fraction(w) for p, (w, _) in zip(row, criteria, strict=True))
        / sum(Fraction(w) for w, _ in criteria)
        for row in cast
    ]
    total = sum(weighed) / len(weighed) * 10
    assert found.total == total
    too_low = any(
        least is not None and sum(Fraction(row[c]) for row in cast) < Fraction(least) * len(cast)
        for c, (_, least) in enumerate(criteria)
    )
    expected = (
        ReviewVerdict.BELOW_MINIMUM
        if too_low
        else ReviewVerdict.PASSED
        if total >= Fraction(mark)
        else ReviewVerdict.BELOW_MARK
    )
    assert found.verdict == expected


def two_voices(first: tuple[int, int], second: tuple[int, int] | None, **more):
    rules = Rules(Decimal(10), Decimal(70), more.pop("quorum", Decimal(100)))
    measures = (
        CriterionMeasure(1, "mới", Decimal(2), Decimal(5)),
        CriterionMeasure(2, "lợi ích", Decimal(1)),
    )
    voices = (Voice(1, "A"), Voice(2, "B", **more))
    given_points = {(1, 1): Decimal(first[0]), (1, 2): Decimal(first[1])}
    if second:
        given_points |= {(2, 1): Decimal(second[0]), (2, 2): Decimal(second[1])}
    return calculate(rules, measures, voices, given_points)


def test_failing_novelty_ends_it_however_good_the_rest_is():
    found = two_voices((4, 10), (5, 10))
    assert found.verdict == ReviewVerdict.BELOW_MINIMUM
    assert [measure.name for measure in found.failed] == ["mới"]
    assert two_voices((5, 10), (5, 10)).verdict == ReviewVerdict.BELOW_MARK
    assert two_voices((6, 9), (6, 9)).verdict == ReviewVerdict.PASSED


def test_shows_how_the_total_follows():
    assert two_voices((8, 7), (9, 6)).formula == "(2 × 17 + 1 × 13) ÷ 2 ÷ 3 ÷ 10 × 100 = 78,33"


@given(st.lists(st.tuples(points, points), min_size=1, max_size=5), weights, weights)
def test_whoever_calculates_the_formula_again_comes_to_the_total(ballots, first, second):
    found = calculate(
        Rules(Decimal(10), Decimal(70), Decimal(100)),
        (CriterionMeasure(0, "a", first), CriterionMeasure(1, "b", second)),
        tuple(Voice(v, str(v)) for v in range(len(ballots))),
        {(v, c): p for v, row in enumerate(ballots) for c, p in enumerate(row)},
    )
    typed, total = found.formula.split(" = ")
    plain = typed.replace(".", "").replace(",", ".").replace("×", "*").replace("÷", "/")
    again = Fraction(eval(re.sub(r"[\d.]+", r"Fraction('\g<0>')", plain)))  # noqa: S307 - our own figures
    assert again == found.total
    assert abs(again - Fraction(total.replace(",", "."))) <= Fraction("0.005")


def test_an_author_counts_neither_as_voice_nor_for_the_quorum():
    found = two_voices((8, 8), (1, 1), is_author=True)
    assert (found.entitled, found.ballots, found.verdict) == (1, 1, ReviewVerdict.PASSED)
    assert found.lines[0].given == (Decimal(8), None)


def test_too_few_ballots_give_no_verdict():
    assert two_voices((8, 8), None).verdict == ReviewVerdict.INCOMPLETE
    assert two_voices((8, 8), None, quorum=Decimal(50)).verdict == ReviewVerdict.PASSED


# Who scores what


def ballot(board, *values) -> dict[int, Decimal]:
    return {c.pk: Decimal(str(v)) for c, v in zip(board.criteria, values, strict=False)}


@pytest.mark.django_db
def test_scores_are_kept_replaced_and_told(office, superuser, board):
    made = under_review(office, superuser, board)
    member = board.members[0]
    for values in ((8, 7, 6, 5), (9, 7, 6, 5)):
        reviews.give_scores(innovation=made, member=member, points=ballot(board, *values), by=superuser)
    assert [s.points for s in Score.objects.order_by("criterion__position")] == [9, 7, 6, 5]
    assert events_of(Score.objects.get(criterion=board.criteria[0])).count() == 2
    event = Event.objects.filter(verb=Verb.SCORE).first()
    assert event.detail["points"]["Tính mới"] == "9"
    assert event.detail["member"] == member.name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((8, 7, 6), "every criterion"),
        ((8, 7, 6, 11), "between 0 and 10"),
        ((8, 7, 6, -1), "between 0 and 10"),
    ],
)
def test_refuses_a_ballot_that_is_not_whole_or_out_of_range(values, told, office, superuser, board):
    made = under_review(office, superuser, board)
    with pytest.raises(Refused, match=told):
        reviews.give_scores(
            innovation=made, member=board.members[0], points=ballot(board, *values), by=superuser
        )
    assert not Score.objects.exists()


@pytest.mark.django_db
def test_scores_are_given_only_under_review(office, superuser, board):
    made = under_review(office, superuser, board)
    board.score(made, superuser, 8, 8, 8, 8)
    stale = Innovation.objects.get(pk=made.pk)
    step("recognise", made, superuser, **DECISION)
    with pytest.raises(Refused, match="under review"):
        board.score(stale, superuser, 1, 1, 1, 1)
    assert set(Score.objects.values_list("points", flat=True)) == {8}


@pytest.mark.django_db
def test_an_author_does_not_score_and_a_member_scores_only_for_itself(office, superuser, board):
    made = under_review(office, superuser, board)
    member, other = board.members[:2]
    mine = account(UnitFactory(), "view_innovation", person=member.person)
    reviews.give_scores(innovation=made, member=member, points=ballot(board, 8, 8, 8, 8), by=mine)
    with pytest.raises(Refused, match="entered by that member"):
        reviews.give_scores(innovation=made, member=other, points=ballot(board, 8, 8, 8, 8), by=mine)
    author = made.authors.first()
    author.person = other.person
    author.save()
    with pytest.raises(Refused, match="is an author"):
        reviews.give_scores(innovation=made, member=other, points=ballot(board, 8, 8, 8, 8), by=superuser)
    stranger = council(UnitFactory()).members[0]
    with pytest.raises(Refused, match="no member of the council"):
        reviews.give_scores(innovation=made, member=stranger, points=ballot(board, 8, 8, 8, 8), by=superuser)


def posted(board, *rows) -> dict[str, object]:
    return {
        f"member-{member.pk}-{criterion.pk}": value
        for member, row in zip(board.members, rows, strict=False)
        for criterion, value in zip(board.criteria, row, strict=True)
    }


@pytest.mark.django_db
def test_the_page_of_scores_keeps_ballots_and_shows_the_verdict(screen, office, officer, board):
    made = under_review(office, officer, board)
    address = reverse(SCORES, args=[made.pk])
    assert "No verdict yet" in screen.get(address).content.decode()
    page = screen.post(address, posted(board, (8, 8, 8, 8), (9, "", 8, 8)))
    assert "Give points for every criterion, or for none." in page.content.decode()
    assert not Score.objects.exists()
    page = screen.post(address, posted(board, (8, 8, 8, 12)))
    assert "10" in page.context["ballots"][0].errors[str(board.criteria[3].pk)][0]
    screen.post(address, posted(board, (8, 8, 8, 8), (9, 9, 9, 9), ("", "", "", "")))
    assert Score.objects.count() == 8
    assert "2 of 3 members have scored; at least 3 must." in screen.get(address).content.decode()
    screen.post(address, posted(board, (8, 8, 8, 8), (9, 9, 9, 9), ("7", "7", "7", "7")))
    assert "The criteria are reached." in screen.get(address).content.decode()
    assert calculation_of(made).verdict == ReviewVerdict.PASSED


@pytest.mark.django_db
def test_the_page_of_scores_costs_the_same_for_many_members(screen, office, officer, board):
    address = reverse(SCORES, args=[under_review(office, officer, board).pk])
    counts = []
    for more in (0, 6):
        for _member in range(more):
            SeatFactory(council=board.session.council)
        screen.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert len(screen.get(address).context["ballots"]) == len(board.members) + more
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_member_of_another_unit_sees_and_scores_what_is_judged_but_edits_nothing(
    office, unit_a, unit_b, superuser, signed_in, board
):
    made = under_review(unit_a, superuser, board)
    rights = ("view_innovation", "change_innovation", "view_innovationauthor", "view_innovationeffect")
    member = signed_in(account(unit_b, *rights, person=board.members[0].person))
    stranger = signed_in(account(unit_b, *rights))
    address = reverse(SCORES, args=[made.pk])
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, posted(board, (8, 8, 8, 8))).status_code == 404
    assert member.get(reverse("admin:campaign_innovation_change", args=[made.pk])).status_code == 200
    member.post(address, posted(board, (8, 8, 8, 8), (1, 1, 1, 1)))
    assert set(Score.objects.values_list("seat", flat=True)) == {board.members[0].pk}
    step("refuse", made, superuser, "không mới")
    assert member.post(address, posted(board, (1, 1, 1, 1))).status_code in {200, 302}
    assert set(Score.objects.values_list("points", flat=True)) == {8}


@pytest.mark.django_db
def test_the_page_of_scores_is_closed_to_staff_without_rights(
    office, superuser, plain_staff, signed_in, client, board
):
    made = under_review(office, superuser, board)
    address = reverse(SCORES, args=[made.pk])
    assert_sent_to_sign_in(client.get(address))
    assert signed_in(plain_staff).get(address).status_code in {403, 404}


# What is frozen


@pytest.mark.django_db
def test_a_version_that_a_session_uses_is_frozen_and_a_new_one_is_a_copy(screen, board, officer):
    version = board.session.criteria
    address = reverse(CRITERIA, args=[version.pk])
    assert "so it stays as it is" in screen.get(address).content.decode()
    assert screen.post(address, {"name": "Khác"}).status_code == 403
    with pytest.raises(Frozen):
        version.criteria.update(weight=1)
    screen.post(reverse("admin:campaign_reviewcriteria_next", args=[version.pk]))
    made = ReviewCriteria.objects.get(name=version.name, number=2)
    assert not made.frozen
    assert (made.pass_mark, made.source) == (version.pass_mark, version.source)
    assert [(c.name, c.weight, c.minimum) for c in made.criteria.all()] == [
        (c.name, c.weight, c.minimum) for c in version.criteria.all()
    ]


@pytest.mark.django_db
def test_a_session_that_has_decided_is_closed(screen, office, superuser, board):
    made = under_review(office, superuser, board)
    address = reverse(SESSION, args=[board.session.pk])
    assert 'name="place"' in screen.get(address).content.decode()
    step("refuse", made, superuser, "không mới")
    assert 'name="place"' not in screen.get(address).content.decode()
    assert screen.post(address, {"name": "Khác"}).status_code == 403


def session_form(session, **changes) -> dict[str, object]:
    rows = [{"id": row.pk, "present": "on"} for row in session.attendances.all()]
    return {
        "name": session.name,
        "council": session.council_id,
        "held_on": "01/06/2022",
        "criteria": session.criteria_id,
        "opened_version": session.version,
        **changes,
        **row_forms("attendances", *rows, parent="session", parent_pk=session.pk),
    }


def council_form(council, *members, **changes) -> dict[str, object]:
    rows = [{"id": m.pk, "person": m.person_id, "role": m.role, "votes": "on"} for m in members]
    rows[0] |= changes.pop("first", {})
    return {
        "name": council.name,
        "work": council.work,
        "unit": council.unit_id,
        "valid_from": "01/06/2022",
        "opened_version": council.version,
        **row_forms("seats", *rows, parent="council", parent_pk=council.pk),
    }


@pytest.mark.django_db
def test_criteria_and_members_stay_once_points_are_given(screen, office, superuser, board):
    made = under_review(office, superuser, board)
    board.score(made, superuser, 8, 8, 8, 8)
    address = reverse(SESSION, args=[board.session.pk])
    other = ReviewCriteriaFactory()
    refused = screen.post(address, session_form(board.session, criteria=other.pk))
    assert "they stay for this session" in errors(refused, "criteria")[0]
    elsewhere = CouncilFactory(work="innovations", unit=office)
    refused = screen.post(address, session_form(board.session, council=elsewhere.pk))
    assert "the council stays for this session" in errors(refused, "council")[0]
    seats = reverse(COUNCIL, args=[board.session.council_id])
    form = council_form(board.session.council, *board.members, first={"DELETE": "on"})
    assert screen.post(seats, form).status_code == 200
    with pytest.raises(ProtectedError):
        board.members[0].delete()
    assert board.session.council.seats.count() == 3


@pytest.mark.django_db
def test_refuses_bad_criteria_and_a_second_chair_at_their_fields(screen, board):
    add = reverse("admin:campaign_reviewcriteria_add")
    form = {"name": "Mới", "number": "1", "scale": "10", "pass_mark": "101", "quorum_percent": "0"}
    rows = {"position": "0", "name": "Tính mới", "weight": "0", "minimum": "11"}
    page = screen.post(add, {**form, **row_forms("criteria", rows)})
    assert "between 0 and 100" in errors(page, "pass_mark")[0]
    assert "more than 0" in errors(page, "quorum_percent")[0]
    page = screen.post(
        add, {**form, "pass_mark": "70", "quorum_percent": "100", **row_forms("criteria", rows)}
    )
    (row,) = row_errors(page)
    assert "more than 0" in row["weight"][0] or "at most 10 points" in row["minimum"][0]
    second = council_form(board.session.council, *board.members)
    second["seats-1-role"] = "chair"
    page = screen.post(reverse(COUNCIL, args=[board.session.council_id]), second)
    assert "one chair and one secretary" in row_errors(page)[0]["role"][0]


@pytest.mark.django_db
def test_a_member_keeps_the_post_of_the_day_on_which_the_council_began(board):
    member = board.members[0]
    member.person.full_name = "Tên Mới"
    member.person.save()
    member.save()
    member.refresh_from_db()
    assert (member.name, member.post) == ("Ủy Viên Số 1", "Trưởng phòng Văn phòng Thử nghiệm")


@pytest.mark.django_db
def test_calculations_of_a_session_cost_the_same_however_many(
    office, superuser, board, django_assert_num_queries
):
    for _ in range(3):
        board.score(under_review(office, superuser, board), superuser, 8, 8, 8, 8)
    judged = list(board.session.innovations.all())
    with django_assert_num_queries(4):
        found = calculations(board.session, judged)
    assert {calculation.total for calculation in found.values()} == {80}


# Confirmation, and what awards read


def confirmation(innovation, **changes) -> dict[str, object]:
    return {
        "innovation": innovation.pk,
        "reach": "province",
        "confirmed_on": "01/03/2022",
        "confirmed_by": "Chủ tịch UBND tỉnh",
        "form": "form",
        **changes,
    }


@pytest.mark.django_db
def test_effect_and_reach_are_confirmed_after_recognition_only(screen, office):
    add = reverse("admin:campaign_effectconfirmation_add")
    draft = InnovationFactory(unit=office)
    assert "after recognition" in errors(screen.post(add, confirmation(draft)), "innovation")[0]
    made = InnovationFactory(unit=office, recognised=True)
    early = screen.post(add, confirmation(made, confirmed_on="14/12/2021"))
    assert "15/12/2021" in errors(early, "confirmed_on")[0]
    ahead = screen.post(add, confirmation(made, confirmed_on="01/01/2999"))
    assert errors(ahead, "confirmed_on")
    assert errors(screen.post(add, {**confirmation(made), "innovation": ""}), "innovation")
    assert screen.post(add, confirmation(made)).status_code == 302
    assert "already" in errors(screen.post(add, confirmation(made)), "reach")[0]
    assert EffectConfirmation.objects.get().reach == "province"


@pytest.mark.django_db
def test_awards_read_recognised_innovations_of_a_person_and_of_a_unit(
    office, unit_a, django_assert_num_queries
):
    decision = DocumentFactory(symbol="61/QĐ-VPTN")
    made = InnovationFactory(title="Một cửa", unit=unit_a, recognised=True, recognised_by=decision)
    author = InnovationAuthorFactory(innovation=made, share_percent=60)
    InnovationAuthorFactory(innovation=made, share_percent=40)
    EffectConfirmationFactory(innovation=made, reach="base", confirmed_on=day("01/05/2022"))
    EffectConfirmationFactory(innovation=made, reach="province", confirmed_on=day("01/03/2022"))
    InnovationAuthorFactory(innovation=InnovationFactory(unit=unit_a), person=author.person)
    InnovationFactory(unit=unit_a, recognised=True, recognised_on=day("15/12/2019"))
    year = (day("01/01/2021"), day("31/12/2022"))
    with django_assert_num_queries(4):
        (mine,) = recognised_for_person(author.person, *year)
    (ours,) = recognised_for_unit(office, *year)
    assert mine == ours
    assert (made.furthest_reach, InnovationFactory().furthest_reach) == ("province", "")
    assert (mine.title, mine.reach, mine.level, mine.decision.symbol) == (
        "Một cửa",
        "province",
        "base",
        "61/QĐ-VPTN",
    )
    assert (mine.share_of(author.person_id), mine.share_of(0)) == (60, None)
    assert recognised_for_person(author.person, day("01/01/2020"), day("31/12/2020")) == ()
    assert recognised_for_unit(office, day("01/01/2021"), day("31/12/2021"))[0].reach == ""
    assert recognised_for_person(PersonFactory(), *year) == ()
