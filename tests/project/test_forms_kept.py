"""Forms besides those of records keep what is typed, too: a finding, ballots, open votes, points of a council."""

import json

import pytest
from django.urls import reverse

from awards.models import AwardRule, Deliberation, RuleTopic
from campaign.models import Narrative, Score, SectionAssignment
from office_culture.models import Finding, UnsavedForm
from tests.answers import assert_saved
from tests.awards.council_room import room
from tests.campaign.innovation_office import council, under_review
from tests.factories import FACTORIES
from tests.factories.inspections import InspectionResultFactory
from tests.matrix.pages import typed_on

pytestmark = pytest.mark.django_db


def finding(office, unit, by):
    row = InspectionResultFactory(result="failed", inspection__unit=unit, inspection__state="at_work")
    page = reverse("admin:office_culture_inspection_finding", args=[row.inspection_id, row.pk])
    typed = {
        "level": "shortcoming",
        "content": "Biển tên bị mờ",
        "remedy": "Thay biển",
        "due_on": "01/06/2099",
    }
    return page, typed, row, Finding


def sitting(office, unit, ballot: str):
    held = room(office, unit)
    AwardRule.objects.filter(topic=RuleTopic.VOTE).update(ballot=ballot)
    nominee = held.nominee()
    held.open()
    return held, nominee


def ballots(office, unit, by):
    held, nominee = sitting(office, unit, "secret")
    typed = {f"nominee-{nominee.pk}-handed_in": "9", f"nominee-{nominee.pk}-in_favour": "9"}
    return reverse("admin:awards_councilsession_ballots", args=[held.session.pk]), typed, None, Deliberation


def open_votes(office, unit, by):
    held, nominee = sitting(office, unit, "open")
    typed = {f"nominee-{nominee.pk}-seat-{seat.pk}": "favour" for seat in held.seats}
    return (
        reverse("admin:awards_councilsession_open_votes", args=[held.session.pk]),
        typed,
        None,
        Deliberation,
    )


def points(office, unit, by):
    board = council(office)
    innovation = under_review(unit, by, board)
    typed = {f"member-{board.members[0].pk}-{criterion.pk}": "8" for criterion in board.criteria}
    return reverse("admin:campaign_innovation_scores", args=[innovation.pk]), typed, None, Score


def shown_on(answer) -> dict[str, str]:
    """The inputs of the form itself, without buttons and what offers what was kept."""
    found = typed_on(answer.content.decode(), with_versions=True)
    return {
        name: value for name, value in found.items() if name not in {"_unsaved", "drop", "show", "_deliver"}
    }


def section(office, unit, by):
    assignment = FACTORIES[SectionAssignment](report__unit=office, unit=unit)
    page = reverse("admin:campaign_sectionassignment_write", args=[assignment.pk])
    return page, {"text": "Phòng đã làm xong."}, None, Narrative


@pytest.mark.parametrize("begin", [finding, ballots, open_votes, points, section])
def test_typed_words_are_kept_offered_shown_and_gone_once_saved(
    begin, office, unit_a, superuser, plain_staff, signed_in
):
    page, typed, changing, made = begin(office, unit_a, superuser)
    desk, keep = signed_in(superuser), reverse("unsaved_form")
    fields = shown_on(desk.get(page)) | typed
    posted = {"page": page, "key": "", "fields": json.dumps(list(fields.items()))}
    assert signed_in(plain_staff).post(keep, posted).status_code == 404
    assert desk.post(keep, posted).status_code == 200

    (form,) = desk.get(page).context["unsaved_forms"]
    shown = desk.post(page, {**dict(form.fields), "_unsaved": "1"})
    html = shown.content.decode()
    assert not made.objects.exists()
    assert "Nothing is saved yet" in html or "Chưa lưu gì" in html
    for value in set(typed.values()):
        assert f'value="{value}"' in html or f">\n{value}</textarea>" in html
    again = shown_on(shown) | typed
    if changing is not None:
        # What was seen when it was typed is still what is saved: a change of the item meanwhile is noticed.
        changing.save(by=superuser)
        assert desk.post(page, again).status_code == 200
        assert not made.objects.exists()
        again = shown_on(desk.get(page)) | typed
    assert_saved(desk.post(page, again))
    assert made.objects.exists()
    assert not UnsavedForm.objects.exists()
