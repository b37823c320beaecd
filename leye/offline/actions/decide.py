"""Decide on a record that could not go in by itself."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction
from leye.ledger.errors import Invalid
from leye.ledger.models import Person
from leye.offline.actions.take_in import held_person
from leye.offline.applying import SERVICE, put_fields, put_in, record_kinds, settle, write_fields
from leye.offline.enums import EditKind, EditState, Side, Why
from leye.offline.fields import last_change, standing, standing_words
from leye.offline.models import OfflineConflict, OfflineEdit
from leye.offline.records import LONGEST, BadRecord, read_answers, storable
from leye.standards.calendar import today

#: Reasons for which nothing of a record has gone in yet.
WHOLE = (Why.EXPIRED, Why.CLOCK, Why.ABSENT, Why.OUTSIDE, Why.NEWER)


def day_unsure(edit: OfflineEdit) -> bool:
    """Whether nobody knows yet on which day a record was made."""
    return edit.why == Why.CLOCK or bool(edit.body.get("day_unsure"))


def changed_again() -> str:
    """Why a decision was not carried out."""
    return _("您决定时又有人改过，请再看一遍。")


class WaitingAction(LedgerAction[OfflineEdit]):
    """An action on a record that waits."""

    allowed = CAN_WRITE_LEDGER

    def waiting(self, edit_id: Any) -> OfflineEdit:
        """The record, locked. Raises Absent, or ActionError when it was decided meanwhile."""
        edit = self.row(OfflineEdit.objects.all(), edit_id)
        if edit.state != EditState.WAITING:
            raise ActionError(_("这条记录已经决定过了。"))
        return edit

    def decided(self, edit: OfflineEdit) -> OfflineEdit:
        """Note who decided, and save."""
        edit.decided_at, edit.decided_by_id = timezone.now(), self.actor.user
        edit.save()
        return edit


@dataclass(kw_only=True)
class DropEdit(WaitingAction):
    """Give up what of a record has not gone in. The row stays, with who decided."""

    edit_id: Any

    def describe(self) -> dict[str, Any]:
        """The record's number."""
        return {"offline": str(self.edit_id)}

    def execute(self) -> OfflineEdit:
        edit = self.waiting(self.edit_id)
        edit.conflicts.undecided().update(choice=Side.THEIRS)
        edit.state = EditState.DROPPED
        return self.decided(edit)


@dataclass(kw_only=True)
class DecideEdit(WaitingAction):
    """Carry a record out as its maker decides.

    `choices`: field of a conflict -> side. `values`: corrected values of fields that were refused; `answers`: of
    questions, None where none were asked again. `on`: the day, required where it was not sure. When somebody has
    changed a field again since the two values were shown, that one is not written: the record goes on waiting with
    the new value beside it.
    """

    edit_id: Any
    choices: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Any] | None = None
    on: dt.date | None = None

    def describe(self) -> dict[str, Any]:
        """The record's number."""
        return {"offline": str(self.edit_id)}

    def check(self) -> None:
        super().check()
        if self.on is not None and self.on > today():
            raise Invalid({"on": _("日期不能晚于今天。")})
        if wrong := [name for name, value in self.values.items() if not storable(value)]:
            sentence = _("内容最多%(most)d字，不能有特殊符号，请改短后再试。") % {"most": LONGEST}
            raise Invalid(dict.fromkeys(wrong, sentence))
        try:
            read_answers(dict(self.answers or {}))
        except BadRecord as error:
            raise Invalid({"answers": _("回答太长或有特殊符号，请改短后再试。")}) from error

    def execute(self) -> OfflineEdit:
        edit = self.waiting(self.edit_id)
        person = held_person(self, edit.person_id or edit.body["person"])
        if person is None:
            raise ActionError(_("此人不在您的辖区，现在不能入账。"))
        if self.on is None and day_unsure(edit):
            raise Invalid({"on": _("请填写是哪一天的事。")})
        if self.on is not None:
            edit.body["on"] = self.on.isoformat()
            edit.body.pop("day_unsure", None)
        day = dt.date.fromisoformat(edit.body["on"])
        if edit.why in WHOLE:
            edit.person, edit.area_id = person, person.area_id
            put_in(self.actor, edit, person, seen=edit.why == Why.NEWER)
            return self.decided(edit)
        if edit.kind == EditKind.ANSWERS:
            return self._decide_answers(edit, person)
        again = [
            self._carry_out(edit, person, conflict, day)
            for conflict in edit.conflicts.undecided().order_by("id")
            if self.choices.get(conflict.field) in (Side.MINE, Side.THEIRS)
        ]
        settle(edit, self._refused(edit, person, day))
        if any(again):
            edit.sentence = changed_again()
        return self.decided(edit)

    def _decide_answers(self, edit: OfflineEdit, person: Person) -> OfflineEdit:
        """Answers go in as a whole, once all that others changed is decided and what was refused is put right."""
        open_points = edit.conflicts.undecided()
        chosen = [point for point in open_points if self.choices.get(point.field) in (Side.MINE, Side.THEIRS)]
        for point in chosen:
            point.choice = self.choices[point.field]
            point.save(update_fields=["choice"])
        if self.answers is not None:
            left = edit.body.get("left", [])
            kept = {name: value for name, value in edit.body["answers"].items() if name not in left}
            edit.body["answers"] = kept | {
                name: value for name, value in self.answers.items() if name in left
            }
        put_in(self.actor, edit, person)
        asked_again = edit.conflicts.undecided().filter(pk__in=[point.pk for point in chosen])
        if edit.state == EditState.WAITING and asked_again.exists():
            edit.sentence = changed_again()
        return self.decided(edit)

    def _refused(self, edit: OfflineEdit, person: Person, day: dt.date) -> str:
        """Try what was refused again, with the corrected values; what is refused still, in words."""
        left = edit.body.get("left") or []
        if not left:
            return ""
        if edit.kind == EditKind.SERVICE:
            edit.body |= {name: value for name, value in self.values.items() if name in ("item", "note")}
            try:
                record_kinds(self.actor, edit, person, left, day)
            except ActionError as error:
                return str(error)
            edit.body["left"] = []
            return ""
        mine = {name: self.values.get(name, edit.body["mine"][name]) for name in left}
        edit.body["mine"] |= mine
        return put_fields(self.actor, edit, person, day, edit.body["base"], mine)

    def _carry_out(self, edit: OfflineEdit, person: Person, conflict: OfflineConflict, day: dt.date) -> bool:
        """Write one decision; True when the value beside it had changed again and nothing was written."""
        side = self.choices[conflict.field]
        if side == Side.MINE:
            if conflict.field.startswith(SERVICE):
                record_kinds(self.actor, edit, person, [str(conflict.mine)], day)
            elif not self._overwrite(person, conflict, day):
                return True
        conflict.choice = side
        conflict.save()
        return False

    def _overwrite(self, person: Person, conflict: OfflineConflict, day: dt.date) -> bool:
        state = standing([Person.objects.select_related("area").get(pk=person.pk)])[person.pk]
        if state.values[conflict.field] != conflict.theirs:
            conflict.theirs = state.values[conflict.field]
            conflict.theirs_text = standing_words(state, conflict.field)[:300]
            conflict.theirs_by, conflict.theirs_at = last_change(state.row_of(conflict.field), conflict.field)
            conflict.save()
            return False
        refused = write_fields(self.actor, state, {conflict.field: conflict.mine}, day)
        if refused:
            raise Invalid(refused)
        return True
