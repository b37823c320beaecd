"""What was reported upwards."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.ledger.errors import Invalid
from leye.reporting.actions.submissions import RecordSubmission
from leye.reporting.models import Submission
from leye.reporting.reading import submissions
from tests.ledger.people import actor, scope

AsUser = Callable[[str], Actor]
COUNTY = 150822000000


def submit(by: Actor, sent: dt.date = dt.date(2025, 4, 3), end: dt.date = dt.date(2025, 3, 31)) -> Submission:
    return RecordSubmission(
        by,
        area_no=COUNTY,
        form="nm_key_groups_quarterly",
        period_start=dt.date(2025, 1, 1),
        period_end=end,
        submitted_on=sent,
        document_no="磴人社〔2025〕8号",
    ).run()


def test_a_form_is_sent_once_for_a_period(as_user: AsUser) -> None:
    county = as_user("county")
    submit(county)
    with pytest.raises(ActionError, match="该报告期已登记报送"):
        submit(county)
    (row,) = submissions(scope("county"), 2025)
    assert (row.submitted_by.name, row.document_no) == ("张建华", "磴人社〔2025〕8号")
    assert submissions(scope("county"), 2024) == []


def test_dates_have_to_make_sense_and_only_the_county_and_above_report(as_user: AsUser) -> None:
    county = as_user("county")
    with pytest.raises(Invalid) as caught:
        submit(county, sent=dt.date(2999, 1, 1), end=dt.date(2024, 12, 31))
    assert set(caught.value.problems) == {"submitted_on", "period_end"}
    with pytest.raises(NotAllowed):
        submit(actor("town"))
