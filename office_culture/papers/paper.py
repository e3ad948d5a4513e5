"""A whole official paper: the parts that Annex I of Decree 30/2020/NĐ-CP arranges around the content.

Which optional parts are filled decides the sample that is followed:

- `title` alone: sample 1.4, named papers such as báo cáo;
- `decider` and `enacting`: sample 1.2, quyết định;
- `about`: sample 1.5, công văn;
- two signatures: sample 1.9, biên bản.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from office_culture.papers.blocks import Block, Text


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The issuing body below its direct superiors. A line feed in a name forces a new line; other lines are
    broken and balanced by the renderer."""

    issuer: str
    superiors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberLine:
    """Number and symbol: `NumberLine("BC-UBND", 5)` prints "Số: 05/BC-UBND". No number yet: a gap to fill
    in."""

    symbol: str
    number: int | str | None = None


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """Place and day of issue. Without a day the paper prints a gap, with the year if that is known."""

    place: str
    date: datetime.date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """Type of the paper (printed in capitals) and its subject. The rule under the subject is drawn by the
    renderer."""

    kind: str
    subject: str = ""


class AuthorityCode(StrEnum):
    """On whose behalf or by which authority somebody signs (Decree 30/2020, Article 13 and Annex I)."""

    COLLECTIVE = "TM."
    ACTING_HEAD = "Q."
    DEPUTY = "KT."
    BY_ORDER = "TL."
    BY_AUTHORISATION = "TUQ."


@dataclass(frozen=True, slots=True)
class Authority:
    """One line of authority: `Authority(AuthorityCode.DEPUTY, "Chánh Văn phòng")` prints "KT. CHÁNH VĂN
    PHÒNG"."""

    code: AuthorityCode
    holder: str


def authorities(code: str, holder: str) -> tuple[Authority, ...]:
    """The lines of authority of a form such as "KT." and what stands after it; none without a form.

    A further line stands after a semicolon: "Ủy ban nhân dân; KT. Chủ tịch" below TM. gives two.
    """
    if not code:
        return ()
    first, *further = holder.split("; ")
    lines = [Authority(AuthorityCode(code), first)]
    for line in further:
        form, _space, whose = line.partition(" ")
        if form not in set(AuthorityCode):
            return (Authority(AuthorityCode(code), holder),)
        lines.append(Authority(AuthorityCode(form), whose))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs. `post` is the signer's own post, `other_post` stands above the name where a paper asks
    for it.

    `name` carries no academic rank, degree or honour (Annex I). Without a name a visible gap is printed.
    """

    post: str
    name: str | None
    authorities: tuple[Authority, ...] = ()
    other_post: str = ""
    instruction: str = ""  # "(Ký, ghi rõ họ tên)" on forms


@dataclass(frozen=True, slots=True)
class Recipients:
    """Nơi nhận.

    `as_above` adds "Như trên" (papers with Kính gửi); `filing` is what follows "Lưu:", as in "VT, TCHCQT"; `clerk` is
    the typist's code and number of copies. Punctuation is added by the renderer.
    """

    names: tuple[str, ...]
    filing: str
    as_above: bool = False
    clerk: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """Phụ lục, numbered in Roman figures, with page numbers of its own.

    `number` is empty when the paper has one appendix only. `reference` is the line in brackets that names the
    paper it belongs to, without the brackets.
    """

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    reference: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """Properties of the file. `created` must have a time zone.

    It is the only time in the file, so that the same paper always gives the same bytes.
    """

    title: str
    created: datetime.datetime
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    lang: str = "vi-VN"

    def __post_init__(self) -> None:
        if self.created.tzinfo is None:
            raise ValueError("The time of creation needs a time zone.")


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that is printed. A draft carries DỰ THẢO on every page and never a number.

    `check_address` is where anybody can check the paper; it is printed with a QR code in the foot margin of the last
    page, outside the boxes of the decree, which knows no such mark. Empty: nothing is printed.
    """

    letterhead: Letterhead
    metadata: Metadata
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    number: NumberLine | None = None
    place_date: PlaceDate | None = None
    title: TitleBlock | None = None
    about: str = ""
    addressees: tuple[str, ...] = ()
    decider: str = ""
    legal_bases: tuple[Text, ...] = ()
    enacting: str = ""
    recipients: Recipients | None = None
    appendices: tuple[Appendix, ...] = ()
    draft: bool = False
    check_address: str = ""

    def __post_init__(self) -> None:
        if len(self.signatures) not in (1, 2):
            raise ValueError("A paper is signed by one person or, as minutes are, by two.")
