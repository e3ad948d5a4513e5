"""Every address × account × method: no planted word in any answer, no error page, nothing foreign changed.

The suite asks a sample that differs by nothing from run to run; `MATRIX_SAMPLE` and `MATRIX_SEED` choose another one.
`make matrix` asks all of it (`MATRIX=whole`), or a share (`MATRIX=3/20`), as all accounts or as some
(`MATRIX_AS=auditor,nobody`).
"""

import io
import os
import random
import re
import sys
import uuid
import zipfile
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test import Client
from django.test import client as test_client

from office_culture.actions import events
from office_culture.models import Event, SavedView, Verb
from office_culture.project import roles
from office_culture.selectors.accounts import AccountBackend
from tests.factories.office import UnitFactory
from tests.guards.foreign import ANEW
from tests.guards.registry import own_models
from tests.matrix import shares
from tests.matrix.questions import ARGUMENT, READING, Question, questions
from tests.matrix.secrets import CODE, NO_KEY, PLANTED_KEY, Secrets, accounts, plant_all
from tests.papers.reading import words
from tests.sessions import session_of

pytestmark = pytest.mark.django_db

SAMPLE = int(os.environ.get("MATRIX_SAMPLE", "100"))
WRITES = (Verb.CREATE, Verb.CHANGE, Verb.DELETE, Verb.TRANSITION)
KINDS = (
    "add",
    "change",
    "delete",
    "history",
    "export",
    "import",
    "process_import",
    "step",
    "autocomplete",
    "merge",
)
# Parts of addresses that name a kind of record by another word.
ABOUT = {
    "councils": "councilsession",
    "reviews": "reviewsession",
    "papers": "officepaper",
    "decisions": "awarddecision",
    "rounds": "nominationround",
}


TABLE = re.compile(r'(?:FROM|JOIN|INTO|UPDATE) "(\w+)"')
EVENTS = Event._meta.db_table
READS_RIGHTS = (
    'SELECT "django_content_type"."app_label" AS "content_type__app_label", "auth_permission"."codename"'
)
# How the statements begin that each request makes whatever it asks for: the session, the rights of the account, and
# the count of its refusals.
OF_EACH_REQUEST = (
    'SELECT "django_session"',
    READS_RIGHTS,
    f'SELECT "{EVENTS}"."id" AS "pk" FROM "{EVENTS}" WHERE ("{EVENTS}"."actor_id" = ',  # noqa: S608 - compared, not sent
    f'INSERT INTO "{EVENTS}"',
    f'UPDATE "{EVENTS}" SET "hits"',  # noqa: S608 - compared, not sent
    "SAVEPOINT",
    "RELEASE SAVEPOINT",
    "ROLLBACK TO SAVEPOINT",
)
READS_VIEWS = f'FROM "{SavedView._meta.db_table}"'


class _TakenBack(Exception):
    """Ends the transaction of one request, so that the next one finds what this one found."""


@dataclass(frozen=True)
class Decided:
    """An answer that hangs on nothing of its account but rights that were looked at, each with whether it was there.

    All accounts are of one unit: where no statement names the account or its person, another account with the same of
    these rights gets the same answer, except for its name on the page.
    """

    status: int
    looked_at: frozenset[tuple[str, bool]]
    # The planted words in it.
    codes: frozenset[str]
    # Whether it was compared with that for a key that never was, or could not differ from it.
    paired: bool

    def holds_for(self, rights: Iterable[str], known: frozenset[str], paired: bool) -> bool:
        return (
            (self.paired or not paired)
            and self.codes <= known
            and all((right in rights) == had for right, had in self.looked_at)
        )


_rights: dict[int, set[str]] = {}


