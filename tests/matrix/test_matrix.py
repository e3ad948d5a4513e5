"""Every address × account × method: no planted word in any answer, no error page, nothing foreign changed.

The suite asks a sample that differs by nothing from run to run; `make matrix` asks all of it (`MATRIX=whole`), about an
hour on one core. `MATRIX_SAMPLE` and `MATRIX_SEED` choose another sample.
"""

import io
import os
import random
import uuid
import zipfile
from collections import Counter
from itertools import zip_longest
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from office_culture.models import Event, Verb
from office_culture.project import roles
from tests.factories.office import UnitFactory
from tests.guards.foreign import ANEW
from tests.matrix.questions import READING, Question, questions
from tests.matrix.secrets import NO_KEY, PLANTED_KEY, Secrets, accounts, plant_all
from tests.papers.reading import words
from tests.sessions import session_of

pytestmark = pytest.mark.django_db

SAMPLE = int(os.environ.get("MATRIX_SAMPLE", "100"))
WRITES = (Verb.CREATE, Verb.CHANGE, Verb.DELETE, Verb.TRANSITION)
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
        self.counts: Counter[str] = Counter()

    def ask(self, question: Question) -> None:
        answer, text, written = self._answer(question)
        self.counts[str(answer.status_code)] += 1
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

    def _is_closed(self, question: Question) -> bool:
        """Whether the account may know of no kind that the address is about."""
        about = {ABOUT.get(part, part.removesuffix("s")) for part in question.path.split("/")}
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


WHOLE = os.environ.get("MATRIX") == "whole"
ACCOUNTS = ["nobody", "no right", "all rights", *(role.slug for role in roles.ROLES)]


@pytest.mark.parametrize(
    "names", [[name] for name in ACCOUNTS] if WHOLE else [ACCOUNTS], ids=lambda names: names[0]
)
def test_no_answer_tells_what_the_account_may_not_know(names, office, capsys, settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    secrets = plant_all()
    given = accounts(UnitFactory(name="Phòng của người hỏi", parent=office))
    assert list(given) == ACCOUNTS
    askers = [Asker(name, given[name], secrets) for name in names]
    asked = [(asker, question) for asker in askers for question in questions()]
    sampled = random.Random(os.environ.get("MATRIX_SEED", "matrix")).sample(asked, SAMPLE)
    for asker, question in asked if WHOLE else sampled:
        asker.ask(question)
    counts = sum((asker.counts for asker in askers), Counter())
    faults = [fault for asker in askers for fault in asker.faults]
    with capsys.disabled():
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(counts.items()))
        print(
            f"\n{', '.join(names)}: {sum(counts.values())} of {len(asked)} questions, {len(faults)} faults ({statuses})"
        )
    assert len({question.route for _asker, question in asked}) > 900
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
