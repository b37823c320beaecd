"""People on public-welfare posts: placed for a term, extended by the county, and leaving (#191, #192)."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.casework.actions.posts import CAN_MANAGE_POSTS
from leye.casework.documents import extension_limits
from leye.casework.enums import PostKind
from leye.casework.limits import placement_warnings
from leye.casework.models import Placement, PublicPost
from leye.ledger.actions.base import LedgerAction, Problems
from leye.standards.calendar import add_months


@dataclass(kw_only=True)
class PlacePerson(LedgerAction[Placement]):
    """Place a person for a term. `term_months` comes from the adopted document's parameter."""

    allowed = CAN_MANAGE_POSTS

    person_id: int
    post_id: int
    started_on: dt.date
    term_months: int
    kin_relation: str = ""

    def execute(self) -> Placement:
        # The post is locked too, so that its last place cannot be given twice.
        post = self.row(PublicPost.objects.all(), self.post_id)
        person = self.person(self.person_id)
        problems = Problems()
        problems.past("started_on", _("上岗日期"), self.started_on, person.birth_date)
        if self.term_months < 1:
            problems.add("term_months", _("安置期限至少一个月。"))
        kin_relation = problems.text(Placement, "kin_relation", self.kin_relation)
        problems.check()
        if reasons := placement_warnings(person, post, self.started_on, self.term_months):
            raise ActionError("".join(reasons))
        return Placement.objects.create(
            person=person,
            area_id=person.area_id,
            post=post,
            post_kind=post.kind,
            ordinal=person.placements.count() + 1,
            started_on=self.started_on,
            due_end_on=add_months(self.started_on, self.term_months) - dt.timedelta(days=1),
            kin_relation=kin_relation,
        )


@dataclass(kw_only=True)
class ExtendPlacement(LedgerAction[Placement]):
    """A later end of the term, approved by the county with its reason, within the limits of the adopted documents.

    Reached by the answer to a request (leye.casework.actions.extensions), which another person has made.
    """

    allowed = (Role.COUNTY_OFFICER,)

    placement_id: int
    due_end_on: dt.date
    reason: str

    def execute(self) -> Placement:
        placement = self.row(Placement.objects.all(), self.placement_id)
        if placement.ended_on is not None:
            raise ActionError(_("此人已于%(day)s离岗，不能延期。") % {"day": placement.ended_on})
        problems = Problems()
        reason = problems.text(Placement, "extension_reason", self.reason)
        if not reason:
            problems.add("reason", _("请写明延期的政策依据。"))
        if self.due_end_on <= placement.due_end_on:
            problems.add(
                "due_end_on", _("新的期满日期应晚于原期满日期%(day)s。") % {"day": placement.due_end_on}
            )
        elif broken := extension_limits(placement, self.due_end_on):
            problems.add("due_end_on", "".join(broken))
        problems.check()
        placement.due_end_on = self.due_end_on
        placement.extension_reason = reason
        placement.save(update_fields=["due_end_on", "extension_reason"])
        return placement


@dataclass(kw_only=True)
class ApproveExtension(LedgerAction[Placement]):
    """The county approves on a day that somebody stays longer on a temporary post."""

    allowed = (Role.COUNTY_OFFICER,)

    placement_id: int
    approved_on: dt.date
    due_end_on: dt.date
    reason: str

    def execute(self) -> Placement:
        placement = self.row(Placement.objects.all(), self.placement_id)
        if placement.post_kind != PostKind.TEMPORARY:
            raise ActionError(_("只有临时公益性岗位的延期要记批准日期。"))
        problems = Problems()
        problems.past("approved_on", _("批准日期"), self.approved_on)
        problems.order("approved_on", _("批准日期"), placement.started_on, self.approved_on)
        problems.check()
        extended = ExtendPlacement(
            self.actor, placement_id=self.placement_id, due_end_on=self.due_end_on, reason=self.reason
        ).run()
        extended.extension_approved_on = self.approved_on
        extended.save(update_fields=["extension_approved_on"])
        return extended


@dataclass(kw_only=True)
class EndPlacement(LedgerAction[Placement]):
    """A person leaves the post, with the reason."""

    allowed = CAN_MANAGE_POSTS

    placement_id: int
    ended_on: dt.date
    reason: str

    def execute(self) -> Placement:
        placement = self.row(Placement.objects.all(), self.placement_id)
        if placement.ended_on is not None:
            raise ActionError(_("此人已于%(day)s离岗。") % {"day": placement.ended_on})
        problems = Problems()
        problems.past("ended_on", _("离岗日期"), self.ended_on)
        problems.order("ended_on", _("离岗日期"), placement.started_on, self.ended_on)
        problems.choice(Placement, "end_reason", self.reason)
        problems.check()
        placement.ended_on = self.ended_on
        placement.end_reason = self.reason
        placement.save(update_fields=["ended_on", "end_reason"])
        return placement
