"""What would have to change for a condition to hold, in words: read from the condition's own expression.

The expression is worked out again in Python over one row of facts. What cannot be read in this way is left out
rather than guessed at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import ibis.expr.operations as ops


class Word(Protocol):
    """How one column is called, and how a value of it is shown."""

    @property
    def label(self) -> str:
        """What it is called."""
        ...

    @property
    def is_fact(self) -> bool:
        """Whether it is a fact of the subject, not a number of the document."""
        ...

    def show(self, value: Any) -> str:
        """A value as a person reads it."""
        ...


Words = Callable[[str], Word]

MOST = 4
_COMPARE: dict[type, tuple[Callable[[Any, Any], bool], str, str]] = {
    ops.GreaterEqual: (lambda a, b: a >= b, "不少于", "少于"),
    ops.Greater: (lambda a, b: a > b, "超过", "不超过"),
    ops.LessEqual: (lambda a, b: a <= b, "不超过", "超过"),
    ops.Less: (lambda a, b: a < b, "少于", "不少于"),
    ops.Equals: (lambda a, b: a == b, "为", "不为"),
    ops.NotEquals: (lambda a, b: a != b, "不为", "为"),
}
_TURNED = {
    ops.GreaterEqual: ops.LessEqual, ops.Greater: ops.Less, ops.LessEqual: ops.GreaterEqual, ops.Less: ops.Greater,
    ops.Equals: ops.Equals, ops.NotEquals: ops.NotEquals,
}  # fmt: skip


class CannotRead(Exception):
    """The expression holds something that has no words here."""


def remedy(test: Any, row: Mapping[str, Any], words: Words) -> str:
    """What would make a condition (an Ibis value over a table) true for a row; empty when it cannot be told."""
    try:
        return "；".join(_wanted(test.op(), True, row, words))
    except CannotRead:
        return ""


def worked_out(node: Any, row: Mapping[str, Any]) -> Any:
    """The value of an expression over a row; None is unknown. Raises CannotRead."""
    if isinstance(node, ops.Field):
        return row[node.name]
    if isinstance(node, ops.Literal):
        return node.value
    if isinstance(node, ops.Cast):
        return worked_out(node.arg, row)
    if isinstance(node, (ops.And, ops.Or)):
        sides = (worked_out(node.left, row), worked_out(node.right, row))
        settles = isinstance(node, ops.Or)
        return settles if settles in sides else None if None in sides else not settles
    if isinstance(node, ops.Not):
        inner = worked_out(node.arg, row)
        return None if inner is None else not inner
    if isinstance(node, (ops.IsNull, ops.NotNull)):
        return (worked_out(node.arg, row) is None) == isinstance(node, ops.IsNull)
    if isinstance(node, ops.Coalesce):
        return next((v for arg in node.arg if (v := worked_out(arg, row)) is not None), None)
    if isinstance(node, ops.IfElse):
        branch = node.true_expr if worked_out(node.bool_expr, row) else node.false_null_expr
        return worked_out(branch, row)
    if type(node) in _COMPARE or isinstance(node, (ops.Add, ops.Subtract, ops.Multiply)):
        left, right = worked_out(node.left, row), worked_out(node.right, row)
        if left is None or right is None:
            return None
        if type(node) in _COMPARE:
            return _COMPARE[type(node)][0](left, right)
        return {ops.Add: left + right, ops.Subtract: left - right, ops.Multiply: left * right}[type(node)]
    raise CannotRead(type(node).__name__)


def _wanted(node: Any, want: bool, row: Mapping[str, Any], words: Words) -> list[str]:
    """What must change so that the node is ``want``: all of these. Raises CannotRead when nobody can change it."""
    if worked_out(node, row) is want:
        return []
    if isinstance(node, ops.Not):
        return _wanted(node.arg, not want, row, words)
    if isinstance(node, (ops.And, ops.Or)):
        sides = (node.left, node.right)
        if isinstance(node, ops.And) is want:
            return [text for side in sides for text in _wanted(side, want, row, words)]
        return [_one_of(_alternatives(node, type(node), want, row, words))]
    if isinstance(node, ops.Cast):
        return _wanted(node.arg, want, row, words)
    if isinstance(node, ops.Coalesce):
        return _wanted(node.arg[0], want, row, words)
    if isinstance(node, ops.IfElse):
        branch = node.true_expr if worked_out(node.bool_expr, row) else node.false_null_expr
        return _wanted(branch, want, row, words)
    if isinstance(node, ops.Field):
        word = words(node.name)
        if not word.is_fact:
            raise CannotRead(node.name)
        return [f"“{word.label}”须为{'是' if want else '否'}（现为{word.show(row[node.name])}）"]
    if type(node) in _COMPARE:
        return [_compared(node, want, row, words)]
    raise CannotRead(type(node).__name__)


def _alternatives(node: Any, kind: type[Any], want: bool, row: Mapping[str, Any], words: Words) -> list[str]:
    """Each way by itself, of a chain of the same operation. Ways that nobody can change are left out."""
    if type(node) is kind:
        return [
            text for side in (node.left, node.right) for text in _alternatives(side, kind, want, row, words)
        ]
    try:
        return ["，且".join(_wanted(node, want, row, words))]
    except CannotRead:
        return []


def _one_of(ways: list[str]) -> str:
    if not ways:
        raise CannotRead("no way")
    if len(ways) == 1:
        return ways[0]
    more = f"等{len(ways)}项" if len(ways) > MOST else ""
    return f"符合以下任意一项{more}：" + "；".join(ways[:MOST])


def _compared(node: Any, want: bool, row: Mapping[str, Any], words: Words) -> str:
    kind, left, right = type(node), node.left, node.right
    if not _is_fact(left, words):
        kind, left, right = _TURNED[kind], right, left
    if not _is_fact(left, words):
        raise CannotRead("no fact on either side")
    word = words(_field(left).name)
    bound = worked_out(right, row)
    if bound is None:
        raise CannotRead("no bound")
    relation = _COMPARE[kind][1 if want else 2]
    return f"“{word.label}”须{relation}{word.show(bound)}（现为{word.show(row[_field(left).name])}）"


def _field(node: Any) -> Any:
    while isinstance(node, (ops.Cast, ops.Coalesce)):
        node = node.arg if isinstance(node, ops.Cast) else node.arg[0]
    return node


def _is_fact(node: Any, words: Words) -> bool:
    inner = _field(node)
    return isinstance(inner, ops.Field) and words(inner.name).is_fact
