"""When two titles of a column are the same."""

import re

from office_culture.text.normal import nfc
from office_culture.text.search import fold


def exact_key(title: str) -> str:
    """The title without capitals, signs and line breaks: "Số, ký hiệu (*)" → "số ký hiệu"."""
    return " ".join(re.sub(r"[\W_]+", " ", nfc(title).casefold()).split())


def title_key(title: str) -> str:
    """As `exact_key`, without diacritics: "so ky hieu"."""
    return exact_key(fold(title))
