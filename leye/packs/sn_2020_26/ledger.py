"""二(一) the ledger: weekly checks, monthly exchange, clear facts, and watching the firms that employ the poor."""

from leye.facts import area, employer, person, site, spell
from leye.packs.sn_2020_26.who import CITY, COUNTY, ON, VILLAGE, is_poor, is_supported, of_working_age
from leye.policy import MONTH, WEEK, DayOfMonth, Duty, Indicator, Limit, param

#: Villages with poor people get an account of the ledger system (二(一)4); a county that has noted none acts itself.
ledger_villages = area.count(
    "ledger_villages", "台账账号村数", site.of_kind("village_account") & site.is_open, of=site
)

weekly_ledger_check = Duty(
    clause="二(一)3",
    title="村（社区）就业扶贫台账每周至少更新1次",
    items=(213, 257),
    subject=area,
    applies={
        "1 村（社区）": area.is_village,
        "2 涉贫村，登记为台账账号村": ledger_villages.column > 0,
        "3 以村计（本地口径）": param("ledger_check_unit") != ON,
    },
    done_by=area.activities("ledger_check"),
    at_least=param("ledger_checks"),
    per=WEEK,
    owner=VILLAGE,
    note="核对过而没有变化的，也登记一次“台账更新核对”。",
)

weekly_ledger_check_county = Duty(
    clause="二(一)3",
    title="县就业扶贫台账每周至少更新1次",
    items=(213,),
    subject=area,
    applies={
        "1 县（市、区）": area.is_county,
        "2 以县计，或县内还没有登记台账账号村（本地口径）": (param("ledger_check_unit") == ON)
        | (ledger_villages.column == 0),
    },
    done_by=area.activities("ledger_check"),
    at_least=param("ledger_checks"),
    per=WEEK,
    owner=COUNTY,
    note="县内任何一处更新都算。",
)

villages_checked = Indicator(
    clause="二(一)3",
    title="本周更新过台账的村（社区）比例",
    items=(213, 257),
    subject=area,
    applies={"1 村（社区）": area.is_village, "2 涉贫村，登记为台账账号村": ledger_villages.column > 0},
    done_by=area.activities("ledger_check"),
    at_least=param("ledger_checks"),
    measure="share",
    target=param("villages_checked_share"),
    unit="万分比",
    per=WEEK,
)

registered_while_employed = Limit(
    clause="二(一)3",
    title="已就业又登记失业，前后矛盾",
    items=(215,),
    subject=person,
    applies={"1 建档立卡贫困人口或边缘户": is_supported(person), "2 已就业": person.is_employed},
    value=person.open_registrations,
    at_most=param("registrations_while_employed"),
    unit="次",
)

registered_twice = Limit(
    clause="二(一)3",
    title="失业登记重复",
    items=(215,),
    subject=person,
    applies={"1 建档立卡贫困人口或边缘户": is_supported(person)},
    value=person.open_registrations,
    at_most=param("registrations_at_once"),
    unit="次",
)

monthly_exchange = Duty(
    clause="二(一)3",
    title="每月把贫困劳动力就业信息提供给扶贫部门",
    items=(216,),
    subject=area,
    applies={"1 县（市、区）": area.is_county},
    done_by=area.activities("data_exchange"),
    at_least=param("exchanges"),
    per=MONTH,
    owner=COUNTY,
)

monitored_people = Indicator(
    clause="二(一)4",
    title="易返贫监测户台账人数",
    items=(218,),
    subject=person,
    applies={"1 防止返贫监测对象": person.in_group("relapse_monitored")},
)

marginal_people = Indicator(
    clause="二(一)4",
    title="易致贫边缘户台账人数",
    items=(218,),
    subject=person,
    applies={"1 边缘户": person.in_group("marginal_household")},
)

returned_people = Indicator(
    clause="二(一)4",
    title="贫困劳动力回流台账人数",
    items=(218,),
    subject=person,
    applies={"1 返乡回流人员": person.in_group("returned_worker"), "2 建档立卡贫困人口": is_poor(person)},
)

clearly_known = Indicator(
    clause="二(一)5",
    title="劳动能力、就业状态、就业意愿清楚的比例",
    items=(224, 257),
    subject=person,
    applies={"1 建档立卡贫困人口": is_poor(person), "2 处于劳动年龄、不在校（本地口径）": of_working_age},
    counts=person.is_able.notnull() & (person.is_employed | person.is_willing.notnull()),
    measure="share",
    target=param("clearly_known_share"),
    unit="万分比",
    note="已就业的，就业状态已清，不再要求意愿；“外出意愿”没有单独记录，以就业意愿代替。",
)

poor_workers = employer.count(
    "poor_workers", "在岗贫困劳动力和边缘户劳动力人数", is_supported(spell) & spell.is_open, of=spell
)

headcount_cut = Limit(
    clause="二(一)6",
    title="带贫企业减员规模较大，须监测用工",
    items=(225,),
    subject=employer,
    applies={
        "1 社区工厂（扶贫车间），或有贫困劳动力在岗的单位": employer.of_kind("workshop")
        | (poor_workers.column >= param("poor_workers_needed")),
    },
    value=employer.headcount_cut,
    at_most=param("headcount_cut_watched"),
    unit="万分比",
    note="按最近两次登记的职工人数计算；只登记过一次的不判断。",
)

before_the_20th = DayOfMonth(
    "before_the_20th", "每月20日前", day="monitor_report_day", inclusive="deadline_inclusive"
)

monitoring_report_city = Duty(
    clause="二(一)6",
    title="市每月20日前报送带贫企业用工监测情况",
    items=(226,),
    subject=area,
    applies={"1 市": area.is_city},
    done_by=area.submissions("sn_enterprise_monitor"),
    at_least=param("monitor_reports"),
    per=before_the_20th,
    owner=CITY,
)

monitoring_report_county = Duty(
    clause="二(一)6",
    title="县每月20日前报送带贫企业用工监测情况",
    items=(226,),
    subject=area,
    applies={"1 县（市、区）": area.is_county},
    done_by=area.submissions("sn_enterprise_monitor"),
    at_least=param("monitor_reports"),
    per=before_the_20th,
    owner=COUNTY,
)
