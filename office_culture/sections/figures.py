"""How sections print a fact: each run carries its key, so that a screen leads from the figure to its rows.

The only place that gives a run its origin: no section computes what a selector found already.
"""

from office_culture.papers.blocks import Run, figure
from office_culture.rules.facts import Fact


def told(fact: Fact) -> Run:
    """As a sentence says it."""
    return worded(fact, fact.text)


def cell(fact: Fact) -> Run:
    """As a table shows it."""
    return worded(fact, fact.cell or fact.text)


def worded(fact: Fact, words: str) -> Run:
    """In words of the sentence's own: a fall of 30% is told without its sign."""
    return figure(words, fact.key) if fact.key else Run(words)
