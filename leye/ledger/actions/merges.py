"""Make two files of one person into one, and part them again."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.ledger.actions.base import LedgerAction
from leye.ledger.enums import Relation
from leye.ledger.errors import Absent, Invalid
from leye.ledger.merging import (
    changed_fields,
    columns_of,
    evidence_models,
    hand_over,
    last_mark,
    restore,
)
from leye.ledger.models import Household, MergeRecord, Person
from leye.ledger.person_fields import EDITABLE
from leye.ledger.signals import files_merging, files_parting

#: What a survivor may take over from the other file; the identity number always stays.
TAKEABLE = tuple(name for name in EDITABLE if name not in ("id_number", "relation"))
#: Columns of the two people that a merge may change.
SURVIVOR_COLUMNS = (*TAKEABLE, "name_pinyin", "name_initials", "household_id", "relation", "version")
LOSER_COLUMNS = ("household_id", "relation", "merged_into_id", "version")
HOUSEHOLD_COLUMNS = ("head_id", "version")


@dataclass(kw_only=True)
class MergePeople(LedgerAction[MergeRecord]):
    """Keep the survivor; all that belongs to the loser goes over; the loser's file stays as merged."""

    allowed = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)

    survivor_id: int
    loser_id: int
    take: list[str] = field(default_factory=list)

    def execute(self) -> MergeRecord:
        if self.survivor_id == self.loser_id:
            raise ActionError(_("请选择两份不同的档案。"))
        if unknown := [name for name in self.take if name not in TAKEABLE]:
            raise Invalid({name: _("这一项不能从另一份档案取用。") for name in unknown})
        # Always locked in the same order, so that two merges of a pair cannot wait for each other.
        people = {pk: self.person(pk, held=True) for pk in sorted((self.survivor_id, self.loser_id))}
        survivor, loser = people[self.survivor_id], people[self.loser_id]
        record = MergeRecord(
            area_id=survivor.area_id, survivor=survivor, loser=loser, merged_by_id=self.actor.user_id
        )
        record.before = {
            "survivor": columns_of(survivor, SURVIVOR_COLUMNS),
            "loser": columns_of(loser, LOSER_COLUMNS),
            "households": self._settle_households(survivor, loser),
        }
        self._take_over(survivor, loser)
        record.before["settled"] = _make_room(survivor, loser)
        self._move_rows(record, survivor, loser)
        self._set_marks(record)
        record.save()
        return record

    def _settle_households(self, survivor: Person, loser: Person) -> dict[str, Any]:
        """The loser leaves the household; the survivor takes the place when it has none of its own."""
        before: dict[str, Any] = {}
        headed = list(Household.objects.select_for_update().filter(head=loser))
        if survivor.household_id is None and loser.household_id is not None:
            survivor.household_id = loser.household_id
            survivor.relation = loser.relation
        for home in headed:
            before[str(home.pk)] = columns_of(home, HOUSEHOLD_COLUMNS)
            home.head = survivor if home.pk == survivor.household_id else None
            if home.head is not None:
                survivor.relation = Relation.HEAD
            home.version += 1
            home.save(update_fields=["head", "version"])
        loser.household = None
        loser.relation = ""
        return before

    def _take_over(self, survivor: Person, loser: Person) -> None:
        for name in self.take:
            setattr(survivor, name, getattr(loser, name))
        if "name" in self.take:
            survivor.name_pinyin, survivor.name_initials = loser.name_pinyin, loser.name_initials
        survivor.version += 1
        survivor.save()
        loser.merged_into = survivor
        loser.version += 1
        loser.save()

    def _move_rows(self, record: MergeRecord, survivor: Person, loser: Person) -> None:
        for model in evidence_models():
            moved, left = hand_over(model, loser, survivor)
            if moved:
                record.moved[model._meta.label_lower] = moved
            if left:
                record.left[model._meta.label_lower] = left

    def _set_marks(self, record: MergeRecord) -> None:
        for label, ids in touched_rows(record).items():
            record.marks[label] = last_mark(apps.get_model(label), ids)


def _make_room(survivor: Person, loser: Person) -> dict[str, dict[str, Any]]:
    """What the floors above end or change before rows go over: columns as they were, by model label and key."""
    before: dict[str, dict[str, Any]] = {}
    answers: list[Any] = files_merging.send(MergePeople, survivor=survivor, loser=loser)
    for _receiver, columns in answers:
        for label, rows in columns.items():
            before.setdefault(label, {}).update(rows)
    return before


def touched_rows(record: MergeRecord) -> dict[str, list[int]]:
    """Every row that a merge changed, by model label."""
    touched = {
        "ledger.person": [record.survivor_id, record.loser_id],
        "ledger.household": [int(pk) for pk in record.before["households"]],
        **record.moved,
    }
    for label, rows in record.before.get("settled", {}).items():
        touched[label] = sorted({*touched.get(label, []), *map(int, rows)})
    return touched


@dataclass(kw_only=True)
class UndoMerge(LedgerAction[MergeRecord]):
    """Part two merged files exactly as they were. Refused, naming what changed, once anything was touched since.

    What was added to the survivor after the merge stays with the survivor.
    """

    allowed = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)

    merge_id: int

    def execute(self) -> MergeRecord:
        record = self.row(MergeRecord.objects.all(), self.merge_id)
        if record.undone_at is not None:
            raise ActionError(_("这次合并已经撤销。"))
        visible = Person.objects.visible_to(self.actor.scope).select_for_update(of=("self",)).order_by("pk")
        people = {
            person.pk: person for person in visible.filter(pk__in=[record.survivor_id, record.loser_id])
        }
        if len(people) != 2:
            raise Absent
        self._check_untouched(record)
        survivor, loser = people[record.survivor_id], people[record.loser_id]
        files_parting.send(UndoMerge, survivor=survivor, loser=loser)
        for label, ids in record.moved.items():
            rows = apps.get_model(label)._default_manager.filter(pk__in=ids)
            if rows.update(person_id=loser.pk, area_id=loser.area_id) != len(ids):
                raise self._refusal([str(apps.get_model(label)._meta.verbose_name)])
        restore(survivor, record.before["survivor"])
        restore(loser, record.before["loser"])
        self._set_back(Household, record.before["households"])
        for label, rows in record.before.get("settled", {}).items():
            self._set_back(apps.get_model(label), rows)
        record.undone_at = timezone.now()
        record.undone_by_id = self.actor.user_id
        record.save(update_fields=["undone_at", "undone_by"])
        return record

    def _set_back(self, model: type[models.Model], rows: dict[str, dict[str, Any]]) -> None:
        for pk, columns in rows.items():
            row = model._default_manager.filter(pk=int(pk)).first()
            if row is None:
                raise self._refusal([str(model._meta.verbose_name)])
            restore(row, columns)

    def _check_untouched(self, record: MergeRecord) -> None:
        changes: list[str] = []
        for label, ids in touched_rows(record).items():
            model = apps.get_model(label)
            for pk in ids:
                if changed := changed_fields(model, pk, record.marks[label]):
                    changes.append(f"{model._meta.verbose_name}（{'、'.join(changed)}）")
        if changes:
            raise self._refusal(list(dict.fromkeys(changes)))

    def _refusal(self, changes: list[str]) -> ActionError:
        return ActionError(
            _("合并之后这些资料又有改动，不能撤销：%(changes)s。请在档案中分别更正。")
            % {"changes": "；".join(changes)}
        )
