"""Compiled statements are kept on disk, and made anew when anything they depend on changed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from language import document

from leye.engine import LiveEvaluator, compiled
from leye.engine.compiled import remembered
from leye.packs import load_packs
from leye.policy import Pack

PACK = load_packs()["nm_2022_28"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    monkeypatch.setenv("LEYE_STATE", str(tmp_path / "state"))
    return tmp_path / "state" / "compiled"


class Maker:
    """Counts how often something is made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> list[Any]:
        self.times += 1
        return ["文", [self.times]]


def test_it_is_made_once_and_read_again(folder: Path) -> None:
    make = Maker()
    assert [remembered(["a"], [PACK], make) for _ in range(3)] == [["文", [1]]] * 3
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("change", ["asked", "pack", "code"])
def test_it_is_made_anew_when_something_changed(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make, asked, pack = Maker(), ["a"], PACK
    remembered(asked, [pack], make)
    if change == "asked":
        asked = ["b"]
    elif change == "pack":
        pack = replace(PACK, digest="other")
    else:
        monkeypatch.setattr(compiled, "code_digest", lambda: "other")
    remembered(asked, [pack], make)
    assert make.times == 2


def test_a_broken_or_unwritable_file_is_no_fault(folder: Path) -> None:
    make = Maker()
    remembered(["a"], [PACK], make)
    (path,) = folder.iterdir()
    path.write_text('["half', encoding="utf-8")
    assert remembered(["a"], [PACK], make) == ["文", [2]]
    shutil.rmtree(folder)
    folder.write_text("a file stands in the way", encoding="utf-8")
    assert remembered(["a"], [PACK], make) == ["文", [3]]


def test_rules_that_stand_in_no_file_are_not_kept(tmp_path: Path, folder: Path) -> None:
    make, pack = Maker(), document(tmp_path / "a", {})
    for _ in range(2):
        remembered(["a"], [pack], make)
    assert make.times == 2
    assert not folder.exists()


def test_only_so_many_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "KEPT", 3)
    for n in range(6):
        remembered([str(n)], [PACK], Maker())
    assert len(list(folder.iterdir())) == 3


def test_a_live_statement_read_again_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    packs: dict[str, Pack] = {"nm_2022_28": PACK}
    first = LiveEvaluator(packs).sql("area")

    def never(*_: Any) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(LiveEvaluator, "_compile", never)
    assert LiveEvaluator(packs).sql("area") == first
