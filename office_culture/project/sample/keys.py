"""Keys of an invented authority for the sample office, made anew for each loading and stored nowhere.

They sign the papers of the sample. Real officials sign with their own tokens.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = b"sample"
ROOT_FILE = "sample-root.pem"
_YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class SampleAuthority:
    """A root that certifies the signers of the sample office."""

    name: x509.Name
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def make(cls) -> "SampleAuthority":
        """A new root, valid for ten years."""
        key, name = ec.generate_private_key(ec.SECP256R1()), _named("CA Mẫu - chỉ dùng cho văn phòng mẫu")
        built = _builder(name, name, key, years=10)
        built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        built = built.add_extension(_usage(certificates=True), critical=True)
        return cls(name, key, built.sign(key, hashes.SHA256()))

    def write_root(self, directory: Path) -> None:
        """Writes the root as PEM to the directory of trusted roots."""
        directory.mkdir(parents=True, exist_ok=True)
        (directory / ROOT_FILE).write_bytes(self.certificate.public_bytes(Encoding.PEM))

    def pkcs12(self, name: str) -> bytes:
        """A new key with its certificate for a signer of that name, as PKCS#12; opened with `PASSPHRASE`."""
        key = ec.generate_private_key(ec.SECP256R1())
        built = _builder(_named(name), self.name, key, years=5)
        built = built.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        built = built.add_extension(_usage(certificates=False), critical=True)
        return pkcs12.serialize_key_and_certificates(
            b"sample",
            key,
            built.sign(self.key, hashes.SHA256()),
            [self.certificate],
            BestAvailableEncryption(PASSPHRASE),
        )


def _named(name: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, name[:64])]
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, years: int
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + years * _YEAR)
    )


def _usage(*, certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=not certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )
