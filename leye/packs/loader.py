"""Finding and loading packs. One broken pack is named and left out; the others work on."""

from __future__ import annotations

import importlib
import sys
import threading
from importlib import util
from pathlib import Path
from types import ModuleType

from leye.policy import Pack, PackBroken, build_pack

HOME = Path(__file__).parent
#: Kept packs stand in the place of the installed ones while they are read: one thread at a time.
_standing_in = threading.Lock()


class LoadedPacks(dict[str, Pack]):
    """Packs by identifier; ``broken`` holds the error of each folder that could not be loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.broken: dict[str, PackBroken] = {}


def load_packs(home: Path = HOME) -> LoadedPacks:
    """Every pack under ``home`` (default: the packs shipped with Leye), in name order."""
    loaded = LoadedPacks()
    for folder in sorted(p.parent for p in home.glob("*/pack.yaml")):
        try:
            loaded[folder.name] = load_pack(folder)
        except PackBroken as error:
            loaded.broken[folder.name] = error
    return loaded


def load_pack(folder: Path) -> Pack:
    """One pack from its folder. Raises PackBroken with the reason."""
    try:
        return build_pack(folder.name, folder, _rules_module(folder))
    except PackBroken:
        raise
    except Exception as error:  # whatever a pack's own code raises must not stop the other packs
        raise PackBroken(folder.name, f"{type(error).__name__}：{error}") from error


def load_kept_packs(home: Path) -> dict[str, Pack]:
    """Packs from sources kept aside, in the place of those installed, which stay as they are.

    Raises PackBroken; a kept pack was whole when it was kept.
    """
    with _standing_in:
        return _load_in_their_place(home, sorted(p.parent.name for p in home.glob("*/pack.yaml")))


def _load_in_their_place(home: Path, names: list[str]) -> dict[str, Pack]:
    package = importlib.import_module("leye.packs")

    def is_theirs(module: str) -> bool:
        return any(module == f"leye.packs.{n}" or module.startswith(f"leye.packs.{n}.") for n in names)

    path, writes_bytecode = list(package.__path__), sys.dont_write_bytecode
    installed = {name: module for name, module in sys.modules.items() if is_theirs(name)}
    for name in installed:
        del sys.modules[name]
    # Before the installed ones, not instead of them: other threads go on importing what is beside the packs.
    package.__path__[:] = [str(home), *path]
    sys.dont_write_bytecode = True
    importlib.invalidate_caches()
    try:
        return {n: build_pack(n, home / n, importlib.import_module(f"leye.packs.{n}.rules")) for n in names}
    finally:
        package.__path__[:] = path
        sys.dont_write_bytecode = writes_bytecode
        for name in [n for n in sys.modules if is_theirs(n)]:
            del sys.modules[name]
        sys.modules.update(installed)


def _rules_module(folder: Path) -> ModuleType:
    if folder.parent == HOME:
        return importlib.import_module(f"leye.packs.{folder.name}.rules")
    name = f"leye_pack_{folder.name}"
    spec = util.spec_from_file_location(name, folder / "rules.py")
    if spec is None or spec.loader is None:
        raise PackBroken(folder.name, "没有 rules.py。")
    module = util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
