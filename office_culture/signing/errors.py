"""Why a signed file is refused, or needs a confirmation first, or a key cannot sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from office_culture.signing.found import SignatureReading


class SignatureRefused(Exception):
    """`code` names the fault for programs and tests; the text is a sentence for the person who handed the file in.

    `signatures` are the readings of its signatures as far as they could be read, each valid or with its own fault.
    """

    def __init__(self, code: str, sentence: Any, signatures: "Sequence[SignatureReading]" = ()) -> None:
        super().__init__(str(sentence))
        self.code = code
        self.signatures = tuple(signatures)


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """The question whether the certificate's name without tones is the person whom the paper names."""

    certificate: str
    paper: str
    fingerprint: str


class NamesToConfirm(Exception):
    """All signatures are valid, but a person has to confirm whose some of them are; one question for each."""

    def __init__(self, questions: Sequence[NameQuestion], signatures: "Sequence[SignatureReading]") -> None:
        super().__init__("; ".join(f"{question.certificate} / {question.paper}" for question in questions))
        self.questions = tuple(questions)
        self.signatures = tuple(signatures)


class UnusableKey(Exception):
    """The PKCS#12 file cannot be opened, or has no key with its certificate."""
