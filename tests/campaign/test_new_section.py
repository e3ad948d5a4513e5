"""A section of one's own: a selector and a function, and an outline may name it."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError

from campaign.models import OutlineSection, Report
from campaign.report.origins import figures
from campaign.report.paper import report_paper
from office_culture.models import Unit
from office_culture.papers.blocks import Heading, Paragraph, plain
from office_culture.rules import facts, parts
from office_culture.rules.facts import Fact, FactScope, FactSource
from office_culture.rules.figures import many
from office_culture.rules.parts import At
from office_culture.sections.figures import in_sentence
from tests.campaign.reading import NO_BREAK
from tests.factories.reports import (
    NarrativeFactory,
    OutlineSectionFactory,
    OutlineVersionFactory,
    ReportFactory,
)

pytestmark = pytest.mark.django_db


# What stands in campaign/selectors/rooms.py …
@dataclass(frozen=True, slots=True)
class Rooms:
    count: Fact


def rooms(scope: FactScope) -> Rooms:
    rows = Unit.objects.filter(path__startswith=scope.unit_path).values_list("pk", flat=True)
    return Rooms(many("rooms.count", "rooms", "office_culture.unit", rows))


SOURCE = FactSource("rooms", "Rooms", rooms, lambda found: (found.count,))


# … and in campaign/sections/rooms.py.
def rooms_section(found: Rooms, at: At) -> tuple[Paragraph, ...]:
    return (Paragraph.of("Cơ quan có ", in_sentence(found.count), " phòng."),)


@pytest.fixture
def registered(monkeypatch):
    """The same as at start, for the time of one test."""
    monkeypatch.setattr(facts.registry, "sources", dict(facts.registry.sources))
    monkeypatch.setattr(parts.sections, "_parts", dict(parts.sections._parts))
    facts.registry.register(SOURCE)
    parts.sections.register("rooms", "rooms of the office", rooms)(rooms_section)


def report_with(content: str) -> Report:
    version = OutlineVersionFactory(outline__kind="interim")
    OutlineSectionFactory(outline_version=version, key="rooms", level=1, content=content, written=True)
    return ReportFactory(outline_version=version)


def test_an_outline_names_it_and_the_report_prints_it(registered):
    report = report_with("rooms")
    heading, paragraph = report_paper(report).blocks
    assert isinstance(heading, Heading)
    assert (
        plain(paragraph.text).replace(NO_BREAK, " ")
        == f"Cơ quan có {report.facts().find('rooms.count').text} phòng."
    )
    assert [key for _place, key, _printed in figures(report_paper(report))] == ["rooms.count"]
    OutlineSection.objects.get(key="rooms").full_clean(exclude=["outline_version"])
    assert ("rooms", "rooms of the office") in parts.sections.choices()


def test_a_narrative_cites_the_same_figure(registered):
    report = report_with("rooms")
    NarrativeFactory(report=report, section="rooms", text="Trong đó {rooms.count} phòng đã sửa chữa.")
    _heading, from_records, written = report_paper(report).blocks
    assert plain(written.text).replace(NO_BREAK, " ") == "Trong đó 01 phòng đã sửa chữa."
    assert plain(from_records.text).replace(NO_BREAK, " ") == "Cơ quan có 01 phòng."


def test_no_outline_names_what_nobody_registered():
    section = OutlineSectionFactory.build(outline_version=OutlineVersionFactory(), content="rooms")
    with pytest.raises(ValidationError) as refused:
        section.full_clean()
    assert "content" in refused.value.message_dict
