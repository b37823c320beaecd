"""Who is not to be reminded: one question for any number of people, within one's own areas."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from leye.accounts.scope import acting
from leye.ledger.actions.moves import MovePersonArea
from leye.outreach.actions.reminders import PauseReminders, ResumeReminders
from leye.outreach.pauses import paused_until
from leye.standards.calendar import today
from tests.ledger.people import BALENG, actor, scope
from tests.outreach.conftest import Survey

WEEK = dt.timedelta(days=7)


def test_paused_people_with_the_day_until_which(survey: Survey) -> None:
    first, second, third = survey.people
    ids = [person.pk for person in survey.people]
    with acting(scope("county")):
        by = actor("county")
        for person, weeks in ((first, 1), (third, 2)):
            PauseReminders(by, person_id=person.pk, until=today() + weeks * WEEK, reason="家里办丧事").run()
        mine = scope("county")
        with CaptureQueriesContext(connection) as queries:
            assert paused_until(mine, ids, today()) == {
                first.pk: today() + WEEK, third.pk: today() + 2 * WEEK,
            }  # fmt: skip
        assert len(queries) == 1
        assert paused_until(scope("county"), ids, today() + WEEK + dt.timedelta(1)) == {
            third.pk: today() + 2 * WEEK
        }
        assert paused_until(scope("county"), [second.pk], today()) == {}
        ResumeReminders(by, person_id=third.pk).run()
        assert set(paused_until(scope("county"), ids, today())) == {first.pk}
    with acting(scope("village2")):
        assert paused_until(scope("village2"), ids, today()) == {}, "another village's people are not told of"
    with acting(scope("county")):
        MovePersonArea(actor("county"), person_id=first.pk, area_no=BALENG).run()
    with acting(scope("village2")):
        assert set(paused_until(scope("village2"), ids, today())) == {first.pk}
