"""Job fairs held, planned and left out."""

import datetime as dt
from collections.abc import Container

import numpy as np

from leye.areas.reporting_order import DIRECT, number_of
from leye.ops.world.draw import Rng, day_number, stream
from leye.ops.world.places import Places
from leye.ops.world.tables import Rows
from leye.standards import divisions
from leye.standards.calendar import add_months, is_working_day

THEMES = (
    "春风行动",
    "就业援助月",
    "民营企业",
    "百日千万",
    "金秋行动",
    "零工专场",
    "高校毕业生专场",
    "返乡人员专场",
)
SPECIAL = ("就业援助月", "高校毕业生专场", "返乡人员专场")
MODES = ("offline", "offline", "online", "both")
WEEKS_BACK, MONTHS_BACK = 30, 14
#: Of past weeks and months, left without a fair.
GAPS = 0.14


def hold_fairs(
    seed: int, rows: Rows, places: Places, prefecture: str | None, made: Container[str], as_of: dt.date
) -> None:
    """Monthly fairs of the county, with gaps, and the next ones planned.

    `prefecture`: its name when its weekly fairs are to be written too (once for all its counties), else None.
    `made`: codes of the counties that this world makes; they hold fairs of their own.
    """
    rng = stream(seed, places.county, "events")
    days = []
    for back in range(-2, MONTHS_BACK):
        start = add_months(as_of.replace(day=1), -back)
        if rng.random() >= GAPS or back in (-1, 1):
            days.append(_working(start + dt.timedelta(days=int(rng.integers(4, 24)))))
    _write(rng, rows, days, places.county_no, places.county_name, as_of)
    if prefecture is None:
        return
    _neighbours(rng, rows, places, made, as_of)
    monday = as_of - dt.timedelta(days=as_of.weekday())
    weeks = [monday - dt.timedelta(weeks=back) for back in range(-2, WEEKS_BACK) if rng.random() >= GAPS]
    days = [week + dt.timedelta(days=int(rng.integers(1, 5))) for week in weeks]
    _write(rng, rows, days, places.prefecture_no, prefecture, as_of)


def _neighbours(rng: Rng, rows: Rows, places: Places, made: Container[str], as_of: dt.date) -> None:
    """The other counties of the prefecture, whose people are not in this world, hold their monthly fairs too."""
    first = as_of.replace(day=1)
    for county in divisions.children(str(places.prefecture_no)):
        code = county.code[:6]
        if county.name in divisions.FILLERS or code in made or code in DIRECT:
            continue
        days = [_working(add_months(first, -back) + dt.timedelta(days=int(rng.integers(3, 24))))
                for back in range(-1, 6) if rng.random() >= GAPS]  # fmt: skip
        _write(rng, rows, days, number_of(county.code), county.name, as_of)


def _working(day: dt.date) -> dt.date:
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


def _write(rng: Rng, rows: Rows, days: list[dt.date], area: int, name: str, as_of: dt.date) -> None:
    count = len(days)
    # Every fair keeps its own draw of results, whether it is over yet or not.
    theme = [THEMES[int(i)] for i in rng.integers(0, len(THEMES), count)]
    past = np.array([day < as_of for day in days])
    cancelled = past & (rng.random(count) < 0.05)
    held = past & ~cancelled
    firms = rng.integers(8, 60, count)
    jobs, visitors = firms * rng.integers(8, 20, count), firms * rng.integers(5, 40, count)

    def known(values: np.ndarray) -> list[int | None]:
        return [int(value) if one else None for value, one in zip(values, held, strict=True)]

    modes = [MODES[int(i)] for i in rng.integers(0, len(MODES), count)]
    titles = [f"{name}{day.year}年{day.month}月{day.day}日{kind}招聘会"
              for day, kind in zip(days, theme, strict=True)]  # fmt: skip
    rows.add(
        "market_fair", count, area_id=np.full(count, area), kind=["online" if mode == "online" else "on_site" for mode in modes],
        held_on=np.array([day_number(day) for day in days]), title=titles,
        place=f"{name}人力资源市场", mode=modes,
        is_special=[kind in SPECIAL for kind in theme], employers=known(firms), vacancies=known(jobs),
        visitors=known(visitors), agreed=known(visitors // 9),
        status=np.select([cancelled, held], ["cancelled", "held"], "planned").astype(object),
    )  # fmt: skip
