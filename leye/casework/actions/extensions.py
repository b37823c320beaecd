"""To stay longer on a public-welfare post: the township asks, another person of the county answers (#238)."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.casework.actions.placements import ApproveExtension, ExtendPlacement
from leye.casework.actions.posts import CAN_MANAGE_POSTS
from leye.casework.documents import extension_limits
from leye.casework.enums import PostKind
from leye.casework.models import ExtensionRequest, Placement
from leye.casework.post_enums import ExtensionState
from leye.ledger.actions.base import LedgerAction, Problems
from leye.standards.calendar import SHANGHAI


@dataclass(kw_only=True)
class AskExtension(LedgerAction[ExtensionRequest]):
    """Ask the county that somebody may stay until a later day, with the reason."""

    allowed = CAN_MANAGE_POSTS

    placement_id: int
    due_end_on: dt.date
    reason: str

    def execute(self) -> ExtensionRequest:
        placement = self.row(Placement.objects.all(), self.placement_id)
        if placement.ended_on is not None:
            raise ActionError(_("此人已于%(day)s离岗，不能延期。") % {"day": placement.ended_on})
        problems = Problems()
        reason = problems.text(ExtensionRequest, "reason", self.reason, required=True)
        if self.due_end_on <= placement.due_end_on:
            problems.add("due_end_on", _("应晚于原期满日期%(day)s。") % {"day": placement.due_end_on})
        elif broken := extension_limits(placement, self.due_end_on):
            problems.add("due_end_on", "".join(broken))
        problems.check()
        return ExtensionRequest.objects.create(
            placement=placement, person_id=placement.person_id, area_id=placement.area_id,
            due_end_on=self.due_end_on, reason=reason, asked_by_id=self.actor.user,
        )  # fmt: skip


@dataclass(kw_only=True)
class DecideExtension(LedgerAction[ExtensionRequest]):
    """The county agrees, which extends the placement, or refuses with the reason.

    The limits are judged again then: documents and numbers may have changed since it was asked.
    """

    allowed = (Role.COUNTY_OFFICER,)

    request_id: int
    agreed: bool
    decided_on: dt.date
    answer: str = ""

    def execute(self) -> ExtensionRequest:
        found = self.row(ExtensionRequest.objects.all(), self.request_id)
        if found.state != ExtensionState.ASKED:
            raise ActionError(
                _("这份申请已于%(day)s审批：%(state)s。")
                % {"day": found.decided_on, "state": found.get_state_display()}
            )
        if found.asked_by_id == self.actor.user:
            raise ActionError(_("申请人不能审批自己的申请，请由另一个人审批。"))
        problems = Problems()
        found.answer = problems.text(ExtensionRequest, "answer", self.answer)
        if not self.agreed and not found.answer:
            problems.add("answer", _("不同意的，请写明理由。"))
        problems.past("decided_on", _("审批日期"), self.decided_on)
        asked_on = found.asked_at.astimezone(SHANGHAI).date()
        problems.order("decided_on", _("审批日期"), asked_on, self.decided_on)
        problems.check()
        if self.agreed:
            self._extend(found)
        found.state = ExtensionState.APPROVED if self.agreed else ExtensionState.REFUSED
        found.decided_by_id, found.decided_on = self.actor.user, self.decided_on
        found.save()
        return found

    def _extend(self, found: ExtensionRequest) -> None:
        placement = Placement.objects.get(pk=found.placement_id)
        until, why = found.due_end_on, found.reason
        if placement.post_kind == PostKind.TEMPORARY:
            ApproveExtension(
                self.actor,
                placement_id=placement.pk,
                approved_on=self.decided_on,
                due_end_on=until,
                reason=why,
            ).run()
        else:
            ExtendPlacement(self.actor, placement_id=placement.pk, due_end_on=until, reason=why).run()
