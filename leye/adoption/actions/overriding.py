"""An area's own dated values of a document's parameters: one officer proposes them, another approves."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, ActionError, Actor, NotAllowed
from leye.accounts.enums import CAN_APPROVE_ADOPTION, CAN_PROPOSE_ADOPTION
from leye.adoption.enums import AdoptionState
from leye.adoption.models import ParameterOverride
from leye.adoption.reading import refusal_words
from leye.adoption.registry import find_pack
from leye.adoption.resolution import InForce, forget_from, hold_still, resolve_ahead
from leye.areas.models import Area
from leye.engine import Override
from leye.policy import Parameter, PolicyError
from leye.standards.calendar import today

#: A local number is at most this, or this many times the document's own; more is a mistyped number, and would
#: break the evaluation of everybody.
MOST, MOST_TIMES = 10_000, 100
#: What whole numbers of the evaluation hold; and the largest sum of money or target, which are held wider.
LARGEST, LARGEST_WIDE = 2_000_000_000, 10**13
#: Kinds of numbers that may be large; so may a head count that the document leaves open, but no length of time.
WIDE_KINDS, TIMES = ("money", "target"), ("天", "日", "个月", "月", "年", "岁", "周", "工作日")


def most_of(parameter: Parameter) -> int:
    """The largest local value of a parameter."""
    if parameter.kind == "date":
        return 9999_12_31
    if parameter.kind in WIDE_KINDS:
        return LARGEST_WIDE
    if parameter.to_fill and parameter.unit not in TIMES:
        return LARGEST
    return min(LARGEST, max([MOST, *(MOST_TIMES * dated.value for dated in parameter.values)]))


def wrong_value(parameter: Parameter, value: int) -> str:
    """What is wrong with a local value of a parameter; '' when nothing is."""
    if value < 0:
        return _("数值不能为负数。")
    if value > most_of(parameter):
        return _("数值太大，请核对：最多%(most)d。") % {"most": most_of(parameter)}
    if parameter.choices and value not in parameter.choices:
        return _("这个开关只能取给定的选项。")
    if parameter.kind == "date":
        try:
            dt.date(value // 10000, value // 100 % 100, value % 100)
        except ValueError:
            return _("请填写存在的日期。")
    return ""


class ProposeValues(Action[list[ParameterOverride]]):
    """Propose local values of one or several parameters from a day on, with their basis."""

    allowed = CAN_PROPOSE_ADOPTION

    def __init__(
        self,
        actor: Actor,
        *,
        pack: str,
        values: Mapping[str, int],
        area: Area,
        valid_from: dt.date,
        valid_to: dt.date | None,
        basis: str,
    ) -> None:
        super().__init__(actor)
        self.pack, self.values, self.area = pack, dict(values), area
        self.valid_from, self.valid_to, self.basis = valid_from, valid_to, basis.strip()

    def check(self) -> None:
        """The parameters exist and take the values, the area is one's own, a basis is given, nothing overlaps."""
        super().check()
        pack = find_pack(self.pack)
        if pack is None or not self.values or any(name not in pack.parameters for name in self.values):
            raise ActionError(_("文件中没有这个参数。"))
        if not self.actor.scope.covers(self.area.no):
            raise NotAllowed(_("只能设定本辖区的参数。"))
        if not self.basis:
            raise ActionError(_("请写明依据，例如本级文件的文号和条款。"))
        if self.valid_to and self.valid_to < self.valid_from:
            raise ActionError(_("截止日期早于开始日期，请改正。"))
        for name, value in self.values.items():
            if wrong := wrong_value(pack.parameters[name], value):
                raise ActionError(
                    _("%(label)s：%(wrong)s") % {"label": pack.parameters[name].label, "wrong": wrong}
                )
        waiting = self._waiting()
        if waiting:
            labels = "、".join(pack.parameters[name].label for name in waiting)
            raise ActionError(
                _("已有待批准的本地取值：%(labels)s。请先由负责人处理，再提出新的。") % {"labels": labels}
            )
        _try(self._made())

    def _waiting(self) -> list[str]:
        """Parameters with a proposal that waits and touches the same days."""
        found = ParameterOverride.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from), pack=self.pack, name__in=self.values,
            area=self.area, state=AdoptionState.PROPOSED,
        )  # fmt: skip
        if self.valid_to:
            found = found.filter(valid_from__lte=self.valid_to)
        return sorted(set(found.values_list("name", flat=True)))

    def _made(self) -> list[ParameterOverride]:
        return [
            ParameterOverride(
                pack=self.pack,
                name=name,
                area=self.area,
                value=value,
                valid_from=self.valid_from,
                valid_to=self.valid_to,
                basis=self.basis,
                proposed_by_id=self.actor.user,
            )
            for name, value in self.values.items()
        ]

    def execute(self) -> list[ParameterOverride]:
        """The proposals, waiting for approval."""
        made = self._made()
        for value in made:
            value.save()
        return made

    def describe(self) -> dict[str, Any]:
        """Which numbers, where."""
        return {"pack": self.pack, "values": self.values, "area": self.area.no}


