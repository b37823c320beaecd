"""Who talked to whom at a booth, with what result."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.fairs.actions.base import CAN_RUN_DESK, FairDayAction
from leye.fairs.attending import note_arrival, note_talk
from leye.fairs.enums import BoothState, Talk
from leye.fairs.models import Booth, BoothPost, BoothTalk, Visit
from leye.ledger.actions.base import Problems
from leye.ledger.errors import Absent
from leye.market.enums import FairState
from leye.standards.calendar import today


@dataclass
class Talked:
    """What recording talks did: written now, changed, there already; people to be looked at again."""

    new: list[BoothTalk] = field(default_factory=list)
    changed: list[BoothTalk] = field(default_factory=list)
    same: list[BoothTalk] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)


@dataclass(kw_only=True)
class RecordTalks(FairDayAction[Talked]):
    """Visitors talked at a booth, with one result. Whoever is scanned again keeps one talk, with the newer result.

    A visitor who was never checked in is here now, so he is.
    """

    allowed = CAN_RUN_DESK

    booth_id: int
    visit_ids: Sequence[int]
    result: str
    reason: str = ""
    post_id: int | None = None

    def execute(self) -> Talked:
        booth = self.booth(self.booth_id)
        self._check(booth)
        visits = list(Visit.objects.filter(fair=booth.fair, pk__in=set(self.visit_ids)).order_by("number"))
        if not visits or len(visits) != len(set(self.visit_ids)):
            raise Absent
        post = self._post(booth)
        there = {talk.visit_id: talk for talk in booth.talks.filter(visit__in=visits)}
        done = Talked()
        for visit in visits:
            visit.fair = booth.fair
            self._arrived(visit)
            self._one(done, booth, visit, there.get(visit.pk), post)
        if not booth.came:
            booth.came = True
            booth.save(update_fields=["came"])
        return done

    def _check(self, booth: Booth) -> None:
        if booth.fair.status in (FairState.CANCELLED, FairState.REPORTED) or booth.fair.held_on > today():
            raise ActionError(_("这场招聘会现在不能登记洽谈。"))
        if booth.state != BoothState.ACCEPTED:
            raise ActionError(_("这家单位没有展位，请先接受报名。"))
        problems = Problems()
        problems.choice(BoothTalk, "result", self.result)
        problems.choice(BoothTalk, "reason", self.reason, required=self.result == Talk.REFUSED)
        problems.check()

    def _post(self, booth: Booth) -> BoothPost | None:
        if self.post_id is None:
            return None
        post = booth.posts.filter(pk=self.post_id).first()
        if post is None:
            raise Absent
        return post

    def _arrived(self, visit: Visit) -> None:
        if visit.arrived_at is None:
            visit.arrived_at, visit.arrived_by_id = timezone.now(), self.actor.user
            visit.save(update_fields=["arrived_at", "arrived_by"])
            note_arrival(self.actor, visit)

    def _one(
        self, done: Talked, booth: Booth, visit: Visit, talk: BoothTalk | None, post: BoothPost | None
    ) -> None:
        reason = self.reason if self.result == Talk.REFUSED else ""
        if talk is None:
            talk = BoothTalk.objects.create(
                booth=booth, visit=visit, person_id=visit.person_id, area_id=visit.area_id, post=post,
                result=self.result, reason=reason, by_id=self.actor.user,
            )  # fmt: skip
            done.new.append(talk)
        elif (talk.result, talk.reason) == (self.result, reason) and post in (None, talk.post):
            done.same.append(talk)
        else:
            talk.result, talk.reason, talk.by_id = self.result, reason, self.actor.user
            talk.post = post or talk.post
            talk.save()
            done.changed.append(talk)
        talk.booth, talk.visit = booth, visit
        note_talk(self.actor, talk)
        if visit.person_id is not None:
            done.touched.append(visit.person_id)