@contextmanager
def rights_looked_at(statements: list[tuple[str, Any]]):
    """The rights that are looked at meanwhile; whoever looks at all at once has looked at each.

    An account's rights are read once for all its requests; the statement is counted as if it were made each time.
    """
    looked_at: set[tuple[str, bool]] = set()
    has, all_of = AccountBackend.has_perm, AccountBackend.get_all_permissions

    def has_perm(self, user_obj, perm, obj=None):
        answer = has(self, user_obj, perm, obj)
        looked_at.add((perm, answer))
        return answer

    def get_all_permissions(self, user_obj, obj=None):
        if not hasattr(user_obj, "_perm_cache") and user_obj.pk in _rights:
            statements.append((READS_RIGHTS, ()))
            user_obj._perm_cache = _rights[user_obj.pk]
        found = all_of(self, user_obj, obj)
        if user_obj.pk:
            _rights[user_obj.pk] = found
        if sys._getframe(1).f_code.co_name != "has_perm":
            looked_at.update((right, right in found) for right in every_right())
        return found

    AccountBackend.has_perm, AccountBackend.get_all_permissions = has_perm, get_all_permissions
    try:
        yield looked_at
    finally:
        AccountBackend.has_perm, AccountBackend.get_all_permissions = has, all_of


@cache
def every_right() -> frozenset[str]:
    rights = Permission.objects.values_list("content_type__app_label", "codename")
    return frozenset(f"{app}.{codename}" for app, codename in rights)


class Asker:
    """Sends questions as one account and collects what must not happen."""

    def __init__(self, name: str, account, secrets: Secrets, unread: dict[Any, list[Decided]]) -> None:
        self.name, self.account, self.secrets, self._unread = name, account, secrets, unread
        self.browser = Client(raise_request_exception=False)
        self._session = "" if account is None else session_of(account)
        self.planted_until = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        known = secrets.known_to(account)
        self.open_kinds = {kind._meta.model_name for code, kind in secrets.kinds.items() if code in known}
        self.closed_kinds = {kind._meta.model_name for kind in secrets.kinds.values()} - self.open_kinds
        self.faults: list[str] = []
        self.decided = 0
        self._rights = frozenset() if account is None else AccountBackend().get_all_permissions(account)

    def ask(self, question: Question, decided: list[Decided] | None = None) -> int:
        """Asks and judges; the status of the answer.

        `decided` are the answers to this question that hung on rights alone, `_unread` those to any question of this
        method and address that were given without a look at what was sent along. Where one holds for this account,
        nothing is asked; else its own answer is added.
        """
        is_pair = question.twin is not None and question.method != "HEAD" and self._is_closed(question)
        known = self.secrets.known_to(self.account)
        unread = self._unread.setdefault((self.account is None, question.method, question.path), [])
        for earlier in (*decided, *unread) if decided is not None else ():
            if earlier.holds_for(self._rights, known, is_pair):
                self.decided += 1
                return earlier.status
        answer, text, written = self._answer(question)
        if decided is not None and self._hangs_on_rights(answer):
            codes, looked_at = frozenset(CODE.findall(text)), frozenset(answer.looked_at)
            paired = is_pair or self._asked_nothing(answer)
            (unread if _is_unread(answer.wsgi_request) else decided).append(
                Decided(answer.status_code, looked_at, codes, paired)
            )
        where = f"{self.name}: {question}"[:400]
        if answer.status_code >= 500:
            self.faults.append(f"error {answer.status_code}: {where}")
        if leaked := self.secrets.leaked(text, self.account):
            self.faults.append(f"leak of {sorted(leaked)}: {where}")
        if written:
            self.faults.append(f"writes {written}: {where}")
        if is_pair and not self._asked_nothing(answer):
            twin, _text, _written = self._answer(question.twin)
            told = _differences(answer, twin)
            if len(answer.statements) != len(twin.statements):  # the first answer may have filled a cache
                answer, _text, _written = self._answer(question)
            if len(answer.statements) != len(twin.statements):
                told.append(f"{len(answer.statements)} statements against {len(twin.statements)}")
            if answer.status_code != twin.status_code or told:
                told = told[-4:] if answer.status_code == twin.status_code else []
                said = f"{answer.status_code}/{twin.status_code} {told}"
                self.faults.append(f"tells that it exists ({said}): {where}")
        return int(answer.status_code)

    def _is_closed(self, question: Question) -> bool:
        """Whether the account may know of no kind that the address, or a key that is sent along, is about."""
        parts = question.path.split("/")
        about = {*parts, *(ABOUT.get(part, part.removesuffix("s")) for part in parts)}
        for name, value in question.sent.items():
            if str(PLANTED_KEY) in str(value):
                about |= linked_by(name.rpartition("-")[2].partition("__")[0])
        return about.isdisjoint(self.open_kinds)

    def _asked_nothing(self, answer) -> bool:
        """Whether the answer was made without a look at any record but the account of the request.

        Then it cannot depend on whether the record is there, and its twin need not be asked.
        """
        return all(self._is_of_each_request(sql, params) for sql, params in answer.statements)

    def _is_of_each_request(self, sql: str, params: Any) -> bool:
        return sql.startswith(OF_EACH_REQUEST) or (
            self.account is not None and READS_VIEWS in sql and self.account.pk in params
        )

    def _hangs_on_rights(self, answer) -> bool:
        """Whether nothing was written, and no statement is about this account or its person."""
        one = self.account
        own = set() if one is None else {str(one.pk), str(one.person_id), one.username}
        return not _writes_records(answer.statements) and all(
            self._is_of_each_request(sql, params) or own.isdisjoint(map(str, params or ()))
            for sql, params in answer.statements
        )

    def _answer(self, question: Question):
        """The answer, all its words, and the verbs of what it wrote on planted rows; the database is as before."""
        try:
            with transaction.atomic():
                statements: list[tuple[str, Any]] = []
                note = connection.execute_wrapper(
                    lambda run, *given: statements.append(given[:2]) or run(*given)
                )
                with note, rights_looked_at(statements) as looked_at:
                    answer = self._send(question)
                answer.looked_at = looked_at
                answer.statements = statements
                text = f"{words_of(answer)}\n{answer.headers}"
                written = self._written() if _writes_records(statements) else []
                raise _TakenBack
        except _TakenBack:
            return answer, text, written

    def _written(self) -> list[tuple[str, str]]:
        rows = Event.objects.filter(object_id=PLANTED_KEY, verb__in=WRITES, pk__gt=self.planted_until)
        return list(
            rows.filter(content_type__model__in=self.closed_kinds).values_list("verb", "content_type__model")
        )

    def _send(self, question: Question):
        # Whatever the last answer said, signed out or kept: this question is asked by the account, and anew.
        self.browser.cookies.clear()
        if self._session:
            self.browser.cookies[settings.SESSION_COOKIE_NAME] = self._session
        if question.method in READING:
            return self.browser.generic(question.method, question.path, QUERY_STRING=urlencode(question.sent))
        form = "application/x-www-form-urlencoded"
        return self.browser.generic(question.method, question.path, urlencode(question.sent), form)


