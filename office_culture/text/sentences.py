"""Running text cut into its sentences, and the capital with which one begins."""

import itertools


def split_sentences(text: str) -> list[str]:
    """The sentences of a text; a line and a semicolon end one, the point inside a placeholder does not."""
    lines = itertools.chain.from_iterable(_cut(line) for line in text.splitlines())
    return [sentence for sentence in (line.strip(" -–+") for line in lines) if sentence]


def _cut(line: str) -> list[str]:
    found, start, depth = [], 0, 0
    for place, character in enumerate(line):
        depth += (character == "{") - (character == "}")
        ends = character in ";!?" or (character == "." and not line[place + 1 : place + 2].strip())
        if ends and depth <= 0:
            found.append(line[start : place + 1])
            start = place + 1
    return [*found, line[start:]]


def capital(words: str) -> str:
    """The words with a capital first, as a sentence, an item of a list or a cell begins."""
    return f"{words[:1].upper()}{words[1:]}"
