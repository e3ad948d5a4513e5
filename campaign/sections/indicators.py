"""Indicators: a sentence for each, and a table with a line where there are several values."""

from campaign.selectors.indicators import IndicatorCourse, Measured
from office_culture.papers.blocks import (
    Block,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Paragraph,
    Run,
    Series,
    Table,
    Text,
    figure,
    text,
)

# A longer row of values is told by its first and its last one; the table has them all.
MOST_TOLD = 6


def indicators_blocks(facts: tuple[IndicatorCourse, ...], *, topic: str) -> tuple[Block, ...]:
    """The indicators of one topic; nothing where none was measured."""
    return tuple(block for course in facts if course.topic == topic for block in _indicator(course))


def _indicator(course: IndicatorCourse) -> tuple[Block, ...]:
    if len(course.values) == 1:
        return (Paragraph(text(course.name, " ", *_measured(course, course.last), ".")),)
    return (Paragraph(_course(course)), _table(course), _chart(course))


def _key(course: IndicatorCourse, measured: Measured) -> str:
    """The value of a whole year is cited by it; one of another period only as the last of the report."""
    if measured.year is not None:
        return f"indicator.{course.code}.{measured.year}"
    return f"indicator.{course.code}" if measured is course.last else ""


def _figure(words: str, key: str) -> Run:
    return figure(words, key) if key else Run(words)


def _course(course: IndicatorCourse) -> Text:
    parts: list[str | Run | Text] = [course.name, ": "]
    told = course.values if len(course.values) <= MOST_TOLD else (course.values[0], course.last)
    for index, measured in enumerate(told):
        parts += ["; " if index else "", *_measured(course, measured)]
    return text(*parts, ".")


def _measured(course: IndicatorCourse, measured: Measured) -> tuple[str | Run | Text, ...]:
    key = _key(course, measured)
    told: tuple[str | Run | Text, ...] = (f"{measured.period} đạt ", _figure(measured.told, key))
    if measured.target is None:
        return told
    result = "đạt" if measured.met else "chưa đạt"
    return (*told, f" ({result} mục tiêu ", _target(course, measured), ")")


def _target(course: IndicatorCourse, measured: Measured) -> Run:
    key = _key(course, measured)
    return _figure(measured.target_told, f"{key}.target" if key and measured.target_told else "")


def _table(course: IndicatorCourse) -> Table:
    head = f"Kết quả ({course.unit_of_measure})" if course.unit_of_measure else "Kết quả"
    return Table.of(
        (
            Column("Kỳ", width=2),
            Column(head, CellKind.NUMBER, width=1.5),
            Column("Mục tiêu", CellKind.NUMBER, width=1.5),
        ),
        [
            (
                measured.when,
                _figure(measured.printed, _key(course, measured)),
                _target(course, measured) if measured.target_told else "-",
            )
            for measured in course.values
        ],
        caption=course.name,
    )


def _chart(course: IndicatorCourse) -> Chart:
    told = "; ".join(f"{measured.when}: {measured.told}" for measured in course.values)
    return Chart(
        kind=ChartKind.LINE,
        title=f"{course.name} qua các kỳ",
        alternative=f"{course.name}: {told}.",
        categories=tuple(measured.when for measured in course.values),
        series=(Series("Kết quả", tuple(float(measured.value) for measured in course.values)),),
        unit=course.unit_of_measure,
        decimals=course.decimals,
        lower_is_better=not course.higher_is_better,
    )
