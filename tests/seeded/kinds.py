"""What can be done to a piece of code: each kind takes a place in the tree and gives what stands there afterwards."""

import ast
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """A node with the way back to it. `calls` is the name of the function in whose arguments it stands, if any."""

    statement: ast.stmt
    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST
    calls: str = ""

    def put(self, new: ast.AST) -> None:
        """Puts a node in the place."""
        new = ast.fix_missing_locations(ast.copy_location(new, self.node))
        if self.index is None:
            setattr(self.parent, self.field, new)
        else:
            getattr(self.parent, self.field)[self.index] = new


Change = Callable[[Site], ast.AST | None]

_TURNED = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_MOVED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
_ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult}
_EMPTIED: dict[type, Callable[[], ast.expr]] = {
    ast.List: lambda: ast.List([], ast.Load()),
    ast.ListComp: lambda: ast.List([], ast.Load()),
    ast.Tuple: lambda: ast.Tuple([], ast.Load()),
    ast.Dict: lambda: ast.Dict([], []),
    ast.DictComp: lambda: ast.Dict([], []),
    ast.JoinedStr: lambda: ast.Constant(""),
}
_LOOKUPS = {"filter", "exclude", "get", "Q"}
_ORDERS = {"order_by", "earliest", "latest"}
_PERMISSIONS = {"has_perm", "has_perms", "permission_required"}


def _compared(site: Site, table: dict) -> ast.AST | None:
    node = site.node
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or type(node.ops[0]) not in table:
        return None
    return ast.Compare(node.left, [table[type(node.ops[0])]()], node.comparators)


def comparison_turned(site: Site) -> ast.AST | None:
    return _compared(site, _TURNED)


def boundary_moved(site: Site) -> ast.AST | None:
    return _compared(site, _MOVED)


def and_or(site: Site) -> ast.AST | None:
    node = site.node
    if not isinstance(node, ast.BoolOp):
        return None
    return ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def negated(site: Site) -> ast.AST | None:
    """A condition that is no comparison, or a "not" that falls away. Loops are left alone: they would not end."""
    node = site.node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    asked = (site.field == "test" and isinstance(site.parent, ast.If | ast.IfExp)) or site.field == "ifs"
    return ast.UnaryOp(ast.Not(), node) if asked and not isinstance(node, ast.Compare) else None


def number_raised(site: Site) -> ast.AST | None:
    return ast.Constant(site.node.value + 1) if _is_number(site.node) else None


def number_lowered(site: Site) -> ast.AST | None:
    return ast.Constant(site.node.value - 1) if _is_number(site.node) else None


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int


def flag_turned(site: Site) -> ast.AST | None:
    node = site.node
    return (
        ast.Constant(not node.value)
        if isinstance(node, ast.Constant) and isinstance(node.value, bool)
        else None
    )


def arithmetic(site: Site) -> ast.AST | None:
    node = site.node
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        sides = (node.left, node.right)
        words = (ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp)
        if any(isinstance(side, words) or isinstance(getattr(side, "value", None), str) for side in sides):
            return None  # texts and lists have no minus: any test would see it
        return ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right)
    if isinstance(node, ast.AugAssign) and type(node.op) in _ARITHMETIC:
        return ast.AugAssign(node.target, _ARITHMETIC[type(node.op)](), node.value)
    return None


def nothing_returned(site: Site) -> ast.AST | None:
    node = site.node
    if not isinstance(node, ast.Return) or node.value is None or isinstance(node.value, ast.Constant):
        return None
    return ast.Return(ast.Constant(None))


def empty_returned(site: Site) -> ast.AST | None:
    node = site.node
    if not isinstance(node, ast.Return) or type(node.value) not in _EMPTIED:
        return None
    return ast.Return(_EMPTIED[type(node.value)]())


def call_removed(site: Site) -> ast.AST | None:
    node = site.node
    return ast.Pass() if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None


def raise_removed(site: Site) -> ast.AST | None:
    return ast.Pass() if isinstance(site.node, ast.Raise) else None


def guard_removed(site: Site) -> ast.AST | None:
    """An "if" that leaves the function or the loop."""
    node = site.node
    leaves = isinstance(node, ast.If) and not node.orelse
    return ast.Pass() if leaves and isinstance(node.body[-1], ast.Return | ast.Raise | ast.Continue) else None


def first_skipped(site: Site) -> ast.AST | None:
    """The first statement of a function with several; assignments and returns aside, whose loss shows at once."""
    node = site.node
    first = isinstance(site.parent, ast.FunctionDef | ast.AsyncFunctionDef) and site.field == "body"
    if not (first and isinstance(node, ast.If | ast.For | ast.With) and len(site.parent.body) > 1):
        return None
    before = site.parent.body[: site.index]
    return ast.Pass() if all(_is_docstring(one) for one in before) else None


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def lookup_dropped(site: Site) -> ast.AST | None:
    """One of the conditions of a query falls away."""
    node = site.node
    if not isinstance(node, ast.Call) or called(node) not in _LOOKUPS or not node.keywords:
        return None
    return ast.Call(node.func, node.args, node.keywords[1:])


def order_turned(site: Site) -> ast.AST | None:
    word = _word(site, _ORDERS)
    return ast.Constant(word.removeprefix("-") if word.startswith("-") else f"-{word}") if word else None


def permission_altered(site: Site) -> ast.AST | None:
    word = _word(site, _PERMISSIONS)
    return ast.Constant(f"{word}_of_others") if word else None


def _word(site: Site, calls: set[str]) -> str:
    node = site.node
    named = site.calls in calls and isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if named else ""


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


KINDS: dict[str, Change] = {
    change.__name__.replace("_", " "): change
    for change in (
        comparison_turned,
        boundary_moved,
        and_or,
        negated,
        number_raised,
        number_lowered,
        flag_turned,
        arithmetic,
        nothing_returned,
        empty_returned,
        call_removed,
        raise_removed,
        guard_removed,
        first_skipped,
        lookup_dropped,
        order_turned,
        permission_altered,
    )
}
