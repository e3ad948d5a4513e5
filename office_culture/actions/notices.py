"""Notices: what came to wait for an account, row by row, and what it has seen of it (sources: `actions/waiting.py`).

Nothing that waits is stored. A notice is new until the account has seen it, and again once somebody else has taken a
step with its record.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import CharField, IntegerField, Model, Value
from django.utils import timezone

from office_culture.actions import waiting
from office_culture.actions.waiting import Urgency, WaitingFor
from office_culture.models import Event, NoticeMark, Verb
from office_culture.models.base import Record

if TYPE_CHECKING:
    from office_culture.models.accounts import User

# Steps by which a record comes to wait for somebody; a mere correction of its fields is none.
ARRIVALS = (Verb.CREATE, Verb.TRANSITION, Verb.ISSUE, Verb.POSTPONE, Verb.BRING_BACK)
# What waits because of a day is told anew when the day is another one, which is a change of a field.
CHANGES_OF_A_DAY = (Verb.CHANGE, Verb.CORRECT)
OF_A_DAY = frozenset({Urgency.OVERDUE, Urgency.DUE})
_URGENCIES = {urgency: place for place, urgency in enumerate(Urgency)}
_MOST_SHOWN = 99
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class NoticeSource:
    """One way of waiting in one kind of record; `key` names it in marks."""

    model: Any
    waiting: WaitingFor

    @property
    def key(self) -> str:
        return f"{self.model._meta.label_lower}:{self.waiting.slug}"


class Found(NamedTuple):
    """A notice before its record is read: its source and the key of the record, whether it is new, its last step."""

    key: str
    object_id: int
    new: int
    step: int | None


@dataclass(frozen=True, slots=True)
class Notice:
    """One record that waits for the account; `came_at` is the time of its last step, None where none is known."""

    source: NoticeSource
    row: Model
    new: bool
    came_at: datetime.datetime | None

    @property
    def label(self) -> Any:
        return self.source.waiting.label

    @property
    def name(self) -> str:
        """What tells the record apart where it stands by itself."""
        return self.row.name_in_choices() if isinstance(self.row, Record) else str(self.row)

    @property
    def urgency(self) -> str:
        return self.source.waiting.urgency

    @property
    def key(self) -> Key:
        return self.source.key, self.row.pk

    @property
    def day(self) -> datetime.date | None:
        """The day by which something is to be done, where there is one."""
        name = self.source.waiting.day
        found: datetime.date | None = getattr(self.row, name) if name else None
        return found

    @property
    def url(self) -> str:
        return self.source.waiting.page_of(self.source.model, self.row.pk)


def sources_for(user: "User", kind: type[Model] | None = None) -> dict[str, NoticeSource]:
    """All that can wait for this account, by key; with `kind` only in records of that kind."""
    found = [
        NoticeSource(model, waiting_for)
        for model, waiting_for in waiting.everything()
        if kind in (None, model) and waiting_for.is_for(user, model)
    ]
    return {source.key: source for source in found}


def count_new(user: "User") -> int:
    """How many notices are new to the account. Composing the statement takes longer than a page takes to open."""
    return int(next(iter(_ask(user, "COUNT(*)", [], where=_is_new("seen_at"))), (0,))[0])


def shown(count: int) -> str:
    """The count as the head of a page shows it."""
    return f"{_MOST_SHOWN}+" if count > _MOST_SHOWN else str(count)


def new_of_record(user: "User", model: type[Model], key: int) -> list[Key]:
    """The notices about one record that are new to the account."""
    where = f"{_is_new('seen_at')} AND w.pk = %s"
    return [(source, key) for (source,) in _ask(user, "w.source", [], where=where, more=[key], kind=model)]


def count(user: "User") -> int:
    """How many notices there are for the account, new or seen."""
    return int(next(iter(_ask(user, "COUNT(*)", [])), (0,))[0])


def listed(user: "User", first: int, most: int) -> list[Found]:
    """At most `most` notices after the `first` ones: new ones in front, then the most pressing, then the latest."""
    return _found(user, where="1 = 1", most=most, first=first)


def all_new(user: "User") -> list[Found]:
    """Every notice that is new to the account."""
    return _found(user, where=_is_new("seen_at"))


def not_mailed(user: "User", claimed_since: datetime.datetime) -> list[Found]:
    """What is new to the account, told by no mail, and not being mailed by a run that claimed it after that time."""
    claimed = f"""EXISTS (SELECT 1 FROM {_MARKS} m WHERE m.account_id = %s AND m.source = w.source
        AND m.object_id = w.pk AND m.mailing_at > %s)"""  # noqa: S608 - names of our own tables
    since = connection.ops.adapt_datetimefield_value(claimed_since)
    where = f"{_is_new('seen_at')} AND {_is_new('mailed_at')} AND NOT {claimed}"
    return _found(user, where=where, more=[user.pk, since])


def read(user: "User", found: Iterable[Found]) -> list[Notice]:
    """These notices with their records: one query for each kind of record, one for the times."""
    sources, found = sources_for(user), list(found)
    keys: dict[Any, set[int]] = defaultdict(set)
    for entry in found:
        keys[sources[entry.key].model].add(entry.object_id)
    records: dict[Any, dict[int, Any]] = {}
    for model, of_model in keys.items():
        joined = getattr(model, "named_with", ())
        rows = waiting.visible_rows(model, user).filter(pk__in=of_model).order_by()
        records[model] = {row.pk: row for row in (rows.select_related(*joined) if joined else rows)}
    steps = [entry.step for entry in found if entry.step]
    times = dict(Event.objects.filter(pk__in=steps).order_by().values_list("pk", "at"))
    return [
        Notice(sources[entry.key], row, bool(entry.new), times.get(entry.step or 0))
        for entry in found
        if (row := records[sources[entry.key].model].get(entry.object_id)) is not None
    ]


def mark_as_seen(*, by: "User", notices: Iterable[Key], seen_at: datetime.datetime | None = None) -> None:
    """Notes that the account has seen these notices until `seen_at`, or now. Marks that have lapsed go as well."""
    mark(account=by, notices=notices, seen_at=seen_at or timezone.now())
    NoticeMark.objects.lapsed().delete()


@transaction.atomic
def mark(*, account: "User", notices: Iterable[Key], **times: datetime.datetime | None) -> None:
    """Writes times into the marks of these notices and makes the marks that are not there."""
    now = timezone.now()
    rows = [
        NoticeMark(account_id=account.pk, source=source, object_id=key, marked_at=now, **times)
        for source, key in dict.fromkeys(notices)
    ]
    NoticeMark.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["account", "source", "object_id"],
        update_fields=[*times, "marked_at"],
    )


# One statement for all kinds of record: the rows that wait are one table `w`, and what is new is asked of that. If it
# were asked of each kind, composing the statement would take four times as long.

_MARKS, _EVENTS = NoticeMark._meta.db_table, Event._meta.db_table


def _texts(values: Iterable[str]) -> str:
    """The verbs as a list in SQL: words of the program, without quotes in them."""
    return ", ".join(f"'{value}'" for value in values)


_IS_STEP = f"""e.content_type_id = w.kind AND e.object_id = w.pk
    AND (e.verb IN ({_texts(ARRIVALS)}) OR w.of_day = 1 AND e.verb IN ({_texts(CHANGES_OF_A_DAY)}))"""
_LAST_STEP = f"(SELECT MAX(e.id) FROM {_EVENTS} e WHERE {_IS_STEP})"  # noqa: S608 - no word of a user
# What the account did itself is no news to it; days come by themselves.
_IS_OWN_STEP = f"""w.of_day = 0
    AND EXISTS (SELECT 1 FROM {_EVENTS} own WHERE own.id = {_LAST_STEP} AND own.actor_id = w.account)"""  # noqa: S608 - names of our own tables and verbs


def _is_new(since: str) -> str:
    """The condition that the account has not seen the row, or was not mailed it (by `since`), as it came to wait."""
    later = f"EXISTS (SELECT 1 FROM {_EVENTS} e WHERE {_IS_STEP} AND e.at > m.{since})"  # noqa: S608 - names of our own tables and verbs
    return f"""(NOT ({_IS_OWN_STEP}) AND NOT EXISTS (
        SELECT 1 FROM {_MARKS} m
        WHERE m.account_id = w.account AND m.source = w.source AND m.object_id = w.pk
            AND m.{since} IS NOT NULL AND NOT {later}))"""  # noqa: S608 - names of our own tables and verbs


def _found(
    user: "User", *, where: str, more: Iterable[Any] = (), most: int | None = None, first: int = 0
) -> list[Found]:
    tail = "ORDER BY is_new DESC, w.pressing, step DESC, w.source, w.pk"
    limit = "" if most is None else f" LIMIT {int(most)} OFFSET {int(first)}"
    what = f"w.source, w.pk, CASE WHEN {_is_new('seen_at')} THEN 1 ELSE 0 END AS is_new, {_LAST_STEP} AS step"
    return [Found(*row) for row in _ask(user, what, [], where=where, more=more, tail=tail + limit)]


def _ask(
    user: "User",
    what: str,
    params: list[Any],
    *,
    where: str = "1 = 1",
    more: Iterable[Any] = (),
    tail: str = "",
    kind: type[Model] | None = None,
) -> list[Any]:
    """The rows of a statement over `w`: each row that waits for the account, once in each way."""
    found = _waiting_rows(user, kind)
    if found is None:
        return []
    waiting_sql, waiting_params = found
    sql = f"""WITH w (source, pk, kind, pressing, of_day, account) AS ({waiting_sql})
        SELECT {what} FROM w WHERE {where} {tail}"""  # noqa: S608 - composed of our own words alone
    with connection.cursor() as cursor:
        cursor.execute(sql, [*waiting_params, *params, *more])
        return cursor.fetchall()


def _waiting_rows(user: "User", kind: type[Model] | None) -> tuple[str, tuple[Any, ...]] | None:
    """The statement of `w` with its parameters; None where nothing can wait."""
    branches = []
    sources = sources_for(user, kind)
    # One statement at most, at the first page of a process, instead of one for each kind.
    kinds = ContentType.objects.get_for_models(*{source.model for source in sources.values()})
    for key, source in sources.items():
        waiting_for, model = source.waiting, source.model
        rows = waiting_for.among(waiting.visible_rows(model, user), user, timezone.localdate()).order_by()
        constants = {
            "of_kind": kinds[model].pk,
            "pressing": _URGENCIES[waiting_for.urgency],
            "of_day": int(waiting_for.urgency in OF_A_DAY),
            "of_account": user.pk,
        }
        marked = rows.annotate(
            of_source=Value(key, output_field=CharField()),
            **{name: Value(value, output_field=IntegerField()) for name, value in constants.items()},
        )
        branches.append(marked.values_list("of_source", "pk", *constants).distinct())
    if not branches:
        return None
    first, *others = branches
    try:
        return (
            first.union(*others, all=True).query.sql_with_params()
            if others
            else first.query.sql_with_params()
        )
    except EmptyResultSet:
        return None
