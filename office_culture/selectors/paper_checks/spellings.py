"""Check of names: people, units and whatever else the records name have one spelling on a paper."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import Person, Posting, Unit
from office_culture.rules.issues import Issue
from office_culture.selectors.paper_checks.examined import ExaminedPaper, place_name
from office_culture.selectors.paper_checks.registry import paper_checks
from office_culture.text.search import fold

Names = dict[tuple[str, ...], set[str]]
Begins = dict[str, list[tuple[str, ...]]]
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 3
# A long name is known without its last word, too: "Trung tâm Phục vụ Hành chính công" for that of the province.
_LONG = 5

# Whose names are looked for; an app adds its own.
NAMES: list[Callable[[], QuerySet[Any, str]]] = [
    lambda: Unit.objects.order_by().values_list("name", flat=True),
    lambda: Person.objects.order_by().values_list("full_name", flat=True),
    lambda: Posting.objects.order_by().values_list("post", flat=True),
]


@paper_checks.register("spellings", _("Names in two spellings"))
def spellings(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each name with two spellings on the paper; one statement for all names."""
    names = _known_names()
    begins: Begins = defaultdict(list)
    for name in names:
        begins[name[0]].append(name)
    found: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for passage in examined.passages:
        for name, written in _names_in(passage.words, begins):
            # A heading in capitals spells a name as its record does; few words in small letters may be common ones.
            common = written.isupper() or (written.islower() and len(name) < _LONG)
            if common and written.casefold() in {spelled.casefold() for spelled in names[name]}:
                continue
            found[name].setdefault(_without_first(written), f"{passage.place}\n{written}")
    reported: list[tuple[str, ...]] = []
    for name, forms in sorted(found.items(), key=lambda pair: -len(pair[0])):
        if (
            len(forms) < 2
            or not _may_be_same_name(forms, names)
            or any(_contains(item, name) for item in reported)
        ):
            continue
        reported.append(name)
        (first_place, first), (place, written) = (form.split("\n") for form in list(forms.values())[:2])
        sentence = gettext(
            "“%(first)s” in %(first_place)s and “%(second)s” in %(place)s: one name, two spellings."
        ) % {
            "first": first,
            "first_place": place_name(first_place),
            "second": written,
            "place": place_name(place),
        }
        yield examined.issue("spellings", sentence, place, f"{first} | {written}")
    yield from _other_capitals(examined, begins, names, set(reported))


def _other_capitals(
    examined: ExaminedPaper, begins: Begins, names: Names, reported: set[tuple[str, ...]]
) -> Iterator[Issue]:
    """One issue for each name of a unit with other capitals than the records have, where no second spelling stands.

    Small letters may be common words ("phòng tổng hợp báo cáo"): only a long name in them is one.
    """
    units = set(Unit.objects.order_by().values_list("name", flat=True)) if begins else set()
    known = {tuple(map(fold, _WORD.findall(unit))): " ".join(_WORD.findall(unit)) for unit in units}
    for passage in examined.passages:
        for name, written in _names_in(passage.words, begins):
            right = known.get(name, "")
            spelled = {_without_first(form) for form in names[name]}
            if (
                name in reported
                or written.isupper()
                or written.casefold() != right.casefold()
                or _without_first(written) in spelled
                or not (_has_more_capitals(written, right) or len(name) >= _LONG)
                or not written[:1].isupper()
            ):
                continue
            reported.add(name)
            sentence = gettext("“%(written)s” in %(place)s: the records spell it “%(right)s”.") % {
                "written": written,
                "place": place_name(passage.place),
                "right": right,
            }
            yield examined.issue("spellings", sentence, passage.place, f"{right} | {written}")


def _has_more_capitals(written: str, right: str) -> bool:
    return any(one.isupper() and not other.isupper() for one, other in zip(written, right, strict=True))


def _contains(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    places = range(len(longer) - len(shorter) + 1)
    return any(longer[place : place + len(shorter)] == shorter for place in places)


def _known_names() -> Names:
    """The names by their words without tones and capitals, each with the spellings that the records have."""
    known: Names = defaultdict(set)
    first, *others = (names() for names in NAMES)
    for name in sorted(set(first.union(*others, all=True))):
        words = _WORD.findall(name)
        folded = tuple(map(fold, words))
        for count in {len(words), len(words) - 1 if len(words) > _LONG else len(words)}:
            if count >= _FEWEST_WORDS:
                known[folded[:count]].add(" ".join(words[:count]))
    return known


def _names_in(text: str, begins: Begins) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each known name in the text, with its words as written; `begins` has the names by their first word.

    Names within names are found too, as that of the unit in the post of its head.
    """
    written = _WORD.findall(text)
    words = [fold(word) for word in written]
    for place, word in enumerate(words):
        for name in begins.get(word, ()):
            if tuple(words[place : place + len(name)]) == name:
                yield name, " ".join(written[place : place + len(name)])


def _without_first(written: str) -> str:
    """The name with a small first letter, as sentences begin with a capital.

    In small letters where it is all capitals.
    """
    return written.casefold() if written.isupper() else f"{written[:1].casefold()}{written[1:]}"


def _may_be_same_name(forms: dict[str, str], names: Names) -> bool:
    """Whether a spelling is of no record: else they are names of records that differ in their tones alone."""
    known = {_without_first(name) for spelled in names.values() for name in spelled}
    return not all(form in known for form in forms)
