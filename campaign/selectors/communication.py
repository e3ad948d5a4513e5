"""Communication activities of a period."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import ActivityDocument, CommunicationActivity, CommunicationChannel
from office_culture.models.placing import within_period
from office_culture.rules.facts import Fact, FactScope, FactSource, Rows, registry
from office_culture.rules.figures import count, many, rows_of, words
from office_culture.selectors.documents import citation_of
from office_culture.selectors.paper_checks.spellings import NAMES
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.citations import Citation
from office_culture.text.names import spelling


@dataclass(frozen=True, slots=True)
class ChannelUse:
    """How often one channel was used, and how many people it reached; None where they were never counted."""

    row: int
    name: str
    occasions: Fact
    reached: Fact | None


@dataclass(frozen=True, slots=True)
class Communication:
    """All activities of a period, with the number of those whose audience was counted."""

    occasions: int
    counted: int
    channels: tuple[ChannelUse, ...]
    documents: tuple[Citation, ...]
    figures: Mapping[str, Fact]


def _activity_rows(scope: FactScope) -> QuerySet[CommunicationActivity]:
    rows: QuerySet[CommunicationActivity] = CommunicationActivity.objects.filter(
        scope.once(UnitPlaces).within(scope.unit_path, day="placed_on"),
        within_period("held_on", "held_in", scope.start, min(scope.end, scope.as_of)),
    )
    return rows.select_related("channel").order_by("placed_on", "pk")


def _document_rows(scope: FactScope) -> QuerySet[ActivityDocument]:
    activities = _activity_rows(scope).order_by().values("pk")
    rows: QuerySet[ActivityDocument] = ActivityDocument.objects.filter(activity__in=activities)
    return rows.select_related("document")


@reads(_activity_rows, _document_rows)
def communication(
    scope: FactScope, activities: list[CommunicationActivity], made_known: list[ActivityDocument]
) -> Communication:
    """Activities of the scope's unit and those below it, up to the day of the report."""
    channels = _channels(activities)
    documents = _documents(made_known)
    return Communication(
        occasions=len(activities),
        counted=len([row for row in activities if row.reached is not None]),
        channels=channels,
        documents=documents,
        figures=_figures(activities, channels, len(documents)),
    )


def _figures(
    activities: list[CommunicationActivity], channels: tuple[ChannelUse, ...], documents: int
) -> dict[str, Fact]:
    """The facts. People are counted each time that they were reached; missing where they were never counted."""
    kind = "campaign.communicationactivity"
    rows = rows_of(kind, (row.pk for row in activities))
    counted = [row for row in activities if row.reached is not None]
    reached = sum(row.reached or 0 for row in counted) if counted else None
    used = rows_of("campaign.communicationchannel", (channel.row for channel in channels))
    names = "; ".join(channel.name for channel in channels)
    found = (
        count("communication.count", gettext("occasions of communication"), len(activities), rows),
        count("communication.reached", gettext("people reached, as far as counted"), reached, rows),
        many(
            "communication.counted",
            gettext("occasions on which people were counted"),
            kind,
            (row.pk for row in counted),
        ),
        count("communication.channels_count", gettext("channels used"), len(channels), used),
        words("communication.channels", gettext("names of the channels used"), names, used),
        words("communication.audiences", gettext("audiences"), ", ".join(_audiences(activities)), rows),
        count("communication.documents_count", gettext("documents made known"), documents, rows),
    )
    return {fact.key.partition(".")[2]: fact for fact in found}


def _channels(activities: list[CommunicationActivity]) -> tuple[ChannelUse, ...]:
    every = rows_of("campaign.communicationactivity", (activity.pk for activity in activities))
    used: dict[int, list[CommunicationActivity]] = {}
    for activity in activities:
        used.setdefault(activity.channel_id, []).append(activity)
    ordered = sorted(used.values(), key=lambda group: (group[0].channel.position, group[0].channel.name))
    return tuple(_channel(group, every) for group in ordered)


def _channel(activities: list[CommunicationActivity], every: Rows) -> ChannelUse:
    """The facts `communication.channel.<number>` and, where people were counted, `.reached` behind it."""
    channel = activities[0].channel
    key, named = f"communication.channel.{channel.pk}", {"channel": channel.name}
    rows = Rows(every.model, {**every.lookups, "channel": channel.pk})
    counts = [activity.reached for activity in activities if activity.reached is not None]
    label = gettext("people reached by: %(channel)s") % named
    return ChannelUse(
        channel.pk,
        channel.name,
        count(key, gettext("occasions by: %(channel)s") % named, len(activities), rows, of=channel.name),
        count(f"{key}.reached", label, sum(counts), rows, of=channel.name) if counts else None,
    )


def _audiences(activities: list[CommunicationActivity]) -> tuple[str, ...]:
    """Each audience once, in its first spelling."""
    named: dict[str, str] = {}
    for activity in activities:
        for line in activity.audiences.splitlines():
            if line.strip():
                named.setdefault(spelling(line), line.strip())
    return tuple(named.values())


def _documents(rows: list[ActivityDocument]) -> tuple[Citation, ...]:
    documents = {row.document_id: row.document for row in rows}
    ordered = sorted(documents.values(), key=lambda document: (document.placed_on, document.pk))
    return tuple(citation_of(document) for document in ordered)


def _listed(found: Communication) -> Iterator[Fact]:
    yield from found.figures.values()
    for channel in found.channels:
        yield channel.occasions
        if channel.reached is not None:
            yield channel.reached


registry.register(
    FactSource(
        "communication",
        _("Communication"),
        communication,
        _listed,
        nouns={
            "count": (
                "lượt tuyên truyền",
                "lượt | tổ chức tuyên truyền",
            ),
            "reached": ("lượt người | tuyên truyền",),
            "counted": ("lượt tổ chức | thống kê",),
            "channels_count": ("hình thức | tuyên truyền",),
            "documents_count": (
                "văn bản | phổ biến",
                "văn bản | quán triệt",
            ),
            "channel.*.reached": ("lượt người | tuyên truyền",),
            "channel.*": ("lượt tuyên truyền",),
        },
    )
)
NAMES.append(lambda: CommunicationChannel.objects.order_by().values_list("name", flat=True))
