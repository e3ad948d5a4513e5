"""The file of a campaign for the record office: the papers and the evidence of everything that belongs to it.

Each package says which of its records belong to a campaign; what hangs on a record (its issued paper, papers drafted
about it, files linked to it) is found alike for all kinds. Nobody gets more than they may see on the screen.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from campaign.models import (
    Campaign,
    CommunicationActivity,
    Innovation,
    Movement,
    Plan,
    Report,
    ReviewSession,
    Task,
)
from office_culture.models import (
    Document,
    Finding,
    Inspection,
    InspectionResult,
    InspectionRound,
    IssuedPaper,
    OfficePaper,
    StoredFile,
    WithPaper,
)
from office_culture.models.files import FileLink, link_models
from office_culture.models.papers import PaperFile
from office_culture.text.dates import numeric
from office_culture.text.file_names import file_name

if TYPE_CHECKING:
    from office_culture.models import User

_LONGEST_NAME = 80  # characters of a name in the archive


@dataclass(frozen=True, slots=True)
class PartOfFile:
    """A part of the file, a hồ sơ of its own: `title` as the index prints it, and the records that belong to it."""

    title: str
    records: Callable[[Campaign], Iterable[QuerySet[Any]]]


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """A line of the index: what the index of Appendix V of Decree 30/2020 asks of a document, and its bytes.

    `path` is its place in the archive. `day` is printed, `date` the same where it is a whole day. `stored` is None for
    a paper that is still being drawn.
    """

    path: str
    symbol: str
    day: str
    date: datetime.date | None
    title: str
    author: str
    stored: StoredFile | None


@dataclass(frozen=True, slots=True)
class FiledPart:
    """A part with its documents; parts without any are left out."""

    number: int
    title: str
    documents: tuple[FiledDocument, ...]

    @property
    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """The earliest and the latest day of its documents; None where no day is known."""
        known = [document.date for document in self.documents if document.date]
        return (min(known), max(known)) if known else None


@dataclass(frozen=True, slots=True)
class RecordFile:
    """The whole file of a campaign as one account may see it."""

    campaign: Campaign
    parts: tuple[FiledPart, ...]

    @property
    def documents(self) -> tuple[FiledDocument, ...]:
        """The documents of all parts in the order of the index."""
        return tuple(document for part in self.parts for document in part.documents)

    def missing(self) -> list[str]:
        """What cannot be handed over, in sentences: papers without their file, files whose bytes are not there."""
        found = []
        for document in self.documents:
            if document.stored is None:
                found.append(gettext("%(paper)s is still being drawn.") % {"paper": document.title})
            elif not document.stored.content.storage.exists(str(document.stored.content.name)):
                found.append(gettext("The bytes of “%(file)s” are missing.") % {"file": document.stored})
        return found


PARTS: list[PartOfFile] = []


def register(title: str) -> Callable[[Callable[[Campaign], Iterable[QuerySet[Any]]]], Any]:
    """Registers a function from a campaign to its records as a part of the file; parts keep the order of the calls."""

    def known(records: Callable[[Campaign], Iterable[QuerySet[Any]]]) -> Any:
        PARTS.append(PartOfFile(title, records))
        return records

    return known


def record_file(campaign: Campaign, user: "User") -> RecordFile:
    """The file of the campaign with what `user` may see; a few statements for each kind of record."""
    parts: list[FiledPart] = []
    for part in PARTS:
        number = len(parts) + 1
        found = [entry for rows in part.records(campaign) for entry in _hanging_on(rows, user)]
        documents = tuple(
            entry(f"{number:02}-{_plain(part.title)}", place) for place, entry in enumerate(found, start=1)
        )
        if documents:
            parts.append(FiledPart(number, part.title, documents))
    return RecordFile(campaign, tuple(parts))


# Makes the line of a document from the folder of its part and its place there.
_Entry = Callable[[str, int], FiledDocument]


def _hanging_on(rows: QuerySet[Any], user: "User") -> Iterator[_Entry]:
    """The papers and files of the records that the account may see: paper, papers about them, files."""
    model: Any = rows.model
    if not user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
        return
    seen = model.objects.visible_to(user).filter(pk__in=rows.order_by().values("pk"))
    if issubclass(model, WithPaper):
        yield from _papers(seen.exclude(paper=None).values("paper"))
    about = OfficePaper.objects.visible_to(user).filter(
        about_type=ContentType.objects.get_for_model(model), about_id__in=seen.order_by().values("pk")
    )
    if user.has_perm("office_culture.view_officepaper"):
        yield from _papers(about.exclude(paper=None).values("paper"))
    for link in link_models():
        if link.owner_model() is model:
            yield from _files(link, seen)


def _papers(keys: QuerySet[Any, Any]) -> Iterator[_Entry]:
    papers = IssuedPaper.objects.filter(pk__in=keys).order_by("date", "number", "pk")
    newest: dict[int, StoredFile] = {}
    for link in PaperFile.objects.filter(paper__in=papers).select_related("file").order_by("pk"):
        newest[link.paper_id] = link.file
    for paper in papers:
        yield partial(_of_paper, paper, newest.get(paper.pk))


def _files(link: type[FileLink], owners: QuerySet[Any]) -> Iterator[_Entry]:
    related = [link.part_of, "file", *_joined(link)]
    rows: Any = link.objects.filter(**{f"{link.part_of}__in": owners}).select_related(*related)
    for row in rows.order_by(link.part_of, "pk"):
        yield partial(_of_file, row, getattr(row, link.part_of))


def _joined(link: type[FileLink]) -> Iterator[str]:
    """The unit of the owner and what its name is made of, so that no row asks for them."""
    owner: Any = link.owner_model()
    for path in (owner.unit_path, *getattr(owner, "named_with", ())):
        if path and path != "self":
            yield f"{link.part_of}__{path}"


def _of_paper(paper: IssuedPaper, stored: StoredFile | None, folder: str, place: int) -> FiledDocument:
    return FiledDocument(
        path=_path(folder, place, f"{paper.symbol} {paper.type_name}", ".pdf"),
        symbol=paper.symbol,
        day=numeric(paper.date),
        date=paper.date,
        title=_named(paper.type_name, paper.subject),
        author=paper.issuer,
        stored=stored,
    )


def _of_file(link: FileLink, owner: Any, folder: str, place: int) -> FiledDocument:
    stored = link.file
    what = link.caption or stored.original_name
    if isinstance(owner, Document):
        return FiledDocument(
            path=_path(folder, place, f"{owner.symbol} {owner.type_name}".strip(), _ending(stored)),
            symbol=owner.symbol,
            day=owner.when,
            date=owner.date,
            title=_named(owner.type_name, owner.subject),
            author=owner.issuer,
            stored=stored,
        )
    return FiledDocument(
        path=_path(folder, place, f"{owner} {what}", _ending(stored)),
        symbol="",
        day="",
        date=None,
        title=f"{owner}: {what}",
        author=_unit_of(owner),
        stored=stored,
    )


def _named(type_name: str, subject: str) -> str:
    """Type and subject as one phrase: "Quyết định về việc công nhận sáng kiến"."""
    begins_small = type_name and not subject[1:2].isupper()
    return f"{type_name} {subject[:1].lower() if begins_small else subject[:1]}{subject[1:]}".strip()


def _unit_of(owner: Any) -> str:
    """The unit that keeps the record, as papers name it, or ""."""
    found = owner
    for step in filter(None, (owner.unit_path or "").split("__")):
        found = getattr(found, step, None)
    return getattr(found, "name_in_text", "")


def _path(folder: str, place: int, words: str, ending: str) -> str:
    """A path that every system unpacks: small letters without diacritics, digits, hyphens; unique by its place."""
    return f"{folder}/{place:03}-{_plain(words)}{ending}"


def _plain(words: str) -> str:
    return file_name(words.replace("/", "-")).removesuffix(".pdf")[:_LONGEST_NAME].strip("-")


def _ending(stored: StoredFile) -> str:
    """The ending of the name under which the file was uploaded, which its check has compared with its content."""
    ending = stored.original_name.rpartition(".")[2].lower()
    return f".{ending}" if ending.isascii() and ending.isalnum() and len(ending) <= 5 else ""


def during(campaign: Campaign, path: str = "") -> Q:
    """The condition that a record is of the office of the campaign or of a unit below it."""
    return Q(**{f"{path}unit__path__startswith": campaign.office.path})


def _days(campaign: Campaign) -> tuple[datetime.date, datetime.date]:
    return campaign.period_start, campaign.period_end


@register("Văn bản chỉ đạo, căn cứ")
def _bases(campaign: Campaign) -> Iterator[QuerySet[Any]]:
    bases = campaign.basis_rows.values("document")
    plans = Plan.objects.filter(campaign=campaign).values("document")
    yield Document.objects.filter(Q(pk__in=bases) | Q(pk__in=plans))


@register("Kế hoạch và nhiệm vụ")
def _plans(campaign: Campaign) -> Iterator[QuerySet[Any]]:
    yield Plan.objects.filter(campaign=campaign)
    yield Task.objects.filter(plan__campaign=campaign)


@register("Tuyên truyền, phong trào thi đua")
def _communication(campaign: Campaign) -> Iterator[QuerySet[Any]]:
    start, end = _days(campaign)
    yield CommunicationActivity.objects.filter(during(campaign), held_on__range=(start, end))
    yield Movement.objects.filter(
        during(campaign),
        Q(valid_from=None) | Q(valid_from__lte=end),
        Q(valid_to=None) | Q(valid_to__gte=start),
    )


@register("Kiểm tra")
def _inspections(campaign: Campaign) -> Iterator[QuerySet[Any]]:
    rounds = InspectionRound.objects.filter(during(campaign), start__range=_days(campaign))
    inspections = Inspection.objects.filter(inspection_round__in=rounds)
    yield rounds
    yield inspections
    yield InspectionResult.objects.filter(inspection__in=inspections)
    yield Finding.objects.filter(result__inspection__in=inspections)


@register("Sáng kiến")
def _innovations(campaign: Campaign) -> Iterator[QuerySet[Any]]:
    start, end = _days(campaign)
    yield Innovation.objects.filter(during(campaign), placed_in__range=(start.year, end.year))
    yield ReviewSession.objects.filter(during(campaign, "council__"), held_on__range=(start, end))


@register("Báo cáo")
def _reports(campaign: Campaign) -> Iterator[QuerySet[Any]]:
    yield Report.objects.filter(campaign=campaign)
