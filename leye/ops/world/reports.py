"""Forms that prefectures have sent upwards: in time, late, and missing."""

import datetime as dt

import numpy as np

from leye.ops.world.tables import Rows
from leye.reporting.models import Form
from leye.standards.calendar import add_months, quarter_of


def submit_reports(rows: Rows, prefecture_no: int, reporter: int, latest: bool, as_of: dt.date) -> None:
    """The prefecture's quarterly forms of the last quarters (one late) and last annual report.

    `latest`: whether the form of the quarter that ended last was sent, too.
    """
    found: list[tuple[str, dt.date, dt.date, dt.date]] = []
    quarter = quarter_of(as_of)
    for back in range(1 if latest else 2, 7):
        start = add_months(quarter.first, -3 * back)
        end = quarter_of(start).last
        found.append(
            (Form.QUARTERLY.value, start, end, min(as_of, end + dt.timedelta(days=9 if back == 3 else 4)))
        )
    last = as_of.year - 1
    annual = dt.date(last, 12, 31) if as_of > dt.date(as_of.year, 1, 5) else dt.date(last - 1, 12, 31)
    found.append((Form.ANNUAL.value, annual.replace(month=1, day=1), annual, annual + dt.timedelta(days=4)))
    forms, starts, ends, sent = (list(column) for column in zip(*found, strict=True))
    rows.add(
        "reporting_submission", len(found), area_id=np.full(len(found), prefecture_no), form=forms, period_start=starts,
        period_end=ends, submitted_on=sent, submitted_by_id=np.full(len(found), reporter),
        document_no=[f"演示〔{day.year}〕{number}号" for number, day in enumerate(sent, 1)],
    )  # fmt: skip
