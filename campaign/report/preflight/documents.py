"""Checks of what the report cites: in force on its day, and not dated after it."""

from collections.abc import Iterator

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from office_culture.models import Document
from office_culture.models.documents import is_in_force
from office_culture.rules.facts import PLACEHOLDER
from office_culture.rules.issues import Issue, Severity
from office_culture.rules.requests import is_key
from office_culture.rules.symbols import Symbol
from office_culture.rules.typed_citations import typed_citations
from office_culture.selectors.documents import document_facts
from office_culture.text.dates import numeric


@checks.register("citations", _("Cited texts"), About.TEXTS)
def citations(found: Material) -> Iterator[Issue]:
    """Issues of documents cited in typed words and of those cited from the register."""
    yield from typed(found)
    yield from cited(found)


def typed(found: Material) -> Iterator[Issue]:
    """Documents that a text cites in typed words and that are not in force; one statement."""
    cited = {section: typed_symbols(text) for section, text in found.texts.items()}
    wanted = {symbol.text.casefold() for symbols in cited.values() for symbol in symbols}
    known: dict[str, list[Document]] = {}
    if wanted:
        for row in _with_force(found).filter(symbol_key__in=wanted).order_by("-placed_on", "pk"):
            known.setdefault(row.symbol_key, []).append(row)
    for section, symbols in cited.items():
        for symbol in symbols:
            rows = known.get(symbol.text.casefold(), [])
            if rows and not any(row.binding for row in rows):  # type: ignore[attr-defined]
                yield _ended(found, rows[0], f"{section} {symbol.text}", found.place(section))


def typed_symbols(text: str) -> list[Symbol]:
    """The symbols of documents typed in a text, each once; placeholders cite by the register anyway."""
    found = {citation.key: citation.symbol for citation in typed_citations(PLACEHOLDER.sub(" ", text))}
    return list(found.values())


def cited(found: Material) -> Iterator[Issue]:
    """Documents that the paper cites from the register; one statement.

    The office's own plans of the period are reported as its work, so a plan of a year that has ended is no issue.
    """
    own_plans = {row.pk for row in found.book.ask(document_facts).own_plans}
    keys = [int(item.key) for item in found.composition.cited if is_key(item.key)]
    for row in _with_force(found).filter(pk__in=keys).order_by("placed_on", "pk") if keys else ():
        if row.placed_on > found.day:
            sentence = gettext("%(document)s is cited, but is dated after the issue of the report.")
            mend = _page(row)
            seen = row.placed_on.isoformat()
            words = sentence % {"document": row}
            yield Issue("citations", Severity.ERROR, words, f"document {row.pk}", seen, mend)
        elif not row.binding and row.pk not in own_plans:  # type: ignore[attr-defined]
            yield _ended(found, row, f"document {row.pk}", "")
        if row.is_incomplete:
            sentence = gettext(
                "%(document)s is cited without its number, day, type, issuer or subject: the register lacks it."
            )
            seen = f"{row.symbol} {row.when}"
            words = sentence % {"document": row}
            yield Issue("citations", Severity.WARNING, words, f"incomplete {row.pk}", seen, _page(row))


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
