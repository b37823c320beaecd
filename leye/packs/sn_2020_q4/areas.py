"""§五(四) recruitment events, §七 plan and closing report: duties of areas."""

from leye.facts import area, site
from leye.packs.sn_2020_q4.who import CITY, COUNTY, SEASON, SEASON_MONTH, SEASON_WEEK, TOWNSHIP
from leye.policy import After, By, Duty, param

weekly_fair = Duty(
    clause="五(四)",
    title="市（区）周周有招聘",
    items=(32,),
    subject=area,
    applies={"1 市（区）": area.is_city},
    done_by=area.fairs(online=param("online_fairs_count")),
    at_least=param("fairs_per_week"),
    per=SEASON_WEEK,
    owner=CITY,
)

monthly_fair = Duty(
    clause="五(四)",
    title="县（区）月月有招聘",
    items=(33,),
    subject=area,
    applies={"1 县（区）": area.is_county},
    done_by=area.fairs(online=param("online_fairs_count")),
    at_least=param("fairs_per_month"),
    per=SEASON_MONTH,
    owner=COUNTY,
)

designations = area.count(
    "key_township", "重点群体集中乡镇认定数", site.of_kind("key_township") & site.is_open, of=site
)

township_fair = Duty(
    clause="五(四)",
    title="重点群体较为集中的乡镇（街道）月月有招聘",
    items=(33,),
    subject=area,
    applies={"1 乡镇（街道）": area.is_township, "2 县（区）认定重点群体较为集中": designations.column > 0},
    done_by=area.fairs(online=param("online_fairs_count")),
    at_least=param("fairs_per_month"),
    per=SEASON_MONTH,
    owner=TOWNSHIP,
)

season_plan = Duty(
    clause="七(一)",
    title="10月25日前报送行动方案及联系人",
    items=(65,),
    subject=area,
    applies={"1 直接向省厅报送的市（区）": area.reports_to_province},
    done_by=area.submissions("sn_season_plan"),
    at_least=param("reports"),
    per=By("by_plan_due", "方案报送期限前", day="plan_due", inclusive="deadline_inclusive", of=SEASON),
    owner=CITY,
)

season_summary = Duty(
    clause="七(五)",
    title="1月5日前报送行动总结报告",
    items=(72,),
    subject=area,
    applies={"1 直接向省厅报送的市（区）": area.reports_to_province},
    done_by=area.submissions("sn_season_summary"),
    at_least=param("reports"),
    per=After("after_season", "行动结束后", SEASON, "summary_day", "deadline_days", "deadline_inclusive"),
    owner=CITY,
)
