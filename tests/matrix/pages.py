"""What a browser would post of a page."""

import re
from html import unescape

# Inputs that carry what was seen: a version, the versions of a file that waits, the warning itself as it was read.
SEEN = re.compile(r"(^|-)(opened_version|opened|version-\d+|token|fingerprint)$")
_INPUT = re.compile(r"<(?:input|textarea|select|button)\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(name|value|type)="([^"]*)"')
_OURS = {"csrfmiddlewaretoken", "language", "next"}


def typed_on(page: str, *, with_versions: bool = False) -> dict[str, str]:
    """The inputs of the page with their values; without those that say which version was seen, unless wanted."""
    found = {}
    for tag in _INPUT.findall(page):
        attributes = dict(_ATTRIBUTE.findall(tag))
        name = attributes.get("name", "")
        unticked = attributes.get("type") in {"checkbox", "radio"} and " checked" not in tag
        if name and name not in _OURS and not unticked and (with_versions or not SEEN.search(name)):
            found[name] = unescape(attributes.get("value", ""))
    return found
