"""Checks of the form of a paper: how figures and days are written, which articles it names, who is addressed how."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import Person
from office_culture.papers.blocks import Article, Heading
from office_culture.rules.issues import Issue
from office_culture.selectors.paper_checks.examined import ExaminedPaper, place_name
from office_culture.selectors.paper_checks.registry import paper_checks
from office_culture.text.names import ADDRESSED, spelling
from office_culture.text.official_forms import other_forms

# What follows where an article or a section of another text is meant.
_OF_ANOTHER = (
    r"(?!\w|\.\d)(?!(?:\s*(?:,|và)\s*(?:Điều|mục|khoản)\s+\w+)*\s+(?:của\s+)?"
    r"(?:Luật|Nghị|Thông|Quyết|Quy|Bộ|Hiến|Điều lệ|Pháp|Chỉ|Kế|Phụ|Hướng|Đề))"
)
_ARTICLE = re.compile(rf"(?:tại|theo|như)\s+Điều\s+(\d+){_OF_ANOTHER}", re.IGNORECASE)
_OWN_ARTICLE = re.compile(r"Điều\s+(\d+)\s+(?:của\s+)?Quyết định này", re.IGNORECASE)
_SECTION = re.compile(rf"(?:tại|theo)\s+mục\s+([IVX]+|\d+){_OF_ANOTHER}")
_NAMED = re.compile(r"(?<!\w)([Ôô]ng|[Bb]à)\s+((?:[A-ZÀ-ỸĐ]\w*\s?){2,6})")
_FEWEST_WORDS = 2


@paper_checks.register("forms", _("Figures and days in another form"))
def forms(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each figure or day that official papers write otherwise."""
    for place, (written, official) in examined.each_once(other_forms):
        sentence = gettext("“%(written)s” in %(place)s: official papers write “%(official)s”.") % {
            "written": written,
            "place": place_name(place),
            "official": official,
        }
        yield examined.issue("forms", sentence, place, written)


# Short and full names of one body (Decree 30/2020, Annex II: one of the two on a paper); symbols keep the short one.
_BODIES = (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"))


def _in_any_spelling(full: str) -> str:
    """A pattern of the full name as typists write it: "Uỷ ban", "Ủy Ban"; not in capitals alone, as heads are."""
    first, *others = full.split()
    return r"\s".join([first.replace("Ủy", "(?:Ủy|Uỷ)"), *(f"(?i:{word[0]}){word[1:]}" for word in others)])


@paper_checks.register("two_forms", _("Bodies in two forms of their names"))
def two_forms(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each kind of body that the paper names by its short and by its full name."""
    for short, full in _BODIES:
        abbreviated = re.compile(rf"(?<![\w/-]){short}(?![\w/-])")
        places = {
            form: passage.place
            for passage in reversed(examined.passages)
            for form, pattern in ((short, abbreviated), (full, re.compile(_in_any_spelling(full))))
            if pattern.search(passage.words)
        }
        if len(places) == 2:
            sentence = gettext(
                "“%(short)s” in %(first)s and “%(full)s” in %(second)s: one form on a paper."
            ) % {
                "short": short,
                "first": place_name(places[short]),
                "full": full,
                "second": place_name(places[full]),
            }
            yield examined.issue("two_forms", sentence, places[full], f"{short} | {full}")


@paper_checks.register("not_there", _("Articles and sections that are not there"))
def not_there(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each article or section to which the paper sends its reader and which it does not have."""
    blocks = examined.paper.blocks
    articles = {str(block.number) for block in blocks if isinstance(block, Article)}
    sections = {block.number for block in blocks if isinstance(block, Heading)}
    for pattern, known in ((_ARTICLE, articles), (_OWN_ARTICLE, articles), (_SECTION, sections)):
        for passage in examined.passages if known else ():
            for match in pattern.finditer(passage.words.replace("\u00a0", " ")):
                if match[1] not in known:
                    sentence = gettext("“%(words)s” in %(place)s, and the paper has none.") % {
                        "words": match[0],
                        "place": place_name(passage.place),
                    }
                    yield examined.issue("not_there", sentence, passage.place, match[0])


@paper_checks.register("addressed", _("“Ông” and “Bà” beside the records"))
def addressed(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each person who is addressed otherwise than the records say; one statement if any is addressed."""
    found = [
        (passage.place, match[1], match[2].split())
        for passage in examined.passages
        for match in _NAMED.finditer(passage.words)
    ]
    if not found:
        return
    genders: dict[str, set[str]] = {}
    for name, gender in Person.objects.order_by().values_list("full_name", "gender"):
        genders.setdefault(spelling(name), set()).add(gender)
    for place, form, words in dict.fromkeys((place, form, tuple(words)) for place, form, words in found):
        names = (" ".join(words[:count]) for count in range(len(words), _FEWEST_WORDS - 1, -1))
        name = next((name for name in names if spelling(name) in genders), "")
        known = {ADDRESSED.get(gender, "") for gender in genders.get(spelling(name), ())}
        if known and "" not in known and form.casefold() not in known:
            sentence = gettext("“%(form)s %(name)s” in %(place)s: the records say “%(known)s”.") % {
                "form": form,
                "name": name,
                "place": place_name(place),
                "known": known.pop(),
            }
            yield examined.issue("addressed", sentence, place, f"{form} {name}")
