"""The documents that a paper on the screen cites, so that each citation leads to the document.

Citations are read from the words, whether a section or a person wrote them: both say the symbol.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from office_culture.models import Document, IssuedPaper
from office_culture.papers.blocks import Block, Run, Text
from office_culture.papers.html import FigureOrigin
from office_culture.papers.paper import Paper
from office_culture.papers.walk import texts, with_texts
from office_culture.rules.typed_citations import TypedCitation, typed_citations

if TYPE_CHECKING:
    from office_culture.models import User

# Begins the origin of a run that is a citation; no fact has a key with this sign.
_MARK = "@"


@dataclass(frozen=True, slots=True)
class CitedDocuments:
    """The documents and issued papers under the symbols of some texts that an account may see, and where they lead."""

    origins: Mapping[str, FigureOrigin]

    @classmethod
    def among(cls, content: Iterable[Text], user: "User") -> "CitedDocuments":
        """Those that the texts cite; a statement for the register, and one for what it does not have."""
        found = [
            citation
            for words in content
            for run in words
            if not run.origin
            for citation in typed_citations(run.text)
        ]
        keys = {citation.key for citation in found}
        documents = _documents(keys, user)
        symbols = {citation.symbol.text for citation in found if citation.key not in documents}
        papers = _papers(symbols, user)
        origins: dict[str, FigureOrigin] = {}
        for citation in found:
            if origin := _origin(citation, documents.get(citation.key, [])) or papers.get(
                citation.symbol.text
            ):
                origins[_key(citation)] = origin
        return cls(origins)

    def linked(self, content: Text) -> Text:
        """The text with each citation of a known document as a run of its own."""
        return tuple(part for run in content for part in self._parts(run))

    def linked_blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """The same for blocks."""
        return tuple(with_texts(block, self.linked) for block in blocks)

    def _parts(self, run: Run) -> Iterable[Run]:
        end = 0
        for citation in () if run.origin or run.link else typed_citations(run.text):
            if _key(citation) not in self.origins:
                continue
            if citation.start > end:
                yield replace(run, text=run.text[end : citation.start])
            yield replace(run, text=run.text[citation.start : citation.end], origin=_key(citation))
            end = citation.end
        if end < len(run.text) or not end:
            yield replace(run, text=run.text[end:])


def with_cited_documents(paper: Paper, user: "User") -> tuple[Paper, Mapping[str, FigureOrigin]]:
    """The paper with its citations as runs that have an origin, and where these lead the account."""
    appended = [block for appendix in paper.appendices for block in appendix.blocks]
    content = [words for block in (*paper.blocks, *appended) for words in texts(block)]
    cited = CitedDocuments.among([*paper.legal_bases, *content], user)
    linked = replace(
        paper,
        legal_bases=tuple(map(cited.linked, paper.legal_bases)),
        blocks=cited.linked_blocks(paper.blocks),
        appendices=tuple(
            replace(appendix, blocks=cited.linked_blocks(appendix.blocks)) for appendix in paper.appendices
        ),
    )
    return linked, cited.origins


def _key(citation: TypedCitation) -> str:
    return f"{_MARK}{citation.key} {citation.day or citation.year or ''}".strip()


def _documents(keys: set[str], user: "User") -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = defaultdict(list)
    if keys and user.has_perm("office_culture.view_document"):
        rows: Any = Document.objects.visible_to(user).filter(symbol_key__in=keys)
        for row in rows.order_by("-placed_on", "pk"):
            found[row.symbol_key].append(row)
    return found


def _papers(symbols: set[str], user: "User") -> dict[str, FigureOrigin]:
    if not symbols or not user.has_perm("office_culture.view_issuedpaper"):
        return {}
    rows: Any = IssuedPaper.objects.visible_to(user).filter(symbol__in=symbols).order_by("date", "pk")
    return {
        row.symbol: FigureOrigin(str(row), reverse("admin:office_culture_issuedpaper_change", args=[row.pk]))
        for row in rows
    }


def _origin(citation: TypedCitation, rows: list[Document]) -> FigureOrigin | None:
    """The page of the document that is meant, or the list of all that may be."""
    dated = [row for row in rows if citation.day is not None and row.date == citation.day]
    meant = dated or rows
    if not meant:
        return None
    if len(meant) == 1:
        page = reverse("admin:office_culture_document_change", args=[meant[0].pk])
    else:
        query = urlencode({"pk__in": ",".join(str(row.pk) for row in meant)}, safe=",")
        page = f"{reverse('admin:office_culture_document_changelist')}?{query}"
    return FigureOrigin(meant[0].subject, page)
