"""§三(十) job fairs and §四(四) reports: duties of areas."""

from leye.facts import area
from leye.policy import CITY, COUNTY, MONTH, QUARTER, WEEK, YEAR, After, Duty, param

weekly_fair = Duty(
    clause="三(十)",
    title="各盟市每周有招聘活动",
    items=(201,),
    subject=area,
    applies={"1 盟市": area.is_city},
    done_by=area.fairs(online=param("online_fairs_count")),
    at_least=param("fairs_per_week"),
    per=WEEK,
    owner=CITY,
)

monthly_fair = Duty(
    clause="三(十)",
    title="各旗县每月有招聘活动",
    items=(201,),
    subject=area,
    applies={"1 旗县（市、区）": area.is_county},
    done_by=area.fairs(online=param("online_fairs_count")),
    at_least=param("fairs_per_month"),
    per=MONTH,
    owner=COUNTY,
)

quarterly_form = Duty(
    clause="四(四)",
    title="报送《促进重点群体就业行动实施情况表》",
    items=(205,),
    subject=area,
    applies={"1 直接向自治区报送的地区": area.reports_to_province},
    done_by=area.submissions("nm_key_groups_quarterly"),
    at_least=param("reports"),
    per=After(
        "after_quarter", "每季度后", QUARTER, "quarterly_form_day", "deadline_days", "deadline_inclusive"
    ),
    owner=CITY,
)

annual_report = Duty(
    clause="四(四)",
    title="报送行动总结报告",
    items=(206,),
    subject=area,
    applies={"1 直接向自治区报送的地区": area.reports_to_province},
    done_by=area.submissions("nm_key_groups_annual"),
    at_least=param("reports"),
    per=After("after_year", "每年后", YEAR, "annual_report_day", "deadline_days", "deadline_inclusive"),
    owner=CITY,
)
