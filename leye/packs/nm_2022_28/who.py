"""Whom 内人社发〔2022〕28号 means: able, willing, in a key group, in a zero-employment household."""

import ibis

from leye.facts import all_of, any_of, household, person
from leye.policy import param

ON = 1
FEMALE = "2"

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
    "4 达到劳动年龄（本地口径）": person.age >= param("working_age_from"),
    "5 未就业（本地口径）": ~person.is_employed | (param("serve_employed") == ON),
}

# Switches of the yearly clock: does a second spell begin again, and do earlier services count?
service_clock = ibis.ifelse(
    param("restart_on_new_registration") == ON,
    person.registered_on,
    ibis.ifelse(param("count_before_registration") == ON, ibis.null("date"), person.first_registered_on),
)
