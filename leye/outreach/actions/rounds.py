"""Survey rounds: begun with their list, topped up with who came to belong to it, closed."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.adoption.campaigns import campaigns_about
from leye.casework.at_work import at_work_sql
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.cards import WORKING_AGE
from leye.ledger.errors import Absent
from leye.ledger.groups import valid_groups
from leye.ledger.models import GroupCode
from leye.outreach.actions.questionnaires import MAY_ORGANISE, in_use
from leye.outreach.models import SurveyRound
from leye.standards.calendar import add_months, today

#: Everybody of the area who is alive and old enough to work, in one of the groups today, and (when asked for) has no
#: work.
#: One statement for any number of people; who is on the list already stays.
_LIST = f"""
INSERT INTO outreach_surveytarget (round_id, person_id, area_id, listed_on)
SELECT %(round)s, p.id, p.area_id, %(day)s FROM ledger_person p
WHERE p.area_id BETWEEN %(lo)s AND %(hi)s AND p.merged_into_id IS NULL AND p.deceased_on IS NULL
  AND p.birth_date <= %(born_by)s
  AND (%(everybody)s OR EXISTS (
    SELECT FROM ledger_groupmembership m WHERE m.person_id = p.id AND m.group_id = ANY (%(groups)s)
      AND m.valid_from <= %(day)s AND (m.valid_to IS NULL OR m.valid_to >= %(day)s)))
  AND (NOT %(only_unemployed)s OR NOT {at_work_sql("p.id")})
ON CONFLICT (round_id, person_id) DO NOTHING
"""


def counted_as(codes: list[str]) -> list[str]:
    """Groups with the local ones that count as them."""
    local = GroupCode.objects.filter(parent__in=codes).values_list("code", flat=True)
    return sorted({*codes, *local})


def list_people(found: SurveyRound) -> int:
    """Put everybody who belongs to a round on its list; how many came new."""
    with connection.cursor() as cursor:
        cursor.execute(_LIST, {
            "round": found.pk, "day": today(), "born_by": add_months(today(), -12 * WORKING_AGE),
            "lo": found.area.no, "hi": found.area.last, "everybody": not found.groups,
            "groups": counted_as(found.groups), "only_unemployed": found.only_unemployed})  # fmt: skip
        return int(cursor.rowcount)


@dataclass(frozen=True)
class Listed:
    """A round and how many people came new on its list."""

    round: SurveyRound
    added: int


@dataclass(kw_only=True)
class StartRound(LedgerAction[Listed]):
    """Begin a survey of an area. Refused when nobody would be asked."""

    allowed = MAY_ORGANISE

    area_no: int
    title: str
    questionnaire_id: int
    since: dt.date
    until: dt.date
    groups: list[str] = field(default_factory=list)
    only_unemployed: bool = True
    campaign_id: int | None = None

    def execute(self) -> Listed:
        area = self.area(self.area_no)
        problems = Problems()
        title = problems.text(SurveyRound, "title", self.title, required=True)
        problems.order("until", _("完成期限"), self.since, self.until)
        questionnaire = in_use(self.actor.scope, today()).filter(pk=self.questionnaire_id).first()
        if questionnaire is None:
            problems.add("questionnaire_id", _("请从列表中选择问卷。"))
        known = {group.code for group in valid_groups(area.no, today())}
        if set(self.groups) - known:
            problems.add("groups", _("请从列表中选择群体。"))
        campaign = None
        if self.campaign_id is not None:
            campaign = campaigns_about(self.actor.scope).filter(pk=self.campaign_id).first()
            if campaign is None:
                problems.add("campaign_id", _("请从列表中选择行动。"))
        problems.check()
        made = SurveyRound.objects.create(
            area=area, title=title, questionnaire=questionnaire, groups=sorted(set(self.groups)),
            only_unemployed=self.only_unemployed, since=self.since, until=self.until, campaign=campaign,
            made_by_id=self.actor.user,
        )  # fmt: skip
        added = list_people(made)
        if not added:
            raise ActionError(
                _("按这些条件没有要调查的人。请换一个范围或群体，或取消“只调查没有就业记录的人”。")
            )
        return Listed(made, added)

    def describe(self) -> dict[str, Any]:
        """Where."""
        return {"area": self.area_no}


@dataclass(kw_only=True)
class TopUpRound(LedgerAction[Listed]):
    """Put on the list who has come to belong to it since."""

    allowed = MAY_ORGANISE

    round_id: int

    def execute(self) -> Listed:
        found = own_round(self, self.round_id)
        return Listed(found, list_people(found))


@dataclass(kw_only=True)
class CloseRound(LedgerAction[SurveyRound]):
    """No more answers are taken; what was answered stays, and the figures can still be seen."""

    allowed = MAY_ORGANISE

    round_id: int

    def execute(self) -> SurveyRound:
        found = own_round(self, self.round_id)
        found.closed_at, found.closed_by_id = timezone.now(), self.actor.user
        found.save(update_fields=["closed_at", "closed_by"])
        return found


def own_round(action: LedgerAction[Any], pk: int) -> SurveyRound:
    """An open round of an area inside the actor's scope, locked. Raises Absent, or ActionError once closed."""
    rounds = SurveyRound.objects.made_in(action.actor.scope).select_related("area")
    found = rounds.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise Absent
    if found.closed_at is not None:
        raise ActionError(_("这次摸底调查已经结束。"))
    return found
