"""Check of documents that a paper cites in typed words: are they registered with that day, issuer and subject?"""

import datetime
import re
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import Document, IssuedPaper, LegalBasis
from office_culture.rules.issues import Issue, Severity
from office_culture.rules.typed_citations import (
    TypedCitation,
    same_issuer,
    same_type,
    same_words,
    typed_citations,
)
from office_culture.selectors.paper_checks.examined import ExaminedPaper, place_name
from office_culture.selectors.paper_checks.registry import paper_checks
from office_culture.text.dates import numeric
from office_culture.text.names import spelling


@paper_checks.register("register", _("Citations beside the register"))
def beside_the_register(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each typed citation that is not in the register or differs from it.

    One statement for the documents.
    """
    found = [
        (passage.place, citation)
        for passage in examined.passages
        for citation in typed_citations(passage.typed)
    ]
    wanted = {citation.key for _place, citation in found}
    known: dict[str, list[Document]] = {}
    for row in Document.objects.filter(symbol_key__in=wanted).order_by("-placed_on", "pk") if wanted else ():
        known.setdefault(row.symbol_key, []).append(row)
    ours = _issued_by_us({str(citation.symbol) for _place, citation in found if citation.key not in known})
    reported: set[tuple[str, str]] = set()
    for place, citation in found:
        if str(citation.symbol) in ours:
            continue
        for issue in _differences(examined, place, citation, known.get(citation.key, [])):
            if (place, issue.subject) not in reported:
                reported.add((place, issue.subject))
                yield issue


@paper_checks.register("law_days", _("Days of laws and decrees"))
def law_days(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each law or decree with another day than the legal bases of the office have.

    One statement, if any law is cited with a day.
    """
    found = dict.fromkeys(
        (passage.place, name, day)
        for passage in examined.passages
        for name, day in _laws_with_days(passage.typed)
    )
    if not found:
        return
    known: dict[str, set[datetime.date]] = {}
    for text in LegalBasis.objects.order_by().values_list("text", flat=True):
        for name, day in _laws_with_days(text):
            known.setdefault(spelling(name), set()).add(day)
    for place, name, day in found:
        days = known.get(spelling(name), {day})
        if day not in days:
            sentence = gettext("%(place)s dates %(document)s %(typed)s; the legal bases say %(known)s.") % {
                "place": place_name(place),
                "document": name,
                "typed": numeric(day),
                "known": ", ".join(map(numeric, sorted(days))),
            }
            yield examined.issue("law_days", sentence, place, f"{name} {day.isoformat()}")


_LAW = re.compile(
    r"(Luật(?: sửa đổi, bổ sung[^;.“”()]*?)? [^;.“”()]{3,90}?|(?:Nghị định|Thông tư|Pháp lệnh) số [\w/-]+)"
    r"(?: năm \d{4})?,? ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})"
)


def _laws_with_days(text: str) -> Iterator[tuple[str, datetime.date]]:
    """Each law by its name, and each decree by its symbol, with the day that the text gives it."""
    for match in _LAW.finditer(text.replace("\u00a0", " ")):
        try:
            yield match[1], datetime.date(int(match[4]), int(match[3]), int(match[2]))
        except ValueError:
            continue  # told as a date that no calendar has


def _issued_by_us(symbols: set[str]) -> set[str]:
    """Those of the symbols under which this program has issued papers; these need not be in the register."""
    papers = IssuedPaper.objects.filter(symbol__in=symbols) if symbols else IssuedPaper.objects.none()
    return set(papers.values_list("symbol", flat=True))


def _differences(
    examined: ExaminedPaper, place: str, citation: TypedCitation, rows: list[Document]
) -> Iterator[Issue]:
    yield from _other_type(examined, place, citation, rows)
    if not rows:
        # Laws and decrees that a paper rests on stand among the rules, not in the register of the office.
        if place != "legal_bases":
            yield _missing(place, citation)
        return
    names = {"place": place_name(place), "document": citation.symbol}
    # Of several documents of one symbol the day says which is meant.
    meant = [row for row in rows if _is_of_that_time(row, citation)]
    if citation.year and not citation.day and not meant:
        sentence = gettext("%(place)s says that %(document)s is of %(typed)s; the register says %(known)s.")
        typed = f"{citation.month}/{citation.year}" if citation.month else str(citation.year)
        words = sentence % {**names, "typed": typed, "known": rows[0].when}
        yield examined.issue("register", words, place, typed, subject=f"{citation.symbol} year")
    if citation.day and not meant:
        days = ", ".join(row.when for row in rows)
        sentence = gettext("%(place)s dates %(document)s %(typed)s; the register says %(known)s.")
        words = sentence % {**names, "typed": numeric(citation.day), "known": days}
        subject = f"{citation.symbol} {citation.day.isoformat()}"
        seen = citation.day.isoformat()
        yield examined.issue("register", words, place, seen, subject=subject, severity=Severity.ERROR)
    meant = meant or rows
    issuers = [row.issuer for row in meant]
    if citation.issuer and all(issuers) and not any(same_issuer(citation.issuer, name) for name in issuers):
        sentence = gettext(
            "%(place)s names “%(typed)s” as issuer of %(document)s; the register says “%(known)s”."
        )
        words = sentence % {**names, "typed": citation.issuer, "known": meant[0].issuer}
        yield examined.issue("register", words, place, citation.issuer, subject=f"{citation.symbol} issuer")
    subjects = [row.subject for row in meant]
    if citation.about and all(subjects) and not any(same_words(citation.about, text) for text in subjects):
        sentence = gettext(
            "%(place)s says that %(document)s is about “%(typed)s”; the register says “%(known)s”."
        )
        words = sentence % {**names, "typed": citation.about, "known": meant[0].subject}
        yield examined.issue("register", words, place, citation.about, subject=f"{citation.symbol} subject")


def _other_type(
    examined: ExaminedPaper, place: str, citation: TypedCitation, rows: list[Document]
) -> Iterator[Issue]:
    """An issue where the text calls the document by another type than the register, or than its symbol says."""
    known = [row.type_name for row in rows if row.type_name] or list(citation.symbol.likely_types)
    if not citation.type_name or not known or any(same_type(citation.type_name, name) for name in known):
        return
    sentence = gettext("%(place)s calls %(document)s “%(typed)s”; it is “%(known)s”.")
    words = sentence % {
        "place": place_name(place),
        "document": citation.symbol,
        "typed": citation.type_name,
        "known": known[0],
    }
    yield examined.issue("register", words, place, citation.type_name, subject=f"{citation.symbol} type")


def _is_of_that_time(row: Document, citation: TypedCitation) -> bool:
    """Whether the document may be of the day or year that the text gives; without either it may."""
    if citation.day is not None:
        return _may_be_of(row, citation.day)
    if citation.month is not None and row.date:
        return (row.date.year, row.date.month) == (citation.year, citation.month)
    return citation.year is None or row.year in (None, citation.year)


def _may_be_of(row: Document, day: datetime.date) -> bool:
    """Whether the document may be of that day: it has that date or, without one, that year or none."""
    return row.date == day if row.date else row.year in (None, day.year)


def _missing(place: str, citation: TypedCitation) -> Issue:
    sentence = gettext("%(place)s cites %(symbol)s, which the register of documents does not have.") % {
        "place": place_name(place),
        "symbol": citation.symbol,
    }
    mend = f"{reverse('admin:office_culture_document_add')}?{urlencode({'symbol': citation.symbol.text})}"
    subject = f"{place} {citation.symbol}"[:200]
    return Issue("register", Severity.WARNING, sentence, subject, citation.symbol.text, mend, place)
