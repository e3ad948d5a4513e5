"""Checks of the written texts: typed figures, dates that cannot be, references to sections that are not there."""

import calendar
import datetime
import re
from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.report.preflight.issues import Issue, Severity
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from campaign.rules.narratives import typed_figures
from office_culture.rules.facts import PLACEHOLDER
from office_culture.text.dates import DateError, numeric, parse, suggestion

_IN_FIGURES = re.compile(r"(?<![\w/.,-])(\d{1,2})([/.-])(\d{1,2})\2(\d{3,5})(?![\w/-]|[.,]\d)")
_IN_WORDS = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{1,5}))?(?!\d)", re.IGNORECASE)
_DAY_AND_MONTH = re.compile(r"ngày\s+(\d{1,2})/(\d{1,2})(?![\d/])", re.IGNORECASE)
_MONTH = re.compile(r"tháng\s+(\d{1,2})(?!\d)", re.IGNORECASE)
_REFERENCE = re.compile(r"\b(?:mục|phần|tiểu mục)\s+([IVX]+(?:\.\d+(?:\.[a-zđ])?)?)(?![\w])", re.IGNORECASE)
_LEAP_YEAR = 2024
# Texts may speak of 1890 and of 2045; a slip such as 0219 lies outside.
_YEARS = range(1800, 2200)


@checks.register("typed_figures", _("Figures typed by hand"), About.TEXTS)
def typed(found: Material) -> Iterator[Issue]:
    """Figures that no record keeps up to date; they may stand after a look."""
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


@checks.register("dates", _("Dates that cannot be"), About.TEXTS)
def dates(found: Material) -> Iterator[Issue]:
    """Days that no calendar has, and years with a slip of the key."""
    for section, text in found.texts.items():
        for written, offer in impossible_dates(text):
            sentence = gettext("“%(section)s” names a date that cannot be: %(date)s.") % {
                "section": found.place(section),
                "date": written,
            }
            if offer:
                sentence += " " + gettext("Did you mean %(offer)s?") % {"offer": offer}
            mend, place = found.section_page(section), found.place(section)
            subject = f"{section} {written}"[:200]
            yield Issue("dates", Severity.ERROR, sentence, subject, written, mend, place)


def impossible_dates(text: str) -> Iterator[tuple[str, str]]:
    """Each date of the text that cannot be, with the one that was probably meant or ""."""
    bare = PLACEHOLDER.sub(" ", text)
    for match in _IN_FIGURES.finditer(bare):
        day, _mark, month, year = match.groups()
        yield from _impossible(match.group(), day, month, year)
    for match in _IN_WORDS.finditer(bare):
        yield from _impossible(match.group(), match[1], match[2], match[3])
    for match in _DAY_AND_MONTH.finditer(bare):
        yield from _impossible(match.group(), match[1], match[2], None)
    for match in _MONTH.finditer(_IN_WORDS.sub(" ", bare)):
        if not 1 <= int(match[1]) <= 12:
            yield match.group(), ""


def _impossible(written: str, day: str, month: str, year: str | None) -> Iterator[tuple[str, str]]:
    if year is None:
        in_calendar = (
            1 <= int(month) <= 12 and 1 <= int(day) <= calendar.monthrange(_LEAP_YEAR, int(month))[1]
        )
        if not in_calendar:
            yield written, ""
        return
    today = datetime.date.today()  # noqa: DTZ011 - only to guess what was meant
    try:
        found = parse(f"{day}/{month}/{year}", today=today)
    except DateError as error:
        yield written, numeric(error.suggestion) if error.suggestion else ""
        return
    if found.year not in _YEARS:
        meant = suggestion(found, today=today)
        yield written, numeric(meant) if meant else ""


@checks.register("references", _("Section numbers"), About.TEXTS)
def references(found: Material) -> Iterator[Issue]:
    """A text that sends the reader to a section the outline does not have."""
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
