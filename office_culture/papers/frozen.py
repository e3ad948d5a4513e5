"""A paper as JSON text and back, without loss: the stored facts of an issued paper, to be printed again years later.

Every value that JSON lacks is an object whose "is" names its kind. All fields are written, also those with default
values: a default that changes later must not change a paper that was issued before.
"""

import dataclasses
import datetime
import json
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

from office_culture.papers import blocks, paper
from office_culture.papers.paper import Paper

FORMAT = 1
_KIND = "is"

_RECORDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        blocks.Run,
        blocks.Paragraph,
        blocks.Heading,
        blocks.Division,
        blocks.Article,
        blocks.BulletList,
        blocks.Column,
        blocks.HeadCell,
        blocks.Table,
        blocks.Series,
        blocks.Chart,
        blocks.Gap,
        blocks.PageBreak,
        paper.Letterhead,
        paper.NumberLine,
        paper.PlaceDate,
        paper.TitleBlock,
        paper.Authority,
        paper.Signature,
        paper.Recipients,
        paper.Appendix,
        paper.Metadata,
        paper.Paper,
    )
}
_WORDS: dict[str, Callable[[str], Any]] = {
    "Align": blocks.Align,
    "CellKind": blocks.CellKind,
    "ChartKind": blocks.ChartKind,
    "AuthorityCode": paper.AuthorityCode,
    "Decimal": Decimal,
    "float": float,
    "date": datetime.date.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
}


class UnreadableFacts(Exception):
    """The text is no paper, or was written in another format, such as that of a newer program."""


def dumps(whole: Paper) -> str:
    """The paper as one line of JSON; equal papers give equal text."""
    return json.dumps({"format": FORMAT, "paper": _written(whole)}, ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> Paper:
    """The paper that `dumps` wrote. Raises `UnreadableFacts`."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise UnreadableFacts(f"Format {data['format']} is not known here, only {FORMAT}.")
        found = _read(data["paper"])
    except (ValueError, TypeError, KeyError, ArithmeticError) as error:
        raise UnreadableFacts(f"Not the facts of a paper: {error}") from error
    if not isinstance(found, Paper):
        raise UnreadableFacts(f"Not a paper, but: {type(found).__name__}.")
    return found


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_written(part) for part in value]
    if dataclasses.is_dataclass(value):
        fields = {field.name: _written(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {_KIND: _checked_kind(value, _RECORDS), **fields}
    if value is None or isinstance(value, bool) or type(value) in (int, str):
        return value
    if isinstance(value, Enum):
        return {_KIND: _checked_kind(value, _WORDS), "value": value.value}
    if isinstance(value, datetime.date):
        return {_KIND: _checked_kind(value, _WORDS), "value": value.isoformat()}
    return {_KIND: _checked_kind(value, _WORDS), "value": str(value)}


def _checked_kind(value: Any, kinds: dict[str, Any]) -> str:
    name = type(value).__name__
    if name not in kinds:
        raise TypeError(f"A paper cannot hold {name}.")
    return name


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_read(part) for part in value)
    if not isinstance(value, dict):
        return value
    kind = value[_KIND]
    if kind in _WORDS:
        return _WORDS[kind](value["value"])
    return _RECORDS[kind](**{name: _read(part) for name, part in value.items() if name != _KIND})
