"""Warnings on what is unusual in a symbol that can be read; none of them refuses it."""

import re

from django.utils.translation import gettext_lazy as _

from office_culture.rules.symbols.model import Oddity
from office_culture.rules.symbols.spelling import is_party_body
from office_culture.rules.symbols.types import NORMATIVE_TYPES
from office_culture.text.search import fold

_OF_THE_PARTY = re.compile(r"TW|TU|ĐU|HU|QU|ThU")
# Provinces pass some ten to a hundred legal texts of one kind in a year.
_MANY_TEXTS = 400
# Folded words in the names of well-known issuers, by their code.
_NAMES = {
    "TW": ("trung uong", "bo chinh tri", "ban bi thu"),
    "TU": ("tinh uy", "thanh uy", "dang bo", "ban chap hanh", "ban thuong vu"),
    "ĐU": ("dang uy", "dang bo", "ban chap hanh", "ban thuong vu"),
    "UBND": ("uy ban nhan dan", "ubnd"),
    "HĐND": ("hoi dong nhan dan", "hdnd"),
    "TTg": ("thu tuong",),
    "CP": ("chinh phu",),
    "BNV": ("noi vu",),
    "BTC": ("tai chinh", "ban to chuc"),
    "BCT": ("cong thuong",),
    "BYT": ("bo y te",),
    "BXD": ("bo xay dung",),
    "BTP": ("bo tu phap",),
    "BCA": ("bo cong an",),
    "BQP": ("bo quoc phong",),
    "BGDĐT": ("giao duc",),
    "BKHCN": ("khoa hoc",),
    "BVHTTDL": ("bo van hoa",),
    "BTTTT": ("thong tin va truyen thong",),
    "BLĐTBXH": ("bo lao dong",),
    "BTNMT": ("tai nguyen",),
    "NHNN": ("ngan hang nha nuoc",),
    "SNV": ("so noi vu",),
    "STC": ("so tai chinh",),
    "SYT": ("so y te",),
    "SXD": ("so xay dung",),
    "STP": ("so tu phap",),
}
_STATE_BODY = re.compile(r"S[A-ZĐ]+|UBND.*|HĐND.*|VPUB.*|VPCP|TTg|CP|VP\..*")


def of_case(code: str, known: str) -> tuple[Oddity, ...]:
    if code == known:
        return ()
    message = _("The code “%(code)s” was read as “%(known)s”.")
    return (Oddity("case", message, {"code": code, "known": known}),)


def of_party_issuer(issuer: str) -> tuple[Oddity, ...]:
    first = issuer.split("-")[0]
    if is_party_body(issuer):
        return ()
    if _STATE_BODY.fullmatch(first):
        message = _(
            "This is the form of a Party paper, but “%(issuer)s” looks like a State body. "
            "Compare it with the paper; it is kept as typed."
        )
        return (Oddity("state_body", message, {"issuer": issuer}),)
    message = _(
        "This is the form of a Party paper, but “%(issuer)s” is not known as a Party body. "
        "That is right for a mass organisation."
    )
    return (Oddity("mass_organisation", message, {"issuer": issuer}),)


def of_letter(code: str) -> tuple[Oddity, ...]:
    """A warning where the issuer of a công văn is the code of a legal text, which lacks its year."""
    if code not in NORMATIVE_TYPES:
        return ()
    message = _("“%(code)s” is a legal text, which carries a year, as in 30/2020/NĐ-CP. Check the symbol.")
    return (Oddity("no_year", message, {"code": code}),)


def is_of_the_party(issuer: str) -> bool:
    """Whether a symbol's issuer is a committee of the Party itself."""
    return _OF_THE_PARTY.fullmatch(issuer) is not None


def of_state_issuer(issuer: str, number: str, code: str) -> tuple[Oddity, ...]:
    """A warning where a State paper has a body of the Party as issuer: the same paper is often printed either way."""
    if not is_of_the_party(issuer):
        return ()
    message = _(
        "“%(issuer)s” is a body of the Party, whose papers are written %(other)s. Compare it with the paper; the "
        "register may hold it already."
    )
    return (Oddity("party_body", message, {"issuer": issuer, "other": f"{number}-{code}/{issuer}"}),)


def of_number(number: int, code: str, issuer: str) -> tuple[Oddity, ...]:
    """A warning on a legal text whose number only the series of all decisions reaches: the year was probably added."""
    if number < _MANY_TEXTS or code not in {"QĐ", "NQ", "CT"}:
        return ()
    message = _(
        "So many legal texts of one kind are rare in a year. If the paper bears no year, write %(other)s; "
        "the register may hold it already."
    )
    return (Oddity("added_year", message, {"other": f"{number}/{code}-{issuer}"}),)


def of_old_form() -> tuple[Oddity, ...]:
    message = _("This form tells no type; it is practised on old papers. It is kept as typed.")
    return (Oddity("old_form", message),)


def of_no_number() -> tuple[Oddity, ...]:
    message = _("A document without a number: say in the note why, and compare it with the paper.")
    return (Oddity("without_number", message),)


def of_blank() -> tuple[Oddity, ...]:
    message = _("The blank after the number was read as a hyphen.")
    return (Oddity("blank_for_hyphen", message),)


def of_named_issuer(code: str, name: str) -> tuple[Oddity, ...]:
    """A warning where the code and the name of the issuer differ; only where both are well known."""
    meant = _NAMES.get(code.split("-")[0])
    folded = fold(name)
    if meant is None or any(words in folded for words in meant):
        return ()
    others = {words for names in _NAMES.values() for words in names}
    if not any(words in folded for words in others):
        return ()
    message = _("“%(code)s” and the issuer “%(name)s” do not go together. Compare both with the paper.")
    return (Oddity("other_issuer", message, {"code": code, "name": name}),)
