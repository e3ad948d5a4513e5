"""Tasks as facts and as the section of a paper: every number leads to its rows."""

import datetime

import pytest
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.models import Task
from campaign.sections.tasks import tasks_blocks
from campaign.selectors.tasks import task_overview
from office_culture.papers.blocks import Paragraph, Table, origins
from office_culture.rules.facts import FactBook
from office_culture.rules.parts import At
from office_culture.text.citations import Citations
from tests.campaign.reading import fact_texts, scope_of, tables, words
from tests.factories.campaign import CampaignFactory
from tests.factories.plans import PlanFactory, TaskFactory
from tests.forms import every_form

pytestmark = pytest.mark.django_db

DAY = datetime.date


def told(scope):
    return tasks_blocks(task_overview(scope), At("II.1.b", Citations()))


@pytest.fixture
def plan(office):
    return PlanFactory(unit=office, document__symbol="29/KH-VPTN")


def done(plan, unit, day, **fields):
    return TaskFactory(plan=plan, lead_unit=unit, state="accepted", done_on=day, **fields)


def test_every_task_has_one_fate(office, plan):
    states = ("planned", "in_progress", "returned", "reported", "accepted", "cancelled")
    days = st.dates(DAY(2019, 1, 1), DAY(2023, 12, 31))

    @given(
        rows=st.lists(st.tuples(st.sampled_from(states), days, days, days), max_size=6),
        end=days,
        as_of=days,
    )
    @settings(max_examples=30, deadline=None)
    def holds(rows, end, as_of):
        Task.objects.all().delete()
        for state, one, other, finished in rows:
            TaskFactory(
                plan=plan,
                lead_unit=office,
                state=state,
                state_reason="x",
                start=min(one, other),
                due=max(one, other),
                done_on=finished if state in {"reported", "accepted"} else None,
            )
        scope = scope_of(office, "01/01/2019", f"{end:%d/%m/%Y}", as_of=f"{as_of:%d/%m/%Y}")
        found = task_overview(scope)
        running = Task.objects.running(scope.start, scope.end)
        assert sorted(found.counts.rows) == sorted(
            running.exclude(state="cancelled").values_list("pk", flat=True)
        )
        assert len(set(found.counts.rows)) == found.counts.count
        assert found.cancelled.value == running.filter(state="cancelled").count()
        for parts in (found.plans, found.units):
            assert sum(part.counts.count for part in parts) == found.counts.count
            assert sum(len(part.counts.on_time) for part in parts) == len(found.counts.on_time)
        share = found.counts.on_time_share
        assert (share is None) == (not found.counts.judged)
        assert share is None or 0 <= share <= 100

    holds()


def test_tells_the_fates_with_the_denominator_of_the_share(office, unit_a, plan):
    done(plan, unit_a, DAY(2022, 6, 30))
    done(plan, unit_a, DAY(2022, 6, 1))
    done(plan, unit_a, DAY(2022, 7, 1))
    TaskFactory(plan=plan, lead_unit=office, due=DAY(2022, 12, 30))
    TaskFactory(plan=plan, lead_unit=office, due=DAY(2022, 12, 31))
    TaskFactory(plan=plan, lead_unit=office, state="reported", done_on=DAY(2022, 6, 1))
    TaskFactory(plan=plan, lead_unit=office, state="cancelled", state_reason="thôi")
    scope = scope_of(office, "01/01/2022", "31/12/2022")
    text = words(told(scope))
    assert "đã triển khai 06 nhiệm vụ, giao 02 đơn vị chủ trì: " in text
    assert (
        "02 nhiệm vụ đã hoàn thành đúng hạn; 01 nhiệm vụ hoàn thành chậm; 01 nhiệm vụ đã báo cáo hoàn thành, "
        "chờ nghiệm thu; 01 nhiệm vụ quá hạn chưa hoàn thành; 01 nhiệm vụ chưa đến hạn." in text
    )
    assert "đúng hạn đạt 50% (2/4 nhiệm vụ đến hạn)." in text
    (units,) = tables(told(scope))
    assert units[-1][:7] == ["Tổng số", "6", "2", "1", "1", "1", "1"]
    facts = fact_texts("tasks", scope)
    assert (facts["count"], facts["cancelled"], facts["on_time_share"]) == ("06", "01", "50%")
    assert facts[f"plan.{plan.pk}.late"] == "01"


