"""What every paper gets before it is drawn: no-break spaces within dates and numbers, spans of years in one way."""

from dataclasses import replace

from office_culture.papers.blocks import Block, Heading, Run, Table, Text
from office_culture.papers.paper import Appendix, Paper
from office_culture.papers.walk import with_texts
from office_culture.text.typography import NameForm, unify_names, with_no_break_spaces


def typeset(paper: Paper) -> Paper:
    """The paper as it is drawn; its words stay as they were composed and frozen."""
    title = paper.title and replace(paper.title, subject=_unified(paper.title.subject))
    return replace(
        paper,
        title=title,
        about=_unified(paper.about),
        legal_bases=tuple(map(styled, paper.legal_bases)),
        blocks=tuple(map(_block, paper.blocks)),
        appendices=tuple(map(_appendix, paper.appendices)),
    )


def styled(content: Text, names: NameForm = NameForm.AS_TYPED) -> Text:
    """The text with no-break spaces where a line must not end, and names of public bodies in that form."""
    words = [unify_names(run.text, names) for run in content]
    whole = with_no_break_spaces("".join(words))
    found: list[Run] = []
    place = 0
    for run, typed in zip(content, words, strict=True):
        written = whole[place : place + len(typed)]
        found.append(run if written == run.text else replace(run, text=written))
        place += len(typed)
    return tuple(found)


def _unified(words: str) -> str:
    return unify_names(words, NameForm.AS_TYPED)


def _block(block: Block) -> Block:
    if isinstance(block, Heading):
        return replace(block, text=_unified(block.text))
    if isinstance(block, Table):
        block = replace(
            block, caption=_unified(block.caption), notes=tuple(_unified(note) for note in block.notes)
        )
    return with_texts(block, styled)


def _appendix(appendix: Appendix) -> Appendix:
    return replace(appendix, title=_unified(appendix.title), blocks=tuple(map(_block, appendix.blocks)))
