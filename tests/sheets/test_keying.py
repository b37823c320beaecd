"""The way back of a printed sheet: differences, what somebody else changed, rows of another area, done twice."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import Source
from leye.accounts.scope import acting
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.actions.spells import StartSpell
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import EmploymentSpell, Intention, Person
from leye.registers.models import Activity
from leye.sheets.actions.keying import ChangedWhileKeying, FinishSheet, KeyRow
from leye.sheets.actions.printing import PrintEdition
from leye.sheets.finding import SheetRefused, find_sheet, newer_edition
from leye.sheets.keying import differences, standing_of
from leye.sheets.models import LedgerCheck, SheetPage, SheetRow
from leye.standards.calendar import today
from leye.standards.sheet_numbers import code_text, sheet_number
from tests.ledger.people import BALENG, HEHAO, actor, history, register, scope

AsUser = Callable[[str], Actor]


@dataclasses.dataclass
class Printed:
    """An actor with a printed sheet of two people."""

    by: Actor
    people: list[Person]
    sheet: SheetPage

    def row(self, number: int) -> SheetRow:
        return SheetRow.objects.select_related("sheet__edition").get(sheet=self.sheet, row=number)

    def seen(self, number: int) -> dict[str, str]:
        """What the ledger says now of a row's person."""
        person = Person.objects.select_related("area", "household", "helper").get(
            pk=self.row(number).person_id
        )
        return dict(standing_of(self.by.scope, [person], today())[person.pk].texts)

    def states(self, number: int, values: dict[str, Any]) -> dict[str, str]:
        """The state of each keyed cell."""
        row = self.row(number)
        person = Person.objects.select_related("area", "household", "helper").get(pk=row.person_id)
        standing = standing_of(self.by.scope, [person], today())[person.pk]
        return {one.key: one.state for one in differences(row, standing, values)}

    def key(self, number: int, values: dict[str, Any], seen: dict[str, str] | None = None) -> SheetRow:
        return KeyRow(
            self.by, row_id=self.row(number).pk, values=values, seen=seen or self.seen(number), on=today()
        ).run()


@pytest.fixture
def printed(as_user: AsUser) -> Printed:
    """A printed sheet of 河壕村 with two people, keyed by its assistant."""
    by = dataclasses.replace(as_user("village"), source=Source.PAPER)
    people = [
        register(by, 101 + n, name, phone=f"1380000000{n}") for n, name in enumerate(("安家和", "白雪梅"))
    ]
    StartSpell(
        by, person_id=people[0].pk, started_on=dt.date(2026, 1, 5), kind="contract", employer_name="红牛厂", wage_fen=300000
    ).run()  # fmt: skip
    edition = PrintEdition(by, area_no=HEHAO, book="all").run()
    return Printed(by, people, SheetPage.objects.get(edition=edition))


def test_only_what_was_keyed_is_written_with_paper_as_its_source(printed: Printed) -> None:
    values = {"phone": "13911112222", "wants_work": "yes"}
    assert printed.states(2, values) == {"phone": "plain", "wants_work": "plain"}
    row = printed.key(2, values)
    person = Person.objects.get(pk=printed.people[1].pk)
    assert (person.phone, person.name) == ("13911112222", "白雪梅")
    assert Intention.objects.get(person=person).wants_work == "yes"
    assert history(person).last().pgh_context.metadata["source"] == Source.PAPER
    assert (row.keyed["phone"], row.keyed_by_id) == ("13911112222", printed.by.user_id)
    assert LedgerCheck.objects.get(person=person).result == "changed"


def test_what_somebody_changed_since_the_printing_is_told_with_who_and_when(printed: Printed) -> None:
    person = printed.people[1]
    person.refresh_from_db()
    UpdatePerson(
        actor("town"), person_id=person.pk, version=person.version, changes={"phone": "13977778888"}
    ).run()
    row = printed.row(2)
    fresh = Person.objects.select_related("area", "household", "helper").get(pk=person.pk)
    standing = standing_of(printed.by.scope, [fresh], today())[person.pk]
    (found,) = differences(row, standing, {"phone": "13911112222"})
    assert (found.printed, found.now, found.keyed) == ("13800000001", "13977778888", "13911112222")
    assert found.state == "contested"
    assert "李志强" in found.by
    assert printed.states(2, {"phone": "13977778888"}) == {"phone": "same"}


def test_a_change_between_comparing_and_confirming_writes_nothing(printed: Printed) -> None:
    seen = printed.seen(2)
    person = printed.people[1]
    person.refresh_from_db()
    UpdatePerson(
        actor("town"), person_id=person.pk, version=person.version, changes={"phone": "13977778888"}
    ).run()
    with pytest.raises(ChangedWhileKeying, match="白雪梅"):
        printed.key(2, {"phone": "13911112222", "note": "外出"}, seen)
    person.refresh_from_db()
    assert (person.phone, person.note) == ("13977778888", "")
    assert printed.row(2).keyed_at is None


def test_a_job_ends_and_another_begins(printed: Printed) -> None:
    values = {
        "left_on": dt.date(2026, 11, 1), "left_why": "resigned",
        "new_on": dt.date(2026, 11, 5), "new_kind": "flexible", "new_place": "临河区", "new_wage": 420000,
    }  # fmt: skip
    printed.key(1, values)
    old, new = EmploymentSpell.objects.filter(person=printed.people[0]).order_by("started_on")
    assert (old.ended_on, old.end_reason) == (dt.date(2026, 11, 1), "resigned")
    assert (new.started_on, new.work_place, new.wage_fen, new.ended_on) == (
        dt.date(2026, 11, 5),
        "临河区",
        420000,
        None,
    )


