"""Indicators: a sentence for each, and a table with a line where there are several values."""

from campaign.selectors.indicators import IndicatorCourse, Measured
from office_culture.papers.blocks import (
    CellKind,
    Chart,
    ChartKind,
    Column,
    Paragraph,
    Run,
    Series,
    Table,
    Text,
    text,
)
from office_culture.sections.figures import cell, in_sentence
from office_culture.sections.shown import Content, InForms

# Of a longer row of values a sentence names the first and the last one; the table has them all.
MOST_VALUES = 6


def indicators_blocks(facts: tuple[IndicatorCourse, ...], *, topic: str) -> tuple[Content, ...]:
    """The indicators of one topic; nothing where none was measured."""
    return tuple(_indicator(course) for course in facts if course.topic == topic)


def _indicator(course: IndicatorCourse) -> Content:
    if len(course.values) == 1:
        return Paragraph(text(course.name, " ", *_measured(course.values[0]), "."))
    return InForms((Paragraph(_course(course)),), _table(course), _chart(course))


def _course(course: IndicatorCourse) -> Text:
    parts: list[str | Run | Text] = [course.name, ": "]
    few = course.values if len(course.values) <= MOST_VALUES else (course.values[0], course.values[-1])
    for index, measured in enumerate(few):
        parts += ["; " if index else "", *_measured(measured)]
    return text(*parts, ".")


def _measured(measured: Measured) -> tuple[str | Run | Text, ...]:
    value = (f"{measured.period} đạt ", in_sentence(measured.figure))
    if measured.target is None:
        return value
    result = "đạt" if measured.met else "chưa đạt"
    return (*value, f" ({result} mục tiêu ", in_sentence(measured.target), ")")


def _table(course: IndicatorCourse) -> Table:
    head = f"Kết quả ({course.unit_of_measure})" if course.unit_of_measure else "Kết quả"
    return Table.of(
        (
            Column("Kỳ", width=2),
            Column(head, CellKind.NUMBER, width=1.5),
            Column("Mục tiêu", CellKind.NUMBER, width=1.5),
        ),
        [
            (measured.when, cell(measured.figure), cell(measured.target) if measured.target else "–")
            for measured in course.values
        ],
        caption=course.name,
    )


def _chart(course: IndicatorCourse) -> Chart:
    description = "; ".join(f"{measured.when}: {measured.figure.text}" for measured in course.values)
    return Chart(
        kind=ChartKind.LINE,
        title=f"{course.name} qua các kỳ",
        alternative=f"{course.name}: {description}.",
        categories=tuple(measured.when for measured in course.values),
        series=(
            Series(
                "Kết quả",
                tuple(float(measured.value) for measured in course.values),
                tuple(measured.figure.key for measured in course.values),
            ),
        ),
        unit=course.unit_of_measure,
        decimals=course.decimals,
        lower_is_better=not course.higher_is_better,
    )
