"""What sections give, form by form: a paper prints some of them, tests look at all."""

from collections.abc import Iterable, Iterator

from office_culture.papers.blocks import Block
from office_culture.sections.shown import Content, InForms


def every_form(content: Iterable[Content]) -> Iterator[Block]:
    """Sentences, tables and charts alike, in their order."""
    for item in content:
        if isinstance(item, InForms):
            yield from item.sentences
            yield from (form for form in (item.table, item.chart) if form is not None)
        else:
            yield item
