"""The database itself refuses to change or delete events and what is frozen, whichever way it is tried."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.core.management.commands import flush
from django.db import IntegrityError, connection, models, transaction
from django.urls import NoReverseMatch, reverse

from awards.models import (
    Abstention,
    Attendance,
    AwardDecision,
    CouncilSession,
    DecisionLine,
    Deliberation,
    OpenVote,
    OwnThreshold,
    Revocation,
    RevokedAward,
)
from campaign.models import Score
from office_culture.actions import events
from office_culture.actions.sealing import seal_events
from office_culture.models import (
    Event,
    IssuedPaper,
    PaperFacts,
    PaperFile,
    PaperSignature,
    PaperState,
    Verb,
    frozen,
)
from office_culture.project.checks import refuse_without_history
from tests import databases
from tests.factories.councils import (
    AbstentionFactory,
    AttendanceFactory,
    CouncilSessionFactory,
    DeliberationFactory,
    OpenVoteFactory,
    OwnThresholdFactory,
)
from tests.factories.decisions import (
    AwardDecisionFactory,
    DecisionLineFactory,
    RevocationFactory,
    RevokedAwardFactory,
)
from tests.factories.documents import DocumentFactory
from tests.factories.innovations import ScoreFactory
from tests.factories.papers import (
    IssuedPaperFactory,
    PaperFactsFactory,
    PaperFileFactory,
    PaperSignatureFactory,
)

pytestmark = pytest.mark.django_db

OUTSIDE = {
    "outside": True,
    "issuer": "UBND tỉnh",
    "symbol": "12/QĐ-UBND",
    "decided_on": datetime.date(2022, 3, 1),
}
REFUSED = "is neither changed nor deleted"


def rows(model: type[models.Model]) -> models.QuerySet:
    """Rows without the closed doors of the model's own manager."""
    return models.QuerySet(model)


def in_state(row: models.Model, **columns) -> models.Model:
    rows(type(row)).filter(pk=row.pk).update(**columns)
    return type(row)._base_manager.get(pk=row.pk)


def decided(made: models.Model) -> models.Model:
    return in_state(made, state="issued", document=DocumentFactory(), **OUTSIDE)


def of_final(line: models.Model, name: str) -> models.Model:
    decided(getattr(line, name))
    return line


def of_concluded(row: models.Model) -> models.Model:
    in_state(row.session, state="concluded")
    return row


def of_vote(row: models.Model) -> models.Model:
    agreed = DeliberationFactory(agreed=True, ballot="open")
    return in_state(row, deliberation=agreed)


def recognised(score: models.Model) -> models.Model:
    in_state(score.innovation, state="recognised", level="base", recognised_on=datetime.date(2021, 12, 15))
    return score


def rendered(state: str = PaperState.IN_FORCE) -> models.Model:
    return in_state(IssuedPaperFactory(), sha256="a" * 64, size=5, state=state)


def sealed_event() -> Event:
    made = events.record(verb=Verb.EXPORT, by=None, reason="thử", page=1)
    seal_events()
    return Event.objects.get(pk=made.pk)


MADE = {
    Event: sealed_event,
    IssuedPaper: rendered,
    PaperFacts: PaperFactsFactory,
    PaperFile: PaperFileFactory,
    PaperSignature: PaperSignatureFactory,
    AwardDecision: lambda: decided(AwardDecisionFactory()),
    Revocation: lambda: decided(RevocationFactory()),
    DecisionLine: lambda: of_final(DecisionLineFactory(), "decision"),
    RevokedAward: lambda: of_final(RevokedAwardFactory(), "revocation"),
    Deliberation: lambda: DeliberationFactory(agreed=True),
    Abstention: lambda: of_vote(AbstentionFactory()),
    OpenVote: lambda: of_vote(OpenVoteFactory()),
    CouncilSession: lambda: in_state(CouncilSessionFactory(), state="concluded"),
    Attendance: lambda: of_concluded(AttendanceFactory()),
    OwnThreshold: lambda: of_concluded(OwnThresholdFactory()),
    Score: lambda: recognised(ScoreFactory()),
}


def another(field, value):
    """A value that differs and that the column takes."""
    if isinstance(field, models.ForeignKey):
        return (value or 0) + 1_000_000
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DecimalField):
        return Decimal(3)
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1
    if isinstance(field, models.DateTimeField):
        return datetime.datetime(2001, 2, 3, tzinfo=datetime.UTC)
    if isinstance(field, models.DateField):
        return datetime.date(2001, 2, 3)
    if isinstance(field, models.JSONField):
        return {"khác": 1}
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.GenericIPAddressField):
        return "10.9.8.7"
    return "x"


