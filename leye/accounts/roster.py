"""An Excel list of accounts to be: read, cleaned, and checked row by row before anything is made."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import Role
from leye.accounts.models import Post, User
from leye.accounts.rules import LEVELS_OF_ROLE, check_may_grant
from leye.areas.lookup import Finder
from leye.areas.models import Area
from leye.areas.paths import full_path
from leye.standards.calendar import today
from leye.standards.dates import parse_date
from leye.standards.names import clean_name, pinyin
from leye.standards.phones import clean_phone
from leye.standards.text import PlainError, clean_cell
from leye.workbook.reading import Cell, Sheet, open_workbook
from leye.workbook.wording import normal

MOST_ROWS = 1_000
#: Column → wordings seen in lists of staff.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "人员姓名", "名字", "工作人员"),
    "username": ("用户名", "账号", "登录名", "帐号"),
    "role": ("岗位", "角色", "职务", "岗位类型"),
    "area": ("辖区", "管辖区域", "所在辖区", "辖区代码", "单位", "村社区", "所属辖区"),
    "phone": ("电话", "联系电话", "手机", "手机号", "手机号码"),
    "valid_from": ("任职日期", "任职时间", "到岗日期", "开始日期"),
    "valid_to": ("离任日期", "离任时间", "结束日期", "任期截止"),
}
REQUIRED = ("name", "role", "area")
#: Further words for roles.
ROLE_WORDS: dict[str, Role] = {
    "协管员": Role.VILLAGE_ASSISTANT,
    "村协管员": Role.VILLAGE_ASSISTANT,
    "村级": Role.VILLAGE_ASSISTANT,
    "社区协管员": Role.VILLAGE_ASSISTANT,
    "嘎查协管员": Role.VILLAGE_ASSISTANT,
    "乡镇": Role.TOWNSHIP_CLERK,
    "乡镇经办": Role.TOWNSHIP_CLERK,
    "镇经办员": Role.TOWNSHIP_CLERK,
    "苏木经办员": Role.TOWNSHIP_CLERK,
    "街道经办员": Role.TOWNSHIP_CLERK,
    "县级经办": Role.COUNTY_OFFICER,
    "县经办员": Role.COUNTY_OFFICER,
    "旗县经办员": Role.COUNTY_OFFICER,
    "县级领导": Role.COUNTY_LEADER,
    "县负责人": Role.COUNTY_LEADER,
    "督导": Role.SUPERVISOR,
    "市级督导": Role.SUPERVISOR,
    "省级督导": Role.SUPERVISOR,
    "审计": Role.AUDITOR,
}
_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,29}")


@dataclass
class AccountRow:
    """One row as it will be made, or why it cannot be. Dates are ISO text, so that the row fits a session."""

    number: int
    name: str = ""
    username: str = ""
    role: str = ""
    area: int = 0
    area_name: str = ""
    phone: str = ""
    valid_from: str = ""
    valid_to: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def role_label(self) -> str:
        """The role in words."""
        return str(Role(self.role).label) if self.role else ""

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def read_accounts(path: Path, name: str, actor: Actor) -> list[AccountRow]:
    """Every row of the first sheet that looks like a list of accounts, with its problems in Chinese.

    Raises WorkbookError for a file that cannot be read and ActionError for one without the columns.
    """
    book = open_workbook(path, name=name)
    for sheet in book.sheets:
        if not sheet.hidden and (found := _header(sheet)) is not None:
            start, columns = found
            rows = list(_records(sheet, start, columns))
            if not rows:
                raise ActionError(_("表头下面没有人员，请填好后再上传。"))
            if len(rows) > MOST_ROWS:
                raise ActionError(_("一次最多%(most)d人，请分成几份上传。") % {"most": MOST_ROWS})
            return _checked(rows, actor)
    raise ActionError(_("没有找到表头。表里至少要有“姓名”“岗位”“辖区”三列，可下载空白模板照着填。"))


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for number, row in enumerate(sheet.rows[:15]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            word = normal(clean_cell(cell))
            for key, words in COLUMNS.items():
                if word in words:
                    columns.setdefault(key, place)
        if all(key in columns for key in REQUIRED):
            return number + 1, columns
    return None


def _records(sheet: Sheet, start: int, columns: dict[str, int]) -> Iterator[tuple[int, dict[str, Cell]]]:
    for number, row in enumerate(sheet.rows[start:], start=start + 1):
        cells = {key: row[place] if place < len(row) else "" for key, place in columns.items()}
        if any(clean_cell(cell) for cell in cells.values()):
            yield number, cells


def _checked(records: Sequence[tuple[int, dict[str, Cell]]], actor: Actor) -> list[AccountRow]:
    finder = Finder(actor.scope)
    taken = Usernames()
    held = _held_posts([clean_cell(cells.get("name")) for _number, cells in records])
    rows: list[AccountRow] = []
    seen: dict[tuple[str, str, int], int] = {}
    for number, cells in records:
        row = AccountRow(number)
        _read(row, cells, finder, actor)
        key = (row.name, row.role, row.area)
        if not row.problems:
            if key in seen:
                row.problems.append(_("与第%(row)d行重复：同一人、同一岗位、同一辖区。") % {"row": seen[key]})
            elif key in held:
                row.problems.append(
                    _("已有同名、同岗位、同辖区的账号（用户名 %(name)s），不会重复开通。")
                    % {"name": held[key]}
                )
            else:
                seen[key] = number
                _name_account(row, cells, taken)
        rows.append(row)
    return rows


def _held_posts(names: Sequence[str]) -> dict[tuple[str, str, int], str]:
    """Posts held today or later by people of these names, with their user names: a list is often sent twice."""
    rows = Post.objects.filter(user__name__in={*names, *(_tidy(name) for name in names)}).not_over_on(today())
    return {
        (name, role, area): username
        for name, role, area, username in rows.values_list("user__name", "role", "area_id", "user__username")
    }


def _tidy(name: str) -> str:
    try:
        return clean_name(name)
    except PlainError:
        return name


def _read(row: AccountRow, cells: dict[str, Cell], finder: Finder, actor: Actor) -> None:
    """Fill a row from its cells, noting each problem."""
    row.name = _value(row, clean_name, cells.get("name")) or ""
    if clean_cell(cells.get("phone")):
        row.phone = _value(row, clean_phone, cells.get("phone")) or ""
    dates = {
        key: _value(row, parse_date, cells.get(key)) if clean_cell(cells.get(key)) else None
        for key in ("valid_from", "valid_to")
    }
    start: dt.date = dates["valid_from"] or today()
    end: dt.date | None = dates["valid_to"]
    row.valid_from, row.valid_to = start.isoformat(), end.isoformat() if end else ""
    if end and end < start:
        row.problems.append(_("离任日期早于任职日期。"))
    row.role = _role(row, clean_cell(cells.get("role")))
    area = _area(row, clean_cell(cells.get("area")), finder)
    if area is None:
        return
    row.area, row.area_name = area.no, full_path(area)
    if row.role:
        try:
            check_may_grant(actor, row.role, area)
        except ActionError as refused:
            row.problems.append(str(refused))


def _value(row: AccountRow, read: Any, cell: Cell) -> Any:
    try:
        return read(cell)
    except PlainError as problem:
        row.problems.append(str(problem))
        return None


def _role(row: AccountRow, text: str) -> str:
    word = text.replace(" ", "")
    for role in Role:
        if word in (role.label, role.value):
            return role.value
    if word in ROLE_WORDS:
        return ROLE_WORDS[word].value
    known = "、".join(str(role.label) for role in Role)
    row.problems.append(
        _("没有填岗位。可以填：%(known)s。") % {"known": known}
        if not word
        else _("看不懂岗位“%(text)s”。可以填：%(known)s。") % {"text": text[:20], "known": known}
    )
    return ""


def _area(row: AccountRow, text: str, finder: Finder) -> Area | None:
    found = finder.find(text)
    if row.role and len(found) > 1:
        found = [area for area in found if area.level in LEVELS_OF_ROLE[row.role]] or found
    if len(found) == 1:
        return found[0]
    if not text:
        row.problems.append(_("没有填辖区。请填名称或区划代码。"))
    elif not found:
        row.problems.append(
            _("在您的辖区内没有“%(text)s”。请核对名称，或填12位区划代码。") % {"text": text[:40]}
        )
    else:
        names = "、".join(full_path(area) for area in found[:3])
        row.problems.append(
            _("“%(text)s”有%(count)d个：%(names)s。请写上乡镇，或填12位区划代码。")
            % {"text": text[:40], "count": len(found), "names": names}
        )
    return None


class Usernames:
    """User names taken so far, in the database and in the list."""

    def __init__(self) -> None:
        self.taken = {name.lower() for name in User.objects.values_list("username", flat=True)}

    def free(self, name: str) -> bool:
        """Whether nobody has it."""
        return name not in self.taken

    def take(self, name: str) -> str:
        """Mark it as taken."""
        self.taken.add(name)
        return name

    def from_name(self, name: str) -> str:
        """A free user name in pinyin: 王小梅 → wangxiaomei, then wangxiaomei2 …"""
        base = re.sub(r"[^a-z0-9]", "", pinyin(name).lower())[:24]
        base = base if base[:1].isalpha() and len(base) > 1 else f"user{base}"
        number = 1
        while not self.free(candidate := base if number == 1 else f"{base}{number}"):
            number += 1
        return self.take(candidate)


def _name_account(row: AccountRow, cells: dict[str, Cell], taken: Usernames) -> None:
    wanted = clean_cell(cells.get("username")).lower()
    if not wanted:
        row.username = taken.from_name(row.name)
    elif not _USERNAME.fullmatch(wanted):
        row.problems.append(
            _("用户名“%(name)s”不能用。请用小写字母开头，2至30个字母、数字、点或横线；也可空着自动生成。")
            % {"name": wanted[:30]}
        )
    elif not taken.free(wanted):
        row.problems.append(_("用户名“%(name)s”已有人用。请换一个，或空着自动生成。") % {"name": wanted})
    else:
        row.username = taken.take(wanted)
