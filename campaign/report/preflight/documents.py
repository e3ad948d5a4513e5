"""Checks of what the report cites: in the register, in force on the report's day, and not dated after it."""

import datetime
import re
from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.report.preflight.issues import Issue, Severity
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from office_culture.models import Document
from office_culture.models.documents import is_in_force
from office_culture.rules.facts import PLACEHOLDER
from office_culture.rules.symbols import Symbol, SymbolError, SymbolKind, parse
from office_culture.selectors.documents import document_facts
from office_culture.text.dates import numeric

# Number, mark, code: 29/KH-VPUB, 30/2020/NĐ-CP, 05-NQ/ĐU. What cannot be read as a symbol is no citation.
_CANDIDATE = re.compile(r"(?<![\w{/.-])\d{1,6}[^\W\d_]{0,3}(?:[/-][\w.&]+)+")


# The day that follows a symbol: "số 29/KH-VPUB ngày 15/9/2019", "… ngày 15 tháng 9 năm 2019".
_DAY_AFTER = re.compile(
    r"\s+ngày\s+(?:(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4}))",
    re.IGNORECASE,
)


def typed_days(text: str) -> Iterator[tuple[str, datetime.date]]:
    """Each symbol of a text that is followed by its day, folded as the register keys it, with that day."""
    bare = PLACEHOLDER.sub(" ", text)
    for match in _CANDIDATE.finditer(bare):
        after = _DAY_AFTER.match(bare, match.end())
        if not after:
            continue
        day, month, year = (int(part) for part in after.groups() if part)
        try:
            yield parse(match.group().rstrip(".&")).text.casefold(), datetime.date(year, month, day)
        except (SymbolError, ValueError):
            # No symbol, or a day that no calendar has: other checks tell of it.
            continue


def typed_symbols(text: str) -> list[Symbol]:
    """The symbols that stand in a text by themselves, each once; placeholders cite by the register anyway."""
    found: dict[str, Symbol] = {}
    for match in _CANDIDATE.finditer(PLACEHOLDER.sub(" ", text)):
        try:
            symbol = parse(match.group().rstrip(".&"))
        except SymbolError:
            continue
        # A number and a word, such as "15/Km", are no citation.
        if symbol.kind is not SymbolKind.OLD:
            found.setdefault(symbol.text.casefold(), symbol)
    return list(found.values())


@checks.register("citations", _("Cited texts"), About.TEXTS)
def citations(found: Material) -> Iterator[Issue]:
    """What is cited in typed words, and what the register cites."""
    yield from typed(found)
    yield from cited(found)


def typed(found: Material) -> Iterator[Issue]:
    """Texts that a narrative cites in typed words: missing from the register, or not in force; one statement."""
    cited = {section: typed_symbols(text) for section, text in found.texts.items()}
    wanted = {symbol.text.casefold() for symbols in cited.values() for symbol in symbols}
    known: dict[str, list[Document]] = {}
    if wanted:
        for row in _with_force(found).filter(symbol_key__in=wanted).order_by("-date", "pk"):
            known.setdefault(row.symbol_key, []).append(row)
    for section, symbols in cited.items():
        for symbol in symbols:
            rows = known.get(symbol.text.casefold(), [])
            if not rows:
                yield _missing(found, section, symbol)
            elif not any(row.binding for row in rows):  # type: ignore[attr-defined]
                yield _ended(found, rows[0], f"{section} {symbol.text}", found.place(section))
        yield from _other_days(found, section, known)


def _other_days(found: Material, section: str, known: dict[str, list[Document]]) -> Iterator[Issue]:
    """Days that a text gives to a document and that the register does not know."""
    for key, day in typed_days(found.texts[section]):
        rows = known.get(key, [])
        if not rows or day in {row.date for row in rows}:
            continue
        sentence = gettext("“%(section)s” dates %(document)s %(day)s; the register says %(known)s.") % {
            "section": found.place(section),
            "document": rows[0],
            "day": numeric(day),
            "known": ", ".join(numeric(row.date) for row in rows if row.date),
        }
        subject, mend = f"{section} {key} {day.isoformat()}"[:200], found.section_page(section)
        yield Issue(
            "citations", Severity.ERROR, sentence, subject, day.isoformat(), mend, found.place(section)
        )


def _missing(found: Material, section: str, symbol: Symbol) -> Issue:
    sentence = gettext("“%(section)s” cites %(symbol)s, which the register of documents does not have.") % {
        "section": found.place(section),
        "symbol": symbol,
    }
    mend = f"{reverse('admin:office_culture_document_add')}?{urlencode({'symbol': symbol.text})}"
    subject = f"{section} {symbol.text}"
    return Issue("citations", Severity.WARNING, sentence, subject, symbol.text, mend, found.place(section))


def cited(found: Material) -> Iterator[Issue]:
    """Documents that the paper cites from the register; one statement.

    Own plans of the period are told as what the office did, so it does not matter that a year's plan has ended.
    """
    told = {row.pk for row in found.book.ask(document_facts).own_plans}
    keys = [int(one.key) for one in found.composition.cited if one.key.isdecimal()]
    for row in _with_force(found).filter(pk__in=keys).order_by("date", "pk") if keys else ():
        if row.date > found.day:
            sentence = gettext("%(document)s is cited, but is dated after the issue of the report.")
            mend = _page(row)
            seen = row.date.isoformat()
            words = sentence % {"document": row}
            yield Issue("citations", Severity.ERROR, words, f"document {row.pk}", seen, mend)
        elif not row.binding and row.pk not in told:  # type: ignore[attr-defined]
            yield _ended(found, row, f"document {row.pk}", "")


def _with_force(found: Material) -> QuerySet[Document]:
    binding = Case(When(is_in_force(found.report.as_of), then=Value(True)), default=Value(False))
    rows: QuerySet[Document] = Document.objects.annotate(binding=binding)
    return rows


def _ended(found: Material, row: Document, subject: str, place: str) -> Issue:
    sentence = gettext("%(document)s is cited, but is not in force on %(day)s.") % {
        "document": row,
        "day": numeric(found.report.as_of),
    }
    seen = f"{row.pk} {found.report.as_of.isoformat()}"
    return Issue("citations", Severity.WARNING, sentence, subject, seen, _page(row), place)


def _page(row: Document) -> str:
    return reverse("admin:office_culture_document_change", args=[row.pk])
