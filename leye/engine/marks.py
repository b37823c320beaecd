"""Values that stand for what is bound later, while Ibis compiles. No real row can hold them."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlglot.expressions as sge

DAY_MARK = date(1904, 2, 29)
IDS_MARK = -987654321012345


def is_day_mark(node: Any) -> bool:
    """Whether a node of the SQL tree is the day mark."""
    if not isinstance(node, sge.DateFromParts):
        return False
    parts = [node.args.get(k) for k in ("year", "month", "day")]
    return [p.sql() for p in parts if p is not None] == [
        str(DAY_MARK.year), str(DAY_MARK.month), str(DAY_MARK.day)
    ]  # fmt: skip


def holds_ids_mark(node: Any) -> bool:
    """Whether a node of the SQL tree is an IN over the ids mark."""
    return isinstance(node, sge.In) and any(_number(e) == IDS_MARK for e in node.expressions)


def _number(node: Any) -> int | None:
    text = node.sql()
    return int(text) if text.lstrip("-").isdigit() else None