def test_says_nothing_without_a_plan_and_asks_where_a_plan_has_no_task(office, plan):
    scope = scope_of(office)
    assert words(told(scope)) == (
        "[II.1.b] Kế hoạch 29/KH-VPTN chưa được cụ thể hóa thành nhiệm vụ trong kỳ báo cáo."
    )
    plan.period_start = plan.period_end = DAY(2018, 1, 1)
    plan.save()
    assert told(scope) == ()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "accepted", "done_on": DAY(2022, 6, 30)}, "nhiệm vụ đã hoàn thành đúng hạn."),
        ({"state": "accepted", "done_on": DAY(2022, 7, 1)}, "đã hoàn thành, chậm so với thời hạn."),
        ({"state": "reported", "done_on": DAY(2022, 6, 1)}, "chờ nghiệm thu."),
        ({}, "nhiệm vụ đã quá hạn, chưa hoàn thành."),
        ({"due": DAY(2023, 1, 1)}, "nhiệm vụ chưa đến hạn."),
    ],
)
def test_one_task_is_one_sentence_without_a_table(office, unit_a, plan, fields, sentence):
    TaskFactory(plan=plan, lead_unit=unit_a, **fields)
    blocks = told(scope_of(office, "01/01/2022", "31/12/2022"))
    text = words(blocks)
    assert f"đã triển khai 01 nhiệm vụ do {unit_a.name} chủ trì; " in text
    assert sentence in text
    assert not tables(blocks)


def test_every_printed_figure_is_a_fact_with_exactly_its_rows(office, unit_a, plan):
    other = PlanFactory(unit=office, document__symbol="30/KH-VPTN")
    for where in (plan, other):
        done(where, unit_a, DAY(2022, 6, 1))
        done(where, office, DAY(2022, 7, 1))
    scope = scope_of(office, "01/01/2022", "31/12/2022")
    facts = {fact.key: fact for fact in FactBook(scope).listed("tasks")}
    runs = [
        run
        for block in every_form(told(scope))
        for text in (
            [block.text]
            if isinstance(block, Paragraph)
            else [cell for row in (*block.rows, block.total) for cell in row]
            if isinstance(block, Table)
            else []
        )
        for run in text
        if origins((run,))
    ]
    assert len(runs) > 20
    for run in runs:
        fact = facts[run.origin]
        assert run.text.lstrip("0") == fact.text.lstrip("0"), run.origin
        if isinstance(fact.value, int):
            rows = apps.get_model(fact.rows.model)._default_manager.filter(**fact.rows.lookups)
            assert rows.count() == fact.value


def test_keeps_to_the_unit_and_to_the_campaign(office, unit_a, unit_b, plan):
    campaign = CampaignFactory(office=office)
    of_campaign = PlanFactory(unit=office, campaign=campaign)
    mine = TaskFactory(plan=of_campaign, lead_unit=unit_a)
    TaskFactory(plan=plan, lead_unit=unit_a)
    TaskFactory(plan=of_campaign, lead_unit=unit_b)
    scope = scope_of(unit_a, "01/01/2022", "31/12/2022", campaign=campaign)
    assert task_overview(scope).counts.rows == (mine.pk,)


def test_asks_the_database_the_same_for_one_and_for_thirty(office, plan, django_assert_num_queries):
    scope = scope_of(office, "01/01/2022", "31/12/2022")
    TaskFactory(plan=plan, lead_unit=office)
    with django_assert_num_queries(3):
        task_overview(scope)
    for _ in range(29):
        another = PlanFactory(unit=office, document__issuer="Văn phòng khác")
        TaskFactory(plan=another, lead_unit__parent=office)
    with django_assert_num_queries(3):
        assert task_overview(scope).counts.count == 30
