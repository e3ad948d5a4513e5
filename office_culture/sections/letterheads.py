"""The letterhead of a unit."""

from office_culture.papers.paper import Letterhead
from office_culture.selectors.issuers import Issuer


def letterhead(issuer: Issuer) -> Letterhead:
    """The name of the unit below that of its superior, where it has one."""
    return Letterhead(issuer.letterhead, (issuer.superior,) if issuer.superior else ())
