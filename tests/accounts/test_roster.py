"""Accounts from the lists that offices really have."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from leye.accounts.actions.base import ActionError, Actor, Conflict
from leye.accounts.actions.create import CreateAccounts
from leye.accounts.enums import Role
from leye.accounts.models import Post, User
from leye.accounts.roster import AccountRow, read_accounts
from leye.accounts.scope import acting
from leye.accounts.sheets import blank_template, password_sheet
from leye.standards.calendar import today
from leye.workbook.errors import WorkbookError

pytestmark = pytest.mark.django_db
HEAD = ["姓名", "用户名", "岗位", "辖区", "电话", "任职日期", "离任日期"]
GOOD = ["王小红", "", "村级协管员", "河壕村", "13800138000", dt.date(2026, 1, 5), None]


def _actor(username: str = "county") -> Actor:
    return Actor.holding(Post.objects.select_related("area").get(user__username=username))


def _list(folder: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(folder / "名单.xlsx")
    book.close()
    return folder / "名单.xlsx"


def _read(folder: Path, rows: Sequence[Sequence[Any]], username: str = "county") -> list[AccountRow]:
    actor = _actor(username)
    with acting(actor.scope):
        return read_accounts(_list(folder, rows), "名单.xlsx", actor)


def _problem(folder: Path, row: Sequence[Any], username: str = "county") -> str:
    return "|".join(_read(folder, [HEAD, row], username)[0].problems)


def test_a_plain_list(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, [HEAD, GOOD])
    assert (
        row.name,
        row.username,
        row.role,
        row.area,
        row.phone,
        row.valid_from,
        row.valid_to,
        row.problems,
    ) == ("王小红", "wangxiaohong", "village_assistant", 150822101201, "13800138000", "2026-01-05", "", [])


def test_title_rows_other_headers_order_and_dirt(tmp_path: Path) -> None:
    (row,) = _read(
        tmp_path,
        [
            ["磴口县协管员名单", None, None, None, None],
            [None] * 5,
            ["序号", "联系电话", "所属辖区", "*岗位", " 人员姓名 ", "到岗日期"],
            [1, 13800138000.0, "补隆淖尔镇·河壕村", "村协管员", " 苏日娜•其其格 ", "2026年1月5日"],
            [None] * 6,
        ],
    )
    assert row.problems == []
    assert (row.number, row.name, row.phone, row.valid_from) == (
        4,
        "苏日娜·其其格",
        "13800138000",
        "2026-01-05",
    )
    assert row.username == "suriqinaqiqige" or row.username.startswith("su")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({0: ""}, "没有填姓名"),
        ({0: "王小红1"}, "有数字"),
        ({2: ""}, "没有填岗位"),
        ({2: "村长"}, "看不懂岗位“村长”"),
        ({3: ""}, "没有填辖区"),
        ({3: "永坪村"}, "在您的辖区内没有“永坪村”"),
        ({3: "610622101201"}, "在您的辖区内没有"),
        ({3: "补隆淖尔镇"}, "不能设在"),
        ({4: "123"}, "号"),
        ({5: "去年"}, "日期"),
        ({5: "2026-05-01", 6: "2026-04-01"}, "离任日期早于任职日期"),
        ({1: "王"}, "不能用"),
        ({1: "Town"}, "已有人用"),
        ({2: "县级负责人", 3: "磴口县"}, "上一级管理员"),
        ({2: "省市督导", 3: "磴口县"}, "上一级管理员"),
    ],
)
def test_rows_that_cannot_be_made(tmp_path: Path, change: dict[int, Any], problem: str) -> None:
    row = [change.get(place, cell) for place, cell in enumerate(GOOD)]
    assert problem in _problem(tmp_path, row)


def test_every_problem_of_a_row_is_said_at_once(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, [HEAD, ["", "", "村长", "火星", "1", "昨天", ""]])
    assert len(row.problems) == 5


def test_a_supervisor_may_make_leaders(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, [HEAD, ["赵敏", "", "县级负责人", "磴口县", "", "", ""]], "city")
    assert (row.problems, row.role, row.area) == ([], "county_leader", 150822000000)


def test_user_names_are_unique_in_the_list_and_the_house(tmp_path: Path) -> None:
    User.objects.create(username="WangXiaoHong", name="王晓红")
    rows = _read(
        tmp_path,
        [
            HEAD,
            GOOD,
            ["王晓宏", *GOOD[1:]],
            ["王筱虹", "xiaohong", *GOOD[2:]],
            ["王小泓", "xiaohong", *GOOD[2:]],
            GOOD,
        ],
    )
    assert [row.username for row in rows] == ["wangxiaohong2", "wangxiaohong3", "xiaohong", "", ""]
    assert "已有人用" in rows[3].problems[0]
    assert "与第2行重复" in rows[4].problems[0]


def test_the_same_list_again_makes_nobody_twice(tmp_path: Path) -> None:
    actor = _actor()
    rows = [HEAD, GOOD, [" 苏日娜•其其格", *GOOD[1:]]]
    with acting(actor.scope):
        CreateAccounts(actor, _read(tmp_path, rows)).run()
    again = _read(tmp_path, rows)
    assert ["不会重复开通" in row.problems[0] for row in again] == [True, True]


def test_a_role_decides_between_areas_of_one_name(tmp_path: Path) -> None:
    from leye.areas.models import Area

    Area.objects.create(
        no=150822101205,
        last=150822101205,
        code="150822101205",
        name="补隆淖尔",
        level=5,
        kind="village",
        parent_id=150822101000,
        valid_from="2000-01-01",
    )
    village, town = _read(
        tmp_path,
        [
            HEAD,
            ["王小红", "", "村级协管员", "补隆淖尔", "", "", ""],
            ["李小红", "", "乡镇经办员", "补隆淖尔镇", "", "", ""],
        ],
    )
    assert (village.area, town.area) == (150822101205, 150822101000)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["姓名", "电话"], ["王小红", "1"]], "没有找到表头"),
        ([HEAD], "没有人员"),
        ([HEAD, *[["王小红"]] * 1001], "一次最多1000人"),
    ],
)
def test_lists_without_use(tmp_path: Path, rows: Any, words: str) -> None:
    with pytest.raises(ActionError, match=words):
        _read(tmp_path, rows)


def test_a_broken_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(WorkbookError):
        read_accounts(path, "x.xlsx", _actor())


def test_making_them(tmp_path: Path) -> None:
    actor = _actor()
    with acting(actor.scope):
        rows = read_accounts(
            _list(tmp_path, [HEAD, GOOD, ["刘强", "", "乡镇经办员", "巴彦高勒镇", "", "", "2026-12-31"]]),
            "名单.xlsx",
            actor,
        )
        made = CreateAccounts(actor, rows).run()
    user = User.objects.get(username="wangxiaohong")
    assert user.must_change_password
    assert user.check_password(made[0].password)
    assert len({account.password for account in made}) == 2
    assert len(made[0].password) == 14
    post = User.objects.get(username="liuqiang").posts.get()
    assert (post.role, post.area_id, post.valid_from, post.valid_to) == (
        Role.TOWNSHIP_CLERK,
        150822102000,
        today(),
        dt.date(2026, 12, 31),
    )
    assert user.events.get().pgh_context.metadata["action"] == "CreateAccounts"


def test_all_or_none(tmp_path: Path) -> None:
    actor = _actor()
    before = User.objects.count()
    with acting(actor.scope):
        rows = read_accounts(
            _list(tmp_path, [HEAD, GOOD, ["刘强", "", "村长", "河壕村", "", "", ""]]), "名单.xlsx", actor
        )
        with pytest.raises(ActionError, match="第3行"):
            CreateAccounts(actor, rows).run()
        rows = rows[:1]
        User.objects.create(username=rows[0].username, name="先来的人")
        with pytest.raises(Conflict, match="刚刚被别人用了"):
            CreateAccounts(actor, rows).run()
    assert User.objects.count() == before + 1


def test_a_forged_row_is_checked_again() -> None:
    actor = _actor()
    forged = AccountRow(
        2, name="某某", username="mou", role="supervisor", area=150800000000, valid_from="2026-01-01"
    )
    with acting(actor.scope), pytest.raises(ActionError, match="上一级管理员"):
        CreateAccounts(actor, [forged]).run()


def test_the_blank_template_reads_back_and_offers_only_what_may_be_given(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(blank_template((Role.VILLAGE_ASSISTANT, Role.TOWNSHIP_CLERK)))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == HEAD
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"村级协管员,乡镇经办员"'
    for place, value in enumerate(GOOD, start=1):
        sheet.cell(2, place, value)
    book.save(path)
    book.close()
    actor = _actor()
    with acting(actor.scope):
        assert read_accounts(path, "t.xlsx", actor)[0].problems == []


def test_the_sheet_of_passwords(tmp_path: Path) -> None:
    actor = _actor()
    with acting(actor.scope):
        made = CreateAccounts(actor, _read(tmp_path, [HEAD, GOOD])).run()
    path = tmp_path / "p.xlsx"
    path.write_bytes(password_sheet(made))
    book = openpyxl.load_workbook(path)
    words = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    book.close()
    assert made[0].password in words
    assert any("首次登录须修改密码" in str(word) for word in words)
