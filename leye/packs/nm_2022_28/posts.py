"""§三(五) public-welfare posts: their term, the exit, the one re-entry; zero-employment households."""

import ibis

from leye.facts import any_of, household, person, placement
from leye.packs.nm_2022_28.who import (
    FEMALE,
    ON,
    can_work,
    has_labour,
    in_zero_employment_household,
    members_employed,
    members_employed_at_new_year,
    no_member_works,
)
from leye.policy import TOWNSHIP, YEAR, Benefit, Duty, Limit, Reached, param

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
    note="文件用“可”字：符合条件的人员由旗县决定是否安置。",
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
        "3 不属于临近退休可延长人员（本地口径）": ~near_retirement.fill_null(False)
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
    at_most=param("welfare_first_placements") + ibis.ifelse(holder_may_return, param("welfare_reentries"), 0),
    unit="次",
)

one_member_employed = Duty(
    clause="三(五)",
    title="零就业家庭至少1人就业",
    items=(179, 193),
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
