"""Send a person to another area or unit, answer, take back, finish; and expire what nobody answered."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.base import Action, ActionError, NotAllowed
from leye.accounts.enums import CAN_WRITE_LEDGER, Access, Role, ShareRight
from leye.accounts.models import Post, Share, User
from leye.accounts.scope import as_service
from leye.areas.models import Area
from leye.cases.models import Referral, ReferralNotice
from leye.cases.plan_enums import ReferralState
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Person
from leye.standards.calendar import add_months, today

#: An answer is waited for at most this long.
MOST_DAYS = 60
#: Who accepts may work on the person's file for so many months.
SHARE_MONTHS = 3


@dataclass(kw_only=True)
class SendReferral(LedgerAction[Referral]):
    """Ask another area (`to_area_no`) or an outside unit (`to_unit`) to do something for a person of one's own.

    To send is to agree that the receiver, once he accepts, may work on this person's file for three months.
    """

    allowed = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)

    person_id: int
    what: str
    expires_on: dt.date
    to_area_no: int | None = None
    to_unit: str = ""

    def execute(self) -> Referral:
        person = self.person(self.person_id, held=True)
        if person.deceased_on is not None:
            raise ActionError(_("%(name)s已故，不再转介。") % {"name": person.name})
        problems = Problems()
        what = problems.text(Referral, "what", self.what, required=True)
        unit = problems.text(Referral, "to_unit", self.to_unit)
        if bool(unit) == bool(self.to_area_no):
            problems.add("to_area", _("请填写转给哪个辖区，或转给哪个单位，只填一项。"))
        day = today()
        if not day <= self.expires_on <= day + dt.timedelta(days=MOST_DAYS):
            problems.add("expires_on", _("答复期限应在今天起%(most)d天之内。") % {"most": MOST_DAYS})
        to_area = self._receiver(person, problems)
        problems.check()
        referral = Referral.objects.create(
            person=person, area_id=person.area_id, to_area=to_area, to_unit=unit, what=what, sent_on=day,
            expires_on=self.expires_on, sent_by_id=self.actor.user,
        )  # fmt: skip
        if to_area is not None:
            self._notify(referral, person, to_area)
        return referral

    def _receiver(self, person: Person, problems: Problems) -> Area | None:
        if self.to_area_no is None:
            return None
        area = Area.objects.filter(pk=self.to_area_no).valid_on(today()).first()
        if area is None:
            problems.add("to_area", _("没有找到这个辖区，请核对名称或区划代码。"))
        elif area.no == person.area_id:
            problems.add("to_area", _("此人就在这个辖区，不必转介。"))
        return area

    def _notify(self, referral: Referral, person: Person, to_area: Area) -> None:
        """Under the receiver's area, which the sender may not write to: hence the background role."""
        sender = User.objects.get(pk=self.actor.user)
        with as_service():
            ReferralNotice.objects.create(
                referral=referral, area=to_area, from_area_id=person.area_id, name=person.name, what=referral.what,
                sent_on=referral.sent_on, expires_on=referral.expires_on, sent_name=sender.name,
            )  # fmt: skip


@dataclass(kw_only=True)
class AnswerReferral(LedgerAction[ReferralNotice]):
    """The receiver accepts, and may work on the file from then on, or says why not."""

    allowed = CAN_WRITE_LEDGER

    notice_id: int
    accept: bool
    answer: str = ""

    def execute(self) -> ReferralNotice:
        notice = self.row(ReferralNotice.objects.all(), self.notice_id)
        problems = Problems()
        answer = problems.text(ReferralNotice, "answer", self.answer)
        if not self.accept and not answer:
            problems.add("answer", _("请写明不接收的原因，转介方据此另作安排。"))
        problems.check()
        _check_waiting(notice.state, notice.expires_on, notice.get_state_display())
        state = ReferralState.ACCEPTED if self.accept else ReferralState.REJECTED
        user = User.objects.get(pk=self.actor.user)
        with as_service():
            # The referral and the person are the sender's: the receiver sees them only once he has accepted.
            referral = (
                Referral.objects.select_for_update(of=("self",))
                .select_related("person")
                .get(pk=notice.referral_id)
            )
            _check_waiting(referral.state, referral.expires_on, referral.get_state_display())
            if self.accept:
                notice.share = self._open_file(referral, notice.from_area_id)
            referral.state, referral.answer = state, answer
            referral.answered_on, referral.answered_name = today(), user.name
            referral.save(update_fields=["state", "answer", "answered_on", "answered_name"])
            notice.state, notice.answer, notice.answered_by, notice.answered_on = state, answer, user, today()
            notice.save(update_fields=["state", "answer", "answered_by", "answered_on", "share"])
        return notice

    def _open_file(self, referral: Referral, agreed_in: int) -> Share | None:
        """Share the person with the post that accepts, as the sender agreed to; nothing where it sees him anyway.

        `agreed_in`: the area that agreed by sending. Where somebody moved on to, nobody has agreed to anything.
        """
        person = referral.person
        if person.deceased_on is not None or person.merged_into_id is not None:
            raise ActionError(_("转介方的这份档案已注销或已合并，不能再接收。请联系转介方。"))
        if self.actor.post_id is None or self.actor.scope.may_edit(person.area_id, person.pk):
            return None
        if person.area_id != agreed_in:
            raise ActionError(_("此人已转到别的辖区，原来的转介不再有效。请由现在的责任辖区重新转介。"))
        day = today()
        share = Share.objects.create(
            post_id=self.actor.post_id, person_id=person.pk, area_id=agreed_in, right=ShareRight.EDIT,
            purpose=_("接收转介：%(what)s") % {"what": referral.what[:180]}, valid_from=day,
            valid_to=add_months(day, SHARE_MONTHS), granted_by_id=referral.sent_by_id,
        )  # fmt: skip
        post = Post.objects.get(pk=self.actor.post_id)
        log_access(
            self.actor,
            Access.ACCOUNT,
            person.pk,
            {"action": "AnswerReferral", "post": post.pk, "share": share.pk},
        )
        return share


