"""Who works on a case."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import NotAllowed
from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.cases.actions.base import CaseAction, check_owner
from leye.cases.models import Case
from leye.ledger.errors import Invalid


@dataclass(kw_only=True)
class AssignOwner(CaseAction[list[Case]]):
    """Give cases to somebody who holds a post over their areas, or to nobody (None). All of them or none.

    A village assistant may only take, for himself or herself, what nobody works on.
    """

    allowed = CAN_WRITE_LEDGER

    case_ids: list[int]
    user_id: int | None

    def execute(self) -> list[Case]:
        if not self.case_ids:
            raise Invalid({"case_ids": _("请至少选择一个个案。")})
        cases = [self.open_case(case_id) for case_id in sorted(set(self.case_ids))]
        if self.actor.role == Role.VILLAGE_ASSISTANT and not self._only_takes(cases):
            raise NotAllowed(_("村级协管员只能领办无人经办的个案；改派请联系乡镇经办员。"))
        if self.user_id is not None:
            check_owner(self.user_id, {case.area_id for case in cases})
        for case in cases:
            if case.owner_id != self.user_id:
                case.owner_id = self.user_id
                self.save(case, "owner")
        return cases

    def _only_takes(self, cases: list[Case]) -> bool:
        mine = (None, self.actor.user_id)
        return self.user_id == self.actor.user_id and all(case.owner_id in mine for case in cases)
