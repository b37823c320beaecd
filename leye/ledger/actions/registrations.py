"""Registering unemployment at one of four places, and ending it (#53)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.areas.models import Area
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.models import Person, UnemploymentRegistration


@dataclass(kw_only=True)
class RegisterUnemployment(LedgerAction[UnemploymentRegistration]):
    """Register a person as unemployed. One registration at a time, whichever of the four places took it."""

    allowed = CAN_WRITE_LEDGER

    person_id: int
    place_kind: str
    registered_on: dt.date
    place_area_no: int | None = None

    def execute(self) -> UnemploymentRegistration:
        person = self.person(self.person_id)
        problems = Problems()
        problems.choice(UnemploymentRegistration, "place_kind", self.place_kind)
        problems.past("registered_on", _("登记日期"), self.registered_on, person.birth_date)
        if person.deceased_on is not None:
            problems.add("", _("此人已登记死亡，不能办理失业登记。"))
        if self.place_area_no is not None and not Area.objects.filter(pk=self.place_area_no).exists():
            problems.add("place_area_no", _("请从列表中选择登记地。"))
        problems.check()
        self._check_no_other(person)
        return UnemploymentRegistration.objects.create(
            person=person,
            area_id=person.area_id,
            place_kind=self.place_kind,
            place_id=self.place_area_no,
            registered_on=self.registered_on,
        )

    def _check_no_other(self, person: Person) -> None:
        """No other registration covers the day. Of one made elsewhere only its existence is told."""
        covers = Q(ended_on__isnull=True) | Q(ended_on__gt=self.registered_on)
        other = person.registrations.filter(covers).first()
        if other is None:
            return
        elsewhere = other.place_id is not None and not self.actor.scope.covers(other.place_id)
        if elsewhere:
            raise ActionError(
                _(
                    "此人已办理失业登记，尚未注销。户籍地、常住地、就业地、参保地只能登记一处；"
                    "请与本人核对登记地，由原登记地注销后再办理。"
                )
            )
        raise ActionError(
            _("此人已于%(day)s在%(place)s办理失业登记%(state)s。一人只能登记一处，请先核对或注销原登记。")
            % {
                "day": other.registered_on,
                "place": other.get_place_kind_display(),
                "state": _(",尚未注销")
                if other.ended_on is None
                else _("，%(day)s注销") % {"day": other.ended_on},
            }
        )


@dataclass(kw_only=True)
class EndRegistration(LedgerAction[UnemploymentRegistration]):
    """End a registration with its reason."""

    allowed = CAN_WRITE_LEDGER

    registration_id: int
    ended_on: dt.date
    reason: str

    def execute(self) -> UnemploymentRegistration:
        registration = self.row(UnemploymentRegistration.objects.all(), self.registration_id)
        if registration.ended_on is not None:
            raise ActionError(_("这次失业登记已于%(day)s注销。") % {"day": registration.ended_on})
        problems = Problems()
        problems.past("ended_on", _("注销日期"), self.ended_on)
        problems.order("ended_on", _("注销日期"), registration.registered_on, self.ended_on)
        problems.choice(UnemploymentRegistration, "end_reason", self.reason)
        problems.check()
        registration.ended_on = self.ended_on
        registration.end_reason = self.reason
        registration.save(update_fields=["ended_on", "end_reason"])
        return registration
