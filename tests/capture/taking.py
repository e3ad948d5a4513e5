"""Opens every door of the sample office, issues what is still a draft, and opens the doors of papers again."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from tests.capture import office, writing
from tests.capture.watch import Watch


def take_all(directory: Path) -> int:
    """Writes every paper below `directory`; returns how many."""
    office.open_office()
    from tests.capture import doors, pressing

    watch = Watch()
    watch.begin()
    with watch.stretch() as seen:
        office.load_sample()
    camera = Camera(directory, watch)
    people = pressing.people()
    pressing.write_drafts(people)
    kinds = doors.record_doors()
    camera.stage = "1-as-loaded"
    for paper, content in seen.drawn:
        if paper.number and paper.number.number:
            camera.keep_issued(paper, content)
    doors.walk(people.writer, camera.take, kinds)
    camera.stage = "2-issued"
    if not pressing.issue(people):
        raise RuntimeError("No paper was issued: the capture does not know how papers are issued.")
    doors.walk(people.writer, camera.take, kinds)
    camera.stage = "3-printed"
    for name, opened in pressing.prints(people):
        camera.take(name, opened)
    return camera.papers


class Camera:
    """Writes down what doors hand out. What a door gave already in an earlier stage is not written again."""

    def __init__(self, directory: Path, watch: Watch) -> None:
        self.stage = ""
        self.papers = 0
        self._directory = directory
        self._watch = watch
        self._given: set[tuple[str, str]] = set()

    def take(self, address: str, opened: Callable):
        """Opens a door once and writes down the papers behind it; returns its answer."""
        with self._watch.stretch() as seen:
            answer = opened()
        if answer is None:
            return None
        kind = answer.media_type.partition(";")[0]
        if kind == "text/html":
            if seen.on_screen and self._is_new(address, "".join(seen.on_screen).encode()):
                folder = self._folder(address)
                for place, markup in enumerate(seen.on_screen, start=1):
                    writing.write_markup(folder, f"screen-{place:03}.html", markup)
        elif kind == "application/pdf":
            frozen = self._watch.paper_of(answer.content)
            if self._is_new(address, frozen[1] if frozen else answer.content):
                folder = self._folder(address)
                writing.write_pdf(folder, answer.content, frozen)
                self._draw(folder, seen.sheets)
        elif self._is_new(address, answer.content):
            write = {"text/plain": writing.write_text}.get(kind, writing.write_docx)
            write(self._folder(address), answer.content)
        return answer

    def keep_issued(self, paper, content: bytes) -> None:
        """A paper that was issued while the office was loaded, as it was before anybody signed it."""
        title = f"issued {paper.number.number} {paper.number.symbol} {paper.metadata.created:%Y} {paper.title.kind}"
        if self._is_new(title, content):
            writing.write_pdf(self._folder(title), content, (paper, content))

    def _draw(self, folder: Path, sheets: list) -> None:
        from office_culture.papers.certificates.svg import as_svg

        for place, sheet in enumerate(sheets, start=1):
            writing.write_markup(folder, f"sheet-{place:03}.svg", as_svg(sheet, title=""))

    def _is_new(self, address: str, content: bytes) -> bool:
        mark = (address, hashlib.sha256(content).hexdigest())
        if mark in self._given:
            return False
        self._given.add(mark)
        return True

    def _folder(self, address: str) -> Path:
        self.papers += 1
        name = re.sub(r"[^\w.=-]+", "-", address).strip("-")
        folder = self._directory / self.stage / name
        folder.mkdir(parents=True)
        return folder
