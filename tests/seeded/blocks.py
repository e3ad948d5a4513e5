"""Where a function can be: its statements in blocks of which either all run or none, and a note at the head of each.

`noted` writes into each block a line that marks it in a list: much cheaper than tracing every line.
"""

import ast
from dataclasses import dataclass, field

# The name under which the functions of a module find the list.
NOTES = "_seeded_reached"
Place = tuple[int, int]  # line and column of a statement
_COMPOUND = (
    ast.If,
    ast.For,
    ast.While,
    ast.With,
    ast.Try,
    ast.TryStar,
    ast.Match,
    ast.AsyncFor,
    ast.AsyncWith,
)


@dataclass
class Blocks:
    """The block of every statement in a function, by its place; numbers go on from one file to the next."""

    next: int = 0
    of: dict[tuple[str, Place], int] = field(default_factory=dict)

    def noted(self, file: str, source: str) -> ast.Module:
        """The tree of a file with a note at the head of each block."""
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                node.body = self._list(file, node.body, docstring=True)
        return ast.fix_missing_locations(tree)

    def _list(self, file: str, statements: list[ast.stmt], *, docstring: bool = False) -> list[ast.stmt]:
        noted: list[ast.stmt] = []
        begins = True
        for place, statement in enumerate(statements):
            text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            if docstring and place == 0 and text and len(statements) > 1:
                noted.append(statement)
                continue
            if begins:
                noted.append(_note(self.next, statement))
                self.next += 1
            self.of[file, (statement.lineno, statement.col_offset)] = self.next - 1
            # What stands behind a branch may never be reached.
            begins = isinstance(statement, _COMPOUND)
            if begins:
                self._below(file, statement)
            noted.append(statement)
        return noted

    def _below(self, file: str, statement: ast.stmt) -> None:
        parts = [statement, *getattr(statement, "handlers", []), *getattr(statement, "cases", [])]
        for part in parts:
            for name in ("body", "orelse", "finalbody"):
                inner = getattr(part, name, None)
                if isinstance(inner, list) and inner:
                    setattr(part, name, self._list(file, inner))


def _note(number: int, before: ast.stmt) -> ast.stmt:
    target = ast.Subscript(ast.Name(NOTES, ast.Load()), ast.Constant(number), ast.Store())
    return ast.copy_location(ast.Assign([target], ast.Constant(1)), before)
