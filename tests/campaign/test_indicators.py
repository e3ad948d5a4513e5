"""Indicators: a new one is a row; its limits, targets, charts, facts and sentences follow from that row."""

import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.models import Indicator, IndicatorValue
from campaign.sections.indicators import indicators_blocks
from campaign.selectors.indicators import indicator_courses
from office_culture.papers import screen_charts
from tests.campaign.reading import (
    NO_BREAK,
    day,
    errors,
    fact_texts,
    row_errors,
    row_forms,
    scope_of,
    tables,
    words,
)
from tests.campaign.reading import charts as drawn
from tests.factories.campaign import CaseFileReturnFactory, DigitalShareFactory, ReformRankFactory
from tests.factories.figures import IndicatorFactory, IndicatorTargetFactory, IndicatorValueFactory

pytestmark = pytest.mark.django_db

ADD = "admin:campaign_indicatorvalue_add"
ADD_INDICATOR = "admin:campaign_indicator_add"
CHANGE_INDICATOR = "admin:campaign_indicator_change"


def value_form(indicator, unit, **changes) -> dict[str, object]:
    return {
        "indicator": indicator.pk,
        "unit": unit.pk,
        "period_start": "01/01/2020",
        "period_end": "31/12/2020",
        "value": "95.4",
        **changes,
    }


def indicator_form(*targets: dict, **changes) -> dict[str, object]:
    return {
        "kind": "value",
        "name": "Mức độ hài lòng",
        "unit_of_measure": "%",
        "direction": "higher",
        "decimals": "1",
        "lowest": "0",
        "highest": "100",
        "position": "1",
        "enabled": "on",
        **row_forms("targets", *targets),
        **changes,
    }


def measured(indicator, unit, year: int, value: str) -> IndicatorValue:
    return IndicatorValueFactory(
        indicator=indicator,
        unit=unit,
        period_start=day(f"01/01/{year}"),
        period_end=day(f"31/12/{year}"),
        value=Decimal(value),
    )


def blocks_of(unit, topic: str):
    return indicators_blocks(indicator_courses(scope_of(unit)), topic=topic)


def test_a_new_indicator_is_a_row_that_facts_sections_and_pages_know(screen, office):
    answer = screen.post(
        reverse(ADD_INDICATOR),
        indicator_form({"unit": office.pk, "year": "2020", "value": "96"}, topic="reform"),
    )
    assert answer.status_code == 302
    indicator = Indicator.objects.get()
    assert indicator.code == "muc-do-hai-long"
    assert screen.post(reverse(ADD), value_form(indicator, office)).status_code == 302
    assert fact_texts("indicator", scope_of(office)) == {
        "muc-do-hai-long": "95,4%",
        "muc-do-hai-long.when": "năm 2020",
        "muc-do-hai-long.target": "96,0%",
        "muc-do-hai-long.2020": "95,4%",
        "muc-do-hai-long.2020.target": "96,0%",
    }
    assert words(blocks_of(office, "reform")) == (
        "Mức độ hài lòng năm 2020 đạt 95,4% (chưa đạt mục tiêu 96,0%)."
    )
    assert blocks_of(office, "conduct") == ()
    page = screen.get(reverse(CHANGE_INDICATOR, args=[indicator.pk])).content.decode()
    assert "<svg" in page
    assert "95,4" in page
    assert 'value="100"' in page, "a limit stands there without the zeros that fill its column"


@pytest.mark.parametrize(
    ("value", "told"),
    [("130", "cannot be above 100,0"), ("-0.1", "cannot be below 0,0"), ("95.45", "with 1 decimals")],
)
def test_refuses_at_the_field_what_is_not_possible(screen, office, value, told):
    response = screen.post(reverse(ADD), value_form(IndicatorFactory(), office, value=value))
    assert told in errors(response, "value")[0]
    assert f'value="{value}"' in response.content.decode()
    assert not IndicatorValue.objects.exists()


def test_refuses_a_target_that_is_not_possible_at_its_row(screen, office):
    response = screen.post(
        reverse(ADD_INDICATOR), indicator_form({"unit": office.pk, "year": "2020", "value": "101"})
    )
    assert "cannot be above 100,0" in row_errors(response)[0]["value"][0]


def test_refuses_periods_that_share_days_run_backwards_or_never_were(screen, office):
    indicator = IndicatorFactory()
    measured(indicator, office, 2020, "95")
    overlapping = screen.post(
        reverse(ADD), value_form(indicator, office, period_start="01/12/2020", period_end="31/01/2021")
    )
    assert "from 01/01/2020 to 31/12/2020" in errors(overlapping, "period_start")[0]
    again = screen.post(reverse(ADD), value_form(indicator, office))
    assert "has a value for this period already" in errors(again, "period_end")[0]
    backwards = screen.post(reverse(ADD), value_form(indicator, office, period_end="31/12/2019"))
    assert "before the start" in errors(backwards, "period_end")[0]
    slip = screen.post(reverse(ADD), value_form(indicator, office, period_start="01/01/0219"))
    assert errors(slip, "period_start")


