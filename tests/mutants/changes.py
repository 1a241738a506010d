"""Small mistakes that a syntax tree allows."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "set": "list"}
SWAPPED = {
    ast.Lt: ast.LtE, ast.Gt: ast.GtE, ast.Eq: ast.NotEq, ast.In: ast.NotIn, ast.Is: ast.IsNot,
    ast.Add: ast.Sub, ast.Mult: ast.FloorDiv, ast.BitOr: ast.BitAnd, ast.And: ast.Or,
}  # fmt: skip
SWAPPED |= {other: one for one, other in SWAPPED.items()}
UNREAD = {"annotation", "returns", "decorator_list", "type_params", "names"}


class Change(NamedTuple):
    """A mistake: where, in which words, and what makes it."""

    line: int
    lines: range
    """Those of its statement."""
    inside: bool
    """Whether it is in a function; what is not runs before any test."""
    words: str
    make: Callable[[], None]


def changes(node: ast.AST, around: ast.AST | None = None, *, inside: bool = False) -> list[Change]:
    """Find all changes that a tree, in a statement, allows; each `make` changes this tree."""
    found = []
    inside = inside or isinstance(node, ast.FunctionDef | ast.Lambda)
    for name, value in ast.iter_fields(node):
        for at, child in enumerate(value if isinstance(value, list) else [value]):
            if name in UNREAD or not isinstance(child, ast.AST) or _unread(child):
                continue
            statement = child if isinstance(child, ast.stmt) else around
            for kind, others in INSTEAD.items():
                news = others(child) if isinstance(child, kind) else ()
                found += (_change(node, name, at, child, new, statement, inside) for new in news)
            found += changes(child, statement, inside=inside)
    return found


def _unread(node: ast.AST) -> bool:
    """Whether no test can see a node: docstrings, and what is for type checkers alone."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    named = isinstance(node, ast.Assign) and "TypeVar" in ast.unparse(node.value)
    return named or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _change(  # noqa: PLR0917 - all that there is to know of a place
    parent: ast.AST, name: str, at: int, old: ast.AST, new: ast.AST, statement: ast.AST,
    inside: bool,  # noqa: FBT001 - the same
) -> Change:  # fmt: skip
    def make() -> None:
        ast.copy_location(new, old)
        if isinstance(value := getattr(parent, name), list):
            value[at] = new
        else:
            setattr(parent, name, new)

    body = getattr(statement, "body", None)
    last = body[0].lineno if isinstance(body, list) else statement.end_lineno + 1
    head = ast.unparse(statement).partition("\n")[0]
    one, other = (" ".join(ast.unparse(node).split())[:120] for node in (old, new))
    lines = range(statement.lineno, max(last, statement.lineno + 1))
    return Change(
        getattr(old, "lineno", statement.lineno), lines, inside, f"{head} | {one} -> {other}", make
    )


def _says_something(value: ast.expr | None) -> bool:
    return value is not None and ast.unparse(value) != "None"


def _not(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _swapped(op: ast.AST) -> Iterator[ast.AST]:
    if type(op) in SWAPPED:
        yield SWAPPED[type(op)]()


def _constant(node: ast.Constant) -> list[ast.AST]:
    its = node.value
    if isinstance(its, bool):
        return [ast.Constant(not its)]
    return [ast.Constant(its + type(its)("1"))] if isinstance(its, int | str) else []


def _call(node: ast.Call) -> list[ast.AST]:
    name = CALLS.get(getattr(node.func, "id", "")) if len(node.args) == 1 else None
    return [ast.Call(ast.Name(name, ast.Load()), node.args, [])] if name else []


INSTEAD: dict[type, Callable[..., list[ast.AST]]] = {
    ast.Compare: lambda n: [ast.Compare(n.left, [op, *n.ops[1:]], n.comparators)
                            for op in _swapped(n.ops[0])],
    ast.BinOp: lambda n: [ast.BinOp(n.left, op, n.right) for op in _swapped(n.op)],
    ast.BoolOp: lambda n: [ast.BoolOp(op, n.values) for op in _swapped(n.op)],
    ast.UnaryOp: lambda n: [n.operand] if isinstance(n.op, ast.Not) else [],
    ast.IfExp: lambda n: [ast.IfExp(_not(n.test), n.body, n.orelse)],
    ast.If: lambda n: [ast.If(test, n.body, n.orelse)
                       for test in (_not(n.test), ast.Constant(value=False))],
    ast.Constant: _constant,
    ast.Return: lambda n: [ast.Return(ast.Constant(None))] if _says_something(n.value) else [],
    ast.Expr: lambda n: [ast.Pass()] if isinstance(n.value, ast.Call) else [],
    ast.Call: _call,
    ast.comprehension: lambda n: [ast.comprehension(n.target, n.iter, [], 0)] if n.ifs else [],
}  # fmt: skip
"""What may stand instead of a node of each type."""
