"""Who belongs to which group, from when to when."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.ledger.models import GroupCode, GroupMembership


def group_valid_on(code: str, area_no: int, day: dt.date) -> GroupCode:
    """A group that a person of an area may be given on a day. Raises Invalid naming an ended group's successor."""
    groups = GroupCode.objects.select_related("successor", "area")
    group = groups.filter(pk=code).first()
    if group is None or (group.area is not None and not group.area.contains(area_no)):
        raise Invalid({"group_code": _("请从列表中选择群体。")})
    if group.valid_to is not None and day > group.valid_to:
        if group.successor is not None:
            advice = _("现由“%(name)s”接续，请改选。") % {"name": group.successor.name}
        else:
            advice = _("请改选其他群体。")
        raise Invalid(
            {
                "group_code": _("“%(name)s”已于%(day)s停用，%(advice)s")
                % {"name": group.name, "day": group.valid_to, "advice": advice}
            }
        )
    if day < group.valid_from:
        raise Invalid(
            {
                "valid_from": _("“%(name)s”自%(day)s起启用，认定日期不能更早。")
                % {"name": group.name, "day": group.valid_from}
            }
        )
    return group


@dataclass(kw_only=True)
class AddMembership(LedgerAction[GroupMembership]):
    """A person enters a group that is valid on that day."""

    allowed = CAN_WRITE_LEDGER

    person_id: int
    group_code: str
    valid_from: dt.date
    evidence: str = ""

    def execute(self) -> GroupMembership:
        person = self.person(self.person_id)
        problems = Problems()
        problems.past("valid_from", _("认定日期"), self.valid_from, person.birth_date)
        evidence = problems.text(GroupMembership, "evidence", self.evidence)
        problems.check()
        group = group_valid_on(self.group_code, person.area_id, self.valid_from)
        running = Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from)
        if person.memberships.filter(running, group=group).exists():
            raise ActionError(_("此人已是“%(name)s”，不必重复认定。") % {"name": group.name})
        return GroupMembership.objects.create(
            person=person, area_id=person.area_id, group=group, valid_from=self.valid_from, evidence=evidence
        )


@dataclass(kw_only=True)
class EndMembership(LedgerAction[GroupMembership]):
    """A person leaves a group; the membership stays in the file with its last day."""

    allowed = CAN_WRITE_LEDGER

    membership_id: int
    valid_to: dt.date

    def execute(self) -> GroupMembership:
        membership = self.row(GroupMembership.objects.all(), self.membership_id)
        problems = Problems()
        problems.past("valid_to", _("退出日期"), self.valid_to)
        problems.order("valid_to", _("退出日期"), membership.valid_from, self.valid_to)
        problems.check()
        membership.valid_to = self.valid_to
        membership.save(update_fields=["valid_to"])
        return membership
