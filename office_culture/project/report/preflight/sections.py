"""Checks of what the paper would print: nothing empty, nothing missing, nothing without a shape."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from campaign.preflight import Issue, Severity
from office_culture.facts import placeholders
from office_culture.papers import json
from office_culture.papers.blocks import Gap
from office_culture.papers.coverage import missing_characters
from office_culture.paperwork.render import fonts
from office_culture.project.report.paper import facts_named
from office_culture.project.report.preflight.material import Material

# Where the records behind a generated section are kept, for gaps that no text can fill.
RECORDS_BEHIND = {
    "situation.organisation": "office_culture_unit",
    "direction.documents": "office_culture_document",
    "direction.communication": "campaign_communicationactivity",
    "results.regulations": "office_culture_regulation",
    "results.reform": "campaign_casefilereturn",
    "results.digital": "campaign_digitalshare",
    "results.movements": "campaign_movement",
    "results.innovations": "campaign_innovation",
    "results.inspections": "office_culture_inspectionround",
    "results.commendation": "awards_nominationround",
}


def empty_sections(found: Material) -> Iterator[Issue]:
    """A section that has neither records nor a text; it would print a gap."""
    for part in found.composition.parts:
        missing = part.section.required and part.section.written and not part.blocks
        if part.empty or missing:
            key = part.section.key
            sentence = _("“%(section)s” is empty.") % {"section": part.name}
            mend = found.section_page(key)
            yield Issue("empty_section", Severity.ERROR, sentence, key, "", mend, part.name)


def gaps(found: Material) -> Iterator[Issue]:
    """What the records still owe to a generated section."""
    for part in found.composition.parts:
        if part.empty:
            continue
        for place, block in enumerate(block for block in part.blocks if isinstance(block, Gap)):
            key = part.section.key
            sentence = _("“%(section)s” has a gap: %(gap)s") % {"section": part.name, "gap": block.message}
            subject = f"{key} {place}"
            yield Issue("gap", Severity.ERROR, sentence, subject, block.message, _mend(found, key), part.name)


def _mend(found: Material, key: str) -> str:
    if key == "situation.tasks":
        return reverse("admin:office_culture_unit_change", args=[found.report.unit_id])
    records = RECORDS_BEHIND.get(key)
    return reverse(f"admin:{records}_changelist") if records else found.section_page(key)


def placeholders_without_value(found: Material) -> Iterator[Issue]:
    """A key that no fact answers any more, or whose fact no record holds."""
    known = facts_named(found.report, found.texts.values())
    for section, text in found.texts.items():
        for key in dict.fromkeys(placeholders(text)):
            fact = known.get(key)
            if fact is not None and (fact.citation is not None or not fact.missing):
                continue
            told = _("no fact is called so") if fact is None else _("no record holds it")
            sentence = _("“%(section)s” prints {%(key)s}: %(told)s.") % {
                "section": found.place(section),
                "key": key,
                "told": told,
            }
            subject, mend = f"{section} {key}"[:200], found.section_page(section)
            yield Issue("placeholder", Severity.ERROR, sentence, subject, key, mend, found.place(section))


def unprintable(found: Material) -> Iterator[Issue]:
    """Characters without a shape in the typeface; the paper would print their code instead."""
    characters = fonts().characters
    told: set[str] = set()
    for section, text in found.texts.items():
        missing = missing_characters(text, characters)
        told.update(missing)
        if missing:
            mend, place = found.section_page(section), found.place(section)
            yield _unprintable(section, missing, place, mend)
    elsewhere = [one for one in missing_characters(json.dumps(found.paper), characters) if one not in told]
    if elsewhere:
        mend = reverse("admin:campaign_report_change", args=[found.report.pk])
        yield _unprintable("paper", tuple(elsewhere), _("the frame or the records"), mend)


def _unprintable(subject: str, missing: tuple[str, ...], place: str, mend: str) -> Issue:
    named = ", ".join(f"{one} (U+{ord(one):04X})" for one in missing[:5])
    sentence = _("The typeface has no shape for: %(characters)s, in: %(place)s.")
    words = sentence % {"characters": named, "place": place}
    return Issue("unprintable", Severity.ERROR, words, subject, "".join(missing), mend, place)
