"""How sections print a fact: each run has the fact's key, so that a screen links the figure to its rows.

Only this module gives a run its origin: no section computes what a selector has computed.
"""

from office_culture.papers.blocks import Run, figure
from office_culture.rules.facts import Fact


def in_sentence(fact: Fact) -> Run:
    """The fact in the form used in sentences."""
    return worded(fact, fact.text)


def cell(fact: Fact) -> Run:
    """The fact in the form used in tables."""
    return worded(fact, fact.cell or fact.text)


def worded(fact: Fact, words: str) -> Run:
    """The fact in other words, such as a fall of 30% without its sign."""
    return figure(words, fact.key) if fact.key else Run(words)
