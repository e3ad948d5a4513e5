"""Checklists: the proposals, their versions, and that what is in use stays as it is."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError
from django.urls import reverse

from office_culture.actions import checklists
from office_culture.actions.versions import next_version
from office_culture.actions.workflow import Refused
from office_culture.models import (
    ChecklistBand,
    ChecklistGroup,
    ChecklistItem,
    ChecklistVersion,
    Frozen,
    VersionState,
)
from office_culture.selectors.checklists import rows_of_checklist
from office_culture.selectors.versions import compare
from tests.factories.inspections import (
    ChecklistBandFactory,
    ChecklistFactory,
    ChecklistGroupFactory,
    ChecklistItemFactory,
    ChecklistVersionFactory,
)
from tests.office_culture.inspections.making import a_version, an_open_round

pytestmark = pytest.mark.django_db


def test_the_proposal_has_forty_items_and_a_hundred_points(superuser):
    version = checklists.load_checklist(source=checklists.shipped()["van-hoa-cong-so"])
    items = ChecklistItem.objects.filter(group__checklist_version=version)
    assert (items.count(), sum(item.max_points for item in items)) == (40, 100)
    sums = {group.code: sum(item.max_points for item in group.items.all()) for group in version.groups.all()}
    assert sums == {"A": 10, "B": 16, "C": 10, "D": 14, "E": 12, "F": 10, "G": 12, "H": 10, "I": 6}
    assert {i.code for i in items if i.critical} == {"E1", "E2", "E3", "E5"}
    assert {i.code for i in items if i.sampling} == {"B1", "C1", "C2"}
    assert version.checklist.proposed
    assert [(b.name, b.from_score) for b in version.bands.all()] == [
        ("Xuất sắc", 90),
        ("Tốt", 70),
        ("Đạt", 50),
        ("Không đạt", 0),
    ]
    assert version.bands.get(best_after_critical=True).name == "Đạt"
    assert checklists.WORKFLOW.perform("use", obj=version, by=superuser).frozen


def test_the_command_loads_a_proposal_as_a_draft(capsys):
    call_command("load_checklist", "ghi-nhan")
    version = ChecklistVersion.objects.get()
    assert (version.state, version.checklist.scored) == (VersionState.DRAFT, False)
    assert "as a draft" in capsys.readouterr().out
    with pytest.raises(CommandError, match="already"):
        call_command("load_checklist", "ghi-nhan")
    with pytest.raises(CommandError, match="van-hoa-cong-so"):
        call_command("load_checklist", "nowhere")


def test_what_is_in_use_stays_as_it_is_for_superusers_too(superuser, signed_in):
    version = a_version(2, by=superuser)
    item = ChecklistItem.objects.first()
    band, group = version.bands.first(), version.groups.get()
    item.wording = "Khác"
    for row in (item, band, group):
        with pytest.raises(Frozen):
            row.save()
        with pytest.raises(Frozen):
            row.delete()
        with pytest.raises(ValidationError, match="next version"):
            row.full_clean()
    version.partly_share = Decimal("0.7")
    with pytest.raises(Frozen):
        version.save()
    version.refresh_from_db()
    version.state = VersionState.DRAFT
    with pytest.raises(Frozen):
        version.save()
    with pytest.raises(Frozen):
        ChecklistItem.objects.filter(pk=item.pk).update(max_points=1)
    with pytest.raises(Frozen):
        ChecklistBand.objects.all().delete()
    with pytest.raises(Frozen):
        ChecklistItemFactory(group=group)
    with pytest.raises(Frozen):
        ChecklistGroupFactory(checklist_version=version)
    with pytest.raises(Frozen):
        ChecklistVersion.objects.get(pk=version.pk).delete()
    page = signed_in(superuser).post(
        reverse("admin:office_culture_checklistitem_change", args=[item.pk]), {"wording": "Khác"}
    )
    assert page.status_code == 403
    assert ChecklistItem.objects.get(pk=item.pk).wording != "Khác"


def test_an_item_does_not_move_out_of_what_is_in_use(superuser):
    a_version(1, by=superuser)
    item = ChecklistItem.objects.get()
    item.group = ChecklistGroupFactory()
    with pytest.raises(Frozen):
        item.save()


def test_a_version_with_a_round_cannot_be_deleted_in_bulk(unit_a, superuser):
    an_open_round(unit_a, by=superuser)
    with pytest.raises((Frozen, ProtectedError)):
        ChecklistVersion.objects.all().delete()
    assert ChecklistVersion.objects.exists()


def test_scoring_does_not_change_under_results(superuser):
    checklist = a_version(by=superuser).checklist
    checklist.scored = False
    with pytest.raises(ValidationError):
        checklist.full_clean()
    with pytest.raises(Frozen):
        checklist.save()


def test_the_next_version_begins_as_a_copy_and_says_what_changed(superuser):
    first = a_version(3, by=superuser)
    second = next_version(version=first, by=superuser)
    assert (second.number, second.state) == (2, VersionState.DRAFT)
    assert second.bands.count() == 4
    assert compare(first, second, rows_of_checklist).same
    a1, a2 = ChecklistItem.objects.filter(group__checklist_version=second, code__in=("A1", "A2"))
    a1_before = a1.wording
    a1.wording, a1.max_points = "Có mặt đúng giờ", Decimal(5)
    a1.save()
    a2.delete()
    ChecklistItemFactory(group=ChecklistGroup.objects.get(checklist_version=second), code="A9")
    second.refresh_from_db()
    compared = compare(first, second, rows_of_checklist)
    assert [name.partition(".")[0] for name in compared.added] == ["A9"]
    assert [name.partition(".")[0] for name in compared.removed] == ["A2"]
    changed = [(change.name.partition(".")[0], change.before, change.now) for change in compared.changed]
    assert changed == [
        (first.family_name(), "9", "11"),
        ("A1", a1_before, "Có mặt đúng giờ"),
        ("A1", "3", "5"),
    ]
    with pytest.raises(Refused, match="a draft of the next version"):
        next_version(version=first, by=superuser)


@pytest.mark.parametrize("items", [1, 30])
def test_comparing_costs_the_same_for_few_and_many_items(superuser, django_assert_max_num_queries, items):
    first = a_version(items, by=superuser)
    second = next_version(version=first, by=superuser)
    with django_assert_max_num_queries(8):
        compare(first, second, rows_of_checklist)


def test_says_what_a_version_lacks_before_its_use(superuser):
    version = ChecklistVersionFactory()
    for part, sentence in (
        (lambda: None, "no items"),
        (lambda: ChecklistItemFactory(group__checklist_version=version, code="X1", max_points=0), "score 0"),
        (lambda: ChecklistBandFactory(checklist_version=version, from_score=0), "no points: X1"),
    ):
        part()
        with pytest.raises(Refused, match=sentence):
            checklists.WORKFLOW.perform("use", obj=version, by=superuser)
    ChecklistItem.objects.update(max_points=1)
    ChecklistItemFactory(group__checklist_version=version, code="X1")
    with pytest.raises(Refused, match="twice: X1"):
        checklists.WORKFLOW.perform("use", obj=version, by=superuser)


def test_one_draft_at_a_time():
    checklist = ChecklistFactory()
    ChecklistVersionFactory(checklist=checklist)
    with pytest.raises(ValidationError, match="a draft of the next version"):
        ChecklistVersion(checklist=checklist, number=2).full_clean()
