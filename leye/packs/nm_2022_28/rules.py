"""The orders of 内人社发〔2022〕28号 that can be computed. Numbers and choices stand in parameters.yaml."""

import ibis

from leye.facts import all_of, any_of, area, fair, household, person, placement, spell
from leye.policy import (
    CITY,
    COUNTY,
    MONTH,
    ONCE,
    QUARTER,
    TOWNSHIP,
    VILLAGE,
    WEEK,
    YEAR,
    After,
    Benefit,
    Duty,
    Indicator,
    Limit,
    Reached,
    Switched,
    param,
)

ON = 1
FEMALE = "2"


# --- who is meant -------------------------------------------------------------------------------------

can_work = person.is_able | (person.is_partly_able & (param("partial_capacity_counts") == ON))

retirement_age = ibis.ifelse(
    person.sex == FEMALE, param("retirement_age_female"), param("retirement_age_male")
)

of_working_age = all_of(
    person.age >= param("working_age_from"), person.age < retirement_age, ~person.is_student
)

members_employed = household.count("employed", "已就业成员数", person.is_employed)
members_employed_at_new_year = household.count(
    "employed_at_new_year", "年初已就业成员数", person.was_employed_at_new_year
)
members_who_can = household.count(
    "able_and_willing",
    "劳动年龄内有劳动能力、且登记失业或有就业意愿(或已就业)的成员数",
    can_work & of_working_age & (person.is_willing | person.is_registered_unemployed | person.is_employed),
)

no_member_works = members_employed.column < param("employed_members")
has_labour = members_who_can.column >= param("members_who_can_work")
in_zero_employment_household = has_labour & no_member_works

in_key_group = any_of(
    person.is_key_group,
    person.is_difficulty,
    person.is_registered_unemployed,
    in_zero_employment_household.fill_null(False),
)

able_and_willing = {
    "1 属于重点服务对象群体": in_key_group,
    "2 有劳动能力": can_work,
    "3 有就业意愿": person.is_willing,
    "4 达到劳动年龄(本地口径)": person.age >= param("working_age_from"),
    "5 未就业(本地口径)": ~person.is_employed | (param("serve_employed") == ON),
}

# Switches of the yearly clock: does a second spell begin again, and do earlier services count?
service_clock = ibis.ifelse(
    param("restart_on_new_registration") == ON,
    person.registered_on,
    ibis.ifelse(param("count_before_registration") == ON, ibis.null("date"), person.first_registered_on),
)

# --- 三(一) real-name service --------------------------------------------------------------------------

survey = Duty(
    clause="三(一)",
    title="摸排重点群体未就业人员",
    items=(181, 182),
    subject=person,
    applies={
        "1 属于重点服务对象群体": in_key_group,
        "2 未就业": ~person.is_employed,
        "3 达到劳动年龄(本地口径)": person.age >= param("working_age_from"),
    },
    done_by=person.statements(),
    at_least=param("surveys"),
    per=Switched("survey", "摸排期", "survey_rhythm", ((0, ONCE), (1, YEAR))),
    owner=VILLAGE,
    note="以记录就业意愿为完成依据:短信、电话、上门均可。",
)

policy_briefing = Duty(
    clause="三(一)",
    title="每年1次就业创业政策宣介",
    items=(183,),
    subject=person,
    applies=able_and_willing,
    done_by=person.services("policy_briefing"),
    at_least=param("policy_briefings"),
    per=YEAR,
    owner=VILLAGE,
    counts_from=service_clock,
)

career_guidance = Duty(
    clause="三(一)",
    title="每年1次职业指导",
    items=(183,),
    subject=person,
    applies=able_and_willing,
    done_by=person.services("career_guidance"),
    at_least=param("career_guidances"),
    per=YEAR,
    owner=TOWNSHIP,
    counts_from=service_clock,
)

recommended_jobs = Duty(
    clause="三(一)",
    title="每年推荐至少3个针对性岗位",
    items=(183,),
    subject=person,
    applies=able_and_willing,
    done_by=person.services("job_recommendation", distinct=param("distinct_items")),
    at_least=param("job_recommendations"),
    per=YEAR,
    owner=VILLAGE,
    counts_from=service_clock,
)

