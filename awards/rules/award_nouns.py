"""The nouns for numbers of those who were put up for awards or received them (see `office_culture/rules/nouns.py`)."""

from itertools import product

# The nouns for those put up for awards or awarded, by the end of the key, and the words that follow them.
_SPOKEN_OF = {
    "collectives": ("tập thể",),
    "collectives.once": ("tập thể",),
    "collectives.named": ("tập thể | ghi tên",),
    "collectives.unnamed": ("tập thể | không có danh sách",),
    "individuals": ("cá nhân", "lượt cá nhân"),
    "individuals.once": ("người", "cá nhân"),
    "individuals.named": ("cá nhân | ghi tên", "lượt cá nhân | ghi tên"),
    "individuals.unnamed": ("cá nhân | không có danh sách", "lượt cá nhân | không có danh sách"),
}
_VERBS = {
    "proposed": " | đề nghị",
    "awarded": " | khen thưởng",
    "given": " | khen thưởng | trong số đề nghị",
    "by_year": " | khen thưởng",
}


def award_nouns() -> dict[str, tuple[str, ...]]:
    """Nouns under the keys of `awards/selectors/round_figures.py`, for all awards and for one, all rounds and one."""
    nouns: dict[str, tuple[str, ...]] = {}
    for (name, verb), (who, spoken) in product(_VERBS.items(), _SPOKEN_OF.items()):
        over_all = tuple(f"{noun}{verb}" for noun in spoken)
        # The name of an award that was given says by itself that somebody was commended.
        of_award = tuple(f"{noun}{'' if name == 'awarded' else verb} | {{of}}" for noun in spoken)
        for prefix in (name, f"round_*.{name}"):
            nouns |= {f"{prefix}.{who}": over_all, f"{prefix}.*.{who}": of_award}
    return nouns
