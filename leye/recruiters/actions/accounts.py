"""Accounts of units: asked for by anybody, verified or refused by an officer, ended by either side."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from leye.accounts import lockout
from leye.accounts.access import log_access
from leye.accounts.actions.accounts import end_sessions
from leye.accounts.actions.base import ActionError, Conflict, NotAllowed
from leye.accounts.enums import Access, Outside, Role
from leye.accounts.models import User
from leye.accounts.passwords import hash_random, random_password
from leye.accounts.scope import as_service
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.ledger.actions.base import LedgerAction, Problems, Result
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Employer
from leye.recruiters.actions.own import check_not_closed, unit_of
from leye.recruiters.enums import MemberRole, MemberState
from leye.recruiters.models import RecruiterMember
from leye.standards.calendar import today
from leye.standards.phones import PhoneError, clean_phone
from leye.standards.uscc import UsccError, parse_uscc
from leye.vacancies.actions.standing import SaveStanding
from leye.vacancies.enums import AgencyKind
from leye.vacancies.models import EmployerStanding

#: Officers who compare the licence with what was typed.
CAN_VERIFY = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
#: Nobody has more people at it.
MOST_MEMBERS = 20


@dataclass(kw_only=True)
class AskAccount(LedgerAction[RecruiterMember]):
    """Ask to act for a unit. Where the unit stands in a ledger already, the officers there are asked.

    Run by the program for somebody without an account, or by a user who acts for another unit already.
    """

    allowed = (Outside.EMPLOYER,)

    area_no: int
    name: str
    uscc: str
    contact: str
    phone: str
    agency_kind: str = ""
    licence: str = ""
    licence_until: dt.date | None = None

    def execute(self) -> RecruiterMember:
        asked = RecruiterMember(token=secrets.token_urlsafe(16), asked_on=today(), user_id=self.actor.user_id)
        problems = Problems()
        for name in ("name", "contact"):
            setattr(asked, name, problems.text(RecruiterMember, name, getattr(self, name), required=True))
        asked.licence = problems.text(RecruiterMember, "licence", self.licence)
        asked.licence_until = self.licence_until
        asked.agency_kind = problems.choice(RecruiterMember, "agency_kind", self.agency_kind, required=False)
        if asked.agency_kind == AgencyKind.AGENCY and not asked.licence:
            problems.add("licence", _("人力资源服务机构请填许可证号（人力资源市场暂行条例第十八条）。"))
        try:
            asked.uscc = parse_uscc(self.uscc)
        except UsccError as error:
            problems.add("uscc", str(error))
        try:
            asked.phone = clean_phone(self.phone)
        except PhoneError as error:
            problems.add("phone", str(error))
        area = Area.objects.filter(pk=self.area_no).valid_on(today()).first()
        if area is None or area.level < Level.COUNTY:
            problems.add("area_no", _("请填单位所在的县（区、旗）或乡镇（街道）。"))
        problems.check()
        with as_service():
            known = Employer.objects.filter(uscc=asked.uscc).first()
            asked.area_id = known.area_id if known else self.area_no
            mine = RecruiterMember.objects.in_use().filter(uscc=asked.uscc)
            if asked.user_id and mine.filter(user_id=asked.user_id).exists():
                raise ActionError(_("您已有这家单位的账号，不用再申请。"))
            if mine.count() >= MOST_MEMBERS:
                raise ActionError(_("这家单位的账号已满，请先停用不用的。"))
            if known:
                check_not_closed(known.pk)
            asked.save()
        return asked


@dataclass(frozen=True)
class Opened:
    """An account that was opened. `password`: the first one, shown once and kept nowhere; "" for a user who has one."""

    member: RecruiterMember
    username: str
    password: str


@dataclass(kw_only=True)
class MemberAction(LedgerAction[Result]):
    """A decision of an officer on an account that was asked for in the officer's area."""

    allowed = CAN_VERIFY

    member_id: int
    version: int | None = None

    def asked(self) -> RecruiterMember:
        """The account, locked, still to be decided. Raises Absent, Conflict."""
        one = self.row(RecruiterMember.objects.all(), self.member_id)
        if (self.version is not None and one.version != self.version) or one.state != MemberState.ASKED:
            by = one.verified_by.name if one.verified_by else _("别人")
            raise Conflict(
                _("“%(name)s”的申请刚由%(by)s办过，现在是“%(state)s”，没有再办一次。")
                % {"name": one.name, "by": by, "state": one.get_state_display()}
            )
        return one

    def decide(self, one: RecruiterMember, state: MemberState) -> RecruiterMember:
        """Save a decision."""
        one.state, one.decided_on, one.verified_by_id = state, today(), self.actor.user
        one.version += 1
        one.save()
        log_access(
            self.actor, Access.ACCOUNT,
            detail={"action": type(self).__name__, "member": one.pk, "account": one.user_id},
        )  # fmt: skip
        return one


