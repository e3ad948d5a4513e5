"""Looks on while the paper kit works: which papers, sheets and pages of the screen it is asked for."""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any


@dataclass
class Seen:
    """What the kit made within one stretch of work, in order."""

    drawn: list[tuple[Any, bytes]] = field(default_factory=list)  # papers with their PDF
    on_screen: list[str] = field(default_factory=list)  # papers, pieces of papers and sheets as markup
    sheets: list[Any] = field(default_factory=list)  # of certificates


class Watch:
    """Stands between the kit and whoever asks it. Remembers for every PDF the paper that it prints."""

    def __init__(self) -> None:
        self._seen = Seen()
        self._papers: dict[str, tuple[Any, bytes]] = {}

    def begin(self) -> None:
        """Puts itself in the place of the kit's doors, in every module that has imported them."""
        from office_culture.papers import certificates, html, pdf

        self._stand_before(pdf.render_pdf, self._paper_drawn)
        for door in (html.render_html, html.render_parts, html.render_pieces, certificates.as_svg):
            self._stand_before(door, self._shown)
        self._stand_before(certificates.part_of, self._sheets_drawn)

    @contextmanager
    def stretch(self) -> Iterator[Seen]:
        """What is made inside."""
        self._seen = Seen()
        yield self._seen

    def paper_of(self, content: bytes) -> tuple[Any, bytes] | None:
        """The paper that these bytes print, and the bytes without the signatures that were added to them."""
        known = self._papers.get(_digest(content))
        if known:
            return known
        # Signing adds to the end of a file and leaves what stands before.
        return next((one for one in self._papers.values() if content.startswith(one[1])), None)

    def _paper_drawn(self, made: Any, paper: Any, *_: Any, **__: Any) -> None:
        self._papers[_digest(made.content)] = (paper, made.content)
        self._seen.drawn.append((paper, made.content))

    def _shown(self, made: str | list[str], *_: Any, **__: Any) -> None:
        self._seen.on_screen += [made] if isinstance(made, str) else made

    def _sheets_drawn(self, _made: bytes, sheets: Any, *_: Any, **__: Any) -> None:
        self._seen.sheets += sheets

    def _stand_before(self, door: Any, tell: Any) -> None:
        @wraps(door)
        def told(*args: Any, **kwargs: Any) -> Any:
            made = door(*args, **kwargs)
            tell(made, *args, **kwargs)
            return made

        for module in list(sys.modules.values()):
            for name, value in list(getattr(module, "__dict__", {}).items()):
                if value is door:
                    setattr(module, name, told)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
