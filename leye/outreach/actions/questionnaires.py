"""Questionnaires: a new version is added, an old one ended; nothing that was asked is ever rewritten."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.ledger.actions.base import LedgerAction
from leye.ledger.errors import Absent
from leye.outreach.models import Questionnaire
from leye.outreach.questionnaires.questions import check_schema, with_order
from leye.standards.calendar import today

#: Who makes questionnaires and organises surveys.
MAY_ORGANISE = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.SUPERVISOR)


@dataclass(kw_only=True)
class SaveQuestionnaire(LedgerAction[Questionnaire]):
    """Keep a schema as a questionnaire of an area; of the same name again: its next version, the last one ends."""

    allowed = MAY_ORGANISE

    area_no: int
    schema: dict[str, Any]

    def check(self) -> None:
        super().check()
        check_schema(self.schema)
        if len(str(self.schema["title"])) > 80:
            raise ActionError(_("问卷名称（title）最多80个字。"))

    def execute(self) -> Questionnaire:
        area = self.area(self.area_no)
        name = str(self.schema["title"]).strip()
        same = Questionnaire.objects.filter(area=area, name=name)
        last = same.aggregate(last=Max("version"))["last"] or 0
        made = Questionnaire.objects.create(
            area=area, name=name, version=last + 1, schema=with_order(self.schema), valid_from=today(),
            made_by_id=self.actor.user,
        )  # fmt: skip
        same.filter(valid_to__isnull=True, version__lte=last).update(valid_to=today())
        return made


@dataclass(kw_only=True)
class EndQuestionnaire(LedgerAction[Questionnaire]):
    """No new round takes it; rounds that have it go on."""

    allowed = MAY_ORGANISE

    questionnaire_id: int

    def execute(self) -> Questionnaire:
        mine = Questionnaire.objects.made_in(self.actor.scope).select_for_update(of=("self",))
        found = mine.filter(pk=self.questionnaire_id).first()
        if found is None:
            raise Absent
        if found.valid_to is not None:
            raise ActionError(_("这份问卷已经停用。"))
        found.valid_to = today()
        found.save(update_fields=["valid_to"])
        return found


def in_use(scope: Any, on: dt.date) -> Any:
    """Questionnaires that a new round of a scope may take on a day."""
    usable = Questionnaire.objects.visible_to(scope).filter(valid_from__lte=on)
    return usable.filter(valid_to__isnull=True) | usable.filter(valid_to__gt=on)