def test_limits_do_not_turn_against_values_on_record(screen, office):
    indicator = IndicatorFactory(name="Mức độ hài lòng", unit_of_measure="%")
    measured(indicator, office, 2020, "95.5")
    page = reverse(CHANGE_INDICATOR, args=[indicator.pk])
    for changes, place in (
        ({"highest": "90"}, "highest"),
        ({"decimals": "0"}, "decimals"),
        ({"lowest": "96"}, "lowest"),
    ):
        response = screen.post(page, indicator_form(opened_version=indicator.version, **changes))
        assert "2020" in errors(response, place)[0]


def test_limits_stand_in_order(screen):
    response = screen.post(reverse(ADD_INDICATOR), indicator_form(lowest="100", highest="0"))
    assert "lies above" in errors(response, "highest")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorFactory(lowest=5, highest=5)


def test_an_indicator_out_of_use_takes_no_new_values(screen, office):
    indicator = IndicatorFactory(enabled=False)
    response = screen.post(reverse(ADD), value_form(indicator, office))
    assert errors(response, "indicator")


def test_lower_is_better_turns_target_chart_and_paper(office):
    indicator = IndicatorFactory(
        name="Điện năng", unit_of_measure="kWh", direction="lower", decimals=0, highest=None, topic="conduct"
    )
    for year, value in ((2019, "1200"), (2020, "1100"), (2021, "1300")):
        measured(indicator, office, year, value)
        IndicatorTargetFactory(indicator=indicator, unit=office, year=year, value=1200)
    blocks = blocks_of(office, "conduct")
    assert words(blocks) == (
        "Điện năng: năm 2019 đạt 1.200 kWh (đạt mục tiêu 1.200 kWh); năm 2020 đạt 1.100 kWh (đạt mục tiêu "
        "1.200 kWh); năm 2021 đạt 1.300 kWh (chưa đạt mục tiêu 1.200 kWh)."
    )
    assert [[cell.replace(NO_BREAK, " ") for cell in row] for row in tables(blocks)[0]] == [
        ["2019", "1.200", "1.200 kWh"],
        ["2020", "1.100", "1.200 kWh"],
        ["2021", "1.300", "1.200 kWh"],
    ]
    (chart,) = drawn(blocks)
    assert chart.lower_is_better
    assert chart.series[0].values == (1200.0, 1100.0, 1300.0)


def test_other_units_are_not_mixed_in_and_not_shown(office, unit_a, unit_b, contact_a, signed_in):
    indicator = IndicatorFactory()
    measured(indicator, unit_a, 2020, "91.2")
    measured(indicator, unit_b, 2020, "77.7")
    assert fact_texts("indicator", scope_of(office)) == {}
    page = signed_in(contact_a).get(reverse(CHANGE_INDICATOR, args=[indicator.pk])).content.decode()
    assert "91,2" in page
    assert "77,7" not in page


@pytest.mark.parametrize(
    "kind", ["indicator", "reformrank", "digitalshare", "casefilereturn", "indicatorvalue"]
)
def test_every_chart_has_a_title_words_a_table_and_no_inline_style(kind, screen, office):
    row = {
        "indicator": lambda: measured(IndicatorFactory(), office, 2020, "95").indicator,
        "reformrank": lambda: ReformRankFactory(unit=office, target=5),
        "digitalshare": lambda: DigitalShareFactory(unit=office, target=99),
        "casefilereturn": lambda: CaseFileReturnFactory(unit=office),
        "indicatorvalue": lambda: measured(IndicatorFactory(), office, 2020, "95"),
    }[kind]()
    response = screen.get(reverse(f"admin:campaign_{kind}_change", args=[row.pk]))
    page = response.content.decode()
    section = re.search(r'<section class="panel".*?</section>', page, re.DOTALL)
    assert section
    for part in ("<svg", 'role="img"', "<title id=", "<desc id=", "<table>", '<th scope="row">'):
        assert part in section.group()
    assert "style=" not in section.group()
    assert "unsafe-inline" not in response.headers.get("Content-Security-Policy", "")


def test_the_page_of_an_indicator_costs_the_same_for_one_and_many_values(screen, office, unit_a):
    indicator = IndicatorFactory()
    page = reverse(CHANGE_INDICATOR, args=[indicator.pk])

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert screen.get(page).status_code == 200
        return len(captured)

    measured(indicator, office, 1990, "95")
    IndicatorTargetFactory(indicator=indicator, unit=office, year=1990)
    statements()
    one = statements()
    for year in range(1991, 2011):
        for unit in (office, unit_a):
            measured(indicator, unit, year, "95")
    assert statements() == one


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40), st.booleans())
def test_the_better_value_never_stands_lower(values, lower_is_better):
    line = screen_charts.line(
        [(str(n), v, str(v)) for n, v in enumerate(values)], lower_is_better=lower_is_better
    )
    for one, point in zip(values, line.points, strict=True):
        assert line.top <= point.y <= line.bottom
        for other, another in zip(values, line.points, strict=True):
            if one != other and (one < other) == lower_is_better:
                assert point.y <= another.y
    shown = [point for point in line.points if point.name]
    assert 1 <= len(shown) <= screen_charts.MOST_NAMES
