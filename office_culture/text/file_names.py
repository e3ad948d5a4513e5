"""File names for downloads."""

from office_culture.text.search import fold


def file_name(*words: str) -> str:
    """A PDF file name of small letters without diacritics, digits and hyphens: bien-ban-kiem-tra-2022.pdf."""
    plain = "-".join(fold(" ".join(words)).split())
    return "".join(letter for letter in plain if letter.isalnum() or letter == "-")[:120] + ".pdf"
