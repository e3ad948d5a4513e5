"""What is unusual in a symbol that can be read: worth a word, never a refusal."""

import re

from django.utils.translation import gettext_lazy as _

from office_culture.rules.symbols.model import Oddity
from office_culture.rules.symbols.types import NORMATIVE_TYPES, STATE_TYPES
from office_culture.text.search import fold

# Committees, their organs and cells. Agencies choose their abbreviations freely, so this only silences a
# warning and never refuses anything.
_PARTY_BODY = re.compile(r"(?:.*(?:TW|TU|ĐU|HU|QU|ThU)|ĐU.*|CB.*|ĐB.*|BCS.*)")
_STATE_BODY = re.compile(r"S[A-ZĐ]+|UBND.*|HĐND.*|VPUB.*|VPCP|TTg|CP|VP\..*")


def of_case(code: str, known: str) -> tuple[Oddity, ...]:
    if code == known:
        return ()
    message = _("The code “%(code)s” was read as “%(known)s”.")
    return (Oddity("case", message, {"code": code, "known": known}),)


def of_party_issuer(issuer: str) -> tuple[Oddity, ...]:
    first = issuer.split("-")[0]
    if _PARTY_BODY.fullmatch(first):
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


def of_letter(issuer: str) -> tuple[Oddity, ...]:
    """A công văn begins with its issuer; what looks like a code there is probably a slip."""
    if issuer.upper() == "CV":
        message = _(
            "A letter of a State body has no type code. Compare with the paper: “CV” is kept as typed."
        )
        return (Oddity("letter_code", message),)
    if issuer in NORMATIVE_TYPES:
        message = _(
            "“%(code)s” is a legal text, which carries a year, as in 30/2020/NĐ-CP. Check the symbol."
        )
        return (Oddity("no_year", message, {"code": issuer}),)
    likely = next((code for code in STATE_TYPES if fold(code) == fold(issuer)), None)
    if likely is None:
        return ()
    message = _("“%(code)s” was read as an agency. If it is the type “%(likely)s”, correct the spelling.")
    return (Oddity("bare_code", message, {"code": issuer, "likely": likely}),)
