"""Kernels: compiled once for each machine, kept in the state folder, loaded from there ever after.

numba is imported when the first kernel is called, so that programs which match nothing do not wait for it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import threading
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from types import ModuleType
from typing import Any

from leye.vault.state import state_dir

_one_at_a_time = threading.RLock()


def folder() -> Path:
    """Where sources and machine code of kernels lie; it may be removed at any time."""
    path = state_dir() / "kernels"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def machine_code(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function as machine code, without Python's lock while it runs."""
    import numba

    with _one_at_a_time:
        numba.config.CACHE_DIR = str(folder())
        compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True)(function)
        return compiled


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorates a function of arrays and numbers that stands by itself: compiled at its first call."""
    ready = cache(lambda: machine_code(function))

    @wraps(function)
    def call(*arguments: Any) -> Any:
        return ready()(*arguments)

    return call


@cache
def module_of(source: str, name: str) -> ModuleType:
    """A module made of generated source, which numba can only keep for when it lies in a file."""
    digest = hashlib.sha256(source.encode()).hexdigest()[:16]
    path = folder() / f"{name}_{digest}.py"
    with _one_at_a_time:
        if not path.exists() or path.read_text(encoding="utf-8") != source:
            partial = path.with_suffix(f".{os.getpid()}.new")
            partial.write_text(source, encoding="utf-8")
            partial.replace(path)
        spec = importlib.util.spec_from_file_location(f"leye_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    return module
