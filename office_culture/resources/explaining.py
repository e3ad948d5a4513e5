"""What a person does about rows that stay behind: the file with its problems beside each row, and answers."""

import tablib
from django.http import QueryDict
from django.utils.translation import gettext as _

from office_culture.resources.preview import Preview
from office_culture.resources.rows import Outcome

_SAME = "same:"
_KEEP = "keep:"


def words_for(outcome: Outcome) -> str:
    """The outcome as a person reads it."""
    words = {
        Outcome.NEW: _("New"),
        Outcome.CHANGED: _("Changed"),
        Outcome.UNCHANGED: _("Unchanged"),
        Outcome.DUPLICATE: _("Duplicate"),
        Outcome.ASKED: _("To be decided"),
        Outcome.REFUSED: _("Refused"),
    }
    return words[outcome]


def explained(report: Preview) -> tablib.Dataset:
    """The rows of the file with two more columns: what happens to each row, and why or what is unusual about it."""
    found = tablib.Dataset()
    titles = list(report.rows[0].typed) if report.rows else []
    found.headers = [*titles, _("What happens"), _("Explanation")]
    for row in report.rows:
        sentences = [
            f"{sentence.title}: {sentence.text}".removeprefix(": ") for sentence in report.sentences(row)
        ]
        found.append([*row.typed.values(), words_for(row.outcome), " ".join([*sentences, *row.warnings])])
    return found


def answers_in(posted: QueryDict) -> tuple[list[str], dict[str, int]]:
    """The keys of questions answered with “right as typed” or “another”, and by place the records that rows mean."""
    confirmed: list[str] = []
    same: dict[str, int] = {}
    for name, value in posted.items():
        if not name.startswith("answer-") or not isinstance(value, str):
            continue
        if value.startswith(_KEEP):
            confirmed.append(value.removeprefix(_KEEP))
        elif value.startswith(_SAME) and value.removeprefix(_SAME).isdecimal():
            same[name.removeprefix("answer-")] = int(value.removeprefix(_SAME))
    return confirmed, same
