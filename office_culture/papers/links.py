"""Which addresses become links: web and mail; everything else stays text."""

from urllib.parse import quote

from office_culture.papers.clean import clean

_SCHEMES = ("http://", "https://", "mailto:")
_LONGEST = 2000  # characters; browsers and PDF/A stop not far beyond
_ADDRESS_SIGNS = "%:/?#[]@!$&'()*+,;=~"


def address(link: str | None) -> str:
    """The address in the characters that an address may have, or "" where the text must not become a link."""
    if not link or len(link) > _LONGEST or not link.lower().startswith(_SCHEMES):
        return ""
    return quote(clean(link), safe=_ADDRESS_SIGNS)
