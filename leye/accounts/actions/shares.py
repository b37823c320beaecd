"""Sharing one person with a post outside the person's area, and ending it before its day."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.base import Action, ActionError, Actor, NotAllowed
from leye.accounts.enums import CAN_WRITE_LEDGER, Access, Role, ShareRight
from leye.accounts.models import Post, Share
from leye.accounts.scope import as_service
from leye.standards.calendar import add_months, today
from leye.standards.text import trim

#: Who may let somebody outside see a person of his area.
MAY_SHARE = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
#: A share ends by itself after at most this long; who still needs it asks again.
MOST_MONTHS = 12
LONGEST_PURPOSE = 200


class GrantShare(Action[Share]):
    """Show one person of one's own area to a named post, for a purpose and until a day at most a year away.

    The share ends on its day, when EndShare ends it, and when the person moves to another area: the new area has
    not agreed to it (`end_shares`, and `leye_shares()` asks for the person still being where the share was made).
    """

    allowed = MAY_SHARE

    def __init__(
        self,
        actor: Actor,
        *,
        person_id: int,
        post: Post,
        right: str,
        purpose: str,
        valid_from: dt.date,
        valid_to: dt.date,
    ) -> None:
        super().__init__(actor)
        self.person_id, self.post, self.right, self.purpose = person_id, post, right, trim(purpose)
        self.valid_from, self.valid_to = valid_from, valid_to
        self.area_id = 0

    def check(self) -> None:
        """A person of one's own area, somebody else's post that does not see the person already, days in order."""
        super().check()
        self.area_id = self._held_in()
        self._check_words()
        self._check_post()
        same = Share.objects.filter(
            post=self.post,
            person_id=self.person_id,
            area_id=self.area_id,
            valid_from__lte=self.valid_to,
            valid_to__gte=self.valid_from,
        ).first()
        if same is not None:
            raise ActionError(
                _("此人已共享给%(name)s，到%(day)s为止。要改权限或日期，请先结束原来的共享。")
                % {"name": self.post.user.name, "day": same.valid_to.isoformat()}
            )

    def _held_in(self) -> int:
        """The area of the person, who cannot move until this is done."""
        people: Any = apps.get_model("ledger.Person")._default_manager
        person = (
            people.in_range(self.actor.scope.lo, self.actor.scope.hi)
            .filter(pk=self.person_id, merged_into__isnull=True)
            .select_for_update(no_key=True)
            .first()
        )
        if person is None:
            raise NotAllowed(_("只有责任辖区可以共享此人。"))
        return int(person.area_id)

    def _check_words(self) -> None:
        if self.right not in ShareRight.values:
            raise ActionError(_("请选择权限：查看或经办。"))
        if not self.purpose:
            raise ActionError(_("请写明共享的用途。"))
        if len(self.purpose) > LONGEST_PURPOSE:
            raise ActionError(_("用途最多%(most)d个字。") % {"most": LONGEST_PURPOSE})
        if self.valid_from < today():
            raise ActionError(_("开始日期不能早于今天。"))
        if self.valid_to < self.valid_from:
            raise ActionError(_("截止日期不能早于开始日期。"))
        if self.valid_to > add_months(self.valid_from, MOST_MONTHS):
            raise ActionError(_("一次最多共享一年，到期后需要时再共享。"))

    def _check_post(self) -> None:
        if self.post.user_id == self.actor.user:
            raise NotAllowed(_("不能共享给自己。"))
        held = Post.objects.held_on(self.valid_from).filter(pk=self.post.pk, user__is_active=True)
        if not held.exists():
            raise ActionError(_("这个岗位在共享开始时没有在任的人，请另选岗位。"))
        if self.post.area.contains(self.area_id):
            raise ActionError(
                _("%(name)s的辖区已包括此人，不必共享。") % {"name": self.post.user.name},
            )
        if self.right == ShareRight.EDIT and self.post.role not in CAN_WRITE_LEDGER:
            raise ActionError(
                _("“%(role)s”不办理业务，只能选“查看”。") % {"role": Role(self.post.role).label}
            )

    def execute(self) -> Share:
        """The new share."""
        share = Share.objects.create(
            post=self.post,
            person_id=self.person_id,
            area_id=self.area_id,
            right=self.right,
            purpose=self.purpose,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            granted_by_id=self.actor.user,
        )
        log_access(
            self.actor,
            Access.ACCOUNT,
            self.person_id,
            {"action": "GrantShare", "post": self.post.pk, "right": self.right, "share": share.pk},
        )
        return share

    def describe(self) -> dict[str, Any]:
        """With whom."""
        return {"shared_with": self.post.pk}


class EndShare(Action[Share]):
    """End a share now. Who granted it does not matter: the person's area decides."""

    allowed = MAY_SHARE

    def __init__(self, actor: Actor, *, share_id: int) -> None:
        super().__init__(actor)
        self.share_id = share_id
        self.share: Share | None = None

    def check(self) -> None:
        """A share of one's own area that has not ended."""
        super().check()
        scope = self.actor.scope
        self.share = Share.objects.in_range(scope.lo, scope.hi).filter(pk=self.share_id).first()
        if self.share is None:
            raise NotAllowed(_("只有责任辖区可以结束这项共享。"))
        if self.share.valid_to < today():
            raise ActionError(_("这项共享已于%(day)s结束。") % {"day": self.share.valid_to.isoformat()})

    def execute(self) -> Share:
        """The ended share."""
        assert self.share is not None
        with as_service():  # the person may have left, and then the row is no longer the actor's to change
            self.share.valid_to = today() - dt.timedelta(days=1)
            self.share.save(update_fields=["valid_to"])
        log_access(
            self.actor, Access.ACCOUNT, self.share.person_id, {"action": "EndShare", "share": self.share.pk}
        )
        return self.share

    def describe(self) -> dict[str, Any]:
        """Which."""
        return {"share_ended": self.share_id}


def end_shares(person_ids: Iterable[int]) -> int:
    """End what is still open for people who move to another area; to be called by the action that moves them.

    Returns how many ended. The old area granted them, and the new one decides anew.
    """
    with as_service():
        open_now = Share.objects.filter(person_id__in=list(person_ids), valid_to__gte=today())
        return open_now.update(valid_to=today() - dt.timedelta(days=1))