def as_engine_takes(value: ParameterOverride) -> Override:
    """A local value, proposed or approved, as the engine takes it."""
    area = value.area
    return Override(value.pack, value.name, area.no, area.last, value.value, value.valid_from, value.valid_to)


def _try(values: Sequence[ParameterOverride]) -> None:
    """Whether what is in force still resolves with these values. Raises ActionError with the engine's reason."""
    # First the lock, then the look: what another approval has just written is seen.
    hold_still()
    state = InForce.now()
    for value in values:
        state = state.valuing(as_engine_takes(value))
    try:
        resolve_ahead(values[0].pack, values[0].valid_from, values[0].valid_to, state)
    except PolicyError as error:
        raise ActionError(refusal_words(error)) from error


class DecideValues(Action[list[ParameterOverride]]):
    """Approve or reject proposed local values of one document, all together. Nobody approves his own."""

    allowed = CAN_APPROVE_ADOPTION

    def __init__(self, actor: Actor, values: Sequence[ParameterOverride], *, approve: bool) -> None:
        super().__init__(actor)
        self.keys, self.approve = [value.pk for value in values], approve
        self.values: list[ParameterOverride] = []

    def check(self) -> None:
        """Still waiting, in one's own area, proposed by somebody else; what is approved still resolves."""
        super().check()
        rows = ParameterOverride.objects.select_for_update(of=("self",)).filter(pk__in=self.keys)
        self.values = list(rows.select_related("area").order_by("pk"))
        for value in self.values:
            if not self.actor.scope.covers(value.area_id):
                raise NotAllowed(_("只能审批本辖区的参数。"))
            if value.state != AdoptionState.PROPOSED:
                raise ActionError(_("这项取值已经处理过了，请刷新页面查看。"))
            if value.proposed_by_id == self.actor.user_id:
                raise NotAllowed(_("提出人不能批准自己的提议，请由另一位负责人审批。"))
        if not self.values:
            raise ActionError(_("没有待批准的本地取值。"))
        if self.approve:
            _try(self.values)

    def execute(self) -> list[ParameterOverride]:
        """The decided values; an earlier open one ends the day before, one of the same first day gives way."""
        for value in self.values:
            if self.approve:
                _make_room(value)
            value.state = AdoptionState.APPROVED if self.approve else AdoptionState.REJECTED
            value.decided_by_id, value.decided_at = self.actor.user, timezone.now()
            value.save()
        if self.approve:
            forget_from(today())
        return self.values

    def describe(self) -> dict[str, Any]:
        """Which, and how."""
        return {"overrides": self.keys, "approve": self.approve}


def _make_room(value: ParameterOverride) -> None:
    held = ParameterOverride.objects.filter(
        pack=value.pack, name=value.name, area=value.area, state=AdoptionState.APPROVED
    )
    held.filter(valid_from=value.valid_from).update(state=AdoptionState.ENDED)
    before = value.valid_from - dt.timedelta(days=1)
    held.filter(valid_to__isnull=True, valid_from__lt=value.valid_from).update(valid_to=before)


class EndOverride(Action[ParameterOverride]):
    """Go back to the document's own value from the day after."""

    allowed = CAN_APPROVE_ADOPTION

    def __init__(self, actor: Actor, override: ParameterOverride, *, on: dt.date) -> None:
        super().__init__(actor)
        self.override, self.on = override, on

    def check(self) -> None:
        """In force, in one's own area, not before it began and not after its end: that would be a new value."""
        super().check()
        # As it is now, not as the page showed it: an approval or another end may have come between.
        self.override = ParameterOverride.objects.select_for_update().get(pk=self.override.pk)
        if not self.actor.scope.covers(self.override.area_id):
            raise NotAllowed(_("只能停用本辖区的参数。"))
        if self.override.state != AdoptionState.APPROVED:
            raise ActionError(_("只有已批准的本地取值才能停用。"))
        if self.on < self.override.valid_from:
            raise ActionError(_("停用日期早于开始日期，请改正。"))
        if self.override.valid_to and self.on > self.override.valid_to:
            raise ActionError(
                _("停用日期晚于原定的截止日期%(day)s。要延长，请重新设定。") % {"day": self.override.valid_to}
            )

    def execute(self) -> ParameterOverride:
        """The local value with its last day."""
        self.override.valid_to = self.on
        self.override.save()
        forget_from(today())
        return self.override
