"""Named campaigns that come again each year (#270), to be planned from a calendar."""

import datetime as dt
from dataclasses import dataclass

from leye.standards.calendar import add_months


@dataclass(frozen=True)
class Recurring:
    """A campaign that comes each year. `months`: usual first and last month, None where each year's notice says;
    they only fill in the form. `named_in`: document and clause that name it.
    """

    name: str
    title: str
    named_in: str
    months: tuple[int, int] | None = None

    def days_in(self, year: int) -> tuple[dt.date, dt.date] | None:
        """The usual days in a year; None where nobody knows before the notice."""
        if self.months is None:
            return None
        first, last = self.months
        return dt.date(year, first, 1), add_months(dt.date(year, last, 1), 1) - dt.timedelta(days=1)

    def next_days(self, day: dt.date) -> tuple[dt.date, dt.date] | None:
        """The usual days that are running on a day, else the next ones."""
        this = self.days_in(day.year)
        return this if this is None or this[1] >= day else self.days_in(day.year + 1)


#: What names them: the document and, where the checklist gives it, the clause.
NM, CITY = "内人社发〔2022〕28号", "2020年地市就业工作文件"
RECURRING = (
    Recurring("job_aid_month", "就业援助月", CITY, (1, 1)),
    Recurring("spring_breeze", "春风行动", f"{NM} 三(四)", (1, 3)),
    Recurring("warm_spring", "春暖农民工", f"{NM} 三(四)"),
    Recurring("hundred_days_online", "百日千万网络招聘", f"{NM} 三(三)", (5, 8)),
    Recurring("services_into_campus", "公共就业服务进校园", f"{NM} 三(三)"),
    Recurring("directors_into_campus", "人社厅局长进校园", f"{NM} 三(三)"),
    Recurring("cities_joint_hiring", "大中城市联合招聘", f"{NM} 三(二)"),
    Recurring("market_service_week", "人力资源市场就业服务周", f"{NM} 三(二)"),
    Recurring("public_online_hiring_month", "公益网络招聘月", CITY),
)


def recurring(name: str) -> Recurring | None:
    """One of them by name."""
    return next((one for one in RECURRING if one.name == name), None)
