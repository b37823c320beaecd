"""附件 the action of July to December 2020: zero-employment households, the not yet lifted, the watched, the relocated."""

from leye.facts import any_of, area, household, person, site
from leye.packs.sn_2020_26.who import (
    ANY_SERVICE,
    COUNTY,
    TOWNSHIP,
    VILLAGE,
    can_work,
    has_willing_labour,
    is_poor,
    members_employed,
    members_employed_at_new_year,
    members_in_stable_work,
    no_intention_confirmed,
    no_intention_gaps,
    nobody_works,
    of_working_age,
)
from leye.policy import ONCE, During, Duty, Indicator, Limit, Reached, param, param_date

IN_THE_ACTION = During("special_help")

zero_employment_cleared = Duty(
    clause="附件一",
    title="新出现的零就业贫困户1个月内至少1人就业",
    items=(258,),
    subject=household,
    applies={
        "1 建档立卡贫困户": is_poor(household),
        "2 有劳动力、有就业意愿": has_willing_labour,
        "3 无人就业，或今年以来曾经无人就业": any_of(
            nobody_works,
            (members_employed_at_new_year.column < param("employed_members")).fill_null(False),
            (household.became_idle_on >= param_date("idle_from")).fill_null(False),
        ),
        "4 没有确认暂时无就业意愿": ~no_intention_confirmed,
    },
    done_by=Reached(members_employed.column),
    at_least=param("employed_members"),
    per=ONCE,
    owner=TOWNSHIP,
    clock_from=household.became_idle_on,
    due_after_months=param("clear_months"),
    note="文件用“力争”：努力目标。文件施行前就无人就业的，自施行之日起算1个月；今年以来已有人就业的显示为已完成。",
)

no_intention_evidence = Limit(
    clause="附件一",
    title="暂时无就业意愿的佐证不全",
    items=(259, 260),
    subject=household,
    applies={
        "1 建档立卡贫困户": is_poor(household),
        "2 声明暂时无就业意愿": household.no_intention_on.notnull(),
    },
    value=no_intention_gaps,
    at_most=param("evidence_gaps_allowed"),
    unit="项",
    note="四项：至少3次岗位信息和帮扶记录，不就业的理由，签字（本人签字；不在本地的由家人代签或本人远程确认），专门档案。",
)

unlifted_people = Indicator(
    clause="附件二",
    title="2019年底未脱贫人口",
    items=(261,),
    subject=person,
    applies={"1 2019年底未脱贫人口": person.in_group("unlifted_poor")},
    target=param("unlifted_people_count"),
    note="目标值是文件写明的底数，用来核对台账是否登记齐全。",
)

unlifted_households = Indicator(
    clause="附件二",
    title="2019年底未脱贫户",
    items=(261,),
    subject=household,
    applies={"1 2019年底未脱贫户": household.in_group("unlifted_poor")},
    target=param("unlifted_households_count"),
    unit="户",
    note="目标值是文件写明的底数，用来核对台账是否登记齐全。",
)

unlifted_employed = Indicator(
    clause="附件二",
    title="有意愿的未脱贫劳动力就业比例",
    items=(261,),
    subject=person,
    applies={
        "1 2019年底未脱贫人口": person.in_group("unlifted_poor"),
        "2 有劳动能力": can_work,
        "3 处于劳动年龄、不在校（本地口径）": of_working_age,
        "4 有就业意愿，或已就业": person.is_willing | person.is_employed,
    },
    counts=person.is_employed,
    measure="share",
    target=param("unlifted_employed_share"),
    unit="万分比",
)

watched = {
    "1 监测户、边缘户或回流人员": any_of(
        person.in_group("relapse_monitored"),
        person.in_group("marginal_household"),
        person.in_group("returned_worker"),
    ),
    "2 有劳动能力": can_work,
    "3 处于劳动年龄、不在校（本地口径）": of_working_age,
    "4 未就业": ~person.is_employed,
}

watched_helped = Duty(
    clause="附件三",
    title="监测户、边缘户和回流人员得到及时帮扶",
    items=(263,),
    subject=person,
    applies=watched,
    done_by=person.services(*ANY_SERVICE),
    at_least=param("services_for_watched"),
    per=IN_THE_ACTION,
    owner=VILLAGE,
)

watched_helped_share = Indicator(
    clause="附件三",
    title="监测户、边缘户和回流人员未就业者得到帮扶的比例",
    items=(263,),
    subject=person,
    applies=watched,
    done_by=person.services(*ANY_SERVICE),
    at_least=param("services_for_watched"),
    measure="share",
    target=param("watched_helped_all"),
    unit="万分比",
    per=IN_THE_ACTION,
)

relocated_household = {
    "1 易地扶贫搬迁户": household.in_group("relocated"),
    "2 有劳动力、有就业意愿": has_willing_labour,
}

relocated_household_employed = Duty(
    clause="附件四",
    title="易地搬迁户每户至少1人稳定就业",
    items=(266,),
    subject=household,
    applies=relocated_household,
    done_by=Reached(members_in_stable_work.column),
    at_least=param("employed_members"),
    per=IN_THE_ACTION,
    owner=TOWNSHIP,
)

relocated_households_in_work = Indicator(
    clause="附件四",
    title="易地搬迁户中至少1人稳定就业的比例",
    items=(266,),
    subject=household,
    applies=relocated_household,
    counts=members_in_stable_work.column >= param("employed_members"),
    measure="share",
    target=param("households_in_work_share"),
    unit="万分比",
)

large_resettlement_area = {
    "1 易地搬迁安置区": site.of_kind("resettlement_area"),
    "2 在用": site.is_open,
    "3 万人以上": site.people >= param("resettlement_people"),
}

resettlement_publicity = Duty(
    clause="附件四",
    title="大型安置区集中开展政策宣传",
    items=(269,),
    subject=site,
    applies=large_resettlement_area,
    done_by=site.activities("policy_publicity"),
    at_least=param("resettlement_publicities"),
    per=IN_THE_ACTION,
    owner=COUNTY,
)

resettlement_fair = Duty(
    clause="附件四",
    title="万人以上安置区组织专场招聘会",
    items=(268,),
    subject=site,
    applies=large_resettlement_area,
    done_by=site.activities("resettlement_fair"),
    at_least=param("resettlement_fairs"),
    per=IN_THE_ACTION,
    owner=COUNTY,
    note="文件写“根据疫情防控形势适时”：行动期内何时举办由县决定。",
)

resettled_people = area.count(
    "resettled_people",
    "辖区安置区合计人数",
    site.of_kind("resettlement_area") & site.is_open,
    of=site,
    total=site.people,
)

large_areas = area.count(
    "large_areas",
    "万人以上安置区数",
    site.of_kind("resettlement_area") & site.is_open & (site.people >= param("resettlement_people")),
    of=site,
)

resettlement_fair_county = Duty(
    clause="附件四",
    title="搬迁群众集中的县组织专场招聘会",
    items=(268,),
    subject=area,
    applies={
        "1 县（市、区）": area.is_county,
        "2 搬迁群众集中（本地口径）": resettled_people.column >= param("resettled_people_in_county"),
        "3 县内没有万人以上安置区": large_areas.column == 0,
    },
    done_by=area.activities("resettlement_fair"),
    at_least=param("resettlement_fairs"),
    per=IN_THE_ACTION,
    owner=COUNTY,
    note="文件写“或者”：县内有万人以上安置区的，任务在安置区，县里不再另计一场。县内任一安置区办过即算。",
)
