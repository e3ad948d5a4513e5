"""Innovations that running text names by their titles, with the year and the decision that the text gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from office_culture.text.reading import keeps_answers

_TITLE = re.compile(r"[“\"]([^“”\"¤\n]{6,300})[”\"](?:\s*\((?:năm\s+)?((?:19|20)\d\d)(?!\d))?")
_NAMED = re.compile(
    r"(?:sáng kiến|giải pháp)(?:\s+(?:kinh nghiệm|mang tên|có tên|cải tiến))?:?\s*$", re.IGNORECASE
)
_DECISION = re.compile(
    r"công nhận[^“”.;]{0,60}?theo\s+Quyết định(?:\s+số)?\s+(\d{1,6}[\w.&/-]*/QĐ-[\w.&-]*\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TypedTitle:
    """A quoted title: `named` where the text says directly before it that it is an innovation.

    `year` and `decision` are what the text says of it, None and "" where it says nothing.
    """

    title: str
    named: bool
    year: int | None
    decision: str


@keeps_answers
def typed_titles(text: str) -> Iterator[TypedTitle]:
    """The quoted titles of a text in their order."""
    found = list(_TITLE.finditer(text))
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        decision = _DECISION.search(text[match.end() : end])
        yield TypedTitle(
            " ".join(match[1].split()),
            bool(_NAMED.search(text[: match.start()])),
            int(match[2]) if match[2] else None,
            decision[1] if decision else "",
        )
