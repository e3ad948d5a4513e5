"""Why a signed file is not accepted."""

from typing import Any


class SignatureRefused(Exception):
    """`code` names the fault for programs and tests; the text is a sentence for the person who handed the file in."""

    def __init__(self, code: str, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.code = code
