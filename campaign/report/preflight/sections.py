"""Checks of the sections as printed: empty sections, gaps, undelivered texts, unknown facts, unprintable characters."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.report.paper import facts_named
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from campaign.selectors.assignments import undelivered
from office_culture.papers import frozen
from office_culture.papers.blocks import Gap
from office_culture.papers.coverage import missing_characters
from office_culture.papers.render import fonts
from office_culture.rules.facts import placeholders
from office_culture.rules.issues import Issue, Severity
from office_culture.rules.parts import Parts, appendices, sections
from office_culture.text.dates import numeric


@checks.register("empty_section", _("Empty sections"), About.PAPER)
def empty_sections(found: Material) -> Iterator[Issue]:
    """Errors for sections that have neither records nor a text, so that a gap would be printed."""
    for part in found.composition.parts:
        missing = part.section.required and part.section.written and not part.body
        if part.gap or missing:
            key = part.section.key
            sentence = gettext("“%(section)s” is empty.") % {"section": part.name}
            mend = found.section_page(key)
            yield Issue("empty_section", Severity.ERROR, sentence, key, "", mend, part.name)


@checks.register("gap", _("Missing facts"), About.PAPER)
def gaps(found: Material) -> Iterator[Issue]:
    """Errors for data missing in a generated section or in an appendix."""
    for part in found.composition.parts:
        if part.gap:
            continue
        for place, block in enumerate(block for block in part.body if isinstance(block, Gap)):
            sentence = gettext("“%(section)s” has a gap: %(gap)s") % {
                "section": part.name,
                "gap": block.message,
            }
            mend = _mend(found, sections, part.section.content) or found.section_page(part.section.key)
            subject = f"{part.section.key} {place}"
            yield Issue("gap", Severity.ERROR, sentence, subject, block.message, mend, part.name)
    for appendix in found.composition.appendices:
        for place, block in enumerate(block for block in appendix.blocks if isinstance(block, Gap)):
            sentence = gettext("The appendix “%(appendix)s” has a gap: %(gap)s") % {
                "appendix": appendix.title,
                "gap": block.message,
            }
            subject, mend = f"appendix {appendix.content} {place}", _mend(found, appendices, appendix.content)
            yield Issue("gap", Severity.ERROR, sentence, subject, block.message, mend, appendix.title)


def _mend(found: Material, parts: Parts, content: str) -> str:
    """The address of the records behind a content, "" for a section that only the office writes."""
    if content == "functions":
        return reverse("admin:office_culture_unit_change", args=[found.report.unit_id])
    records = parts[content].records if content in parts else ""
    return reverse(f"admin:{records}_changelist") if records else ""


@checks.register("undelivered", _("Sections not delivered"), About.PAPER, undelivered)
def undelivered_sections(found: Material) -> Iterator[Issue]:
    """Warnings on sections that their unit has not delivered; acknowledged, they do not stop the issue."""
    for row in found.rows(undelivered):
        sentence = gettext(
            "“%(section)s” was handed to %(unit)s, due on %(day)s, and is not delivered yet."
        ) % {
            "section": row.title,
            "unit": row.unit,
            "day": numeric(row.due),
        }
        mend = reverse("admin:campaign_sectionassignment_change", args=[row.pk])
        seen = f"{row.unit_id} {row.due.isoformat()} {row.state}"
        subject = f"section {row.section}"
        yield Issue("undelivered", Severity.WARNING, sentence, subject, seen, mend, row.title)


@checks.register("placeholder", _("Placeholders without a value"), About.PAPER)
def placeholders_without_value(found: Material) -> Iterator[Issue]:
    """Placeholders whose key has no fact any more, or whose fact has no value in the records."""
    known = facts_named(found.book, found.texts.values())
    for section, text in found.texts.items():
        for key in dict.fromkeys(placeholders(text)):
            fact = known.get(key)
            if fact is not None and (fact.citation is not None or not fact.missing):
                continue
            problem = gettext("no fact is called so") if fact is None else gettext("no record holds it")
            sentence = gettext("“%(section)s” prints {%(key)s}: %(told)s.") % {
                "section": found.place(section),
                "key": key,
                "told": problem,
            }
            subject, mend = f"{section} {key}"[:200], found.section_page(section)
            yield Issue("placeholder", Severity.ERROR, sentence, subject, key, mend, found.place(section))


@checks.register("unprintable", _("Characters that cannot be printed"), About.PAPER)
def unprintable(found: Material) -> Iterator[Issue]:
    """Characters that the typeface lacks; their code would be printed instead."""
    characters = fonts().characters
    reported: set[str] = set()
    for section, text in found.texts.items():
        missing = missing_characters(text, characters)
        reported.update(missing)
        if missing:
            mend, place = found.section_page(section), found.place(section)
            yield _unprintable(section, missing, place, mend)
    elsewhere = [
        item for item in missing_characters(frozen.dumps(found.paper), characters) if item not in reported
    ]
    if elsewhere:
        mend = reverse("admin:campaign_report_change", args=[found.report.pk])
        yield _unprintable("paper", tuple(elsewhere), gettext("the frame or the records"), mend)


def _unprintable(subject: str, missing: tuple[str, ...], place: str, mend: str) -> Issue:
    named = ", ".join(f"{character} (U+{ord(character):04X})" for character in missing[:5])
    sentence = gettext("The typeface has no shape for: %(characters)s, in: %(place)s.")
    words = sentence % {"characters": named, "place": place}
    return Issue("unprintable", Severity.ERROR, words, subject, "".join(missing), mend, place)
