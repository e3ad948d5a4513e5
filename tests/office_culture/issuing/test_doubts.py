"""What the record of a paper leaves in doubt is a warning that stands only for a reason."""

import datetime

import pytest

from office_culture.actions import inspections
from office_culture.actions.workflow import Refused
from office_culture.models import Inspection, IssuedPaper
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory
from tests.office_culture.inspections.making import VISIT
from tests.office_culture.inspections.test_minutes import visited

pytestmark = pytest.mark.django_db

SINCE = datetime.date(2020, 1, 1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"


@pytest.fixture
def closed(office, unit_a, superuser) -> Inspection:
    return visited(office, unit_a, superuser)


def signed_by(inspection: Inspection, unit, **posting) -> Inspection:
    """The inspection as signed by somebody with a post in that unit."""
    signer = PersonFactory(unit=unit, full_name="Hà Thị Ký Thay")
    PostingFactory(person=signer, unit=unit, **{"valid_from": SINCE, **posting})
    Inspection.objects.filter(pk=inspection.pk).update(represented_by=signer, version=inspection.version + 1)
    return Inspection.objects.get(pk=inspection.pk)


def test_whoever_signs_for_a_unit_belongs_to_it_or_to_a_unit_below_it(closed, office):
    below = UnitFactory(parent=closed.unit, name="Tổ Một")
    other = UnitFactory(parent=office, name="Phòng Khác")
    assert not signed_by(closed, closed.unit).warnings()
    assert not signed_by(closed, below).warnings()
    assert ["Phòng Khác" in warning for warning in signed_by(closed, other).warnings()] == [True]


def test_the_post_of_the_day_of_the_visit_counts(closed, office):
    left = VISIT - datetime.timedelta(days=1)
    other = UnitFactory(parent=office, name="Phòng Khác")
    inspection = signed_by(closed, other, valid_to=left)
    PostingFactory(person=inspection.represented_by, unit=closed.unit, valid_from=VISIT)
    assert not inspection.warnings()
    gone = signed_by(closed, closed.unit, valid_to=left)
    PostingFactory(person=gone.represented_by, unit=other, valid_from=VISIT)
    assert gone.warnings()


def test_the_minutes_wait_for_a_reason(closed, office, superuser):
    inspection = signed_by(closed, UnitFactory(parent=office, name="Phòng Khác"))
    with pytest.raises(Refused, match="Hà Thị Ký Thay"):
        inspections.workflow.perform("issue", obj=inspection, by=superuser)
    form = inspections.workflow.steps["let_stand"].form(record=inspection, user=superuser)
    answers = {"warnings": form.waiting}
    reason = "Trưởng phòng đi công tác, ủy quyền"
    inspections.workflow.perform("let_stand", obj=inspection, by=superuser, reason=reason, answers=answers)
    inspections.workflow.perform("issue", obj=inspection, by=superuser)
    assert IssuedPaper.objects.get().type_code == "BB"
