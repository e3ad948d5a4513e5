"""Checks of the written texts: typed figures, and references to sections that do not exist."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from campaign.rules.narratives import typed_figures
from office_culture.rules.issues import Issue, Severity

_REFERENCE = re.compile(r"\b(?:mục|phần|tiểu mục)\s+([IVX]+(?:\.\d+(?:\.[a-zđ])?)?)(?![\w])", re.IGNORECASE)


@checks.register("typed_figures", _("Figures typed by hand"), About.TEXTS)
def typed(found: Material) -> Iterator[Issue]:
    """Warnings on typed figures, which no record keeps up to date."""
    for section, text in found.texts.items():
        figures = typed_figures(text)
        if not figures:
            continue
        sentence = gettext("“%(section)s” holds figures typed by hand: %(figures)s.") % {
            "section": found.place(section),
            "figures": ", ".join(figures),
        }
        mend, place = found.section_page(section), found.place(section)
        yield Issue("typed_figures", Severity.WARNING, sentence, section, " | ".join(figures), mend, place)


@checks.register("references", _("Section numbers"), About.TEXTS)
def references(found: Material) -> Iterator[Issue]:
    """References in a text to a section that the outline does not have."""
    places = {part.place.casefold() for part in found.composition.parts if part.place}
    for section, text in found.texts.items():
        for written in dict.fromkeys(_REFERENCE.findall(text)):
            if written.casefold() in places:
                continue
            sentence = gettext(
                "“%(section)s” refers to section %(number)s, which this report does not have."
            ) % {
                "section": found.place(section),
                "number": written,
            }
            mend, place = found.section_page(section), found.place(section)
            subject = f"{section} {written}"
            yield Issue("references", Severity.WARNING, sentence, subject, written, mend, place)
