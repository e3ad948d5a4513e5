"""QR codes as runs of dark modules, for the canvas of a paper and for SVG on the screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reportlab.graphics.barcode.qr import QrCode


@dataclass(frozen=True, slots=True)
class DarkRun:
    """Dark modules beside each other: row and first column from the upper left corner, and how many."""

    row: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Code:
    """A code of `side` × `side` modules."""

    side: int
    runs: tuple[DarkRun, ...]

    def as_path(self) -> str:
        """The dark modules as one path of SVG, a module being one unit; a single path has no white seams."""
        return "".join(f"M{run.column} {run.row}h{run.length}v1h-{run.length}z" for run in self.runs)


def code_of(text: str) -> Code:
    """The code of a text, which stays readable with 15% of it damaged (level M)."""
    code = QrCode(text, qrLevel="M").qr
    code.make()
    return Code(code.getModuleCount(), tuple(_runs(code.modules)))


def _runs(modules: list[list[bool]]) -> Iterator[DarkRun]:
    for row, line in enumerate(modules):
        column = 0
        for dark, run in groupby(map(bool, line)):
            length = len(list(run))
            if dark:
                yield DarkRun(row, column, length)
            column += length
