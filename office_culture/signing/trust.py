"""The trusted certificates: the roots that the installation names, and revocation lists beside them."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import crl, pem, x509

_CERTIFICATES = (".pem", ".crt", ".cer")
_REVOCATIONS = (".crl",)


class UnusableTrust(Exception):
    """The directory of roots is missing, empty or has an unusable file; the text names the file."""


@dataclass(frozen=True)
class Trust:
    """Certificates of the directory, and the revocation lists that were put beside them.

    A self-signed certificate is a root; any other only helps to build a chain to one. Nothing is fetched from a
    network: a certificate counts as revoked as far as a list in the directory says so.
    """

    roots: tuple[x509.Certificate, ...]
    others: tuple[x509.Certificate, ...]
    revocations: tuple[crl.CertificateList, ...]

    def revoked(self, certificate: x509.Certificate, moment: datetime.datetime) -> bool:
        """Whether a list of the certificate's issuer names it as revoked by `moment`.

        The lists are as old as whoever put them there lets them be, so one that is out of date still counts.
        """
        return any(
            entry["user_certificate"].native == certificate.serial_number
            and entry["revocation_date"].native <= moment
            for listed in self.revocations
            if listed.issuer == certificate.issuer
            for entry in listed["tbs_cert_list"]["revoked_certificates"]
        )


def load_trust(directory: Path) -> Trust:
    """Reads every .pem, .crt, .cer (PEM or DER) and .crl file. Raises `UnusableTrust`."""
    if not directory.is_dir():
        raise UnusableTrust(f"{directory} is no directory.")
    certificates: list[x509.Certificate] = []
    revocations: list[crl.CertificateList] = []
    for path in sorted(directory.iterdir()):
        try:
            if path.suffix.lower() in _CERTIFICATES:
                certificates += [_certificate(der) for der in _der(path)]
            elif path.suffix.lower() in _REVOCATIONS:
                revocations += [_revocations(der) for der in _der(path)]
        except (ValueError, OSError) as error:
            raise UnusableTrust(f"{path}: {error}") from error
    roots = tuple(found for found in certificates if found.self_issued)
    if not roots:
        raise UnusableTrust(f"{directory} holds no root certificate.")
    others = tuple(found for found in certificates if not found.self_issued)
    return Trust(roots, others, tuple(revocations))


def _der(path: Path) -> list[bytes]:
    content = path.read_bytes()
    if not pem.detect(content):
        return [content]
    return [der for _, _, der in pem.unarmor(content, multiple=True)]


def _certificate(der: bytes) -> x509.Certificate:
    certificate = x509.Certificate.load(der, strict=True)
    certificate.native  # noqa: B018 - parses the whole, so that a broken file is told now
    return certificate


def _revocations(der: bytes) -> crl.CertificateList:
    revocations = crl.CertificateList.load(der, strict=True)
    revocations.native  # noqa: B018
    return revocations
