"""A signature as it was read from a file."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from office_culture.rules.signatures import SignaturePart, SigningBody


@dataclass(frozen=True, slots=True)
class SignatureReading:
    """A signature with the data of its certificate, and `fault`, the sentence that says why it is not valid.

    `signed_at` is the signer's own word unless `time_stamped`. `for_whom` is the signer as the paper names him, or the
    unit that may sign it; "" where the signature is neither's. `to_confirm` is the name on the paper where the
    certificate writes it without tones and nobody has confirmed yet that both are one.
    """

    signer: str
    part: SignaturePart
    signed_at: datetime.datetime | None
    time_stamped: bool
    certificate: str
    certified_by: str
    serial: str
    fingerprint: str
    valid_from: datetime.datetime
    valid_to: datetime.datetime
    algorithm: str
    for_whom: str = ""
    confirmed: bool = False
    to_confirm: str = ""
    code: str = ""
    fault: str = ""

    @property
    def valid(self) -> bool:
        return not self.fault


@dataclass(frozen=True, slots=True)
class Before:
    """The file of the last upload, found valid at `at`, with its `count` signatures."""

    content: bytes
    count: int
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Expected:
    """Whose signatures a paper may bear: one of each named signer, and any number of those of the bodies.

    `confirmed` are the fingerprints of certificates whose name without tones somebody confirmed to be the signer's.
    """

    signers: Sequence[str]
    bodies: Sequence[SigningBody]
    confirmed: Collection[str] = ()
