"""Whom 永政办发〔2024〕15号 means, and the words that several of its tasks share."""

import ibis

from leye.facts import all_of, any_of, household, person
from leye.policy import ONCE, YEAR, Owner, Switched, param

ON = 1
FEMALE = "2"

CITY = Owner("city", "市", 2)
COUNTY = Owner("county", "县市区（含管理区、经开区）", 3)
TOWNSHIP = Owner("township", "乡镇（街道）", 4)
VILLAGE = Owner("village", "村（社区）", 5)

EVERY_SERVICE = (
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

TARGET_SPAN = Switched("target_span", "目标期", "target_span", ((0, ONCE), (1, YEAR)))

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
    "劳动年龄内有劳动能力、且登记失业或有就业意愿（或已就业）的成员数",
    can_work & of_working_age & (person.is_willing | person.is_registered_unemployed | person.is_employed),
)

has_labour = members_who_can.column >= param("members_who_can_work")
no_member_works = members_employed.column < param("employed_members")
in_zero_employment_household = has_labour & no_member_works

# Graduates who left school less than two years ago: out of work now, or in work after they had registered.
graduate_who_looked_for_work = all_of(
    person.in_group("graduate"),
    ~person.is_student,
    person.months_since_graduation < param("graduate_months"),
    any_of(~person.is_employed, person.first_registered_on.notnull()),
)

# Young people in difficulty who are registered as unemployed, or were and then found work.
hard_pressed_youth = all_of(
    person.age >= param("youth_age_from"),
    person.age <= param("youth_age_to"),
    person.is_difficulty,
    person.first_registered_on.notnull(),
)

youth_in_care = any_of(graduate_who_looked_for_work, hard_pressed_youth).fill_null(False)
