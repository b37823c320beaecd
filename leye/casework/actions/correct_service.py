"""Put a service record right, or take it back; history keeps both, with the reason."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.casework.actions.record_service import Recorded, check_service, is_late
from leye.casework.items import item_key
from leye.casework.models import ServiceRecord
from leye.casework.signals import services_changed
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.columns import column, column_label
from leye.ledger.conflicts import base_version, changed_meanwhile
from leye.ledger.errors import Invalid
from leye.standards.calendar import today

CORRECTABLE = ("kind", "served_on", "channel", "place", "outcome", "item", "note")


def label_of(name: str) -> str:
    """The Chinese label of a column."""
    return column_label(ServiceRecord, name)


def show(name: str, value: Any) -> str:
    """A column as people read it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    labels = dict(column(ServiceRecord, name).flatchoices)
    return str(labels.get(value, value))


@dataclass
class ChangeService(LedgerAction[Recorded]):
    """What correcting and taking back have in common: a reason, and whose record it is."""

    allowed = CAN_WRITE_LEDGER

    def record(self, service_id: int) -> ServiceRecord:
        """The record, locked. A village assistant changes only what he or she recorded."""
        record = self.row(ServiceRecord.objects.all(), service_id)
        self.person(record.person_id)
        if self.actor.role == Role.VILLAGE_ASSISTANT and record.provider_id not in (None, self.actor.user_id):
            raise NotAllowed(
                _("这条服务是%(name)s记录的，请由本人或乡镇经办员更正。") % {"name": record.provider_name}
            )
        return record

    def reason_in(self, problems: Problems, reason: str) -> str:
        """The reason, which may not be empty."""
        tidy = problems.text(ServiceRecord, "correction", reason)
        if not tidy:
            problems.add("reason", _("请写明原因。"))
        return tidy


@dataclass(kw_only=True)
class CorrectService(ChangeService):
    """Change a record of the version that was opened, with a reason."""

    service_id: int
    version: int
    reason: str
    changes: dict[str, Any]

    def execute(self) -> Recorded:
        if unknown := [name for name in self.changes if name not in CORRECTABLE]:
            raise Invalid({name: _("这一项不能更正。") for name in unknown})
        record = self.record(self.service_id)
        if record.version != self.version:
            sides = {name: (value, getattr(record, name)) for name, value in self.changes.items()}
            raise changed_meanwhile(record, base_version(record, self.version), sides, label_of, show)
        wanted = {name: getattr(record, name) for name in CORRECTABLE} | self.changes
        problems = Problems()
        reason = self.reason_in(problems, self.reason)
        wanted["item"] = problems.text(ServiceRecord, "item", wanted["item"])
        wanted["place"] = problems.text(ServiceRecord, "place", wanted["place"])
        wanted["note"] = problems.text(ServiceRecord, "note", wanted["note"])
        check_service(
            problems,
            record.person,
            [wanted["kind"]],
            wanted["served_on"],
            wanted["channel"],
            wanted["outcome"],
        )
        problems.check()
        if all(getattr(record, name) == value for name, value in wanted.items()):
            raise ActionError(_("没有改动，无需更正。"))
        for name, value in wanted.items():
            setattr(record, name, value)
        record.item_key = item_key(record.item)
        record.correction = reason
        record.version += 1
        record.save()
        services_changed.send(type(self), people={record.person_id})
        return Recorded([record], [record.person_id], is_late(record.served_on, today()))


@dataclass(kw_only=True)
class CancelService(ChangeService):
    """Take back a record that should not be there. The row goes; its history, with the reason, stays."""

    service_id: int
    reason: str

    def execute(self) -> Recorded:
        record = self.record(self.service_id)
        self.person(record.person_id, held=True)
        problems = Problems()
        record.correction = self.reason_in(problems, self.reason)
        problems.check()
        record.version += 1
        record.save(update_fields=["correction", "version"])
        record.delete()
        services_changed.send(type(self), people={record.person_id})
        return Recorded([], [record.person_id])
