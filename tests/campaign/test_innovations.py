"""Innovations: what an effect may claim, who stands as author, and what is only asked about."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.models import EffectBasis, EffectDirection, Innovation, InnovationEffect
from tests.campaign.reading import day, errors, row_errors, row_forms
from tests.factories.campaign import (
    InnovationAuthorFactory,
    InnovationEffectFactory,
    InnovationFactory,
)
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory

ADD = "admin:campaign_innovation_add"
CHANGE = "admin:campaign_innovation_change"


def form(unit, *effects: dict, authors: tuple[dict, ...] = (), **changes) -> dict[str, object]:
    return {
        "unit": unit.pk,
        "title": "Họp không giấy tờ",
        "year": "2021",
        **changes,
        **row_forms("effects", *effects),
        **row_forms("authors", *authors),
    }


def effect(**changes) -> dict[str, object]:
    return {
        "direction": "reduced",
        "what": "chi phí in ấn tài liệu",
        "change_percent": "-30",
        "basis": "estimated",
        **changes,
    }


@pytest.mark.django_db
def test_keeps_an_estimate_without_base(screen, office):
    response = screen.post(reverse(ADD), form(office, effect(approximate="on")))
    assert response.status_code == 302
    kept = InnovationEffect.objects.get()
    assert (kept.change_percent, kept.approximate) == (Decimal(-30), True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("claimed", "field", "told"),
    [
        ({"basis": "measured", "method": "sổ kho"}, "basis", "is an estimate"),
        ({"change_percent": "-101"}, "change_percent", "more than 100 percent"),
        ({"change_percent": "30"}, "change_percent", "negative percentage"),
        ({"change_percent": "", "before": "10"}, "after", "or neither"),
        ({"before": "10", "after": "8"}, "change_percent", "is a change of -20"),
        (
            {"before": "10", "after": "7", "basis": "measured"},
            "method",
            "how it was measured",
        ),
        ({"change_percent": "", "before": "-1", "after": "1"}, "before", "below zero"),
    ],
)
def test_refuses_at_the_field_what_an_effect_cannot_claim(screen, office, claimed, field, told):
    response = screen.post(reverse(ADD), form(office, effect(**claimed)))
    assert response.status_code == 200
    (refused,) = row_errors(response)
    assert told in refused[field][0]
    assert not Innovation.objects.exists()


@pytest.mark.django_db
def test_the_database_refuses_the_same():
    def refuses(**values):
        with pytest.raises(IntegrityError), transaction.atomic():
            InnovationEffectFactory(**values)

    refuses(change_percent=-30, basis=EffectBasis.MEASURED, method="sổ kho")
    refuses(change_percent=Decimal("-100.01"))
    refuses(change_percent=5)
    refuses(before=10)
    refuses(before=10, after=7, basis=EffectBasis.MEASURED)
    refuses(before=-1, after=1, direction=EffectDirection.IMPROVED)
    kept = InnovationEffectFactory(before=10, after=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        InnovationEffect.objects.filter(pk=kept.pk).update(change_percent=-31)


@pytest.mark.django_db
def test_computes_the_percentage_and_follows_mended_values(screen, office):
    screen.post(reverse(ADD), form(office, effect(change_percent="", before="10", after="7")))
    kept = InnovationEffect.objects.get()
    assert kept.change_percent == Decimal("-30.00")
    innovation = Innovation.objects.get()
    row = effect(change_percent="-30.00", before="10", after="6", id=kept.pk, innovation=innovation.pk)
    response = screen.post(
        reverse(CHANGE, args=[innovation.pk]), form(office, row, opened_version=innovation.version)
    )
    assert response.status_code == 302
    kept.refresh_from_db()
    assert kept.change_percent == Decimal("-40.00")


@settings(max_examples=60, deadline=None)
@given(
    before=st.decimals("0.01", "999999", places=2),
    after=st.decimals("0", "999999", places=2),
)
def test_a_computed_percentage_never_contradicts_its_values(before, after):
    effect = InnovationEffect(before=before, after=after)
    change = effect.computed_percent
    assert change >= -100
    assert abs(before + before * change / 100 - after) <= before * Decimal("0.00005")
    assert (change > 0) <= (after > before)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(before=st.decimals("0.01", "9999", places=2), after=st.decimals("0", "9999", places=2))
def test_the_database_takes_every_computed_percentage(before, after):
    with transaction.atomic():
        kept = InnovationEffectFactory(before=before, after=after, direction=EffectDirection.IMPROVED)
        kept.full_clean()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_nothing_before_gives_no_percentage():
    kept = InnovationEffectFactory(before=0, after=5, direction=EffectDirection.IMPROVED)
    assert kept.change_percent is None


@pytest.mark.django_db
def test_an_author_keeps_the_name_post_and_unit_of_that_day():
    person = PersonFactory(full_name="Nguyễn Văn An")
    PostingFactory(person=person, post="Phó Trưởng phòng")
    author = InnovationAuthorFactory(person=person)
    person.full_name = "Nguyễn Văn Ân"
    person.unit = UnitFactory(name="Phòng Mới")
    person.save()
    person.postings.get().delete()
    author.save()
    author.refresh_from_db()
    assert (author.name, author.post) == ("Nguyễn Văn An", "Phó Trưởng phòng")
    assert author.unit_name.startswith("Phòng Số")


@pytest.mark.django_db
def test_refuses_an_author_twice_and_a_share_above_all(screen, office):
    person = PersonFactory(unit=office)
    twice = screen.post(reverse(ADD), form(office, authors=({"person": person.pk}, {"person": person.pk})))
    assert twice.status_code == 200
    too_much = screen.post(
        reverse(ADD), form(office, authors=({"person": person.pk, "share_percent": "100.5"},))
    )
    assert "between 0 and 100" in row_errors(too_much)[0]["share_percent"][0]
    assert not Innovation.objects.exists()


@pytest.mark.django_db
def test_recognition_needs_a_level(screen, office):
    response = screen.post(reverse(ADD), form(office, recognised_on="01/02/2022"))
    assert "Choose the level of recognition" in errors(response, "level")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        InnovationFactory(recognised_by=DocumentFactory())


@pytest.mark.django_db
def test_asks_for_the_decision_and_for_shares_that_add_up():
    recognised = InnovationFactory(title="Một cửa", level="base", recognised_on=day("01/02/2022"))
    assert "decision" in recognised.warnings()[0]
    shared = InnovationFactory(title="Sổ tay điện tử")
    InnovationAuthorFactory(innovation=shared, share_percent=60)
    InnovationAuthorFactory(innovation=shared, share_percent=30)
    assert "90" in shared.warnings()[0]
    InnovationAuthorFactory(innovation=shared, share_percent=10)
    assert shared.warnings() == []


@pytest.mark.django_db
def test_asks_about_nearly_equal_titles_and_keeps_those_of_other_units_to_itself():
    first = InnovationFactory(title="Giải pháp ứng dụng phần mềm họp trực tuyến tại cơ quan")
    same = InnovationFactory(title="Giải pháp ứng dụng phần mềm HỌP trực tuyến ở cơ quan", unit=first.unit)
    other = InnovationFactory(title="giai phap ung dung phan mem hop truc tuyen tai co quan")
    InnovationFactory(title="Giải pháp ứng dụng phần mềm họp không giấy tờ tại cơ quan")
    assert first.title in same.warnings()[0]
    assert len(other.warnings()) == 2
    assert not any(title in " ".join(other.warnings()) for title in (first.title, same.title))