def refused(act) -> None:
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        act()


def run(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def name_of(model) -> str:
    return model.__name__


@pytest.fixture(params=MADE, ids=name_of)
def row(request):
    return MADE[request.param]()


def test_whatever_is_frozen_is_tried_here():
    assert {one.model for one in frozen.registry()} == set(MADE)


def fields_kept_of(row: models.Model) -> set[str]:
    """What the registry keeps of a row in this state."""
    kept = set()
    for one in frozen.registry():
        if one.model is type(row):
            steps = {"state"} if one.steps else set()
            kept |= set(one.fields) - steps
    return kept


def test_no_frozen_column_is_changed_through_the_orm_or_the_base_manager(row):
    model = type(row)
    before = rows(model).filter(pk=row.pk).values().get()
    for name in sorted(fields_kept_of(row)):
        field = model._meta.get_field(name)
        value = another(field, getattr(row, field.attname))
        refused(lambda name=field.attname, value=value: rows(model).filter(pk=row.pk).update(**{name: value}))
        refused(
            lambda name=field.attname, value=value: models.QuerySet.update(
                model._base_manager.filter(pk=row.pk), **{name: value}
            )
        )
    assert rows(model).filter(pk=row.pk).values().get() == before


def test_nor_in_raw_sql(row):
    table, key = row._meta.db_table, row._meta.pk.column
    moved = f'UPDATE "{table}" SET "{key}" = "{key}" + 1000000 WHERE "{key}" = %s'  # noqa: S608 - our own tables
    gone = f'DELETE FROM "{table}" WHERE "{key}" = %s'  # noqa: S608 - our own tables
    refused(lambda: run(moved, row.pk))
    refused(lambda: run(gone, row.pk))
    if connection.vendor == "sqlite":
        columns = ", ".join(f'"{field.column}"' for field in row._meta.concrete_fields)
        again = (
            f'INSERT OR REPLACE INTO "{table}" ({columns}) SELECT {columns} FROM "{table}" WHERE "{key}" = %s'  # noqa: S608 - our own tables
        )
        refused(lambda: run(again, row.pk))
    else:
        run("SET CONSTRAINTS ALL IMMEDIATE")
        refused(lambda: run(f'TRUNCATE "{table}" CASCADE'))
    assert rows(type(row)).filter(pk=row.pk).exists()


def test_nor_is_a_row_deleted_by_any_manager(row):
    model = type(row)
    refused(lambda: rows(model).filter(pk=row.pk)._raw_delete("default"))
    refused(lambda: model._base_manager.filter(pk=row.pk)._raw_delete("default"))
    assert rows(model).filter(pk=row.pk).exists()


def test_nor_through_the_admin(row, superuser, signed_in):
    opts = row._meta
    browser = signed_in(superuser)
    for page in ("change", "delete"):
        try:
            address = reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[row.pk])
        except NoReverseMatch:
            continue
        answer = browser.post(address, {"post": "yes", "reason": "x", "subject": "Khác", "state": "draft"})
        assert answer.status_code in {200, 302, 403}
    before = {f.attname: getattr(row, f.attname) for f in opts.concrete_fields}
    now = rows(type(row)).get(pk=row.pk)
    assert {name: getattr(now, name) for name in fields_kept_of(row) if name in before} == {
        name: before[name] for name in fields_kept_of(row) if name in before
    }


def test_a_state_moves_on_and_never_back():
    paper, decision = rendered(), decided(AwardDecisionFactory())
    refused(lambda: rows(IssuedPaper).filter(pk=paper.pk).update(state="rendering"))
    refused(lambda: rows(AwardDecision).filter(pk=decision.pk).update(state="draft"))
    in_state(decision, state="withdrawn", state_reason="nhầm")
    refused(lambda: rows(AwardDecision).filter(pk=decision.pk).update(state="issued"))
    in_state(paper, state="withdrawn", ended_on=datetime.date(2022, 6, 1), end_reason="nhầm")
    refused(
        lambda: rows(IssuedPaper).filter(pk=paper.pk).update(state="in_force", end_reason="", ended_on=None)
    )
    assert rows(IssuedPaper).get(pk=paper.pk).state == "withdrawn"
    assert rows(AwardDecision).get(pk=decision.pk).state == "withdrawn"


def test_what_is_not_frozen_yet_changes_as_before():
    draft = in_state(AwardDecisionFactory(), subject="Khác")
    assert draft.subject == "Khác"
    draft.delete(by=None)
    line = of_final(DecisionLineFactory(), "decision")
    assert in_state(line, certificate_number="7").certificate_number == "7"
    open_vote = DeliberationFactory()
    assert in_state(open_vote, in_favour=9, against=0).in_favour == 9


