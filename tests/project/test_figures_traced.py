"""Every number in the sentences and tables of sections I to III leads back to its rows.

The rows are asked by the lookups of the fact that the number names as its origin, and the number is computed from them
here once more, in another way than the program does it.
"""

import datetime
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from django.apps import apps

from campaign.models import Report, Topic
from campaign.sections.indicators import indicators_blocks
from campaign.selectors.indicators import indicator_courses
from office_culture.papers.blocks import BulletList, Gap, Paragraph, Run, Table
from office_culture.rules.facts import Fact
from office_culture.rules.parts import At, sections
from office_culture.text.citations import Citations
from tests.forms import every_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

# The sections of parts I to III; inspections and commendation have tests of their own.
TOLD = (
    "organisation",
    "directives",
    "tasks",
    "communication",
    "regulations",
    "reform",
    "digital",
    "movements",
    "innovations",
)
RESOLVED = ("early", "on_time", "overdue", "returned")
DIGITS = re.compile(r"\d")
# Digits that name a day, a year, a disease or the whole of a share: a bare number of four digits is always a year.
NAMES = re.compile(r"ngày \d{1,2} tháng \d{1,2} năm \d{4}|\(đến \d\d/\d\d\)|\b\d{4}\b|^100,0$|Covid-19")
# What a citation or a name of the office's own says stays as it stands in its record.
SYMBOL = r"\d+[/-][A-ZĐ][^\s;,.)]*"
CITED = re.compile(
    rf"(số )?{SYMBOL}( ngày \d{{1,2}} tháng \d{{1,2}} năm \d{{4}})?|giai đoạn \d{{4}}-\d{{4}}|sơ kết 03 năm"
)
# The last day of the report, by which what became of a task is told.
CUT = datetime.date(2022, 5, 23)


@pytest.fixture(scope="module")
def report(sample_office, django_db_blocker):
    with django_db_blocker.unblock():
        yield Report.objects.get(kind="interim")


