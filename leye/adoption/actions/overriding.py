"""An area sets its own dated value of a document's parameter."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, ActionError, Actor, NotAllowed
from leye.accounts.enums import CAN_APPROVE_ADOPTION
from leye.adoption.models import ParameterOverride
from leye.adoption.reading import refusal_words
from leye.adoption.registry import find_pack
from leye.adoption.resolution import forget_from, resolve_ahead
from leye.areas.models import Area
from leye.policy import Parameter, PolicyError
from leye.standards.calendar import today

#: A local number is at most this, or this many times the document's own; more is a mistyped number, and would
#: break the evaluation of everybody.
MOST, MOST_TIMES = 10_000, 100
#: What whole numbers of the evaluation hold.
LARGEST = 2_000_000_000


def most_of(parameter: Parameter) -> int:
    """The largest local value of a parameter."""
    if parameter.kind == "target":
        return LARGEST
    return min(LARGEST, max(MOST, *(MOST_TIMES * dated.value for dated in parameter.values)))


class SetOverride(Action[ParameterOverride]):
    """Set a local value from a day on, with its basis."""

    allowed = CAN_APPROVE_ADOPTION

    def __init__(
        self,
        actor: Actor,
        *,
        pack: str,
        name: str,
        area: Area,
        value: int,
        valid_from: dt.date,
        valid_to: dt.date | None,
        basis: str,
    ) -> None:
        super().__init__(actor)
        self.pack, self.name, self.area, self.value = pack, name, area, value
        self.valid_from, self.valid_to, self.basis = valid_from, valid_to, basis.strip()

    def check(self) -> None:
        """The parameter exists, the area is one's own, a basis is given."""
        super().check()
        pack = find_pack(self.pack)
        parameter = pack.parameters.get(self.name) if pack else None
        if parameter is None:
            raise ActionError(_("文件中没有这个参数。"))
        if not self.actor.scope.covers(self.area.no):
            raise NotAllowed(_("只能设定本辖区的参数。"))
        if not self.basis:
            raise ActionError(_("请写明依据，例如本级文件的文号和条款。"))
        if self.value < 0:
            raise ActionError(_("数值不能为负数。"))
        if self.value > most_of(parameter):
            raise ActionError(_("数值太大，请核对：最多%(most)d。") % {"most": most_of(parameter)})
        choices = getattr(parameter, "choices", None)
        if choices and self.value not in choices:
            raise ActionError(_("这个开关只能取给定的选项。"))
        if self.valid_to and self.valid_to < self.valid_from:
            raise ActionError(_("截止日期早于开始日期，请改正。"))

    def execute(self) -> ParameterOverride:
        """The local value; an earlier open one for the same area ends the day before."""
        earlier = ParameterOverride.objects.filter(
            pack=self.pack,
            name=self.name,
            area=self.area,
            valid_to__isnull=True,
            valid_from__lt=self.valid_from,
        )
        earlier.update(valid_to=self.valid_from - dt.timedelta(days=1))
        override, _made = ParameterOverride.objects.update_or_create(
            pack=self.pack,
            name=self.name,
            area=self.area,
            valid_from=self.valid_from,
            defaults={
                "value": self.value,
                "valid_to": self.valid_to,
                "basis": self.basis,
                "set_by_id": self.actor.user,
            },
        )
        try:
            resolve_ahead(self.pack, self.valid_from, self.valid_to)
        except PolicyError as error:
            raise ActionError(refusal_words(error)) from error
        forget_from(today())
        return override

    def describe(self) -> dict[str, Any]:
        """Which number, where."""
        return {"pack": self.pack, "name": self.name, "area": self.area.no, "value": self.value}


class EndOverride(Action[ParameterOverride]):
    """Go back to the document's own value from the day after."""

    allowed = CAN_APPROVE_ADOPTION

    def __init__(self, actor: Actor, override: ParameterOverride, *, on: dt.date) -> None:
        super().__init__(actor)
        self.override, self.on = override, on

    def check(self) -> None:
        """In one's own area, not before it began and not after its end: that would be a new value."""
        super().check()
        if not self.actor.scope.covers(self.override.area_id):
            raise NotAllowed(_("只能停用本辖区的参数。"))
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
