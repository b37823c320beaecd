"""What import-linter cannot say: apps have no views, and states change only in actions."""

import ast
from pathlib import Path

LEYE = Path(__file__).resolve().parents[2] / "leye"
APPS = [
    "areas",
    "accounts",
    "ledger",
    "adoption",
    "worklist",
    "casework",
    "market",
    "vacancies",
    "reporting",
    "training",
    "benefits",
    "registers",
    "intake",
]


def _sources(*folders: str) -> list[Path]:
    found = [
        path
        for folder in folders
        for path in sorted((LEYE / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]
    assert found
    return found


def test_apps_have_no_views() -> None:
    offenders = []
    for path in _sources(*APPS):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                ("django.shortcuts", "django.views")
            ):
                offenders.append(str(path))
    assert offenders == []


def test_pages_change_no_rows_themselves() -> None:
    """Views call actions; they never save, create, update or delete ledger rows."""
    writing = {
        "save",
        "create",
        "bulk_create",
        "update",
        "bulk_update",
        "delete",
        "get_or_create",
        "update_or_create",
    }
    guarded_words = {"objects", "all", "filter"}
    offenders = []
    for path in _sources("web"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in writing
            ):
                continue
            words = {part.attr for part in ast.walk(node.func.value) if isinstance(part, ast.Attribute)}
            if words & guarded_words:
                offenders.append(f"{path.name}:{node.lineno}")
    assert offenders == []
