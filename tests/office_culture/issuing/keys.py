"""Certificates of an invented authority, made for each run: nothing secret lies in the repository."""

import datetime
import functools
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSPHRASE = b"mot-mat-khau"
NOW = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """A root that issues certificates."""

    name: x509.Name
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @classmethod
    def make(cls, name: str = "CA Thử nghiệm") -> "Authority":
        key, subject = _key(), _named(name)
        built = _builder(subject, subject, key, NOW - 900 * DAY, NOW + 900 * DAY)
        built = built.add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
        built = built.add_extension(_usage(signs_certificates=True), critical=True)
        return cls(subject, key, built.sign(key, hashes.SHA256()))

    def below(self, name: str) -> "Authority":
        """An authority that this one has certified."""
        key, subject = _key(), _named(name)
        built = _builder(subject, self.name, key, NOW - 900 * DAY, NOW + 900 * DAY)
        built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        built = built.add_extension(_usage(signs_certificates=True), critical=True)
        return Authority(subject, key, built.sign(self.key, hashes.SHA256()))

    def pkcs12(
        self,
        name: str,
        *,
        further: tuple[tuple[x509.ObjectIdentifier, str], ...] = (),
        stamps_time: bool = False,
        begins: datetime.datetime = NOW - 30 * DAY,
        ends: datetime.datetime = NOW + 300 * DAY,
        key_size: int = 2048,
        for_signing: bool = True,
    ) -> bytes:
        """A key with its certificate, as officials of small offices keep them. `further` parts of the name follow."""
        key = _key_of(name, key_size)
        built = _builder(_named(name, further), self.name, key, begins, ends)
        if stamps_time:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            built = built.add_extension(usage, critical=True)
        built = built.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        built = built.add_extension(_usage(signs_documents=for_signing), critical=True)
        certificate = built.sign(self.key, hashes.SHA256())
        return pkcs12.serialize_key_and_certificates(
            b"key", key, certificate, [self.certificate], BestAvailableEncryption(PASSPHRASE)
        )

    def written_to(self, directory: Path) -> Path:
        directory.mkdir(parents=True, exist_ok=True)
        (directory / "root.pem").write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return directory

    def revoking(self, stored: bytes) -> bytes:
        """A revocation list that names the certificate of a PKCS#12 file."""
        _, certificate, _ = pkcs12.load_key_and_certificates(stored, PASSPHRASE)
        revoked = x509.RevokedCertificateBuilder(certificate.serial_number, NOW - DAY).build()
        built = x509.CertificateRevocationListBuilder(
            self.name, last_update=NOW - DAY, next_update=NOW + 30 * DAY, revoked_certificates=[revoked]
        )
        return built.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _key(size: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=size)


@functools.cache
def _key_of(name: str, size: int) -> rsa.RSAPrivateKey:
    """The key of whoever has that name: it goes on with a new certificate, and nobody else has it."""
    return _key(size)


def _named(name: str, further: tuple[tuple[x509.ObjectIdentifier, str], ...] = ()) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            *(x509.NameAttribute(kind, value) for kind, value in further),
        ]
    )


def _builder(subject, issuer, key, begins, ends) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
    )


def _usage(*, signs_documents: bool = False, signs_certificates: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs_documents,
        content_commitment=signs_documents,
        key_encipherment=not signs_documents and not signs_certificates,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
