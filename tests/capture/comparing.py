"""What differs between two captures, paper by paper."""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

# What a difference in a file means, the weightiest first: what comes later often only follows from it.
MEANING = {
    "text.txt": "text differs",
    "words.txt": "positions differ",
    "page-": "picture differs",
    "paper.json": "facts differ",
    "plain.txt": "plain text differs",
    "page.html": "page of the screen differs",
    "screen-": "page of the screen differs",
    "sheet-": "drawn sheet differs",
    "word.txt": "Word document differs",
    "bytes.txt": "bytes differ",
}
_SHOWN = 60  # lines of one difference


def compare(before: Path, after: Path) -> tuple[list[str], bool]:
    """One entry for each paper, with what differs in words; and whether all are identical."""
    old, new = _papers(before), _papers(after)
    told, same = [], 0
    for name in sorted(old.keys() & new.keys()):
        found = list(_differences(old[name], new[name]))
        if found:
            told.append(f"{name}: {', '.join(dict.fromkeys(meaning for meaning, _ in found))}")
            told += [shown for _, shown in found if shown][:1]
        else:
            same += 1
    gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    moved = list(_moved({name: old[name] for name in gone}, {name: new[name] for name in come}))
    told += [f"{here} → {there}: identical, at another address" for here, there in moved]
    told += [f"{name}: only before" for name in gone if name not in {here for here, _ in moved}]
    told += [f"{name}: only after" for name in come if name not in {there for _, there in moved}]
    other = sum(not remark.startswith(" ") for remark in told)
    told.append(f"Identical: {same}. Different, moved, or on one side only: {other}.")
    return told, other == 0


def _papers(directory: Path) -> dict[str, dict[str, Path]]:
    """The files of each paper by their names."""
    papers: dict[str, dict[str, Path]] = {}
    for path in sorted(directory.rglob("*")):
        if path.is_file():
            papers.setdefault(path.parent.relative_to(directory).as_posix(), {})[path.name] = path
    if not papers:
        raise FileNotFoundError(f"No papers in {directory}.")
    return papers


def _differences(old: dict[str, Path], new: dict[str, Path]) -> Iterator[tuple[str, str]]:
    names = sorted(old.keys() | new.keys(), key=_rank)
    for name in names:
        if name not in old or name not in new:
            yield _meaning(name), f"    {name} is only {'before' if name in old else 'after'}"
        elif old[name].read_bytes() != new[name].read_bytes():
            yield _meaning(name), "" if name.endswith(".png") else _diff(old[name], new[name])


def _diff(old: Path, new: Path) -> str:
    lines = unified_diff(
        old.read_text("utf-8").splitlines(),
        new.read_text("utf-8").splitlines(),
        f"before/{old.name}",
        f"after/{new.name}",
        lineterm="",
        n=1,
    )
    shown = [f"    {line}" for line in lines]
    rest = [f"    … {len(shown) - _SHOWN} more lines"] if len(shown) > _SHOWN else []
    return "\n".join(shown[:_SHOWN] + rest)


def _meaning(name: str) -> str:
    return next(meaning for start, meaning in MEANING.items() if name.startswith(start))


def _rank(name: str) -> tuple[int, str]:
    return next(rank for rank, start in enumerate(MEANING) if name.startswith(start)), name


def _moved(gone: dict[str, dict[str, Path]], come: dict[str, dict[str, Path]]) -> Iterator[tuple[str, str]]:
    """Papers that stand elsewhere now, each matched once."""
    by_content = {_content(files): name for name, files in come.items()}
    for name, files in gone.items():
        there = by_content.pop(_content(files), None)
        if there:
            yield name, there


def _content(files: dict[str, Path]) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, files[name].read_bytes()) for name in sorted(files))
