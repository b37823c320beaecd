"""Campaigns: made from a document when its adoption is approved, run on an area's own days, closed with a report."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, ActionError, Actor, NotAllowed
from leye.accounts.enums import CAN_APPROVE_ADOPTION, CAN_PROPOSE_ADOPTION, Role
from leye.adoption.campaigns import figures_of
from leye.adoption.models import Adoption, Campaign
from leye.adoption.reading import refusal_words
from leye.adoption.registry import find_pack
from leye.adoption.resolution import forget_from, resolve_ahead
from leye.areas.models import Area
from leye.policy import Pack, PolicyError
from leye.standards.calendar import today

#: Who plans and sums up: the officer, and whoever answers for the area.
MAY_RUN: tuple[Role, ...] = tuple(dict.fromkeys((*CAN_PROPOSE_ADOPTION, *CAN_APPROVE_ADOPTION)))
#: A closing report of fewer characters says nothing.
LEAST_SUMMARY = 20


def make_campaigns(adoption: Adoption, pack: Pack) -> list[Campaign]:
    """The campaigns of a document in an area that adopts it; those that are there already stay as they are.

    They take the days that the nearest area above runs them on, else the document's. One that ends before the
    adoption begins is not made, nor one that the document names without days: the area plans it.
    """
    made = []
    for one in pack.campaigns.values():
        above = _above(pack, one.name, adoption.area)
        since, until = (above.since, above.until) if above else (one.since, one.until)
        if since is None or until is None or until < adoption.valid_from:
            continue
        if not Campaign.objects.filter(pack=pack.id, name=one.name, area_id=adoption.area_id).exists():
            words = words_of(pack, one.name)
            made.append(
                Campaign.objects.create(
                    pack=pack.id, name=one.name, area_id=adoption.area_id, since=since, until=until, **words
                )
            )
    return made


def words_of(pack: Pack, name: str) -> dict[str, str]:
    """What a document says about a campaign, as the model keeps it."""
    one = pack.campaigns[name]
    return {"title": one.title, "theme": one.theme, "basis": one.basis or pack.info.number,
            "report_form": one.report[:200]}  # fmt: skip


def _above(pack: Pack, name: str, area: Area) -> Campaign | None:
    """The same campaign of the nearest area above, whose days go for those below it too."""
    found = Campaign.objects.filter(pack=pack.id, name=name, area__no__lte=area.no, area__last__gte=area.last)
    return max(found.select_related("area"), key=lambda c: (c.area.no, -c.area.last, c.since), default=None)


class PlanCampaign(Action[Campaign]):
    """An area plans a campaign of its own, such as one of the yearly ones, or one that a document names (`name`)."""

    allowed = MAY_RUN

    def __init__(
        self,
        actor: Actor,
        *,
        area: Area,
        title: str,
        basis: str,
        since: dt.date,
        until: dt.date,
        theme: str = "",
        report_form: str = "",
        report_due_on: dt.date | None = None,
        pack: str = "",
        name: str = "",
    ) -> None:
        super().__init__(actor)
        self.area, self.since, self.until, self.report_due_on = area, since, until, report_due_on
        self.pack, self.name = pack, name
        self.words = {"title": title.strip(), "theme": theme.strip(), "basis": basis.strip(),
                      "report_form": report_form.strip()}  # fmt: skip

    def check(self) -> None:
        """In one's own area, with a name, a basis and days that make sense; a document's own words stand."""
        super().check()
        if not self.actor.scope.covers(self.area.no):
            raise NotAllowed(_("只能为本辖区登记行动。"))
        if self.pack:
            pack = find_pack(self.pack)
            if pack is None or self.name not in pack.campaigns:
                raise ActionError(_("文件里没有这个行动。"))
            self.words |= words_of(pack, self.name)
        if not self.words["title"] or not self.words["basis"]:
            raise ActionError(_("请写明行动名称和依据。"))
        check_days(self.since, self.until, self.report_due_on)
        if self.pack and self._again():
            raise ActionError(_("这个行动在这些日子里已经登记过了，请打开那一次修改日期。"))

    def _again(self) -> bool:
        return Campaign.objects.filter(
            pack=self.pack, name=self.name, area=self.area, since__lte=self.until, until__gte=self.since
        ).exists()

    def execute(self) -> Campaign:
        """The campaign; the duties of a document that count within it count within its days from now on."""
        made = Campaign.objects.create(
            area=self.area, since=self.since, until=self.until, report_due_on=self.report_due_on, pack=self.pack,
            name=self.name, made_by_id=self.actor.user, **self.words)  # fmt: skip
        _count_anew(made)
        return made

    def describe(self) -> dict[str, Any]:
        """Where."""
        return {"area": self.area.no}


def _count_anew(campaign: Campaign) -> None:
    """Days of a document's campaign have changed. Raises ActionError when it could not resolve with them."""
    if not campaign.pack:
        return
    try:
        resolve_ahead(campaign.pack, campaign.since, campaign.until)
    except PolicyError as error:
        raise ActionError(refusal_words(error)) from error
    forget_from(today())


