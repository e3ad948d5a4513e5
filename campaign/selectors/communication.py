"""How the campaign was made known in a period."""

from dataclasses import dataclass

from campaign.models import ActivityDocument, CommunicationActivity
from office_culture.rules.facts import FactScope
from office_culture.selectors.documents import citation_of
from office_culture.text.citations import Citation
from office_culture.text.search import fold


@dataclass(frozen=True, slots=True)
class ChannelUse:
    """How often one channel was used; `reached` adds up the `counted` occasions on which somebody counted."""

    row: int
    name: str
    occasions: int
    reached: int
    counted: int


@dataclass(frozen=True, slots=True)
class Communication:
    """All occasions of a period."""

    channels: tuple[ChannelUse, ...]
    audiences: tuple[str, ...]
    documents: tuple[Citation, ...]
    activities: tuple[int, ...]
    counted_activities: tuple[int, ...] = ()

    @property
    def occasions(self) -> int:
        return len(self.activities)

    @property
    def reached(self) -> int | None:
        """People reached, each as often as they were reached; None where nobody ever counted."""
        return sum(channel.reached for channel in self.channels) if self.counted else None

    @property
    def counted(self) -> int:
        """Occasions on which people were counted."""
        return len(self.counted_activities)


def communication(scope: FactScope) -> Communication:
    """What the scope's unit and those below it did, up to the day of the report."""
    activities = list(
        CommunicationActivity.objects.filter(
            unit__path__startswith=scope.unit_path,
            held_on__gte=scope.start,
            held_on__lte=min(scope.end, scope.as_of),
        )
        .select_related("channel")
        .order_by("held_on", "pk")
    )
    rows = tuple(activity.pk for activity in activities)
    return Communication(
        channels=_channels(activities),
        audiences=_audiences(activities),
        documents=_documents(rows),
        activities=rows,
        counted_activities=tuple(row.pk for row in activities if row.reached is not None),
    )


def _channels(activities: list[CommunicationActivity]) -> tuple[ChannelUse, ...]:
    used: dict[int, list[CommunicationActivity]] = {}
    for activity in activities:
        used.setdefault(activity.channel_id, []).append(activity)
    ordered = sorted(used.values(), key=lambda group: (group[0].channel.position, group[0].channel.name))
    return tuple(_channel(group) for group in ordered)


def _channel(activities: list[CommunicationActivity]) -> ChannelUse:
    channel = activities[0].channel
    counts = [activity.reached for activity in activities if activity.reached is not None]
    return ChannelUse(channel.pk, channel.name, len(activities), sum(counts), len(counts))


def _audiences(activities: list[CommunicationActivity]) -> tuple[str, ...]:
    """Each audience once, in the spelling that came first."""
    named: dict[str, str] = {}
    for activity in activities:
        for line in activity.audiences.splitlines():
            if line.strip():
                named.setdefault(fold(line), line.strip())
    return tuple(named.values())


def _documents(activities: tuple[int, ...]) -> tuple[Citation, ...]:
    rows = ActivityDocument.objects.filter(activity__in=activities).select_related("document")
    documents = {row.document_id: row.document for row in rows}
    ordered = sorted(documents.values(), key=lambda document: (document.date, document.pk))
    return tuple(citation_of(document) for document in ordered)
