"""What was reported upwards (#205, #206)."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.enums import Role
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.reporting.models import Submission


@dataclass(kw_only=True)
class RecordSubmission(LedgerAction[Submission]):
    """Note that a form for a period was sent, and when; the same period again is refused."""

    allowed = (Role.COUNTY_OFFICER, Role.SUPERVISOR)

    area_no: int
    form: str
    period_start: dt.date
    period_end: dt.date
    submitted_on: dt.date
    document_no: str = ""

    def execute(self) -> Submission:
        self.area(self.area_no)
        problems = Problems()
        problems.choice(Submission, "form", self.form)
        problems.order("period_end", _("报告期结束日期"), self.period_start, self.period_end)
        problems.past("submitted_on", _("报送日期"), self.submitted_on)
        problems.order("submitted_on", _("报送日期"), self.period_start, self.submitted_on)
        document_no = problems.text(Submission, "document_no", self.document_no)
        problems.check()
        user_id = self.actor.user_id
        if user_id is None:
            raise Invalid({"": _("报送须由经办人登记。")})
        return Submission.objects.create(
            area_id=self.area_no,
            form=self.form,
            period_start=self.period_start,
            period_end=self.period_end,
            submitted_on=self.submitted_on,
            document_no=document_no,
            submitted_by_id=user_id,
        )
