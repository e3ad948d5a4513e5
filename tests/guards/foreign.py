"""Records that an account may not know of, with words in them that no answer may hold."""

import difflib
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from office_culture.models import Unit
from office_culture.models.base import Record
from office_culture.models.events import Immutable
from office_culture.models.frozen import door
from tests.factories import FACTORIES

# Keys that no other row of a test has, as many digits each: answers are compared without them.
PLANTED_KEY, NO_KEY = 700_000_001, 700_000_009
WORD = "Mật-Zq7x"
# What stands in lines that each answer has anew: the token of a form, the number of a message, the key of a new form.
ANEW = ("csrfmiddlewaretoken", "message-number", "_unsaved_key", "data-key")


def planted(model: type[models.Model], word: str = WORD) -> Any:
    """A row of this kind with `word` in each of its texts that takes any, frozen ones too."""
    with door("test"):
        return _planted(model, word)


def _planted(model: type[models.Model], word: str) -> Any:
    FACTORIES[model]()
    try:
        row = FACTORIES[model](pk=PLANTED_KEY)
    except (
        model.DoesNotExist,
        Immutable,
    ):  # a row that is compared with what is stored whenever it has a key
        models.QuerySet(model).filter(pk=FACTORIES[model]().pk).update(id=PLANTED_KEY)
        row = model._base_manager.get(pk=PLANTED_KEY)
    for field in model._meta.concrete_fields:
        if Record._is_free_text(field) and (field.max_length or 100) >= len(word) and not field.primary_key:
            try:
                field.run_validators(word)
                with transaction.atomic():
                    models.QuerySet(model).filter(pk=row.pk).update(**{field.name: word})
            except (Error, ValidationError):
                continue
    return model._base_manager.get(pk=row.pk)


def without_keys(answer: Any) -> str:
    """What an answer says, whichever of the two keys was asked for, without what is made anew each time."""
    body = "" if answer.streaming else answer.content.decode(errors="replace")
    for key in (PLANTED_KEY, NO_KEY):
        body = body.replace(str(key), "KEY")
    return "\n".join(line for line in body.splitlines() if not any(name in line for name in ANEW))


def differences(one: Any, other: Any) -> list[str]:
    """The lines in which two answers differ apart from the keys."""
    lines = difflib.unified_diff(
        without_keys(one).splitlines(), without_keys(other).splitlines(), n=0, lineterm=""
    )
    return [line for line in lines if line[1:].strip() and not line.startswith(("---", "+++", "@@"))]


def asked_alike(ask: Callable[[Any], Any], *sent: Any) -> list[Any]:
    """The answers to each of what is sent, which must take the same number of statements.

    The first answer may fill memories of the process (kinds of content); where the numbers differ, all are asked again.
    """
    for warm in (False, True):
        answers, statements = [], set()
        for data in sent:
            with CaptureQueriesContext(connection) as captured:
                answers.append(ask(data))
            statements.add(len(captured))
        if warm or len(statements) == 1:
            break
    assert len(statements) == 1, (statements, sent)
    return answers


def unit_of(row: Any) -> Unit | None:
    """The unit whose accounts see the row; None for what is common to all."""
    path = type(row).unit_path
    if path is None:
        return None
    for name in filter(None, path.split("__")):
        row = getattr(row, name)
    return row