def _is_unread(request) -> bool:
    """Whether nothing that was sent along was looked at: neither the query nor the body."""
    return not ("GET" in vars(request) or hasattr(request, "_post") or request._read_started)


def _writes_records(statements: list[tuple[str, Any]]) -> bool:
    """Whether anything but sessions and events was written: events are none of a change by themselves."""
    return any(
        sql.startswith(("INSERT", "UPDATE", "DELETE", "WITH"))
        and not {"django_session", EVENTS}.issuperset(TABLE.findall(sql))
        for sql, _params in statements
    )


def read_once(get_user):
    """`get_user`, which asks the database the first time only; each request has an account of its own."""
    accounts = {}

    def known(self, user_id):
        if user_id not in accounts:
            accounts[user_id] = get_user(self, user_id)
        return deepcopy(accounts[user_id])

    return known


@cache
def linked_by(name: str) -> frozenset[str]:
    """The kinds to which a field of that name leads, whichever record it stands on."""
    kinds = {*own_models(), *admin.site._registry}
    fields = (field for kind in kinds for field in kind._meta.get_fields() if field.name == name)
    return frozenset(field.related_model._meta.model_name for field in fields if field.related_model)


def words_of(answer) -> str:
    """All that an answer says, also inside a workbook, a document or a PDF."""
    if not hasattr(answer, "words"):
        content = b"".join(answer) if answer.streaming else answer.content
        if content.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                # The properties of a file name the second in which it was made.
                parts = [
                    archive.read(name) for name in archive.namelist() if not name.startswith("docProps/")
                ]
            answer.words = b"\n".join(parts).decode(errors="replace")
        elif content.startswith(b"%PDF-"):
            answer.words = words(content)
        else:
            answer.words = content.decode(errors="replace")
    return answer.words


