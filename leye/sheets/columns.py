"""The columns that a ledger may have: how each is called, read, shown, and how wide it is on paper."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.ledger.cards import age_on, masked_number
from leye.ledger.models import EmploymentSpell, Person
from leye.ledger.person_fields import show
from leye.sheets.known import Known, know
from leye.standards.phones import mask_phone
from leye.vault.crypto import decrypt
from leye.workbook.export import Column, ColumnKind

Cell = str | int | dt.date | None


@dataclass(frozen=True)
class Looked:
    """One person with what is known on a day, and whether numbers are shown whole."""

    person: Person
    known: Known
    day: dt.date
    codes: Collection[str] = ()
    full: bool = False


@dataclass(frozen=True)
class LedgerColumn:
    """A column. `part` names what `leye.sheets.known.know` must read for it; `width` is its wish on paper, in mm."""

    key: str
    label: str | Promise
    width: float
    value: Callable[[Looked], Cell]
    part: str = ""
    kind: ColumnKind = "text"

    def for_workbook(self) -> Column:
        """The column of a workbook."""
        return Column(str(self.label), self.kind)


def _person(name: str) -> Callable[[Looked], Cell]:
    """A field of the person as people read it."""
    return lambda looked: show(name, getattr(looked.person, name))


def _work(read: Callable[[EmploymentSpell], Cell]) -> Callable[[Looked], Cell]:
    """Something of the job that runs."""
    return lambda looked: read(looked.known.work) if looked.known.work else None


def _last_work(read: Callable[[EmploymentSpell], Cell]) -> Callable[[Looked], Cell]:
    """Something of the job that ended last, of somebody who has no work now."""
    return lambda looked: (
        read(looked.known.last_work) if looked.known.last_work and not looked.known.at_work else None
    )


def _wish(name: str) -> Callable[[Looked], Cell]:
    return lambda looked: getattr(looked.known.wish, name) if looked.known.wish else None


def _number(looked: Looked) -> Cell:
    return decrypt(bytes(looked.person.id_cipher)) if looked.full else masked_number(looked.person)


def _phone(looked: Looked) -> Cell:
    return looked.person.phone if looked.full else mask_phone(looked.person.phone)


def _membership(name: str) -> Callable[[Looked], Cell]:
    def read(looked: Looked) -> Cell:
        held = looked.known.membership(looked.codes)
        value: Cell = getattr(held, name) if held else None
        return value

    return read


_ALL = (
    LedgerColumn("name", _("姓名"), 18, lambda at: at.person.name),
    LedgerColumn("sex", _("性别"), 9, _person("sex")),
    LedgerColumn("age", _("年龄"), 9, lambda at: age_on(at.person.birth_date, at.day), kind="number"),
    LedgerColumn("number", _("身份证号"), 41, _number),
    LedgerColumn("tail", _("证号后四位"), 15, lambda at: at.person.id_tail),
    LedgerColumn("village", _("村（社区）"), 22, lambda at: at.person.area.name),
    LedgerColumn("household", _("户编号"), 16, lambda at: at.person.household.number if at.person.household else None),
    LedgerColumn("relation", _("与户主关系"), 18, _person("relation")),
    LedgerColumn("phone", _("电话"), 27, _phone),
    LedgerColumn("address", _("住址"), 36, _person("address")),
    LedgerColumn("education", _("文化程度"), 18, _person("education")),
    LedgerColumn("graduated_on", _("毕业日期"), 23, lambda at: at.person.graduated_on, kind="date"),
    LedgerColumn("groups", _("群体"), 28, lambda at: "、".join(one.group.name for one in at.known.memberships), "groups"),
    LedgerColumn("since", _("认定日期"), 23, _membership("valid_from"), "groups", "date"),
    LedgerColumn("evidence", _("认定依据"), 26, _membership("evidence"), "groups"),
    LedgerColumn("work_capacity", _("劳动能力"), 18, _person("work_capacity")),
    LedgerColumn("status", _("状态"), 20, lambda at: at.known.status, "status"),
    LedgerColumn(
        "registered_on", _("失业登记日期"), 23,
        lambda at: at.known.registration.registered_on if at.known.registration else None, "registration", "date"),
    LedgerColumn("employer", _("就业单位"), 36, _work(lambda work: work.employer_name), "work"),
    LedgerColumn("work_kind", _("就业形式"), 18, _work(lambda work: work.get_kind_display()), "work"),
    LedgerColumn("work_place", _("务工地"), 26, _work(lambda work: work.work_place), "work"),
    LedgerColumn("reach", _("就业范围"), 17, _work(lambda work: work.get_reach_display()), "work"),
    LedgerColumn("channel", _("就业渠道"), 22, _work(lambda work: work.get_channel_display()), "work"),
    LedgerColumn("wage", _("月工资（元）"), 16, _work(lambda work: work.wage_fen), "work", "money"),
    LedgerColumn("started_on", _("就业日期"), 23, _work(lambda work: work.started_on), "work", "date"),
    LedgerColumn("last_place", _("原务工地"), 26, _last_work(lambda work: work.work_place), "work"),
    LedgerColumn("left_on", _("离岗日期"), 23, _last_work(lambda work: work.ended_on), "work", "date"),
    LedgerColumn("left_why", _("离岗原因"), 18, _last_work(lambda work: work.get_end_reason_display()), "work"),
    LedgerColumn(
        "wants_work", _("就业意愿"), 16,
        lambda at: str(at.known.wish.get_wants_work_display()) if at.known.wish else None, "wish"),
    LedgerColumn("occupation", _("意向职业"), 22, _wish("occupation"), "wish"),
    LedgerColumn("wish_place", _("意向地点"), 22, _wish("place"), "wish"),
    LedgerColumn("skills", _("技能"), 24, lambda at: "、".join(at.known.skills), "skills"),
    LedgerColumn("needs", _("培训需求"), 24, lambda at: "、".join(at.known.needs), "needs"),
    LedgerColumn("helper", _("帮扶联系人"), 18, lambda at: at.person.helper.name if at.person.helper else None),
    LedgerColumn("contacted_on", _("上次联系"), 23, lambda at: at.known.contacted_on, "contact", "date"),
    LedgerColumn("checked_on", _("上次核对"), 23, lambda at: at.known.checked_on, "check", "date"),
    LedgerColumn("note", _("备注"), 28, _person("note")),
)  # fmt: skip
COLUMNS = {column.key: column for column in _ALL}
#: Columns of the person that are read with the person.
RELATED = ("area", "household", "helper")
#: Columns that are told apart from others only by looking at one person's whole number or telephone.
PERSONAL = frozenset({"number", "phone"})


def columns_of(keys: Iterable[str]) -> list[LedgerColumn]:
    """The columns with these keys, in their order; a key that no longer exists is left out."""
    return [COLUMNS[key] for key in keys if key in COLUMNS]


@dataclass(frozen=True)
class LedgerLine:
    """A person with the cells of the columns asked for."""

    person: Person
    cells: list[Cell]
    texts: list[str]


def text_of(column: LedgerColumn, cell: Cell) -> str:
    """A cell as people read it; money is yuan."""
    if cell is None or cell == "":
        return ""
    if column.kind == "money" and isinstance(cell, int):
        return f"{cell / 100:g}" if cell % 100 else str(cell // 100)
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def ledger_lines(
    scope: Scope,
    people: Sequence[Person],
    columns: Sequence[LedgerColumn],
    day: dt.date,
    *,
    codes: Collection[str] = (),
    full: bool = False,
) -> list[LedgerLine]:
    """A line for each person (area, household and helper selected). `codes`: the groups that the ledger is about."""
    known = know(scope, people, {column.part for column in columns}, day)
    lines = []
    for person in people:
        looked = Looked(person, known[person.pk], day, codes, full)
        cells: list[Any] = [column.value(looked) for column in columns]
        texts = [text_of(column, cell) for column, cell in zip(columns, cells, strict=True)]
        lines.append(LedgerLine(person, cells, texts))
    return lines
