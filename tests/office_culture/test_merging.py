"""Two records that are one: links move, the key still answers, and the merger can be undone."""

import pytest

from office_culture.actions.merging import answering, columns_to, links_to_move, merge, part
from office_culture.actions.workflow import Refused
from office_culture.models import Document, Event, Person, Unit, Verb
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_links_move_the_key_answers_and_one_event_tells(superuser):
    old, into = PersonFactory(), PersonFactory()
    posting = PostingFactory(person=old)
    before = Event.objects.count()
    merge(old=old, into=into, by=superuser, reason="một người")
    posting.refresh_from_db()
    assert posting.person == into
    assert answering(Person, old.pk) == into
    assert [event.verb for event in Event.objects.order_by("pk")[before:]] == [Verb.MERGE]


def test_a_merger_is_undone_while_nothing_new_rests_on_it(superuser):
    old, into = PersonFactory(), PersonFactory()
    name, posting = old.full_name, PostingFactory(person=old)
    own = PostingFactory(person=into, concurrent=True)
    merge(old=old, into=into, by=superuser)
    event = Event.objects.get(verb=Verb.MERGE)
    new = PostingFactory(person=into, concurrent=True, post="Thư ký")
    with pytest.raises(Refused, match="look there first"):
        part(event=event, by=superuser)
    new.delete()
    again = part(event=event, by=superuser)
    posting.refresh_from_db()
    own.refresh_from_db()
    assert (again.full_name, posting.person, own.person) == (name, again, into)
    assert answering(Person, old.pk) == again


def test_what_would_stand_twice_is_told_and_nothing_moves(superuser):
    old, into = UnitFactory(), UnitFactory()
    below = [UnitFactory(parent=unit, name="Phòng Tổng hợp") for unit in (old, into)]
    (found,) = links_to_move(old=old, into=into)
    assert found.refusals[0][0] == below[0]
    with pytest.raises(Refused, match="cannot move"):
        merge(old=old, into=into, by=superuser)
    assert Unit.objects.get(pk=below[0].pk).parent == old


def test_a_tree_moves_along(superuser):
    old, into = UnitFactory(), UnitFactory()
    below = UnitFactory(parent=UnitFactory(parent=old))
    merge(old=old, into=into, by=superuser)
    below.refresh_from_db()
    assert below.path.startswith(into.path)


@pytest.mark.parametrize("model", [Person, Unit, Document])
def test_every_column_that_points_there_is_covered(model):
    covered = set(columns_to(model))
    for other in model._meta.apps.get_models(include_auto_created=True):
        for field in other._meta.concrete_fields:
            assert field.related_model is not model or field in covered