def _check_waiting(state: str, expires_on: dt.date, words: str) -> None:
    if state != ReferralState.SENT:
        raise ActionError(_("这份转介已处理过（%(state)s）。") % {"state": words})
    if expires_on < today():
        raise ActionError(_("这份转介已过答复期限（%(day)s）。请联系转介方重新转介。") % {"day": expires_on})


@dataclass(kw_only=True)
class RecordAnswer(LedgerAction[Referral]):
    """Note what an outside unit answered; areas of the house answer by themselves."""

    allowed = CAN_WRITE_LEDGER

    referral_id: int
    accept: bool
    answer: str
    answered_name: str
    answered_on: dt.date

    def execute(self) -> Referral:
        referral = self.row(Referral.objects.all(), self.referral_id)
        if referral.to_area_id is not None:
            raise NotAllowed(_("这份转介由接收辖区自己答复。"))
        if referral.state not in (ReferralState.SENT, ReferralState.EXPIRED):
            raise ActionError(_("这份转介已处理过（%(state)s）。") % {"state": referral.get_state_display()})
        problems = Problems()
        answer = problems.text(Referral, "answer", self.answer, required=not self.accept)
        name = problems.text(Referral, "answered_name", self.answered_name, required=True)
        problems.past("answered_on", _("答复日期"), self.answered_on)
        problems.order("answered_on", _("答复日期"), referral.sent_on, self.answered_on)
        problems.check()
        referral.state = ReferralState.ACCEPTED if self.accept else ReferralState.REJECTED
        referral.answer, referral.answered_name, referral.answered_on = answer, name, self.answered_on
        referral.save(update_fields=["state", "answer", "answered_name", "answered_on"])
        return referral


@dataclass(kw_only=True)
class RevokeReferral(LedgerAction[Referral]):
    """Take back what nobody has answered yet."""

    allowed = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)

    referral_id: int

    def execute(self) -> Referral:
        referral = self.row(Referral.objects.all(), self.referral_id, held=True)
        if referral.state != ReferralState.SENT:
            raise ActionError(_("这份转介已处理过（%(state)s）。") % {"state": referral.get_state_display()})
        return _close(referral, ReferralState.REVOKED, "")


@dataclass(kw_only=True)
class FinishReferral(LedgerAction[Referral]):
    """What came of it: told by the receiver (`notice_id`), or by the sender (`referral_id`). Ends the receiver's share."""

    allowed = CAN_WRITE_LEDGER

    result: str
    referral_id: int | None = None
    notice_id: int | None = None

    def execute(self) -> Referral:
        problems = Problems()
        result = problems.text(Referral, "result", self.result, required=True)
        problems.check()
        if self.notice_id is not None:
            notice = self.row(ReferralNotice.objects.all(), self.notice_id)
            with as_service():  # the sender's row
                referral = Referral.objects.select_for_update(of=("self",)).get(pk=notice.referral_id)
        elif self.referral_id is not None:
            referral = self.row(Referral.objects.all(), self.referral_id)
        else:
            raise Absent
        if referral.state != ReferralState.ACCEPTED:
            raise Invalid({"result": _("只有已接收的转介才能办结。")})
        return _close(referral, ReferralState.DONE, result)


def _close(referral: Referral, state: ReferralState, result: str) -> Referral:
    """On both sides, and with it the receiver's look into the file."""
    referral.state, referral.closed_on, referral.result = state, today(), result
    with as_service():
        referral.save(update_fields=["state", "closed_on", "result"])
        notices = ReferralNotice.objects.filter(referral_id=referral.pk)
        shares = list(notices.filter(share__isnull=False).values_list("share_id", flat=True))
        notices.update(state=state)
        Share.objects.filter(pk__in=shares, valid_to__gte=today()).update(
            valid_to=today() - dt.timedelta(days=1)
        )
    return referral


class ExpireReferrals(Action[int]):
    """Close what was not answered in time, on both sides; the number of referrals. For the daily job."""

    def execute(self) -> int:
        with as_service():
            late: dict[str, Any] = {"state": ReferralState.SENT, "expires_on__lt": today()}
            ReferralNotice.objects.filter(**late).update(state=ReferralState.EXPIRED)
            return Referral.objects.filter(**late).update(state=ReferralState.EXPIRED)
