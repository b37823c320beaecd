"""What a pack's source files define, read without running them: rules written twice, rules never gathered."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

#: Calls that make a rule.
RULE_WORDS = frozenset({"Duty", "Benefit", "Limit", "Indicator"})


def definitions(folder: Path) -> dict[str, list[str]]:
    """Where each name is given a rule at the top of a module: name → ``file:line``."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.py")):
        makers = RULE_WORDS | _makers(tree := ast.parse(path.read_text(encoding="utf-8")))
        for statement in tree.body:
            if isinstance(statement, ast.Assign) and _made_by(statement.value, makers):
                for target in statement.targets:
                    if isinstance(target, ast.Name):
                        found[target.id].append(f"{path.name}:{statement.lineno}")
    return dict(found)


def _makers(tree: ast.Module) -> set[str]:
    """Functions of the module that make a rule: they say so in what they return."""
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and isinstance(node.returns, ast.Name)
        and node.returns.id in RULE_WORDS
    }


def _made_by(value: ast.expr, makers: frozenset[str] | set[str]) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in makers


def gathering_faults(folder: Path, gathered: set[str]) -> Iterator[str]:
    """Rules defined twice under one name, and rules that rules.py does not have."""
    for name, places in definitions(folder).items():
        if len(places) > 1:
            yield f"规则名 {name} 定义了 {len(places)} 次（{'、'.join(places)}），后写的会盖掉先写的；请改名。"
        if name not in gathered:
            yield f"规则 {name}（{places[0]}）没有在 rules.py 里引入，不会执行；请在 rules.py 中 import。"
