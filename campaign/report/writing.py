"""What the page of one section shows: the facts beside the text, the way through the sections, the preview."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaign.models import Report
from campaign.report.origins import origins_in
from campaign.report.paper import PrintedSection, compose
from campaign.selectors.narratives import SectionState
from office_culture.admin.rows import list_address
from office_culture.models import User
from office_culture.papers.html import Part, render_parts
from office_culture.rules.facts import Fact, UnknownFact, placeholders


@dataclass(frozen=True, slots=True)
class SideFact:
    """A fact beside the text. `address` leads to its rows, "" where the reader may not see them; `before` is what the
    last report of the kind said where that was something else."""

    key: str
    label: str = ""
    text: str = ""
    missing: bool = False
    confirmed: bool = True
    unknown: bool = False
    address: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts of one source."""

    title: str
    facts: tuple[SideFact, ...]


def fact_groups(report: Report, user: User, then: Mapping[str, Fact]) -> list[FactGroup]:
    """Everything that can be put into a text, by source."""
    return [
        FactGroup(str(title), tuple(_side(fact, user, then) for fact in facts))
        for title, facts in report.facts().offered()
        if facts
    ]


def facts_named(report: Report, text: str, user: User, then: Mapping[str, Fact]) -> list[SideFact]:
    """The facts that the text names, each once; also those that no fact has any more."""
    book = report.facts()
    named = []
    for key in dict.fromkeys(placeholders(text)):
        try:
            named.append(_side(book.find(key), user, then, key))
        except UnknownFact:
            named.append(SideFact(key, unknown=True))
    return named


def _side(fact: Fact, user: User, then: Mapping[str, Fact], key: str = "") -> SideFact:
    before = then.get(fact.key)
    told = ""
    if before is not None and before.value != fact.value:
        told = _("no record") if before.missing else before.text
    return SideFact(
        key or fact.key,
        str(fact.label),
        "" if fact.missing else fact.text,
        fact.missing,
        fact.confirmed,
        address=list_address(fact.rows, user),
        before=told,
    )


def section_preview(report: Report, key: str, user: User, text: str | None = None) -> SafeString:
    """The section as it will print, `text` in the place of what is saved; figures lead to their rows."""
    changed = {} if text is None else {key: text}
    part = next((part for part in compose(report, changed).parts if part.section.key == key), None)
    if part is None:
        return format_html(
            '<p class="notice">{}</p>', _("While nothing is written here, the section is left out.")
        )
    # The renderer writes a tree of elements: nothing in a record can become markup.
    return mark_safe(  # noqa: S308
        render_parts(_parts(part), origins_in(report, part.blocks, user), above=2)
    )


def _parts(part: PrintedSection) -> Iterable[Part]:
    lang = get_language() or ""
    if part.heading:
        yield Part(part.heading, "piece-heading")
    if part.records:
        yield Part(part.records, "piece-records", _("Printed from the records"), lang)
    if part.written or part.gap:
        yield Part(part.written + part.gap, "piece-written", _("Written in this section"), lang)
    if part.pointers:
        yield Part(part.pointers, "piece-records", _("Leads to the appendices"), lang)


def neighbours(states: list[SectionState], key: str) -> tuple[SectionState | None, SectionState | None]:
    """The written sections before and after this one."""
    written = [state for state in states if state.section.written]
    place = next(place for place, state in enumerate(written) if state.section.key == key)
    before = written[place - 1] if place else None
    return before, written[place + 1] if place + 1 < len(written) else None
