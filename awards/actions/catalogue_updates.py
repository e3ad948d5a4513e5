"""Bringing rows of law up to date that were taken from an earlier edition of the catalogue.

The events of a row tell whose it is: what an office wrote or changed itself is never overwritten.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType

from awards.models import (
    AwardRule,
    BaseSalary,
    GeneralRule,
    Judgement,
    RequiredPaper,
    RuleCondition,
)
from office_culture.actions import bulk
from office_culture.models import Event, LegalBasis
from office_culture.models.events import Verb

if TYPE_CHECKING:
    from office_culture.models import User

# Where a row was read and until when it holds. All other columns are what it says.
ABOUT = ("source", "sure", "note", "valid_to", "transition")
SAYS: Mapping[type, tuple[str, ...]] = {
    AwardRule: (
        *("ratio_percent", "ratio_of", "ratio_least"),
        *("threshold_percent", "threshold_base", "ballot", "quorum_percent"),
        *("prize_multiple", "posting_days"),
    ),
    BaseSalary: ("amount",),
    GeneralRule: ("value",),
    LegalBasis: ("valid_from",),
}
PARTS: Mapping[type, tuple[str, ...]] = {
    RuleCondition: (
        *("alternative", "kind", "award_id", "years", "least", "percent", "more_than"),
        *("rating", "reach", "measure", "anew", "text"),
    ),
    RequiredPaper: ("kind_id", "copies", "most_months"),
}
# The columns by which two rows are on one topic, of which only one is in force on a day.
TOPIC: Mapping[type, tuple[str, ...]] = {
    AwardRule: ("award", "recipient", "topic", "ground"),
    GeneralRule: ("topic",),
}
# Stands in the details of the events of all that the catalogue wrote.
MARK = "catalogue"
WHOLE_ROW = "*"


def write_from_catalogue(row: Any, by: "User | None") -> Any:
    """Checks and saves a row; its event says that the catalogue wrote it. Raises `ValidationError`."""
    row.full_clean()
    row.save(by=by, detail={MARK: True})
    return row


def add_from_catalogue(rows: Iterable[Any], by: "User | None") -> None:
    """Checks and writes new rows, kind by kind, with events as in `write_from_catalogue`. Raises `ValidationError`."""
    kinds: dict[type, list[Any]] = defaultdict(list)
    for row in rows:
        kinds[type(row)].append(row)
    for same in kinds.values():
        bulk.create_checked(same, by=by, detail={MARK: True})


class OfficeChanges:
    """What of the rows of `models` was changed by others than the catalogue, from their events."""

    def __init__(self, models: Iterable[type]) -> None:
        kinds = ContentType.objects.get_for_models(*models, *PARTS)
        self._fields: dict[tuple[str, int | None], set[str]] = defaultdict(set)
        self._rules_with_changed_parts: set[int] = set()
        names = {kind.pk: model._meta.label for model, kind in kinds.items()}
        parts = {kinds[model].pk: model for model in PARTS}
        rule_of = {
            (kind, pk): rule
            for kind, model in parts.items()
            for pk, rule in model.objects.values_list("pk", "rule")  # type: ignore[attr-defined]
        }
        for event in Event.objects.filter(content_type__in=names).exclude(changes={}).order_by("pk"):
            if _by_the_catalogue(event):
                continue
            key = event.content_type_id or 0
            if key in parts:
                rule_keys = [value["key"] for value in event.changes.get("rule", ()) if value]
                self._rules_with_changed_parts.update(rule_keys)
                self._rules_with_changed_parts.add(rule_of.get((key, event.object_id), 0))
            else:
                changed = {WHOLE_ROW} if event.verb == Verb.CREATE else set(event.changes)
                self._fields[names[key], event.object_id] |= changed

    def of(self, row: Any) -> set[str]:
        """The columns of `row` that the office changed."""
        return self._fields[row._meta.label, row.pk]

    def is_its_own(self, row: Any) -> bool:
        """Whether the office wrote the row, or changed what it says."""
        changed = self.of(row)
        return (
            WHOLE_ROW in changed
            or not changed.isdisjoint(SAYS[type(row)])
            or (isinstance(row, AwardRule) and row.pk in self._rules_with_changed_parts)
        )


def _by_the_catalogue(event: Event) -> bool:
    """Earlier editions were loaded without an account and without the mark."""
    return bool(event.detail.get(MARK)) or (event.verb == Verb.CREATE and event.actor_id is None)


def bring_up_to_date(
    row: Any, wanted: Any, parts: Sequence[Any], office: OfficeChanges, by: "User | None"
) -> bool:
    """Gives `row` the columns and parts of the catalogue, unless the office changed them; returns whether it changed.

    `wanted` and its `parts` are unsaved rows. How sure a row is belongs to what it says: a row of which the office
    changed the content stays as it is. A last day later than before stands back where it would meet another rule.
    """
    if office.is_its_own(row):
        return False
    changed = False
    if isinstance(row, AwardRule):
        missing, surplus = _differing(row, parts)
        if Judgement.objects.filter(
            condition__in=[item for item in surplus if isinstance(item, RuleCondition)]
        ):
            return False
        for part in surplus:
            part.delete(by=by)
        for part in missing:
            part.rule = row
            write_from_catalogue(part, by)
        changed = bool(missing or surplus)
    columns = {*SAYS[type(row)], *(name for name in ABOUT if hasattr(row, name))} - office.of(row)
    if settled(wanted, apart_from=row):
        columns.discard("valid_to")
    for name in columns:
        setattr(row, name, getattr(wanted, name))
    if row.changes():
        write_from_catalogue(row, by)
        changed = True
    return changed


def _differing(rule: AwardRule, wanted: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """The parts that the rule lacks, as unsaved rows, and those that it has and the catalogue has not."""
    wanted_counts = Counter(_content(part) for part in wanted)
    surplus = []
    for part in [*rule.conditions.all(), *rule.papers.all()]:
        if wanted_counts[_content(part)]:
            wanted_counts[_content(part)] -= 1
        else:
            surplus.append(part)
    missing = []
    for part in wanted:
        if wanted_counts[_content(part)]:
            wanted_counts[_content(part)] -= 1
            missing.append(part)
    return missing, surplus


def _content(part: Any) -> tuple[Any, ...]:
    return (type(part), *(getattr(part, name) for name in PARTS[type(part)]))


def settled(wanted: Any, *, apart_from: Any = None) -> bool:
    """Whether another row on the topic of `wanted` is in force on some of its days."""
    start, end = (
        wanted.valid_from or datetime.date.min,
        getattr(wanted, "valid_to", None) or datetime.date.max,
    )
    topic = TOPIC.get(type(wanted))
    if topic is None:
        return False
    rows = type(wanted).objects.filter(**{name: getattr(wanted, name) for name in topic})
    if apart_from is not None:
        rows = rows.exclude(pk=apart_from.pk)
    return bool(rows.during(start, end).exists())
