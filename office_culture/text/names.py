"""Whether two names are the same: tones count, capitals, white space and the place of a tone mark do not."""

import functools
import unicodedata
from collections.abc import Iterable

from office_culture.text.search import fold

# Forms of address and degrees that lists write before a name.
_TITLES = frozenset(
    {
        "ông",
        "bà",
        "anh",
        "chị",
        "đ/c",
        "đc",
        "ths",
        "th.s",
        "ts",
        "t.s",
        "pgs",
        "gs",
        "bs",
        "ks",
        "cn",
        "ds",
        "ls",
    }
    | {"pgs.ts", "gs.ts", "ths.bs", "bs.cki", "bs.ckii"}
)
_TITLES_OF_TWO = frozenset(
    {"đồng chí", "thạc sĩ", "thạc sỹ", "tiến sĩ", "tiến sỹ", "bác sĩ", "bác sỹ", "kỹ sư"}
)

# How papers address a person, by the gender that the record has.
ADDRESSED = {"male": "ông", "female": "bà"}

# The five tones; the marks of ă, â, ê, ô, ơ, ư are parts of letters and stay where they are.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Eth and the African D stand for Đ in old data and on old certificates.
_SAME = str.maketrans({"ð": "đ", "ɖ": "đ"})


@functools.lru_cache(maxsize=8192)
def spelling(name: str) -> str:
    """The form in which names are compared.

    "VĂN  PHÒNG" and "Văn phòng" give the same, so do "hoà" and "hòa", which differ in typing habit only; "Anh" and
    "Ánh" do not.
    """
    lower = unicodedata.normalize("NFC", name).casefold().translate(_SAME)
    return " ".join(_tone_last(word) for word in lower.split())


def addressed(name: str, gender: str) -> str:
    """The name with "Ông" or "Bà" before it, or alone where no record says which."""
    form = ADDRESSED.get(gender, "")
    return f"{form.capitalize()} {name}" if form else name


def addressed_alike(people: Iterable[tuple[str, str]]) -> list[str]:
    """Names, given with their genders, as one list names them: all with "Ông" or "Bà", or all without."""
    people = list(people)
    known = all(gender in ADDRESSED for _name, gender in people)
    return [addressed(name, gender) if known else name for name, gender in people]


def post_in_unit(post: str, unit: str) -> str:
    """Post and unit as papers write them: "Trưởng phòng Tổng hợp", "Chuyên viên Phòng Tổng hợp", "Chánh Văn phòng Sở".

    Words that end the post and begin the unit are said once. A post that names the unit stands alone; several posts
    keep a comma before the unit.
    """
    if not post or not unit:
        return post or unit
    if names_within(unit, post):
        return post
    if "," in post or ";" in post:
        return f"{post}, {unit}"
    post_words, words = post.casefold().split(), unit.split()
    for shared in range(min(len(post_words), len(words)), 0, -1):
        # A "Chánh Văn phòng" of a "Phòng A" does not become the head of an office.
        is_office = shared == 1 and post_words[-2:] == ["văn", "phòng"]
        if post_words[-shared:] == [word.casefold() for word in words[:shared]] and not is_office:
            return " ".join([post, *words[shared:]])
    return f"{post} {unit}"


def same_name(first: str, second: str) -> bool:
    """Whether both are the same whole name."""
    return spelling(first) == spelling(second)


def names_within(name: str, other: str) -> bool:
    """Whether `name` stands in `other` as whole words: "Văn phòng Sở" in "Chánh Văn phòng Sở"."""
    return f" {spelling(name)} " in f" {spelling(other)} "


def without_marks(name: str) -> bool:
    """Whether the name was written without any tone or Vietnamese letter: "NGUYEN HUY ANH"."""
    return bool(name.strip()) and name.isascii()


def without_title(name: str) -> str:
    """The name of a person without what stands before it: "Ông Nguyễn Văn A", "đ/c Nguyễn Văn A", "ThS. …".

    At least two words of the name stay.
    """
    words = name.split()
    while len(words) > 2 and (taken := _title_at(words)):
        words = words[taken:]
    return " ".join(words)


def _title_at(words: list[str]) -> int:
    """How many words at the beginning are a form of address or a degree, at least two others left."""
    first = words[0].casefold().rstrip(".,:")
    if len(words) > 3 and f"{first} {words[1].casefold()}" in _TITLES_OF_TWO:
        return 2
    return 1 if first in _TITLES else 0


def person_key(name: str) -> str:
    """The form by which people who may be one are found: folded, without title.

    It is a first sieve: `may_be_same_name` says which of them a person is asked about.
    """
    return fold(without_title(name))


def may_be_same_name(first: str, second: str) -> bool:
    """Whether two names of one `person_key` can be one name: tones tell apart, unless one was typed without any."""
    bare_first, bare_second = (without_title(name).replace("\u2019", "'") for name in (first, second))
    return same_name(bare_first, bare_second) or without_marks(bare_first) or without_marks(bare_second)


# Names are made of few thousand words.
@functools.lru_cache(maxsize=8192)
def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(sorted(letter for letter in letters if letter in _TONES))
    return "".join(letter for letter in letters if letter not in _TONES) + tones
