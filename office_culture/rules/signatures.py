"""Whose a signature is: comparison of names, and of the identities in certificates of agencies."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from office_culture.text.names import same_name, without_marks
from office_culture.text.search import fold


class IdentityKind(TextChoices):
    """What a certificate says of the agency that it was given to.

    Certificates of Vietnamese agencies name the agency (CN), the bodies above it (O, OU), and carry codes as user ids
    (0.9.2342.19200300.100.1.1): "MST:0400260612" is the tax code, "MNS:1047665" the code of the unit in the State
    budget. The electronic identification code (Decision 20/2020/QĐ-TTg, "000.00.22.H40") stands as an organisation
    identifier or as the serial number of the name.
    """

    NAME = "name", _("name")
    ABOVE = "above", _("body above it")
    TAX_CODE = "tax_code", _("tax code")
    BUDGET_CODE = "budget_code", _("code in the State budget")
    AGENCY_CODE = "agency_code", _("electronic identification code")


class SignaturePart(TextChoices):
    """What a signature of a paper is for."""

    PERSON = "person", _("signer of the paper")
    AGENCY = "agency", _("agency")
    NUMBER = "number", _("agency: number and day")
    APPENDIX = "appendix", _("agency: appendix")
    COPY = "copy", _("agency: copy")


@dataclass(frozen=True, slots=True)
class Identity:
    """One name or code, as it is in a certificate or expected in those of a unit."""

    kind: str
    value: str

    def agrees(self, other: "Identity") -> bool:
        """Whether both are of one kind and equal: names as whole names, codes by their letters and digits."""
        if self.kind != other.kind:
            return False
        if self.kind in (IdentityKind.NAME, IdentityKind.ABOVE):
            return same_name(self.value, other.value)
        return plain_code(self.value) == plain_code(other.value)


@dataclass(frozen=True, slots=True)
class SigningBody:
    """A unit that may sign a paper, with the identities that its certificates carry."""

    name: str
    identities: tuple[Identity, ...]

    def is_named_by(self, certificate: Iterable[Identity]) -> bool:
        """Whether the certificate is this unit's: a kind of identity agrees, and none that both have differs.

        The body above does not suffice: all units below it share it.
        """
        identities = list(certificate)
        agreeing = {mine.kind for mine in self.identities if any(mine.agrees(other) for other in identities)}
        both = {mine.kind for mine in self.identities} & {other.kind for other in identities}
        return both == agreeing and bool(agreeing - {IdentityKind.ABOVE})


class Alike(StrEnum):
    """How the name on a certificate compares with that on the paper: the same, to be asked about, or another."""

    SAME = "same"
    ASK = "ask"
    OTHER = "other"


def compare_names(paper: str, certificate: str) -> Alike:
    """Whether the certificate is the named person's; `Alike.ASK` where it is written without tones and may be."""
    if same_name(paper, certificate):
        return Alike.SAME
    if without_marks(certificate) and fold(certificate) == fold(paper):
        return Alike.ASK
    return Alike.OTHER


def plain_code(code: str) -> str:
    """Letters and digits of a code: "0301519977-029" and "0301519977 029" are the same."""
    return re.sub(r"[^0-9A-Z]", "", code.upper())