def check_days(since: dt.date, until: dt.date, report_due_on: dt.date | None) -> None:
    """Raise ActionError for days in the wrong order."""
    if until < since:
        raise ActionError(_("结束日期早于开始日期，请改正。"))
    if report_due_on and report_due_on < since:
        raise ActionError(_("总结报送期限早于开始日期，请改正。"))


def held(campaign: Campaign, actor: Actor) -> Campaign:
    """The campaign as it is now, locked. Raises NotAllowed outside one's area, ActionError once it is closed."""
    found = Campaign.objects.select_for_update(of=("self",)).select_related("area").get(pk=campaign.pk)
    if not actor.scope.covers(found.area_id):
        raise NotAllowed(_("只能办理本辖区的行动。"))
    if found.closed_at is not None:
        raise ActionError(_("这次行动已经总结，不能再改。"))
    return found


class SetCampaignDays(Action[Campaign]):
    """Run a campaign on the area's own days; the document's duties in it are then counted within these."""

    allowed = MAY_RUN

    def __init__(
        self,
        actor: Actor,
        campaign: Campaign,
        *,
        since: dt.date,
        until: dt.date,
        report_due_on: dt.date | None,
    ) -> None:
        super().__init__(actor)
        self.campaign, self.since, self.until, self.report_due_on = campaign, since, until, report_due_on

    def check(self) -> None:
        """Open, in one's own area, days in order."""
        super().check()
        self.campaign = held(self.campaign, self.actor)
        check_days(self.since, self.until, self.report_due_on)

    def execute(self) -> Campaign:
        """The campaign with its days. Refused when the document could not resolve with them."""
        campaign = self.campaign
        campaign.since, campaign.until, campaign.report_due_on = self.since, self.until, self.report_due_on
        campaign.save()
        _count_anew(campaign)
        return campaign

    def describe(self) -> dict[str, Any]:
        """Which days."""
        return {"since": self.since.isoformat(), "until": self.until.isoformat()}


class CloseCampaign(Action[Campaign]):
    """Close a campaign with its report: the words are the officer's, the figures those of the newest run."""

    allowed = MAY_RUN

    def __init__(
        self, actor: Actor, campaign: Campaign, *, summary: str, cases: str, suggestions: str
    ) -> None:
        super().__init__(actor)
        self.campaign = campaign
        self.words = {"summary": summary.strip(), "cases": cases.strip(), "suggestions": suggestions.strip()}

    def check(self) -> None:
        """Open, begun, in one's own area, and summed up in words."""
        super().check()
        self.campaign = held(self.campaign, self.actor)
        if self.campaign.since > today():
            raise ActionError(_("行动还没有开始，不能总结。"))
        if len(self.words["summary"]) < LEAST_SUMMARY:
            raise ActionError(_("请写明主要做法和成效，不少于%(n)d个字。") % {"n": LEAST_SUMMARY})

    def execute(self) -> Campaign:
        """The closed campaign with its figures, which no later night changes."""
        campaign = self.campaign
        for name, words in self.words.items():
            setattr(campaign, name, words)
        campaign.figures = figures_of(campaign).as_dict()
        campaign.closed_by_id, campaign.closed_at = self.actor.user, timezone.now()
        campaign.save()
        return campaign

    def describe(self) -> dict[str, Any]:
        """Which."""
        return {"campaign": self.campaign.pk}
