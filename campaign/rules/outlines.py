"""Checks that the rows of an outline are consistent: keys, levels, numbers and references."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.rules.outline_tree import (
    LETTERS,
    AppendixPlan,
    Numbering,
    Section,
)
from office_culture.rules.parts import Parts, appendices, sections

validate_key = RegexValidator(
    r"\A[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\Z",
    _("A key is made of small letters, digits and underscores, parts joined by dots: results.reform."),
)


def validate_section_content(name: str) -> None:
    """Raises `ValidationError` where no content of a section is registered under that name."""
    _check_part_name(name, sections)


def validate_appendix_content(name: str) -> None:
    """Raises `ValidationError` where no content of an appendix is registered under that name."""
    _check_part_name(name, appendices)


def _check_part_name(name: str, parts: Parts) -> None:
    if name not in parts:
        known = ", ".join(sorted(known for known, _meaning in parts.choices()))
        raise ValidationError(
            gettext("The program knows no content “%(name)s”; it knows: %(known)s.")
            % {"name": name, "known": known}
        )


def outline_faults(sections: tuple[Section, ...], appendices: Iterable[AppendixPlan] = ()) -> list[str]:
    """Why these rows are no valid outline, one sentence for each fault; empty where they are."""
    if not sections:
        return [gettext("This version has no section yet.")]
    return [*_double(sections), *_jumps(sections), *_numbers(sections), *_led_nowhere(sections, appendices)]


def _double(sections: tuple[Section, ...]) -> Iterator[str]:
    for key, times in Counter(section.key for section in sections).items():
        if times > 1:
            yield gettext("The key “%(key)s” stands twice.") % {"key": key}


def _jumps(sections: tuple[Section, ...]) -> Iterator[str]:
    above = 0
    for section in sections:
        if section.level > above + 1:
            yield gettext(
                "“%(title)s” has level %(level)s, but nothing of level %(parent)s stands above it."
            ) % {"title": section.title, "level": section.level, "parent": section.level - 1}
        above = section.level


def _numbers(sections: tuple[Section, ...]) -> Iterator[str]:
    """Faults of siblings: numbered in different styles, or more of them than there are letters."""
    for siblings in _families(sections):
        counted = [section for section in siblings if section.style is not Numbering.NONE]
        styles = {section.style for section in counted}
        if len(styles) > 1:
            yield gettext("“%(first)s” and the sections beside it are numbered in different ways.") % {
                "first": counted[0].title
            }
        elif styles == {Numbering.LETTERS} and len(counted) > len(LETTERS):
            yield gettext(
                "“%(title)s” is past the last letter: the decree has %(most)s letters for points."
            ) % {"title": counted[len(LETTERS)].title, "most": len(LETTERS)}


def _families(sections: tuple[Section, ...]) -> Iterator[list[Section]]:
    """Groups the sections of one level that have the same parent, without those of level 0."""
    open_at: dict[int, list[Section]] = {}
    for section in sections:
        # Text without a heading is printed between sections and does not restart the numbers.
        if section.level == 0:
            continue
        for level in [level for level in open_at if level > section.level]:
            yield open_at.pop(level)
        open_at.setdefault(section.level, []).append(section)
    yield from open_at.values()


def _led_nowhere(sections: tuple[Section, ...], appendices: Iterable[AppendixPlan]) -> Iterator[str]:
    keys = {section.key for section in sections}
    for appendix in appendices:
        if appendix.section and appendix.section not in keys:
            yield gettext("Appendix “%(title)s”: there is no section “%(key)s” that could point to it.") % {
                "title": appendix.title,
                "key": appendix.section,
            }
