"""What may be changed in a module, one small thing at a time: comparisons and where they turn, "and" and "or", numbers,
answers, statements left out, conditions turned round. Texts stay as they are.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SWAPS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.And: (ast.Or,), ast.Or: (ast.And,), ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,), ast.BitAnd: (ast.BitOr,),
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_NOTHING = {"None", "False", "''", "()"}
_NOT_BEHAVIOUR = {"decorator_list", "annotation", "returns", "bases"}


@dataclass
class Mutant:
    """`new` in place of what stands in `field` of `owner` (at `index`, where that is a list)."""

    owner: ast.AST
    field: str
    index: int | None
    new: object
    line: int
    function: str  # the outermost one around; "" outside of functions
    was: str
    now: str = ""

    def swap(self) -> None:
        place: Any = getattr(self.owner, self.field)
        if self.index is None:
            setattr(self.owner, self.field, self.new)
            self.new = place
        else:
            place[self.index], self.new = self.new, place[self.index]


def mutants(tree: ast.Module) -> list[Mutant]:
    found = [one for one in _within(tree, "", 0) if one.was != one.now]
    return list({(one.line, one.was, one.now, one.owner): one for one in found}.values())


def _within(owner: ast.AST, function: str, line: int) -> Iterator[Mutant]:
    for field, value in ast.iter_fields(owner):
        if field in _NOT_BEHAVIOUR or (isinstance(owner, ast.ClassDef) and field == "keywords"):
            continue
        if isinstance(owner, ast.keyword) and owner.arg == "repr":
            continue
        for index, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(one, ast.AST) or _is_promise(one):
                continue
            at = getattr(one, "lineno", line)
            for new in _instead(one, owner, field, function):
                mutant = Mutant(owner, field, index, new, at, function, "")
                shown = owner if isinstance(owner, ast.expr) else None
                mutant.was = ast.unparse(shown or one)
                mutant.swap()
                mutant.now = ast.unparse(shown or new)
                mutant.swap()
                yield mutant
            yield from _within(one, _inside(one, function), at)


def _is_promise(node: ast.AST) -> bool:
    """Whether it is a function of a protocol, which nobody runs."""
    match node:
        case ast.FunctionDef(body=[*_, ast.Expr(value=ast.Constant(value=value))]):
            return value is ...
    return False


def _inside(node: ast.AST, function: str) -> str:
    if isinstance(node, ast.FunctionDef):
        cached = any("cache" in ast.unparse(one) for one in node.decorator_list)  # entered by the first test only
        inside = f"{function}{node.name}" if function.endswith(".") or not function else function
        return "" if cached else inside
    if isinstance(node, ast.ClassDef):
        return f"{node.name}."
    return function


def _instead(node: ast.AST, owner: ast.AST, field: str, function: str) -> Iterator[ast.AST]:  # noqa: C901 - one kind of change after the other
    if type(node) in _SWAPS and not (isinstance(owner, ast.BinOp) and _joins_text(owner)):
        yield from (swap() for swap in _SWAPS[type(node)])
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(value=float(value)):
            yield ast.Constant(value * 1.5 if value else 1.0)
        case ast.Name(id=name) if name in _NAMES and isinstance(owner, ast.Call):
            yield ast.Name(_NAMES[name], ast.Load())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Return(value=value) if value is not None and ast.unparse(value) not in _NOTHING:
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Constant()):
            pass  # a docstring
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break() | ast.Return():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]) if "__" not in function:
            yield ast.Pass()
    if field in {"test", "ifs"} and not isinstance(node, ast.Compare | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), node)  # type: ignore[arg-type]


def _joins_text(node: ast.BinOp) -> bool:
    """Whether the sum is of texts or lists: the difference would only ever fail."""
    sides = (node.left, node.right)
    return any(
        isinstance(one, ast.JoinedStr | ast.List) or (isinstance(one, ast.Constant) and isinstance(one.value, str))
        for one in sides
    )
