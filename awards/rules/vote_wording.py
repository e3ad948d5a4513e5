"""The calculation behind an outcome as a sentence of the screen."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.models.deliberations import VoteOutcome
from awards.models.terms import VoteBase
from awards.rules.voting import Ballots, Voting
from office_culture.rules.councils import least_that_reaches
from office_culture.text.numbers import least_share, percent, share

OF_WHOM = {
    VoteBase.ALL: gettext_lazy("of all members with a vote"),
    VoteBase.PRESENT: gettext_lazy("of the members who take part in the vote"),
}


def printed_share(part: int, whole: int, threshold: Decimal) -> str:
    """A share at one decimal, or at two where the threshold has two: what is printed never contradicts the outcome."""
    places = 1 if threshold * 10 == int(threshold * 10) else 2
    found = share(part, whole, places)
    return percent(found, places) if found is not None else percent(0)


def calculation_in_words(voting: Voting, ballots: Ballots, base: int, outcome: VoteOutcome) -> str:
    """ "8 of 9 = 88,9% of all members with a vote; 90% needed (9)"; of the lower form where that is the outcome."""
    votes = ballots.for_lower if outcome == VoteOutcome.LOWER else ballots.in_favour
    return _("%(votes)s of %(base)s = %(share)s %(of_whom)s; %(needed)s needed (%(least)s)") % {
        "votes": votes,
        "base": base,
        "share": printed_share(votes, base, voting.threshold_percent),
        "of_whom": OF_WHOM[VoteBase(voting.base)],
        "needed": least_share(voting.threshold_percent),
        "least": least_that_reaches(base, voting.threshold_percent),
    }


def voting_in_words(voting: Voting) -> str:
    """What is asked of a vote: share, base, how the ballot is taken, who must attend."""
    parts = [
        _("at least %(share)s %(of_whom)s")
        % {"share": least_share(voting.threshold_percent), "of_whom": OF_WHOM[VoteBase(voting.base)]},
        _("open ballot") if voting.is_open else _("secret ballot"),
    ]
    if voting.quorum_percent is not None:
        parts.append(
            _("%(share)s of the members must attend") % {"share": least_share(voting.quorum_percent)}
        )
    return "; ".join(parts)
