"""The name and the identities in the certificate of a signer."""

import re
from collections.abc import Iterator

from asn1crypto import x509

from office_culture.rules.signatures import Identity, IdentityKind

# User ids of Vietnamese certificates: "MST:0400260612". The codes of persons are never those of an agency.
_CODED = re.compile(r"\s*([^\W\d_]+)\s*:\s*(\S.*)")
_CODES = {"MST": IdentityKind.TAX_CODE, "MNS": IdentityKind.BUDGET_CODE}
_ABOVE = ("organization_name", "organizational_unit_name")
_PERSONAL = {"CCCD", "CMND", "CMT", "HC", "PID", "DDCN"}
_AGENCY_CODE = re.compile(
    r"(?:[A-Z]{2,8}[:-])?((?:\d{2,3}\.)+[A-Z]\d{2}(?:\.\d{2,3})*|[A-Z]\d{2}(?:\.\d{1,3})*)"
)


def name_of(certificate: x509.Certificate) -> str:
    """The name of the person or agency that the certificate was given to."""
    names = certificate.subject.native
    found = names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly
    return str(found[0] if isinstance(found, list) else found)


def identities_of(certificate: x509.Certificate) -> list[Identity]:
    """The names and codes of an agency; empty where the certificate contains the number of a person's papers."""
    parts = list(_parts(certificate))
    coded = [match for kind, value in parts if kind == "user_id" and (match := _CODED.match(value))]
    if any(match[1].upper() in _PERSONAL for match in coded):
        return []
    return [
        Identity(IdentityKind.NAME, name_of(certificate)),
        *(Identity(IdentityKind.ABOVE, value) for kind, value in parts if kind in _ABOVE),
        *(Identity(_CODES[code], match[2]) for match in coded if (code := match[1].upper()) in _CODES),
        *_agency_codes(parts),
    ]


def _agency_codes(parts: list[tuple[str, str]]) -> Iterator[Identity]:
    for kind, value in parts:
        if kind in ("organization_identifier", "serial_number", "user_id"):
            match = _AGENCY_CODE.fullmatch(value.strip())
            if match:
                yield Identity(IdentityKind.AGENCY_CODE, match[1])


def _parts(certificate: x509.Certificate) -> Iterator[tuple[str, str]]:
    for names in certificate.subject.chosen:
        for name in names:
            yield str(name["type"].native), str(name["value"].native)
