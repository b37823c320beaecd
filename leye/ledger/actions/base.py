"""What every action on the ledger needs: people and rows in scope, locked, and sentences for what is wrong."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as with_default
from typing import Any, TypeVar, cast

from django.apps import apps
from django.db import IntegrityError, models
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, ActionError, Actor, NotAllowed, Result
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.columns import column
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.standards.text import clean_cell, trim

Row = TypeVar("Row", bound=models.Model)
#: Free text keeps its full-width punctuation; names and codes are brought to one width.
FREE_TEXT = {
    "note",
    "evidence",
    "reason",
    "basis",
    "correction",
    "cancel_reason",
    "extension_reason",
    "close_reason",
    # Sentences of cases, plans and referrals.
    "asked_for",
    "exit_note",
    "labourer_reason",
    "goal",
    "standard",
    "end_note",
    "what",
    "answer",
    "result",
    # What people say of themselves.
    "words",
    "duties",
}


def sentence_of(error: IntegrityError) -> str:
    """The sentence that the broken constraint carries in its model; a general one when it carries none."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name and constraint.violation_error_message:
                return str(constraint.get_violation_error_message())
    return _("资料之间互相矛盾，没有保存。请核对日期和重复的记录后再试。")


@dataclass
class LedgerAction(Action[Result]):
    """An action whose broken constraints come back as sentences."""

    actor: Actor

    def run(self) -> Result:
        """Check and execute; an IntegrityError becomes an ActionError."""
        try:
            return super().run()
        except IntegrityError as error:
            raise ActionError(sentence_of(error)) from error

    def person(self, person_id: int, lock: bool = True, held: bool = False) -> Person:
        """A person whom the actor may change, locked. Raises Absent, NotAllowed, or ActionError if merged.

        `held`: one of the actor's own area; to be shared with is not enough.
        """
        people = Person.objects.visible_to(self.actor.scope).select_related("area").filter(pk=person_id)
        found = (people.select_for_update(of=("self",)) if lock else people).first()
        # What is shared only to be looked at cannot be locked; without the lock it is there.
        found = found or people.first()
        if found is None:
            raise Absent
        self._check_editable(found.area_id, found.pk, held)
        if found.merged_into_id is not None:
            raise ActionError(_("这份档案已并入另一份档案，请打开并入后的档案办理。"))
        return found

    def people_of(self, person_ids: Iterable[int]) -> list[Person]:
        """Several people whom the actor may change, by key, not locked: one query whatever their number.

        Raises as `person` does, for the first who may not be changed.
        """
        wanted = set(person_ids)
        found = list(
            Person.objects.visible_to(self.actor.scope)
            .select_related("area")
            .filter(pk__in=wanted)
            .order_by("pk")
        )
        if len(found) != len(wanted):
            raise Absent
        for person in found:
            self._check_editable(person.area_id, person.pk, held=False)
            if person.merged_into_id is not None:
                raise ActionError(
                    _("%(name)s的这份档案已并入另一份档案，请打开并入后的档案办理。") % {"name": person.name}
                )
        return found

    def row(self, rows: ScopedQuerySet[Row], pk: int, held: bool = False) -> Row:
        """A row of a person (or of an area) that the actor may change, locked; `held` as for `person`."""
        here = rows.visible_to(self.actor.scope).filter(pk=pk)
        found: Any = here.select_for_update(of=("self",)).first() or here.first()
        if found is None:
            raise Absent
        # An employer's range of areas is empty: what it sees is its own, and the policies say what it may write.
        if not self.actor.scope.employers:
            self._check_editable(found.area_id, getattr(found, "person_id", None), held)
        return cast("Row", found)

    def area(self, area_no: int, name: str = "area_no") -> Area:
        """An area in use inside the actor's scope. Raises Invalid at field `name`."""
        found = Area.objects.filter(pk=area_no).valid_on(today()).first()
        if found is None or not self.actor.scope.covers(area_no):
            raise Invalid({name: _("请选择您辖区内的行政区划。")})
        return found

    def _check_editable(self, area_no: int, person_id: int | None, held: bool) -> None:
        if not self.actor.scope.may_edit(area_no, person_id):
            raise NotAllowed(_("此人只供您查看，不能修改。如需办理，请联系责任辖区或提交转入申请。"))
        if held and not self.actor.scope.covers(area_no):
            raise NotAllowed(_("此人由别的辖区共享给您经办，这件事须由责任辖区办理。"))


@dataclass
class Problems:
    """Collects what is wrong, field by field, so that the user sees it all at once."""

    found: dict[str, str] = with_default(default_factory=dict)

    def add(self, name: str, sentence: str) -> None:
        """The first problem of a field stands."""
        self.found.setdefault(name, sentence)

    def text(self, model: type[models.Model], name: str, value: object, required: bool = False) -> str:
        """Tidy text that fits the model's column."""
        tidy = trim(str(value)) if name in FREE_TEXT else clean_cell(value)
        field = column(model, name)
        if required and not tidy:
            self.add(name, _("请填写%(label)s。") % {"label": field.verbose_name})
        if field.max_length is not None and len(tidy) > field.max_length:
            self.add(
                name,
                _("%(label)s最多%(most)d个字，现有%(count)d个。")
                % {"label": field.verbose_name, "most": field.max_length, "count": len(tidy)},
            )
        return tidy

    def choice(self, model: type[models.Model], name: str, value: str, required: bool = True) -> str:
        """A code of the column's list."""
        field = column(model, name)
        codes = {str(code) for code, _label in field.choices or ()}
        if (value or required) and value not in codes:
            self.add(name, _("请选择%(label)s。") % {"label": field.verbose_name})
        return value

    def past(self, name: str, label: str, day: dt.date | None, born: dt.date | None = None) -> None:
        """A day that is not in the future and not before birth."""
        if day is None:
            return
        if day > today():
            self.add(name, _("%(label)s不能晚于今天。") % {"label": label})
        elif born and day < born:
            self.add(name, _("%(label)s早于出生日期（%(born)s），请核对。") % {"label": label, "born": born})

    def order(self, name: str, label: str, first: dt.date, last: dt.date | None) -> None:
        """The last day is not before the first."""
        if last is not None and last < first:
            self.add(name, _("%(label)s不能早于%(first)s。") % {"label": label, "first": first})

    def wage(self, name: str, label: str, fen: int | None) -> None:
        """Money that is not negative and fits anybody's month (under a million yuan)."""
        if fen is not None and not 0 <= fen < 100_000_000:
            self.add(name, _("%(label)s应在0元至100万元之间。") % {"label": label})

    def check(self) -> None:
        """Raise Invalid when anything was found."""
        if self.found:
            raise Invalid(self.found)
