"""Regulations: one revision in force on a day, and what still cites a text that is not."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office_culture.actions.regulations import adopt_revision
from office_culture.models import DocumentRelation, RegulationRevision, RelationKind, VersionState
from office_culture.selectors import documents
from office_culture.selectors.citing import cited_by, outdated
from tests.answers import assert_refused
from tests.factories.documents import DocumentFactory
from tests.factories.inspections import (
    ChecklistItemFactory,
    ClauseFactory,
    InspectionRoundFactory,
    RegulationFactory,
    RegulationRevisionFactory,
    RoundBasisFactory,
)

pytestmark = pytest.mark.django_db
day = datetime.date


def decided(on: datetime.date, **values):
    return DocumentFactory(
        symbol=f"{on.toordinal() % 900 + 1}/QĐ-VPTN", date=on, use="own_regulation", **values
    )


def test_a_new_revision_ends_the_one_before_and_relates_the_decisions(superuser):
    regulation = RegulationFactory()
    old = adopt_revision(
        regulation=regulation, decision=decided(day(2018, 3, 29)), valid_from=day(2018, 4, 1), by=superuser
    )
    new = adopt_revision(
        regulation=regulation, decision=decided(day(2022, 4, 25)), valid_from=day(2022, 5, 1), by=superuser
    )
    old.refresh_from_db()
    assert old.valid_to == day(2022, 4, 30)
    assert DocumentRelation.objects.get().kind == RelationKind.REPLACES
    in_force = RegulationRevision.objects.in_force_on
    assert list(in_force(day(2018, 3, 31))) == []
    assert list(in_force(day(2022, 5, 1))) == [new]
    assert list(documents.regulations(day(2022, 5, 1))) == [new.decision]


def test_a_new_revision_is_adopted_on_a_page(superuser, plain_staff, signed_in):
    regulation = RegulationFactory()
    first, second = decided(day(2018, 3, 29)), decided(day(2022, 4, 25))
    adopt_revision(regulation=regulation, decision=first, valid_from=day(2018, 4, 1), by=superuser)
    page = reverse("admin:office_culture_regulation_adopt", args=[regulation.pk])
    plain_staff.user_permissions.add(Permission.objects.get(codename="view_regulation"))
    reader = signed_in(plain_staff)
    assert reader.get(reverse("admin:office_culture_regulation_changelist")).status_code == 200
    for ask in (reader.get, reader.post):
        assert_refused(ask(page))
    browser = signed_in(superuser)
    record = reverse("admin:office_culture_regulation_change", args=[regulation.pk])
    assert page in browser.get(record).content.decode()
    values = {"decision": second.pk, "valid_from": "01/05/2022", "relation": "replaces"}
    refused = browser.post(page, values | {"valid_from": "31/03/2018"})
    assert refused.status_code == 200
    assert "errorlist" in refused.content.decode()
    assert regulation.revisions.count() == 1
    assert browser.post(page, values).url == record
    new, old = regulation.revisions.all()
    assert (new.decision, new.valid_from, old.valid_to) == (second, day(2022, 5, 1), day(2022, 4, 30))
    assert DocumentRelation.objects.get().kind == RelationKind.REPLACES


def test_an_amended_decision_stays_in_force_but_its_text_does_not(superuser):
    regulation = RegulationFactory()
    first, second = decided(day(2018, 3, 29)), decided(day(2022, 4, 25))
    adopt_revision(regulation=regulation, decision=first, valid_from=day(2018, 4, 1), by=superuser)
    adopt_revision(
        regulation=regulation,
        decision=second,
        valid_from=day(2022, 5, 1),
        by=superuser,
        relation=RelationKind.AMENDS,
    )
    assert list(documents.regulations(day(2022, 6, 1))) == [second]


def test_a_decision_replaced_from_outside_takes_its_revision_along():
    revision = RegulationRevisionFactory()
    replacing = DocumentFactory(date=day(2021, 1, 1))
    DocumentRelation(document=replacing, kind=RelationKind.REPLACES, target=revision.decision).save()
    assert list(RegulationRevision.objects.in_force_on(day(2020, 12, 31))) == [revision]
    assert not RegulationRevision.objects.in_force_on(day(2021, 1, 1)).exists()
    assert revision.regulation.warnings() == ["No revision of this regulation is in force today."]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    periods=st.lists(
        st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 60))),
        max_size=6,
        unique_by=lambda p: p[0],
    ),
    asked=st.integers(0, 70),
)
def test_never_two_revisions_in_force_however_they_came_in(periods, asked):
    """Even rows that no rule has seen: the constraints alone must hold."""
    base = day(2020, 1, 1)
    with transaction.atomic():
        regulation = RegulationFactory()
        for start, length in periods:
            begins = base + datetime.timedelta(days=start)
            ends = None if length is None else begins + datetime.timedelta(days=length)
            try:
                with transaction.atomic():
                    RegulationRevisionFactory(
                        regulation=regulation, valid_from=begins, valid_to=ends, decision__date=base
                    )
            except IntegrityError:
                continue
        on = base + datetime.timedelta(days=asked)
        assert RegulationRevision.objects.in_force_on(on).filter(regulation=regulation).count() <= 1
        transaction.set_rollback(True)


def test_refuses_two_texts_for_one_day(superuser):
    first = RegulationRevisionFactory(valid_to=day(2021, 12, 31))
    second = RegulationRevision(
        regulation=first.regulation, decision=DocumentFactory(), valid_from=day(2021, 6, 1)
    )
    with pytest.raises(ValidationError, match="day before the other begins"):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        RegulationRevisionFactory(regulation=first.regulation, valid_from=first.valid_from)
    with pytest.raises(ValidationError, match="the next one begins later"):
        adopt_revision(
            regulation=first.regulation, decision=DocumentFactory(), valid_from=day(2020, 1, 1), by=superuser
        )


def test_labels_clauses_as_papers_cite_them():
    revision = RegulationRevisionFactory()
    assert str(ClauseFactory(revision=revision, article=5)) == "Điều 5"
    assert str(ClauseFactory(revision=revision, article=5, clause=2, point="a")) == "điểm a khoản 2 Điều 5"


def test_warns_where_something_in_use_cites_what_is_no_longer_in_force(superuser, signed_in):
    ended = DocumentFactory(symbol="7/QĐ-VPTN", valid_to=day(2022, 5, 31))
    held = InspectionRoundFactory(state="open", start=day(2022, 6, 1), end=day(2022, 6, 30))
    RoundBasisFactory(inspection_round=held, document=ended)
    item = ChecklistItemFactory(document=ended)
    version = item.group.checklist_version
    version.state = VersionState.IN_USE
    version.save()
    assert any("7/QĐ-VPTN" in warning for warning in held.warnings())
    assert any("7/QĐ-VPTN" in warning for warning in item.warnings())
    cited = cited_by(ended, day(2022, 6, 1), superuser)
    assert {row.record for row in cited} == {str(held), str(item)}
    assert {row.record for row in outdated(day(2022, 6, 1), superuser)} == {str(held), str(item)}
    assert outdated(day(2022, 5, 31), superuser) == []
    browser = signed_in(superuser)
    browser.cookies["django_language"] = "en"
    page = browser.get(reverse("admin:office_culture_document_change", args=[ended.pk])).content.decode()
    assert "records in use cite it" in page
    register = browser.get(reverse("admin:office_culture_document_changelist")).content.decode()
    assert 'class="notice notice-warning cites-what-ended"' in register
    assert reverse("admin:office_culture_inspectionround_change", args=[held.pk]) in register
    assert reverse("admin:office_culture_inspectionround_change", args=[held.pk]) in page


def test_warns_of_a_clause_of_an_older_revision(superuser):
    regulation = RegulationFactory()
    old = adopt_revision(
        regulation=regulation, decision=decided(day(2018, 3, 29)), valid_from=day(2018, 4, 1), by=superuser
    )
    item = ChecklistItemFactory(clause=ClauseFactory(revision=old, article=4))
    assert item.warnings() == []
    adopt_revision(
        regulation=regulation, decision=decided(day(2022, 4, 25)), valid_from=day(2022, 5, 1), by=superuser
    )
    item.refresh_from_db()
    assert "Điều 4" in item.warnings()[0]


def test_what_is_outdated_begins_with_what_is_cited(superuser, django_assert_num_queries):
    DocumentFactory.create_batch(3, valid_to=day(2022, 5, 31))
    with django_assert_num_queries(1):
        assert outdated(day(2022, 6, 1), superuser) == []
