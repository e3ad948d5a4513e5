"""Generated papers of every kind, held against a validator and our judge as PDF/A-2a and PDF/UA-1: `make sweep`.

The seed is the number of the paper, so a fault that is found can be looked at again.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from office_culture.papers.certificates import compose, default_layout, joined, part_of
from office_culture.papers.fonts import bundled_fonts
from office_culture.papers.paper import Metadata
from office_culture.papers.pdf import faults_of, render_pdf
from office_culture.papers.pdf.marks import signature_mark
from office_culture.papers.pdf.pages import SigningRoom
from tests.papers import examples
from tests.papers.reading import faults_by_validator

WORDS = examples.SENTENCE.split()
KINDS = ("report", "draft", "decision", "minutes", "letter", "certificates", "mark")


@dataclass(frozen=True)
class Judged:
    kind: str
    seed: int
    by_validator: list[str]
    by_kit: list[str]


def generated(kind: str, seed: int) -> bytes:
    """A paper of that kind whose words and length follow from the seed."""
    chance = random.Random(f"{kind} {seed}")
    words = " ".join(chance.choices(WORDS, k=chance.randint(4, 12)))
    if kind == "certificates":
        texts = {"name": words, "title": "Giấy khen", "signer": f"Người ký {seed}"}
        layout = default_layout(297, 210, framed=bool(seed % 2))
        sheets = [compose(layout, texts | {"book": f"{n}"}, bundled_fonts()) for n in range(1 + seed % 3)]
        return joined([part_of(sheets)], Metadata(title=words, created=examples.CREATED, author="Văn phòng"))
    if kind == "mark":
        return signature_mark(SigningRoom(0, 0, 0, 500, 72), words.title()).picture
    maker = {"draft": examples.report}.get(kind) or getattr(examples, kind)
    paper = maker()
    blocks = (*paper.blocks, *examples.filler(chance.randint(0, 5)))
    if kind in ("report", "draft") and chance.random() < 0.7:
        blocks = examples.filler(chance.randint(1, 9))
    return render_pdf(
        replace(
            paper,
            blocks=blocks,
            title=replace(paper.title, subject=words) if paper.title else None,
            appendices=(examples.honours(chance.randint(1, 30)),) if chance.random() < 0.2 else (),
            metadata=replace(paper.metadata, subject=words),
            draft=kind == "draft",
        )
    ).content


def judged(kind: str, seed: int) -> Judged:
    content = generated(kind, seed)
    if kind == "mark":  # no paper yet: only its streams become part of one
        return Judged(kind, seed, [], [fault for fault in faults_of(content) if "6.1.7" in fault])
    return Judged(kind, seed, faults_by_validator(content), faults_of(content))


def sweep(count: int) -> Iterator[Judged]:
    """`count` papers, the kinds by turns."""
    for seed in range(count):
        yield judged(KINDS[seed % len(KINDS)], seed)


def main(count: int) -> int:
    papers, bad = Counter(), Counter()
    for one in sweep(count):
        papers[one.kind] += 1
        for fault in one.by_validator + one.by_kit:
            bad[one.kind] += 1
            print(f"{one.kind} {one.seed}: {fault}", file=sys.stderr)
    for kind in KINDS:
        print(f"{kind}: {papers[kind]} papers, {bad[kind]} faults")
    return min(sum(bad.values()), 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 350))
