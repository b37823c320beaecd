"""The way back of a printed ledger: key the changes of a row, close a sheet."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction
from leye.ledger.actions.correct_spell import CorrectSpell
from leye.ledger.actions.spells import EndSpell, StartSpell
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.enums import Wish
from leye.ledger.errors import Invalid
from leye.ledger.models import Person
from leye.registers.actions.activities import RecordActivity
from leye.registers.enums import ActivityKind
from leye.sheets.actions.confirming import Confirmed, ConfirmPeople, NoteChanged
from leye.sheets.keying import BEGUN, JOB, LEFT, PERSON, WISH, Standing, keyed_texts, standing_of
from leye.sheets.models import SheetPage, SheetRow
from leye.standards.calendar import today


class ChangedWhileKeying(ActionError):
    """Somebody saved a cell between the comparison and the confirmation; nothing of the row was written."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "您核对期间，有人刚改了%(name)s的资料。这一行没有写入，填写的内容还在，请重新看一遍差异再确认。"
            )
            % {"name": name}
        )


@dataclass(kw_only=True)
class KeyRow(LedgerAction[SheetRow]):
    """Write what was changed on one row of a sheet, by the ledger's own actions.

    `values`: cleaned values by name (see `leye.sheets.keying.keyable`). `seen`: the texts that stood there, by
    column, when the user compared; when one of them is another now, nothing is written. `on`: the day that the
    paper was filled in.
    """

    allowed = CAN_WRITE_LEDGER

    row_id: int
    values: dict[str, Any]
    seen: dict[str, str]
    on: dt.date

    def execute(self) -> SheetRow:
        row = self.row(SheetRow.objects.select_related("sheet__edition"), self.row_id)
        person = self.person(row.person_id)
        if self.on < row.sheet.edition.printed_on or self.on > today():
            raise Invalid(
                {
                    "on": _("填写日期应在打印日期（%(day)s）和今天之间。")
                    % {"day": row.sheet.edition.printed_on}
                }
            )
        full = Person.objects.select_related("area", "household", "helper").get(pk=person.pk)
        now = standing_of(self.actor.scope, [full], today())[person.pk]
        texts = keyed_texts(self.values)
        if any(now.texts.get(key, "") != self.seen.get(key, "") for key in texts):
            raise ChangedWhileKeying(person.name)
        self._person(person)
        self._wish(person, now)
        self._job(person, now)
        row.keyed = {**row.keyed, **texts}
        row.keyed_at, row.keyed_by_id = timezone.now(), self.actor.user
        row.save(update_fields=["keyed", "keyed_at", "keyed_by"])
        NoteChanged(self.actor, person_id=person.pk, on=self.on).run()
        return row

    def _person(self, person: Person) -> None:
        changes = {name: self.values[name] for name in PERSON if name in self.values}
        if changes:
            UpdatePerson(self.actor, person_id=person.pk, version=person.version, changes=changes).run()

    def _wish(self, person: Person, now: Standing) -> None:
        """The last word about work with what the paper changes; what it does not mention stays as it was said."""
        said = {field: self.values[name] for name, field in WISH.items() if name in self.values}
        if not said:
            return
        last = now.wish
        before: Mapping[str, Any] = {
            "wants_work": last.wants_work, "wants_startup": last.wants_startup, "occupation": last.occupation,
            "place": last.place, "wage_min_fen": last.wage_min_fen,
        } if last else {"wants_work": Wish.UNKNOWN}  # fmt: skip
        # Of a later word than the paper's the paper knows nothing: it is said again under that day.
        day = max(self.on, last.stated_on) if last else self.on
        StateIntention(self.actor, person_id=person.pk, stated_on=day, **{**before, **said}).run()

    def _job(self, person: Person, now: Standing) -> None:
        values = {name: value for name, value in self.values.items() if name in (*LEFT, *BEGUN)}
        corrections = {field: self.values[name] for name, field in JOB.items() if name in self.values}
        if ("left_on" in values or corrections) and now.spell is None:
            raise Invalid(
                {"left_on": _("%(name)s目前没有在业记录；找到工作的请填“新就业”。") % {"name": person.name}}
            )
        if corrections and now.spell is not None:
            CorrectSpell(self.actor, spell_id=now.spell.pk, changes=corrections).run()
        if "left_on" in values and now.spell is not None:
            EndSpell(
                self.actor, spell_id=now.spell.pk, ended_on=values["left_on"], reason=values["left_why"]
            ).run()
        if "new_on" in values:
            StartSpell(
                self.actor, person_id=person.pk, started_on=values["new_on"], kind=values["new_kind"],
                employer_name=values.get("new_employer", ""), work_place=values.get("new_place", ""),
                wage_fen=values.get("new_wage"),
            ).run()  # fmt: skip


@dataclass(kw_only=True)
class FinishSheet(LedgerAction[Confirmed]):
    """A whole sheet is keyed: every row without a change counts as checked in the week of `on`.

    The sheet's village gets the activity “台账更新核对” of that day, by which the weekly duty is counted.
    """

    allowed = CAN_WRITE_LEDGER

    sheet_id: int
    on: dt.date

    def execute(self) -> Confirmed:
        sheet = self.row(SheetPage.objects.select_related("edition"), self.sheet_id)
        if self.on < sheet.edition.printed_on:
            raise Invalid({"on": _("填写日期早于打印日期（%(day)s）。") % {"day": sheet.edition.printed_on}})
        rows = SheetRow.objects.visible_to(self.actor.scope).filter(sheet=sheet, keyed_at__isnull=True)
        done = ConfirmPeople(
            self.actor, person_ids=list(rows.values_list("person_id", flat=True)), on=self.on
        ).run()
        # Of the sheet's own village: people on it may have moved to another, whose ledger nobody looked at.
        RecordActivity(
            self.actor, area_no=sheet.area_id, kind=ActivityKind.LEDGER_CHECK, happened_on=self.on
        ).run()
        sheet.returned_on, sheet.returned_by_id = today(), self.actor.user
        sheet.save(update_fields=["returned_on", "returned_by"])
        return replace(done, areas=sorted({*done.areas, sheet.area_id}))
