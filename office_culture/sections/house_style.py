"""Uniform style on one paper: names in one form, items of lists closed alike, no-break spaces where needed."""

from dataclasses import replace

from office_culture.papers.blocks import Block, BulletList, Chart, Heading, Run, Table, Text, plain, text
from office_culture.papers.typesetting import styled
from office_culture.papers.walk import with_texts
from office_culture.text.typography import NameForm, unify_names

_CLOSING = " ;.,"


def in_house_style(block: Block, names: NameForm = NameForm.AS_TYPED) -> Block:
    """The block in house style: words stay; the form of names, the spaces and the marks of lists change."""
    match block:
        case BulletList():
            return BulletList(tuple(styled(item, names) for item in _closed(block.items)))
        case Heading():
            return replace(block, text=unify_names(block.text, names))
        case Chart():
            return block
        case Table():
            rows = tuple(tuple(styled(cell, names) for cell in row) for row in block.rows)
            return replace(
                block,
                rows=rows,
                total=tuple(styled(cell, names) for cell in block.total),
                caption=unify_names(block.caption, names),
                notes=tuple(unify_names(note, names) for note in block.notes),
            )
        case _:
            return with_texts(block, lambda content: styled(content, names))


def _closed(items: tuple[Text, ...]) -> tuple[Text, ...]:
    """The items, each with a capital first and closed by a semicolon, the last by a full stop.

    Where an item has several sentences, every item is closed by a full stop.
    """
    mark = "." if any(". " in plain(item).rstrip(_CLOSING) for item in items) else ";"
    last = len(items) - 1
    return tuple(
        text(_begun(_without_mark(item)), Run("." if place == last else mark))
        if plain(item).strip()
        else item
        for place, item in enumerate(items)
    )


def _without_mark(item: Text) -> Text:
    """The item without punctuation at its end."""
    runs = list(item)
    while runs:
        bare = runs[-1].text.rstrip(_CLOSING)
        if bare:
            runs[-1] = replace(runs[-1], text=bare)
            break
        runs.pop()
    return tuple(runs)


def _begun(item: Text) -> Text:
    """The item with a capital first, except names with a capital in second place (iOffice)."""
    if not item:
        return item
    first, *others = item
    word = first.text
    if word[1:2].isupper():
        return item
    return (replace(first, text=word[:1].upper() + word[1:]), *others)
