"""The orders of 内人社发〔2022〕28号 that can be computed."""

from leye.facts import person
from leye.policy import MONTH, VILLAGE, YEAR, Duty, param

recommended_jobs = Duty(
    clause="三(一)",
    title="每年推荐3个针对性岗位",
    items=(183,),
    subject=person,
    applies={"1 有劳动能力": person.is_able, "2 有就业意愿": person.is_willing, "3 属于重点群体": person.is_key_group},
    done_by=person.services("job_recommendation"),
    at_least=param("job_recommendations"),
    per=YEAR,
    owner=VILLAGE,
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