def test_a_wage_is_put_right_and_nobody_without_a_job_has_one(printed: Printed) -> None:
    printed.key(1, {"wage": 350000})
    assert EmploymentSpell.objects.get(person=printed.people[0]).wage_fen == 350000
    with pytest.raises(Invalid, match="没有在业记录"):
        printed.key(2, {"wage": 350000})


def test_a_word_about_work_keeps_what_the_paper_does_not_mention(printed: Printed) -> None:
    StateIntention(
        printed.by, person_id=printed.people[1].pk, stated_on=today() - dt.timedelta(days=30), wants_work="no",
        wants_startup=True, occupation="厨师",
    ).run()  # fmt: skip
    printed.key(2, {"wants_work": "yes"})
    latest = Intention.objects.filter(person=printed.people[1]).latest("stated_on")
    assert (latest.wants_work, latest.wants_startup, latest.occupation) == ("yes", True, "厨师")


def test_keyed_twice_the_same_changes_nothing_more(printed: Printed) -> None:
    printed.key(2, {"phone": "13911112222"})
    version = Person.objects.get(pk=printed.people[1].pk).version
    assert printed.states(2, {"phone": "13911112222"}) == {"phone": "same"}
    printed.key(2, {"phone": "13911112222"})
    assert Person.objects.get(pk=printed.people[1].pk).version == version


def test_the_rest_of_a_sheet_counts_as_checked(printed: Printed) -> None:
    printed.key(2, {"phone": "13911112222"})
    assert not Activity.objects.exists(), "one row is no check of the village's ledger"
    done = FinishSheet(printed.by, sheet_id=printed.sheet.pk, on=today()).run()
    assert (done.new, done.areas) == (1, [HEHAO])
    assert {check.person_id: check.result for check in LedgerCheck.objects.all()} == {
        printed.people[0].pk: "same", printed.people[1].pk: "changed"}  # fmt: skip
    assert Activity.objects.filter(area_id=HEHAO, kind="ledger_check", happened_on=today()).count() == 1
    printed.sheet.refresh_from_db()
    assert printed.sheet.returned_on == today()


def test_a_sheet_with_every_row_keyed_is_gone_through_too(printed: Printed) -> None:
    for row in (1, 2):
        printed.key(row, {"note": "在家"})
    done = FinishSheet(printed.by, sheet_id=printed.sheet.pk, on=today()).run()
    assert (done.new, done.again, done.areas) == (0, 0, [HEHAO])
    assert Activity.objects.get(kind="ledger_check").area_id == HEHAO


def test_a_sheet_of_another_area_a_foreign_code_and_a_wrong_number_are_refused(printed: Printed) -> None:
    number = sheet_number(printed.sheet.pk)
    assert find_sheet(printed.by.scope, code_text(printed.sheet.pk, printed.sheet.token)) == printed.sheet
    assert find_sheet(printed.by.scope, number) == printed.sheet
    with pytest.raises(SheetRefused, match="不是本系统打印的"):
        find_sheet(printed.by.scope, code_text(printed.sheet.pk, "ZZZZZZ"))
    with pytest.raises(SheetRefused, match="不是本系统表册上的二维码"):
        find_sheet(printed.by.scope, "https://example.org/")
    with pytest.raises(SheetRefused, match="有一位不对"):
        find_sheet(printed.by.scope, number[:-1] + str((int(number[-1]) + 1) % 10))
    absent = sheet_number(printed.sheet.pk + 50)
    with acting(scope("village2")), pytest.raises(SheetRefused) as elsewhere:
        find_sheet(scope("village2"), number)
    with acting(scope("village2")), pytest.raises(SheetRefused) as nowhere:
        find_sheet(scope("village2"), absent)
    assert str(elsewhere.value) == str(nowhere.value)
    assert "别的村或乡镇" in str(elsewhere.value)


def test_an_old_edition_is_told(printed: Printed) -> None:
    assert newer_edition(printed.sheet.edition) is None
    PrintEdition(printed.by, area_no=HEHAO, book="all").run()
    newer = newer_edition(printed.sheet.edition)
    assert newer is not None
    assert newer.number == 2


def test_a_person_who_moved_away_takes_the_row_along(as_user: AsUser) -> None:
    by = as_user("town")
    person = register(by, 101, "安家和")
    edition = PrintEdition(by, area_no=HEHAO, book="all").run()
    MovePersonArea(by, person_id=person.pk, area_no=BALENG).run()
    row = SheetRow.objects.get(sheet__edition=edition)
    assert row.area_id == BALENG
    with acting(scope("village")), pytest.raises((Absent, ActionError)):
        KeyRow(actor("village"), row_id=row.pk, values={"phone": "13911112222"}, seen={}, on=today()).run()


def test_a_day_before_the_printing_is_refused(printed: Printed) -> None:
    with pytest.raises(Invalid, match="打印日期"):
        KeyRow(
            printed.by, row_id=printed.row(2).pk, values={"note": "外出"}, seen=printed.seen(2),
            on=today() - dt.timedelta(days=1),
        ).run()  # fmt: skip
