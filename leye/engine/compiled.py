"""Compiled statements kept on disk: writing the SQL of five documents takes seconds, reading it milliseconds."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from leye.engine.archive import engine_digest
from leye.policy import Pack
from leye.vault.state import state_dir

#: So many statements are kept; beyond that the ones that were not used for longest are removed.
KEPT = 200


def remembered(asked: Iterable[str], packs: Iterable[Pack], make: Callable[[], Any]) -> Any:
    """What ``make`` gives (anything JSON can hold), from the state folder when it was made before.

    ``asked`` says what is compiled. It is made anew when a pack, the engine's code or Ibis changed, and not
    kept at all for packs whose rules do not stand in a file. A file that cannot be read or written is no
    fault: the statement is then made.
    """
    used = sorted(packs, key=lambda pack: pack.id)
    if not all((pack.folder / "rules.py").exists() for pack in used):
        return make()
    parts = [*asked, code_digest(), *(f"{pack.id} {pack.digest}" for pack in used)]
    name = f"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}.json"
    try:
        path = state_dir() / "compiled" / name
    except OSError:
        return make()
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        os.utime(path)
    except (OSError, ValueError):
        held = make()
        _write(path, held)
    return held


@cache
def code_digest() -> str:
    """SHA-256 over the code that writes statements and the versions of what it writes them with."""
    parts = (engine_digest(), version("ibis-framework"), version("sqlglot"))
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def _write(path: Path, held: Any) -> None:
    """Write a file whole or not at all, and remove the oldest beyond KEPT."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, suffix=".partial", delete=False
        ) as file:
            json.dump(held, file, ensure_ascii=False)
        os.replace(file.name, path)
        for old in sorted(path.parent.glob("*.json"), key=lambda p: -p.stat().st_mtime)[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return
