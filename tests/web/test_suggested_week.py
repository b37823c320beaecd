"""A long duty says when it is best done, not only when it ends."""

import datetime as dt

import pytest

from leye.web.myday.lines import show_due
from leye.worklist.reading import Due

DAY = dt.date(2026, 11, 22)


def due(suggested: dt.date, due_on: dt.date) -> Due:
    return Due(
        1, "nm_2022_28", "recommended_jobs", "推荐岗位", "三(一)", 3, 1, due_on, suggested, due_on < DAY
    )


@pytest.mark.parametrize(
    ("suggested", "due_on", "word"),
    [
        (DAY, dt.date(2026, 12, 31), "宜七天内，12月31日前"),
        (dt.date(2026, 11, 28), dt.date(2026, 12, 31), "宜七天内，12月31日前"),
        (dt.date(2026, 11, 29), dt.date(2026, 12, 31), "宜11月29日那周，12月31日前"),
        (dt.date(2026, 11, 21), dt.date(2026, 12, 31), "宜尽快，12月31日前"),
        (DAY, dt.date(2026, 11, 29), "还有7天"),
        (DAY, DAY, "今天到期"),
        (DAY, dt.date(2026, 11, 20), "超期2天"),
    ],
)
def test_words_of_a_due(suggested: dt.date, due_on: dt.date, word: str) -> None:
    assert show_due(due(suggested, due_on), DAY)["word"] == word
