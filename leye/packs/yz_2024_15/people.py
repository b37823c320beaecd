"""§二(三)8–9: formerly poor people at work, last-resort posts in order of priority, zero-employment households."""

from leye.facts import any_of, household, person
from leye.packs.yz_2024_15.who import (
    ON,
    TOWNSHIP,
    can_work,
    has_labour,
    in_zero_employment_household,
    members_employed,
    members_employed_at_new_year,
    no_member_works,
    of_working_age,
)
from leye.policy import YEAR, Benefit, Duty, Indicator, Reached, param

formerly_poor_at_work = Indicator(
    clause="二(三)8",
    title="脱贫人口务工规模",
    items=(97,),
    subject=person,
    applies={"1 脱贫人口（含返贫监测对象）": person.in_group("formerly_poor")},
    counts=person.is_employed & (person.works_away | (param("labour_scope") != ON)),
    target=param("target_formerly_poor"),
)

lifted_or_monitored = person.in_group("formerly_poor") | person.in_group("relapse_monitored")

last_resort_post = Benefit(
    clause="二(三)9",
    title="公益性岗位托底安置（按优先次序）",
    items=(85, 98),
    subject=person,
    applies={
        "1 就业困难人员、脱贫人口或返贫监测对象": any_of(person.is_difficulty, lifted_or_monitored),
        "2 未就业": ~person.is_employed,
        "3 有劳动能力": can_work,
        "4 处于劳动年龄、不在校（本地口径）": of_working_age,
        "5 有就业意愿": person.is_willing,
    },
    gives="公益性岗位安置",
    order={"1 脱贫人口、返贫监测对象": lifted_or_monitored, "2 其他就业困难人员": person.is_difficulty},
    note="文件写“对通过市场渠道难以实现就业的”：是否难以就业由县市区认定；系统给出名单和先后。",
)

zero_employment_households = Indicator(
    clause="二(三)9",
    title="零就业家庭户数（动态清零）",
    items=(102,),
    subject=household,
    counts=in_zero_employment_household,
    target=param("target_zero_employment"),
    better="less",
    unit="户",
)

one_member_employed = Duty(
    clause="二(三)9",
    title="零就业家庭至少1人就业",
    items=(102,),
    subject=household,
    applies={
        "1 有劳动力": has_labour,
        "2 当前无人就业，或年初无人就业": no_member_works
        | (members_employed_at_new_year.column < param("employed_members")),
    },
    done_by=Reached(members_employed.column),
    at_least=param("employed_members"),
    per=YEAR,
    owner=TOWNSHIP,
    note="年初无人就业、年内已有人就业的家庭显示为已完成。",
)
