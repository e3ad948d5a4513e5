"""Which records in use cite a document, and which of them cite one that no longer binds.

Each package registers its kinds of citing records when Django starts; the register of documents need not know them.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q
from django.urls import NoReverseMatch, reverse

from office_culture.models import Document

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
    """The records in use on `day` that cite the document, as far as the account may know of them.

    One statement for each kind of record.
    """
    return list(_citing([document], day, user))


def outdated(day: datetime.date, user: "User") -> list[Citing]:
    """The records in use on `day` that cite a document not in force on that day."""
    ended = Document.objects.exclude(pk__in=Document.objects.in_force_on(day).values("pk"))
    return list(_citing(ended, day, user))


def _citing(documents: Iterable[Document], day: datetime.date, user: "User") -> Iterator[Citing]:
    by_pk = {document.pk: document for document in documents}
    for citer in citers:
        rows = citer.model.objects.visible_to(user).filter(citer.in_use(day))
        # As an annotation, for a path over many rows must name the same row in the condition and in the answer.
        rows = rows.annotate(cited_document=F(citer.path)).filter(cited_document__in=by_pk)
        if citer.shown:
            rows = rows.select_related(citer.shown)
        for row in rows:
            shown = _follow(row, citer.shown)
            yield Citing(str(citer.label), str(shown), _url(shown), by_pk[row.cited_document])


def _follow(row: Any, path: str) -> Any:
    for name in path.split("__") if path else ():
        row = getattr(row, name)
    return row


def _url(row: Any) -> str:
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""
