"""What a check found."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Errors stop the issue of a paper; warnings must be mended or acknowledged."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that a check found against the issue of a paper.

    `check` is the code of the check and `subject` what it is about, such as the key of a section. `seen` is what was
    found there, in words that do not depend on the language of the screen: an acknowledgement is valid for it and
    lapses when it changes. `mend` is the address of the page that mends it, "" where there is none.
    """

    check: str
    severity: Severity
    sentence: str
    subject: str
    seen: str
    mend: str = ""
    place: str = ""

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits that change with what was seen."""
        return hashlib.sha256(f"{self.check}\n{self.subject}\n{self.seen}".encode()).hexdigest()

    @property
    def identity(self) -> tuple[str, str, str]:
        """What an acknowledgement must match."""
        return (self.check, self.subject, self.fingerprint)

    @property
    def is_error(self) -> bool:
        """Whether it stops the issue."""
        return self.severity is Severity.ERROR
