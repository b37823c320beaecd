"""Whom the notice of 20 October 2020 means: its target groups, who is able and willing, poor households."""

import ibis

from leye.facts import all_of, any_of, household, person
from leye.policy import MONTH, WEEK, During, Owner, param

ON = 1
FEMALE = "2"

CITY = Owner("city", "市（区）", 2)
COUNTY = Owner("county", "县（市、区）", 3)
TOWNSHIP = Owner("township", "乡镇（街道）", 4)
VILLAGE = Owner("village", "村（社区）", 5)

SEASON = During("season")
SEASON_MONTH = During("season", each=MONTH)
SEASON_WEEK = During("season", each=WEEK)

#: Services that are given to one person face to face, by telephone or at home.
ONE_TO_ONE = ("follow_up", "home_visit", "counselling", "career_guidance", "policy_help")

#: Every service there is.
ANY_SERVICE = (
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
)

can_work = person.is_able | (person.is_partly_able & (param("partial_capacity_counts") == ON))

retirement_age = ibis.ifelse(
    person.sex == FEMALE, param("retirement_age_female"), param("retirement_age_male")
)

of_working_age = all_of(
    person.age >= param("working_age_from"), person.age < retirement_age, ~person.is_student
)

in_target_group = any_of(
    person.in_group("graduate") & ~person.is_student,
    person.is_registered_unemployed,
    person.in_group("farmer_herder"),
    person.in_group("registered_poor"),
    person.in_group("fishing_ban"),
    (person.is_key_group | person.is_difficulty) & (param("other_key_groups") == ON),
)

not_employed = {
    "1 属于服务对象": in_target_group,
    "2 未就业": ~person.is_employed,
    "3 处于劳动年龄、不在校（本地口径）": of_working_age,
}

able_and_willing = {
    "1 属于服务对象": in_target_group,
    "2 有劳动能力": can_work,
    "3 有就业意愿": person.is_willing,
    "4 达到劳动年龄（本地口径）": person.age >= param("working_age_from"),
    "5 未就业（本地口径）": ~person.is_employed | (param("serve_employed") == ON),
}

members_employed = household.count("employed", "已就业成员数", person.is_employed)
members_who_can = household.count(
    "able_and_willing",
    "劳动年龄内有劳动能力、且登记失业或有就业意愿（或已就业）的成员数",
    can_work & of_working_age & (person.is_willing | person.is_registered_unemployed | person.is_employed),
)

has_labour = members_who_can.column >= param("members_who_can_work")
no_member_works = members_employed.column < param("employed_members")
in_zero_employment_household = has_labour & no_member_works

# Switches of the season's clock: does a second spell begin again, and do earlier services count?
service_clock = ibis.ifelse(
    param("restart_on_new_registration") == ON,
    person.registered_on,
    ibis.ifelse(param("count_before_registration") == ON, ibis.null("date"), person.first_registered_on),
)
