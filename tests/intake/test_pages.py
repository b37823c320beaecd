"""The whole flow through the pages, with the workbooks that offices really send."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog, User
from leye.accounts.scope import as_service
from leye.intake.models import ImportBatch
from leye.intake.running import run_check, run_read, run_write
from leye.ledger.models import Person
from leye.vault.crypto import index_of
from leye.workbook.catalogue import KINDS
from tests.intake.helpers import RIVER, again, number, workbook

pytestmark = pytest.mark.django_db


def client_of(user: str) -> Client:
    """A signed-in browser."""
    client = Client()
    client.force_login(User.objects.get(username=user), settings.AUTHENTICATION_BACKENDS[0])
    return client


def send(client: Client, path: Path, kind: str = "people", name: str = "") -> Any:
    """Post a file."""
    file = SimpleUploadedFile(name or path.name, path.read_bytes())
    return client.post("/import/", {"kind": kind, "source": "department", "file": file})


def number_of(response: Any) -> int:
    """The import a redirect leads to."""
    assert response.status_code == 302, response.content.decode()[:3000]
    return int(response["Location"].strip("/").split("/")[-1])


def batch_of(number: int) -> ImportBatch:
    """That import."""
    with as_service():
        return again(ImportBatch(pk=number))


def test_from_file_to_ledger_and_back(tmp_path: Path) -> None:
    client = client_of("county")
    assert client.get("/import/").status_code == 200
    path = workbook(tmp_path / "名单.xlsx", [
        ("王秀兰", number(2), "13800000001", "河壕村", "脱贫人口", "有"), ("坏", number(4)[:-1], "", "河壕村", "", ""),
    ])  # fmt: skip
    pk = number_of(send(client, path))
    page = client.get(f"/import/{pk}/").content.decode()
    assert "联系电话" in page
    assert number(2) not in page
    client.post(f"/import/{pk}/columns/", {"remember": "1"})
    waiting = client.get(f"/import/{pk}/").content.decode()
    assert "排队" in waiting
    assert client.get(f"/import/{pk}/progress/").status_code == 200
    run_check(pk)
    assert client.get(f"/import/{pk}/progress/")["HX-Redirect"] == f"/import/{pk}/"
    page = client.get(f"/import/{pk}/").content.decode()
    assert "将写入1行" in page
    assert "身份证号码只有17位" in page
    client.post(f"/import/{pk}/confirm/")
    run_write(pk)
    assert "撤销这次导入" in client.get(f"/import/{pk}/").content.decode()
    with as_service():
        wang = Person.objects.get(id_index=index_of(number(2)))
        assert wang.area_id == RIVER
        assert wang.events.get().pgh_context.metadata["source"] == "department"
    client.post(f"/import/{pk}/undo/")
    assert "撤销" in client.get(f"/import/{pk}/").content.decode()
    with as_service():
        assert not Person.objects.filter(id_index=index_of(number(2))).exists()


def test_the_mapping_can_be_changed_and_is_remembered(tmp_path: Path) -> None:
    client = client_of("county")
    header = ("姓名", "身份证号", "村", "甲方备用", "说法")
    path = workbook(tmp_path / "怪表.xlsx", [("王秀兰", number(2), "河壕村", "13800000001", "x")], header)
    pk = number_of(send(client, path))
    client.post(f"/import/{pk}/columns/", {"column-3": "phone", "column-4": "", "remember": "1"})
    run_check(pk)
    assert batch_of(pk).counts["new"] == 1
    second = number_of(send(client, path))
    assert "已按上次的选择对应" in client.get(f"/import/{second}/").content.decode()
    fields = [column["field"] for column in batch_of(second).mapping["columns"]]
    assert fields == ["name", "id_number", "village", "phone", None]
    page = client.post(f"/import/{second}/columns/", {"column-0": "", "column-4": "note"}).content.decode()
    assert "还没有指定哪一列是姓名" in page
    assert '<option value="note" selected>' in page


def test_only_fields_of_the_kind_and_places_of_the_table_are_taken(tmp_path: Path) -> None:
    client = client_of("county")
    path = workbook(
        tmp_path / "名单.xlsx", [("王秀兰", number(2), "河壕村", "x")], ("姓名", "身份证号", "村", "说法")
    )
    pk = number_of(send(client, path))
    refused = client.post(f"/import/{pk}/columns/", {"column-3": "is_superuser"})
    assert "没有“is_superuser”这项内容" in refused.content.decode()
    assert batch_of(pk).state == "mapping"
    odd = {f"column-{place}": "note" for place in ("²", "٣", "9" * 30, "-1", "")}
    assert client.post(f"/import/{pk}/columns/", odd).status_code == 302
    run_check(pk)
    assert batch_of(pk).counts["new"] == 1
    for after in ("²", "9" * 30):
        assert client.get(f"/import/{pk}/", {"after": after}).status_code == 200


def test_a_sheet_that_is_left_out_is_named_on_every_step(tmp_path: Path) -> None:
    client, path = client_of("county"), tmp_path / "两张表.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "主表"
    for row in [
        ("姓名", "身份证号", "村（社区）"),
        ("王秀兰", number(2), "河壕村"),
        ("李花", number(4), "河壕村"),
    ]:
        book.active.append(row)
    for row in [("证号", "姓名", "手机", "学历", "备注"), (number(6), "赵梅", "13800000003", "高中", "")]:
        (book["续表"] if "续表" in book.sheetnames else book.create_sheet("续表")).append(row)
    book.save(path)
    batch = number_of(send(client, path))
    run_read(batch)
    assert "工作表“续表”的表头和主要工作表不同" in client.get(f"/import/{batch}/").content.decode()
    client.post(f"/import/{batch}/columns/", {})
    assert "工作表“续表”的表头和主要工作表不同" in client.get(f"/import/{batch}/").content.decode()


def test_the_marked_workbook_has_coloured_cells_and_reasons(tmp_path: Path) -> None:
    client = client_of("county")
    path = workbook(tmp_path / "名单.xlsx", [
        ("王秀兰", number(2), "13800000001", "河壕村", "", ""), ("李四", number(4), "", "没有村", "", ""),
        ("张三", number(6), "12", "河壕村", "", ""),
    ])  # fmt: skip
    pk = number_of(send(client, path))
    early = openpyxl.load_workbook(io.BytesIO(client.get(f"/import/{pk}/marked.xlsx").content))
    assert early.active is not None
    client.post(f"/import/{pk}/columns/", {})
    run_check(pk)
    response = client.get(f"/import/{pk}/marked.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    header = [cell.value for cell in sheet[1]]
    status, reason = header.index("导入结果"), header.index("问题说明")
    assert [sheet.cell(row, status + 1).value for row in (2, 3, 4)] == ["新增", "有问题", "新增"]
    assert "没有村" in str(sheet.cell(3, reason + 1).value)
    assert sheet.cell(3, 4).fill.start_color.rgb == "00FFC7CE"
    assert sheet.cell(4, 3).fill.start_color.rgb == "00FFEB9C"
    assert sheet.cell(2, 4).fill.fill_type is None
    with as_service():
        assert AccessLog.objects.filter(access=Access.EXPORT_FULL, detail__import=pk).count() == 2


def test_dirty_workbooks_of_three_formats(tmp_path: Path) -> None:
    """Title rows, merged cells, several sheets, numbers as text in every shape, five forms of dates."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["磴口县2025年重点群体台账"])
    first.merge_cells("A1:F1")
    first.append(["填报单位:补隆淖尔镇"])
    first.append(["序号", "AAC003", "公民身份号码", "手机号码", "所在嘎查村", "失业登记时间", "是否登记失业"])
    first.append([1, " 王秀兰 ", number(2).lower(), 13800000001, "河壕村委会", dt.date(2025, 1, 5), "是"])
    first.append(
        [
            2,
            "李　强",
            number(1).translate({48 + n: 0xFF10 + n for n in range(10)}),
            "138-0000-0001",
            None,
            "2025.1.5",
            "是",
        ]
    )
    first.append([3, "阿依古丽•买买提", f"{number(4)} ", "13800000001.0", None, "2025年1月5日", "是"])
    first.append([4, "赵六", number(6), "13800000001", None, "20250105", "是"])
    first.append([5, "孙七", number(8), "", None, 45662, "是"])
    first.merge_cells("E4:E8")
    first.append(["合计", None, 5])
    second = book.create_sheet("坝楞")
    second.append(
        ["序号", "AAC003", "公民身份号码", "手机号码", "所在嘎查村", "失业登记时间", "是否登记失业"]
    )
    second.append([1, "钱八", "150822800506014", "", "坝楞村", "", ""])
    book.save(tmp_path / "脏.xlsx")
    old = xlwt.Workbook()
    sheet = old.add_sheet("表")
    for row, cells in enumerate([("姓名", "身份证号", "村"), ("周九", number(10), "河壕村")]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    old.save(str(tmp_path / "旧.xls"))
    (tmp_path / "文本.csv").write_bytes(f'姓名,身份证号,村\n吴十,="{number(12)}",河壕村\n'.encode("gb18030"))
    client = client_of("county")
    for name, count in (("脏.xlsx", 6), ("旧.xls", 1), ("文本.csv", 1)):
        pk = number_of(send(client, tmp_path / name))
        client.post(f"/import/{pk}/columns/", {})
        run_check(pk)
        batch = batch_of(pk)
        assert batch.counts.get("new") == count, (name, batch.counts, batch.problem, [
            (row.sheet_row, row.problems) for row in batch.rows.all()])  # fmt: skip
        client.post(f"/import/{pk}/confirm/")
        run_write(pk)
        assert batch_of(pk).state == "done"
    with as_service():
        people = Person.objects.filter(registrations__registered_on=dt.date(2025, 1, 5))
        assert people.count() == 5
        assert {person.area_id for person in people} == {RIVER}
        assert Person.objects.filter(phone="13800000001").count() == 4


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (b"PK\x03\x04 cut off", "损坏"),
        (b"%PDF-1.7 something", "PDF"),
        ("姓名,身份证号\n".encode(), "没有数据"),
    ],
)
def test_files_that_cannot_be_read_say_why(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(content)
    response = send(client_of("county"), path)
    assert response.status_code == 200
    assert words in response.content.decode()
    with as_service():
        assert not ImportBatch.objects.exists()


def test_a_password_protected_workbook_says_how_to_open_it(tmp_path: Path) -> None:
    import msoffcrypto.format.ooxml

    plain = workbook(tmp_path / "a.xlsx", [("王秀兰", number(2), "", "河壕村", "", "")])
    with plain.open("rb") as source, (tmp_path / "锁.xlsx").open("wb") as out:
        msoffcrypto.format.ooxml.OOXMLFile(source).encrypt("secret", out)
    assert "密码" in send(client_of("county"), tmp_path / "锁.xlsx").content.decode()


def test_a_file_over_the_limit_is_stopped_while_it_streams(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as out:
        out.write(b"PK\x03\x04")
        out.truncate(3 * 2**20)
    with override_settings(UPLOAD_MAX_BYTES=2**20):
        file = SimpleUploadedFile(path.name, path.read_bytes())
        form = {"kind": "people", "file": file, "source": "import"}
        page = client_of("county").post("/import/", form).content.decode()
    assert "超过上限 1 MB" in page
    assert "必填项" not in page


def test_who_may_import_and_see_imports(tmp_path: Path) -> None:
    pk = number_of(
        send(client_of("county"), workbook(tmp_path / "a.xlsx", [("王", number(2), "", "河壕村", "", "")]))
    )
    for user, status in (("town", 404), ("banner", 404), ("village", 403), ("leader", 403), ("auditor", 403)):
        assert client_of(user).get(f"/import/{pk}/").status_code == status, user
        assert client_of(user).post(f"/import/{pk}/confirm/").status_code == status, user
    assert Client().get("/import/").status_code == 302


def test_blank_templates() -> None:
    client = client_of("town")
    for kind in KINDS:
        sheet = openpyxl.load_workbook(
            io.BytesIO(client.get(f"/import/template/{kind}.xlsx").content)
        ).worksheets[0]
        assert any(sheet.cell(3, column).value for column in range(1, 5))
    assert client.get("/import/template/nothing.xlsx").status_code == 404