def runs_of(blocks) -> Iterator[Run]:
    """All pieces of text, those in tables included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.text
        elif isinstance(block, BulletList):
            for item in block.items:
                yield from item
        elif isinstance(block, Table):
            for row in (*block.rows, *([block.total] if block.total else [])):
                for cell in row:
                    yield from cell
        elif isinstance(block, Gap):
            raise AssertionError(block.message)


def printed(report: Report) -> list[Run]:
    """All text that the records of these nouns give to the report, indicators of every topic included."""
    book, at = report.facts(), At("III", Citations())
    blocks = [block for name in TOLD for block in every_form(sections[name].content(book, at))]
    for topic in ("", *Topic.values):
        blocks += every_form(indicators_blocks(book.ask(indicator_courses), topic=topic))
    return list(runs_of(blocks))


def rows_behind(fact: Fact) -> list[Any]:
    assert fact.rows is not None, fact.key
    return list(apps.get_model(fact.rows.model)._default_manager.filter(**fact.rows.lookups))


def of_case_files(name: str, rows: list[Any]) -> int | Decimal:
    chain = sorted(rows, key=lambda row: row.period_start)
    assert len({row.unit_id for row in chain}) == 1, "the sample has one desk"
    sums = {column: sum(getattr(row, column) for row in chain) for column in (*RESOLVED, "new")}
    sums["carried_over"], sums["in_progress"] = chain[0].carried_over, chain[-1].in_progress
    sums["received"] = sums["new"] + sums["carried_over"]
    sums["resolved"] = sum(sums[column] for column in RESOLVED)
    sums["in_time"] = sums["early"] + sums["on_time"]
    sums["in_time_share_base"] = sums["resolved"]
    if name == "in_time_share_of_kept":
        return percent(sums["in_time"], sums["resolved"] - sums["returned"])
    if name.endswith("_share"):
        return percent(sums[name.removesuffix("_share")], sums["resolved"])
    return sums[name]


def percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def of_tasks(name: str, rows: list[Any]) -> int | Decimal:
    """What became of tasks by the end of the report; every row behind a count must have had that fate."""
    if name in {"units_count", "plans_count"}:
        return len(rows)
    if name == "on_time_share":
        on_time = [row for row in rows if row.done_on and row.done_on <= min(row.due, CUT)]
        return percent(len(on_time), len(rows))
    for row in rows:
        done = row.done_on is not None and row.done_on <= CUT
        assert {
            "on_time": done and row.done_on <= row.due,
            "late": done and row.done_on > row.due,
            "overdue": not done and row.due < CUT,
            "open": not done and row.due >= CUT,
            "waiting": row.state == "reported",
            "judged": done or row.due < CUT,
        }.get(name, True), (name, row)
    return len(rows)


def of_effects(name: str, rows: list[Any]) -> Any:
    (row,) = rows
    return {
        "percent": row.change_percent,
        "before": row.before,
        "after": row.after,
        "money": row.money_saved,
    }[name]


def of_the_office(name: str, rows: list[Any]) -> Any:
    if name == "self_financed":
        (row,) = rows
        return row.self_financed_percent
    return len({row.person_id for row in rows}) if name == "leading_post" else len(rows)


def of_the_campaign(name: str, rows: list[Any]) -> Any:
    (row,) = rows
    return {
        "name": row.name,
        "stage": f"{row.period_start.year} - {row.period_end.year}",
        "lead_unit": row.unit.name,
    }[name]


def of_communication(fact: Fact, name: str, rows: list[Any]) -> Any:
    if name == "reached":
        return sum(row.reached or 0 for row in rows)
    if name == "audiences":
        told = "".join(row.audiences for row in rows)
        return fact.value if all(part in told for part in fact.value.split(", ")) else None
    return len(rows)


def recomputed(fact: Fact) -> Any:
    rows, (prefix, *rest) = rows_behind(fact), fact.key.split(".")
    assert rows or not fact.value, fact.key
    if prefix == "cite":
        (row,) = rows
        return row.symbol
    if prefix == "case_files":
        return of_case_files(rest[-1], rows)
    if prefix == "reform_rank":
        (row,) = rows
        return row.of if rest[-1] == "of" else row.rank
    if prefix == "digital" and rest[0] == "share":
        (row,) = rows
        return row.excludes if rest[-1] == "excludes" else row.percent
    if prefix == "indicator":
        (row,) = rows
        return row.value
    if prefix == "staffing":
        return sum(getattr(row, rest[-1]) for row in rows)
    if prefix == "pledges" and rest[-1] == "units":
        return len({row.unit_id for row in rows})
    if prefix == "innovations" and rest[0] == "effect":
        return of_effects(rest[-1], rows)
    if prefix == "communication":
        return of_communication(fact, rest[-1] if rest[-1] == "reached" else rest[0], rows)
    by_prefix = {"organisation": of_the_office, "campaign": of_the_campaign}
    if prefix in by_prefix:
        return by_prefix[prefix](rest[0], rows)
    return of_tasks(rest[-1], rows) if prefix == "tasks" else len(rows)


def reading(text: str) -> Decimal:
    """A printed number without the word of its extent, its points, comma and unit of measure."""
    number = text.removeprefix("khoảng ").removeprefix("ít nhất ").removeprefix("tối đa ")
    return Decimal(number.partition("\u00a0")[0].rstrip("%").replace(".", "").replace(",", "."))


def test_every_figure_names_a_fact_whose_rows_give_the_same_number(report):
    book, seen = report.facts(), set()
    for run in printed(report):
        if not run.origin:
            continue
        fact = book.find(run.origin)
        seen.add(run.origin)
        again = recomputed(fact)
        if fact.citation is not None:
            # Cited in full the first time, by type and number afterwards.
            assert again == fact.value, run.origin
            assert again in run.text, run.origin
        elif isinstance(fact.value, str):
            assert (run.text, again) == (fact.text, fact.value), run.origin
        else:
            assert fact.value == again, run.origin
            # A reduction by 30% is told without its sign.
            assert reading(run.text) == abs(again), run.origin
    assert {
        "case_files.received",
        "case_files.early_share",
        "case_files.2021.new",
        "reform_rank.2020",
    } <= seen
    assert {
        "communication.count",
        "communication.reached",
        "movements.count",
        "digital.systems_count",
    } <= seen
    prefixes = {key.partition(".")[0] for key in seen}
    assert {"organisation", "staffing", "campaign", "documents", "tasks"} <= prefixes
    assert {"pledges", "registrations", "innovations", "indicator"} <= prefixes
    assert len(seen) > 150


def test_no_digit_stands_there_without_an_origin(report):
    loose = []
    for run in printed(report):
        bare = CITED.sub("", run.text)
        if not run.origin and DIGITS.search(NAMES.sub("", bare)):
            loose.append(bare)
    assert loose == []


def test_the_sample_months_are_the_reference_totals(report):
    facts = report.facts()
    values = {
        name: facts.find(f"case_files.{name}").value
        for name in ("new", "carried_over", "in_progress", *RESOLVED)
    }
    assert values == {
        "new": 4193,
        "carried_over": 25,
        "in_progress": 6,
        "early": 3543,
        "on_time": 479,
        "overdue": 0,
        "returned": 190,
    }
    rows = sorted(rows_behind(facts.find("case_files.received")), key=lambda row: row.period_start)
    assert len(rows) == 41
    for row in rows:
        row.full_clean()
        assert row.warnings() == []
