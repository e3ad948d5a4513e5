"""Figures on the pages of the admin: read-only ones as papers print them, in fields without filling zeros."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campaign.actions import innovations
from campaign.models import CaseFileReturn, Innovation
from office_culture.admin.bricks.fields import FigureField, WholeField
from tests.campaign.innovation_office import council, proposal, under_review
from tests.factories.innovations import InnovationEffectFactory

pytestmark = pytest.mark.django_db

LANGUAGES = ("vi", "en")


@pytest.fixture
def made(office):
    """A proposal with an effect whose figures need points and a comma."""
    draft = proposal(office)
    InnovationEffectFactory(
        innovation=draft,
        what="số tờ giấy in",
        before=Decimal("4218"),
        after=Decimal("1054.5"),
        unit_of_measure="tờ",
        basis="measured",
        method="sổ cấp phát",
        period="năm 2021",
        saved_quantity=Decimal("3163.5"),
        unit_price=Decimal("1250"),
    )
    return Innovation.objects.get(pk=draft.pk)


def page_of(innovation, user, signed_in, language: str) -> str:
    browser = signed_in(user)
    browser.cookies["django_language"] = language
    address = reverse("admin:campaign_innovation_change", args=[innovation.pk])
    return browser.get(address).content.decode()


def shown(page: str, name: str) -> list[str]:
    """The read-only values of a field on a page, in their order."""
    found = re.findall(rf'field-{name}[^>]*>.*?class="readonly">([^<]*)<', page, re.DOTALL)
    return [text.strip() for text in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_edits_stands_as_papers_print_it(made, superuser, signed_in, language):
    submitted = innovations.WORKFLOW.perform("submit", obj=made, by=superuser)
    page = page_of(submitted, superuser, signed_in, language)
    assert "4.218" in shown(page, "before")
    assert "1.054,5" in shown(page, "after")
    assert "-75" in shown(page, "change_percent")
    assert "1.250" in shown(page, "unit_price")
    assert "3.954.375" in shown(page, "money_saved")
    assert "2022" in shown(page, "year")
    assert "<p>60</p>" in page
    for raw in ("4218", "1250,00", "60,00", "3954375", "2.022"):
        assert raw not in page, raw


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_hold_no_filling_zeros_and_saving_them_changes_nothing(made, superuser, signed_in, language):
    page = page_of(made, superuser, signed_in, language)
    values = dict(re.findall(r'name="(effects-1-\w+)" value="([^"]*)"', page))
    assert values["effects-1-after"] == "1054,5"
    assert values["effects-1-unit_price"] == "1250"
    assert re.findall(r'name="authors-\d-share_percent" value="([^"]*)"', page) == ["60", "40"]


def test_points_of_the_council_are_shown_as_they_were_given(office, superuser, signed_in):
    board = council(office)
    judged = under_review(office, superuser, board)
    board.score(judged, superuser, 8, 8, 8, 8)
    browser = signed_in(superuser)
    address = reverse("admin:campaign_innovation_scores", args=[judged.pk])
    page = browser.get(address).content.decode()
    assert 'value="8"' in page
    assert "8,00" not in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1.000", 1000),
        ("12.345", 12345),
        ("1 000", 1000),
        ("1000", 1000),
        ("1.0", None),
        ("1,5", None),
        ("1,000", None),
        ("mười", None),
    ],
)
def test_a_count_is_read_as_clerks_write_it(typed, kept):
    """Django alone takes 1.000 for one."""
    if kept is None:
        with pytest.raises(ValidationError):
            WholeField().clean(typed)
    else:
        assert WholeField().clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("95,5", "95.5"),
        ("95.5", "95.5"),
        ("1.500", "1500"),
        ("1.234,5", "1234.5"),
        ("-30", "-30"),
        ("-1.500", "-1500"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1.234.567", "1234567"),
        ("1,234", None),
        ("1.2.3", None),
        ("30%", "30"),
        ("", None),
    ],
)
def test_a_figure_is_read_as_clerks_write_it(typed, kept):
    if kept is None:
        with pytest.raises(ValidationError):
            FigureField().clean(typed)
    else:
        assert FigureField().clean(typed) == Decimal(kept)


@pytest.mark.parametrize("label", ["price of one unit (đồng)", "width (mm)", "Số tiền làm lợi"])
def test_a_percent_sign_is_refused_where_the_label_names_another_unit(label):
    with pytest.raises(ValidationError):
        FigureField(label=label).clean("30%")


@pytest.mark.parametrize("pasted", ["280.000.000 đồng", "280.000.000đ", "280000000 VNĐ", "280 000 000 vnd."])
def test_an_amount_is_pasted_with_its_unit_where_the_label_names_it(pasted):
    assert WholeField(label="số tiền (đồng)").clean(pasted) == 280_000_000
    with pytest.raises(ValidationError):
        WholeField(label="số người").clean(pasted)


@given(value=st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_what_a_field_shows_it_reads_back(value):
    field = FigureField()
    assert field.clean(field.prepare_value(value)) == value


def test_thousands_typed_into_a_return_arrive_as_thousands(office, superuser, signed_in):
    browser = signed_in(superuser)
    typed = {"new": "1.100", "carried_over": "0", "early": "1.000", "on_time": "50", "overdue": "0"}
    browser.post(
        reverse("admin:campaign_casefilereturn_add"),
        {
            "unit": office.pk,
            "period_start": "01/04/2022",
            "period_end": "30/06/2022",
            **typed,
            "returned": "0",
            "in_progress": "50",
            "late_rows-TOTAL_FORMS": "0",
            "late_rows-INITIAL_FORMS": "0",
        },
    )
    made = CaseFileReturn.objects.get()
    assert (made.new, made.early, made.in_progress) == (1100, 1000, 50)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("98,125", "98.125"), ("98.125%", "98.125"), ("98,125 %", "98.125"), ("0,005", "0.005")],
)
def test_a_share_has_no_thousands_so_three_decimals_are_certain(typed, meant):
    field = FigureField(max_digits=7, decimal_places=4)
    assert field.clean(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["98,125", "98,125x%", "98,125%x"])
def test_elsewhere_two_readings_stay_refused(typed):
    with pytest.raises(ValidationError):
        FigureField(max_digits=16, decimal_places=4).clean(typed)
