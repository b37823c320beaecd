"""An area adopts a document: one officer proposes, another approves, somebody may end it."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, ActionError, Actor, NotAllowed
from leye.accounts.enums import CAN_APPROVE_ADOPTION, CAN_PROPOSE_ADOPTION
from leye.adoption.actions.campaigns import make_campaigns
from leye.adoption.enums import AdoptionState
from leye.adoption.filling import blanks, fill_words, unapproved_words
from leye.adoption.models import Adoption
from leye.adoption.reading import refusal_words
from leye.adoption.registry import find_pack, packs
from leye.adoption.resolution import InForce, forget_from, resolve_ahead
from leye.areas.models import Area
from leye.engine import Adoption as EngineAdoption
from leye.policy import Pack, PolicyError
from leye.standards.calendar import today


def installed(pack_id: str) -> Pack:
    """A document by its identifier. Raises ActionError, saying what to do, when it is broken or not there."""
    pack = find_pack(pack_id)
    if pack is not None:
        return pack
    broken = packs().broken.get(pack_id)
    if broken is not None:
        raise ActionError(
            _("这份文件没有装上，不能办理：%(reason)s 请把这句话转给系统管理员，修好后再办。")
            % {"reason": broken}
        )
    raise ActionError(_("没有这份文件；请从政策库中选择。"))


def _try(pack: str, since: dt.date, until: dt.date | None, state: InForce | None = None) -> None:
    """Whether a document resolves on every day ahead. Raises ActionError with the engine's reason."""
    try:
        resolve_ahead(pack, since, until, state)
    except PolicyError as error:
        raise ActionError(refusal_words(error)) from error


class ProposeAdoption(Action[Adoption]):
    """Propose that an area adopts a document from a day on."""

    allowed = CAN_PROPOSE_ADOPTION

    def __init__(
        self,
        actor: Actor,
        *,
        pack: str,
        area: Area,
        valid_from: dt.date,
        valid_to: dt.date | None,
        standing: bool,
        basis: str,
    ) -> None:
        super().__init__(actor)
        self.pack, self.area, self.basis = pack, area, basis.strip()
        self.valid_from, self.valid_to, self.standing = valid_from, valid_to, standing

    def check(self) -> None:
        """The pack exists, the area is one's own, the dates make sense, past documents are standing."""
        super().check()
        pack = installed(self.pack)
        if not self.actor.scope.covers(self.area.no):
            raise NotAllowed(_("只能为本辖区采用文件。"))
        if self.valid_to and self.valid_to < self.valid_from:
            raise ActionError(_("截止日期早于开始日期，请改正后再提交。"))
        beyond = self.valid_to is None or self.valid_to > pack.info.valid_until
        if beyond and not self.standing:
            raise ActionError(
                _(
                    "文件有效期到 %(day)s。要在此之后继续执行，请勾选“作为本地常设规则”并写明依据；"
                    "否则请把截止日期改到有效期内。"
                )
                % {"day": pack.info.valid_until}
            )
        if self.standing and not self.basis:
            raise ActionError(_("作为本地常设规则采用时，请写明依据，例如本级文件的文号。"))
        self._alone()
        left = [blank for blank in blanks(pack, self.area, self.valid_from) if blank.is_missing]
        if left:
            raise ActionError(fill_words(left))
        adoption = EngineAdoption(
            pack.id, self.area.no, self.area.last, self.valid_from, self.valid_to, self.standing
        )
        _try(pack.id, self.valid_from, self.valid_to, InForce.now().adopting(adoption))

    def _alone(self) -> None:
        """No other adoption of the same document in the same area, waiting or approved, touches these days."""
        held = Adoption.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from),
            pack=self.pack, area=self.area, state__in=(AdoptionState.PROPOSED, AdoptionState.APPROVED),
        )  # fmt: skip
        if self.valid_to:
            held = held.filter(valid_from__lte=self.valid_to)
        other = held.order_by("valid_from").first()
        if other is None:
            return
        words = {"area": self.area.name, "since": other.valid_from, "until": other.valid_to or _("不定期"),
                 "state": other.get_state_display()}  # fmt: skip
        raise ActionError(
            _(
                "与%(area)s %(since)s 至 %(until)s 的采用（%(state)s）期间重叠。请先停用或处理那一项，或改为不重叠的期间。"
            )
            % words
        )

    def execute(self) -> Adoption:
        """The proposal, waiting for approval."""
        return Adoption.objects.create(
            pack=self.pack,
            area=self.area,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            standing=self.standing,
            basis=self.basis,
            proposed_by_id=self.actor.user,
        )

    def describe(self) -> dict[str, Any]:
        """Pack and area."""
        return {"pack": self.pack, "area": self.area.no}


