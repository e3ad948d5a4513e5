"""Digital signatures on issued papers: checking those made outside, and making them with a PKCS#12 file.

The only place that imports pyHanko. Knows no model and no settings: bytes and certificates in, findings or a
`SignatureRefused` out.
"""

from office_culture.signing.check import Before, Expected, check_signed
from office_culture.signing.errors import NameQuestion, NamesToConfirm, SignatureRefused
from office_culture.signing.found import FoundSignature
from office_culture.signing.key import Placement, UnusableKey, sign
from office_culture.signing.trust import Trust, UnusableTrust, load_trust

__all__ = [
    "Before",
    "Expected",
    "FoundSignature",
    "NameQuestion",
    "NamesToConfirm",
    "Placement",
    "SignatureRefused",
    "Trust",
    "UnusableKey",
    "UnusableTrust",
    "check_signed",
    "load_trust",
    "sign",
]
