"""Every number in the sentences and tables on figures, communication and movements leads back to its rows.

The rows are asked by the lookups of the fact that the number names as its origin, and the number is computed from them
here once more, in another way than the program does it.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from django.apps import apps

from campaign.models import Report, Topic
from campaign.sections.case_files import case_files_blocks
from campaign.sections.communication import communication_blocks
from campaign.sections.digital import digital_blocks
from campaign.sections.indicators import indicators_blocks
from campaign.sections.movements import movements_blocks
from campaign.sections.reform_ranks import reform_ranks_blocks
from office_culture.facts import Fact
from office_culture.papers.blocks import BulletList, Gap, Paragraph, Run, Table
from office_culture.project.report.builders import gather
from office_culture.project.report.paper import printed_sections
from office_culture.text.citations import Citations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

RESOLVED = ("early", "on_time", "overdue", "returned")
DIGITS = re.compile(r"\d")
# Digits that name a day, a year, a disease or the whole of a share: a bare number of four digits is always a year.
NAMES = re.compile(r"ngày \d{1,2} tháng \d{1,2} năm \d{4}|\(đến \d\d/\d\d\)|\b\d{4}\b|^100,0$|Covid-19")


@pytest.fixture(scope="module")
def report(sample_office, django_db_blocker):
    with django_db_blocker.unblock():
        yield Report.objects.get()


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
    """All text that the records of these nouns give to the report."""
    facts, citations = gather(report), Citations()
    blocks = (
        *communication_blocks(facts.communication, citations=citations, section="II.2"),
        *case_files_blocks(facts.case_files, section="III.1.b"),
        *reform_ranks_blocks(facts.ranks, section="III.1.b"),
        *digital_blocks(facts.digital, section="III.1.c"),
        *movements_blocks(facts.movements, citations=citations),
        *(
            block
            for topic in ("", *Topic.values)
            for block in indicators_blocks(facts.indicators, topic=topic)
        ),
    )
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
    if name == "in_time_share_of_kept":
        return percent(sums["in_time"], sums["resolved"] - sums["returned"])
    if name.endswith("_share"):
        return percent(sums[name.removesuffix("_share")], sums["resolved"])
    return sums[name]


def percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def recomputed(fact: Fact) -> Any:
    rows, (prefix, *rest) = rows_behind(fact), fact.key.split(".")
    assert rows, fact.key
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
    if prefix == "communication" and rest[-1] == "reached":
        return sum(row.reached or 0 for row in rows)
    if prefix == "communication" and rest[0] == "audiences":
        return (
            fact.value
            if all(part in "".join(r.audiences for r in rows) for part in fact.value.split(", "))
            else None
        )
    return len(rows)


def reading(text: str) -> Decimal:
    """A printed number without its points, comma and unit of measure."""
    return Decimal(text.partition("\u00a0")[0].replace(".", "").replace(",", "."))


def test_every_figure_names_a_fact_whose_rows_give_the_same_number(report):
    book, seen = report.facts(), set()
    for run in printed(report):
        if not run.origin:
            continue
        fact = book.find(run.origin)
        seen.add(run.origin)
        again = recomputed(fact)
        if isinstance(fact.value, str):
            assert (run.text, again) == (fact.text, fact.value), run.origin
        else:
            assert fact.value == again, run.origin
            assert reading(run.text) == again, run.origin
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
    assert len(seen) > 40


def test_no_digit_stands_there_without_an_origin(report):
    cited = [Citations().cite(document) for document in gather(report).communication.documents]
    loose = []
    for run in printed(report):
        bare = run.text
        for citation in cited:
            bare = bare.replace(citation, "")
        if not run.origin and DIGITS.search(NAMES.sub("", bare)):
            loose.append(bare)
    assert loose == []


# Years and running numbers name a row; 100,0 is the whole of a share.
NAMED = re.compile(r"20\d\d|100,0")
BARE = re.compile(r"[\d.,]+(\u00a0(%|điểm))?")


def test_every_figure_in_the_tables_of_the_records_leads_to_its_rows(report):
    """In all sections: of tasks by unit, pledges, registrations, inspections and whatever is added later."""
    book, seen = report.facts(), set()
    for part in printed_sections(report):
        for block in part.records:
            if not isinstance(block, Table):
                continue
            for row in (*block.rows, *([block.total] if block.total else [])):
                for run in (run for cell in row for run in cell):
                    words = run.text.strip()
                    if BARE.fullmatch(words) and not NAMED.fullmatch(words):
                        assert run.origin, (part.section.key, block.caption, words)
                        fact = book.find(run.origin)
                        assert fact.rows is not None, run.origin
                        assert reading(words) == reading(str(fact.text)), run.origin
                        seen.add(run.origin.partition(".")[0])
    assert {"tasks", "pledges", "registrations", "inspections", "case_files"} <= seen


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
