"""`leye import`."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import typer
from typer.testing import CliRunner

from leye.accounts.scope import as_service
from leye.ledger.models import Person
from leye.ops.commands import importing
from tests.intake.helpers import number, workbook

pytestmark = pytest.mark.django_db


def _run(*args: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    monkeypatch.setattr(importing, "boot", lambda: None)
    app = typer.Typer()
    importing.register(app)
    app.command("other")(lambda: None)
    result = CliRunner().invoke(app, ["import", *args])
    return result.exit_code, result.output


def test_a_file_goes_in_and_its_errors_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", [
        ("王秀兰", number(2), "", "河壕村", "", ""), ("李四", number(4), "", "没有村", "", ""),
    ])  # fmt: skip
    code, output = _run(str(path), "--as", "county", "--dry-run", monkeypatch=monkeypatch)
    assert (code, "未写入：新增1行" in output) == (0, True), output
    code, output = _run(
        str(path), "--as", "county", "--marked", str(tmp_path / "m.xlsx"), monkeypatch=monkeypatch
    )
    assert "已导入：新增1行" in output
    assert "第3行 李四" in output
    assert openpyxl.load_workbook(tmp_path / "m.xlsx").active is not None
    with as_service():
        assert Person.objects.count() == 1


def test_by_area_without_a_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", [("王秀兰", number(2), "", "南粮台村", "", "")])
    assert "没有问题" not in _run(str(path), monkeypatch=monkeypatch)[1]
    assert _run(str(path), monkeypatch=monkeypatch)[0] == 1
    assert _run(str(path), "--as", "leader", monkeypatch=monkeypatch)[0] == 1
    code, output = _run(str(path), "--area", "150822", monkeypatch=monkeypatch)
    assert (code, "新增1行" in output) == (0, True), output