def test_the_file_of_a_paper_is_entered_once():
    paper = in_state(IssuedPaperFactory(), sha256="b" * 64, size=3, state=PaperState.IN_FORCE)
    assert paper.sha256 == "b" * 64
    refused(lambda: rows(IssuedPaper).filter(pk=paper.pk).update(sha256="c" * 64))


class TestTheDoor:
    def test_it_stands_open_for_its_block_alone(self):
        paper = rendered()
        with frozen.door("test"):
            assert in_state(paper, subject="Khác").subject == "Khác"
        refused(lambda: rows(IssuedPaper).filter(pk=paper.pk).update(subject="Lại khác"))

    def test_one_within_another_closes_its_own_alone(self):
        paper = rendered()
        with frozen.door("test"):
            with frozen.door("test"):
                in_state(paper, subject="Khác")
            assert in_state(paper, subject="Lại khác").subject == "Lại khác"
        refused(lambda: rows(IssuedPaper).filter(pk=paper.pk).update(subject="Khác nữa"))

    def test_an_error_within_closes_it(self):
        paper = rendered()
        with pytest.raises(ValueError, match="sai"), frozen.door("test"):
            raise ValueError("sai")
        refused(lambda: rows(IssuedPaper).filter(pk=paper.pk).update(subject="Khác"))

    def test_flush_does_not_have_it(self, monkeypatch):
        """As the command is in an office, without the door that the suite opens for it."""
        made = MADE[Event]()
        if connection.vendor == "postgresql":
            run("SET CONSTRAINTS ALL IMMEDIATE")
        monkeypatch.setattr(flush.Command, "handle", databases.FLUSH)
        with pytest.raises(CommandError) as failed, transaction.atomic():
            call_command("flush", interactive=False, verbosity=0)
        assert REFUSED in str(failed.value.__cause__)
        assert rows(Event).filter(pk=made.pk).exists()


class TestInstalling:
    def test_nothing_is_missing_and_once_more_changes_nothing(self, django_assert_num_queries):
        assert frozen.missing("default") == []
        before = triggers()
        frozen.install("default")
        assert triggers() == before

    def test_a_missing_trigger_stops_the_start_and_is_made_again(self):
        assert refuse_without_history() is None
        some = triggers()[0]
        drop(some)
        with pytest.raises(ImproperlyConfigured, match="migrate"):
            refuse_without_history()
        with pytest.raises(SystemCheckError, match=r"project\.E002"):
            call_command("check", databases=["default"])
        frozen.install("default")
        assert refuse_without_history() is None
        assert some in triggers()

    @pytest.mark.postgres
    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite switches no trigger off")
    def test_one_that_is_switched_off_is_missing(self):
        own = sorted(frozen._there("default", {Event._meta.db_table}))
        run(f'ALTER TABLE "{Event._meta.db_table}" DISABLE TRIGGER USER')
        assert frozen.missing("default") == own

    def test_migrate_may_begin_without_them(self):
        drop(triggers()[0])
        assert load_migrate().check(databases=["default"]) is None
        with pytest.raises(SystemCheckError):
            load_check().check(databases=["default"])

    def test_a_table_that_is_made_anew_has_them_again(self):
        """As `migrate` does: before it nothing stands in the way of renaming, after it everything is there."""
        from office_culture.apps import _let_tables_be_made_anew, _protect_frozen_tables

        _let_tables_be_made_anew(apps.get_app_config("awards"), using="default")
        assert bool(triggers()) == (connection.vendor == "postgresql")
        for label in ("office_culture", "campaign", "awards"):
            _protect_frozen_tables(apps.get_app_config(label), using="default")
        assert frozen.missing("default") == []

    def test_what_the_registry_no_longer_knows_goes(self, monkeypatch):
        before = triggers()
        known = [one for one in frozen.registry() if one.model is not Score]
        extra = frozen.FrozenRows(Score, ("points",))
        monkeypatch.setattr(frozen, "_REGISTRY", [*known, extra])
        frozen.install("default")
        changed = triggers()
        assert set(before) - set(changed)
        assert set(changed) - set(before)
        assert frozen.missing("default") == []


def triggers() -> list[str]:
    return sorted(frozen._there("default", {one.table for one in frozen.registry()}))


def drop(name: str) -> None:
    there = frozen._there("default", {one.table for one in frozen.registry()})
    for statement in frozen._dropped("default", name, there[name]):
        run(statement)


def load_migrate():
    from office_culture.project.management.commands.migrate import Command

    return Command()


def load_check():
    from django.core.management.commands.check import Command

    return Command()