recommended_courses = Duty(
    clause="三(一)",
    title="每年推荐至少3个培训课程或项目",
    items=(183,),
    subject=person,
    applies=able_and_willing | {"6 有技能提升需求": person.has_training_need},
    done_by=person.services("course_recommendation", distinct=param("distinct_items")),
    at_least=param("course_recommendations"),
    per=YEAR,
    owner=TOWNSHIP,
    counts_from=service_clock,
)

# --- 三(五) public-welfare posts and zero-employment households ----------------------------------------

person_may_return = any_of(
    person.in_group("older_difficulty"),
    person.in_group("severe_disabled"),
    in_zero_employment_household.fill_null(False),
)

may_be_placed_again = {
    "1 大龄就业困难人员、重度残疾人或零就业家庭成员": person_may_return,
    "2 曾安置公益性岗位且政策期满": person.welfare_post_months >= param("welfare_post_term"),
    "3 尚未用过再次安置": person.welfare_placements
    < param("welfare_first_placements") + param("welfare_reentries"),
    "4 目前未就业": ~person.is_employed,
    "5 有劳动能力": can_work,
    "6 有就业意愿": person.is_willing,
}

welfare_post_again = Benefit(
    clause="三(五)",
    title="政策期满后再一次安置公益性岗位",
    items=(192,),
    subject=person,
    applies=may_be_placed_again,
    gives="再一次安置公益性岗位",
    note="文件用“可”字:符合条件的人员由旗县决定是否安置。",
)

policy_help = Duty(
    clause="三(一)",
    title="协助符合条件的人员申请政策帮扶",
    items=(183,),
    subject=person,
    applies=may_be_placed_again,
    done_by=person.services("policy_help"),
    at_least=param("policy_helps"),
    per=YEAR,
    owner=COUNTY,
    note="目前只对本文件自身规定、可由数据判断的待遇(再一次安置公益性岗位)产生任务。",
)

near_retirement = placement.holder_age + param("retirement_margin") >= ibis.ifelse(
    placement.holder_sex == FEMALE, param("retirement_age_female"), param("retirement_age_male")
)

welfare_post_term = Limit(
    clause="三(五)",
    title="公益性岗位安置期满应正常退出",
    items=(191,),
    subject=placement,
    applies={
        "1 城镇公益性岗位": placement.is_urban_post,
        "2 在岗": placement.is_open,
        "3 不属于临近退休可延长人员(本地口径)": ~near_retirement.fill_null(False)
        | (param("extend_near_retirement") != ON),
    },
    value=placement.month_number,
    at_most=param("welfare_post_term"),
    unit="个月",
)

# The holder's own post is work; whether the household had anybody else in work decides.
others_at_work = members_employed.column - ibis.ifelse(placement.holder_is_employed, 1, 0)

holder_may_return = any_of(
    placement.in_group("older_difficulty"),
    placement.in_group("severe_disabled"),
    (others_at_work < param("employed_members")).fill_null(False),
)

welfare_post_times = Limit(
    clause="三(五)",
    title="公益性岗位安置次数",
    items=(191, 192),
    subject=placement,
    applies={"1 城镇公益性岗位": placement.is_urban_post, "2 在岗": placement.is_open},
    value=placement.ordinal,
    at_most=param("welfare_first_placements")
    + ibis.ifelse(holder_may_return, param("welfare_reentries"), 0),
    unit="次",
)

one_member_employed = Duty(
    clause="三(五)",
    title="零就业家庭至少1人就业",
    items=(179, 193),
    subject=household,
    applies={
        "1 有劳动力": has_labour,
        "2 当前无人就业,或年初无人就业": no_member_works
        | (members_employed_at_new_year.column < param("employed_members")),
    },
    done_by=Reached(members_employed.column),
    at_least=param("employed_members"),
    per=YEAR,
    owner=TOWNSHIP,
    note="年初无人就业、年内已有人就业的家庭显示为已完成。",
)

# --- 三(七) registered unemployed ----------------------------------------------------------------------

service_list = Duty(
    clause="三(七)",
    title="及时向登记失业人员提供服务清单和政策清单",
    items=(196,),
    subject=person,
    applies={"1 登记失业": person.is_registered_unemployed},
    done_by=person.services("service_list"),
    at_least=param("service_lists"),
    per=ONCE,
    owner=TOWNSHIP,
    clock_from=person.registered_on,
    due_after=param("service_list_days"),
)

