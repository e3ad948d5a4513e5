"""Each number with an origin is one figure of the book: what its selector found, printed as the fact words it."""

from decimal import Decimal

import pytest

from campaign.models import Report
from campaign.report.origins import figures
from campaign.report.paper import report_paper
from office_culture.papers.blocks import Run
from office_culture.papers.walk import texts
from office_culture.rules.facts import Fact, FactBook, registry
from office_culture.rules.parts import At, ReportPart, appendices, sections
from office_culture.text.citations import Citations
from office_culture.text.numbers import NO_BREAK_SPACE, parse_percent
from tests.forms import every_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

PARTS = [parts[name] for parts in (sections, appendices) for name, _meaning in parts.choices()]


def runs(part: ReportPart, book: FactBook) -> list[Run]:
    blocks = every_form(part.content(book, At("III", Citations())))
    return [run for block in blocks for content in texts(block) for run in content if run.origin]


def worded_otherwise(printed: str, fact: Fact) -> bool:
    """A fall is told without its sign, and a score with its unit; the number itself is that of the fact."""
    if not isinstance(fact.value, int | Decimal):
        # The wording of an item stands inside a sentence with a small letter.
        return printed[1:] == fact.text[1:] and printed[:1] == fact.text[:1].lower()
    if printed.startswith("đều "):
        # The whole is told in words, after the sentence has told its number.
        return fact.value > 1
    number = printed.partition(NO_BREAK_SPACE)[0]
    exact = abs(Decimal(fact.value))
    rounded = {exact, exact.quantize(Decimal(1)), exact.quantize(Decimal("0.1"))}
    return abs(parse_percent(number)) in rounded


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_section_is_fed_by_the_selectors_whose_sources_list_its_figures(part):
    """So what is printed and what a narrative cites can be no two numbers: the book asks each selector once."""
    for report in Report.objects.order_by("pk"):
        book = report.facts()
        for run in runs(part, book):
            source = registry.sources[run.origin.partition(".")[0]]
            fact = book.find(run.origin)
            if fact.citation is not None:
                assert fact.citation.symbol in run.text, run.origin
                continue
            further = source.further[0] if source.further else None
            assert {source.selector, further} & set(part.selectors), run.origin
            same = run.text in {fact.text, fact.cell}
            assert same or worded_otherwise(run.text, fact), (run.origin, run.text, fact.text)


def test_every_figure_of_every_report_stands_in_the_book():
    seen = set()
    for report in Report.objects.order_by("pk"):
        book = report.facts()
        for _place, key, _printed in figures(report_paper(report)):
            assert book.find(key).key == key
            seen.add(key)
    assert len(seen) > 300
    assert {"case_files.received", "commendation.state", "inspections.findings"} <= seen


def test_each_selector_is_asked_once_for_a_whole_report(monkeypatch):
    """Paper, preflight and origins share one book; what no section of the outline names is not asked for."""
    asked: list[object] = []
    ask = FactBook.ask

    def counted(book, selector):
        if selector not in book._asked:
            asked.append(selector)
        return ask(book, selector)

    monkeypatch.setattr(FactBook, "ask", counted)
    report = Report.objects.get(kind="interim")
    report_paper(report)
    report_paper(report)
    assert len(asked) == len(set(asked))
    named = {
        selector
        for section in report.outline.sections
        if section.content in sections
        for selector in sections[section.content].selectors
    }
    assert named <= set(asked)

    asked.clear()
    bare = Report.objects.get(pk=report.pk)
    one = next(section for section in bare.outline.sections if section.content == "tasks")
    sections[one.content].content(bare.facts(), At("II", Citations()))
    assert asked == list(sections["tasks"].selectors)
