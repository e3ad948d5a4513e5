"""Check of innovations that a paper names: are title, year and decision those of the records?"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Innovation
from campaign.rules.innovation_titles import TypedTitle, typed_titles
from campaign.rules.similarity import alike
from office_culture.rules.issues import Issue
from office_culture.selectors.paper_checks.examined import ExaminedPaper, place_name
from office_culture.selectors.paper_checks.registry import paper_checks


@dataclass(frozen=True, slots=True)
class _Recorded:
    title: str
    year: int | None
    decision: str


@paper_checks.register("innovation_titles", _("Innovations beside the records"))
def innovations_beside_the_records(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each innovation whose title, year or decision differs from the records; one statement."""
    found = [
        (passage.place, typed)
        for passage in examined.passages
        if "“" in passage.words or '"' in passage.words
        for typed in typed_titles(passage.words)
    ]
    recorded = _recorded() if found else {}
    titles = list(recorded)
    reported: set[tuple[str, TypedTitle]] = set()
    for place, typed in found:
        if (place, typed) in reported:
            continue
        reported.add((place, typed))
        if typed.title in recorded:
            yield from _differences(examined, place, typed, recorded[typed.title])
        elif near := alike(typed.title, titles):
            sentence = gettext("%(place)s names the innovation “%(typed)s”; the records say “%(known)s”.")
            words = sentence % {
                "place": place_name(place),
                "typed": typed.title,
                "known": titles[near[0]],
            }
            yield examined.issue("innovation_titles", words, place, typed.title)
        elif typed.named:
            sentence = gettext("%(place)s names the innovation “%(typed)s”, which the records do not have.")
            words = sentence % {"place": place_name(place), "typed": typed.title}
            yield examined.issue("innovation_titles", words, place, typed.title)


def _recorded() -> dict[str, list[_Recorded]]:
    rows = Innovation.objects.order_by("pk").values_list("title", "year", "recognised_by__symbol")
    found: dict[str, list[_Recorded]] = {}
    for title, year, symbol in rows:
        found.setdefault(" ".join(title.split()), []).append(_Recorded(title, year, symbol or ""))
    return found


def _differences(
    examined: ExaminedPaper, place: str, typed: TypedTitle, rows: list[_Recorded]
) -> Iterator[Issue]:
    place_and_title = {"place": place_name(place), "title": typed.title}
    if typed.year is not None and all(row.year not in {typed.year, None} for row in rows):
        sentence = gettext("%(place)s dates the innovation “%(title)s” %(typed)s; the records say %(known)s.")
        words = sentence % {**place_and_title, "typed": typed.year, "known": rows[0].year}
        yield examined.issue("innovation_titles", words, place, f"{typed.title} {typed.year}")
    decisions = [row.decision for row in rows if row.decision]
    if typed.decision and decisions and typed.decision not in decisions:
        sentence = gettext(
            "%(place)s says that the innovation “%(title)s” is recognised by %(typed)s; the records say %(known)s."
        )
        words = sentence % {**place_and_title, "typed": typed.decision, "known": decisions[0]}
        yield examined.issue("innovation_titles", words, place, f"{typed.title} {typed.decision}")
