"""What can go wrong with a case, each error a sentence for the user."""

import datetime as dt

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError


class CaseIsOpen(ActionError):
    """The person has a case in hand; a second one is not opened."""

    def __init__(self, case_id: int, name: str, applied_on: dt.date, state: str) -> None:
        super().__init__(
            _("%(name)s已有一个在办的个案（%(day)s申请，%(state)s），请在那个个案里接着办。")
            % {"name": name, "day": applied_on, "state": state}
        )
        self.case_id = case_id
