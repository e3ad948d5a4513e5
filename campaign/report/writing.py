"""Content of the page of one section: facts beside the text, links to other sections, the preview."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaign.models import Report
from campaign.report.origins import blocks_for_screen
from campaign.report.paper import PrintedSection, compose
from campaign.selectors.narratives import SectionState
from office_culture.admin.rows import list_addresses
from office_culture.models import User
from office_culture.papers.html import Part, render_parts
from office_culture.rules.facts import Fact, placeholders


@dataclass(frozen=True, slots=True)
class SideFact:
    """A fact beside the text.

    `address` is the list of its rows, "" where the reader may not see them; `before` is the value in the last report of
    the kind where that was different.
    """

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
    offered = [(title, facts) for title, facts in report.facts().offered() if facts]
    addresses = iter(list_addresses((fact.rows for _title, facts in offered for fact in facts), user))
    return [
        FactGroup(str(title), tuple(_side(fact, next(addresses), then) for fact in facts))
        for title, facts in offered
    ]


def facts_named(report: Report, text: str, user: User, then: Mapping[str, Fact]) -> list[SideFact]:
    """The facts that the text names, each once; keys without a fact are marked as unknown."""
    keys = dict.fromkeys(placeholders(text))
    facts = report.facts().find_known(keys)
    addresses = dict(zip(facts, list_addresses((fact.rows for fact in facts.values()), user), strict=True))
    return [
        _side(facts[key], addresses[key], then, key) if key in facts else SideFact(key, unknown=True)
        for key in keys
    ]


def _side(fact: Fact, address: str, then: Mapping[str, Fact], key: str = "") -> SideFact:
    before = then.get(fact.key)
    text = ""
    if before is not None and before.value != fact.value:
        text = _("no record") if before.missing else before.text
    return SideFact(
        key or fact.key,
        str(fact.label),
        "" if fact.missing else fact.text,
        fact.missing,
        fact.confirmed,
        address=address,
        before=text,
    )


def section_preview(
    report: Report, key: str, user: User, text: str | None = None, saved: Mapping[str, str] | None = None
) -> SafeString:
    """The section as it will be printed, with `text` instead of the saved one; figures link to their rows.

    The texts of the other sections are read here without `saved`.
    """
    changed = {} if text is None else {key: text}
    composition = compose(report, changed, saved=saved)
    part = next((part for part in composition.parts if part.section.key == key), None)
    if part is None:
        return format_html(
            '<p class="notice">{}</p>', _("While nothing is written here, the section is left out.")
        )
    parts = [*_parts(part)]
    pieces, origins = blocks_for_screen(report, (piece.blocks for piece in parts), user)
    linked = [replace(piece, blocks=blocks) for piece, blocks in zip(parts, pieces, strict=True)]
    return mark_safe(render_parts(linked, origins, above=2))  # noqa: S308 - the renderer escapes every text


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
