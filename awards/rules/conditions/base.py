"""One kind of condition: how it is judged, how it reads, and which columns it needs."""

from typing import TYPE_CHECKING

from awards.models.terms import Verdict
from awards.rules.eligibility_facts import Condition, Facts

if TYPE_CHECKING:
    from awards.models.conditions import RuleCondition

# The verdict with what was found in the records, as a sentence of the screen.
Answer = tuple[Verdict, str]


class KindOfCondition:
    """What a standard may ask for. `needs` names the columns of a condition without which it asks for nothing."""

    needs: tuple[str, ...] = ()

    def judge(self, condition: Condition, facts: Facts) -> Answer:
        """Whether `facts` fulfil `condition`, with the data on which the verdict rests."""
        raise NotImplementedError

    def words(self, condition: "RuleCondition") -> str:
        """The condition as a sentence without full stop, with %-placeholders for its columns (see `rules.wording`)."""
        raise NotImplementedError
