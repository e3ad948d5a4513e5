"""Small parts of Vietnamese sentences that several sections share."""

from collections.abc import Iterable, Sequence

LEVEL_OF_MOVEMENT = {
    "national": "toàn quốc",
    "sector": "cấp ngành",
    "provincial": "cấp tỉnh",
    "local": "cấp xã",
    "office": "cấp cơ quan",
}
LEVEL_OF_RECOGNITION = {
    "base": "cấp cơ sở",
    "province": "cấp bộ, ban, ngành, tỉnh",
    "nation": "phạm vi toàn quốc",
}


def listed(items: Sequence[str]) -> str:
    """ "a", "a và b", "a; b và c": semicolons, since the items themselves often hold commas.

    "a và b; c" where an item has an "và" of its own, which a further one would run into.
    """
    if len(items) <= 1:
        return "".join(items)
    if any(" và " in item for item in items):
        return "; ".join(items)
    return f"{'; '.join(items[:-1])} và {items[-1]}"


def listed_briefly(items: Sequence[str]) -> str:
    """ "a, b và c": for names without commas of their own."""
    return f"{', '.join(items[:-1])} và {items[-1]}" if len(items) > 1 else "".join(items)


def sentence(words: str) -> str:
    """The words as one sentence: a capital first, one full stop last."""
    bare = words.strip().rstrip(".;, ")
    return f"{bare[:1].upper()}{bare[1:]}." if bare else ""


def ending(index: int, count: int) -> str:
    """What closes an item of a list: a semicolon, and a full stop behind the last."""
    return "." if index == count - 1 else ";"


def ended(items: Iterable[str]) -> list[str]:
    """The items of a list, each closed as its place asks for."""
    bare = [item.strip().rstrip(".;, ") for item in items]
    return [f"{item}{ending(place, len(bare))}" for place, item in enumerate(bare)]


def movement(name: str) -> str:
    """How a sentence names a movement: "Phong trào “…”", or "Chương trình “…”" where its name says that it is one."""
    kind, _space, title = name.partition("Chương trình ")
    return f"Chương trình “{title}”" if not kind and title else f"Phong trào “{name}”"


def launched(by: str) -> str:
    """Who launched a movement: "do X phát động", or the ground as it was recorded, "theo hướng dẫn của X"."""
    bare = by.strip().rstrip(".;,")
    call = "lời phát động của "
    if bare[: len(call)].lower() == call:
        return f"do {bare[len(call) :]} phát động"
    return f"theo {bare[:1].lower()}{bare[1:]}" if bare else ""
