"""Why a signed file is not accepted, or not yet, or a key does not sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from office_culture.signing.found import FoundSignature


class SignatureRefused(Exception):
    """`code` names the fault for programs and tests; the text is a sentence for the person who handed the file in.

    `told` are the signatures of the file as far as they could be read, each valid or with its own fault.
    """

    def __init__(self, code: str, sentence: Any, told: "Sequence[FoundSignature]" = ()) -> None:
        super().__init__(str(sentence))
        self.code = code
        self.told = tuple(told)


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """Whether the certificate's name without tones is the person whom the paper names."""

    certificate: str
    paper: str
    fingerprint: str


class NamesToConfirm(Exception):
    """All signatures are valid, but somebody has to say whose some of them are."""

    def __init__(self, questions: Sequence[NameQuestion], told: "Sequence[FoundSignature]") -> None:
        super().__init__("; ".join(f"{one.certificate} / {one.paper}" for one in questions))
        self.questions = tuple(questions)
        self.told = tuple(told)


class UnusableKey(Exception):
    """The PKCS#12 file does not open, or holds no key with its certificate."""
