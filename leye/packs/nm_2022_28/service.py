"""§三(一) real-name service and §三(七) follow-up of the registered unemployed."""

from leye.facts import person
from leye.packs.nm_2022_28.posts import may_be_placed_again
from leye.packs.nm_2022_28.who import able_and_willing, in_key_group, of_working_age, service_clock
from leye.policy import COUNTY, MONTH, ONCE, TOWNSHIP, VILLAGE, YEAR, Duty, Switched, param

survey = Duty(
    clause="三(一)",
    title="摸排重点群体未就业人员",
    items=(181, 182),
    subject=person,
    applies={
        "1 属于重点服务对象群体": in_key_group,
        "2 未就业": ~person.is_employed,
        "3 处于劳动年龄、不在校（本地口径）": of_working_age,
    },
    done_by=person.statements(),
    at_least=param("surveys"),
    per=Switched("survey", "摸排期", "survey_rhythm", ((0, ONCE), (1, YEAR))),
    owner=VILLAGE,
    note="以记录就业意愿为完成依据：短信、电话、上门均可。",
)

policy_briefing = Duty(
    clause="三(一)",
    title="每年1次就业创业政策宣介",
    items=(183,),
    subject=person,
    applies=able_and_willing,
    done_by=person.services("policy_briefing"),
    at_least=param("policy_briefings"),
    per=YEAR,
    owner=VILLAGE,
    counts_from=service_clock,
)

career_guidance = Duty(
    clause="三(一)",
    title="每年1次职业指导",
    items=(183,),
    subject=person,
    applies=able_and_willing,
    done_by=person.services("career_guidance"),
    at_least=param("career_guidances"),
    per=YEAR,
    owner=TOWNSHIP,
    counts_from=service_clock,
)

recommended_jobs = Duty(
    clause="三(一)",
    title="每年推荐至少3个针对性岗位",
    items=(183,),
    subject=person,
    applies=able_and_willing,
    done_by=person.services("job_recommendation", distinct=param("distinct_items")),
    at_least=param("job_recommendations"),
    per=YEAR,
    owner=VILLAGE,
    counts_from=service_clock,
)

recommended_courses = Duty(
    clause="三(一)",
    title="每年推荐至少3个培训课程或项目",
    items=(183,),
    subject=person,
    applies=able_and_willing | {"6 有技能提升需求": person.has_training_need},
    done_by=person.services("course_recommendation", distinct=param("distinct_items")),
    at_least=param("course_recommendations"),
    per=YEAR,
    owner=TOWNSHIP,
    counts_from=service_clock,
)

policy_help = Duty(
    clause="三(一)",
    title="协助符合条件的人员申请政策帮扶",
    items=(183,),
    subject=person,
    applies=may_be_placed_again,
    done_by=person.services("policy_help"),
    at_least=param("policy_helps"),
    per=YEAR,
    owner=COUNTY,
    note="目前只对本文件自身规定、可由数据判断的待遇（再一次安置公益性岗位）产生任务。",
)

service_list = Duty(
    clause="三(七)",
    title="及时向登记失业人员提供服务清单和政策清单",
    items=(196,),
    subject=person,
    applies={"1 登记失业": person.is_registered_unemployed},
    done_by=person.services("service_list"),
    at_least=param("service_lists"),
    per=ONCE,
    owner=TOWNSHIP,
    clock_from=person.registered_on,
    due_after=param("service_list_days"),
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
