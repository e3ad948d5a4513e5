"""Innovations: what an effect may claim, who stands as author, and what is only asked about."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.models import RestrictedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.models import EffectBasis, EffectDirection, Innovation, InnovationEffect, InnovationFile
from campaign.rules.similarity import alike
from tests.campaign.reading import day, row_errors, row_forms
from tests.factories.documents import DocumentFactory, StoredFileFactory
from tests.factories.innovations import (
    InnovationEffectFactory,
    InnovationFactory,
    InnovationFileFactory,
)
from tests.factories.office import PersonFactory, UnitFactory
from tests.office_culture.files.examples import picture

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
        **row_forms("files"),
    }


def png(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture("PNG"), content_type="image/png")


def effect(**changes) -> dict[str, object]:
    return {
        "direction": "reduced",
        "what": "chi phí in ấn tài liệu",
        "change_percent": "-30",
        "basis": "estimated",
        "extent": "exact",
        **changes,
    }


@pytest.mark.django_db
def test_keeps_an_estimate_without_base(screen, office):
    response = screen.post(reverse(ADD), form(office, effect(extent="about")))
    assert response.status_code == 302
    kept = InnovationEffect.objects.get()
    assert (kept.change_percent, kept.extent) == (Decimal(-30), "about")


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
@given(before=st.decimals("1", "9999", places=2), after=st.decimals("0", "9999", places=2))
def test_the_database_takes_every_computed_percentage(before, after):
    with transaction.atomic():
        kept = InnovationEffectFactory(before=before, after=after, direction=EffectDirection.IMPROVED)
        kept.full_clean()
        kept.refresh_from_db()
        assert (kept.before, kept.after) == (before, after)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_nothing_before_gives_no_percentage():
    kept = InnovationEffectFactory(before=0, after=5, direction=EffectDirection.IMPROVED)
    assert kept.change_percent is None


@pytest.mark.django_db
def test_refuses_an_author_twice_and_a_share_above_all(screen, office):
    person = PersonFactory(unit=office)
    twice = screen.post(reverse(ADD), form(office, authors=({"person": person.pk}, {"person": person.pk})))
    assert twice.status_code == 200
    too_much = screen.post(
        reverse(ADD), form(office, authors=({"person": person.pk, "share_percent": "100.5"},))
    )
    assert "at most 100 percent" in row_errors(too_much)[0]["share_percent"][0]
    assert not Innovation.objects.exists()


@pytest.mark.django_db
def test_money_follows_from_quantity_and_price_and_shows_how(screen, office):
    claimed = effect(
        saved_quantity="1200", unit_price="500", unit_of_measure="tờ", period="năm 2021", change_percent=""
    )
    assert screen.post(reverse(ADD), form(office, claimed)).status_code == 302
    kept = InnovationEffect.objects.get()
    assert kept.money_saved == 600_000
    page = screen.get(reverse(CHANGE, args=[kept.innovation_id])).content.decode().replace("\u00a0", " ")
    assert "1.200 tờ × 500 đồng = 600.000 đồng" in page
    with pytest.raises(IntegrityError), transaction.atomic():
        InnovationEffect.objects.filter(pk=kept.pk).update(money_saved=600_005)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("claimed", "field", "told"),
    [
        (
            {"saved_quantity": "10", "unit_price": "500", "money_saved": "6000", "period": "năm 2021"},
            "money_saved",
            "Leave this field empty",
        ),
        ({"saved_quantity": "10", "unit_price": "500"}, "period", "in which period"),
        ({"money_saved": "5000"}, "period", "in which period"),
        ({"saved_quantity": "-1", "unit_price": "5", "period": "năm 2021"}, "saved_quantity", "below zero"),
        ({"change_percent": "-130"}, "change_percent", "more than 100 percent"),
        (
            {"saved_quantity": "999999999999", "unit_price": "999999999999", "period": "năm 2021"},
            "unit_price",
            "more than can be right",
        ),
        (
            {
                "direction": "improved",
                "change_percent": "",
                "before": "0.01",
                "after": "999999999999999",
            },
            "after",
            "too far apart",
        ),
    ],
)
def test_refuses_money_that_nobody_could_have_saved(screen, office, claimed, field, told):
    response = screen.post(reverse(ADD), form(office, effect(**claimed)))
    assert response.status_code == 200
    (refused,) = row_errors(response)
    assert told in refused[field][0]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(
    quantity=st.decimals("0", "999999999", places=2),
    price=st.decimals("0", "99999", places=2),
)
def test_the_database_takes_every_computed_amount(quantity, price):
    with transaction.atomic():
        kept = InnovationEffectFactory(saved_quantity=quantity, unit_price=price, period="năm 2021")
        kept.full_clean()
        assert abs(kept.money_saved - quantity * price) <= Decimal("0.5")
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_refuses_shares_that_are_all_given_and_are_not_100(screen, office):
    people = PersonFactory.create_batch(3, unit=office)

    def post(*shares: str):
        rows = [
            {"person": person.pk, "share_percent": share}
            for person, share in zip(people, shares, strict=False)
        ]
        return screen.post(reverse(ADD), form(office, authors=tuple(rows)))

    refused = post("60", "30")
    assert "add up to 90" in row_errors(refused)[0]["share_percent"][0]
    assert row_errors(post("60", "60"))
    assert not Innovation.objects.exists()
    assert post("33.33", "33.33", "33.34").status_code == 302
    assert Innovation.objects.get().shares_total == 100


@pytest.mark.django_db
def test_a_draft_may_wait_for_a_share(screen, office):
    people = PersonFactory.create_batch(2, unit=office)
    rows = ({"person": people[0].pk, "share_percent": "60"}, {"person": people[1].pk, "share_percent": ""})
    assert screen.post(reverse(ADD), form(office, authors=rows)).status_code == 302
    kept = Innovation.objects.get()
    assert (kept.shares_total, kept.state) == (60, "draft")
    kept.authors.first().delete()
    kept.refresh_from_db()
    assert kept.shares_total is None


@pytest.mark.django_db
def test_asks_for_the_evidence_of_what_is_measured():
    made = InnovationFactory()
    paper, ink = (
        InnovationEffectFactory(
            innovation=made, what=what, before=10, after=7, basis="measured", method="sổ kho"
        )
        for what in ("giấy in", "mực in")
    )
    InnovationFileFactory(innovation=made)
    assert [line for line in made.warnings() if "no evidence" in line] == [
        f"“{what}” is said to be measured, but no evidence of it is attached."
        for what in ("giấy in", "mực in")
    ]
    InnovationFileFactory(innovation=made, effect=paper)
    ink.document = DocumentFactory()
    ink.save()
    assert made.warnings() == []


@pytest.mark.django_db
class TestEvidenceOfAnEffect:
    def change(self, made):
        return reverse(CHANGE, args=[made.pk])

    def test_each_effect_shows_its_own(self, screen, office):
        made = InnovationFactory(unit=office)
        first = InnovationEffectFactory(innovation=made, what="giấy in")
        second = InnovationEffectFactory(innovation=made, what="mực in")
        InnovationFileFactory(innovation=made, effect=first, caption="sổ cấp giấy")
        InnovationFileFactory(innovation=made, effect=second, caption="phiếu mua mực")
        InnovationFileFactory(innovation=made, caption="ảnh chung")
        page = screen.get(self.change(made)).content.decode()
        shown = re.findall(r'field-evidence.*?<div class="readonly">(.*?)</div>', page, re.DOTALL)
        assert ["sổ cấp giấy" in text for text in shown] == [True, False, *[False] * (len(shown) - 2)]
        assert ["phiếu mua mực" in text for text in shown] == [False, True, *[False] * (len(shown) - 2)]
        assert not any("ảnh chung" in text for text in shown)

    def test_is_attached_at_the_effect_and_read_there(self, screen, office):
        upload = png("so-giay.png")
        given = form(office, effect(upload=upload, upload_caption="sổ cấp giấy"))
        assert screen.post(reverse(ADD), given).status_code == 302
        link = InnovationFile.objects.get()
        assert (link.effect.what, link.caption) == ("chi phí in ấn tài liệu", "sổ cấp giấy")
        assert link.innovation == link.effect.innovation
        assert b"".join(screen.get(link.file.get_absolute_url())) == upload.file.getvalue()
        assert "sổ cấp giấy" in screen.get(self.change(link.innovation)).content.decode()

    def test_a_file_that_is_none_is_refused_at_the_effect_and_nothing_is_kept(self, screen, office):
        given = form(office, effect(upload=SimpleUploadedFile("so-giay.png", b"MZ not a picture")))
        refused = screen.post(reverse(ADD), given)
        assert row_errors(refused)[0]["upload"]
        assert not Innovation.objects.exists()

    def test_the_files_of_a_record_stay_below_their_limit(self, screen, office, settings):
        settings.RECORD_FILES_MAX_BYTES = 10
        refused = screen.post(reverse(ADD), form(office, effect(upload=png("so-giay.png"))))
        assert "may have" in refused.content.decode()
        assert not Innovation.objects.exists()

    def test_a_file_shows_effects_of_its_own_innovation_only(self, screen, office):
        made = InnovationFactory(unit=office)
        foreign = InnovationEffectFactory(what="hiệu quả của người khác")
        assert "hiệu quả của người khác" not in screen.get(self.change(made)).content.decode()
        with pytest.raises(ValidationError, match="another innovation"):
            InnovationFileFactory.build(
                innovation=made, effect=foreign, file=StoredFileFactory()
            ).full_clean()

    def test_an_effect_with_evidence_goes_only_after_it(self):
        link = InnovationFileFactory()
        link.effect = InnovationEffectFactory(innovation=link.innovation)
        link.save()
        with pytest.raises(RestrictedError):
            link.effect.delete()

    def test_the_page_costs_the_same_for_one_and_many_effects(self, screen, office):
        made = InnovationFactory(unit=office)

        def statements() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert screen.get(self.change(made)).status_code == 200
            return len(captured)

        def add(count: int) -> None:
            for place in range(count):
                shown = InnovationEffectFactory(innovation=made, what=f"{count} {place}")
                InnovationFileFactory(innovation=made, effect=shown)

        add(1)
        few = statements()
        add(10)
        assert statements() == few


@pytest.mark.django_db
def test_a_row_that_enters_with_its_recognition_is_recognised():
    made = Innovation(title="Một cửa", unit=UnitFactory(), year=2020, level="base")
    made.full_clean()  # the day may be not known
    made.recognised_on = day("15/12/2020")
    made.full_clean()
    made.save()
    assert made.state == "recognised"
    assert "decision" in made.warnings()[0]


@pytest.mark.django_db
def test_the_database_holds_recognition_level_and_day_together():
    made = InnovationFactory()
    for values in (
        {"state": "recognised"},
        {"level": "base"},
        {"recognised_on": day("01/02/2022")},
        {"state": "under_review"},
        {"state": "submitted"},
        {"state": "submitted", "submitted_on": day("01/02/2022"), "shares_total": 99},
        {"state": "returned"},
        {"state": "elsewhere"},
        {"recognised_by": DocumentFactory()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Innovation.objects.filter(pk=made.pk).update(**values)


@pytest.mark.django_db
def test_warns_of_a_likely_duplicate_with_a_link_and_keeps_those_of_other_units_to_itself(
    contact_a, signed_in, unit_a, unit_b
):
    first = InnovationFactory(title="Giải pháp họp trực tuyến tại cơ quan", unit=unit_a)
    same = InnovationFactory(title="Họp trực tuyến tại cơ quan: GIAI PHAP", unit=unit_a)
    InnovationFactory(title="giai phap hop truc tuyen tai co quan", unit=unit_b)
    InnovationFactory(title="Giải pháp quản lý hồ sơ điện tử tại cơ quan", unit=unit_a)
    browser = signed_in(contact_a)
    browser.cookies["django_language"] = "en"
    page = browser.get(reverse(CHANGE, args=[same.pk])).content.decode()
    assert f'<a href="{reverse(CHANGE, args=[first.pk])}">{first.title}</a>' in page
    assert page.count("nearly the same title") == 2
    assert "giai phap hop truc tuyen" not in page


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Giải pháp họp trực tuyến", "GIAI PHAP HOP TRUC TUYEN", True),
        ("Giải pháp họp trực tuyến", "Họp trực tuyến - giải pháp", True),
        ("Giải pháp họp trực tuyến tại Văn phòng", "Giải pháp họp trực tuyến tại Văn phònh", True),
        (
            "Giải pháp ứng dụng phần mềm Họp trực tuyến tại Văn phòng UBND tỉnh",
            "Giải pháp ứng dụng phần mềm Họp không giấy tờ (eCabinet) tại Văn phòng UBND tỉnh",
            False,
        ),
        ("Số hóa hồ sơ", "Họp trực tuyến", False),
        ("", "", True),
    ],
)
def test_titles_are_alike_by_words_or_by_letters(one, other, expected):
    assert bool(alike(one, [other])) is expected
    assert bool(alike(other, [one])) is expected


@given(st.text(max_size=60))
def test_a_title_is_always_like_itself(title):
    assert alike(title, [title]) == [0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("claimed", "field", "told"),
    [
        ({"extent": "between"}, "extent", "has an upper end"),
        ({"change_percent_to": "-40"}, "extent", "nothing else has one"),
        ({"extent": "between", "change_percent_to": "-20"}, "change_percent_to", "goes farther"),
        ({"extent": "between", "change_percent_to": "40"}, "change_percent_to", "goes farther"),
        ({"extent": "between", "change_percent_to": "-101"}, "change_percent_to", "more than 100 percent"),
        ({"change_percent": "", "change_amount": "20"}, "unit_of_measure", "in which unit"),
        ({"change_amount": "-20", "unit_of_measure": "phút"}, "change_amount", "without a sign"),
        (
            {"extent": "between", "change_amount_to": "20", "unit_of_measure": "phút"},
            "change_amount_to",
            "give both",
        ),
        (
            {
                "change_percent": "",
                "before": "10",
                "after": "7",
                "change_amount": "3",
                "unit_of_measure": "phút",
            },
            "change_amount",
            "say it already",
        ),
        (
            {
                "extent": "between",
                "money_saved": "",
                "saved_quantity": "2",
                "unit_price": "3",
                "money_saved_to": "9",
                "period": "năm 2021",
            },
            "extent",
            "no upper end",
        ),
        ({"change_percent": "-30,125"}, "change_percent", "2"),
    ],
)
def test_refuses_ends_that_belong_to_nothing(screen, office, claimed, field, told):
    (refused,) = row_errors(screen.post(reverse(ADD), form(office, effect(**claimed))))
    assert told in refused[field][0]
    assert not Innovation.objects.exists()


@pytest.mark.django_db
def test_keeps_spans_and_targets_as_typed(screen, office):
    spans = effect(
        extent="between",
        change_percent="-20,25",
        change_percent_to="-30,5",
        basis="target",
        what="thời gian họp",
    )
    amounts = effect(
        extent="at_least",
        change_percent="",
        change_amount="20,5",
        unit_of_measure="phút",
        what="thời gian chờ",
    )
    assert screen.post(reverse(ADD), form(office, spans, amounts)).status_code == 302
    first, second = InnovationEffect.objects.order_by("pk")
    assert (first.change_percent, first.change_percent_to) == (Decimal("-20.25"), Decimal("-30.5"))
    assert (first.basis, second.change_amount, second.extent) == ("target", Decimal("20.5"), "at_least")
