"""§六 graduates, migrant workers, the poor and the fishermen: services of their own."""

from leye.facts import area, household, person, site, trainee
from leye.packs.sn_2020_q4.who import (
    ANY_SERVICE,
    CITY,
    COUNTY,
    ONE_TO_ONE,
    SEASON,
    SEASON_MONTH,
    VILLAGE,
    can_work,
    has_labour,
    in_zero_employment_household,
    of_working_age,
)
from leye.policy import Duty, Indicator, Limit, Reached, param

graduates_new_occupations = Indicator(
    clause="六(一)",
    title="高校毕业生参加新职业培训人数",
    items=(52,),
    subject=trainee,
    applies={
        "1 高校毕业生": trainee.in_group("graduate"),
        "2 新职业培训": trainee.of_kind("new_occupation"),
        "3 已结业": trainee.is_completed,
    },
    at=trainee.completed_on,
    per=SEASON,
)

one_open_registration = Limit(
    clause="六(二)",
    title="同一人只应有一条未终止的失业登记",
    items=(53,),
    subject=person,
    value=person.open_registrations,
    at_most=param("open_registrations"),
    unit="条",
)

brands_here = area.count("labour_brands", "劳务品牌数", site.of_kind("labour_brand") & site.is_open, of=site)

labour_brands = Duty(
    clause="六(二)",
    title="选树典型劳务品牌",
    items=(54,),
    subject=area,
    applies={"1 市（区）": area.is_city},
    done_by=Reached(brands_here.column),
    at_least=param("labour_brands"),
    per=SEASON,
    owner=CITY,
)

gig_market_service = Duty(
    clause="六(二)",
    title="零工市场每月公共就业服务活动",
    items=(55,),
    subject=site,
    applies={"1 零工市场、劳务市场": site.of_kind("gig_market"), "2 开办中": site.is_open},
    done_by=site.activities("gig_market_service"),
    at_least=param("gig_market_services"),
    per=SEASON_MONTH,
    owner=COUNTY,
)

poor_one_to_one = Duty(
    clause="六(三)",
    title="贫困劳动力一对一盯人帮扶",
    items=(57,),
    subject=person,
    applies={
        "1 建档立卡贫困劳动力": person.in_group("registered_poor"),
        "2 有劳动能力": can_work,
        "3 未就业": ~person.is_employed,
        "4 处于劳动年龄、不在校（本地口径）": of_working_age,
    },
    done_by=person.services(*ONE_TO_ONE),
    at_least=param("poor_helps"),
    per=SEASON_MONTH,
    owner=VILLAGE,
)

zero_employment_poor_households = Indicator(
    clause="六(三)",
    title="“零就业”贫困户户数（动态清零）",
    items=(59,),
    subject=household,
    applies={"1 贫困户": household.in_group("registered_poor")},
    counts=in_zero_employment_household,
    target=param("target_zero_employment_poor"),
    better="less",
    unit="户",
    per=SEASON,
)

unemployed = {
    "2 有劳动能力": can_work,
    "3 未就业": ~person.is_employed,
    "4 处于劳动年龄、不在校（本地口径）": of_working_age,
}

unlifted_unemployed = Indicator(
    clause="六(三)",
    title="未脱贫未就业劳动力人数",
    items=(59,),
    subject=person,
    applies={"1 未脱贫人口": person.in_group("unlifted_poor")} | unemployed,
    better="less",
    per=SEASON,
)

at_risk_unemployed = Indicator(
    clause="六(三)",
    title="监测户、边缘户和回流人员未就业人数",
    items=(59,),
    subject=person,
    applies={
        "1 监测户、边缘户或回流人员": person.in_group("relapse_monitored")
        | person.in_group("marginal_household")
        | person.in_group("returned_worker")
    }
    | unemployed,
    better="less",
    per=SEASON,
)

relocated_zero_employment = Indicator(
    clause="六(三)",
    title="易地扶贫搬迁零就业户数",
    items=(59,),
    subject=household,
    applies={"1 易地扶贫搬迁户": household.in_group("relocated"), "2 有劳动力": has_labour},
    counts=in_zero_employment_household,
    better="less",
    unit="户",
    per=SEASON,
)

willing_fishers = {
    "1 退捕渔民": person.in_group("fishing_ban"),
    "2 有就业意愿": person.is_willing,
}

fishers_served = Indicator(
    clause="六(四)",
    title="有就业意愿的退捕渔民纳入就业管理服务的比例",
    items=(61,),
    subject=person,
    applies=willing_fishers,
    done_by=person.services(*ANY_SERVICE),
    at_least=param("services_to_be_helped"),
    measure="share",
    target=param("target_fishers_served"),
    unit="万分比",
    per=SEASON,
)

fishers_adapted = Indicator(
    clause="六(四)",
    title="有就业意愿的退捕渔民参加适应性培训的比例",
    items=(62,),
    subject=person,
    applies=willing_fishers,
    done_by=person.trainings("adaptation"),
    at_least=param("adaptation_trainings"),
    measure="share",
    unit="万分比",
    per=SEASON,
)

fishers_trained = Indicator(
    clause="六(四)",
    title="退捕渔民参加技能培训和创业培训人数",
    items=(62,),
    subject=trainee,
    applies={
        "1 退捕渔民": trainee.in_group("fishing_ban"),
        "2 技能培训或创业培训": trainee.of_kind("skill", "startup"),
        "3 已结业": trainee.is_completed,
    },
    at=trainee.completed_on,
    per=SEASON,
    note="培训班没有记录是否涉渔类，退捕渔民参加的技能、创业培训都计入。",
)

fishers_assisted = Indicator(
    clause="六(四)",
    title="符合困难条件的退捕渔民纳入就业援助的比例",
    items=(64,),
    subject=person,
    applies={
        "1 退捕渔民": person.in_group("fishing_ban"),
        "2 就业困难人员": person.is_difficulty,
        "3 未就业": ~person.is_employed,
    },
    done_by=person.services(*ONE_TO_ONE),
    at_least=param("one_to_one_helps"),
    measure="share",
    target=param("target_fishers_assisted"),
    unit="万分比",
    per=SEASON,
)
