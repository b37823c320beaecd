"""Whose message is held: cases that ended, deaths since the queueing, and the limit of a day across the night."""

import datetime as dt

import pytest
from django.utils import timezone

from leye.accounts.scope import acting, as_service
from leye.cases.models import Case
from leye.ledger.models import Person
from leye.outreach import reminders
from leye.outreach.actions.messages import QueueMessages
from leye.outreach.actions.sending import send_due
from leye.standards.calendar import SHANGHAI, today
from leye.web.reminding import service_ended
from tests.ledger.people import HEHAO, actor, register, scope
from tests.outreach.conftest import Survey
from tests.outreach.test_messages import Fake, noon, queue, sent, template

__all__ = ["noon"]


def test_an_ended_case_stops_what_was_begun_before_its_end_and_nothing_later(
    survey: Survey, noon: pytest.MonkeyPatch
) -> None:
    first, second, third = survey.people
    days = {first.pk: today(), second.pk: today() - dt.timedelta(days=1), third.pk: today()}
    noon.setattr(reminders, "_ended", [lambda ids: {pk: days[pk] for pk in ids if pk in days}])
    made = template()
    with acting(scope("county")):
        assert [m.held for m in queue(actor("county"), survey, made, first, second)] == ["case_ended", ""]
        plain = template("{name}您好，请核对您的电话。")
        (message,) = (
            QueueMessages(actor("county"), person_ids=[third.pk], template_id=plain.pk).run().messages
        )
        assert message.held == "case_ended"


def test_who_died_or_was_served_out_since_the_queueing_gets_nothing(
    survey: Survey, noon: pytest.MonkeyPatch
) -> None:
    made, fake = template(), Fake()
    first, second, third = survey.people
    with acting(scope("county")):
        by = actor("county")
        other = register(by, 61, "没有轮次", HEHAO, phone="13800000061")
        plain = template("{name}您好，请核对您的电话。")
        messages = queue(by, survey, made, first, second, third)
        messages += QueueMessages(by, person_ids=[other.pk], template_id=plain.pk).run().messages
        assert [m.state for m in messages] == ["queued"] * 4
    days = {second.pk: today(), third.pk: today() - dt.timedelta(days=1), other.pk: today()}
    noon.setattr(reminders, "_ended", [lambda ids: {pk: days[pk] for pk in ids if pk in days}])
    with as_service():
        Person.objects.filter(pk=first.pk).update(deceased_on=today())
    assert send_due(fake) == 1
    with as_service():
        assert [(m.state, m.held) for m in map(sent, messages)] == [
            ("held", "deceased"), ("held", "case_ended"), ("sent", ""), ("held", "case_ended")]  # fmt: skip


def test_the_day_of_a_case_that_ended_is_that_of_the_last_and_none_while_one_runs(survey: Survey) -> None:
    first, second, _third = survey.people
    with acting(scope("county")):
        for days, person in ((30, first), (10, first), (20, second)):
            Case.objects.create(
                person=person, area_id=person.area_id, channel="counter", applied_on=today() - dt.timedelta(days=40),
                state="exited", exit_kind="withdrawn", exited_on=today() - dt.timedelta(days=days),
            )  # fmt: skip
        Case.objects.create(person=second, area_id=second.area_id, channel="counter", applied_on=today())
        ids = [person.pk for person in survey.people]
        assert service_ended(ids) == {first.pk: today() - dt.timedelta(days=10)}


def test_the_days_limit_counts_what_leaves_that_day_not_what_was_queued(
    survey: Survey, noon: pytest.MonkeyPatch
) -> None:
    def at(hour: int, days: int = 0) -> None:
        moment = dt.datetime.combine(today() + dt.timedelta(days=days), dt.time(hour), SHANGHAI)
        noon.setattr(timezone, "now", lambda: moment)

    made, fake = template(), Fake()
    person = survey.people[0]

    def ask() -> str:
        with acting(scope("village")):
            return queue(actor("village"), survey, made, person)[0].held

    at(10)
    assert ask() == ""
    assert send_due(fake) == 1
    # In the evening: it goes tomorrow, when nothing has gone yet; one more would be the second of that day.
    at(22)
    assert ask() == ""
    assert ask() == "limit"
    at(8, days=1)
    assert send_due(fake) == 1
    at(9, days=1)
    assert ask() == "limit"
    assert len(fake.sent) == 2
