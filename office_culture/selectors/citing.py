"""Which records in use cite a document, and which of them cite one that is no longer in force.

Each package registers its kinds of citing records when Django starts; the register of documents need not know them.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q

from office_culture.models import Document
from office_culture.models.documents import is_in_force
from office_culture.selectors.addresses import page_of

if TYPE_CHECKING:
    from office_culture.models.accounts import User


@dataclass(frozen=True, slots=True)
class Citer:
    """A kind of record that cites documents.

    `path` leads from it to the document; `in_use` is the condition under which the record still counts on a day;
    `shown` leads to the record whose page a reader opens, "" for the record itself.
    """

    model: Any
    path: str
    label: Any
    in_use: Callable[[datetime.date], Q] = lambda day: Q()
    shown: str = ""


citers: list[Citer] = []


def register(*found: Citer) -> None:
    """Adds kinds of citing records; the same one counts once."""
    citers.extend(citer for citer in found if citer not in citers)


@dataclass(frozen=True, slots=True)
class Citing:
    """One record in use that cites a document; `url` is its page, "" where it has none."""

    kind: str
    record: str
    url: str
    document: Document


def cited_by(document: Document, day: datetime.date, user: "User") -> list[Citing]:
    """The records in use on `day` that cite the document, without those that the account may not see.

    One statement for each kind of record.
    """
    return [citing for citer in citers for citing in _citing(citer, {document.pk: document}, day, user)]


def outdated(day: datetime.date, user: "User") -> list[Citing]:
    """The records in use on `day` that cite a document not in force on that day.

    It begins with the documents that are cited, a few of the register: one statement for all that are, one for those of
    them that ended, and only where there is one, one more for each kind of record.
    """
    first, *others = (
        _in_use(citer, day, user).order_by().values_list("cited_document", flat=True) for citer in citers
    )
    cited = set(first.union(*others)) - {None}
    ended = {
        document.pk: document for document in Document.objects.filter(pk__in=cited).exclude(is_in_force(day))
    }
    return [citing for citer in citers for citing in _citing(citer, ended, day, user)] if ended else []


def _in_use(citer: Citer, day: datetime.date, user: "User") -> Any:
    # As an annotation, for a path over many rows must name the same row in the condition and in the answer.
    rows = citer.model.objects.visible_to(user).filter(citer.in_use(day))
    return rows.annotate(cited_document=F(citer.path))


def _citing(
    citer: Citer, documents: dict[int, Document], day: datetime.date, user: "User"
) -> Iterator[Citing]:
    rows = _in_use(citer, day, user).filter(cited_document__in=documents)
    if citer.shown:
        rows = rows.select_related(citer.shown)
    for row in rows:
        shown = _follow(row, citer.shown)
        yield Citing(str(citer.label), str(shown), page_of(shown), documents[row.cited_document])


def _follow(row: Any, path: str) -> Any:
    for name in path.split("__") if path else ():
        row = getattr(row, name)
    return row