def _differences(one, other) -> list[str]:
    """The lines in which two answers differ, apart from the keys in whatever form."""
    found = []
    for answer in (one, other):
        text = words_of(answer)
        sent = sorted(item for item in answer.headers.items() if item[0] not in {"Content-Length", "Expires"})
        text += "".join(f"\n{name}: {value}" for name, value in sent)
        for key in (PLANTED_KEY, NO_KEY):
            text = text.replace(str(uuid.UUID(int=key)), "KEY").replace(str(key), "KEY")
        found.append([line for line in text.splitlines() if not any(name in line for name in ANEW)])
    return [line for pair in zip_longest(*found) if pair[0] != pair[1] for line in pair if line is not None]


ACCOUNTS = ["nobody", "no right", "all rights", *(role.slug for role in roles.ROLES)]


@pytest.mark.long
def test_no_answer_tells_what_the_account_may_not_know(office, capsys, settings, tmp_path, monkeypatch):
    # Nobody looks at the contexts of pages here.
    monkeypatch.setattr(test_client, "store_rendered_templates", lambda *given, **more: None)
    if shares.WHOLE:
        # A refusal is counted alike whatever it refuses; the sample counts.
        monkeypatch.setattr(events, "count", lambda **_said: None)
    # Each request reads its account first of all.
    monkeypatch.setattr(AccountBackend, "get_user", read_once(AccountBackend.get_user))
    # Each request puts off the end of its session, the same for all; here sessions last for the whole run.
    settings.SESSION_SAVE_EVERY_REQUEST = False
    settings.SESSION_COOKIE_AGE = 7 * 24 * 3600
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    secrets = plant_all()
    given = accounts(UnitFactory(name="Phòng của người hỏi", parent=office))
    assert list(given) == ACCOUNTS
    asked = questions()
    assert len({question.route for question in asked}) > 900
    asking = os.environ.get("MATRIX_AS", "").split(",") if os.environ.get("MATRIX_AS") else ACCOUNTS
    if shares.WHOLE:
        pairs = [(name, question) for question in shares.of_this_run(asked) for name in asking]
    else:
        pairs = [(name, question) for name in asking for question in asked]
        pairs = random.Random(os.environ.get("MATRIX_SEED", "matrix")).sample(pairs, SAMPLE)
    unread: dict[Any, list[Decided]] = {}
    askers = {name: Asker(name, given[name], secrets, unread) for name in asking}
    counts = Counter(name for name, _question in pairs)
    with ExitStack() as until_told:
        told = {
            name: until_told.enter_context(
                shares.Told(capsys, f"{name}, of {len(asked)} questions", counts[name])
            )
            for name in asking
        }
        current, decided = None, []
        for name, question in pairs:
            if question is not current:
                current, decided = question, []
            asker = askers[name]
            before = len(asker.faults)
            status = asker.ask(question, [] if asker.account is None else decided)
            told[name].asked(_kind_of(question), status, asker.faults[before:])
            told[name].note = f"{asker.decided} of them decided by rights as for an account before"
    for asker in askers.values():
        here = asker._send(Question("GET", "/account/", "account/"))
        assert here.status_code == (302 if asker.account is None else 200), asker.name
    if faults := [fault for asker in askers.values() for fault in asker.faults]:
        pytest.fail("\n".join(faults), pytrace=False)


def _kind_of(question: Question) -> str:
    """The kind of page, for the counts: what is done there, "list", or "other"."""
    if not question.route.startswith("admin/"):
        return "outside the admin"
    last = ARGUMENT.split(question.route.rstrip("/"))[-1].strip("/").rpartition("/")[2]
    return last if last in KINDS else "list" if question.route.count("/") == 3 else "other"
