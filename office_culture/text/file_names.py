"""Names of files that leave the program."""

from office_culture.text.search import fold


def file_name(*words: str) -> str:
    """A name that every file system and mail program keeps: bien-ban-kiem-tra-phong-tong-hop-2022.pdf."""
    plain = "-".join(fold(" ".join(words)).split())
    return "".join(letter for letter in plain if letter.isalnum() or letter == "-")[:120] + ".pdf"
