"""Every place where a fault can be seeded, and a choice that stays the same while functions move between files."""

import ast
import copy
import hashlib
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.seeded.blocks import Place
from tests.seeded.kinds import KINDS, Site, called

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("office_culture", "campaign", "awards")
# Every ring has so many, however small it is.
LEAST = 4
_LEFT_OUT = {"migrations", "settings"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Fault:
    """One change of one function. `nth` tells like ones in one function apart.

    `at` is the place of its statement, `number` its own among all that are possible in the file.
    """

    file: str
    ring: str
    function: str
    kind: str
    statement: str
    nth: int
    line: int
    at: Place
    number: int

    @property
    def identity(self) -> str:
        """Stays the same wherever the function lies, as long as its name and the statement do."""
        return _digest(self.function, self.kind, self.statement, str(self.nth))[:12]

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line} {self.function}"

    @property
    def what(self) -> str:
        return f"{self.kind}: {self.statement}"


def ring_of(file: str) -> str:
    """The folder below the package; the composition root is told by the part of it."""
    _package, *folders, _name = file.split("/")
    if folders[:1] == ["project"]:
        return folders[1] if len(folders) > 1 else "project"
    return folders[0] if folders else "root"


def files() -> list[str]:
    found = (path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return sorted(path.as_posix() for path in found if not _LEFT_OUT & set(path.parts))


def choose(every: list[Fault], count: int) -> list[Fault]:
    """`count` faults, at most one in a function, spread over rings and kinds; by hash: the same choice each time."""
    times = Counter(fault.identity for fault in every)
    # Only what cannot be taken for another one when files have moved.
    single = (fault for fault in every if times[fault.identity] == 1)
    ordered = sorted(single, key=lambda fault: _digest("choice", fault.identity))
    sizes = Counter(fault.ring for fault in every)
    ranks, given = Counter[tuple[str, str]](), Counter[str]()
    turns: list[tuple[float, Fault]] = []
    functions = set[tuple[str, str]]()
    for fault in ordered:
        function = (fault.file, fault.function)
        if function in functions:
            continue
        rank = ranks[fault.ring, fault.kind]
        if rank > count:
            continue
        functions.add(function)
        ranks[fault.ring, fault.kind] += 1
        given[fault.ring] += 1
        # A ring four times as large has twice as many turns; in each turn every kind comes once.
        turn = (rank + 1) / math.sqrt(sizes[fault.ring])
        turns.append((turn if given[fault.ring] > LEAST else 0, fault))
    turns.sort(key=lambda turn: turn[0])
    return [fault for _turn, fault in turns[:count]]


def like(every: list[Fault], identities: list[str]) -> list[Fault]:
    """The faults of another run that still have their place, in its order."""
    known = {fault.identity: fault for fault in reversed(every)}
    return [known[identity] for identity in identities if identity in known]


def all_faults() -> list[Fault]:
    return [fault for file in files() for fault in faults_of(file, (ROOT / file).read_text("utf-8"))]


def faults_of(file: str, source: str) -> list[Fault]:
    """All faults of all functions of a file."""
    seen = Counter[tuple[str, str, str]]()
    found = []
    for number, (function, kind, site) in enumerate(_places(ast.parse(source))):
        statement = _told(site.statement)
        nth = seen[function, kind, statement]
        seen[function, kind, statement] += 1
        at = (site.statement.lineno, site.statement.col_offset)
        line = getattr(site.node, "lineno", at[0])
        found.append(Fault(file, ring_of(file), function, kind, statement, nth, line, at, number))
    return found


def changed(source: str, fault: Fault) -> ast.Module:
    """The tree of the file with the fault in it."""
    tree = ast.parse(source)
    for number, (_function, kind, site) in enumerate(_places(tree)):
        if number == fault.number:
            # A copy: the parts that stay would otherwise stand in the tree twice.
            new = KINDS[kind](site)
            assert new is not None
            site.put(copy.deepcopy(new))
            return tree
    raise LookupError(f"{fault.place} has no fault of number {fault.number}.")


def outside_functions() -> Counter[str]:
    """How many places of each ring are not seeded because they stand in the body of a module or class."""
    counted = Counter[str]()
    for file in files():
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        for node in _declarations(tree):
            counted[ring_of(file)] += sum(
                change(site) is not None for site in _sites(node, node) for change in KINDS.values()
            )
    return counted


def _places(tree: ast.Module) -> Iterator[tuple[str, str, Site]]:
    """Each function's name, a kind, and a place to which it applies; in an order that the source alone decides."""
    for name, function in _functions(tree, ""):
        for index, statement in enumerate(function.body):
            for site in _sites(statement, function, "body", index):
                for kind, change in KINDS.items():
                    if change(site) is not None:
                        yield name, kind, site


def _functions(node: ast.AST, before: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _FUNCTIONS):
            yield f"{before}{child.name}", child
            yield from _functions(child, f"{before}{child.name}.<locals>.")
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{before}{child.name}.")
        elif not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield from _functions(child, before)


def _declarations(node: ast.AST) -> Iterator[ast.stmt]:
    for child in getattr(node, "body", []):
        if isinstance(child, ast.ClassDef):
            yield from _declarations(child)
        elif isinstance(child, ast.Assign | ast.AnnAssign):
            yield child


def _sites(
    node: ast.AST,
    parent: ast.AST,
    field: str = "body",
    index: int | None = None,
    statement: ast.stmt | None = None,
    calls: str = "",
) -> Iterator[Site]:
    """The node and everything below it, but for functions and classes of their own, annotations and docstrings."""
    if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.stmt):
        statement, calls = node, ""
    assert statement is not None
    yield Site(statement, parent, field, index, node, calls)
    if isinstance(node, ast.Call):
        calls = called(node)
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "ctx", "op", "ops"} or isinstance(node, ast.JoinedStr | ast.pattern):
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                yield from _sites(child, node, name, place, statement, calls)


def _told(statement: ast.stmt) -> str:
    """The statement in one line; of a compound one its head."""
    head = copy.copy(statement)
    for name in ("body", "orelse", "finalbody"):
        if isinstance(getattr(head, name, None), list):
            setattr(head, name, [ast.Pass()] if name == "body" else [])
    if isinstance(head, ast.Try | ast.TryStar):
        return "try"
    if isinstance(head, ast.Match):
        return f"match {ast.unparse(head.subject)}"
    return " ".join(ast.unparse(head).split())


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()