class DecideAdoption(Action[Adoption]):
    """Approve or reject a proposal. Nobody approves his own. An approval makes the document's campaigns."""

    allowed = CAN_APPROVE_ADOPTION

    def __init__(self, actor: Actor, adoption: Adoption, *, approve: bool) -> None:
        super().__init__(actor)
        self.adoption, self.approve = adoption, approve

    def check(self) -> None:
        """Still waiting, in one's own area, proposed by somebody else."""
        super().check()
        # As it is now, not as the page showed it: of two who decide at once the second is told.
        self.adoption = (
            Adoption.objects.select_for_update(of=("self",)).select_related("area").get(pk=self.adoption.pk)
        )
        if not self.actor.scope.covers(self.adoption.area_id):
            raise NotAllowed(_("只能审批本辖区的采用。"))
        if self.adoption.state != AdoptionState.PROPOSED:
            raise ActionError(_("这项提议已经处理过了，请刷新页面查看。"))
        if self.adoption.proposed_by_id == self.actor.user_id:
            raise NotAllowed(_("提出人不能批准自己的提议，请由另一位负责人审批。"))
        if self.approve:
            pack = installed(self.adoption.pack)
            left = [b for b in blanks(pack, self.adoption.area, self.adoption.valid_from) if not b.is_filled]
            if left:
                raise ActionError(unapproved_words(left))

    def execute(self) -> Adoption:
        """The decided adoption; an approval that would not resolve is refused with the engine's reason."""
        self.adoption.state = AdoptionState.APPROVED if self.approve else AdoptionState.REJECTED
        self.adoption.decided_by_id = self.actor.user
        self.adoption.decided_at = timezone.now()
        self.adoption.save()
        if self.approve:
            make_campaigns(self.adoption, installed(self.adoption.pack))
            _try(self.adoption.pack, self.adoption.valid_from, self.adoption.valid_to)
            forget_from(today())
        return self.adoption


class EndAdoption(Action[Adoption]):
    """End an adoption on a day; its to-dos lapse at the next night."""

    allowed = CAN_APPROVE_ADOPTION

    def __init__(self, actor: Actor, adoption: Adoption, *, on: dt.date, reason: str) -> None:
        super().__init__(actor)
        self.adoption, self.on, self.reason = adoption, on, reason.strip()

    def check(self) -> None:
        """In force, in one's own area, not before it began and not after its end: that would be a new adoption."""
        super().check()
        self.adoption = Adoption.objects.select_for_update().get(pk=self.adoption.pk)
        if not self.actor.scope.covers(self.adoption.area_id):
            raise NotAllowed(_("只能停用本辖区的采用。"))
        if self.adoption.state != AdoptionState.APPROVED:
            raise ActionError(_("只有已采用的文件才能停用。"))
        if self.on < self.adoption.valid_from:
            raise ActionError(_("停用日期早于开始日期，请改正。"))
        if self.adoption.valid_to and self.on > self.adoption.valid_to:
            raise ActionError(
                _("停用日期晚于原定的截止日期%(day)s。要延长执行，请重新提出采用。")
                % {"day": self.adoption.valid_to}
            )
        if not self.reason:
            raise ActionError(_("请写明停用原因。"))

    def execute(self) -> Adoption:
        """The adoption with its last day."""
        self.adoption.valid_to = self.on
        if self.on < today():
            self.adoption.state = AdoptionState.ENDED
        self.adoption.save()
        forget_from(today())
        return self.adoption

    def describe(self) -> dict[str, Any]:
        """Why."""
        return {"reason": self.reason}
