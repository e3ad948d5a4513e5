"""Decides which addresses become links: web and mail; others stay text."""

from urllib.parse import quote

from office_culture.papers.clean import clean

_SCHEMES = ("http://", "https://", "mailto:")
_LONGEST = 2000  # characters; browsers and PDF/A stop not far beyond
_ADDRESS_SIGNS = "%:/?#[]@!$&'()*+,;=~"


def address(link: str | None) -> str:
    """The percent-encoded address, or "" if the text must not become a link."""
    if not link or len(link) > _LONGEST or not link.lower().startswith(_SCHEMES):
        return ""
    return quote(clean(link), safe=_ADDRESS_SIGNS)