@dataclass(kw_only=True)
class VerifyAccount(MemberAction[Opened]):
    """The licence was compared: the unit stands in the ledger, is verified, and the user may act for it."""

    evidence: str

    def execute(self) -> Opened:
        one = self.asked()
        if one.user_id == self.actor.user:
            raise NotAllowed(_("不能核实自己申请的账号，请由别的经办人核实。"))
        problems = Problems()
        one.evidence = problems.text(RecruiterMember, "evidence", self.evidence)
        if not one.evidence:
            problems.add("evidence", _("请写明怎样核实的，例如：核对营业执照原件和经办人介绍信。"))
        problems.check()
        employer = self._employer(one)
        check_not_closed(employer.pk)
        self._note_standing(one, employer)
        one.employer, one.role = employer, _role(employer)
        username, password = self._user(one)
        return Opened(self.decide(one, MemberState.VERIFIED), username, password)

    def _employer(self, one: RecruiterMember) -> Employer:
        """The unit as it stands in the ledger; entered when it does not. Its name there is the one that counts."""
        with as_service():
            known = Employer.objects.filter(uscc=one.uscc).first()
        if known is None:
            return SaveEmployer(
                self.actor, area_no=one.area_id, name=one.name, uscc=one.uscc, contact=one.contact, phone=one.phone
            ).run()  # fmt: skip
        if not self.actor.scope.covers(known.area_id):
            raise ActionError(_("这家单位的台账在别的辖区，请由那里的经办机构核实。"))
        return known

    def _note_standing(self, one: RecruiterMember, employer: Employer) -> None:
        found = EmployerStanding.objects.visible_to(self.actor.scope).filter(employer=employer).first()
        kind = found.agency_kind if found and found.agency_kind else one.agency_kind
        if found and found.verified_on and found.agency_kind == kind:
            return
        SaveStanding(
            self.actor, employer_id=employer.pk, verified=True, agency_kind=kind,
            verified_how=found.verified_how if found and found.verified_how else one.evidence,
            licence=found.licence if found and found.licence else one.licence,
            licence_until=found.licence_until if found and found.licence else one.licence_until,
        ).run()  # fmt: skip

    def _user(self, one: RecruiterMember) -> tuple[str, str]:
        """The user name and the first password of a new user; of one who is there, no password."""
        if one.user is not None:
            return one.user.username, ""
        password = random_password()
        user = User.objects.create(
            username=_free_name(one.uscc), name=one.contact, phone=one.phone, must_change_password=True,
            password=hash_random(password),
        )  # fmt: skip
        one.user = user
        return user.username, password


def _role(employer: Employer) -> MemberRole:
    """Whoever comes first, or after the last owner has gone, looks after the unit's accounts."""
    with as_service():
        owned = RecruiterMember.objects.in_use().filter(employer=employer, role=MemberRole.OWNER).exists()
    return MemberRole.MEMBER if owned else MemberRole.OWNER


def _free_name(uscc: str) -> str:
    """The credit code and six digits by chance: codes are public, and who knows a user name can lock it out."""
    taken = set(User.objects.filter(username__startswith=uscc.lower()).values_list("username", flat=True))
    name = f"{uscc.lower()}-{secrets.randbelow(10**6):06d}"
    return name if name not in taken else _free_name(uscc)


