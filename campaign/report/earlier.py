"""The text of a section in the last report of the same kind, with marks where its facts have changed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from campaign.models import Report
from campaign.rules.narratives import FIGURE, YEAR
from office_culture.rules.facts import PLACEHOLDER, Fact, FactBook, UnknownFact

_MARKED = re.compile(f"(?P<key>{PLACEHOLDER.pattern})|(?P<figure>{FIGURE.pattern})")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the earlier text.

    `kind` is "" for words, same, changed or unknown for a fact, typed for a figure that was typed as digits.
    """

    text: str
    kind: str = ""
    label: str = ""
    then: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class EarlierText:
    """The text of the same section in the last report of its kind."""

    report: Report
    text: str
    stretches: tuple[Stretch, ...]

    @property
    def changed(self) -> int:
        """How many facts have changed or are unknown, and figures that were typed."""
        return sum(stretch.kind in {"changed", "unknown", "typed"} for stretch in self.stretches)


def earlier_text(source: Report, key: str, then: Mapping[str, Fact], book: FactBook) -> EarlierText:
    """The text of section `key` in `source`, marked. `then` are the facts of that report, `book` has those of now."""
    text = source.narratives.filter(section=key).values_list("text", flat=True).first() or ""
    return EarlierText(source, text, tuple(marked(text, then, book)))


def marked(text: str, then: Mapping[str, Fact], book: FactBook) -> Iterator[Stretch]:
    """The text in pieces, each fact and each typed figure by itself."""
    end = 0
    for match in _MARKED.finditer(text):
        if match["key"] is None and YEAR.fullmatch(match["figure"].strip()):
            continue
        if match.start() > end:
            yield Stretch(text[end : match.start()])
        end = match.end()
        if match["key"] is None:
            yield Stretch(match.group(), "typed")
        else:
            yield _fact(match.group(), then, book)
    if end < len(text):
        yield Stretch(text[end:])


def _fact(written: str, then: Mapping[str, Fact], book: FactBook) -> Stretch:
    key = written[1:-1].strip()
    before = then.get(key)
    try:
        now = book.find(key)
    except UnknownFact:
        return Stretch(written, "unknown", before.label if before else "", before.text if before else "")
    changed = before is not None and before.value != now.value
    return Stretch(
        written,
        "changed" if changed else "same",
        str(now.label),
        before.text if before and not before.missing else "",
        "" if now.missing else now.text,
    )
