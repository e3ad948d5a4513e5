"""Every address × account × method: no planted word in any answer, no error page, nothing foreign changed.

The suite asks a sample that differs by nothing from run to run; `MATRIX_SAMPLE` and `MATRIX_SEED` choose another one.
`make matrix` asks all of it (`MATRIX=whole`), or a share (`MATRIX=3/20`), as all accounts or as some
(`MATRIX_AS=auditor,nobody`).
"""

import io
import os
import random
import uuid
import zipfile
from functools import cache
from itertools import zip_longest
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test import client as test_client

from office_culture.models import Event, Verb
from office_culture.project import roles
from tests.factories.office import UnitFactory
from tests.guards.foreign import ANEW
from tests.guards.registry import own_models
from tests.matrix import shares
from tests.matrix.questions import ARGUMENT, READING, Question, questions
from tests.matrix.secrets import NO_KEY, PLANTED_KEY, Secrets, accounts, plant_all
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


class _TakenBack(Exception):
    """Ends the transaction of one request, so that the next one finds what this one found."""


class Asker:
    """Sends questions as one account and collects what must not happen."""

    def __init__(self, name: str, account, secrets: Secrets) -> None:
        self.name, self.account, self.secrets = name, account, secrets
        self.browser = Client(raise_request_exception=False)
        if account is not None:
            self.browser.cookies[settings.SESSION_COOKIE_NAME] = session_of(account)
        self.planted_until = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.faults: list[str] = []

    def ask(self, question: Question) -> int:
        """Asks and judges; the status of the answer."""
        answer, text, written = self._answer(question)
        where = f"{self.name}: {question}"[:400]
        if answer.status_code >= 500:
            self.faults.append(f"error {answer.status_code}: {where}")
        if leaked := self.secrets.leaked(text, self.account):
            self.faults.append(f"leak of {sorted(leaked)}: {where}")
        if written:
            self.faults.append(f"writes {written}: {where}")
        if question.twin is not None and question.method != "HEAD" and self._is_closed(question):
            twin, _text, _written = self._answer(question.twin)
            told = _differences(answer, twin)
            if answer.statements != twin.statements:  # the first answer may have filled a cache
                answer, _text, _written = self._answer(question)
            if answer.statements != twin.statements:
                told.append(f"{answer.statements} statements against {twin.statements}")
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
        known = self.secrets.known_to(self.account)
        return not any(
            kind._meta.model_name in about and code in known for code, kind in self.secrets.kinds.items()
        )

    def _answer(self, question: Question):
        """The answer, all its words, and the verbs of what it wrote on planted rows; the database is as before."""
        try:
            with transaction.atomic():
                statements: list[str] = []
                with connection.execute_wrapper(
                    lambda run, *given: statements.append(given[0]) or run(*given)
                ):
                    answer = self._send(question)
                answer.statements = len(statements)
                text = f"{words_of(answer)}\n{answer.headers}"
                rows = Event.objects.filter(object_id=PLANTED_KEY, verb__in=WRITES, pk__gt=self.planted_until)
                known = self.secrets.known_to(self.account)
                closed = {
                    kind._meta.model_name for code, kind in self.secrets.kinds.items() if code not in known
                }
                written = list(
                    rows.filter(content_type__model__in=closed).values_list("verb", "content_type__model")
                )
                raise _TakenBack
        except _TakenBack:
            return answer, text, written

    def _send(self, question: Question):
        self.browser.cookies.pop("messages", None)  # a message of the last answer says nothing of this one
        if question.method in READING:
            return self.browser.generic(question.method, question.path, QUERY_STRING=urlencode(question.sent))
        if question.method == "POST":
            return self.browser.post(question.path, question.sent)
        form = "application/x-www-form-urlencoded"
        return self.browser.generic(question.method, question.path, urlencode(question.sent), form)


@cache
def linked_by(name: str) -> frozenset[str]:
    """The kinds to which a field of that name leads, whichever record it stands on."""
    fields = (field for kind in own_models() for field in kind._meta.get_fields() if field.name == name)
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


def test_no_answer_tells_what_the_account_may_not_know(office, capsys, settings, tmp_path, monkeypatch):
    # Nobody looks at the contexts of pages here.
    monkeypatch.setattr(test_client, "store_rendered_templates", lambda *given, **more: None)
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    secrets = plant_all()
    given = accounts(UnitFactory(name="Phòng của người hỏi", parent=office))
    assert list(given) == ACCOUNTS
    asked = questions()
    assert len({question.route for question in asked}) > 900
    asking = os.environ.get("MATRIX_AS", "").split(",") if os.environ.get("MATRIX_AS") else ACCOUNTS
    pairs = [(name, question) for name in asking for question in asked]
    if shares.WHOLE:
        pairs = shares.of_this_run(pairs)
    else:
        pairs = random.Random(os.environ.get("MATRIX_SEED", "matrix")).sample(pairs, SAMPLE)
    faults = []
    for name in asking:
        asker = Asker(name, given[name], secrets)
        mine = [question for whose, question in pairs if whose == name]
        with shares.Told(capsys, f"{name}, of {len(asked)} questions", len(mine)) as told:
            for question in mine:
                before = len(asker.faults)
                status = asker.ask(question)
                told.asked(_kind_of(question), status, asker.faults[before:])
        faults += asker.faults
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def _kind_of(question: Question) -> str:
    """The kind of page, for the counts: what is done there, "list", or "other"."""
    if not question.route.startswith("admin/"):
        return "outside the admin"
    last = ARGUMENT.split(question.route.rstrip("/"))[-1].strip("/").rpartition("/")[2]
    return last if last in KINDS else "list" if question.route.count("/") == 3 else "other"