monthly_follow_up = Duty(
    clause="三(七)",
    title="登记失业人员每月跟踪调查",
    items=(196,),
    subject=person,
    applies={"1 登记失业": person.is_registered_unemployed},
    done_by=person.services("follow_up"),
    at_least=param("follow_ups"),
    per=MONTH,
    owner=VILLAGE,
)

# --- 三(十) job fairs ----------------------------------------------------------------------------------

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
    applies={"1 旗县(市、区)": area.is_county},
    done_by=area.fairs(online=param("online_fairs_count")),
    at_least=param("fairs_per_month"),
    per=MONTH,
    owner=COUNTY,
)

# --- 四(四) reports ------------------------------------------------------------------------------------

quarterly_form = Duty(
    clause="四(四)",
    title="报送《促进重点群体就业行动实施情况表》",
    items=(205,),
    subject=area,
    applies={"1 直接向自治区报送的地区": area.reports_to_province},
    done_by=area.submissions("nm_key_groups_quarterly"),
    at_least=param("reports"),
    per=After("after_quarter", "每季度后", QUARTER, "quarterly_form_day", "deadline_days", "deadline_inclusive"),
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

# --- 一 goals ------------------------------------------------------------------------------------------

graduates_employed = Indicator(
    clause="一",
    title="高校毕业生实现就业人数",
    items=(176,),
    subject=spell,
    applies={"1 高校毕业生": spell.in_group("graduate")},
    at=spell.started_on,
    target=param("target_graduates"),
    note="“落实就业去向”中升学等去向没有数据来源,未计入。",
)

labour_transferred = Indicator(
    clause="一",
    title="农村牧区劳动力转移就业人次",
    items=(177, 189),
    subject=spell,
    applies={"1 农牧民工": spell.in_group("farmer_herder")},
    at=spell.started_on,
    distinct=False,
    target=param("target_transfers"),
    unit="人次",
)

unemployed_reemployed = Indicator(
    clause="一",
    title="失业人员再就业人数",
    items=(178,),
    subject=spell,
    applies={"1 失业登记后就业": spell.follows_registration},
    at=spell.started_on,
    target=param("target_reemployed"),
    note="文件为“城镇失业人员”;台账不分城乡,按登记失业人员计。",
)

difficulty_employed = Indicator(
    clause="一",
    title="就业困难人员就业人数",
    items=(178,),
    subject=spell,
    applies={"1 就业困难人员": spell.is_difficulty},
    at=spell.started_on,
    target=param("target_difficulty"),
)

zero_employment_households = Indicator(
    clause="一",
    title="零就业家庭户数(动态清零)",
    items=(179, 193),
    subject=household,
    counts=in_zero_employment_household,
    target=param("target_zero_employment"),
    better="less",
    unit="户",
)

special_fairs = Indicator(
    clause="一",
    title="重点群体专场招聘服务活动场次",
    items=(179,),
    subject=fair,
    applies={"1 已举办": fair.is_held, "2 重点群体专场": fair.is_special},
    counts=~fair.is_online | (param("online_fairs_count") == ON),
    at=fair.held_on,
    distinct=False,
    target=param("target_special_fairs"),
    unit="场",
)

served_share = Indicator(
    clause="一",
    title="有劳动能力和就业创业意愿的重点群体享受服务比例",
    items=(179,),
    subject=person,
    applies={
        "1 属于重点服务对象群体": in_key_group,
        "2 有劳动能力": can_work,
        "3 有就业或创业意愿": person.is_willing | person.wants_startup,
        "4 达到劳动年龄(本地口径)": person.age >= param("working_age_from"),
    },
    done_by=person.services(
        "policy_briefing",
        "career_guidance",
        "job_recommendation",
        "course_recommendation",
        "follow_up",
        "policy_help",
        "counselling",
        "home_visit",
        "service_list",
        "other",
    ),
    at_least=param("services_to_be_served"),
    measure="share",
    target=param("target_served_share"),
    unit="万分比",
    per=YEAR,
    note="文件用“力争”:努力目标。",
)
