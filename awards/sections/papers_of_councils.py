"""The minutes of a council's session on commendation."""

from awards.sections.council_papers import minutes_blocks
from awards.selectors.council_papers import CouncilMinutesFacts
from office_culture.papers.paper import Paper
from office_culture.sections import councils


def minutes_paper(facts: CouncilMinutesFacts, *, draft: bool = True) -> Paper:
    """A draft until they are issued."""
    return councils.minutes_paper(facts.head, minutes_blocks(facts), subject="khen thưởng", draft=draft)
