"""Whom the work points mean: who is able, of working age, and households in which nobody works."""

import ibis

from leye.facts import all_of, household, person
from leye.policy import Owner, param

ON = 1
FEMALE = "2"

COUNTY = Owner("county", "县（市、区）", 3)
VILLAGE = Owner("village", "村（社区）", 5)

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

members_employed = household.count("employed", "已就业成员数", person.is_employed)
members_who_can = household.count(
    "able_and_willing",
    "劳动年龄内有劳动能力、且登记失业或有就业意愿（或已就业）的成员数",
    can_work & of_working_age & (person.is_willing | person.is_registered_unemployed | person.is_employed),
)

has_labour = members_who_can.column >= param("members_who_can_work")
no_member_works = members_employed.column < param("employed_members")
in_zero_employment_household = has_labour & no_member_works
