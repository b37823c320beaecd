"""A village's people with work due, a device that took them along, and what it recorded."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from leye.accounts.actions.base import Actor
from leye.accounts.scope import acting
from leye.ledger.models import Person
from leye.offline.actions.packs import TakePack
from leye.offline.clock import milliseconds
from leye.offline.models import OfflineEdit, OfflinePack
from leye.offline.sync import Synced, sync
from leye.outreach.actions.rounds import StartRound
from leye.outreach.models import Questionnaire, SurveyRound
from leye.standards.calendar import today
from tests.ledger.people import HEHAO, actor, scope
from tests.web.seed import COUNTY, Seeded, build


@pytest.fixture
def corner(db: None) -> Seeded:
    """The seeded corner."""
    return build()


@pytest.fixture
def as_user(db: None) -> Iterator[Callable[[str], Actor]]:
    """Become a user: from then on only the scope's rows are there."""
    with ExitStack() as stack:

        def become(username: str) -> Actor:
            stack.enter_context(acting(scope(username)))
            return actor(username)

        yield become


def now_ms() -> int:
    """Now, as a right clock shows."""
    return milliseconds(timezone.now())


@dataclass
class Device:
    """What the browser does, without a browser. `wrong_ms`: its clock minus the right one."""

    by: Actor
    pack: OfflinePack
    people: dict[int, dict[str, Any]]
    surveys: dict[str, Any]
    wrong_ms: int = 0

    def service(self, person_id: int, kinds: list[str], **more: Any) -> dict[str, Any]:
        """A record of services."""
        body = {"kinds": kinds, "channel": "visit", "outcome": "done", "item": "", "note": ""}
        return self._record("service", person_id, body, more)

    def fields(self, person_id: int, **mine: Any) -> dict[str, Any]:
        """A record of changed fields, over what the pack showed."""
        base = self.people[person_id]["base"]
        return self._record(
            "fields", person_id, {"base": {name: base[name] for name in mine}, "mine": mine}, {}
        )

    def answers(self, person_id: int, given: dict[str, Any], **more: Any) -> dict[str, Any]:
        """A questionnaire filled in, over what the pack showed."""
        card = self.people[person_id]
        (survey,) = card["surveys"]
        (asked,) = self.surveys["rounds"]
        body = {
            "round": survey["round"], "questionnaire": asked["questionnaire"], "answers": given, "channel": "visit",
            "answered_by": "", "base": {"answers": survey["answers"], "known": {**card["known"]}},
        }  # fmt: skip
        return self._record("answers", person_id, body, more)

    def _record(
        self, kind: str, person_id: int, body: dict[str, Any], more: dict[str, Any]
    ) -> dict[str, Any]:
        at = more.pop("device_ms", now_ms() + self.wrong_ms)
        when = {"on": more.pop("on", today().isoformat()), "on_typed": more.pop("on_typed", False)}
        return {"uuid": str(uuid.uuid4()), "kind": kind, "person": person_id, "device_ms": at,
                "body": {**body, **when, **more}}  # fmt: skip

    def sync(self, *records: dict[str, Any]) -> Synced:
        """Hand records in."""
        return sync(self.by, self.pack.pk, now_ms() + self.wrong_ms, records)

    def expire(self) -> None:
        """Let the pack's time pass."""
        self.pack.expires_at = timezone.now() - dt.timedelta(minutes=1)
        self.pack.save()


def take(by: Actor, area: int = HEHAO, wrong_ms: int = 0) -> Device:
    """Take a pack along; the actor's scope must be active."""
    taken = TakePack(by, area_no=area, hours=24, device_ms=now_ms() + wrong_ms).run()
    return Device(by, taken.pack, {card["id"]: card for card in taken.people}, taken.surveys, wrong_ms)


@pytest.fixture
def device(corner: Seeded, as_user: Callable[[str], Actor]) -> Device:
    """A device of the village's assistant with the village's people; her scope is active."""
    return take(as_user("village"))


@pytest.fixture
def survey(corner: Seeded) -> SurveyRound:
    """A survey of everybody in the county."""
    with acting(scope("county")):
        return StartRound(
            actor("county"), area_no=COUNTY, title="冬季摸底", since=today(), until=today(),
            questionnaire_id=Questionnaire.objects.get(area__isnull=True).pk, only_unemployed=False,
        ).run().round  # fmt: skip


@pytest.fixture
def asking(survey: SurveyRound, as_user: Callable[[str], Actor]) -> Device:
    """A device of the village's assistant, taken along while the survey is open."""
    return take(as_user("village"))


def person(pk: int) -> Person:
    """The file as it stands."""
    return Person.objects.get(pk=pk)


def kept(record: dict[str, Any]) -> OfflineEdit:
    """What the server keeps of a record."""
    return OfflineEdit.objects.get(pk=record["uuid"])
