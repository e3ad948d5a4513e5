"""Campaigns, what stands above them, and the movements beside them."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from campaign.models import Campaign
from campaign.sections.campaigns import campaign_blocks
from campaign.sections.movements import movements_blocks
from campaign.selectors.campaigns import campaign_overview
from campaign.selectors.movements import movements
from office_culture.rules.parts import At
from office_culture.text.citations import Citations
from tests.campaign.reading import day, errors, fact_texts, row_errors, row_forms, scope_of, words
from tests.factories.campaign import (
    CampaignBasisFactory,
    CampaignFactory,
    MovementFactory,
    ParentMovementFactory,
)
from tests.factories.documents import DocumentFactory
from tests.factories.office import UnitFactory

pytestmark = pytest.mark.django_db

ADD = "admin:campaign_campaign_add"


def form(office, *bases: dict, parents: tuple[dict, ...] = (), **changes) -> dict[str, object]:
    return {
        "name": "Thi đua thực hiện văn hóa công sở",
        "office": office.pk,
        "unit": office.pk,
        "period_start": "01/01/2019",
        "period_end": "31/12/2025",
        **changes,
        **row_forms("basis_rows", *bases),
        **row_forms("parents", *parents),
    }


def directive():
    return DocumentFactory(
        symbol="733/QĐ-TTg",
        date=day("14/06/2019"),
        issuer="Thủ tướng Chính phủ",
        subject="phong trào thi đua",
    )


def test_a_campaign_with_its_documents_and_a_successor(screen, office):
    document = directive()
    first = screen.post(
        reverse(ADD),
        form(
            office,
            {"document": document.pk, "position": "1"},
            parents=(
                {"name": "Phong trào", "level": "national", "launched_by": document.pk, "position": "1"},
            ),
        ),
    )
    assert first.status_code == 302
    kept = Campaign.objects.get()
    assert list(kept.bases.all()) == [document]
    successor = form(office, period_start="01/01/2026", period_end="31/12/2030", continues=kept.pk)
    assert screen.post(reverse(ADD), successor).status_code == 302
    assert kept.successors.get().period_end == day("31/12/2030")


def test_refuses_the_same_campaign_twice_and_an_end_before_the_start(screen, office):
    screen.post(reverse(ADD), form(office))
    assert "already" in errors(screen.post(reverse(ADD), form(office)), "name")[0]
    backwards = screen.post(reverse(ADD), form(office, name="Khác", period_end="31/12/2018"))
    assert "before the start" in errors(backwards, "period_end")[0]
    slip = screen.post(reverse(ADD), form(office, name="Khác", period_start="01/01/0219"))
    assert errors(slip, "period_start")


def test_refuses_a_document_twice(screen, office):
    document = directive()
    response = screen.post(reverse(ADD), form(office, {"document": document.pk}, {"document": document.pk}))
    assert response.status_code == 200
    campaign = CampaignFactory(office=office)
    CampaignBasisFactory(campaign=campaign, document=document)
    with pytest.raises(IntegrityError), transaction.atomic():
        CampaignBasisFactory(campaign=campaign, document=document)


def test_documents_of_a_campaign_cannot_be_deleted(office):
    basis = CampaignBasisFactory()
    with pytest.raises(ProtectedError):
        basis.document.delete()


def test_words_of_a_campaign_with_two_parents(office):
    document = directive()
    lead = UnitFactory(name="Phòng Tổ chức", parent=office)
    campaign = CampaignFactory(name="Thi đua văn hóa công sở", office=office, unit=lead)
    ParentMovementFactory(campaign=campaign, name="Phong trào A", launched_by=document, position=1)
    ParentMovementFactory(campaign=campaign, name="Phong trào B", level="provincial", position=2)
    CampaignBasisFactory(campaign=campaign, document=document)
    facts = campaign_overview(scope_of(office, campaign=campaign))
    assert words(campaign_blocks(facts, At("I", Citations()))) == (
        "Phong trào thi đua “Thi đua văn hóa công sở” giai đoạn 2019 - 2025 do Văn phòng Thử nghiệm phát động, giao "
        "Phòng Tổ chức chủ trì tham mưu, tổ chức thực hiện.\n"
        "Phong trào được tổ chức để thực hiện các phong trào thi đua do cấp trên phát động: phong trào “Phong trào A” "
        "(toàn quốc, Quyết định số 733/QĐ-TTg ngày 14 tháng 6 năm 2019 của Thủ tướng Chính phủ về phong trào thi đua) "
        "và phong trào “Phong trào B” (cấp tỉnh)."
    )


def test_words_of_a_campaign_with_one_parent_and_of_none(office):
    nothing = campaign_blocks(campaign_overview(scope_of(office)), At("I", Citations()))
    assert words(nothing).startswith("[I] Chưa xác định")
    before = CampaignFactory(office=office, name="Giai đoạn trước")
    campaign = CampaignFactory(
        office=office, period_start=day("01/01/2026"), period_end=day("31/12/2030"), continues=before
    )
    ParentMovementFactory(campaign=campaign, name="A")
    told = words(
        campaign_blocks(campaign_overview(scope_of(office, campaign=campaign)), At("I", Citations()))
    )
    assert ", tiếp nối phong trào “Giai đoạn trước”." in told
    assert told.endswith("phong trào thi đua do cấp trên phát động: phong trào “A” (toàn quốc).")


def test_facts_of_the_campaign_and_without_one(office):
    campaign = CampaignFactory(office=office, name="Thi đua")
    assert fact_texts("campaign", scope_of(office, campaign=campaign))["stage"] == "2019 - 2025"
    assert set(fact_texts("campaign", scope_of(office)).values()) == {""}


def told_movements(office) -> str:
    return words(movements_blocks(movements(scope_of(office)), At("III", Citations())))


def test_words_of_no_movement_one_and_many(office):
    MovementFactory()
    MovementFactory(unit=office, valid_to=day("31/12/2018"))
    assert told_movements(office) == "Trong kỳ, cơ quan không triển khai phong trào thi đua khác."
    MovementFactory(unit=office, name="Dân vận khéo", position=1)
    assert told_movements(office) == "Trong kỳ, cơ quan đã triển khai phong trào “Dân vận khéo” (cấp tỉnh)."
    MovementFactory(
        unit=office, name="Sóng và máy tính", level="national", launched_by=directive(), position=2
    )
    MovementFactory(
        unit=office, name="Vì người nghèo", launched_by_text="lời kêu gọi của Mặt trận", position=3
    )
    assert told_movements(office) == (
        "Trong kỳ, cơ quan đã triển khai 03 phong trào thi đua khác:\n"
        "- Phong trào “Dân vận khéo” (cấp tỉnh);\n"
        "- Phong trào “Sóng và máy tính” theo Quyết định số 733/QĐ-TTg ngày 14 tháng 6 năm 2019 của Thủ tướng "
        "Chính phủ về phong trào thi đua;\n"
        "- Phong trào “Vì người nghèo” theo lời kêu gọi của Mặt trận."
    )
    found = fact_texts("movements", scope_of(office))
    assert (found["count"], found["provincial"], found["national"], found["sector"]) == (
        "03",
        "02",
        "01",
        "0",
    )


def test_words_of_what_was_done_in_movements(office):
    MovementFactory(
        unit=office, name="A", position=1, actions="ban hành kế hoạch\nký giao ước", results="đạt"
    )
    MovementFactory(unit=office, name="B", position=2, results="ủng hộ quỹ;\ntặng máy tính")
    assert told_movements(office) == (
        "Trong kỳ, cơ quan đã triển khai 02 phong trào thi đua khác:\n"
        "- Phong trào “A” (cấp tỉnh): ban hành kế hoạch, ký giao ước; kết quả: đạt;\n"
        "- Phong trào “B” (cấp tỉnh): ủng hộ quỹ, tặng máy tính."
    )


def test_one_movement_recorded_at_two_heights_counts_once(office, unit_a):
    MovementFactory(unit=unit_a, name="Dân Vận Khéo")
    kept = MovementFactory(unit=office, name="Dân vận khéo")
    assert [row.row for row in movements(scope_of(office)).rows] == [kept.pk]


def test_a_movement_is_launched_by_one_thing(screen, office):
    posted = {
        "name": "A",
        "level": "national",
        "unit": office.pk,
        "position": "0",
        "launched_by": directive().pk,
        "launched_by_text": "lời kêu gọi",
    }
    response = screen.post(reverse("admin:campaign_movement_add"), posted)
    assert "not both" in errors(response, "launched_by_text")[0]
    assert not row_errors(response)
