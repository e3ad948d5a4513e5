"""Digital signatures on issued papers: checking those made outside, and making them with a PKCS#12 file.

The only place that imports pyHanko. Knows no model and no settings: bytes and certificates in, findings or a
`SignatureRefused` out. Whoever needs `check` or `key` imports them there and then: pyHanko takes long to load, and few
commands and pages of the program sign or check anything.
"""

from office_culture.signing.errors import NameQuestion, NamesToConfirm, SignatureRefused, UnusableKey
from office_culture.signing.found import Before, Expected, SignatureReading
from office_culture.signing.trust import Trust, UnusableTrust, load_trust

__all__ = [
    "Before",
    "Expected",
    "NameQuestion",
    "NamesToConfirm",
    "SignatureReading",
    "SignatureRefused",
    "Trust",
    "UnusableKey",
    "UnusableTrust",
    "load_trust",
]