@dataclass(kw_only=True)
class RefuseAccount(MemberAction[RecruiterMember]):
    """Not opened, with the reason that the page of the asking shows."""

    reason: str

    def execute(self) -> RecruiterMember:
        one = self.asked()
        one.reason = _why(self.reason)
        return self.decide(one, MemberState.REFUSED)


def _why(reason: str) -> str:
    problems = Problems()
    words = problems.text(RecruiterMember, "reason", reason)
    if not words:
        problems.add("reason", _("请写明原因。"))
    problems.check()
    return words


@dataclass(kw_only=True)
class EndAccount(LedgerAction[RecruiterMember]):
    """The user acts for the unit no longer, from this moment on. By an officer, or by the unit's own owner."""

    allowed = (*CAN_VERIFY, Outside.EMPLOYER)

    member_id: int
    reason: str

    def execute(self) -> RecruiterMember:
        one = self.row(RecruiterMember.objects.all(), self.member_id)
        if self.actor.role == Outside.EMPLOYER:
            self._check_owner(one)
        if one.state != MemberState.VERIFIED:
            raise ActionError(_("这个账号现在是“%(state)s”，不用停用。") % {"state": one.get_state_display()})
        one.reason = _why(self.reason)
        one.state, one.decided_on = MemberState.ENDED, today()
        one.version += 1
        # An owner may read the accounts of the unit; what is written stands here alone.
        with as_service():
            one.save()
        if one.user is not None:
            end_sessions(one.user)
        log_access(
            self.actor, Access.ACCOUNT, detail={"action": "EndAccount", "member": one.pk, "account": one.user_id}
        )  # fmt: skip
        return one

    def _check_owner(self, one: RecruiterMember) -> None:
        if one.employer_id != unit_of(self.actor):
            raise Absent
        if one.user_id == self.actor.user_id:
            raise NotAllowed(_("不能停用自己的账号，请联系经办机构。"))
        mine = RecruiterMember.objects.visible_to(self.actor.scope).filter(
            user_id=self.actor.user, state=MemberState.VERIFIED, role=MemberRole.OWNER
        )
        if not mine.exists():
            raise NotAllowed(_("只有单位账号的负责人能停用别人的账号。"))


@dataclass(kw_only=True)
class NewPassword(LedgerAction[Opened]):
    """A new first password for a member who has lost his, or the telephone with his one-time codes.

    Ends all his sessions, his one-time codes and a lock-out. Not for who acts for a unit elsewhere, too: the password
    would open what is not the officer's to see.
    """

    allowed = CAN_VERIFY

    member_id: int

    def execute(self) -> Opened:
        one = self.row(RecruiterMember.objects.select_related("user"), self.member_id)
        if one.user is None or one.state != MemberState.VERIFIED:
            raise Invalid({"": _("这个账号没有开通，不能重设密码。")})
        if one.user.posts.exists():
            raise NotAllowed(_("此人是工作人员，请由账号管理员重设密码。"))
        self._check_all_here(one.user)
        password = random_password()
        one.user.password, one.user.must_change_password = hash_random(password), True
        one.user.save(update_fields=["password", "must_change_password"])
        Authenticator.objects.filter(user=one.user).delete()
        end_sessions(one.user)
        lockout.unlock(one.user)
        log_access(self.actor, Access.ACCOUNT, detail={"action": "NewPassword", "account": one.user_id})
        return Opened(one, one.user.username, password)

    def _check_all_here(self, user: User) -> None:
        with as_service():
            units = RecruiterMember.objects.filter(user=user, state=MemberState.VERIFIED)
            areas = list(units.values_list("employer__area_id", flat=True))
        if not all(self.actor.scope.covers(area) for area in areas if area is not None):
            raise NotAllowed(
                _("此人还为别处的单位办事，不能在这里重设密码。请停用这里的账号，由本人退出后重新申请一个。")
            )
