"""Whom 陕人社发〔2020〕26号 means: poor labourers, marginal households, zero-employment households."""

from typing import Any

import ibis
from ibis.common.deferred import Deferred

from leye.facts import all_of, household, person
from leye.policy import YEAR, During, Owner, Switched, param

ON = 1
FEMALE = "2"

PROVINCE = Owner("province", "省", 1)
CITY = Owner("city", "市（区）", 2)
COUNTY = Owner("county", "县（市、区）", 3)
TOWNSHIP = Owner("township", "乡镇（街道）", 4)
VILLAGE = Owner("village", "村（社区）", 5)


def is_poor(subject: Any) -> Deferred:
    """建档立卡; from 2021 on those who succeed them, where the switch says so."""
    return subject.in_group("registered_poor") | (
        subject.in_group("formerly_poor") & (param("successor_counts") == ON)
    )


def is_supported(subject: Any) -> Deferred:
    """In the scope of the policies for poor labourers: 三20 takes in those of marginal households."""
    return is_poor(subject) | subject.in_group("marginal_household")


can_work = person.is_able | (person.is_partly_able & (param("partial_capacity_counts") == ON))

retirement_age = ibis.ifelse(
    person.sex == FEMALE, param("retirement_age_female"), param("retirement_age_male")
)

of_working_age = all_of(
    person.age >= param("working_age_from"), person.age < retirement_age, ~person.is_student
)

poor_labourer = {
    "1 建档立卡贫困人口": is_poor(person),
    "2 有劳动能力": can_work,
    "3 处于劳动年龄、不在校（本地口径）": of_working_age,
}

supported_labourer = {
    "1 建档立卡贫困人口或边缘户": is_supported(person),
    "2 有劳动能力": can_work,
    "3 处于劳动年龄、不在校（本地口径）": of_working_age,
}

members_with_labour = household.count("with_labour", "有劳动力的成员数", can_work & of_working_age)
members_willing = household.count(
    "willing",
    "有劳动力、且有就业意愿或已就业的成员数",
    can_work & of_working_age & (person.is_willing | person.is_employed),
)
members_employed = household.count("employed", "已就业成员数", person.is_employed)
members_employed_at_new_year = household.count(
    "employed_at_new_year", "年初已就业成员数", person.was_employed_at_new_year
)
members_in_stable_work = household.count(
    "in_stable_work",
    "稳定就业的成员数",
    person.is_employed & (person.months_at_work >= param("stable_months")),
)

has_labour = members_with_labour.column >= param("members_with_labour_needed")
has_willing_labour = members_willing.column >= param("members_with_labour_needed")
nobody_works = members_employed.column < param("employed_members")

#: 附件一: what must be there before a household may be said to have no intention for the time being.
no_intention_gaps = (
    ibis.ifelse(household.helps_before_declaration < param("help_records"), 1, 0)
    + ibis.ifelse(household.no_intention_reason, 0, 1)
    + ibis.ifelse(household.no_intention_signed, 0, 1)
    + ibis.ifelse(household.no_intention_filed, 0, 1)
)
no_intention_confirmed = (
    household.no_intention_on.notnull() & (no_intention_gaps <= param("evidence_gaps_allowed"))
).fill_null(False)

#: Services are counted within the action, or within the calendar year.
service_period = Switched(
    "service_period", "服务期", "service_window", ((0, During("special_help")), (1, YEAR))
)

ANY_SERVICE = (
    "policy_briefing",
    "career_guidance",
    "job_recommendation",
    "course_recommendation",
    "policy_help",
    "counselling",
    "home_visit",
    "service_list",
    "other",
)
HELP_TO_WORK = ("job_recommendation", "career_guidance", "course_recommendation", "policy_help", "home_visit")
